"""Reach the database: SQLite with one writer at a time, or PostgreSQL; append-only tables guarded by triggers."""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    Table,
    Text,
    bindparam,
    cast,
    create_engine,
    event,
    exc,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.functions import FunctionElement

from pos.domain.errors import UserError
from sync.portal.storage import (
    agenda_tables,  # noqa: F401  # its tables are made with the others
    ledger_tables,
    order_tables,  # noqa: F401  # same
    page_tables,  # noqa: F401  # same
    statistics_tables,
    tables,
    webshop_tables,  # noqa: F401  # same
)
from sync.portal.storage.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Column, ColumnElement
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

AT_ONCE = 100
"""Long rows in one statement of SQLite: a fifth less than one by one (measured); it takes 32,766 values."""
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")


OPERATOR = "comptoir_operator"
OPERATOR_SEES = {
    "member": ("id", "name", "created_ms"),
    "till": ("id", "member", "name", "code", "created_ms", "last_seen_ms"),
    "line": ("inc", "till", "member", "seq", "last_ms"),
    "enrolment": ("user_code", "shop_name", "till_name", "till_code", "state", "created_ms", "expires_ms"),
    "anomaly": ("id", "member", "till", "kind", "at_ms", "resolved_ms"),
}
"""What the chamber's operator may read on PostgreSQL; all else is refused by the database itself."""


ALONE = "SELECT pg_advisory_xact_lock(7305813)"
"""Lets one process of a portal on PostgreSQL prepare the database while the others wait."""
PROJECT_ANEW = "project_anew"
"""Set in the hub's table from a migration until everything derived is there again."""
APPEND_ONLY = (*tables.APPEND_ONLY, *ledger_tables.GUARDED, *statistics_tables.GUARDED)
"""Tables whose rows nobody changes or takes away."""
_UNREACHABLE = (OSError, ImportError, exc.ArgumentError, exc.DatabaseError)


class Database:
    """The portal's database, its schema up to date; `write` is one transaction, `read` a consistent view."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self._mutex = threading.Lock()
        try:
            self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
            prepare(self)
        except _UNREACHABLE as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise UserError("The database {url} cannot be opened: {reason}", url=_shown(url), reason=reason) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction; what is inside is durable when the block ends."""
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._mutex, self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view that waits for nobody."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                try:
                    yield connection
                finally:
                    connection.exec_driver_sql("ROLLBACK")
            return
        view = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with view.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _shown(url: str) -> str:
    """Give the address without a password."""
    head, at, tail = url.rpartition("@")
    return f"{head.partition('://')[0]}://…@{tail}" if at else url


def _sqlite(url: str) -> Engine:
    # An error that is logged names the statement, never the names and addresses in it.
    engine = create_engine(
        url, connect_args={"check_same_thread": False}, poolclass=QueuePool, pool_size=8, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _opened(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _postgresql(url: str) -> Engine:
    return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True)


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; one whose key is there already is an error."""
    _run(connection, table, rows, "new")


def insert_tuples(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows as `insert_new` does, given as tuples: many long rows cost less than as dictionaries."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        sql = _compiled(table, columns, "new", connection.dialect.name)
        connection.exec_driver_sql(sql, tuple(list(column) for column in zip(*rows, strict=True)))
        return
    whole = len(rows) - len(rows) % AT_ONCE
    if whole:
        sql = _compiled(table, columns, "new", "sqlite", AT_ONCE)
        for first in range(0, whole, AT_ONCE):
            connection.exec_driver_sql(sql, tuple(chain.from_iterable(rows[first : first + AT_ONCE])))
    if rows[whole:]:
        connection.exec_driver_sql(_compiled(table, columns, "new", "sqlite"), rows[whole:])


def insert_once(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those whose key is there already change nothing."""
    _run(connection, table, rows, "once")


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, or replace those with the same key."""
    _run(connection, table, rows, "put")


def add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add to the numbers of a row, starting from zero where the key is new."""
    _run(connection, table, rows, "add")


def _run(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], how: str) -> None:
    """Run a statement for many rows at the driver's own speed: SQLAlchemy's binding costs a third of a batch."""
    if not rows:
        return
    columns = tuple(rows[0])
    place = itemgetter(*columns)
    sql = _compiled(table, columns, how, connection.dialect.name)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(sql, [place(row) for row in rows])
        return
    # One statement takes all rows, an array for each column: a row each costs PostgreSQL twice as much (measured).
    connection.exec_driver_sql(sql, tuple([row[name] for row in rows] for name in columns))


@lru_cache(maxsize=256)
def _compiled(table: Table, columns: tuple[str, ...], how: str, dialect: str, rows: int = 1) -> str:
    """Give the statement as the driver takes it, its values in the order of the columns, for some rows of SQLite."""
    names = ", ".join(_quoted(name) for name in columns)
    key = ", ".join(_quoted(column.name) for column in table.primary_key)
    others = [_quoted(name) for name in columns if name not in table.primary_key.columns]
    if dialect == "sqlite":
        places = ", ".join("?" * len(columns))
        values = "VALUES " + ", ".join([f"({places})"] * rows)
    else:
        arrays = ", ".join(f"%b::{_array_of(table.c[name].type)}" for name in columns)
        values = f"SELECT * FROM unnest({arrays})"  # noqa: S608  # names and types of our own tables
    sql = f"INSERT INTO {_quoted(table.name)} ({names}) {values}"
    if how == "new":
        return sql
    if how == "once" or not others:
        return f"{sql} ON CONFLICT DO NOTHING"
    ours = _quoted(table.name)
    fresh = "excluded.{0}" if how == "put" else ours + ".{0} + excluded.{0}"
    sets = ", ".join(f"{name} = {fresh.format(name)}" for name in others)
    return f"{sql} ON CONFLICT ({key}) DO UPDATE SET {sets}"


class _Listed(FunctionElement[str]):
    """The values of a JSON array as a subquery of SQLite; as a function table it would cost twice the time to build."""

    name = "listed"
    inherit_cache = True


@compiles(_Listed, "sqlite")
def _as_subquery(element: _Listed, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(SELECT value FROM json_each{compiler.process(element.clause_expr, **kw)})"  # noqa: S608  # bound


def among(connection: Connection, column: Column[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Tell which rows have one of many values.

    A list of hundreds costs PostgreSQL a comparison of each row with each value once the statement is prepared, half
    the time of a backlog of 10,000 sales (measured); a set is looked up.
    """
    if connection.dialect.name == "sqlite":
        # One value to bind, so that the statement is compiled once; binding hundreds costs more than looking them up.
        listed = _Listed(bindparam(None, msgspec.json.encode(values).decode(), Text))
        return column.bool_op("IN")(listed)
    wanted = func.unnest(cast(bindparam(None, list(values)), ARRAY(Text))).column_valued("wanted")
    return column.in_(select(wanted))


def _array_of(kind: TypeEngine[Any]) -> str:
    """Name the array type; text without its limit, because a cast would cut what is too long and say nothing."""
    for known, name in ((Boolean, "boolean"), (BigInteger, "bigint"), (Integer, "integer"), (LargeBinary, "bytea")):
        if isinstance(kind, known):
            return f"{name}[]"
    return "text[]"


def _quoted(name: str) -> str:
    return f'"{name}"'


def prepare(database: Database) -> None:
    """Create or migrate the schema, and see that append-only tables are guarded."""
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text(ALONE))
        tables.hub.create(connection, checkfirst=True)
        version = int(said(connection, "schema") or 0)
        if version > tables.SCHEMA_VERSION:
            raise UserError("This database was written by a newer portal. Nothing was changed. Update this portal.")
        if version == 0:
            tables.metadata.create_all(connection, checkfirst=True)
            _guard(connection, APPEND_ONLY, sqlite=database.is_sqlite)
            keep(connection, "schema", str(tables.SCHEMA_VERSION))
            keep(connection, "generation", "1")
            keep(connection, "signing_key", secrets.token_hex(32))
            keep(connection, "token_key", secrets.token_hex(32))
        elif version < tables.SCHEMA_VERSION:
            known = set(inspect(connection).get_table_names())
            migrate(connection, version)
            # Only what is new: a guard that somebody took away must be seen, not put back in silence.
            _guard(connection, [t for t in APPEND_ONLY if t.name not in known], sqlite=database.is_sqlite)
            keep(connection, "schema", str(tables.SCHEMA_VERSION))
            keep(connection, PROJECT_ANEW, "1")
        _assert_guarded(connection, sqlite=database.is_sqlite)
        if not database.is_sqlite:
            _let_operator_in(connection)


def _let_operator_in(connection: Connection) -> None:
    """Let the chamber's operator see that things run, where the role exists: never what a member sold."""
    known = text("SELECT count(*) FROM pg_roles WHERE rolname = :name")
    if connection.execute(known, {"name": OPERATOR}).scalar_one():
        for table, columns in OPERATOR_SEES.items():
            connection.exec_driver_sql(f"GRANT SELECT ({', '.join(columns)}) ON {table} TO {OPERATOR}")


def restored(database: Database) -> int:
    """Note that a copy of this database was put back in use: tills fetch everything anew. Give its generation.

    It goes up by chance and not by one: one copy put back twice must not be taken for the same database.
    """
    with database.write() as connection:
        generation = int(said(connection, "generation") or 1) + 1 + secrets.randbelow(1 << 20)
        keep(connection, "generation", str(generation))
    return generation


def said(connection: Connection, key: str) -> str | None:
    """Read what the portal knows of itself."""
    return connection.execute(select(tables.hub.c.value).where(tables.hub.c.key == key)).scalar_one_or_none()


def keep(connection: Connection, key: str, value: str) -> None:
    """Keep something that the portal knows of itself."""
    put(connection, tables.hub, [{"key": key, "value": value}])


def secret_of(database: Database, key: str) -> str:
    """Give a secret of the portal, 64 hexadecimal digits; made at its first use, the same for all its processes."""
    with database.write() as connection:
        insert_once(connection, tables.hub, [{"key": key, "value": secrets.token_hex(32)}])
        return str(said(connection, key))


def _guard(connection: Connection, wanted: Iterable[Table], *, sqlite: bool) -> None:
    for table in wanted:
        for statement in _guards(table, sqlite=sqlite):
            connection.exec_driver_sql(statement)


def _guards(table: Table, *, sqlite: bool) -> list[str]:
    name = table.name
    if sqlite:
        return [
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name}"
            " BEGIN SELECT RAISE(ABORT, 'append only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'append only'; END $$",
        f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION append_only()",
    ]


def _assert_guarded(connection: Connection, *, sqlite: bool) -> None:
    for table in APPEND_ONLY:
        if sqlite:
            query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
        else:
            query = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = CAST(:name AS regclass)"
        if not connection.execute(text(query), {"name": table.name}).scalar_one():
            raise UserError("The table {name} of this database is not kept append-only any more.", name=table.name)
