"""Rows that follow from a batch of entries, gathered first and written together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


class Source(NamedTuple):
    """The entry that is being projected, and whose it is."""

    member: str
    till: str
    inc: str
    seq: int
    received_ms: int


class Anomaly(NamedTuple):
    """Something a person should see; `key` makes it be told once."""

    kind: str
    key: str
    detail: dict[str, Any]


class Gathered:
    """What a batch adds: rows per table, stock by difference, things that changed, things that are odd."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.puts: dict[Table, dict[tuple[Any, ...], dict[str, Any]]] = defaultdict(dict)
        self.levels: dict[str, int] = defaultdict(int)
        self.changed: dict[tuple[str, str], None] = {}
        self.anomalies: list[Anomaly] = []
        self.counted: set[str] | None = None
        """Articles with a count, read when first asked."""

    def insert(self, table: Table, **row: Any) -> None:
        """Add a row that is written once."""
        self.rows[table].append(row)

    def put(self, table: Table, **row: Any) -> None:
        """Set a row; the last one of a batch stands."""
        self.puts[table][tuple(row[column.name] for column in table.primary_key)] = row

    def touch(self, kind: str, key: str) -> None:
        """Note that tills have to fetch this again."""
        self.changed.pop((kind, key), None)
        self.changed[kind, key] = None

    def odd(self, kind: str, key: str, **detail: Any) -> None:
        """Note something a person should see."""
        self.anomalies.append(Anomaly(kind, key, detail))
