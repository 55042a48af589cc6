"""A basket as it can be ordered now: prices, what is left, deposits and slots, read at each view."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain.product import Product
from pos.domain.quantity import ONE, line_amount
from sync.portal.catalogue import offers
from sync.portal.catalogue import store as catalogue
from sync.portal.catalogue.browsing import Shop, shop_of
from sync.portal.catalogue.labels import is_counted
from sync.portal.catalogue.service import available
from sync.portal.orders import pickup, store
from sync.portal.orders.basket import MOST_MILLI

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.catalogue.offers import Offer
    from sync.portal.orders.basket import Basket, Wish
    from sync.portal.orders.pickup import Slot

STEPS = {"kg": 100, "100g": ONE, "l": 100, "m": 100}
"""Steps in which what is measured is ordered: 100 g, a decilitre, 10 cm; thousandths of the unit priced."""
ORDERABLE = frozenset({"goods", "kit", "ticket"})
_products = msgspec.json.Decoder(Product)


class Line(NamedTuple):
    """A wish that can be served: `quantity_milli` is what can be had of `wanted_milli`."""

    wish: Wish
    article: Product
    quantity_milli: int
    wanted_milli: int
    price_minor: int
    total_minor: int
    deposit_minor: int
    takes: dict[str, int]

    @property
    def name(self) -> str:
        """The article's name, with what tells a variant from the others."""
        return f"{self.article.name}, {self.article.variant}" if self.article.variant else self.article.name

    @property
    def is_lowered(self) -> bool:
        """Whether fewer are left than were wanted."""
        return self.quantity_milli < self.wanted_milli

    @property
    def price_changed(self) -> bool:
        """Whether the price is another than when the article was put in."""
        return self.price_minor != self.wish.seen_minor


class Gone(NamedTuple):
    """A wish that cannot be served: withdrawn, or sold out."""

    wish: Wish
    name: str
    sold_out: bool


class Share(NamedTuple):
    """What one member sells of the basket."""

    shop: Shop
    lines: tuple[Line, ...]
    slots: tuple[Slot, ...]
    slot: Slot | None
    place: str
    email: str
    takes_orders: bool

    @property
    def total_minor(self) -> int:
        """CHF to pay there, VAT and deposits included."""
        return sum(line.total_minor + line.deposit_minor for line in self.lines)

    @property
    def deposit_minor(self) -> int:
        """What of it comes back with the empties."""
        return sum(line.deposit_minor for line in self.lines)


class Reading(NamedTuple):
    """The basket member by member, and what fell out of it."""

    shares: tuple[Share, ...] = ()
    gone: tuple[Gone, ...] = ()

    @property
    def total_minor(self) -> int:
        """CHF over all members."""
        return sum(share.total_minor for share in self.shares)

    @property
    def is_orderable(self) -> bool:
        """Whether there is something, and every member has a time to collect it."""
        return bool(self.shares) and all(share.slot is not None for share in self.shares)

    @property
    def seal(self) -> str:
        """A fingerprint of what the buyer sees: anything else is shown again before it is sent."""
        said = [
            (share.shop.id, share.slot, share.place, [(*line.wish[:2], *line[2:7]) for line in share.lines])
            for share in self.shares
        ]
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:32]


def orderable(article: Product) -> bool:
    """Tell whether an article is sold through the basket: with a price, not on the member's own site, no service."""
    return article.kind in ORDERABLE and article.price_minor is not None and not article.online_url


def step_of(article: Product) -> int:
    """Give the step in which an article is ordered, thousandths."""
    return STEPS.get(article.unit, ONE)


def read(connection: Connection, basket: Basket, now_ms: int) -> Reading:
    """Read a basket as it stands now."""
    pairs = [(wish.member, wish.product) for wish in basket.wishes]
    found = offers.several(connection, pairs)
    known = offers.bodies(connection, [pair for pair in pairs if pair not in found])
    articles = {pair: _products.decode(offer.body) for pair, offer in found.items()}
    deposits = _deposits(connection, articles)
    shops = {row[0]: shop_of(*row) for row in offers.profiles(connection, basket.members)}
    chosen, shares, gone = dict(basket.slots), [], []
    for member in basket.members:
        lines = []
        for wish in (each for each in basket.wishes if each.member == member):
            pair = (wish.member, wish.product)
            article = articles.get(pair)
            if article is None or not orderable(article):
                name = _products.decode(known[pair]).name if pair in known else article.name if article else ""
                gone.append(Gone(wish, name, sold_out=False))
                continue
            line = _line(wish, article, _free(article, found[pair], now_ms), deposits.get(pair, 0))
            lines.append(line) if line.quantity_milli else gone.append(Gone(wish, article.name, sold_out=True))
        if lines and member in shops:
            shares.append(_share(connection, shops[member], lines, chosen.get(member, 0), now_ms))
    return Reading(tuple(shares), tuple(gone))


def lacking(connection: Connection, member: str, takes: dict[str, int], now_ms: int) -> bool:
    """Tell whether a member's shelf lacks any of these goods, all lines of an order together."""
    found = offers.bodies(connection, [(member, product) for product in takes])
    stocked = {pair[1] for pair, body in found.items() if _products.decode(body).stocked}
    levels = catalogue.levels(connection, member, list(takes))
    held = store.held(connection, member, list(takes))
    quotas = catalogue.quotas(connection, member, list(takes))
    silent = now_ms - store.heard_ms(connection, member)
    return any(
        milli > available(levels[product], held.get(product, 0), silent, quotas.get(product))
        for product, milli in takes.items()
        if product in stocked and product in levels
    )


def _line(wish: Wish, article: Product, free_milli: int, deposit_minor: int) -> Line:
    step = step_of(article)
    wanted = max(step, -(-wish.quantity_milli // step) * step)
    quantity = min(wanted, max(0, free_milli) // step * step)
    assert article.price_minor is not None
    takes = {part.product_id: part.quantity_milli * quantity // ONE for part in article.parts}
    return Line(
        wish,
        article,
        quantity,
        wanted,
        article.price_minor,
        line_amount(article.price_minor, quantity),
        line_amount(deposit_minor, quantity),
        takes or {article.id: quantity},
    )


def _share(connection: Connection, shop: Shop, lines: list[Line], chosen: int, now_ms: int) -> Share:
    hours = pickup.load(connection, shop.id)
    slots = tuple(pickup.slots(hours, now_ms))
    slot = next((each for each in slots if each.until_ms == chosen), slots[0] if slots else None)
    place = hours.place or ", ".join(shop.address)
    return Share(shop, tuple(lines), slots, slot, place, hours.email, hours.takes_orders)


def _free(article: Product, offer: Offer, now_ms: int) -> int:
    """Give how much can be ordered; what is not counted is not limited but by good sense."""
    if not is_counted(article, offer):
        return MOST_MILLI
    silent = now_ms - offer.heard_ms
    return available(offer.level_milli or 0, offer.held_milli, silent, article.web_quota_milli)


def _deposits(connection: Connection, articles: dict[tuple[str, str], Product]) -> dict[tuple[str, str], int]:
    """Give the deposit on one piece of each article that has one, minor units."""
    wanted = {(member, article.deposit_id) for (member, _), article in articles.items() if article.deposit_id}
    found = offers.bodies(connection, sorted(wanted))
    prices = {pair: _products.decode(body).price_minor or 0 for pair, body in found.items()}
    return {
        pair: prices.get((pair[0], article.deposit_id), 0) for pair, article in articles.items() if article.deposit_id
    }
