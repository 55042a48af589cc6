"""Product data by barcode in a side file of this machine: derived from a published file, dropped and made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_AT_ONCE = 5000
_TABLES = (
    "CREATE TABLE food(code TEXT PRIMARY KEY, name TEXT NOT NULL, brand TEXT NOT NULL, content TEXT NOT NULL,"
    " categories TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE about(source TEXT NOT NULL, made_on TEXT NOT NULL, articles INTEGER NOT NULL)",
)


class Food(NamedTuple):
    """What a published file says of an article; `content` as written there, `categories` from wide to narrow."""

    code: str
    name: str
    brand: str
    content: str
    categories: str


class About(NamedTuple):
    """Which file was indexed, on which day (ISO), and how many articles it gave."""

    source: str
    made_on: str
    articles: int


def make(path: Path, foods: Iterable[Food], source: str, made_on: str) -> int:
    """Write a new side file and put it in the place of the old one once it is whole; give how many articles."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            # It can be made again from the published file: nothing here needs to survive a power cut.
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            for statement in _TABLES:
                connection.execute(statement)
            _fill(connection, foods)
            articles = int(connection.execute("SELECT count(*) FROM food").fetchone()[0])
            connection.execute("INSERT INTO about VALUES (?, ?, ?)", (source, made_on, articles))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return articles


def _fill(connection: sqlite3.Connection, foods: Iterable[Food]) -> None:
    some: list[Food] = []
    connection.execute("BEGIN")
    for food in foods:
        some.append(food)
        if len(some) == _AT_ONCE:
            connection.executemany("INSERT OR REPLACE INTO food VALUES (?, ?, ?, ?, ?)", some)
            some.clear()
    connection.executemany("INSERT OR REPLACE INTO food VALUES (?, ?, ?, ?, ?)", some)
    connection.execute("COMMIT")


def find(path: Path, code: str) -> Food | None:
    """Give what is known of a code; None without a readable side file."""
    row = _one(path, "SELECT code, name, brand, content, categories FROM food WHERE code = ?", (code,))
    return None if row is None else Food(*row)


def about(path: Path) -> About | None:
    """Tell what was indexed, None when nothing was."""
    row = _one(path, "SELECT source, made_on, articles FROM about", ())
    return None if row is None else About(*row)


def _one(path: Path, query: str, values: tuple[str, ...]) -> tuple[Any, ...] | None:
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            row: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
            return row
    except sqlite3.DatabaseError:
        return None  # damaged: it is made anew from the published file
