"""The articles that labels are made for: how many of each, of weighed goods how heavy and good until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos.domain.errors import UserError
from pos.services import labelling
from pos.services.labelling import Wanted
from pos.ui import theme
from pos.ui.screens.labels_parts import MOST_COPIES, EditRow, whole_grams
from pos.ui.texts import UNIT_SHORT, money
from pos.ui.widgets.basics import column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.domain.product import Product
    from pos.services.till import Till


class ChosenLabels(QWidget):
    """A table with what can be changed of its row under it."""

    changed = Signal()
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._products: list[Product] = []
        self.wanted: list[Wanted] = []
        self._weighed = False
        self._rows = Rows((tr("Article"), tr("Code"), tr("Price"), tr("Labels")), right=(2, 3))
        self.table = table(self._rows, "labels-chosen", tr("articles to label"), stretch=0)
        words = tr("Scan the articles, search them, or take those of a category or a goods receipt.")
        self._nothing = label(words, size=15, kind="muted")
        self._nothing.setWordWrap(True)
        self.edit = EditRow()
        self._issue = KeyedButton(tr("Give codes"), key="Ctrl+K", name="labels-issue")
        self._remove = KeyedButton(tr("Remove"), key="Delete", name="labels-remove")
        self._clear = KeyedButton(tr("Remove all"), key="Ctrl+Delete", name="labels-clear")
        self._below = QWidget()
        self._below.setLayout(column(self.edit, row(self._issue, None, self._remove, self._clear)))
        whole = column(self._nothing, self.table, self._below)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self.edit.changed.connect(self._edited)
        self._issue.clicked.connect(self._issue_codes)
        self._remove.clicked.connect(self.remove)
        self._clear.clicked.connect(self.clear)
        self._show_rows(-1)

    @property
    def product_ids(self) -> tuple[str, ...]:
        """The articles, one id for each row."""
        return tuple(one.product_id for one in self.wanted)

    def show_weight(self, *, shown: bool) -> None:
        """Ask for weights or not; weighed goods have a row for each weight."""
        self._weighed = shown
        self.edit.show_weight(shown=shown)
        self._show_rows(self.table.currentIndex().row())

    def dress(self) -> None:
        """Take on the sizes in force."""
        self._clear.show_cap(shown=not theme.is_compact())

    def add(self, product: Product, *, code: str = "") -> None:
        """Put an article on the list, or ask for one more label of it."""
        known = [(one.product_id, one.code) for one in self.wanted]
        if (product.id, code) in known and not self._weighed:
            place = known.index((product.id, code))
            old = self.wanted[place]
            self.wanted[place] = msgspec.structs.replace(old, n=min(old.n + 1, MOST_COPIES))
        else:
            place = len(known)
            self._products.append(product)
            self.wanted.append(Wanted(product.id, 1, code))
        self._show_rows(place)
        if self._weighed:
            self.edit.grams.setFocus()

    def take(self, read: Callable[[], Sequence[Wanted]]) -> None:
        """Put many articles on the list at once; those that are on it already stay as they are."""
        try:
            wanted = read()
            products = labelling.products(self._till.shop, [one.product_id for one in wanted])
        except UserError as error:
            self.failed.emit(error)
            return
        known, first = set(self.product_ids), len(self.wanted)
        for one, product in zip(wanted, products, strict=True):
            if product.id not in known:
                self.wanted.append(msgspec.structs.replace(one, n=min(one.n, MOST_COPIES)))
                self._products.append(product)
        self._show_rows(min(first, len(self.wanted) - 1))

    def remove(self) -> None:
        """Take the article chosen off the list."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.wanted):
            del self.wanted[place], self._products[place]
            self._show_rows(min(place, len(self.wanted) - 1))

    def clear(self) -> None:
        """Take everything off the list."""
        self.wanted, self._products = [], []
        self._show_rows(-1)

    def reread(self) -> None:
        """Show prices and codes as they are now."""
        self._products = labelling.products(self._till.shop, self.product_ids)
        self._show_rows(self.table.currentIndex().row())

    def _show_rows(self, place: int) -> None:
        self._rows.show_rows([self._texts(*pair) for pair in zip(self.wanted, self._products, strict=True)])
        some = bool(self.wanted)
        self._nothing.setVisible(not some)
        self._below.setVisible(some)
        missing = len({product.id for product in self._products if labelling.lacks_code(product)})
        self._issue.setVisible(missing > 0 and not self._weighed)
        self._issue.say(tr("Give codes ({n})", n=missing))
        if some:
            self.table.selectRow(max(place, 0))
        self._show_row()
        self.changed.emit()

    def _texts(self, one: Wanted, product: Product) -> tuple[str, str, str, str]:
        count = f"{one.n} × {one.grams} g" if self._weighed else str(one.n)
        return product.name, one.code or next(iter(product.barcodes), ""), price_words(product), count

    def _show_row(self) -> None:
        place = self.table.currentIndex().row()
        self.edit.setEnabled(0 <= place < len(self.wanted))
        if self.edit.isEnabled():
            one = self.wanted[place]
            self.edit.number.set_value(one.n)
            if whole_grams(self.edit.grams.text()) != one.grams:
                self.edit.grams.setText(str(one.grams) if one.grams else "")
            if iso_day(self.edit.best_before.text()) != one.best_before:
                day = one.best_before
                self.edit.best_before.setText(f"{day[8:10]}.{day[5:7]}.{day[:4]}" if day else "")

    def _edited(self) -> None:
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.wanted):
            self.wanted[place] = msgspec.structs.replace(
                self.wanted[place],
                n=self.edit.number.value(),
                grams=whole_grams(self.edit.grams.text()),
                best_before=iso_day(self.edit.best_before.text()),
            )
            self._show_rows(place)

    def _issue_codes(self) -> None:
        try:
            issued = labelling.issue_missing_codes(self._till.shop, self.product_ids, cashier=self._till.cashier_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self.reread()
        self.said.emit(tr("{n} codes were given.", n=len(issued)))


def price_words(product: Product) -> str:
    """Write an article's price with its unit."""
    if product.price_minor is None:
        return tr("free price")
    return money(product.price_minor) + (" " + UNIT_SHORT[product.unit] if product.unit in UNIT_SHORT else "")


def iso_day(text: str) -> str:
    """Read 24.12.2026 as an ISO day; empty for what is none yet."""
    parts = text.strip().split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[2]) != 4:
        return ""
    day, month, year = (int(part) for part in parts)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
