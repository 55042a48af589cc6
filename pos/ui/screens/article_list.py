"""The left of the articles screen: search, category, order, and the table that reads only what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from pos.domain.errors import UserError
from pos.domain.money import parse_amount
from pos.services import cataloguing
from pos.shopfile.catalogue import CODE, NAME, PRICE, STOCK, Shelf
from pos.ui import theme
from pos.ui.article_words import category_options, row_of, vat_rates
from pos.ui.models.article_rows import ArticleRows, Column
from pos.ui.widgets.article_table import ArticleTable
from pos.ui.widgets.basics import Field, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import shortcut
from pos.ui.widgets.picking import Option, PickField, PickHost
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.services.till import Till
    from pos.shopfile.search import Found
    from pos.ui.article_words import ArticleRow
    from pos.ui.tasks import TaskRunner

ARCHIVED = "\0archived"
"""The choice of the category filter that shows what is archived; no category has such a key."""
_ORDERS = (NAME, CODE, PRICE, STOCK)


class ArticleList(PickHost):
    """Shows a part of the catalogue in an order; what is read of the shop file in whole is read in the background."""

    current_changed = Signal(object)
    """The article (`Found`) whose row is current."""
    shown = Signal()
    """The rows asked for are there."""
    failed = Signal(object)
    saved = Signal(str)
    """An article was changed in its row."""

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        content = panel("surface")
        super().__init__(content)
        self._till, self._tasks = till, tasks
        self._asked, self._order, self._descending = 0, NAME, False
        self._incomplete = False
        self._tones: dict[str, str] = {}
        self._rates: dict[str, str] = {}
        self.rows = ArticleRows(lambda numbers: cataloguing.articles(till.shop, numbers), self._words, self)
        self.table = ArticleTable(self.rows)
        self.search = Field("articles-search", tr("find an article"))
        self.category = PickField("articles-category", tr("Category"), self._shelves, key="F3")
        self._sort = KeyedButton("", key="F7", kind="line", name="articles-sort")
        self._edit = KeyedButton(tr("Edit"), key="F4", kind="line", name="articles-edit")
        self._edit.setAccessibleName(tr("edit name or price in the table") + " F4")
        self._nothing = label(size=15, kind="muted", name="articles-nothing")
        self._nothing.setContentsMargins(16, 12, 16, 12)
        tools = panel("ground")
        line = row(self.search, self.category, self._sort, self._edit)
        line.setContentsMargins(12, 8, 12, 8)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        tools.setLayout(line)
        box = QVBoxLayout(content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (tools, rule(), self._nothing):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.reload)
        self._connect()
        self._show_order()

    def _connect(self) -> None:
        self.watch(self.category)
        self.search.textChanged.connect(lambda: self._pause.start(0))
        self.search.returnPressed.connect(self.table.setFocus)
        self.category.changed.connect(self.reload)
        shortcut(self.category, "F3", self.category.click).setContext(Qt.ShortcutContext.WindowShortcut)
        self._sort.clicked.connect(self._next_order)
        self._edit.clicked.connect(self.table.edit_here)
        self.table.sort_asked.connect(self.sort_by)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._current(now.row()))
        self.rows.edited.connect(self._edited)

    @property
    def shelf(self) -> Shelf:
        """What part of the catalogue is shown."""
        key = self.category.value()
        return Shelf(archived=True) if key == ARCHIVED else Shelf(key or None)

    def show_incomplete(self, *, only: bool) -> None:
        """Show only the articles that lack something, or all."""
        self._incomplete = only
        self.reload()

    def reload(self, keep: int | None = None) -> None:
        """Read the order again; the article with the number `keep`, or the current one, stays current."""
        shop, shelf, text = self._till.shop, self.shelf, self.search.text()
        order, descending, only = self._order, self._descending, self._incomplete
        self._tones = {category.key: category.tone for category in self._till.categories()}
        self._rates = vat_rates(shop.clock.now().date().isoformat(), self._till.profile.vat_rates)
        current = self.rows.found(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        wanted = keep if keep is not None else current.n if current is not None else None
        self._asked += 1
        mine = self._asked

        def work() -> list[int]:
            if only and not text.strip():
                return cataloguing.incomplete(shop, shelf)
            return cataloguing.in_order(shop, shelf, order, descending=descending, text=text)

        def done(numbers: Sequence[int]) -> None:
            if mine == self._asked:
                self._show(numbers, wanted)

        if text.strip():
            done(work())
        else:
            self._tasks.run(work, done=done, failed=self.failed.emit)

    def refresh(self) -> None:
        """Read again the rows in sight: articles or stock changed elsewhere."""
        self.rows.refresh()

    def make_current(self, number: int) -> bool:
        """Go to an article without telling; False when it is not among those shown."""
        place = self.rows.row_of(number)
        if place < 0:
            return False
        blocked = self.table.selectionModel().blockSignals(True)  # noqa: FBT003  # Qt's own
        self.table.setCurrentIndex(self.rows.index(place, Column.NAME))
        if not self.table.several:
            self.table.selectRow(place)
        self.table.selectionModel().blockSignals(blocked)
        self.table.viewport().update()
        return True

    def sort_by(self, order: str) -> None:
        """Sort by a column; the same one again turns the order round."""
        self._descending = not self._descending if order == self._order else False
        self._order = order
        self._show_order()
        self.reload()

    def _next_order(self) -> None:
        self.sort_by(_ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)])

    def _show_order(self) -> None:
        words = {NAME: tr("by name"), CODE: tr("by code"), PRICE: tr("by price"), STOCK: tr("by stock")}
        self._sort.say(words[self._order])
        self.table.show_sort(self._order, descending=self._descending)

    def _show(self, numbers: Sequence[int], keep: int | None) -> None:
        # The current row is told once the rows are there: a reset alone says nothing about the article.
        blocked = self.table.selectionModel().blockSignals(True)  # noqa: FBT003  # as above
        self.rows.show_numbers(numbers)
        self.table.selectionModel().blockSignals(blocked)
        none = tr("Nothing is missing anywhere.") if self._incomplete else tr("No article found.")
        self._nothing.setText("" if numbers else none)
        self._nothing.setVisible(not numbers)
        self.search.setPlaceholderText(
            tr("Name, code, supplier · {n} articles", n=f"{len(numbers):,}".replace(",", "’"))
        )
        if keep is None or not self.make_current(keep):
            self.table.scrollToTop()
        self.shown.emit()

    def _shelves(self, text: str) -> list[Option]:
        made = [
            Option("", tr("Category: all")),
            *category_options(self._till.categories()),
            Option(ARCHIVED, tr("Archived")),
        ]
        return [option for option in made if cataloguing.matches(option.text, text)]

    def _words(self, found: Found) -> ArticleRow:
        return row_of(found, self._tones, self._rates)

    def _current(self, place: int) -> None:
        found = self.rows.found(place) if place >= 0 else None
        if found is not None:
            self.current_changed.emit(found)

    def _edited(self, found: Found, column: int, text: str) -> None:
        try:
            product = found.product
            if column == Column.PRICE:
                product = replace(product, price_minor=parse_amount(text))
            else:
                product = replace(product, name=text)
            cataloguing.save_product(self._till.shop, product, base=found.version, cashier=self._till.cashier_id)
        except UserError as error:
            self.failed.emit(error)
        else:
            self.saved.emit(found.product.id)
        self.rows.refresh()

    def dress(self) -> None:
        """Take on the sizes in force."""
        compact = theme.is_compact()
        for button in (self._sort, self._edit):
            button.show_cap(shown=not compact or self.width() > 900)
