"""Turnover by sector, commune and aisle: what is not safe by itself is gathered into «the rest». Pure.

So protection costs as few figures as it can; what is left open is rounded to 100 francs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sync.portal.statistics.month import REST, Crossed, Line, Row
from sync.portal.statistics.protection import TOTAL, Cell, Rule, Table, cell_of, hidden, summed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sync.portal.statistics.protection import Place

FRANCS_100 = 10_000
"""What turnover is rounded to, CHF minor units."""
Parts = dict[str, dict[str, int]]
"""Amounts by column and member."""


class Sold(NamedTuple):
    """Turnover of a month by member, in which sector and commune each was then."""

    sales: Mapping[str, int]
    sectors: Mapping[str, str]
    communes: Mapping[str, str]


class Shop(NamedTuple):
    """Who is counted: its sector and commune as they are now, its tills and how many of them are complete."""

    sector: str
    commune: str
    tills: int
    complete: int


def rounded(minor: int, to: int = FRANCS_100) -> int:
    """Round half up."""
    return (minor + to // 2) // to * to


def part(of: int, whole: int) -> int | None:
    """Give a part in tenths of a per cent, as basis points; None of nothing."""
    return None if whole <= 0 else (of * 1_000 * 2 + whole) // (2 * whole) * 10


def complete(shops: Mapping[str, Shop], among: Collection[str]) -> int | None:
    """Give which part of some members' tills is complete, basis points; None without a till."""
    return part(sum(shops[each].complete for each in among), sum(shops[each].tills for each in among))


def open_parts(
    parts: Parts, rule: Rule, before: Parts | None = None, *, whole_is_public: bool = True
) -> dict[str, Cell | None]:
    """Give the cells of a row, None where protected; the key of its total is TOTAL."""
    earlier = {("row", column): of_members for column, of_members in (before or {}).items()}
    cells = summed({("row", column): of_members for column, of_members in parts.items()}, rule, earlier)
    public: list[Place] = [(TOTAL, TOTAL), ("row", TOTAL)] if whole_is_public else []
    out = hidden(cells, rule, public)
    keys = {**dict.fromkeys(parts), TOTAL: None}
    return {key: cells.get(("row", key)) if ("row", key) not in out else None for key in keys}


def standing_alone(parts: Parts, rule: Rule, before: Parts | None = None) -> list[str]:
    """Give the columns that may stand by themselves: what is left is gathered, and tells nothing either."""
    earlier = before or {}
    cells = {key: cell_of(of, rule, earlier.get(key)) for key, of in parts.items()}
    safe = (key for key, cell in cells.items() if key != REST and cell.is_safe(rule))
    kept = sorted(safe, key=lambda key: (cells[key].total_minor, key))
    while kept and not cell_of(_rest(parts, kept), rule, _rest(earlier, kept)).is_safe(rule):
        kept.pop(0)
    return kept


def _rest(parts: Parts, kept: Sequence[str]) -> dict[str, int]:
    rest: dict[str, int] = defaultdict(int)
    for key, of in parts.items():
        if key not in kept:
            for member, amount in of.items():
                rest[member] += amount
    return rest


def _grouped(of: Mapping[str, str], sales: Mapping[str, int]) -> Parts:
    parts: Parts = defaultdict(dict)
    for member, minor in sales.items():
        parts[of[member] or REST][member] = minor
    return parts


def _within(kept: Collection[str], of: Mapping[str, str]) -> dict[str, str]:
    """Give each member's group, REST for those in groups that tell too much."""
    return {member: group if group in kept else REST for member, group in of.items()}


def _both(sales: Mapping[str, int], communes: Mapping[str, str], sectors: Mapping[str, str]) -> Table:
    parts: dict[Place, dict[str, int]] = defaultdict(dict)
    for member, minor in sales.items():
        parts[communes[member], sectors[member]][member] = minor
    return parts


def crossed(
    now: Sold, before: Sold, shops: Mapping[str, Shop], rule: Rule
) -> tuple[tuple[Line, ...], tuple[Line, ...], Crossed]:
    """Give turnover by sector, by commune, and by both: one table, whose edges are the first two."""
    sales = now.sales
    sectors = standing_alone(_grouped(now.sectors, sales), rule, _grouped(before.sectors, before.sales))
    communes = standing_alone(_grouped(now.communes, sales), rule, _grouped(before.communes, before.sales))
    sector_of, commune_of = _within(sectors, now.sectors), _within(communes, now.communes)
    earlier = _both(before.sales, _within(communes, before.communes), _within(sectors, before.sectors))
    cells = summed(_both(sales, commune_of, sector_of), rule, earlier)
    out = hidden(cells, rule, [(TOTAL, TOTAL)])
    columns, rows = _ordered(sector_of, cells, across=True), _ordered(commune_of, cells, across=False)

    def shown(place: Place) -> int | None:
        return None if place in out else rounded(cells[place].total_minor) if place in cells else 0

    def lines(keys: Sequence[str], of: Mapping[str, str], *, across: bool) -> tuple[Line, ...]:
        made = []
        for key in keys:
            place = (TOTAL, key) if across else (key, TOTAL)
            value = shown(place)
            mine = [member for member in sales if of[member] == key]
            made.append(Line(key) if value is None else Line(key, value, cells[place].members, complete(shops, mine)))
        return tuple(made)

    present = {now.sectors[member] for member in sales} - {*columns, ""}
    table = Crossed(tuple(columns), tuple(Row(row, tuple(shown((row, column)) for column in columns)) for row in rows))
    own: list[Line] = []
    rest: list[Line] = []
    for line in lines(columns, sector_of, across=True):
        (rest if line.key == REST else own).append(line)
    return (*own, *(Line(key) for key in sorted(present)), *rest), lines(rows, commune_of, across=False), table


def _ordered(of: Mapping[str, str], cells: Mapping[Place, Cell], *, across: bool) -> list[str]:
    """Give groups, the largest first, the rest at the end."""

    def size(key: str) -> int:
        return cells[(TOTAL, key) if across else (key, TOTAL)].total_minor

    return sorted(set(of.values()), key=lambda key: (key == REST, -size(key), key))


def by_aisle(
    parts: Parts, before: Parts, names: Mapping[str, str], shops: Mapping[str, Shop], rule: Rule
) -> tuple[Line, ...]:
    """Give turnover by aisle, given what each member sold in it; the total of all is public."""
    kept = standing_alone(parts, rule, before)
    grouped, earlier = ({**{slug: each[slug] for slug in kept if slug in each}, REST: _rest(each, kept)}
                        for each in (parts, before))  # fmt: skip
    if not grouped[REST]:
        del grouped[REST]
    shown = open_parts(grouped, rule, earlier)
    made = []
    for slug in sorted(grouped, key=lambda slug: (slug == REST, -sum(grouped[slug].values()), slug)):
        cell, name = shown[slug], names.get(slug, "")
        mine = [member for member, amount in grouped[slug].items() if amount]
        made.append(
            Line(slug, name=name)
            if cell is None
            else Line(slug, rounded(cell.total_minor), cell.members, complete(shops, mine), name)
        )
    return tuple(made)
