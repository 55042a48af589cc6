"""A short list that is edited in place: packs, dated prices, parts of a kit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.ui import theme
from pos.ui.widgets.basics import label
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.ui.widgets.values import ValueWidget


class Cell(NamedTuple):
    """A column: its head, what makes its field (object name, spoken name), and its share of the width."""

    head: str
    make: Callable[[str, str], ValueWidget]
    share: int = 1


class LinesEdit(QWidget):
    """Rows of fields, each with a button that removes it; a row left empty counts for nothing."""

    changed = Signal()
    row_made = Signal(object)
    """The fields of a row that was just made."""

    def __init__(self, name: str, add: str, cells: Sequence[Cell]) -> None:
        super().__init__()
        self._name, self._cells = name, cells
        self._rows: list[tuple[QWidget, list[ValueWidget]]] = []
        self._heads = QWidget()
        heads = QHBoxLayout(self._heads)
        heads.setContentsMargins(0, 0, theme.TARGET + theme.S, 0)
        heads.setSpacing(theme.S)
        for cell in cells:
            heads.addWidget(label(cell.head, size=13, kind="muted"), cell.share)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.XS)
        self._box.addWidget(self._heads)
        more = KeyedButton(add, icon="plus", kind="line", name=f"{name}-add")
        more.clicked.connect(self._add_empty)
        last = QHBoxLayout()
        last.addWidget(more)
        last.addStretch(1)
        self._box.addLayout(last)
        self._heads.hide()

    def set_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """Show these rows."""
        while self._rows:
            self._drop(self._rows[-1][0])
        for values in rows:
            self._add(values)
        self._heads.setVisible(bool(self._rows))

    def rows(self) -> list[tuple[Any, ...]]:
        """Give the values of the rows that hold something; raises `UserError` for what cannot be read."""
        filled = [fields for _, fields in self._rows if not all(field.blank() for field in fields)]
        return [tuple(field.value() for field in fields) for fields in filled]

    def _add_empty(self) -> None:
        self._add(None)
        first = self._rows[-1][1][0]
        assert isinstance(first, QWidget)
        first.setFocus()
        self.changed.emit()

    def _add(self, values: Sequence[Any] | None) -> None:
        number = len(self._rows) + 1
        holder, fields = QWidget(), list["ValueWidget"]()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.S)
        for place, cell in enumerate(self._cells):
            field = cell.make(f"{self._name}-{number}-{place + 1}", f"{cell.head} {number}")
            if values is not None:
                field.set_value(values[place])
            field.changed.connect(self.changed)
            assert isinstance(field, QWidget)
            box.addWidget(field, cell.share)
            fields.append(field)
        away = KeyedButton("", icon="x", kind="quiet", name=f"{self._name}-{number}-remove")
        away.setAccessibleName(tr("remove line {n}", n=number))
        away.setFixedWidth(theme.TARGET)
        away.clicked.connect(lambda: self._remove(holder))
        box.addWidget(away)
        self._rows.append((holder, fields))
        self._box.insertWidget(len(self._rows), holder)
        self._heads.show()
        self.row_made.emit(fields)

    def _remove(self, holder: QWidget) -> None:
        self._drop(holder)
        self._heads.setVisible(bool(self._rows))
        self.changed.emit()

    def _drop(self, holder: QWidget) -> None:
        self._rows = [known for known in self._rows if known[0] is not holder]
        self._box.removeWidget(holder)
        holder.hide()
        holder.deleteLater()
