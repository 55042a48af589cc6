"""Read a shop file without leaving a trace, even while a till writes it: look at it, or copy it whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRIES = 5


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that changes nothing; SQLite makes no files beside one that has no log to be read."""
    with closing(_connect(path, alone=not _has_log(path))) as connection:
        yield connection


def copy_database(source: Path, target: Path) -> None:
    """Write one moment of a database, its log included, to a new file that needs no other file beside it."""
    for attempt in range(TRIES):
        alone = not _has_log(source) and attempt < TRIES - 1
        before = source.stat()
        with closing(_connect(source, alone=alone)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode=DELETE")
        after = source.stat()
        if not alone or (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            return


def _has_log(path: Path) -> bool:
    """Tell whether commits lie beside the file that are not in it yet."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(path: Path, *, alone: bool) -> sqlite3.Connection:
    # An immutable file is read without locks and without making -wal and -shm, in read-only folders too.
    uri = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA busy_timeout=5000")
    return connection
