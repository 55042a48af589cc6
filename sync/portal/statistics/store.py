"""The SQL of the statistics."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from pos.domain.folding import words_of
from sync.portal.ledger.months import last_day
from sync.portal.members import profile
from sync.portal.members.communes import commune_of
from sync.portal.statistics.breakdown import Shop
from sync.portal.statistics.measures import Measure
from sync.portal.storage import tables
from sync.portal.storage.engine import among
from sync.portal.storage.statistics_tables import counted, roll_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from sync.portal.statistics.tabling import Vector


def first_day(connection: Connection) -> str | None:
    """Give the first business day that there are sums of."""
    return connection.execute(select(func.min(roll_day.c.day))).scalar_one_or_none()


def network(connection: Connection) -> int:
    """Give how many members there are."""
    gone = select(tables.departed.c.member)
    return int(connection.execute(select(func.count()).where(tables.member.c.id.not_in(gone))).scalar_one())


def sharing(connection: Connection) -> list[str]:
    """Give the members that share: what each said last, in the order of arrival."""
    c, v = tables.consent.c, tables.event.c
    query = (
        select(c.member, c.statistics)
        .join(tables.event, and_(v.member == c.member, v.id == c.event))
        .where(c.member.not_in(select(tables.departed.c.member)))
        .order_by(v.arrival)
    )
    return sorted(
        member for member, shares in {row.member: row.statistics for row in connection.execute(query)}.items() if shares
    )


def shops(connection: Connection, month_end_ms: int) -> dict[str, Shop]:
    """Give who shares, with its tills that there were at the end of a month and those heard since."""
    t, key = tables.till.c, tables.till_key.c
    alive = select(key.till).where(key.revoked.is_(False))
    query = select(t.member, t.last_seen_ms).where(t.created_ms < month_end_ms, t.id.in_(alive))
    tills: dict[str, list[bool]] = defaultdict(list)
    for member, seen in connection.execute(query):
        tills[member].append(seen >= month_end_ms)
    made = {}
    for member in sharing(connection):
        said, mine = profile.load(connection, member), tills.get(member, [])
        made[member] = Shop(said.sector, commune_of(said.commune), len(mine), sum(mine))
    return made


def sums(connection: Connection, members: Sequence[str], first: str, last: str) -> dict[str, Vector]:
    """Give what members sold between two business days, by measure and key."""
    r = roll_day.c
    query = (
        select(r.member, r.measure, r.key, func.sum(r.amount))
        .where(r.day >= first, r.day <= last, among(connection, r.member, members))
        .group_by(r.member, r.measure, r.key)
    )
    found: dict[str, Vector] = defaultdict(dict)
    for member, measure, key, amount in connection.execute(query):
        found[member][Measure(measure), key] = int(amount)
    return found


def by_month(connection: Connection, member: str) -> dict[str, Vector]:
    """Give all that a member sold by month, measure and key."""
    r = roll_day.c
    month = func.substr(r.day, 1, 7)
    query = (
        select(month, r.measure, r.key, func.sum(r.amount)).where(r.member == member).group_by(month, r.measure, r.key)
    )
    found: dict[str, Vector] = defaultdict(dict)
    for each, measure, key, amount in connection.execute(query):
        found[each][Measure(measure), key] = int(amount)
    return found


def categories(connection: Connection, member: str) -> dict[str, str]:
    """Give the names of a member's categories by key."""
    c = tables.category.c
    return {row.key: row.name for row in connection.execute(select(c.key, c.name).where(c.member == member))}


def counted_of(connection: Connection, members: Sequence[str], of_month: str) -> dict[str, Vector]:
    """Give what was counted of members for a month, in whichever months it came out; without them who never was."""
    c = counted.c
    query = (
        select(c.member, c.measure, c.key, func.sum(c.amount))
        .where(c.of_month == of_month, among(connection, c.member, members))
        .group_by(c.member, c.measure, c.key)
    )
    found: dict[str, Vector] = defaultdict(dict)
    for member, measure, key, amount in connection.execute(query):
        mine = found[member]
        if measure != Measure.MEMBER:
            mine[Measure(measure), key] = int(amount)
    return found


def counted_in(connection: Connection, month: str) -> dict[str, Vector]:
    """Give what a month that came out counted of each member."""
    c = counted.c
    query = (
        select(c.member, c.measure, c.key, func.sum(c.amount))
        .where(c.month == month)
        .group_by(c.member, c.measure, c.key)
    )
    found: dict[str, Vector] = defaultdict(dict)
    for member, measure, key, amount in connection.execute(query):
        found[member][Measure(measure), key] = int(amount)
    return found


def sector_in(connection: Connection, month: str, member: str) -> str:
    """Give in which sector a member was counted, empty where it was not."""
    c = counted.c
    query = select(c.key).where(c.month == month, c.member == member, c.measure == Measure.MEMBER.value)
    return str(connection.execute(query.limit(1)).scalar_one_or_none() or "").partition("|")[0]


def median_ticket(connection: Connection, members: Sequence[str], month: str) -> int | None:
    """Give the middle of a month's tickets, refunds left out, CHF minor units; None of none."""
    s = tables.sale.c
    wanted = (
        s.business_day.between(f"{month}-01", last_day(month)),
        among(connection, s.member, members),
        s.training.is_(False),
        s.refunds.is_(None),
    )
    number = int(connection.execute(select(func.count()).where(*wanted)).scalar_one())
    if not number:
        return None
    query = select(s.total_minor).where(*wanted).order_by(s.total_minor)
    both = [int(each) for each in connection.execute(query.offset((number - 1) // 2).limit(2 - number % 2)).scalars()]
    return sum(both) // len(both)


def aisles(connection: Connection) -> Callable[[str, str], tuple[str, str]]:
    """Give what tells slug and name of the aisle for a member's category: its own name where it stands in none."""
    of, a, c = tables.aisle_of.c, tables.aisle.c, tables.category.c
    placed = {
        (row.member, row.category): (row.slug, row.name)
        for row in connection.execute(
            select(of.member, of.category, a.slug, a.name).join(tables.aisle, a.slug == of.aisle)
        )
    }
    named = {(row.member, row.key): row.name for row in connection.execute(select(c.member, c.key, c.name))}

    def aisle(member: str, category: str) -> tuple[str, str]:
        if (member, category) in placed:
            return placed[member, category]
        name = named.get((member, category), category)
        return "-".join(words_of(name))[:60], name

    return aisle
