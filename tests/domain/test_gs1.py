"""GS1-128, DataMatrix and Digital Links: what of them a till needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.errors import UserError
from pos.domain.gs1 import SEPARATOR, Gs1Code, looks_like_gs1, read_gs1

CHEESE = "7610000000011"
CODES = [
    (f"]C10107610000000011310300048610LOT42{SEPARATOR}17261231", Gs1Code(CHEESE, 486, None, "LOT42", "2026-12-31")),
    ("]C10107610000000011310300048610LOT42|17261231", Gs1Code(CHEESE, 486, None, "LOT42", "2026-12-31")),
    (f"]d20107610000000011310300125339220495{SEPARATOR}15261200", Gs1Code(CHEESE, 1253, 495, "", "2026-12-31")),
    ("]Q3https://id.gs1.org/01/07610000000011/10/LOT42", Gs1Code(CHEESE, None, None, "LOT42")),
    ("https://example.org/01/07610000000011?3103=000486", Gs1Code(CHEESE, 486)),
    ("01076100000000113102000486", Gs1Code(CHEESE, 4860)),
    ("]C10117610000000018", Gs1Code("17610000000018")),
]


@pytest.mark.parametrize(("code", "said"), CODES)
def test_a_code_says_article_weight_price_lot_and_date(code: str, said: Gs1Code) -> None:
    assert looks_like_gs1(code)
    assert read_gs1(code) == said


def test_the_first_of_two_dates_counts() -> None:
    assert read_gs1("]C101076100000000111527010117261231").best_before == "2026-12-31"


@pytest.mark.parametrize("code", ["2100123004867", CHEESE, "76104008", "C1-000481", "https://example.org/shop", "01"])
def test_a_bare_number_or_an_address_is_no_such_code(code: str) -> None:
    assert not looks_like_gs1(code)


@pytest.mark.parametrize(
    "code",
    ["]C10112345", "]C1", "]C13103000486", "]Q3https://id.gs1.org/01/07610000000012", f"]d2{SEPARATOR}", "]C1(01)0"],
)
def test_a_code_that_is_cut_short_or_names_no_article_is_refused(code: str) -> None:
    with pytest.raises(UserError, match="not read whole"):
        read_gs1(code)


@given(st.text(max_size=60), st.sampled_from(("]C1", "]d2", "]Q3", "01", "https://x.ch/01/")))
def test_no_scan_is_worse_than_a_sentence(text: str, start: str) -> None:
    try:
        read_gs1(start + text)
    except UserError:
        return
