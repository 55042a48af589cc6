"""Rates with tiers at the end of a month: what each ticket should have been charged in the order of the sales.

While a month runs each ticket is charged at the step that was reached when it arrived. Tills that were late change that
order; one posting for each member, rate and month makes up for it (facts: portal §4.3).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from sync.portal.ledger import accounts, decided, store
from sync.portal.ledger.charging import Charging
from sync.portal.ledger.months import last_day
from sync.portal.ledger.posting import Leg, Posting
from sync.portal.storage.ledger_tables import commission_line, ledger_entry, ledger_txn

if TYPE_CHECKING:
    from sqlalchemy import Connection

ADJUSTMENT = "adjustment"


def adjustments(connection: Connection, month: str, now_ms: int) -> list[Posting]:
    """Give what makes up for the order of arrival, for every member, rate with tiers and month up to this one."""
    rates = decided.rates(connection)
    tiered = [rate.id for rate in rates.all if rate.tiers]
    if not tiered:
        return []
    c = commission_line.c
    query = select(c.member, c.rate, c.day, c.sale).where(c.rate.in_(tiered), c.day <= last_day(month))
    sales: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in connection.execute(query):
        sales[row.member, row.rate, row.day[:7]].add(row.sale)
    made = []
    for (member, rate, of_month), ids in sorted(sales.items()):
        right = Charging(connection, member, rates, now_ms).in_order(sorted(ids), rate)
        reference = f"{rate}:{of_month}"
        legs = _difference(connection, member, rate, sorted(ids), right, reference)
        if legs:
            again = len(store.moved(connection, ledger_txn.c.reference == reference, ledger_entry.c.leg == 0))
            key = f"adjust:{member}:{reference}:{again}"
            words = "Paliers du mois dans l’ordre des ventes"
            made.append(Posting(key, ADJUSTMENT, last_day(month), legs, member, reference=reference, words=words))
    return made


def _difference(
    connection: Connection, member: str, rate: str, sales: list[str], right: dict[str, tuple[int, int]], reference: str
) -> tuple[Leg, ...]:
    off: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for currency, (amount, pot) in right.items():
        off[currency][0] += amount
        off[currency][1] += pot
    for lines in store.lines_of_sales(connection, member, sales).values():
        for _, line in lines:
            if line.rate == rate:
                off[line.currency][0] -= line.amount_minor
                off[line.currency][1] -= line.pot_minor
    for moved in store.moved(connection, ledger_txn.c.reference == reference, ledger_entry.c.member == member):
        if moved.account == accounts.RECEIVABLE:
            off[moved.currency][0] -= moved.amount_minor
        elif moved.account == accounts.POT:
            off[moved.currency][1] += moved.amount_minor
    legs = []
    for currency, (amount, pot) in sorted(off.items()):
        wanted = ((accounts.RECEIVABLE, amount), (accounts.COMMISSION, pot - amount), (accounts.POT, -pot))
        legs += [Leg(account, currency, minor, member) for account, minor in wanted if minor]
    return tuple(legs)
