"""Lines given back, the totals of a session, drawers, stock, and the entries they become."""

from __future__ import annotations

import msgspec
import pytest

from pos.domain import facts
from pos.domain.basket import Basket, ring
from pos.domain.closing import CashMove, Report, Totals, add_sale, add_totals, refundable_by_tender
from pos.domain.drawer import DrawerDifference, checked_count, checked_move
from pos.domain.errors import UserError
from pos.domain.product import Product, checked
from pos.domain.sale import Sale, refund_lines, returnable, vat_of
from pos.domain.shop import ShopProfile, checked_profile
from pos.domain.stock import Movement, levels, movements_of
from pos.domain.tender import CARD, CASH, Given, Rules, notes, settle
from pos.domain.vat import OUTSIDE, VatRegime, VatTotal

DAY = "2026-11-23"
EGGS = Product("01", "Œufs", 330, stocked=True)
BOTTLE = Product("02", "Consigne", 50, vat_code=OUTSIDE)


def sale(basket: Basket, *given: Given, training: bool = False, refunds: str | None = None) -> Sale:
    lines = basket.sale_lines(DAY, VatRegime.EFFECTIVE)
    settled = settle(basket.total_minor, given, Rules())
    return Sale(
        "s1", "C1-1", "", DAY, "", lines, basket.total_minor, vat_of(lines), settled.tenders, settled.change,
        settled.rounding_minor, training=training, refunds_sale=refunds,
    )  # fmt: skip


def three_eggs() -> Sale:
    return sale(Basket("b").add(ring(EGGS, "a", 3000, 330, BOTTLE)), Given(CARD, 1140))


def test_a_deposit_comes_back_with_its_article() -> None:
    lines = refund_lines(three_eggs(), {"a": 2000}, {}, {})

    assert [(line.name, line.quantity_milli, line.total_minor, line.refunds) for line in lines] == [
        ("Œufs", -2000, -660, "a"),
        ("Consigne", -2000, -100, "a-d"),
    ]
    assert lines[1].deposit_of == "a-r"


def test_a_deposit_can_stay_when_it_is_said_so() -> None:
    assert [line.refunds for line in refund_lines(three_eggs(), {"a": 1000, "a-d": 0}, {}, {})] == ["a"]


def test_the_last_part_gives_exactly_the_rest() -> None:
    thirds = sale(Basket("b").add(ring(Product("03", "Lot", 100, unit="kg"), "a", 3000, 33, None)), Given(CASH, 100))
    paid = thirds.lines[0].total_minor

    first = -refund_lines(thirds, {"a": 1001}, {}, {})[0].total_minor
    last = -refund_lines(thirds, {"a": 1999}, {"a": 1001}, {"a": first})[0].total_minor

    assert first + last == paid


@pytest.mark.parametrize(("wanted", "returned"), [({"a": 4000}, {}), ({"a": 2000}, {"a": 2000}), ({"a": -1}, {})])
def test_no_more_comes_back_than_was_sold(wanted: dict[str, int], returned: dict[str, int]) -> None:
    with pytest.raises(UserError, match="no more can come back"):
        refund_lines(three_eggs(), wanted, returned, {})


def test_an_empty_choice_and_a_refund_of_a_refund_are_refused() -> None:
    with pytest.raises(UserError, match="Choose what comes back"):
        refund_lines(three_eggs(), {}, {}, {})
    with pytest.raises(UserError, match="A refund is not refunded"):
        refund_lines(msgspec.structs.replace(three_eggs(), refunds_sale="s0"), {"a": 1000}, {}, {})


def test_what_was_brought_back_on_a_ticket_cannot_be_refunded_again() -> None:
    basket = Basket("b").add(ring(EGGS, "a", -1000, 330, None)).add(ring(BOTTLE, "d", 10_000, 50, None))
    mixed = sale(basket, Given(CASH, 170))

    assert returnable(mixed, {}) == {"d": 10_000}
    assert refundable_by_tender(mixed) == {CASH: 500}


def test_training_counts_nothing_and_moves_nothing() -> None:
    trained = sale(Basket("b").add(ring(EGGS, "a", 1000, 330, None)), Given(CASH, 350), training=True)

    assert add_sale(Totals(), trained) == Totals()
    assert movements_of(trained) == ()


def test_stock_moves_with_what_is_stocked_only() -> None:
    assert movements_of(three_eggs()) == (Movement("01", -3000),)
    assert levels([Movement("01", 5000), Movement("01", -3000), Movement("02", 1)]) == {"01": 2000, "02": 1}


def test_sales_and_refunds_are_counted_apart() -> None:
    sold = three_eggs()
    back = msgspec.structs.replace(
        sold, refunds_sale="s1", total_minor=-1140, tenders=(), change=(), vat=(VatTotal("R", 260, -990, -25),)
    )

    totals = add_sale(add_sale(Totals(), sold), back)

    assert (totals.sales, totals.refunds, totals.sales_minor, totals.refunds_minor) == (1, 1, 1140, -1140)
    assert totals.total_minor == 0
    assert [(total.gross_minor, total.tax_minor) for total in totals.vat] == [(0, 0)]


def test_two_days_add_up_by_tender_and_rate() -> None:
    one = add_sale(Totals(), three_eggs())
    other = add_sale(Totals(), sale(Basket("b").add(ring(EGGS, "a", 1000, 330, None)), notes({500: 1})))

    both = add_totals(one, other)

    assert both == add_totals(other, one)
    assert (both.sales, both.sales_minor) == (2, 1470)
    assert {total.code: total.minor for total in both.tenders} == {CARD: 1140, "note.LEM": 500, CASH: -170}
    assert sum(total.value_minor for total in both.tenders) == both.total_minor


def test_a_drawer_expects_float_takings_and_moves_of_its_currency() -> None:
    totals = add_sale(Totals(), sale(Basket("b").add(ring(EGGS, "a", 1000, 330, None)), notes({500: 1})))
    moves = (CashMove("CHF", -1000, "bank"), CashMove("LEM", 200, "gift"))
    report = Report("X", 1, "C1", "", "", DAY, totals, floats=(("CHF", 20_000), ("LEM", 1000)), moves=moves)

    assert (report.expected("CHF"), report.expected("LEM"), report.expected("EUR")) == (18_830, 1700, 0)


def test_a_difference_is_counted_less_expected() -> None:
    assert DrawerDifference("CHF", 0, 1000, 950).difference_minor == -50


def test_a_count_is_kept_by_piece_from_the_largest_down() -> None:
    count = checked_count("LEM", {100: 3, 314: 2, 2000: 0})

    assert (count.pieces, count.total_minor) == (((314, 2), (100, 3)), 928)


def test_a_count_of_what_does_not_exist_is_refused() -> None:
    with pytest.raises(UserError, match=r"no CHF note or coin of 0.01"):
        checked_count("CHF", {1: 3})
    with pytest.raises(UserError, match="cannot be in a drawer"):
        checked_count("CHF", {100: -1})
    with pytest.raises(UserError, match="too large"):
        checked_count("CHF", {100_000: 100_000, 20_000: 100_000})
    with pytest.raises(UserError, match="does not take XYZ"):
        checked_count("XYZ", {})


def test_money_moves_with_an_amount_and_a_reason() -> None:
    assert checked_move(-500, "bank") == -500
    with pytest.raises(UserError, match="Enter the amount"):
        checked_move(0, "bank")
    with pytest.raises(UserError, match="Say why"):
        checked_move(500, " ")


def test_an_article_is_kept_in_one_form() -> None:
    good = checked(Product("01", "  Pain   rustique ", 420, barcodes=("036000291452", " ", "0036000291452")))

    assert (good.name, good.barcodes, good.weighed) == ("Pain rustique", ("0036000291452",), False)
    assert Product("02", "Tomme", 1, unit="kg").weighed
    assert checked(Product("03", "Retour", -50, vat_code=OUTSIDE)).price_minor == -50
    assert checked(Product("03", "Libre", None)).price_minor is None


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        (Product("01", "  ", 1), "needs a name"),
        (Product("01", "x" * 121, 1), "at most 120"),
        (Product("01", "x", 1, unit="ell"), "not a unit"),
        (Product("01", "x", 1, vat_code="Z"), "not a VAT code"),
        (Product("01", "x", -1), "is negative"),
        (Product("01", "x", 10**12), "too large"),
    ],
)
def test_what_is_wrong_with_an_article_is_said(article: Product, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        checked(article)


def test_a_profile_is_kept_in_one_form() -> None:
    good = checked_profile(
        ShopProfile(" Le  Grain ", (" Rue 1 ", " "), "CHE116281710", VatRegime.NET_RATE, 60, till_code=" c2 ")
    )

    assert (good.name, good.address, good.uid, good.till_code) == ("Le Grain", ("Rue 1",), "CHE-116.281.710", "C2")


@pytest.mark.parametrize(
    ("profile", "sentence"),
    [
        (ShopProfile(), "needs a name"),
        (ShopProfile("x", till_code="TOOLONG"), "1 to 4"),
        (ShopProfile("x", till_code="é"), "1 to 4"),
        (ShopProfile("x", uid="CHE-1"), "not a valid UID"),
        (ShopProfile("x", vat_regime=VatRegime.EFFECTIVE), "prints its number"),
        (ShopProfile("x", uid="CHE-116.281.710", vat_regime=VatRegime.NET_RATE), "net tax rate"),
    ],
)
def test_what_is_missing_in_a_profile_is_said(profile: ShopProfile, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        checked_profile(profile)


def test_an_entry_is_read_back_as_it_was_written() -> None:
    stamp = facts.Stamp(1, 60, 2, "boot")
    fact = facts.SaleCompleted(id="s1", at=stamp, sale=three_eggs(), perpetual_sales_minor=1, perpetual_refunds_minor=0)

    payload = facts.encode(fact)

    assert facts.decode(payload) == fact
    assert facts.encode(facts.decode(payload)) == payload
    assert facts.header(payload) == facts.Header("s1", "sale", 1)
    assert facts.kind_of(fact) == "sale"
    assert b"\n" not in payload


def test_an_entry_of_a_newer_kind_still_tells_what_it_is() -> None:
    payload = b'{"type":"order.acked","id":"x","v":3,"more":[1]}'

    assert facts.header(payload) == facts.Header("x", "order.acked", 3)
    with pytest.raises(msgspec.ValidationError):
        facts.decode(payload)


def test_an_error_is_an_english_sentence_with_its_values() -> None:
    error = UserError("Only {n} left.", n=2)

    assert str(error) == "Only 2 left."
    assert (error.text, error.values) == ("Only {n} left.", {"n": 2})
