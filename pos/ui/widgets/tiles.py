"""The articles to touch: a grid of tiles with name, price, stock and key number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos.ui import theme
from pos.ui.icons import pixmap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

Index = QModelIndex | QPersistentModelIndex
DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
SPOKEN_ROLE = int(Qt.ItemDataRole.AccessibleTextRole)
TILE_ROLE = int(Qt.ItemDataRole.UserRole)
NO_PARENT = QModelIndex()
GAP = 8
BAND = 34
ROOM_WIDE = 1500
"""From this width of the choices on (a full-HD screen) there are 7 columns."""


class Tile(NamedTuple):
    """One article as shown: every text ready. `stock` is ok, low, out or none."""

    key: object
    name: str
    price: str
    unit: str
    plu: str
    icon: str
    tone: str
    stock: str = "none"
    stock_text: str = ""


class TileModel(QAbstractListModel):
    """The tiles it is given; it never fetches."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: Sequence[Tile] = ()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self._tiles = tiles
        self.endResetModel()

    def tile(self, row: int) -> Tile:
        """Give the tile in a place."""
        return self._tiles[row]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._tiles)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> object:
        tile = self._tiles[index.row()]
        if role == DISPLAY_ROLE:
            return tile.name
        if role == SPOKEN_ROLE:
            return f"{tile.name}, {tile.price}{tile.unit}, {tile.stock_text}".rstrip(", ")
        return tile if role == TILE_ROLE else None


class TileDelegate(QStyledItemDelegate):
    """Paints a tile from the tokens."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        view = option.widget
        return view.gridSize() if isinstance(view, QListView) else QSize(160, 130)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile = index.data(TILE_ROLE)
        assert isinstance(tile, Tile)
        t = theme.tokens()
        tone = t.tone(tile.tone)
        box = option.rect.adjusted(0, 0, -GAP, -GAP)
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        painter.fillPath(path, QColor(t.surface))
        painter.setClipPath(path)
        painter.fillRect(QRect(box.left(), box.top(), box.width(), BAND), QColor(tone.tint))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(t.accent if focused else t.line), 2 if focused else 1))
        painter.drawPath(path)
        if tile.icon:
            painter.drawPixmap(box.left() + 10, box.top() + 7, pixmap(tile.icon, tone.ink))
        painter.setFont(theme.font(13, 500))
        painter.setPen(QColor(tone.ink))
        band = QRect(box.left() + 36, box.top(), box.width() - 45, BAND)
        painter.drawText(band, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), tile.plu)
        self._paint_name(painter, tile.name, QRect(box.left() + 10, box.top() + BAND + 6, box.width() - 18, 40))
        self._paint_foot(painter, tile, QRect(box.left() + 10, box.bottom() - 30, box.width() - 19, 24))
        painter.restore()

    @staticmethod
    def _paint_name(painter: QPainter, name: str, room: QRect) -> None:
        face = theme.font(15, 500)
        painter.setFont(face)
        painter.setPen(QColor(theme.tokens().text))
        layout = QTextLayout(name, face)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) < 3:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            starts.append(line.textStart())
        layout.endLayout()
        metrics = QFontMetrics(face)
        rows = [name[start:end] for start, end in zip(starts, [*starts[1:], len(name)], strict=True)]
        if len(rows) > 2:
            rows = [rows[0], name[starts[1] :]]
        for number, text in enumerate(rows):
            shown = metrics.elidedText(text.strip(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QPoint(room.left(), room.top() + 15 + number * 19), shown)

    @staticmethod
    def _paint_foot(painter: QPainter, tile: Tile, room: QRect) -> None:
        t = theme.tokens()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        small, strong = theme.font(13, 500), theme.font(16, 700)
        unit_width = QFontMetrics(small).horizontalAdvance(tile.unit) + 3 if tile.unit else 0
        if unit_width:
            painter.setFont(small)
            painter.setPen(QColor(t.muted))
            painter.drawText(room.adjusted(0, 1, 0, 0), middle | int(Qt.AlignmentFlag.AlignRight), tile.unit)
        painter.setFont(strong)
        painter.setPen(QColor(t.text))
        price = room.adjusted(0, 0, -unit_width, 0)
        painter.drawText(price, middle | int(Qt.AlignmentFlag.AlignRight), tile.price)
        left = room.width() - unit_width - QFontMetrics(strong).horizontalAdvance(tile.price) - 6
        if tile.stock == "none" and not tile.stock_text:
            return
        inks = {"ok": t.positive, "low": t.warning, "out": t.danger, "none": t.muted}
        x = room.left()
        if tile.stock != "none":
            painter.setPen(Qt.PenStyle.NoPen if tile.stock == "ok" else QPen(QColor(inks[tile.stock]), 2))
            painter.setBrush(QColor(t.positive) if tile.stock == "ok" else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(x + 0.5, room.center().y() - 3, 7, 7))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            x += 12
        painter.setFont(small)
        painter.setPen(QColor(t.danger if tile.stock == "out" else t.muted))
        text = QFontMetrics(small).elidedText(tile.stock_text, Qt.TextElideMode.ElideRight, left - (x - room.left()))
        painter.drawText(QRect(x, room.top() + 1, left, room.height()), middle, text)


class TileView(QListView):
    """The grid: 5 by 4, 4 by 3 on small screens, 7 by 5 on large ones; one touch chooses."""

    chosen = Signal(object)
    """The `key` of the tile that was touched, or chosen with Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles = TileModel(self)
        self.setModel(self.tiles)
        self.setItemDelegate(TileDelegate(self))
        self.setObjectName("tiles")
        self.setAccessibleName("tiles")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setProperty("kind", "ground")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._touched)
        self.activated.connect(self._touched)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Replace everything shown, from the top."""
        self.tiles.show_tiles(tiles)
        self.scrollToTop()

    def first(self) -> Tile | None:
        """Give the first tile, or None."""
        return self.tiles.tile(0) if self.tiles.rowCount() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns, rows = (4, 3) if theme.is_compact() else (7, 5) if self.width() > ROOM_WIDE / 1.4 else (5, 4)
        # The scroll bar's room is left free, or it would push the last column to the next row.
        width, height = self.width() - 12, self.viewport().height()
        size = QSize(width // columns, max(112 + GAP, height // rows))
        if self.gridSize() != size:
            self.setGridSize(size)

    def _touched(self, index: QModelIndex) -> None:
        self.chosen.emit(self.tiles.tile(index.row()).key)
