"""Columns of a chart, computed from the same rows as the table under it; the template draws them as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.portal.web.spaces.words import count, francs, long_day, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.portal.sales.figures import Day

BASE, TOP = 160, 28
FIRST, STEP, BAR = 18, 87, 62
"""Edges in a drawing 620 wide: seven columns with room for their outline."""


class Column(NamedTuple):
    """One column: its left edge, top, height, the middle where its texts stand."""

    x: int
    y: int
    height: int
    middle: int
    value: str
    label: str
    open: bool
    """The day is not over: drawn as an outline."""


class Chart(NamedTuple):
    """A chart with what it says in one sentence."""

    columns: tuple[Column, ...]
    title: str
    finding: str


def week_chart(days: Sequence[Day]) -> Chart:
    """Draw seven days, the last of which is not over."""
    highest = max((day.total_minor for day in days), default=0)
    made = []
    for place, day in enumerate(days):
        last = place == len(days) - 1
        height = max(0, day.total_minor) * (BASE - TOP) // highest if highest > 0 else 0
        x = FIRST + place * STEP
        value = francs(day.total_minor) if day.tickets else ("–" if last else "fermé")
        label = "auj." if last else short_day(day.day)
        made.append(Column(x, BASE - height, height, x + BAR // 2, value, label, last))
    first, end = days[0].day, days[-1].day
    title = f"Ventes par jour, du {long_day(first).lower()} au {long_day(end).lower()}"
    return Chart(tuple(made), title, _finding(days))


def _finding(days: Sequence[Day]) -> str:
    sold = [day for day in days if day.tickets]
    if not sold:
        return "Aucune vente ces sept jours."
    best = max(sold, key=lambda day: day.total_minor)
    return (
        f"{count(len(sold), 'jour', 'jours')} de vente ; le plus haut est {long_day(best.day).lower()} avec"
        f" {francs(best.total_minor)} francs ; aujourd’hui, jour en cours, en contour."
    )
