"""The entry being projected, and the connection its projections are written on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Row(NamedTuple):
    """Where an entry stands in the journal."""

    connection: Connection
    n: int
    inc: bytes
    seq: int


BUMP = "INSERT INTO counter(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = value + excluded.value"


def bump(row: Row, key: str, by: int = 1) -> None:
    """Add to a counter that never resets."""
    row.connection.exec_driver_sql(BUMP, (key, by))
