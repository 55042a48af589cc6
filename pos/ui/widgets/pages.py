"""What the secondary screens share: head with tabs and actions, and tables with large rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pos.ui import theme
from pos.ui.widgets.basics import label, panel, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

Index = QModelIndex | QPersistentModelIndex
DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
ALIGN_ROLE = int(Qt.ItemDataRole.TextAlignmentRole)
NO_PARENT = QModelIndex()
MANY_TABS = 5


class Page(QWidget):
    """A screen behind the menu: «‹ Sale Esc», title, tabs on Ctrl+1…, actions at the right, then `body`."""

    left = Signal()
    """The person wants to go back to the sale."""
    tab_chosen = Signal(int)

    def __init__(self, name: str, title: str, tabs: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName(name)
        head = panel("surface")
        head.setFixedHeight(64)
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(12, 8, 12, 8)
        self.head.setSpacing(theme.S)
        back = KeyedButton(tr("Sale"), shown=tr("Esc"), icon="back", kind="line", name=f"{name}-back", shortcut=False)
        back.clicked.connect(self.leave)
        self.head.addWidget(back)
        self.head.addSpacing(8)
        self.title = label(title, size=20, weight=600)
        self.head.addWidget(self.title)
        self.head.addSpacing(8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._tabs_end = self.head.count()
        for text in tabs:
            self.add_tab(text)
        self._group.idClicked.connect(self.tab_chosen)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(rule())
        whole.addLayout(self.body, 1)

    def add_tab(self, text: str) -> int:
        """Put a tab behind the others; give its number."""
        number, name = len(self._group.buttons()), self.objectName()
        key = str(number + 1)
        tab = KeyedButton(text, key=f"Ctrl+{key}", kind="tab", name=f"{name}-tab-{key}", shown=key)
        tab.setCheckable(True)
        self._group.addButton(tab, number)
        self.head.insertWidget(self._tabs_end, tab)
        self._tabs_end += 1
        return number

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title out where the tabs need its room: the chosen tab says where one is."""
        super().resizeEvent(event)
        items = [self.head.itemAt(place) for place in range(self.head.count())]
        widgets = [item.widget() for item in items if item is not None]
        others = [each for each in widgets if each is not None and each is not self.title and not each.isHidden()]
        wanted = sum(each.sizeHint().width() + theme.S for each in others) + self.title.sizeHint().width()
        self.title.setVisible(len(self._group.buttons()) < MANY_TABS or wanted + 40 <= self.width())

    def add_action(self, button: QWidget) -> None:
        """Put an action at the right of the head."""
        self.head.addWidget(button)

    def choose_tab(self, number: int) -> None:
        """Show a tab as chosen and tell."""
        button = self._group.button(number)
        button.setChecked(True)
        self.tab_chosen.emit(number)

    def current_tab(self) -> int:
        """Give the number of the chosen tab."""
        return self._group.checkedId()

    def enable_tab(self, number: int, *, enabled: bool) -> None:
        """Make a tab available or not."""
        self._group.button(number).setEnabled(enabled)

    def leave(self) -> None:
        """Go back to the sale; a page with something open closes that first."""
        self.left.emit()

    def enter(self) -> None:
        """Show what is true now; called each time the page is opened."""

    def go_to_search(self) -> None:
        """Go to the page's search, when it has one (F2)."""

    def dress(self) -> None:
        """Take on the sizes in force; called when the window became small or large."""

    def scanned(self, code: str) -> bool:
        """Take a scan; False when it means nothing here and the sale shall have it."""
        del code
        return False


class Rows(QAbstractTableModel):
    """A table of ready texts; it never fetches."""

    def __init__(self, heads: Sequence[str], right: Sequence[int] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads, self._right = tuple(heads), frozenset(right)
        self._rows: Sequence[Sequence[str]] = ()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> object:
        if role == DISPLAY_ROLE:
            return self._rows[index.row()][index.column()]
        if role == ALIGN_ROLE:
            return self._align(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY_ROLE) -> object:
        if orientation is Qt.Orientation.Horizontal and role == DISPLAY_ROLE:
            return self._heads[section]
        if orientation is Qt.Orientation.Horizontal and role == ALIGN_ROLE:
            return self._align(section)
        return None

    def _align(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


def table(model: Rows, name: str, said: str, stretch: int = 0) -> QTableView:
    """Make a table with rows large enough to touch; column `stretch` takes the room."""
    view = QTableView()
    view.setModel(model)
    view.setObjectName(name)
    view.setAccessibleName(said)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme.TARGET)
    view.setShowGrid(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTabKeyNavigation(False)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return view


def shortcut(parent: QWidget, key: str, act: object) -> QShortcut:
    """Bind a key within a screen."""
    made = QShortcut(QKeySequence(key), parent)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(act)
    return made
