"""The view of the articles' table: rows one can touch, a colour before the name, editing in the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pos.ui import theme
from pos.ui.icons import pixmap
from pos.ui.models.article_rows import ALIGN_ROLE, EDITABLE, SHORT_ROLE, TONE_ROLE, ArticleRows, Column
from pos.ui.widgets.picking import SWATCH, paint_swatch
from pos.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

Index = QModelIndex | QPersistentModelIndex
WIDTHS = {Column.CODE: 76, Column.PRICE: 116, Column.VAT: 60, Column.STOCK: 112, Column.PORTAL: 76}
"""Fixed: fitting columns to their contents would read every page of a large shop."""
SORTABLE = {Column.CODE: "code", Column.NAME: "name", Column.PRICE: "price", Column.STOCK: "stock"}


class _Delegate(QStyledItemDelegate):
    several = False
    """Rows are ticked to be changed together."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box = theme.tokens(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, QColor(t.accent_soft))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(t.accent if chosen else t.line))
        inner = box.adjusted(10, 0, -10, 0)
        column = index.column()
        if column == Column.CODE and self.several:
            self._paint_tick(painter, inner, chosen=chosen)
            inner.setLeft(inner.left() + 22)
        if column == Column.NAME:
            if tone := index.data(TONE_ROLE):
                paint_swatch(painter, inner.left(), inner.center().y() + 1, tone)
            inner.setLeft(inner.left() + SWATCH + 8)
        short = column == Column.STOCK and index.data(SHORT_ROLE)
        heavy = 600 if short or (chosen and column in (Column.NAME, Column.PRICE)) else 400
        painter.setFont(theme.font(16, heavy))
        quiet = column in (Column.CODE, Column.VAT, Column.PORTAL)
        painter.setPen(QColor(t.danger if short else t.muted if quiet else t.text))
        text = QFontMetrics(painter.font()).elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(index.data(ALIGN_ROLE)), text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(t.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -2))
        painter.restore()

    def _paint_tick(self, painter: QPainter, inner: QRect, *, chosen: bool) -> None:
        t = theme.tokens()
        square = QRect(inner.left() - 4, inner.center().y() - 9, 20, 20)
        painter.setPen(QColor(t.accent if chosen else t.control))
        painter.setBrush(QColor(t.accent if chosen else t.surface))
        painter.drawRoundedRect(square, 4, 4)
        if chosen:
            painter.drawPixmap(square.adjusted(2, 2, -2, -2), pixmap("check", t.on_accent, 16))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.setObjectName("cell-edit")
        made.setAccessibleName(tr("price") if index.column() == Column.PRICE else tr("name"))
        made.setProperty("kind", "cell")
        made.setFont(theme.font(16))
        made.setAlignment(Qt.AlignmentFlag(int(index.data(ALIGN_ROLE))))
        return made

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)


class ArticleTable(QTableView):
    """Enter opens an article, F4 edits its cell; when several are chosen, Space and a touch tick a row."""

    opened = Signal()
    """The current article is wanted in the form (Enter or a touch)."""
    sort_asked = Signal(str)

    def __init__(self, model: ArticleRows) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.setObjectName("articles-table")
        self.setAccessibleName(tr("articles"))
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.TARGET)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setMinimumHeight(theme.TARGET - 8)
        heads.sectionClicked.connect(self._head_clicked)
        self.choose_several(on=False)
        self.clicked.connect(self._clicked)

    def choose_several(self, *, on: bool) -> None:
        """Tick rows to change them together, or choose one."""
        self.several = self._delegate.several = on
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.MultiSelection if on else mode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.NoEditTriggers if on else triggers.DoubleClicked)
        if not on and self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())
        self.viewport().update()

    def chosen_numbers(self) -> list[int]:
        """Give the numbers of the articles that are ticked, in the order shown."""
        rows: set[int] = set()
        chosen = self.selectionModel().selection()
        for part in (chosen.at(place) for place in range(chosen.size())):
            rows.update(range(part.top(), part.bottom() + 1))
        return [self.rows.numbers[row] for row in sorted(rows) if row < len(self.rows.numbers)]

    def choose_all(self) -> None:
        """Tick everything shown; once more, nothing."""
        last = len(self.rows.numbers) - 1
        if last < 0:
            return
        if len(self.chosen_numbers()) == last + 1:
            self.clearSelection()
            return
        whole = QItemSelection(self.rows.index(0, 0), self.rows.index(last, len(Column) - 1))
        self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_sort(self, order: str, *, descending: bool) -> None:
        """Mark the column the rows are sorted by; an empty order marks none."""
        column = next((place for place, name in SORTABLE.items() if name == order), None)
        heads = self.horizontalHeader()
        heads.setSortIndicatorShown(column is not None)
        if column is not None:
            way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            heads.setSortIndicator(int(column), way)

    def edit_here(self) -> None:
        """Edit the name or the price of the current article in its cell; the price when another column is current."""
        index = self.currentIndex()
        if index.isValid():
            column = index.column() if index.column() in EDITABLE else Column.PRICE
            cell = self.rows.index(index.row(), column)
            self.setCurrentIndex(cell)
            self.edit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            event.accept()
        elif key == Qt.Key.Key_Space and self.several and self.currentIndex().isValid():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.Toggle | flag.Rows)
            event.accept()
        elif self.several and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1, event.modifiers())
            event.accept()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int, modifiers: Qt.KeyboardModifier) -> None:
        """Move without ticking; with Shift, tick what is passed."""
        row = max(0, min(len(self.rows.numbers) - 1, self.currentIndex().row() + by))
        flag = QItemSelectionModel.SelectionFlag
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if shift:
            self.selectionModel().select(self.currentIndex(), flag.Select | flag.Rows)
        how = flag.Select | flag.Rows if shift else flag.NoUpdate
        self.selectionModel().setCurrentIndex(self.rows.index(row, Column.NAME), how)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        self.setColumnHidden(int(Column.PORTAL), width < 640)
        for column in (Column.VAT, Column.STOCK):
            self.setColumnHidden(int(column), width < 540)
        rest = self.viewport().width()
        for column, width in WIDTHS.items():
            self.setColumnWidth(int(column), width)
            rest -= 0 if self.isColumnHidden(int(column)) else width
        self.setColumnWidth(int(Column.NAME), max(rest, 120))

    def _clicked(self, index: QModelIndex) -> None:
        if not self.several and index.isValid():
            self.opened.emit()

    def _head_clicked(self, section: int) -> None:
        if (order := SORTABLE.get(Column(section))) is not None:
            self.sort_asked.emit(order)
