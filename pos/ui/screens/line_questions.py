"""The questions of a line: how many, at what price, less what; asked in the sheet at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos.domain.money import format_amount, parse_amount
from pos.domain.pricing import parse_discount
from pos.domain.quantity import format_quantity, parse_quantity
from pos.ui.texts import BASKET_DISCOUNT, money, unit_name
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.domain.basket import BasketLine
    from pos.domain.pricing import Discount
    from pos.domain.product import Product
    from pos.services.till import Till
    from pos.ui.screens.ask_sheet import AskSheet

    Answers = Sequence[tuple[str, str]]

_READY = {
    "hour": ("0:15", "0:30", "0:45", "1", "1:30", "2"),
    "l": ("0.250", "0.500", "0.750", "1"),
    "m": ("0.500", "1", "1.500", "2"),
}


class LineQuestions(QObject):
    """Puts a question about a line or an article into the sheet and carries the answer out."""

    asked = Signal()
    """The sheet holds a question now."""
    edited = Signal(object)
    """The basket was changed; the id of the line to select, or None."""
    rung = Signal(object)
    """The `Rung` of an article whose question was answered."""

    def __init__(self, sheet: AskSheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._till: Till | None = None

    def attach(self, till: Till) -> None:
        """Ask about the basket of this till."""
        self._till = till

    @property
    def _at(self) -> Till:
        assert self._till is not None
        return self._till

    def article(self, product: Product, what: str) -> None:
        """Ask the price or the quantity of an article that is not in the basket yet."""
        till = self._at
        if what == "price":
            self._put(
                product.name,
                _price_hint(product),
                lambda text: self.rung.emit(till.add(product, price_minor=parse_amount(text))),
                answers=[(money(price), format_amount(price)) for price in product.suggested_minor],
            )
            return
        price = money(product.price_minor or 0)
        self._put(
            product.name,
            tr("How many {unit}? {price} each.", unit=unit_name(product.unit), price=price),
            lambda text: self.rung.emit(till.add(product, parse_quantity(text, product.unit))),
            answers=_ready(product.unit),
        )

    def line(self, what: str, line_id: str) -> None:
        """Ask or do `what` (quantity, price, discount, remove) with a line; raises `UserError` when it is gone."""
        if line_id == BASKET_DISCOUNT:
            if what == "remove":
                self._edit(lambda: self._at.set_discount(None))
            else:
                self.basket_discount()
            return
        line = self._at.basket.line(line_id)
        ask = {"remove": self._remove, "quantity": self._quantity, "price": self._price}
        ask.get(what, self._discount)(line)

    def basket_discount(self) -> None:
        """Ask what is taken off the whole basket."""
        self._ask_discount(
            tr("Discount on the whole basket"),
            lambda discount: self._edit(lambda: self._at.set_discount(discount)),
        )

    def _remove(self, line: BasketLine) -> None:
        self._edit(lambda: self._at.remove(line.id))

    def _quantity(self, line: BasketLine) -> None:
        hint = tr("How many {unit}? A negative quantity takes back.", unit=unit_name(line.unit))

        def answered(text: str) -> None:
            self._edit(lambda: self._at.set_quantity(line.id, parse_quantity(text, line.unit)), line.id)

        shown = format_quantity(line.quantity_milli, line.unit)
        self._put(line.name, hint, answered, value=shown, answers=_ready(line.unit))

    def _price(self, line: BasketLine) -> None:
        def answered(text: str) -> None:
            self._edit(lambda: self._at.set_price(line.id, parse_amount(text)), line.id)

        hint = tr("Price for this sale only; the article keeps its own.")
        self._put(line.name, hint, answered, value=format_amount(line.unit_price_minor))

    def _discount(self, line: BasketLine) -> None:
        self._ask_discount(
            line.name, lambda discount: self._edit(lambda: self._at.set_line_discount(line.id, discount), line.id)
        )

    def _ask_discount(self, title: str, use: Callable[[Discount | None], None]) -> None:
        ready = [("5 %", "5%"), ("10 %", "10%"), ("20 %", "20%"), ("50 %", "50%"), (tr("no discount"), "0")]
        hint = tr("Write 10% or an amount like 2.50; after a space, the reason.")
        self._put(title, hint, lambda text: use(parse_discount(text)), answers=ready)

    def _put(
        self, title: str, hint: str, done: Callable[[str], None], *, value: str = "", answers: Answers = ()
    ) -> None:
        self._sheet.ask(title, hint, done, value=value, answers=answers)
        self.asked.emit()

    def _edit(self, change: Callable[[], None], select: str | None = None) -> None:
        """Change the basket from a sheet; a refusal is shown in the sheet, success goes back."""
        change()
        self.edited.emit(select)


def _price_hint(product: Product) -> str:
    if product.floor_minor is not None:
        return tr("The customer chooses the price, from {floor} on. It includes VAT.", floor=money(product.floor_minor))
    return tr("What does it cost? The price includes VAT.")


def _ready(unit: str) -> list[tuple[str, str]]:
    sign = "h" if unit == "hour" else unit
    return [(f"{text} {sign}", text) for text in _READY.get(unit, ())]
