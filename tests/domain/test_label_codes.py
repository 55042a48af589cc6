"""Codes that the shop writes itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.barcode import is_gtin
from pos.domain.errors import UserError
from pos.domain.label_codes import BLOCKS, IN_A_BLOCK, block_of, filled, own_code, pattern_of
from pos.domain.patterns import DEFAULT_PATTERNS, PatternCode, checked_pattern, read_pattern
from pos.shopfile.journal import incarnation_letters

WEIGHT, PRICE, TARE = (pattern_of(DEFAULT_PATTERNS, measure) for measure in "WPT")


@pytest.mark.parametrize(
    ("pattern", "item", "amount", "code"),
    [
        (WEIGHT, "123", 486, "2100123004867"),
        (PRICE, "123", 262, "2300123002621"),
        (TARE, "00007", 486, "2600007004865"),
    ],
)
def test_item_and_amount_stand_where_the_pattern_says(pattern: str, item: str, amount: int, code: str) -> None:
    assert filled(pattern, item, amount, "Lentilles") == code
    assert is_gtin(code)


@pytest.mark.parametrize(
    ("item", "amount", "said"),
    [
        ("", 486, "needs a PLU"),
        ("A12", 486, "needs a PLU"),
        ("١٢٣", 486, "needs a PLU"),
        ("123456", 486, "at most 5"),
        ("012", 486, "does not begin with 0"),
        ("123", 0, "cannot hold"),
        ("123", -5, "cannot hold"),
        ("123", 100_000, "cannot hold"),
    ],
)
def test_what_does_not_fit_is_said(item: str, amount: int, said: str) -> None:
    with pytest.raises(UserError, match=said):
        filled(WEIGHT, item, amount, "Lentilles")


@given(st.sampled_from(["21IIIIIWWWWWC", "22WWWWIIIIIIC", "23IPPPPPPPPPC", "29TTTTTTTTTIC"]), st.data())
def test_what_is_written_is_what_is_read(pattern: str, data: st.DataObject) -> None:
    assert checked_pattern(pattern) == pattern
    items = pattern.count("I")
    item = data.draw(st.integers(1, 10**items - 1))
    amount = data.draw(st.integers(1, 10 ** (10 - items) - 1))

    said = read_pattern(filled(pattern, str(item), amount, ""), (pattern,))

    assert said is not None
    assert (said.plu, [value for value in said[1:] if value is not None]) == (str(item), [amount])
    assert isinstance(said, PatternCode)


def test_a_shop_without_such_a_pattern_is_told() -> None:
    with pytest.raises(UserError, match="no pattern"):
        filled(pattern_of(("20IIIIIIIIIIC",), "W"), "123", 486, "Lentilles")


@given(st.integers(0, BLOCKS - 1), st.integers(1, IN_A_BLOCK - 1))
def test_an_own_code_is_a_valid_code_from_20(block: int, number: int) -> None:
    code = own_code(block, number)

    assert is_gtin(code)
    assert len(code) == 13
    assert code.startswith(f"20{block:05d}{number:05d}")


@pytest.mark.parametrize(("block", "number"), [(BLOCKS, 1), (-1, 1), (0, 0), (0, IN_A_BLOCK)])
def test_a_full_block_is_said(block: int, number: int) -> None:
    with pytest.raises(UserError, match="No article code is left"):
        own_code(block, number)


def test_runs_of_a_journal_with_other_letters_number_in_other_blocks() -> None:
    runs = [bytes((first, second)) + bytes(14) for first in (0, 1, 255) for second in (0, 2, 254)]

    assert len({block_of(run) for run in runs}) == len({incarnation_letters(run) for run in runs}) == 9
    assert max(block_of(run) for run in runs) < BLOCKS
