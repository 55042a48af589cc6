"""Pieces, kilograms, litres as whole thousandths of their unit."""

from __future__ import annotations

import re

from pos.domain.errors import UserError
from pos.domain.money import check_limit, divide_half_up

ONE = 1000
"""One piece, one kilogram, one litre, one hour."""
LIMIT_MILLI = 1_000_000 * ONE

_PLAIN = re.compile(r"^([+-]?)(\d*)(?:[.,](\d{1,3}))?$")


def check_quantity(milli: int) -> int:
    """Give the quantity back, or say that it is absurd."""
    if abs(milli) > LIMIT_MILLI:
        raise UserError("This quantity is too large: at most {limit} on one line.", limit="1'000'000")
    return milli


def line_amount(unit_price_minor: int, milli: int) -> int:
    """Price times quantity in minor units, rounded half away from zero once."""
    return check_limit(divide_half_up(unit_price_minor * check_quantity(milli), ONE))


def parse_quantity(text: str) -> int:
    """Read `2`, `0.486` or `0,5` into thousandths; never zero."""
    match = _PLAIN.match(text.strip().replace("−", "-").replace("'", "").replace("’", ""))
    if not match or not (match[2] or match[3]) or len(match[2]) > 15:
        raise UserError("«{text}» is not a quantity. Write it like 2 or 0.486.", text=text.strip()[:24])
    milli = int(match[2] or 0) * ONE + int((match[3] or "").ljust(3, "0") or 0)
    if milli == 0:
        raise UserError("A quantity of zero sells nothing. Remove the line instead.")
    return check_quantity(-milli if match[1] == "-" else milli)


def format_quantity(milli: int, unit: str = "piece", *, screen: bool = False) -> str:
    """Write a quantity: pieces without decimals where whole, weights with three."""
    sign = ("−" if screen else "-") if milli < 0 else ""
    whole, rest = divmod(abs(milli), ONE)
    if unit in ("kg", "l", "m"):
        return f"{sign}{whole}.{rest:03d}"
    decimals = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{sign}{whole}{decimals}"
