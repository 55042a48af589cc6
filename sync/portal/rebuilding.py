"""Rebuild every projection of a portal from its raw journal in an empty database, and compare row by row."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, select

from pos.domain import facts
from pos.domain.chain import entry_hash, is_signed_by
from pos.wording import tr
from sync.portal.gathered import Portal
from sync.portal.ingest import store
from sync.portal.ingest.projected import Gathered, Source
from sync.portal.ingest.projectors import project
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table

BATCH = 500


class Problem(msgspec.Struct, frozen=True):
    """What does not follow, and where."""

    where: str
    what: str


class Compared(msgspec.Struct, frozen=True):
    """The verdict."""

    ok: bool
    entries: int
    events: int
    problems: tuple[Problem, ...]


def compare(portal: Portal) -> Compared:
    """Check chains and signatures, project everything anew in the order of arrival, compare every table."""
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = Portal(f"sqlite:///{Path(folder) / 'rebuilt.db'}")
        try:
            with portal.database.read() as live, fresh.database.write() as rebuilt:
                entries = _check_chains(live, problems)
                events = _replay(live, rebuilt, problems)
                for table in tables.PROJECTIONS:
                    problems += _differences(live, rebuilt, table)
        finally:
            fresh.close()
    return Compared(not problems, entries, events, tuple(problems[:100]))


def _check_chains(live: Connection, problems: list[Problem]) -> int:
    count = 0
    e = tables.entry.c
    for line in live.execute(select(tables.line).order_by(tables.line.c.inc)).all():
        digest, expected = bytes(32), 1
        signed = True
        rows = live.execution_options(yield_per=BATCH).execute(
            select(e.seq, e.payload, e.hash, e.sig).where(e.inc == line.inc).order_by(e.seq)
        )
        for row in rows:
            count += 1
            digest = entry_hash(bytes.fromhex(line.inc), row.seq, digest, row.payload)
            if row.seq != expected or digest.hex() != row.hash:
                problems.append(
                    Problem(f"{line.inc[:8]} {row.seq}", tr("This entry does not follow the one before it."))
                )
                digest = bytes.fromhex(row.hash)
            expected = row.seq + 1
            signed = row.sig is not None
            if signed and not is_signed_by(bytes.fromhex(line.pubkey), bytes.fromhex(row.hash), bytes.fromhex(row.sig)):
                problems.append(
                    Problem(f"{line.inc[:8]} {row.seq}", tr("The signature of this entry is not the till's."))
                )
        if expected - 1 != line.seq or digest.hex() != line.hash or not signed:
            problems.append(Problem(line.inc[:8], tr("The head does not stand at the last entry.")))
    return count


def _replay(live: Connection, rebuilt: Connection, problems: list[Problem]) -> int:
    """Project each fact where it took effect first, in the order of arrival."""
    owners = {row.inc: row for row in live.execute(select(tables.line))}
    members = [dict(row) for row in live.execute(select(tables.member)).mappings()]
    insert_once(rebuilt, tables.member, [{**row, "change_seq": 0, "event_seq": 0} for row in members])
    waiting = set(store.entries_waiting(live))
    events = 0
    for row in _in_order(live):
        events += 1
        if (row.inc, row.seq) in waiting:
            continue
        owner = owners[row.inc]
        source = Source(owner.member, owner.till, row.inc, row.seq, row.received_ms)
        gathered = Gathered(rebuilt)
        try:
            project(gathered, source, facts.decode(row.payload))
        except (msgspec.MsgspecError, ValueError, LookupError, TypeError) as error:
            problems.append(Problem(f"{row.inc[:8]} {row.seq}", str(error)))
            continue
        store.write_gathered(rebuilt, owner.member, owner.till, gathered, row.received_ms)
    return events


def _in_order(live: Connection) -> Iterator[Any]:
    e, v = tables.entry.c, tables.event.c
    rows = live.execution_options(yield_per=BATCH).execute(
        select(e.inc, e.seq, e.payload, e.received_ms, v.arrival)
        .join(tables.event, (v.inc == e.inc) & (v.seq == e.seq))
        .order_by(v.member, v.arrival)
    )
    yield from rows


def _differences(live: Connection, rebuilt: Connection, table: Table) -> list[Problem]:
    key = list(table.primary_key)
    columns = [table.c[column.name] for column in table.columns]
    query = select(*columns).order_by(*key)
    here, there = live.execute(query), rebuilt.execute(query)
    while True:
        mine, right = here.fetchone(), there.fetchone()
        if mine is None and right is None:
            return []
        if mine is None or right is None or tuple(mine) != tuple(right):
            shown = mine if mine is not None else right
            what = tr("live {live}, rebuilt {right}", live=str(mine)[:200], right=str(right)[:200])
            return [Problem(f"{table.name} {str(shown)[:60]}", what)]
