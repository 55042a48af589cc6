"""The sale being rung up: lines, discounts, deposits, totals. Immutable; every change gives a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.domain.pricing import Discount, checked_discount, share_discount
from pos.domain.quantity import ONE, check_quantity, line_amount
from pos.domain.sale import AppliedDiscount, SaleLine
from pos.domain.vat import OUTSIDE, VatRegime, rate_on

if TYPE_CHECKING:
    from pos.domain.product import Product

MAX_LINES = 500


class BasketLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article in the basket; name, price and VAT code are those of the moment it was rung up."""

    id: str
    product_id: str | None
    name: str
    quantity_milli: int
    unit: str
    unit_price_minor: int
    vat_code: str
    category: str = ""
    stocked: bool = False
    tare_milli: int = 0
    discount: Discount | None = None
    list_price_minor: int | None = None
    deposit_id: str | None = None
    deposit_name: str = ""
    deposit_price_minor: int = 0

    @property
    def gross_minor(self) -> int:
        """Quantity times price, before discounts and without the deposit."""
        return line_amount(self.unit_price_minor, self.quantity_milli)

    @property
    def discount_minor(self) -> int:
        """What the line's own discount takes off."""
        return self.discount.on(self.gross_minor) if self.discount else 0

    @property
    def deposit_minor(self) -> int:
        """The deposits that go with the quantity."""
        return line_amount(self.deposit_price_minor, self.quantity_milli) if self.deposit_id else 0

    @property
    def discountable_minor(self) -> int:
        """What a basket discount may take its share of."""
        return 0 if self.vat_code == OUTSIDE else self.gross_minor - self.discount_minor

    @property
    def total_minor(self) -> int:
        """What the line costs, its deposit included, without its share of a basket discount."""
        return self.gross_minor - self.discount_minor + self.deposit_minor


class Basket(msgspec.Struct, frozen=True, omit_defaults=True):
    """The lines of one customer and what is taken off the whole."""

    id: str
    lines: tuple[BasketLine, ...] = ()
    discount: Discount | None = None
    label: str = ""

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

    def line(self, line_id: str) -> BasketLine:
        """Give the line of that id."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise UserError("This line is no longer in the basket.")

    def add(self, line: BasketLine) -> Basket:
        """Add a line, or raise the quantity of the last one when it is the same article by the piece."""
        check_quantity(line.quantity_milli)
        if len(self.lines) >= MAX_LINES:
            raise UserError("A ticket holds {n} lines. Take the payment and start another.", n=MAX_LINES)
        last = self.lines[-1] if self.lines else None
        if last and _same_article(last, line):
            return self.with_line(
                msgspec.structs.replace(last, quantity_milli=last.quantity_milli + line.quantity_milli)
            )
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
        line = self.line(line_id)
        return self.with_line(msgspec.structs.replace(line, quantity_milli=check_quantity(quantity_milli)))

    def set_price(self, line_id: str, unit_price_minor: int) -> Basket:
        """Change a line's unit price for this sale; the list price is kept beside it."""
        line = self.line(line_id)
        if unit_price_minor < 0 and line.vat_code != OUTSIDE:
            raise UserError("A price is not negative. To take an article back, set its quantity to −1.")
        listed = line.unit_price_minor if line.list_price_minor is None else line.list_price_minor
        return self.with_line(msgspec.structs.replace(line, unit_price_minor=unit_price_minor, list_price_minor=listed))

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

    def sale_lines(self, day: str, regime: VatRegime) -> tuple[SaleLine, ...]:
        """Freeze the lines with the VAT rates of the day (ISO date); deposits become lines of their own."""
        frozen: list[SaleLine] = []
        for line, share in zip(self.lines, self.discount_shares, strict=True):
            frozen.append(_frozen_line(line, share, day, regime, self.discount))
            if line.deposit_id:
                frozen.append(_frozen_deposit(line))
        return tuple(frozen)


def _same_article(last: BasketLine, line: BasketLine) -> bool:
    return (
        last.product_id is not None
        and last.product_id == line.product_id
        and last.unit == line.unit == "piece"
        and last.unit_price_minor == line.unit_price_minor
        and last.discount is None
        and line.discount is None
        and (last.quantity_milli > 0) == (line.quantity_milli > 0)
    )


def _frozen_line(line: BasketLine, share: int, day: str, regime: VatRegime, whole: Discount | None) -> SaleLine:
    applied: list[AppliedDiscount] = []
    if line.discount is not None:
        applied.append(AppliedDiscount("line", line.discount_minor, line.discount.percent_bp, line.discount.reason))
    if share and whole is not None:
        applied.append(AppliedDiscount("basket", share, whole.percent_bp, whole.reason))
    return SaleLine(
        id=line.id,
        product_id=line.product_id,
        name=line.name,
        quantity_milli=line.quantity_milli,
        unit=line.unit,
        unit_price_minor=line.unit_price_minor,
        gross_minor=line.gross_minor,
        discounts=tuple(applied),
        total_minor=line.gross_minor - line.discount_minor - share,
        vat_code=line.vat_code,
        rate_bp=0 if regime is VatRegime.NONE else rate_on(line.vat_code, day),
        category=line.category,
        stocked=line.stocked,
        tare_milli=line.tare_milli,
        list_price_minor=line.list_price_minor,
    )


def _frozen_deposit(line: BasketLine) -> SaleLine:
    return SaleLine(
        id=line.id + "-d",
        product_id=line.deposit_id,
        name=line.deposit_name,
        quantity_milli=line.quantity_milli,
        unit="piece",
        unit_price_minor=line.deposit_price_minor,
        gross_minor=line.deposit_minor,
        total_minor=line.deposit_minor,
        vat_code=OUTSIDE,
        rate_bp=0,
        deposit_of=line.id,
    )


def ring(product: Product, line_id: str, quantity_milli: int, price_minor: int, deposit: Product | None) -> BasketLine:
    """Make the basket line of a product at a price, with the deposit that goes with it."""
    return BasketLine(
        id=line_id,
        product_id=product.id,
        name=product.name,
        quantity_milli=check_quantity(quantity_milli),
        unit=product.unit,
        unit_price_minor=price_minor,
        vat_code=product.vat_code,
        category=product.category,
        stocked=product.stocked,
        deposit_id=deposit.id if deposit else None,
        deposit_name=deposit.name if deposit else "",
        deposit_price_minor=(deposit.price_minor or 0) if deposit else 0,
    )
