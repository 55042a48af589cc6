"""The categories: create, rename, colour, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.services import cataloguing, searching
from pos.ui import theme
from pos.ui.widgets.basics import Field, column, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.picking import Option, OptionDelegate, paint_swatch, put_option
from pos.wording import explain, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from pos.domain.product import Category
    from pos.services.till import Till


class ToneButton(KeyedButton):
    """A colour to choose; its name is said."""

    def __init__(self, tone: str, said: str) -> None:
        super().__init__("", kind="line", name=f"tone-{tone}")
        self.tone = tone
        self.setAccessibleName(said)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedWidth(theme.TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.scale(2, 2)
        paint_swatch(painter, self.width() // 4 - 5, self.height() // 4, self.tone)


class CategoriesPanel(QWidget):
    """The list in the shop's order, and the one that is chosen."""

    changed = Signal()
    left = Signal()

    def __init__(self, till: Till) -> None:
        super().__init__()
        self.setObjectName("article-categories")
        self._till = till
        self._categories: list[Category] = []
        self._list = QListWidget()
        self._list.setObjectName("categories-list")
        self._list.setAccessibleName(tr("categories"))
        self._list.setItemDelegate(OptionDelegate(self._list))
        self._list.currentRowChanged.connect(self._show)
        self._name = Field("category-name", tr("name of the category"), placeholder=tr("Name"))
        self._name.returnPressed.connect(self._save_now)
        self._said = label(size=14, name="categories-said")
        self._said.setWordWrap(True)
        words = {
            "bread": tr("brown"),
            "bulk": tr("olive"),
            "fresh": tr("teal"),
            "produce": tr("green"),
            "grocery": tr("rust"),
            "drinks": tr("violet"),
            "home": tr("slate"),
            "services": tr("rose"),
        }
        self._tones = [ToneButton(tone, tr("colour: {name}", name=words[tone])) for tone in cataloguing.TONES]
        close = KeyedButton(tr("Close"), shown=tr("Esc"), kind="line", name="categories-close", shortcut=False)
        close.clicked.connect(self.left)
        up = KeyedButton(tr("Up"), key="Alt+Up", shown="Alt ↑", kind="line", name="category-up")
        down = KeyedButton(tr("Down"), key="Alt+Down", shown="Alt ↓", kind="line", name="category-down")
        up.clicked.connect(lambda: self._move(-1))
        down.clicked.connect(lambda: self._move(1))
        self._new = KeyedButton(tr("New category"), key="Alt+N", icon="plus", name="category-new")
        self._new.clicked.connect(self._start_new)
        save = KeyedButton(tr("Save"), key="Ctrl+S", kind="primary", name="category-save")
        save.clicked.connect(self._save_now)
        ground = panel("surface")
        box = QVBoxLayout(ground)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = row(label(tr("Categories"), size=18, weight=600), None, self._new, close)
        head.setContentsMargins(16, 8, 12, 8)
        form = column(
            row(up, down, None),
            label(tr("Name"), size=13, kind="muted"),
            self._name,
            label(tr("Colour"), size=13, kind="muted"),
            row(*self._tones, None, gap=4),
            gap=theme.XS,
        )
        form.setContentsMargins(16, 8, 12, 4)
        foot = row(self._said, None, save)
        foot.setContentsMargins(16, 6, 12, 8)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(self._list, 1)
        box.addWidget(rule())
        box.addLayout(form)
        box.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)

    def enter(self) -> None:
        """Show the categories as they stand."""
        self._said.clear()
        self._reload("")

    def _reload(self, key: str) -> None:
        self._categories = searching.categories(self._till.shop)
        self._list.clear()
        for category in self._categories:
            item = QListWidgetItem()
            put_option(item, Option(category.key, category.name, category.tone))
            self._list.addItem(item)
        keys = [category.key for category in self._categories]
        self._list.setCurrentRow(keys.index(key) if key in keys else 0)
        if not keys:
            self._start_new()

    def _current(self) -> Category | None:
        place = self._list.currentRow()
        return self._categories[place] if 0 <= place < len(self._categories) else None

    def _show(self) -> None:
        category = self._current()
        if category is not None:
            self._name.setText(category.name)
            for button in self._tones:
                button.setChecked(button.tone == category.tone)

    def _start_new(self) -> None:
        self._list.setCurrentRow(-1)
        self._name.clear()
        self._tones[0].setChecked(True)
        self._name.setFocus()

    def _save_now(self) -> None:
        category, name = self._current(), " ".join(self._name.text().split())
        tone = next((button.tone for button in self._tones if button.isChecked()), cataloguing.TONES[0])
        try:
            if category is None:
                category = cataloguing.add_category(self._till.shop, name, tone, cashier=self._till.cashier_id)
            elif not name:
                raise UserError("A category needs a name.")  # noqa: TRY301  # one place says what is wrong
            else:
                category = replace(category, name=name, tone=tone)
                cataloguing.save_category(self._till.shop, category, cashier=self._till.cashier_id)
        except UserError as error:
            theme.set_kind(self._said, "danger")
            self._said.setText(explain(error))
            self._name.bad()
            return
        theme.set_kind(self._said, "positive")
        self._said.setText(tr("Saved."))
        self._reload(category.key)
        self.changed.emit()

    def _move(self, by: int) -> None:
        category = self._current()
        if category is not None:
            cataloguing.move_category(self._till.shop, category.key, by, cashier=self._till.cashier_id)
            self._reload(category.key)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()
