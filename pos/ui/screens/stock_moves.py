"""The movements of an article: when, who, why, how much, and the ticket behind each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pos.services import cataloguing, ordering, stocking
from pos.ui.screens.stock_adjust import reason_words
from pos.ui.screens.stock_parts import StockPanel, amount_text, place_text
from pos.ui.widgets.basics import label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.till import Till
    from pos.shopfile.goods import MoveRow


class MovesPanel(StockPanel):
    """The list is at the left; the right says what stands behind the chosen line."""

    ticket_asked = Signal(str)

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._moves: list[MoveRow] = []
        self._article = self.article_field("moves-article", tr("Article"), key="F2")
        self._article.changed.connect(self.enter)
        self._rows = Rows((tr("When"), tr("Why"), tr("Quantity"), tr("Then")), right=(2, 3))
        self._view = table(self._rows, "moves-lines", tr("movements of the article"), stretch=1)
        self._view.selectionModel().currentRowChanged.connect(lambda now, _: self._show_line(now.row()))
        self.list_side.addWidget(self._article)
        self.list_side.addWidget(self._view, 1)
        self._level = label(size=40, weight=600, name="moves-level")
        self._elsewhere = label(kind="muted", name="moves-elsewhere")
        self._elsewhere.setWordWrap(True)
        self._about = label(size=16, name="moves-about")
        self._about.setWordWrap(True)
        self._open = KeyedButton(tr("Open the ticket"), key="Ctrl+Return", icon="book", name="moves-open")
        self._open.clicked.connect(self._open_ticket)
        self.tools.addWidget(label(tr("There now"), size=13, kind="muted"))
        self.tools.addWidget(self._level)
        self.tools.addWidget(self._elsewhere)
        self.tools.addWidget(self._about)
        self.tools.addWidget(self.wrong)
        self.tools.addStretch(1)
        self.foot.addLayout(row(None, self._open))

    def enter(self) -> None:
        key = self._article.value()
        hit = cataloguing.article(self.till.shop, key) if key else None
        self._moves = stocking.movements(self.till.shop, key) if key else []
        self.wrong.clear()
        unit = hit.product.unit if hit else "piece"
        level = (hit.stock_milli or 0) if hit else 0
        self._level.setText(amount_text(level, unit) if hit else "–")
        elsewhere = stocking.from_elsewhere(self.till.shop, key) if key else 0
        words = (
            [tr("From other tills and the portal: {n}", n=amount_text(elsewhere, unit, sign=True))] if elsewhere else []
        )
        if held := ordering.held(self.till.shop).get(key, 0) if key else 0:
            words.append(tr("{n} held for orders", n=amount_text(held, unit)))
        self._elsewhere.setText("\n".join(words))
        rows, then = [], level - elsewhere
        for move in self._moves:
            why = reason_words().get(move.reason, move.reason)
            rows.append(
                (_when(move.wall_ms), why, amount_text(move.quantity_milli, unit, sign=True), amount_text(then, unit))
            )
            then -= move.quantity_milli
        self._rows.show_rows(rows)
        self._show_line(-1)

    def scanned(self, code: str) -> bool:
        self.host.back()
        if (hit := self.hit_of(code)) is not None:
            self._article.set_value(hit.product.id)
        return True

    def show_article(self, product_id: str) -> None:
        """Show an article's movements."""
        self._article.set_value(product_id)

    def _show_line(self, number: int) -> None:
        move = self._moves[number] if 0 <= number < len(self._moves) else None
        self._open.setEnabled(move is not None and bool(move.sale))
        if move is None:
            self._about.setText("" if self._moves else tr("Choose an article to see what moved it."))
            return
        people = {person.id: person.name for person in self.till.team()}
        parts = [
            tr("by {name}", name=people.get(move.by, move.by)) if move.by else "",
            tr("ticket {receipt}", receipt=move.receipt) if move.receipt else "",
            tr("delivered by {name}", name=move.supplier) if move.supplier else "",
            tr("delivery note {number}", number=move.document) if move.document else "",
            place_text(move.place) if move.place else "",
            move.note,
        ]
        self._about.setText("\n".join(part for part in parts if part) or tr("No more is known."))

    def _open_ticket(self) -> None:
        number = self._view.currentIndex().row()
        if 0 <= number < len(self._moves) and self._moves[number].sale:
            self.ticket_asked.emit(self._moves[number].sale)


def _when(wall_ms: int) -> str:
    return f"{datetime.fromtimestamp(wall_ms / 1000).astimezone():%d.%m.%Y %H:%M}"
