"""What a member shares with the chamber: the switch is an entry of its journal, the data are shown exactly."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from pos.domain import facts
from sync.portal.members import profile
from sync.portal.sales import store as sales
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from sync.portal.ingest.desk import Desk, Draft
    from sync.portal.storage.engine import Database

ZONE = ZoneInfo("Europe/Zurich")
MOST_MONTHS = 24


class Consent(NamedTuple):
    """Whether a member shares, and since when it stands like that; None: it never said anything."""

    shares: bool
    since_ms: int | None


class SharedCell(msgspec.Struct, frozen=True):
    """What one month adds to a table: CHF minor units with VAT, refunds deducted."""

    name: str
    turnover_minor: int


class SharedMonth(msgspec.Struct, frozen=True):
    """A month as the protected tables count it."""

    month: str
    tickets: int
    turnover_minor: int
    by_category: tuple[SharedCell, ...]
    by_tender: tuple[SharedCell, ...]


class Shared(msgspec.Struct, frozen=True):
    """Everything of a member that goes into tables of the chamber while it shares, and nothing else."""

    member: str
    name: str
    commune: str
    shares: bool
    months: tuple[SharedMonth, ...]


class Sharing:
    """Read and turn the switch."""

    def __init__(self, database: Database, desk: Desk, now_ms: Callable[[], int]) -> None:
        self._database, self._desk, self._now_ms = database, desk, now_ms

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

    def data(self, member: str) -> Shared:
        """Give exactly what would be counted: months that are over, of the last two years."""
        present = datetime.fromtimestamp(self._now_ms() / 1000, ZONE).strftime("%Y-%m")
        m = tables.member.c
        with self._database.read() as connection:
            name = connection.execute(select(m.name).where(m.id == member)).scalar_one()
            over = [month for month in sales.months(connection, member) if month < present][:MOST_MONTHS]
            months = tuple(_month(connection, member, month) for month in over)
            commune = profile.load(connection, member).commune
            shares = consent(connection, member).shares
        return Shared(member, name, commune, shares, months)


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


def _month(connection: Connection, member: str, month: str) -> SharedMonth:
    first, last = f"{month}-01", f"{month}-31"
    [total] = sales.by_month(connection, member, first, last)
    return SharedMonth(
        month,
        total.tickets,
        total.total_minor,
        tuple(SharedCell(row.category, row.total_minor) for row in sales.by_category(connection, member, first, last)),
        tuple(SharedCell(row.code, row.value_minor) for row in sales.by_tender(connection, member, first, last)),
    )
