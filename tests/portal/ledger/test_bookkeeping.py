"""The ledger's exports, judged by beancount itself: no error, and the balances of the trial balance."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.accounts_chart import place_of
from pos.domain.bookkeeping import Posting, trial_balance
from pos.domain.currency import CURRENCIES
from sync.portal.ledger import accounts
from sync.portal.ledger.bookkeeping import EXPORTS, beancount_name, to_beancount, to_chart, to_trial_balance
from tests.domain.test_bookkeeping import ledgers

JUDGE = """
import json, sys
from beancount import loader
from beancount.core import realization
entries, errors, _ = loader.load_string(sys.stdin.read())
balances = {}
for account in realization.iter_children(realization.realize(entries)):
    for position in account.balance:
        balances[account.account + " " + position.units.currency] = str(position.units.number)
print(json.dumps({"errors": [error.message for error in errors], "balances": balances}))
"""
QUARTER = [
    Posting("s-1", "2026-10-02", "member:m-1:receivable:CHF", 192, "CHF", "Commande «5A1X»", "1-46810"),
    Posting("s-1", "2026-10-02", "income:commission:CHF", -154, "CHF"),
    Posting("s-1", "2026-10-02", "fund:pot_commun:CHF", -38, "CHF"),
    Posting("s-2", "2026-10-03", "member:m-1:receivable:LEM", 500, "LEM", "Café 'suspendu' \"2\"", "1/2"),
    Posting("s-2", "2026-10-03", "income:commission:LEM", -500, "LEM"),
    Posting("p-1", "2026-11-10", "bank:CHF", 192, "CHF", "Paiement", "2026-000231"),
    Posting("p-1", "2026-11-10", "member:m-1:receivable:CHF", -192, "CHF"),
    Posting("x-1", "2026-11-11", "fx:LEM", 500, "LEM", "Conversion"),
    Posting("x-1", "2026-11-11", "bank:LEM", -500, "LEM"),
    Posting("x-1", "2026-11-11", "bank:CHF", 500, "CHF"),
    Posting("x-1", "2026-11-11", "fx:CHF", -500, "CHF"),
]


def judged(body: bytes) -> dict[str, Any]:
    python = os.environ.get("BEANCOUNT_PYTHON", "")
    if not python:
        pytest.skip(
            os.environ.get("BEANCOUNT_ABSENT") or "BEANCOUNT_PYTHON does not name the Python that has beancount"
        )
    done = subprocess.run([python, "-I", "-c", JUDGE], input=body, capture_output=True, check=True, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def wanted(postings: list[Posting]) -> dict[str, str]:
    return {
        f"{beancount_name(account)} {currency}": f"{minor / 100:.2f}"
        for currency, accounts in trial_balance(postings).items()
        for account, minor in accounts.items()
        if minor
    }


@pytest.mark.parametrize("postings", [QUARTER, QUARTER[::-1]], ids=["in order", "backwards"])
def test_beancount_finds_no_error_and_the_same_balances(postings: list[Posting]) -> None:
    found = judged(to_beancount(postings, 'Chambre "ESS"'))

    assert found == {"errors": [], "balances": wanted(QUARTER)}


def test_beancount_takes_whatever_is_posted() -> None:
    """Some fifty ledgers at once: each in accounts of its own, for the program is slow to start."""
    made: list[Posting] = []

    @given(ledgers(), st.text(max_size=12))
    def gather(postings: list[Posting], text: str) -> None:
        number = len(made)
        made.extend(
            Posting(f"{number}-{each.txn}", each.day, each.account, each.amount_minor, each.currency, text, each.text)
            for each in postings
        )

    gather()

    assert judged(to_beancount(made)) == {"errors": [], "balances": wanted(made)}


def test_beancount_would_find_a_wrong_balance() -> None:
    body = to_beancount(QUARTER).replace(b"balance Assets:Bank:CHF 6.92", b"balance Assets:Bank:CHF 6.93")

    assert len(judged(body)["errors"]) == 1


def test_an_empty_ledger_is_a_valid_file() -> None:
    assert judged(to_beancount([])) == {"errors": [], "balances": {}}


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("member:m-17:receivable:CHF", "Assets:Member:M-m-17:Receivable:CHF"),
        ("member:é/1:payable:LEM", "Liabilities:Member:M--e9--2f-1:Payable:LEM"),
        ("fund:pot_commun:CHF", "Liabilities:Fund:Pot-commun:CHF"),
        ("income:commission:LEM", "Income:Income:Commission:LEM"),
    ],
)
def test_an_account_has_a_name_that_beancount_takes(account: str, name: str) -> None:
    assert beancount_name(account) == name


@given(ledgers())
def test_the_trial_balance_says_the_same_on_both_sides(postings: list[Posting]) -> None:
    rows = list(csv.DictReader(io.StringIO(to_trial_balance(postings).decode("utf-8-sig"), newline=""), delimiter=";"))
    totals = [row for row in rows if row["Désignation"] == "Total"]

    assert all(row["Débit"] == row["Crédit"] for row in totals)
    assert {row["Monnaie"] for row in totals} == {each.currency for each in postings}
    for row in totals:
        own = [each for each in rows if each["Monnaie"] == row["Monnaie"] and each is not row]
        assert sum(round(float(each["Débit"] or 0) * 100) for each in own) == round(float(row["Débit"]) * 100)


def test_the_chart_names_what_occurs() -> None:
    assert "1100;Créances des membres CHF" in to_chart(QUARTER).decode("utf-8-sig").splitlines()


@pytest.mark.parametrize("currency", [*CURRENCIES, "NEW"])
def test_every_account_of_the_ledger_has_a_place_of_its_own(currency: str) -> None:
    names = [value for name, value in vars(accounts).items() if name.isupper() and isinstance(value, str)]
    only_francs = {accounts.ADVANCE, accounts.SETUP} if currency != "CHF" else set()

    places = [place_of(accounts.full_name(name, "m-1", currency)) for name in names if name not in only_francs]

    assert len(names) >= 10
    assert len({place.number for place in places}) == len(places)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_export_can_be_made(name: str) -> None:
    assert EXPORTS[name][1](QUARTER)
