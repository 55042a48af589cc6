"""Closings for the accountant: choose a month or a day, see how it will be booked, write the file of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.services import accounting
from pos.ui import theme
from pos.ui.texts import date_of, money
from pos.ui.widgets.basics import column, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from pos.services.till import Till

SHOWN = 400
"""So many rows of a period are shown; the file has all of them."""


class AccountingPanel(QWidget):
    """Periods at the left, their double entry at the right, one button for each program."""

    written = Signal(str, object)
    """The name and the content of a file, to be put among the person's documents."""
    failed = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._periods: Sequence[str] = ()
        self._list = Rows((tr("Month or day"),))
        self._view = table(self._list, "accounting-periods", tr("months and days that were closed"))
        self._view.selectionModel().currentChanged.connect(self._choose)
        self._rows = Rows((tr("Date"), tr("Document"), tr("Text"), tr("Debit / credit"), tr("Amount")), right=(4,))
        self._table = table(self._rows, "accounting-rows", tr("how the period will be booked"), stretch=2)
        self._said = label(kind="muted", name="accounting-said")
        self._said.setWordWrap(True)
        left = panel("surface")
        left.setLayout(self._view_with_head())
        left.setFixedWidth(240)
        right = column(self._table)
        right.setContentsMargins(12, 10, 12, 10)
        middle = row(left, right, gap=0)
        middle.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(rule())
        whole.addWidget(self._make_foot())

    def _view_with_head(self) -> QVBoxLayout:
        made = column(self._view)
        made.setContentsMargins(12, 10, 12, 10)
        return made

    def _make_foot(self) -> QWidget:
        foot = panel("surface")
        self._buttons = []
        for number, program in enumerate(accounting.FORMATS, 1):
            made = KeyedButton(program, key=f"Alt+{number}", icon="pdf", name=f"accounting-{number}")
            made.setAccessibleName(tr("File for {program}", program=program))
            made.setMinimumHeight(theme.TARGET)
            made.clicked.connect(lambda _=False, program=program: self._write(program))
            self._buttons.append(made)
        inside = row(self._said, *self._buttons)
        inside.setStretch(0, 1)
        inside.setContentsMargins(16, 10, 12, 10)
        foot.setLayout(inside)
        return foot

    def enter(self) -> None:
        """Read which periods were closed, and show the newest."""
        self._periods = accounting.periods(self._till.shop)
        self._list.show_rows([(_words(period),) for period in self._periods])
        for button in self._buttons:
            button.setEnabled(bool(self._periods))
        if self._periods:
            flags = QItemSelectionModel.SelectionFlag
            index = self._list.index(0, 0)
            self._view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._show(self._periods[0])
        else:
            self._rows.show_rows(())
            self._said.setText(tr("No day was closed yet. After the first Z its file can be written here."))
        self._view.setFocus()

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self._show(self._periods[current.row()])

    def _show(self, period: str) -> None:
        try:
            rows = accounting.rows(accounting.postings(self._till.shop, period))
        except UserError as error:
            self.failed.emit(error)
            return
        shown = [(date_of(day), *words, money(minor)) for day, *words, minor in rows[:SHOWN]]
        self._rows.show_rows(shown)
        self._said.setText(tr("{n} entries. Let the accountant confirm the account numbers once.", n=len(rows)))

    def _write(self, program: str) -> None:
        index = self._view.currentIndex()
        if not index.isValid():
            return
        try:
            name, body = accounting.file_of(self._till.shop, self._periods[index.row()], program)
        except UserError as error:
            self.failed.emit(error)
            return
        self.written.emit(name, body)


def _words(period: str) -> str:
    """Name a period: «11.2026» and, under it, its days."""
    if len(period) == 7:
        return tr("Month {month}", month=f"{period[5:]}.{period[:4]}")
    return date_of(period)
