"""Suppliers: who they are in the journal, and whom to talk to beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.purchase import Supplier
from pos.services import purchasing
from pos.shopfile.goods import ContactRow
from pos.ui.screens.stock_parts import StockPanel, asked
from pos.ui.widgets.basics import label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.ui.widgets.values import NumberValue, TextValue
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.till import Till


class SuppliersPanel(StockPanel):
    """The list at the left, a card at the right."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._suppliers: list[Supplier] = []
        self._rows = Rows((tr("Supplier"), tr("Our number")))
        self._view = table(self._rows, "suppliers-list", tr("suppliers"))
        self._view.selectionModel().currentRowChanged.connect(lambda now, _: self._show_card(now.row()))
        self.list_side.addWidget(self._view, 1)
        self._name = TextValue("supplier-name", tr("name"))
        self._number = TextValue("supplier-number", tr("our number there"))
        self._days = NumberValue("supplier-days", tr("days until a delivery"), placeholder="–")
        self._note = TextValue("supplier-note", tr("note"))
        self._person = TextValue("supplier-person", tr("person"))
        self._email = TextValue("supplier-email", tr("e-mail"))
        self._phone = TextValue("supplier-phone", tr("telephone"))
        self._address = TextValue("supplier-address", tr("address"))
        new = KeyedButton(tr("New supplier"), key="Ctrl+N", icon="plus", kind="line", name="supplier-new")
        save = KeyedButton(tr("Save"), key="Ctrl+S", kind="primary", name="supplier-save", size=17)
        save.setMinimumHeight(56)
        new.clicked.connect(lambda: self._fill(Supplier(""), ContactRow()))
        save.clicked.connect(self.save)
        self._told = label(kind="muted", name="supplier-told")
        self._told.setWordWrap(True)
        self.tools.addLayout(asked(tr("Name"), self._name))
        self.tools.addLayout(row(asked(tr("Our number there"), self._number), asked(tr("Days to deliver"), self._days)))
        self.tools.addLayout(asked(tr("Note"), self._note))
        self.tools.addLayout(row(asked(tr("Person"), self._person), asked(tr("Telephone"), self._phone)))
        self.tools.addLayout(row(asked(tr("E-mail"), self._email), asked(tr("Address"), self._address)))
        told = label(tr("Person, telephone, e-mail and address stay on this machine and can be erased."), kind="muted")
        told.setWordWrap(True)
        self.tools.addWidget(told)
        self.tools.addWidget(self.wrong)
        self.tools.addWidget(self._told)
        self.tools.addStretch(1)
        self.foot.addLayout(row(new, None, save))
        self.capped.append(new)

    def enter(self) -> None:
        self._suppliers = purchasing.suppliers(self.till.shop)
        self._rows.show_rows([(each.name, each.customer_number) for each in self._suppliers])
        if self._suppliers and not self._name.text():
            self._view.selectRow(0)

    def save(self) -> None:
        """Journal the card, keep the contact beside it."""
        known = ContactRow(self._person.value(), self._email.value(), self._phone.value(), self._address.value())
        before = next((each for each in self._suppliers if each.name == self._name.value()), Supplier(""))
        try:
            card = replace(
                before,
                name=self._name.value(),
                customer_number=self._number.value()[:40],
                lead_days=self._days.value() or 0,
                note=self._note.value()[:200],
            )
            saved = purchasing.save_supplier(self.till.shop, card, known, cashier=self.till.cashier_id)
        except UserError as error:
            self.tell(error)
            return
        self.wrong.clear()
        self.enter()
        self._told.setText(tr("Saved: {name}.", name=saved.name))

    def _show_card(self, number: int) -> None:
        if 0 <= number < len(self._suppliers):
            supplier = self._suppliers[number]
            self._fill(supplier, purchasing.contact(self.till.shop, supplier.name))

    def _fill(self, supplier: Supplier, known: ContactRow) -> None:
        self._told.clear()
        self.wrong.clear()
        for field, value in (
            (self._name, supplier.name),
            (self._number, supplier.customer_number),
            (self._note, supplier.note),
            (self._person, known.person),
            (self._email, known.email),
            (self._phone, known.phone),
            (self._address, known.address),
        ):
            field.set_value(value)
        self._days.set_value(supplier.lead_days or None)
        if not supplier.name:
            self._name.setFocus()
