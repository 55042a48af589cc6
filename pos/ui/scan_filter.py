"""Hears every key of a window and tells a scanner from a person, whatever has the focus.

A filter on the QWindow sees each key once; one on the application would see thousands of events a
second. In a text field a key is let through at once and what a scan wrote is taken out again; elsewhere
keys wait the few milliseconds until the speed tells, so that a scan never presses a letter's button.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from pos.devices.scanner import Wedge

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

TAKES_TYPING = "takesTyping"
"""Property of a widget without a text field that wants what is typed, once it is no scan."""
_END = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _milliseconds() -> float:
    return time.monotonic() * 1000


class ScanFilter(QObject):
    """Emits `scanned` with a code, and `typed` with text that no field took."""

    scanned = Signal(str)
    typed = Signal(str)
    heard = Signal(float)
    """Milliseconds per character of the last scan, for the scanner's test."""

    def __init__(self, prefix: str = "", gap_ms: float = 35, now_ms: Callable[[], float] = _milliseconds) -> None:
        super().__init__()
        self.now_ms = now_ms
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self.silence)
        self._field: QLineEdit | None = None
        self._before: tuple[str, int] = ("", 0)
        self.configure(prefix, gap_ms)

    def configure(self, prefix: str, gap_ms: float) -> None:
        """Listen for another prefix, or at another speed."""
        self._wedge = Wedge(prefix=prefix, gap_ms=gap_ms)
        self._idle = True

    def watch(self, window: QWindow) -> None:
        """Hear a window; every top-level window that may have the focus must be watched."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.isAutoRepeat():
            return False
        char = _END.get(Qt.Key(event.key())) or ("" if event.modifiers() & _COMMAND else event.text())
        if not char:
            return False
        return self._hear(char)

    def _hear(self, char: str) -> bool:
        focus = QApplication.focusWidget()
        field = focus if isinstance(focus, QLineEdit) and not focus.isReadOnly() else None
        if self._idle:
            self._field = field
            self._before = (field.text(), field.cursorPosition()) if field else ("", 0)
        verdict = self._wedge.feed(self.now_ms(), char)
        self._idle = self._wedge.due_ms is None
        if not self._idle:
            self._silence.start(int(max(1, (self._wedge.due_ms or 0) - self.now_ms() + 2)))
        if verdict.kind == "scan":
            self._take_out()
            self.heard.emit(verdict.pace_ms)
            self.scanned.emit(verdict.text)
            # A key pressed since the scan goes its ordinary way, unless it is the scanner's own end.
            return not (verdict.typed.endswith(char) and verdict.typed)
        if field is not None:
            if verdict.kind == "pending" and self._idle:
                return True  # the scanner's second end of line
            if verdict.kind == "typed" and len(verdict.typed) <= 1 and not self._idle:
                self._before = (field.text(), field.cursorPosition())
            return False
        if focus is not None and not focus.property(TAKES_TYPING):
            return verdict.kind == "pending" and self._idle  # a button or a list: Space and arrows are its own
        return self._give_typed(verdict.typed, char) if verdict.kind == "typed" else True

    def _give_typed(self, typed: str, char: str) -> bool:
        """Hand on what a person typed where no field took it; Enter and Tab go their ordinary way."""
        last = typed[-1:] if typed.endswith(char) else ""
        if before := typed[: len(typed) - len(last)]:
            self.typed.emit(before)
        if last in ("\r", "\t"):
            return False
        if last:
            self.typed.emit(last)
        return True

    def silence(self) -> None:
        """Settle what is held, when no other key came in time."""
        verdict = self._wedge.tick(self.now_ms())
        self._idle = self._wedge.due_ms is None
        if verdict.kind == "scan":
            self._take_out()
            self.heard.emit(verdict.pace_ms)
            self.scanned.emit(verdict.text)
        elif verdict.kind == "typed" and self._field is None and verdict.typed:
            focus = QApplication.focusWidget()
            if focus is None or focus.property(TAKES_TYPING):
                self.typed.emit(verdict.typed)
        elif verdict.kind == "pending" and not self._idle:
            self._silence.start(int(max(1, (self._wedge.due_ms or 0) - self.now_ms() + 2)))

    def _take_out(self) -> None:
        """Take what the scan wrote out of the field."""
        if self._field is not None:
            text, cursor = self._before
            if self._field.text() != text:
                self._field.setText(text)
                self._field.setCursorPosition(cursor)
        self._field = None
        self._idle = True
