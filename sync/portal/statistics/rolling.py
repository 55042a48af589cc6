"""Sums by day and member, made anew for the days whose sales changed: figures never read tickets one by one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, select

from pos.domain.vat import OUTSIDE
from sync.portal.statistics.measures import Measure
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_new, insert_once
from sync.portal.storage.statistics_tables import published, roll_day, roll_dirty, roll_late

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

    from sync.portal.ingest.projected import Gathered

DAYS_AT_ONCE = 400
"""How many days of a member are made anew in one transaction."""
Sums = dict[tuple[str, Measure, str], int]


def mark(connection: Connection, member: str, gathered: Gathered) -> None:
    """Note the days whose sales a batch changed."""
    days = {row["business_day"] for row in gathered.rows.get(tables.sale, ())}
    insert_once(connection, roll_dirty, [{"member": member, "day": day} for day in sorted(days)])


def mark_all(connection: Connection) -> None:
    """Note every day with a sale: what the sales say was projected anew."""
    connection.execute(delete(roll_dirty))
    s = tables.sale.c
    connection.execute(insert(roll_dirty).from_select(["member", "day"], select(s.member, s.business_day).distinct()))


def dirty(connection: Connection, most: int = DAYS_AT_ONCE) -> tuple[str, list[str]] | None:
    """Give a member with days to be made anew, and the latest of them; None when all is done."""
    d = roll_dirty.c
    member = connection.execute(select(d.member).order_by(d.member).limit(1)).scalar_one_or_none()
    return None if member is None else (member, dirty_of(connection, member, most))


def dirty_of(connection: Connection, member: str, most: int = DAYS_AT_ONCE) -> list[str]:
    """Give the days of a member that are to be made anew, the latest first."""
    d = roll_dirty.c
    return list(
        connection.execute(select(d.day).where(d.member == member).order_by(d.day.desc()).limit(most)).scalars()
    )


def make_anew(connection: Connection, member: str, days: Sequence[str]) -> None:
    """Make the sums of some days from the sales; under the member's lock."""
    sums = of_days(connection, member, days)
    r, d = roll_day.c, roll_dirty.c
    connection.execute(delete(roll_day).where(r.member == member, r.day.in_(days)))
    rows = [
        {"day": day, "member": member, "measure": measure.value, "key": key, "amount": amount}
        for (day, measure, key), amount in sums.items()
        if amount
    ]
    insert_new(connection, roll_day, rows)
    connection.execute(delete(roll_dirty).where(d.member == member, d.day.in_(days)))
    last = connection.execute(select(func.max(published.c.month))).scalar_one_or_none() or ""
    late = sorted({day[:7] for day in days if day[:7] <= last})
    insert_once(connection, roll_late, [{"member": member, "month": month} for month in late])


def of_days(connection: Connection, member: str, days: Sequence[str]) -> Sums:
    """Give what days come to in every measure, from the sales themselves."""
    sums: Sums = defaultdict(int)
    for day, category, known, local, made, buyer, total in connection.execute(_sold(member, days)):
        amount = int(total)
        sums[day, Measure.SALES, category[:64]] += amount
        if buyer:
            sums[day, Measure.NETWORK, buyer] += amount
        for applies, measure in ((known, Measure.ORIGIN), (local, Measure.LOCAL), (made, Measure.ESS_MADE)):
            if applies:
                sums[day, measure, ""] += amount
    s, p = tables.sale.c, tables.payment.c
    tickets = select(s.business_day, func.count(), func.sum(s.total_minor)).where(
        *_on(member, days), s.refunds.is_(None)
    )
    for day, number, total in connection.execute(tickets.group_by(s.business_day)):
        sums[day, Measure.TICKETS, ""] += int(number)
        sums[day, Measure.BASKETS, ""] += int(total)
    paid = (
        select(s.business_day, p.currency, p.code, func.sum(p.value_minor))
        .join(tables.sale, and_(s.member == p.member, s.id == p.sale))
        .where(*_on(member, days))
        .group_by(s.business_day, p.currency, p.code)
    )
    for day, currency, code, value in connection.execute(paid):
        sums[day, Measure.PAID, f"{currency}:{code}"] += int(value)
    return sums


def _sold(member: str, days: Sequence[str]) -> Select[Any]:
    s, line, trait, buyer = tables.sale.c, tables.sale_line.c, tables.product_trait.c, tables.sale_buyer.c
    bought = (
        buyer.member == s.member,
        buyer.sale == func.coalesce(s.refunds, s.id),
        buyer.buyer.in_(select(tables.member.c.id)),
    )
    asked = (trait.origin_known, trait.local, trait.ess_made)
    return (
        select(s.business_day, line.category, *asked, buyer.buyer, func.sum(line.total_minor))
        .select_from(tables.sale)
        .join(tables.sale_line, and_(line.member == s.member, line.sale == s.id))
        .outerjoin(tables.product_trait, and_(trait.member == line.member, trait.product == line.product))
        .outerjoin(tables.sale_buyer, and_(*bought))
        .where(*_on(member, days), line.vat_code != OUTSIDE, func.coalesce(trait.counts, True))
        .group_by(s.business_day, line.category, *asked, buyer.buyer)
    )


def _on(member: str, days: Sequence[str]) -> tuple[Any, ...]:
    s = tables.sale.c
    return (s.member == member, s.business_day.in_(days), s.training.is_(False))
