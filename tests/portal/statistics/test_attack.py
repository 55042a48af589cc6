"""Whoever holds every published table, of every month, works out no member's sales: joining, leaving, late or not."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.portal.statistics.breakdown import Shop
from sync.portal.statistics.measures import Measure
from sync.portal.statistics.month import REST, Month
from sync.portal.statistics.protection import TOTAL, Rule, cell_of, interval, summed
from sync.portal.statistics.tabling import Basis, Vector, month_of

if TYPE_CHECKING:
    from sync.portal.statistics.protection import Place

RULE = Rule()
SECTORS, COMMUNES, AISLES = ("alimentation", "culture", ""), ("Genève", "Carouge", "Onex", ""), ("pain", "velo", "")


class Played(NamedTuple):
    """A month as it was, and as it came out."""

    shops: dict[str, Shop]
    vectors: dict[str, Vector]
    out: Month


def vector(sales: dict[str, int], shop: Shop) -> Vector:
    made: Vector = {(Measure.SALES, aisle): minor for aisle, minor in sales.items() if minor}
    return {**made, (Measure.MEMBER, f"{shop.sector}|{shop.commune}"): 1}


@st.composite
def three_months(draw: st.DrawFn) -> list[Played]:
    """Play months of a network: most members sell as the month before, some a little more, some join, leave or move."""
    names = [f"m{place}" for place in range(draw(st.integers(4, 14)))]
    shops = {name: Shop(draw(st.sampled_from(SECTORS)), draw(st.sampled_from(COMMUNES)), 1, 1) for name in names}
    amounts = st.sampled_from((0, 100_000, 120_000, 150_000, 2_000_000))
    sales = {name: {aisle: draw(amounts) for aisle in AISLES} for name in names}
    there = set(names)
    played: list[Played] = []
    for month in ("2026-07", "2026-08", "2026-09"):
        if played:
            for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
                there ^= {name}
            for name in draw(st.lists(st.sampled_from(names), max_size=2, unique=True)):
                shops[name] = shops[name]._replace(sector=draw(st.sampled_from(SECTORS)))
            for name in draw(st.lists(st.sampled_from(names), max_size=4)):
                # Sold more, or something of earlier arrived late: here it is the same.
                sales[name]["pain"] += draw(st.sampled_from((5_000, 300_000)))
        here = {name: shops[name] for name in names if name in there}
        vectors = {name: vector(sales[name], shop) for name, shop in here.items()}
        basis = Basis(month, "2026-11-01", 20, here, vectors, lambda _, key: (key, key), None,
                      played[-1].vectors if played else {})  # fmt: skip
        played.append(Played(here, vectors, month_of(basis, RULE)))
    return played


def sold(vectors: dict[str, Vector]) -> dict[str, int]:
    return {name: sum(minor for (measure, _), minor in each.items() if measure is Measure.SALES)
            for name, each in vectors.items()}  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(months=three_months())
def test_no_cell_of_a_month_is_worked_out_of_the_others(months: list[Played]) -> None:
    for each in months:
        out, sales = each.out, sold(each.vectors)
        if out.sales_minor is None:
            assert out.public() == Month(
                month=out.month, published_on=out.published_on, network=20, members=out.members, tills=out.tills,
                complete_bp=out.complete_bp,
            )  # fmt: skip
            continue
        columns, rows = out.crossed.columns, tuple(row.key for row in out.crossed.rows)
        parts: dict[Place, dict[str, int]] = {}
        for name, minor in sales.items():
            shop = each.shops[name]
            place = (shop.commune if shop.commune in rows else REST, shop.sector if shop.sector in columns else REST)
            parts.setdefault(place, {})[name] = minor
        cells = summed(parts)
        shown: dict[Place, int | None] = {(TOTAL, TOTAL): out.sales_minor}
        shown |= {(TOTAL, line.key): line.sales_minor for line in out.sectors if line.key in columns}
        shown |= {(line.key, TOTAL): line.sales_minor for line in out.communes}
        shown |= {
            (row.key, column): cell for row in out.crossed.rows for column, cell in zip(columns, row.cells, strict=True)
        }
        hidden = {place for place, value in shown.items() if value is None}
        knowing = {cell.only for cell in cells.values() if cell.only}
        for place, cell in cells.items():
            if place not in hidden:
                assert cell.is_safe(RULE), place
                continue
            if cell.is_safe(RULE):
                continue
            for who in ("", *(knowing - {cell.only})):
                low, high = interval(cells, hidden, place, who)
                assert high - cell.total_minor >= cell.margin(RULE)
                assert cell.total_minor - low >= min(cell.margin(RULE), cell.total_minor)


@settings(max_examples=120, deadline=None)
@given(months=three_months())
def test_the_difference_of_two_months_tells_of_nobody_that_came_or_went(months: list[Played]) -> None:
    for before, now in pairwise(months):
        earlier, later = sold(before.vectors), sold(now.vectors)
        if now.out.sales_minor is None or before.out.sales_minor is None:
            continue
        shown, seen = (
            {line.key for line in each.out.sectors if line.sales_minor is not None} for each in (now, before)
        )
        for key in ("", *sorted((shown & seen) - {REST})):
            mine = {who: minor for who, minor in later.items() if minor and key in {"", now.shops[who].sector}}
            then = {who: minor for who, minor in earlier.items() if minor and key in {"", before.shops[who].sector}}
            moved = mine.keys() ^ then.keys()
            if not moved or len(moved) >= RULE.least_members:
                continue
            # What an attacker takes for the movers' sales is the difference of the totals; it has to be wrong enough.
            truth = sum(mine.get(who, 0) - then.get(who, 0) for who in moved)
            taken = sum(mine.values()) - sum(then.values())
            largest = max(mine.get(who, 0) + then.get(who, 0) for who in moved)
            assert abs(taken - truth) * 10_000 >= largest * RULE.nearness_bp


def test_the_attack_finds_what_is_not_protected() -> None:
    """The attacks above would see it: a table without protection tells of the one mender of Onex."""
    parts = {
        ("Onex", "culture"): {"a": 500},
        ("Onex", "alimentation"): dict.fromkeys("bcdef", 100),
        ("Genève", "culture"): dict.fromkeys("ghijk", 100),
        ("Genève", "alimentation"): dict.fromkeys("lmnop", 100),
    }
    cells = summed(parts)
    assert interval(cells, {("Onex", "culture")}, ("Onex", "culture")) == (500, 500)
    assert not cell_of({"a": 500}).is_safe(RULE)
