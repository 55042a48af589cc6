"""The statistics as people read them: words, amounts and parts in their language, charts of the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.portal.ledger.months import after
from sync.portal.members.sectors import SECTORS
from sync.portal.orders import spoken
from sync.portal.statistics.measures import DEFINITIONS
from sync.portal.statistics.month import REST
from sync.portal.statistics.years import by_sector
from sync.portal.web.pages import rendered
from sync.portal.web.spaces import words
from sync.portal.web.statistics_charts import bars, lines
from sync.portal.wording import say

if TYPE_CHECKING:
    from sync.portal.statistics.month import Line
    from sync.portal.statistics.service import Statistics

YEAR = 12
NB = "\u00a0"


def percent(bp: int | None) -> str:
    """Write a part with one decimal, empty for none."""
    return "" if bp is None else spoken.decimal(bp // 100, str(bp % 100 // 10)) + f"{NB}%"


def sector(key: str) -> str:
    """Name a sector."""
    return say("Autres secteurs") if key == REST else say(SECTORS.get(key, SECTORS["autre"]))


def commune(key: str) -> str:
    """Name a commune."""
    return say("Autres communes") if key == REST else key


def aisle(line: Line) -> str:
    """Name an aisle."""
    return say("Autres rayons") if line.key == REST else line.name


def defined(*keys: str) -> str:
    """Give definitions in the reader's language, one after the other."""
    return " ".join(say(DEFINITIONS[key]) for key in keys)


def month_page(statistics: Statistics, base: str, asked: str) -> str | None:
    """Give the page of a month, the latest where none is asked for; None for one that is not out."""
    months = statistics.months()
    if not months and not asked:
        return rendered(
            "statistics.html", base, here="statistiques", month=None, next_day=statistics.next_day(), **_words()
        )
    month = statistics.month(asked or months[0])
    if month is None:
        return None
    year = statistics.between(after(month.month, 1 - YEAR), month.month)
    return rendered(
        "statistics.html",
        base,
        here="statistiques",
        month=month.public(),
        months=months,
        years=sorted({each[:4] for each in months}, reverse=True),
        next_day=statistics.next_day(),
        bars=bars([(sector(line.key), line.sales_minor) for line in month.sectors], words.francs),
        aisles=bars([(aisle(line), line.sales_minor) for line in month.aisles], words.francs),
        year=[each.public() for each in year],
        sales=lines([(spoken.month(each.month, short=True), each.sales_minor) for each in year], words.francs),
        complementary=lines([(spoken.month(each.month, short=True), each.complementary_bp) for each in year], percent),
        **_words(),
    )


def year_page(statistics: Statistics, base: str, year: str) -> str | None:
    """Give the page of a year: its months as they came out, and what they come to."""
    months = statistics.between(f"{year}-01", f"{year}-12")
    if not months:
        return None
    return rendered(
        "statistics_year.html",
        base,
        here="statistiques",
        asked_year=year,
        year=[each.public() for each in months],
        total=sum(each.sales_minor or 0 for each in months),
        closed=sum(each.sales_minor is None for each in months),
        sectors=by_sector(months),
        sales=lines([(spoken.month(each.month, short=True), each.sales_minor) for each in months], words.francs),
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"percent": percent, "francs": words.francs, "chf": words.chf, "sector": sector, "commune": commune,
            "aisle": aisle, "month_name": spoken.month, "day": spoken.date_of, "defined": defined}  # fmt: skip
