"""Counting a drawer: a row for each note and coin, with its number and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pos.ui import theme
from pos.ui.texts import money
from pos.ui.widgets.basics import Stepper, card, label, row, rule
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class CountTable(QWidget):
    """One block of denominations of one currency; `changed` comes with every number."""

    changed = Signal()

    def __init__(self, currency: str, title: str, pieces: Sequence[int], total: str, *, lem: bool = False) -> None:
        super().__init__()
        self.currency = currency
        self._steppers: dict[int, Stepper] = {}
        self._worths = {piece: label(size=15, kind="muted") for piece in pieces}
        self._total = label("0.00", size=18, weight=600, name=f"count-{currency}-{total}")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(label(title, size=16, weight=600, kind="lem" if lem else ""))
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        for piece in pieces:
            inside.addWidget(self._line(piece))
            inside.addWidget(rule())
        inside.addStretch(1)
        foot = QFrame()
        foot.setProperty("kind", "sunken")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot_row = row(label(total, size=15, kind="muted"), None, self._total)
        foot_row.setContentsMargins(12, 8, 12, 8)
        foot.setLayout(foot_row)
        inside.addWidget(foot)
        box.addWidget(frame, 1)

    def numbers(self) -> dict[int, int]:
        """Give denomination (minor units) to number of pieces."""
        return {piece: stepper.value() for piece, stepper in self._steppers.items()}

    def set_numbers(self, numbers: Mapping[int, int]) -> None:
        """Show numbers; what is not named is zero."""
        for piece, stepper in self._steppers.items():
            stepper.set_value(numbers.get(piece, 0))
        self._show()

    def total_minor(self) -> int:
        """Give what is counted."""
        return sum(piece * number for piece, number in self.numbers().items())

    def lock(self, *, locked: bool) -> None:
        """Make the numbers final, or open them again."""
        for stepper in self._steppers.values():
            stepper.setEnabled(not locked)

    def _line(self, piece: int) -> QWidget:
        face = f"{piece / 100:.2f}" if piece % 100 else str(piece // 100)
        said = tr("number of {piece} {currency}", piece=face, currency=self.currency)
        stepper = Stepper(f"count-{self.currency}-{piece}", said, width=46)
        stepper.setProperty("kind", "")
        stepper.changed.connect(self._changed)
        self._steppers[piece] = stepper
        name = label(f"{face} ×", size=16, weight=600)
        name.setFixedWidth(66)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        worth = self._worths[piece]
        worth.setText(money(0))
        worth.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        worth.setMinimumWidth(56)
        holder = QWidget()
        line = row(name, stepper, None, worth, gap=2)
        line.setContentsMargins(0, 0, 10, 0)
        holder.setLayout(line)
        holder.setFixedHeight(theme.TARGET)
        return holder

    def _changed(self, _value: int) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for piece, number in self.numbers().items():
            self._worths[piece].setText(money(piece * number))
        self._total.setText(money(self.total_minor()))


class DrawerCount(QWidget):
    """The whole count of one currency: notes, then coins beside them."""

    changed = Signal()

    def __init__(self, currency: str, notes: Sequence[int], coins: Sequence[int], *, lem: bool = False) -> None:
        super().__init__()
        self.currency = currency
        names = (tr("Notes {currency}", currency=currency), tr("Coins {currency}", currency=currency))
        self._tables = [CountTable(currency, names[0], notes, tr("Notes"), lem=lem)]
        if coins:
            self._tables.append(CountTable(currency, names[1], coins, tr("Coins")))
        for table in self._tables:
            table.changed.connect(self.changed)
        self.setLayout(row(*self._tables, gap=12))

    def numbers(self) -> dict[int, int]:
        """Give denomination (minor units) to number of pieces."""
        made: dict[int, int] = {}
        for table in self._tables:
            made |= table.numbers()
        return made

    def set_numbers(self, numbers: Mapping[int, int]) -> None:
        """Show numbers; what is not named is zero."""
        for table in self._tables:
            table.set_numbers(numbers)

    def total_minor(self) -> int:
        """Give what is counted."""
        return sum(table.total_minor() for table in self._tables)

    def lock(self, *, locked: bool) -> None:
        """Make the numbers final, or open them again."""
        for table in self._tables:
            table.lock(locked=locked)
