"""A ticket lets in once. Two doors off line cannot know: both facts stand, and a person is told when they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.admissions import store
from sync.portal.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.ingest.projected import Gathered


def watch(connection: Connection, member: str, gathered: Gathered, now_ms: int) -> None:
    """Look at the tickets of a batch that was just written: tell of those let in twice, settle those that are not."""
    came = {row["ticket"] for row in gathered.rows.get(tables.admission, ())}
    back = {row["ticket"] for row in gathered.rows.get(tables.admission_undone, ())}
    for ticket, entrances in store.standing(connection, member, came | back).items():
        if len(entrances) > 1:
            first, last = entrances[0], entrances[-1]
            newest = max(entrance.id for entrance in entrances)
            gathered.odd(
                store.KIND,
                f"{ticket}:{newest}",
                ticket=ticket,
                first_ms=first.at_ms,
                last_ms=last.at_ms,
                doors=list(dict.fromkeys(entrance.door for entrance in entrances)),
                times=len(entrances),
            )
        elif ticket in back:
            store.settle(connection, member, ticket, now_ms)
