"""Stock as a list of movements; the level is their sum, and a negative level is a fact, never refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.money import divide_half_up
from pos.domain.quantity import ONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.domain.sale import Sale


class Movement(msgspec.Struct, frozen=True, omit_defaults=True):
    """One movement of one article, in signed thousandths of its unit; `place` empty is the shop itself."""

    product_id: str
    quantity_milli: int
    place: str = ""


class ReceivedLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came in of one article: cost per unit without VAT (minor units), lot and expiry (ISO date) if known."""

    product_id: str
    quantity_milli: int
    cost_minor: int | None = None
    lot: str = ""
    expires: str = ""
    ordered_milli: int | None = None


class CountedLine(msgspec.Struct, frozen=True):
    """What was counted of one article, and what the till expected at that moment."""

    product_id: str
    counted_milli: int
    expected_milli: int


ADJUSTMENTS = ("waste", "breakage", "own use", "gift", "theft", "correction")
"""Why stock is adjusted; all but the last usually take away."""


def movements_of(sale: Sale) -> tuple[Movement, ...]:
    """Give what a sale takes from the shelf, and a refund puts back; training moves nothing."""
    if sale.training:
        return ()
    moves = []
    for line in sale.lines:
        if line.stocked and line.product_id is not None:
            moves.append(Movement(line.product_id, -line.quantity_milli, sale.place))
        for part in line.parts:
            taken = divide_half_up(-line.quantity_milli * part.quantity_milli, ONE)
            moves.append(Movement(part.product_id, taken, sale.place))
    return tuple(moves)


def levels(movements: Iterable[Movement]) -> dict[str, int]:
    """Sum movements to a level per article."""
    sums: dict[str, int] = {}
    for move in movements:
        sums[move.product_id] = sums.get(move.product_id, 0) + move.quantity_milli
    return sums
