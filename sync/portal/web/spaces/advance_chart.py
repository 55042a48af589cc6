"""The line of the advance: what remained after each run, and where it ends at the pace of the last six months."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.portal.ledger.months import after
from sync.portal.web.spaces.words import francs, month_name

if TYPE_CHECKING:
    from sync.portal.ledger.advance import Standing

LEFT, RIGHT, TOP, BOTTOM = 56, 810, 14, 216
STEPS = 4
A_YEAR = 12
MOST_LABELS = 5


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float


class AdvanceChart(NamedTuple):
    """The drawing: grid (y, words), months (x, words), the line so far, the line foreseen."""

    grid: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str], ...]
    line: tuple[Point, ...]
    foreseen: tuple[Point, ...]
    remaining: str
    ends: str
    finding: str
    repaid_permille: int


def drawn(standing: Standing) -> AdvanceChart | None:
    """Draw the advance, None where nothing was advanced."""
    if not standing.advanced_minor or not standing.runs:
        return None
    first = after(standing.runs[0].month, -1)
    last = standing.ends or standing.runs[-1].month
    span = max(1, _months(first, last))

    def at(month: str, minor: int) -> Point:
        x = LEFT + (RIGHT - LEFT) * _months(first, month) / span
        return Point(round(x, 1), round(BOTTOM - (BOTTOM - TOP) * minor / standing.advanced_minor, 1))

    line = (at(first, standing.advanced_minor), *(at(run.month, run.remaining_minor) for run in standing.runs))
    foreseen = (line[-1], at(standing.ends, 0)) if standing.ends else ()
    grid = tuple(
        (round(BOTTOM - (BOTTOM - TOP) * step / STEPS, 1), francs(standing.advanced_minor * step // STEPS))
        for step in range(STEPS + 1)
    )
    years = range(int(first[:4]) + 1, int(last[:4]) + 1)
    # As many as can be read side by side.
    every = -(-len(years) // MOST_LABELS) or 1
    shown = [first, *(f"{year}-01" for year in years if year % every == 0)] if span >= A_YEAR else [first, last]
    months = tuple((at(month, 0).x, month_name(month)) for month in shown)
    finding = (
        f"De {francs(standing.advanced_minor)} francs à {francs(standing.remaining_minor)} fin"
        f" {month_name(standing.runs[-1].month)}"
        + (f" ; prévision à zéro en {month_name(standing.ends)}." if standing.ends else ".")
    )
    share = standing.repaid_minor * 1000 // standing.advanced_minor
    return AdvanceChart(
        grid, months, line, foreseen, f"reste {francs(standing.remaining_minor)}",
        month_name(standing.ends) if standing.ends else "", finding, share,
    )  # fmt: skip


def _months(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])
