"""Which projection follows from which kind of entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import facts
from sync.portal.admissions import projection as admissions
from sync.portal.catalogue import projection as catalogue
from sync.portal.catalogue import sharing, stock
from sync.portal.ingest import projection as sales
from sync.portal.orders import projection as orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.ingest.projected import Gathered, Source

_PROJECTORS: dict[type, tuple[Callable[..., None], ...]] = {
    facts.SaleCompleted: (sales.sale_completed, stock.sold, catalogue.rung_up),
    facts.RefundCompleted: (sales.sale_completed, stock.sold),
    facts.SessionOpened: (sales.session_opened,),
    facts.SessionClosed: (sales.session_closed,),
    facts.PeriodClosed: (sales.period_closed,),
    facts.ClockJumped: (sales.clock_jumped,),
    facts.ConsentChanged: (sales.consent_changed,),
    facts.StockReceived: (stock.received, sharing.receipt_told),
    facts.StockCounted: (stock.counted,),
    facts.StockAdjusted: (stock.adjusted,),
    facts.StockTransferred: (stock.transferred,),
    facts.SettingsChanged: (catalogue.settings_changed,),
    facts.PictureKept: (catalogue.picture_kept, sharing.told),
    facts.ProductChanged: (catalogue.product_changed,),
    facts.CategoryChanged: (catalogue.category_changed,),
    facts.SupplierChanged: (sharing.told,),
    facts.PurchaseOrdered: (sharing.told,),
    facts.PurchaseClosed: (sharing.told,),
    facts.TicketsIssued: (sharing.told,),
    facts.TicketsRevoked: (sharing.told,),
    facts.TicketAdmitted: (admissions.admitted, sharing.told),
    facts.AdmissionUndone: (admissions.undone, sharing.told),
    facts.OrderAcknowledged: (orders.acknowledged,),
    facts.OrderReady: (orders.ready,),
    facts.OrderShort: (orders.short,),
    facts.OrderRefused: (orders.refused,),
    facts.OrderCollected: (orders.collected,),
}


def project(into: Gathered, source: Source, fact: facts.AnyFact) -> None:
    """Gather everything that follows from one entry."""
    for projector in _PROJECTORS.get(type(fact), ()):
        projector(into, source, fact)
