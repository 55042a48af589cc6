"""The rooms `replay` and `bench`: what they write down, and that a small measurement is a whole one."""

from __future__ import annotations

import argparse
import io
import json
from typing import TYPE_CHECKING

import pytest

from pos.app import replay
from pos.app.benches import building, counter, importing, scrolling, searching
from pos.app.benches.figures import Rounds, absolute, against_floor, missing, percentile
from pos.clock import SetClock
from pos.domain.errors import UserError
from pos.services import closing_day
from pos.shopfile.shopfile import open_shop

if TYPE_CHECKING:
    from pathlib import Path

SALES = (
    "receipt,at,item,quantity,tender\n"
    "1,2026-03-02 08:15,Bread,2,\n1,2026-03-02 08:15,Bread,x,\n2,2026-03-02 09:15,Bread,-1,card\n"
)


def arguments(folder: Path, **changed: object) -> argparse.Namespace:
    (folder / "sales.csv").write_text(SALES, encoding="utf-8")
    (folder / "prices.csv").write_text("item,price\nBread,4.20\n", encoding="utf-8")
    given: dict[str, object] = {
        "csv": str(folder / "sales.csv"),
        "shop": str(folder / "shop.comptoir"),
        "prices": str(folder / "prices.csv"),
        "json": str(folder / "totals.json"),
        "data_dir": str(folder),
    }
    return argparse.Namespace(**{**given, **changed})


@pytest.fixture(autouse=True)
def _keys_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTOIR_KEYS", "file")


def test_a_replay_writes_its_totals_and_a_second_one_finds_nothing_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay.run(arguments(tmp_path)) == 0
    first = json.loads((tmp_path / "totals.json").read_text(encoding="utf-8"))
    told = capsys.readouterr().out
    assert replay.run(arguments(tmp_path)) == 0
    second = json.loads((tmp_path / "totals.json").read_text(encoding="utf-8"))

    assert (first["receipts"], first["lines"], first["returns"], first["total_minor"]) == (2, 2, 1, 420)
    assert [rejected["line"] for rejected in first["rejected"]] == [3]
    assert "line 3" in told
    assert "4.20 CHF" in told
    assert (second["receipts"], second["known"], second["total_minor"]) == (0, 2, 0)


def test_totals_that_cannot_be_written_do_not_undo_the_sales(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="The sales are recorded"):
        replay.run(arguments(tmp_path, json=str(tmp_path / "nowhere" / "totals.json")))

    assert replay.run(arguments(tmp_path)) == 0
    assert json.loads((tmp_path / "totals.json").read_text(encoding="utf-8"))["known"] == 2


class Terminal(io.StringIO):
    """A screen that keeps what is written on it."""

    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_for_people_only() -> None:
    screen, file = Terminal(), io.StringIO()

    for stream in (screen, file):
        bar = replay.ProgressBar(stream)
        bar.show(50, 100)
        bar.show(100, 100)
        bar.end()

    assert "100 of 100 receipts" in screen.getvalue()
    assert file.getvalue() == ""


def test_a_built_shop_is_kept_and_every_till_figure_can_be_measured_on_it(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    built = building.built(tmp_path, 60, 90, lambda *what: told.append(what))
    again = building.built(tmp_path, 60, 90, lambda *_what: pytest.fail("built twice"))

    shop = open_shop(again.path, tmp_path / "machine", SetClock(building.FIRST_DAY), system_keys=False)
    (report,) = closing_day.past_reports(shop)
    shop.close()
    figures = [
        counter.sale_commit(built, tmp_path / "commit"),
        counter.close_day(built, built, tmp_path / "closing"),
        searching.search_query(built, tmp_path / "search"),
        importing.import_rows(60, tmp_path / "import"),
    ]

    assert told == [("articles", 60, 60), ("sales", 90, 90)]
    assert report.totals.sales == 90
    assert all(drawer.difference_minor == 0 for drawer in report.drawers)
    scrolled = scrolling.article_scroll(built, tmp_path / "scrolling")
    assert (scrolled.name, scrolled.reason) == ("article.scroll", "")
    assert scrolled.p99 is not None
    assert scrolled.p99 > 0
    assert [figure.name for figure in figures] == ["sale.commit", "close.day", "search.query", "import.rows"]
    assert all(figure.ratio is not None and figure.ratio > 0 for figure in figures)


def test_figures_are_medians_of_rounds_beside_their_floor() -> None:
    subject, floor = Rounds(), Rounds()
    for noise in (1, 100, 2):
        subject.add([3.0 * noise] * 99 + [50.0 * noise])
        floor.add([2.0 * noise] * 100)

    figure = against_floor("x", "ms", subject, floor, 1.5)

    assert (figure.p50, figure.p99, figure.floor, figure.ratio, figure.ok) == (6.0, 100.0, 4.0, 1.5, True)
    assert not against_floor("x", "ms", subject, floor, 1.4).ok
    assert not absolute("x", "ms", subject, 16).ok
    assert missing("x", "ms", 1, "no window").plain()["reason"] == "no window"
    assert list(figure.plain()) == ["name", "unit", "p50", "p99", "floor", "ratio", "budget", "ok"]
    assert percentile([3, 1, 2], 0.5) == 2
