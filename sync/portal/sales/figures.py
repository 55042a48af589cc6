"""A member's own figures: a day, a week, a month. Complementary currencies stand apart and are never added to CHF."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from pos.domain.currency import CURRENCIES
from sync.portal.sales import store

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.sales.store import Paid, Sold, Sum, Taxed
    from sync.portal.storage.engine import Database

ZONE = ZoneInfo("Europe/Zurich")
WEEK = 7


class Day(NamedTuple):
    """One day in a row of days; `tickets` 0 means that nothing was sold."""

    day: str
    tickets: int
    total_minor: int


class Today(NamedTuple):
    """The day so far; the median is that of sales, None without one. `apart` is paid in other currencies."""

    day: str
    tickets: int
    total_minor: int
    median_minor: int | None
    chf_minor: int
    apart: tuple[Paid, ...]


class Period(NamedTuple):
    """A month, or any stretch of business days, in every respect that a member may want."""

    first: str
    last: str
    total: Sum
    days: tuple[Sum, ...]
    categories: tuple[Sold, ...]
    tenders: tuple[Paid, ...]
    rates: tuple[Taxed, ...]

    @property
    def in_chf(self) -> tuple[Paid, ...]:
        """Tenders of legal currencies; a foreign one with its CHF value."""
        return tuple(paid for paid in self.tenders if not is_complementary(paid.currency))

    @property
    def apart(self) -> tuple[Paid, ...]:
        """Tenders of complementary currencies."""
        return tuple(paid for paid in self.tenders if is_complementary(paid.currency))


class Figures:
    """Own sales, read for one member at a time."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def today(self, member: str) -> Today:
        """Give the day so far, in the time of Geneva."""
        day = self.day()
        with self._database.read() as connection:
            sums = store.by_day(connection, member, day, day)
            paid = store.by_tender(connection, member, day, day)
            totals = store.totals(connection, member, day)
        one = sums[0] if sums else store.Sum(day, 0, 0)
        apart = tuple(each for each in paid if is_complementary(each.currency))
        chf = sum(each.value_minor for each in paid if not is_complementary(each.currency))
        return Today(day, one.tickets, one.total_minor, median(totals), chf, apart)

    def week(self, member: str) -> list[Day]:
        """Give the last seven days, today last, closed days among them."""
        last = date.fromisoformat(self.day())
        days = [(last - timedelta(days=back)).isoformat() for back in range(WEEK - 1, -1, -1)]
        with self._database.read() as connection:
            found = {row.key: row for row in store.by_day(connection, member, days[0], days[-1])}
        return [
            Day(day, found[day].tickets, found[day].total_minor) if day in found else Day(day, 0, 0) for day in days
        ]

    def months(self, member: str) -> list[str]:
        """Give the months in which something was sold, the latest first."""
        with self._database.read() as connection:
            return store.months(connection, member)

    def year(self, member: str, year: int) -> list[Sum]:
        """Give the sums of a year per month."""
        with self._database.read() as connection:
            return store.by_month(connection, member, f"{year:04}-01-01", f"{year:04}-12-31")

    def month(self, member: str, month: str) -> Period:
        """Give a month («2026-11») in every respect."""
        first, last = f"{month}-01", f"{month}-31"
        with self._database.read() as connection:
            days = store.by_day(connection, member, first, last)
            return Period(
                first,
                last,
                store.Sum(month, sum(day.tickets for day in days), sum(day.total_minor for day in days)),
                tuple(days),
                tuple(store.by_category(connection, member, first, last)),
                tuple(store.by_tender(connection, member, first, last)),
                tuple(store.by_rate(connection, member, first, last)),
            )

    def day(self) -> str:
        """Give today's date in Geneva, ISO."""
        return datetime.fromtimestamp(self._now_ms() / 1000, ZONE).date().isoformat()


def is_complementary(code: str) -> bool:
    """Tell whether a currency has an account of its own; one that is not known here has, too."""
    known = CURRENCIES.get(code)
    return known is None or known.complementary


def median(values: list[int]) -> int | None:
    """Give the middle of sorted values, the lower half's end and the upper's beginning averaged; None of none."""
    if not values:
        return None
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) // 2
