"""The black and white of QR and bar codes, as rows of modules.

EAN-13, EAN-8: GS1 General Specifications §5.2. Code 128: ISO/IEC 15417, code set B, or C for an even number of
figures.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.documents.blocks import Barcode

QUIET = 4
"""White modules that a reader needs around a QR code."""

_EAN_LEFT = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_EAN_PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
_CODE128 = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232"
)
"""Bar and space widths, six digits per value."""
_START_B = 104
_START_C = 105
_STOP = "2331112"


@lru_cache(maxsize=8)
def qr_rows(data: str) -> tuple[tuple[bool, ...], ...]:
    """Give the modules of a QR code at error level M, without its quiet zone."""
    import segno  # noqa: PLC0415  # no start needs it

    code = segno.make(data, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def qr_side(data: str) -> int:
    """Give the modules of one side of a QR code, its quiet zone included."""
    return len(qr_rows(data)) + 2 * QUIET


def qr_png(data: str, module: int) -> bytes:
    """Give a QR code as a PNG of `module` pixels per module, its quiet zone included."""
    import segno  # noqa: PLC0415  # as above

    made = io.BytesIO()
    segno.make(data, error="m", micro=False, boost_error=False).save(made, kind="png", scale=module, border=QUIET)
    return made.getvalue()


def bars(barcode: Barcode) -> str:
    """Give the modules of a bar code as ones (black) and zeros."""
    match barcode.kind:
        case "EAN13":
            return _ean13(barcode.code)
        case "EAN8":
            return _ean8(barcode.code)
        case "CODE128":
            return _code128(barcode.code)


def _ean13(code: str) -> str:
    assert len(code) == 13
    assert code.isdecimal()
    left = ""
    for digit, parity in zip(code[1:7], _EAN_PARITY[int(code[0])], strict=True):
        odd = _EAN_LEFT[int(digit)]
        left += odd if parity == "L" else _inverted(odd)[::-1]
    right = "".join(_inverted(_EAN_LEFT[int(digit)]) for digit in code[7:])
    return f"101{left}01010{right}101"


def _ean8(code: str) -> str:
    assert len(code) == 8
    assert code.isdecimal()
    left = "".join(_EAN_LEFT[int(digit)] for digit in code[:4])
    right = "".join(_inverted(_EAN_LEFT[int(digit)]) for digit in code[4:])
    return f"101{left}01010{right}101"


def _inverted(modules: str) -> str:
    return modules.translate(str.maketrans("01", "10"))


def _code128(code: str) -> str:
    if code.isascii() and code.isdigit() and len(code) % 2 == 0:
        values = [_START_C, *(int(code[at : at + 2]) for at in range(0, len(code), 2))]
    else:
        values = [_START_B, *(ord(char) - 32 for char in code)]
        assert all(0 <= value < 95 for value in values[1:]), "code set B has printable ASCII only"
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    widths = "".join(_CODE128[6 * value : 6 * value + 6] for value in (*values, check)) + _STOP
    return "".join("10"[place % 2] * int(size) for place, size in enumerate(widths))
