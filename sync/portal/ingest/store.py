"""The SQL of the raw journal: heads, entries, facts known, anomalies, and what was gathered from a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import delete, func, select, update

from sync.portal.admissions import service as admissions
from sync.portal.catalogue import freshness, shelving
from sync.portal.storage import tables
from sync.portal.storage.engine import add, among, insert_new, insert_once, put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from sync.portal.ingest.projected import Anomaly, Gathered

GENESIS = "00" * 32


class Held(NamedTuple):
    """How far an incarnation is held, and whose it is."""

    inc: str
    till: str
    member: str
    pubkey: str
    seq: int
    hash: str
    revoked_after: int | None


class Raw(NamedTuple):
    """An entry as it is stored."""

    seq: int
    id: str
    type: str
    v: int
    payload: bytes
    hash: str
    adopted: str | None


def lock_member(connection: Connection, member: str) -> int:
    """Take the member's lock until the transaction ends; give its last change number."""
    row = select(tables.member.c.change_seq).where(tables.member.c.id == member).with_for_update()
    return int(connection.execute(row).scalar_one())


def held(connection: Connection, inc: str) -> Held | None:
    """Give the head of an incarnation, None for one that was never heard of."""
    c = tables.line.c
    row = connection.execute(
        select(c.inc, c.till, c.member, c.pubkey, c.seq, c.hash, c.revoked_after).where(c.inc == inc)
    ).one_or_none()
    return None if row is None else Held(*row)


def add_line(connection: Connection, line: Held, now_ms: int) -> None:
    """Begin to hold an incarnation."""
    insert_once(connection, tables.line, [{**line._asdict(), "last_ms": now_ms}])


def move_head(connection: Connection, inc: str, seq: int, digest: str, now_ms: int) -> None:
    """Say how far the incarnation is held now."""
    values = {"seq": seq, "hash": digest, "last_ms": now_ms}
    connection.execute(update(tables.line).where(tables.line.c.inc == inc).values(values))


def hashes(connection: Connection, inc: str, numbers: Iterable[int]) -> dict[int, str]:
    """Give the hashes held at some numbers."""
    c = tables.entry.c
    rows = connection.execute(select(c.seq, c.hash).where(c.inc == inc, c.seq.in_(list(numbers))))
    found = {row.seq: row.hash for row in rows}
    found[0] = GENESIS
    return found


def add_entries(connection: Connection, inc: str, entries: list[Raw], sig: str, now_ms: int) -> None:
    """Store raw entries; the batch's signature stands on its last one."""
    rows = [
        {**entry._asdict(), "inc": inc, "sig": None, "received_ms": now_ms} for entry in entries
    ]  # fmt: skip
    rows[-1]["sig"] = sig
    insert_new(connection, tables.entry, rows)


def known_events(connection: Connection, member: str, ids: list[str]) -> set[str]:
    """Give which facts took effect already."""
    c = tables.event.c
    return set(connection.execute(select(c.id).where(c.member == member, among(connection, c.id, ids))).scalars())


def add_events(connection: Connection, member: str, inc: str, entries: list[Raw]) -> None:
    """Note that these facts take effect now, and in which order they arrived."""
    if entries:
        last = _count_events(connection, member, len(entries))
        rows = [
            {"member": member, "id": entry.id, "inc": inc, "seq": entry.seq, "arrival": last + place}
            for place, entry in enumerate(entries, 1)
        ]
        insert_new(connection, tables.event, rows)


def arrives_now(connection: Connection, member: str, inc: str, seq: int) -> None:
    """An entry that was held takes effect only now."""
    c = tables.event.c
    arrival = _count_events(connection, member, 1) + 1
    connection.execute(update(tables.event).where(c.inc == inc, c.seq == seq).values(arrival=arrival))


def _count_events(connection: Connection, member: str, more: int) -> int:
    m = tables.member.c
    last = int(connection.execute(select(m.event_seq).where(m.id == member).with_for_update()).scalar_one())
    connection.execute(update(tables.member).where(m.id == member).values(event_seq=last + more))
    return last


def add_waiting(connection: Connection, inc: str, seq: int, why: str) -> None:
    """Note that an entry is held but not projected."""
    put(connection, tables.waiting, [{"inc": inc, "seq": seq, "why": why[:500]}])


def entries_waiting(connection: Connection) -> list[tuple[str, int]]:
    """Give the entries that are held but not projected."""
    c = tables.waiting.c
    return [(row.inc, row.seq) for row in connection.execute(select(c.inc, c.seq).order_by(c.inc, c.seq))]


def waits(connection: Connection, inc: str, first: int) -> str:
    """Say why an entry of an incarnation, from a number on, is held but not projected; empty when none is."""
    c = tables.waiting.c
    query = select(c.why).where(c.inc == inc, c.seq >= first).order_by(c.seq).limit(1)
    return connection.execute(query).scalar_one_or_none() or ""


def last_line(connection: Connection, till: str) -> Held | None:
    """Give the incarnation of a till that was heard last."""
    c = tables.line.c
    inc = select(c.inc).where(c.till == till).order_by(c.last_ms.desc(), c.inc).limit(1)
    found = connection.execute(inc).scalar_one_or_none()
    return None if found is None else held(connection, found)


def not_waiting(connection: Connection, inc: str, seq: int) -> None:
    """An entry was projected after all."""
    c = tables.waiting.c
    connection.execute(delete(tables.waiting).where(c.inc == inc, c.seq == seq))


def raw(connection: Connection, inc: str, first: int, limit: int) -> list[Raw]:
    """Give stored entries from a number on."""
    c = tables.entry.c
    rows = connection.execute(
        select(c.seq, c.id, c.type, c.v, c.payload, c.hash, c.adopted)
        .where(c.inc == inc, c.seq >= first)
        .order_by(c.seq)
        .limit(limit)
    )
    return [Raw(*row) for row in rows]


def signatures(connection: Connection, inc: str, first: int, last: int) -> dict[int, str]:
    """Give the signatures held from one number to another: on the last entry of each batch."""
    c = tables.entry.c
    rows = connection.execute(select(c.seq, c.sig).where(c.inc == inc, c.seq.between(first, last), c.sig.is_not(None)))
    return {row.seq: row.sig for row in rows}


def write_gathered(connection: Connection, member: str, till: str, gathered: Gathered, now_ms: int) -> None:
    """Write all that follows from a batch, and number what tills have to fetch."""
    for table, rows in gathered.rows.items():
        insert_once(connection, table, rows)
    for table, puts in gathered.puts.items():
        put(connection, table, list(puts.values()))
    levels = [
        {"member": member, "product": product, "level_milli": level} for product, level in gathered.levels.items()
    ]  # fmt: skip
    add(connection, tables.stock, levels)
    sold = [{"member": member, "product": product, "sold": times} for product, times in gathered.sold.items()]
    add(connection, tables.popularity, sold)
    shelving.follow(connection, member, gathered)
    touch(connection, member, list(gathered.changed))
    negative = _negative(connection, member, list(gathered.levels))
    for product, level in negative.items():
        gathered.odd("negative_stock", product, level_milli=level)
    for receipt in _given_twice(connection, member, [row["receipt"] for row in gathered.rows.get(tables.sale, ())]):
        gathered.odd("receipt_twice", receipt, receipt=receipt)
    admissions.watch(connection, member, gathered, now_ms)
    add_anomalies(connection, member, till, gathered.anomalies, now_ms)


def touch(connection: Connection, member: str, changed: list[tuple[str, str]]) -> None:
    """Number changes under the member's lock, so that no reader skips one that commits later."""
    if not changed:
        return
    last = lock_member(connection, member)
    freshness.stock_changed(connection, member)
    rows = [
        {"member": member, "kind": kind, "key": key, "change_seq": last + place}
        for place, (kind, key) in enumerate(changed, 1)
    ]
    put(connection, tables.change, rows)
    grown = update(tables.member).where(tables.member.c.id == member).values(change_seq=last + len(rows))
    connection.execute(grown)


def _negative(connection: Connection, member: str, products: list[str]) -> dict[str, int]:
    c = tables.stock.c
    query = select(c.product, c.level_milli).where(c.member == member, c.product.in_(products), c.level_milli < 0)
    return {row.product: row.level_milli for row in connection.execute(query)} if products else {}


def _given_twice(connection: Connection, member: str, receipts: list[str]) -> list[str]:
    """Give the numbers that name two tickets: a whole machine was restored from an image, or copied."""
    c = tables.sale.c
    given = among(connection, c.receipt, receipts)
    query = select(c.receipt).where(c.member == member, given).group_by(c.receipt)
    return list(connection.execute(query.having(func.count() > 1)).scalars()) if receipts else []


def add_anomalies(connection: Connection, member: str, till: str, found: list[Anomaly], now_ms: int) -> None:
    """Tell each oddity once."""
    rows: list[dict[str, Any]] = [
        {
            "member": member,
            "till": till,
            "kind": odd.kind,
            "key": odd.key[:120],
            "detail": msgspec.json.encode(odd.detail).decode(),
            "at_ms": now_ms,
        }
        for odd in found
    ]
    insert_once(connection, tables.anomaly, rows)
