"""The chamber's statistics: sums kept up to date, months brought out, published months read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from sync.portal.catalogue import freshness
from sync.portal.ingest import store as ingest
from sync.portal.ledger.months import after
from sync.portal.statistics import publishing, rolling, store
from sync.portal.statistics.month import Median, Month
from sync.portal.statistics.protection import Rule
from sync.portal.statistics.shared import Shared, shared
from sync.portal.storage.statistics_tables import published

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.storage.engine import Database

_month = msgspec.json.Decoder(Month)


class Statistics:
    """Keep and read them; `rule` is the chamber's own and is not published."""

    def __init__(self, database: Database, now_ms: Callable[[], int], rule: Rule | None = None) -> None:
        self._database, self._now_ms, self._rule = database, now_ms, rule or Rule()

    @property
    def today(self) -> str:
        """The date in Geneva, ISO."""
        return datetime.fromtimestamp(self._now_ms() / 1000, publishing.ZONE).date().isoformat()

    def roll(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Make the sums of all days that changed; give how many days."""
        done = 0
        while not stopped():
            with self._database.read() as connection:
                found = rolling.dirty(connection)
            if found is None:
                return done
            done += self._anew(*found)
        return done

    def roll_of(self, member: str) -> None:
        """Make the sums of one member's days that changed."""
        while True:
            with self._database.read() as connection:
                days = rolling.dirty_of(connection, member)
            if not days:
                return
            self._anew(member, days)

    def _anew(self, member: str, days: list[str]) -> int:
        with self._database.write() as connection:
            ingest.lock_member(connection, member)
            rolling.make_anew(connection, member, days)
        return len(days)

    def publish_due(self, stopped: Callable[[], bool] = lambda: False) -> list[Month]:
        """Bring out every month whose time has come, on sums made up to now."""
        self.roll(stopped)
        made = []
        while not stopped():
            with self._database.read() as connection:
                month = publishing.due(connection, self.today)
            if month is None:
                break
            with self._database.write() as connection:
                if publishing.due(connection, self.today) != month:
                    continue
                one = publishing.publish(connection, month, self._rule, self._now_ms(), sqlite=self._database.is_sqlite)
                freshness.offers_changed(connection)
            made.append(one)
        return made

    def months(self) -> list[str]:
        """Give the published months, the latest first."""
        with self._database.read() as connection:
            return list(connection.execute(select(published.c.month).order_by(published.c.month.desc())).scalars())

    def month(self, month: str) -> Month | None:
        """Give a published month."""
        with self._database.read() as connection:
            body = connection.execute(select(published.c.body).where(published.c.month == month)).scalar_one_or_none()
        return None if body is None else _month.decode(body)

    def median_of(self, member: str, month: str) -> Median | None:
        """Give what stands in the middle of a member's sector, where it was published and the member was counted."""
        found = self.month(month)
        if found is None:
            return None
        with self._database.read() as connection:
            sector = store.sector_in(connection, month, member)
        return next((each for each in found.medians if sector and each.sector == sector), None)

    def between(self, first: str, last: str) -> list[Month]:
        """Give published months, both ends included, the earliest first."""
        p = published.c
        query = select(p.body).where(p.month >= first, p.month <= last).order_by(p.month)
        with self._database.read() as connection:
            return [_month.decode(body) for body in connection.execute(query).scalars()]

    def next_day(self) -> str:
        """Give the day on which the next month comes out."""
        months = self.months()
        month = after(months[0]) if months else after(self.today[:7], 1 - publishing.LAG)
        return f"{after(month, publishing.LAG)}-01"

    def sharing(self) -> int:
        """Give how many members share now."""
        with self._database.read() as connection:
            return len(store.sharing(connection))

    def shared(self, member: str) -> Shared:
        """Give what of a member would be counted."""
        self.roll_of(member)
        with self._database.read() as connection:
            return shared(connection, member, self.today[:7])
