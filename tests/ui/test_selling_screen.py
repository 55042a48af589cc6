"""Selling at the real window: scanner, keyboard and finger; the actions are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain.tender import CASH, NOTES_LEM
from pos.ui.main_window import MainWindow
from tests.ui.conftest import BREAD_CODE, JUICE_CODE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pos.domain.sale import Sale
    from pos.services.till import Till

ENTER = Qt.Key.Key_Return


def press(window: MainWindow, char: str) -> None:
    """Type one character into the window."""
    QTest.keyClick(window.windowHandle(), char)  # type: ignore[call-overload]  # the stubs forget characters


class Cashier:
    """Acts at the window and counts what it does."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.actions, self._ms = window, 0, 0.0
        window.scans.now_ms = lambda: self._ms
        self.sales: list[Sale] = []
        window.sale.sale_completed.connect(self.sales.append)

    def scan(self, code: str) -> None:
        """Scan: keys far faster than a person's, ended by Enter; one action."""
        self.actions += 1
        self._ms += 400
        for char in code:
            self._ms += 2
            press(self.window, char)
        QTest.keyClick(self.window.windowHandle(), ENTER)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key; one action."""
        self.actions += 1
        self._ms += 400
        QTest.keyClick(self.window.windowHandle(), key, modifier)

    def type(self, char: str) -> None:
        """Type a character and pause as a person does; one action."""
        self.actions += 1
        self._ms += 400
        press(self.window, char)
        self._ms += 400
        self.window.scans.silence()

    def click(self, name: str) -> None:
        """Touch the visible widget of that name; one action."""
        self.actions += 1
        shown = [widget for widget in self.window.findChildren(QWidget, name) if widget.isVisible()]
        QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)

    def total(self) -> str:
        """Give the total as shown."""
        return self.window.sale.account.total_text()


@pytest.fixture
def cashier(qtbot: QtBot, dressed: QApplication, till: Till) -> Cashier:
    """Give somebody at an open till."""
    del dressed
    window = MainWindow()
    qtbot.addWidget(window)
    window.attach(till)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.sale.choices.search.setFocus()
    return Cashier(window)


def test_cash_sale_of_one_scanned_article_takes_three_actions(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(ENTER)
    cashier.key(ENTER)

    assert [sale.total_minor for sale in cashier.sales] == [920]
    assert cashier.actions == 3


def test_part_leman_rest_cash_takes_five_actions(cashier: Cashier, till: Till) -> None:
    for _ in range(3):
        cashier.scan(BREAD_CODE)
    cashier.actions = 1
    cashier.key(ENTER)
    cashier.type("l")
    cashier.type("2")
    cashier.key(ENTER)

    tenders = {tender.code: tender.minor for tender in cashier.sales[0].tenders}
    assert tenders == {NOTES_LEM: 2000, CASH: 760}
    assert cashier.actions <= 5
    assert till.basket.lines == ()


def test_scan_into_the_search_field_leaves_no_digits_behind(cashier: Cashier) -> None:
    cashier.window.sale.choices.search.setText("pain")

    cashier.scan(BREAD_CODE)

    assert cashier.window.sale.choices.search.text() == "pain"
    assert cashier.total() == "9.20"


def test_scan_in_the_payment_adds_to_the_sale_and_chooses_no_means(cashier: Cashier, till: Till) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(ENTER)

    cashier.scan(JUICE_CODE)

    assert cashier.window.sale.paying
    assert cashier.window.sale.desk.mode == CASH
    assert len(till.basket.lines) == 2


def test_unknown_code_tells_a_sentence_and_the_next_scan_works(cashier: Cashier) -> None:
    cashier.scan("7619999999997")

    assert cashier.window.sale.notice.isVisible()
    cashier.scan(BREAD_CODE)
    assert cashier.total() == "9.20"
    assert not cashier.window.sale.notice.isVisible()


def test_typed_name_and_enter_adds_the_article(cashier: Cashier) -> None:
    for char in "miche":
        cashier.type(char)
    cashier.key(ENTER)

    assert cashier.total() == "9.20"
    assert cashier.window.sale.choices.search.text() == ""


def test_weighed_article_asks_its_weight_in_the_panel(cashier: Cashier) -> None:
    for char in "201":
        cashier.type(char)
    cashier.key(ENTER)
    assert cashier.window.sale.right_side.currentWidget() is cashier.window.sale.weigh
    for char in "0.486":
        cashier.type(char)
    cashier.key(ENTER)

    assert cashier.total() == "2.62"


def test_absurd_quantity_is_refused_in_the_sheet_and_nothing_is_lost(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(Qt.Key.Key_Asterisk)
    cashier.window.sale.ask.field.setText("1000000000000")
    cashier.key(ENTER)

    assert cashier.window.sale.right_side.currentWidget() is cashier.window.sale.ask
    cashier.key(Qt.Key.Key_Escape)
    assert cashier.total() == "9.20"


def test_plus_minus_and_delete_change_the_line_in_hand(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(Qt.Key.Key_Plus)
    assert cashier.total() == "18.40"
    cashier.key(Qt.Key.Key_Minus)
    assert cashier.total() == "9.20"
    cashier.key(Qt.Key.Key_Delete)
    assert cashier.total() == "0.00"
    cashier.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cashier.total() == "9.20"


def test_discount_in_percent_with_a_reason(cashier: Cashier, till: Till) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(Qt.Key.Key_F5)
    cashier.window.sale.ask.field.setText("10% date courte")
    cashier.key(ENTER)

    assert cashier.total() == "8.28"
    discount = till.basket.lines[0].discount
    assert discount is not None
    assert discount.reason == "date courte"


def test_parked_basket_comes_back_from_the_list(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(Qt.Key.Key_F6)
    assert cashier.total() == "0.00"
    cashier.key(Qt.Key.Key_F6)
    cashier.click("entry-0")

    assert cashier.total() == "9.20"


def test_likely_note_is_one_touch_and_shows_the_change(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.click("pay")
    cashier.click("give-2")

    assert cashier.window.sale.change.isVisible()
    assert cashier.window.sale.change.change_text() == "10.80"


def test_card_takes_the_exact_rest_after_enter(cashier: Cashier) -> None:
    cashier.scan(JUICE_CODE)
    cashier.key(ENTER)
    cashier.type("c")
    assert cashier.sales == []
    cashier.key(ENTER)

    assert [(tender.code, tender.minor) for tender in cashier.sales[0].tenders] == [("card", 502)]


def test_typed_amount_below_the_total_leaves_the_rest_to_pay(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(ENTER)
    cashier.type("5")
    cashier.key(ENTER)
    assert cashier.sales == []
    cashier.key(ENTER)

    assert [tender.minor for tender in cashier.sales[0].tenders] == [500, 420]


def test_given_notes_survive_going_back_to_the_basket(cashier: Cashier, till: Till) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(ENTER)
    cashier.type("l")
    cashier.type("5")
    cashier.key(Qt.Key.Key_Escape)
    cashier.scan(BREAD_CODE)
    cashier.key(ENTER)

    assert till.given[0].minor == 500
    assert till.rest_minor == 1340


def test_after_the_sale_enter_clears_and_the_next_scan_starts_anew(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(ENTER)
    cashier.key(ENTER)
    assert cashier.window.sale.change.isVisible()
    cashier.scan(BREAD_CODE)

    assert cashier.window.sale.account.isVisible()
    assert cashier.total() == "9.20"


def test_every_focusable_widget_has_a_name(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(ENTER)

    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in cashier.window.findChildren(QWidget)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and type(widget).__name__ != "QScrollArea"
    ]
    assert nameless == []


def test_basket_is_written_down_after_each_change(cashier: Cashier, till: Till, qtbot: QtBot) -> None:
    from pos.services import parking  # noqa: PLC0415  # beside its one use

    cashier.scan(BREAD_CODE)

    def kept() -> None:
        basket = parking.in_progress(till.shop)
        assert basket is not None
        assert basket.total_minor == 920

    qtbot.waitUntil(kept)
