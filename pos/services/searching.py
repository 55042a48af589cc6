"""Find what to sell: a scanned code, words typed, tiles of a category."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.barcode import looks_like_gtin, normalise, read_scan
from pos.domain.errors import UserError
from pos.domain.gs1 import SEPARATOR, looks_like_gs1, read_gs1
from pos.domain.patterns import PatternCode, is_own_number, read_pattern
from pos.shopfile import orders, reading, search

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pos.domain.product import Category
    from pos.shopfile.search import Found
    from pos.shopfile.shopfile import ShopFile


class Scanned(NamedTuple):
    """What a code stands for: articles (several when a code was given twice), a past ticket, a container, an order.

    `code` is its stored form, which may name a pack. A label may say weight (grams), price (minor units),
    lot and the last good day (ISO date).
    """

    products: list[Found]
    ticket_id: str | None = None
    code: str = ""
    grams: int | None = None
    price_minor: int | None = None
    tare_grams: int | None = None
    lot: str = ""
    best_before: str = ""
    order_id: str | None = None


def read_code(shop: ShopFile, code: str) -> Scanned:
    """Tell what a scanned code is; raises `UserError` for a misread or unknown one."""
    # Scanners send control characters around and inside a code; only the separator of GS1 is part of it.
    clean = "".join(c for c in code if c.isprintable() or c == SEPARATOR).strip()
    with shop.read() as connection:
        if looks_like_gs1(clean):
            return _read_label(connection, clean)
        return _read_number(connection, read_scan(clean.replace(SEPARATOR, "")))


def _read_number(connection: Connection, code: str) -> Scanned:
    """Read a bare number: an article's own code wins over what the pattern of its prefix would make of it."""
    products = search.by_code(connection, code)
    if not products and is_own_number(code):
        said = read_pattern(code, reading.profile(connection)[1].code_patterns)
        if said is not None:
            return _read_own(connection, code, said)
    if not products and not looks_like_gtin(code):
        products = search.by_plu(connection, code)
    ticket_id = None if products else reading.ticket_by_receipt(connection, code)
    if not products and ticket_id is None:
        order = orders.by_code(connection, code)
        if order is not None:
            return Scanned([], code=code, order_id=order.order.id)
        raise _unknown(connection, code)
    return Scanned(products, ticket_id, code)


def _read_own(connection: Connection, code: str, said: PatternCode) -> Scanned:
    if said.tare_grams is not None:
        return Scanned([], code=code, tare_grams=said.tare_grams)
    products = search.by_plu(connection, said.plu)
    if not products:
        raise UserError(
            "The label {code} names the article {plu}, which this shop does not have. Nothing was added.",
            code=code,
            plu=said.plu or "0",
        )
    return Scanned(products, code=code, grams=said.grams, price_minor=said.price_minor)


def _read_label(connection: Connection, code: str) -> Scanned:
    said = read_gs1(code)
    products = search.by_code(connection, said.gtin)
    if not products:
        raise _unknown(connection, said.gtin)
    return Scanned(
        products,
        code=said.gtin,
        grams=said.grams,
        price_minor=said.price_minor,
        lot=said.lot,
        best_before=said.best_before,
    )


def _unknown(connection: Connection, code: str) -> UserError:
    archived = search.archived_by_code(connection, code)
    if archived is not None:
        return UserError(
            "{name} is archived: it is no longer sold. Nothing was added. Bring it back in the articles to sell it.",
            name=archived.product.name,
        )
    return UserError(
        "No article carries the code {code}. Nothing was added. Search it by name, or create the article.",
        code=code,
    )


def find(shop: ShopFile, text: str, limit: int = 30) -> list[Found]:
    """Give the articles a person typing looks for, best first."""
    return search.find_with(shop.glance, text, limit)


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
