"""Amounts, quantities and rates as people type them, and the limits of a till."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from pos.domain.currency import currency, parse_rate
from pos.domain.errors import UserError
from pos.domain.money import LIMIT_MINOR, Money, check_limit, format_amount, parse_amount
from pos.domain.quantity import check_quantity, format_quantity, line_amount, parse_quantity
from pos.domain.vat import SWISS_RATES, rate_on


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("12.5", 1250), ("12,50", 1250), (".5", 50), ("7", 700), ("1'234.50", 123450), ("1’234", 123400), ("−3", -300)],
)
def test_an_amount_is_read_as_people_write_it(typed: str, minor: int) -> None:
    assert parse_amount(typed) == minor


@pytest.mark.parametrize("typed", ["", "-", ".", "1.234", "abc", "1e3", "12..5", "9" * 5000])
def test_what_is_no_amount_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match=r"Write it like 12\.50"):
        parse_amount(typed)


def test_an_amount_no_till_takes_is_refused() -> None:
    assert check_limit(LIMIT_MINOR) == LIMIT_MINOR
    with pytest.raises(UserError, match="too large"):
        parse_amount("1'000'000'000'000")


def test_a_negative_amount_has_a_true_minus_on_the_screen() -> None:
    assert format_amount(-123456789, screen=True) == "−1’234’567.89"
    assert format_amount(-5) == "-0.05"


def test_two_currencies_are_never_added() -> None:
    assert Money(100) + Money(50) - Money(20) == Money(130)
    assert -Money(1) < Money(0)
    with pytest.raises(TypeError, match="never added"):
        Money(1, "CHF") + Money(1, "LEM")


@pytest.mark.parametrize(("typed", "milli"), [("2", 2000), ("0,486", 486), ("-1", -1000), ("80'995", 80_995_000)])
def test_a_quantity_is_read_in_thousandths(typed: str, milli: int) -> None:
    assert parse_quantity(typed) == milli


@pytest.mark.parametrize("typed", ["", ".", "x", "1.2345", "1" * 16, "10^12", "1e12"])
def test_what_is_no_quantity_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match="is not a quantity"):
        parse_quantity(typed)


def test_zero_sells_nothing() -> None:
    with pytest.raises(UserError, match="Remove the line"):
        parse_quantity("0.000")


def test_eighty_thousand_pieces_are_sold_and_a_million_millions_are_not() -> None:
    assert line_amount(208, parse_quantity("80'995")) == 16_846_960
    with pytest.raises(UserError, match="too large"):
        parse_quantity("1'000'000'000'000")
    with pytest.raises(UserError, match="too large"):
        check_quantity(10**15)
    with pytest.raises(UserError, match="This amount is too large"):
        line_amount(LIMIT_MINOR, 2000)


def test_a_weight_shows_three_decimals_and_a_piece_none() -> None:
    assert format_quantity(500, "kg") == "0.500"
    assert format_quantity(2000) == "2"
    assert format_quantity(1500, "hour") == "1.5"
    assert format_quantity(-1000, screen=True) == "−1"


def test_a_rate_is_read_with_point_or_comma() -> None:
    assert parse_rate(" 0,9412 ") == Decimal("0.9412")


@pytest.mark.parametrize("typed", ["", "x", "0", "-1", "101", "NaN", "Infinity"])
def test_what_is_no_exchange_rate_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is not an exchange rate"):
        parse_rate(typed)


def test_an_unknown_currency_is_refused() -> None:
    assert currency("LEM").complementary
    with pytest.raises(UserError, match="does not take USD"):
        currency("USD")


@pytest.mark.parametrize(
    ("code", "day", "rate"),
    [
        ("N", "2017-12-31", 800),
        ("N", "2018-01-01", 770),
        ("N", "2023-12-31", 770),
        ("N", "2024-01-01", 810),
        ("R", "2017-06-01", 250),
        ("R", "2023-12-31", 250),
        ("R", "2026-11-23", 260),
        ("H", "2012-01-01", 380),
        ("H", "2020-01-01", 370),
        ("E", "2026-11-23", 0),
    ],
)
def test_a_rate_is_the_one_of_the_day_of_supply(code: str, day: str, rate: int) -> None:
    assert rate_on(code, day) == rate


def test_no_two_rates_of_a_code_hold_on_the_same_day() -> None:
    for code in "NRH":
        spans = sorted((rate.since, rate.until or "9999") for rate in SWISS_RATES if rate.code == code)
        assert all(before[1] == after[0] for before, after in pairwise(spans))


def test_a_day_without_a_rate_points_to_the_settings() -> None:
    with pytest.raises(UserError, match="no VAT rate for the code N on 1999-01-01"):
        rate_on("N", "1999-01-01")
