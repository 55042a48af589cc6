"""The sale being rung up: lines, discounts, deposits, totals. Immutable; every change gives a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.basket_line import BasketLine, frozen_deposit, frozen_line, ring
from pos.domain.errors import UserError
from pos.domain.network import Fellow  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.pricing import Discount, checked_discount, share_discount
from pos.domain.quantity import ONE, check_quantity
from pos.domain.vat import OUTSIDE, SWISS_RATES, VatRegime, rate_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.domain.sale import SaleLine
    from pos.domain.vat import VatRate

__all__ = ["MAX_LINES", "Basket", "BasketLine", "ring"]

MAX_LINES = 500


class Basket(msgspec.Struct, frozen=True, omit_defaults=True):
    """The lines of one customer and what is taken off the whole."""

    id: str
    lines: tuple[BasketLine, ...] = ()
    discount: Discount | None = None
    label: str = ""
    member: bool = False
    """Whether a member is served: lines take their member price."""
    eat_in: bool = False
    """Whether it is consumed on the spot, unless a line says otherwise."""
    buyer: Fellow | None = None
    """The member of the network that buys, where that was noted."""

    @property
    def total_minor(self) -> int:
        """What the customer owes before cash rounding, VAT included."""
        return sum(line.total_minor for line in self.lines) - self.discount_minor

    @property
    def discount_minor(self) -> int:
        """What the basket discount takes off."""
        return sum(self.discount_shares)

    @property
    def discount_shares(self) -> list[int]:
        """Each line's share of the basket discount, in minor units."""
        amounts = [line.discountable_minor for line in self.lines]
        if self.discount is None or not any(amount > 0 for amount in amounts):
            return [0] * len(amounts)
        return share_discount(self.discount, amounts)

    @property
    def article_count(self) -> int:
        """Articles as a customer counts them: pieces by number, a weighed line as one."""
        return sum(max(abs(line.quantity_milli) // ONE, 1) if line.unit == "piece" else 1 for line in self.lines)

    @property
    def orders(self) -> dict[str, str]:
        """The online orders that are handed out with it: id to code."""
        return {line.order: line.order_code for line in self.lines if line.order}

    def line(self, line_id: str) -> BasketLine:
        """Give the line of that id."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise UserError("This line is no longer in the basket.")

    def add(self, line: BasketLine) -> Basket:
        """Add a line, or raise the quantity of the last one when it is the same article by the piece.

        It is sold as the basket is: at the member price, consumed on the spot.
        """
        check_quantity(line.quantity_milli)
        line = msgspec.structs.replace(line.for_member(on=self.member), eat_in=self.eat_in)
        if len(self.lines) >= MAX_LINES:
            raise UserError("A ticket holds {n} lines. Take the payment and start another.", n=MAX_LINES)
        last = self.lines[-1] if self.lines else None
        if last and last.grows_with(line):
            return self.with_line(last.with_quantity(last.quantity_milli + line.quantity_milli))
        grown = msgspec.structs.replace(self, lines=(*self.lines, line))
        line.total_minor  # noqa: B018  # refuses an amount that no ticket can hold, before it is shown
        return grown

    def with_line(self, line: BasketLine) -> Basket:
        """Replace the line of the same id."""
        line.total_minor  # noqa: B018  # as above
        lines = tuple(line if old.id == line.id else old for old in self.lines)
        changed = msgspec.structs.replace(self, lines=lines)
        changed.total_minor  # noqa: B018  # a basket discount must still fit
        return changed

    def without_line(self, line_id: str) -> Basket:
        """Remove a line; a basket discount that no longer fits goes with it."""
        rest = msgspec.structs.replace(self, lines=tuple(old for old in self.lines if old.id != line_id))
        try:
            rest.total_minor  # noqa: B018
        except UserError:
            rest = msgspec.structs.replace(rest, discount=None)
        return rest

    def set_quantity(self, line_id: str, quantity_milli: int) -> Basket:
        """Change a line's quantity (thousandths; negative for a return)."""
        if quantity_milli == 0:
            return self.without_line(line_id)
        return self.with_line(self.line(line_id).with_quantity(quantity_milli))

    def set_price(self, line_id: str, unit_price_minor: int) -> Basket:
        """Change a line's unit price for this sale; the list price is kept beside it."""
        return self.with_line(self.line(line_id).with_price(unit_price_minor))

    def sold_to(self, buyer: Fellow | None) -> Basket:
        """Note which member of the network buys, or that none does."""
        return msgspec.structs.replace(self, buyer=buyer)

    def serve_member(self, *, on: bool) -> Basket:
        """Switch every line to its member price, or back."""
        lines = tuple(line.for_member(on=on) for line in self.lines)
        return _still_fits(msgspec.structs.replace(self, lines=lines, member=on))

    def eaten_here(self, *, on: bool) -> Basket:
        """Switch every line to consumed on the spot or taken away; prices include VAT and stay."""
        lines = tuple(msgspec.structs.replace(line, eat_in=on) for line in self.lines)
        return msgspec.structs.replace(self, lines=lines, eat_in=on)

    def line_eaten_here(self, line_id: str, *, on: bool) -> Basket:
        """Switch one line to consumed on the spot or taken away."""
        return self.with_line(msgspec.structs.replace(self.line(line_id), eat_in=on))

    def set_line_discount(self, line_id: str, discount: Discount | None) -> Basket:
        """Give one line a discount, or take it away."""
        line = self.line(line_id)
        if discount is not None:
            checked_discount(discount)
            if line.vat_code == OUTSIDE:
                raise UserError("A deposit is given back in full: it takes no discount.")
        return self.with_line(msgspec.structs.replace(line, discount=discount))

    def set_discount(self, discount: Discount | None) -> Basket:
        """Give the whole basket a discount, or take it away."""
        if discount is not None:
            checked_discount(discount)
        changed = msgspec.structs.replace(self, discount=discount)
        changed.total_minor  # noqa: B018
        return changed

    def sale_lines(self, day: str, regime: VatRegime, rates: Sequence[VatRate] = SWISS_RATES) -> tuple[SaleLine, ...]:
        """Freeze the lines with the VAT rates of the day (ISO date); deposits become lines of their own."""
        frozen: list[SaleLine] = []
        for line, share in zip(self.lines, self.discount_shares, strict=True):
            rate = 0 if regime is VatRegime.NONE else rate_on(line.vat_in_force, day, rates)
            frozen.append(frozen_line(line, share, rate, self.discount))
            if line.deposit_id:
                frozen.append(frozen_deposit(line))
        return tuple(frozen)


def _still_fits(basket: Basket) -> Basket:
    """Give the basket back; a discount of more than what it is taken from is refused here."""
    basket.total_minor  # noqa: B018
    return basket
