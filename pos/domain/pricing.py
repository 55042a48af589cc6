"""Discounts: on a line or on the whole basket, in percent or as an amount.

Deposits and what is outside VAT are never discounted. A basket discount is split over its lines by
largest remainder, so that every line carries its own share and its own VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.domain.money import divide_half_up, format_amount, parse_amount, split

if TYPE_CHECKING:
    from collections.abc import Sequence


class Discount(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reduction: either `percent_bp` (1000 = 10 %) or `amount_minor`, with a reason in words."""

    percent_bp: int | None = None
    amount_minor: int | None = None
    reason: str = ""

    def on(self, gross_minor: int) -> int:
        """Give what this takes off a gross amount; never more than the amount itself."""
        if self.percent_bp is not None:
            return divide_half_up(gross_minor * self.percent_bp, 10_000)
        assert self.amount_minor is not None
        if self.amount_minor > max(gross_minor, 0):
            raise UserError(
                "A discount of {discount} is more than the price, {price}.",
                discount=format_amount(self.amount_minor),
                price=format_amount(gross_minor),
            )
        return self.amount_minor


def checked_discount(discount: Discount) -> Discount:
    """Give the discount back, or say why it is none."""
    if (discount.percent_bp is None) == (discount.amount_minor is None):
        raise UserError("A discount is either a percentage or an amount.")
    if discount.percent_bp is not None and not 0 < discount.percent_bp <= 10_000:
        raise UserError("A discount is between 0 and 100 %.")
    if discount.amount_minor is not None and discount.amount_minor <= 0:
        raise UserError("A discount is an amount above zero.")
    return discount


def share_discount(discount: Discount, line_totals_minor: Sequence[int]) -> list[int]:
    """Split a basket discount over lines that may carry it (negative lines count as zero)."""
    weights = [max(total, 0) for total in line_totals_minor]
    return split(discount.on(sum(weights)), weights)


def parse_discount(text: str) -> Discount | None:
    """Read «10%», «2.50 short date» or «0»; None takes the discount away."""
    amount, _, reason = text.strip().partition(" ")
    if reason.startswith("%"):
        amount, reason = amount + "%", reason[1:]
    if amount in ("", "0"):
        return None
    if amount.endswith("%"):
        return Discount(percent_bp=parse_amount(amount[:-1]), reason=reason.strip()[:60])
    return Discount(amount_minor=parse_amount(amount), reason=reason.strip()[:60])
