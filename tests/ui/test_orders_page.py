"""The orders page by keys and touch: pick, ready, missing, refuse, pick list; every tab fits and is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableView, QWidget

from pos.domain.online_order import OrderState
from pos.domain.stock import Movement
from pos.services import cataloguing, ordering, searching
from pos.services.syncing import CURRENT, OFFLINE, SyncState
from pos.ui import theme
from pos.ui.screens.orders_page import PAST, PICK, OrdersPage
from pos.ui.widgets.order_rows import ShownGoods, ShownOrder
from tests.services.online import ordered, tell
from tests.ui.conftest import BREAD_CODE, JUICE_CODE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pos.domain.product import Product
    from pos.services.till import Till

S = OrderState
NOON_MS = int(datetime(2026, 11, 24, 12, 0, tzinfo=UTC).timestamp() * 1000)


def article(till: Till, code: str) -> Product:
    return searching.read_code(till.shop, code).products[0].product


def lentils(till: Till) -> Product:
    return searching.find(till.shop, "lentilles", 1)[0].product


def at(hours: float) -> int:
    """Give a moment so many hours after noon of the clock's day."""
    return NOON_MS + int(timedelta(hours=hours).total_seconds() * 1000)


@pytest.fixture
def told(till: Till) -> Till:
    """Give a till with two orders for this afternoon, one for tomorrow and one that is over."""
    bread, juice = article(till, BREAD_CODE), article(till, JUICE_CODE)
    tell(
        till.shop,
        ordered("7F2K-1", (bread, 2000), (juice, 1000), (lentils(till), 500), placed_ms=1, pick_ms=at(4)),
        ordered("9QXM-1", (bread, 9000), placed_ms=2, pick_ms=at(4)),
        ordered("K8RD-1", (juice, 3000), placed_ms=3, pick_ms=at(28), state=S.CONFIRMED),
        ordered("OLD1-1", (bread, 1000), placed_ms=0, pick_ms=at(-30), state=S.CANCELLED),
    )
    ordering.answer_new(till.shop)
    return till


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, told: Till) -> OrdersPage:
    return shown_page(qtbot, told)


def shown_page(qtbot: QtBot, till: Till) -> OrdersPage:
    made = OrdersPage(till)
    made.resize(1366, 656)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.enter()
    return made


def state(till: Till, code: str) -> OrderState:
    return ordering.order(till.shop, f"id-{code}").state


def listed(page: OrdersPage) -> list[tuple[str, str]]:
    return [(row.code, row.state) for row in page.list.rows.rows if isinstance(row, ShownOrder)]


def goods(page: OrdersPage) -> list[tuple[str, str, bool]]:
    rows = page.detail.goods.rows.rows
    return [(row.quantity, row.name, row.ticked) for row in rows if isinstance(row, ShownGoods)]


def said(page: QWidget, name: str) -> str:
    (found,) = page.findChildren(QLabel, name)
    return found.text() if found.isVisible() else ""


def button(page: QWidget, name: str) -> QAbstractButton:
    return next(found for found in page.findChildren(QAbstractButton, name) if found.isVisible())


def key(page: QWidget, *keys: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for each in keys:
        QTest.keyClick(page.focusWidget() if page.isAncestorOf(page.focusWidget()) else page, each, mods)


def test_orders_stand_by_slot_with_their_state_in_words(page: OrdersPage) -> None:
    assert listed(page) == [
        ("Today, 16:00–18:00", ""),
        ("7F2K-1", "To prepare"),
        ("9QXM-1", "New: a shortage?"),
        ("Tomorrow, 16:00–18:00", ""),
        ("K8RD-1", "To prepare"),
    ]
    assert said(page, "order-code") == "7F2K-1"
    assert [quantity for quantity, *_ in goods(page)] == ["2 ×", "1 ×", "0.500 kg"]


def test_an_order_is_picked_by_keys_touch_and_scan_then_marked_ready(page: OrdersPage, told: Till) -> None:
    key(page, Qt.Key.Key_Tab)
    page.detail.goods.setFocus()
    key(page, Qt.Key.Key_Space)
    assert page.scanned(JUICE_CODE)
    rect = page.detail.goods.visualRect(page.detail.goods.rows.index(2))
    QTest.mouseClick(page.detail.goods.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert [ticked for *_, ticked in goods(page)] == [True, True, True]
    assert said(page, "order-picked") == "3 of 3 picked"
    key(page, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert said(page, "order-picked") == "2 of 3 picked"

    key(page, Qt.Key.Key_F4)

    assert state(told, "7F2K-1") is S.READY
    assert listed(page)[1] == ("7F2K-1", "Ready")
    assert said(page, "order-code") == "7F2K-1"


def test_the_ticks_are_there_again_when_one_comes_back(page: OrdersPage) -> None:
    page.scanned(JUICE_CODE)
    page.list.setFocus()
    key(page, Qt.Key.Key_Down)
    assert said(page, "order-code") == "9QXM-1"
    key(page, Qt.Key.Key_Up)

    assert [ticked for *_, ticked in goods(page)] == [False, True, False]


def test_what_a_scanner_types_moves_nothing_in_the_lists(page: OrdersPage) -> None:
    page.list.setFocus()
    QTest.keyClicks(page.list, "k9")

    assert said(page, "order-code") == "7F2K-1"


def test_an_article_of_no_order_in_hand_goes_to_the_sale(page: OrdersPage, told: Till) -> None:
    page.open("id-K8RD-1")

    assert not page.scanned(BREAD_CODE)
    assert page.scanned(JUICE_CODE)
    ordering.mark_ready(told.shop, "id-K8RD-1")
    page.open("id-K8RD-1")
    assert not page.scanned(JUICE_CODE)


def test_a_shortage_by_the_figures_is_suggested_and_told(page: OrdersPage, told: Till) -> None:
    page.open("id-9QXM-1")
    assert said(page, "order-hint") == "A shortage? By the figures these lack: 5 × Miche au levain"

    key(page, Qt.Key.Key_F5)
    field = page.missing.focusWidget()
    assert field is not None
    assert field.accessibleName() == "missing: Miche au levain"
    key(page, Qt.Key.Key_Down)
    key(page, Qt.Key.Key_Return, mods=Qt.KeyboardModifier.ControlModifier)

    order = ordering.order(told.shop, "id-9QXM-1").order
    assert (order.state, order.lines[0].missing_milli, order.total_minor) == (S.SHORTAGE, 4000, 5 * 920)
    assert said(page, "order-state") == "Goods missing: the buyer decides"
    assert goods(page)[0][0] == "5 ×"


def test_a_person_who_finds_the_goods_confirms(page: OrdersPage, told: Till) -> None:
    page.open("id-9QXM-1")

    key(page, Qt.Key.Key_F3)

    assert state(told, "9QXM-1") is S.CONFIRMED
    assert said(page, "order-hint") == ""


def test_a_weight_is_missing_in_kilograms(page: OrdersPage, told: Till) -> None:
    QTest.mouseClick(button(page, "order-missing"), Qt.MouseButton.LeftButton)
    field = page.missing.findChild(QWidget, "missing-2")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "0.2")
    QTest.mouseClick(button(page, "missing-tell"), Qt.MouseButton.LeftButton)

    assert [line.missing_milli for line in ordering.order(told.shop, "id-7F2K-1").order.lines] == [0, 0, 200]


def test_nothing_said_is_nothing_told_and_escape_goes_back_first(page: OrdersPage, told: Till, qtbot: QtBot) -> None:
    key(page, Qt.Key.Key_F5)
    key(page, Qt.Key.Key_Return, mods=Qt.KeyboardModifier.ControlModifier)
    assert said(page, "missing-wrong").startswith("Nothing is missing yet.")

    with qtbot.assertNotEmitted(page.left):
        page.leave()
    assert said(page, "order-code") == "7F2K-1"
    with qtbot.waitSignal(page.left):
        page.leave()
    assert state(told, "7F2K-1") is S.CONFIRMED


def test_a_refusal_needs_its_reason(page: OrdersPage, told: Till) -> None:
    key(page, Qt.Key.Key_F8)
    key(page, Qt.Key.Key_Return)
    assert state(told, "7F2K-1") is S.CONFIRMED
    QTest.mouseClick(button(page, "ask-answer-1"), Qt.MouseButton.LeftButton)

    assert state(told, "7F2K-1") is S.REFUSED
    assert "7F2K-1" not in [code for code, _ in listed(page)]
    page.choose_tab(PAST)
    assert ("7F2K-1", "Refused by the shop") in listed(page)


def test_a_typed_code_opens_its_order_and_says_what_is_over(page: OrdersPage, qtbot: QtBot) -> None:
    page.go_to_search()
    QTest.keyClicks(page.code, "k8rd 1")
    key(page, Qt.Key.Key_Return)
    assert said(page, "order-code") == "K8RD-1"

    page.go_to_search()
    QTest.keyClicks(page.code, "OLD1-1")
    with qtbot.waitSignal(page.failed) as told:
        key(page, Qt.Key.Key_Return)
    assert "was cancelled" in str(told.args[0])
    assert page.current_tab() == PAST
    assert said(page, "order-hint").startswith("Order OLD1-1 was cancelled.")
    assert not any(found.isVisible() for found in page.findChildren(QAbstractButton, "order-collect"))

    page.go_to_search()
    QTest.keyClicks(page.code, "NONE-1")
    with qtbot.waitSignal(page.failed) as told:
        key(page, Qt.Key.Key_Return)
    assert "NONE-1" in str(told.args[0])


def test_the_pick_list_sums_what_all_orders_of_a_day_want(page: OrdersPage, told: Till, qtbot: QtBot) -> None:
    shop, bread = told.shop, article(told, BREAD_CODE)
    tell(shop, ordered("X-1", (bread, 1000), placed_ms=9, pick_ms=at(5), state=S.CONFIRMED))
    cataloguing.receive_stock(shop, [Movement(bread.id, 2000, "marché")])
    page.choose_tab(PICK)
    view = page.findChild(QTableView, "pick-lines")
    assert isinstance(view, QTableView)

    def cells() -> list[list[str]]:
        model = view.model()
        return [[str(model.index(row, at).data()) for at in range(4)] for row in range(model.rowCount())]

    assert cells() == [
        ["12 ×", "Miche au levain", "Pain · marché", "7F2K-1, 9QXM-1, X-1"],
        ["0.500 kg", "Lentilles", "bulk", "7F2K-1"],
        ["4 ×", "Jus de pomme", "drinks", "7F2K-1, K8RD-1"],
    ]
    qtbot.wait(1)
    key(page, Qt.Key.Key_3, mods=Qt.KeyboardModifier.AltModifier)
    assert cells() == [["3 ×", "Jus de pomme", "drinks", "K8RD-1"]]
    assert said(page, "pick-count") == "1 articles for 1 orders"
    with qtbot.waitSignal(page.pick.print_asked) as asked:
        key(page, Qt.Key.Key_P, mods=Qt.KeyboardModifier.ControlModifier)
    assert asked.args[0] == "Tomorrow"
    ordering.mark_ready(shop, "id-K8RD-1")
    page.pick.enter()
    assert "K8RD-1" not in str(cells())


def test_it_says_how_old_the_orders_are(page: OrdersPage) -> None:
    page.show_state(SyncState(CURRENT, address="https://portal.example"), at(2))
    assert said(page, "orders-fresh") == "Up to date with the portal"
    page.show_state(SyncState(OFFLINE, address="https://portal.example"), at(2))
    assert said(page, "orders-fresh") == "As of 14:00; the portal is not reached."
    page.show_state(SyncState(OFFLINE, address="https://portal.example"), at(-22))
    assert said(page, "orders-fresh") == "As of 23.11. 14:00; the portal is not reached."


def test_what_comes_down_is_shown_and_disturbs_nothing_that_is_written(page: OrdersPage, told: Till) -> None:
    key(page, Qt.Key.Key_F8)
    QTest.keyClicks(page.ask.field, "grele")
    tell(told.shop, ordered("NEW1-1", (article(told, JUICE_CODE), 1000), placed_ms=20, pick_ms=at(4)))

    page.show_state(SyncState(CURRENT, address="https://portal.example"), at(2))

    assert ("NEW1-1", "New") in listed(page)
    assert page.ask.field.text() == "grele"
    assert page.ask.field.hasFocus()


def test_an_order_nobody_fetched_says_so(page: OrdersPage, told: Till) -> None:
    order = ordered("LATE-1", (article(told, JUICE_CODE), 1000), placed_ms=20, pick_ms=at(-4), state=S.READY)
    tell(told.shop, order)

    page.open(order.id)

    assert said(page, "order-hint").startswith("Nobody fetched it in its time.")
    tell(told.shop, replace(order, state=S.EXPIRED))
    page.open(order.id)
    assert said(page, "order-state") == "Not fetched in time"


def test_without_orders_it_says_so(qtbot: QtBot, dressed: QApplication, till: Till) -> None:
    del dressed
    page = shown_page(qtbot, till)

    assert said(page, "orders-none") == "No order is under way. New ones come by themselves."
    page.choose_tab(PICK)
    assert said(page, "pick-none") == "Nothing is to be picked."
    assert not button(page, "pick-print").isEnabled()
    page.choose_tab(PAST)
    assert said(page, "orders-none") == "No order is over yet."


@pytest.mark.parametrize("what", ["order", "short", "missing", "refuse", "pick", "past"])
@pytest.mark.parametrize("size", [(1366, 656), (1024, 496)])
def test_everything_fits_and_is_named(page: OrdersPage, qtbot: QtBot, what: str, size: tuple[int, int]) -> None:
    theme.set_compact(compact=size[0] < theme.COMPACT_BELOW)
    page.resize(*size)
    page.dress()
    page.open("id-9QXM-1" if what != "order" else "id-7F2K-1")
    if what in ("missing", "refuse"):
        button(page, f"order-{what}").click()
    elif what in ("pick", "past"):
        page.choose_tab(PICK if what == "pick" else PAST)
    qtbot.wait(1)

    assert page.minimumSizeHint().width() <= size[0]
    assert page.minimumSizeHint().height() <= size[1]
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    small = [
        found.objectName()
        for found in page.findChildren(QAbstractButton)
        if found.isVisible() and min(found.width(), found.height()) < theme.TARGET
    ]
    theme.set_compact(compact=False)
    assert nameless == []
    assert small == []
