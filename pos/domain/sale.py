"""A finished sale or refund: frozen, complete, never recomputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.domain.money import divide_half_up
from pos.domain.network import Fellow  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.product import Part  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.quantity import ONE
from pos.domain.tender import GivenChange, TenderTaken  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.vat import VatTotal, totals_by_rate

if TYPE_CHECKING:
    from collections.abc import Mapping


class AppliedDiscount(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a discount took off a line; `scope` is line or basket."""

    scope: str
    amount_minor: int
    percent_bp: int | None = None
    reason: str = ""


class SaleLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line as charged; quantities are negative on returns, `total_minor` includes its discounts."""

    id: str
    product_id: str | None
    name: str
    quantity_milli: int
    unit: str
    unit_price_minor: int
    gross_minor: int
    total_minor: int
    vat_code: str
    rate_bp: int
    discounts: tuple[AppliedDiscount, ...] = ()
    category: str = ""
    stocked: bool = False
    tare_milli: int = 0
    """Container that was deducted, in grams."""
    parts: tuple[Part, ...] = ()
    """Of a kit: what one of it takes from the shelf."""
    eat_in: bool = False
    member: bool = False
    """Sold at the member price."""
    list_price_minor: int | None = None
    deposit_of: str | None = None
    refunds: str | None = None
    """On a refund: the id of the line that is given back."""
    per_milli: int = ONE
    """What the unit price is for: a case of 6 at one price is 6000."""
    pack: str = ""
    labelled: bool = False
    """The amount is the price printed on the article's label; the quantity was derived from it."""
    lot: str = ""


class Sale(msgspec.Struct, frozen=True, omit_defaults=True):
    """A ticket: sale, or refund of lines of a past ticket (`refunds_sale`).

    sum(lines) = total = sum(tender values) - sum(change values) - rounding, all in CHF minor units.
    """

    id: str
    receipt: str
    at: str
    """Local time with offset, ISO 8601 to the second."""
    business_day: str
    cashier: str
    lines: tuple[SaleLine, ...]
    total_minor: int
    vat: tuple[VatTotal, ...]
    tenders: tuple[TenderTaken, ...]
    change: tuple[GivenChange, ...] = ()
    rounding_minor: int = 0
    session: str = ""
    training: bool = False
    refunds_sale: str | None = None
    refunds_receipt: str | None = None
    reason: str = ""
    place: str = ""
    """Where the goods were taken from; empty is the shop itself."""
    buyer: Fellow | None = None
    """The member of the network that bought, where that was noted."""

    @property
    def is_refund(self) -> bool:
        """Whether this gives back lines of a past ticket."""
        return self.refunds_sale is not None


def vat_of(lines: tuple[SaleLine, ...]) -> tuple[VatTotal, ...]:
    """Gather the lines' VAT, per rate on the ticket total."""
    return totals_by_rate((line.vat_code, line.rate_bp, line.total_minor) for line in lines)


def returnable(sale: Sale, returned: Mapping[str, int]) -> dict[str, int]:
    """Give what may still come back: line id to thousandths, `returned` being what already did."""
    return {
        line.id: line.quantity_milli - returned.get(line.id, 0)
        for line in sale.lines
        if line.quantity_milli > 0 and line.quantity_milli > returned.get(line.id, 0)
    }


def refund_lines(
    sale: Sale, wanted: Mapping[str, int], returned: Mapping[str, int], repaid_minor: Mapping[str, int]
) -> tuple[SaleLine, ...]:
    """Make the lines that give `wanted` (line id to thousandths) back, at the price paid.

    The deposits of a returned article come back with it. The last part of a line gives back exactly
    what is left of the amount paid, so that parts never add up to more (`repaid_minor`: so far, by line).
    """
    if sale.is_refund:
        raise UserError("A refund is not refunded. Find the original sale.")
    left = returnable(sale, returned)
    full = dict(wanted)
    for line in sale.lines:
        if line.deposit_of is not None and line.deposit_of in wanted and line.id not in wanted:
            full[line.id] = min(wanted[line.deposit_of], left.get(line.id, 0))
    made: list[SaleLine] = []
    for line in sale.lines:
        quantity = full.get(line.id, 0)
        if quantity == 0:
            continue
        if quantity < 0 or quantity > left.get(line.id, 0):
            raise UserError("{name}: no more can come back than was sold.", name=line.name)
        paid_left = line.total_minor - repaid_minor.get(line.id, 0)
        part = (
            paid_left if quantity == left[line.id] else divide_half_up(line.total_minor * quantity, line.quantity_milli)
        )
        made.append(_given_back(line, quantity, min(part, paid_left) if line.total_minor >= 0 else part))
    if not made:
        raise UserError("Choose what comes back first.")
    return tuple(made)


def _given_back(line: SaleLine, quantity_milli: int, amount_minor: int) -> SaleLine:
    return SaleLine(
        id=line.id + "-r",
        product_id=line.product_id,
        name=line.name,
        quantity_milli=-quantity_milli,
        unit=line.unit,
        unit_price_minor=line.unit_price_minor,
        gross_minor=-amount_minor,
        total_minor=-amount_minor,
        vat_code=line.vat_code,
        rate_bp=line.rate_bp,
        category=line.category,
        stocked=line.stocked,
        parts=line.parts,
        eat_in=line.eat_in,
        member=line.member,
        deposit_of=line.deposit_of + "-r" if line.deposit_of else None,
        refunds=line.id,
        per_milli=line.per_milli,
        pack=line.pack,
        lot=line.lot,
    )
