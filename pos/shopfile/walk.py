"""Read the journal's rows one after the other, over damage too, and check each against its chain."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from pos.domain import facts
from pos.domain.chain import GENESIS, entry_hash, is_signed_by
from pos.shopfile.journal import incarnation_letters
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 500
_COLUMNS = "n, inc, seq, id, type, v, payload, prev, hash, sig, adopted"
_KINDS = (int, bytes, int, bytes, str, int, bytes, bytes, bytes, bytes)
_LENGTHS = {"inc": 16, "id": 16, "prev": 32, "hash": 32, "sig": 64}


class Key(NamedTuple):
    """What the index knows of an entry: its row, incarnation and number."""

    n: int
    inc: bytes
    seq: int

    @property
    def name(self) -> str:
        """Name the entry as people read it."""
        return f"{incarnation_letters(self.inc)} {self.seq}"


class Stored(NamedTuple):
    """One row of the journal as stored."""

    n: int
    inc: bytes
    seq: int
    id: bytes
    type: str
    v: int
    payload: bytes
    prev: bytes
    hash: bytes
    sig: bytes
    adopted: str | None


class Line:
    """One incarnation as far as it was read: its key, and what the next entry must follow."""

    def __init__(self, inc: bytes) -> None:
        self.inc = inc
        self.public_key: bytes | None = None
        self.seq = 0
        self.hash = GENESIS
        self.also = GENESIS
        """The hash that the content before gives: another one when only the stored hash was changed."""
        self.lost = False

    def follow(self, entry: Stored, *, signed: bool = True) -> str | None:
        """Take the next entry; give what is wrong with it, or None. The signature is checked when `signed`."""
        digest = entry_hash(self.inc, entry.seq, entry.prev, entry.payload)
        follows = self.lost or entry.prev in (self.hash, self.also)
        gap = entry.seq - self.seq - 1
        self.lost = False
        self.seq, self.hash, self.also = entry.seq, entry.hash, digest
        if digest != entry.hash:
            return tr("This entry was changed after it was recorded: it does not match its hash.")
        if entry.seq == 1:
            self.public_key = opening_key(entry)
        if signed and self.public_key is not None and not is_signed_by(self.public_key, digest, entry.sig):
            return tr("The signature of this entry is not the till's.")
        if gap:
            return tr("{n} entries before this one are missing.", n=gap)
        if not follows:
            return tr("This entry does not follow the one before it.")
        return None

    def skip(self, seq: int) -> None:
        """Go past an entry that cannot be read; the next one is believed about what it follows."""
        self.seq, self.lost = seq, True


def opening_key(entry: Stored) -> bytes | None:
    """Give the public key that an incarnation's first entry names."""
    try:
        fact = facts.decode(entry.payload)
        return bytes.fromhex(fact.pubkey) if isinstance(fact, facts.JournalOpened) else None
    except (msgspec.MsgspecError, ValueError):
        return None


def entry_keys(connection: sqlite3.Connection) -> list[Key]:
    """Give every entry that the index or the table knows, in the order they were written.

    Where the two disagree, a row whose hash fits is believed, else the index: it still names what was changed.
    """
    indexed = _scan(connection, "INDEXED BY sqlite_autoindex_entry_1")
    listed = _scan(connection, "NOT INDEXED")
    if indexed == listed:
        return sorted(indexed)
    by_row = {key.n: key for key in listed}
    kept = dict[tuple[bytes, int], Key]()
    for key in sorted(indexed):
        other = by_row.get(key.n, key)
        sure = other if other != key and _fits(connection, other) else key
        kept.setdefault((sure.inc, sure.seq), sure)
    rows = {key.n for key in kept.values()}
    for key in sorted(listed):
        if key.n not in rows:
            kept.setdefault((key.inc, key.seq), key)
    return sorted(kept.values())


def _scan(connection: sqlite3.Connection, source: str) -> set[Key]:
    found = set[Key]()
    with suppress(sqlite3.DatabaseError):
        for n, inc, seq in connection.execute(f"SELECT n, inc, seq FROM entry {source}"):  # noqa: S608  # fixed words
            if isinstance(inc, bytes) and len(inc) == 16 and isinstance(seq, int) and seq > 0:
                found.add(Key(n, inc, seq))
    return found


def _fits(connection: sqlite3.Connection, key: Key) -> bool:
    row = _read_one(connection, key.n)
    entry = row if isinstance(row, str) else _checked(key, row)
    return isinstance(entry, Stored) and entry_hash(key.inc, key.seq, entry.prev, entry.payload) == entry.hash


def read_entries(connection: sqlite3.Connection, keys: list[Key]) -> Iterator[tuple[Key, Stored | str]]:
    """Give each entry, or the sentence that says why it cannot be read."""
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        rows: dict[int, tuple[Any, ...] | str] = {}
        try:
            query = f"SELECT {_COLUMNS} FROM entry NOT INDEXED WHERE n BETWEEN ? AND ?"  # noqa: S608
            rows = {row[0]: row for row in connection.execute(query, (part[0].n, part[-1].n))}
        except sqlite3.DatabaseError:
            rows = {key.n: _read_one(connection, key.n) for key in part}
        for key in part:
            yield key, _checked(key, rows.get(key.n))


def _read_one(connection: sqlite3.Connection, n: int) -> tuple[Any, ...] | str:
    try:
        row = connection.execute(f"SELECT {_COLUMNS} FROM entry NOT INDEXED WHERE n = ?", (n,)).fetchone()  # noqa: S608
    except sqlite3.DatabaseError as error:
        return str(error)
    return row if row is not None else tr("not found")


def _checked(key: Key, row: tuple[Any, ...] | str | None) -> Stored | str:
    if row is None or isinstance(row, str):
        return tr("This entry cannot be read from the file ({cause}).", cause=row or tr("not found"))
    entry = Stored(*row)
    damaged = tr("This entry was changed after it was recorded: its columns are not those the till writes.")
    if not all(isinstance(value, kind) for value, kind in zip(row, _KINDS, strict=False)):
        return damaged
    if any(len(getattr(entry, name)) != length for name, length in _LENGTHS.items()):
        return damaged
    if (entry.inc, entry.seq) != (key.inc, key.seq) or not isinstance(entry.adopted, str | None):
        return damaged
    return entry
