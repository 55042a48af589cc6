"""The pot commun: its part of commissions, flat contributions of members with a shop of their own, and its spending."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import func, select

from sync.portal.ledger import accounts, decided, store
from sync.portal.ledger.commission import FRANCS
from sync.portal.ledger.months import last_day
from sync.portal.ledger.posting import Leg, Posting
from sync.portal.ledger.rates import Channel
from sync.portal.storage import tables
from sync.portal.storage.ledger_tables import ledger_entry, ledger_txn

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.ledger.service import Ledger

CONTRIBUTION = "contribution"


class Movement(NamedTuple):
    """A line of the pot's page: the commissions of a month together, or one spending; `document` names its proposal."""

    day: str
    words: str
    document: str
    amount_minor: int
    balance_minor: int


class Pot:
    """The pot commun of one portal."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def balances(self) -> dict[str, int]:
        """Give what lies in the pot, by currency."""
        with self._ledger.database.read() as connection:
            found: dict[str, int] = {}
            for account, _, currency, minor in store.balances(connection):
                if account == accounts.POT:
                    found[currency] = found.get(currency, 0) - minor
        return found

    def movements(self, currency: str = FRANCS) -> list[Movement]:
        """Give what went in and out, the earliest first: what members bring as one line for each month."""
        t, e = ledger_txn.c, ledger_entry.c
        month = func.substr(t.day, 1, 7)
        of_pot = (e.account == accounts.POT, e.currency == currency)
        came = (
            select(month, func.sum(-e.amount_minor))
            .join(ledger_txn, t.id == e.txn)
            .where(*of_pot, t.kind != "spending")
            .group_by(month)
        )
        with self._ledger.database.read() as connection:
            rows = [(last_day(row[0]), "", "", int(row[1])) for row in connection.execute(came)]
            spent = store.moved(connection, *of_pot, t.kind == "spending")
        rows += [(each.day, each.words, each.reference, -each.amount_minor) for each in spent]
        made, balance = [], 0
        for day, words, document, minor in sorted(rows):
            balance += minor
            made.append(Movement(day, words, document, minor, balance))
        return made


def contributions(connection: Connection, month: str) -> list[Posting]:
    """Give the flat contributions of a month: of each member that offers an article in a shop of its own."""
    rates, day = decided.rates(connection), last_day(month)
    made = []
    for member in _with_own_shop(connection):
        rate = rates.choose(Channel.REDIRECT, "", member, FRANCS, day)
        if rate is None or rate.exempt or not rate.fixed_minor:
            continue
        legs = (
            Leg(accounts.RECEIVABLE, FRANCS, rate.fixed_minor, member),
            Leg(accounts.POT, FRANCS, -rate.fixed_minor, member),
        )
        key = f"contribution:{month}:{member}"
        made.append(Posting(key, CONTRIBUTION, day, legs, member, reference=month, words=rate.name))
    return made


class _Offered(msgspec.Struct):
    online_url: str = ""


_offered = msgspec.json.Decoder(_Offered)


def _with_own_shop(connection: Connection) -> list[str]:
    p, gone = tables.product.c, tables.departed.c
    query = (
        select(p.member, p.body)
        .where(p.online.is_(True), p.archived.is_(False))
        .where(p.member.not_in(select(gone.member)))
    )
    return sorted({row.member for row in connection.execute(query) if _offered.decode(row.body).online_url})
