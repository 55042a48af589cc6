"""The statistics checked anew: sums are those of the sales, and what was published is as it was."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from pos.wording import tr
from sync.portal.statistics import rolling
from sync.portal.statistics.measures import Measure
from sync.portal.storage.statistics_tables import published, roll_day, roll_dirty

if TYPE_CHECKING:
    from sqlalchemy import Connection


def problems(connection: Connection) -> list[str]:
    """Give what does not follow, in words."""
    return [*_sums(connection), *_published(connection)]


def _sums(connection: Connection) -> list[str]:
    d = roll_dirty.c
    waiting = {tuple(row) for row in connection.execute(select(d.member, d.day))}
    wrong = []
    for member in connection.execute(select(roll_day.c.member).distinct().order_by(roll_day.c.member)).scalars().all():
        kept: rolling.Sums = defaultdict(int)
        rows = connection.execute(select(roll_day).where(roll_day.c.member == member)).all()
        for row in rows:
            if (member, row.day) not in waiting:
                kept[row.day, Measure(row.measure), row.key] = row.amount
        days = sorted({day for day, _, _ in kept})
        made = {place: amount for place, amount in rolling.of_days(connection, member, days).items() if amount}
        if made != dict(kept):
            odd = sorted({place[0] for place in made.keys() | kept.keys() if made.get(place) != kept.get(place)})
            wrong.append(tr("The sums of {day} are not those of its sales.", day=f"{member[:8]} {odd[0]}"))
    return wrong


def _published(connection: Connection) -> list[str]:
    p = published.c
    return [
        tr("The published month {month} is not as it was.", month=row.month)
        for row in connection.execute(select(p.month, p.sha256, p.body).order_by(p.month))
        if hashlib.sha256(row.body).hexdigest() != row.sha256
    ]
