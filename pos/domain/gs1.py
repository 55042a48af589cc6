"""Codes that say more than a number: GS1-128, GS1 DataMatrix, QR with a GS1 Digital Link.

Parsed by `biip`, which knows the application identifiers. A bare run of digits is no such code: a scanner
that reads one says so by its AIM identifier (`]C1`, `]d2`, `]Q3`), or it holds separators or a web address.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

SEPARATOR = "\x1d"
AIMS = ("]C1", "]d2", "]Q3", "]e0", "]J1")
_LONGEST_NUMBER = 14
_WEIGHT_KG, _AMOUNT, _LOT = "310", "392", "10"
_BEST_BEFORE = ("15", "16", "17")


class Gs1Code(NamedTuple):
    """What the code says: GTIN in stored form (13 digits, or 14 of an outer pack), ISO date of the last good day."""

    gtin: str
    grams: int | None = None
    price_minor: int | None = None
    lot: str = ""
    best_before: str = ""


def looks_like_gs1(code: str) -> bool:
    """Tell whether a scan is more than a bare number."""
    if code.startswith(AIMS) or SEPARATOR in code:
        return True
    if code.lower().startswith(("https://", "http://")):
        return "/01/" in code
    return len(code) > _LONGEST_NUMBER + 2 and code.startswith("01") and code[:16].isdigit()


def read_gs1(code: str) -> Gs1Code:
    """Read such a code; one without an article's number, or cut short, is refused."""
    from biip import ParseError, parse  # noqa: PLC0415  # 90 ms, which only shops with such codes wait for, once

    # Scanners that cannot type the separator send a bar in its place.
    text = code.replace("|", SEPARATOR) if code.startswith("]") else code
    try:
        result = parse(text)
    except ParseError as error:
        raise _unreadable(code) from error
    source = result.gs1_message or result.gs1_digital_link_uri
    if source is None or result.gtin is None:
        raise _unreadable(code)
    found = {element.ai.ai: element for element in source.element_strings}
    weight = _first(found, _WEIGHT_KG)
    amount = _first(found, _AMOUNT)
    lot = found.get(_LOT)
    days = [element.date for ai in _BEST_BEFORE if (element := found.get(ai)) is not None and element.date]
    gtin = result.gtin.as_gtin_14()
    return Gs1Code(
        gtin[1:] if gtin.startswith("0") else gtin,
        _parts_of(weight, 1000) if weight is not None else None,
        _parts_of(amount, 100) if amount is not None else None,
        lot.value if lot is not None else "",
        min(days).isoformat() if days else "",
    )


def _first(found: dict[str, GS1ElementString], prefix: str) -> GS1ElementString | None:
    return next(
        (element for ai, element in found.items() if len(ai) == len(prefix) + 1 and ai.startswith(prefix)), None
    )


def _parts_of(element: GS1ElementString, parts: int) -> int:
    return int(((element.decimal or Decimal(0)) * parts).to_integral_value(ROUND_HALF_UP))


def _unreadable(code: str) -> UserError:
    return UserError("The code {code} was not read whole, or names no article. Scan it again.", code=code[:40])
