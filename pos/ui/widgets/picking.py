"""Choose one of many in a sheet over the form: a field that shows the choice, and the sheet with its search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from pos.ui import theme
from pos.ui.icons import pixmap
from pos.ui.widgets.basics import Field, label, row
from pos.ui.widgets.keycap import KeyedButton, cap_width, paint_keycap
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPaintEvent

SWATCH = 10
_KEY_ROLE = int(Qt.ItemDataRole.UserRole)
_TONE_ROLE = _KEY_ROLE + 1
_SECOND_ROLE = _KEY_ROLE + 2


class Option(NamedTuple):
    """One choice: its key, what is shown, a colour of the theme, and a second text at the right."""

    key: str
    text: str
    tone: str = ""
    second: str = ""


def paint_swatch(painter: QPainter, x: int, middle: int, tone: str) -> None:
    """Paint a category's colour as a small square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens().tone(tone).ink))
    painter.drawRoundedRect(QRect(x, middle - SWATCH // 2, SWATCH, SWATCH), 3, 3)
    painter.restore()


class PickField(QPushButton):
    """Shows what is chosen; a touch, Space or its key opens the sheet of its host."""

    changed = Signal()
    opened = Signal(object)

    def __init__(
        self,
        name: str,
        said: str,
        options: Callable[[str], Sequence[Option]],
        shown: Callable[[str], Option] | None = None,
        *,
        key: str = "",
        new: bool = False,
    ) -> None:
        """Choose among `options(text searched)`; `shown` names a key outside the list, `new` takes what is typed."""
        super().__init__()
        self.said, self.options, self.new = said, options, new
        self._shown_by, self._key, self._cap = shown, "", key
        self._option = Option("", "")
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: self.opened.emit(self))
        self.set_value("")

    def set_value(self, value: Any) -> None:
        """Show a choice by its key."""
        before, self._key = self._key, str(value or "")
        self._option = self._find(self._key)
        self.setAccessibleName(f"{self.said}: {self._option.text or tr('none')}")
        self.update()
        if before != self._key:
            self.changed.emit()

    def value(self) -> str:
        """Give the key of the choice."""
        return self._key

    def blank(self) -> bool:
        """Tell whether nothing is chosen."""
        return not self._key

    def _find(self, key: str) -> Option:
        if self._shown_by is not None:
            return self._shown_by(key)
        return next((option for option in self.options("") if option.key == key), Option(key, key))

    def sizeHint(self) -> QSize:
        return QSize(120, theme.TARGET)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, theme.TARGET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        t, inner = theme.tokens(), self.rect().adjusted(12, 0, -10, 0)
        if self._cap:
            paint_keycap(painter, inner, self._cap)
            inner.setRight(inner.right() - cap_width(self._cap) - 4)
        ink = t.text if self.isEnabled() else t.muted
        painter.drawPixmap(inner.right() - 18, inner.center().y() - 9, pixmap("down", ink, 18))
        inner.setRight(inner.right() - 22)
        if self._option.tone:
            paint_swatch(painter, inner.left(), inner.center().y() + 1, self._option.tone)
            inner.setLeft(inner.left() + SWATCH + 8)
        font = theme.font(16)
        painter.setFont(font)
        painter.setPen(QColor(ink if self._option.text else t.muted))
        text = QFontMetrics(font).elidedText(
            self._option.text or tr("none"), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


class OptionDelegate(QStyledItemDelegate):
    """Paints an option: colour, text, second text at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.TARGET)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        t, box = theme.tokens(), option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, QColor(t.accent_soft))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(t.accent if chosen else t.line))
        inner = box.adjusted(12, 0, -12, 0)
        if tone := index.data(_TONE_ROLE):
            paint_swatch(painter, inner.left(), inner.center().y() + 1, tone)
            inner.setLeft(inner.left() + SWATCH + 8)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if second := index.data(_SECOND_ROLE):
            painter.setFont(theme.font(15))
            painter.setPen(QColor(t.muted))
            painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), second)
            inner.setRight(inner.right() - QFontMetrics(painter.font()).horizontalAdvance(second) - 12)
        painter.setFont(theme.font(16, 600 if chosen else 400))
        painter.setPen(QColor(t.text))
        text = QFontMetrics(painter.font()).elidedText(index.data(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()


def put_option(item: QListWidgetItem, option: Option) -> None:
    """Make a list's item show an option."""
    item.setText(option.text)
    for role, value in ((_KEY_ROLE, option.key), (_TONE_ROLE, option.tone), (_SECOND_ROLE, option.second)):
        item.setData(role, value)


class PickSheet(QWidget):
    """The choices of one field with a search; Enter takes the marked one, Esc goes back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "surface")
        self._field: PickField | None = None
        back = KeyedButton(tr("Back"), shown=tr("Esc"), icon="back", kind="line", name="pick-back", shortcut=False)
        back.clicked.connect(self.left)
        self._title = label(size=18, weight=600, name="pick-title")
        self.search = Field("pick-search", tr("search in the list"), placeholder=tr("Search"))
        self.search.textEdited.connect(self._fill)
        self.search.returnPressed.connect(self._take)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("pick-list")
        self.list.setAccessibleName(tr("choices"))
        self.list.setItemDelegate(OptionDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.list.installEventFilter(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.setSpacing(8)
        whole.addLayout(row(back, self._title, None, gap=12))
        whole.addWidget(self.search)
        whole.addWidget(self.list, 1)

    def open(self, field: PickField) -> None:
        """Show the choices of a field, its own marked."""
        self._field = field
        self._title.setText(field.said)
        self.list.setAccessibleName(field.said)
        self.search.clear()
        self._fill("")
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + by)))
                return True
            if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        assert self._field is not None
        self.list.clear()
        options = list(self._field.options(text))
        typed = text.strip()
        if self._field.new and typed and all(option.text != typed for option in options):
            options.append(Option(typed, tr("new: {text}", text=typed)))
        for option in options:
            item = QListWidgetItem()
            put_option(item, option)
            self.list.addItem(item)
            if option.key == self._field.value():
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _take(self) -> None:
        item = self.list.currentItem()
        if self._field is not None and item is not None:
            self._field.set_value(item.data(_KEY_ROLE))
            self.left.emit()


class PickHost(QStackedWidget):
    """A form with the sheet that its pick fields open."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._sheet = PickSheet()
        self._open_for: PickField | None = None
        self.addWidget(content)
        self.addWidget(self._sheet)
        self._sheet.left.connect(self.back)

    def watch(self, *fields: PickField) -> None:
        """Open the sheet for these fields."""
        for field in fields:
            field.opened.connect(self._open_sheet)

    def back(self) -> bool:
        """Close the sheet; False when none is open."""
        if self._open_for is None:
            return False
        self.setCurrentIndex(0)
        self._open_for.setFocus()
        self._open_for = None
        return True

    def _open_sheet(self, field: PickField) -> None:
        self._open_for = field
        self._sheet.open(field)
        self.setCurrentWidget(self._sheet)
        self._sheet.search.setFocus()
