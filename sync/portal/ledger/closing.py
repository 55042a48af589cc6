"""Closing a month: contributions, what tiers make up for, a statement for each member and currency, the repayment.

Months are closed one after the other. What comes to light later about a closed month stands on the next statement: a
statement never changes. A closing that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import exists, func, select

from pos.domain.errors import UserError
from sync.portal.ledger import accounts, book, decided, drawing_up, store
from sync.portal.ledger.adjusting import adjustments
from sync.portal.ledger.charging import catch_up
from sync.portal.ledger.months import after, has_ended, last_day
from sync.portal.ledger.pot import contributions
from sync.portal.ledger.statement import Issuer, Statement, canonical, checked
from sync.portal.storage.engine import insert_new
from sync.portal.storage.ledger_tables import ledger_entry, ledger_txn, statement, statement_entry

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.ledger.advance import Advance
    from sync.portal.ledger.service import Ledger

CLOSED = "closed"
DAYS_TO_PAY = 30


class Issued(NamedTuple):
    """A statement in a list; amounts in minor units of its currency."""

    id: str
    number: str
    member: str
    currency: str
    month: str
    opening_minor: int
    closing_minor: int
    closed_ms: int


class Closing:
    """The months of one portal."""

    def __init__(self, ledger: Ledger, advance: Advance) -> None:
        self.ledger, self._advance = ledger, advance

    def next_month(self) -> str:
        """Give the month to close next, empty where nothing was ever posted."""
        with self.ledger.database.read() as connection:
            return _next_month(connection)

    def close(self, month: str, by: str) -> list[Issued]:
        """Close a month that ended; give its statements. Closing it twice gives them again."""
        ledger = self.ledger
        with ledger.database.write() as connection:
            store.lock(connection)
            if month in closed(connection):
                return issued(connection, month=month)
            wanted = _next_month(connection)
            if not has_ended(month, ledger.today):
                raise UserError("{month} has not ended yet. Nothing was closed.", month=month)
            if wanted and wanted != month:
                raise UserError("Close {month} first: months are closed one after the other.", month=wanted)
            issuer = issuer_on(connection, ledger.today)
            now = ledger.now_ms()
            # Each is posted once, by its key, should a closing be interrupted.
            catch_up(connection, month, now)
            book.post(connection, contributions(connection, month), now, by=by)
            book.post(connection, adjustments(connection, month, now), now, by=by)
        for member, currency in self._accounts():
            with ledger.database.write() as connection:
                store.lock(connection)
                _issue(connection, issuer, member, currency, month, ledger)
        self._advance.run(month, by)
        with ledger.database.write() as connection:
            store.lock(connection)
            if month not in closed(connection):
                store.add_rule(connection, CLOSED, month, ledger.today, month, ledger.now_ms(), by)
            return issued(connection, month=month)

    def _accounts(self) -> list[tuple[str, str]]:
        with self.ledger.database.read() as connection:
            return [
                (member, currency) for account, member, currency, _ in store.balances(connection)
                if account == accounts.RECEIVABLE
            ]  # fmt: skip

    def all(self, *, member: str = "", month: str = "") -> list[Issued]:
        """Give statements, the newest first."""
        with self.ledger.database.read() as connection:
            return issued(connection, member=member, month=month)

    def issued_in(self, connection: Connection) -> list[Issued]:
        """Give every statement, the newest first, in a view that is open already."""
        return issued(connection)

    def read(self, issued_id: str) -> Statement | None:
        """Give a statement as it was issued."""
        with self.ledger.database.read() as connection:
            body = connection.execute(select(statement.c.body).where(statement.c.id == issued_id)).scalar_one_or_none()
        return None if body is None else msgspec.json.decode(body, type=Statement)

    def paid_since(self, connection: Connection, one: Issued) -> int:
        """Give what was paid on an account and stands on no statement up to this one, minor units."""
        e, t, s = ledger_entry.c, ledger_txn.c, statement.c
        stated = (
            exists()
            .where(statement_entry.c.txn == e.txn, statement_entry.c.leg == e.leg)
            .where(statement_entry.c.statement == s.id, s.month <= one.month)
        )
        query = (
            select(func.coalesce(func.sum(-e.amount_minor), 0))
            .join(ledger_txn, t.id == e.txn)
            .where(e.account == accounts.RECEIVABLE, e.member == one.member, e.currency == one.currency)
            .where(t.kind.in_(["payment", "writeoff"]), ~stated)
        )
        return int(connection.execute(query).scalar_one())


def closed(connection: Connection) -> list[str]:
    """Give the months that are closed."""
    return [value for _, value, _ in store.rules(connection, CLOSED)]


def issued(connection: Connection, *, member: str = "", month: str = "") -> list[Issued]:
    """Give statements, the newest first."""
    c = statement.c
    query = select(
        c.id, c.year, c.number, c.member, c.currency, c.month, c.opening_minor, c.closing_minor, c.closed_ms
    ).order_by(c.year.desc(), c.number.desc())
    query = query.where(c.member == member) if member else query
    query = query.where(c.month == month) if month else query
    return [
        Issued(row.id, numbered(row.year, row.number), *tuple(row)[3:]) for row in connection.execute(query)
    ]  # fmt: skip


def numbered(year: int, number: int) -> str:
    """Write the number of a statement."""
    return f"{year}-{number:06}"


def issuer_on(connection: Connection, day: str) -> Issuer:
    """Give who issues statements; raises `UserError` until it is known."""
    try:
        return msgspec.json.decode(decided.rule(connection, decided.ISSUER, day), type=Issuer)
    except msgspec.ValidationError:
        raise UserError(
            "Enter the chamber's name, address and account number first: they stand on every statement."
        ) from None


def _next_month(connection: Connection) -> str:
    done = closed(connection)
    if done:
        return after(max(done))
    first = connection.execute(
        select(func.min(ledger_txn.c.day)).where(ledger_txn.c.kind.not_in(["advance", "repayment"]))
    ).scalar_one_or_none()
    return str(first)[:7] if first else ""


def _issue(connection: Connection, issuer: Issuer, member: str, currency: str, month: str, ledger: Ledger) -> None:
    s = statement.c
    held = select(s.id).where(s.member == member, s.currency == currency, s.month == month)
    if connection.execute(held).scalar_one_or_none() is not None:
        return
    last = connection.execute(
        select(s.year, s.number, s.closing_minor)
        .where(s.member == member, s.currency == currency)
        .order_by(s.month.desc())
        .limit(1)
    ).one_or_none()
    opening = int(last.closing_minor) if last else 0
    e, stated = ledger_entry.c, statement_entry.c
    moved = store.moved(
        connection, e.account == accounts.RECEIVABLE, e.member == member, e.currency == currency,
        ledger_txn.c.day <= last_day(month),
        ~exists().where(stated.txn == e.txn, stated.leg == e.leg),
    )  # fmt: skip
    if not moved and not opening:
        return
    now = ledger.now_ms()
    year = int(ledger.today[:4])
    number = (
        int(connection.execute(select(func.coalesce(func.max(s.number), 0)).where(s.year == year)).scalar_one()) + 1
    )
    due = (date.fromisoformat(ledger.today) + timedelta(days=DAYS_TO_PAY)).isoformat()
    made = checked(
        Statement(
            number=numbered(year, number), issuer=issuer, member=drawing_up.member(connection, member), month=month,
            currency=currency, issued_on=ledger.today, due_on=due, opening_minor=opening,
            closing_minor=opening + sum(each.amount_minor for each in moved),
            lines=drawing_up.lines(connection, member, moved),
            previous=numbered(last.year, last.number) if last else "",
            texts=drawing_up.texts(connection, month),
        )
    )  # fmt: skip
    body = canonical(made)
    made_id = hashlib.sha256(f"statement:{made.number}".encode()).hexdigest()[:32]
    row = {
        "id": made_id, "year": year, "number": number, "member": member, "currency": currency, "month": month,
        "opening_minor": made.opening_minor, "closing_minor": made.closing_minor, "closed_ms": now,
        "content_hash": made.content_sha256, "body": body,
    }  # fmt: skip
    insert_new(connection, statement, [row])
    insert_new(
        connection, statement_entry, [{"txn": each.txn, "leg": each.leg, "statement": made_id} for each in moved]
    )
