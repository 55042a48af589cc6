"""The selling screen: at the left the account, at the right the choices; only the right side is exchanged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pos.domain.errors import UserError
from pos.domain.tender import cash_due
from pos.ui import theme
from pos.ui.screens.account_panel import AccountPanel
from pos.ui.screens.ask_sheet import AskSheet
from pos.ui.screens.change_panel import ChangePanel
from pos.ui.screens.choices_panel import ChoicesPanel
from pos.ui.screens.line_questions import LineQuestions
from pos.ui.screens.list_sheet import Entry, ListSheet
from pos.ui.screens.parked_baskets import ParkedBaskets
from pos.ui.screens.payment_desk import PaymentDesk
from pos.ui.screens.weigh_sheet import WeighSheet
from pos.ui.texts import BASKET_DISCOUNT, money
from pos.ui.widgets.notice import Notice
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from pos.domain.basket import Basket
    from pos.domain.product import Product
    from pos.domain.sale import Sale
    from pos.domain.weighing import Reading
    from pos.services.till import Rung, Till
    from pos.shopfile.search import Found


class SaleScreen(QWidget):
    """Sells; everything that must happen after a sale is told by signals."""

    sale_completed = Signal(object)
    basket_changed = Signal()
    failed = Signal(object)
    """A `UserError` to tell."""
    ticket_scanned = Signal(str)
    order_scanned = Signal(str)
    day_needed = Signal()
    """The day is not open: somebody wants to take a payment."""
    receipt_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sale-screen")
        self.till: Till | None = None
        self.account, self.change = AccountPanel(), ChangePanel()
        self.choices, self.ask, self.list, self.weigh = ChoicesPanel(), AskSheet(), ListSheet(), WeighSheet()
        self.questions, self.parked = LineQuestions(self.ask, self), ParkedBaskets(self.list, self)
        self.desk = PaymentDesk(self)
        self.left_side, self.right_side = QStackedWidget(), QStackedWidget()
        for left in (self.account, self.desk.account, self.change):
            self.left_side.addWidget(left)
        for right in (self.choices, self.desk.choices, self.ask, self.list, self.weigh):
            self.right_side.addWidget(right)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.left_side)
        box.addWidget(self.right_side, 1)
        self.notice = Notice(self.right_side)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.timeout.connect(self._write_down)
        self._connect()

    def _connect(self) -> None:
        self.choices.chosen.connect(self._choose)
        self.choices.confirmed_empty.connect(self.confirm)
        self.choices.nothing_found.connect(self._not_found)
        self.choices.code_typed.connect(self.scanned)
        self.account.pay_asked.connect(self.start_payment)
        self.account.park_asked.connect(self.park)
        self.account.undo_asked.connect(self.undo)
        self.account.discount_asked.connect(self.questions.basket_discount)
        self.account.member_asked.connect(lambda: self._switch(self._at.serve_member))
        self.account.eat_in_asked.connect(lambda: self._switch(self._at.eat_here))
        self.account.lines.quantity_set.connect(self._set_counted)
        self.account.lines.asked.connect(self._line_asked)
        self.questions.asked.connect(self._show_question)
        self.questions.edited.connect(self._edited)
        self.parked.resumed.connect(lambda: self._edited(None))
        self.parked.given_up.connect(self._parked_changed)
        self.parked.failed.connect(self.failed)
        for asking in (self.questions, self.weigh):
            asking.rung.connect(self._answered)
        self.weigh.left.connect(self.back)
        self.ask.left.connect(self.back)
        self.list.left.connect(self.back)
        self.desk.left.connect(self.back)
        self.desk.failed.connect(self.failed)
        self.desk.finished.connect(self._finished)
        self.change.receipt_asked.connect(lambda what: self.receipt_asked.emit(what, self.till and self.till.last_sale))

    def attach(self, till: Till) -> None:
        """Start selling with an open shop file."""
        self.till = till
        self.desk.attach(till)
        self.choices.attach(till)
        self.questions.attach(till)
        self.weigh.attach(till)
        self.show_basket()
        self.choices.search.setFocus()

    def scanned(self, code: str) -> None:
        """Take a scan, whatever is on the screen; the next one always works."""
        if self.till is None:
            return
        self.notice.fade()
        try:
            rung = self.till.scan(code)
        except UserError as error:
            self.failed.emit(error)
            return
        self._rung(rung)

    def show_weight(self, reading: Reading) -> None:
        """Show what the scale says now."""
        self.weigh.show_reading(reading)

    def typed(self, text: str) -> None:
        """Take what was typed outside of a field."""
        if self.paying:
            for char in text:
                self.desk.typed(char)
        elif self.right_side.currentWidget() is self.choices and text.strip():
            self.choices.search.setFocus()
            self.choices.search.setText(self.choices.search.text() + text)

    @property
    def _at(self) -> Till:
        assert self.till is not None
        return self.till

    @property
    def paying(self) -> bool:
        """Whether the payment is being taken."""
        return self.right_side.currentWidget() is self.desk.choices

    def show_basket(self, select: str | None = None) -> None:
        """Show the basket as it is, then write it down."""
        assert self.till is not None
        basket = self.till.basket
        cash = cash_due(basket.total_minor, (), self.till.profile.rules)
        wishes = self.till.preferences
        self.account.offer(members=wishes.members, eat_in=wishes.eat_in)
        self.account.show_container(self.till.tare_grams)
        self.account.show_basket(basket, cash, select)
        if self.paying:
            self.desk.show_payment()
        elif basket.lines:
            self.left_side.setCurrentWidget(self.account)
            self.choices.invite(next_sale=False)
        self.basket_changed.emit()
        self._keep.start(0)

    def confirm(self) -> None:
        """Enter in an empty search: clear the change, or take the payment."""
        if self.left_side.currentWidget() is self.change:
            self.left_side.setCurrentWidget(self.account)
            self.choices.invite(next_sale=False)
        elif self.till is not None and self.till.basket.lines:
            self.start_payment()

    def start_payment(self) -> None:
        """Exchange the articles for the means of payment."""
        till = self.till
        if till is None or not till.basket.lines:
            return
        if till.session is None:
            self.day_needed.emit()
            return
        self.notice.put_away()
        self.desk.start()
        self.left_side.setCurrentWidget(self.desk.account)
        self.right_side.setCurrentWidget(self.desk.choices)
        self.desk.choices.setFocus()

    def back(self) -> None:
        """Go back to the articles; what was given so far is kept with the basket."""
        if self.paying or self.right_side.currentWidget() is not self.choices:
            self.right_side.setCurrentWidget(self.choices)
            if self.left_side.currentWidget() is not self.change:
                self.left_side.setCurrentWidget(self.account)
        self.choices.search.setFocus()

    def escape(self) -> None:
        """Esc: the problem first, then the sheet, then the search."""
        if self.notice.isVisible():
            self.notice.put_away()
        elif self.right_side.currentWidget() is not self.choices:
            self.back()
        elif self.choices.search.text():
            self.choices.clear()
        else:
            if self.till is not None and self.till.tare_grams is not None:
                self.till.tare_grams = None
                self.show_basket()
            self.account.lines.select(None)

    def park(self) -> None:
        """Park the basket, or show the parked ones when it is empty."""
        till = self.till
        if till is None:
            return
        if not till.basket.lines:
            self.show_parked()
            return
        self._try(till.park)
        self.left_side.setCurrentWidget(self.account)
        self.right_side.setCurrentWidget(self.choices)
        self.show_basket()

    def show_parked(self) -> None:
        """List the parked baskets."""
        till = self.till
        assert till is not None
        self.parked.show_in_list(till)
        self.right_side.setCurrentWidget(self.list)

    def show_list(self, title: str, entries: list[Entry]) -> None:
        """Show another list at the right: menu, people, keys."""
        self.right_side.setCurrentWidget(self.list)
        self.list.show_entries(title, entries)

    def undo(self) -> None:
        """Take the last change of the basket back."""
        if self.till is not None and self.till.undo():
            self.show_basket()

    def dress(self) -> None:
        """Take on the sizes of the window."""
        width = 430 if theme.is_compact() else min(640, max(546, int(self.window().width() * 0.34)))
        self.left_side.setFixedWidth(width)
        self.account.undo.show_cap(shown=not theme.is_compact())
        if self.till is not None:
            self.choices.dress()
            self.show_basket(self.account.lines.selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.paying:
            if not self.desk.key_pressed(event):
                super().keyPressEvent(event)
            return
        acts = {
            Qt.Key.Key_Up: lambda: self.account.lines.step(-1),
            Qt.Key.Key_Down: lambda: self.account.lines.step(1),
            Qt.Key.Key_Plus: lambda: self._step(1),
            Qt.Key.Key_Minus: lambda: self._step(-1),
            Qt.Key.Key_Delete: lambda: self._on_line("remove"),
            Qt.Key.Key_Asterisk: lambda: self._on_line("quantity"),
        }
        if key == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        elif (act := acts.get(Qt.Key(key))) is not None:
            act()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.right_side.currentWidget() is self.choices:
            self.confirm()
        else:
            super().keyPressEvent(event)

    def _choose(self, found: Found) -> None:
        till = self.till
        assert till is not None
        self.notice.fade()
        self._try(lambda: self._rung(till.add(found.product)))

    def _rung(self, rung: Rung) -> None:
        if rung.warning is not None:
            self.failed.emit(rung.warning)
        if rung.ticket_id is not None:
            self.ticket_scanned.emit(rung.ticket_id)
        elif rung.order_id is not None:
            self.order_scanned.emit(rung.order_id)
        elif rung.tare_grams is not None:
            self._container(rung.tare_grams)
        elif rung.choice:
            entries = [
                Entry(hit.product.name, money(hit.product.price_minor or 0), act=partial(self._picked, rung, hit))
                for hit in rung.choice
            ]
            self.show_list(tr("Several articles carry this code: which one?"), entries)
        elif rung.product is not None and rung.asks.value == "weight":
            self._weigh(rung.product)
        elif rung.product is not None and rung.asks.value != "nothing":
            self.questions.article(rung.product, rung.asks.value)
        else:
            if self.left_side.currentWidget() is self.change:
                self.left_side.setCurrentWidget(self.account)
            lines = self.till.basket.lines if self.till else ()
            self.show_basket(lines[-1].id if lines else None)

    def _picked(self, rung: Rung, found: Found) -> None:
        self.back()
        scanned, till = rung.scanned, self._at
        if scanned is not None:
            self._try(lambda: self._rung(till.take(scanned, found.product)))

    def _parked_changed(self) -> None:
        self.basket_changed.emit()
        self.show_parked()

    def _show_question(self) -> None:
        self.right_side.setCurrentWidget(self.ask)
        self.ask.field.setFocus()

    def _weigh(self, product: Product) -> None:
        self.weigh.ask(product)
        self.right_side.setCurrentWidget(self.weigh)
        self.weigh.field.setFocus()

    def _container(self, grams: int) -> None:
        """A container was scanned: it is deducted from what is weighed now, or next."""
        if self.right_side.currentWidget() is self.weigh:
            self.weigh.set_tare(grams)
        else:
            self.show_basket(self.account.lines.selected())

    def _answered(self, rung: Rung) -> None:
        self.back()
        self._rung(rung)

    def _edited(self, select: str | None) -> None:
        self.back()
        self.show_basket(select)

    def _line_asked(self, what: str, line_id: str) -> None:
        if what == "eat_in":
            self._switch(lambda: self._at.eat_here(line_id), line_id)
        else:
            self._try(lambda: self.questions.line(what, line_id))

    def _switch(self, act: Callable[[], None], select: str | None = None) -> None:
        self._try(act)
        self.show_basket(select or self.account.lines.selected())
        self.choices.search.setFocus()

    def _set_counted(self, line_id: str, count: int) -> None:
        """Set how many pieces, or packs, a line has."""
        till = self._at
        self._try(lambda: till.set_quantity(line_id, count * till.basket.line(line_id).per_milli))
        self.show_basket(line_id)
        self.choices.search.setFocus()

    def _step(self, by: int) -> None:
        line_id = self._line_in_hand()
        if line_id is None or line_id == BASKET_DISCOUNT:
            return
        line = self._at.basket.line(line_id)
        if line.step_milli:
            self._try(lambda: self._at.set_quantity(line_id, line.quantity_milli + by * line.step_milli))
            self.show_basket(line_id)
            self.choices.search.setFocus()

    def _on_line(self, what: str) -> None:
        if (line_id := self._line_in_hand()) is not None:
            self._line_asked(what, line_id)

    def _line_in_hand(self) -> str | None:
        basket: Basket | None = self.till.basket if self.till else None
        if basket is None or not basket.lines:
            return None
        selected = self.account.lines.selected()
        return selected or basket.lines[-1].id

    def _not_found(self, text: str) -> None:
        self.failed.emit(UserError("No article is called «{text}». Try part of a word, or its code.", text=text[:40]))

    def _finished(self, sale: Sale) -> None:
        assert self.till is not None
        self.change.show_sale(sale, "print" if self.till.preferences.print_receipts else "none")
        self.right_side.setCurrentWidget(self.choices)
        self.left_side.setCurrentWidget(self.change)
        self.show_basket()
        self.choices.clear()
        self.choices.invite(next_sale=True)
        self.choices.reload()
        self.sale_completed.emit(sale)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            self.failed.emit(error)

    def _write_down(self) -> None:
        if self.till is not None:
            self._try(self.till.keep)
