"""What of a member goes into the chamber's tables: shown to it exactly, whether it shares or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from sync.portal.members import profile
from sync.portal.members.consent import consent
from sync.portal.statistics import store
from sync.portal.statistics.measures import Measure
from sync.portal.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.statistics.tabling import Vector

MOST_MONTHS = 24


class SharedCell(msgspec.Struct, frozen=True):
    """What one month adds to a table: CHF minor units with VAT, refunds deducted."""

    name: str
    turnover_minor: int


class SharedMonth(msgspec.Struct, frozen=True):
    """A month as the protected tables count it, CHF minor units; `baskets_minor` is what its tickets came to."""

    month: str
    tickets: int
    baskets_minor: int
    turnover_minor: int
    by_category: tuple[SharedCell, ...]
    by_tender: tuple[SharedCell, ...]
    to_members_minor: int
    origin_known_minor: int
    local_minor: int
    ess_made_minor: int


class Shared(msgspec.Struct, frozen=True):
    """Everything of a member that goes into tables of the chamber while it shares, and nothing else."""

    member: str
    name: str
    sector: str
    commune: str
    shares: bool
    months: tuple[SharedMonth, ...]


def shared(connection: Connection, member: str, present: str) -> Shared:
    """Give exactly what would be counted: months that are over (before `present`), of the last two years."""
    m = tables.member.c
    name = connection.execute(select(m.name).where(m.id == member)).scalar_one()
    said = profile.load(connection, member)
    found = store.by_month(connection, member)
    over = sorted((month for month in found if month < present), reverse=True)[:MOST_MONTHS]
    months = tuple(_month(connection, member, month, found[month]) for month in over)
    return Shared(member, name, said.sector, said.commune, consent(connection, member).shares, months)


def _month(connection: Connection, member: str, month: str, vector: Vector) -> SharedMonth:
    names = store.categories(connection, member)

    def total(measure: Measure) -> int:
        return sum(amount for (each, _), amount in vector.items() if each is measure)

    def cells(measure: Measure) -> tuple[SharedCell, ...]:
        kept = ((key, amount) for (each, key), amount in vector.items() if each is measure)
        return tuple(
            SharedCell(names.get(key, key), amount) for key, amount in sorted(kept, key=lambda one: (-one[1], one))
        )

    return SharedMonth(
        month=month,
        tickets=total(Measure.TICKETS),
        baskets_minor=total(Measure.BASKETS),
        turnover_minor=total(Measure.SALES),
        by_category=cells(Measure.SALES),
        by_tender=cells(Measure.PAID),
        to_members_minor=total(Measure.NETWORK),
        origin_known_minor=total(Measure.ORIGIN),
        local_minor=total(Measure.LOCAL),
        ess_made_minor=total(Measure.ESS_MADE),
    )
