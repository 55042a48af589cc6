"""Baskets set aside for customers who come back: the list of them, take one up, give one up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos.domain.errors import UserError
from pos.ui.screens.list_sheet import Entry
from pos.ui.texts import money, time_of
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.till import Till
    from pos.ui.screens.list_sheet import ListSheet


class ParkedBaskets(QObject):
    """Fills the list at the right with the parked baskets."""

    resumed = Signal()
    given_up = Signal()
    failed = Signal(object)

    def __init__(self, sheet: ListSheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet

    def show_in_list(self, till: Till) -> None:
        """List them, oldest first."""
        entries = [
            Entry(
                f"{money(draft.basket.total_minor)} · " + ", ".join(line.name for line in draft.basket.lines[:3]),
                tr("parked at {time}, {n} lines", time=time_of(draft.changed_at), n=len(draft.basket.lines)),
                act=partial(self._resume, till, draft.id),
                extra=(tr("Give up"), partial(self._discard, till, draft.id)),
            )
            for draft in till.parked()
        ]
        none = tr("No basket is parked. F6 parks the one in progress.")
        self._sheet.show_entries(tr("Parked baskets"), entries, none)

    def _resume(self, till: Till, basket_id: str) -> None:
        try:
            till.resume(basket_id)
        except UserError as error:
            self.failed.emit(error)
        self.resumed.emit()

    def _discard(self, till: Till, basket_id: str) -> None:
        till.discard(basket_id)
        self.given_up.emit()
