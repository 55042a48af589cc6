"""Go on with the journal, or open a new incarnation after a restore, a copy or a lost key."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import facts
from pos.shopfile import recovered, tables
from pos.shopfile.journal import Head, Journal, fresh_head, incarnation_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from pos.clock import Clock
    from pos.identity import Identities
    from pos.shopfile.fence import Fence
    from pos.shopfile.keys import KeyRing, SigningKey

APP_VERSION = "0.6.1"


class Continued(NamedTuple):
    """The head to write behind, the key to sign with, and why a new incarnation was opened, if so."""

    head: Head
    key: SigningKey
    fork_reason: str | None


def continue_or_fork(
    connection: Connection, keys: KeyRing, fence: Fence, clock: Clock, identities: Identities
) -> Continued:
    """Decide before the next sale whether this file is the one this machine wrote last."""
    head = read_head(connection)
    if head is None:
        return _open_incarnation(connection, keys.create(), None, "new shop", clock, identities)
    key = keys.find(_public_key(connection, head.inc))
    reason = _reason_to_fork(connection, fence, head, key)
    if reason is None:
        assert key is not None
        return Continued(head, key, None)
    return _open_incarnation(connection, key or keys.create(), head, reason, clock, identities)


def read_head(connection: Connection) -> Head | None:
    """Give the head of the newest incarnation, or None for an empty journal."""
    row = connection.exec_driver_sql("SELECT inc, seq, hash, payload FROM entry ORDER BY n DESC LIMIT 1").one_or_none()
    connection.rollback()
    if row is None:
        return None
    fact = facts.decode(row.payload)
    return Head(row.inc, row.seq, row.hash, fact.at.wall_ms, fact.at.mono_ms, fact.at.boot)


def _public_key(connection: Connection, inc: bytes) -> bytes:
    row = connection.exec_driver_sql("SELECT payload FROM entry WHERE inc = ? AND seq = 1", (inc,)).one_or_none()
    connection.rollback()
    opened = facts.decode(row.payload) if row is not None else None
    if not isinstance(opened, facts.JournalOpened):
        raise sqlite3.DatabaseError("malformed: the journal has no opening entry")
    return bytes.fromhex(opened.pubkey)


def _reason_to_fork(connection: Connection, fence: Fence, head: Head, key: SigningKey | None) -> str | None:
    if key is None:
        return "key missing on this machine"
    mark = fence.read()
    if mark is None:
        return "file is new to this machine"
    if mark.inc != head.inc:
        return "another incarnation was written here last"
    if mark.seq > head.seq:
        return "file is older than this machine's last entry"
    at_mark = connection.exec_driver_sql("SELECT hash FROM entry WHERE inc = ? AND seq = ?", (mark.inc, mark.seq))
    row = at_mark.one_or_none()
    connection.rollback()
    return None if row is not None and row.hash == mark.hash else "entries differ from this machine's last"


def _open_incarnation(
    connection: Connection, key: SigningKey, parent: Head | None, reason: str, clock: Clock, identities: Identities
) -> Continued:
    """Write the opening entry, and carry over what the portal may not have."""
    with connection.begin():
        journal = Journal(connection, fresh_head(unused_name(connection)), key, clock, identities)
        open_behind(journal, parent, reason)
        if parent is not None and (acked := _acknowledged(connection, parent.inc)) is not None:
            adopt_after(journal, parent.inc, acked)
    return Continued(journal.head, key, reason if parent else None)


def open_behind(journal: Journal, parent: Head | None, reason: str) -> None:
    """Write the first entry of an incarnation, naming the head it follows."""
    journal.append(
        facts.JournalOpened(
            id=journal.new_id(),
            at=journal.stamp(),
            parent=facts.Parent(parent.inc.hex(), parent.seq, parent.hash.hex()) if parent else None,
            reason=reason,
            pubkey=journal.public_key.hex(),
            app=APP_VERSION,
            schema=tables.SCHEMA_VERSION,
        )
    )


def adopt_after(journal: Journal, inc: bytes, seq: int) -> int:
    """Carry the entries of an incarnation behind `seq` into this one: same bytes, same ids; give how many.

    What was carried over before keeps the name of its first place; what is here already is not carried again.
    """
    rows = journal.connection.exec_driver_sql(
        "SELECT seq, payload, hash, adopted FROM entry WHERE inc = ? AND seq > ? AND type <> 'open'"
        " AND id NOT IN (SELECT id FROM entry WHERE inc = ?) ORDER BY seq",
        (inc, seq, journal.head.inc),
    ).all()
    for number, payload, digest, origin in rows:
        journal.adopt(payload, origin or f"{inc.hex()}:{number}:{digest.hex()}")
    return len(rows)


def _acknowledged(connection: Connection, inc: bytes) -> int | None:
    """Give the last entry of an incarnation that the portal acknowledged.

    None for an incarnation that never met a portal: it is sent as it is, and nothing is carried over.
    """
    row = connection.exec_driver_sql("SELECT val FROM sync WHERE k = 'acked_seq:' || ?", (inc.hex(),)).one_or_none()
    return None if row is None else int(row.val)


def unused_name(connection: Connection, also: Iterable[bytes] = ()) -> bytes:
    """Name an incarnation so that its three letters are no earlier one's: they keep receipt numbers apart.

    Earlier ones are those of this file, those that came back from the portal, and `also`.
    """
    here = connection.exec_driver_sql("SELECT inc FROM entry WHERE seq = 1").scalars().all()
    back = connection.exec_driver_sql(recovered.INCARNATIONS).scalars().all()
    taken = {incarnation_letters(inc) for inc in (*here, *back, *also)}
    name = os.urandom(16)
    while incarnation_letters(name) in taken:
        name = os.urandom(16)
    return name
