"""The accountant's tab: what was closed is listed, shown as it will be booked, and written by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableView

from pos.domain.drawer import Count
from pos.services import closing_day
from pos.ui.screens.day_page import ACCOUNTING, DayPage
from tests.domain.test_bookkeeping import banana, bexio, cresus
from tests.ui.test_pages import sell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pos.clock import SetClock
    from pos.services.till import Till


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, till: Till) -> DayPage:
    """Give the day's page on the accountant's tab."""
    del dressed
    page = DayPage(till)
    page.resize(1024, 540)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()
    page.choose_tab(ACCOUNTING)
    return page


def close(till: Till) -> None:
    expected = closing_day.read_x(till.shop).expected("CHF")
    counts = [Count("CHF", ((5, expected // 5),)), Count("LEM", ((2000, 2),))]
    closing_day.close_session(till.shop, counts, kept={"CHF": 0})
    till.refresh()


def shown(page: DayPage, name: str) -> list[list[str]]:
    model = page.findChildren(QTableView, name)[0].model()
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def words(page: DayPage) -> str:
    return page.findChildren(QLabel, "accounting-said")[0].text()


def test_before_the_first_z_there_is_nothing_to_write(page: DayPage) -> None:
    assert shown(page, "accounting-periods") == []
    assert "No day was closed yet" in words(page)
    assert not page.findChildren(QAbstractButton, "accounting-1")[0].isEnabled()


def test_the_newest_month_is_shown_as_it_will_be_booked(page: DayPage, till: Till) -> None:
    sell(till)
    close(till)

    page.choose_tab(ACCOUNTING)

    assert shown(page, "accounting-periods") == [["Month 11.2026"], ["24.11.2026"]]
    assert ["24.11.2026", "C1 Z 1", "Sales, VAT 2.6 %", "1000 / 3210", "18.40"] in shown(page, "accounting-rows")
    assert "entries" in words(page)


def test_each_key_writes_the_file_of_its_program_for_the_day_that_is_chosen(
    page: DayPage, till: Till, clock: SetClock, qtbot: QtBot
) -> None:
    sell(till)
    close(till)
    clock.pass_seconds(86_400)
    closing_day.open_session(till.shop, {})
    till.refresh()
    sell(till)
    sell(till)
    close(till)
    page.choose_tab(ACCOUNTING)
    written: dict[str, bytes] = {}
    page.accounting_written.connect(written.__setitem__)
    view = page.findChildren(QTableView, "accounting-periods")[0]
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)

    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)

    first_day = "C1-2026-11-24-"
    assert list(written) == [f"{first_day}Banana.txt", f"{first_day}Cresus.txt", f"{first_day}bexio.csv"]
    amounts = [row["Amount"] for row in banana(written[f"{first_day}Banana.txt"])]
    assert "18.40" in amounts
    assert [row[5] for row in cresus(written[f"{first_day}Cresus.txt"])] == amounts
    assert [row["Base amount"] for row in bexio(written[f"{first_day}bexio.csv"])] == amounts
    assert "36.80" not in amounts


def test_the_tab_is_there_whether_the_day_is_open_or_not(page: DayPage, till: Till) -> None:
    assert page.current_tab() == ACCOUNTING
    close(till)

    page.enter()
    page.choose_tab(ACCOUNTING)

    assert page.findChildren(QTableView, "accounting-rows")[0].isVisible()
