"""What the spaces say: every anomaly has its words, charts show what their table says, files hold no formulas."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sync.portal.ingest.inbox import Waiting
from sync.portal.sales.figures import Day
from sync.portal.web.spaces import words
from sync.portal.web.spaces.charts import BASE, week_chart
from sync.portal.web.spaces.oddities import told

SOURCES = Path(__file__).resolve().parents[2] / "sync" / "portal"
KINDS = sorted(
    {
        kind
        for path in SOURCES.rglob("*.py")
        for kind in re.findall(r'(?:\bodd|Anomaly)\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }
)


def odd(kind: str, **detail: object) -> Waiting:
    return Waiting(1, kind, "p1", "t", 0, detail, None, "", "")


def test_kinds_are_found_in_the_portal() -> None:
    assert {"conflict", "fork", "negative_stock", "order_twice"} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_anomaly_has_words_of_its_own(kind: str) -> None:
    said = told(odd(kind), {"p1": "Pain"})

    assert not said.title.startswith("À regarder")
    assert all((said.happened, said.safe, said.todo, said.weight))


def test_a_conflict_says_both_values_as_people_read_them() -> None:
    said = told(odd("conflict", name="Pain", field="price_minor", kept=480, lost=450), {})

    assert said.happened.replace("\u00a0", " ") == (
        "Pour le prix, la valeur gardée est « CHF 4.80 » ; l’autre était « CHF 4.50 »."
    )
    assert "« non »" in told(odd("conflict", field="online", kept=False, lost=True), {}).happened.replace("\u00a0", " ")
    assert "« rien »" in told(odd("conflict", field="picture", kept="", lost="ab"), {}).happened.replace("\u00a0", " ")


def test_a_chart_draws_what_its_table_says() -> None:
    days = [Day(f"2026-11-{day}", 0, 0) for day in range(18, 23)]
    chart = week_chart([*days, Day("2026-11-23", 2, 20_060), Day("2026-11-24", 1, 10_030)])

    heights = [column.height for column in chart.columns]
    assert heights[:5] == [0] * 5
    assert heights[5] == 2 * heights[6]
    assert all(column.y + column.height == BASE for column in chart.columns)
    assert [column.value for column in chart.columns[4:]] == ["fermé", "201", "100"]
    assert [column.open for column in chart.columns] == [False] * 6 + [True]
    assert max(column.x for column in chart.columns) + 62 < 620
    assert "lundi 23 novembre avec 201 francs" in chart.finding


def test_a_chart_of_nothing_and_of_refunds_stays_on_its_axis() -> None:
    assert week_chart([Day("2026-11-23", 0, 0), Day("2026-11-24", 0, 0)]).finding == "Aucune vente ces sept jours."
    only_refunds = week_chart([Day("2026-11-23", 1, -500), Day("2026-11-24", 0, 0)])
    assert [column.height for column in only_refunds.columns] == [0, 0]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (words.long_day("2026-12-01"), "Mardi 1er décembre"),
        (words.short_day("2026-11-23"), "lun. 23"),
        (words.month_name("2026-08"), "août 2026"),
        (words.francs(-150), "−2"),
        (words.own(2650, "LEM"), "26.50 lémans"),
        (words.quantity(3450, "kg"), "3.450 kg"),
        (words.quantity(None), ""),
        (words.count(1, "chose", "choses"), "1 chose"),
        (words.count(2, "chose", "choses"), "2 choses"),
        (words.clock(1_795_525_920_000, 1_795_525_920_000), "14 h 12"),
        (words.clock(1_795_525_920_000, 1_798_000_000_000), "24.11. 14 h 12"),
    ],
)
def test_words_are_those_of_people(said: str, wanted: str) -> None:
    assert said.replace("\u00a0", " ") == wanted
