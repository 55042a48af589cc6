"""How tills are: last contact, version, what waits on them, what is odd. Nothing here knows what was sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, select

from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.storage.engine import Database

QUIET_MS = 900_000
"""A till speaks about every minute: after 15 minutes of silence it is off line, or off."""
LONG_MS = 3 * 24 * 3_600_000
CURRENT, QUIET, SILENT, REVOKED, NEW = "current", "quiet", "silent", "revoked", "new"


class TillHealth(NamedTuple):
    """How one till is; `behind` is how many entries it had and the portal lacked when it last said hello."""

    id: str
    member: str
    name: str
    code: str
    state: str
    last_seen_ms: int
    app: str
    behind: int
    anomalies: int


class MemberHealth(NamedTuple):
    """A member with its tills and how many oddities wait for it; `left_ms` when it left."""

    id: str
    name: str
    created_ms: int
    left_ms: int | None
    anomalies: int
    tills: tuple[TillHealth, ...]


class Health:
    """Read how tills are."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def of(self, member: str) -> list[TillHealth]:
        """Give the tills of one member."""
        with self._database.read() as connection:
            return _tills(connection, self._now_ms(), member)

    def all(self) -> list[MemberHealth]:
        """Give every member with its tills, by name."""
        m, d, a = tables.member.c, tables.departed.c, tables.anomaly.c
        odd = select(func.count()).where(a.member == m.id, a.resolved_ms.is_(None)).correlate(tables.member)
        query = (
            select(m.id, m.name, m.created_ms, d.left_ms, odd.scalar_subquery())
            .outerjoin(tables.departed, d.member == m.id)
            .order_by(m.name, m.id)
        )
        with self._database.read() as connection:
            tills = _tills(connection, self._now_ms())
            rows = connection.execute(query).all()
        return [MemberHealth(*row, tuple(till for till in tills if till.member == row.id)) for row in rows]


def _tills(connection: Connection, now_ms: int, member: str = "") -> list[TillHealth]:
    t, s, line = tables.till.c, tables.till_state.c, tables.line.c
    key, a = tables.till_key.c, tables.anomaly.c
    valid = select(func.count()).where(key.till == t.id, key.revoked.is_(False)).correlate(tables.till)
    odd = select(func.count()).where(a.till == t.id, a.resolved_ms.is_(None)).correlate(tables.till)
    query = (
        select(
            t.id,
            t.member,
            t.name,
            t.code,
            t.last_seen_ms,
            func.coalesce(s.app, "").label("app"),
            func.coalesce(s.seq, 0).label("said"),
            func.coalesce(line.seq, 0).label("held"),
            valid.scalar_subquery().label("valid"),
            odd.scalar_subquery().label("odd"),
        )
        .outerjoin(tables.till_state, s.till == t.id)
        .outerjoin(tables.line, and_(line.inc == s.inc, line.till == t.id))
        .order_by(t.created_ms, t.id)
    )
    if member:
        query = query.where(t.member == member)
    return [
        TillHealth(
            row.id,
            row.member,
            row.name,
            row.code,
            _state(row.last_seen_ms, now_ms, valid=bool(row.valid)),
            row.last_seen_ms,
            row.app,
            max(0, row.said - row.held),
            row.odd,
        )
        for row in connection.execute(query)
    ]


def _state(last_seen_ms: int, now_ms: int, *, valid: bool) -> str:
    if not valid:
        return REVOKED
    if not last_seen_ms:
        return NEW
    silent = now_ms - last_seen_ms
    if silent >= LONG_MS:
        return SILENT
    return QUIET if silent >= QUIET_MS else CURRENT
