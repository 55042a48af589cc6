"""Rings up, changes, discounts and removes lines; what is refused leaves the basket as it was."""

from __future__ import annotations

import pytest

from pos.domain.basket import MAX_LINES, Basket, BasketLine, ring
from pos.domain.errors import UserError
from pos.domain.pricing import Discount, checked_discount
from pos.domain.product import Product
from pos.domain.vat import OUTSIDE, VatRegime

BREAD = Product("01", "Pain", 420)
CHEESE = Product("02", "Tomme", 2850, unit="kg")
BOTTLE = Product("03", "Consigne", 50, vat_code=OUTSIDE)


def rung(*lines: BasketLine) -> Basket:
    basket = Basket("b")
    for line in lines:
        basket = basket.add(line)
    return basket


def bread(line_id: str = "a", milli: int = 1000) -> BasketLine:
    return ring(BREAD, line_id, milli, 420, None)


def test_the_same_piece_twice_is_one_line_of_two() -> None:
    basket = rung(bread("a"), bread("b"))

    assert [line.quantity_milli for line in basket.lines] == [2000]
    assert (basket.total_minor, basket.article_count) == (840, 2)


@pytest.mark.parametrize(
    "other",
    [
        ring(BREAD, "b", 1000, 400, None),
        ring(BREAD, "b", -1000, 420, None),
        ring(Product("09", "Autre", 420), "b", 1000, 420, None),
    ],
)
def test_another_article_price_or_direction_is_a_line_of_its_own(other: BasketLine) -> None:
    assert len(rung(bread(), other).lines) == 2


def test_two_weighings_are_two_lines_and_two_articles() -> None:
    basket = rung(ring(CHEESE, "a", 250, 2850, None), ring(CHEESE, "b", 250, 2850, None))

    assert (len(basket.lines), basket.article_count, basket.total_minor) == (2, 2, 1426)


def test_a_line_with_a_discount_does_not_grow() -> None:
    basket = rung(bread()).set_line_discount("a", Discount(percent_bp=1000)).add(bread("b"))

    assert len(basket.lines) == 2


def test_a_ticket_holds_a_limited_number_of_lines() -> None:
    basket = Basket("b", tuple(bread(str(n)) for n in range(MAX_LINES)))

    with pytest.raises(UserError, match="Take the payment and start another"):
        basket.add(bread("last"))


def test_a_deposit_goes_with_the_quantity_and_becomes_a_line_of_its_own() -> None:
    basket = rung(ring(BREAD, "a", 3000, 420, BOTTLE)).set_discount(Discount(percent_bp=5000))

    sold = basket.sale_lines("2026-11-23", VatRegime.EFFECTIVE)

    assert [(line.name, line.total_minor, line.vat_code) for line in sold] == [
        ("Pain", 630, "R"),
        ("Consigne", 150, OUTSIDE),
    ]
    assert sold[1].deposit_of == "a"


def test_a_deposit_without_a_price_costs_nothing() -> None:
    assert ring(BREAD, "a", 1000, 420, Product("04", "x", None)).deposit_minor == 0


def test_a_quantity_of_zero_removes_the_line() -> None:
    assert rung(bread()).set_quantity("a", 0).lines == ()
    assert rung(bread()).set_quantity("a", -2000).total_minor == -840


def test_a_line_that_is_gone_is_said_to_be_gone() -> None:
    with pytest.raises(UserError, match="no longer in the basket"):
        rung(bread()).set_quantity("z", 1000)


def test_a_changed_price_keeps_the_list_price_beside_it() -> None:
    basket = rung(bread()).set_price("a", 300).set_price("a", 250)

    assert (basket.lines[0].unit_price_minor, basket.lines[0].list_price_minor) == (250, 420)


def test_a_price_is_not_negative_except_for_what_is_no_consideration() -> None:
    with pytest.raises(UserError, match="A price is not negative"):
        rung(bread()).set_price("a", -1)
    assert rung(ring(BOTTLE, "a", 1000, 50, None)).set_price("a", -50).total_minor == -50


def test_a_discount_is_frozen_with_its_scope_and_reason() -> None:
    basket = (
        rung(bread("a", 2000))
        .set_line_discount("a", Discount(amount_minor=40, reason="cassé"))
        .set_discount(Discount(percent_bp=1000, reason="membre"))
    )

    (line,) = basket.sale_lines("2026-11-23", VatRegime.NET_RATE)

    assert [(d.scope, d.amount_minor, d.reason) for d in line.discounts] == [
        ("line", 40, "cassé"),
        ("basket", 80, "membre"),
    ]
    assert (line.total_minor, basket.total_minor, line.rate_bp) == (720, 720, 260)


def test_a_deposit_takes_no_discount() -> None:
    with pytest.raises(UserError, match="given back in full"):
        rung(ring(BOTTLE, "a", 1000, 50, None)).set_line_discount("a", Discount(percent_bp=1000))


def test_a_discount_can_be_taken_away() -> None:
    basket = rung(bread()).set_line_discount("a", Discount(percent_bp=1000)).set_discount(Discount(percent_bp=1000))

    assert basket.set_line_discount("a", None).set_discount(None).total_minor == 420


def test_a_discount_above_the_price_is_refused() -> None:
    with pytest.raises(UserError, match="more than the price"):
        rung(bread()).set_line_discount("a", Discount(amount_minor=421))
    with pytest.raises(UserError, match="more than the price"):
        rung(bread()).set_discount(Discount(amount_minor=421))


def test_a_basket_discount_that_no_longer_fits_goes_with_its_line() -> None:
    basket = rung(bread(), ring(CHEESE, "b", 1000, 2850, None)).set_discount(Discount(amount_minor=1000))

    rest = basket.without_line("b")

    assert (rest.discount, rest.total_minor) == (None, 420)
    assert basket.without_line("a").discount == Discount(amount_minor=1000)


@pytest.mark.parametrize(
    "discount",
    [
        Discount(),
        Discount(percent_bp=100, amount_minor=5),
        Discount(percent_bp=0),
        Discount(percent_bp=10_001),
        Discount(amount_minor=0),
    ],
)
def test_what_is_no_discount_is_refused(discount: Discount) -> None:
    with pytest.raises(UserError, match=r"[Dd]iscount"):
        checked_discount(discount)


def test_an_amount_too_large_for_a_ticket_is_refused_before_it_is_shown() -> None:
    dear = Product("05", "Or", 9_999_999_999)

    with pytest.raises(UserError, match="too large"):
        rung(ring(dear, "a", 2000, 9_999_999_999, None))
    with pytest.raises(UserError, match="too large"):
        rung(ring(dear, "a", 1000, 9_999_999_999, None)).set_quantity("a", 2000)


def test_a_shop_without_vat_freezes_no_rate() -> None:
    assert [line.rate_bp for line in rung(bread()).sale_lines("1990-01-01", VatRegime.NONE)] == [0]


def test_what_comes_back_takes_no_share_of_a_basket_discount() -> None:
    basket = rung(bread("a", 3000), bread("b", -1000)).set_discount(Discount(percent_bp=1000))

    assert (basket.discount_shares, basket.total_minor) == ([126, 0], 1260 - 126 - 420)
