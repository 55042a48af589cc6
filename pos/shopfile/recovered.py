"""Own entries that this file lacked and the portal gave back: kept as they were signed, shown, and sent again.

Their tickets become an entry of this journal, so that everything shown follows from the journal alone. The entries
themselves are kept beside it: a portal that was put back to a backup lacks them, and nobody else has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain import facts
from pos.domain.chain import GENESIS
from pos.shopfile import outbox
from pos.shopfile.outbox import Sealed
from pos.shopfile.walk import Line as Chain
from pos.shopfile.walk import Stored, opening_key
from pos.wording import tr

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from pos.shopfile.shopfile import ShopFile

PER_ENTRY, ENTRY_BYTES = 100, 256_000
"""Tickets in one entry, and about the size it may have: it travels like every other."""
MOST_BETWEEN = 1000
"""No batch is longer than this between two signatures (the portal takes 200)."""
INCARNATIONS = (
    "WITH RECURSIVE back(inc) AS (SELECT min(inc) FROM recovered UNION ALL"
    " SELECT (SELECT min(inc) FROM recovered WHERE inc > back.inc) FROM back WHERE inc IS NOT NULL)"
    " SELECT inc FROM back WHERE inc IS NOT NULL"
)
"""The incarnations that came back, each found with one look: there may be 100 000 entries of one."""
_COLUMNS = "seq, payload, prev, hash, sig, adopted"
_CHAIN = (
    f"SELECT {_COLUMNS} FROM recovered WHERE inc = ?1 AND seq > ?2 AND seq <= ?3 UNION ALL"  # noqa: S608  # fixed words
    f" SELECT {_COLUMNS} FROM entry WHERE inc = ?1 AND seq > ?2"
    " AND seq < (SELECT min(seq) FROM recovered WHERE inc = ?1) ORDER BY 1 LIMIT ?4"
)


def take(shop: ShopFile, inc: bytes, rows: Sequence[Sealed]) -> int:
    """Keep entries that came back, and journal the tickets among them that are new here; give how many."""
    with shop.write() as journal:
        journal.connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO recovered(inc, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [(inc, *row) for row in rows],
        )
        fresh = _new_tickets(journal.connection, inc, rows)
        for part in _parts(fresh):
            journal.append(facts.SalesRecovered(id=journal.new_id(), at=journal.stamp(), sales=part))
    return len(fresh)


def _new_tickets(connection: Connection, inc: bytes, rows: Sequence[Sealed]) -> list[tuple[facts.RecoveredSale, int]]:
    """Give the tickets that this file does not know, each with its size in bytes."""
    made: dict[str, tuple[facts.RecoveredSale, int]] = {}
    for row in rows:
        try:
            fact = facts.decode(row.payload)
        except msgspec.MsgspecError:
            continue  # of a newer version: kept, and sent again if need be, but not shown
        if isinstance(fact, facts.SaleCompleted | facts.RefundCompleted):
            known = connection.exec_driver_sql("SELECT 1 FROM sale WHERE id = ?", (bytes.fromhex(fact.sale.id),))
            if known.first() is None:
                made[fact.sale.id] = (facts.RecoveredSale(inc.hex(), row.seq, fact.sale), len(row.payload))
    return list(made.values())


def _parts(tickets: list[tuple[facts.RecoveredSale, int]]) -> Iterator[tuple[facts.RecoveredSale, ...]]:
    part: list[facts.RecoveredSale] = []
    size = 0
    for ticket, length in tickets:
        if part and (len(part) == PER_ENTRY or size + length > ENTRY_BYTES):
            yield tuple(part)
            part, size = [], 0
        part.append(ticket)
        size += length
    if part:
        yield tuple(part)


def lines(connection: Connection) -> list[outbox.Line]:
    """Give every incarnation that came back, whole or from some entry on; `send_to` as for those of this file."""
    made = []
    for (inc,) in connection.exec_driver_sql(INCARNATIONS).all():
        seq = connection.exec_driver_sql("SELECT max(seq) FROM recovered WHERE inc = ?", (inc,)).scalar_one()
        left = outbox.value(connection, f"left:{inc.hex()}")
        digest, opening = hash_at(connection, inc, seq), _payload_at(connection, inc, 1)
        opened = facts.decode(opening) if opening is not None else None
        if digest is not None and isinstance(opened, facts.JournalOpened):
            send_to = seq if left is None else int(left)
            made.append(outbox.Line(inc, seq, digest, bytes.fromhex(opened.pubkey), 0, send_to, recovered=True))
    return made


def held_to(connection: Connection, inc: bytes) -> int | None:
    """Give the last entry that came back with a signature, None when nothing did."""
    query = "SELECT seq FROM recovered WHERE inc = ? AND sig != x'' ORDER BY seq DESC LIMIT 1"
    row = connection.exec_driver_sql(query, (inc,)).one_or_none()
    return None if row is None else int(row.seq)


def hash_at(connection: Connection, inc: bytes, seq: int) -> bytes | None:
    """Give the hash of an entry as the portal had it: what came back, and before it what this file holds."""
    row = connection.exec_driver_sql("SELECT hash FROM recovered WHERE inc = ? AND seq = ?", (inc, seq)).one_or_none()
    return outbox.hash_at(connection, inc, seq) if row is None else bytes(row.hash)


def _payload_at(connection: Connection, inc: bytes, seq: int) -> bytes | None:
    for table in ("recovered", "entry"):
        query = f"SELECT payload FROM {table} WHERE inc = ? AND seq = ?"  # noqa: S608  # our own names
        row = connection.exec_driver_sql(query, (inc, seq)).one_or_none()
        if row is not None:
            return bytes(row.payload)
    return None


def sealed_after(connection: Connection, line: outbox.Line, seq: int, *, limit: int, max_bytes: int) -> list[Sealed]:
    """Give the next entries to send again: at most `limit` and about `max_bytes`, but always up to a signature.

    Empty when no signature follows: the portal would not believe these entries.
    """
    rows = connection.exec_driver_sql(_CHAIN, (line.inc, seq, line.send_to, MOST_BETWEEN))
    made: list[Sealed] = []
    signed = size = 0
    for row in rows:
        entry = Sealed(*row)
        size += len(entry.payload) + 1
        if signed and (len(made) >= limit or size > max_bytes):
            break
        made.append(entry)
        if entry.sig:
            signed = len(made)
    return made[:signed]


def carry_over(shop: ShopFile, inc: bytes, seq: int) -> int:
    """Carry what came back behind `seq` into the present incarnation: the portal does not take it any more as it was.

    Same bytes, same ids, signed by this till: each fact counts once. Gives how many.
    """
    with shop.write() as journal:
        run = journal.connection.exec_driver_sql
        here = {row.id.hex() for row in run("SELECT id FROM entry WHERE inc = ?", (journal.head.inc,))}
        rows = run("SELECT seq, payload, hash FROM recovered WHERE inc = ? AND seq > ? ORDER BY seq", (inc, seq)).all()
        carried = 0
        for number, payload, digest in rows:
            known = facts.header(payload)
            if known.type != "open" and known.id not in here:
                here.add(known.id)
                journal.adopt(payload, f"{inc.hex()}:{number}:{digest.hex()}")
                carried += 1
        outbox.set_value(journal.connection, f"left:{inc.hex()}", str(seq).encode())
    return carried


def problems(connection: sqlite3.Connection, keys: Mapping[bytes, bytes | None]) -> Iterator[tuple[str, str]]:
    """Check what came back against its chain and signatures; `keys` are those of the incarnations of this file."""
    chain: Chain | None = None
    # The last one to be sent again is signed; a file of before schema 4 kept no signature at all.
    loose = False
    left = {k[5:]: int(val) for k, val in connection.execute("SELECT k, val FROM sync WHERE k LIKE 'left:%'")}
    rows = connection.execute(f"SELECT inc, {_COLUMNS} FROM recovered ORDER BY inc, seq")  # noqa: S608  # fixed words
    for inc, seq, payload, prev, digest, sig, adopted in rows:
        if chain is None or chain.inc != inc:
            if loose:
                yield _unsigned()
            chain, known, loose = _chain_before(connection, inc, seq, keys.get(inc)), False, False
        entry = Stored(0, inc, seq, b"", "", 0, payload, prev, digest, sig, adopted)
        if chain.public_key is None:
            chain.public_key = opening_key(entry)
        known = known or bool(sig)
        loose = known and not sig and seq <= left.get(inc.hex(), seq)
        wrong = chain.follow(entry, signed=bool(sig))
        if wrong:
            yield f"table recovered, {inc.hex()[:8]} {seq}", wrong
    if loose:
        yield _unsigned()


def _chain_before(connection: sqlite3.Connection, inc: bytes, seq: int, key: bytes | None) -> Chain:
    chain = Chain(inc)
    chain.public_key, chain.seq = key, seq - 1
    row = connection.execute("SELECT hash FROM entry WHERE inc = ? AND seq = ?", (inc, seq - 1)).fetchone()
    chain.hash = chain.also = row[0] if row is not None else GENESIS
    return chain


def _unsigned() -> tuple[str, str]:
    return "table recovered", tr("The last entry that came back from the portal carries no signature.")
