"""Tickets: the sale, its lines and tenders, receipt numbers and perpetual totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.closing import tender_effects
from pos.shopfile import tables
from pos.shopfile.projections.row import BUMP, Row

if TYPE_CHECKING:
    from pos.domain.facts import ReceiptReprinted, RefundCompleted, SaleCompleted

_VERSION = "(SELECT coalesce(max(version), 0) FROM profile)"
SALE = _VERSION.join(
    tables.insert_sql(
        tables.sale,
        "id", "receipt", "entry", "at", "business_day", "total_minor", "cashier", "training", "refunds", "profile",
    ).rsplit("?", 1)
)  # fmt: skip
LINE = tables.insert_sql(
    tables.sale_line,
    "sale", "position", "line", "product", "name", "quantity_milli", "total_minor", "vat_code", "category", "refunds",
)  # fmt: skip
TENDER = tables.insert_sql(tables.tender, "sale", "code", "currency", "minor", "value_minor")


def sale_completed(row: Row, fact: SaleCompleted | RefundCompleted) -> None:
    """Write the ticket with its lines and tenders, and count it."""
    sale, run = fact.sale, row.connection.exec_driver_sql
    refunds = bytes.fromhex(sale.refunds_sale) if sale.refunds_sale else None
    number = run(
        SALE,
        (
            bytes.fromhex(sale.id), sale.receipt, row.n, sale.at, sale.business_day, sale.total_minor, sale.cashier,
            int(sale.training), refunds,
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
    counts = [(f"{'training' if sale.training else 'receipt'}:{row.inc.hex()}", 1)]
    if not sale.training:
        counts.append(("perpetual_refunds" if sale.is_refund else "perpetual_sales", sale.total_minor))
    run(BUMP, counts)


def receipt_reprinted(row: Row, fact: ReceiptReprinted) -> None:
    """Count the duplicates of a receipt."""
    row.connection.exec_driver_sql(
        "INSERT INTO reprint(sale, copies) VALUES (?, ?) ON CONFLICT(sale) DO UPDATE SET copies = excluded.copies",
        (bytes.fromhex(fact.sale), fact.copy),
    )
