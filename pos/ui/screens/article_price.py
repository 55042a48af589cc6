"""The tab of an article's form for its kind and what follows from it: event, kit, free and dated prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from pos.domain.errors import UserError
from pos.domain.product import DatedPrice, Part
from pos.ui.article_words import kind_words
from pos.ui.screens.article_event import EventFields
from pos.ui.screens.article_fields import FormPart, asked, shares
from pos.ui.screens.forms import Choice
from pos.ui.widgets.basics import column, label
from pos.ui.widgets.lines_edit import Cell, LinesEdit
from pos.ui.widgets.values import AmountsValue, DayValue, MoneyValue, QuantityValue
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.services.till import Till


class PricePart(FormPart):
    """Kind, limits of a free price, prices decided for later, parts of a kit."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._kind = self.follow(
            Choice("kind", [(kind, kind_words(kind)) for kind in ("goods", "service", "deposit", "kit", "ticket")])
        )
        floor = self.bind("floor_minor", MoneyValue("article-floor", tr("least price")))
        suggested = self.bind(
            "suggested_minor", AmountsValue("article-suggested", tr("suggested prices"), placeholder="5.00  10.00")
        )
        self._dated = self.follow(
            LinesEdit(
                "dated",
                tr("Price from a day on"),
                (
                    Cell(tr("from"), lambda name, said: DayValue(name, said, placeholder="24.12.2026")),
                    Cell(tr("price"), MoneyValue),
                    Cell(tr("member price"), MoneyValue),
                ),
            )
        )
        self._parts = self.follow(
            LinesEdit(
                "parts",
                tr("Article of the kit"),
                (Cell(tr("article"), self.pick_article, 3), Cell(tr("number"), QuantityValue)),
            )
        )
        self._kit = QWidget()
        self._kit.setLayout(column(label(tr("What one kit takes from the shelf"), size=15, weight=600), self._parts))
        self.box.addLayout(asked(tr("Kind"), self._kind))
        self.ticket = EventFields(till)
        self.ticket.changed.connect(self.changed)
        self.picks += self.ticket.picks
        self.box.addWidget(self.ticket)
        self.box.addLayout(
            shares((asked(tr("Least price, when free"), floor), 1), (asked(tr("Suggested, when free"), suggested), 2))
        )
        self.box.addWidget(self._kit)
        self.box.addWidget(label(tr("Prices decided for later"), size=15, weight=600))
        self.box.addWidget(self._dated)
        self.box.addStretch(1)
        self._kind.changed.connect(self._show_kind)
        self.parts_made = self._parts.row_made

    def show_product(self, product: Product) -> None:
        super().show_product(product)
        self._was = product
        self._kind.set_value(product.kind)
        self._kind.setEnabled(product.kind != "ticket")
        self.ticket.show_product(product)
        self._show_kind()
        self._dated.set_rows([(p.valid_from, p.price_minor, p.member_price_minor) for p in product.next_prices])
        self._parts.set_rows([(part.product_id, part.quantity_milli) for part in product.parts])

    def apply(self, product: Product) -> Product:
        kind = self._kind.value()
        product = self.ticket.apply(product) if kind == "ticket" else replace(product, admission=None)
        today = self.till.shop.clock.now().date().isoformat()
        dated = []
        for day, price, member in self._dated.rows():
            if not day or price is None:
                raise UserError("A price decided for later needs its day and the price.")
            made = DatedPrice(day, price, member)
            if day <= today and made not in self._was.next_prices:
                raise UserError("A price decided for later begins tomorrow or later; change the price itself for now.")
            dated.append(made)
        parts = tuple(Part(article, quantity or 0) for article, quantity in self._parts.rows())
        return replace(super().apply(product), kind=kind, next_prices=tuple(dated), parts=parts)

    def _show_kind(self) -> None:
        self._kit.setVisible(self._kind.value() == "kit")
        self.ticket.setVisible(self._kind.value() == "ticket")
