"""The buyer follows an order by its secret, and may cancel, or keep the rest of what lacks goods."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.portal.catalogue import offers
from sync.portal.catalogue.browsing import shop_of
from sync.portal.orders import service, store
from sync.portal.orders.placing import hashed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.catalogue.browsing import Shop
    from sync.portal.orders.standing import Part
    from sync.portal.orders.store import Whole
    from sync.portal.storage.engine import Database


class Followed(NamedTuple):
    """An order as its buyer sees it, its parts with the members that have them."""

    whole: Whole
    parts: tuple[tuple[Part, Shop], ...]


class Following:
    """Orders by their secret."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def see(self, secret: str) -> Followed | None:
        """Give an order; None for a secret that is none."""
        with self._database.read() as connection:
            whole = store.by_secret(connection, hashed(secret))
            if whole is None:
                return None
            parts = store.parts_of(connection, whole.id)
            shops = {row[0]: shop_of(*row) for row in offers.profiles(connection, [part.member for part in parts])}
        return Followed(whole, tuple((part, shops[part.member]) for part in parts))

    def cancel(self, secret: str, number: str) -> bool:
        """Cancel a part by its number; False when it is too late for that."""
        return self._do(secret, number, keep=False)

    def keep_rest(self, secret: str, number: str) -> bool:
        """Keep what is left of a part; False when there is nothing to choose (any more)."""
        return self._do(secret, number, keep=True)

    def _do(self, secret: str, number: str, *, keep: bool) -> bool:
        found = self.see(secret)
        wanted = [part for part, _ in found.parts if part.code.rpartition("-")[2] == number] if found else []
        if not wanted:
            return False
        with self._database.write() as connection:
            member, part, now = wanted[0].member, wanted[0].id, self._now_ms()
            if keep:
                return service.keep_rest(connection, member, part, "buyer", now)
            return service.cancel(connection, member, part, now)
