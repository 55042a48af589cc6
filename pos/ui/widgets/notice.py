"""The panel that tells of a problem: what happened, what is safe, what to do. It takes no focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos.ui import theme
from pos.ui.icons import pixmap
from pos.ui.widgets.basics import column, empty, label
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Notice(QFrame):
    """Covers the lower part of its parent; Esc puts it away, the problem stays in the bottom bar."""

    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._stays = False
        self.setProperty("kind", "danger-card")
        self._title = label(size=20, weight=600, name="notice-title")
        self._since = label(kind="muted", size=14)
        self._safe, self._todo = label(size=17, name="notice-safe"), label(size=17, name="notice-todo")
        for text in (self._safe, self._todo, self._title):
            text.setWordWrap(True)
        self._safe_head, self._todo_head = (
            label(tr("Nothing is lost"), kind="muted"),
            label(tr("What to do"), kind="muted"),
        )
        self._icon = label()
        head = QFrame()
        head.setProperty("kind", "danger-head")
        head_row = QHBoxLayout(head)
        head_row.addWidget(self._icon)
        head_row.addWidget(self._title, 1)
        head_row.addWidget(self._since)
        columns = QHBoxLayout()
        columns.setContentsMargins(20, 14, 20, 0)
        columns.setSpacing(theme.XL)
        columns.addLayout(column(self._safe_head, self._safe, None, gap=4), 1)
        columns.addLayout(column(self._todo_head, self._todo, None, gap=4), 1)
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(20, 8, 12, 16)
        self._actions.setSpacing(theme.S)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(head)
        whole.addLayout(columns, 1)
        whole.addLayout(self._actions)
        parent.installEventFilter(self)
        self.hide()

    def tell(
        self,
        title: str,
        safe: str = "",
        todo: str = "",
        *,
        since: str = "",
        actions: Sequence[tuple[str, str, str, Callable[[], None]]] = (),
    ) -> None:
        """Show a problem; `actions` are (text, key, icon, what to do), and one with actions stays until answered."""
        self._stays = bool(actions)
        self._icon.setPixmap(pixmap("warn", theme.tokens().danger, 24))
        self._title.setText(title)
        self._since.setText(since)
        for head, text, said in ((self._safe_head, self._safe, safe), (self._todo_head, self._todo, todo)):
            text.setText(said)
            head.setVisible(bool(said))
            text.setVisible(bool(said))
        empty(self._actions)
        for text_, key, icon, act in actions:
            button = KeyedButton(text_, key=key, icon=icon, name=f"notice-{icon or 'action'}")
            button.clicked.connect(act)
            self._actions.addWidget(button)
        self._actions.addStretch(1)
        later = KeyedButton(tr("Later"), shown=tr("Esc"), kind="quiet", name="notice-later", shortcut=False)
        later.clicked.connect(self.put_away)
        self._actions.addWidget(later)
        self._place()
        self.show()
        self.raise_()

    def fade(self) -> None:
        """Hide what needs no answer: the next article was taken."""
        if not self._stays:
            self.put_away()

    def put_away(self) -> None:
        """Hide; selling goes on."""
        if self.isVisible():
            self.hide()
            self.dismissed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        height = max(self.sizeHint().height(), 200)
        height = min(height, parent.height() - 24)
        self.setGeometry(12, parent.height() - height - 12, parent.width() - 24, height)
