"""The whole way of an import: choose, correct the columns, try out, bring in, read the result; with keys and touch."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget

from pos.services import cataloguing, exporting, importing, lookup, searching
from pos.ui.screens.articles_page import ArticlesPage
from pos.ui.screens.import_panel import COLUMNS, DRY_RUN, FILE, RESULT, ImportPanel
from pos.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pos.services.till import Till

CODE = "7610000000035"
MANY = 15_000
"""More rows than a slow machine imports between two looks at the screen."""


class Articles(ArticlesPage):
    """The page of the articles with the import open in it, as the till puts them together."""

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        super().__init__(till, tasks)
        self.panel = ImportPanel(till, lambda: self.list.rows.numbers)
        self.tab = self.add_panel("Import", self.panel, enter=self.panel.enter, leave=self.panel.go_back)


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, till: Till) -> Iterator[Articles]:
    del dressed
    tasks = TaskRunner()
    made = Articles(till, tasks)
    made.resize(1366, 620)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    made.choose_tab(made.tab)
    yield made
    made.panel.stop()
    tasks.close()


def button(page: QWidget, name: str) -> QAbstractButton:
    for _ in range(3):
        QApplication.processEvents()
    return next(found for found in page.findChildren(QAbstractButton, name) if found.isVisible())


def click(page: QWidget, name: str) -> None:
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def label(page: QWidget, name: str) -> str:
    return next(found.text() for found in page.findChildren(QLabel, name) if found.isVisible())


def shown(page: QWidget, name: str) -> list[list[str]]:
    view = next(found for found in page.findChildren(QTableView, name) if found.isVisible())
    model = view.model()
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def choose(page: QWidget, name: str, row: int) -> None:
    view = next(found for found in page.findChildren(QTableView, name) if found.isVisible())
    view.scrollTo(view.model().index(row, 0))
    QApplication.processEvents()
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def wait_for(qtbot: QtBot, page: Articles, step: int) -> None:
    qtbot.waitUntil(lambda: not page.panel.running and page.panel.step == step, timeout=30_000)


def supplier_file(folder: Path) -> Path:
    path = folder / "liste.csv"
    path.write_bytes(
        (
            "Désignation;Tarif 2026;EAN;Rayon\r\n"
            f"Sirop de sureau;8,50;{CODE};Sirops\r\n"
            "Miche au levain;9,40;7610000000011;\r\n"
            "Thé;12 mai;;\r\n"
        ).encode("cp1252")
    )
    return path


def test_articles_are_brought_in_from_file_to_result(qtbot: QtBot, page: Articles, till: Till, tmp_path: Path) -> None:
    field = page.findChildren(QLineEdit, "import-path")[0]
    QTest.keyClicks(field, str(supplier_file(tmp_path)))
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(qtbot, page, COLUMNS)
    assert label(page, "import-said") == "3 of 4 columns recognised."
    assert shown(page, "import-headings")[1] == ["Tarif 2026", "8,50 · 9,40 · 12 mai", "–"]

    choose(page, "import-headings", 1)
    names = [row[0] for row in shown(page, "import-choices")]
    choose(page, "import-choices", names.index("Price incl. VAT"))
    assert shown(page, "import-headings")[1][2] == "Price incl. VAT"

    click(page, "import-next")
    wait_for(qtbot, page, DRY_RUN)
    figures = [label(page, f"import-{name}") for name in ("added", "changed", "kept", "refused", "doubles")]
    assert figures == ["1", "1", "0", "1", "0"]
    assert "New categories: Sirops." in label(page, "import-about")
    assert ["3", "Miche au levain", "Price incl. VAT", "9.20", "9.40"] in shown(page, "import-changes")
    assert searching.find(till.shop, "sureau") == []
    click(page, "import-show-problems")
    assert shown(page, "import-problems")[0][:3] == ["4", "Tarif 2026", "12 mai"]

    with qtbot.waitSignal(page.panel.imported, timeout=30_000):
        click(page, "import-next")
    assert page.panel.step == RESULT
    assert [label(page, f"import-{name}") for name in ("added", "changed", "refused")] == ["1", "1", "1"]
    bread = searching.exact(till.shop, "101")
    assert bread is not None
    assert bread.product.price_minor == 940
    assert searching.find(till.shop, "sureau")[0].product.barcodes == (CODE,)


def test_every_step_has_its_keys(qtbot: QtBot, page: Articles, tmp_path: Path) -> None:
    page.panel.choose(str(supplier_file(tmp_path)))
    wait_for(qtbot, page, COLUMNS)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, page, DRY_RUN)
    QTest.keyClick(page, Qt.Key.Key_F4)
    assert shown(page, "import-problems")
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert page.panel.step == COLUMNS


def test_escape_goes_back_a_step_before_it_leaves(qtbot: QtBot, page: Articles, tmp_path: Path) -> None:
    page.panel.choose(str(supplier_file(tmp_path)))
    wait_for(qtbot, page, COLUMNS)
    page.leave()
    assert page.panel.step == FILE

    with qtbot.waitSignal(page.left, timeout=1000):
        page.leave()


def test_another_encoding_and_separator_are_a_touch_away(qtbot: QtBot, page: Articles, tmp_path: Path) -> None:
    page.panel.choose(str(supplier_file(tmp_path)))
    wait_for(qtbot, page, COLUMNS)
    assert button(page, "import-encoding").text() == "Encoding: Windows-1252"

    click(page, "import-separator")
    qtbot.waitUntil(lambda: not page.panel.running and button(page, "import-separator").text() == "Separator: ,")
    assert len(shown(page, "import-headings")) == 1
    for _ in range(6):
        click(page, "import-encoding")
        qtbot.waitUntil(lambda: not page.panel.running)

    assert button(page, "import-encoding").text() == "Encoding: UTF-8"


def test_what_is_no_table_is_told_and_the_step_stays(qtbot: QtBot, page: Articles, tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"<html></html>")
    click(page, "import-next")
    assert label(page, "import-said") == "Choose a file first."

    page.panel.choose(str(tmp_path / "a.xls"))
    wait_for(qtbot, page, FILE)

    assert "is a web page or XML" in label(page, "import-said")


def test_one_column_at_least_must_be_known(qtbot: QtBot, page: Articles, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x;y\n1;2\n", encoding="utf-8")
    page.panel.choose(str(tmp_path / "a.csv"))
    wait_for(qtbot, page, COLUMNS)
    click(page, "import-next")

    assert page.panel.step == COLUMNS
    assert label(page, "import-said") == "Say of at least one column what it is."


def test_a_column_goes_to_one_heading_only(qtbot: QtBot, page: Articles, tmp_path: Path) -> None:
    page.panel.choose(str(supplier_file(tmp_path)))
    wait_for(qtbot, page, COLUMNS)
    choose(page, "import-headings", 3)
    names = [row[0] for row in shown(page, "import-choices")]
    choose(page, "import-choices", names.index("Name"))

    assert [row[2] for row in shown(page, "import-headings")] == ["–", "–", "Barcode", "Name"]


def test_a_running_import_is_stopped_by_its_button_and_kept(
    qtbot: QtBot, page: Articles, till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("PLU;Nom;Prix\n" + "".join(f"x{n};Article {n};1\n" for n in range(MANY)), encoding="utf-8")
    page.panel.choose(str(path))
    wait_for(qtbot, page, COLUMNS)
    click(page, "import-next")
    wait_for(qtbot, page, DRY_RUN)
    click(page, "import-next")
    qtbot.waitUntil(lambda: "changed" in label(page, "import-said"), timeout=30_000)
    assert not page.panel.go_back()
    click(page, "import-stop")
    wait_for(qtbot, page, RESULT)

    added = int(label(page, "import-added").replace("’", ""))
    assert 0 < added < MANY
    assert "Stopped. What was done stays" in label(page, "import-about")
    assert len(searching.find(till.shop, "article", 2 * MANY)) == added + 1  # «Article divers» was there


def test_problems_are_saved_where_one_says(
    qtbot: QtBot, page: Articles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "errors.csv"
    monkeypatch.setattr(page.panel, "ask_save", lambda *_: str(out))
    path = tmp_path / "a.csv"
    path.write_text("Nom;Prix\nPain;x\n", encoding="utf-8")
    page.panel.choose(str(path))
    wait_for(qtbot, page, COLUMNS)
    click(page, "import-next")
    wait_for(qtbot, page, DRY_RUN)
    click(page, "import-save-problems")

    with out.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file, delimiter=";"))["Value"] == "x"
    assert label(page, "import-said") == "Saved: errors.csv"
    assert not button(page, "import-next").isEnabled()


@pytest.mark.parametrize(("suffix", "key"), [("csv", Qt.Key.Key_F7), ("xlsx", Qt.Key.Key_F8)])
def test_all_articles_are_exported_where_one_says(
    qtbot: QtBot, page: Articles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, key: Qt.Key
) -> None:
    monkeypatch.setattr(page.panel, "ask_save", lambda *_: str(tmp_path / "out"))
    QTest.keyClick(page, key)
    qtbot.waitUntil(lambda: not page.panel.running, timeout=30_000)

    assert label(page, "import-said") == f"5 articles written to out.{suffix}."
    assert importing.look(tmp_path / f"out.{suffix}").form.kind == suffix


def test_only_the_articles_shown_are_exported_when_one_wants(
    qtbot: QtBot, page: Articles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.panel, "ask_save", lambda *_: str(tmp_path / "out.csv"))
    page.choose_tab(0)
    qtbot.waitUntil(lambda: len(page.list.rows.numbers) == 5)
    QTest.keyClicks(page.findChildren(QLineEdit, "articles-search")[0], "lentilles")
    qtbot.waitUntil(lambda: len(page.list.rows.numbers) == 1)
    page.choose_tab(page.tab)
    click(page, "export-only-shown")
    click(page, "export-csv")
    qtbot.waitUntil(lambda: not page.panel.running, timeout=30_000)

    assert label(page, "import-said") == "1 articles written to out.csv."


def test_a_food_facts_file_is_indexed_from_the_page(
    qtbot: QtBot, page: Articles, till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "off.csv"
    path.write_text(f"code\tproduct_name\n{CODE}\tSirop\n", encoding="utf-8")
    monkeypatch.setattr(page.panel, "ask_open", lambda *_: str(path))
    click(page, "facts-index")
    qtbot.waitUntil(lambda: not page.panel.running, timeout=30_000)

    assert label(page, "facts-about") == "1 articles of off.csv, indexed on 24.11.2026."
    assert lookup.find(till.shop, CODE) is not None
    assert any("ODbL" in found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_the_file_dialog_fills_the_field(
    qtbot: QtBot, page: Articles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = supplier_file(tmp_path)
    monkeypatch.setattr(page.panel, "ask_open", lambda *_: str(path))
    QTest.keyClick(page, Qt.Key.Key_F3)
    wait_for(qtbot, page, COLUMNS)

    assert label(page, "import-file-name") == "liste.csv"


def test_the_end_of_the_till_stops_an_import(qtbot: QtBot, page: Articles, till: Till, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("PLU;Nom;Prix\n" + "".join(f"x{n};Article {n};1\n" for n in range(MANY)), encoding="utf-8")
    page.panel.choose(str(path))
    wait_for(qtbot, page, COLUMNS)
    click(page, "import-next")
    wait_for(qtbot, page, DRY_RUN)
    click(page, "import-next")
    qtbot.waitUntil(lambda: "changed" in label(page, "import-said"), timeout=30_000)
    page.panel.stop()
    before = till.shop.changes

    assert 1 < len(searching.find(till.shop, "article", 2 * MANY)) < MANY + 1
    cataloguing.save_category(till.shop, searching.categories(till.shop)[0])
    assert till.shop.changes == before + 1
    assert exporting.export(till.shop, tmp_path / "out.csv") >= 5
