"""The stock: receive, count, adjust, movements, orders, suppliers, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from pos.ui import theme
from pos.ui.screens.stock_adjust import AdjustPanel
from pos.ui.screens.stock_count import CountPanel
from pos.ui.screens.stock_moves import MovesPanel
from pos.ui.screens.stock_orders import OrdersPanel
from pos.ui.screens.stock_receive import ReceivePanel
from pos.ui.screens.stock_reports import ReportsPanel
from pos.ui.screens.stock_suppliers import SuppliersPanel
from pos.ui.widgets.pages import Page
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.till import Till
    from pos.ui.screens.stock_parts import StockPanel
    from pos.ui.tasks import TaskRunner

RECEIVE, COUNT, ADJUST, MOVES, ORDERS, SUPPLIERS, REPORTS = range(7)


class StockPage(Page):
    """Scans go to the tab in sight; what is under way is kept when the page is left."""

    changed = Signal()

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        tabs = (tr("Receive"), tr("Count"), tr("Adjust"), tr("Movements"), tr("Orders"), tr("Suppliers"), tr("Reports"))
        super().__init__("stock", tr("Stock"), tabs)
        self.receive, self.count, self.adjust = ReceivePanel(till), CountPanel(till), AdjustPanel(till)
        self.moves, self.orders = MovesPanel(till), OrdersPanel(till)
        self.panels: tuple[StockPanel, ...] = (
            self.receive,
            self.count,
            self.adjust,
            self.moves,
            self.orders,
            SuppliersPanel(till),
            ReportsPanel(till, tasks),
        )
        self._stack = QStackedWidget()
        for each in self.panels:
            self._stack.addWidget(each)
            each.changed.connect(self.changed)
        self.body.addWidget(self._stack)
        self.tab_chosen.connect(self._show_tab)
        self.orders.receive_asked.connect(self._receive_order)
        self.choose_tab(RECEIVE)
        self.dress()

    def enter(self) -> None:
        self.panels[max(self.current_tab(), 0)].enter()

    def leave(self) -> None:
        if not self.panels[max(self.current_tab(), 0)].back():
            super().leave()

    def dress(self) -> None:
        # Seven tabs need the room of the title in the compact sizes.
        self.title.setVisible(not theme.is_compact())
        for each in self.panels:
            each.dress()

    def scanned(self, code: str) -> bool:
        return self.panels[max(self.current_tab(), 0)].scanned(code)

    def _show_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.panels[number].enter()

    def _receive_order(self, order: str) -> None:
        self.choose_tab(RECEIVE)
        self.receive.begin(order)
