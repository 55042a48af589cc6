"""Two lists for orders: the orders by slot, and the lines of one with a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from pos.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
SPOKEN_ROLE = int(Qt.ItemDataRole.AccessibleTextRole)
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
NO_PARENT = QModelIndex()
HEAD, ROW, LINE, SUB = 40, 64, 52, 20
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ShownOrder(NamedTuple):
    """An order in the list; one without an id is the heading of a slot, whose words are `code`."""

    id: str
    code: str
    state: str = ""
    shape: str = "off"
    articles: str = ""
    total: str = ""
    late: str = ""


class ShownGoods(NamedTuple):
    """A line of an order: what is missing of it stands below."""

    quantity: str
    name: str
    amount: str
    sub: str = ""
    ticked: bool = False
    gone: bool = False
    """Nothing of it is left to take."""
    pickable: bool = True
    """Whether it has a box to tick."""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[ShownOrder | ShownGoods] = ()

    def show_rows(self, rows: Sequence[ShownOrder | ShownGoods]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> object:
        row = self.rows[index.row()]
        if role == DISPLAY_ROLE:
            return row.code if isinstance(row, ShownOrder) else row.name
        if role == SPOKEN_ROLE:
            return ", ".join(part for part in row if isinstance(part, str) and part and part != row[0]) or row[1]
        return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.rows[index.row()]
        heading = isinstance(row, ShownOrder) and not row.id
        return Qt.ItemFlag.ItemNeverHasChildren if heading else super().flags(index)


class _View(QListView):
    def __init__(self, name: str, said: str) -> None:
        super().__init__()
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: what a scanner types here is no search."""


class OrderListView(_View):
    """The orders by slot; the chosen one is told."""

    chosen = Signal(str)

    def __init__(self, name: str, said: str) -> None:
        super().__init__(name, said)
        self.setItemDelegate(_OrderDelegate(self))
        self.selectionModel().currentChanged.connect(self._changed)
        self._silent = False

    def show_orders(self, orders: Sequence[ShownOrder], chosen: str) -> str:
        """Show orders with one chosen, or the first; give which."""
        self._silent = True
        self.rows.show_rows(orders)
        ids = [order.id for order in orders]
        if chosen not in ids or not chosen:
            chosen = next((each for each in ids if each), "")
        if chosen:
            self.setCurrentIndex(self.rows.index(ids.index(chosen)))
        self._silent = False
        return chosen

    def _changed(self, current: QModelIndex) -> None:
        row = self.rows.rows[current.row()] if current.isValid() else None
        if not self._silent and isinstance(row, ShownOrder) and row.id:
            self.chosen.emit(row.id)


class GoodsView(_View):
    """The lines of an order; a touch, Space or Enter ticks one."""

    ticked = Signal(int)
    """The number of the line that was touched."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(name, said)
        self.setItemDelegate(_GoodsDelegate(self))
        self.clicked.connect(lambda index: self.ticked.emit(index.row()))

    def show_goods(self, goods: Sequence[ShownGoods]) -> None:
        """Show the lines; the one in hand stays."""
        at = max(self.currentIndex().row(), 0)
        self.rows.show_rows(goods)
        if goods:
            self.setCurrentIndex(self.rows.index(min(at, len(goods) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)


class _OrderDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW if index.data(ROW_ROLE).id else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ShownOrder = index.data(ROW_ROLE)
        t, box = theme.tokens(), QRect(option.rect)
        painter.save()
        if not row.id:
            painter.fillRect(box, QColor(t.sunken))
            _write(painter, box.adjusted(16, 0, -12, 0), row.code, theme.font(14, 600), t.muted)
            painter.restore()
            return
        _ground(painter, self, option, index)
        inner = box.adjusted(16, 8, -16, -8)
        upper, lower = inner.adjusted(0, 0, 0, -inner.height() // 2), inner.adjusted(0, inner.height() // 2, 0, 0)
        used = _write(painter, upper, row.total, theme.font(17, 600), t.text, right=True)
        _write(painter, upper.adjusted(0, 0, -used - 12, 0), row.code, theme.font(17, 600), t.text)
        used = _write(painter, lower, row.articles, theme.font(14), t.muted, right=True)
        ink = {"ok": t.positive, "low": t.warning, "bad": t.danger, "todo": t.text}.get(row.shape, t.muted)
        _dot(painter, QPointF(lower.left() + 6, lower.center().y() + 1), row.shape, ink)
        words = " · ".join(part for part in (row.late, row.state) if part)
        _write(painter, lower.adjusted(20, 0, -used - 12, 0), words, theme.font(14, 600), ink)
        painter.restore()


class _GoodsDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, LINE + (SUB if index.data(ROW_ROLE).sub else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ShownGoods = index.data(ROW_ROLE)
        t, box = theme.tokens(), QRect(option.rect)
        painter.save()
        _ground(painter, self, option, index)
        line = QRect(box.left(), box.top(), box.width(), LINE)
        if row.pickable:
            _box(painter, QRectF(box.left() + 16, box.top() + 14, 24, 24), ticked=row.ticked, gone=row.gone)
        ink = t.muted if row.gone or row.ticked else t.text
        used = _write(painter, line.adjusted(0, 0, -16, 0), row.amount, theme.font(16, 600), ink, right=True)
        _write(
            painter, QRect(box.left() + 48, line.top(), 84, LINE), row.quantity, theme.font(16, 600), ink, right=True
        )
        _write(painter, line.adjusted(144, 0, -used - 28, 0), row.name, theme.font(16, 500), ink)
        if row.sub:
            below = QRect(box.left() + 144, box.top() + LINE - 14, box.width() - 160, SUB)
            _write(painter, below, row.sub, theme.font(14, 600), t.danger)
        painter.restore()


def _ground(painter: QPainter, delegate: QStyledItemDelegate, option: QStyleOptionViewItem, index: Index) -> None:
    """Paint a line under the row; the row in hand has a soft fill, and a border where the keys go."""
    t, box = theme.tokens(), QRect(option.rect)
    view = delegate.parent()
    assert isinstance(view, QListView)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if index == view.currentIndex():
        focused = view.hasFocus()
        fill = isinstance(view, OrderListView) or focused
        painter.setPen(QPen(QColor(t.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent_soft if fill else t.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(5, 1, -5, -2), theme.RADIUS, theme.RADIUS)
    else:
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(t.line))


def _dot(painter: QPainter, center: QPointF, shape: str, ink: str) -> None:
    if shape == "ok":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawEllipse(center, 5, 5)
        return
    painter.setPen(QPen(QColor(ink), 3 if shape in ("low", "todo") else 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(center, 4, 4)


def _box(painter: QPainter, box: QRectF, *, ticked: bool, gone: bool) -> None:
    t = theme.tokens()
    painter.setPen(QPen(QColor(t.accent if ticked else t.line if gone else t.control), 2))
    painter.setBrush(QColor(t.accent if ticked else t.surface))
    painter.drawRoundedRect(box, 4, 4)
    if ticked:
        painter.setPen(QPen(QColor(t.on_accent), 3))
        painter.drawPolyline([box.topLeft() + QPointF(*at) for at in ((6, 12), (10, 17), (18, 7))])


def _write(painter: QPainter, room: QRect, text: str, font: object, ink: str, *, right: bool = False) -> int:
    """Write a text, cut short where there is no room; give its width."""
    painter.setFont(font)  # type: ignore[arg-type]
    painter.setPen(QColor(ink))
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, _RIGHT if right else _MIDDLE, shown)
    return metrics.horizontalAdvance(shown)
