"""Online orders that a shop has to see to, as its first page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from pos.domain.online_order import OPEN, OnlineOrder, OrderState
from sync.portal.orders import store
from sync.portal.storage import tables

if TYPE_CHECKING:
    from sync.portal.storage.engine import Database

MOST = 200
WORDS = {
    OrderState.REQUESTED: ("", "attend la caisse"),
    OrderState.CONFIRMED: ("warn", "à préparer"),
    OrderState.READY: ("ok", "prête"),
    OrderState.SHORTAGE: ("bad", "il manque quelque chose"),
}


class OpenOrder(NamedTuple):
    """An order with the words of its state."""

    order: OnlineOrder
    tone: str
    words: str

    @property
    def to_prepare(self) -> bool:
        """Whether somebody has to gather its goods."""
        return self.order.state in {OrderState.REQUESTED, OrderState.CONFIRMED}


def open_orders(database: Database, member: str) -> list[OpenOrder]:
    """Give the orders that are not at an end, the next to be collected first."""
    r = tables.reservation.c
    query = select(r.order).where(r.member == member, r.state == "pending").order_by(r.expires_ms).limit(MOST)
    with database.read() as connection:
        found = store.rows(connection, member, list(connection.execute(query).scalars()))
    waiting = sorted((order for order in found if order.state in OPEN), key=lambda order: order.pick_from_ms)
    return [OpenOrder(order, *WORDS[order.state]) for order in waiting]
