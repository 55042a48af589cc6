"""What is remembered of one web shop between visits, in the portal's database, each step a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.product import Product
from sync.connectors.linking import pieces_of
from sync.connectors.outbox import LATER
from sync.portal.catalogue import store as catalogue
from sync.portal.catalogue.service import FRESH_MS, available
from sync.portal.orders import store as orders
from sync.portal.webshops import receiving, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from sync.connectors.contract import RemoteOrder
    from sync.connectors.outbox import Waiting
    from sync.portal.storage.engine import Database
    from sync.portal.webshops.store import Webshop

SWEEP_MS = 3_600_000
"""Everything is compared this often, whatever happened: a call that came late shows then."""
FIRST_PAUSE_MS = 30_000
_PAGE = 500
_products = msgspec.json.Decoder(Product)


class ShopLedger:
    """The ledger of one web shop (`sync.connectors.running.Ledger`)."""

    def __init__(self, database: Database, shop: Webshop, now_ms: Callable[[], int]) -> None:
        self._database, self._shop, self._now_ms = database, shop, now_ms

    def since_ms(self) -> int:
        """Give how far orders were taken."""
        return self._shop.pulled_ms

    def receive(self, order: RemoteOrder) -> bool:
        """Take an order once."""
        with self._database.write() as connection:
            return receiving.receive(connection, self._shop, order, self._now_ms())

    def pulled(self, until_ms: int) -> None:
        """Remember how far orders were taken."""
        self._note(pulled_ms=until_ms)

    def to_acknowledge(self) -> Sequence[tuple[str, str]]:
        """Give orders to mark there."""
        with self._database.read() as connection:
            return store.unacknowledged(connection, self._shop.id)

    def acknowledged(self, remote: str) -> None:
        """Remember that an order is marked."""
        with self._database.write() as connection:
            store.turn_order(connection, self._shop.id, remote, acknowledged_ms=self._now_ms())

    def queue(self) -> None:
        """Put in the outbox what changed since the last visit; at times, everything."""
        now = self._now_ms()
        with self._database.write() as connection:
            # What is kept back for tills that are silent changes without anything being written.
            is_fresh = now - orders.heard_ms(connection, self._shop.member) < FRESH_MS
            changed, seq = self._changed(connection)
            if now >= self._shop.sweep_ms or is_fresh != self._shop.is_fresh:
                products = store.concerned(connection, self._shop)
                sweep = now + SWEEP_MS
            else:
                products = store.concerned(connection, self._shop, changed) if changed else []
                sweep = self._shop.sweep_ms
            store.enqueue(connection, self._shop.id, products, seq, now)
            told = {"change_seq": seq, "is_fresh": is_fresh, "sweep_ms": sweep}
            store.note(connection, self._shop.id, **told)
        self._shop = self._shop._replace(change_seq=seq, is_fresh=is_fresh, sweep_ms=sweep)

    def due(self, limit: int) -> Sequence[Waiting]:
        """Give what is to be delivered now."""
        with self._database.read() as connection:
            return store.waiting(connection, self._shop, self._now_ms(), limit)

    def link(self, product: str, remote: str, sku: str) -> bool:
        """Remember which article there is ours."""
        with self._database.write() as connection:
            return store.link(connection, self._shop.id, product, remote, sku)

    def unlink(self, product: str) -> None:
        """Forget an article that is gone there."""
        with self._database.write() as connection:
            store.unlink(connection, self._shop.id, product)

    def written(self, product: str, digest: str) -> None:
        """Remember what was written of an article."""
        with self._database.write() as connection:
            store.note_link(connection, self._shop.id, product, written=digest)

    def pieces(self, products: Sequence[str]) -> Mapping[str, int | None]:
        """Give the levels that articles should have there now: what may be sold on the portal too."""
        now, member = self._now_ms(), self._shop.member
        with self._database.read() as connection:
            ids = list(products)
            known = {row.id: _products.decode(row.body) for row in catalogue.products(connection, member, ids)}
            levels = catalogue.levels(connection, member, ids)
            held = orders.held(connection, member, ids)
            silent = now - orders.heard_ms(connection, member)
        made: dict[str, int | None] = {}
        for product, article in known.items():
            if not article.stocked:
                made[product] = None
            elif not store.is_offered(article) or article.online_url:
                made[product] = None if article.online_url else 0
            else:
                free = available(levels.get(product, 0), held.get(product, 0), silent, article.web_quota_milli)
                made[product] = pieces_of(free)
        return made

    def settled(self, waiting: Waiting, pieces: int | None) -> None:
        """Strike off what is there as it should be."""
        with self._database.write() as connection:
            store.note_link(connection, self._shop.id, waiting.product, pieces=pieces, sent_ms=self._now_ms())
            store.strike_off(connection, self._shop.id, waiting.product, waiting.seq)

    def put_off(self, waiting: Waiting, trouble: str, when: str) -> None:
        """Try again with growing pauses, or when everything is gone through."""
        with self._database.write() as connection:
            tried = store.attempts(connection, self._shop.id, waiting.product)
            pause = SWEEP_MS if when == LATER else min(FIRST_PAUSE_MS << min(tried, 10), SWEEP_MS)
            due = self._now_ms() + pause
            store.delay(connection, self._shop.id, waiting.product, waiting.seq, due, trouble)

    def _changed(self, connection: Connection) -> tuple[list[str], int]:
        """Give the articles touched behind what was told: themselves, their stock, orders that hold them."""
        seq, found = self._shop.change_seq, set[str]()
        while rows := catalogue.changes(connection, self._shop.member, seq, _PAGE):
            found |= {row.key for row in rows if row.kind in ("product", "stock")}
            found |= self._held_in(connection, [row.key for row in rows if row.kind == "order"])
            seq = rows[-1].change_seq
        return sorted(found), seq

    def _held_in(self, connection: Connection, parts: Iterable[str]) -> set[str]:
        wanted = list(parts)
        return store.held_in(connection, self._shop.member, wanted) if wanted else set()

    def _note(self, **values: int) -> None:
        with self._database.write() as connection:
            store.note(connection, self._shop.id, **values)
        self._shop = self._shop._replace(**values)  # type: ignore[arg-type]
