"""Bring months out: once each, in order, a month after their end; then they are never changed.

What changes afterwards, a sale that was off line for weeks, a refund, is counted in the next month that comes out.
What would make a member's figure negative waits until it does not. A month counts members that share on the day on
which it comes out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import delete, func, select, text

from sync.portal.ledger.months import after, last_day
from sync.portal.statistics import store
from sync.portal.statistics.measures import Measure
from sync.portal.statistics.tabling import Basis, Vector, month_of
from sync.portal.storage.engine import ALONE, insert_new
from sync.portal.storage.statistics_tables import counted, published, roll_late

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from sync.portal.statistics.breakdown import Shop
    from sync.portal.statistics.month import Month
    from sync.portal.statistics.protection import Rule

ZONE = ZoneInfo("Europe/Zurich")
LAG = 2
"""A month comes out on the first day of the second month after it."""
MOST_MONTHS = 24
OWED = "owed"
"""Stands for the month of what was counted more than there was, because no figure is negative."""
_encoder, _months = msgspec.json.Encoder(), msgspec.json.Decoder


def due(connection: Connection, today: str) -> str | None:
    """Give the next month to bring out, None when none is due."""
    last = connection.execute(select(func.max(published.c.month))).scalar_one_or_none()
    newest = after(today[:7], -LAG)
    if last is not None:
        wanted = after(last)
    else:
        first = store.first_day(connection)
        wanted = max(first[:7], after(newest, 1 - MOST_MONTHS)) if first else ""
    return wanted if wanted and wanted <= newest else None


def publish(connection: Connection, month: str, rule: Rule, now_ms: int, *, sqlite: bool) -> Month:
    """Bring a month out, in the given transaction; sums must be made already."""
    if not sqlite:
        connection.execute(text(ALONE))
    shops = store.shops(connection, end_ms(month))
    before = store.counted_in(connection, after(month, -1))
    vectors = _count(connection, month, shops)
    basis = Basis(
        month=month,
        published_on=datetime.fromtimestamp(now_ms / 1000, ZONE).date().isoformat(),
        network=store.network(connection),
        shops=shops,
        vectors=vectors,
        aisle=store.aisles(connection),
        median_minor=store.median_ticket(connection, list(shops), month),
        before=before,
    )
    made = month_of(basis, rule)
    body = _encoder.encode(made)
    row = {"month": month, "at_ms": now_ms, "sha256": hashlib.sha256(body).hexdigest(), "body": body}
    insert_new(connection, published, [row])
    return made


def end_ms(month: str) -> int:
    """Give when a month was over in Geneva."""
    end = datetime.fromisoformat(f"{after(month)}-01").replace(tzinfo=ZONE)
    return int(end.timestamp() * 1000)


def _count(connection: Connection, month: str, shops: Mapping[str, Shop]) -> dict[str, Vector]:
    """Give what members bring to a month, late changes of earlier ones included, and keep what was counted."""
    members = list(shops)
    fresh = store.sums(connection, members, f"{month}-01", last_day(month))
    owed = store.counted_of(connection, members, OWED)
    late = _late(connection, members)
    vectors: dict[str, Vector] = {}
    rows = []
    for member in members:
        mine = {month: fresh.get(member, {}), **late.get(member, {})}
        base: Vector = defaultdict(int)
        for of_month, vector in mine.items():
            for (measure, key), amount in vector.items():
                base[measure, key] += amount
                if amount:
                    rows.append(_row(month, member, of_month, measure, key, amount))
        vector = {}
        for place in {*base, *owed.get(member, {})}:
            over = owed.get(member, {}).get(place, 0)
            value = max(0, base.get(place, 0) - over)
            if value:
                vector[place] = value
            # What is owed changes by what was counted beyond what there was.
            if value != base.get(place, 0):
                rows.append(_row(month, member, OWED, *place, value - base.get(place, 0)))
        where = f"{shops[member].sector}|{shops[member].commune}"
        rows.append(_row(month, member, month, Measure.MEMBER, where, 1))
        vectors[member] = vector
    insert_new(connection, counted, rows)
    return vectors


def _late(connection: Connection, members: list[str]) -> dict[str, dict[str, Vector]]:
    """Give by member and month how earlier months differ from what was counted of them; they are noted as told."""
    found: dict[str, dict[str, Vector]] = defaultdict(dict)
    pairs = connection.execute(select(roll_late.c.member, roll_late.c.month).order_by(roll_late.c.month)).all()
    sharing = set(members)
    for member, of_month in pairs:
        if member not in sharing:
            continue
        before = store.counted_of(connection, [member], of_month).get(member)
        if before is not None:
            # A month in which it was not counted is its own for ever.
            now = store.sums(connection, [member], f"{of_month}-01", last_day(of_month)).get(member, {})
            found[member][of_month] = difference(now, before)
        late = roll_late.c
        connection.execute(delete(roll_late).where(late.member == member, late.month == of_month))
    return found


def difference(now: Mapping[tuple[Measure, str], int], before: Mapping[tuple[Measure, str], int]) -> Vector:
    """Give what has come to earlier sums."""
    return {place: more for place in {*now, *before} if (more := now.get(place, 0) - before.get(place, 0))}


def _row(month: str, member: str, of_month: str, measure: Measure, key: str, amount: int) -> dict[str, str | int]:
    return {"month": month, "member": member, "of_month": of_month, "measure": measure.value, "key": key,
            "amount": amount}  # fmt: skip
