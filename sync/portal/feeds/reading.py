"""Offers as machines read them: all of them, in the order of their ids, a page at a time from a cursor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.unit_price import unit_price
from sync.portal.catalogue import offers
from sync.portal.catalogue.browsing import shop_of
from sync.portal.catalogue.labels import is_counted
from sync.portal.catalogue.service import available
from sync.portal.storage.engine import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sync.portal.catalogue.browsing import Shop
    from sync.portal.storage.engine import Database

PAGE = 500
START = ("", "")
_products = msgspec.json.Decoder(Product)
_UNITS = {"piece": "piece", "kg": "kg", "100g": "100 g", "l": "l", "m": "m", "hour": "hour"}


class Availability(NamedTuple):
    """`state` is in_stock, few, out_of_stock or on_request; `left` in units, None where nobody counts."""

    state: str
    left: float | None
    confirmed: str


class Item(NamedTuple):
    """An article as it is offered; amounts are CHF minor units with VAT, times are UTC."""

    id: str
    shop: Shop
    article: Product
    category: str
    link: str
    picture: str
    availability: Availability
    changed_ms: int

    @property
    def unit(self) -> str:
        """What the price is for."""
        return _UNITS[self.article.unit]

    @property
    def unit_price_minor(self) -> tuple[int, str] | None:
        """The unit price and its unit, where the article is sold by the piece and its content is known."""
        told = unit_price(self.article, self.article.price_minor)
        return None if told is None else (told.minor, told.per)


class Reading:
    """Reads the offers of one portal; nothing here is about sales or people."""

    def __init__(self, database: Database, now_ms: Callable[[], int], address: str) -> None:
        self._database, self._now_ms, self.address = database, now_ms, address

    def page(
        self, *, after: tuple[str, str] = START, member: str = "", since_ms: int = 0, limit: int = PAGE
    ) -> list[Item]:
        """Give offers behind a (member, article) pair, of one member or all, that changed since a time."""
        with self._database.read() as connection:
            rows = offers.in_order(connection, after=after, member=member, since_ms=since_ms, limit=limit)
            shops = {row[0]: shop_of(*row) for row in offers.members(connection, member)}
            names = {(m, key): name for m, key, name, _ in offers.categories(connection)} if rows else {}
        return [self._item(offer, changed, shops[offer.member], names) for offer, changed in rows]

    def all(self, member: str = "") -> Iterator[Item]:
        """Give every offer; each page is read by itself, so that a large feed holds no view open."""
        after = START
        while rows := self.page(after=after, member=member):
            yield from rows
            after = (rows[-1].shop.id, rows[-1].id)

    def newest(self, member: str = "", limit: int = 50) -> list[Item]:
        """Give what changed last, the newest first."""
        with self._database.read() as connection:
            rows = offers.newest(connection, member=member, limit=limit)
            shops = {row[0]: shop_of(*row) for row in offers.members(connection, member)}
            names = {(m, key): name for m, key, name, _ in offers.categories(connection)}
        return [self._item(offer, changed, shops[offer.member], names) for offer, changed in rows]

    def one(self, member: str, product: str) -> Item | None:
        """Give one offer, None for what is not on line."""
        with self._database.read() as connection:
            found = offers.dated(connection, member, product)
            if found is None:
                return None
            shops = {row[0]: shop_of(*row) for row in offers.members(connection, member)}
            names = {(m, key): name for m, key, name, _ in offers.categories(connection)}
        return self._item(*found, shops[member], names)

    def members(self) -> list[Shop]:
        """Give the members that are shown, by id."""
        with self._database.read() as connection:
            return sorted((shop_of(*row) for row in offers.members(connection)), key=lambda shop: shop.id)

    def generation(self) -> str:
        """Give what a cursor belongs to: a portal put back to a copy starts its readers anew."""
        with self._database.read() as connection:
            return said(connection, "generation") or "1"

    def _item(self, offer: offers.Offer, changed_ms: int, shop: Shop, names: dict[tuple[str, str], str]) -> Item:
        article = _products.decode(offer.body)
        picture = f"{self.address}/images/{offer.member}/{article.picture}" if article.picture else ""
        return Item(
            offer.id,
            shop,
            article,
            names.get((offer.member, article.category), ""),
            f"{self.address}{shop.path}/{offer.id}",
            picture,
            self._availability(article, offer),
            changed_ms,
        )

    def _availability(self, article: Product, offer: offers.Offer) -> Availability:
        if article.kind == "service":
            return Availability("on_request", None, "")
        if not is_counted(article, offer):
            return Availability("in_stock", None, "")
        silent = self._now_ms() - offer.heard_ms
        free = available(offer.level_milli or 0, offer.held_milli, silent, article.web_quota_milli)
        confirmed = moment(offer.heard_ms)
        if free < ONE and not (article.weighed and free > 0):
            return Availability("out_of_stock", 0, confirmed)
        left = free / ONE if article.weighed else free // ONE
        return Availability("few" if free < 5 * ONE else "in_stock", left, confirmed)


def moment(ms: int) -> str:
    """Write a time as RFC 3339 does, empty for none."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if ms else ""


def francs(minor: int) -> str:
    """Write an amount with a point and two digits."""
    return f"{minor // 100}.{minor % 100:02d}"
