"""Open the shop file with the pragmas that keep a sale safe: one writer, read-only readers."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool, StaticPool

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged sales at a power cut (measured)
    "foreign_keys=ON",
    "wal_autocheckpoint=0",  # the writer checkpoints when idle, never inside a sale
    "temp_store=MEMORY",
    "busy_timeout=5000",
    "fullfsync=1",  # macOS: a plain fsync does not reach the disk
)
READER_PRAGMAS = ("query_only=1", "temp_store=MEMORY", "busy_timeout=5000")


def writer_engine(path: Path) -> Engine:
    """Give the engine of the one writing connection; every transaction takes the write lock at once."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, isolation_level=None, check_same_thread=False),
        poolclass=StaticPool,
    )

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: Any, _record: object) -> None:
        for pragma in WRITER_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    # A deferred transaction that reads first and writes later fails at once when another
    # writer committed in between, whatever the busy timeout; IMMEDIATE waits instead.
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reader_engine(path: Path) -> Engine:
    """Give an engine of read-only connections, one per thread that asks."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, isolation_level=None, check_same_thread=False),
        poolclass=QueuePool,
        pool_size=4,
    )

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: Any, _record: object) -> None:
        for pragma in READER_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    _begin_with(engine, "BEGIN")
    return engine


def _begin_with(engine: Engine, statement: str) -> None:
    """Begin every transaction with this statement; the driver's connection begins none by itself.

    On the dialect, because one listener for "begin" makes SQLAlchemy look for listeners at every statement
    (2 µs each, measured).
    """

    def begin(connection: Any) -> None:
        connection.execute(statement)

    engine.dialect.do_begin = begin  # type: ignore[method-assign, assignment]


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Turn what the disk or SQLite refuses into a sentence that says what is safe and what to do."""
    try:
        yield
    except (sqlite3.Error, exc.DBAPIError, OSError) as error:
        cause = str(getattr(error, "orig", None) or error).lower()
        known = _sentence(cause, path)
        if known is None:
            raise
        raise known from error


def _sentence(cause: str, path: Path) -> UserError | None:
    for words, told in (
        (("disk i/o error",), _failing_disk),
        (("full", "no space"), _full_disk),
        (("readonly", "read-only", "permission"), _no_right_to_write),
        (("locked",), _held),
        (("malformed", "not a database", "corrupt"), _damaged),
        (("unable to open", "no such file", "is a directory"), _absent),
    ):
        if any(word in cause for word in words):
            return told(path)
    return None


def _failing_disk(path: Path) -> UserError:
    return UserError(
        "The disk failed to read or write {name}: it is full or wearing out. Nothing of this was recorded;"
        " everything before it is safe. Free some space, back up to another disk, then try again.",
        name=path.name,
    )


def _full_disk(path: Path) -> UserError:
    return UserError(
        "The disk cannot take more ({name}). Nothing of this was recorded; everything before it is safe."
        " Free some space, then try again.",
        name=path.name,
    )


def _no_right_to_write(path: Path) -> UserError:
    return UserError(
        "The shop file {name} cannot be written. Nothing was lost."
        " Give this user write access to its folder, then start again.",
        name=path.name,
    )


def _held(path: Path) -> UserError:
    return UserError("The shop file {name} is held by another program. Close it, then try again.", name=path.name)


def _damaged(path: Path) -> UserError:
    return UserError(
        "The file {name} is damaged or is no shop file. Nothing was changed in it. Restore the last backup.",
        name=path.name,
    )


def _absent(path: Path) -> UserError:
    return UserError("There is no shop file at {path}. Check the folder.", path=str(path))
