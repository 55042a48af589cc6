"""Where the bytes of a journal entry lie in a closed shop file, so that a test can change one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from pos.shopfile import cells
from pos.shopfile.journal import incarnation_letters

if TYPE_CHECKING:
    from pathlib import Path


def entry_name(shop: Path, n: int) -> str:
    """Give an entry's name as a verification says it."""
    with closing(sqlite3.connect(shop)) as connection:
        inc, seq = connection.execute("SELECT inc, seq FROM entry WHERE n = ?", (n,)).fetchone()
    return f"{incarnation_letters(inc)} {seq}"


def entry_spans(shop: Path) -> dict[int, range]:
    """Give the bytes of each entry that fits on its page, by its row number."""
    raw = shop.read_bytes()
    page_size = int.from_bytes(raw[16:18], "big")
    with closing(sqlite3.connect(shop)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()[0]
    spans, waiting = {}, [root]
    while waiting:
        start = (waiting.pop() - 1) * page_size
        page = raw[start : start + page_size]
        if page[0] == cells.INTERIOR:
            waiting += cells._children(page, 0)
            continue
        for index in range(int.from_bytes(page[3:5], "big")):
            place = cells._cell_place(page, 8, index)
            size, after = cells._read_varint(page, place)
            rowid, body = cells._read_varint(page, after)
            if size <= page_size - 35:
                spans[rowid] = range(start + place, start + body + size)
    return spans


def change_byte(shop: Path, place: int, value: int) -> None:
    """Overwrite one byte of a file."""
    with shop.open("rb+") as file:
        file.seek(place)
        file.write(bytes([value]))


def change(path: Path, statement: str, values: tuple[object, ...] = ()) -> None:
    """Change a shop file as somebody with a database tool would: without its triggers, then with them again."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()
