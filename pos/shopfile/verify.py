"""Re-read a shop file from its first byte and say whether anything in it was changed, lost or miscounted."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pos.domain import facts
from pos.domain.errors import UserError
from pos.shopfile import recovered, tables
from pos.shopfile.cells import read_cells, record_layout
from pos.shopfile.engine import told_in_words
from pos.shopfile.figures import Figures
from pos.shopfile.problems import Findings, Problem
from pos.shopfile.rebuild import Rebuild
from pos.shopfile.snapshot import copy_database
from pos.shopfile.walk import Key, Line, Stored, entry_keys, read_entries
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Problem", "Verification", "verify"]

FILE = "file"
PROGRESS_STEP = 250


class Verification(msgspec.Struct, frozen=True):
    """What was read and what is wrong with it; `sales` counts sales without refunds and training."""

    ok: bool
    entries: int
    incarnations: int
    sales: int
    problems: tuple[Problem, ...]


def verify(path: Path, progress: Callable[[int, int], None] | None = None) -> Verification:
    """Verify a shop file, which may be in use; raises `UserError` for what cannot be read as a shop file at all.

    `progress` hears (entries done, entries in all). Everything is read from a copy of one moment.
    """
    if not path.is_file():
        raise UserError("There is no shop file at {path}. Check the folder.", path=str(path))
    with tempfile.TemporaryDirectory(prefix="comptoir-verify-") as folder, told_in_words(path):
        copy = Path(folder) / "copy"
        _copy(path, copy)
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
            # A changed byte may leave text that is no UTF-8: it is compared, not complained about.
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            _check_header(connection, path)
            rebuilt = Rebuild(Path(folder) / "rebuilt")
            try:
                return _Audit(connection, copy, rebuilt).run(progress or (lambda _done, _all: None))
            finally:
                rebuilt.close()


def _copy(path: Path, copy: Path) -> None:
    try:
        copy_database(path, copy)
    except sqlite3.DatabaseError:
        # What SQLite does not copy may still be read in part.
        copy.unlink(missing_ok=True)
        shutil.copyfile(path, copy)
        log = path.with_name(path.name + "-wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name(copy.name + "-wal"))


def _check_header(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != tables.APPLICATION_ID:
        raise UserError("{name} is no shop file of Comptoir. Nothing was changed in it.", name=path.name)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > tables.SCHEMA_VERSION:
        raise UserError("{name} was written by a newer Comptoir. Verify it with that one.", name=path.name)
    if version < tables.SCHEMA_VERSION:
        raise UserError("{name} is of an older Comptoir. Open it in the till once, then verify it.", name=path.name)


class _Audit:
    """One verification under way."""

    def __init__(self, connection: sqlite3.Connection, path: Path, rebuilt: Rebuild) -> None:
        self._connection = connection
        self._path = path
        self._rebuilt = rebuilt
        self._findings = Findings()
        self._figures = Figures()
        self._lines: dict[bytes, Line] = {}
        self._ids: dict[bytes, Key] = {}
        self._receipts: dict[int, str] | None = None
        self._layouts: dict[int, tuple[int, bytes]] | None = None
        self._whole = True
        self._entries = 0

    def run(self, progress: Callable[[int, int], None]) -> Verification:
        """Check everything, the journal first."""
        self._read_layouts()
        keys = entry_keys(self._connection)
        if not keys:
            self._findings.add(FILE, tr("There is no entry in the journal."))
        for done, (key, entry) in enumerate(read_entries(self._connection, keys), 1):
            self._entry(key, entry)
            if done % PROGRESS_STEP == 0 or done == len(keys):
                progress(done, len(keys))
        self._entries = len(keys)
        if self._whole:
            self._rebuilt.compare(self._connection, self._findings)
        else:
            self._findings.add(FILE, tr("The tables were not compared with the journal: entries of it are damaged."))
        self._check_recovered()
        self._check_schema()
        self._check_search_index()
        self._check_integrity()
        found = self._findings.problems()
        return Verification(not found, self._entries, len(self._lines), self._figures.sales, found)

    def _entry(self, key: Key, entry: Stored | str) -> None:
        line = self._lines.get(key.inc)
        first = line is None
        if line is None:
            line = self._lines[key.inc] = Line(key.inc)
        if isinstance(entry, str):
            line.skip(key.seq)
            self._damaged(key, entry)
            return
        wrong = line.follow(entry) or self._layout_problem(entry)
        if wrong:
            self._damaged(key, wrong)
            return
        if first and (entry.seq != 1 or line.public_key is None):
            self._problem(key, tr("No opening entry begins this incarnation: its signatures cannot be checked."))
        if self._header_differs(entry):
            self._damaged(key, tr("The columns of this entry are not those of its content."))
        elif entry.adopted is not None:
            self._adopted(key, entry, entry.adopted)
        else:
            self._fact(key, entry)

    def _layout_problem(self, entry: Stored) -> str | None:
        if self._layouts is None:
            return None
        # The row's number is the table's key: its column is stored as NULL.
        if self._layouts.get(entry.n) == record_layout((None, *entry[1:])):
            return None
        return tr("This entry was changed after it was recorded: its record is not laid out as it was written.")

    @staticmethod
    def _header_differs(entry: Stored) -> bool:
        try:
            known = facts.header(entry.payload)
        except msgspec.MsgspecError:
            return True
        return (known.id, known.type, known.v) != (entry.id.hex(), entry.type, entry.v)

    def _adopted(self, key: Key, entry: Stored, origin: str) -> None:
        """An adopted entry has the bytes of its original, and is counted there."""
        try:
            inc, seq, digest = origin.split(":")
            original = self._connection.execute(
                "SELECT payload, hash FROM entry WHERE inc = ?1 AND seq = ?2 AND lower(hex(hash)) = ?3"
                " UNION ALL SELECT payload, hash FROM recovered WHERE inc = ?1 AND seq = ?2 LIMIT 1",
                (bytes.fromhex(inc), int(seq), digest),
            ).fetchone()
        except (ValueError, sqlite3.DatabaseError):
            original, digest = None, ""
        if original is None or original[1].hex() != digest or original[0] != entry.payload:
            self._problem(key, tr("This entry was carried over from one that is not in the file."))

    def _fact(self, key: Key, entry: Stored) -> None:
        twin = self._ids.setdefault(entry.id, key)
        if twin is not key:
            self._problem(key, tr("The same fact was recorded as entry {name} already.", name=twin.name))
        try:
            fact = facts.decode(entry.payload)
        except msgspec.MsgspecError:
            self._damaged(key, tr("The content of this entry is of a kind that this Comptoir does not know."))
            return
        if isinstance(fact, facts.JournalOpened):
            self._parent(key, fact)
        for wrong in self._figures.take(entry.inc, fact):
            self._problem(key, wrong)
        if not self._rebuilt.project(entry.n, entry.inc, entry.seq, fact):
            self._damaged(key, tr("This entry contradicts those before it."))

    def _parent(self, key: Key, opened: facts.JournalOpened) -> None:
        if opened.parent is None:
            if len(self._lines) > 1:
                self._problem(key, tr("This incarnation does not say which one it follows."))
            return
        parent = self._lines.get(bytes.fromhex(opened.parent.inc))
        if parent is None or parent.seq != opened.parent.seq or parent.hash.hex() != opened.parent.hash:
            self._problem(key, tr("This incarnation does not follow the last entry of the one before it."))

    def _damaged(self, key: Key, sentence: str) -> None:
        self._whole = False
        self._figures.lose_track()
        self._problem(key, sentence)

    def _problem(self, key: Key, sentence: str) -> None:
        if self._receipts is None:
            self._receipts = {}
            with suppress(sqlite3.DatabaseError):
                self._receipts.update(self._connection.execute("SELECT entry, receipt FROM sale WHERE origin = ''"))
        receipt = self._receipts.get(key.n)
        self._findings.add(f"{key.name}, {receipt}" if receipt else key.name, sentence)

    def _read_layouts(self) -> None:
        with suppress(sqlite3.DatabaseError):
            row = self._connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()
            if row is not None and not self._path.with_name(self._path.name + "-wal").exists():
                self._layouts = {cell.rowid: (cell.size, cell.header) for cell in read_cells(self._path, row[0])}

    def _check_recovered(self) -> None:
        keys = {inc: line.public_key for inc, line in self._lines.items()}
        try:
            for name, sentence in recovered.problems(self._connection, keys):
                self._findings.add(name, sentence)
        except (sqlite3.DatabaseError, TypeError, AssertionError) as error:
            self._findings.add("table recovered", tr("It cannot be read: {cause}.", cause=str(error)))

    def _check_schema(self) -> None:
        query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY sql"
        if [row[0] for row in self._connection.execute(query)] != sorted(tables.TRIGGERS):
            self._findings.add(
                FILE, tr("The journal is not kept append-only: its two triggers are not as they were made.")
            )

    def _check_search_index(self) -> None:
        try:
            active = self._connection.execute("SELECT count(*) FROM product WHERE archived = 0").fetchone()[0]
            for table in ("product_words", "product_fragments"):
                indexed = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                if indexed != active:
                    sentence = tr("It holds {indexed} articles, the shop has {active}.", indexed=indexed, active=active)
                    self._findings.add(f"table {table}", sentence)
        except sqlite3.DatabaseError as error:
            self._findings.add("table product_words", tr("It cannot be read: {cause}.", cause=str(error)))

    def _check_integrity(self) -> None:
        try:
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check(20)")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
        for finding in found:
            if finding != "ok":
                self._findings.add(FILE, tr("SQLite finds: {finding}", finding=" ".join(finding.split())))
