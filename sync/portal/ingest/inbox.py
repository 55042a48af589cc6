"""What is odd, for the people of the member it concerns: they see it, they say that they have seen to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import func, select, update

from sync.portal.storage import tables
from sync.protocol.messages import Anomalies, AnomalyRow, Resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.ingest.service import Hub
    from sync.portal.storage.engine import Database

MOST = 200


class Waiting(NamedTuple):
    """An oddity as people of the member look at it; `resolved_by` says who saw to it, `note` what they said."""

    id: int
    kind: str
    key: str
    till: str
    at_ms: int
    detail: dict[str, Any]
    resolved_ms: int | None
    resolved_by: str
    note: str


class Inbox:
    """Open anomalies by member; the chamber sees kinds and tills only, never these details."""

    def __init__(self, database: Database, hub: Hub, now_ms: Callable[[], int]) -> None:
        self._database, self._hub, self._now_ms = database, hub, now_ms

    def open_of(self, token: str) -> Anomalies:
        """Give what waits for a person of the token's member, newest first."""
        _, member = self._hub.who(token)
        rows = tuple(
            AnomalyRow(id=odd.id, kind=odd.kind, at_ms=odd.at_ms, detail=msgspec.Raw(msgspec.json.encode(odd.detail)))
            for odd in self.of(member)
        )
        return Anomalies(rows=rows)

    def of(self, member: str, *, resolved: bool = False, kind: str = "") -> list[Waiting]:
        """Give what waits for a person of a member, or what was seen to, newest first."""
        c = tables.anomaly.c
        query = (
            select(c.id, c.kind, c.key, c.till, c.at_ms, c.detail, c.resolved_ms, c.resolved_by, c.note)
            .where(c.member == member, c.resolved_ms.is_not(None) if resolved else c.resolved_ms.is_(None))
            .order_by(c.id.desc())
            .limit(MOST)
        )
        with self._database.read() as connection:
            rows = connection.execute(query.where(c.kind == kind) if kind else query).all()
        return [
            Waiting(
                row.id,
                row.kind,
                row.key,
                row.till,
                row.at_ms,
                msgspec.json.decode(row.detail),
                row.resolved_ms,
                row.resolved_by or "",
                row.note or "",
            )
            for row in rows
        ]

    def count(self, member: str) -> tuple[int, int]:
        """Give how many wait, and how many were seen to."""
        c = tables.anomaly.c
        query = select(func.count(), func.count(c.resolved_ms)).where(c.member == member)
        with self._database.read() as connection:
            total, resolved = connection.execute(query).one()
        return int(total) - int(resolved), int(resolved)

    def resolve(self, token: str, asked: Resolve) -> Anomalies:
        """Note that a person of the member has seen to it at a till."""
        till, member = self._hub.who(token)
        self.settle(member, asked.id, till, asked.note)
        return self.open_of(token)

    def settle(
        self, member: str, odd: int, by: str, note: str, audit: Callable[[Connection], object] | None = None
    ) -> bool:
        """Note who of a member has seen to an oddity; False when it does not wait (any more), or is another's."""
        c = tables.anomaly.c
        with self._database.write() as connection:
            done = connection.execute(
                update(tables.anomaly)
                .where(c.id == odd, c.member == member, c.resolved_ms.is_(None))
                .values(resolved_ms=self._now_ms(), resolved_by=by, note=" ".join(note.split())[:500])
            )
            if done.rowcount and audit is not None:
                audit(connection)
        return done.rowcount == 1
