"""A member's articles as its people see them at the portal: what the till owns, and what may be changed here.

Name, price, VAT and stock belong to the till. Whether and how an article is shown online, its text, its quota and its
picture may be changed at both ends; an edit made here is an entry of the member's journal like the till's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.folding import words_of
from pos.domain.product import Product, checked
from pos.domain.quantity import parse_quantity
from sync.portal.catalogue import listing_store as store
from sync.portal.catalogue.pictures import encoded
from sync.portal.orders import store as orders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from sync.portal.ingest.desk import Desk, Draft
    from sync.portal.storage.engine import Database

PAGE = 40
OFF, HERE, REDIRECT = "hors-ligne", "ici", "renvoi"
_products = msgspec.json.Decoder(Product)


class Listing(NamedTuple):
    """An article: as the till has it, and how it is shown. Quantities in thousandths."""

    product: Product
    state: str
    category: str
    level_milli: int | None
    held_milli: int
    hidden: str | None

    @property
    def mode(self) -> str:
        """Where it is sold."""
        if not self.product.online:
            return OFF
        return REDIRECT if self.product.online_url else HERE


class Listed(NamedTuple):
    """One page of articles."""

    listings: tuple[Listing, ...]
    total: int
    page: int
    pages: int


class Wish(NamedTuple):
    """What a person asks for in the form; `state` is the version the form was filled from."""

    state: str
    mode: str
    url: str = ""
    quota: str = ""
    description: str = ""


class Low(NamedTuple):
    """An article whose stock wants to be looked at: below zero, or below its reorder level."""

    product: Product
    level_milli: int
    held_milli: int

    @property
    def negative(self) -> bool:
        """Whether more was sold than the stock knew of."""
        return self.level_milli < 0

    @property
    def to_order(self) -> bool:
        """Whether it is down to its reorder level."""
        least = self.product.reorder_level_milli
        return least is not None and self.level_milli <= least


class Listings:
    """Read a member's articles, and change how they are shown."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database, self._desk = database, desk

    def find(self, member: str, text: str = "", shown: str = store.ALL, page: int = 1) -> Listed:
        """Give a page of articles by words, all or those online, not online, hidden by the chamber."""
        with self._database.read() as connection:
            words = words_of(text[:80])
            total, _ = store.find(connection, member, words, shown, 0, 0)
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 1), pages)
            _, rows = store.find(connection, member, words, shown, PAGE, (page - 1) * PAGE)
            held = orders.held(connection, member, [row.id for row in rows])
        return Listed(tuple(_listing(row, held.get(row.id, 0)) for row in rows), total, page, pages)

    def one(self, member: str, product: str) -> Listing | None:
        """Give one article of this member; None for another's."""
        with self._database.read() as connection:
            row = store.one(connection, member, product)
            held = orders.held(connection, member, [product])
        return None if row is None else _listing(row, held.get(product, 0))

    def numbers(self, member: str) -> dict[str, int]:
        """Count all, those online, those hidden."""
        with self._database.read() as connection:
            return store.numbers(connection, member)

    def names(self, member: str, products: Sequence[str]) -> dict[str, str]:
        """Give what articles of a member are called."""
        with self._database.read() as connection:
            return store.names(connection, member, products)

    def stocked(self, member: str, page: int = 1) -> tuple[list[Low], int]:
        """Give a page of everything that has a level, by name, and how many pages there are."""
        with self._database.read() as connection:
            shelf = store.shelf(connection, member)
            pages = max(1, -(-len(shelf) // PAGE))
            start = (min(max(page, 1), pages) - 1) * PAGE
            found = [(_products.decode(body), level) for _, body, level in shelf[start : start + PAGE]]
            held = orders.held(connection, member, [article.id for article, _ in found])
        return [Low(article, level, held.get(article.id, 0)) for article, level in found], pages

    def low(self, member: str) -> list[Low]:
        """Give what is below zero, then what is to be ordered again."""
        with self._database.read() as connection:
            found = [(_products.decode(body), level) for _, body, level in store.shelf(connection, member)]
            held = orders.held(connection, member, [article.id for article, _ in found])
        made = [Low(article, level, held.get(article.id, 0)) for article, level in found if article.stocked]
        return sorted((each for each in made if each.negative or each.to_order), key=lambda each: not each.negative)

    def change(
        self, member: str, product: str, wish: Wish, audit: Callable[[Connection], object] | None = None
    ) -> bool:
        """Change how an article is shown; False when that is how it stands. Raises `UserError`."""

        def make(draft: Draft) -> Sequence[facts.AnyFact]:
            base = _version(draft, product, wish.state)
            return _edit(draft, base, wish.state, _wanted(base, wish))

        return bool(self._desk.record(member, make, audit))

    def set_picture(
        self, member: str, product: str, content: bytes, audit: Callable[[Connection], object] | None = None
    ) -> str:
        """Re-encode an uploaded picture, keep it and show it; give its name. Raises `UserError`."""
        picture = encoded(content)

        def make(draft: Draft) -> Sequence[facts.AnyFact]:
            row = _present(draft, product)
            article = _products.decode(row.body)
            edit = _edit(draft, article, row.state, msgspec.structs.replace(article, picture=picture.sha256))
            if not edit:
                return []
            kept = facts.PictureKept(
                id=draft.new_id(),
                at=draft.at,
                sha256=picture.sha256,
                media_type=picture.media_type,
                body=picture.body,
            )
            return [kept, *edit]

        self._desk.record(member, make, audit)
        return picture.sha256

    def drop_picture(self, member: str, product: str, audit: Callable[[Connection], object] | None = None) -> bool:
        """Show the drawing of the category again; the picture stays in the journal."""

        def make(draft: Draft) -> Sequence[facts.AnyFact]:
            row = _present(draft, product)
            article = _products.decode(row.body)
            return _edit(draft, article, row.state, msgspec.structs.replace(article, picture=""))

        return bool(self._desk.record(member, make, audit))


def _listing(row: store.Row, held_milli: int) -> Listing:
    return Listing(_products.decode(row.body), row.state, row.category, row.level_milli, held_milli, row.hidden)


def _present(draft: Draft, product: str) -> store.Row:
    row = store.one(draft.connection, draft.member, product)
    if row is None:
        raise UserError("This article is not known at the portal. Nothing was changed.")
    return row


def _version(draft: Draft, product: str, state: str) -> Product:
    """Give the article as the form showed it: what was changed meanwhile is merged, not lost."""
    _present(draft, product)
    body = store.version(draft.connection, draft.member, product, state)
    if body is None:
        raise UserError("This article was changed meanwhile. Nothing was lost: look at it again, then change it.")
    return _products.decode(body)


def _wanted(base: Product, wish: Wish) -> Product:
    url = wish.url.strip()
    if wish.mode == REDIRECT and not url:
        raise UserError("To send visitors on, enter the address of the article in your own shop.")
    if wish.mode not in {OFF, HERE, REDIRECT}:
        raise UserError("Choose where the article is sold: here, in your own shop, or not online.")
    quota = parse_quantity(wish.quota, base.unit) if wish.quota.strip() else None
    if quota is not None and quota < 0:
        raise UserError("A quota is not negative. Leave it empty to offer all there is.")
    return checked(
        msgspec.structs.replace(
            base,
            online=wish.mode != OFF,
            # Kept when the article goes offline, so that it comes back as it was.
            online_url="" if wish.mode == HERE else url[:500],
            web_quota_milli=quota,
            description="\n".join(line.rstrip() for line in wish.description.strip().splitlines()),
        )
    )


def _edit(draft: Draft, base: Product, state: str, wanted: Product) -> Sequence[facts.AnyFact]:
    if wanted == base:
        return []
    return [
        facts.ProductChanged(
            id=draft.new_id(), at=draft.at, product=wanted, base=0, valid_from=draft.day, base_id=state
        )
    ]
