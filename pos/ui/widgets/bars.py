"""The two bars that are always there: who sells where, and how the devices are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from pos.ui import theme
from pos.ui.icons import pixmap
from pos.ui.widgets.basics import label, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class StateDot(QWidget):
    """A state as a shape: full, half or empty; the word stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._state = "off"
        self.setFixedSize(QSize(12, 12))

    def show_state(self, state: str) -> None:
        """Show `ok`, `low`, `bad` or `off`."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = {"ok": t.positive, "low": t.warning, "bad": t.danger, "off": t.muted}[self._state]
        if self._state == "ok":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            painter.drawEllipse(QPointF(6, 6), 5, 5)
        else:
            painter.setPen(QPen(QColor(ink), 3 if self._state == "low" else 2))
            painter.drawEllipse(QPointF(6, 6), 4, 4)


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "surface")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(16, 0, 8, 0)
        self.box.setSpacing(theme.S)

    def _rule(self) -> QWidget:
        made = rule(vertical=True)
        made.setFixedHeight(32)
        return made


class TopBar(_Bar):
    """Shop, session, cashier, parked baskets, menu, help."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("top-bar")
        self._mark = QLabel()
        self._shop = label(size=16, weight=600, name="shop-name")
        self._till = label(kind="muted", name="till-name")
        self._session = label(weight=600, name="session-state")
        self._training = label(tr("Training: nothing is really sold"), kind="training", name="training-label")
        self._training.setFixedHeight(theme.TARGET)
        self.cashier = KeyedButton(tr("Cashier"), key="F9", icon="user", kind="quiet", name="cashier")
        self.parked = KeyedButton(tr("Parked"), key="F6", icon="pause", kind="quiet", name="parked", shortcut=False)
        self._count = label("0", kind="count", name="parked-count")
        self._count.setFixedHeight(22)
        self._count.setMinimumWidth(22)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.orders = KeyedButton(tr("Orders"), key="F11", icon="bag", kind="quiet", name="orders-open")
        self._to_pick = label("0", kind="count", name="orders-count")
        self._to_pick.setFixedHeight(22)
        self._to_pick.setMinimumWidth(22)
        self._to_pick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.menu = KeyedButton(tr("Menu"), key="F10", icon="menu", kind="quiet", name="menu")
        self.help = KeyedButton(tr("Help"), key="F1", icon="help", kind="quiet", name="help")
        for widget in (self._mark, self._shop, self._rule(), self._till, self._session, self._training):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        for widget in (self.cashier, self.parked, self._count, self.orders, self._to_pick):
            self.box.addWidget(widget)
        for widget in (self._rule(), self.menu, self.help):
            self.box.addWidget(widget)
        self.show_orders(0, there=False)
        self.dress()

    def dress(self) -> None:
        """Take on the scheme and sizes in force."""
        self.setFixedHeight(49 if theme.is_compact() else 56)
        self._mark.setPixmap(pixmap("mark", theme.tokens().accent, 28))
        self._shop.setVisible(not theme.is_compact())
        self.help.say("" if theme.is_compact() else tr("Help"))
        self.help.setAccessibleName(tr("Help") + " F1")
        self.orders.say("" if theme.is_compact() else tr("Orders"))
        self._name_orders()

    def show_shop(self, name: str, till: str) -> None:
        """Show the shop's and the till's name."""
        self._shop.setText(name)
        self._till.setText(till + " ·" if till else "")

    def show_session(self, text: str, *, training: bool) -> None:
        """Show whether the day is open; in training the label takes its place."""
        self._session.setText(text)
        self._session.setVisible(not training)
        self._till.setVisible(not training)
        self._training.setVisible(training)

    def show_cashier(self, name: str) -> None:
        """Show who is at the till."""
        self.cashier.say(name or tr("Cashier"))

    def show_parked(self, count: int) -> None:
        """Show how many baskets wait."""
        self._count.setText(str(count))
        self._count.setVisible(count > 0)
        self.parked.setAccessibleName(tr("{n} parked", n=count) + " F6")

    def show_orders(self, count: int, *, there: bool) -> None:
        """Show how many online orders are to be prepared; nothing where there is no portal to order on."""
        self.orders.setVisible(there)
        self._to_pick.setText(str(count))
        self._to_pick.setVisible(there and count > 0)
        self._name_orders()

    def _name_orders(self) -> None:
        self.orders.setAccessibleName(tr("{n} orders to prepare", n=self._to_pick.text()) + " F11")


_WHEN_THERE = ("scale", "portal")
"""Shown only when there is one."""


class BottomBar(_Bar):
    """Device states in words, the last sale, the time."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bottom-bar")
        self.setFixedHeight(49)
        self._states: dict[str, tuple[StateDot, QLabel]] = {}
        self._lines: dict[str, QWidget] = {}
        for key in ("printer", "scanner", "scale", "portal"):
            dot, text = StateDot(), label(size=14, name=f"{key}-state")
            self._states[key] = (dot, text)
            line = self._rule()
            for widget in (line, dot, text):
                self.box.addWidget(widget)
                widget.setVisible(key not in _WHEN_THERE)
            line.setVisible(key == "scanner")
            self._lines[key] = line
            self.box.addSpacing(6)
        self.message = label(size=14, kind="warning", name="message")
        # What is said is cut short before it pushes the last sale or the time away.
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.box.addWidget(self.message, 1)
        self._last_head = label(tr("Last sale"), size=14, kind="muted")
        self._last = label(size=14, weight=600, name="last-sale")
        self.reprint = KeyedButton(tr("Reprint"), key="Ctrl+R", icon="printer", kind="quiet", name="reprint", size=14)
        self._clock = label(size=14, weight=600, name="clock")
        for widget in (self._last_head, self._last, self.reprint, self._rule(), self._clock):
            self.box.addWidget(widget)
        self.show_last("", "")

    def show_state(self, key: str, state: str, text: str) -> None:
        """Show a device's state: `ok`, `low`, `bad` or `off`, and its word."""
        dot, words = self._states[key]
        dot.show_state(state)
        words.setText(text)
        if key in _WHEN_THERE:
            for widget in (self._lines[key], dot, words):
                widget.setVisible(bool(text))
            self.dress()
        words.setProperty("kind", {"bad": "danger", "low": "warning"}.get(state, ""))
        words.style().unpolish(words)
        words.style().polish(words)

    def dress(self) -> None:
        """Say less where there is less room."""
        small = theme.is_compact()
        self._last_head.setVisible(not small)
        self.say(self.message.text())
        there = [key for key in _WHEN_THERE if self._states[key][1].text()]
        for widget in (*self._states["scanner"], self._lines["scanner"]):
            widget.setVisible(not (small and there))

    def say(self, text: str) -> None:
        """Say something between the states and the last sale, whose number makes room for it where there is little."""
        self.message.setText(text)
        self._last.setVisible(not (text and theme.is_compact()))

    def show_last(self, receipt: str, total: str) -> None:
        """Show the last ticket; without one there is nothing to reprint."""
        self._last.setText(f"{receipt} · {total}" if receipt else "–")
        self.reprint.setEnabled(bool(receipt))

    def show_time(self, text: str) -> None:
        """Show the time of day."""
        self._clock.setText(text)
