"""Derive every projection from zero beside the live one, and compare the two row by row."""

from __future__ import annotations

import sqlite3
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, exc
from sqlalchemy.pool import StaticPool

from pos.shopfile import tables
from pos.shopfile.projections import project
from pos.shopfile.projections.row import Row
from pos.shopfile.shopfile import create_schema
from pos.wording import tr

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table

    from pos.domain.facts import AnyFact
    from pos.shopfile.problems import Findings

CANNOT = (exc.SQLAlchemyError, sqlite3.Error, ValueError, LookupError, TypeError, OverflowError)
"""What a projector says of an entry that contradicts those before it."""
SHOWN = 60


class Rebuild:
    """An empty set of projections that is filled entry by entry."""

    def __init__(self, path: Path) -> None:
        self._engine = create_engine(
            "sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None), poolclass=StaticPool
        )
        self._connection = self._engine.connect()
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "temp_store=MEMORY", "cache_size=-65536"):
            self._connection.exec_driver_sql(f"PRAGMA {pragma}")
        self._connection.rollback()
        create_schema(self._connection)
        self._connection.exec_driver_sql("BEGIN")

    def project(self, n: int, inc: bytes, seq: int, fact: AnyFact) -> bool:
        """Derive what follows from an entry; False when it contradicts those before it."""
        try:
            project(Row(self._connection, n, inc, seq), fact)
        except CANNOT:
            return False
        return True

    def compare(self, live: sqlite3.Connection, findings: Findings) -> None:
        """Name every live table that is not what the journal gives, with its first differing row."""
        for table in tables.PROJECTIONS:
            try:
                difference = self._first_difference(live, table)
            except (sqlite3.DatabaseError, TypeError) as error:
                difference = tr("It cannot be read: {cause}.", cause=str(error))
            if difference:
                findings.add(f"table {table.name}", difference)

    def close(self) -> None:
        """Let go of the temporary file."""
        self._connection.close()
        self._engine.dispose()

    def _first_difference(self, live: sqlite3.Connection, table: Table) -> str:
        columns = [column.name for column in table.columns]
        key = [column.name for column in table.primary_key.columns]
        query = f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY {', '.join(key)}"  # noqa: S608  # our own names
        right = (tuple(row) for row in self._connection.exec_driver_sql(query))
        for have, want in zip_longest(live.execute(query), right):
            if have != want:
                return _difference(columns, key, have, want)
        return ""


def _difference(columns: list[str], key: list[str], have: tuple[Any, ...] | None, want: tuple[Any, ...] | None) -> str:
    places = [columns.index(name) for name in key]
    have_key = tuple(have[place] for place in places) if have else None
    want_key = tuple(want[place] for place in places) if want else None
    if want_key is None or (have_key is not None and have_key < want_key):
        return tr("Row {row} follows from no entry.", row=_row(key, have_key))
    if have_key is None or have_key > want_key:
        return tr("Row {row} is missing.", row=_row(key, want_key))
    assert have is not None
    assert want is not None
    place = next(place for place, (one, other) in enumerate(zip(have, want, strict=True)) if one != other)
    return tr(
        "Row {row}: {column} is {live}, the journal gives {right}.",
        row=_row(key, have_key),
        column=columns[place],
        live=_shown(have[place]),
        right=_shown(want[place]),
    )


def _row(key: list[str], values: tuple[Any, ...] | None) -> str:
    return ", ".join(f"{name} {_shown(value)}" for name, value in zip(key, values or (), strict=True))


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        text = value.decode("ascii") if value.isascii() and value[:1] in b"{[" else value.hex()
    else:
        text = str(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
