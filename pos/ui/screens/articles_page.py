"""The articles: table at the left, form at the right; bulk changes and categories take the form's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.services import cataloguing, searching
from pos.ui import theme
from pos.ui.screens.article_bulk import BulkPanel
from pos.ui.screens.article_categories import CategoriesPanel
from pos.ui.screens.article_form import ArticleForm
from pos.ui.screens.article_head import ArticleActions, Panel
from pos.ui.screens.article_list import ARCHIVED, ArticleList
from pos.ui.widgets.basics import column, label, panel, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Page, shortcut
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from pos.services.till import Till
    from pos.shopfile.search import Found
    from pos.ui.tasks import TaskRunner

ALL, INCOMPLETE = range(2)
WIDEST = 16_777_215
"""Qt's own limit: as wide as the window."""
FORM, EMPTY, BULK, CATEGORIES = range(4)


class ArticlesPage(Page):
    """Nothing that is typed is lost without being said."""

    failed = Signal(object)
    changed = Signal()
    """The catalogue changed: the selling screen shows it anew."""

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        super().__init__("articles", tr("Articles"), (tr("All"), tr("To complete")))
        self._till, self._panels = till, dict[int, Panel]()
        self.list = ArticleList(till, tasks)
        self.form = ArticleForm(till, tasks)
        self.bulk = BulkPanel(till, tasks, self.list.table.chosen_numbers)
        self.categories = CategoriesPanel(till)
        self._actions = ArticleActions(self)
        self._right = QStackedWidget()
        for widget in (self.form, self._make_empty(), self.bulk, self.categories):
            self._right.addWidget(widget)
        self._right.setCurrentIndex(EMPTY)
        columns = QHBoxLayout(both := QWidget())
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.list, 1)
        self._between = rule(vertical=True)
        columns.addWidget(self._between)
        columns.addWidget(self._right)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self.body.addWidget(self._stack)
        self._opened = False
        """In the compact sizes: the right side is shown instead of the table."""
        self._connect()

    def _connect(self) -> None:
        self.tab_chosen.connect(self._show_tab)
        self.list.current_changed.connect(self._current)
        self.list.shown.connect(self._rows_shown)
        self.list.failed.connect(self.failed)
        self.list.saved.connect(self._saved)
        self.list.table.opened.connect(self._open_current)
        self.list.table.selectionModel().selectionChanged.connect(lambda *_: self._ticked())
        self.form.saved.connect(self._saved)
        self.form.variant_asked.connect(self.new_variant)
        self.form.archive_asked.connect(self.archive)
        self.bulk.changed.connect(self._catalogue_written)
        self.bulk.left.connect(lambda: self.choose_several(on=False))
        self.bulk.all_asked.connect(self.list.table.choose_all)
        self.categories.changed.connect(self._catalogue_written)
        self.categories.left.connect(self._show_form)
        self._actions.several.clicked.connect(lambda: self.choose_several(on=self._right.currentIndex() != BULK))
        self._actions.groups.clicked.connect(self.show_categories)
        self._actions.new.clicked.connect(self.new_article)
        shortcut(self, "Ctrl+D", self.new_variant)
        shortcut(self, "Alt+Delete", self.archive)

    def _make_empty(self) -> QWidget:
        made = panel("surface")
        told = label(tr("Choose an article in the table, scan one, or create a new one."), size=16, kind="muted")
        told.setWordWrap(True)
        told.setMargin(40)
        made.setLayout(column(None, told, None))
        return made

    def add_panel(
        self,
        title: str,
        widget: QWidget,
        *,
        enter: Callable[[], None] | None = None,
        scanned: Callable[[str], bool] | None = None,
        leave: Callable[[], bool] | None = None,
        dress: Callable[[], None] | None = None,
        find: Callable[[], None] | None = None,
    ) -> int:
        """Add a tab with a widget of its own (labels, import); give the tab's number.

        `enter` is called when the tab is shown, `scanned` takes a scan there (False: it means nothing), and
        `leave` closes what is open before Esc leaves the page (False: nothing was); `dress` takes on
        the sizes in force, `find` goes to the tab's own search.
        """
        number = self.add_tab(title)
        self._stack.addWidget(widget)
        self._panels[number] = Panel(enter, scanned, leave, dress, find)
        return number

    def chosen(self) -> list[Found]:
        """Give the articles that are ticked, or the current one: what labels are printed for."""
        numbers = self.list.table.chosen_numbers()
        known = cataloguing.articles(self._till.shop, numbers)
        return [known[number] for number in numbers if number in known]

    def enter(self) -> None:
        """Show the catalogue as it is now; what was typed before is still there."""
        self._fit()
        if self.current_tab() < 0:
            self.choose_tab(ALL)
        else:
            self._show_tab(self.current_tab())
        self.form.merge_meanwhile()
        if self.current_tab() in (ALL, INCOMPLETE):
            self.list.search.setFocus()

    def go_to_search(self) -> None:
        """Go to the search."""
        if self.current_tab() in (ALL, INCOMPLETE):
            self._opened = False
            self._fit()
            self.list.back()
            self.list.search.setFocus()
            self.list.search.selectAll()
        elif (find := self._panels[self.current_tab()].find) is not None:
            find()

    def leave(self) -> None:
        """Esc: what is open first, then what is typed (after a warning), then back to the sale."""
        panel_now = self._panels.get(self.current_tab())
        if panel_now is not None:
            if panel_now.leave is None or not panel_now.leave():
                super().leave()
            return
        if self.list.back() or self._step_back():
            return
        super().leave()

    def _step_back(self) -> bool:
        place = self._right.currentIndex()
        if place == BULK:
            if not self.bulk.back():
                self.choose_several(on=False)
            return True
        if place == CATEGORIES:
            self._show_form()
            return True
        if self.form.back():
            return True
        if place == FORM and self.form.modified():
            if self.form.give_up():
                self._show_form()
            return True
        if self._opened:
            self._opened = False
            self._fit()
            self.list.table.setFocus()
            # Where the table is beside it, nothing was hidden by the form.
            return theme.is_compact()
        return False

    def scanned(self, code: str) -> bool:
        """Open the article scanned; fill the code in where an article is being written."""
        panel_now = self._panels.get(self.current_tab())
        if panel_now is not None:
            return panel_now.scanned is not None and panel_now.scanned(code)
        writing = self._right.currentIndex() == FORM and (
            self.form.modified() or self.focusWidget() is self.findChild(QWidget, "article-barcodes")
        )
        if writing:
            self.form.scanned(code)
            return True
        try:
            found = searching.read_code(self._till.shop, code).products
        except UserError:
            found = []
        if len(found) == 1:
            self.open_article(found[0].product.id)
        elif found:
            self.list.search.setText(code)
        else:
            if self._right.currentIndex() != FORM:
                self.new_article()
            self.form.scanned(code)
        return True

    def open_article(self, product_id: str) -> None:
        """Show an article, wherever it stands; with the form modified, warn first."""
        if self._hold_back():
            return
        found = cataloguing.article(self._till.shop, product_id)
        if found is None:
            return
        if not self.list.make_current(found.n):
            self.list.search.clear()
            self.list.category.set_value(ARCHIVED if found.product.archived else "")
            self.list.reload(keep=found.n)
        self._show_found(found)

    def new_article(self) -> None:
        """Start an empty article in the category that is filtered."""
        if self._hold_back():
            return
        key = self.list.shelf.category or next((c.key for c in self._till.categories()), "grocery")
        self.form.show_new(Product(self._till.shop.identities.new(), "", 0, category=key))
        self._show_right(FORM)

    def new_variant(self) -> None:
        """Start a variant of the article shown."""
        base = self.form.edited
        if base is None or self.form.is_new or self._right.currentIndex() != FORM or self._hold_back():
            return
        self.form.show_new(cataloguing.variant_of(self._till.shop, base), variant_of=base.id)
        self._show_right(FORM)

    def archive(self) -> None:
        """Archive the article shown or bring it back; it is never deleted."""
        base = self.form.edited
        if base is None or self.form.is_new or self._right.currentIndex() != FORM or self._hold_back():
            return
        current = cataloguing.article(self._till.shop, base.id)
        assert current is not None
        archived = not current.product.archived
        try:
            baskets = cataloguing.set_archived(
                self._till.shop, base.id, archived=archived, cashier=self._till.cashier_id
            )
        except UserError as error:
            self.failed.emit(error)
            return
        self._saved(base.id)
        said = tr("Archived: it is no longer found or sold; past sales keep it.") if archived else tr("Brought back.")
        if baskets:
            said += " " + tr("It still sells in {n} open or parked baskets.", n=baskets)
        self.form.tell(said)

    def choose_several(self, *, on: bool) -> None:
        """Tick articles to change them together, or stop."""
        if on and self._hold_back():
            return
        self.list.table.choose_several(on=on)
        if on:
            self.bulk.enter()
            self._show_right(BULK)
            self.list.table.setFocus()
        else:
            self._show_form()

    def show_categories(self) -> None:
        """Show the categories in the form's place."""
        if self._hold_back():
            return
        self.list.table.choose_several(on=False)
        self.categories.enter()
        self._show_right(CATEGORIES)

    def catalogue_changed(self) -> None:
        """Take in what another till changed: rows in sight, and the form keeps what is typed."""
        if self.isVisible():
            self.list.refresh()
            self.form.merge_meanwhile()

    def dress(self) -> None:
        """Take on the sizes in force."""
        self._actions.dress()
        for panel_known in self._panels.values():
            if panel_known.dress is not None:
                panel_known.dress()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._actions.dress()
        self._fit()

    def _show_tab(self, number: int) -> None:
        own = number in (ALL, INCOMPLETE)
        self._stack.setCurrentIndex(0 if own else number - 1)
        self._opened = self._opened and self.form.modified()
        self._fit()
        self._actions.show(shown=own)
        if own:
            self.list.show_incomplete(only=number == INCOMPLETE)
        elif (entered := self._panels[number].enter) is not None:
            entered()

    def _current(self, found: Found) -> None:
        if self.list.table.several or found.product.id == self.form.product_id:
            return
        if self._hold_back():
            return
        self.form.show_found(found)
        if self._right.currentIndex() in (FORM, EMPTY):
            self._right.setCurrentIndex(FORM)

    def _open_current(self) -> None:
        """Show the current article over the table where there is no room for both."""
        found = self.list.rows.found(self.list.table.currentIndex().row())
        if found is None or self.list.table.several:
            return
        if found.product.id != self.form.product_id:
            self._current(found)
        if found.product.id == self.form.product_id:
            self._show_right(FORM)

    def _hold_back(self) -> bool:
        """Warn when something typed would be lost; True when it must stay."""
        if self._right.currentIndex() != FORM or not self.form.modified() or self.form.give_up():
            return False
        edited = cataloguing.article(self._till.shop, self.form.product_id)
        if edited is not None:
            self.list.make_current(edited.n)
        return True

    def _rows_shown(self) -> None:
        place, numbers = self._right.currentIndex(), self.list.rows.numbers
        lost = self.current_tab() == INCOMPLETE and place == FORM and not self.form.modified()
        lost = lost and not self.list.table.currentIndex().isValid()
        if (place == EMPTY or lost) and numbers and not theme.is_compact():
            self.list.make_current(numbers[0])
            found = self.list.rows.found(0)
            assert found is not None
            self._current(found)

    def _show_found(self, found: Found) -> None:
        self.form.show_found(found)
        self._show_right(FORM)

    def _show_form(self) -> None:
        self.list.table.choose_several(on=False)
        self._right.setCurrentIndex(FORM if self.form.product_id else EMPTY)
        self._opened = self._opened and bool(self.form.product_id) and self._right.currentIndex() == FORM
        found = cataloguing.article(self._till.shop, self.form.product_id) if self.form.product_id else None
        if found is not None and not self.form.modified():
            self.form.show_found(found)
            self.list.make_current(found.n)
        self._fit()

    def _show_right(self, place: int) -> None:
        self._right.setCurrentIndex(place)
        self._opened = True
        self._fit()

    def _ticked(self) -> None:
        if self.list.table.several:
            self.bulk.chosen_changed()

    def _saved(self, product_id: str) -> None:
        found = cataloguing.article(self._till.shop, product_id)
        assert found is not None
        if self.form.product_id == product_id:
            self.form.merge_meanwhile()
        self.list.reload(keep=found.n)
        self.changed.emit()

    def _catalogue_written(self) -> None:
        self.list.reload()
        self.changed.emit()

    def _fit(self) -> None:
        compact = theme.is_compact()
        place = self._right.currentIndex()
        alone = compact and self._opened and place in (FORM, CATEGORIES)
        self.list.setVisible(not alone)
        self._between.setVisible(not alone)
        self._right.setVisible(not compact or (self._opened and place != EMPTY))
        back = self.findChild(KeyedButton, "articles-back")
        if back is not None:
            back.say(tr("List") if alone and self.current_tab() in (ALL, INCOMPLETE) else tr("Sale"))
        if alone:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(WIDEST)
        else:
            self._right.setFixedWidth(500 if compact else 640 if self.width() > 1700 else 536)
        self.list.dress()
