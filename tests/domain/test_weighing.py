"""Weights: read exactly, net of their container, refused when they cannot be sold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.errors import UserError
from pos.domain.quantity import PER_100_G, format_quantity, from_grams, line_amount, parse_quantity
from pos.domain.weighing import (
    Reading,
    ScaleState,
    format_kilograms,
    grams_of,
    gross_of,
    net_weight,
    parse_weight,
)

weights = st.integers(0, 500_000)


@given(weights)
def test_a_weight_is_written_and_read_back_to_the_gram(grams: int) -> None:
    assert grams_of(format_kilograms(grams)) == grams
    assert parse_weight(format_kilograms(grams)) == grams
    assert parse_weight(f"{grams} g") == grams
    assert parse_weight(str(grams), PER_100_G) == grams


@given(weights, weights)
def test_net_is_gross_less_tare_or_refused(gross: int, tare: int) -> None:
    if gross > tare:
        assert net_weight(gross, tare) == gross - tare
    else:
        with pytest.raises(UserError):
            net_weight(gross, tare)


@given(st.integers(1, 500_000), st.integers(0, 20_000))
def test_a_weight_costs_the_same_per_100_g_and_per_kilogram(grams: int, per_100_g: int) -> None:
    by_hundred = line_amount(per_100_g, from_grams(grams, PER_100_G))
    by_kilogram = line_amount(per_100_g * 10, from_grams(grams, "kg"))

    exact = Decimal(grams) * per_100_g / 100
    assert by_hundred == by_kilogram
    assert abs(by_hundred - exact) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("grams", "per_kg", "price"), [(486, 540, 262), (1253, 395, 495), (5, 540, 3), (333, 1990, 663)]
)
def test_weighed_goods_cost_what_was_worked_out_by_hand(grams: int, per_kg: int, price: int) -> None:
    assert line_amount(per_kg, from_grams(grams, "kg")) == price


@pytest.mark.parametrize("state", [state for state in ScaleState if state is not ScaleState.STABLE])
def test_only_a_stable_weight_is_taken(state: ScaleState) -> None:
    with pytest.raises(UserError):
        gross_of(Reading(state, 486))

    assert gross_of(Reading(ScaleState.STABLE, 486)) == 486


@pytest.mark.parametrize(
    ("text", "grams"), [("0.486", 486), ("0,486", 486), (".5", 500), ("486 g", 486), ("1.2 KG", 1200), ("1'250g", 1250)]
)
def test_a_weight_is_read_as_people_type_it(text: str, grams: int) -> None:
    assert parse_weight(text) == grams


@pytest.mark.parametrize("text", ["", ".", "abc", "-0.5", "0.4865", "486.5 g", "1e2", "٣", "nan", "501", "1.2.3", "g"])
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not a weight"):
        parse_weight(text)


@pytest.mark.parametrize("text", ["1.2505", "inf", "x", "600", "1 2"])
def test_a_scale_that_says_nonsense_is_not_believed(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        grams_of(text)


def test_two_tares_are_one_too_many() -> None:
    with pytest.raises(UserError, match="Take one of them away"):
        net_weight(486, 100, own_tare=True)

    assert net_weight(486, 0, own_tare=True) == 486


def test_a_negative_tare_is_refused() -> None:
    with pytest.raises(UserError, match="not negative"):
        net_weight(486, -1)


def test_what_is_priced_per_100_g_is_shown_in_grams() -> None:
    assert format_quantity(4860, PER_100_G) == "486"
    assert format_quantity(-4865, PER_100_G) == "-486.5"
    assert parse_quantity("486", PER_100_G) == 4860
    assert parse_quantity("486.5", PER_100_G) == 4865
    with pytest.raises(UserError, match="in grams"):
        parse_quantity("0.486", PER_100_G)


@pytest.mark.parametrize(
    ("text", "milli"), [("1:30", 1500), ("0:20", 333), ("2h", 2000), ("1h15", 1250), ("1.5", 1500)]
)
def test_hours_are_typed_as_on_a_clock(text: str, milli: int) -> None:
    assert parse_quantity(text, "hour") == milli


@pytest.mark.parametrize("text", ["1:75", "0:00", "1:3:0"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_quantity(text, "hour")


def test_a_litre_is_not_weighed() -> None:
    with pytest.raises(UserError, match="not sold by weight"):
        from_grams(500, "l")
