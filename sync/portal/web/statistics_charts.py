"""Bars and lines of the statistics, computed from the same rows as the tables under them; drawn as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAMES, WIDEST, ROW = 196, 520, 32
"""Where names end, how long the longest bar is, how high a row is, in a drawing 820 wide."""
LEFT, RIGHT, TOP, BOTTOM = 58, 526, 18, 190
STEPS = 4
SCALES = (1, 2, 2.5, 5, 10)


class Bar(NamedTuple):
    """A bar, or the place of one that is protected (`value` empty)."""

    y: int
    name: str
    width: int
    value: str


class Point(NamedTuple):
    """A value at its place; `value` stands beside the first and the last."""

    x: float
    y: float
    label: str
    value: str


class Lines(NamedTuple):
    """A line over months, in pieces where months are protected; the grid is (y, words)."""

    grid: tuple[tuple[float, str], ...]
    points: tuple[Point, ...]
    pieces: tuple[tuple[Point, ...], ...]
    labels: tuple[tuple[float, str], ...]


def bars(rows: Sequence[tuple[str, int | None]], said: Callable[[int], str]) -> tuple[Bar, ...]:
    """Draw a bar for each (name, value)."""
    most = max((value for _, value in rows if value is not None), default=0) or 1
    return tuple(
        Bar(9 + ROW * place, name, 0 if value is None else WIDEST * value // most, "" if value is None else said(value))
        for place, (name, value) in enumerate(rows)
    )


def lines(rows: Sequence[tuple[str, int | None]], said: Callable[[int], str]) -> Lines | None:
    """Draw a line through (label, value), None where there are fewer than two values."""
    shown = [value for _, value in rows if value is not None]
    if len(shown) < 2:
        return None
    top = ceiling(max(shown))
    span = len(rows) - 1
    ends = [place for place, (_, value) in enumerate(rows) if value is not None]
    pieces: list[list[Point]] = [[]]
    labels = []
    for place, (label, value) in enumerate(rows):
        x = round(LEFT + (RIGHT - LEFT) * place / span, 1)
        labels.append((x, label))
        if value is None:
            pieces.append([])
            continue
        y = round(BOTTOM - (BOTTOM - TOP) * value / top, 1)
        pieces[-1].append(Point(x, y, label, said(value) if place in {ends[0], ends[-1]} else ""))
    grid = tuple(
        (round(BOTTOM - (BOTTOM - TOP) * step / STEPS, 1), said(top * step // STEPS)) for step in range(STEPS + 1)
    )
    points = tuple(point for piece in pieces for point in piece)
    every = -(-len(rows) // 7)
    return Lines(grid, points, tuple(tuple(piece) for piece in pieces if piece), tuple(labels[::-1][::every][::-1]))


def ceiling(value: int) -> int:
    """Give the next round number above a value, such that a quarter of it is a whole one."""
    unit = 4
    while unit * 10 < value:
        unit *= 10
    return next(int(unit * scale) for scale in SCALES if unit * scale >= value)
