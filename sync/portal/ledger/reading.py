"""What the ledger's pages show: accounts of members with every posting, and what each posting comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from sync.portal.ledger import accounts, decided, drawing_up, store
from sync.portal.ledger.closing import closed
from sync.portal.ledger.months import after, last_day
from sync.portal.storage import tables
from sync.portal.storage.ledger_tables import commission_line, ledger_entry, ledger_txn, statement, statement_entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from sync.portal.ledger.posting import Line
    from sync.portal.ledger.rates import Rate
    from sync.portal.ledger.service import Ledger

PAID = ("payment", "writeoff")


class Owing(NamedTuple):
    """A member in the list of accounts: what it owes and what this month brought, by currency (minor units)."""

    member: str
    name: str
    owed: Mapping[str, int]
    month: Mapping[str, int]


class Shown(NamedTuple):
    """A posting on a member's account; `balance_minor` is what was owed after it."""

    number: str
    txn: str
    day: str
    kind: str
    words: str
    reference: str
    base_minor: int | None
    rate: str
    amount_minor: int
    pot_minor: int
    balance_minor: int
    reverses: str
    late: bool
    """It is about a day of an earlier month than the one it is shown in."""


class Account(NamedTuple):
    """A month of a member's account in one currency."""

    currencies: tuple[str, ...]
    months: tuple[str, ...]
    opening_minor: int
    rows: tuple[Shown, ...]
    commission_minor: int
    pot_minor: int
    paid_minor: int
    closing_minor: int
    owed_minor: int


class Detail(NamedTuple):
    """A line of a ticket behind a posting, with the decision that held."""

    line: Line
    rate: Rate | None
    receipt: str


class MemberAccounts:
    """The accounts of one portal, as they are read."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def owing(self) -> list[Owing]:
        """Give every member with what it owes and what this month brought."""
        month = self._ledger.today[:7]
        with self._ledger.database.read() as connection:
            names = connection.execute(select(tables.member.c.id, tables.member.c.name).order_by(tables.member.c.name))
            owed: dict[str, dict[str, int]] = {}
            for account, member, currency, minor in store.balances(connection):
                if account == accounts.RECEIVABLE and minor:
                    owed.setdefault(member, {})[currency] = minor
            brought = _brought(connection, month)
            return [Owing(row.id, row.name, owed.get(row.id, {}), brought.get(row.id, {})) for row in names]

    def account(self, member: str, currency: str, month: str) -> Account:
        """Give a month of an account as its statement says it, or will say it."""
        of = (ledger_entry.c.account == accounts.RECEIVABLE, ledger_entry.c.member == member)
        with self._ledger.database.read() as connection:
            all_of_it = [each for each in store.moved(connection, *of) if each.currency == currency]
            held = _balances_of(connection, member)
            counts_in = _months(connection, member, all_of_it)
            shown = sorted(
                (each for each in all_of_it if counts_in[each.txn] == month), key=lambda each: (each.day, each.number)
            )
            before = sum(each.amount_minor for each in all_of_it if counts_in[each.txn] < month)
            rows = _rows(connection, member, currency, shown, before, month)
        months = sorted({*counts_in.values(), self._ledger.today[:7]}, reverse=True)
        paid = sum(row.amount_minor for row in rows if row.kind in PAID)
        total = sum(row.amount_minor for row in rows)
        return Account(
            tuple(sorted({*held, "CHF"})), tuple(months), before, tuple(rows), total - paid,
            sum(row.pot_minor for row in rows), paid, before + total, held.get(currency, 0),
        )  # fmt: skip

    def detail(self, member: str, txn: str) -> list[Detail]:
        """Give the lines of tickets behind a posting of a member."""
        with self._ledger.database.read() as connection:
            mine = connection.execute(
                select(ledger_txn.c.id).where(ledger_txn.c.id == txn, ledger_txn.c.member == member)
            ).scalar_one_or_none()
            if mine is None:
                return []
            known = {rate.id: rate for rate in decided.rates(connection).all}
            lines = store.lines_of(connection, [txn]).get(txn, [])
            tickets = drawing_up.tickets_of(connection, member, sorted({line.refund or line.sale for line in lines}))
        return [
            Detail(line, known.get(line.rate), tickets[line.refund or line.sale].receipt)
            for line in lines
            if (line.refund or line.sale) in tickets
        ]

    def of_month(self, member: str, month: str) -> list[tuple[Line, str]]:
        """Give every commission line of a member's tickets of a month, with the ticket's number."""
        c = commission_line.c
        with self._ledger.database.read() as connection:
            query = select(c.txn).where(c.member == member, c.day.between(f"{month}-01", last_day(month))).distinct()
            txns = list(connection.execute(query).scalars())
            lines = [line for held in store.lines_of(connection, txns).values() for line in held]
            tickets = drawing_up.tickets_of(connection, member, sorted({line.refund or line.sale for line in lines}))
        return [(line, tickets[line.refund or line.sale].receipt) for line in lines]


def _months(connection: Connection, member: str, moved: Sequence[store.Moved]) -> dict[str, str]:
    """Give the month in which each posting counts: its statement's; before there is one, the first that is open."""
    held, s = statement_entry.c, statement.c
    query = select(held.txn, s.month).join(statement, s.id == held.statement).where(s.member == member)
    stated = {row.txn: row.month for row in connection.execute(query)}
    done = closed(connection)
    first_open = after(max(done)) if done else ""
    return {each.txn: stated.get(each.txn) or max(each.day[:7], first_open) for each in moved}


def _balances_of(connection: Connection, member: str) -> dict[str, int]:
    return {
        currency: minor for account, whose, currency, minor in store.balances(connection)
        if account == accounts.RECEIVABLE and whose == member
    }  # fmt: skip


def _brought(connection: Connection, month: str) -> dict[str, dict[str, int]]:
    e, t = ledger_entry.c, ledger_txn.c
    query = (
        select(e.member, e.currency, func.sum(e.amount_minor))
        .join(ledger_txn, t.id == e.txn)
        .where(e.account == accounts.RECEIVABLE, t.day.between(f"{month}-01", last_day(month)), t.kind.not_in(PAID))
        .group_by(e.member, e.currency)
    )
    found: dict[str, dict[str, int]] = {}
    for member, currency, minor in connection.execute(query):
        found.setdefault(member, {})[currency] = int(minor)
    return found


def _rows(
    connection: Connection, member: str, currency: str, moved: Sequence[store.Moved], before: int, month: str
) -> list[Shown]:
    of = store.lines_of(connection, [each.txn for each in moved])
    written = {line.id: line for line in drawing_up.lines(connection, member, moved, apart=False)}
    made, balance = [], before
    for each in moved:
        line = written[f"E-{each.number}"]
        balance += each.amount_minor
        held = [one for one in of.get(each.txn, ()) if one.currency == currency]
        made.append(
            Shown(
                f"E-{each.number}", each.txn, each.day, each.kind, line.text, line.reference, line.base_minor,
                line.rate,
                each.amount_minor, sum(one.pot_minor for one in held), balance, line.reverses,
                each.day[:7] < month,
            )
        )  # fmt: skip
    return made
