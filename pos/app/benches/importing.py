"""Import: articles from a CSV file into a new shop file, beside the same rows of every table by bare executemany."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from pos.app.benches.building import article
from pos.app.benches.figures import Figure, Rounds, against_floor, milliseconds
from pos.clock import SystemClock
from pos.domain.article_rows import amount_text
from pos.services import importing
from pos.shopfile.engine import WRITER_PRAGMAS
from pos.shopfile.shopfile import ShopFile, open_shop

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 5
BUDGET = 16.0
"""Seven to eleven times the floor were measured; noise has its room. The floor copies finished rows in, five hundred to
a transaction, and signs nothing. An import looks each row up by its codes, signs and chains it as an entry, puts it
into the search index, and lets the writer go every thirty milliseconds, so that sales do not wait."""
TABLES = (
    "entry", "product", "barcode", "price", "stock_move", "stock_level", "search_place", "product_words",
    "product_fragments",
)  # fmt: skip
HEADINGS = "Désignation;Prix TTC;Code-barres;Code article;TVA;Catégorie;Fournisseur;Stock\r\n"


def import_rows(products: int, folder: Path) -> Figure:
    """Import that many articles in five files; unit: milliseconds for a thousand rows."""
    folder.mkdir(parents=True, exist_ok=True)
    each = max(1, products // ROUNDS)
    subject, floor = Rounds(), Rounds()
    shop = _new_shop(folder, "import")
    twin = _new_shop(folder, "floor")
    twin.close()
    try:
        with closing(_bare(twin.path)) as bare:
            marks = dict.fromkeys(TABLES, -1)
            _copy(_fresh_rows(shop.path, marks), bare)
            for number in range(ROUNDS):
                path = folder / f"{number}.csv"
                _write_file(path, shop, number * each, each)
                subject.add([milliseconds(partial(_import, shop, path, each)) * 1000 / each])
                rows = _fresh_rows(shop.path, marks)
                floor.add([milliseconds(partial(_copy, rows, bare)) * 1000 / each])
            assert bare.execute("SELECT count(*) FROM product").fetchone()[0] == each * ROUNDS
    finally:
        shop.close()
    return against_floor("import.rows", "ms", subject, floor, BUDGET)


def _new_shop(folder: Path, name: str) -> ShopFile:
    # The real clock: how long the writer is held is part of what is measured.
    path = folder / f"{name}.comptoir"
    return open_shop(path, folder / f"{name}-machine", SystemClock(), create=True, system_keys=False)


def _write_file(path: Path, shop: ShopFile, first: int, count: int) -> None:
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write(HEADINGS)
        for number in range(first, first + count):
            made = article(shop, number)
            cells = (made.name.replace("’", "'"), amount_text(made.price_minor).replace(".", ","), made.barcodes[0],
                     made.plu, made.vat_code, f"Rayon {number % 8}", made.supplier.replace("’", "'"), "12")  # fmt: skip
            file.write(";".join(cells) + "\r\n")


def _import(shop: ShopFile, path: Path, count: int) -> None:
    preview = importing.look(path)
    tally = importing.run(shop, preview, importing.Wishes(preview.mapping))
    assert tally.added == count, tally


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in WRITER_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _fresh_rows(path: Path, marks: dict[str, int]) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Give what was written into each table since the marks, ready to be inserted, and move the marks."""
    found = []
    with closing(sqlite3.connect(path)) as reading:
        for table in TABLES:
            keyed = table in ("barcode", "price", "stock_level")  # tables without row numbers
            columns = [row[1] for row in reading.execute(f"PRAGMA table_info({table})")]
            named = columns if keyed or "n" in columns else ["rowid", *columns]
            order = "" if keyed else f" WHERE {'n' if 'n' in columns else 'rowid'} > {marks[table]}"
            rows = reading.execute(f"SELECT {','.join(named)} FROM {table}{order}").fetchall()  # noqa: S608  # fixed names
            if keyed:
                known = max(0, marks[table])
                rows, marks[table] = rows[known:], len(rows)
            elif rows:
                marks[table] = max(row[named.index("n") if "n" in columns else 0] for row in rows)
            places = ",".join("?" * len(named))
            found.append((f"INSERT OR IGNORE INTO {table}({','.join(named)}) VALUES ({places})", rows))  # noqa: S608  # fixed names
    return found


def _copy(statements: list[tuple[str, list[tuple[object, ...]]]], bare: sqlite3.Connection) -> None:
    most = max(len(rows) for _, rows in statements)
    for start in range(0, most, importing.AT_ONCE):
        bare.execute("BEGIN IMMEDIATE")
        for statement, rows in statements:
            if some := rows[start : start + importing.AT_ONCE]:
                bare.executemany(statement, some)
        bare.execute("COMMIT")
