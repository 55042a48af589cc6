"""The door by scans: what the page says, counts and takes back; nothing is green before it is in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget

from pos.domain.errors import UserError
from pos.domain.tender import CASH, Given
from pos.services import admission, refunding, selling, ticketing
from pos.services.syncing import CURRENT, OFFLINE, SyncState
from pos.ui.main_window import MainWindow
from pos.ui.screens.admission_page import AdmissionPage
from pos.ui.screens.sales_page import SalesPage
from pos.ui.widgets.verdict import GO, IDLE, STOP, WAIT
from tests.services.ball import BALL, FAIR, articles

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pos.clock import SetClock
    from pos.domain.sale import Sale
    from pos.services.till import Till
    from tests.services.ball import Ball


@pytest.fixture
def ball(till: Till) -> Ball:
    """Give a ball that began five minutes ago."""
    return articles(till.shop, "2026-11-24T14:00", 240)


def sold(till: Till, *wanted: tuple[object, int]) -> Sale:
    """Sell tickets for exact cash."""
    basket = selling.new_basket(till.shop)
    for article, number in wanted:
        basket = selling.ring_up(till.shop, basket, article, number * 1000)  # type: ignore[arg-type]
    return selling.complete_sale(till.shop, basket, [Given(CASH, basket.total_minor)])


def texts(till: Till, sale: Sale) -> list[str]:
    """Give the QR texts of a sale's tickets."""
    return [ticket.text for ticket in ticketing.of_sale(till.shop, sale.id)]


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, till: Till, ball: Ball) -> AdmissionPage:
    """Give the door's page at the ball, shown."""
    del dressed, ball
    made = AdmissionPage(till)
    made.resize(1366, 640)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    return made


def figure(page: AdmissionPage, name: str) -> str:
    """Give a number as shown."""
    found = page.findChild(QLabel, f"admission-{name}")
    assert isinstance(found, QLabel)
    return found.text()


def button(page: QWidget, name: str) -> QAbstractButton:
    """Give the button of that name."""
    return next(found for found in page.findChildren(QAbstractButton, name) if found.isVisible())


def last(page: AdmissionPage) -> list[list[str]]:
    """Give the last scans as listed."""
    view = page.findChild(QTableView, "admission-last")
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_nearest_event_is_chosen_and_alt_and_its_number_choose_another(page: AdmissionPage, till: Till) -> None:
    assert button(page, "event-1").isChecked()
    assert button(page, "event-1").text() == "Bal de l'Escalade 24.11. 14:00"

    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert button(page, "event-2").isChecked()
    assert not button(page, "event-1").isChecked()
    again = AdmissionPage(till)
    again.enter()
    fair = again.findChild(QAbstractButton, "event-2")
    assert fair is not None
    assert fair.isChecked()
    again.deleteLater()


def test_a_scan_is_green_once_and_red_with_its_time_after(page: AdmissionPage, till: Till, ball: Ball) -> None:
    one, _ = texts(till, sold(till, (ball.full, 2)))

    page.scanned(one)
    assert (page.verdict.tone, page.verdict.words.split(". ")[:2]) == (GO, ["Valid", "Bal, plein tarif"])
    assert [figure(page, name) for name in ("sold", "in", "left")] == ["2", "1", "1"]
    page.scanned(one)

    assert page.verdict.tone == STOP
    assert page.verdict.words.startswith("Already used at 14:05")
    assert [row[1] for row in last(page)] == ["✕ Already used at 14:05", "✓ Valid"]
    assert [figure(page, name) for name in ("sold", "in", "left")] == ["2", "1", "1"]
    bars = page.findChild(QWidget, "admission-hours")
    assert isinstance(bars, QWidget)
    assert "14:00 1" in bars.accessibleName()


def test_what_is_not_let_in_is_red_or_orange_in_words(page: AdmissionPage, till: Till, ball: Ball) -> None:
    sale = sold(till, (ball.full, 2), (ball.fair, 1))
    kept, back, fair = texts(till, sale)
    forged = kept[:50] + ("B" if kept[50] == "A" else "A") + kept[51:]
    number = ticketing.of_sale(till.shop, sale.id)[1].id
    refunding.refund(till.shop, sale.id, {sale.lines[0].id: 1000}, tickets_back=[number])

    said = []
    for code in (forged, fair, back, "12345678"):
        page.scanned(code)
        said.append((page.verdict.tone, page.verdict.words.split(". ")[0]))

    assert said == [
        (STOP, "Forged or damaged"),
        (STOP, "For another event"),
        (STOP, "Refunded: not valid"),
        (WAIT, "Number not known here"),
    ]
    page.scanned(fair)
    assert "Foire de printemps · 17.04.2027" in page.verdict.words
    assert figure(page, "in") == "0"


def test_a_number_typed_with_enter_lets_in(page: AdmissionPage, till: Till, ball: Ball) -> None:
    number = ticketing.of_sale(till.shop, sold(till, (ball.full, 1)).id)[0].id
    page.typed.setFocus()

    QTest.keyClicks(page.typed, f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}")
    QTest.keyClick(page.typed, Qt.Key.Key_Return)

    assert page.verdict.tone == GO
    assert page.typed.text() == ""


def test_a_wrong_admission_is_taken_back_by_key_and_the_ticket_lets_in_again(
    page: AdmissionPage, till: Till, ball: Ball
) -> None:
    text = texts(till, sold(till, (ball.full, 1)))[0]
    assert not button(page, "admission-undo").isEnabled()
    page.scanned(text)

    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert page.verdict.tone == IDLE
    assert figure(page, "in") == "0"
    assert not button(page, "admission-undo").isEnabled()
    assert last(page) == []
    page.scanned(text)
    assert page.verdict.tone == GO


def test_after_a_minute_nothing_is_taken_back(
    page: AdmissionPage, till: Till, ball: Ball, clock: SetClock, qtbot: QtBot
) -> None:
    page.scanned(texts(till, sold(till, (ball.full, 1)))[0])
    clock.pass_seconds(61)

    with qtbot.waitSignal(page.failed) as told:
        QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert "within a minute" in str(told.args)
    assert admission.counts(till.shop, BALL).admitted == 1


def test_what_cannot_be_recorded_is_not_green(
    page: AdmissionPage, till: Till, ball: Ball, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    text = texts(till, sold(till, (ball.full, 1)))[0]

    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(admission, "admit", full)
    with qtbot.waitSignal(page.failed):
        page.scanned(text)

    assert (page.verdict.tone, page.verdict.words) == (STOP, "Not recorded: not let in")


def test_it_says_when_other_doors_are_not_heard(page: AdmissionPage) -> None:
    told = page.findChild(QLabel, "admission-portal")
    assert isinstance(told, QLabel)

    assert "Only what this till let in" in told.text()
    page.show_state(SyncState(OFFLINE, address="https://portal.example"))
    assert "not up to date" in told.text()
    page.show_state(SyncState(CURRENT, address="https://portal.example"))
    assert not told.isVisible()


def test_ten_scans_are_listed(page: AdmissionPage) -> None:
    for number in range(12):
        page.scanned(f"no ticket {number}")

    assert len(last(page)) == 10


def test_a_ticket_scanned_where_articles_are_sold_lets_nobody_in(
    qtbot: QtBot, dressed: QApplication, till: Till, ball: Ball
) -> None:
    del dressed
    window = MainWindow()
    qtbot.addWidget(window)
    window.attach(till)
    with qtbot.waitExposed(window):
        window.show()

    window.scanned(texts(till, sold(till, (ball.full, 1)))[0])

    words = "\n".join(found.text() for found in window.findChildren(QLabel) if found.isVisible())
    assert "This is a ticket for an event." in words
    assert not till.basket.lines
    assert admission.counts(till.shop, BALL).admitted == 0


def test_the_ticket_scanned_among_past_sales_is_the_one_that_comes_back(
    qtbot: QtBot, dressed: QApplication, till: Till, ball: Ball
) -> None:
    del dressed
    sale = sold(till, (ball.full, 3))
    first, second, _ = ticketing.of_sale(till.shop, sale.id)
    admission.admit(till.shop, second.text, BALL)
    page = SalesPage(till)
    page.resize(1366, 700)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()

    for text in (first.text, first.text, second.text):
        assert page.scanned(text)
        QApplication.processEvents()  # the list is read again behind its search: nothing may be forgotten

    told = page.findChild(QLabel, "refund-void")
    assert isinstance(told, QLabel)
    assert "Already let in at the door" in told.text()
    with qtbot.waitSignal(page.refunded):
        QTest.mouseClick(button(page, "refund-go"), Qt.MouseButton.LeftButton)
    void = [ticket.id for ticket in ticketing.of_sale(till.shop, sale.id) if ticket.revoked]
    assert void == sorted([first.id, second.id])


def test_two_events_of_the_same_shop_are_told_apart(page: AdmissionPage, till: Till, ball: Ball) -> None:
    fair = texts(till, sold(till, (ball.fair, 1)))[0]

    page.choose(FAIR)
    page.scanned(fair)

    assert page.verdict.words.startswith("Not yet: from 17.04. 09:00")
