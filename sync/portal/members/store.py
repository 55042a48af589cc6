"""The SQL of members, tills and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select, update

from sync.portal.storage import tables
from sync.portal.storage.engine import insert_once, put
from sync.protocol.messages import OtherTill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from sync.protocol.messages import Hello, Lineage


class Key(NamedTuple):
    """A key that speaks for a till."""

    pubkey: str
    till: str
    member: str
    revoked: bool


class About(NamedTuple):
    """What a till is called, and how many oddities wait for a person."""

    till_name: str
    member_name: str
    anomalies: int


class Standing(NamedTuple):
    """A till as its shop's people see it: how far its journal is held, its newest key, and whether it may speak."""

    id: str
    name: str
    code: str
    created_ms: int
    last_seen_ms: int
    seq: int
    pubkey: str
    revoked: bool


def key(connection: Connection, pubkey: str) -> Key | None:
    """Give whose key this is."""
    c = tables.till_key.c
    row = connection.execute(select(c.pubkey, c.till, c.member, c.revoked).where(c.pubkey == pubkey)).one_or_none()
    return None if row is None else Key(*row)


def keys(connection: Connection, member: str) -> tuple[str, ...]:
    """Give the keys that speak for a member's tills now."""
    c = tables.till_key.c
    query = select(c.pubkey).where(c.member == member, c.revoked.is_(False)).order_by(c.pubkey)
    return tuple(connection.execute(query).scalars())


def bind(connection: Connection, pubkey: str, till: str, member: str, now_ms: int) -> None:
    """Let a key speak for a till."""
    row = {"pubkey": pubkey, "till": till, "member": member, "enrolled_ms": now_ms, "revoked": False}
    insert_once(connection, tables.till_key, [row])


def vouch(connection: Connection, known: Key, lineage: Sequence[Lineage], now_ms: int) -> None:
    """An enrolled till names the earlier incarnations of its file: their keys speak for it, up to what it names.

    A key that belongs to another till already stays with that till.
    """
    for earlier in lineage:
        bind(connection, earlier.pubkey, known.till, known.member, now_ms)


def seen(connection: Connection, till: str, now_ms: int) -> None:
    """Note that a till was heard."""
    connection.execute(update(tables.till).where(tables.till.c.id == till).values(last_seen_ms=now_ms))


def told(connection: Connection, till: str, hello: Hello, now_ms: int) -> None:
    """Keep what a till said of itself: its version, and how far its journal goes."""
    row = {
        "till": till,
        "app": hello.app[:40],
        "schema": min(max(hello.schema, 0), 1_000_000),
        "inc": hello.inc[:32],
        "seq": min(max(hello.head.seq, 0), 1 << 60),
        "told_ms": now_ms,
    }
    put(connection, tables.till_state, [row])


def bound(connection: Connection, inc: str) -> int | None:
    """Give the number behind which an incarnation is not taken any more."""
    query = select(tables.line.c.revoked_after).where(tables.line.c.inc == inc)
    return connection.execute(query).scalar_one_or_none()


def heads(connection: Connection, till: str) -> dict[str, int]:
    """Give how far each incarnation of a till is held."""
    c = tables.line.c
    return {row.inc: row.seq for row in connection.execute(select(c.inc, c.seq).where(c.till == till))}


def member_heads(connection: Connection, member: str) -> dict[str, int]:
    """Give how far each incarnation of a member is held."""
    c = tables.line.c
    return {row.inc: row.seq for row in connection.execute(select(c.inc, c.seq).where(c.member == member))}


def about(connection: Connection, till: str) -> About:
    """Give the names of a till and its member."""
    t, m, a = tables.till.c, tables.member.c, tables.anomaly.c
    row = connection.execute(
        select(t.name, m.name.label("member_name"), m.id).join(tables.member, m.id == t.member).where(t.id == till)
    ).one()
    odd = select(func.count()).select_from(tables.anomaly).where(a.member == row.id, a.resolved_ms.is_(None))
    return About(row.name, row.member_name, int(connection.execute(odd).scalar_one()))


def add_member(connection: Connection, member: str, name: str, now_ms: int) -> None:
    """Add a member."""
    row: dict[str, Any] = {
        "id": member,
        "name": name,
        "change_seq": 0,
        "event_seq": 0,
        "created_ms": now_ms,
        "statistics": False,
    }
    insert_once(connection, tables.member, [row])


def depart(connection: Connection, member: str, now_ms: int) -> None:
    """Note that a member left, and take nothing more from its tills."""
    insert_once(connection, tables.departed, [{"member": member, "left_ms": now_ms}])
    for till in tills(connection, member):
        revoke(connection, till["id"])


def return_to(connection: Connection, member: str) -> None:
    """Note that a member is back; its tills' keys stay revoked."""
    connection.execute(delete(tables.departed).where(tables.departed.c.member == member))


def has_left(connection: Connection, member: str) -> bool:
    """Tell whether a member left."""
    c = tables.departed.c
    return connection.execute(select(c.left_ms).where(c.member == member)).first() is not None


def find_member(connection: Connection, name: str) -> str | None:
    """Give the id of a member by its exact name or id."""
    c = tables.member.c
    return connection.execute(select(c.id).where((c.name == name) | (c.id == name))).scalars().first()


def name_of(connection: Connection, member: str) -> str:
    """Give what a member is called."""
    return str(connection.execute(select(tables.member.c.name).where(tables.member.c.id == member)).scalar_one())


def owner_of(connection: Connection, till: str) -> str | None:
    """Give the member of a till, None for one that is not known."""
    return connection.execute(select(tables.till.c.member).where(tables.till.c.id == till)).scalar_one_or_none()


def add_till(connection: Connection, till: str, member: str, name: str, code: str, now_ms: int) -> None:
    """Add a till of a member."""
    put(
        connection,
        tables.till,
        [
            {
                "id": till,
                "member": member,
                "name": name,
                "code": code,
                "created_ms": now_ms,
                "last_seen_ms": 0,
            }
        ],
    )


def tills(connection: Connection, member: str) -> list[dict[str, Any]]:
    """Give the tills of a member."""
    c = tables.till.c
    rows = connection.execute(select(tables.till).where(c.member == member).order_by(c.created_ms, c.id))
    return [dict(row) for row in rows.mappings()]


def others(connection: Connection, member: str, till: str) -> list[OtherTill]:
    """Give the other tills of a member that still sell, and when each was heard last."""
    t, k = tables.till.c, tables.till_key.c
    speaks = select(k.till).where(k.till == t.id, k.revoked.is_(False)).exists()
    query = select(t.name, t.last_seen_ms).where(t.member == member, t.id != till, speaks)
    return [OtherTill(*row) for row in connection.execute(query.order_by(t.created_ms, t.id))]


def last_seen(connection: Connection, till: str) -> int:
    """Give when a till was heard last, 0 for never."""
    return int(connection.execute(select(tables.till.c.last_seen_ms).where(tables.till.c.id == till)).scalar() or 0)


def standings(connection: Connection, member: str) -> list[Standing]:
    """Give how the tills of a member stand, those that speak first."""
    t, k, n = tables.till.c, tables.till_key.c, tables.line.c
    keys = select(k.till, k.pubkey, k.revoked).where(k.member == member).order_by(k.enrolled_ms, k.pubkey)
    newest = {row.till: row for row in connection.execute(keys)}
    held = select(n.till, func.max(n.seq).label("seq")).where(n.member == member).group_by(n.till)
    numbers = {row.till: int(row.seq) for row in connection.execute(held)}
    speaking = set(connection.execute(select(k.till).where(k.member == member, k.revoked.is_(False))).scalars())
    rows = connection.execute(select(tables.till).where(t.member == member).order_by(t.created_ms, t.id))
    found = [
        Standing(
            row.id,
            row.name,
            row.code,
            row.created_ms,
            row.last_seen_ms,
            numbers.get(row.id, 0),
            newest[row.id].pubkey if row.id in newest else "",
            row.id not in speaking,
        )
        for row in rows
    ]
    return sorted(found, key=lambda till: till.revoked)


def allow_again(connection: Connection, pubkey: str) -> None:
    """Take entries of a key again after it was revoked."""
    connection.execute(update(tables.till_key).where(tables.till_key.c.pubkey == pubkey).values(revoked=False))
    connection.execute(update(tables.line).where(tables.line.c.pubkey == pubkey).values(revoked_after=None))


def revoke(connection: Connection, till: str) -> None:
    """Take nothing more from a till than what it holds now; what was signed before stays valid."""
    connection.execute(update(tables.till_key).where(tables.till_key.c.till == till).values(revoked=True))
    lines = tables.line
    connection.execute(update(lines).where(lines.c.till == till).values(revoked_after=lines.c.seq))
