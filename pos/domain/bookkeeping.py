"""Double entry for accountants: postings, their trial balance, and the same as pairs of debit and credit.

The till's closings and the chamber's ledger both become postings; the files are in `bookkeeping_files`. An amount is
signed, a debit is positive, and each transaction adds up to zero in each currency. Two currencies are never added:
what was taken in another currency than the books' says so beside its value (`foreign_minor`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Posting(msgspec.Struct, frozen=True, omit_defaults=True):
    """One leg of a transaction, on an account by its name («till:cash.CHF», «member:ID:receivable:CHF»)."""

    txn: str
    day: str
    account: str
    amount_minor: int
    currency: str
    text: str = ""
    reference: str = ""
    """The document: Z number, statement, ticket."""
    vat: str = ""
    """VAT code and rate of a sale: «N810»; the amount includes the tax."""
    foreign_minor: int = 0
    foreign_currency: str = ""


class Entry(NamedTuple):
    """A debit and a credit of the same amount, as bookkeeping programs import them; the amount is above zero."""

    txn: str
    day: str
    debit: str
    credit: str
    amount_minor: int
    currency: str
    text: str
    reference: str
    vat: str
    foreign_minor: int
    foreign_currency: str


def trial_balance(postings: Iterable[Posting]) -> dict[str, dict[str, int]]:
    """Give each account's balance by currency; the balances of a currency add up to zero."""
    made: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for posting in postings:
        made[posting.currency][posting.account] += posting.amount_minor
    return {currency: dict(sorted(accounts.items())) for currency, accounts in sorted(made.items())}


def by_transaction(postings: Iterable[Posting]) -> dict[str, list[Posting]]:
    """Give the legs of each transaction, in the order of the days; one that does not balance is a bug."""
    made: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        made[posting.txn].append(posting)
    for txn, legs in made.items():
        for currency, accounts in trial_balance(legs).items():
            if sum(accounts.values()):
                raise ValueError(f"the transaction {txn} does not balance in {currency}")
    return dict(sorted(made.items(), key=lambda item: (item[1][0].day, item[0])))


def entries(postings: Iterable[Posting]) -> list[Entry]:
    """Give postings as pairs: in each transaction and currency the debits are covered by its credits in turn."""
    made: list[Entry] = []
    for legs in by_transaction(postings).values():
        for currency in dict.fromkeys(leg.currency for leg in legs):
            made += _pairs([leg for leg in legs if leg.currency == currency])
    return made


class _Open:
    """A leg of which a part is still to be paired; what it is worth abroad is shared without losing a unit."""

    def __init__(self, leg: Posting) -> None:
        self.leg, self.left = leg, abs(leg.amount_minor)
        self._foreign_left = abs(leg.foreign_minor)

    def take(self, amount: int) -> int:
        foreign = self._foreign_left * amount // self.left
        self.left -= amount
        self._foreign_left -= foreign
        return foreign


def _pairs(legs: list[Posting]) -> Iterator[Entry]:
    debits = [_Open(leg) for leg in legs if leg.amount_minor > 0]
    credits_ = [_Open(leg) for leg in legs if leg.amount_minor < 0]
    while debits and credits_:
        debit, credit = debits[0], credits_[0]
        amount = min(debit.left, credit.left)
        shares = ((debit.take(amount), debit.leg), (credit.take(amount), credit.leg))
        foreign, owner = next((share for share in shares if share[1].foreign_currency), (0, debit.leg))
        yield Entry(
            debit.leg.txn,
            debit.leg.day,
            debit.leg.account,
            credit.leg.account,
            amount,
            debit.leg.currency,
            credit.leg.text or debit.leg.text,
            credit.leg.reference or debit.leg.reference,
            credit.leg.vat or debit.leg.vat,
            foreign,
            owner.foreign_currency,
        )
        debits = debits if debit.left else debits[1:]
        credits_ = credits_ if credit.left else credits_[1:]
