"""Find what to sell: a scanned code, words typed, tiles of a category."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.barcode import looks_like_gtin, normalise, read_scan
from pos.domain.errors import UserError
from pos.shopfile import reading, search

if TYPE_CHECKING:
    from pos.domain.product import Category
    from pos.shopfile.search import Found
    from pos.shopfile.shopfile import ShopFile


class Scanned(NamedTuple):
    """What a code stands for: articles (several when a code was given twice), or a past ticket's id."""

    products: list[Found]
    ticket_id: str | None = None


def read_code(shop: ShopFile, code: str) -> Scanned:
    """Tell what a scanned code is; raises `UserError` for a misread or unknown one."""
    # Scanners send control characters around and inside a code; none is part of it.
    known = read_scan("".join(c for c in code if c.isprintable()))
    with shop.read() as connection:
        products = search.by_code(connection, known)
        if not products and not looks_like_gtin(known):
            products = search.by_plu(connection, known)
        ticket_id = None if products else reading.ticket_by_receipt(connection, known)
    if not products and ticket_id is None:
        raise UserError(
            "No article carries the code {code}. Nothing was added. Search it by name, or create the article.",
            code=known,
        )
    return Scanned(products, ticket_id)


def find(shop: ShopFile, text: str, limit: int = 30) -> list[Found]:
    """Give the articles a person typing looks for, best first."""
    with shop.read() as connection:
        return search.find(connection, text, limit)


def exact(shop: ShopFile, text: str) -> Found | None:
    """Give the one article whose PLU or barcode was typed, if there is exactly one."""
    typed = text.strip()
    if not typed or not typed.isprintable():
        return None
    with shop.read() as connection:
        hits = search.by_plu(connection, typed) or search.by_code(connection, normalise(typed))
    return hits[0] if len(hits) == 1 else None


def favourites(shop: ShopFile) -> list[Found]:
    """Give the favourite articles in the shop's order."""
    with shop.read() as connection:
        return search.favourites(connection)


def of_category(shop: ShopFile, key: str) -> list[Found]:
    """Give the articles of a category."""
    with shop.read() as connection:
        return search.of_category(connection, key)


def categories(shop: ShopFile) -> list[Category]:
    """Give the categories in the shop's order."""
    with shop.read() as connection:
        return reading.categories(connection)


def rank_by_popularity(shop: ShopFile, since_day: str) -> int:
    """Put what sold most since a day (ISO) first in every search; give the number of articles."""
    with shop.keep() as connection:
        return search.rebuild(connection, since_day)
