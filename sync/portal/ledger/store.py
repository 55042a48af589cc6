"""The SQL of the ledger: postings, balances, commission lines, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from sync.portal.ledger.posting import Line
from sync.portal.ledger.rates import Rate
from sync.portal.storage import tables
from sync.portal.storage.engine import add, among, insert_new, insert_once, insert_tuples
from sync.portal.storage.ledger_tables import (
    commission_line,
    ledger_balance,
    ledger_entry,
    ledger_rule,
    ledger_txn,
    rate,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from sync.portal.ledger.posting import Posting


class Moved(NamedTuple):
    """An entry of an account with what it follows from; amounts in minor units, a debit positive."""

    txn: str
    leg: int
    number: int
    kind: str
    day: str
    posted_ms: int
    member: str
    account: str
    currency: str
    amount_minor: int
    reference: str
    words: str
    reverses: str | None
    by: str


def hashes_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Give what postings say that are there already, by id."""
    c = ledger_txn.c
    rows = connection.execute(select(c.id, c.body_hash).where(among(connection, c.id, ids)))
    return {row.id: row.body_hash for row in rows}


_LEG = ("txn", "leg", "account", "member", "currency", "amount_minor")
_LINE = ("txn", "position", "member", *Line.__struct_fields__)


def write(connection: Connection, postings: Sequence[Posting], now_ms: int, by: str) -> None:
    """Write postings that are new, and what follows for the balances."""
    insert_new(connection, ledger_txn, [_row(each, now_ms, by) for each in postings])
    legs: list[tuple[Any, ...]] = []
    sums: dict[tuple[str, str, str], int] = {}
    lines: list[tuple[Any, ...]] = []
    for each in postings:
        txn, member = each.id, each.member
        for number, leg in enumerate(each.legs):
            place = (leg.account, leg.member or member, leg.currency)
            legs.append((txn, number, *place, leg.amount_minor))
            sums[place] = sums.get(place, 0) + leg.amount_minor
        lines += [(txn, position, member, *msgspec.structs.astuple(line)) for position, line in enumerate(each.lines)]
    insert_tuples(connection, ledger_entry, _LEG, legs)
    grown = [
        {"account": account, "member": member, "currency": currency, "amount_minor": amount}
        for (account, member, currency), amount in sorted(sums.items())
    ]
    add(connection, ledger_balance, grown)
    insert_tuples(connection, commission_line, _LINE, lines)


def _row(posting: Posting, now_ms: int, by: str) -> dict[str, Any]:
    return {
        "id": posting.id, "key": posting.key, "body_hash": posting.body_hash, "kind": posting.kind,
        "member": posting.member, "day": posting.day, "posted_ms": now_ms, "reverses": posting.reverses,
        "reference": posting.reference, "words": posting.words, "by": by,
    }  # fmt: skip


def lock(connection: Connection) -> None:
    """Let nobody else number, close, repay or sign until the transaction ends. Taken before a member's lock."""
    insert_once(connection, tables.hub, [{"key": "ledger", "value": ""}])
    connection.execute(select(tables.hub.c.value).where(tables.hub.c.key == "ledger").with_for_update())


def balance(connection: Connection, account: str, currency: str, member: str | None = None) -> int:
    """Give the balance of an account; of all its members where none is named."""
    c = ledger_balance.c
    query = select(func.coalesce(func.sum(c.amount_minor), 0)).where(c.account == account, c.currency == currency)
    if member is not None:
        query = query.where(c.member == member)
    return int(connection.execute(query).scalar_one())


def balances(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Give every balance that is kept: account, member, currency, amount."""
    c = ledger_balance.c
    query = select(c.account, c.member, c.currency, c.amount_minor).order_by(c.account, c.member, c.currency)
    return [(row[0], row[1], row[2], int(row[3])) for row in connection.execute(query)]


def summed(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Give every balance anew, from the entries."""
    c = ledger_entry.c
    query = (
        select(c.account, c.member, c.currency, func.sum(c.amount_minor))
        .group_by(c.account, c.member, c.currency)
        .order_by(c.account, c.member, c.currency)
    )
    return [(row[0], row[1], row[2], int(row[3])) for row in connection.execute(query)]


def moved(connection: Connection, *conditions: Any, limit: int | None = None) -> list[Moved]:
    """Give entries in the order of their postings; conditions name columns of `ledger_entry` and `ledger_txn`."""
    e, t = ledger_entry.c, ledger_txn.c
    query = (
        select(
            e.txn, e.leg, t.number, t.kind, t.day, t.posted_ms, e.member, e.account, e.currency, e.amount_minor,
            t.reference, t.words, t.reverses, t.by,
        )
        .join(ledger_txn, t.id == e.txn)
        .where(*conditions)
        .order_by(t.number, e.leg)
        .limit(limit)
    )  # fmt: skip
    return [Moved(*tuple(row)) for row in connection.execute(query)]


def lines_of_sales(connection: Connection, member: str, sales: Sequence[str]) -> dict[str, list[tuple[str, Line]]]:
    """Give the commission lines of tickets, each with its posting, in the order of posting."""
    c, t = commission_line.c, ledger_txn.c
    names = Line.__struct_fields__
    query = (
        select(c.txn, *(c[name] for name in names))
        .join(ledger_txn, t.id == c.txn)
        .where(c.member == member, among(connection, c.sale, sales))
        .order_by(t.number, c.position)
    )
    found: dict[str, list[tuple[str, Line]]] = {}
    for row in connection.execute(query):
        line = Line(*row[1:])
        found.setdefault(line.sale, []).append((row.txn, line))
    return found


def lines_of(connection: Connection, txns: Sequence[str]) -> dict[str, list[Line]]:
    """Give the commission lines of postings."""
    c = commission_line.c
    query = select(c.txn, *(c[name] for name in Line.__struct_fields__)).where(among(connection, c.txn, txns))
    found: dict[str, list[Line]] = {}
    for row in connection.execute(query.order_by(c.txn, c.position)):
        found.setdefault(row.txn, []).append(Line(*row[1:]))
    return found


def turnover(connection: Connection, member: str, rate_id: str, month: str) -> int:
    """Give what a month's tickets of a member held under a rate (CHF value); refunds do not lower it."""
    c = commission_line.c
    query = select(func.coalesce(func.sum(c.base_minor), 0)).where(
        c.member == member, c.rate == rate_id, c.day.between(f"{month}-01", f"{month}-31"), c.refund.is_(None)
    )
    return int(connection.execute(query).scalar_one())


def decisions(connection: Connection) -> Iterator[Rate]:
    """Give every decision on rates, in the order they were taken."""
    c = rate.c
    for row in connection.execute(select(c.number, c.body).order_by(c.number)):
        yield msgspec.structs.replace(msgspec.json.decode(row.body, type=Rate), number=int(row.number))


def add_decision(connection: Connection, decided: Rate, now_ms: int, by: str) -> None:
    """Keep a decision."""
    row = {
        "id": decided.id, "channel": decided.channel, "category": decided.category, "member": decided.member,
        "currency": decided.currency, "valid_from": decided.valid_from,
        "body": msgspec.json.encode(decided).decode(), "recorded_ms": now_ms, "by": by,
    }  # fmt: skip
    insert_new(connection, rate, [row])


def rules(connection: Connection, key: str) -> list[tuple[str, str, str]]:
    """Give what was decided about something: (day it holds from, value, reference), the newest last."""
    c = ledger_rule.c
    query = select(c.valid_from, c.value, c.reference).where(c.key == key).order_by(c.valid_from, c.number)
    return [(row.valid_from, row.value, row.reference) for row in connection.execute(query)]


def add_rule(connection: Connection, key: str, value: str, day: str, reference: str, now_ms: int, by: str) -> None:
    """Keep what was decided about something."""
    row = {"key": key, "value": value, "valid_from": day, "reference": reference, "recorded_ms": now_ms, "by": by}
    insert_new(connection, ledger_rule, [row])
