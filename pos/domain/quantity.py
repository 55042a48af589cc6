"""Pieces, kilograms, litres, hours as whole thousandths of their unit.

What is priced per 100 g is kept in thousandths of 100 g (0.1 g) and shown to people in grams.
"""

from __future__ import annotations

import re

from pos.domain.errors import UserError
from pos.domain.money import check_limit, divide_half_up

ONE = 1000
"""One piece, one kilogram, one litre, one hour."""
LIMIT_MILLI = 1_000_000 * ONE

PER_100_G = "100g"

_PLAIN = re.compile(r"^([+-]?)(\d*)(?:[.,](\d{1,3}))?$")
_GRAMS = re.compile(r"^([+-]?)(\d*)(?:[.,](\d))?$")
_HOURS = re.compile(r"^([+-]?)(\d{1,4})\s*[hH:]\s*([0-5]?\d)?$")
_MILLI_OF_A_GRAM = {"kg": 1, PER_100_G: 10}


def check_quantity(milli: int) -> int:
    """Give the quantity back, or say that it is absurd."""
    if abs(milli) > LIMIT_MILLI:
        raise UserError("This quantity is too large: at most {limit} on one line.", limit="1'000'000")
    return milli


def line_amount(unit_price_minor: int, milli: int, per_milli: int = ONE) -> int:
    """Price times quantity in minor units, rounded half away from zero once; the price is for `per_milli`."""
    return check_limit(divide_half_up(unit_price_minor * check_quantity(milli), per_milli))


def from_grams(grams: int, unit: str) -> int:
    """Give a weight in thousandths of the unit an article is priced in (kg or 100 g)."""
    if unit not in _MILLI_OF_A_GRAM:
        raise UserError("This article is not sold by weight.")
    return check_quantity(grams * _MILLI_OF_A_GRAM[unit])


def parse_quantity(text: str, unit: str = "piece") -> int:
    """Read `2`, `0.486` or `0,5` into thousandths; never zero. Hours also as `1:30`, per 100 g in grams."""
    plain = text.strip().replace("−", "-").replace("'", "").replace("’", "")
    clock = _HOURS.match(plain) if unit == "hour" else None
    if clock is not None:
        sign, milli = clock[1], int(clock[2]) * ONE + divide_half_up(int(clock[3] or 0) * ONE, 60)
    else:
        sign, milli = _decimal(plain, text, unit)
    if milli == 0:
        raise UserError("A quantity of zero sells nothing. Remove the line instead.")
    return check_quantity(-milli if sign == "-" else milli)


def _decimal(plain: str, text: str, unit: str) -> tuple[str, int]:
    in_grams = unit == PER_100_G
    match = (_GRAMS if in_grams else _PLAIN).match(plain)
    if not match or not (match[2] or match[3]) or len(match[2]) > 15:
        raise _not_a_quantity(text, unit)
    decimals = 1 if in_grams else 3
    return match[1], int(match[2] or 0) * 10**decimals + int((match[3] or "").ljust(decimals, "0"))


def _not_a_quantity(text: str, unit: str) -> UserError:
    if unit == PER_100_G:
        return UserError("«{text}» is not a weight in grams. Write it like 486.", text=text.strip()[:24])
    return UserError("«{text}» is not a quantity. Write it like 2 or 0.486.", text=text.strip()[:24])


def shown_unit(unit: str) -> str:
    """Give the sign of what people count an article in: what is priced per 100 g is weighed in g."""
    return {PER_100_G: "g", "hour": "h", "piece": ""}.get(unit, unit)


def format_quantity(milli: int, unit: str = "piece", *, screen: bool = False) -> str:
    """Write a quantity: pieces without decimals where whole, weights with three; per 100 g in grams."""
    sign = ("−" if screen else "-") if milli < 0 else ""
    if unit == PER_100_G:
        grams, tenth = divmod(abs(milli), 10)
        return f"{sign}{grams}.{tenth}" if tenth else f"{sign}{grams}"
    whole, rest = divmod(abs(milli), ONE)
    if unit in ("kg", "l", "m"):
        return f"{sign}{whole}.{rest:03d}"
    decimals = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{sign}{whole}{decimals}"
