"""Measure statistics on a year of five million sale lines in PostgreSQL: sums made once, a day, a month, a page.

The lines are made by the database itself: what is measured is what reads them.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import text

from sync.portal.gathered import Portal
from sync.portal.members import profile
from sync.portal.members import store as members
from sync.portal.members.communes import COMMUNES
from sync.portal.members.sectors import SECTORS
from sync.portal.statistics import rolling
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_new, put
from sync.portal.storage.scratch_server import ScratchServer, find_binaries
from sync.portal.web import statistics_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

LINES = (1_000_000, 5_000_000)
MEMBERS, LINES_OF_A_SALE = 300, 2.5
FIRST_DAY, DAYS = "2025-01-01", 365
AFTER_MS = 1_772_323_200_000  # 1 March 2026: the year is out
ROUNDS = 15
BUILD_BUDGET, DAY_BUDGET, GROWTH_BUDGET = 8.0, 5.0, 2.0
_SALES = """
INSERT INTO sale (member, id, till, receipt, at, business_day, total_minor, rounding_minor, training, heard_ms)
SELECT lpad(to_hex(n % :members), 32, '0'), lpad(to_hex(n), 32, '0'), '', 'B-' || n, '',
       to_char(DATE '2025-01-01' + CAST(n / :members % :days AS integer), 'YYYY-MM-DD'),
       500 + n * 7919 % 6000, 0, false, 0
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
"""
_LINES = """
INSERT INTO sale_line (member, sale, position, line, name, quantity_milli, total_minor, vat_code, rate_bp, category)
SELECT lpad(to_hex(n % :members), 32, '0'), lpad(to_hex(n), 32, '0'), k, n || '-' || k, 'article', 1000,
       200 + (n * 31 + k * 17) % 2400, 'R', 260, 'category ' || (n + k) % 6
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n,
     generate_series(0, 1 + CAST(n % 2 AS integer)) AS k
"""
_PAID = """
INSERT INTO payment (member, sale, position, code, currency, minor, value_minor)
SELECT lpad(to_hex(n % :members), 32, '0'), lpad(to_hex(n), 32, '0'), 0,
       CASE WHEN n % 12 = 0 THEN 'note.LEM' ELSE 'card' END, CASE WHEN n % 12 = 0 THEN 'LEM' ELSE 'CHF' END, 1000, 1000
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
"""
_GROUPED = """
SELECT s.business_day, s.member, l.category, sum(l.total_minor) FROM sale s
JOIN sale_line l ON l.member = s.member AND l.sale = s.id GROUP BY 1, 2, 3
"""
_ONE_DAY = """
SELECT l.category, sum(l.total_minor) FROM sale s JOIN sale_line l ON l.member = s.member AND l.sale = s.id
WHERE s.member = :member AND s.business_day = :day GROUP BY 1
"""


class Spent(NamedTuple):
    """What was measured at one size, milliseconds."""

    build: float
    grouped: float
    day: float
    bare_day: float
    month: float
    page: float


def measured() -> Iterator[dict[str, Any]]:
    """Give the rows, one after the other; none of them without PostgreSQL."""
    binaries = find_binaries()
    if binaries is None:
        yield _row("statistics.build", "s", None, None, None, 0.0, reason="no PostgreSQL here")
        return
    server = ScratchServer(binaries)
    try:
        small, large = (_at_size(server.fresh(), lines) for lines in LINES)
    finally:
        server.close()
    yield _row(
        "statistics.build", "s", large.build / 1000, large.grouped / 1000, large.build / large.grouped, BUILD_BUDGET
    )
    yield _row("statistics.day", "ms", large.day, large.bare_day, large.day / large.bare_day, DAY_BUDGET)
    for name, now, before in (
        ("statistics.day.growth", large.day, small.day),
        ("statistics.month.growth", large.month, small.month),
        ("statistics.page.growth", large.page, small.page),
    ):
        yield _row(name, "ms", now, before, now / before, GROWTH_BUDGET)


def _at_size(url: str, lines: int) -> Spent:
    portal = Portal(url, now_ms=lambda: AFTER_MS)
    try:
        with portal.database.write() as connection:
            _fill(connection, int(lines / LINES_OF_A_SALE))
        with portal.database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
        build = _ms(portal.statistics.roll)
        grouped = _ms(lambda: _read(portal, _GROUPED))
        some = {"member": f"{7:032x}", "day": "2025-06-17"}
        day, bare = [], []
        for _ in range(ROUNDS):
            day.append(_ms(lambda: _one_day(portal, some["member"], some["day"])))
            bare.append(_ms(lambda: _read(portal, _ONE_DAY, **some)))
        begun = time.perf_counter()
        months = portal.statistics.publish_due()
        month = (time.perf_counter() - begun) * 1000 / len(months)
        page = [_ms(lambda: statistics_view.year_page(portal.statistics, "", "2025")) for _ in range(ROUNDS)]
        return Spent(build, grouped, statistics.median(day), statistics.median(bare), month, statistics.median(page))
    finally:
        portal.close()


def _fill(connection: Connection, sales: int) -> None:
    sectors, communes = list(SECTORS), COMMUNES[:12]
    for place in range(MEMBERS):
        member = f"{place:032x}"
        members.add_member(connection, member, f"Membre {place}", 0)
        said = profile.PublicProfile(sector=sectors[place % len(sectors)], commune=communes[place % len(communes)])
        put(connection, tables.member_profile, [{"member": member, "body": msgspec.json.encode(said), "changed_ms": 0}])
        event = {"member": member, "id": member, "inc": member, "seq": 1, "arrival": 1}
        insert_new(connection, tables.event, [event])
        insert_new(connection, tables.consent, [{"member": member, "event": member, "statistics": True, "at_ms": 0}])
    values = {"members": MEMBERS, "days": DAYS, "first": 1, "last": sales}
    for statement in (_SALES, _LINES, _PAID):
        wanted = {name: value for name, value in values.items() if f":{name}" in statement}
        connection.execute(text(statement), wanted)
    rolling.mark_all(connection)


def _one_day(portal: Portal, member: str, day: str) -> None:
    with portal.database.write() as connection:
        rolling.make_anew(connection, member, [day])


def _read(portal: Portal, statement: str, **values: str) -> None:
    with portal.database.read() as connection:
        connection.execute(text(statement), values).all()


def _ms(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _row(
    name: str, unit: str, p50: float | None, floor: float | None, ratio: float | None, budget: float, reason: str = ""
) -> dict[str, Any]:
    shown = [None if each is None else round(each, 2) for each in (p50, floor, ratio)]
    ok = ratio is not None and ratio <= budget
    return {"name": name, "unit": unit, "p50": shown[0], "p99": None, "floor": shown[1], "ratio": shown[2],
            "budget": budget, "ok": ok, "reason": reason}  # fmt: skip
