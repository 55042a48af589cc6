"""Make a month's protected tables of what each member sold. Pure: nothing is read, nothing is kept.

All tables of a month share its total: where that is not safe, nothing of the month is published.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.currency import CURRENCIES
from sync.portal.statistics.breakdown import Parts, Shop, Sold, by_aisle, complete, crossed, open_parts, part, rounded
from sync.portal.statistics.measures import Measure
from sync.portal.statistics.month import REST, Median, Month
from sync.portal.statistics.protection import TOTAL, Rule, cell_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


CENTIMES_10 = 10
TEN = 10
LEAST_FOR_MEDIAN = 5
NOTES, ELECTRONIC = "notes", "electronic"
YES, NO = "yes", "no"
Vector = dict[tuple[Measure, str], int]
"""What a member brings, by measure and key; no amount is negative."""


class Basis(NamedTuple):
    """What a month is made of; `aisle` gives slug and name for a member's category."""

    month: str
    published_on: str
    network: int
    shops: Mapping[str, Shop]
    vectors: Mapping[str, Vector]
    aisle: Callable[[str, str], tuple[str, str]]
    median_minor: int | None
    before: Mapping[str, Vector] = {}
    """What the month before counted, its members then: (MEMBER, «sector|commune») stands in each."""


def month_of(basis: Basis, rule: Rule) -> Month:
    """Make all tables of a month; nothing but who is counted where its total is not safe."""
    shops = basis.shops
    made = Month(
        month=basis.month,
        published_on=basis.published_on,
        network=basis.network,
        members=len(shops),
        tills=sum(each.tills for each in shops.values()),
        complete_bp=complete(shops, shops) or 0,
    )
    sales = {member: minor for member, vector in basis.vectors.items() if (minor := _sum(vector, Measure.SALES))}
    now = _sold(sales, shops)
    before = _before(basis.before)
    whole = cell_of(sales, rule, before.sales)
    if not whole.members or not whole.is_safe(rule):
        return made
    sectors, communes, table = crossed(now, before, shops, rule)
    figures = {
        **_baskets(basis, rule),
        **_complementary(basis.vectors, rule),
        **_network(basis.vectors, sales, rule),
        **_origin(basis.vectors, sales, rule),
    }
    return _with(
        made,
        {
            **figures,
            "sales_minor": rounded(whole.total_minor),
            "active": sum(bool(_sum(vector, Measure.TICKETS)) for vector in basis.vectors.values()),
            "sectors": sectors,
            "communes": communes,
            "crossed": table,
            "aisles": by_aisle(
                _of_aisles(basis.vectors, basis.aisle),
                _of_aisles(basis.before, basis.aisle),
                _names(basis),
                shops,
                rule,
            ),
            "medians": _medians(shops, sales),
        },
    )


def _with(made: Month, more: Mapping[str, object]) -> Month:
    return Month(**{name: getattr(made, name) for name in made.__struct_fields__} | dict(more))


def _sum(vector: Vector, measure: Measure) -> int:
    return sum(amount for (each, _), amount in vector.items() if each is measure)


def _split(of: Mapping[str, int], whole: Mapping[str, int]) -> Parts:
    """Give what is of a kind and what is not, by member."""
    return {YES: dict(of), NO: {member: max(0, minor - of.get(member, 0)) for member, minor in whole.items()}}


def _baskets(basis: Basis, rule: Rule) -> dict[str, int | None]:
    numbers = {member: _sum(vector, Measure.TICKETS) for member, vector in basis.vectors.items()}
    sums = {member: _sum(vector, Measure.BASKETS) for member, vector in basis.vectors.items()}
    number, total = (cell_of(each) for each in (numbers, sums))
    if not (number.members and number.is_safe(rule) and total.is_safe(rule)):
        return {}
    median = basis.median_minor
    return {
        "tickets": rounded(number.total_minor, TEN),
        "basket_mean_minor": rounded(total.total_minor // number.total_minor, CENTIMES_10),
        "basket_median_minor": None if median is None else rounded(median, CENTIMES_10),
    }


def _complementary(vectors: Mapping[str, Vector], rule: Rule) -> dict[str, int | None]:
    columns: Parts = {NOTES: {}, ELECTRONIC: {}}
    whole: dict[str, int] = defaultdict(int)
    for member, vector in vectors.items():
        for (measure, key), amount in vector.items():
            if measure is not Measure.PAID:
                continue
            whole[member] += amount
            currency, _, code = key.partition(":")
            known = CURRENCIES.get(currency)
            if known is None or known.complementary:
                kind = NOTES if code.startswith("note.") else ELECTRONIC
                columns[kind][member] = columns[kind].get(member, 0) + amount
    both = {member: columns[NOTES].get(member, 0) + columns[ELECTRONIC].get(member, 0)
            for member in {*columns[NOTES], *columns[ELECTRONIC]}}  # fmt: skip
    shown = open_parts(_split(both, whole), rule, whole_is_public=False)
    mine, total = shown[YES], shown[TOTAL]
    if mine is None or total is None or not total.members:
        return {}
    kinds = open_parts(columns, rule)

    def of_kind(kind: str) -> int | None:
        cell = kinds[kind]
        return None if cell is None else part(cell.total_minor, total.total_minor)

    return {
        "complementary_bp": part(mine.total_minor, total.total_minor),
        "complementary_members": mine.members,
        "notes_bp": of_kind(NOTES),
        "electronic_bp": of_kind(ELECTRONIC),
    }


def _network(vectors: Mapping[str, Vector], sales: Mapping[str, int], rule: Rule) -> dict[str, int | None]:
    sellers: dict[str, int] = {}
    buyers: dict[str, int] = defaultdict(int)
    for member, vector in vectors.items():
        bought = {key: amount for (measure, key), amount in vector.items() if measure is Measure.NETWORK}
        if bought:
            sellers[member] = sum(bought.values())
        for buyer, amount in bought.items():
            buyers[buyer] += amount
    if not sellers:
        return {"network_minor": 0, "network_bp": 0, "buyers_bp": 0}
    shown = open_parts(_split(sellers, sales), rule)[YES]
    # A figure may not tell of a buyer either.
    if shown is None or not shown.members or not cell_of(buyers).is_safe(rule):
        return {}
    whole = sum(sales.values())
    return {
        "network_minor": rounded(shown.total_minor),
        "network_bp": part(shown.total_minor, whole),
        "buyers_bp": part(sum(sales[member] for member in sellers), whole),
    }


def _origin(vectors: Mapping[str, Vector], sales: Mapping[str, int], rule: Rule) -> dict[str, int | None]:
    known, local, made = (
        {member: sum_ for member, vector in vectors.items() if (sum_ := _sum(vector, measure))}
        for measure in (Measure.ORIGIN, Measure.LOCAL, Measure.ESS_MADE)
    )
    elsewhere = {member: max(0, minor - local.get(member, 0)) for member, minor in known.items()}
    unknown = {member: max(0, minor - known.get(member, 0)) for member, minor in sales.items()}
    shown = open_parts({"local": local, "elsewhere": elsewhere, "unknown": unknown}, rule)
    ours, theirs = shown["local"], shown["elsewhere"]
    whole, figures = sum(sales.values()), dict[str, int | None]()
    if shown["unknown"] is not None:
        figures["origin_bp"] = part(sum(known.values()), whole)
    if ours is not None and theirs is not None:
        figures["local_bp"] = part(ours.total_minor, ours.total_minor + theirs.total_minor)
    ess = open_parts(_split(made, sales), rule)[YES]
    if ess is not None:
        figures["ess_made_bp"] = part(ess.total_minor, whole)
    return figures


def _sold(sales: Mapping[str, int], shops: Mapping[str, Shop]) -> Sold:
    return Sold(sales, {each: shops[each].sector for each in sales}, {each: shops[each].commune for each in sales})


def _before(vectors: Mapping[str, Vector]) -> Sold:
    places = {
        member: next((key for measure, key in vector if measure is Measure.MEMBER), "|").split("|")
        for member, vector in vectors.items()
    }
    sales = {member: _sum(vector, Measure.SALES) for member, vector in vectors.items()}
    return Sold(sales, {each: places[each][0] for each in sales}, {each: places[each][1] for each in sales})


def _of_aisles(vectors: Mapping[str, Vector], aisle: Callable[[str, str], tuple[str, str]]) -> Parts:
    parts: Parts = defaultdict(dict)
    for member, vector in vectors.items():
        for (measure, category), amount in vector.items():
            if measure is Measure.SALES:
                key = aisle(member, category)[0] or REST
                parts[key][member] = parts[key].get(member, 0) + amount
    return parts


def _names(basis: Basis) -> dict[str, str]:
    sold = ((member, key) for member, vector in basis.vectors.items() for measure, key in vector
            if measure is Measure.SALES)  # fmt: skip
    return dict(basis.aisle(*each) for each in sold) | {REST: ""}


def _medians(shops: Mapping[str, Shop], sales: Mapping[str, int]) -> tuple[Median, ...]:
    """Give what stands in the middle of each sector: never one member's own figure, so the middle two or three."""
    sectors: dict[str, list[int]] = defaultdict(list)
    for member, minor in sales.items():
        if shops[member].sector:
            sectors[shops[member].sector].append(minor)
    return tuple(
        Median(sector, rounded(middle(values)), len(values))
        for sector, values in sorted(sectors.items())
        if len(values) >= LEAST_FOR_MEDIAN
    )


def middle(values: Sequence[int]) -> int:
    """Give the mean of the two values in the middle, of three where their number is odd."""
    ordered, half = sorted(values), len(values) // 2
    centre = ordered[half - 1 : half + 2] if len(values) % 2 else ordered[half - 1 : half + 1]
    return sum(centre) // len(centre)
