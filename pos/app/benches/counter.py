"""At the counter: a sale committed to disk beside the same rows by bare sqlite3, and the day closed."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from pos.app.benches.building import FIRST_DAY, close, copied
from pos.app.benches.figures import Figure, Rounds, against_floor, milliseconds
from pos.clock import SetClock
from pos.domain.tender import CARD, CASH, Given, cash_due
from pos.services import closing_day, selling, settings
from pos.shopfile import search
from pos.shopfile.engine import WRITER_PRAGMAS

if TYPE_CHECKING:
    from pathlib import Path

    from pos.app.benches.building import Built
    from pos.domain.basket import Basket
    from pos.domain.product import Product
    from pos.shopfile.shopfile import ShopFile

COMMIT_ROUNDS, COMMITS_A_ROUND = 7, 60
CLOSING_ROUNDS, SALES_BEFORE_CLOSING = 41, 5


def sale_commit(source: Built, folder: Path) -> Figure:
    """Sell on one copy; write the rows that this made into another copy by bare sqlite3, one commit per sale."""
    clock = SetClock(FIRST_DAY.replace(year=2026))
    shop = copied(source, folder, "commit.comptoir", clock)
    subject, floor = Rounds(), Rounds()
    try:
        closing_day.open_session(shop, {"CHF": 0})
        articles = some_articles(shop, 200)
        shop.checkpoint()
        twin = folder / "floor.comptoir"
        _copy_to(shop.path, twin)
        with closing(_bare(twin)) as bare:
            for number in range(COMMIT_ROUNDS):
                sold, times = _sell_round(shop, clock, articles, number)
                subject.add(times)
                floor.add(_write_round(shop, bare, sold))
                shop.checkpoint()
                bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        shop.close()
    return against_floor("sale.commit", "ms", subject, floor, 2.0)


def close_day(small: Built, large: Built, folder: Path) -> Figure:
    """Close the same short day in a small and in a large file, in turn."""
    clock = SetClock(FIRST_DAY.replace(year=2026))
    few, many = copied(small, folder, "few.comptoir", clock), copied(large, folder / "many", "many.comptoir", clock)
    times: dict[Path, list[float]] = {few.path: [], many.path: []}
    try:
        stock = {shop.path: some_articles(shop, 20) for shop in (few, many)}
        for _ in range(CLOSING_ROUNDS):
            for shop in (few, many):
                closing_day.open_session(shop, {"CHF": 0})
                for number in range(SALES_BEFORE_CLOSING):
                    clock.pass_seconds(20)
                    basket = _basket(shop, stock[shop.path], number)
                    selling.complete_sale(shop, basket, _paid(shop, basket))
                times[shop.path].append(milliseconds(partial(close, shop)))
                shop.checkpoint()
    finally:
        few.close()
        many.close()
    subject, floor = Rounds(), Rounds()
    subject.add(times[many.path])
    floor.add(times[few.path])
    return against_floor("close.day", "ms", subject, floor, 1.2)


def some_articles(shop: ShopFile, count: int) -> list[Product]:
    """Give articles from all over the catalogue."""
    with shop.read() as connection:
        ids = [key for key, _ in search.names(connection)]
        chosen = ids[:: max(1, len(ids) // count)][:count]
        return [found.product for key in chosen if (found := search.by_id(connection, key)) is not None]


def _basket(shop: ShopFile, articles: list[Product], number: int) -> Basket:
    basket = selling.new_basket(shop)
    for line in range(4):
        basket = selling.ring_up(shop, basket, articles[(number * 4 + line) % len(articles)])
    return basket


def _paid(shop: ShopFile, basket: Basket) -> list[Given]:
    """Pay a part by card and the rest in cash: two tenders."""
    part = Given(CARD, max(100, basket.total_minor // 200 * 100))
    return [part, Given(CASH, cash_due(basket.total_minor, [part], settings.profile(shop).rules))]


def _sell_round(shop: ShopFile, clock: SetClock, articles: list[Product], number: int) -> tuple[list[str], list[float]]:
    sold, times = [], []
    for index in range(COMMITS_A_ROUND):
        clock.pass_seconds(20)
        basket = _basket(shop, articles, number * COMMITS_A_ROUND + index)
        given = _paid(shop, basket)
        start = time.perf_counter()
        sale = selling.complete_sale(shop, basket, given)
        times.append((time.perf_counter() - start) * 1000)
        sold.append(sale.id)
    return sold, times


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in WRITER_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _copy_to(source: Path, dest: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(dest)) as other:
        one.backup(other)


def _write_round(shop: ShopFile, bare: sqlite3.Connection, sold: list[str]) -> list[float]:
    """Write each sale's rows again, in one transaction per sale; what is written was read before the clock starts."""
    times = []
    with closing(sqlite3.connect(shop.path)) as reading:
        counters = reading.execute("SELECT value, key FROM counter WHERE key NOT IN ('z')").fetchall()[:2]
        session = reading.execute("SELECT totals, last_receipt, id FROM session WHERE z IS NULL").fetchone()
        for sale_id in sold:
            statements = _statements(reading, bytes.fromhex(sale_id))
            times.append(milliseconds(partial(_write, bare, statements, counters, session)))
    return times


def _statements(reading: sqlite3.Connection, sale_id: bytes) -> list[tuple[str, list[tuple[object, ...]]]]:
    number, entry = reading.execute("SELECT n, entry FROM sale WHERE id = ?", (sale_id,)).fetchone()
    wanted = {
        "entry": ("SELECT * FROM entry WHERE n = ?", entry),
        "sale": ("SELECT * FROM sale WHERE n = ?", number),
        "sale_line": ("SELECT * FROM sale_line WHERE sale = ?", number),
        "tender": ("SELECT * FROM tender WHERE sale = ?", number),
        "stock_move": ("SELECT * FROM stock_move WHERE entry = ?", sale_id),
    }
    made = []
    for table, (query, key) in wanted.items():
        rows = reading.execute(query, (key,)).fetchall()
        marks = ",".join("?" * len(rows[0]))
        made.append((f"INSERT INTO {table} VALUES ({marks})", rows))  # noqa: S608  # five fixed names
    moves = made[-1][1]
    level = (
        "INSERT INTO stock_level VALUES (?, ?) ON CONFLICT(product)"
        " DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli"
    )
    return [*made, (level, [(row[2], row[3]) for row in moves])]


def _write(
    bare: sqlite3.Connection,
    statements: list[tuple[str, list[tuple[object, ...]]]],
    counters: list[tuple[int, str]],
    session: tuple[bytes, str, bytes],
) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        if len(rows) == 1:
            bare.execute(statement, rows[0])
        else:
            bare.executemany(statement, rows)
    bare.executemany("UPDATE counter SET value = ? WHERE key = ?", counters)
    bare.execute("UPDATE session SET totals = ?, last_receipt = ? WHERE id = ?", session)
    bare.execute("COMMIT")
