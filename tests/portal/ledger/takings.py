"""Tickets, refunds and handed-out orders as tills tell them, made of numbers: what the ledger is tested with."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import facts
from pos.domain.sale import Sale, SaleLine
from pos.domain.tender import TenderTaken
from sync.portal.ingest import store as ingest
from sync.portal.ingest.projected import Gathered, Source
from sync.portal.ingest.projectors import project
from sync.portal.members import store as members
from sync.portal.storage import order_tables
from sync.portal.storage.engine import insert_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.portal.gathered import Portal

STAMP = facts.Stamp(1_780_000_000_000, 60, 0, "boot", None)
CENT = 1000


def named(*words: object) -> str:
    """Give an id that is the same wherever the same words are said."""
    return uuid.uuid5(uuid.NAMESPACE_OID, ":".join(map(str, words))).hex


class Rung(NamedTuple):
    """A line to ring up: what it costs (CHF minor units), its category and VAT code."""

    minor: int
    category: str = "grocery"
    vat_code: str = "R"


def ticket(
    name: str, rung: Iterable[Rung], day: str, *, lem_minor: int = 0, training: bool = False
) -> facts.SaleCompleted:
    """Give a sale; what lémans do not pay is paid by card."""
    lines = tuple(
        SaleLine(
            id=f"{name}-{place}", product_id=None, name="article", quantity_milli=CENT, unit="piece",
            unit_price_minor=each.minor, gross_minor=each.minor, total_minor=each.minor, vat_code=each.vat_code,
            rate_bp=260, category=each.category,
        )
        for place, each in enumerate(rung)
    )  # fmt: skip
    total = sum(line.total_minor for line in lines)
    lem = min(lem_minor, total)
    paid = [("lem", "LEM", lem), ("card", "CHF", total - lem)]
    tenders = tuple(TenderTaken(code, currency, minor, minor) for code, currency, minor in paid if minor)
    sale = Sale(
        id=named("sale", name), receipt=f"C1-{name}", at=f"{day}T10:00:00+01:00", business_day=day, cashier="",
        lines=lines, total_minor=total, vat=(), tenders=tenders, training=training,
    )  # fmt: skip
    return facts.SaleCompleted(
        id=named("fact", name), at=STAMP, sale=sale, perpetual_sales_minor=0, perpetual_refunds_minor=0
    )


def refund(name: str, of: facts.SaleCompleted, back: Mapping[int, int], day: str) -> facts.RefundCompleted:
    """Give a refund: of which line how much comes back (CHF minor units)."""
    lines = tuple(
        SaleLine(
            id=f"{of.sale.lines[place].id}-r{name}", product_id=None, name="article", quantity_milli=-1,
            unit="piece", unit_price_minor=minor, gross_minor=-minor, total_minor=-minor,
            vat_code=of.sale.lines[place].vat_code, rate_bp=260, category=of.sale.lines[place].category,
            refunds=of.sale.lines[place].id,
        )
        for place, minor in back.items()
    )  # fmt: skip
    total = sum(line.total_minor for line in lines)
    sale = Sale(
        id=named("sale", name), receipt=f"C1-{name}", at=f"{day}T11:00:00+01:00", business_day=day, cashier="",
        lines=lines, total_minor=total, vat=(), tenders=(TenderTaken("card", "CHF", total, total),),
        refunds_sale=of.sale.id, refunds_receipt=of.sale.receipt,
    )  # fmt: skip
    return facts.RefundCompleted(
        id=named("fact", name), at=STAMP, sale=sale, perpetual_sales_minor=0, perpetual_refunds_minor=0
    )


def handed_out(of: facts.SaleCompleted) -> facts.OrderCollected:
    """Give the fact that an order was handed out with a sale."""
    name = of.sale.id
    return facts.OrderCollected(id=named("collected", name), at=STAMP, order=named("order", name), sale=name)


class Shop:
    """A member of a portal, whose facts arrive in the batches and the order that a test wants."""

    def __init__(self, portal: Portal, name: str) -> None:
        self.portal, self.id = portal, named("member", name)
        self._seq = 0
        with portal.database.write() as connection:
            members.add_member(connection, self.id, name, portal.hub.now_ms())

    def ordered(self, *sales: facts.SaleCompleted) -> None:
        """Let these sales be what orders of the portal were handed out with."""
        with self.portal.database.write() as connection:
            rows = [
                {
                    "member": self.id, "id": named("order", each.sale.id), "whole": named("whole", each.sale.id),
                    "code": each.sale.id[:8], "place": "", "pick_from_ms": 0, "pick_until_ms": 0, "expires_ms": 0,
                    "told": "collected",
                }
                for each in sales
            ]  # fmt: skip
            insert_new(connection, order_tables.order_part, rows)

    def arrive(self, *together: facts.AnyFact) -> None:
        """Let facts take effect as one batch."""
        with self.portal.database.write() as connection:
            ingest.lock_member(connection, self.id)
            gathered, now = Gathered(connection), self.portal.hub.now_ms()
            for fact in together:
                self._seq += 1
                gathered.begin()
                project(gathered, Source(self.id, "", "e" * 32, self._seq, now), fact)
            self.portal.hub.write(connection, Source(self.id, "", "e" * 32, 0, now), gathered)

    def owes(self) -> dict[str, int]:
        """Give what the member owes by currency; nothing owed is left out."""
        return {currency: minor for currency, minor in self.portal.ledger.owed(self.id).items() if minor}
