"""The pick list: what to take from the shelves for all orders of a day or a slot, to be printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from pos.services import order_picking
from pos.services.order_picking import Slot
from pos.ui.order_words import quantity_words, slot_words, where_words
from pos.ui.widgets.basics import empty, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.services.order_picking import PickLine
    from pos.services.till import Till

ALL = Slot("", "")
SHOWN_CHOICES = 5


class PickPanel(QWidget):
    """Chips for the days and slots, and one line per article."""

    print_asked = Signal(str, object)
    """The title and the `PickLine`s."""

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._chosen = ALL
        self._lines: Sequence[PickLine] = ()
        self._group = QButtonGroup(self)
        self._chips = row()
        self._chips.setContentsMargins(12, 8, 12, 8)
        self._rows = Rows((tr("Quantity"), tr("Article"), tr("Where"), tr("Orders")), right=(0,))
        self._view = table(self._rows, "pick-lines", tr("articles to pick"), stretch=1)
        self._none = label(tr("Nothing is to be picked."), size=17, kind="muted", name="pick-none")
        self._none.setContentsMargins(16, 24, 16, 24)
        self.print = KeyedButton(
            tr("Print the pick list"), key="Ctrl+P", icon="printer", kind="primary", name="pick-print", size=17
        )
        self.print.setMinimumHeight(56)
        self.print.clicked.connect(lambda: self.print_asked.emit(self._title(), self._lines))
        self._count = label(size=15, kind="muted", name="pick-count")
        foot = row(self._count, None, self.print)
        foot.setContentsMargins(12, 8, 12, 12)
        top = panel("surface")
        top.setLayout(self._chips)
        bottom = panel("surface")
        bottom.setLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (top, rule()):
            whole.addWidget(widget)
        whole.addWidget(self._view, 1)
        whole.addWidget(self._none, 1)
        whole.addWidget(bottom)

    def enter(self) -> None:
        """Show what is to be picked now; the slot that was chosen stays while there is something for it."""
        slots = order_picking.slots(self._till.shop)
        days = [Slot(day, "") for day in dict.fromkeys(slot.day for slot in slots)]
        choices = [ALL, *days] if len(days) > 1 else [ALL, *slots]
        if self._chosen not in choices:
            self._chosen = ALL
        self._show_chips(choices[:SHOWN_CHOICES])
        self._show()

    def _show_chips(self, choices: Sequence[Slot]) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
        empty(self._chips)
        for number, slot in enumerate(choices, 1):
            chip = KeyedButton(
                self._words(slot), key=f"Alt+{number}", shown=str(number), kind="chip", name=f"pick-slot-{number}"
            )
            chip.setCheckable(True)
            chip.setChecked(slot == self._chosen)
            chip.clicked.connect(partial(self._choose, slot))
            self._group.addButton(chip)
            self._chips.addWidget(chip)
        self._chips.addStretch(1)

    def _choose(self, slot: Slot) -> None:
        self._chosen = slot
        self._show()

    def _show(self) -> None:
        shop, slot = self._till.shop, self._chosen
        picked = order_picking.rows_to_pick(shop, slot.day, slot.times)
        self._lines = order_picking.pick_list(shop, picked)
        self._rows.show_rows(
            [
                (quantity_words(line.quantity_milli, line.unit), line.name, where_words(line), ", ".join(line.codes))
                for line in self._lines
            ]
        )
        there = bool(self._lines)
        self._view.setVisible(there)
        self._none.setVisible(not there)
        self.print.setEnabled(there)
        self._count.setText(tr("{n} articles for {orders} orders", n=len(self._lines), orders=len(picked)))

    def _words(self, slot: Slot) -> str:
        return slot_words(slot, self._till.shop.clock.now().date()) if slot.day else tr("All orders")

    def _title(self) -> str:
        return self._words(self._chosen)
