"""A weighed article: the scale's weight as it stands, the container, the net weight and its price.

Enter takes the weight of the scale when it stands still; a typed weight works always and counts the same:
what lies on the scale, container included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.quantity import PER_100_G, from_grams, line_amount
from pos.domain.weighing import NO_SCALE, Reading, ScaleState, format_kilograms, gross_of, net_weight, parse_weight
from pos.ui import theme
from pos.ui.texts import UNIT_SHORT, money, scale_words
from pos.ui.widgets.bars import StateDot
from pos.ui.widgets.basics import Field, card, column, empty, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.services.till import Till


class _Weighed(NamedTuple):
    """What is to be sold, in grams: what lay on the scale and the container in it."""

    gross: int
    tare: int
    own_tare: bool

    @property
    def net(self) -> int:
        return net_weight(self.gross, self.tare, own_tare=self.own_tare)


class WeighSheet(QWidget):
    """Shows the live weight; nothing here waits for the scale."""

    left = Signal()
    rung = Signal(object)
    """The `Rung` of the article that was weighed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "ground")
        self.setObjectName("weigh-sheet")
        self._till: Till | None = None
        self._product: Product | None = None
        self._price_minor = 0
        self._reading = NO_SCALE
        back = KeyedButton(tr("Back"), shown=tr("Esc"), icon="back", kind="line", name="weigh-back", shortcut=False)
        back.clicked.connect(self.left)
        self._title = label(size=20, weight=600, name="weigh-title")
        self._title.setMinimumWidth(40)
        self._each = label(size=16, kind="muted", name="weigh-each")
        self._dot = StateDot()
        self._state = label(size=16, kind="muted", name="weigh-state")
        self._live = label(size=40, weight=700, name="weigh-live")
        self.field = Field("weigh-field", tr("weight"))
        self.field.setFont(theme.font(24, 600))
        self.field.setFixedHeight(56)
        self._tare = Field("weigh-tare", tr("container in grams"), placeholder="0", width=110)
        self._tare.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._no_tare = KeyedButton(tr("No container"), key="Alt+0", kind="line", name="weigh-no-tare")
        self._ready = row()
        self._net = label(size=24, weight=600, name="weigh-net")
        self._wrong = label(size=16, kind="danger", name="weigh-wrong")
        self._wrong.setWordWrap(True)
        self._ok = KeyedButton(
            tr("Continue"), shown=tr("Enter"), kind="primary", name="weigh-ok", shortcut=False, size=18
        )
        self._ok.setMinimumHeight(64)
        self._lay_out(back)
        self.field.textChanged.connect(self._show)
        self._tare.textChanged.connect(self._show)
        for field in (self.field, self._tare):
            field.returnPressed.connect(self._take)
        self._ok.clicked.connect(self._take)
        self._no_tare.clicked.connect(lambda: self.set_tare(0))

    def _lay_out(self, back: QWidget) -> None:
        self._scale = card()
        inside = QVBoxLayout(self._scale)
        inside.setContentsMargins(16, 6, 16, 6)
        inside.addLayout(row(self._dot, self._state, None, self._live))
        container = row(label(tr("Container"), size=16), self._tare, label("g", kind="muted"), self._no_tare, None)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        whole.addLayout(row(back, column(self._title, self._each, gap=0), None, gap=12))
        whole.addWidget(self._scale)
        whole.addWidget(self.field)
        whole.addLayout(self._ready)
        whole.addLayout(container)
        whole.addWidget(self._net)
        whole.addWidget(self._wrong)
        whole.addWidget(self._ok)
        whole.addStretch(1)

    def attach(self, till: Till) -> None:
        """Weigh for the basket of this till."""
        self._till = till

    def ask(self, product: Product) -> None:
        """Ask the weight of an article; the container scanned before, or its usual one, is deducted."""
        till = self._till
        assert till is not None
        price, member = product.price_minor or 0, product.member_price_minor
        if till.basket.member and member is not None:
            price = min(price, member)
        tare_grams = product.tare_milli if till.tare_grams is None else till.tare_grams
        self._product, self._price_minor = product, price
        self._title.setText(product.name)
        self._each.setText(f"{money(price)} {UNIT_SHORT[product.unit]}")
        self.field.clear()
        self.set_tare(tare_grams)
        empty(self._ready)
        grams = product.unit == PER_100_G
        for number, text in enumerate(("50", "100", "250", "500") if grams else ("0.100", "0.250", "0.500", "1")):
            made = KeyedButton(f"{text} {'g' if grams else 'kg'}", kind="line", name=f"weigh-answer-{number}", size=17)
            made.clicked.connect(lambda _=False, text=text: self._answer(text))
            self._ready.addWidget(made)
        self.field.setFocus()

    def show_reading(self, reading: Reading) -> None:
        """Show what the scale says now."""
        self._reading = reading
        self._show()

    def set_tare(self, grams: int) -> None:
        """Deduct another container."""
        self._tare.setText(str(grams) if grams else "")
        self._show()

    def net_text(self) -> str:
        """Give the net weight and price as shown."""
        return self._net.text()

    def _answer(self, text: str) -> None:
        self.field.setText(text)
        self._take()

    def _take(self) -> None:
        till, product = self._till, self._product
        assert till is not None
        assert product is not None
        try:
            weighed = self._weighed(product)
            rung = till.weigh(product, weighed.gross, weighed.tare, own_tare=weighed.own_tare)
        except UserError as error:
            self._refuse(error)
        else:
            self.rung.emit(rung)

    def _refuse(self, error: UserError) -> None:
        """Say why the weight is not taken; what was typed stays."""
        self._wrong.setText(explain(error))
        if self.field.text():
            self.field.bad()
        self.field.setFocus()
        self.field.selectAll()

    def _weighed(self, product: Product) -> _Weighed:
        tare_text = self._tare.text().strip()
        tare = parse_weight(tare_text, PER_100_G) if tare_text else 0
        typed = self.field.text().strip()
        if typed:
            return _Weighed(parse_weight(typed, product.unit), tare, own_tare=False)
        return _Weighed(gross_of(self._reading), tare, own_tare=self._reading.own_tare)

    def _show(self) -> None:
        reading, product = self._reading, self._product
        has_scale = reading.state is not ScaleState.NONE
        self._scale.setVisible(has_scale)
        dot, words = scale_words(reading)
        self._dot.show_state(dot)
        stable = reading.state is ScaleState.STABLE
        self._state.setText(tr("Scale") if stable else words)
        self._live.setText(f"{format_kilograms(reading.grams)} kg" if stable else "–")
        hint = tr("Weight, container included") if has_scale else tr("Type the weight, container included")
        grams = product is not None and product.unit == PER_100_G
        self.field.setPlaceholderText(f"{hint} ({'g' if grams else 'kg'})")
        self._wrong.clear()
        if product is None:
            return
        try:
            net = self._weighed(product).net
            amount = line_amount(self._price_minor, from_grams(net, product.unit))
        except UserError:
            self._net.setText(tr("Net –"))
            return
        shown = f"{net} g" if grams else f"{format_kilograms(net)} kg"
        self._net.setText(tr("Net {weight} = {amount}", weight=shown, amount=money(amount)))
