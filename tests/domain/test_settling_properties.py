"""Whatever is sold and whatever is handed over: the ticket adds up to the centime, or it says why not."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pos.domain.closing import Totals, add_sale, refundable_by_tender, tender_effects
from pos.domain.currency import CHF, LEM, ChangePolicy, break_down, largest_payable
from pos.domain.errors import UserError
from pos.domain.money import format_amount, parse_amount, split
from pos.domain.quantity import format_quantity, parse_quantity
from pos.domain.sale import Sale, refund_lines, returnable, vat_of
from pos.domain.tender import (
    CASH,
    CASH_EUR,
    NOTES_LEM,
    Given,
    Rules,
    Settlement,
    cash_due,
    notes,
    pay_out,
    refund_parts,
    remaining,
    settle,
)
from pos.domain.vat import OUTSIDE, VatRegime, tax_included
from tests.domain.strategies import DAY, EVERYTHING, baskets, handed_over, note_counts, rules

if TYPE_CHECKING:
    from pos.domain.basket import Basket

REGIMES = st.sampled_from(list(VatRegime))


def sold(basket: Basket, settlement: Settlement, regime: VatRegime = VatRegime.EFFECTIVE) -> Sale:
    frozen = basket.sale_lines(DAY, regime)
    return Sale(
        id="s",
        receipt="C1",
        at="",
        business_day=DAY,
        cashier="",
        lines=frozen,
        total_minor=sum(line.total_minor for line in frozen),
        vat=vat_of(frozen),
        tenders=settlement.tenders,
        change=settlement.change,
        rounding_minor=settlement.rounding_minor,
    )


def booked(settlement: Settlement) -> int:
    """Sum of tenders less change less rounding: what the ticket's total must be."""
    received = sum(tender.value_minor for tender in settlement.tenders)
    handed_back = sum(change.value_minor for change in settlement.change)
    return received - handed_back - settlement.rounding_minor


@given(baskets(), rules(), st.lists(handed_over, max_size=6), st.none() | st.sampled_from(list(ChangePolicy)))
def test_any_basket_with_any_money_adds_up_or_says_why_not(
    basket: Basket, accepted: Rules, money: list[Given], choice: ChangePolicy | None
) -> None:
    total = basket.total_minor
    assert sum(line.total_minor for line in basket.sale_lines(DAY, VatRegime.EFFECTIVE)) == total

    try:
        settled = settle(total, money, accepted, choice)
    except UserError as error:
        why = str(error)
    else:
        why = ""

    if why:
        assert why.endswith(".")
        assert "{" not in why
        return
    assert booked(settled) == total
    assert abs(settled.rounding_minor) <= 2
    for change in settled.change:
        assert change.minor > 0
        assert sum(change.pieces) == change.minor
        assert change.code in (CASH, NOTES_LEM)
    assert sum(change.minor for change in settled.change if change.code == CASH) % 5 == 0


@given(baskets(returns=False), rules(), st.lists(handed_over, max_size=5))
def test_what_is_still_owed_can_always_be_paid_in_cash(basket: Basket, accepted: Rules, money: list[Given]) -> None:
    total = basket.total_minor
    taken: list[Given] = []
    for one in money:
        try:
            settle(total, [*taken, one, Given(CASH, 10**9)], accepted)
        except UserError:
            continue
        taken.append(one)
    due = cash_due(total, taken, accepted)
    if due > 0:
        taken.append(Given(CASH, due))

    settled = settle(total, taken, accepted)

    assert booked(settled) == total
    if due >= 0 and remaining(total, taken[:-1], accepted) > 0:
        assert settled.change == ()


@given(baskets(returns=False), st.lists(handed_over, max_size=2), note_counts, st.sampled_from(list(ChangePolicy)))
def test_leman_change_is_never_more_than_the_lemans_given(
    basket: Basket, money: list[Given], many: dict[int, int], choice: ChangePolicy
) -> None:
    accepted = Rules(accepted=EVERYTHING, eur_rate="0.9412", eur_rate_on=DAY, lem_change=ChangePolicy.CASHIER)
    enough = notes({**many, 2000: basket.total_minor // 2000 + 1})
    try:
        settled = settle(basket.total_minor, [*money, enough], accepted, choice)
    except UserError:
        return

    effects = tender_effects(sold(basket, settled))
    assert effects[NOTES_LEM][1] >= 0
    if choice is ChangePolicy.SAME:
        in_francs = sum(change.minor for change in settled.change if change.code == CASH)
        received = sum(tender.value_minor for tender in settled.tenders if tender.code in (CASH, CASH_EUR))
        assert in_francs < received + 100
    else:
        assert all(change.code == CASH for change in settled.change)


@given(st.integers(1, 5000), st.integers(0, 4000), note_counts)
def test_a_limit_on_lemans_holds_over_all_the_notes_of_a_sale(total: int, limit: int, counts: dict[int, int]) -> None:
    accepted = Rules(lem_limit_minor=limit)
    given_notes = notes(counts)

    if given_notes.minor > limit:
        with pytest.raises(UserError, match="at most"):
            settle(total, [given_notes, Given(CASH, 10_000)], accepted)
    else:
        assert booked(settle(total, [given_notes, Given(CASH, 10_000)], accepted)) == total


@given(baskets(), REGIMES)
def test_vat_per_rate_adds_up_to_the_ticket(basket: Basket, regime: VatRegime) -> None:
    """I11: the VAT of each rate, and all lines, are the total."""
    frozen = basket.sale_lines(DAY, regime)
    totals = vat_of(frozen)

    outside = sum(line.total_minor for line in frozen if line.vat_code == OUTSIDE)
    assert sum(total.gross_minor for total in totals) == basket.total_minor - outside
    assert len({(total.code, total.rate_bp) for total in totals}) == len(totals)
    for total in totals:
        assert total.net_minor + total.tax_minor == total.gross_minor
        assert total.tax_minor == tax_included(total.gross_minor, total.rate_bp)
        assert regime is not VatRegime.NONE or total.tax_minor == 0


@given(baskets())
def test_discounts_are_what_is_missing_between_gross_and_total(basket: Basket) -> None:
    for line in basket.sale_lines(DAY, VatRegime.EFFECTIVE):
        assert line.gross_minor - sum(discount.amount_minor for discount in line.discounts) == line.total_minor
        if line.quantity_milli > 0:
            assert 0 <= line.total_minor <= line.gross_minor


@given(st.lists(baskets().map(lambda basket: basket), min_size=1, max_size=4), rules())
def test_a_session_is_the_sum_of_its_tickets(several: list[Basket], accepted: Rules) -> None:
    totals = Totals()
    tickets = []
    for basket in several:
        due = cash_due(basket.total_minor, (), accepted)
        ticket = sold(basket, settle(basket.total_minor, [Given(CASH, due)] if due > 0 else [], accepted))
        tickets.append(ticket)
        totals = add_sale(totals, ticket)

    assert totals.total_minor == sum(ticket.total_minor for ticket in tickets)
    assert sum(t.value_minor for t in totals.tenders) - totals.rounding_minor == totals.total_minor
    assert sum(v.gross_minor for v in totals.vat) == sum(v.gross_minor for t in tickets for v in t.vat)
    assert sum(v.tax_minor for v in totals.vat) == sum(v.tax_minor for t in tickets for v in t.vat)


@given(baskets(), st.lists(handed_over, max_size=4), st.data())
def test_refunds_in_any_parts_give_back_what_was_paid_and_no_more(
    basket: Basket, money: list[Given], data: st.DataObject
) -> None:
    accepted = Rules(accepted=EVERYTHING, eur_rate="0.9412", eur_rate_on=DAY)
    total = basket.total_minor
    taken: list[Given] = []
    for one in money:
        try:
            settle(total, [*taken, one, Given(CASH, 10**9)], accepted)
        except UserError:
            continue
        taken.append(one)
    if cash_due(total, taken, accepted) > 0:
        taken.append(Given(CASH, cash_due(total, taken, accepted)))
    sale = sold(basket, settle(total, taken, accepted))
    held = refundable_by_tender(sale)
    bought = sum(line.total_minor for line in sale.lines if line.total_minor > 0)
    assert sum(held.values()) == bought + sale.rounding_minor
    returned: dict[str, int] = {}
    repaid: dict[str, int] = {}
    handed_out = rounds = 0

    while left := returnable(sale, returned):
        chosen = data.draw(st.sampled_from(sorted(left)))
        rounds += 1
        quantity = left[chosen] if rounds > 8 else data.draw(st.integers(1, left[chosen]) | st.just(left[chosen]))
        made = refund_lines(sale, {chosen: quantity}, returned, repaid)
        for part in made:
            assert part.refunds is not None
            returned[part.refunds] = returned.get(part.refunds, 0) - part.quantity_milli
            repaid[part.refunds] = repaid.get(part.refunds, 0) - part.total_minor
        amount = -sum(part.total_minor for part in made)
        assume(amount >= 0)
        if amount:
            parts = refund_parts(amount, held, data.draw(st.sampled_from(EVERYTHING)))
            assert all(value <= held[code] for code, value in parts)
            short = amount - sum(value for _, value in parts)
            out = pay_out(-amount, parts, accepted, rounded_minor=short)
            assert booked(out) == -amount
            for tender in out.tenders:
                held[tender.code] = held.get(tender.code, 0) + tender.value_minor
                handed_out -= tender.value_minor

    for line in sale.lines:
        assert returned.get(line.id, 0) <= max(line.quantity_milli, 0)
        if returned.get(line.id) == line.quantity_milli:
            assert repaid[line.id] == line.total_minor
    assert handed_out <= bought + sale.rounding_minor + 2


@given(st.integers(-(10**10), 10**10), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_a_split_loses_nothing_and_is_fair_to_a_centime(total: int, weights: list[int]) -> None:
    assume(sum(weights) > 0)

    parts = split(total, weights)

    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


def test_nothing_is_split_by_nothing() -> None:
    assert split(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="nothing to share by"):
        split(1, [0, 0])


@given(st.integers(-9_999_999_999, 9_999_999_999), st.booleans())
def test_an_amount_written_is_read_back(minor: int, screen: bool) -> None:
    assert parse_amount(format_amount(minor, screen=screen)) == minor


@given(st.integers(-(10**9), 10**9).filter(bool), st.sampled_from(("piece", "kg", "hour")), st.booleans())
def test_a_quantity_written_is_read_back(milli: int, unit: str, screen: bool) -> None:
    assert parse_quantity(format_quantity(milli, unit, screen=screen)) == milli


def _reachable(limit: int) -> set[int]:
    """Every sum of Léman notes up to a limit, by trying them all."""
    most = [range(limit // note + 1) for note in LEM.notes]
    return {
        amount
        for counts in product(*most)
        if (amount := sum(n * note for n, note in zip(counts, LEM.notes, strict=True))) <= limit
    }


REACHABLE = sorted(_reachable(3500))


@given(st.integers(0, 3500))
@example(628)
@example(1152)
@example(314)
def test_the_notes_handed_out_come_as_close_as_notes_can(minor: int) -> None:
    pieces = largest_payable(minor, LEM.notes)

    assert all(piece in LEM.notes for piece in pieces)
    assert sum(pieces) == max(amount for amount in REACHABLE if amount <= minor)


@given(st.integers(0, 10**7))
def test_large_sums_of_notes_stay_under_the_amount_and_close(minor: int) -> None:
    pieces = largest_payable(minor, LEM.notes)

    assert 0 <= minor - sum(pieces) < 100


@given(st.integers(0, 10**6).map(lambda n: n * 5))
def test_change_in_francs_is_given_from_the_largest_piece_down(minor: int) -> None:
    pieces = break_down(minor, CHF.denominations)

    assert sum(pieces) == minor
    assert pieces == sorted(pieces, reverse=True)
