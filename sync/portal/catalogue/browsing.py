"""What visitors see of members and their articles, in words ready to be shown."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import case, func, select

from pos.domain.folding import fold, words_of
from pos.domain.product import Product
from pos.domain.shop import ShopProfile
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT
from pos.domain.vat import rate_on
from sync.portal.catalogue import filtering, freshness, offers
from sync.portal.catalogue.counting import Counting
from sync.portal.catalogue.filtering import About, Asked
from sync.portal.catalogue.labels import NB, per_unit, price_text, stock_words
from sync.portal.catalogue.service import STALE_MS
from sync.portal.catalogue.shelf import ENOUGH, Shelves
from sync.portal.members import marks
from sync.portal.orders import pickup
from sync.portal.storage import tables
from sync.portal.storage.engine import add
from sync.portal.wording import say, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from sync.portal.catalogue.labels import Stock
    from sync.portal.catalogue.shelf import Shelf
    from sync.portal.storage.engine import Database

DAY_MS = 86_400_000
PAGE = 24
MOST_TICKETS = 500
ZONE = ZoneInfo("Europe/Zurich")
_products = msgspec.json.Decoder(Product)
_profiles = msgspec.json.Decoder(ShopProfile)
_TENDERS = {
    CASH: sentence("espèces"),
    CARD: sentence("carte"),
    TWINT: "TWINT",
    NOTES_LEM: sentence("billets léman"),
    CASH_EUR: sentence("euros"),
}


class Card(NamedTuple):
    """An article in a list."""

    path: str
    name: str
    member: str
    member_path: str
    locality: str
    price: str
    unit_price: str
    stock: Stock
    ess_made: bool
    leman: bool
    redirect: bool
    picture: str
    icon: str


class Sheet(NamedTuple):
    """An article on its own page."""

    card: Card
    product: Product
    member: Shop
    vat: str
    category: str
    confirmed: bool
    price_minor: int | None
    takes_orders: bool
    """Whether the member may sell through the basket: it said its hours and its e-mail."""


class Shop(NamedTuple):
    """A member as visitors see it."""

    id: str
    path: str
    name: str
    address: tuple[str, ...]
    locality: str
    uid: str
    tenders: tuple[str, ...]
    leman: bool
    """Whether lémans are taken: what its profile says, else whether its till takes notes."""
    offers: int
    leman_percent: int | None = None
    """Which part of a price, where its profile says it."""


class Ticket(NamedTuple):
    """An article that lets in to an event."""

    member: str
    article: Product
    card: Card


class Found(NamedTuple):
    """One page of articles; `hidden` is how many more there are without the filters.

    `numbers` says how many offers each filter leaves; nothing where words were found inside others.
    """

    cards: tuple[Card, ...]
    total: int
    page: int
    pages: int
    numbers: Mapping[tuple[str, str], int] = MappingProxyType({})
    hidden: int = 0


class Aisle(NamedTuple):
    """A category as several members may have it: its slug, name, number of offers, and the key of its drawing."""

    slug: str
    name: str
    offers: int
    icon: str


class Sight(NamedTuple):
    """A page of the catalogue with its aisles and filters; `asked` without what is not there."""

    asked: Asked
    found: Found
    aisles: list[Aisle]
    about: Mapping[str, About]


class Visits(NamedTuple):
    """How many visitors went on to a member's own shop, ever and in the last thirty days."""

    ever: int
    lately: int


class Gone(NamedTuple):
    """Why an article is not shown: it was, or never was here."""

    was_known: bool


class Browsing:
    """Read-only views of the catalogue."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms
        self._shelves = Shelves()

    def find(self, text: str = "", *, aisle: str = "", member: str = "", page: int = 1) -> Found:
        """Give a page of articles: words as at the till, a category by its slug, one member."""
        return self.search(Asked(text, aisle, member, page=page))

    def search(self, asked: Asked) -> Found:
        """Give a page of articles as it was asked for, and what each filter leaves."""
        with self._database.read() as connection:
            shelf = self._shelves.now(connection, self._now_ms())
            shops = _shops(shelf)
            return self._search(connection, shelf, asked, shops, _about(shops))

    def sight(self, asked: Asked) -> Sight:
        """Give a page of the catalogue with what stands around it, all of one moment; filters nobody has are let go."""
        with self._database.read() as connection:
            shelf = self._shelves.now(connection, self._now_ms())
            shops = _shops(shelf)
            about = _about(shops)
            asked = filtering.known(asked, about)
            found = self._search(connection, shelf, asked, shops, about)
        return Sight(asked, found, _aisles(shelf), about)

    def _search(
        self,
        connection: Connection,
        shelf: Shelf,
        asked: Asked,
        shops: dict[str, Shop],
        about: Mapping[str, About],
    ) -> Found:
        now_ms, pairs = self._now_ms(), _in_aisle(shelf, asked.aisle)
        wanted = filtering.wanted(asked, tuple(words_of(asked.text[:80])), pairs, about, now_ms)
        counting = Counting(connection, shelf, about, pairs, now_ms)
        total, numbers = counting.of(asked, wanted)
        pages = max(1, -(-total // PAGE))
        page = min(max(asked.page, 1), pages)
        found = offers.find(connection, wanted, PAGE, (page - 1) * PAGE, by=asked.by) if total else []
        if total < ENOUGH and wanted.words and all(len(word) > 2 for word in wanted.words):
            found = _with_fragments(connection, shelf, wanted, found)
            numbers = numbers if len(found) == total else MappingProxyType({})
        hidden = counting.of(asked.plain, offers.Wanted(wanted.words)).total - total if asked.is_filtered else 0
        cards = tuple(self._card(offer, shops) for offer in found)
        return Found(cards, max(total, len(found)), page, pages, numbers, max(hidden, 0))

    def aisles(self) -> list[Aisle]:
        """Give the categories of all members, the fullest first."""
        with self._database.read() as connection:
            return _aisles(self._shelves.now(connection, self._now_ms()))

    def members(self) -> list[Shop]:
        """Give the members, by name."""
        with self._database.read() as connection:
            shops = _shops(self._shelves.now(connection, self._now_ms()))
        return sorted(shops.values(), key=lambda shop: fold(shop.name))

    def member(self, member: str) -> Shop | None:
        """Give one member."""
        with self._database.read() as connection:
            return _shops(self._shelves.now(connection, self._now_ms())).get(member)

    def tickets(self, member: str | None = None) -> list[Ticket]:
        """Give the ticket articles that are online, of one member or of all (None)."""
        with self._database.read() as connection:
            shelf = self._shelves.now(connection, self._now_ms())
            # Few categories have any: the database looks there alone.
            kept = {(t.member, t.category) for t in shelf.tallies if t.kind == "ticket" and member in {None, t.member}}
            wanted = offers.Wanted(categories=tuple(sorted(kept)), kinds=("ticket",))
            found = offers.find(connection, wanted, MOST_TICKETS) if kept else []
        shops = _shops(shelf)
        return [Ticket(each.member, _products.decode(each.body), self._card(each, shops)) for each in found]

    def offered(self) -> int:
        """Give how many articles are shown."""
        with self._database.read() as connection:
            return offers.number(connection)

    def paths(self, part: int, most: int) -> list[str]:
        """Give the addresses of articles that are shown, `most` in a part, the first part being 0."""
        with self._database.read() as connection:
            return [f"/membres/{member}/{product}" for member, product in offers.places(connection, part * most, most)]

    def version(self) -> freshness.Version:
        """Tell when pages have to be made again."""
        with self._database.read() as connection:
            return freshness.version(connection, self._now_ms())

    def article(self, member: str, product: str) -> Sheet | Gone:
        """Give an article's page, or why there is none."""
        with self._database.read() as connection:
            offer = offers.one(connection, member, product)
            if offer is None:
                return Gone(offers.was_known(connection, member, product))
            shelf = self._shelves.now(connection, self._now_ms())
            legal = marks.rates(connection)
            takes_orders = pickup.load(connection, member).takes_orders
        shops, names = _shops(shelf), {(m, key): name for m, key, name, _ in shelf.categories}
        article = _products.decode(offer.body)
        day = _day(self._now_ms())
        rate = rate_on(article.vat_code, day, legal)
        vat = say("TVA {percent} comprise", percent=_percent(rate)) if rate and shops[member].uid else ""
        return Sheet(
            self._card(offer, shops),
            article,
            shops[member],
            vat,
            names.get((member, article.category), ""),
            self._now_ms() - offer.heard_ms < STALE_MS,
            article.price_minor,
            takes_orders,
        )

    def picture(self, member: str, sha256: str) -> tuple[str, bytes] | None:
        """Give (media type, bytes) of a picture."""
        with self._database.read() as connection:
            return offers.picture(connection, member, sha256)

    def sent_on(self, member: str, product: str, *, counted: bool = True) -> str | None:
        """Give the address in the member's own shop, None when there is none; a visitor who goes there is counted."""
        with self._database.read() as connection:
            offer = offers.one(connection, member, product)
        address = "" if offer is None else _products.decode(offer.body).online_url
        if not address or not counted:
            return address or None
        row = {"member": member, "product": product, "day": _day(self._now_ms()), "visits": 1}
        with self._database.write() as connection:
            add(connection, tables.outbound, [row])
        return address

    def visits(self, member: str, product: str) -> Visits:
        """Count the visitors who went on to the member's own shop for an article."""
        c, since = tables.outbound.c, _day(self._now_ms() - 30 * DAY_MS)
        lately = func.sum(case((c.day > since, c.visits), else_=0))
        query = select(func.coalesce(func.sum(c.visits), 0), func.coalesce(lately, 0))
        with self._database.read() as connection:
            ever, late = connection.execute(query.where(c.member == member, c.product == product)).one()
        return Visits(int(ever), int(late))

    def _card(self, offer: offers.Offer, shops: dict[str, Shop]) -> Card:
        article, shop = _products.decode(offer.body), shops[offer.member]
        return Card(
            path=f"{shop.path}/{offer.id}",
            name=article.name,
            member=shop.name,
            member_path=shop.path,
            locality=shop.locality,
            price=price_text(article),
            unit_price=per_unit(article),
            stock=stock_words(article, offer, self._now_ms()),
            ess_made=article.ess_made,
            leman=shop.leman,
            redirect=bool(article.online_url),
            picture=f"/images/{offer.member}/{article.picture}" if article.picture else "",
            icon=article.icon or article.category,
        )


def _shops(shelf: Shelf) -> dict[str, Shop]:
    return {row[0]: shop_of(*row, shelf.lemans.get(row[0])) for row in shelf.members}


def _aisles(shelf: Shelf) -> list[Aisle]:
    names: dict[str, tuple[str, str]] = {}
    numbers: dict[str, int] = {}
    for _, key, name, number in shelf.categories:
        slug = slug_of(name)
        names.setdefault(slug, (name, key))
        numbers[slug] = numbers.get(slug, 0) + number
    made = [Aisle(slug, names[slug][0], number, names[slug][1]) for slug, number in numbers.items() if slug]
    return sorted(made, key=lambda aisle: (-aisle.offers, aisle.slug))


def _in_aisle(shelf: Shelf, aisle: str) -> tuple[tuple[str, str], ...] | None:
    """Give the (member, category) pairs of an aisle, None without one."""
    return tuple((m, key) for m, key, name, _ in shelf.categories if slug_of(name) == aisle) if aisle else None


def _about(shops: Mapping[str, Shop]) -> dict[str, About]:
    """Who takes notes at the till takes lémans, whatever part of a price it does not say."""
    return {
        member: About(
            shop.name, shop.locality, shop.leman_percent if shop.leman_percent is not None else int(shop.leman)
        )
        for member, shop in shops.items()
    }


def _with_fragments(
    connection: Connection, shelf: Shelf, wanted: offers.Wanted, found: list[offers.Offer]
) -> list[offers.Offer]:
    """Add offers that have what was typed inside their words."""
    alike = offers.find_fragments(connection, wanted, shelf.alike(connection, wanted.words), PAGE)
    known = {(offer.member, offer.id) for offer in found}
    return [*found, *(offer for offer in alike if (offer.member, offer.id) not in known)][:PAGE]


def slug_of(name: str) -> str:
    """Give a name as it stands in an address."""
    return "-".join(words_of(name))


def shop_of(member: str, name: str, body: bytes | None, number: int, percent: int | None = None) -> Shop:
    """Give a member as visitors see it; `body` is what its till said last, `percent` what its profile says."""
    profile = ShopProfile(name=name) if body is None else _profiles.decode(body)
    accepted = profile.rules.accepted if body is not None else ()
    return Shop(
        id=member,
        path=f"/membres/{member}",
        name=name,
        address=profile.address,
        locality=_locality(profile.address),
        uid=profile.uid,
        tenders=tuple(say(_TENDERS.get(code, code)) for code in accepted),
        leman=NOTES_LEM in accepted if percent is None else percent > 0,
        offers=number,
        leman_percent=percent,
    )


def _locality(address: tuple[str, ...]) -> str:
    """Give the town of a Swiss address: what follows the postcode of its last line."""
    last = address[-1] if address else ""
    head, _, town = last.partition(" ")
    return town if head.isdigit() and len(head) == 4 else last


def _percent(rate_bp: int) -> str:
    number = say("{whole},{decimals}", whole=rate_bp // 100, decimals=rate_bp % 100 // 10)
    return f"{number}{NB}%"


def _day(now_ms: int) -> str:
    return datetime.fromtimestamp(now_ms / 1000, ZONE).date().isoformat()
