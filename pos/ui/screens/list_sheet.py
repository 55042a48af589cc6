"""A list to choose from in the choices panel: parked baskets, people, articles, the menu, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pos.ui.widgets.basics import empty, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Entry(NamedTuple):
    """One choice: text, second line, key, icon, what it does; `extra` is a small action beside it."""

    text: str
    second: str = ""
    key: str = ""
    icon: str = ""
    act: Callable[[], None] | None = None
    extra: tuple[str, Callable[[], None]] | None = None


class ListSheet(QWidget):
    """Large rows; an entry without an action is shown as text."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "ground")
        self.setObjectName("list-sheet")
        back = KeyedButton(tr("Back"), shown=tr("Esc"), icon="back", kind="line", name="list-back", shortcut=False)
        back.clicked.connect(self.left)
        self._title = label(size=20, weight=600, name="list-title")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._rows.setContentsMargins(0, 0, 8, 0)
        inside = QWidget()
        inside.setLayout(self._rows)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setProperty("kind", "ground")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        whole.addLayout(row(back, self._title, None, gap=12))
        whole.addWidget(area, 1)

    def show_entries(self, title: str, entries: Sequence[Entry], if_none: str = "") -> None:
        """Show a list; `if_none` is said when there is nothing to choose."""
        self._title.setText(title)
        empty(self._rows)
        first: QWidget | None = None
        for number, entry in enumerate(entries):
            made = self._row(entry, number)
            self._rows.addWidget(made)
            first = first or (made if entry.act else None)
        if not entries:
            self._rows.addWidget(label(if_none, size=16, kind="muted"))
        self._rows.addStretch(1)
        (first or self).setFocus()

    def _row(self, entry: Entry, number: int) -> QWidget:
        if entry.act is None:
            holder = QWidget()
            cap = KeyedButton(entry.key, kind="quiet", name=f"key-{number}", shortcut=False)
            cap.setFixedWidth(150)
            cap.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            holder.setLayout(row(cap, label(entry.text, size=15), None))
            return holder
        button = KeyedButton(
            entry.text, second=entry.second, key=entry.key, icon=entry.icon, kind="line", name=f"entry-{number}",
            left=True, size=17,
        )  # fmt: skip
        button.setMinimumHeight(60)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAutoDefault(True)
        button.clicked.connect(entry.act)
        if entry.extra is None:
            return button
        text, act = entry.extra
        small = KeyedButton(text, kind="quiet", name=f"entry-{number}-extra")
        small.clicked.connect(act)
        holder = QWidget()
        holder.setLayout(row(button, small))
        holder.setFocusProxy(button)
        return holder
