"""A copy of a portal's database while it serves: SQLite's own backup, read again before it counts as one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from sync.portal.storage.engine import Database


def back_up(database: Database, to: Path) -> int:
    """Copy the database into a new file; give its size in bytes. What was there before is replaced at the end only.

    A portal that is put back from it must be told so (`portal restored`): then every till sends what the copy lacks.
    """
    name = database.engine.url.database
    if not database.is_sqlite or not name:
        raise UserError("PostgreSQL has its own tool for this: pg_dump. Nothing was copied.")
    fresh = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        address = f"file:{Path(name).resolve()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy, pages=1000)
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise UserError("The copy is damaged: {reason}. The portal itself goes on; try another disk.", reason=found)
        with fresh.open("rb+") as written:
            os.fsync(written.fileno())
        size = fresh.stat().st_size
        fresh.replace(to)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            "The copy could not be written to {file}: {reason}. An earlier copy there is untouched.",
            file=str(to),
            reason=str(error),
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return size
