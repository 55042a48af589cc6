"""A year of published months: sums of what is public, so that a year never tells more than its months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.statistics.month import REST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.portal.statistics.month import Month


def by_sector(months: Sequence[Month]) -> list[tuple[str, int, int]]:
    """Give (sector, turnover in CHF minor units, in how many months it was published), the largest first."""
    found: dict[str, tuple[int, int]] = {}
    for month in months:
        for line in month.sectors:
            minor, number = found.get(line.key, (0, 0))
            found[line.key] = (minor + (line.sales_minor or 0), number + (line.sales_minor is not None))
    return sorted(((key, *sums) for key, sums in found.items()), key=lambda one: (one[0] == REST, -one[1], one[0]))
