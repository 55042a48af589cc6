"""The ledger for accountants: beancount as plain text, and the files of `pos.domain.bookkeeping_files`.

A beancount file checks itself: at its end stands what each account must hold.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain.accounts_chart import named, place_of
from pos.domain.bookkeeping import by_transaction, trial_balance
from pos.domain.bookkeeping_files import table, to_banana, to_bexio, to_cresus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pos.domain.bookkeeping import Posting

_NOT_IN_ACCOUNT = re.compile(r"[^A-Za-z0-9-]")
_NOT_IN_LINK = re.compile(r"[^A-Za-z0-9\-_/.]+")
TITLE = "Comptoir"


def to_beancount(postings: Sequence[Posting], title: str = TITLE) -> bytes:
    """Give the postings as a beancount file: accounts opened, transactions, and the balances it must come to."""
    return "\n".join(_beancount(postings, title)).encode() + b"\n"


def _beancount(postings: Sequence[Posting], title: str) -> Iterator[str]:
    yield f'option "title" {_quoted(title)}'
    yield 'option "operating_currency" "CHF"'
    if not postings:
        return
    first, last = min(each.day for each in postings), max(each.day for each in postings)
    yield ""
    for currency in sorted({each.currency for each in postings}):
        yield f"{first} commodity {currency}"
    yield ""
    balances = trial_balance(postings)
    for currency, accounts in balances.items():
        for account in accounts:
            yield f"{first} open {beancount_name(account)} {currency}"
            yield f"  number: {_quoted(place_of(account).number)}"
            yield f"  account: {_quoted(account)}"
    for txn, legs in by_transaction(postings).items():
        yield ""
        yield from _transaction(txn, legs)
    yield ""
    after = date.fromisoformat(last) + timedelta(days=1)
    for currency, accounts in balances.items():
        for account, minor in accounts.items():
            # Without its tolerance a centime would pass.
            yield f"{after} balance {beancount_name(account)} {_decimal(minor)} ~ 0.00 {currency}"


def _transaction(txn: str, legs: Sequence[Posting]) -> Iterator[str]:
    link = _NOT_IN_LINK.sub("-", legs[0].reference)
    yield f"{legs[0].day} * {_quoted(legs[0].text)}{f' ^{link}' if link else ''}"
    yield f"  txn: {_quoted(txn)}"
    for leg in legs:
        yield f"  {beancount_name(leg.account)}  {_decimal(leg.amount_minor)} {leg.currency}"


def beancount_name(account: str) -> str:
    """Give an account's name: «Assets:Member:M-17:Receivable:CHF» for «member:17:receivable:CHF»."""
    parts = account.split(":")
    if parts[0] == "member":
        parts[1] = f"M-{parts[1]}"
    legal = (_NOT_IN_ACCOUNT.sub(lambda found: f"-{ord(found[0]):x}-", part.replace("_", "-")) for part in parts)
    return ":".join((place_of(account).root, *(part[:1].upper() + part[1:] for part in legal)))


def to_trial_balance(postings: Iterable[Posting]) -> bytes:
    """Give the trial balance as a table: number, account, currency, debit, credit; each currency ends in its sums."""
    rows: list[tuple[str, ...]] = [("Numéro", "Compte", "Désignation", "Monnaie", "Débit", "Crédit")]
    for currency, accounts in trial_balance(postings).items():
        ordered = sorted(accounts.items(), key=lambda item: (place_of(item[0]).number, item[0]))
        for account, minor in ordered:
            place = place_of(account)
            sides = (_decimal(minor), "") if minor >= 0 else ("", _decimal(-minor))
            rows.append((place.number, account, place.name, currency, *sides))
        debit = sum(minor for minor in accounts.values() if minor > 0)
        credit = -sum(minor for minor in accounts.values() if minor < 0)
        rows.append(("", "", "Total", currency, _decimal(debit), _decimal(credit)))
    return table(rows, ";").encode("utf-8-sig")


def to_chart(postings: Iterable[Posting]) -> bytes:
    """Give number and name of the accounts that occur, to prepare them in the accountant's program."""
    rows = [("Numéro", "Désignation"), *named({each.account for each in postings})]
    return table(rows, ";").encode("utf-8-sig")


EXPORTS: dict[str, tuple[str, Callable[[Sequence[Posting]], bytes]]] = {
    "beancount": ("beancount", to_beancount),
    "banana": ("txt", to_banana),
    "cresus": ("txt", to_cresus),
    "bexio": ("csv", to_bexio),
    "balance": ("csv", to_trial_balance),
    "comptes": ("csv", to_chart),
}
"""What the accountant may fetch: name to ending and writer."""


def _quoted(text: str) -> str:
    return '"' + " ".join(text.replace("\\", "/").replace('"', "'").split()) + '"'


def _decimal(minor: int) -> str:
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"
