"""What the chamber announces to all tills: rates of VAT from a day on, the notes of the complementary currency."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from pos.domain.currency import LEM
from pos.domain.errors import UserError
from pos.domain.marks import Marks, checked_marks
from pos.domain.money import parse_amount
from pos.domain.vat import VatRate, rates_with
from sync.portal.catalogue import freshness
from sync.portal.orders.pickup import ZONE
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.storage.engine import Database

    Audit = Callable[[Connection], object]


class MarksOfAll:
    """Read and change what is announced; each till hears it within the hour in which it is on line."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def now(self) -> Marks:
        """Give what is announced."""
        with self._database.read() as connection:
            return announced(connection)

    @property
    def today(self) -> str:
        """The day in Geneva (ISO date)."""
        return datetime.fromtimestamp(self._now_ms() / 1000, ZONE).date().isoformat()

    def announce_rate(self, code: str, percent: str, since: str, audit: Audit) -> None:
        """Announce a rate from a day on (ISO date), tomorrow at the earliest; raises `UserError`."""
        day = self._coming(since)
        rate = VatRate(code, parse_amount(percent.replace("%", "")), day)
        with self._database.write() as connection:
            known = announced(connection)
            checked_marks(Marks((*known.rates, rate), known.lem_notes))
            connection.execute(insert(tables.announced_rate).values(code=code, since=day, rate_bp=rate.rate_bp))
            freshness.offers_changed(connection)
            audit(connection)

    def withdraw_rate(self, code: str, since: str, audit: Audit) -> None:
        """Take back a rate that does not hold yet; one that does is corrected by another one."""
        day = self._coming(since)
        c = tables.announced_rate.c
        with self._database.write() as connection:
            gone = connection.execute(delete(tables.announced_rate).where(c.code == code, c.since == day))
            if not gone.rowcount:
                raise UserError("This rate is not announced.")
            freshness.offers_changed(connection)
            audit(connection)

    def put_note(self, amount: str, audit: Audit) -> None:
        """Put a note into circulation; raises `UserError`."""
        minor = parse_amount(amount)
        with self._database.write() as connection:
            known = announced(connection)
            if minor in known.lem_notes:
                raise UserError("There is such a note already.")
            _keep_notes(connection, (*known.lem_notes, minor))
            audit(connection)

    def withdraw_note(self, minor: int, audit: Audit) -> None:
        """Take a note out of circulation: tills take and give it no more, and still count those they hold."""
        with self._database.write() as connection:
            known = announced(connection)
            if minor not in known.lem_notes:
                raise UserError("There is no such note.")
            _keep_notes(connection, tuple(note for note in known.lem_notes if note != minor))
            audit(connection)

    def _coming(self, since: str) -> str:
        try:
            day = date.fromisoformat(since)
        except ValueError:
            raise UserError("«{text}» is not a day.", text=since[:24]) from None
        if day.isoformat() <= self.today:
            raise UserError("A rate begins tomorrow at the earliest: tickets of today are printed with today's rate.")
        return day.isoformat()


def announced(connection: Connection) -> Marks:
    """Give what is announced."""
    notes = connection.execute(select(tables.lem_note.c.minor).order_by(tables.lem_note.c.minor.desc())).scalars()
    return Marks(_rates(connection), tuple(notes) or LEM.notes)


def rates(connection: Connection) -> tuple[VatRate, ...]:
    """Give every legal rate with the days on which it holds."""
    return rates_with(_rates(connection))


def _rates(connection: Connection) -> tuple[VatRate, ...]:
    c = tables.announced_rate.c
    rows = connection.execute(select(c.code, c.rate_bp, c.since).order_by(c.since, c.code))
    return tuple(VatRate(*row) for row in rows)


def _keep_notes(connection: Connection, notes: tuple[int, ...]) -> None:
    good = checked_marks(Marks((), notes)).lem_notes
    connection.execute(delete(tables.lem_note))
    connection.execute(insert(tables.lem_note), [{"minor": note} for note in good])
