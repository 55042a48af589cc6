"""The book checked anew from its entries: the invariants of double entry, for every posting there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from pos.wording import tr
from sync.portal.ledger import accounts, store
from sync.portal.storage.ledger_tables import (
    commission_line,
    ledger_entry,
    ledger_txn,
    rate,
    statement,
    statement_entry,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

HALF_E4 = 5_000
"""Half a minor unit, in ten thousandths: the most that rounding moves for one ticket and rate."""


def problems(connection: Connection) -> list[str]:
    """Give what contradicts the rules of the book (facts: portal §4.2), in words."""
    return [
        *_unbalanced(connection),
        *_balances(connection),
        *_advance(connection),
        *_lines_without_rate(connection),
        *_shares(connection),
        *_given_back_too_much(connection),
        *_statements(connection),
    ]


def _unbalanced(connection: Connection) -> list[str]:
    e = ledger_entry.c
    query = select(e.txn, e.currency).group_by(e.txn, e.currency).having(func.sum(e.amount_minor) != 0)
    return [
        tr("The posting {txn} does not balance in {currency}.", txn=row.txn, currency=row.currency)
        for row in connection.execute(query)
    ]


def _balances(connection: Connection) -> list[str]:
    kept = {row[:3]: row[3] for row in store.balances(connection) if row[3]}
    summed = {row[:3]: row[3] for row in store.summed(connection) if row[3]}
    wrong = sorted({place for place in kept.keys() | summed.keys() if kept.get(place) != summed.get(place)})
    return [
        tr("The balance of {account} is not the sum of its entries.", account=accounts.full_name(*place))
        for place in wrong
    ]


def _advance(connection: Connection) -> list[str]:
    c = ledger_entry.c
    query = select(c.currency).where(c.account == accounts.ADVANCE).group_by(c.currency)
    over = connection.execute(query.having(func.sum(c.amount_minor) > 0)).scalars()
    return [tr("The advance in {currency} was repaid beyond what was advanced.", currency=each) for each in over]


def _lines_without_rate(connection: Connection) -> list[str]:
    line = commission_line.c
    query = select(line.txn).where(~exists().where(rate.c.id == line.rate)).distinct()
    return [
        tr("A commission of the posting {txn} names no decision.", txn=txn)
        for txn in connection.execute(query).scalars()
    ]


def _shares(connection: Connection) -> list[str]:
    """Commission, with what rounding and bounds moved, is the rate times the base: per ticket and rate of a posting."""
    line = commission_line.c
    off = func.sum(line.amount_minor * 10_000 - line.exact_e4 - line.bounded_e4)
    query = (
        select(line.txn)
        .where(line.refund.is_(None))
        .group_by(line.txn, line.sale, line.rate)
        .having(func.abs(off) > HALF_E4 + 1)
    )
    wrong = set(connection.execute(query).scalars())
    e = ledger_entry.c
    owed = (
        select(line.txn, line.currency, (func.sum(line.amount_minor) + func.sum(line.vat_minor)).label("minor"))
        .group_by(line.txn, line.currency)
        .subquery()
    )
    booked = (
        select(e.txn, e.currency, func.sum(e.amount_minor).label("minor"))
        .where(e.account == accounts.RECEIVABLE)
        .group_by(e.txn, e.currency)
        .subquery()
    )
    joined = select(owed.c.txn).outerjoin(booked, (booked.c.txn == owed.c.txn) & (booked.c.currency == owed.c.currency))
    wrong |= set(connection.execute(joined.where(owed.c.minor != func.coalesce(booked.c.minor, 0))).scalars())
    return [tr("The commission of the posting {txn} is not its rate times its base.", txn=txn) for txn in sorted(wrong)]


def _given_back_too_much(connection: Connection) -> list[str]:
    line = commission_line.c
    query = (
        select(line.sale)
        .group_by(line.member, line.sale, line.line, line.paid_in, line.channel)
        .having((func.sum(line.amount_minor) < 0) | (func.sum(line.base_minor) < 0))
        .distinct()
    )
    return [
        tr("More commission was given back on the ticket {sale} than was charged.", sale=sale)
        for sale in connection.execute(query).scalars()
    ]


def _statements(connection: Connection) -> list[str]:
    s, held, e, t = statement.c, statement_entry.c, ledger_entry.c, ledger_txn.c
    total = func.coalesce(func.sum(e.amount_minor), 0)
    query = (
        select(s.year, s.number)
        .outerjoin(statement_entry, held.statement == s.id)
        .outerjoin(ledger_entry, (e.txn == held.txn) & (e.leg == held.leg))
        .outerjoin(ledger_txn, t.id == e.txn)
        .group_by(s.year, s.number, s.opening_minor, s.closing_minor)
        .having(s.opening_minor + total != s.closing_minor)
    )
    wrong = [
        tr("The statement {number} is not the sum of its entries.", number=f"{row.year}-{row.number:06}")
        for row in connection.execute(query)
    ]
    years = connection.execute(select(s.year, func.count(), func.max(s.number)).group_by(s.year)).all()
    wrong += [
        tr("The numbers of the statements of {year} have a gap.", year=row[0]) for row in years if row[1] != row[2]
    ]
    return wrong
