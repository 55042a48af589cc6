"""What one till records and the member's other tills hear, exactly as it was written: see `pos.domain.facts.SHARED`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, tuple_

from pos.domain import facts
from sync.portal.storage import tables
from sync.protocol.messages import MAX_FACT_BYTES, MAX_FACTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from sync.portal.catalogue.store import Change
    from sync.portal.ingest.projected import Gathered, Source

FACT = "fact"
"""Kind of a change whose key is the fact's id."""


class Page(NamedTuple):
    """Changes that fit into one page, and the facts among them as they were written."""

    rows: Sequence[Change]
    payloads: tuple[str, ...]


class _Place(NamedTuple):
    inc: str
    seq: int
    type: str
    size: int


def told(into: Gathered, source: Source, fact: facts.AnyFact) -> None:
    """Let the other tills hear a fact; the portal itself derives nothing from it."""
    del source
    into.touch(FACT, fact.id)


def receipt_told(into: Gathered, source: Source, fact: facts.StockReceived) -> None:
    """Let the other tills hear what a goods receipt says of its lines; one that only moves has nothing to tell."""
    if fact.lines:
        told(into, source, fact)


def held(said: str) -> dict[str, int]:
    """Read which own entries a till has, by incarnation; what is malformed is taken for nothing."""
    made = {}
    for part in said.split(","):
        inc, _, seq = part.partition(":")
        if len(inc) == 32 and seq.isascii() and seq.isdigit() and len(seq) < 16:
            made[inc] = int(seq)
    return made


def fitted(connection: Connection, member: str, rows: Sequence[Change], own: Mapping[str, int]) -> Page:
    """Cut a list of changes where its facts become too many or too large, at least one stays; give both.

    Facts that the till wrote itself are left out, but for kinds whose last one stands: there the order counts.
    """
    places = _places(connection, member, [row.key for row in rows if row.kind == FACT])
    wanted: list[_Place] = []
    size = 0
    for count, row in enumerate(rows):
        place = places.get(row.key) if row.kind == FACT else None
        if place is None or (place.seq <= own.get(place.inc, 0) and place.type not in facts.IN_ORDER):
            continue
        size += place.size
        if wanted and (len(wanted) == MAX_FACTS or size > MAX_FACT_BYTES):
            return Page(rows[:count], _payloads(connection, wanted))
        wanted.append(place)
    return Page(rows, _payloads(connection, wanted))


def _places(connection: Connection, member: str, ids: Sequence[str]) -> dict[str, _Place]:
    if not ids:
        return {}
    e, v = tables.entry.c, tables.event.c
    query = (
        select(v.id, v.inc, v.seq, e.type, func.length(e.payload))
        .join(tables.entry, (e.inc == v.inc) & (e.seq == v.seq))
        .where(v.member == member, v.id.in_(ids))
    )
    return {row[0]: _Place(*row[1:]) for row in connection.execute(query)}


def _payloads(connection: Connection, places: Sequence[_Place]) -> tuple[str, ...]:
    if not places:
        return ()
    e = tables.entry.c
    wanted = [(place.inc, place.seq) for place in places]
    query = select(e.inc, e.seq, e.payload).where(tuple_(e.inc, e.seq).in_(wanted))
    found = {(inc, seq): bytes(payload).decode() for inc, seq, payload in connection.execute(query)}
    return tuple(found[place] for place in wanted)
