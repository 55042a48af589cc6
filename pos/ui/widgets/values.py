"""Fields that hold a value rather than a text: each shows one, gives it back, or says why it cannot."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QPlainTextEdit

from pos.domain import days
from pos.domain.errors import UserError
from pos.domain.money import format_amount, parse_amount
from pos.domain.quantity import format_quantity, parse_quantity
from pos.ui import theme
from pos.ui.widgets.basics import Field, Switch


class ValueWidget(Protocol):
    """What a form asks of its fields."""

    changed: SignalInstance

    def set_value(self, value: Any, /) -> None:
        """Show a value."""

    def value(self) -> Any:
        """Give the value; raises `UserError` and marks the field when what is typed is none."""

    def blank(self) -> bool:
        """Tell whether nothing is entered."""


class TextValue(Field):
    """A line of text."""

    changed = Signal()

    def __init__(self, name: str, said: str, *, placeholder: str = "", width: int = 0) -> None:
        super().__init__(name, said, placeholder=placeholder, width=width)
        self.textChanged.connect(lambda _: self.changed.emit())

    def set_value(self, value: Any) -> None:
        theme.set_kind(self, "")
        self.setText(self._written(value))
        self.setCursorPosition(0)

    def value(self) -> Any:
        try:
            return self._read(" ".join(self.text().split()))
        except UserError:
            self.bad()
            raise

    def blank(self) -> bool:
        return not self.text().strip()

    def _written(self, value: Any) -> str:
        return str(value)

    def _read(self, text: str) -> Any:
        return text


class CodesValue(TextValue):
    """Several codes, with spaces between."""

    def _written(self, value: tuple[str, ...]) -> str:
        return " ".join(value)

    def _read(self, text: str) -> tuple[str, ...]:
        return tuple(text.replace(",", " ").replace(";", " ").split())


class MoneyValue(TextValue):
    """An amount in minor units, or None when nothing is entered."""

    def __init__(self, name: str, said: str, *, placeholder: str = "0.00", width: int = 0, bold: bool = False) -> None:
        super().__init__(name, said, placeholder=placeholder, width=width)
        if bold:
            self.setFont(theme.font(18, 600))

    def _written(self, value: int | None) -> str:
        return "" if value is None else format_amount(value)

    def _read(self, text: str) -> int | None:
        return parse_amount(text) if text else None


class AmountsValue(TextValue):
    """Several amounts in minor units, with spaces between."""

    def _written(self, value: tuple[int, ...]) -> str:
        return "  ".join(format_amount(minor) for minor in value)

    def _read(self, text: str) -> tuple[int, ...]:
        return tuple(parse_amount(part) for part in text.replace(";", " ").split())


class QuantityValue(TextValue):
    """A quantity in thousandths; `none` is its value when nothing is entered."""

    def __init__(self, name: str, said: str, *, placeholder: str = "", width: int = 0, none: int | None = None) -> None:
        self._none = none
        super().__init__(name, said, placeholder=placeholder, width=width)

    def _written(self, value: int | None) -> str:
        return "" if value == self._none or value is None else format_quantity(value)

    def _read(self, text: str) -> int | None:
        if not text:
            return self._none
        return 0 if text in ("0", "0.0", "0.000") else parse_quantity(text)


class NumberValue(TextValue):
    """A whole number from 1 on, or None."""

    def _written(self, value: int | None) -> str:
        return "" if value is None else str(value)

    def _read(self, text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 6):
            raise UserError("«{text}» is not a whole number.", text=text[:24])
        return int(text)


class DayValue(TextValue):
    """A day as people write it, 24.12.2026; its value is the ISO date."""

    def _written(self, value: str) -> str:
        return f"{value[8:10]}.{value[5:7]}.{value[:4]}" if value else ""

    def _read(self, text: str) -> str:
        return days.day(text)


class MomentValue(TextValue):
    """A day and hour as people write them, 28.11.2026 19:30; its value is local ISO time, as it was if not touched."""

    def __init__(self, name: str, said: str, *, placeholder: str = "", width: int = 0) -> None:
        self._was = ""
        super().__init__(name, said, placeholder=placeholder, width=width)

    def set_value(self, value: Any) -> None:
        self._was = str(value)
        super().set_value(value)

    def _written(self, value: str) -> str:
        return f"{value[8:10]}.{value[5:7]}.{value[:4]} {value[11:16]}".strip() if value else ""

    def _read(self, text: str) -> str:
        if text == self._written(self._was):
            return self._was
        return days.moment(text) if text else ""


class SwitchValue(Switch):
    """Yes or no."""

    changed = Signal()

    def __init__(self, name: str, said: str) -> None:
        super().__init__(name, said)
        self.toggled.connect(lambda _: self.changed.emit())

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def value(self) -> bool:
        return self.isChecked()

    def blank(self) -> bool:
        return not self.isChecked()


class LongTextValue(QPlainTextEdit):
    """Several lines of text."""

    changed = Signal()

    def __init__(self, name: str, said: str, *, height: int = 96) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setFixedHeight(height)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(16))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.changed)

    def set_value(self, value: Any) -> None:
        self.setPlainText(str(value))

    def value(self) -> str:
        return self.toPlainText().strip()

    def blank(self) -> bool:
        return not self.value()
