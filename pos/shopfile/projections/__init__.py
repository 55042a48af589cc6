"""What is derived from the journal, in the entry's own transaction; every table can be rebuilt from zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import facts
from pos.shopfile.projections import catalogue, orders, purchases, sales, sessions, stock, tickets

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.shopfile.projections.row import Row

_PROJECTORS: dict[type, tuple[Callable[..., None], ...]] = {
    facts.SaleCompleted: (sales.sale_completed, sessions.sale_completed, stock.sale_completed),
    facts.RefundCompleted: (sales.sale_completed, sessions.sale_completed, stock.sale_completed),
    facts.SalesRecovered: (sales.sales_recovered,),
    facts.SessionOpened: (sessions.opened,),
    facts.SessionClosed: (sessions.closed,),
    facts.PeriodClosed: (sessions.period_closed,),
    facts.CashMoved: (sessions.cash_moved,),
    facts.StockReceived: (stock.received,),
    facts.StockCounted: (stock.counted,),
    facts.StockAdjusted: (stock.adjusted,),
    facts.StockTransferred: (stock.transferred,),
    facts.SupplierChanged: (purchases.supplier_changed,),
    facts.PurchaseOrdered: (purchases.ordered,),
    facts.PurchaseClosed: (purchases.closed,),
    facts.PictureKept: (catalogue.picture_kept,),
    facts.TicketsIssued: (tickets.issued,),
    facts.TicketsRevoked: (tickets.revoked,),
    facts.TicketAdmitted: (tickets.admitted,),
    facts.AdmissionUndone: (tickets.undone,),
    facts.OrdersPulled: (orders.pulled,),
    facts.OrderAcknowledged: (orders.acknowledged,),
    facts.OrderReady: (orders.ready,),
    facts.OrderShort: (orders.short,),
    facts.OrderRefused: (orders.refused,),
    facts.OrderCollected: (orders.collected,),
    facts.CataloguePulled: (catalogue.pulled,),
    facts.ProductChanged: (catalogue.product_changed,),
    facts.CategoryChanged: (catalogue.category_changed,),
    facts.SettingsChanged: (catalogue.settings_changed,),
    facts.ReceiptReprinted: (sales.receipt_reprinted,),
}


def _heard(row: Row, fact: facts.Heard) -> None:
    """Let what other tills recorded take effect here, each kind as its own projector does."""
    generation = int(fact.cursor.partition(".")[0])
    for payload in fact.payloads:
        told = facts.decode(payload.encode())
        if isinstance(told, facts.StockReceived):
            stock.received_elsewhere(row, told)
        else:
            project(row, told)
        row.connection.exec_driver_sql(
            "INSERT OR REPLACE INTO heard(id, generation) VALUES (?, ?)", (told.id, generation)
        )


_PROJECTORS[facts.Heard] = (_heard,)


def project(row: Row, fact: facts.AnyFact) -> None:
    """Derive everything that follows from one entry."""
    for projector in _PROJECTORS.get(type(fact), ()):
        projector(row, fact)
