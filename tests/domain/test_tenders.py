"""What may be handed over, what is handed back, and the sentence when it cannot be."""

from __future__ import annotations

import pytest

from pos.domain.currency import ChangePolicy
from pos.domain.errors import UserError
from pos.domain.tender import (
    CARD,
    CASH,
    CASH_EUR,
    NOTES_LEM,
    TWINT,
    Given,
    Rules,
    likely_cash,
    notes,
    pay_out,
    refund_parts,
    settle,
)


def test_a_part_in_lemans_and_the_rest_in_cash_settles() -> None:
    settled = settle(2352, [notes({1000: 1}), Given(CASH, 2000)], Rules())

    assert [(t.code, t.minor, t.notes) for t in settled.tenders] == [(NOTES_LEM, 1000, (1000,)), (CASH, 2000, ())]
    assert [(c.minor, c.pieces) for c in settled.change] == [(650, (500, 100, 50))]
    assert settled.rounding_minor == -2


def test_the_note_of_three_fourteen_pays_its_face() -> None:
    assert settle(628, [notes({314: 2})], Rules()).rounding_minor == 0


@pytest.mark.parametrize(
    ("policy", "choice", "handed_back"),
    [
        (ChangePolicy.CHF, None, [("CHF", 630)]),
        (ChangePolicy.SAME, None, [("LEM", 628), ("CHF", 0)]),
        (ChangePolicy.CASHIER, None, [("CHF", 630)]),
        (ChangePolicy.CASHIER, ChangePolicy.SAME, [("LEM", 628), ("CHF", 0)]),
        (ChangePolicy.CASHIER, ChangePolicy.CHF, [("CHF", 630)]),
    ],
)
def test_change_on_leman_notes_follows_the_shop(
    policy: ChangePolicy, choice: ChangePolicy | None, handed_back: list[tuple[str, int]]
) -> None:
    settled = settle(1371, [notes({2000: 1})], Rules(lem_change=policy), choice)

    assert [(c.currency, c.minor) for c in settled.change] == [back for back in handed_back if back[1]]


def test_no_change_on_leman_notes_means_no_more_than_the_rest() -> None:
    with pytest.raises(UserError, match=r"take at most 13.71 LEM"):
        settle(1371, [notes({2000: 1})], Rules(lem_change=ChangePolicy.NONE))
    with pytest.raises(UserError, match=r"take 6.29 less"):
        settle(1371, [notes({2000: 1})], Rules(lem_change=ChangePolicy.CASHIER), ChangePolicy.NONE)


def test_francs_given_too_much_come_back_in_francs_whatever_the_lemans() -> None:
    settled = settle(100, [notes({500: 1}), Given(CASH, 2000)], Rules(lem_change=ChangePolicy.SAME))

    assert [(c.currency, c.minor) for c in settled.change] == [("LEM", 400), ("CHF", 2000)]


def test_leman_change_no_note_can_make_is_given_in_francs() -> None:
    settled = settle(1950, [notes({2000: 1})], Rules(lem_change=ChangePolicy.SAME))

    assert [(c.currency, c.minor) for c in settled.change] == [("CHF", 50)]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (Given("voucher", 100), "does not take this means"),
        (Given(CASH_EUR, 100), "does not take this means"),
        (Given(CASH, 0), "above zero"),
        (Given(CASH, 10**10), "too large"),
        (Given(CASH, 101), "like 1.00"),
        (Given(CARD, 501), "no more than the rest can be taken: 5.00"),
        (Given(TWINT, 10_000), "no more than the rest"),
        (Given(NOTES_LEM, 300, (200, 100)), "no such Léman note"),
        (Given(NOTES_LEM, 300, (100, 100)), "no such Léman note"),
        (Given(CASH, 300), "2.00 is still to be paid"),
    ],
)
def test_what_cannot_be_taken_says_why(given: Given, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        settle(500, [given], Rules())


def test_leman_notes_counted_by_their_sum_alone_are_taken() -> None:
    assert settle(500, [Given(NOTES_LEM, 500)], Rules()).tenders[0].value_minor == 500


def test_a_limit_on_lemans_tells_what_can_still_be_taken() -> None:
    with pytest.raises(UserError, match=r"at most 15.00 LEM per sale; 5.00 LEM can still be taken"):
        settle(5000, [notes({1000: 1}), notes({1000: 1})], Rules(lem_limit_minor=1500))


def test_euros_need_a_rate() -> None:
    with pytest.raises(UserError, match="no EUR rate yet"):
        settle(500, [Given(CASH_EUR, 1000)], Rules(accepted=(CASH, CASH_EUR)))


def test_nothing_is_received_for_a_ticket_that_pays_out() -> None:
    with pytest.raises(UserError, match=r"this ticket pays out 5.00"):
        settle(-500, [Given(CASH, 500)], Rules())
    with pytest.raises(UserError, match="nothing to receive"):
        settle(0, [Given(CASH, 500)], Rules())
    assert settle(0, [], Rules()).tenders == ()


def test_a_centime_or_two_that_no_coin_pays_is_rounding() -> None:
    assert settle(2, [], Rules()).rounding_minor == -2
    with pytest.raises(UserError, match=r"0.03 is still to be paid"):
        settle(3, [], Rules())


def test_lemans_are_handed_out_as_far_as_notes_go() -> None:
    out = pay_out(-1353, [(NOTES_LEM, 1353)], Rules())

    assert [(t.code, t.minor, t.notes) for t in out.tenders] == [
        (NOTES_LEM, -1342, (314, 314, 314, 100, 100, 100, 100)),
        (CASH, -10, ()),
    ]
    assert out.rounding_minor == 1


def test_what_is_handed_out_must_be_all_of_it() -> None:
    with pytest.raises(UserError, match=r"must be 5.00 in all"):
        pay_out(-500, [(CASH, 400)], Rules())


def test_a_card_refund_is_exact_and_cash_is_rounded() -> None:
    out = pay_out(-1000, [(CARD, 333), (CASH_EUR, 667)], Rules())

    assert [(t.code, t.minor) for t in out.tenders] == [(CARD, -333), (CASH, -665)]
    assert out.rounding_minor == 2


def test_a_refund_too_small_for_a_coin_is_rounding() -> None:
    assert pay_out(-2, [(CASH, 2)], Rules()) == pay_out(-2, [], Rules(), rounded_minor=2)


def test_a_refund_goes_to_the_tenders_that_paid() -> None:
    paid = {NOTES_LEM: 1000, CASH: 1350}

    assert refund_parts(1500, paid) == ((NOTES_LEM, 1000), (CASH, 500))
    assert refund_parts(1500, paid, CASH) == ((CASH, 1350), (NOTES_LEM, 150))
    assert refund_parts(2352, paid, CASH) == ((CASH, 1350), (NOTES_LEM, 1000))


def test_francs_given_as_change_are_not_given_back_twice() -> None:
    assert refund_parts(206, {NOTES_LEM: 2000, CASH: -1795}) == ((NOTES_LEM, 205),)


def test_likely_sums_are_above_what_is_due() -> None:
    assert likely_cash(1352) == [1400, 1500, 2000, 5000, 10000, 20000]
    assert likely_cash(0) == []
