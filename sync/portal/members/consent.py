"""Whether a member shares its totals with the chamber: the switch is an entry of its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from pos.domain import facts
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from sync.portal.ingest.desk import Desk, Draft
    from sync.portal.storage.engine import Database


class Consent(NamedTuple):
    """Whether a member shares, and since when it stands like that; None: it never said anything."""

    shares: bool
    since_ms: int | None


class Sharing:
    """Read and turn the switch."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database, self._desk = database, desk

    def of(self, member: str) -> Consent:
        """Give how the switch stands."""
        with self._database.read() as connection:
            return consent(connection, member)

    def turn(self, member: str, *, on: bool, audit: Callable[[Connection], object] | None = None) -> bool:
        """Journal that a member shares from now on, or no longer; False when it stands like that already."""

        def make(draft: Draft) -> Sequence[facts.AnyFact]:
            now = consent(draft.connection, member)
            if now.since_ms is not None and now.shares == on:
                return []
            return [facts.ConsentChanged(id=draft.new_id(), at=draft.at, statistics=on)]

        return bool(self._desk.record(member, make, audit))


def consent(connection: Connection, member: str) -> Consent:
    """Give how a member's switch stands: what it said last, in the order of arrival."""
    c, v = tables.consent.c, tables.event.c
    query = (
        select(c.statistics, c.at_ms)
        .join(tables.event, (v.member == c.member) & (v.id == c.event))
        .where(c.member == member)
        .order_by(v.arrival.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return Consent(shares=False, since_ms=None) if row is None else Consent(bool(row.statistics), row.at_ms)
