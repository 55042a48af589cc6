"""The whole ledger as the accountant's files take it: every leg with the name of its account."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.accounts_chart import place_of
from pos.domain.bookkeeping import Posting, trial_balance
from sync.portal.ledger import store
from sync.portal.ledger.accounts import full_name
from sync.portal.ledger.bookkeeping import EXPORTS
from sync.portal.storage.ledger_tables import ledger_txn

if TYPE_CHECKING:
    from sync.portal.ledger.service import Ledger

WORDS = {
    "commission": "Commission, ticket {}", "reversal": "Contre-passation, ticket {}", "payment": "Paiement {}",
    "contribution": "Contribution au pot commun, {}", "repayment": "Remboursement de l’avance, {}",
    "advance": "Avance de la Chambre, {}", "spending": "Dépense du pot commun", "writeoff": "Abandon de créance",
    "adjustment": "Paliers du mois", "conversion": "Change en francs, {}",
}  # fmt: skip
MEDIA = {"csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8", "beancount": "text/plain; charset=utf-8"}


class Balance(NamedTuple):
    """A line of the trial balance; debit positive, minor units."""

    number: str
    name: str
    account: str
    currency: str
    amount_minor: int


def postings(ledger: Ledger, year: str = "") -> list[Posting]:
    """Give every leg that was posted, of one year where it is named (by the day of what it follows from)."""
    wanted = (ledger_txn.c.day.between(f"{year}-01-01", f"{year}-12-31"),) if year else ()
    with ledger.database.read() as connection:
        return [
            Posting(
                txn=each.txn, day=each.day, account=full_name(each.account, each.member, each.currency),
                amount_minor=each.amount_minor, currency=each.currency,
                text=WORDS.get(each.kind, each.kind).format(each.reference) if each.kind != "spending" else each.words,
                reference=f"E-{each.number}",
            )
            for each in store.moved(connection, *wanted)
        ]  # fmt: skip


def balances(ledger: Ledger) -> list[Balance]:
    """Give the trial balance, by the numbers of the chart."""
    found = [
        Balance(place_of(account).number, place_of(account).name, account, currency, minor)
        for currency, accounts in trial_balance(postings(ledger)).items()
        for account, minor in accounts.items()
    ]
    return sorted(found, key=lambda each: (each.currency, each.number, each.account))


def exported(ledger: Ledger, form: str, year: str) -> tuple[bytes, str, str] | None:
    """Give a file for the accountant: bytes, name, media type; None for a form that there is not."""
    if form not in EXPORTS:
        return None
    ending, write = EXPORTS[form]
    return write(postings(ledger, year)), f"comptoir-{form}-{year or 'tout'}.{ending}", MEDIA[ending]
