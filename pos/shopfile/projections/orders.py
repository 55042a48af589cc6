"""Orders placed on the portal: what it told last, and this till's own answer, which takes effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.online_order import Missing, OnlineOrder, OrderState
from pos.domain.order_standing import standing

if TYPE_CHECKING:
    from pos.domain.facts import (
        OrderAcknowledged,
        OrderCollected,
        OrderReady,
        OrderRefused,
        OrderShort,
        OrdersPulled,
    )
    from pos.shopfile.projections.row import Row

_PUT = (
    "INSERT INTO online_order(id, code, state, pick_from_ms, pick_until_ms, placed_ms, n, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET code = excluded.code, state = excluded.state,"
    " pick_from_ms = excluded.pick_from_ms, pick_until_ms = excluded.pick_until_ms, placed_ms = excluded.placed_ms,"
    " n = excluded.n, body = excluded.body"
)
_orders = msgspec.json.Decoder(OnlineOrder)
_encode = msgspec.json.encode


def pulled(row: Row, fact: OrdersPulled) -> None:
    """Put orders as the portal told them; an answer that it did not know stands."""
    run = row.connection.exec_driver_sql
    unheard = set(fact.unheard)
    for order in fact.orders:
        heard = order.id not in unheard
        answer = run("SELECT answer FROM online_order WHERE id = ?", (order.id,)).scalar_one_or_none()
        state = standing(order.state, OrderState(answer) if answer else None, heard=heard)
        slot = (order.pick_from_ms, order.pick_until_ms, order.placed_ms)
        run(_PUT, (order.id, order.code, state, *slot, row.n, _encode(order)))
        run("UPDATE online_order SET heard = ? WHERE id = ?", (int(heard), order.id))


def acknowledged(row: Row, fact: OrderAcknowledged) -> None:
    """The shop keeps the order."""
    _answer(row, fact.id, fact.order, OrderState.CONFIRMED)


def ready(row: Row, fact: OrderReady) -> None:
    """The goods lie ready."""
    _answer(row, fact.id, fact.order, OrderState.READY)


def short(row: Row, fact: OrderShort) -> None:
    """Goods are missing; what is missing is kept until the portal tells the order again, knowing it."""
    _answer(row, fact.id, fact.order, OrderState.SHORTAGE, missing=fact.missing)


def refused(row: Row, fact: OrderRefused) -> None:
    """The order is not served."""
    _answer(row, fact.id, fact.order, OrderState.REFUSED)


def collected(row: Row, fact: OrderCollected) -> None:
    """The order was handed out and sold."""
    _answer(row, fact.id, fact.order, OrderState.COLLECTED)
    row.connection.exec_driver_sql("UPDATE online_order SET sale = ? WHERE id = ?", (fact.sale, fact.order))


def _answer(row: Row, fact: str, order: str, answer: OrderState, *, missing: tuple[Missing, ...] = ()) -> None:
    """Move an order; one that this file does not hold (its entry was lost with a disk) is told by the portal."""
    run = row.connection.exec_driver_sql
    known = run("SELECT body, answer FROM online_order WHERE id = ?", (order,)).one_or_none()
    if known is None:
        return
    if OrderState.COLLECTED in (known.answer, answer):
        answer = OrderState.COLLECTED
    state = standing(_orders.decode(known.body).state, answer, heard=False)
    run(
        "UPDATE online_order SET state = ?, answer = ?, answer_id = ?, heard = 0, n = ? WHERE id = ?",
        (state, answer, fact, row.n, order),
    )
    if answer is OrderState.SHORTAGE:
        run("UPDATE online_order SET missing = ? WHERE id = ?", (_encode(missing), order))
