"""The shop's one file, open: a single writer with its journal, read-only readers, and the fence beside it."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import exc

from pos.clock import PortalTime
from pos.domain.errors import UserError
from pos.identity import Identities
from pos.shopfile import tables
from pos.shopfile.engine import reader_engine, told_in_words, writer_engine
from pos.shopfile.fence import Fence, Mark
from pos.shopfile.glance import Glance
from pos.shopfile.incarnation import adopt_after, continue_or_fork, open_behind, unused_name
from pos.shopfile.journal import Head, Journal, fresh_head
from pos.shopfile.keys import KeyRing, SigningKey
from pos.shopfile.lock import ShopLock
from pos.shopfile.migrations import migrate
from pos.shopfile.snapshot import looking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from pos.clock import Clock

CHECK_AT_ONCE_BYTES = 32 * 2**20
"""A larger file is checked for damage while one sells: half a second for 500 MB (measured)."""
QUIET_S, LONGEST_WAIT_S = 0.02, 0.2
"""How long nothing was written when the counter is at rest; how long another thread waits for that."""


class ShopFile:
    """Everything the till reads and writes; create with `open_shop`."""

    def __init__(self, path: Path, machine: Path, clock: Clock, *, system_keys: bool = True) -> None:
        self.path = path
        self.clock = clock
        self.identities = Identities(clock)
        self.fork_reason: str | None = None
        """Why a new incarnation was opened at this start, if one was."""
        self.machine = machine
        """This machine's own folder, never backed up with the file."""
        self._mutex = threading.RLock()
        self._lock = ShopLock(path)
        self._keys = KeyRing(machine / "keys", use_system=system_keys)
        self._fence = Fence(machine / "fences", path)
        self._writer = writer_engine(path)
        self._readers = reader_engine(path)
        self._glance = Glance(path)
        self._connection: Connection | None = None
        self.heard: PortalTime | None = None
        """What the portal's clock said last; every stamp from then on carries its time."""
        self._joint: Journal | None = None
        self._joint_thread = 0
        self._written = 0.0
        self.changes = 0
        """Commits since the file was opened; backups ask whether anything changed."""
        self.backed_up_changes = -1
        """What `changes` was at the last automatic backup."""
        try:
            with told_in_words(path):
                self._connection = self._writer.connect()
                _prepare(self._connection, path, self.machine, clock)
                self.heard = _heard(self._connection)
                self.head: Head
                self._key: SigningKey
                self.head, self._key, self.fork_reason = continue_or_fork(
                    self._connection, self._keys, self._fence, self.clock, self.identities
                )
                self._fence.write(Mark(*self.head[:3]))
        except BaseException:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[Journal]:
        """One transaction: everything appended inside is on disk when the block ends, or nothing is."""
        with self._mutex, told_in_words(self.path):
            assert self._connection is not None, "the shop file is closed"
            if self._joint is not None:
                with self._part(self._joint):
                    yield self._joint
                return
            with self._connection.begin():
                journal = Journal(self._connection, self.head, self._key, self.clock, self.identities, self.heard)
                yield journal
            self._committed(journal)

    def give_way(self) -> None:
        """Let the counter go first: called by a thread that has time, before each piece of its work.

        It waits for a commit under way, and while others follow at once, but no longer than `LONGEST_WAIT_S`: two
        threads that compute at the same time are felt in the time of a commit (measured).
        """
        until = time.monotonic() + LONGEST_WAIT_S
        with self._mutex:
            pass
        while time.monotonic() < min(until, self._written + QUIET_S):
            time.sleep(QUIET_S / 2)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of what this thread does inside: all of it is on disk when the block ends, or nothing.

        For work that belongs together or is plenty (a replayed day, a demo shop). A write inside that fails
        takes back its own part only; what is read inside sees what was written inside.
        """
        with self._mutex, told_in_words(self.path):
            assert self._connection is not None, "the shop file is closed"
            assert self._joint is None, "together is not nested"
            with self._connection.begin():
                self._joint = Journal(self._connection, self.head, self._key, self.clock, self.identities, self.heard)
                self._joint_thread = threading.get_ident()
                try:
                    yield
                finally:
                    joint, self._joint, self._joint_thread = self._joint, None, 0
            self._committed(joint)

    @contextmanager
    def keep(self) -> Iterator[Connection]:
        """One transaction on the tables of this machine (drafts, print jobs); flushed with the next sale.

        A kill loses nothing of it; only a power cut may lose the last moments, and no sale is in here.
        """
        with self._mutex, told_in_words(self.path):
            assert self._connection is not None, "the shop file is closed"
            if self._joint is not None:
                with self._part(self._joint):
                    yield self._connection
                return
            raw = self._connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA synchronous=NORMAL")
            try:
                with self._connection.begin():
                    yield self._connection
            finally:
                raw.execute("PRAGMA synchronous=FULL")
            self.changes += 1

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent read-only view; never waits for a writer. Keep it short: the WAL waits for it."""
        if self._joint is not None and self._joint_thread == threading.get_ident():
            yield self._joint.connection
            return
        with told_in_words(self.path), self._readers.connect() as connection, connection.begin():
            yield connection

    def glance(self, query: str, values: Sequence[object]) -> list[Any]:
        """Answer one query at once: for what is asked at every key."""
        if self._joint is not None and self._joint_thread == threading.get_ident():
            raw = self._joint.connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            return raw.execute(query, values).fetchall()
        return self._glance.ask(query, values)

    def roll_over(self, reason: str, *, common_seq: int, known: Iterable[bytes] = ()) -> int:
        """Freeze this incarnation and go on in a new one; give how many entries were carried over.

        For a fork met at the portal: what it does not share with us, everything behind `common_seq`, is carried
        over by reference, so that each fact counts once wherever it arrives. The new one's letters are none of
        those of the `known` incarnations.
        """
        with self._mutex, told_in_words(self.path):
            assert self._connection is not None, "the shop file is closed"
            assert self._joint is None, "no fork inside a transaction"
            old = self.head
            with self._connection.begin():
                fresh = fresh_head(unused_name(self._connection, known))
                journal = Journal(self._connection, fresh, self._key, self.clock, self.identities, self.heard)
                open_behind(journal, old, reason)
                carried = adopt_after(journal, old.inc, common_seq)
            self._committed(journal)
            self.fork_reason = reason
            return carried

    def carry_over(self, inc: bytes, *, common_seq: int) -> int:
        """Carry what the portal does not share of an earlier incarnation into the present one; give how many."""
        with self.write() as journal:
            return adopt_after(journal, inc, common_seq)

    def check_large(self) -> None:
        """Look for damage in a file too large to be checked before the first sale; for a background thread."""
        if self.path.stat().st_size > CHECK_AT_ONCE_BYTES:
            with self.read() as connection:
                damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if damage != "ok":
                    raise sqlite3.DatabaseError("malformed: " + str(damage))

    def checkpoint(self) -> None:
        """Move the log into the file; call when nobody is selling.

        It does not wait for readers: what they still need stays in the log until the next time, and the next sale
        would wait as well.
        """
        with self._mutex, told_in_words(self.path):
            if self._connection is not None:
                raw = self._connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                patience = raw.execute("PRAGMA busy_timeout").fetchone()[0]
                raw.execute("PRAGMA busy_timeout=0")
                try:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    raw.execute(f"PRAGMA busy_timeout={patience}")

    def hear(self, hub_ms: int) -> None:
        """Remember what the portal's clock says now."""
        clock = self.clock
        heard = PortalTime(hub_ms, int(clock.now().timestamp() * 1000), clock.mono_ms(), clock.boot)
        with self.keep() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO sync(k, val) VALUES ('hub_clock', ?)", (msgspec.json.encode(heard),)
            )
        self.heard = heard

    def sign(self, digest: bytes) -> bytes:
        """Sign 32 bytes with the till's key."""
        return self._key.sign(digest)

    @property
    def public_key(self) -> bytes:
        """The public half of the till's key."""
        return self._key.public

    def _committed(self, journal: Journal) -> None:
        if journal.head[:2] != self.head[:2]:
            self.head = journal.head
            self._fence.write(Mark(*self.head[:3]))
        self.changes += 1
        self._written = time.monotonic()

    @contextmanager
    def _part(self, journal: Journal) -> Iterator[None]:
        """A write inside `together`: when it fails, only its own entries are taken back."""
        head, run = journal.head, journal.connection.exec_driver_sql
        run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            journal.back_to(head)
            # On a full disk SQLite may have rolled the whole transaction back already.
            with suppress(exc.DBAPIError):
                run("ROLLBACK TO part")
                run("RELEASE part")
            raise
        run("RELEASE part")

    def close(self) -> None:
        """Check point and let go of the file."""
        with self._mutex:
            if self._connection is not None:
                # A log that cannot be moved now stays beside the file and is read at the next start.
                with suppress(UserError, sqlite3.Error, exc.DBAPIError):
                    self.checkpoint()
                self._connection.close()
                self._connection = None
            self._glance.close()
            self._readers.dispose()
            self._writer.dispose()
            self._fence.close()
            self._lock.release()


def open_shop(path: Path, machine: Path, clock: Clock, *, create: bool = False, system_keys: bool = True) -> ShopFile:
    """Open a shop file, or create it; raises `UserError` for a file that is none, newer, damaged or in use.

    `machine` is this machine's own folder (keys, fences, backups before migrations), never backed up with the file.
    """
    if not create and not path.exists():
        raise UserError("There is no shop file at {path}. Check the folder, or create the shop first.", path=str(path))
    with told_in_words(path):
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise UserError("{path} is a folder, not a shop file.", path=str(path))
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError("permission denied")
        if path.exists():
            # Looked at before it is opened for writing: that alone would change a foreign file's header.
            with looking(path) as raw:
                _schema_version(raw, path.name)
        return ShopFile(path, machine, clock, system_keys=system_keys)


def check_header(path: Path) -> int:
    """Give the schema version of a shop file; raises `UserError` for anything else."""
    with told_in_words(path):
        if not path.exists():
            raise UserError("There is no shop file at {path}. Check the folder.", path=str(path))
        with looking(path) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != tables.APPLICATION_ID:
        raise UserError("{name} is no shop file of Comptoir. Nothing was changed in it.", name=path.name)
    return version


def _heard(connection: Connection) -> PortalTime | None:
    said = connection.exec_driver_sql("SELECT val FROM sync WHERE k = 'hub_clock'").scalar_one_or_none()
    connection.rollback()
    return None if said is None else msgspec.json.decode(said, type=PortalTime)


def _prepare(connection: Connection, path: Path, machine: Path, clock: Clock) -> None:
    """Create the tables of a new file, migrate an older one, refuse a foreign or newer one."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    version = _schema_version(raw, path.name)
    if version is None:
        create_schema(connection)
        return
    if version < tables.SCHEMA_VERSION:
        migrate(connection, path, machine / "before-upgrade", clock)
    if path.stat().st_size <= CHECK_AT_ONCE_BYTES:
        damage = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise sqlite3.DatabaseError("malformed: " + damage)


def _schema_version(raw: sqlite3.Connection, name: str) -> int | None:
    """Give the schema version, None for an empty file; refuse a foreign or newer one."""
    application = raw.execute("PRAGMA application_id").fetchone()[0]
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if application == 0 and version == 0 and raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return None
    if application != tables.APPLICATION_ID:
        raise UserError("{name} is no shop file of Comptoir. Nothing was changed in it.", name=name)
    if version > tables.SCHEMA_VERSION:
        raise UserError(
            "{name} was written by a newer Comptoir. Nothing was changed in it. Update this till, then open it again.",
            name=name,
        )
    return version


def create_schema(connection: Connection) -> None:
    """Create every table, trigger and index of the newest schema in one transaction."""
    with connection.begin():
        tables.metadata.create_all(connection)
        for statement in (*tables.TRIGGERS, *tables.SEARCH):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id={tables.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={tables.SCHEMA_VERSION}")
