"""What is touched while paying: a means, an amount received, a Léman note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from pos.domain.money import format_amount
from pos.ui import theme
from pos.ui.icons import pixmap
from pos.ui.widgets.keycap import KeyedButton, paint_keycap
from pos.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _font_that_fits(text: str, width: int, sizes: tuple[int, ...], *, compact: bool) -> QFont:
    """Give the largest of the sizes at which a text fits; a small screen starts with the second."""
    fonts = [theme.font(size, 600) for size in (sizes[1:] if compact else sizes)]
    return next((font for font in fonts if QFontMetrics(font).horizontalAdvance(text) <= width), fonts[-1])


class _Tile(QPushButton):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "line")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _background(self) -> QStylePainter:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        return painter


class MeanTile(_Tile):
    """A means of payment with the amount it would take now."""

    def __init__(self, name: str, title: str, icon: str, key: str, *, lem: bool = False) -> None:
        super().__init__(name)
        self._title, self._icon, self._key, self._lem = title, icon, key, lem
        self._amount = self._word = ""
        self.setCheckable(True)

    def say(self, amount: str, word: str = "") -> None:
        """Show the amount and a word beside it."""
        self._amount, self._word = amount, word
        self.setAccessibleName(f"{self._title} {amount} {word}, {self._key}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 56 if theme.is_compact() else 80)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = self._background()
        inner = self.rect().adjusted(12, 4, -10, -4)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2 + 2)
        lower = QRect(inner.left(), upper.bottom() - 2, inner.width(), inner.height() - upper.height() + 2)
        ink = t.lem if self._lem else t.text
        painter.drawPixmap(upper.left(), upper.center().y() - 9, pixmap(self._icon, ink, 20))
        painter.setFont(theme.font(15 if theme.is_compact() else 16, 600))
        painter.setPen(QColor(t.text if self.isEnabled() else t.muted))
        metrics = QFontMetrics(painter.font())
        marked = self.isChecked() and metrics.horizontalAdvance(self._title) + 52 <= upper.width()
        title = upper.adjusted(30, 0, -22 if marked else 0, 0)
        painter.drawText(title, LEFT, metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, title.width()))
        if marked:
            painter.drawPixmap(upper.right() - 20, upper.center().y() - 9, pixmap("check", t.accent, 20))
        paint_keycap(painter, lower, self._key)
        amount, word = QFontMetrics(theme.font(16, 600)), QFontMetrics(theme.font(14))
        wide = amount.horizontalAdvance(self._amount) + 5 + word.horizontalAdvance(self._word)
        # Under the title where there is room, else from the icon's edge.
        x = lower.left() + (30 if 30 + wide + 28 <= lower.width() else 0)
        painter.setFont(theme.font(16, 600))
        painter.setPen(QColor(ink if self.isEnabled() else t.muted))
        painter.drawText(QRect(x, lower.top(), lower.right() - x - 26, lower.height()), LEFT, self._amount)
        x += amount.horizontalAdvance(self._amount) + 5
        if x + word.horizontalAdvance(self._word) <= lower.right() - 26:
            painter.setFont(theme.font(14))
            painter.setPen(QColor(t.muted))
            painter.drawText(QRect(x, lower.top(), lower.right() - x - 26, lower.height()), LEFT, self._word)


class GiveTile(_Tile):
    """An amount the customer may hand over, with the change it makes."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.minor: int | None = None
        self._amount = self._second = self._key = ""

    def say(self, minor: int | None, amount: str, second: str, key: str = "") -> None:
        """Show an amount; `minor` None is «another amount»."""
        self.minor, self._amount, self._second, self._key = minor, amount, second, key
        self.setAccessibleName(f"{amount}, {second}")
        theme.set_kind(self, "selected" if key and minor is not None else "")
        self.setVisible(bool(amount))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(110, 52 if theme.is_compact() else 76)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = self._background()
        inner = self.rect().adjusted(12, 6, -8, -6)
        middle = inner.center().y()
        if self._key:
            low = theme.is_compact()
            cap = QRect(inner.left(), middle + 2 if low else inner.top(), inner.width(), 24)
            paint_keycap(painter, cap, self._key)
        painter.setPen(QColor(t.text))
        painter.setFont(_font_that_fits(self._amount, inner.width(), (24, 20, 18, 16), compact=theme.is_compact()))
        upper = QRect(inner.left(), middle - 30, inner.width(), 32)
        metrics = QFontMetrics(painter.font())
        painter.drawText(upper, LEFT, metrics.elidedText(self._amount, Qt.TextElideMode.ElideRight, upper.width()))
        painter.setPen(QColor(t.muted))
        painter.setFont(theme.font(14 if theme.is_compact() else 15))
        lower = QRect(inner.left(), middle + 2, inner.width(), 22)
        metrics = QFontMetrics(painter.font())
        painter.drawText(lower, LEFT, metrics.elidedText(self._second, Qt.TextElideMode.ElideRight, lower.width()))


class _NoteFace(_Tile):
    def __init__(self, name: str, note_minor: int, key: str) -> None:
        super().__init__(name)
        self.setProperty("kind", "lem")
        whole, cents = divmod(note_minor, 100)
        self._note = f"{whole}.{cents:02d}" if cents else str(whole)
        self._key = key
        self.count = 0

    def sizeHint(self) -> QSize:
        return QSize(80, 54 if theme.is_compact() else 68)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 54 if theme.is_compact() else 68)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = self._background()
        inner = self.rect().adjusted(12, 6, -8, -6)
        painter.setPen(QColor(t.lem))
        painter.setFont(theme.font(18 if theme.is_compact() else 22, 700))
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2 + 2), LEFT, self._note)
        painter.setFont(theme.font(15, 600))
        lower = QRect(inner.left(), inner.center().y(), inner.width(), inner.height() // 2 + 2)
        painter.drawText(lower, LEFT, f"× {self.count}" if self.count else "LEM")
        if self._key:
            paint_keycap(painter, lower if theme.is_compact() else inner, self._key, t.lem)


class NoteButton(QFrame):
    """A Léman note: a touch takes one more, the minus hands one back."""

    added = Signal(int)
    removed = Signal(int)

    def __init__(self, note_minor: int, key: str) -> None:
        super().__init__()
        note = format_amount(note_minor)
        self._face = _NoteFace(f"note-{note_minor}", note_minor, key)
        self._less = KeyedButton("−", kind="lem", name=f"note-{note_minor}-less")
        self._less.setAccessibleName(tr("one note of {note} LEM less", note=note))
        self._less.setFixedWidth(theme.TARGET)
        self._less.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._less.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._face, 1)
        box.addWidget(self._less)
        self._note = note
        self._face.clicked.connect(lambda: self.added.emit(note_minor))
        self._less.clicked.connect(lambda: self.removed.emit(note_minor))
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many of this note were taken."""
        self._face.count = count
        self._face.setAccessibleName(tr("note of {note} LEM, {n} taken", note=self._note, n=count))
        self._less.setVisible(count > 0)
        self._face.update()
