"""The table of articles: their numbers in order are held, the articles themselves are read a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QObject

    from pos.shopfile.search import Found
    from pos.ui.article_words import ArticleRow

Index = QModelIndex | QPersistentModelIndex
DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
EDIT_ROLE = int(Qt.ItemDataRole.EditRole)
ALIGN_ROLE = int(Qt.ItemDataRole.TextAlignmentRole)
TONE_ROLE = int(Qt.ItemDataRole.UserRole)
SHORT_ROLE = TONE_ROLE + 1
NO_PARENT = QModelIndex()
PAGE_ROWS = 64
PAGES_KEPT = 24


class Column(IntEnum):
    """The columns, in order."""

    CODE = 0
    NAME = 1
    PRICE = 2
    VAT = 3
    STOCK = 4
    PORTAL = 5


EDITABLE = (Column.NAME, Column.PRICE)
_RIGHT = (Column.CODE, Column.PRICE, Column.VAT, Column.STOCK)


class ArticleRows(QAbstractTableModel):
    """Asks `read` for a page of articles when one of its rows is first shown, and `words` for their texts."""

    edited = Signal(object, int, str)
    """An article (`Found`), the column and the text that was typed there."""

    def __init__(
        self,
        read: Callable[[Sequence[int]], Mapping[int, Found]],
        words: Callable[[Found], ArticleRow],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._words = read, words
        self._numbers: Sequence[int] = ()
        self._pages: OrderedDict[int, list[tuple[Found, ArticleRow] | None]] = OrderedDict()

    def show_numbers(self, numbers: Sequence[int]) -> None:
        """Show these articles in this order."""
        self.beginResetModel()
        self._numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is shown: articles or stock changed."""
        self._pages.clear()
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, len(Column) - 1))

    @property
    def numbers(self) -> Sequence[int]:
        """The articles' numbers, in the order shown."""
        return self._numbers

    def row_of(self, number: int) -> int:
        """Give the row of an article, -1 when it is not shown."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1

    def found(self, row: int) -> Found | None:
        """Give the article of a row."""
        known = self._at(row)
        return known[0] if known is not None else None

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> object:
        if role == ALIGN_ROLE:
            return self._align(index.column())
        if role not in (DISPLAY_ROLE, EDIT_ROLE, TONE_ROLE, SHORT_ROLE):
            return None
        known = self._at(index.row())
        if known is None:
            return None
        found, shown = known
        if role == DISPLAY_ROLE:
            return shown[index.column()]
        if role == EDIT_ROLE:
            return found.product.name if index.column() == Column.NAME else shown.price.split(" ")[0]
        return shown.tone if role == TONE_ROLE else shown.short

    def setData(self, index: Index, value: object, role: int = EDIT_ROLE) -> bool:
        known = self._at(index.row())
        if role != EDIT_ROLE or known is None or str(value) == str(self.data(index, EDIT_ROLE)):
            return False
        self.edited.emit(known[0], index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in EDITABLE else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY_ROLE) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY_ROLE:
            return (tr("Code"), tr("Article"), tr("Price"), tr("VAT"), tr("Stock"), tr("Portal"))[section]
        return self._align(section) if role == ALIGN_ROLE else None

    def _align(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _at(self, row: int) -> tuple[Found, ArticleRow] | None:
        number, place = divmod(row, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            wanted = self._numbers[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
            found = self._read(wanted)
            page = [(found[n], self._words(found[n])) if n in found else None for n in wanted]
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[place] if place < len(page) else None
