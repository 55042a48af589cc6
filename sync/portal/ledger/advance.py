"""What the chamber advanced to set the portal up, and its repayment month by month out of commissions in francs.

Repaid of a month: a share of what its commissions leave after running costs, never more than what remains. What comes
to light after a run counts in the next one. Complementary currencies repay nothing (facts: portal §4.4).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import func, select

from pos.domain.errors import UserError
from sync.portal.ledger import accounts, book, decided, store
from sync.portal.ledger.commission import FRANCS, half_even_of
from sync.portal.ledger.months import after, has_ended, last_day, month_of
from sync.portal.ledger.posting import Leg, Posting
from sync.portal.storage.ledger_tables import ledger_entry, ledger_txn

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.ledger.service import Ledger

ADVANCED, REPAYMENT = "advance", "repayment"
PACE_MONTHS = 6
FARTHEST_MONTHS = 600
"""A pace at which it would take fifty years tells no end."""


class Weighed(msgspec.Struct, frozen=True):
    """What a run looked at, CHF minor units: commissions without the pot's share, running costs, the share taken."""

    commission_minor: int
    costs_minor: int
    share_bp: int


class Run(NamedTuple):
    """One month's repayment; `remaining_minor` is what was left after it."""

    month: str
    txn: str
    weighed: Weighed
    repaid_minor: int
    remaining_minor: int


class Standing(NamedTuple):
    """The advance today; `pace_minor` is the median of the last six runs, `ends` the month foreseen, or empty."""

    advanced_minor: int
    repaid_minor: int
    remaining_minor: int
    since: str
    reference: str
    runs: tuple[Run, ...]
    pace_minor: int
    ends: str


class Advance:
    """The advance of one portal."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def pay_out(self, minor: int, day: str, reference: str, by: str) -> str:
        """Book money that the chamber advanced for the set-up; give the id of the posting."""
        if minor <= 0:
            raise UserError("An advance is more than zero.")
        if not reference.strip():
            raise UserError("Say which decision this follows from: a meeting and its date.")
        legs = (Leg(accounts.SETUP, FRANCS, minor), Leg(accounts.ADVANCE, FRANCS, -minor))
        key = f"advance:{day}:{reference.strip()}"[:160]
        return self._ledger.post(Posting(key, ADVANCED, day, legs, reference=reference.strip()[:80]), by)

    def run(self, month: str, by: str) -> Run:
        """Repay what a month that ended allows, once; a run that was made is given as it was."""
        ledger = self._ledger
        if not has_ended(month, ledger.today):
            raise UserError("{month} has not ended yet. Nothing was repaid.", month=month)
        with ledger.database.write() as connection:
            store.lock(connection)
            made = runs(connection)
            if (before := next((run for run in made if run.month == month), None)) is not None:
                return before
            if made and made[-1].month > month:
                raise UserError("A later month was repaid already; what {month} left counted there.", month=month)
            posting = _weigh(connection, month, made)
            book.post(connection, [posting], ledger.now_ms(), by=by)
            return runs(connection)[-1]

    def standing(self) -> Standing:
        """Give what was advanced, repaid and remains, every run, and when it may end."""
        with self._ledger.database.read() as connection:
            first = [each for each in _moves(connection) if each.kind == ADVANCED]
            made = runs(connection)
            remaining = -store.balance(connection, accounts.ADVANCE, FRANCS)
        advanced = -sum(each.amount_minor for each in first)
        last = [run.repaid_minor for run in made[-PACE_MONTHS:]]
        pace = int(median(last)) if last else 0
        ends = ""
        if remaining and pace and remaining // pace < FARTHEST_MONTHS:
            ends = after(made[-1].month, -(-remaining // pace))
        return Standing(
            advanced, advanced - remaining, remaining, first[0].day if first else "",
            first[0].reference if first else "", tuple(made), pace, ends,
        )  # fmt: skip


def runs(connection: Connection) -> list[Run]:
    """Give every run, the earliest first."""
    t, e = ledger_txn.c, ledger_entry.c
    held = select(e.txn, func.sum(e.amount_minor)).where(e.account == accounts.ADVANCE).group_by(e.txn)
    repaid = {row[0]: int(row[1]) for row in connection.execute(held)}
    advanced = sum(-minor for minor in repaid.values() if minor < 0)
    made, so_far = [], 0
    query = select(t.id, t.reference, t.words).where(t.kind == REPAYMENT).order_by(t.reference)
    for row in connection.execute(query):
        part = repaid.get(row.id, 0)
        so_far += part
        weighed = msgspec.json.decode(row.words, type=Weighed)
        made.append(Run(row.reference, row.id, weighed, part, advanced - so_far))
    return made


def _weigh(connection: Connection, month: str, made: list[Run]) -> Posting:
    earned = _earned(connection, last_day(month)) - sum(run.weighed.commission_minor for run in made)
    costs = int(decided.rule(connection, decided.RUNNING_COSTS, last_day(month)))
    share = int(decided.rule(connection, decided.REPAYMENT, last_day(month)))
    remaining = -store.balance(connection, accounts.ADVANCE, FRANCS)
    repaid = min(remaining, half_even_of(max(0, earned - costs) * share, 10_000))
    legs = [Leg(accounts.COSTS, FRANCS, costs), Leg(accounts.ADVANCE, FRANCS, repaid)]
    legs = [leg for leg in (*legs, Leg(accounts.BANK, FRANCS, -costs - repaid)) if leg.amount_minor]
    words = msgspec.json.encode(Weighed(earned, costs, share)).decode()
    return Posting(f"repay:{month}", REPAYMENT, last_day(month), tuple(legs), reference=month, words=words)


def _earned(connection: Connection, day: str) -> int:
    """Give commissions in francs up to a day, the pot's share left out."""
    t, e = ledger_txn.c, ledger_entry.c
    query = (
        select(func.coalesce(func.sum(-e.amount_minor), 0))
        .join(ledger_txn, t.id == e.txn)
        .where(e.account == accounts.COMMISSION, e.currency == FRANCS, t.day <= day)
    )
    return int(connection.execute(query).scalar_one())


def _moves(connection: Connection) -> list[store.Moved]:
    return store.moved(connection, ledger_entry.c.account == accounts.ADVANCE)


def next_month(made: tuple[Run, ...], today: str) -> str:
    """Give the month that the next run is about."""
    return after(made[-1].month) if made else after(month_of(today), -1)
