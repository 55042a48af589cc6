"""What a decision would have given last month, before it is taken. Nothing is posted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import select

from sync.portal.ledger.charging import SALES, Charging
from sync.portal.ledger.months import after, last_day
from sync.portal.ledger.rates import Rate, Rates
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.portal.gathered import Portal


class Given(NamedTuple):
    """Commission of a member in a month by currency (minor units): as it was, and as it would have been."""

    member: str
    was: Mapping[str, int]
    would_be: Mapping[str, int]


class Preview(NamedTuple):
    """A month under the present decisions and under those with the new one."""

    month: str
    members: tuple[Given, ...]
    was: Mapping[str, int]
    would_be: Mapping[str, int]


def preview(portal: Portal, rate: Rate) -> Preview:
    """Compare the month before this one with and without a decision, refunds deducted."""
    ledger = portal.ledger
    month = after(ledger.today[:7], -1)
    present = ledger.rates()
    # As if it had been decided before that month began; of one scope the newest decision holds.
    early = [msgspec.structs.replace(each, valid_from=min(each.valid_from, f"{month}-01")) for each in present.all]
    tried = Rates(
        [*early, msgspec.structs.replace(rate, valid_from=f"{month}-01", number=len(early) + 1_000_000)], present.legal
    )
    before = Rates(early, present.legal)
    s = tables.sale.c
    sales: dict[str, list[str]] = defaultdict(list)
    made = []
    with ledger.database.read() as connection:
        query = select(s.member, s.id).where(
            s.business_day.between(f"{month}-01", last_day(month)), s.refunds.is_(None), s.training.is_(False)
        )
        if tried.may_take(SALES):
            for row in connection.execute(query):
                sales[row.member].append(row.id)
        for member, ids in sorted(sales.items()):
            was, would_be = (
                Charging(connection, member, rates, ledger.now_ms()).commission(ids) for rates in (before, tried)
            )
            if was or would_be:
                made.append(Given(member, was, would_be))
    return Preview(month, tuple(made), _sum(each.was for each in made), _sum(each.would_be for each in made))


def _sum(parts: object) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for part in parts:  # type: ignore[attr-defined]
        for currency, minor in part.items():
            sums[currency] += minor
    return dict(sums)
