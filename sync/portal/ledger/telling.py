"""What a till is told of its shop's commission: this month's tickets, to the centime of the ledger."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from pos.domain.commission import Commission, CommissionLine
from sync.portal.ledger import accounts, drawing_up, store
from sync.portal.ledger.adjusting import ADJUSTMENT
from sync.portal.ledger.months import last_day
from sync.portal.storage.ledger_tables import commission_line, ledger_entry, ledger_txn

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.ledger.posting import Line
    from sync.portal.ledger.service import Ledger

MOST = 2_000
"""Lines of a month that a till is told one by one; the totals are of all."""


def told(ledger: Ledger, member: str, month: str) -> Commission:
    """Give a member's commission of a month: by the day of each ticket or refund."""
    days = (f"{month}-01", last_day(month))
    with ledger.database.read() as connection:
        lines = [*_of_tickets(connection, member, days), *_adjusted(connection, member, days)]
        owed = {
            currency: minor for account, whose, currency, minor in store.balances(connection)
            if account == accounts.RECEIVABLE and whose == member and minor
        }  # fmt: skip
    totals: dict[str, int] = defaultdict(int)
    for line in lines:
        totals[line.currency] += line.amount_minor
    newest = sorted(lines, key=lambda line: (line.day, line.receipt), reverse=True)
    return Commission(
        month=month, told_ms=ledger.now_ms(), lines=tuple(newest[:MOST]), totals=dict(totals), owed=owed
    )  # fmt: skip


def _of_tickets(connection: Connection, member: str, days: tuple[str, str]) -> list[CommissionLine]:
    t, c = ledger_txn.c, commission_line.c
    query = select(c.txn).join(ledger_txn, t.id == c.txn).where(c.member == member, t.day.between(*days)).distinct()
    held = store.lines_of(connection, list(connection.execute(query).scalars()))
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for lines in held.values():
        for line in lines:
            groups[line.refund or line.sale, line.currency].append(line)
    tickets = drawing_up.tickets_of(connection, member, sorted({sale for sale, _ in groups}))
    made = []
    for (sale, currency), lines in groups.items():
        rates = {line.rate_bp for line in lines}
        amount = sum(line.amount_minor + line.vat_minor for line in lines)
        made.append(
            CommissionLine(
                day=lines[0].day, receipt=tickets[sale].receipt, channel=lines[0].channel, currency=currency,
                base_minor=sum(line.base_minor for line in lines), rate_bp=rates.pop() if len(rates) == 1 else None,
                amount_minor=amount, pot_minor=sum(line.pot_minor for line in lines),
            )
        )  # fmt: skip
    return made


def _adjusted(connection: Connection, member: str, days: tuple[str, str]) -> list[CommissionLine]:
    e, t = ledger_entry.c, ledger_txn.c
    moved = store.moved(
        connection, e.account == accounts.RECEIVABLE, e.member == member, t.kind == ADJUSTMENT, t.day.between(*days)
    )
    return [
        CommissionLine(day=each.day, receipt="", channel="", currency=each.currency, base_minor=0, rate_bp=None,
                       amount_minor=each.amount_minor)
        for each in moved
    ]  # fmt: skip
