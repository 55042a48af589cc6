"""Whether what visitors see is still as it was: counters in the database, so that all workers of a portal agree.

Whoever changes something public raises a counter in the same transaction. Pages made before are then made again at
the next request; until then they may be kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from sync.portal.storage import tables
from sync.portal.storage.engine import add
from sync.portal.storage.page_tables import public_version

if TYPE_CHECKING:
    from sqlalchemy import Connection

EVERYBODY = ""
FRESH_MS, STALE_MS = 300_000, 3_600_000
"""Heard within 5 minutes: stock is what it is; within an hour: one piece is kept back (facts: sync §4.6)."""
_HOUR_MS = 3_600_000
"""Days begin with an hour in Geneva too: rates of VAT follow the day."""


class Version(NamedTuple):
    """`catalogue` changes with what is offered and by whom, `stock` with what is left and what sells."""

    catalogue: tuple[object, ...]
    stock: tuple[object, ...]


def offers_changed(connection: Connection, member: str = EVERYBODY) -> None:
    """Note that what a member offers, or how it presents itself, changed; without a member, something of all."""
    add(connection, public_version, [{"member": member, "catalogue": 1, "stock": 0}])


def stock_changed(connection: Connection, member: str) -> None:
    """Note that what is left, held or sold of a member's articles changed."""
    add(connection, public_version, [{"member": member, "catalogue": 0, "stock": 1}])


def version(connection: Connection, now_ms: int) -> Version:
    """Give what pages made now would show; how long tills are silent is part of it, because words on stock say it."""
    m, t, v, gone = tables.member.c, tables.till.c, public_version.c, tables.departed.c
    heard = select(t.member, func.min(t.last_seen_ms).label("ms")).group_by(t.member).subquery("heard")
    of_all = select(v.catalogue).where(v.member == EVERYBODY).scalar_subquery()
    query = (
        select(m.id, m.name, v.catalogue, gone.left_ms, v.stock, heard.c.ms, of_all.label("of_all"))
        .outerjoin(public_version, v.member == m.id)
        .outerjoin(tables.departed, gone.member == m.id)
        .outerjoin(heard, heard.c.member == m.id)
        .order_by(m.id)
    )
    rows = connection.execute(query).all()
    return Version(
        (now_ms // _HOUR_MS, *(tuple(row)[:4] for row in rows), rows[0].of_all if rows else None),
        tuple((row.stock, _silence(now_ms - (row.ms or 0))) for row in rows),
    )


def _silence(silent_ms: int) -> int:
    return (silent_ms >= FRESH_MS) + (silent_ms >= STALE_MS)
