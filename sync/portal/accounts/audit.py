"""Who did what at the portal: written in the transaction in which it was done, never changed, never taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from sync.portal.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

OFFICE = "office"
"""Who acts from the command line of the portal's own machine."""


class Done(NamedTuple):
    """Something that somebody did; `actor` is a person's id, or `office`."""

    at_ms: int
    actor: str
    action: str
    target: str
    detail: str
    member: str | None
    id: int


def note(
    connection: Connection,
    now_ms: int,
    actor: str,
    action: str,
    target: str,
    detail: str = "",
    *,
    member: str | None = None,
) -> None:
    """Note who did what, to whom or to which shop: ids, roles and counts, no names and nothing secret."""
    row = {"at_ms": now_ms, "actor": actor, "action": action, "member": member}
    connection.execute(insert(tables.audit).values(**row, target=target[:80], detail=detail[:500]))


def done(
    connection: Connection, *, member: str | None = None, actor: str = "", before: int | None = None, most: int = 50
) -> list[Done]:
    """Give what was done last, or before the line of a number: in one shop, by one person, or at all."""
    c = tables.audit.c
    query = select(*(c[name] for name in Done._fields)).order_by(c.id.desc()).limit(most)
    if member is not None:
        query = query.where(c.member == member)
    if before is not None:
        query = query.where(c.id < before)
    if actor:
        query = query.where(c.actor == actor)
    return [Done(*row) for row in connection.execute(query)]
