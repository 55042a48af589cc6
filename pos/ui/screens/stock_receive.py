"""Receive a delivery: scan what comes, compare with what was ordered, book it at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal

from pos.domain.errors import UserError
from pos.domain.quantity import ONE, format_quantity
from pos.domain.receiving import GoodsReceipt
from pos.services import cataloguing, purchasing, stocking
from pos.ui.screens.stock_parts import StockPanel, amount_text, asked, supplier_option
from pos.ui.widgets.basics import Field, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, shortcut, table
from pos.ui.widgets.picking import Option, PickField
from pos.ui.widgets.values import DayValue, MoneyValue, NumberValue, QuantityValue, TextValue
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.domain.receiving import ComingLine
    from pos.services.till import Till
    from pos.shopfile.search import Found

UNDO_STEPS = 50


class ReceivePanel(StockPanel):
    """Nothing moves before the receipt is booked; leaving keeps it."""

    labels_asked = Signal(object)
    """Labels to print: (article, number) pairs."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._receipt = GoodsReceipt()
        self._current = ""
        self._history: list[GoodsReceipt] = []
        self._filling = False
        self._rows = Rows((tr("Article"), tr("Ordered"), tr("Received"), tr("Difference")), right=(1, 2))
        self._view = table(self._rows, "receive-lines", tr("articles of the delivery"))
        self._view.selectionModel().currentRowChanged.connect(lambda now, _: self._choose_row(now.row()))
        self._search = Field(
            "receive-search",
            tr("article of the delivery"),
            placeholder=tr("Scan an article or a case, or type"),
        )
        self._search.returnPressed.connect(self._typed)
        self._delivery = PickField("receive-delivery", tr("Delivery"), self._deliveries, self._delivery_shown, key="F8")
        self._order = PickField("receive-order", tr("Order"), self._orders, self._order_shown, key="F7")
        self._supplier = PickField("receive-supplier", tr("Supplier"), self._suppliers, supplier_option, new=True)
        self._paper = TextValue("receive-document", tr("delivery note"), placeholder=tr("Delivery note no."))
        self.host.watch(self._delivery, self._order, self._supplier)
        self._build_list()
        self._build_side()
        shortcut(self, "F7", self._order.click)
        shortcut(self, "F8", self._delivery.click)
        shortcut(self, "F2", self._search.setFocus)

    def _build_list(self) -> None:
        self.list_side.addWidget(self._search)
        self.list_side.addWidget(self._view, 1)
        self._delivery.changed.connect(self._delivery_chosen)
        self._order.changed.connect(self._order_chosen)
        self._supplier.changed.connect(self._head_changed)
        self._paper.changed.connect(self._head_changed)
        told = label(tr("Stock moves when the receipt is booked. Leaving this screen keeps it."), kind="muted")
        told.setWordWrap(True)
        self.list_side.addWidget(told)

    def _build_side(self) -> None:
        self._name = label(size=18, weight=600, name="receive-name")
        self._name.setWordWrap(True)
        self._number = label(size=40, weight=600, name="receive-number")
        self._of = label(size=16, kind="muted")
        self._steps = [
            KeyedButton("−1", key="Ctrl+Down", shown="Ctrl ↓", kind="line", name="receive-less"),
            KeyedButton("+1", key="Ctrl+Up", shown="Ctrl ↑", kind="line", name="receive-more"),
            KeyedButton("+6", key="Ctrl+K", kind="line", name="receive-pack"),
            KeyedButton("", key="Ctrl+Z", icon="undo", kind="line", name="receive-undo"),
        ]
        for button, act in zip(
            self._steps, (lambda: self._add(-ONE), lambda: self._add(ONE), self._add_pack, self._undo), strict=True
        ):
            button.clicked.connect(act)
        self._steps[3].setAccessibleName(tr("undo the last change"))
        self._quantity = QuantityValue("receive-quantity", tr("received"), none=0)
        self._expires = DayValue("receive-expires", tr("best before"), placeholder="30.06.2027")
        self._lot = TextValue("receive-lot", tr("lot"))
        self._cost = MoneyValue("receive-cost", tr("cost without VAT"))
        self._labels = NumberValue("receive-labels", tr("labels to print"), placeholder="0")
        for field in (self._quantity, self._expires, self._lot, self._cost, self._labels):
            field.editingFinished.connect(self._line_changed)
        self._summary = label(kind="muted", name="receive-summary")
        self._summary.setWordWrap(True)
        self._book = KeyedButton(
            tr("Book the receipt"), key="Ctrl+Return", kind="primary", name="receive-book", size=17
        )
        self._book.setMinimumHeight(56)
        self._book.clicked.connect(self.book)
        self._discard = KeyedButton(tr("Discard"), key="Ctrl+Delete", kind="line", name="receive-discard")
        self._discard.setMinimumHeight(56)
        self._discard.clicked.connect(self.discard)
        self.tools.addLayout(row(self._order, self._supplier))
        self.tools.addLayout(row(self._delivery, self._paper))
        self.tools.addWidget(self._name)
        self.tools.addLayout(row(self._number, self._of, None))
        self.tools.addLayout(row(*self._steps))
        self.tools.addLayout(row(asked(tr("Received"), self._quantity), asked(tr("Best before"), self._expires),
                                 asked(tr("Lot"), self._lot)))  # fmt: skip
        self.tools.addLayout(row(asked(tr("Cost, without VAT"), self._cost), asked(tr("Labels"), self._labels)))
        self.tools.addWidget(self.wrong)
        self.tools.addStretch(1)
        self.foot.addWidget(self._summary)
        self.foot.addLayout(row(self._discard, self._book))
        self.capped += self._steps

    def enter(self) -> None:
        self._receipt = stocking.receipt_in_progress(self.till.shop)
        self._history.clear()
        self._show()
        self._search.setFocus()

    def begin(self, order: str) -> None:
        """Receive an order, or go on with it; what was scanned before its order was chosen counts as received."""
        coming = stocking.receipt_for(self.till.shop, order)
        self._keep(coming if coming.key or self._receipt.order else self._receipt.against(coming))
        self._show()

    def scanned(self, code: str) -> bool:
        self.host.back()
        try:
            receipt, hit = stocking.scan_in(self.till.shop, self._receipt, code)
        except UserError as error:
            self.tell(error)
            return True
        self._took(receipt, hit)
        return True

    def book(self) -> None:
        """Book what came in; labels that were wished are asked for."""
        self._line_changed()
        try:
            fact = stocking.receive(self.till.shop, self._receipt, cashier=self.till.cashier_id)
        except UserError as error:
            self.tell(error)
            return
        wished = [(line.product_id, line.labels) for line in self._receipt.lines if line.labels]
        self._receipt, self._current = GoodsReceipt(), ""
        self._history.clear()
        self._show()
        self.changed.emit()
        self._summary.setText(tr("Booked: {n} articles.", n=len(fact.lines)))
        if wished:
            self.labels_asked.emit(wished)

    def discard(self) -> None:
        """Let go of this delivery; nothing was booked of it, and Ctrl+Z brings it back."""
        if self._receipt.is_empty:
            return
        stocking.discard_receipt(self.till.shop, self._receipt)
        self._history, self._receipt, self._current = [self._receipt], GoodsReceipt(), ""
        self._show()
        self._summary.setText(tr("Discarded: nothing was booked. Ctrl+Z brings it back."))

    # What changes the receipt

    def _keep(self, receipt: GoodsReceipt) -> None:
        self._history = [*self._history[-UNDO_STEPS:], self._receipt]
        self._receipt = stocking.keep_receipt(self.till.shop, receipt)
        self.wrong.clear()

    def _took(self, receipt: GoodsReceipt, hit: Found) -> None:
        self._keep(receipt)
        self._current = hit.product.id
        self._show()

    def _typed(self) -> None:
        text = self._search.text().strip()
        if not text:
            return
        from pos.services import searching  # noqa: PLC0415  # here only

        found = [hit] if (hit := searching.exact(self.till.shop, text)) else searching.find(self.till.shop, text, 1)
        if not found:
            self.tell(UserError("Nothing is called «{text}». Create the article first.", text=text[:40]))
            return
        self._search.clear()
        self._took(self._receipt.add(found[0].product, ONE), found[0])

    def _add(self, milli: int) -> None:
        hit = cataloguing.article(self.till.shop, self._current) if self._current else None
        if hit is None:
            return
        try:
            self._took(self._receipt.add(hit.product, milli), hit)
        except UserError as error:
            self.tell(error)

    def _add_pack(self) -> None:
        self._add(self._pack_milli())

    def _pack_milli(self) -> int:
        hit = cataloguing.article(self.till.shop, self._current) if self._current else None
        return max((pack.quantity_milli for pack in hit.product.packs), default=6 * ONE) if hit else 6 * ONE

    def _undo(self) -> None:
        if self._history:
            before = self._history.pop()
            before = before if before.key else replace(before, key=self._receipt.key)
            self._receipt = stocking.keep_receipt(self.till.shop, before)
            self._show()

    def _line_changed(self) -> None:
        line = self._receipt.line(self._current)
        if line is None or self._filling:
            return
        try:
            changed = replace(
                line,
                received_milli=self._quantity.value() or 0,
                expires=self._expires.value() if not self._expires.blank() else "",
                lot=self._lot.value(),
                cost_minor=self._cost.value(),
                labels=self._labels.value() or 0,
            )
        except UserError as error:
            self.tell(error)
            return
        if changed != line:
            self._keep(self._receipt.put(changed))
            self._show()

    def _head_changed(self) -> None:
        if not self._filling:
            receipt = replace(self._receipt, supplier=self._supplier.value(), document=self._paper.value())
            self._receipt = stocking.keep_receipt(self.till.shop, receipt)

    def _order_chosen(self) -> None:
        if self._filling:
            return
        if key := self._order.value():
            self.begin(key)
        else:
            self._keep(replace(self._receipt, order="", order_number=""))

    # What is shown

    def _choose_row(self, number: int) -> None:
        if not self._filling and 0 <= number < len(self._receipt.lines):
            self._current = self._receipt.lines[number].product_id
            self._show_line()

    def _show(self) -> None:
        self._filling = True
        lines = self._receipt.lines
        units = self._units(lines)
        self._rows.show_rows([_row_of(line, units.get(line.product_id, "piece")) for line in lines])
        places = [number for number, line in enumerate(lines) if line.product_id == self._current]
        if places:
            self._view.selectRow(places[0])
        self._delivery.set_value(self._receipt.key)
        self._order.set_value(self._receipt.order)
        self._supplier.set_value(self._receipt.supplier)
        self._paper.set_value(self._receipt.document)
        whole = sum(1 for line in lines if line.difference_milli == 0)
        differ = sum(1 for line in lines if line.received_milli and line.difference_milli not in (0, None))
        missing = sum(1 for line in lines if not line.received_milli)
        self._summary.setText(
            tr("{whole} complete, {differ} different, {missing} to scan", whole=whole, differ=differ, missing=missing)
            if lines
            else tr("Nothing received yet.")
        )
        self._book.setEnabled(any(line.received_milli for line in lines))
        self._discard.setEnabled(not self._receipt.is_empty)
        self._filling = False
        self._show_line()

    def _units(self, lines: Sequence[ComingLine]) -> dict[str, str]:
        hits = ((line.product_id, cataloguing.article(self.till.shop, line.product_id)) for line in lines)
        return {key: hit.product.unit for key, hit in hits if hit is not None}

    def _show_line(self) -> None:
        line = self._receipt.line(self._current)
        self._filling = True
        self._name.setText(line.name if line else tr("Scan the first article."))
        self._number.setText(format_quantity(line.received_milli, screen=True) if line else "–")
        ordered = line.ordered_milli if line else None
        self._of.setText("" if ordered is None else tr("of {n}", n=format_quantity(ordered, screen=True)))
        self._steps[2].say("+" + format_quantity(self._pack_milli()))
        for button in self._steps[:3]:
            button.setEnabled(line is not None)
        self._steps[3].setEnabled(bool(self._history))
        for field, value in (
            (self._quantity, line.received_milli if line else 0),
            (self._expires, line.expires if line else ""),
            (self._lot, line.lot if line else ""),
            (self._cost, line.cost_minor if line else None),
            (self._labels, (line.labels or None) if line else None),
        ):
            field.setEnabled(line is not None)
            field.set_value(value)
        self._filling = False

    def _deliveries(self, text: str) -> list[Option]:
        begun = [_delivery(each) for each in stocking.receipts_in_progress(self.till.shop)]
        hits = [each for each in begun if text.casefold() in each.text.casefold()]
        return [Option("", tr("another delivery")), *hits]

    def _delivery_shown(self, key: str) -> Option:
        return _delivery(self._receipt) if key else Option("", tr("new delivery"))

    def _delivery_chosen(self) -> None:
        if self._filling:
            return
        key = self._delivery.value()
        begun = {each.key: each for each in stocking.receipts_in_progress(self.till.shop)}
        self._receipt, self._current = begun.get(key, GoodsReceipt()), ""
        self._history.clear()
        if key:
            stocking.keep_receipt(self.till.shop, self._receipt)
        self._show()

    def _orders(self, text: str) -> list[Option]:
        rows = [each.order for each in purchasing.orders(self.till.shop)]
        hits = [order for order in rows if text.casefold() in f"{order.number} {order.supplier}".casefold()]
        return [Option("", tr("without an order")), *(Option(o.id, f"{o.number} · {o.supplier}") for o in hits)]

    def _order_shown(self, key: str) -> Option:
        if not key:
            return Option("", tr("without an order"))
        known = next((each.order for each in purchasing.orders(self.till.shop) if each.order.id == key), None)
        return Option(key, f"{known.number} · {known.supplier}" if known else self._receipt.order_number or key)

    def _suppliers(self, text: str) -> list[Option]:
        names = [each.name for each in purchasing.suppliers(self.till.shop) if text.casefold() in each.name.casefold()]
        return [supplier_option(""), *(supplier_option(name) for name in names)]


def _delivery(receipt: GoodsReceipt) -> Option:
    named = receipt.supplier or receipt.order_number or receipt.document or tr("without a supplier")
    return Option(receipt.key, tr("{name}, {n} articles", name=named, n=len(receipt.lines)))


def _row_of(line: ComingLine, unit: str) -> tuple[str, str, str, str]:
    difference = line.difference_milli
    if difference is None:
        told = tr("not ordered")
    elif not line.received_milli:
        told = tr("to scan")
    else:
        told = tr("complete") if difference == 0 else amount_text(difference, unit, sign=True)
    ordered = "–" if line.ordered_milli is None else amount_text(line.ordered_milli, unit)
    return line.name, ordered, amount_text(line.received_milli, unit), told
