"""Codes 20 to 29: what the shop's patterns make of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.barcode import check_digit, read_scan
from pos.domain.errors import UserError
from pos.domain.patterns import DEFAULT_PATTERNS, PatternCode, checked_pattern, checked_patterns, read_pattern


def test_the_codes_of_the_emulator_are_read_as_they_were_made() -> None:
    assert read_pattern("2100123004867", DEFAULT_PATTERNS) == PatternCode("123", grams=486)
    assert read_pattern("2300123002621", DEFAULT_PATTERNS) == PatternCode("123", price_minor=262)


def test_a_container_says_its_tare() -> None:
    body = "260000700126"
    assert read_pattern(body + check_digit(body), DEFAULT_PATTERNS) == PatternCode("7", tare_grams=126)


def test_an_own_article_and_an_unknown_prefix_say_nothing() -> None:
    assert read_pattern("2000000001012", DEFAULT_PATTERNS) is None
    assert read_pattern("2700000001010"[:12] + check_digit("270000000101"), DEFAULT_PATTERNS) is None
    assert read_pattern("7610000000011", DEFAULT_PATTERNS) is None


def test_a_wrong_check_digit_is_refused_loudly() -> None:
    assert read_pattern("2100123004860", DEFAULT_PATTERNS) is None
    with pytest.raises(UserError, match="misread"):
        read_scan("2100123004860")


@given(st.integers(0, 99_999), st.integers(0, 99_999), st.sampled_from(("21", "23", "26")))
def test_every_label_that_is_printed_is_read_back(plu: int, amount: int, prefix: str) -> None:
    body = f"{prefix}{plu:05d}{amount:05d}"

    said = read_pattern(body + check_digit(body), DEFAULT_PATTERNS)

    assert said is not None
    assert int(said.plu or 0) == plu
    assert {"21": said.grams, "23": said.price_minor, "26": said.tare_grams}[prefix] == amount
    assert [said.grams, said.price_minor, said.tare_grams].count(None) == 2


def test_a_shop_may_have_four_digits_for_the_article() -> None:
    body = "220123012345"
    assert read_pattern(body + check_digit(body), ("22IIIIPPPPPPC",)) == PatternCode("123", price_minor=12345)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "21IIIIIWWWWW",
        "31IIIIIWWWWWC",
        "2XIIIIIWWWWWC",
        "21IIIIIWWPPPC",
        "21WWWWWWWWWWC",
        "21IIWWWIIIWWC",
        "21IIIII00000C",
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(UserError, match="is not a pattern"):
        checked_pattern(pattern)


def test_two_patterns_for_one_prefix_are_refused() -> None:
    assert checked_patterns((" 21iiiiiwwwwwc ", "")) == ("21IIIIIWWWWWC",)
    assert checked_patterns(DEFAULT_PATTERNS) == DEFAULT_PATTERNS
    with pytest.raises(UserError, match="two things"):
        checked_patterns(("21IIIIIWWWWWC", "21IIIIIPPPPPC"))
