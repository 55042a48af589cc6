"""What to order, and what was ordered: suggestions by supplier, orders written, sent as PDF or table, received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pos.domain.errors import UserError
from pos.domain.purchase import OrderedLine
from pos.services import cataloguing, purchasing
from pos.ui.screens.stock_parts import StockPanel, amount_text, asked, supplier_option
from pos.ui.widgets.basics import label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.ui.widgets.picking import Option, PickField
from pos.ui.widgets.values import DayValue, QuantityValue, TextValue
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.purchase import PurchaseOrder
    from pos.services.purchasing import OrderRow
    from pos.services.till import Till


class OrdersPanel(StockPanel):
    """The open orders at the left; a new one, filled with what is low, at the right."""

    receive_asked = Signal(str)
    pdf_asked = Signal(object)
    csv_asked = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._orders: list[OrderRow] = []
        self._lines: dict[str, int] = {}
        self._costs: dict[str, int | None] = {}
        self._rows = Rows((tr("Order no."), tr("Supplier"), tr("Received")), right=(2,))
        self._view = table(self._rows, "orders-open", tr("open orders"), stretch=1)
        self._view.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())
        self._receive = KeyedButton(tr("Receive"), key="Ctrl+R", icon="sack", name="orders-receive")
        self._pdf = KeyedButton(tr("PDF"), key="Ctrl+P", icon="pdf", kind="line", name="orders-pdf")
        self._csv = KeyedButton(tr("Table"), key="Ctrl+T", kind="line", name="orders-csv")
        self._close = KeyedButton(tr("Nothing more comes"), key="Ctrl+Delete", kind="line", name="orders-close")
        self.list_side.addWidget(label(tr("Open orders"), size=16, weight=600))
        self.list_side.addWidget(self._view, 1)
        self.list_side.addLayout(row(self._receive, self._pdf, self._csv, self._close, None))
        self._receive.clicked.connect(lambda: self._with_order(lambda order: self.receive_asked.emit(order.id)))
        self._pdf.clicked.connect(lambda: self._with_order(self.pdf_asked.emit))
        self._csv.clicked.connect(lambda: self._with_order(self.csv_asked.emit))
        self._close.clicked.connect(self._close_order)
        self._build_side()

    def _build_side(self) -> None:
        self._supplier = PickField(
            "orders-supplier", tr("Supplier"), self._suppliers, supplier_option, new=True, key="F7"
        )
        self._expected = DayValue("orders-expected", tr("expected"), placeholder="24.12.2026")
        self._note = TextValue("orders-note", tr("note"), placeholder=tr("Note for the supplier"))
        self._article = self.article_field("orders-article", tr("Article"), key="F2")
        self._quantity = QuantityValue("orders-quantity", tr("quantity"), placeholder="6", width=96)
        add = KeyedButton(tr("Add"), key="Alt+Return", icon="plus", kind="line", name="orders-add")
        self.capped += [add, self._pdf, self._csv, self._close]
        self._suggest = KeyedButton(tr("What is low"), key="Ctrl+L", kind="line", name="orders-suggest")
        self._write = KeyedButton(
            tr("Write the order"), key="Ctrl+Return", kind="primary", name="orders-write", size=17
        )
        self._write.setMinimumHeight(56)
        self._wanted = Rows((tr("Article"), tr("Quantity")), right=(1,))
        self._list = table(self._wanted, "orders-lines", tr("articles of the new order"))
        self._clear = KeyedButton(tr("Empty it"), key="Ctrl+E", kind="line", name="orders-clear")
        self.host.watch(self._supplier)
        add.clicked.connect(self._add)
        self._suggest.clicked.connect(self.suggest)
        self._write.clicked.connect(self.write)
        self._clear.clicked.connect(self._empty)
        self.tools.addWidget(label(tr("New order"), size=16, weight=600))
        self.tools.addLayout(row(asked(tr("Supplier"), self._supplier), self._suggest))
        self.tools.addLayout(row(self._article, self._quantity, add))
        self.tools.addWidget(self._list, 1)
        self.tools.addLayout(row(asked(tr("Expected"), self._expected), asked(tr("Note"), self._note)))
        self.tools.addWidget(self.wrong)
        self.foot.addLayout(row(self._clear, None, self._write))

    def enter(self) -> None:
        self._orders = purchasing.orders(self.till.shop)
        self._rows.show_rows(
            [
                (
                    each.order.number,
                    each.order.supplier,
                    f"{100 * each.received_milli // max(each.ordered_milli, 1)} %",
                )
                for each in self._orders
            ]
        )
        if self._orders:
            self._view.selectRow(0)
        self._show_buttons()
        self._show_lines()

    def scanned(self, code: str) -> bool:
        self.host.back()
        if (hit := self.hit_of(code)) is not None:
            self._article.set_value(hit.product.id)
            self._quantity.setFocus()
        return True

    def suggest(self) -> None:
        """Fill the order with what is low at this supplier; without one, with the supplier that lacks most."""
        low = purchasing.suggestions(self.till.shop)
        if not low:
            self.tell(UserError("Nothing is at its reorder level. Levels are set on the article, under Stock."))
            return
        name = self._supplier.value() or max(low, key=lambda each: (bool(each), len(low[each])))
        self.wrong.clear()
        self._supplier.set_value(name)
        for each in low.get(name, ()):
            self._lines[each.product.id] = each.quantity_milli
            self._costs[each.product.id] = each.cost_minor
        self._show_lines()

    def write(self) -> None:
        """Write the order and journal it."""
        lines = [OrderedLine(key, milli, self._costs.get(key)) for key, milli in self._lines.items()]
        try:
            purchasing.order(
                self.till.shop,
                self._supplier.value(),
                lines,
                expected=self._expected.value() if not self._expected.blank() else "",
                note=self._note.value(),
                cashier=self.till.cashier_id,
            )
        except UserError as error:
            self.tell(error)
            return
        self._empty()
        self.enter()

    def _add(self) -> None:
        try:
            milli = self._quantity.value()
            if not self._article.value() or not milli or milli < 0:
                raise UserError("Choose an article and a quantity above zero.")  # noqa: TRY301  # one place
        except UserError as error:
            self.tell(error)
            return
        self.wrong.clear()
        self._lines[self._article.value()] = milli
        self._article.set_value("")
        self._quantity.set_value(None)
        self._show_lines()

    def _empty(self) -> None:
        self._lines.clear()
        self._note.set_value("")
        self._expected.set_value("")
        self.wrong.clear()
        self._show_lines()

    def _close_order(self) -> None:
        def close(order: PurchaseOrder) -> None:
            purchasing.close(self.till.shop, order.id, cashier=self.till.cashier_id)
            self.enter()

        self._with_order(close)

    def _with_order(self, act: object) -> None:
        number = self._view.currentIndex().row()
        if 0 <= number < len(self._orders) and callable(act):
            act(self._orders[number].order)

    def _show_buttons(self) -> None:
        for button in (self._receive, self._pdf, self._csv, self._close):
            button.setEnabled(0 <= self._view.currentIndex().row() < len(self._orders))

    def _show_lines(self) -> None:
        rows = []
        for key, milli in self._lines.items():
            hit = cataloguing.article(self.till.shop, key)
            rows.append((hit.product.name if hit else "?", amount_text(milli, hit.product.unit if hit else "piece")))
        self._wanted.show_rows(rows)
        self._write.setEnabled(bool(self._lines))

    def _suppliers(self, text: str) -> list[Option]:
        names = [each.name for each in purchasing.suppliers(self.till.shop)]
        return [supplier_option(name) for name in names if text.casefold() in name.casefold()]
