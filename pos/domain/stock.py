"""Stock as a list of movements; the level is their sum, and a negative level is a fact, never refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.domain.sale import Sale


class Movement(msgspec.Struct, frozen=True):
    """One movement of one article, in signed thousandths of its unit."""

    product_id: str
    quantity_milli: int


class CountedLine(msgspec.Struct, frozen=True):
    """What was counted of one article, and what the till expected at that moment."""

    product_id: str
    counted_milli: int
    expected_milli: int


def movements_of(sale: Sale) -> tuple[Movement, ...]:
    """Give what a sale takes from the shelf, and a refund puts back; training moves nothing."""
    if sale.training:
        return ()
    return tuple(
        Movement(line.product_id, -line.quantity_milli)
        for line in sale.lines
        if line.stocked and line.product_id is not None
    )


def levels(movements: Iterable[Movement]) -> dict[str, int]:
    """Sum movements to a level per article."""
    sums: dict[str, int] = {}
    for move in movements:
        sums[move.product_id] = sums.get(move.product_id, 0) + move.quantity_milli
    return sums
