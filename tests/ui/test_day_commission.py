"""The commission's tab: each ticket as the ledger has it, currencies apart, and words where nothing was told yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QTableView

from pos.domain.commission import Commission, CommissionLine
from pos.services import commission
from pos.ui.screens.day_page import COMMISSION, DayPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pos.services.till import Till


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, till: Till) -> DayPage:
    """Give the day's page."""
    del dressed
    page = DayPage(till)
    page.resize(1024, 540)
    qtbot.addWidget(page)
    page.enter()
    return page


def line(receipt: str, minor: int, currency: str = "CHF", channel: str = "portal") -> CommissionLine:
    return CommissionLine(
        day="2026-11-23", receipt=receipt, channel=channel, currency=currency, base_minor=20 * minor, rate_bp=500,
        amount_minor=minor, pot_minor=minor // 5,
    )  # fmt: skip


def shown(page: DayPage) -> list[list[str]]:
    model = page.findChildren(QTableView, "commission-rows")[0].model()
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def words(page: DayPage, name: str) -> str:
    return page.findChildren(QLabel, name)[0].text()


def test_before_it_was_told_the_page_says_so(page: DayPage) -> None:
    page.choose_tab(COMMISSION)
    assert shown(page) == []
    assert "told nothing yet" in words(page, "commission-said")


def test_each_ticket_stands_with_its_rate_and_currencies_are_not_added(page: DayPage, till: Till) -> None:
    told = Commission(
        month="2026-11", told_ms=1, lines=(line("C1-1", 213), line("C1-2", 100, "LEM"), line("", -13, channel="")),
        totals={"CHF": 200, "LEM": 100}, owed={"CHF": 950},
    )  # fmt: skip
    commission.keep(till.shop, told)
    page.choose_tab(COMMISSION)
    assert [row[1:6] for row in shown(page)] == [
        ["C1-1", "Ordered on the portal", "42.60", "5.00 %", "2.13"],
        ["C1-2", "Ordered on the portal", "20.00", "5.00 %", "1.00 LEM"],
        ["", "Steps of the month", "", "5.00 %", "\u22120.13"],
    ]
    total = words(page, "commission-sum")
    assert "2.00" in total
    assert "1.00" in total
    assert "3.00" not in total
    assert "9.50" in words(page, "commission-said")


def test_the_same_once_more_is_not_written(till: Till) -> None:
    told = Commission(month="2026-11", told_ms=1, lines=(line("C1-1", 213),), totals={"CHF": 213}, owed={})
    commission.keep(till.shop, told)
    commission.keep(till.shop, Commission(month="2026-11", told_ms=2, lines=told.lines, totals=told.totals, owed={}))
    kept = commission.told(till.shop)
    assert kept is not None
    assert kept.told_ms == 1
