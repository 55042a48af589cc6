"""Find articles as one types: codes first, then words by popularity, then fragments of words.

FTS5 folds é and ç but not œ and æ, so a folded column of our own is indexed. The index's row numbers
are places by popularity: reading in row order is then the cheap order (facts: sync §3.3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from pos.domain.barcode import normalise
from pos.domain.folding import fold, words_of
from pos.domain.product import Product

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

ENOUGH = 5
"""With fewer hits by words, fragments are looked up too."""
_products = msgspec.json.Decoder(Product)

_SHOWN = (
    " p.n, p.version, p.body, coalesce(s.quantity_milli + coalesce(r.offset_milli, 0), r.offset_milli) FROM product p"
    " LEFT JOIN stock_level s ON s.product = p.id LEFT JOIN stock_remote r ON r.product = p.id "
)
# The article of a place is read from the index of the places: from the row of FTS5 it costs a third more (measured).
_BY_WORDS = (
    "SELECT"
    + _SHOWN.replace(
        " FROM product p",
        " FROM product_words f JOIN search_place o ON o.place = f.rowid JOIN product p ON p.n = o.product",
    )
    + "WHERE f.words MATCH ? ORDER BY f.rowid LIMIT ?"
)
_BY_CODE = "JOIN barcode b ON b.product = p.n WHERE b.code = ? AND p.archived = 0"
_BY_FRAGMENTS = _BY_WORDS.replace("product_words", "product_fragments")


class Found(NamedTuple):
    """An article with its number in the file, its version and its stock (None when never counted)."""

    n: int
    version: int
    product: Product
    stock_milli: int | None


def searched_words(product: Product) -> str:
    """Give what of an article can be found by words."""
    words = (
        product.name, product.plu, product.supplier, product.supplier_ref, product.family, product.variant,
        product.producer, product.origin,
    )  # fmt: skip
    return fold(" ".join(word for word in words if word))


def index_product(connection: Connection, n: int, product: Product) -> None:
    """Put an article into the index where it was, or last; archived ones leave it."""
    run = connection.exec_driver_sql
    row = run("SELECT place FROM search_place WHERE product = ?", (n,)).one_or_none()
    if row is not None:
        run("DELETE FROM product_words WHERE rowid = ?", (row.place,))
        run("DELETE FROM product_fragments WHERE rowid = ?", (row.place,))
    if product.archived:
        return
    if row is None:
        place = run("SELECT coalesce(max(place), 0) + 1 FROM search_place").scalar_one()
        run("INSERT INTO search_place(product, place) VALUES (?, ?)", (n, place))
    else:
        place = row.place
    words = searched_words(product)
    run("INSERT INTO product_words(rowid, words, product) VALUES (?, ?, ?)", (place, words, n))
    run("INSERT INTO product_fragments(rowid, words, product) VALUES (?, ?, ?)", (place, words, n))


def rebuild(connection: Connection, since_day: str) -> int:
    """Index every article anew, what sold most since a day (ISO) first; give how many."""
    run = connection.exec_driver_sql
    rows = run(
        "SELECT p.n, p.body FROM product p LEFT JOIN (SELECT l.product, count(*) AS sold FROM sale s"
        " JOIN sale_line l ON l.sale = s.n WHERE s.business_day >= ? GROUP BY l.product) t ON t.product = p.id"
        " WHERE p.archived = 0 ORDER BY coalesce(t.sold, 0) DESC, coalesce(p.favourite, 9999), p.n",
        (since_day,),
    ).all()
    for table in ("product_words", "product_fragments", "search_place"):
        run(f"DELETE FROM {table}")  # noqa: S608  # three fixed names
    if rows:
        places = [(place, searched_words(_products.decode(row.body)), row.n) for place, row in enumerate(rows, 1)]
        run("INSERT INTO search_place(place, product) VALUES (?, ?)", [(place, n) for place, _, n in places])
        run("INSERT INTO product_words(rowid, words, product) VALUES (?, ?, ?)", places)
        run("INSERT INTO product_fragments(rowid, words, product) VALUES (?, ?, ?)", places)
    return len(rows)


def by_code(connection: Connection, code: str) -> list[Found]:
    """Give the articles that carry a barcode (in stored form)."""
    return read_where(connection, _BY_CODE, (code,))


def archived_by_code(connection: Connection, code: str) -> Found | None:
    """Give the archived article that carried a barcode or a PLU."""
    carried = "JOIN barcode b ON b.product = p.n WHERE b.code = ? AND p.archived = 1 LIMIT 1"
    rows = read_where(connection, carried, (code,)) or read_where(
        connection, "WHERE p.plu = ? AND p.archived = 1 LIMIT 1", (code,)
    )
    return rows[0] if rows else None


def by_plu(connection: Connection, plu: str) -> list[Found]:
    """Give the articles with a PLU."""
    return read_where(connection, "WHERE p.plu = ? AND p.archived = 0", (plu,))


def by_id(connection: Connection, product_id: str) -> Found | None:
    """Give an article, archived or not."""
    rows = read_where(connection, "WHERE p.id = ?", (bytes.fromhex(product_id),))
    return rows[0] if rows else None


def state_of(connection: Connection, product_id: str) -> str:
    """Name the version of an article that the till holds: the id of the fact that made it, empty for a new one."""
    row = connection.exec_driver_sql("SELECT state FROM product WHERE id = ?", (bytes.fromhex(product_id),))
    known = row.one_or_none()
    return known.state.hex() if known is not None else ""


def names(connection: Connection) -> list[tuple[str, str]]:
    """Give id and name of every article that is not archived, the newest last."""
    rows = connection.exec_driver_sql("SELECT hex(id), name FROM product WHERE archived = 0 ORDER BY n")
    return [(key.lower(), name) for key, name in rows]


def favourites(connection: Connection, limit: int = 60) -> list[Found]:
    """Give the favourites in the shop's order."""
    where = "WHERE p.favourite IS NOT NULL AND p.archived = 0 ORDER BY p.favourite LIMIT ?"
    return read_where(connection, where, (limit,))


def of_category(connection: Connection, key: str, limit: int = 200) -> list[Found]:
    """Give a category's articles, favourites first, then by PLU."""
    where = "WHERE p.category = ? AND p.archived = 0 ORDER BY p.favourite IS NULL, p.favourite, p.plu, p.n LIMIT ?"
    return read_where(connection, where, (key, limit))


Ask = Callable[[str, "Sequence[object]"], list[Any]]
"""Answers one query with its rows."""


def find(connection: Connection, text: str, limit: int = 30) -> list[Found]:
    """Give what a person typing `text` most likely looks for, best first."""
    return find_with(_asked(connection), text, limit)


def find_with(ask: Ask, text: str, limit: int = 30) -> list[Found]:
    """Do as `find` with another way to ask the shop file."""
    words = words_of(text[:80])
    if not words:
        return []
    hits = _numbered(ask, words[0]) if len(words) == 1 and words[0].isdigit() else []
    hits += _found(ask(_BY_WORDS, (" ".join([f'"{word}"*' for word in words]), limit)))
    if len(hits) < ENOUGH and all(len(word) > 2 for word in words):
        hits += _found(ask(_BY_FRAGMENTS, (" ".join([f'"{word}"' for word in words]), limit)))
    return list({hit.n: hit for hit in hits}.values())[:limit]


def _numbered(ask: Ask, number: str) -> list[Found]:
    """Give the articles with this PLU, then those with this barcode."""
    rows = ask("SELECT" + _SHOWN + "WHERE p.plu = ? AND p.archived = 0", (number,))
    return _found([*rows, *ask("SELECT" + _SHOWN + _BY_CODE, (normalise(number),))])


def read_where(connection: Connection, where: str, values: tuple[object, ...]) -> list[Found]:
    """Give the articles of a condition in SQL on `p` (article), `s` and `r` (stock)."""
    return _found(_asked(connection)("SELECT" + _SHOWN + where, values))


def _asked(connection: Connection) -> Ask:
    # The driver's own rows: SQLAlchemy's cost a quarter of a search of 30 articles (measured).
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return lambda query, values: driver.execute(query, values).fetchall()


def _found(rows: list[Any]) -> list[Found]:
    made = Found._make
    return [made((n, version, _decoded(body), stock)) for n, version, body, stock in rows]


@lru_cache(maxsize=2048)
def _decoded(body: bytes) -> Product:
    """Read an article; while a word is typed, most hits are those of the key before."""
    return _products.decode(body)
