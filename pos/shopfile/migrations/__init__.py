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


def _third(operations: Operations) -> None:
    """Places, goods receipts, purchases, suppliers, pictures and tickets."""
    run = operations.get_bind().exec_driver_sql
    for statement in (
        "ALTER TABLE product ADD COLUMN supplier TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE product ADD COLUMN family TEXT NOT NULL DEFAULT ''",
        "UPDATE product SET supplier = coalesce(json_extract(body, '$.supplier'), '')",
        "CREATE INDEX product_name ON product (name)",
        "ALTER TABLE stock_move ADD COLUMN place TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE stock_move ADD COLUMN entry_n INTEGER NOT NULL DEFAULT 0",
        "CREATE TEMP TABLE first_entry AS SELECT id, min(n) AS n FROM entry GROUP BY id",
        "CREATE UNIQUE INDEX temp.first_entry_id ON first_entry (id)",
        "UPDATE stock_move SET entry_n = (SELECT f.n FROM first_entry f WHERE f.id = stock_move.entry)",
        "DROP TABLE first_entry",
        "CREATE TABLE stock_place (product BLOB NOT NULL, place TEXT NOT NULL, quantity_milli INTEGER NOT NULL,"
        " PRIMARY KEY (product, place)) WITHOUT ROWID",
        "CREATE TABLE received_line (entry BLOB NOT NULL, position INTEGER NOT NULL, entry_n INTEGER NOT NULL,"
        " product BLOB NOT NULL, quantity_milli INTEGER NOT NULL, cost_minor INTEGER, lot TEXT NOT NULL,"
        " expires TEXT NOT NULL, supplier TEXT NOT NULL, purchase TEXT NOT NULL, document TEXT NOT NULL,"
        " PRIMARY KEY (entry, position)) WITHOUT ROWID",
        "CREATE INDEX received_line_product ON received_line (product)",
        "CREATE INDEX received_line_expires ON received_line (expires) WHERE expires <> ''",
        "CREATE TABLE purchase (id TEXT NOT NULL, number TEXT NOT NULL, supplier TEXT NOT NULL,"
        " open INTEGER NOT NULL, ordered_n INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (id))",
        "CREATE TABLE supplier (name TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (name))",
        "CREATE TABLE picture (sha256 TEXT NOT NULL, media_type TEXT NOT NULL, body BLOB NOT NULL,"
        " PRIMARY KEY (sha256))",
        "CREATE TABLE ticket (id TEXT NOT NULL, event INTEGER NOT NULL, sale TEXT NOT NULL, line TEXT NOT NULL,"
        " text TEXT NOT NULL, event_name TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',"
        " training INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0, admitted_ms INTEGER,"
        " PRIMARY KEY (id))",
        "CREATE INDEX ticket_event ON ticket (event)",
        "CREATE INDEX ticket_sale ON ticket (sale)",
        "CREATE TABLE admission (id TEXT NOT NULL, ticket TEXT NOT NULL, at_ms INTEGER NOT NULL,"
        " undone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (id))",
        "CREATE INDEX admission_ticket ON admission (ticket)",
        "CREATE TABLE heard (id TEXT NOT NULL, generation INTEGER NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID",
        # What the portal told and an older till did not listen to is told again.
        "DELETE FROM sync WHERE k = 'cursor'",
        "CREATE TABLE supplier_contact (name TEXT NOT NULL, person TEXT NOT NULL, email TEXT NOT NULL,"
        " phone TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (name))",
    ):
        run(statement)


def _fourth(operations: Operations) -> None:
    """Let tickets stand in the list that the portal gave back: their numbers may be given twice, after an image."""
    run = operations.get_bind().exec_driver_sql
    run("ALTER TABLE sale RENAME TO sale_before")
    run(
        "CREATE TABLE sale (n INTEGER NOT NULL, id BLOB NOT NULL, receipt TEXT NOT NULL, entry INTEGER NOT NULL,"
        " at TEXT NOT NULL, business_day TEXT NOT NULL, total_minor INTEGER NOT NULL, cashier TEXT NOT NULL,"
        " training INTEGER NOT NULL, refunds BLOB, profile INTEGER NOT NULL, origin TEXT DEFAULT '' NOT NULL,"
        " PRIMARY KEY (n), UNIQUE (id))"
    )
    run("INSERT INTO sale SELECT *, '' FROM sale_before")
    run("DROP TABLE sale_before")
    run("CREATE INDEX sale_day ON sale (business_day)")
    run("CREATE INDEX sale_refunds ON sale (refunds) WHERE refunds IS NOT NULL")
    run("CREATE UNIQUE INDEX sale_receipt ON sale (receipt) WHERE origin = ''")
    run("CREATE INDEX sale_recovered ON sale (receipt) WHERE origin != ''")
    run("ALTER TABLE recovered ADD COLUMN sig BLOB NOT NULL DEFAULT x''")
    run("ALTER TABLE recovered ADD COLUMN adopted TEXT")


def _fifth(operations: Operations) -> None:
    """Orders placed on the portal get a table, and the portal tells them again; favourites get an index."""
    run = operations.get_bind().exec_driver_sql
    run(
        "CREATE TABLE online_order (id TEXT NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL,"
        " pick_from_ms INTEGER NOT NULL, pick_until_ms INTEGER NOT NULL, placed_ms INTEGER NOT NULL,"
        " n INTEGER NOT NULL, answer TEXT DEFAULT '' NOT NULL, answer_id TEXT DEFAULT '' NOT NULL,"
        " heard INTEGER DEFAULT 1 NOT NULL, missing BLOB DEFAULT x'5b5d' NOT NULL, sale TEXT DEFAULT '' NOT NULL,"
        " body BLOB NOT NULL, PRIMARY KEY (id))"
    )
    run("CREATE INDEX online_order_code ON online_order (code)")
    run("CREATE INDEX online_order_state ON online_order (state, pick_from_ms)")
    run("DELETE FROM sync WHERE k = 'cursor' OR k LIKE 'order:%'")
    run("CREATE INDEX IF NOT EXISTS product_favourite ON product (favourite) WHERE favourite IS NOT NULL")


STEPS: Mapping[int, Callable[[Operations], None]] = {2: _second, 3: _third, 4: _fourth, 5: _fifth}
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
