"""The SQL of the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from sync.portal.agenda.happening import Happening
from sync.portal.storage import tables
from sync.portal.storage.agenda_tables import agenda_event
from sync.portal.storage.engine import put

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = [agenda_event.c[name] for name in Happening._fields]


def coming(connection: Connection, now_ms: int, member: str | None = None) -> list[Happening]:
    """Give what is not over, the next first: of all who are here, or of one member."""
    c = agenda_event.c
    query = select(*_COLUMNS).where(c.ends_ms > now_ms, c.member.not_in(select(tables.departed.c.member)))
    if member is not None:
        query = query.where(c.member == member)
    return [Happening(*row) for row in connection.execute(query.order_by(c.begins_ms, c.id))]


def one(connection: Connection, identity: str) -> Happening | None:
    """Give an event, past or not, of who is here."""
    c = agenda_event.c
    query = select(*_COLUMNS).where(c.id == identity, c.member.not_in(select(tables.departed.c.member)))
    row = connection.execute(query).one_or_none()
    return None if row is None else Happening(*row)


def of_member(connection: Connection, member: str, most: int) -> list[Happening]:
    """Give the events of a member, the latest first."""
    c = agenda_event.c
    query = select(*_COLUMNS).where(c.member == member).order_by(c.begins_ms.desc(), c.id).limit(most)
    return [Happening(*row) for row in connection.execute(query)]


def number_coming(connection: Connection, member: str, now_ms: int) -> int:
    """Count a member's events that are not over."""
    c = agenda_event.c
    query = select(func.count()).select_from(agenda_event).where(c.member == member, c.ends_ms > now_ms)
    return int(connection.execute(query).scalar_one())


def keep(connection: Connection, event: Happening) -> None:
    """Put an event."""
    put(connection, agenda_event, [event._asdict()])


def erase(connection: Connection, member: str) -> None:
    """Take away what a member announced."""
    connection.execute(delete(agenda_event).where(agenda_event.c.member == member))
