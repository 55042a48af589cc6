"""The cash session: float, cash in and out, blind count by note and coin, expected against counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.currency import currency
from pos.domain.errors import UserError
from pos.domain.money import check_limit, format_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos.domain.currency import Currency


class Count(msgspec.Struct, frozen=True, omit_defaults=True):
    """Notes and coins of one currency as counted: (denomination in minor units, number)."""

    currency: str
    pieces: tuple[tuple[int, int], ...]

    @property
    def total_minor(self) -> int:
        """What the pieces are worth."""
        return sum(piece * number for piece, number in self.pieces)


class DrawerDifference(msgspec.Struct, frozen=True, omit_defaults=True):
    """One drawer at closing, in its own currency; expected = float + sales + moves."""

    currency: str
    float_minor: int
    expected_minor: int
    counted_minor: int
    kept_minor: int = 0
    reason: str = ""
    counts: tuple[tuple[int, int], ...] = ()
    recounted: bool = False

    @property
    def difference_minor(self) -> int:
        """Counted minus expected: negative when money is missing."""
        return self.counted_minor - self.expected_minor


def checked_count(code: str, numbers: Mapping[int, int], known: Currency | None = None) -> Count:
    """Make a count from denomination to number, or say what is wrong; `known` says which pieces there are."""
    allowed = (known or currency(code)).denominations
    for piece, number in numbers.items():
        if piece not in allowed:
            raise UserError(
                "There is no {currency} note or coin of {piece}.", currency=code, piece=format_amount(piece)
            )
        if not 0 <= number <= 100_000:
            raise UserError("{number} pieces cannot be in a drawer.", number=number)
    count = Count(code, tuple((piece, numbers[piece]) for piece in sorted(numbers, reverse=True) if numbers[piece]))
    check_limit(count.total_minor)
    return count


def checked_move(amount_minor: int, reason: str) -> int:
    """Give a signed cash movement back, or say what it needs."""
    if amount_minor == 0:
        raise UserError("Enter the amount that goes in or out.")
    if not reason.strip():
        raise UserError("Say why the money goes in or out: the accountant will ask.")
    return check_limit(amount_minor)
