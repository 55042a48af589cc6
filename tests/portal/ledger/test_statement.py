"""A statement adds up, is hashed, and reads back from its files."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from stdnum import iso11649

from pos.domain.errors import UserError
from sync.portal.ledger.statement import (
    Statement,
    What,
    check_account,
    checked,
    creditor_reference,
    from_json,
    plain,
    to_csv,
    to_json,
)
from tests.portal.ledger.statements import commission, october, statement

AMOUNTS = st.integers(-10_000_000, 10_000_000)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    amounts = draw(st.lists(AMOUNTS, max_size=12))
    kinds = draw(st.lists(st.sampled_from(What), min_size=len(amounts), max_size=len(amounts)))
    texts = draw(st.lists(st.text(max_size=30), min_size=len(amounts), max_size=len(amounts)))
    lines = tuple(
        replace(commission(number, amount_minor=amount), what=what, text=text)
        for number, (amount, what, text) in enumerate(zip(amounts, kinds, texts, strict=True))
    )
    return statement(lines, opening=draw(AMOUNTS))


@given(statements())
def test_opening_and_subtotals_give_the_closing(made: Statement) -> None:
    assert made.opening_minor + sum(part.amount_minor for part in made.subtotals) == made.closing_minor
    assert sum(part.count for part in made.subtotals) == len(made.lines)
    assert made.due_minor == max(0, made.closing_minor)


@given(statements())
def test_the_table_adds_up_in_any_spreadsheet(made: Statement) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(made).decode("utf-8-sig"), newline=""), delimiter=";"))

    amounts = [round(float(row["Montant"]) * 100) for row in rows]

    assert sum(amounts[:-1]) == amounts[-1] == made.closing_minor
    assert len(rows) == len(made.lines) + 2
    assert {row["Monnaie"] for row in rows} == {"CHF"}


@given(statements())
def test_the_file_for_programs_reads_back(made: Statement) -> None:
    assert from_json(to_json(made)) == made


@given(st.integers(2000, 2100), st.integers(1, 9_999_999_999))
def test_the_reference_of_every_number_has_right_check_digits(year: int, number: int) -> None:
    reference = creditor_reference(f"{year}-{number:06}")

    assert iso11649.is_valid(reference)
    assert reference[4:] == f"{year}{number:06}"


def test_the_hash_of_a_statement_never_changes() -> None:
    assert october().content_sha256 == "eb4aa84236999dc364065f60b36d29840029e85cac890254ca81a1a568d0ec80"


def test_an_altered_file_is_refused() -> None:
    body = to_json(october()).replace(b'"amount_minor":192', b'"amount_minor":191', 1)

    with pytest.raises(UserError, match="altered"):
        from_json(body)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"statement":{},"sha256":"x"}', b"\xff"])
def test_another_file_is_no_statement(body: bytes) -> None:
    with pytest.raises(UserError, match="not a statement"):
        from_json(body)


def test_what_is_to_be_paid_stands_in_the_file() -> None:
    file = msgspec.json.decode(to_json(october()))

    assert (file["due_minor"], file["reference"]) == (3347, "RF402026000231")


def test_lines_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(UserError, match="add up"):
        checked(replace(october(), closing_minor=3348))


def test_a_line_stands_on_a_statement_once() -> None:
    line = commission(1)

    with pytest.raises(UserError, match="twice"):
        statement((line, line))


@pytest.mark.parametrize("number", ["231", "2026-231", "2026_000231", "2026-000231x"])
def test_a_number_has_a_year_and_a_place_in_it(number: str) -> None:
    with pytest.raises(UserError, match="no valid number"):
        statement(number=number)


@pytest.mark.parametrize(("issued", "due"), [("2026-11-02", "2026-11-01"), ("2.11.2026", "2026-11-30")])
def test_it_is_due_on_a_day_after_it_is_issued(issued: str, due: str) -> None:
    with pytest.raises(UserError, match="due"):
        statement(issued_on=issued, due_on=due)


@pytest.mark.parametrize(
    ("iban", "why"),
    [
        ("CH93 0076 2011 6238 5295 8", "not a Swiss"),
        ("DE89370400440532013000", "not a Swiss"),
        ("", "not a Swiss"),
        ("CH44 3199 9123 0008 8901 2", "QR-IBAN"),
    ],
)
def test_the_account_takes_a_creditor_reference(iban: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        check_account(iban)


def test_no_cell_is_a_formula() -> None:
    line = replace(commission(1), text="=1+1", reference="@x", source="+caisse", id="=2", reverses="=3")

    table = to_csv(statement((line,))).decode()

    assert ";'=1+1;" in table
    assert ";'@x;" in table
    assert ";'+caisse;" in table
    assert ";'=2;'=3\r\n" in table


@pytest.mark.parametrize(("minor", "text"), [(0, "0.00"), (-5, "-0.05"), (-123_456, "-1234.56"), (7, "0.07")])
def test_amounts_are_plain_in_files(minor: int, text: str) -> None:
    assert plain(minor) == text


@pytest.mark.parametrize(("closing", "due"), [(100, 100), (0, 0), (-100, 0)])
def test_a_balance_in_the_members_favour_is_not_asked_for(closing: int, due: int) -> None:
    assert statement(opening=closing).due_minor == due
