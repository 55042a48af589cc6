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
    """Give a connection that changes nothing, and makes no files beside one that no till has open."""
    with closing(_connect(path, alone=not _is_in_use(path))) as connection:
        yield connection


def copy_database(source: Path, target: Path) -> None:
    """Write one moment of a database, its log included, to a new file that needs no other file beside it."""
    for attempt in range(TRIES):
        alone = not _is_in_use(source) and attempt < TRIES - 1
        before = source.stat()
        with closing(_connect(source, alone=alone)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode=DELETE")
        after = source.stat()
        # A till that was started meanwhile may have written.
        if not alone or (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            return


def _is_in_use(path: Path) -> bool:
    """Tell whether a till has the file open, or left commits beside it when it died."""
    return path.with_name(path.name + "-wal").exists()


def _connect(path: Path, *, alone: bool) -> sqlite3.Connection:
    # An immutable file is read without locks and without making -wal and -shm, in read-only folders too.
    uri = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA busy_timeout=5000")
    return connection
