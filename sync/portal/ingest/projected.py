"""Rows that follow from a batch of entries, gathered first and written together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

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
        self.sold: dict[str, int] = defaultdict(int)
        self.changed: dict[tuple[str, str], None] = {}
        self.anomalies: list[Anomaly] = []
        self._undo: list[Callable[[], object]] = []
        self.counted: set[str] | None = None
        """Articles with a count, read when first asked."""

    def begin(self) -> None:
        """Begin a new entry: what follows is taken back together."""
        self._undo.clear()

    def take_back(self) -> None:
        """Forget what the present entry added: it is held without its effects."""
        while self._undo:
            self._undo.pop()()

    def insert(self, table: Table, **row: Any) -> None:
        """Add a row that is written once."""
        rows = self.rows[table]
        rows.append(row)
        self._undo.append(rows.pop)

    def put(self, table: Table, **row: Any) -> None:
        """Set a row; the last one of a batch stands."""
        puts, key = self.puts[table], tuple(row[column.name] for column in table.primary_key)
        before = puts.get(key)
        puts[key] = row
        self._undo.append(lambda: puts.pop(key) if before is None else puts.__setitem__(key, before))

    def shelve(self, product: str, quantity_milli: int) -> None:
        """Move a level."""
        self.levels[product] += quantity_milli
        self._undo.append(lambda: self.levels.__setitem__(product, self.levels[product] - quantity_milli))
        self.touch("stock", product)

    def rung_up(self, product: str) -> None:
        """Count an article once more among what sells."""
        self.sold[product] += 1
        self._undo.append(lambda: self.sold.__setitem__(product, self.sold[product] - 1))

    def touch(self, kind: str, key: str) -> None:
        """Note that tills have to fetch this again; once too often does no harm."""
        self.changed.pop((kind, key), None)
        self.changed[kind, key] = None

    def odd(self, kind: str, key: str, **detail: Any) -> None:
        """Note something a person should see."""
        self.anomalies.append(Anomaly(kind, key, detail))
        self._undo.append(self.anomalies.pop)
