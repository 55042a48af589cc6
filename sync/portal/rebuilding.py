"""Rebuild every projection of a portal from its raw journal in an empty database, and compare row by row."""

from __future__ import annotations

import tempfile
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from pos.domain import facts
from pos.domain.chain import entry_hash, is_signed_by
from pos.wording import tr
from sync.portal.gathered import Portal
from sync.portal.ingest.replaying import replay
from sync.portal.ledger import auditing
from sync.portal.statistics import auditing as statistics_auditing
from sync.portal.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

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
                events = replay(live, rebuilt, lambda where, what: problems.append(Problem(where, what)))
                problems += [Problem(tr("ledger"), words) for words in auditing.problems(live)]
                problems += [Problem(tr("statistics"), words) for words in statistics_auditing.problems(live)]
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
            select(e.seq, e.id, e.type, e.v, e.payload, e.hash, e.sig).where(e.inc == line.inc).order_by(e.seq)
        )
        for row in rows:
            count += 1
            digest = entry_hash(bytes.fromhex(line.inc), row.seq, digest, row.payload)
            if row.seq != expected or digest.hex() != row.hash:
                problems.append(
                    Problem(f"{line.inc[:8]} {row.seq}", tr("This entry does not follow the one before it."))
                )
                digest = bytes.fromhex(row.hash)
            if _named_otherwise(row):
                what = tr("The columns of this entry are not those of its content.")
                problems.append(Problem(f"{line.inc[:8]} {row.seq}", what))
            expected = row.seq + 1
            signed = row.sig is not None
            if signed and not is_signed_by(bytes.fromhex(line.pubkey), bytes.fromhex(row.hash), bytes.fromhex(row.sig)):
                problems.append(
                    Problem(f"{line.inc[:8]} {row.seq}", tr("The signature of this entry is not the till's."))
                )
        if expected - 1 != line.seq or digest.hex() != line.hash or not signed:
            problems.append(Problem(line.inc[:8], tr("The head does not stand at the last entry.")))
    return count


def _named_otherwise(row: Any) -> bool:
    try:
        known = facts.header(row.payload)
    except msgspec.MsgspecError:
        return True
    return (known.id, known.type[:40], known.v) != (row.id, row.type, row.v)


def _differences(live: Connection, rebuilt: Connection, table: Table) -> list[Problem]:
    key = list(table.primary_key)
    columns = [table.c[column.name] for column in table.columns]
    query = select(*columns).order_by(*key)
    # Closed by hand: what is left of them would stay open on PostgreSQL.
    with closing(live.execute(query)) as here, closing(rebuilt.execute(query)) as there:
        for mine, right in zip_longest(here, there):
            if mine is None or right is None or tuple(mine) != tuple(right):
                shown = mine if mine is not None else right
                what = tr("live {live}, rebuilt {right}", live=str(mine)[:200], right=str(right)[:200])
                return [Problem(f"{table.name} {str(shown)[:60]}", what)]
    return []
