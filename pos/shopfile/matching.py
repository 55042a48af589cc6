"""Find the article that a row of a file speaks of: by id, code, PLU, reference or name, archived or not."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain.folding import fold
from pos.domain.product import Product

if TYPE_CHECKING:
    from sqlalchemy import Connection

_products = msgspec.json.Decoder(Product)


class Match(NamedTuple):
    """An article as it stands; `stock_milli` is None when it was never counted, received or sold from the shelf."""

    product: Product
    version: int
    stock_milli: int | None


class _Reference(msgspec.Struct):
    """What of an article names it at its supplier."""

    id: str
    supplier: str = ""
    supplier_ref: str = ""


_references = msgspec.json.Decoder(_Reference)
_ARTICLE = (
    "SELECT p.body, p.version, coalesce(s.quantity_milli + coalesce(r.offset_milli, 0), r.offset_milli) FROM product p"
    " LEFT JOIN stock_level s ON s.product = p.id LEFT JOIN stock_remote r ON r.product = p.id "
)
_BY_CODE = _ARTICLE + "JOIN barcode b ON b.product = p.n WHERE b.code = ? ORDER BY p.archived, p.n"
_BY_PLU = _ARTICLE + "WHERE p.plu = ? ORDER BY p.archived, p.n"
_BY_NAME = _ARTICLE + "WHERE p.name = ? ORDER BY p.archived, p.n"
_BY_ID = _ARTICLE + "WHERE p.id = ?"
_PAGE = _ARTICLE.replace("SELECT ", "SELECT p.n, ", 1) + "WHERE p.n > ? ORDER BY p.n LIMIT ?"


def with_id(connection: Connection, product_id: str) -> Match | None:
    """Give the article of an id."""
    return next(iter(_matches(connection, _BY_ID, bytes.fromhex(product_id))), None)


def with_code(connection: Connection, code: str) -> list[Match]:
    """Give the articles that carry a barcode in stored form, on a piece or on a pack; archived ones last."""
    return _matches(connection, _BY_CODE, code)


def with_plu(connection: Connection, plu: str) -> list[Match]:
    """Give the articles of a PLU; archived ones last."""
    return _matches(connection, _BY_PLU, plu)


def named(connection: Connection, name: str) -> list[Match]:
    """Give the articles of exactly that name; archived ones last."""
    return _matches(connection, _BY_NAME, name)


def references(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """Give the ids of the articles by supplier (folded) and the supplier's reference."""
    found: dict[tuple[str, str], list[str]] = {}
    for (body,) in _driver(connection).execute("SELECT body FROM product ORDER BY archived, n"):
        row = _references.decode(body)
        if row.supplier_ref:
            found.setdefault((fold(row.supplier), row.supplier_ref), []).append(row.id)
    return found


def page(connection: Connection, after: int, limit: int) -> list[tuple[int, Match]]:
    """Give articles in the order they were made, archived or not, with their numbers: those behind a number."""
    rows = _driver(connection).execute(_PAGE, (after, limit)).fetchall()
    return [(n, Match(_products.decode(body), version, stock)) for n, body, version, stock in rows]


def count(connection: Connection) -> int:
    """Give how many articles there are, archived or not."""
    return int(_driver(connection).execute("SELECT count(*) FROM product").fetchone()[0])


def _matches(connection: Connection, query: str, value: object) -> list[Match]:
    rows = _driver(connection).execute(query, (value,)).fetchall()
    return [Match(_products.decode(body), version, stock) for body, version, stock in rows]


def _driver(connection: Connection) -> sqlite3.Connection:
    # The driver's own rows: a dry run of 100,000 rows asks several times for each.
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
