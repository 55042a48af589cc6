"""Hold goods for online orders in two steps: reserve, then exactly one of post, void, expire (facts: sync §4.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.domain.online_order import OrderState
from sync.portal.catalogue import store as catalogue
from sync.portal.catalogue.service import available
from sync.portal.ingest.store import lock_member, touch
from sync.portal.members import store as members
from sync.portal.orders import store
from sync.portal.orders.standing import (
    CANCELLED,
    KEPT,
    Deed,
    as_told_to_tills,
    decide_by_ms,
    ended_ms,
    missing_of,
    state_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from pos.domain.online_order import OnlineOrder
    from sync.portal.storage.engine import Database

DAY_MS = 24 * 3_600_000
TTL_MS = 2 * DAY_MS
ERASED_AFTER_MS = 30 * DAY_MS
CANCELLABLE = frozenset({OrderState.REQUESTED, OrderState.CONFIRMED, OrderState.SHORTAGE})


class Orders:
    """Reservations of one portal."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def reserve(self, member: str, order: str, lines: dict[str, int], *, ttl_ms: int = TTL_MS) -> None:
        """Hold goods (article to thousandths) for a while on the portal's clock; raises when there is not enough."""
        now = self._now_ms()
        with self._database.write() as connection:
            lock_member(connection, member)
            if store.state(connection, member, order) is not None:
                return
            levels = catalogue.levels(connection, member, list(lines))
            held = store.held(connection, member, list(lines))
            heard = [till["last_seen_ms"] for till in members.tills(connection, member)]
            silent = now - min(heard, default=0)
            quotas = catalogue.quotas(connection, member, list(lines))
            for product, quantity in lines.items():
                if quantity > available(levels.get(product, 0), held.get(product, 0), silent, quotas.get(product)):
                    raise UserError("There is not enough left of this article.")
            store.hold(connection, member, order, lines, now, now + ttl_ms)
            touch(connection, member, [("order", order)])

    def void(self, member: str, order: str) -> bool:
        """Give held goods free; False when the order was resolved already."""
        return self._resolve(member, order, "void")

    def post(self, member: str, order: str) -> bool:
        """The goods were handed out; False when the order was resolved already: the sale counts all the same."""
        return self._resolve(member, order, "posted")

    def expire(self) -> int:
        """Give the goods of overdue orders free; give how many."""
        with self._database.read() as connection:
            late = store.overdue(connection, self._now_ms())
        return sum(self._resolve(member, order, "expired") for member, order in late)

    def keep_rests(self) -> int:
        """Keep the rest of orders whose buyers did not choose in time; give how many."""
        now = self._now_ms()
        with self._database.read() as connection:
            late = [part for part in store.short(connection) if (decide_by_ms(part) or now) < now]
        kept = 0
        for part in late:
            with self._database.write() as connection:
                kept += keep_rest(connection, part.member, part.id, "clock", now)
        return kept

    def erase_contacts(self) -> int:
        """Forget the buyers of orders that ended 30 days ago; give how many."""
        now = self._now_ms()
        with self._database.read() as connection:
            old = store.not_erased(connection, now - ERASED_AFTER_MS)
            ends = {order: [ended_ms(part) for part in store.parts_of(connection, order)] for order in old}
        gone = [
            order
            for order, moments in ends.items()
            if all(moment is not None and moment < now - ERASED_AFTER_MS for moment in moments)
        ]
        for order in gone:
            with self._database.write() as connection:
                store.erase(connection, order, now)
        return len(gone)

    def of_member(self, member: str, limit: int = 100) -> list[OnlineOrder]:
        """Give a member's orders as its tills know them, the last placed first; no name and no address."""
        with self._database.read() as connection:
            return [as_told_to_tills(part) for part in store.latest(connection, member, limit)]

    def _resolve(self, member: str, order: str, how: str) -> bool:
        with self._database.write() as connection:
            lock_member(connection, member)
            done = store.resolve(connection, member, order, how, self._now_ms())
            if done:
                touch(connection, member, [("order", order)])
        return done


def keep_rest(connection: Connection, member: str, order: str, by: str, now_ms: int) -> bool:
    """Keep what is left of an order that lacks goods; False when there is nothing to choose (any more)."""
    lock_member(connection, member)
    part = next(iter(store.parts(connection, member, [order])), None)
    if part is None or state_of(part) is not OrderState.SHORTAGE:
        return False
    store.do(connection, member, order, Deed(KEPT, now_ms, by, missing_of(part.told)))
    touch(connection, member, [("order", order)])
    return True


def cancel(connection: Connection, member: str, order: str, now_ms: int) -> bool:
    """Cancel an order for its buyer until it is ready; False when it is, or ended."""
    lock_member(connection, member)
    part = next(iter(store.parts(connection, member, [order])), None)
    if part is None or state_of(part) not in CANCELLABLE:
        return False
    store.do(connection, member, order, Deed(CANCELLED, now_ms, "buyer"))
    store.resolve(connection, member, order, "void", now_ms)
    touch(connection, member, [("order", order)])
    return True
