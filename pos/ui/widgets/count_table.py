"""Counting the drawers: a row for each note and coin, with its number and what it is worth.

All currencies stand side by side where there is room; else each group that fits gets a tab.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pos.ui import theme
from pos.ui.texts import money
from pos.ui.widgets.basics import Stepper, card, empty, label, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from pos.domain.currency import Currency

TABLE_WIDTH = 264
"""Room that one table needs; fewer tables share what is left."""
GAP = 12


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
        self.setFocusProxy(self._steppers[pieces[0]])
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
        name.setFixedWidth(62)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        worth = self._worths[piece]
        worth.setText(money(0))
        worth.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        worth.setMinimumWidth(60)
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
        self.tables = 2 if coins else 1
        names = (tr("Notes {currency}", currency=currency), tr("Coins {currency}", currency=currency))
        self._tables = [CountTable(currency, names[0], notes, tr("Notes"), lem=lem)]
        if coins:
            self._tables.append(CountTable(currency, names[1], coins, tr("Coins")))
        for table in self._tables:
            table.changed.connect(self.changed)
        self.setLayout(row(*self._tables, gap=12))
        self.setFocusProxy(self._tables[0])

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


class DrawerCounts(QWidget):
    """The counts of several drawers; `changed` comes with every number."""

    changed = Signal()

    def __init__(self, note: QWidget | None = None) -> None:
        super().__init__()
        self._counts: dict[str, DrawerCount] = {}
        self._pages: list[list[str]] = []
        self._shown = 0
        self._tabs = QWidget()
        self._tab_row = QHBoxLayout(self._tabs)
        self._tab_row.setContentsMargins(0, 0, 0, 0)
        self._tab_row.setSpacing(6)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.turn_to)
        self._box = QHBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        inside = QWidget()
        inside.setLayout(self._box)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setProperty("kind", "ground")
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        head = row(self._tabs, gap=12)
        if note is not None:
            note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            head.addWidget(note, 1)
        else:
            head.addStretch(1)
        whole.addLayout(head)
        whole.addWidget(area, 1)

    def currencies(self) -> list[str]:
        """Give the codes of the drawers counted here."""
        return list(self._counts)

    def show_drawers(self, drawers: Sequence[Currency]) -> None:
        """Start counting these drawers, all numbers at zero."""
        empty(self._box)
        self._counts = {}
        for currency in drawers:
            code = currency.code
            notes, coins = sorted(currency.notes, reverse=True), sorted(currency.coins, reverse=True)
            count = DrawerCount(code, notes, coins, lem=code == "LEM")
            count.changed.connect(self.changed)
            self._counts[code] = count
            self._box.addWidget(count, count.tables)
        self._pages = []
        self._arrange()

    def counts(self) -> dict[str, dict[int, int]]:
        """Give currency to denomination (minor units) to number of pieces."""
        return {code: count.numbers() for code, count in self._counts.items()}

    def set_counts(self, counts: Mapping[str, Mapping[int, int]]) -> None:
        """Show numbers; drawers that are not named keep theirs."""
        for code, numbers in counts.items():
            if code in self._counts:
                self._counts[code].set_numbers(numbers)

    def totals(self) -> dict[str, int]:
        """Give currency to what is counted, minor units."""
        return {code: count.total_minor() for code, count in self._counts.items()}

    def lock(self, *, locked: bool) -> None:
        """Make the numbers final, or open them again."""
        for count in self._counts.values():
            count.lock(locked=locked)

    def turn_to(self, page: int) -> None:
        """Show the drawers of one tab."""
        self._shown = page
        for number, codes in enumerate(self._pages):
            for code in codes:
                self._counts[code].setVisible(number == page)
        if (button := self._group.button(page)) is not None:
            button.setChecked(True)

    def start(self) -> None:
        """Put the cursor on the first number."""
        if self._pages and self._pages[self._shown]:
            self._counts[self._pages[self._shown][0]].setFocus()

    def turn_to_drawer(self, code: str) -> None:
        """Show the tab that holds a drawer."""
        self.turn_to(next((n for n, codes in enumerate(self._pages) if code in codes), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Regroup the drawers by the room there is."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = max(2, (self.width() + GAP) // (TABLE_WIDTH + GAP))
        pages: list[list[str]] = [[]]
        # The complementary currency stands beside the franc: they are counted together every evening.
        for code in sorted(self._counts, key=lambda code: ("CHF", "LEM").index(code) if code in ("CHF", "LEM") else 2):
            taken = sum(self._counts[other].tables for other in pages[-1])
            if pages[-1] and taken + self._counts[code].tables > room:
                pages.append([])
            pages[-1].append(code)
        if pages == self._pages:
            return
        self._pages = pages
        for button in self._group.buttons():
            self._group.removeButton(button)
        empty(self._tab_row)
        for number, codes in enumerate(pages):
            tab = KeyedButton(" · ".join(codes), key=f"F{number + 2}", kind="chip", name=f"count-tab-{number + 1}")
            tab.setCheckable(True)
            self._group.addButton(tab, number)
            self._tab_row.addWidget(tab)
        self._tabs.setVisible(len(pages) > 1)
        self.turn_to(min(self._shown, len(pages) - 1))
