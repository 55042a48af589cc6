"""Packs, labels, kits, deposits, members and eating here: every line of the basket stays exact."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pos.domain.basket import Basket, BasketLine, ring
from pos.domain.errors import UserError
from pos.domain.money import divide_half_up
from pos.domain.pricing import Discount
from pos.domain.product import Pack, Part, Product
from pos.domain.sale import Sale, refund_lines, vat_of
from pos.domain.stock import movements_of
from pos.domain.vat import OUTSIDE, VatRegime, tax_included

DAY = "2026-11-24"
BEER = Product("b1", "Bière", 250, "N", stocked=True, packs=(Pack("case", 6000, "carton de 6", 1250),))
COFFEE = Product("c1", "Café", 380, "R", vat_eat_in="N", member_price_minor=330)
BASKET_OF_FRUIT = Product("k1", "Panier", 1500, kind="kit", parts=(Part("a1", 1500), Part("p1", 2000)))
CHEESE = Product("t1", "Tomme", 2850, unit="kg", stocked=True, member_price_minor=2600)

prices = st.integers(0, 20_000)
counts = st.integers(1, 40)


def case(line_id: str = "l", count: int = 1) -> BasketLine:
    pack = BEER.packs[0]
    assert pack.price_minor is not None
    return ring(BEER, line_id, count * pack.quantity_milli, pack.price_minor, None, pack=pack)


def coffee(line_id: str = "l", milli: int = 1000) -> BasketLine:
    return ring(COFFEE, line_id, milli, 380, None)


def sold(basket: Basket) -> Sale:
    lines = basket.sale_lines(DAY, VatRegime.EFFECTIVE)
    total = sum(line.total_minor for line in lines)
    return Sale("s", "C1-1", f"{DAY}T10:00:00+01:00", DAY, "", lines, total, vat_of(lines), ())


@given(counts, prices, st.integers(2, 48))
def test_packs_cost_their_price_each_and_take_their_pieces_from_the_shelf(count: int, price: int, pieces: int) -> None:
    pack = Pack("case", pieces * 1000, "carton", price)
    basket = Basket("b").add(ring(BEER, "l", count * pack.quantity_milli, price, None, pack=pack))

    sale = sold(basket)

    assert sale.total_minor == count * price
    assert [move.quantity_milli for move in movements_of(sale)] == [-count * pieces * 1000]


def test_the_same_case_twice_is_two_cases_but_a_single_piece_is_another_line() -> None:
    basket = Basket("b").add(case("a")).add(case("b")).add(ring(BEER, "c", 1000, 250, None))

    assert [(line.quantity_milli, line.gross_minor) for line in basket.lines] == [(12_000, 2500), (1000, 250)]
    assert basket.article_count == 13


def test_a_case_at_its_own_price_is_not_broken_up() -> None:
    basket = Basket("b").add(case())

    with pytest.raises(UserError, match="carton de 6 is sold whole"):
        basket.set_quantity("l", 5000)
    assert basket.set_quantity("l", 18_000).total_minor == 3750
    assert basket.set_price("l", 1000).total_minor == 1000


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_the_price_on_a_label_is_law(price: int, per_kg: int) -> None:
    quantity = max(divide_half_up(price * 1000, per_kg), 1)
    assume(quantity <= 1_000_000)
    basket = Basket("b").add(ring(CHEESE, "l", quantity, per_kg, None, label_minor=price))

    back = basket.set_quantity("l", -quantity)

    assert basket.total_minor == sold(basket).total_minor == price
    assert sold(basket).lines[0].labelled
    assert back.total_minor == -price
    assert basket.serve_member(on=True).total_minor == price


def test_a_label_is_forgotten_once_the_quantity_or_the_price_is_another() -> None:
    basket = Basket("b").add(ring(CHEESE, "l", 485, 540, None, label_minor=262))

    assert basket.set_quantity("l", 1000).total_minor == 540
    assert basket.set_price("l", 1000).total_minor == 485


@given(counts, st.integers(1, 40))
def test_a_kit_moves_its_parts_and_a_refund_puts_them_back(count: int, back: int) -> None:
    assume(back <= count)
    sale = sold(Basket("b").add(ring(BASKET_OF_FRUIT, "l", count * 1000, 1500, None)))

    lines = refund_lines(sale, {"l": back * 1000}, {}, {})
    refund = msgspec.structs.replace(sale, lines=lines, refunds_sale="s")

    assert {m.product_id: m.quantity_milli for m in movements_of(sale)} == {"a1": -1500 * count, "p1": -2000 * count}
    assert {m.product_id: m.quantity_milli for m in movements_of(refund)} == {"a1": 1500 * back, "p1": 2000 * back}


def test_a_kit_sold_stays_made_of_what_it_was_made_of() -> None:
    basket = msgspec.json.decode(
        msgspec.json.encode(Basket("b").add(ring(BASKET_OF_FRUIT, "l", 1000, 1500, None))), type=Basket
    )

    assert sold(basket).lines[0].parts == (Part("a1", 1500), Part("p1", 2000))


def test_a_deposit_brought_back_makes_the_total_negative_and_is_outside_vat() -> None:
    jar = Product("d1", "Bocal", 100, "R", kind="deposit", stocked=True)

    sale = sold(Basket("b").add(ring(jar, "l", -1000, 100, None)).add(ring(jar, "m", -1000, 100, None)))

    assert (sale.total_minor, sale.vat, len(sale.lines)) == (-200, (), 1)
    assert sale.lines[0].vat_code == OUTSIDE
    assert [move.quantity_milli for move in movements_of(sale)] == [2000]


@given(st.lists(st.tuples(prices, st.none() | prices, st.integers(1, 3000)), min_size=1, max_size=5))
def test_a_member_never_pays_more_and_switching_back_brings_the_prices_back(
    articles: list[tuple[int, int | None, int]],
) -> None:
    basket = Basket("b")
    for number, (price, member, milli) in enumerate(articles):
        product = Product(f"p{number}", "x", price, unit="kg", member_price_minor=member)
        basket = basket.add(ring(product, f"l{number}", milli, price, None))

    served = basket.serve_member(on=True)

    for line, (price, member, _) in zip(served.lines, articles, strict=True):
        assert line.unit_price_minor == (price if member is None else min(price, member))
        assert line.member == (member is not None and member < price)
    assert served.serve_member(on=True) == served
    assert served.serve_member(on=False) == basket


def test_what_is_rung_up_after_the_member_was_named_has_the_member_price() -> None:
    basket = Basket("b").serve_member(on=True).add(coffee("a")).add(coffee("b"))

    assert [(line.unit_price_minor, line.quantity_milli) for line in basket.lines] == [(330, 2000)]
    frozen = sold(basket).lines[0]
    assert (frozen.member, frozen.list_price_minor, frozen.total_minor) == (True, 380, 660)


def test_a_price_set_by_hand_stays_whoever_is_served() -> None:
    basket = Basket("b").add(coffee()).set_price("l", 300)

    assert basket.serve_member(on=True).total_minor == 300
    by_hand = Basket("b").serve_member(on=True).add(coffee()).set_price("l", 350)
    assert by_hand.serve_member(on=False).total_minor == 350
    assert not by_hand.lines[0].member


def test_a_member_price_under_a_discount_in_francs_is_refused_and_nothing_changes() -> None:
    basket = Basket("b").add(coffee()).set_line_discount("l", Discount(amount_minor=350))

    with pytest.raises(UserError, match="more than the price"):
        basket.serve_member(on=True)


@given(st.lists(st.tuples(prices, st.sampled_from(("", "N", "R")), st.booleans()), min_size=1, max_size=6))
def test_eaten_here_changes_the_vat_and_never_the_price(articles: list[tuple[int, str, bool]]) -> None:
    basket = Basket("b")
    for number, (price, code, _) in enumerate(articles):
        product = Product(f"p{number}", "x", price, "R", vat_eat_in=code)
        basket = basket.add(ring(product, f"l{number}", 1000, price, None))
    here = basket.eaten_here(on=True)
    for number, (_, _, away) in enumerate(articles):
        if away:
            here = here.line_eaten_here(f"l{number}", on=False)

    sale = sold(here)

    assert sale.total_minor == basket.total_minor
    gross = {"R": 0, "N": 0}
    for line, (price, code, away) in zip(sale.lines, articles, strict=True):
        expected = "N" if code == "N" and not away else "R"
        assert (line.vat_code, line.eat_in) == (expected, expected == "N")
        assert line.rate_bp == {"R": 260, "N": 810}[expected]
        gross[expected] += price
    for total in sale.vat:
        assert total.gross_minor == gross[total.code]
        assert total.tax_minor == tax_included(gross[total.code], total.rate_bp)
    assert here.eaten_here(on=False) == basket


def test_what_is_added_to_a_basket_eaten_here_is_eaten_here() -> None:
    basket = Basket("b").add(coffee("a")).eaten_here(on=True).add(coffee("b"))
    away = basket.line_eaten_here("a", on=False).add(coffee("c"))

    assert [(line.quantity_milli, line.eat_in) for line in basket.lines] == [(2000, True)]
    assert [line.eat_in for line in away.lines] == [False, True]


def test_a_refund_gives_the_rate_back_that_was_charged() -> None:
    sale = sold(Basket("b").add(coffee()).eaten_here(on=True))

    (line,) = refund_lines(sale, {"l": 1000}, {}, {})

    assert (line.vat_code, line.rate_bp, line.eat_in, line.total_minor) == ("N", 810, True, -380)


def test_a_free_price_has_a_floor_when_rung_up_and_when_changed() -> None:
    soup = Product("s1", "Soupe solidaire", None, floor_minor=300, suggested_minor=(500, 800))
    basket = Basket("b").add(ring(soup, "l", 1000, 500, None))

    with pytest.raises(UserError, match=r"Soupe solidaire costs at least 3\.00"):
        basket.set_price("l", 299)
    assert basket.set_price("l", 300).total_minor == 300


def test_two_lots_are_two_lines() -> None:
    basket = Basket("b").add(ring(BEER, "a", 1000, 250, None, lot="A")).add(ring(BEER, "b", 1000, 250, None, lot="B"))

    assert [line.lot for line in sold(basket).lines] == ["A", "B"]


OLD_BASKET = (
    b'{"id":"b","lines":[{"id":"l","product_id":"01","name":"Tomme","quantity_milli":486,"unit":"kg",'
    b'"unit_price_minor":2850,"vat_code":"R","tare_milli":126,"list_price_minor":3000}]}'
)
OLD_LINE = (
    b'{"id":"l","product_id":"01","name":"Pain","quantity_milli":1000,"unit":"piece","unit_price_minor":420,'
    b'"gross_minor":420,"total_minor":420,"vat_code":"R","rate_bp":260}'
)


def test_a_basket_parked_by_an_older_till_is_still_sold_as_it_was() -> None:
    basket = msgspec.json.decode(OLD_BASKET, type=Basket)

    line = sold(basket).lines[0]

    assert (basket.total_minor, line.tare_milli, line.list_price_minor, line.per_milli) == (1385, 126, 3000, 1000)
    assert msgspec.json.encode(basket) == OLD_BASKET


def test_a_line_of_an_older_journal_is_read_and_written_as_it_was() -> None:
    from pos.domain.sale import SaleLine  # noqa: PLC0415  # beside its one use

    assert msgspec.json.encode(msgspec.json.decode(OLD_LINE, type=SaleLine)) == OLD_LINE
