"""Say how much of each article of an order is missing; the buyer then decides about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.quantity import ONE
from pos.services import ordering
from pos.ui.order_words import quantity_words
from pos.ui.widgets.basics import Stepper, empty, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.values import QuantityValue
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.services.till import Till
    from pos.shopfile.orders import OrderRow


class MissingSheet(QWidget):
    """One line per article, filled with what the figures say is missing."""

    left = Signal()
    told = Signal()

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._order = ""
        self._fields: dict[str, Stepper | QuantityValue] = {}
        back = KeyedButton(tr("Back"), shown=tr("Esc"), icon="back", kind="line", name="missing-back", shortcut=False)
        back.clicked.connect(self.left)
        self._title = label(size=20, weight=600, name="missing-title")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(16, 8, 16, 8)
        self._rows.setSpacing(8)
        inside = QWidget()
        inside.setLayout(self._rows)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wrong = label(size=15, kind="danger", name="missing-wrong")
        self._wrong.setWordWrap(True)
        everything = KeyedButton(tr("All of it"), key="F5", kind="line", name="missing-all")
        everything.clicked.connect(self._all)
        self._tell = KeyedButton(
            tr("Report as missing"), key="Ctrl+Return", kind="primary", name="missing-tell", size=18
        )
        self._tell.setMinimumHeight(60)
        self._tell.clicked.connect(self._say)
        foot = row(everything, self._tell)
        foot.setStretch(1, 1)
        foot.setContentsMargins(16, 8, 16, 12)
        head = row(back, self._title, None, gap=12)
        head.setContentsMargins(16, 10, 16, 8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        whole.addWidget(self._wrong)
        whole.addLayout(foot)

    def ask(self, order_id: str) -> None:
        """Ask about an order; what was said before, or what the figures say, stands in the fields."""
        shop = self._till.shop
        shown = ordering.order(shop, order_id)
        articles, lacking = ordering.articles(shop, order_id), ordering.possible_shortage(shop, order_id)
        self._order = order_id
        self._title.setText(tr("What is missing of order {code}?", code=shown.order.code))
        self._wrong.clear()
        self._fields = {}
        empty(self._rows)
        for product, (name, ordered, said) in _by_article(shown).items():
            self._rows.addWidget(self._row(product, name, ordered, articles.get(product)))
            missing = min(ordered, said + lacking.get(product, 0))
            field = self._fields[product]
            if isinstance(field, Stepper):
                field.set_value(missing // ONE)
            else:
                field.set_value(missing or None)
        self._rows.addStretch(1)
        next(iter(self._fields.values()), self._tell).setFocus()

    def _row(self, product: str, name: str, ordered: int, article: Product | None) -> QWidget:
        unit = article.unit if article is not None else "piece"
        name = name or (article.name if article is not None else product)
        said = tr("missing: {what}", what=name)
        field: Stepper | QuantityValue
        if unit == "piece" and ordered % ONE == 0:
            field = Stepper(f"missing-{len(self._fields)}", said, high=ordered // ONE)
        else:
            field = QuantityValue(f"missing-{len(self._fields)}", said, placeholder="0", width=120)
        self._fields[product] = field
        made = QWidget()
        words = label(name, size=16, weight=500)
        words.setMinimumWidth(80)
        inner = row(words, label(tr("of {quantity}", quantity=quantity_words(ordered, unit)), kind="muted"), field)
        inner.setStretch(0, 1)
        made.setLayout(inner)
        return made

    def _all(self) -> None:
        for product, (_, ordered, _said) in _by_article(ordering.order(self._till.shop, self._order)).items():
            field = self._fields[product]
            field.set_value(ordered // ONE if isinstance(field, Stepper) else ordered)

    def _say(self) -> None:
        try:
            missing = {
                product: field.value() * ONE if isinstance(field, Stepper) else field.value() or 0
                for product, field in self._fields.items()
            }
            ordering.short(self._till.shop, self._order, missing, cashier=self._till.cashier_id)
        except UserError as error:
            self._wrong.setText(explain(error))
            return
        self.told.emit()


def _by_article(shown: OrderRow) -> dict[str, tuple[str, int, int]]:
    """Give each article's name, how much was ordered, and how much was said to be missing."""
    made: dict[str, tuple[str, int, int]] = {}
    for line in shown.order.lines:
        name, ordered, said = made.get(line.product, (line.name, 0, 0))
        made[line.product] = (name, ordered + line.quantity_milli, said + line.missing_milli)
    return made
