"""One line of the basket: an article at a price, as it stood when it was rung up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.domain.money import format_amount
from pos.domain.pricing import Discount  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.product import Part  # noqa: TC001  # as above
from pos.domain.quantity import ONE, check_quantity, line_amount
from pos.domain.sale import AppliedDiscount, SaleLine
from pos.domain.vat import OUTSIDE

if TYPE_CHECKING:
    from pos.domain.product import Pack, Product

replace = msgspec.structs.replace


class BasketLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article in the basket; name, prices, VAT codes and parts are those of the moment it was rung up."""

    id: str
    product_id: str | None
    name: str
    quantity_milli: int
    unit: str
    unit_price_minor: int
    """Price of `per_milli`."""
    vat_code: str
    """VAT code when taken away."""
    category: str = ""
    stocked: bool = False
    tare_milli: int = 0
    """Container that was deducted, in grams."""
    discount: Discount | None = None
    list_price_minor: int | None = None
    deposit_id: str | None = None
    deposit_name: str = ""
    deposit_price_minor: int = 0
    deposit_stocked: bool = False
    per_milli: int = ONE
    """What the unit price is for: a case of 6 at one price is 6000."""
    pack: str = ""
    """Name of the pack that the price is for."""
    label_minor: int | None = None
    """Price printed on the article's own label: it is law, the quantity was derived from it."""
    parts: tuple[Part, ...] = ()
    vat_eat_in: str = ""
    eat_in: bool = False
    member_price_minor: int | None = None
    member: bool = False
    floor_minor: int | None = None
    """Least price, where the price is free."""
    lot: str = ""
    order: str = ""
    """Id of the online order it is handed out for."""
    order_code: str = ""

    @property
    def gross_minor(self) -> int:
        """Quantity times price, before discounts and without the deposit."""
        if self.label_minor is not None:
            return self.label_minor
        return line_amount(self.unit_price_minor, self.quantity_milli, self.per_milli)

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

    @property
    def taxed_otherwise(self) -> bool:
        """Whether it is consumed on the spot at another VAT code than taken away."""
        return self.eat_in and self.vat_eat_in not in ("", self.vat_code)

    @property
    def vat_in_force(self) -> str:
        """The VAT code it is sold with, taken away or consumed on the spot."""
        return self.vat_eat_in if self.taxed_otherwise else self.vat_code

    @property
    def step_milli(self) -> int:
        """What one more or one less of it is: a piece, an hour, a whole pack; 0 for what is weighed."""
        return self.per_milli if self.unit in ("piece", "hour") else 0

    def with_quantity(self, quantity_milli: int) -> BasketLine:
        """Give the line with another quantity; a pack at its own price is sold whole."""
        check_quantity(quantity_milli)
        if self.per_milli != ONE and quantity_milli % self.per_milli:
            raise UserError("{pack} is sold whole at this price. Scan a single piece for less.", pack=self.pack)
        label = self.label_minor
        if label is not None and quantity_milli != self.quantity_milli:
            # A labelled article that is taken back is paid back at the price of its label.
            label = -label if quantity_milli == -self.quantity_milli else None
        return replace(self, quantity_milli=quantity_milli, label_minor=label)

    def with_price(self, unit_price_minor: int) -> BasketLine:
        """Give the line at another price for this sale; the list price is kept beside it."""
        if unit_price_minor < 0 and self.vat_code != OUTSIDE:
            raise UserError("A price is not negative. To take an article back, set its quantity to −1.")
        check_floor(self.name, unit_price_minor, self.floor_minor)
        listed = self.unit_price_minor if self.list_price_minor is None else self.list_price_minor
        return replace(self, unit_price_minor=unit_price_minor, list_price_minor=listed, member=False, label_minor=None)

    def for_member(self, *, on: bool) -> BasketLine:
        """Give the line at the member price where it has one that is lower, or back at its own price.

        A price changed by hand and the price of a label stay.
        """
        if not on:
            if not self.member or self.list_price_minor is None:
                return self
            return replace(self, unit_price_minor=self.list_price_minor, list_price_minor=None, member=False)
        price = self.member_price_minor
        changed = self.list_price_minor is not None or self.label_minor is not None
        if changed or price is None or price >= self.unit_price_minor:
            return self
        return replace(self, unit_price_minor=price, list_price_minor=self.unit_price_minor, member=True)

    def grows_with(self, other: BasketLine) -> bool:
        """Whether the same article rung again only raises the quantity of this line."""
        counted = self.product_id is not None and self.unit == "piece" and self.label_minor is None
        plain = self.discount is None and other.discount is None
        same_way = (self.quantity_milli > 0) == (other.quantity_milli > 0)
        return counted and plain and same_way and _sold_alike(self, other)


def _sold_alike(one: BasketLine, other: BasketLine) -> bool:
    same = (
        "product_id", "unit", "unit_price_minor", "list_price_minor", "per_milli", "label_minor", "eat_in", "lot",
        "order",
    )  # fmt: skip
    return all(getattr(one, field) == getattr(other, field) for field in same)


def check_floor(name: str, price_minor: int, floor_minor: int | None) -> None:
    """Refuse a free price under its floor."""
    if floor_minor is not None and price_minor < floor_minor:
        raise UserError(
            "{name} costs at least {floor}: that much the shop needs. Choose a price from there on.",
            name=name,
            floor=format_amount(floor_minor),
        )


def ring(
    product: Product,
    line_id: str,
    quantity_milli: int,
    price_minor: int,
    deposit: Product | None,
    *,
    pack: Pack | None = None,
    tare_grams: int = 0,
    label_minor: int | None = None,
    lot: str = "",
) -> BasketLine:
    """Make the basket line of a product at a price, with the deposit that goes with it.

    `pack` has a price of its own, which `price_minor` then is; `label_minor` is a price printed on the article.
    """
    free = product.price_minor is None
    own_price = price_minor == product.price_minor and pack is None
    return BasketLine(
        id=line_id,
        product_id=product.id,
        name=product.name,
        quantity_milli=check_quantity(quantity_milli),
        unit=product.unit,
        unit_price_minor=price_minor,
        vat_code=OUTSIDE if product.kind == "deposit" else product.vat_code,
        category=product.category,
        stocked=product.stocked,
        tare_milli=tare_grams,
        deposit_id=deposit.id if deposit else None,
        deposit_name=deposit.name if deposit else "",
        deposit_price_minor=(deposit.price_minor or 0) if deposit else 0,
        deposit_stocked=deposit.stocked if deposit else False,
        per_milli=pack.quantity_milli if pack else ONE,
        pack=pack.name if pack else "",
        label_minor=label_minor,
        parts=product.parts if product.kind == "kit" else (),
        vat_eat_in=product.vat_eat_in,
        member_price_minor=product.member_price_minor if own_price else None,
        floor_minor=product.floor_minor if free else None,
        lot=lot,
    )


def frozen_line(line: BasketLine, share_minor: int, rate_bp: int, whole: Discount | None) -> SaleLine:
    """Freeze a line with its share of the basket discount and the VAT rate of the day."""
    applied: list[AppliedDiscount] = []
    if line.discount is not None:
        applied.append(AppliedDiscount("line", line.discount_minor, line.discount.percent_bp, line.discount.reason))
    if share_minor and whole is not None:
        applied.append(AppliedDiscount("basket", share_minor, whole.percent_bp, whole.reason))
    return SaleLine(
        id=line.id,
        product_id=line.product_id,
        name=line.name,
        quantity_milli=line.quantity_milli,
        unit=line.unit,
        unit_price_minor=line.unit_price_minor,
        gross_minor=line.gross_minor,
        discounts=tuple(applied),
        total_minor=line.gross_minor - line.discount_minor - share_minor,
        vat_code=line.vat_in_force,
        rate_bp=rate_bp,
        category=line.category,
        stocked=line.stocked,
        tare_milli=line.tare_milli,
        parts=line.parts,
        eat_in=line.taxed_otherwise,
        member=line.member,
        list_price_minor=line.list_price_minor,
        per_milli=line.per_milli,
        pack=line.pack,
        labelled=line.label_minor is not None,
        lot=line.lot,
    )


def frozen_deposit(line: BasketLine) -> SaleLine:
    """Freeze the deposits that go with a line: outside VAT, a line of their own (LTVA art. 18 al. 2)."""
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
        stocked=line.deposit_stocked,
        deposit_of=line.id,
    )
