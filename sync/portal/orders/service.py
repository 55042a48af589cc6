"""Hold goods for online orders in two steps: reserve, then exactly one of post, void, expire (facts: sync §4.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from sync.portal.catalogue import store as catalogue
from sync.portal.catalogue.service import available
from sync.portal.ingest.store import lock_member, touch
from sync.portal.members import store as members
from sync.portal.orders import store

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.storage.engine import Database

TTL_MS = 2 * 24 * 3_600_000


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

    def _resolve(self, member: str, order: str, how: str) -> bool:
        with self._database.write() as connection:
            lock_member(connection, member)
            done = store.resolve(connection, member, order, how, self._now_ms())
            if done:
                touch(connection, member, [("order", order)])
        return done
