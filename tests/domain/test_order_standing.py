"""What the portal told and what the till answered give one state, whatever comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.online_order import OPEN, Missing, OnlineOrder, OrderedLine, OrderState
from pos.domain.order_standing import left_milli, left_minor, shortage, spoken, standing, wanted, with_missing

S = OrderState
ANSWERS = (S.CONFIRMED, S.READY, S.SHORTAGE, S.REFUSED, S.COLLECTED)


def order(*lines: OrderedLine) -> OnlineOrder:
    return OnlineOrder("o", "7F2K-1", S.CONFIRMED, lines, sum(map(left_minor, lines)), 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("told", "answer", "heard", "state"),
    [
        (S.REQUESTED, None, True, S.REQUESTED),
        (S.REQUESTED, S.CONFIRMED, False, S.CONFIRMED),
        (S.REQUESTED, S.READY, True, S.READY),
        (S.CONFIRMED, S.READY, False, S.READY),
        (S.CONFIRMED, S.SHORTAGE, False, S.SHORTAGE),
        (S.CONFIRMED, S.SHORTAGE, True, S.CONFIRMED),
        (S.READY, S.CONFIRMED, False, S.READY),
        (S.SHORTAGE, S.CONFIRMED, False, S.SHORTAGE),
        (S.CANCELLED, S.READY, False, S.CANCELLED),
        (S.EXPIRED, S.REFUSED, False, S.EXPIRED),
        (S.READY, S.REFUSED, False, S.REFUSED),
        (S.CANCELLED, S.COLLECTED, True, S.COLLECTED),
        (S.COLLECTED, S.REFUSED, False, S.COLLECTED),
    ],
)
def test_each_word_has_its_weight(told: OrderState, answer: OrderState | None, heard: bool, state: OrderState) -> None:
    assert standing(told, answer, heard=heard) is state


@given(st.sampled_from(list(S)), st.sampled_from(ANSWERS), st.booleans())
def test_an_answer_never_leads_back_to_a_request_and_collected_is_for_ever(
    told: OrderState, answer: OrderState, heard: bool
) -> None:
    state = standing(told, answer, heard=heard)

    assert state is not S.REQUESTED
    assert (state is S.COLLECTED) == (S.COLLECTED in (told, answer))
    if told not in OPEN and answer is not S.COLLECTED:
        assert state is told
    if not heard and told in OPEN and answer is not S.CONFIRMED:
        assert state is answer


def test_what_is_missing_is_taken_from_the_last_line_and_from_the_total() -> None:
    line = OrderedLine("jam", "Jam", 3000, 450, 1350, deposit_minor=150)
    asked = order(line, OrderedLine("jam", "Jam", 1000, 450, 450), OrderedLine("tea", "Tea", 1000, 700, 700))

    left = with_missing(asked, (Missing("jam", 2000),))

    assert [left_milli(each) for each in left.lines] == [2000, 0, 1000]
    assert left.total_minor == 900 + 100 + 0 + 700
    assert wanted(left) == {"jam": 2000, "tea": 1000}


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9)), min_size=1, max_size=6),
    st.dictionaries(st.sampled_from("abc"), st.integers(-5, 60)),
)
def test_what_is_short_and_what_is_free_cover_what_is_wanted(
    goods: list[tuple[str, int]], free: dict[str, int]
) -> None:
    asked = order(*(OrderedLine(key, key, milli, 100, milli // 10) for key, milli in goods))

    lacking = shortage(asked, free)
    left = with_missing(asked, [Missing(key, milli) for key, milli in lacking.items()])

    for key, milli in wanted(asked).items():
        assert lacking.get(key, 0) + wanted(left).get(key, 0) == milli
        assert wanted(left).get(key, 0) <= max(0, free.get(key, milli))
    assert not shortage(left, free)


def test_a_code_is_the_same_however_it_is_typed() -> None:
    assert spoken("7f2k 1") == spoken("7F2K-1") == "7F2K1"
    assert spoken(" - ") == ""
