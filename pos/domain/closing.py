"""X and Z reports: what a session sold, by rate and by tender, with the drawers and the totals that never reset."""

from __future__ import annotations

import msgspec

from pos.domain.drawer import DrawerDifference  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.sale import Sale  # noqa: TC001  # as above
from pos.domain.tender import CASH, CASH_EUR
from pos.domain.vat import VatTotal


class TenderTotal(msgspec.Struct, frozen=True):
    """What one tender brought, change deducted, in its own currency and at its CHF value."""

    code: str
    currency: str
    count: int
    minor: int
    value_minor: int


class CashMove(msgspec.Struct, frozen=True):
    """Money put into or taken out of a drawer during the session."""

    currency: str
    minor: int
    reason: str


class Totals(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything a session adds up; refunds are counted apart and negative."""

    sales: int = 0
    refunds: int = 0
    articles: int = 0
    sales_minor: int = 0
    refunds_minor: int = 0
    rounding_minor: int = 0
    discounts_minor: int = 0
    vat: tuple[VatTotal, ...] = ()
    tenders: tuple[TenderTotal, ...] = ()

    @property
    def total_minor(self) -> int:
        """Turnover: sales less refunds, before cash rounding."""
        return self.sales_minor + self.refunds_minor


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """An X (reading, changes nothing) or a Z (closing, numbered without gaps)."""

    kind: str
    number: int
    till: str
    opened_at: str
    at: str
    business_day: str
    totals: Totals
    floats: tuple[tuple[str, int], ...] = ()
    moves: tuple[CashMove, ...] = ()
    drawers: tuple[DrawerDifference, ...] = ()
    first_receipt: str = ""
    last_receipt: str = ""
    first_seq: int = 0
    last_seq: int = 0
    perpetual_sales_minor: int = 0
    perpetual_refunds_minor: int = 0
    head_hash: str = ""

    def expected(self, currency: str) -> int:
        """What must be in a drawer: float, plus what its tenders brought, plus moves."""
        opened = sum(minor for code, minor in self.floats if code == currency)
        code = {"CHF": "cash.CHF", "EUR": "cash.EUR", "LEM": "note.LEM"}[currency]
        sold = sum(total.minor for total in self.totals.tenders if total.code == code)
        moved = sum(move.minor for move in self.moves if move.currency == currency)
        return opened + sold + moved


def add_vat(one: tuple[VatTotal, ...], other: tuple[VatTotal, ...]) -> tuple[VatTotal, ...]:
    """Add the per-receipt taxes, so that receipts and closings agree to the centime."""
    sums: dict[tuple[str, int], tuple[int, int]] = {}
    for total in (*one, *other):
        gross, tax = sums.get((total.code, total.rate_bp), (0, 0))
        sums[total.code, total.rate_bp] = (gross + total.gross_minor, tax + total.tax_minor)
    ordered = sorted(sums.items(), key=lambda item: (-item[0][1], item[0][0]))
    return tuple(VatTotal(code, rate, gross, tax) for (code, rate), (gross, tax) in ordered)


def tender_effects(sale: Sale) -> dict[str, tuple[str, int, int]]:
    """Give what a ticket does to each tender: code to (currency, own minor units, CHF value), change deducted."""
    effects: dict[str, tuple[str, int, int]] = {}
    for tender in sale.tenders:
        _, minor, value = effects.get(tender.code, ("", 0, 0))
        effects[tender.code] = (tender.currency, minor + tender.minor, value + tender.value_minor)
    for change in sale.change:
        _, minor, value = effects.get(change.code, ("", 0, 0))
        effects[change.code] = (change.currency, minor - change.minor, value - change.value_minor)
    return effects


def refundable_by_tender(sale: Sale) -> dict[str, int]:
    """Give what may be handed out for a ticket's articles: tender code to CHF value.

    EUR cash counts as CHF cash. Francs given as change on Léman notes count below zero. What the customer brought
    back on the same ticket paid for a part of it: it counts as cash.
    """
    held: dict[str, int] = {}
    for code, (_, _, value) in tender_effects(sale).items():
        key = CASH if code == CASH_EUR else code
        held[key] = held.get(key, 0) + value
    if brought_back := -sum(line.total_minor for line in sale.lines if line.total_minor < 0):
        held[CASH] = held.get(CASH, 0) + brought_back
    return held


def add_sale(totals: Totals, sale: Sale) -> Totals:
    """Give the totals with one more ticket; training counts nothing."""
    if sale.training:
        return totals
    tenders = {total.code: total for total in totals.tenders}
    for code, (currency, minor, value) in tender_effects(sale).items():
        old = tenders.get(code, TenderTotal(code, currency, 0, 0, 0))
        tenders[code] = TenderTotal(code, currency, old.count + 1, old.minor + minor, old.value_minor + value)
    refund = sale.is_refund
    return Totals(
        sales=totals.sales + (not refund),
        refunds=totals.refunds + refund,
        articles=totals.articles + len(sale.lines),
        sales_minor=totals.sales_minor + (0 if refund else sale.total_minor),
        refunds_minor=totals.refunds_minor + (sale.total_minor if refund else 0),
        rounding_minor=totals.rounding_minor + sale.rounding_minor,
        discounts_minor=totals.discounts_minor + sum(d.amount_minor for line in sale.lines for d in line.discounts),
        vat=add_vat(totals.vat, sale.vat),
        tenders=tuple(sorted(tenders.values(), key=lambda total: total.code)),
    )


def add_totals(one: Totals, other: Totals) -> Totals:
    """Add two periods, for the month and the year."""
    tenders = {total.code: total for total in one.tenders}
    for total in other.tenders:
        old = tenders.get(total.code, TenderTotal(total.code, total.currency, 0, 0, 0))
        tenders[total.code] = TenderTotal(
            total.code,
            total.currency,
            old.count + total.count,
            old.minor + total.minor,
            old.value_minor + total.value_minor,
        )
    return Totals(
        sales=one.sales + other.sales,
        refunds=one.refunds + other.refunds,
        articles=one.articles + other.articles,
        sales_minor=one.sales_minor + other.sales_minor,
        refunds_minor=one.refunds_minor + other.refunds_minor,
        rounding_minor=one.rounding_minor + other.rounding_minor,
        discounts_minor=one.discounts_minor + other.discounts_minor,
        vat=add_vat(one.vat, other.vat),
        tenders=tuple(sorted(tenders.values(), key=lambda total: total.code)),
    )
