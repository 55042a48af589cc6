"""Labels, lines, fields and steppers that every screen is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pos.domain.errors import UserError
from pos.domain.money import format_amount, parse_amount
from pos.ui import theme
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


def label(text: str = "", *, size: int = 15, weight: int = 400, kind: str = "", name: str = "") -> QLabel:
    """Make a label in a size and weight of the theme; `kind` colours it."""
    made = QLabel(text)
    made.setFont(theme.font(size, weight))
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    if name:
        made.setObjectName(name)
    return made


def rule(*, vertical: bool = False) -> QFrame:
    """Make a thin line."""
    made = QFrame()
    made.setProperty("kind", "rule")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def panel(kind: str = "surface") -> QWidget:
    """Make a filled area."""
    made = QWidget()
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setProperty("kind", kind)
    return made


def card(kind: str = "card") -> QFrame:
    """Make an area with a rounded line."""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


def row(*widgets: QWidget | QLayout | int | None, gap: int = theme.S) -> QHBoxLayout:
    """Lay widgets out in a row; None stretches, a number is a space."""
    made = QHBoxLayout()
    _fill(made, widgets, gap)
    return made


def column(*widgets: QWidget | QLayout | int | None, gap: int = theme.S) -> QVBoxLayout:
    """Lay widgets out in a column; None stretches, a number is a space."""
    made = QVBoxLayout()
    _fill(made, widgets, gap)
    return made


def _fill(made: QBoxLayout, widgets: Sequence[QWidget | QLayout | int | None], gap: int) -> None:
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        elif isinstance(widget, int):
            made.addSpacing(widget)
        elif isinstance(widget, QLayout):
            made.addLayout(widget)
        else:
            made.addWidget(widget)


def empty(box: QLayout) -> None:
    """Take everything out of a layout.

    Hidden and deleted later, but never made a window of its own first: that takes the focus away.
    """
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class Field(QLineEdit):
    """A text field with a name for screen readers; `bad()` marks it until it is edited."""

    def __init__(self, name: str, said: str, *, placeholder: str = "", width: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setPlaceholderText(placeholder)
        self.setFont(theme.font(16))
        if width:
            self.setFixedWidth(width)
        self.textEdited.connect(self._good)

    def bad(self) -> None:
        """Mark the field as refused."""
        theme.set_kind(self, "bad")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # Qt would hand it on to the screen, which takes the payment on Enter

    def _good(self) -> None:
        theme.set_kind(self, "")


class AmountEdit(Field):
    """A field that holds an amount in minor units, as people write it."""

    def __init__(self, name: str, said: str, *, width: int = 140) -> None:
        super().__init__(name, said, placeholder="0.00", width=width)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def minor(self) -> int:
        """Give the amount; raises `UserError` and marks the field when it is none."""
        try:
            return parse_amount(self.text())
        except UserError:
            self.bad()
            raise

    def minor_so_far(self) -> int:
        """Give the amount while it is being typed: 0 as long as it is none."""
        try:
            return parse_amount(self.text())
        except UserError:
            return 0

    def set_minor(self, minor: int) -> None:
        """Show an amount."""
        self.setText(format_amount(minor))


class Stepper(QFrame):
    """A number between two large buttons; + and − step it, digits replace it."""

    changed = Signal(int)

    def __init__(
        self, name: str, said: str, *, low: int = 0, high: int = 100_000, width: int = 52, live: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._live, self._told = live, low
        self._low, self._high, self._value = low, high, low
        self._field = QLineEdit(str(low))
        self._field.setObjectName(name)
        self._field.setAccessibleName(said)
        self._field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._field.setFont(theme.font(18, 600))
        self._field.setFixedWidth(width)
        self._field.setFrame(False)
        self._field.setProperty("kind", "flat")
        self._field.textEdited.connect(self._typed)
        self._field.editingFinished.connect(self._finished)
        self.less = self._button("−", tr("less: {what}", what=said), f"{name}-less", -1)
        self.more = self._button("+", tr("more: {what}", what=said), f"{name}-more", 1)
        self.setLayout(row(self.less, self._field, self.more, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._field)

    def value(self) -> int:
        """Give the number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number without telling anybody."""
        self._value = self._told = max(self._low, min(self._high, value))
        if self._field.text() != str(self._value):
            self._field.setText(str(self._value))
        self.less.setEnabled(self._value > self._low)
        self.more.setEnabled(self._value < self._high)

    def set_high(self, high: int) -> None:
        """Allow numbers up to `high`."""
        self._high = high
        self.set_value(self._value)

    def step(self, by: int) -> None:
        """Add to the number and tell."""
        self.set_value(self._value + by)
        self.changed.emit(self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Up):
            self.step(1)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Down):
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        plain = text.strip()
        number = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 9 else 0
        self._value = max(self._low, min(self._high, number))
        if plain and str(self._value) != plain:
            self._field.setText(str(self._value))
        if self._live:
            self._finished()

    def _finished(self) -> None:
        if self._told != self._value:
            self._told = self._value
            self.changed.emit(self._value)

    def _button(self, text: str, said: str, name: str, by: int) -> QPushButton:
        made = QPushButton(text)
        made.setProperty("kind", "quiet")
        made.setObjectName(name)
        made.setAccessibleName(said)
        made.setFont(theme.font(20, 500))
        made.setFixedSize(theme.TARGET, theme.TARGET)
        made.setAutoRepeat(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self.step(by))
        return made


class Switch(QPushButton):
    """A choice of yes or no, said in words beside its shape."""

    def __init__(self, name: str, said: str, *, on: bool = False) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(on)
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setProperty("kind", "line")
        self.setMinimumWidth(88)
        self.toggled.connect(self._say)
        self._say()

    def _say(self) -> None:
        self.setText("● " + tr("yes") if self.isChecked() else "○ " + tr("no"))
