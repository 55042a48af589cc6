"""Whatever is posted: every transaction balances, pairs keep every sum, and each file says the same as the postings."""

from __future__ import annotations

import csv
import io
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.accounts_chart import CHART, named, number_of, place_of
from pos.domain.bookkeeping import Entry, Posting, by_transaction, entries, trial_balance
from pos.domain.bookkeeping_files import to_banana, to_bexio, to_cresus
from pos.domain.errors import UserError

ACCOUNTS = (
    "member:m-1:receivable",
    "member:m-2:receivable",
    "income:commission",
    "fund:pot_commun",
    "bank",
    "expense:writeoff",
)
TEXTS = st.text(max_size=40)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Posting]:
    """Give transactions that balance in each of their currencies."""
    made: list[Posting] = []
    for number in range(draw(st.integers(0, 6))):
        day = f"2026-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}"
        text, reference = draw(TEXTS), draw(TEXTS)
        for currency in draw(st.sets(st.sampled_from(["CHF", "LEM", "EUR"]), min_size=1)):
            amounts = draw(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=5))
            for minor in (*amounts, -sum(amounts)):
                account = f"{draw(st.sampled_from(ACCOUNTS))}:{currency}"
                made.append(Posting(f"T-{number}", day, account, minor, currency, text, reference))
    return made


def numbers(postings: list[Posting]) -> dict[str, int]:
    """Give the balance of each number of the chart."""
    sums: dict[str, int] = defaultdict(int)
    for accounts in trial_balance(postings).values():
        for account, minor in accounts.items():
            sums[number_of(account)] += minor
    return {number: minor for number, minor in sums.items() if minor}


def summed(rows: list[tuple[str, str, str]]) -> dict[str, int]:
    """Give the balance of each number that rows of debit, credit and amount come to."""
    sums: dict[str, int] = defaultdict(int)
    for debit, credit, amount in rows:
        assert float(amount) > 0
        sums[debit] += round(float(amount) * 100)
        sums[credit] -= round(float(amount) * 100)
    return {number: minor for number, minor in sums.items() if minor}


def banana(body: bytes) -> list[dict[str, str]]:
    lines = body.decode().removesuffix("\r\n").split("\r\n")
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def cresus(body: bytes) -> list[list[str]]:
    return [line.split("\t") for line in body.decode("cp1252").split("\r\n")[:-1]]


def bexio(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


@given(ledgers())
def test_the_trial_balance_is_zero_in_every_currency(postings: list[Posting]) -> None:
    assert all(sum(accounts.values()) == 0 for accounts in trial_balance(postings).values())


@given(ledgers())
def test_pairs_keep_the_balance_of_every_account(postings: list[Posting]) -> None:
    pairs = entries(postings)

    again = [
        Posting(pair.txn, pair.day, account, sign * pair.amount_minor, pair.currency)
        for pair in pairs
        for account, sign in ((pair.debit, 1), (pair.credit, -1))
    ]
    assert _not_zero(trial_balance(again)) == _not_zero(trial_balance(postings))
    assert all(pair.amount_minor > 0 for pair in pairs)


def _not_zero(balances: dict[str, dict[str, int]]) -> dict[tuple[str, str], int]:
    return {
        (currency, account): minor
        for currency, accounts in balances.items()
        for account, minor in accounts.items()
        if minor
    }


@given(ledgers())
def test_every_file_comes_to_the_trial_balance(postings: list[Posting]) -> None:
    wanted = numbers(postings)

    for rows in (
        [(row["AccountDebit"], row["AccountCredit"], row["Amount"]) for row in banana(to_banana(postings))],
        [(row[1], row[2], row[5]) for row in cresus(to_cresus(postings))],
        [(row["Debit account"], row["Credit account"], row["Base amount"]) for row in bexio(to_bexio(postings))],
    ):
        assert summed(rows) == wanted


@given(ledgers())
def test_no_row_of_banana_is_imported_twice(postings: list[Posting]) -> None:
    names = [row["ExternalReference"] for row in banana(to_banana(postings))]

    assert len(set(names)) == len(names)


def test_a_transaction_that_does_not_balance_is_a_bug() -> None:
    one = Posting("T", "2026-10-01", "bank:CHF", 100, "CHF")
    other = Posting("T", "2026-10-01", "fund:pot_commun:LEM", -100, "LEM")

    with pytest.raises(ValueError, match="T does not balance in CHF"):
        by_transaction([one, other])


def test_transactions_stand_in_the_order_of_their_days() -> None:
    late = [Posting("A", "2026-10-02", "bank:CHF", 0, "CHF")]
    early = [Posting("B", "2026-10-01", "bank:CHF", 0, "CHF")]

    assert list(by_transaction([*late, *early])) == ["B", "A"]


EUROS = [
    Posting("Z1", "2026-10-01", "till:cash.EUR", 2_455, "CHF", "Espèces EUR", "Z 1", "", 2_608, "EUR"),
    Posting("Z1", "2026-10-01", "till:sales:N", -790, "CHF", "Ventes 8,1 %", "Z 1", "N810"),
    Posting("Z1", "2026-10-01", "till:sales:R", -1_665, "CHF", "Ventes 2,6 %", "Z 1", "R260"),
]


def test_an_amount_abroad_is_shared_without_losing_a_unit() -> None:
    pairs = entries(EUROS)

    assert [(pair.amount_minor, pair.foreign_minor, pair.foreign_currency) for pair in pairs] == [
        (790, 839, "EUR"),
        (1_665, 1_769, "EUR"),
    ]


def test_banana_has_its_columns_rate_and_tax() -> None:
    assert banana(to_banana(EUROS))[0] == {
        "Date": "2026-10-01",
        "Doc": "Z 1",
        "Description": "Ventes 8,1 %",
        "AccountDebit": "1005",
        "AccountCredit": "3200",
        "Amount": "7.90",
        "VatCode": "V81",
        "AmountCurrency": "8.39",
        "ExchangeCurrency": "EUR",
        "ExchangeRate": "0.941597",
        "ExternalReference": "Z1/1",
    }


def test_cresus_has_six_columns_and_no_head() -> None:
    assert cresus(to_cresus(EUROS))[1] == ["01.10.2026", "1005", "3210", "Z 1", "Ventes 2,6 % (EUR 17.69)", "16.65"]


def test_bexio_has_its_columns_and_tax() -> None:
    assert bexio(to_bexio(EUROS))[1] == {
        "Date": "2026-10-01",
        "Reference": "Z 1",
        "Description": "Ventes 2,6 %",
        "Debit account": "1005",
        "Credit account": "3210",
        "Amount": "17.69",
        "Currency": "EUR",
        "Exchange rate": "0.94121",
        "Base amount": "16.65",
        "Tax code": "UR26",
    }


def test_a_complementary_currency_stands_at_parity_with_its_own_amount() -> None:
    legs = [
        Posting("T", "2026-10-01", "member:m:receivable:LEM", 500, "LEM"),
        Posting("T", "2026-10-01", "income:commission:LEM", -500, "LEM"),
    ]

    row = banana(to_banana(legs))[0]

    assert (row["Amount"], row["AmountCurrency"], row["ExchangeCurrency"], row["ExchangeRate"]) == (
        "5.00", "5.00", "LEM", "1",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["a\tb", "a\r\nb", "a\u2028b", "a\x00b"])
def test_a_text_breaks_no_row(text: str) -> None:
    legs = [Posting("T", "2026-10-01", "bank:CHF", 1, "CHF", text), Posting("T", "2026-10-01", "fx:CHF", -1, "CHF")]

    assert banana(to_banana(legs))[0]["Description"] == "a b"
    assert cresus(to_cresus(legs))[0][4] == "a b"


def test_a_text_that_a_spreadsheet_would_compute_is_a_text() -> None:
    legs = [
        Posting("T", "2026-10-01", "bank:CHF", 1, "CHF", "=1+1", "@x"),
        Posting("T", "2026-10-01", "fx:CHF", -1, "CHF", "=1+1", "@x"),
    ]

    row = bexio(to_bexio(legs))[0]

    assert (row["Description"], row["Reference"]) == ("'=1+1", "'@x")


def test_a_character_that_cresus_lacks_spoils_nothing() -> None:
    legs = [
        Posting("T", "2026-10-01", "bank:CHF", 1, "CHF", "Čapek œuf"),
        Posting("T", "2026-10-01", "fx:CHF", -1, "CHF"),
    ]

    assert cresus(to_cresus(legs))[0][4] == "?apek œuf"


def test_an_account_without_a_number_is_told() -> None:
    with pytest.raises(UserError, match="no number"):
        number_of("casino:CHF")


def test_no_two_currencies_share_a_number() -> None:
    for place in CHART:
        currency = place.pattern.rpartition(":")[2]
        others = {
            other.pattern.rpartition(":")[2]
            for other in CHART
            if other.number == place.number and other.pattern.rpartition(":")[2] in ("CHF", "LEM", "EUR")
        }
        assert len(others) <= 1, (place, currency)


def test_a_number_has_one_name() -> None:
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for place in CHART:
        names[place.number].add((place.name, place.root))

    assert all(len(found) == 1 for found in names.values())
    assert named(["bank:LEM", "cc:LEM", "bank:CHF"]) == [("1020", "Banque CHF"), ("1023", "Portefeuille lémans")]
    assert place_of("till:lem.app").number == "1028"


def test_an_entry_names_what_it_is_for() -> None:
    first: Entry = entries(EUROS)[0]

    assert (first.debit, first.credit, first.vat) == ("till:cash.EUR", "till:sales:N", "N810")
