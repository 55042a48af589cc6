"""The stock page: deliveries and counts by scan, corrections with a reason, orders; every tab fits and is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QWidget

from pos.domain.product import Pack
from pos.domain.quantity import ONE
from pos.services import cataloguing, purchasing, searching, stocking
from pos.shopfile import pulled
from pos.ui import theme
from pos.ui.screens import stock_page
from pos.ui.screens.stock_page import StockPage
from pos.ui.tasks import TaskRunner
from pos.ui.widgets.picking import PickField
from tests.ui.conftest import BREAD_CODE, JUICE_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pos.domain.product import Product
    from pos.services.till import Till

CASE_CODE = "7610000000035"


@pytest.fixture
def page(till: Till, dressed: QApplication, qtbot: QtBot) -> Iterator[StockPage]:
    tasks = TaskRunner()
    made = StockPage(till, tasks)
    qtbot.addWidget(made)
    made.resize(1366, 656)
    made.show()
    made.enter()
    yield made
    tasks.close()


def bread_of(till: Till) -> Product:
    return searching.read_code(till.shop, BREAD_CODE).products[0].product


def click(page: StockPage, name: str) -> None:
    (button,) = [found for found in page.findChildren(QAbstractButton, name) if found.isVisible()]
    button.click()


def cells(page: StockPage, name: str) -> list[list[str]]:
    view = page.findChild(QTableView, name)
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(line, column).data()) for column in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def write(page: StockPage, name: str, text: str) -> None:
    field = page.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.editingFinished.emit()


def text(page: StockPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_a_delivery_is_scanned_in_corrected_and_booked(page: StockPage, till: Till) -> None:
    bread = bread_of(till)
    cataloguing.save_product(till.shop, replace(bread, packs=(Pack(CASE_CODE, 6 * ONE),)))
    before = stocking.expected_in(till.shop, bread.id)

    assert page.scanned(CASE_CODE)
    assert page.scanned(BREAD_CODE)
    click(page, "receive-more")
    click(page, "receive-undo")
    write(page, "receive-cost", "2.85")
    write(page, "receive-expires", "30.06.2027")
    assert text(page, "receive-number") == "7"
    assert stocking.expected_in(till.shop, bread.id) == before
    click(page, "receive-book")

    assert stocking.expected_in(till.shop, bread.id) == before + 7 * ONE
    assert stocking.last_cost(till.shop, bread.id) == 285
    assert cells(page, "receive-lines") == []


def test_leaving_keeps_the_receipt_and_garbage_keeps_what_was_there(page: StockPage, till: Till) -> None:
    page.scanned(BREAD_CODE)
    write(page, "receive-cost", "cheap")
    assert text(page, "receivepanel-wrong")
    page.scanned("0000000000000")
    assert "0000000000000" in text(page, "receivepanel-wrong")

    again = StockPage(till, TaskRunner())
    again.enter()

    assert [row[2] for row in cells(again, "receive-lines")] == ["1"]


def test_an_order_is_received_and_its_difference_shown(page: StockPage, till: Till) -> None:
    bread = bread_of(till)
    cataloguing.save_product(
        till.shop,
        replace(bread, supplier="Fournil", reorder_level_milli=50 * ONE, reorder_to_milli=60 * ONE),
    )
    page.choose_tab(stock_page.ORDERS)
    click(page, "orders-suggest")
    click(page, "orders-write")
    (order,) = purchasing.orders(till.shop)
    click(page, "orders-receive")
    assert page.current_tab() == stock_page.RECEIVE
    page.scanned(BREAD_CODE)

    ordered = order.ordered_milli // ONE
    assert cells(page, "receive-lines") == [[bread.name, str(ordered), "1", f"−{ordered - 1}"]]
    click(page, "receive-book")
    assert len(purchasing.orders(till.shop)) == 1


def test_a_blind_count_hides_what_is_expected_until_it_is_handed_in(page: StockPage, till: Till) -> None:
    bread = bread_of(till)
    page.choose_tab(stock_page.COUNT)
    click(page, "count-blind")
    page.scanned(BREAD_CODE)
    page.scanned(BREAD_CODE)

    assert cells(page, "count-lines") == [[bread.name, "", "2", ""]]
    click(page, "count-hand-in")
    assert stocking.expected_in(till.shop, bread.id) == 2 * ONE
    assert "1" in text(page, "count-summary")


def test_a_correction_needs_its_reason(page: StockPage, till: Till) -> None:
    bread = bread_of(till)
    page.choose_tab(stock_page.ADJUST)
    page.scanned(BREAD_CODE)
    write(page, "adjust-quantity", "2")
    click(page, "adjust-book")
    assert text(page, "adjustpanel-wrong")
    assert stocking.expected_in(till.shop, bread.id) == 6 * ONE

    click(page, "adjust-reason-2")
    click(page, "adjust-book")
    assert stocking.expected_in(till.shop, bread.id) == 4 * ONE
    target = page.findChild(PickField, "adjust-target")
    assert isinstance(target, PickField)
    target.set_value("marché")
    write(page, "adjust-quantity", "1")
    click(page, "adjust-carry")
    assert stocking.expected_in(till.shop, bread.id, "marché") == ONE
    page.choose_tab(stock_page.MOVES)
    page.scanned(BREAD_CODE)
    assert [row[2] for row in cells(page, "moves-lines")][:3] == ["+1", "−1", "−2"]


def test_a_supplier_gets_a_card(page: StockPage, till: Till) -> None:
    page.choose_tab(stock_page.SUPPLIERS)
    click(page, "supplier-new")
    write(page, "supplier-name", "Fournil du Grain")
    write(page, "supplier-person", "Jeanne")
    click(page, "supplier-save")

    assert [each.name for each in purchasing.suppliers(till.shop)] == ["Fournil du Grain"]
    assert purchasing.contact(till.shop, "Fournil du Grain").person == "Jeanne"


def test_the_worth_of_the_stock_is_worked_out(page: StockPage, till: Till, qtbot: QtBot) -> None:
    page.scanned(BREAD_CODE)
    write(page, "receive-cost", "2.00")
    click(page, "receive-book")
    page.choose_tab(stock_page.REPORTS)

    qtbot.waitUntil(lambda: "14.00" in text(page, "reports-total"))


@pytest.mark.parametrize("tab", range(7))
@pytest.mark.parametrize("size", [(1366, 656), (1024, 496)])
def test_every_tab_fits_and_is_named(page: StockPage, qtbot: QtBot, tab: int, size: tuple[int, int]) -> None:
    theme.set_compact(compact=size[0] < theme.COMPACT_BELOW)
    page.resize(*size)
    page.dress()
    page.choose_tab(tab)
    page.scanned(JUICE_CODE)
    qtbot.wait(1)

    assert page.minimumSizeHint().width() <= size[0]
    assert page.minimumSizeHint().height() <= size[1]
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    theme.set_compact(compact=False)
    assert nameless == []


def test_a_second_delivery_waits_while_the_first_is_received(page: StockPage, till: Till) -> None:
    delivery = page.findChild(PickField, "receive-delivery")
    assert isinstance(delivery, PickField)
    page.scanned(BREAD_CODE)
    (first,) = stocking.receipts_in_progress(till.shop)
    delivery.set_value("")
    page.scanned(JUICE_CODE)
    page.scanned(JUICE_CODE)
    assert len(stocking.receipts_in_progress(till.shop)) == 2
    assert text(page, "receive-number") == "2"
    delivery.set_value(first.key)
    assert [row[0] for row in cells(page, "receive-lines")] == [first.lines[0].name]

    # Discarded by mistake, and back by Ctrl+Z.
    click(page, "receive-discard")
    assert len(stocking.receipts_in_progress(till.shop)) == 1
    assert cells(page, "receive-lines") == []
    click(page, "receive-undo")
    assert stocking.receipt_in_progress(till.shop) == first


def test_a_count_says_whose_sales_are_not_known_here(page: StockPage, till: Till) -> None:
    page.choose_tab(1)
    warning = page.findChild(QLabel, "count-stale")
    assert isinstance(warning, QLabel)
    assert warning.isHidden()
    till.shop.hear(10_000_000)
    pulled.keep_tills(till.shop, [("Caisse 2", 10_000_000 - 600_000), ("Caisse 3", 10_000_000 - 60_000)])
    page.count.enter()
    assert warning.isVisible()
    assert warning.text().startswith("Caisse 2 has not synchronised since")
    assert "Caisse 3" not in warning.text()
