"""Amounts and quantities as web shops write them: decimals in text, read without floating point."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation


def as_decimal(minor: int) -> str:
    """Write minor units like «8.90»."""
    return f"{Decimal(minor) / 100:.2f}"


def as_minor(*parts: object) -> int:
    """Give minor units of a sum of decimals; what is absent or no number counts nothing."""
    total = sum((_number(part) for part in parts), Decimal(0))
    return int((total * 100).quantize(Decimal(1), ROUND_HALF_UP))


def as_pieces(said: object) -> int:
    """Give whole pieces of a quantity; parts of one are rounded down, also below zero."""
    return int(_number(said) // 1)


def as_price(said: object) -> int | None:
    """Give minor units of a price, None where there is none."""
    return None if said in (None, "") else as_minor(said)


def _number(said: object) -> Decimal:
    try:
        made = Decimal(str(said))
    except InvalidOperation:
        return Decimal(0)
    return made if made.is_finite() else Decimal(0)
