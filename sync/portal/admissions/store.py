"""The SQL of admissions: tickets that two doors let in, and that is no longer so once one is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import exists, select, update

from sync.portal.storage import tables
from sync.portal.storage.engine import among

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

KIND = "admitted_twice"
"""Of the anomaly."""


class Entrance(NamedTuple):
    """An admission that stands: the name of the till at the door, and its wall clock."""

    id: str
    ticket: str
    door: str
    at_ms: int


def standing(connection: Connection, member: str, tickets: Collection[str]) -> dict[str, list[Entrance]]:
    """Give the admissions of tickets that were not taken back, the earliest first."""
    if not tickets:
        return {}
    a, u, t = tables.admission.c, tables.admission_undone.c, tables.till
    taken_back = exists().where(u.member == a.member, u.admission == a.id)
    rows = connection.execute(
        select(a.id, a.ticket, t.c.name, a.at_ms)
        .outerjoin(t, t.c.id == a.till)
        .where(a.member == member, among(connection, a.ticket, list(tickets)), ~taken_back)
        .order_by(a.at_ms, a.id)
    )
    made: dict[str, list[Entrance]] = {ticket: [] for ticket in tickets}
    for row in rows:
        made[row.ticket].append(Entrance(row.id, row.ticket, row.name or "", row.at_ms))
    return made


def settle(connection: Connection, member: str, ticket: str, now_ms: int) -> None:
    """Take a ticket's oddity from the list: an admission was taken back, one stands."""
    c = tables.anomaly.c
    connection.execute(
        update(tables.anomaly)
        .where(c.member == member, c.kind == KIND, c.key.startswith(f"{ticket}:", autoescape=True))
        .where(c.resolved_ms.is_(None))
        .values(resolved_ms=now_ms, resolved_by="admission.undone")
    )
