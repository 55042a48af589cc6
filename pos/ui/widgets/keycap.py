"""Buttons that show their key: the cap painted and the shortcut set come from the same value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from pos.ui import theme
from pos.ui.icons import pixmap
from pos.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

CAP_HEIGHT = 20
ICON = 20
GAP = 8
RAISED = 12
LEAST = 13
"""Points that a tab's word is still read at."""


def key_text(key: str) -> str:
    """Give a key as it is written on this shop's keyboards: `Return` becomes «Entrée»."""
    names = {
        "Return": tr("Enter"),
        "Escape": tr("Esc"),
        "Delete": tr("Del"),
        "Space": tr("Space"),
        "Ctrl": tr("Ctrl"),
        "Alt": tr("Alt"),
        "Shift": "⇧",
    }
    return " ".join(names.get(part, part) for part in key.split("+") if part) if key != "+" else "+"


def cap_width(text: str) -> int:
    """Give the width of a key cap in pixels."""
    return max(CAP_HEIGHT, QFontMetrics(theme.font(12, 500)).horizontalAdvance(text) + 11)


def paint_keycap(painter: QPainter, rect: QRect, text: str, ink: str | None = None) -> None:
    """Paint a key cap right-aligned and centred in `rect`; `ink` draws it on a filled button."""
    tokens = theme.tokens()
    width = cap_width(text)
    cap = QRectF(rect.right() - width + 0.5, rect.center().y() - CAP_HEIGHT / 2 + 0.5, width - 1, CAP_HEIGHT - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink or tokens.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if ink else QColor(tokens.surface))
    painter.drawRoundedRect(cap, 4, 4)
    if not ink:
        painter.setPen(QPen(QColor(tokens.line), 2))
        painter.drawLine(cap.bottomLeft().toPoint() + QRect(3, 0, 0, 0).topLeft(), cap.bottomRight().toPoint())
    painter.setFont(theme.font(12, 500))
    painter.setPen(QColor(ink or tokens.muted))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyedButton(QPushButton):
    """A button with an icon, a text, an optional second line and the cap of its key.

    `key` is a portable sequence like `F3`, `Ctrl+R`, `Return`; `shown` overrides what the cap says, and
    `shortcut=False` paints the cap only (the screen handles the key itself).
    """

    def __init__(
        self,
        text: str,
        *,
        key: str = "",
        kind: str = "",
        icon: str = "",
        name: str = "",
        second: str = "",
        shown: str = "",
        shortcut: bool = True,
        left: bool = False,
        size: int = 15,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._second, self._left, self._size = icon, second, left, size
        self._shown = shown or (key_text(key) if key else "")
        self._shortcut: QShortcut | None = None
        self._hide_cap = False
        # Chips and tabs say their number as a small raised figure: a cap for each would crowd them.
        self._raised = kind in ("chip", "tab")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setObjectName(name or f"button-{text}")
        self.setAccessibleName(f"{text} {self._shown}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if kind:
            self.setProperty("kind", kind)
        if key and shortcut:
            self._shortcut = QShortcut(QKeySequence(key), self)
            self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            self._shortcut.activated.connect(self._pressed_by_key)

    @property
    def key(self) -> str:
        """The cap's text."""
        return self._shown

    @property
    def sequence(self) -> str:
        """The shortcut in portable form, empty when the screen handles the key."""
        return self._shortcut.key().toString(QKeySequence.SequenceFormat.PortableText) if self._shortcut else ""

    def say(self, text: str, second: str | None = None, icon: str | None = None) -> None:
        """Change what the button says; its key stays."""
        self.setText(text)
        if second is not None:
            self._second = second
        if icon is not None:
            self._icon = icon
        self.setAccessibleName(f"{text} {self._second} {self._shown}".strip())
        self.updateGeometry()
        self.update()

    def show_cap(self, *, shown: bool) -> None:
        """Hide the cap where the text needs the room."""
        self._hide_cap = not shown
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self._size, 600))
        width = metrics.horizontalAdvance(self.text()) + (26 if self._raised else 30)
        if self._second:
            second = QFontMetrics(theme.font(13)).horizontalAdvance(self._second) + 30
            width = max(width, second)
        if self._icon:
            width += ICON + GAP
        if self._shown and not self._hide_cap:
            width += RAISED if self._raised else cap_width(self._shown) + GAP
        return QSize(max(width, theme.TARGET), max(theme.TARGET, 56 if self._second else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.TARGET, theme.TARGET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = option.icon.__class__()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_content(painter)

    def _pressed_by_key(self) -> None:
        if self.isEnabled() and self.isVisible():
            self.click()

    def _ink(self) -> str:
        t, kind = theme.tokens(), self.property("kind")
        if not self.isEnabled():
            return t.muted
        inks = {"primary": t.on_accent, "danger": t.danger, "lem": t.lem}
        if kind == "chip" and self.isChecked():
            return t.surface
        if kind == "tab" and not self.isChecked():
            return t.muted
        return inks.get(kind, t.text)

    def _fitting(self, room: int) -> tuple[QFont, QFontMetrics]:
        """Give the font of the text: a tab's is smaller before its word is cut."""
        weight = 600 if self.isChecked() or self.property("kind") == "primary" else 500
        for size in range(self._size, (LEAST if self._raised else self._size) - 1, -1):
            font = theme.font(size, weight)
            metrics = QFontMetrics(font)
            if metrics.horizontalAdvance(self.text()) <= room:
                break
        return font, metrics

    def _paint_content(self, painter: QPainter) -> None:
        ink = self._ink()
        inner = self.rect().adjusted(12, 0, -10, 0) if self._raised else self.rect().adjusted(14, 0, -12, 0)
        cap = self._shown if not self._hide_cap else ""
        if cap and self._raised:
            inner.setRight(inner.right() - RAISED)
            painter.setFont(theme.font(12, 500))
            painter.setPen(QColor(ink))
            painter.drawText(QRect(inner.right() + 3, 8, RAISED, 14), Qt.AlignmentFlag.AlignCenter, cap)
        elif cap:
            filled = ink if ink in (theme.tokens().on_accent, theme.tokens().surface) else None
            paint_keycap(painter, inner, cap, filled)
            inner.setRight(inner.right() - cap_width(cap) - GAP)
        text_font, metrics = self._fitting(inner.width())
        width = min(metrics.horizontalAdvance(self.text()), inner.width())
        # Where the text does not fit, the icon goes first.
        fits = metrics.horizontalAdvance(self.text()) + ICON + GAP <= inner.width() or not self.text()
        icon = self._icon if fits else ""
        whole = width + (ICON + (GAP if self.text() else 0) if icon else 0)
        x = inner.left() if self._left or self._second else max(inner.left(), inner.center().x() - whole // 2)
        if icon:
            painter.drawPixmap(x, inner.center().y() - ICON // 2 + 1, pixmap(icon, ink, ICON))
            x += ICON + GAP
        room = QRect(x, inner.top(), max(inner.right() - x + 2, 0), inner.height())
        painter.setFont(text_font)
        painter.setPen(QColor(ink))
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if not self._second:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            return
        upper, lower = room.adjusted(0, 0, 0, -room.height() // 2), room.adjusted(0, room.height() // 2, 0, 0)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), text)
        painter.setFont(theme.font(13, 500))
        second = QFontMetrics(painter.font()).elidedText(self._second, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), second)
