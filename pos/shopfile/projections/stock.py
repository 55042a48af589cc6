"""Stock movements and the level, which is their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.stock import Movement, movements_of
from pos.shopfile import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.domain.facts import RefundCompleted, SaleCompleted, StockCounted, StockReceived
    from pos.shopfile.projections.row import Row

MOVE = tables.insert_sql(tables.stock_move, "entry", "product", "quantity_milli", "reason")
LEVEL = (
    "INSERT INTO stock_level(product, quantity_milli) VALUES (?, ?)"
    " ON CONFLICT(product) DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli"
)


def sale_completed(row: Row, fact: SaleCompleted | RefundCompleted) -> None:
    """Take sold goods from the shelf, put returned ones back."""
    _move(row, fact.id, movements_of(fact.sale), "refund" if fact.sale.is_refund else "sale")


def received(row: Row, fact: StockReceived) -> None:
    """Put received goods on the shelf."""
    _move(row, fact.id, fact.moves, fact.reason)


def counted(row: Row, fact: StockCounted) -> None:
    """Correct the level by what the count found."""
    differences = (Movement(line.product_id, line.counted_milli - line.expected_milli) for line in fact.lines)
    _move(row, fact.id, [move for move in differences if move.quantity_milli], "count")


def _move(row: Row, entry: str, moves: Iterable[Movement], reason: str) -> None:
    shelf = [(bytes.fromhex(move.product_id), move.quantity_milli) for move in moves]
    if shelf:
        key = bytes.fromhex(entry)
        row.connection.exec_driver_sql(MOVE, [(key, product, quantity, reason) for product, quantity in shelf])
        row.connection.exec_driver_sql(LEVEL, shelf)
