"""Bring an older shop file to the newest schema, one numbered step after the other, with a backup first."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from pos.shopfile import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from alembic.operations import Operations
    from sqlalchemy import Connection

    from pos.clock import Clock


def _second(operations: Operations) -> None:
    """Name the version of each article, and keep what the portal says of stock and of lost entries."""
    run = operations.get_bind().exec_driver_sql
    run("ALTER TABLE product ADD COLUMN state BLOB NOT NULL DEFAULT x''")
    for row in run("SELECT id, json_extract(payload, '$.product.id') FROM entry WHERE type = 'product.changed'").all():
        run("UPDATE product SET state = ? WHERE id = ?", (row[0], bytes.fromhex(row[1])))
    run("CREATE INDEX entry_first ON entry (n) WHERE seq = 1")
    run("CREATE INDEX entry_adopted ON entry (adopted) WHERE adopted IS NOT NULL")
    run("CREATE INDEX stock_move_entry ON stock_move (entry)")
    run(
        "CREATE TABLE stock_remote (product BLOB NOT NULL, offset_milli INTEGER NOT NULL, PRIMARY KEY (product))"
        " WITHOUT ROWID"
    )
    run(
        "CREATE TABLE recovered (inc BLOB NOT NULL, seq INTEGER NOT NULL, payload BLOB NOT NULL, prev BLOB NOT NULL,"
        " hash BLOB NOT NULL, PRIMARY KEY (inc, seq)) WITHOUT ROWID"
    )


STEPS: Mapping[int, Callable[[Operations], None]] = {2: _second}
"""Schema version reached to the step that reaches it; a released step is never edited."""


def migrate(
    connection: Connection,
    path: Path,
    keep_in: Path,
    clock: Clock,
    *,
    steps: Mapping[int, Callable[[Operations], None]] = STEPS,
    newest: int = tables.SCHEMA_VERSION,
) -> Path:
    """Copy the file to `keep_in`, then run every missing step, each in its own transaction; give the copy."""
    from alembic.migration import MigrationContext  # noqa: PLC0415  # 300 ms that only an upgrade pays
    from alembic.operations import Operations  # noqa: PLC0415

    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    keep_in.mkdir(parents=True, exist_ok=True)
    copy = keep_in / f"{path.stem}-v{version}-{clock.now():%Y%m%d-%H%M%S}.shop"
    target = sqlite3.connect(copy)
    with target:
        raw.backup(target)
    target.close()
    for reached in range(version + 1, newest + 1):
        with connection.begin():
            steps[reached](Operations(MigrationContext.configure(connection)))
            connection.exec_driver_sql(f"PRAGMA user_version={reached}")
    return copy
