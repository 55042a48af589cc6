"""What comes down to tills, and what visitors may know of stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.product import Product
from pos.domain.quantity import ONE
from sync.portal.catalogue import freshness, sharing, store
from sync.portal.ingest.service import refused
from sync.portal.members import store as members
from sync.portal.orders import store as orders
from sync.protocol.messages import ProductRow as SentProduct
from sync.protocol.messages import PullPage, StockRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.ingest.service import Hub
    from sync.portal.storage.engine import Database

PAGE = 500
SEEN_EVERY_MS = 30_000
FRESH_MS, STALE_MS = freshness.FRESH_MS, freshness.STALE_MS
_encoder = msgspec.json.Encoder()
_products = msgspec.json.Decoder(Product)


class Catalogue:
    """Pages for tills, and the first sight for visitors."""

    def __init__(self, database: Database, hub: Hub, now_ms: Callable[[], int]) -> None:
        self._database, self._hub, self._now_ms = database, hub, now_ms

    def pull(self, token: str, cursor: str, *, limit: int = PAGE, digest: bool = False, holds: str = "") -> PullPage:
        """Give what changed behind a cursor; one that is of another generation, or none, starts from zero.

        `holds` names own entries that the till has: what they say is not told again.
        """
        own = sharing.held(holds)
        till, member = self._hub.who(token)
        self._note(till)
        with self._database.read() as connection:
            generation = self._hub.generation(connection)
            after = _number(cursor, generation)
            limit = min(max(limit, 1), PAGE)
            rows = store.changes(connection, member, after, limit + 1)
            page = sharing.fitted(connection, member, rows[:limit], own)
            more, rows = len(rows) > len(page.rows), list(page.rows)
            by_kind: dict[str, list[str]] = {}
            for row in rows:
                by_kind.setdefault(row.kind, []).append(row.key)
            levels = store.levels(connection, member, by_kind.get("stock", []))
            return PullPage(
                hub_gen=generation,
                cursor=f"{generation}.{rows[-1].change_seq if rows else after}",
                more=more,
                products=tuple(
                    SentProduct(row.state, msgspec.Raw(row.body), row.valid_from)
                    for row in store.products(connection, member, by_kind.get("product", []))
                ),
                categories=tuple(
                    msgspec.Raw(_encoder.encode(row))
                    for row in store.categories(connection, member, by_kind.get("category", []))
                ),
                stock=tuple(StockRow(product, level) for product, level in levels.items()),
                orders=tuple(orders.rows(connection, member, by_kind.get("order", []))),
                through=members.member_heads(connection, member),
                facts=page.payloads,
                keys=members.keys(connection, member),
                tills=tuple(members.others(connection, member, till)),
                digest=store.digest(connection, member) if digest and not more else "",
            )

    def _note(self, till: str) -> None:
        """A till that asks what is new has sent all it had: it counts as heard, written down now and then."""
        now = self._now_ms()
        with self._database.read() as connection:
            late = now - members.last_seen(connection, till) >= SEEN_EVERY_MS
        if late:
            with self._database.write() as connection:
                members.seen(connection, till, now)


def _number(cursor: str, generation: int) -> int:
    if not cursor:
        return 0
    of, _, number = cursor.partition(".")
    if not (of.isascii() and of.isdigit() and number.isascii() and number.isdigit() and len(number) < 16):
        raise refused(422, "malformed", "cursor")
    return int(number) if int(of) == generation else 0


def available(level_milli: int, held_milli: int, silent_ms: int, quota_milli: int | None = None) -> int:
    """Give what may be sold on the portal: the counter wins, and the longer it is silent the more is kept back.

    A quota is what the shop leaves to the portal of its stock; what is held for orders is part of it.
    """
    kept_back = 0 if silent_ms < FRESH_MS else ONE
    offered = level_milli - kept_back if quota_milli is None else min(level_milli - kept_back, quota_milli)
    return max(0, offered - held_milli)
