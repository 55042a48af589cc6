"""A measured figure with its floor, ratio and budget; several rounds, medians, floor and subject in turn."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Figure(NamedTuple):
    """One row of the table; `budget` limits the ratio, or p99 itself where there is no floor."""

    name: str
    unit: str
    p50: float | None
    p99: float | None
    floor: float | None
    ratio: float | None
    budget: float
    ok: bool
    reason: str = ""
    """Why it could not be measured; empty when it was."""

    def plain(self) -> dict[str, object]:
        """Give the row for JSON."""
        row = self._asdict()
        if not self.reason:
            del row["reason"]
        return row


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def against_floor(name: str, unit: str, subject: Rounds, floor: Rounds, budget: float) -> Figure:
    """Make the row of something that has a floor: medians of the rounds and their ratio."""
    p50, p99, least = subject.p50, subject.p99, floor.p50
    ratio = p50 / least
    return Figure(name, unit, _short(p50), _short(p99), _short(least), round(ratio, 2), budget, ok=ratio <= budget)


def absolute(name: str, unit: str, subject: Rounds, budget: float) -> Figure:
    """Make the row of something that has a budget of its own."""
    p99 = subject.p99
    return Figure(name, unit, _short(subject.p50), _short(p99), None, None, budget, ok=p99 <= budget)


def missing(name: str, unit: str, budget: float, reason: str) -> Figure:
    """Make the row of something that could not be measured, and say why."""
    return Figure(name, unit, None, None, None, None, budget, ok=False, reason=reason)


class Rounds:
    """The times of several rounds; the figures are medians over the rounds, so that one noisy round does not count."""

    def __init__(self) -> None:
        self._rounds: list[list[float]] = []

    def add(self, values: Iterable[float]) -> None:
        """Add one round."""
        self._rounds.append(list(values))

    @property
    def p50(self) -> float:
        """Median of the rounds' medians."""
        return statistics.median(percentile(values, 0.5) for values in self._rounds)

    @property
    def p99(self) -> float:
        """Median of the rounds' 99th percentiles."""
        return statistics.median(percentile(values, 0.99) for values in self._rounds)


def milliseconds(act: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _short(value: float) -> float:
    return round(value, 4 if value < 1 else 2)
