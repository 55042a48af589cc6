"""Project the raw journal anew, in the order in which its facts arrived."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, select, text

from pos.domain import facts
from sync.portal.ingest import store
from sync.portal.ingest.projected import Gathered, Source
from sync.portal.ingest.projectors import project
from sync.portal.statistics import rolling
from sync.portal.storage import tables
from sync.portal.storage.engine import ALONE, PROJECT_ANEW, insert_once, keep, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sync.portal.storage.engine import Database

log = logging.getLogger(__name__)
BATCH = 500


def project_anew(database: Database) -> int:
    """Project everything again after a migration emptied what is derived; give how many facts took effect.

    In one transaction: a portal that dies on the way does it again at its next start.
    """
    with database.write() as rebuilt:
        if not database.is_sqlite:
            rebuilt.execute(text(ALONE))
        if said(rebuilt, PROJECT_ANEW) != "1":
            return 0
        with database.read() as live:
            events = replay(live, rebuilt, lambda where, what: log.error("cannot be projected: %s %s", where, what))
        rolling.mark_all(rebuilt)
        keep(rebuilt, PROJECT_ANEW, "")
    return events


def replay(live: Connection, rebuilt: Connection, problem: Callable[[str, str], None]) -> int:
    """Project each fact where it took effect first, in the order of arrival; give how many did.

    `problem` is told where and why one does not project.
    """
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
            problem(f"{row.inc[:8]} {row.seq}", str(error))
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
