"""Labels as ZPL II, the language of label printers: text, bars and frames of the one layout, in dots.

`^CI28` makes the text UTF-8; `^`, `~` and control signs in it are written as `_5E` (`^FH`), so that no name of an
article can give orders to the printer.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from pos.documents.label_formats import ROLL_MARGIN
from pos.documents.label_layout import Bars, Frame, Size, Words, lay_out, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.documents.label import Label
    from pos.documents.label_formats import Roll
    from pos.documents.label_layout import Piece

DOTS_PER_INCH = (203, 300)
MM_PER_INCH = 25.4
_JUSTIFIED = {"left": "L", "center": "C", "right": "R"}
_ESCAPED = "^~_\\"
_BLANK = ("Cc", "Zs")
"""Control signs, and the spaces that the printers' fonts lack."""
_MOST_COPIES = 9999
_BOLD = 1.25
"""The printers' own font 0 is bold and narrow; what is bold elsewhere is as wide here as there."""
_NARROWER = 0.85
_GUARDS = 5


def size_of(roll: Roll, dpi: int) -> Size:
    """Give what a label of a roll offers for printing at 203 or 300 dpi."""
    return Size(roll.width - 2 * ROLL_MARGIN, roll.height - 2 * ROLL_MARGIN, MM_PER_INCH / dpi)


def to_zpl(labels: Sequence[Label], roll: Roll, dpi: int = DOTS_PER_INCH[0]) -> bytes:
    """Give the job; labels that follow each other and are the same are one label with a quantity."""
    made = []
    for label, same in groupby(labels):
        count = len(list(same))
        for first in range(0, count, _MOST_COPIES):
            made.append(_format(label, roll, dpi, min(count - first, _MOST_COPIES)))
    return "".join(made).encode()


def _format(label: Label, roll: Roll, dpi: int, copies: int) -> str:
    dots = dpi / MM_PER_INCH
    margin = ROLL_MARGIN * dots
    lines = [
        "^XA",
        "^CI28",
        f"^PW{round(roll.width * dots)}",
        f"^LL{round(roll.height * dots)}",
        "^LH0,0",
        *(_piece(piece, dots, margin) for piece in lay_out(label, size_of(roll, dpi))),
        f"^PQ{copies}",
        "^XZ",
    ]
    return "\n".join(lines) + "\n"


def _piece(piece: Piece, dots: float, margin: float) -> str:
    x, y = round(piece.x * dots + margin), round(piece.y * dots + margin)
    match piece:
        case Words():
            high = round(piece.size * dots)
            wide = round(high * (_BOLD if piece.bold else 1))
            block = f"^FB{max(round(piece.width * dots), 1)},1,0,{_JUSTIFIED[piece.align]}"
            return f"^FO{x},{y}^A0N,{high},{wide}{block}^FH^FD{_escaped(_fitting(piece))}^FS"
        case Bars():
            module = round(piece.module * dots)
            return f"^FO{x},{y}^BY{module}{_bars(piece, round(piece.height * dots), module)}^FS"
        case Frame():
            return f"^FO{x},{y}^GB{round(piece.width * dots)},{round(piece.height * dots)},2,B,2^FS"


def _bars(piece: Bars, high: int, module: int) -> str:
    """Write a code; EAN symbols hang their guard bars five modules below the others, and count their check digit."""
    short = high - _GUARDS * module
    match piece.kind:
        case "EAN13":
            return f"^BEN,{short},N,N^FD{piece.code[:12]}"
        case "EAN8":
            return f"^B8N,{short},N,N^FD{piece.code[:7]}"
        case "CODE128":
            return f"^BCN,{high},N,N,N^FH^FD{_subset(piece.code)}"


def _fitting(words: Words) -> str:
    """Give the text that fits on its line: a block with too much of it would print one line over the other."""
    text = words.text
    while len(text) > 1 and width_of(text, words.size, bold=words.bold) * _NARROWER > words.width:
        text = text.rstrip("…")[:-1] + "…"
    return text


def _subset(code: str) -> str:
    """Begin in the subset that the layout counted with: C for an even number of figures, else B."""
    if code.isdigit() and len(code) % 2 == 0:
        return f">;{code}"
    return ">:" + _escaped(code.replace(">", ">0"))


def _escaped(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        f"_{ord(char):02X}" if char in _ESCAPED else " " if unicodedata.category(char) in _BLANK else char
        for char in composed
    )
