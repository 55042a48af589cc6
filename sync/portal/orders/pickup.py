"""When and where a member hands orders out, in the time of Geneva."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from pos.domain.errors import UserError
from sync.portal.orders.contact import is_email
from sync.portal.storage import order_tables, tables
from sync.portal.storage.engine import put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

ZONE = ZoneInfo("Europe/Zurich")
MOST_SLOTS = 4
AHEAD_DAYS = 21
SHORTEST = timedelta(minutes=30)
_DAY_MINUTES = 24 * 60


class Hours(msgspec.Struct, frozen=True):
    """One opening on a weekday (0 is Monday), in minutes since midnight."""

    weekday: int
    opens: int
    closes: int


class Pickup(msgspec.Struct, frozen=True, omit_defaults=True):
    """A member's pick-up: place (empty: the shop's address), hours, and how orders are kept.

    `days_kept` counts opening days after the chosen one; `closed` are ISO dates.
    """

    place: str = ""
    email: str = ""
    """Where a buyer writes to the member: the law asks a seller at a distance for it (LCD art. 3 al. 1 let. s)."""
    weekly: tuple[Hours, ...] = ()
    lead_minutes: int = 120
    days_kept: int = 2
    closed: tuple[str, ...] = ()

    @property
    def takes_orders(self) -> bool:
        """Whether a buyer can be told when to come and whom to write to; nothing is sold here without both."""
        return bool(self.weekly and self.email)


class _Said(msgspec.Struct, frozen=True):
    """What a member's public profile says of the same."""

    openings: tuple[Hours, ...] = ()
    email: str = ""


class Slot(NamedTuple):
    """When a buyer may come; goods that nobody collected are free at `expires_ms`."""

    from_ms: int
    until_ms: int
    expires_ms: int


_decoder, _said = msgspec.json.Decoder(Pickup), msgspec.json.Decoder(_Said)


def load(connection: Connection, member: str) -> Pickup:
    """Give a member's pick-up; hours and e-mail that it lacks are those of the public profile, never invented."""
    c, p = order_tables.pickup.c, tables.member_profile.c
    body = connection.execute(select(c.body).where(c.member == member)).scalar_one_or_none()
    kept = Pickup() if body is None else _decoder.decode(body)
    if kept.takes_orders:
        return kept
    profile = connection.execute(select(p.body).where(p.member == member)).scalar_one_or_none()
    said = _Said() if profile is None else _said.decode(profile)
    return msgspec.structs.replace(kept, weekly=kept.weekly or said.openings, email=kept.email or said.email)


def save(connection: Connection, member: str, pickup: Pickup, now_ms: int) -> Pickup:
    """Keep a member's pick-up in stored form; raises `UserError` for hours that are none."""
    checked = _checked(pickup)
    row = {"member": member, "body": msgspec.json.encode(checked).decode(), "changed_ms": now_ms}
    put(connection, order_tables.pickup, [row])
    return checked


def slots(pickup: Pickup, now_ms: int, most: int = MOST_SLOTS) -> list[Slot]:
    """Give the next times at which an order that is sent now can be collected; none without hours and e-mail."""
    if not pickup.takes_orders:
        return []
    ready = _local(now_ms) + timedelta(minutes=pickup.lead_minutes)
    made = []
    for opens, closes in _openings(pickup, _local(now_ms).date()):
        start = max(opens, _next_half_hour(ready))
        # Compared as moments: on the night when clocks are turned, wall times an hour apart may be none or two.
        if _ms(closes) - _ms(start) < SHORTEST.total_seconds() * 1000:
            continue
        made.append(Slot(_ms(start), _ms(closes), _kept_until(pickup, closes)))
        if len(made) == most:
            break
    return made


def _openings(pickup: Pickup, first: date) -> Iterator[tuple[datetime, datetime]]:
    closed = set(pickup.closed)
    for day in (first + timedelta(days=ahead) for ahead in range(AHEAD_DAYS)):
        if day.isoformat() in closed:
            continue
        for hours in pickup.weekly:
            if hours.weekday == day.weekday():
                yield _at(day, hours.opens), _at(day, hours.closes)


def _kept_until(pickup: Pickup, closes: datetime) -> int:
    """The end of the last opening day on which the goods are kept; at least until the end of the slot's own day."""
    last: dict[date, datetime] = {}
    for _, end in _openings(pickup, closes.date()):
        last[end.date()] = end
        if len(last) > pickup.days_kept + 1:
            del last[end.date()]
            break
    return _ms(max(last.values(), default=closes))


def _checked(pickup: Pickup) -> Pickup:
    for hours in pickup.weekly:
        if not (0 <= hours.weekday <= 6 and 0 <= hours.opens < hours.closes <= _DAY_MINUTES):
            raise UserError("An opening needs a weekday and two times of that day, the earlier one first.")
    weekly = tuple(sorted(set(pickup.weekly), key=lambda hours: (hours.weekday, hours.opens)))
    for one, other in pairwise(weekly):
        if one.weekday == other.weekday and other.opens < one.closes:
            raise UserError("Two openings of one day overlap. Make one of them.")
    if not (0 <= pickup.lead_minutes <= 14 * _DAY_MINUTES and 0 <= pickup.days_kept <= 30):
        raise UserError("The time to prepare an order is at most 14 days, and it is kept at most 30 days.")
    try:
        closed = tuple(sorted({date.fromisoformat(day).isoformat() for day in pickup.closed}))
    except ValueError as error:
        raise UserError("A day on which the shop is closed is written like 2026-12-24.") from error
    email = pickup.email.strip()
    if email and not is_email(email):
        raise UserError("«{text}» is not an e-mail address.", text=email[:60])
    place = " ".join(pickup.place.split())[:200]
    return msgspec.structs.replace(pickup, place=place, email=email, weekly=weekly, closed=closed)


def _at(day: date, minutes: int) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    # Within a zone this adds on the wall clock. Midnight at the end is told as 23:59: it is still this day.
    return midnight + timedelta(minutes=min(minutes, _DAY_MINUTES - 1))


def _next_half_hour(moment: datetime) -> datetime:
    late = timedelta(minutes=moment.minute % 30, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not late else moment - late + timedelta(minutes=30)


def _local(now_ms: int) -> datetime:
    return datetime.fromtimestamp(now_ms / 1000, ZONE)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
