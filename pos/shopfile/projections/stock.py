"""Stock movements and the level, which is their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.stock import Movement, movements_of
from pos.shopfile import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.domain.facts import (
        RefundCompleted,
        SaleCompleted,
        StockAdjusted,
        StockCounted,
        StockReceived,
        StockTransferred,
    )
    from pos.shopfile.projections.row import Row

MOVE = tables.insert_sql(tables.stock_move, "entry", "product", "quantity_milli", "reason", "place", "entry_n")
LEVEL = (
    "INSERT INTO stock_level(product, quantity_milli) VALUES (?, ?)"
    " ON CONFLICT(product) DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli"
)

PLACE = (
    "INSERT INTO stock_place(product, place, quantity_milli) VALUES (?, ?, ?)"
    " ON CONFLICT(product, place) DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli"
)
RECEIVED = tables.insert_sql(
    tables.received_line, "entry", "position", "entry_n", "product", "quantity_milli", "cost_minor", "lot", "expires",
    "supplier", "purchase", "document",
)  # fmt: skip


def sale_completed(row: Row, fact: SaleCompleted | RefundCompleted) -> None:
    """Take sold goods from the shelf, put returned ones back."""
    _move(row, fact.id, movements_of(fact.sale), "refund" if fact.sale.is_refund else "sale")


def received(row: Row, fact: StockReceived) -> None:
    """Put received goods on the shelf, and keep what the goods receipt says of them."""
    _move(row, fact.id, fact.moves, fact.reason)
    received_elsewhere(row, fact)


def received_elsewhere(row: Row, fact: StockReceived) -> None:
    """Keep what a goods receipt says: cost, lot, expiry, order. Another till's moves nothing here.

    Its goods come down as a level of the portal's.
    """
    key = bytes.fromhex(fact.id)
    lines = [
        (
            key,
            position,
            row.n,
            bytes.fromhex(line.product_id),
            line.quantity_milli,
            line.cost_minor,
            line.lot,
            line.expires,
            fact.supplier,
            fact.order,
            fact.document,
        )
        for position, line in enumerate(fact.lines)
    ]
    if lines:
        row.connection.exec_driver_sql(RECEIVED, lines)


def adjusted(row: Row, fact: StockAdjusted) -> None:
    """Correct levels by hand."""
    _move(row, fact.id, fact.moves, fact.reason)


def transferred(row: Row, fact: StockTransferred) -> None:
    """Carry goods from a place to another: the level of the whole stays."""
    _move(row, fact.id, fact.moves, "transfer")


def counted(row: Row, fact: StockCounted) -> None:
    """Correct the level by what the count found."""
    found = ((line.product_id, line.counted_milli - line.expected_milli) for line in fact.lines)
    _move(row, fact.id, [Movement(product, milli, fact.place) for product, milli in found if milli], "count")


def _move(row: Row, entry: str, moves: Iterable[Movement], reason: str) -> None:
    shelf = [(bytes.fromhex(move.product_id), move.quantity_milli, move.place) for move in moves]
    if not shelf:
        return
    run, key = row.connection.exec_driver_sql, bytes.fromhex(entry)
    run(MOVE, [(key, product, quantity, reason, place, row.n) for product, quantity, place in shelf])
    run(LEVEL, [(product, quantity) for product, quantity, _ in shelf])
    if elsewhere := [(product, place, quantity) for product, quantity, place in shelf if place]:
        run(PLACE, elsewhere)
