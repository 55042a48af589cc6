"""Online orders: those under way by slot, the pick list, and those that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.online_order import OPEN
from pos.services import order_picking, ordering, searching
from pos.ui import theme
from pos.ui.order_words import freshness_words, is_late, shape_of, slot_words, state_words
from pos.ui.screens.ask_sheet import AskSheet
from pos.ui.screens.orders_detail import OrderDetail
from pos.ui.screens.orders_missing import MissingSheet
from pos.ui.screens.orders_pick import PickPanel
from pos.ui.texts import money
from pos.ui.widgets.basics import Field, column, label, panel, rule
from pos.ui.widgets.order_rows import OrderListView, ShownOrder
from pos.ui.widgets.pages import Page
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.syncing import SyncState
    from pos.services.till import Till
    from pos.shopfile.orders import OrderRow

UNDER_WAY, PICK, PAST = range(3)


class OrdersPage(Page):
    """The list at the left, the order in hand at the right; a scan opens an order or ticks an article."""

    failed = Signal(object)
    changed = Signal()
    """Something was answered."""
    seen = Signal()
    collect_asked = Signal(str)
    slip_asked = Signal(str)
    ticket_asked = Signal(str)

    def __init__(self, till: Till) -> None:
        super().__init__("orders", tr("Orders"), (tr("Under way"), tr("Pick list"), tr("Over")))
        self._till = till
        self._rows: list[OrderRow] = []
        self._doubtful: frozenset[str] = frozenset()
        self._state: SyncState | None = None
        self._told_ms = 0
        self._fresh = label(size=14, kind="muted", name="orders-fresh")
        self._fresh.setWordWrap(True)
        self.code = Field("orders-code", tr("code of an order"), placeholder=tr("Code of an order, then Enter (F2)"))
        self.code.returnPressed.connect(self._typed)
        self.list = OrderListView("orders-list", tr("online orders"))
        self.list.chosen.connect(self._choose)
        self.detail, self.missing, self.ask = OrderDetail(till), MissingSheet(till), AskSheet()
        self.pick = PickPanel(till)
        self._nothing = label(size=18, kind="muted", name="orders-none")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setContentsMargins(32, 0, 32, 0)
        self._right = QStackedWidget()
        for widget in (self._nothing, self.detail, self.missing, self.ask):
            self._right.addWidget(widget)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._both_sides())
        self._whole.addWidget(self.pick)
        self.body.addWidget(self._whole)
        self._connect()
        self.choose_tab(UNDER_WAY)
        self.dress()

    def _both_sides(self) -> QWidget:
        self._side = panel("surface")
        box = column(self.code, self._fresh, gap=6)
        box.setContentsMargins(12, 10, 12, 6)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addLayout(box)
        side.addWidget(rule())
        side.addWidget(self.list, 1)
        right = panel("surface")
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._right)
        made = QWidget()
        both = QHBoxLayout(made)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._side)
        both.addWidget(rule(vertical=True))
        both.addWidget(right, 1)
        return made

    def _connect(self) -> None:
        self.tab_chosen.connect(self._show_tab)
        self.detail.failed.connect(self.failed)
        self.detail.answered.connect(self._answered)
        self.detail.missing_asked.connect(self._ask_missing)
        self.detail.refusal_asked.connect(self._ask_refusal)
        self.detail.collect_asked.connect(self.collect_asked)
        self.detail.slip_asked.connect(self.slip_asked)
        self.detail.ticket_asked.connect(self.ticket_asked)
        for sheet in (self.missing, self.ask):
            sheet.left.connect(self._close_sheet)
        self.missing.told.connect(self._answered)

    def enter(self) -> None:
        self._show_tab(max(self.current_tab(), 0))
        self.seen.emit()

    def leave(self) -> None:
        if not self._close_sheet():
            super().leave()

    def dress(self) -> None:
        self._side.setFixedWidth(360 if theme.is_compact() else 440)
        self.detail.dress()

    def go_to_search(self) -> None:
        if self.current_tab() == PICK:
            self.choose_tab(UNDER_WAY)
        self.code.setFocus()
        self.code.selectAll()

    def scanned(self, code: str) -> bool:
        try:
            said = searching.read_code(self._till.shop, code)
        except UserError:
            return False  # the sale says what is wrong with it
        if said.order_id is not None:
            self.open(said.order_id)
            return True
        showing = self.current_tab() != PICK and self._right.currentWidget() is self.detail
        return showing and any(self.detail.take_scan(found.product.id) for found in said.products)

    def open(self, order_id: str) -> None:
        """Show an order, whichever list it is in."""
        try:
            row = ordering.order(self._till.shop, order_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self._close_sheet()
        tab = UNDER_WAY if row.state in OPEN else PAST
        self.detail.show_order(order_id)
        self.choose_tab(tab)
        self._choose(order_id)
        if (over := ordering.over(row)) is not None:
            self.failed.emit(over)

    def show_state(self, state: SyncState | None, told_ms: int) -> None:
        """Show how the portal stands, and orders that came down; nothing that is being written is disturbed."""
        self._state, self._told_ms = state, told_ms
        self._show_freshness()
        if self.isVisible() and self.current_tab() == PICK:
            self.pick.enter()
        elif self.isVisible() and self._found() != (self._rows, self._doubtful):
            self._reload()

    def _show_tab(self, tab: int) -> None:
        self._whole.setCurrentIndex(1 if tab == PICK else 0)
        if tab == PICK:
            self.pick.enter()
            return
        self._reload()
        self.list.setFocus()

    def _reload(self) -> None:
        past = self.current_tab() == PAST
        self._rows, self._doubtful = self._found()
        self._show_freshness()
        chosen = self.list.show_orders(self._listed(), self.detail.order_id)
        sheet = self._right.currentWidget() in (self.missing, self.ask)
        if chosen and not sheet:
            self._choose(chosen)
        elif not sheet:
            none = tr("No order is over yet.") if past else tr("No order is under way. New ones come by themselves.")
            self._nothing.setText(none)
            self._right.setCurrentWidget(self._nothing)

    def _found(self) -> tuple[list[OrderRow], frozenset[str]]:
        """Give the orders of the tab, and those among them that seem to lack goods."""
        shop = self._till.shop
        if self.current_tab() != PAST:
            return ordering.open_orders(shop), ordering.doubtful(shop)
        rows = ordering.ended_orders(shop)
        if self.detail.order_id not in {row.order.id for row in rows}:
            rows += [row for row in (self._in_hand(),) if row is not None and row.state not in OPEN]
        return rows, frozenset()

    def _show_freshness(self) -> None:
        words, tone = freshness_words(self._state, self._told_ms, self._till.shop.clock)
        self._fresh.setText(words)
        theme.set_kind(self._fresh, tone)

    def _in_hand(self) -> OrderRow | None:
        order_id = self.detail.order_id
        return ordering.order(self._till.shop, order_id) if order_id else None

    def _listed(self) -> list[ShownOrder]:
        shop, today = self._till.shop, self._till.shop.clock.now().date()
        made: list[ShownOrder] = []
        heading = ""
        for row in self._rows:
            slot = slot_words(order_picking.slot_of(shop, row), today)
            if slot != heading:
                heading = slot
                made.append(ShownOrder("", slot))
            count = len(row.order.lines)
            made.append(
                ShownOrder(
                    row.order.id,
                    row.order.code,
                    state_words(row.state, doubtful=row.order.id in self._doubtful),
                    shape_of(row.state),
                    tr("1 article") if count == 1 else tr("{n} articles", n=count),
                    money(row.order.total_minor),
                    tr("late") if is_late(row, shop.clock) else "",
                )
            )
        return made

    def _choose(self, order_id: str) -> None:
        self._close_sheet()
        self.detail.show_order(order_id)
        self._right.setCurrentWidget(self.detail)

    def _typed(self) -> None:
        text = self.code.text().strip()
        if not text:
            return
        row = ordering.by_code(self._till.shop, text)
        if row is None:
            self.failed.emit(
                UserError(
                    "No order has the code {code}. Look at the buyer's message, or wait until the portal is reached.",
                    code=text[:20],
                )
            )
            self.code.selectAll()
            return
        self.code.clear()
        self.open(row.order.id)

    def _answered(self) -> None:
        self._close_sheet()
        self._reload()
        self.changed.emit()

    def _ask_missing(self, order_id: str) -> None:
        self.missing.ask(order_id)
        self._right.setCurrentWidget(self.missing)

    def _ask_refusal(self, order_id: str) -> None:
        def refuse(reason: str) -> None:
            if not reason.strip():
                raise UserError("Say why: choose one of the reasons, or type it.")
            ordering.refuse(self._till.shop, order_id, reason, cashier=self._till.cashier_id)
            self._answered()

        code = ordering.order(self._till.shop, order_id).order.code
        reasons = (tr("Sold out"), tr("The buyer gives it up"), tr("Closed then"))
        answers = [(text, text) for text in reasons]
        hint = tr("Why? The journal keeps it, the buyer reads it online. The order is over then.")
        self.ask.ask(tr("Refuse order {code}", code=code), hint, refuse, answers=answers)
        self._right.setCurrentWidget(self.ask)
        self.ask.field.setFocus()

    def _close_sheet(self) -> bool:
        if self._right.currentWidget() not in (self.missing, self.ask):
            return False
        self._right.setCurrentWidget(self.detail)
        self.list.setFocus()
        return True
