"""No published set of cells lets anybody work out a hidden one more nearly than the rule allows."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.portal.statistics.protection import TOTAL, Cell, Rule, hidden, interval, summed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.portal.statistics.protection import Place

RULE = Rule()
ROWS, COLUMNS = ("bio", "vélo"), ("janvier", "février")


def cell(*parts: int) -> Cell:
    return summed({("r", "c"): {f"m{n}": part for n, part in enumerate(parts)}})["r", "c"]


@pytest.mark.parametrize(
    ("parts", "safe"),
    [
        ((100, 100, 100, 100), True), ((100, 100, 100), False), ((), True), ((10_000, 10, 5, 5), False),
        # The second largest could estimate the largest within less than 10 %.
        ((1_000, 500, 50, 49), False), ((1_000, 500, 50, 50), True),
    ],
)  # fmt: skip
def test_a_cell_is_safe_by_number_and_by_share(parts: tuple[int, ...], *, safe: bool) -> None:
    assert cell(*parts).is_safe(RULE) is safe


def test_a_single_unsafe_cell_takes_others_with_it() -> None:
    many = {f"m{n}": 1_000 for n in range(6)}
    parts = {(row, column): dict(many) for row, column in product(ROWS, COLUMNS)}
    parts["bio", "janvier"] = {"m1": 1_000}
    cells = summed(parts)
    out = hidden(cells, RULE)
    assert ("bio", "janvier") in out
    assert len(out) >= 4
    low, high = interval(cells, out, ("bio", "janvier"))
    assert (low <= 900, high >= 1_100) == (True, True)


def test_a_safe_table_is_published_whole() -> None:
    many = {f"m{n}": 1_000 for n in range(6)}
    assert hidden(summed({(row, column): many for row, column in product(ROWS, COLUMNS)}), RULE) == frozenset()


amounts = st.integers(0, 3)
small = st.fixed_dictionaries(
    {place: st.dictionaries(st.sampled_from("abcde"), amounts, max_size=5) for place in product(ROWS, COLUMNS)}
)


def solutions(cells: Mapping[Place, Cell], out: frozenset[Place], place: Place) -> tuple[int, int]:
    """Give by trying everything between which values a hidden cell of a 2 x 2 table can lie, up to a bound."""
    inner = list(product(ROWS, COLUMNS))
    most = 1 + max(cells[TOTAL, TOTAL].total_minor, 1)
    seen = []
    ranges = [range(most + 1) if each in out else [cells[each].total_minor] for each in inner]
    for values in product(*ranges):
        guess = summed({each: {"x": value} for each, value in zip(inner, values, strict=True)})
        if all(guess[each].total_minor == cells[each].total_minor for each in cells if each not in out):
            seen.append(guess[place].total_minor)
    return min(seen), max(seen)


@settings(max_examples=60, deadline=None)
@given(parts=small)
def test_the_interval_is_what_trying_everything_finds(parts: dict[Place, dict[str, int]]) -> None:
    cells = summed(parts)
    out = hidden(cells, RULE)
    most = 1 + max(cells[TOTAL, TOTAL].total_minor, 1)
    if most > 14:
        return
    for place in out:
        low, high = interval(cells, out, place)
        tried = solutions(cells, out, place)
        assert low == tried[0]
        if high <= most:
            assert high == tried[1]


wide = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")),
    st.dictionaries(st.sampled_from([f"m{n}" for n in range(9)]), st.integers(1, 100_000), min_size=1, max_size=9),
    min_size=1, max_size=16,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(parts=wide)
def test_nobody_estimates_an_unsafe_cell_nor_does_a_member_that_knows_its_own(
    parts: dict[Place, dict[str, int]],
) -> None:
    cells = summed(parts)
    out = hidden(cells, RULE)
    everything_hidden = out == frozenset(cells)
    knowing = {each.only for each in cells.values() if each.only}
    for place, each in cells.items():
        if each.is_safe(RULE):
            continue
        assert place in out
        for who in ("", *(knowing - {each.only})):
            low, high = interval(cells, out, place, who)
            margin = each.margin(RULE)
            assert high - each.total_minor >= margin or everything_hidden
            assert each.total_minor - low >= min(margin, each.total_minor) or everything_hidden
