"""Suppliers and purchase orders as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pos.domain.facts import PurchaseClosed, PurchaseOrdered, SupplierChanged
    from pos.shopfile.projections.row import Row


def supplier_changed(row: Row, fact: SupplierChanged) -> None:
    """Put a supplier as it is now."""
    row.connection.exec_driver_sql(
        "INSERT OR REPLACE INTO supplier(name, body) VALUES (?, ?)",
        (fact.supplier.name, msgspec.json.encode(fact.supplier)),
    )


def ordered(row: Row, fact: PurchaseOrdered) -> None:
    """Put an order as it is now; it waits for its goods."""
    order = fact.order
    row.connection.exec_driver_sql(
        "INSERT INTO purchase(id, number, supplier, open, ordered_n, body) VALUES (?, ?, ?, 1, ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET number = excluded.number, supplier = excluded.supplier, open = 1,"
        " body = excluded.body",
        (order.id, order.number, order.supplier, row.n, msgspec.json.encode(order)),
    )


def closed(row: Row, fact: PurchaseClosed) -> None:
    """Nothing more is expected of an order."""
    row.connection.exec_driver_sql("UPDATE purchase SET open = 0 WHERE id = ?", (fact.order,))
