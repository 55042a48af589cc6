"""One online order: its lines to tick while picking, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.online_order import OPEN, OrderState
from pos.domain.order_standing import left_milli, left_minor
from pos.services import order_picking, ordering
from pos.ui import theme
from pos.ui.order_words import is_late, placed_words, quantity_words, shape_of, slot_words, state_words
from pos.ui.texts import money
from pos.ui.widgets.basics import column, label, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.order_rows import GoodsView, ShownGoods
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.online_order import OrderedLine
    from pos.domain.product import Product
    from pos.services.till import Till
    from pos.shopfile.orders import OrderRow
    from pos.shopfile.shopfile import ShopFile


class Answer(Protocol):
    """What the till can say of an order."""

    def __call__(self, shop: ShopFile, order_id: str, /, *, cashier: str) -> None:
        """Journal it."""


TONES = {"ok": "positive", "low": "warning", "bad": "danger", "todo": ""}


class OrderDetail(QWidget):
    """Shows an order and tells what is wanted of it; ticks are kept until the till is closed."""

    failed = Signal(object)
    answered = Signal()
    """An answer was journalled."""
    missing_asked = Signal(str)
    refusal_asked = Signal(str)
    collect_asked = Signal(str)
    slip_asked = Signal(str)
    ticket_asked = Signal(str)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._row: OrderRow | None = None
        self._articles: dict[str, Product] = {}
        self._ticks: dict[str, set[int]] = {}
        self._code = label(size=26, weight=700, name="order-code")
        self._state = label(size=16, weight=600, name="order-state")
        self._slot = label(size=16, name="order-slot")
        self._placed = label(size=14, kind="muted", name="order-placed")
        self._hint = label(size=15, kind="warning", name="order-hint")
        self._hint.setWordWrap(True)
        self.goods = GoodsView("order-lines", tr("articles of the order"))
        self.goods.ticked.connect(self._tick)
        self._picked = label(size=14, weight=600, kind="muted", name="order-picked")
        self._total = label(size=26, weight=700, name="order-total")
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.confirm = KeyedButton(tr("It is all there"), key="F3", icon="check", kind="line", name="order-confirm")
        self.ready = KeyedButton(tr("Ready"), key="F4", icon="bag", kind="primary", name="order-ready", size=18)
        self.missing = KeyedButton(tr("Missing…"), key="F5", kind="line", name="order-missing")
        self.refuse = KeyedButton(tr("Refuse…"), key="F8", kind="danger", name="order-refuse")
        self.slip = KeyedButton(tr("Slip"), key="Ctrl+P", icon="printer", kind="line", name="order-slip")
        self.collect = KeyedButton(
            tr("Collect"), key="Ctrl+Return", icon="cash", kind="primary", name="order-collect", size=18
        )
        self.ticket = KeyedButton(tr("Its ticket"), key="F7", icon="book", kind="line", name="order-ticket")
        for button in (self.ready, self.collect):
            button.setMinimumHeight(60)
        self.confirm.clicked.connect(lambda: self._answer(ordering.acknowledge))
        self.ready.clicked.connect(lambda: self._answer(ordering.mark_ready))
        self.missing.clicked.connect(lambda: self.missing_asked.emit(self.order_id))
        self.refuse.clicked.connect(lambda: self.refusal_asked.emit(self.order_id))
        self.slip.clicked.connect(lambda: self.slip_asked.emit(self.order_id))
        self.collect.clicked.connect(lambda: self.collect_asked.emit(self.order_id))
        self.ticket.clicked.connect(lambda: self.ticket_asked.emit(self._row.sale if self._row is not None else ""))

    def _lay_out(self) -> None:
        head = column(row(self._code, None, self._total), row(self._slot, None, self._state), gap=2)
        head.addLayout(row(self._placed, None, self._picked))
        head.addWidget(self._hint)
        head.setContentsMargins(16, 10, 16, 8)
        foot = column(
            row(self.confirm, self.missing, self.refuse, self.slip, self.ticket),
            row(self.ready, self.collect),
            gap=8,
        )
        foot.setContentsMargins(16, 8, 16, 12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(self.goods, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)

    @property
    def order_id(self) -> str:
        """Id of the order shown, empty for none."""
        return self._row.order.id if self._row is not None else ""

    def show_order(self, order_id: str) -> None:
        """Show an order as it stands now."""
        try:
            self._row = ordering.order(self._till.shop, order_id)
        except UserError as error:
            self._row = None
            self.failed.emit(error)
            return
        self._articles = ordering.articles(self._till.shop, order_id)
        self._show()

    def take_scan(self, product: str) -> bool:
        """Tick the line of a scanned article while the order is being picked; False when it is not in it."""
        shown = self._row
        if shown is None or shown.state not in ordering.TO_PICK:
            return False
        numbers = [number for number, line in enumerate(shown.order.lines) if line.product == product]
        if not numbers:
            return False
        ticks = self._ticks.setdefault(shown.order.id, set())
        ticks.add(next((number for number in numbers if number not in ticks), numbers[0]))
        self._show_goods()
        return True

    def dress(self) -> None:
        """Take on the sizes in force."""
        self._placed.setVisible(not theme.is_compact())

    def _show(self) -> None:
        shown = self._row
        assert shown is not None
        clock, order = self._till.shop.clock, shown.order
        self._code.setText(order.code)
        self._total.setText(f"CHF {money(order.total_minor)}")
        self._slot.setText(slot_words(order_picking.slot_of(self._till.shop, shown), clock.now().date()))
        self._placed.setText(" · ".join(part for part in (placed_words(shown, clock), order.place) if part))
        lacking = ordering.possible_shortage(self._till.shop, order.id) if shown.state is OrderState.REQUESTED else {}
        self._state.setText(state_words(shown.state, doubtful=bool(lacking)))
        theme.set_kind(self._state, TONES.get(shape_of(shown.state), "muted"))
        hint, tone = self._hint_words(shown, lacking)
        self._hint.setText(hint)
        theme.set_kind(self._hint, tone)
        self._hint.setVisible(bool(hint))
        self._show_goods()
        self._offer(shown)

    def _hint_words(self, shown: OrderRow, lacking: dict[str, int]) -> tuple[str, str]:
        over = ordering.over(shown)
        if over is not None:
            return explain(over), "danger" if shown.state is not OrderState.COLLECTED else "muted"
        if lacking:
            words = ", ".join(
                f"{self._quantity(line, lacking[line.product])} {self._name(line)}"
                for line in shown.order.lines
                if line.product in lacking
            )
            return tr("A shortage? By the figures these lack: {list}", list=words), "warning"
        if is_late(shown, self._till.shop.clock):
            return tr("Nobody fetched it in its time. Its goods are held until the portal frees them."), "warning"
        return "", "warning"

    def _offer(self, shown: OrderRow) -> None:
        state, is_open = shown.state, shown.state in OPEN
        self.confirm.setVisible(state is OrderState.REQUESTED)
        self.ready.setVisible(state in ordering.TO_PICK)
        for button in (self.missing, self.refuse, self.slip, self.collect):
            button.setVisible(is_open)
        self.ticket.setVisible(bool(shown.sale))
        # One filled button: what comes next for this order.
        theme.set_kind(self.collect, "line" if state in ordering.TO_PICK else "primary")

    def _show_goods(self) -> None:
        shown = self._row
        assert shown is not None
        ticks = self._ticks.get(shown.order.id, set())
        lines = shown.order.lines
        self.goods.show_goods([self._shown(line, ticked=number in ticks) for number, line in enumerate(lines)])
        wanted = [number for number, line in enumerate(lines) if left_milli(line)]
        done = sum(number in ticks for number in wanted)
        self._picked.setText(tr("{n} of {all} picked", n=done, all=len(wanted)))
        self._picked.setVisible(shown.state in ordering.TO_PICK)

    def _shown(self, line: OrderedLine, *, ticked: bool) -> ShownGoods:
        left = left_milli(line)
        sub = tr("missing: {quantity}", quantity=self._quantity(line, line.missing_milli)) if line.missing_milli else ""
        amount = money(left_minor(line))
        pickable = self._row is not None and self._row.state in ordering.TO_PICK
        ticked = ticked and pickable and left > 0
        return ShownGoods(self._quantity(line, left), self._name(line), amount, sub, ticked, not left, pickable)

    def _name(self, line: OrderedLine) -> str:
        article = self._articles.get(line.product)
        return line.name or (article.name if article is not None else line.product)

    def _quantity(self, line: OrderedLine, milli: int) -> str:
        article = self._articles.get(line.product)
        return quantity_words(milli, article.unit if article is not None else "piece")

    def _tick(self, number: int) -> None:
        shown = self._row
        if shown is not None and shown.state in ordering.TO_PICK and left_milli(shown.order.lines[number]):
            self._ticks.setdefault(shown.order.id, set()).symmetric_difference_update({number})
            self._show_goods()

    def _answer(self, act: Answer) -> None:
        try:
            act(self._till.shop, self.order_id, cashier=self._till.cashier_id)
        except UserError as error:
            self.failed.emit(error)
        self.answered.emit()
