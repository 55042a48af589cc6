"""A verdict that is read across a room: colour, shape and words say the same; and bars of how many per hour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from pos.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPaintEvent

GO, STOP, WAIT, IDLE = "go", "stop", "wait", "idle"
MARGIN = 12
LEAST_SHAPE = 40
_LEAST = 26
_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class VerdictView(QWidget):
    """One large area: a green disc with a tick, a red octagon with a cross, an orange triangle, or nothing yet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMinimumSize(320, 200)
        self.tone, self._words = IDLE, ""
        self._details: tuple[str, ...] = ()

    def show_verdict(self, tone: str, words: str, details: Sequence[str] = ()) -> None:
        """Show a verdict in words, with what is known beside it."""
        self.tone, self._words = tone, words
        self._details = tuple(detail for detail in details if detail)
        self.setAccessibleName(". ".join((words, *self._details)))
        self.update()

    @property
    def words(self) -> str:
        """What it says now, all of it."""
        return self.accessibleName()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        fill = {GO: t.positive, STOP: t.danger, WAIT: t.caution}.get(self.tone, t.surface)
        ink = QColor(t.muted if self.tone == IDLE else t.surface)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line if self.tone == IDLE else fill), 2))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        inner = self.rect().adjusted(16, MARGIN, -16, -MARGIN)
        small = theme.font(18 if theme.is_compact() else 24, 500)
        below = sum(_height(small, detail, inner.width()) + 2 for detail in self._details)
        # The words beside it are never cut: the shape gives way first, then the verdict's letters.
        large, high = self._fitted(inner.width(), (inner.height() - below) * 3 // 5)
        side = min(self.height() * 2 // 5, self.width() // 3, inner.height() - below - high - 2 * MARGIN)
        top = inner.top() + max(0, min(MARGIN, inner.height() - below - high - side - MARGIN))
        if side >= LEAST_SHAPE:
            _shape(painter, self.tone, QRectF((self.width() - side) / 2, top, side, side), ink, fill)
            top += side + MARGIN
        painter.setPen(ink)
        for font, text, room in ((large, self._words, high), *((small, it, 0) for it in self._details)):
            tall = room or _height(font, text, inner.width())
            painter.setFont(font)
            painter.drawText(QRect(inner.left(), top, inner.width(), tall), _CENTRED, text)
            top += tall + 2

    def _fitted(self, width: int, most: int) -> tuple[QFont, int]:
        """Give the largest letters in which the verdict fits, and its height."""
        font = theme.font(64, 700)
        while font.pixelSize() > _LEAST:
            box = QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _CENTRED, self._words)
            if box.height() <= most and box.width() <= width:
                break
            font.setPixelSize(font.pixelSize() - 4)
        return font, _height(font, self._words, width)


def _height(font: QFont, text: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _CENTRED, text).height()


class HourBars(QWidget):
    """How many came in each hour, as bars with their number and hour."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._hours: Sequence[tuple[str, int]] = ()

    def show_hours(self, hours: Sequence[tuple[str, int]], words: str) -> None:
        """Show (hour, number), the last eight hours; `words` are read by screen readers."""
        self._hours = hours[-8:]
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 92)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._hours:
            return
        t, painter = theme.tokens(), QPainter(self)
        most = max(number for _, number in self._hours)
        wide = min(self.width() // len(self._hours), 84)
        painter.setFont(theme.font(14, 600))
        for place, (hour, number) in enumerate(self._hours):
            left, room = place * wide, self.height() - 40
            high = max(2, room * number // most)
            painter.fillRect(QRect(left + 6, 20 + room - high, wide - 12, high), QColor(t.accent))
            painter.setPen(QColor(t.text))
            middle = int(Qt.AlignmentFlag.AlignHCenter)
            painter.drawText(QRect(left, room - high, wide, 20), middle, str(number))
            painter.setPen(QColor(t.muted))
            painter.drawText(QRect(left, self.height() - 20, wide, 20), middle, hour)


def _shape(painter: QPainter, tone: str, box: QRectF, ink: QColor, fill: str) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    line = QPen(QColor(fill), box.width() * 0.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    x, y, w = box.left(), box.top(), box.width()
    if tone == GO:
        painter.drawEllipse(box)
        painter.setPen(line)
        painter.drawPolyline([QPointF(x + w * p, y + w * q) for p, q in ((0.27, 0.52), (0.44, 0.69), (0.74, 0.34))])
    elif tone == STOP:
        painter.drawPolygon(_octagon(box))
        painter.setPen(line)
        painter.drawLine(QPointF(x + w * 0.32, y + w * 0.32), QPointF(x + w * 0.68, y + w * 0.68))
        painter.drawLine(QPointF(x + w * 0.68, y + w * 0.32), QPointF(x + w * 0.32, y + w * 0.68))
    elif tone == WAIT:
        painter.drawPolygon(
            QPolygonF([QPointF(x + w / 2, y), QPointF(x + w * 1.05, y + w), QPointF(x - w * 0.05, y + w)])
        )
        painter.setPen(line)
        painter.drawLine(QPointF(x + w / 2, y + w * 0.4), QPointF(x + w / 2, y + w * 0.64))
        painter.drawPoint(QPointF(x + w / 2, y + w * 0.83))
    else:
        _frame(painter, box, ink)
    painter.restore()


def _octagon(box: QRectF) -> QPolygonF:
    radius, turn = box.width() / 2 / math.cos(math.pi / 8), math.pi / 8
    corners = [turn + math.pi / 4 * n for n in range(8)]
    return QPolygonF([box.center() + QPointF(math.cos(at) * radius, math.sin(at) * radius) for at in corners])


def _frame(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Draw the corners that a scanner's sight has."""
    painter.setPen(QPen(ink, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    arm = box.width() / 4
    for corner, dx, dy in (
        (box.topLeft(), arm, arm),
        (box.topRight(), -arm, arm),
        (box.bottomLeft(), arm, -arm),
        (box.bottomRight(), -arm, -arm),
    ):
        painter.drawLine(corner, corner + QPointF(dx, 0))
        painter.drawLine(corner, corner + QPointF(0, dy))
    middle = box.center().y()
    painter.drawLine(QPointF(box.left() + arm / 2, middle), QPointF(box.right() - arm / 2, middle))
