"""Whether a portal is well, and what it holds, in figures without names or amounts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import func, select

from sync.portal.mail import outbox
from sync.portal.storage import tables
from sync.portal.storage.engine import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.core import Metric
    from sqlalchemy import Connection, Table

    from sync.portal.storage.engine import Database

LEAST_FREE_BYTES = 100_000_000
"""With less than this on its disk a portal on SQLite is not ready for more."""


def troubles(database: Database) -> list[str]:
    """Give why this portal should get no requests now; nothing when it is ready."""
    with database.read() as connection:
        schema = said(connection, "schema")
    made = [] if schema == str(tables.SCHEMA_VERSION) else [f"schema {schema}"]
    if database.is_sqlite and (name := database.engine.url.database):
        free = shutil.disk_usage(Path(name).resolve().parent).free
        if free < LEAST_FREE_BYTES:
            made.append(f"disk: {free // 1_000_000} MB free")
    return made


class Holdings:
    """Figures read from the database at each scrape, for prometheus_client's registry."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def collect(self) -> Iterator[Metric]:
        """Give the figures."""
        with self._database.read() as connection:
            yield _one("comptoir_members", "Members", _count(connection, tables.member))
            yield _one("comptoir_tills", "Tills that were let in", _count(connection, tables.till))
            yield _one("comptoir_entries", "Journal entries held", _entries(connection))
            yield _one("comptoir_entries_waiting", "Entries held but not projected", _count(connection, tables.waiting))
            yield self._silence(connection)
            yield _odd(connection)
            yield _letters(connection)

    def _silence(self, connection: Connection) -> Metric:
        made = GaugeMetricFamily("comptoir_till_silent_seconds", "Since a till was heard last", labels=["till"])
        t = tables.till.c
        for till, seen_ms in connection.execute(select(t.id, t.last_seen_ms).where(t.last_seen_ms > 0)):
            made.add_metric([till], max(0, self._now_ms() - seen_ms) / 1000)
        return made


def _one(name: str, about: str, value: int) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _entries(connection: Connection) -> int:
    # The heads of the journals know it; counting millions of entries would take seconds.
    return int(connection.execute(select(func.coalesce(func.sum(tables.line.c.seq), 0))).scalar_one())


def _letters(connection: Connection) -> Metric:
    made = GaugeMetricFamily("comptoir_mail", "Letters: waiting, sent, failed", labels=["state"])
    for state, number in outbox.standing(connection).items():
        made.add_metric([state], number)
    return made


def _odd(connection: Connection) -> Metric:
    made = GaugeMetricFamily("comptoir_anomalies_open", "What waits for a person, by kind", labels=["kind"])
    a = tables.anomaly.c
    for kind, number in connection.execute(
        select(a.kind, func.count()).where(a.resolved_ms.is_(None)).group_by(a.kind).order_by(a.kind)
    ):
        made.add_metric([kind], number)
    return made
