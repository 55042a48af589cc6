"""The catalogue in rows: which articles in which order, a page of them, and those whose dated price is due.

Orders are lists of article numbers (100,000 of them are less than a megabyte); the articles themselves are read a
page at a time.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.folding import fold
from pos.shopfile.search import read_where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from pos.shopfile.search import Found

NAME, CODE, PRICE, STOCK = "name", "code", "price", "stock"
_AT_ONCE = 500
_LEVEL = "coalesce(s.quantity_milli + coalesce(r.offset_milli, 0), r.offset_milli)"
_SORTED = {
    CODE: "ORDER BY p.plu = '', length(p.plu){down}, p.plu{down}, p.n",
    PRICE: "ORDER BY json_extract(CAST(p.body AS TEXT), '$.price_minor'){down} NULLS LAST, p.n",
    STOCK: f"ORDER BY {_LEVEL}{{down}} NULLS LAST, p.n",
}


class Shelf(NamedTuple):
    """What part of the catalogue is wanted: a category (None: all), or the archived articles."""

    category: str | None = None
    archived: bool = False


def in_order(connection: Connection, shelf: Shelf, order: str = NAME, *, descending: bool = False) -> list[int]:
    """Give the numbers of a shelf's articles by name, code, price or stock."""
    where, values = "WHERE p.archived = ?", [int(shelf.archived)]
    if shelf.category is not None:
        where, values = where + " AND p.category = ?", [*values, shelf.category]  # type: ignore[list-item]
    run = _driver(connection).execute
    if order == NAME:
        rows = run(f"SELECT p.n, p.name FROM product p {where}", values).fetchall()  # noqa: S608  # fixed texts
        # Folding only what is not ASCII halves the time at 100,000 articles.
        keys = [(name.casefold() if name.isascii() else fold(name), n) for n, name in rows]
        keys.sort(reverse=descending)
        return [n for _, n in keys]
    joins = (
        "LEFT JOIN stock_level s ON s.product = p.id LEFT JOIN stock_remote r ON r.product = p.id"
        if order == STOCK
        else ""
    )
    sort = _SORTED[order].format(down=" DESC" if descending else "")
    return [n for (n,) in run(f"SELECT p.n FROM product p {joins} {where} {sort}", values)]  # noqa: S608  # as above


def page(connection: Connection, numbers: Sequence[int]) -> dict[int, Found]:
    """Give the articles of these numbers."""
    made: dict[int, Found] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        made.update((found.n, found) for found in read_where(connection, f"WHERE p.n IN ({marks})", tuple(some)))
    return made


def walk(connection: Connection, numbers: Sequence[int]) -> Iterator[Found]:
    """Give the articles of these numbers one after the other, in that order."""
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        known = page(connection, some)
        yield from (known[n] for n in some if n in known)


def dated(connection: Connection) -> list[Found]:
    """Give the articles that have a price decided for later."""
    # Reading 100,000 articles for it takes 50 ms once a day; an index would cost every import more.
    return read_where(connection, "WHERE instr(p.body, CAST('\"next_prices\"' AS BLOB)) AND p.archived = 0", ())


def suppliers(connection: Connection) -> list[str]:
    """Give the names of the suppliers that articles or goods receipts know."""
    rows = connection.exec_driver_sql(
        "SELECT name FROM supplier UNION SELECT DISTINCT supplier FROM product WHERE supplier <> '' AND archived = 0"
    )
    return sorted((row[0] for row in rows), key=fold)


def carriers(connection: Connection, code: str) -> list[tuple[str, str, bool]]:
    """Give id, name and «archived» of every article that carries a code (in stored form)."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(p.id)), p.name, p.archived FROM barcode b JOIN product p ON p.n = b.product"
        " WHERE b.code = ? ORDER BY p.archived, p.n",
        (code,),
    )
    return [(key, name, bool(archived)) for key, name, archived in rows]


def of_plu(connection: Connection, plu: str) -> list[tuple[str, str, bool]]:
    """Give id, name and «archived» of every article with a PLU."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(id)), name, archived FROM product WHERE plu = ? ORDER BY archived, n", (plu,)
    )
    return [(key, name, bool(archived)) for key, name, archived in rows]


def picture(connection: Connection, sha256: str) -> bytes | None:
    """Give a kept picture."""
    row = connection.exec_driver_sql("SELECT body FROM picture WHERE sha256 = ?", (sha256,)).one_or_none()
    return None if row is None else bytes(row.body)


def _driver(connection: Connection) -> sqlite3.Connection:
    # The driver's own rows, as in `search`: a hundred thousand numbers in 20 ms instead of 120.
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
