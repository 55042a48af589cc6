"""Search: what the service needs for a keystroke, beside the bare FTS5 query that gives the same articles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from pos.app.benches.building import FIRST_DAY, copied
from pos.app.benches.figures import Figure, Rounds, against_floor, milliseconds
from pos.clock import SetClock
from pos.domain.folding import fold
from pos.services import searching

if TYPE_CHECKING:
    from pathlib import Path

    from pos.app.benches.building import Built

ROUNDS = 5
TYPED = (
    "pain de seigle", "tomme de chevre", "confiture framb", "savon", "miel de mont", "oeufs", "yogourt cit", "the",
    "cafe corse", "huile ext", "vin", "fromage frais", "saucisson fu", "1042", "ferme du lac", "moulin", "biere",
)  # fmt: skip
BARE = (
    "SELECT p.n, p.body FROM product_words f JOIN product p ON p.n = f.product WHERE f.words MATCH ?"
    " ORDER BY f.rowid LIMIT 30"
)
"""The least that gives the same thirty articles: the index alone would give numbers that nobody can show."""


def keystrokes() -> list[str]:
    """Give what the search field holds after each key of what people type."""
    return [typed[: end + 1] for typed in TYPED for end in range(len(typed)) if typed[end] != " "]


def search_query(source: Built, folder: Path) -> Figure:
    """Run every keystroke through the service and through bare FTS5, in turn."""
    shop = copied(source, folder, "search.comptoir", SetClock(FIRST_DAY.replace(year=2026)))
    subject, floor = Rounds(), Rounds()
    try:
        with closing(sqlite3.connect(f"{shop.path.resolve().as_uri()}?mode=ro", uri=True)) as bare:
            for _ in range(ROUNDS):
                floor.add([milliseconds(partial(_bare, bare, text)) for text in keystrokes()])
                subject.add([milliseconds(partial(searching.find, shop, text)) for text in keystrokes()])
    finally:
        shop.close()
    return against_floor("search.query", "ms", subject, floor, 1.5)


def _bare(connection: sqlite3.Connection, text: str) -> list[tuple[int, bytes]]:
    query = " ".join(f'"{word}"*' for word in fold(text).replace("'", " ").split())
    return connection.execute(BARE, (query,)).fetchall()
