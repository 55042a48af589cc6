"""What is owed: the lines, the total, and the one big button that never moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QVBoxLayout, QWidget

from pos.ui import theme
from pos.ui.texts import money, shown_lines
from pos.ui.widgets.basics import column, label, panel, row, rule
from pos.ui.widgets.basket_view import BasketView
from pos.ui.widgets.keycap import KeyedButton, cap_width, key_text, paint_keycap
from pos.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from pos.domain.basket import Basket


class PayButton(QPushButton):
    """The big button: what Enter does now, and the amount."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "primary")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text = self._second = self._amount = ""

    def say(self, text: str, amount: str = "", second: str = "") -> None:
        """Change what it says."""
        self._text, self._amount, self._second = text, amount, second
        self.setAccessibleName(f"{text} {amount} {second}".strip())
        self.update()

    def said(self) -> str:
        """Give what it says."""
        return " ".join(part for part in (self._text, self._amount, self._second) if part)

    def sizeHint(self) -> QSize:
        return QSize(200, 64 if theme.is_compact() else 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        t = theme.tokens()
        ink = t.on_accent if self.isEnabled() else t.muted
        inner = self.rect().adjusted(18, 0, -18, 0)
        cap = key_text("Return")
        paint_keycap(painter, inner, cap, ink)
        inner.setRight(inner.right() - cap_width(cap) - 14)
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(28, 700))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(inner, right, self._amount)
        inner.setRight(inner.right() - QFontMetrics(painter.font()).horizontalAdvance(self._amount) - 12)
        self._paint_words(painter, inner)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        left = int(Qt.AlignmentFlag.AlignLeft)
        size = 24
        while size > 15 and QFontMetrics(theme.font(size, 600)).horizontalAdvance(self._text) > room.width():
            size -= 1
        painter.setFont(theme.font(size, 600))
        text = QFontMetrics(painter.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        if not self._second:
            painter.drawText(room, left | int(Qt.AlignmentFlag.AlignVCenter), text)
            return
        middle = room.center().y()
        upper, lower = QRect(room), QRect(room)
        upper.setBottom(middle + 6)
        lower.setTop(middle + 8)
        painter.drawText(upper, left | int(Qt.AlignmentFlag.AlignBottom), text)
        painter.setFont(theme.font(14, 500))
        second = QFontMetrics(painter.font()).elidedText(self._second, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(lower, left | int(Qt.AlignmentFlag.AlignTop), second)


class AccountPanel(QWidget):
    """The basket with its total and «Take payment»."""

    pay_asked = Signal()
    park_asked = Signal()
    discount_asked = Signal()
    undo_asked = Signal()
    member_asked = Signal()
    eat_in_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "surface")
        self.lines = BasketView()
        self._empty = label(
            tr("Scan an article, search it, or touch it at the right."), size=16, kind="muted", name="basket-empty"
        )
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.undo = KeyedButton(tr("Undo"), key="Ctrl+Z", icon="undo", kind="line", name="undo", shortcut=False)
        self.discount = KeyedButton(tr("Discount"), key="Shift+F5", kind="line", name="basket-discount")
        self.member = KeyedButton(tr("Member"), key="F7", icon="user", kind="line", name="member")
        self.eat_in = KeyedButton(tr("Eaten here"), key="F8", icon="cup", kind="line", name="eat-in")
        for switch in (self.member, self.eat_in):
            switch.setCheckable(True)
        self._tare_grams: int | None = None
        self._served = label(size=15, weight=600, name="served")
        self._served.setContentsMargins(16, 4, 16, 4)
        self.park = KeyedButton(tr("Park"), key="F6", icon="pause", kind="line", name="park", shortcut=False)
        self._articles = label(size=14, kind="muted", name="articles")
        self._total_name = label(tr("Total, VAT included"), size=17, weight=600)
        self._currency = label("CHF", size=18, weight=600, kind="muted")
        self._total = label("0.00", size=46, weight=700, name="total")
        self.pay = PayButton("pay")
        bottom = panel("surface")
        inner = QVBoxLayout(bottom)
        inner.setContentsMargins(12, 8, 12, 12)
        inner.setSpacing(8)
        inner.addLayout(row(self.member, self.eat_in))
        inner.addLayout(row(self.undo, self.discount, self.park))
        words = column(self._total_name, self._articles, gap=0)
        figures = row(self._currency, self._total, gap=10)
        total = row(None)
        total.insertLayout(0, words)
        total.addLayout(figures)
        total.setContentsMargins(4, 0, 4, 0)
        inner.addLayout(total)
        inner.addWidget(self.pay)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._served)
        whole.addWidget(self.lines, 1)
        whole.addWidget(self._empty, 1)
        whole.addWidget(rule())
        whole.addWidget(bottom)
        self.pay.clicked.connect(self.pay_asked)
        self.park.clicked.connect(self.park_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.discount.clicked.connect(self.discount_asked)
        self.member.clicked.connect(self.member_asked)
        self.eat_in.clicked.connect(self.eat_in_asked)
        self.show_basket(None, None)

    def offer(self, *, members: bool, eat_in: bool) -> None:
        """Offer the member price and eating here, or not: a shop without them has no buttons for them."""
        self.member.setVisible(members)
        self.eat_in.setVisible(eat_in)

    def show_container(self, tare_grams: int | None) -> None:
        """Remember the container that was scanned for what is weighed next, shown with the basket."""
        self._tare_grams = tare_grams

    def show_basket(self, basket: Basket | None, cash_minor: int | None, select: str | None = None) -> None:
        """Show a basket; None while the shop file is being opened. `cash_minor` is the total as cash pays it."""
        lines = shown_lines(basket) if basket is not None else []
        self.lines.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._show_served(basket)  # first: it takes room from the lines, of which one must be in sight
        self.lines.show_lines(lines, select)
        total = basket.total_minor if basket is not None else 0
        self._total.setText(money(total))
        self._total.setFont(theme.font(self._total_size(total), 700))
        count = basket.article_count if basket is not None else 0
        articles = tr("1 article") if count == 1 else tr("{n} articles", n=count)
        rounded = cash_minor is not None and cash_minor != total
        cash = tr(" · in cash {amount}", amount=money(cash_minor)) if rounded and cash_minor is not None else ""
        self._articles.setText(articles + cash)
        self.pay.setEnabled(bool(lines))
        self.park.setEnabled(bool(lines))
        self.discount.setEnabled(bool(lines))
        self.pay.say(tr("Take payment") if total >= 0 else tr("Pay out"), money(abs(total)))

    def _show_served(self, basket: Basket | None) -> None:
        member, eat_in = basket is not None and basket.member, basket is not None and basket.eat_in
        self.member.setChecked(member)
        self.eat_in.setChecked(eat_in)
        codes = basket.orders.values() if basket is not None else ()
        words = [tr("Order {code}", code=code) for code in codes]
        words += [tr("Member prices")] if member else []
        words += [tr("Eaten here")] if eat_in else []
        words += [tr("Buyer: {name}", name=basket.buyer.name)] if basket is not None and basket.buyer else []
        words += [tr("Container {weight} g", weight=self._tare_grams)] if self._tare_grams is not None else []
        self._served.setText(" · ".join(words))
        self._served.setVisible(bool(words))

    def total_text(self) -> str:
        """Give the total as shown."""
        return self._total.text()

    @staticmethod
    def _total_size(total: int) -> int:
        size = 40 if theme.is_compact() else 46
        return size - 12 if abs(total) >= 10_000_000 else size
