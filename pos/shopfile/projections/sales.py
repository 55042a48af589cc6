"""Tickets: the sale, its lines and tenders, receipt numbers and perpetual totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.closing import tender_effects
from pos.shopfile import tables
from pos.shopfile.projections.row import BUMP, Row

if TYPE_CHECKING:
    from pos.domain.facts import ReceiptReprinted, RefundCompleted, SaleCompleted, SalesRecovered
    from pos.domain.sale import Sale

_VERSION = "(SELECT coalesce(max(version), 0) FROM profile)"
_BEFORE, _BETWEEN, _AFTER = tables.insert_sql(
    tables.sale,
    "id", "receipt", "entry", "at", "business_day", "total_minor", "cashier", "training", "refunds", "profile",
    "origin",
).rsplit("?", 2)  # fmt: skip
SALE = f"{_BEFORE}{_VERSION}{_BETWEEN}?{_AFTER}"
LINE = tables.insert_sql(
    tables.sale_line,
    "sale", "position", "line", "product", "name", "quantity_milli", "total_minor", "vat_code", "category", "refunds",
)  # fmt: skip
TENDER = tables.insert_sql(tables.tender, "sale", "code", "currency", "minor", "value_minor")


def sale_completed(row: Row, fact: SaleCompleted | RefundCompleted) -> None:
    """Write the ticket with its lines and tenders, and count it."""
    sale = fact.sale
    _write(row, sale, "")
    counts = [(f"{'training' if sale.training else 'receipt'}:{row.inc.hex()}", 1)]
    if not sale.training:
        counts.append(("perpetual_refunds" if sale.is_refund else "perpetual_sales", sale.total_minor))
    row.connection.exec_driver_sql(BUMP, counts)


def sales_recovered(row: Row, fact: SalesRecovered) -> None:
    """Write tickets that came back from the portal; they were counted where they were made."""
    for back in fact.sales:
        known = row.connection.exec_driver_sql("SELECT 1 FROM sale WHERE id = ?", (bytes.fromhex(back.sale.id),))
        if known.first() is None:
            _write(row, back.sale, f"{back.inc}:{back.seq}")


def _write(row: Row, sale: Sale, origin: str) -> None:
    run = row.connection.exec_driver_sql
    refunds = bytes.fromhex(sale.refunds_sale) if sale.refunds_sale else None
    number = run(
        SALE,
        (
            bytes.fromhex(sale.id), sale.receipt, row.n, sale.at, sale.business_day, sale.total_minor, sale.cashier,
            int(sale.training), refunds, origin,
        ),
    ).lastrowid  # fmt: skip
    lines = [
        (
            number, position, line.id, bytes.fromhex(line.product_id) if line.product_id else None, line.name,
            line.quantity_milli, line.total_minor, line.vat_code, line.category, line.refunds,
        )
        for position, line in enumerate(sale.lines)
    ]  # fmt: skip
    run(LINE, lines)
    tenders = [(number, code, *effect) for code, effect in tender_effects(sale).items()]
    if tenders:
        run(TENDER, tenders)


def receipt_reprinted(row: Row, fact: ReceiptReprinted) -> None:
    """Count the duplicates of a receipt."""
    row.connection.exec_driver_sql(
        "INSERT INTO reprint(sale, copies) VALUES (?, ?) ON CONFLICT(sale) DO UPDATE SET copies = excluded.copies",
        (bytes.fromhex(fact.sale), fact.copy),
    )
