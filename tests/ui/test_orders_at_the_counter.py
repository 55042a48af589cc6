"""Orders at the running till: told without a sound or a key, answered between sales, collected as a sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from pos.app.counter import Counter
from pos.app.paths import places
from pos.devices.contracts import PrinterSettings
from pos.documents.blocks import from_json
from pos.documents.text import to_text
from pos.domain.online_order import OrderState
from pos.services import ordering, parking, settings
from pos.services.syncing import CURRENT, OFFLINE, SyncState
from pos.ui.main_window import MainWindow
from pos.ui.screens.orders_page import PICK, OrdersPage
from tests.services.online import ordered, tell
from tests.ui.conftest import BREAD_CODE, JUICE_CODE
from tests.ui.test_orders_page import article, at
from tests.ui.test_sync_page import StillAgent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pos.domain.online_order import OnlineOrder
    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile

S = OrderState
UP_TO_DATE = SyncState(CURRENT, address="https://portal.example")


class Desk:
    """Acts at the window as a scanner and a person do."""

    def __init__(self, counter: Counter, agent: StillAgent, qtbot: QtBot) -> None:
        self.counter, self.agent, self.window, self.till = counter, agent, counter.window, counter.till
        self._qtbot = qtbot
        self._ms = 0.0
        self.window.scans.now_ms = lambda: self._ms

    def scan(self, code: str) -> None:
        """Scan: keys far faster than a person's, ended by Enter."""
        self._ms += 400
        for char in code:
            self._ms += 2
            QTest.keyClick(self.window.windowHandle(), char)  # type: ignore[call-overload]  # the stubs forget it
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Return)

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._ms += 400
        QTest.keyClick(self.window.windowHandle(), key, mods)

    def type(self, text: str) -> None:
        for char in text:
            self._ms += 400
            QTest.keyClick(self.window.windowHandle(), char)  # type: ignore[call-overload]  # as above
        self._ms += 400
        self.window.scans.silence()

    def comes_down(self, *orders: OnlineOrder) -> None:
        """Let orders come down, as the agent does."""
        tell(self.counter.shop, *orders)
        self.counter._sync_told.emit(UP_TO_DATE)
        self._qtbot.waitUntil(lambda: not self.counter.orders._answering)

    def order(self, code: str, number: int = 1, barcode: str = BREAD_CODE) -> OnlineOrder:
        return ordered(code, (article(self.till, barcode), number * 1000), placed_ms=number, pick_ms=at(4))

    def state(self, code: str) -> OrderState:
        return ordering.order(self.counter.shop, f"id-{code}").state

    def said(self, name: str) -> str:
        (found,) = self.window.findChildren(QLabel, name)
        return found.text() if found.isVisible() else ""

    @property
    def page(self) -> OrdersPage:
        page = self.window.page("orders")
        assert isinstance(page, OrdersPage)
        return page


@pytest.fixture
def desk(
    qtbot: QtBot, dressed: QApplication, small_shop: ShopFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Give a started till with a portal that is only pretended."""
    del dressed
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "documents"))
    window, agent = MainWindow(), StillAgent()
    agent.now = UP_TO_DATE
    qtbot.addWidget(window)
    counter = Counter(window, small_shop, places(str(tmp_path / "till")), poll_s=0.05, make_sync=lambda *_, **__: agent)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    counter.start()
    counter.devices.close()
    yield Desk(counter, agent, qtbot)
    counter.ending.emit()
    counter.tasks.close()
    counter.labels.close()
    counter.scale.close()


def test_a_new_order_is_kept_by_itself_and_told_without_taking_a_key(desk: Desk) -> None:
    desk.scan(JUICE_CODE)
    desk.type("pom")
    before = QApplication.focusWidget()

    desk.comes_down(desk.order("7F2K-1"))

    assert QApplication.focusWidget() is before
    assert desk.window.on_sale
    assert desk.window.sale.choices.search.text() == "pom"
    assert desk.said("orders-count") == "1"
    assert desk.said("message") == "New order 7F2K-1. F11"
    assert desk.state("7F2K-1") is S.REQUESTED  # a basket is being rung up
    desk.type("me")
    assert desk.window.sale.choices.search.text() == "pomme"
    desk.key(Qt.Key.Key_Escape)
    desk.scan(BREAD_CODE)
    assert [line.name for line in desk.till.basket.lines] == ["Jus de pomme", "Miche au levain"]


def test_it_is_answered_after_the_sale(desk: Desk, qtbot: QtBot) -> None:
    desk.scan(JUICE_CODE)
    desk.comes_down(desk.order("7F2K-1"))
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return)
    assert not desk.till.basket.lines

    qtbot.waitUntil(lambda: desk.state("7F2K-1") is S.CONFIRMED)

    qtbot.waitUntil(lambda: desk.said("message") == "New order 7F2K-1. F11")
    qtbot.waitUntil(lambda: ("wake",) in desk.agent.asked)


def test_f11_opens_the_orders_and_what_was_looked_at_is_no_longer_told(desk: Desk) -> None:
    desk.comes_down(desk.order("7F2K-1"), desk.order("9QXM-1", 2))
    assert desk.said("message") == "2 orders to prepare. F11"

    desk.key(Qt.Key.Key_F11)

    assert desk.window.stack.currentWidget() is desk.page
    assert desk.said("message") == ""
    assert desk.said("orders-count") == "2"
    desk.comes_down(desk.order("M2WZ-1", 1, JUICE_CODE))
    assert desk.said("message") == ""
    desk.counter.orders.open("id-7F2K-1")
    desk.key(Qt.Key.Key_F4)
    assert desk.state("7F2K-1") is S.READY
    assert desk.said("orders-count") == "2"
    desk.key(Qt.Key.Key_Escape)
    assert desk.window.on_sale
    desk.comes_down(desk.order("K8RD-1", 90))
    assert desk.said("message") == "K8RD-1: a shortage? F11"


def test_what_is_said_in_between_comes_before_and_goes(desk: Desk, qtbot: QtBot) -> None:
    desk.comes_down(desk.order("7F2K-1"))
    desk.window.say("The day is open.")
    assert desk.said("message") == "The day is open."
    desk.window._fading.start(1)

    qtbot.waitUntil(lambda: desk.said("message") == "New order 7F2K-1. F11")


def test_a_scanned_code_opens_its_order_and_collecting_is_a_sale(desk: Desk) -> None:
    desk.comes_down(desk.order("7F2K-1", 2))
    sales: list[Sale] = []
    desk.window.sale.sale_completed.connect(sales.append)

    desk.scan("7F2K-1")
    assert desk.window.stack.currentWidget() is desk.page
    assert desk.said("order-code") == "7F2K-1"
    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.on_sale
    assert desk.said("served") == "Order 7F2K-1"
    desk.scan(JUICE_CODE)
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return)

    assert [(line.name, line.quantity_milli) for line in sales[0].lines if line.deposit_of is None] == [
        ("Miche au levain", 2000),
        ("Jus de pomme", 1000),
    ]
    assert desk.state("7F2K-1") is S.COLLECTED
    assert desk.said("orders-count") == ""
    desk.scan("7F2K-1")
    assert "was collected already" in "\n".join(it.text() for it in desk.window.findChildren(QLabel) if it.isVisible())
    ticket = next(it for it in desk.page.findChildren(QAbstractButton, "order-ticket") if it.isVisible())
    QTest.mouseClick(ticket, Qt.MouseButton.LeftButton)
    assert desk.window.stack.currentWidget() is desk.window.page("sales")


def test_a_typed_code_opens_its_order_by_touch_it_is_collected(desk: Desk) -> None:
    desk.comes_down(desk.order("7F2K-1"))
    desk.type("7f2k-1")
    desk.key(Qt.Key.Key_Return)
    assert desk.said("order-code") == "7F2K-1"
    assert desk.window.sale.choices.search.text() == ""

    QTest.mouseClick(desk.page.detail.collect, Qt.MouseButton.LeftButton)
    desk.key(Qt.Key.Key_F6)

    assert parking.parked(desk.counter.shop)[0].basket.orders == {"id-7F2K-1": "7F2K-1"}
    assert desk.state("7F2K-1") is S.CONFIRMED


def test_an_article_scanned_while_orders_are_looked_at_is_rung_up(desk: Desk) -> None:
    desk.comes_down(desk.order("7F2K-1"))
    desk.key(Qt.Key.Key_F11)

    desk.scan(BREAD_CODE)
    assert not desk.till.basket.lines
    desk.scan(JUICE_CODE)

    assert desk.window.on_sale
    assert [line.name for line in desk.till.basket.lines] == ["Jus de pomme"]


def test_in_training_the_order_stays_and_it_is_told_why(desk: Desk) -> None:
    desk.comes_down(desk.order("7F2K-1"))
    settings.set_preferences(desk.counter.shop, replace(desk.till.preferences, training=True))
    desk.counter.orders.open("id-7F2K-1")

    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert desk.window.stack.currentWidget() is desk.page
    assert "This is training" in "\n".join(it.text() for it in desk.window.findChildren(QLabel) if it.isVisible())
    assert not desk.till.basket.lines


def test_the_pick_list_and_the_slip_are_queued_for_the_printer(desk: Desk, tmp_path: Path) -> None:
    desk.comes_down(desk.order("7F2K-1", 2), desk.order("9QXM-1", 3))
    desk.counter.orders.open("id-7F2K-1")
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "No printer is set up" in "\n".join(it.text() for it in desk.window.findChildren(QLabel) if it.isVisible())
    desk.window.put_notice_away()
    desk.counter.printing.use(PrinterSettings(kind="file", address=str(tmp_path / "paper")))

    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.page.choose_tab(PICK)
    QApplication.processEvents()
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    jobs = desk.counter.printing.spool.waiting("queued")
    slip, pick = (to_text(from_json(job.document)) for job in jobs)
    assert "7F2K-1" in slip
    assert "2 x" in slip
    assert "18.40" in slip
    assert "[ ] 5 x Miche au levain" in pick
    assert "7F2K-1, 9QXM-1" in pick


def test_offline_the_page_says_of_when_its_orders_are(desk: Desk) -> None:
    desk.comes_down(desk.order("7F2K-1"))
    desk.key(Qt.Key.Key_F11)
    assert desk.said("orders-fresh") == "Up to date with the portal"

    desk.counter._sync_told.emit(SyncState(OFFLINE, address="https://portal.example"))

    assert desk.said("orders-fresh") == "As of 14:05; the portal is not reached."


def test_without_a_portal_nothing_of_orders_is_shown(
    qtbot: QtBot, dressed: QApplication, small_shop: ShopFile, tmp_path: Path
) -> None:
    del dressed
    window = MainWindow()
    qtbot.addWidget(window)
    counter = Counter(window, small_shop, places(str(tmp_path / "till")), poll_s=0.05)
    with qtbot.waitExposed(window):
        window.show()
    counter.start()

    assert not window.top.orders.isVisible()
    counter.ending.emit()
    counter.devices.close()
    counter.tasks.close()
