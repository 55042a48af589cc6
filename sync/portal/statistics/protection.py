"""Which cells of a table may be published so that nobody can work out what one member sold. Pure.

A cell is unsafe when few members stand behind it, when the largest could be estimated by the second largest (p%-rule;
SDC handbook ch. 4), or when the month before it tells of the few who came or went. Other cells are then left out with
it until the sums of rows and columns give nothing back: for whoever knows every published figure, and for a member who
knows its own as well.

A table with its totals is a circulation: rows and columns are places, cells are ways between them, totals lead there
and back. How far a hidden cell may lie from its value is a greatest flow through the other hidden ways.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOTAL = ""
"""The name of the row, or column, of sums."""
ENDLESS = 1 << 60
Place = tuple[str, str]
"""Row and column of a cell."""
Table = Mapping[Place, Mapping[str, int]]
"""What each member (id) brought to each cell."""


class Rule(NamedTuple):
    """How much is asked: members behind a cell, and how near an estimate of one of them may come (basis points)."""

    least_members: int = 4
    nearness_bp: int = 1_000


class Cell(NamedTuple):
    """A sum with who stands behind it: how many, the largest and second largest part, who it is where it is one."""

    total_minor: int
    members: int
    largest_minor: int
    second_minor: int
    only: str = ""
    telling: bool = False
    """Beside the month before it would tell of the few members that came or went."""

    def is_safe(self, rule: Rule) -> bool:
        """Tell whether it may be published by itself; nothing sold by nobody is no secret."""
        if not self.members:
            return True
        rest = self.total_minor - self.largest_minor - self.second_minor
        return (
            not self.telling
            and self.members >= rule.least_members
            and rest * 10_000 >= self.largest_minor * rule.nearness_bp
        )

    def margin(self, rule: Rule) -> int:
        """Give how far from its value an estimate of the cell has to stay, minor units."""
        return max(1, -(-self.largest_minor * rule.nearness_bp // 10_000))


def summed(parts: Table, rule: Rule | None = None, before: Table | None = None) -> dict[Place, Cell]:
    """Make cells and their totals of what each member (id) brought in each row and column (minor units, >= 0).

    `before` is the same of the month before, by whose figures those of this one are judged.
    """
    held, earlier = _with_totals(parts), _with_totals(before or {})
    return {place: cell_of(sums, rule, earlier.get(place)) for place, sums in held.items()}


def _with_totals(parts: Table) -> dict[Place, dict[str, int]]:
    held: dict[Place, dict[str, int]] = {}
    for (row, column), of_members in parts.items():
        for place in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            sums = held.setdefault(place, {})
            for member, minor in of_members.items():
                sums[member] = sums.get(member, 0) + minor
    return held


def cell_of(of_members: Mapping[str, int], rule: Rule | None = None, before: Mapping[str, int] | None = None) -> Cell:
    """Make a cell of what each member (id) brought to it (minor units, >= 0); who brought nothing is not in it."""
    parts = {who: minor for who, minor in of_members.items() if minor}
    ordered = sorted(parts.values(), reverse=True)
    largest, second = (*ordered, 0, 0)[:2]
    only = next(iter(parts)) if len(ordered) == 1 else ""
    return Cell(
        sum(ordered), len(ordered), largest, second, only, bool(rule and before and _tells(parts, before, rule))
    )


def _tells(now: Mapping[str, int], before: Mapping[str, int], rule: Rule) -> bool:
    """Tell whether the difference to the month before comes too near to what few members brought that came or went.

    Who takes one total from the other is wrong by how much the others changed: that has to be enough.
    """
    earlier = {who: minor for who, minor in before.items() if minor}
    if not earlier:
        return False
    changed = {who: now.get(who, 0) + earlier.get(who, 0) for who in now.keys() ^ earlier.keys()}
    if not changed or len(changed) >= rule.least_members:
        return False
    wrong_by = abs(sum(now[who] - earlier[who] for who in now.keys() & earlier.keys()))
    return wrong_by * 10_000 < max(changed.values()) * rule.nearness_bp


def hidden(cells: Mapping[Place, Cell], rule: Rule, public: Iterable[Place] = ()) -> frozenset[Place]:
    """Give the places that are not published: unsafe ones, and those that would give them away.

    `public` are safe cells that are published elsewhere: they stay, whatever it costs the others.
    """
    open_ = frozenset(public)
    unsafe = [place for place, cell in cells.items() if not cell.is_safe(rule) and place not in open_]
    out = set(unsafe)
    knowing = {cell.only for cell in cells.values() if cell.only}
    again = True
    while again:
        again = False
        for place in sorted(unsafe, key=lambda place: -cells[place].margin(rule)):
            for who in ("", *sorted(knowing - {cells[place].only})):
                more = _to_hide(cells, out, place, rule, who, open_)
                if more:
                    out |= more
                    again = True
    return frozenset(out)


def interval(cells: Mapping[Place, Cell], unpublished: Iterable[Place], place: Place, who: str = "") -> tuple[int, int]:
    """Give between which amounts a hidden cell can lie for all that is published, and what `who` knows of its own."""
    ways = _Ways(cells, _unknown_to(cells, unpublished, who) - {place})
    tail, head = _ends(place)
    value = cells[place].total_minor
    return value - min(value, ways.most(tail, head)), value + ways.most(head, tail)


def _unknown_to(cells: Mapping[Place, Cell], unpublished: Iterable[Place], who: str) -> set[Place]:
    return {place for place in unpublished if not who or cells[place].only != who}


def _to_hide(
    cells: Mapping[Place, Cell], out: set[Place], place: Place, rule: Rule, who: str, public: frozenset[Place]
) -> set[Place]:
    """Give what has to be hidden too, so that a cell cannot be estimated more nearly than the rule allows."""
    low, high = interval(cells, out, place, who)
    value, margin = cells[place].total_minor, cells[place].margin(rule)
    wanted = min(margin, value)
    tail, head = _ends(place)
    more: set[Place] = set()
    if value - low < wanted:
        more |= _cheapest(cells, out, place, who, (tail, head), wanted, public)
    if high - value < margin:
        more |= _cheapest(cells, out, place, who, (head, tail), margin, public)
    return more - out


def _cheapest(
    cells: Mapping[Place, Cell],
    out: set[Place],
    place: Place,
    who: str,
    between: tuple[str, str],
    wanted: int,
    public: frozenset[Place],
) -> set[Place]:
    """Give the ways of least value by which `wanted` could go round; everything, where there is none."""
    start, end = between
    steps: dict[str, list[tuple[str, int, Place]]] = {}
    for way, cell in cells.items():
        if way == place or way in public or (who and cell.only == who):
            continue
        tail, head = _ends(way)
        cost = 0 if way in out else 1 + cell.total_minor
        steps.setdefault(tail, []).append((head, cost, way))
        if cell.total_minor >= wanted:
            steps.setdefault(head, []).append((tail, cost, way))
    best, came = {start: 0}, dict[str, tuple[str, Place]]()
    queue = [(0, start)]
    while queue:
        cost, at = heapq.heappop(queue)
        if at == end:
            break
        for to, more, way in steps.get(at, ()):
            if cost + more < best.get(to, ENDLESS):
                best[to], came[to] = cost + more, (at, way)
                heapq.heappush(queue, (cost + more, to))
    if end not in came:
        return set(cells) - public
    found, at = set[Place](), end
    while at != start:
        at, way = came[at]
        found.add(way)
    return found if found - out else set(cells) - public


def _ends(place: Place) -> tuple[str, str]:
    """Give where the way of a cell leads from and to: rows are «r:…», columns «c:…», all is «*»."""
    row, column = place
    if row == TOTAL and column == TOTAL:
        return "$", "*"
    if column == TOTAL:
        return "*", f"r:{row}"
    return (f"r:{row}", f"c:{column}") if row != TOTAL else (f"c:{column}", "$")


class _Ways:
    """Hidden cells as ways that may carry more without end, and less down to nothing."""

    def __init__(self, cells: Mapping[Place, Cell], unknown: Iterable[Place]) -> None:
        self._left: dict[str, dict[str, int]] = {}
        for place in unknown:
            tail, head = _ends(place)
            self._add(tail, head, ENDLESS)
            self._add(head, tail, cells[place].total_minor)

    def _add(self, tail: str, head: str, room: int) -> None:
        at = self._left.setdefault(tail, {})
        at[head] = min(ENDLESS, at.get(head, 0) + room)
        self._left.setdefault(head, {}).setdefault(tail, 0)

    def most(self, start: str, end: str) -> int:
        """Give the greatest flow from one place to another (Edmonds and Karp)."""
        left = {at: dict(to) for at, to in self._left.items()}
        whole = 0
        while whole < ENDLESS:
            path = _path(left, start, end)
            if not path:
                return whole
            room = min(left[tail][head] for tail, head in path)
            for tail, head in path:
                left[tail][head] -= room
                left[head][tail] = min(ENDLESS, left[head][tail] + room)
            whole += room
        return ENDLESS


def _path(left: Mapping[str, Mapping[str, int]], start: str, end: str) -> list[tuple[str, str]]:
    came: dict[str, str] = {start: ""}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        if at == end:
            return list(_back(came, end))
        for to, room in left.get(at, {}).items():
            if room and to not in came:
                came[to] = at
                queue.append(to)
    return []


def _back(came: Mapping[str, str], end: str) -> Iterator[tuple[str, str]]:
    at = end
    while came[at]:
        yield came[at], at
        at = came[at]
