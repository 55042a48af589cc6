"""What is odd, for the people of the member it concerns: they see it, they say that they have seen to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select, update

from sync.portal.storage import tables
from sync.protocol.messages import Anomalies, AnomalyRow, Resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.ingest.service import Hub
    from sync.portal.storage.engine import Database

MOST = 200


class Inbox:
    """Open anomalies by member; the chamber sees kinds and tills only, never these details."""

    def __init__(self, database: Database, hub: Hub, now_ms: Callable[[], int]) -> None:
        self._database, self._hub, self._now_ms = database, hub, now_ms

    def open_of(self, token: str) -> Anomalies:
        """Give what waits for a person of the token's member, newest first."""
        _, member = self._hub.who(token)
        c = tables.anomaly.c
        with self._database.read() as connection:
            rows = connection.execute(
                select(c.id, c.kind, c.at_ms, c.detail)
                .where(c.member == member, c.resolved_ms.is_(None))
                .order_by(c.id.desc())
                .limit(MOST)
            ).all()
        return Anomalies(
            rows=tuple(
                AnomalyRow(id=row.id, kind=row.kind, at_ms=row.at_ms, detail=msgspec.Raw(row.detail.encode()))
                for row in rows
            )
        )

    def resolve(self, token: str, asked: Resolve) -> Anomalies:
        """Note that a person of the member has seen to it."""
        till, member = self._hub.who(token)
        c = tables.anomaly.c
        with self._database.write() as connection:
            connection.execute(
                update(tables.anomaly)
                .where(c.id == asked.id, c.member == member, c.resolved_ms.is_(None))
                .values(resolved_ms=self._now_ms(), resolved_by=till, note=asked.note[:500])
            )
        return self.open_of(token)
