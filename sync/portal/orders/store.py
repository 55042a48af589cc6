"""The SQL of orders and of goods held for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from pos.domain.online_order import OnlineOrder, OrderedLine, OrderState
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_once

if TYPE_CHECKING:
    from sqlalchemy import Connection


_STATES = {
    "pending": OrderState.REQUESTED,
    "posted": OrderState.COLLECTED,
    "void": OrderState.CANCELLED,
    "expired": OrderState.EXPIRED,
}


def rows(connection: Connection, member: str, ids: list[str]) -> list[OnlineOrder]:
    """Give orders as tills see them."""
    if not ids:
        return []
    r, line = tables.reservation.c, tables.reservation_line.c
    lines: dict[str, list[OrderedLine]] = {}
    query = select(line.order, line.product, line.quantity_milli).where(line.member == member, line.order.in_(ids))
    for order, product, quantity in connection.execute(query.order_by(line.order, line.product)):
        lines.setdefault(order, []).append(OrderedLine(product, "", quantity, 0, 0))
    found = connection.execute(
        select(r.order, r.state, r.created_ms, r.expires_ms)
        .where(r.member == member, r.order.in_(ids))
        .order_by(r.order)
    )
    return [
        OnlineOrder(
            id=row.order,
            code=row.order[-6:].upper(),
            state=_STATES[row.state],
            lines=tuple(lines.get(row.order, ())),
            total_minor=0,
            placed_ms=row.created_ms,
            pick_from_ms=row.created_ms,
            pick_until_ms=row.expires_ms,
            expires_ms=row.expires_ms,
        )
        for row in found
    ]


def hold(connection: Connection, member: str, order: str, lines: dict[str, int], now_ms: int, expires_ms: int) -> None:
    """Hold goods for an order; the same order again changes nothing."""
    insert_once(
        connection,
        tables.reservation,
        [
            {
                "member": member,
                "order": order,
                "state": "pending",
                "created_ms": now_ms,
                "expires_ms": expires_ms,
                "resolved_ms": None,
            }
        ],
    )
    held = [
        {"member": member, "order": order, "product": product, "quantity_milli": quantity}
        for product, quantity in lines.items()
    ]
    insert_once(connection, tables.reservation_line, held)


def state(connection: Connection, member: str, order: str) -> str | None:
    """Give how an order stands."""
    r = tables.reservation.c
    query = select(r.state).where(r.member == member, r.order == order)
    return connection.execute(query).scalar_one_or_none()


def resolve(connection: Connection, member: str, order: str, how: str, now_ms: int) -> bool:
    """Resolve a pending order once: posted, void or expired; False when it was resolved already."""
    r = tables.reservation.c
    done = connection.execute(
        update(tables.reservation)
        .where(r.member == member, r.order == order, r.state == "pending")
        .values(state=how, resolved_ms=now_ms)
    )
    return done.rowcount == 1


def overdue(connection: Connection, now_ms: int) -> list[tuple[str, str]]:
    """Give pending orders whose time is over."""
    r = tables.reservation.c
    query = select(r.member, r.order).where(r.state == "pending", r.expires_ms <= now_ms)
    return [(row.member, row.order) for row in connection.execute(query)]


def held(connection: Connection, member: str, products: list[str]) -> dict[str, int]:
    """Give what is held of articles by pending orders, thousandths."""
    r, line = tables.reservation.c, tables.reservation_line.c
    query = (
        select(line.product, line.quantity_milli)
        .join(tables.reservation, (r.member == line.member) & (r.order == line.order))
        .where(line.member == member, line.product.in_(products), r.state == "pending")
    )
    made: dict[str, int] = {}
    for product, quantity in connection.execute(query):
        made[product] = made.get(product, 0) + quantity
    return made
