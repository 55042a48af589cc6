"""What can be chosen: the search field, the categories, the tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.barcode import is_gtin, normalise
from pos.ui import theme
from pos.ui.icons import icon
from pos.ui.scan_filter import TAKES_TYPING
from pos.ui.texts import tile_of
from pos.ui.widgets.basics import Field, empty, panel
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.tiles import TileView
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.product import Category
    from pos.services.till import Till
    from pos.shopfile.search import Found


class ChoicesPanel(QWidget):
    """Articles by words, by category, by touch."""

    chosen = Signal(object)
    """A `Found` article."""
    code_typed = Signal(str)
    """A whole barcode, typed because the scanner could not read it."""
    confirmed_empty = Signal()
    """Enter in an empty search: the customer wants to pay."""
    nothing_found = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "ground")
        self._till: Till | None = None
        self._categories: list[Category] = []
        self._page = 0
        self._current: str | None = None
        self.search = Field("search", tr("search an article"))
        self.search.setFont(theme.font(18))
        self.search.setFixedHeight(52)
        glass = icon("search", theme.tokens().text, 24)
        self._glass = self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self._chips = QHBoxLayout()
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(7)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.tiles = TileView()
        self.tiles.setAccessibleName(tr("articles"))
        self.tiles.setProperty(TAKES_TYPING, True)  # noqa: FBT003  # Qt's own signature
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 4, 4)
        whole.setSpacing(10)
        top = panel("ground")
        inner = QVBoxLayout(top)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        inner.addWidget(self.search)
        inner.addLayout(self._chips)
        whole.addWidget(top)
        whole.addWidget(self.tiles, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self.look_up)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._entered)
        self.tiles.chosen.connect(self._tile_chosen)
        self.invite(next_sale=False)

    def attach(self, till: Till) -> None:
        """Show the shop's articles."""
        self._till = till
        self._categories = till.categories()
        self._page = 0
        self._current = None
        self._make_chips()
        self.reload()

    def invite(self, *, next_sale: bool) -> None:
        """Say what a scan or a word will do."""
        text = tr("Next sale: scan or search an article") if next_sale else tr("Search an article, a code, a reference")
        self.search.setPlaceholderText(text)

    def reload(self) -> None:
        """Show the tiles again with the stock as it is now."""
        if self._till is None:
            return
        if self.search.text().strip():
            self.look_up()
            return
        found = self._till.tiles(self._current)
        if self._current is None and not found and self._categories:
            found = self._till.tiles(self._categories[0].key)
        self._show(found)

    def look_up(self) -> None:
        """Show what the words in the field find."""
        if self._till is None:
            return
        text = self.search.text()
        if text.strip():
            self._show(self._till.find(text))
        else:
            self.reload()

    def clear(self) -> None:
        """Empty the field and show the category again."""
        if self.search.text():
            self.search.clear()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, modified = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if key == Qt.Key.Key_Down and self.search.text() and self.tiles.tiles.rowCount():
                self.tiles.setFocus()
                self.tiles.setCurrentIndex(self.tiles.tiles.index(0))
                return True
            # With nothing typed, these keys belong to the basket (line up, down, + and −, remove, undo).
            if not self.search.text() and (
                key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
                or (key == Qt.Key.Key_Z and modified)
                or key == Qt.Key.Key_Asterisk
            ):
                parent = self.parentWidget()
                while parent is not None and parent.objectName() != "sale-screen":
                    parent = parent.parentWidget()
                if parent is not None:
                    parent.keyPressEvent(event)
                event.accept()  # or Qt would hand it to the parent once more
                return True
        return super().eventFilter(watched, event)

    def _show(self, found: list[Found]) -> None:
        tones = {category.key: category.tone for category in self._categories}
        self.tiles.show_tiles([tile_of(hit, tones.get(hit.product.category, "")) for hit in found])

    def _tile_chosen(self, found: object) -> None:
        if self.search.text():
            self.search.clear()
        self.search.setFocus()
        self.chosen.emit(found)

    def _entered(self) -> None:
        text = self.search.text().strip()
        if not text:
            self.confirmed_empty.emit()
            return
        assert self._till is not None
        exact = self._till.exact(text)
        pack = exact is not None and exact.product.pack_of(normalise(text)) is not None
        if is_gtin(text) or pack or (exact is None and self._till.names_order(text)):
            self.clear()
            self.code_typed.emit(text)
            return
        hit = exact or next(iter(self._till.find(text, 1)), None)
        if hit is None:
            self.nothing_found.emit(text)
        else:
            self._tile_chosen(hit)

    def _make_chips(self) -> None:
        empty(self._chips)
        room = 3 if theme.is_compact() else 5
        pages = max(1, -(-len(self._categories) // room))
        shown = self._categories[self._page * room : self._page * room + room]
        self._chip(tr("Favourites"), None, 1, "star")
        for number, category in enumerate(shown, 2):
            self._chip(category.name, category.key, number, "")
        if pages > 1:
            more = KeyedButton(
                tr("Others"), key=f"Alt+{len(shown) + 2}", kind="chip", icon="down", name="chip-others",
                shown=str(len(shown) + 2),
            )  # fmt: skip
            more.clicked.connect(lambda: self._turn((self._page + 1) % pages))
            self._chips.addWidget(more)
        self._chips.addStretch(1)

    def _chip(self, text: str, key: str | None, number: int, icon_name: str) -> None:
        chip = KeyedButton(
            text,
            key=f"Alt+{number}",
            kind="chip",
            icon=icon_name,
            name=f"chip-{key or 'favourites'}",
            shown=str(number),
        )
        chip.setCheckable(True)
        chip.setChecked(key == self._current)
        chip.clicked.connect(lambda: self._choose(key))
        self._group.addButton(chip)
        self._chips.addWidget(chip)

    def _turn(self, page: int) -> None:
        self._page = page
        self._make_chips()

    def _choose(self, key: str | None) -> None:
        self._current = key
        self.search.clear()
        self.reload()
        self.search.setFocus()

    def dress(self) -> None:
        """Take on the scheme and the sizes in force."""
        self._glass.setIcon(icon("search", theme.tokens().text, 24))
        self._make_chips()
