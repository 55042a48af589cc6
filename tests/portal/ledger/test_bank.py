"""The bank's files are read once, whole or not at all; a payment settles the statement that its reference names."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.domain.errors import UserError
from sync.portal.ledger import bank
from sync.portal.ledger.bank import Credit, read_file
from sync.portal.ledger.reconciling import Fit, OpenStatement, Outcome, Why, match
from sync.portal.ledger.statement import creditor_reference
from tests.portal.ledger.bank_files import IBAN, Payment, camt, entry

OCTOBER = OpenStatement("2026-000231", "m-17", "Les Grains Libres", "CHF", 8_640)
SMALL = OpenStatement("2026-000232", "m-18", "Le Fournil", "CHF", 1_250)
REFERENCE = OCTOBER.reference
PAID = Payment("86.40", REFERENCE, bank_reference="TX-1")


@pytest.mark.parametrize("version", ["04", "08"])
@pytest.mark.parametrize("kind", ["053", "054"])
def test_a_payment_is_read_with_all_that_names_it(kind: str, version: str) -> None:
    body = camt(entry("86.40", replace_(PAID, end_to_end="E2E-7"), version=version), kind=kind, version=version)

    read = read_file(body)

    assert (read.kind, read.message_id) == (f"camt.{kind}", "MSG-20261109-1")
    assert read.credits == (
        Credit(
            key="TX-1",
            booked_on="2026-11-08",
            amount_minor=8_640,
            currency="CHF",
            reference=REFERENCE,
            debtor="Les Grains Libres",
            end_to_end="E2E-7",
            iban=IBAN,
            entry="ZV20261108-000417",
        ),
    )


def replace_(payment: Payment, **more: str) -> Payment:
    return payment._replace(**more)


@pytest.mark.parametrize("version", ["04", "08"])
def test_a_collective_booking_is_read_payment_by_payment(version: str) -> None:
    payments = (PAID, Payment("12.50", SMALL.reference, "Le Fournil", bank_reference="TX-2"))

    read = read_file(camt(entry("98.90", *payments, batch=2, version=version), version=version))

    assert [(credit.key, credit.amount_minor) for credit in read.credits] == [("TX-1", 8_640), ("TX-2", 1_250)]


def test_payments_without_references_of_their_own_have_their_place_in_the_booking() -> None:
    body = camt(entry("20.00", Payment("10.00"), Payment("10.00"), reference="B-1"))

    assert [credit.key for credit in read_file(body).credits] == ["B-1#0", "B-1#1"]


def test_a_bank_that_repeats_the_reference_of_the_booking_does_not_name_the_payments() -> None:
    payments = (Payment("10.00", bank_reference="B-1"), Payment("10.00", bank_reference="B-1"))

    read = read_file(camt(entry("20.00", *payments, reference="B-1")))

    assert [(credit.key, credit.end_to_end) for credit in read.credits] == [("B-1#0", ""), ("B-1#1", "")]


def test_a_collective_booking_without_details_is_named_and_never_booked() -> None:
    credits_in = read_file(camt(entry("98.90", batch=2))).credits

    assert [credit.collective for credit in credits_in] == [True]
    assert [left.why for left in match(credits_in, [OCTOBER]).unmatched] == [Why.COLLECTIVE]


def test_what_leaves_the_account_and_what_is_not_booked_yet_is_left_out() -> None:
    read = read_file(
        camt(
            entry("86.40", PAID, reference="B-1"),
            entry("50.00", direction="DBIT", reference="B-2"),
            entry("50.00", direction="CRDT", back=True, reference="B-3"),
            entry("9.00", status="PDNG", reference="B-4"),
        )
    )

    assert (len(read.credits), read.debits, read.pending) == (1, 2, 1)


def test_a_payment_that_was_taken_back_opens_the_statement_again() -> None:
    back = entry("86.40", PAID, reference="B-2", direction="DBIT", back=True)
    credits_in = read_file(camt(entry("86.40", PAID, reference="B-1"), back)).credits

    outcome = match(credits_in, [OCTOBER])

    assert [(found.fit, found.remaining_minor) for found in outcome.matched] == [
        (Fit.EXACT, 0),
        (Fit.RETURNED, 8_640),
    ]


@pytest.mark.parametrize(
    ("amount", "fit", "left"),
    [("86.40", Fit.EXACT, 0), ("80.00", Fit.PARTIAL, 640), ("100.00", Fit.OVER, -1_360)],
)
def test_a_payment_is_held_against_what_was_left(amount: str, fit: Fit, left: int) -> None:
    found = match(read_file(camt(entry(amount, replace_(PAID, amount=amount)))).credits, [OCTOBER]).matched[0]

    assert (found.fit, found.remaining_minor, found.statement.number) == (fit, left, "2026-000231")


def test_two_parts_settle_a_statement() -> None:
    parts = (replace_(PAID, amount="80.00"), Payment("6.40", REFERENCE, bank_reference="TX-2"))

    outcome = match(read_file(camt(entry("86.40", *parts))).credits, [OCTOBER])

    assert [(found.fit, found.remaining_minor) for found in outcome.matched] == [(Fit.PARTIAL, 640), (Fit.EXACT, 0)]


def test_a_statement_paid_twice_is_seen() -> None:
    outcome = match(read_file(camt(entry("86.40", PAID))).credits, [replace(OCTOBER, remaining_minor=0)])

    assert [(found.fit, found.remaining_minor) for found in outcome.matched] == [(Fit.OVER, -8_640)]


@pytest.mark.parametrize(
    ("payment", "why"),
    [
        (Payment("86.40"), Why.NO_REFERENCE),
        (Payment("86.40", "210000000003139471430009017", kind="QRR"), Why.OTHER_REFERENCE),
        (Payment("86.40", "RF412026000231"), Why.WRONG_REFERENCE),
        (Payment("86.40", creditor_reference("2026-000999")), Why.UNKNOWN_STATEMENT),
    ],
)
def test_a_payment_that_belongs_nowhere_says_why_and_what_it_may_be(payment: Payment, why: Why) -> None:
    left = match(read_file(camt(entry("86.40", payment))).credits, [OCTOBER, SMALL]).unmatched

    assert [(each.why, each.perhaps) for each in left] == [(why, ("2026-000231",))]


def test_a_payment_in_another_currency_is_never_booked() -> None:
    body = camt(entry("86.40", replace_(PAID, currency="EUR"), currency="EUR"))

    left = match(read_file(body).credits, [OCTOBER]).unmatched

    assert [(each.why, each.perhaps) for each in left] == [(Why.OTHER_CURRENCY, ())]


def test_a_payment_to_another_account_is_not_the_chambers() -> None:
    credits_in = read_file(camt(entry("86.40", PAID), iban="CH5604835012345678009")).credits

    assert [each.why for each in match(credits_in, [OCTOBER], iban=IBAN).unmatched] == [Why.OTHER_ACCOUNT]
    assert match(credits_in, [OCTOBER]).matched
    assert match(credits_in, [OCTOBER], iban="CH56 0483 5012 3456 7800 9").matched


def test_a_payment_taken_back_is_no_hint_for_a_statement_paid_too_much() -> None:
    body = camt(entry("86.40", Payment("86.40"), direction="DBIT", back=True))

    left = match(read_file(body).credits, [replace(OCTOBER, remaining_minor=-8_640)]).unmatched

    assert [each.perhaps for each in left] == [()]


def test_blanks_and_small_letters_of_a_reference_do_not_matter() -> None:
    body = camt(entry("86.40", replace_(PAID, reference="rf40 2026 0002 31")))

    assert match(read_file(body).credits, [OCTOBER]).matched


def test_the_message_of_the_payer_is_kept() -> None:
    body = camt(entry("86.40", Payment("86.40", message="Relevé  octobre & <merci>")))

    assert read_file(body).credits[0].message == "Relevé octobre & <merci>"


def test_a_file_imported_twice_changes_nothing() -> None:
    credits_in = read_file(camt(entry("86.40", PAID))).credits

    again = match(credits_in, [replace(OCTOBER, remaining_minor=0)], known={"TX-1"})

    assert again == Outcome((), (), credits_in)


def test_the_same_payment_in_a_statement_and_in_an_advice_is_one() -> None:
    advice = read_file(camt(entry("86.40", PAID, version="04"), kind="054", version="04")).credits
    statement = read_file(camt(entry("86.40", PAID))).credits

    outcome = match([*advice, *statement], [OCTOBER])

    assert (len(outcome.matched), len(outcome.known)) == (1, 1)


def test_details_of_a_booking_that_was_taken_in_as_a_whole_are_known() -> None:
    details = read_file(camt(entry("86.40", PAID), kind="054")).credits

    assert match(details, [OCTOBER], known={"ZV20261108-000417"}).known == details


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"<Document/>",
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
        b"<!DOCTYPE Document>" + camt(entry("86.40")).partition(b"\n")[2],
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="nothing"?><a/>',
        b"\x00\x01",
    ],
)
def test_what_is_no_file_of_a_bank_is_refused(body: bytes) -> None:
    with pytest.raises(UserError, match="is no camt"):
        read_file(body)


def test_a_version_that_was_not_seen_is_refused() -> None:
    with pytest.raises(UserError, match="version"):
        read_file(camt(version="13"))


def test_a_large_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "MAX_BYTES", 100)

    with pytest.raises(UserError, match="too large"):
        read_file(camt())


def test_a_file_with_too_many_payments_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "MAX_CREDITS", 1)

    with pytest.raises(UserError, match="more than 1"):
        read_file(camt(entry("20.00", Payment("10.00"), Payment("10.00"))))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (camt(entry("98.90", PAID, Payment("12.51", SMALL.reference, bank_reference="TX-2"))), "do not add up"),
        (camt(entry("10.00", reference="")), "no reference of the bank"),
        (camt(entry("10.00", reference="B"), entry("10.00", reference="B")), "stands twice"),
        (camt(entry("10.005")), "not an amount"),
        (camt(entry("-10.00")), "not an amount"),
        (camt(entry("10.00", currency="francs")), "not an amount"),
        (camt(entry("10.00", day="8.11.2026")), "no date"),
        (camt(entry("20.00", Payment("10.00", currency="EUR"), Payment("10.00"))), "do not say"),
    ],
)
def test_a_file_that_does_not_add_up_is_read_not_at_all(body: bytes, why: str) -> None:
    with pytest.raises(UserError, match=why):
        read_file(body)


def test_amounts_may_have_more_zeros() -> None:
    assert read_file(camt(entry("10.10000"))).credits[0].amount_minor == 1_010


CREDITS = st.builds(
    Credit,
    key=st.sampled_from("abcdef"),
    booked_on=st.just("2026-11-08"),
    amount_minor=st.integers(-9_000, 9_000),
    currency=st.sampled_from(["CHF", "EUR"]),
    reference=st.sampled_from([OCTOBER.reference, SMALL.reference, "", "RF00", creditor_reference("2026-000999")]),
)


@given(st.lists(CREDITS, max_size=12))
def test_every_credit_is_somewhere_once_and_the_sums_hold(credits_in: list[Credit]) -> None:
    outcome = match(credits_in, [OCTOBER, SMALL])
    booked = [found.credit for found in outcome.matched]
    left = [each.credit for each in outcome.unmatched]

    assert sorted(map(repr, [*booked, *left, *outcome.known])) == sorted(map(repr, credits_in))
    assert len({credit.key for credit in [*booked, *left]}) == len([*booked, *left])
    for open_ in (OCTOBER, SMALL):
        mine = [found for found in outcome.matched if found.statement == open_]
        if mine:
            assert mine[-1].remaining_minor == open_.remaining_minor - sum(f.credit.amount_minor for f in mine)


def test_files_may_come_in_any_order() -> None:
    small = Payment("12.50", SMALL.reference, bank_reference="TX-3")
    files = [
        read_file(camt(entry("80.00", replace_(PAID, amount="80.00"), reference="B-1"))).credits,
        read_file(camt(entry("6.40", Payment("6.40", REFERENCE, bank_reference="TX-2"), reference="B-2"))).credits,
        read_file(camt(entry("12.50", small, reference="B-3"))).credits,
    ]

    for turn in permutations(files):
        outcome = match([credit for file in turn for credit in file], [OCTOBER, SMALL])
        last = {found.statement.number: found.remaining_minor for found in outcome.matched}
        assert last == {"2026-000231": 0, "2026-000232": 0}
