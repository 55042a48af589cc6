"""Correct stock by hand with a reason, or carry goods to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup

from pos.domain.errors import UserError
from pos.services import cataloguing, stocking
from pos.ui.screens.forms import Choice
from pos.ui.screens.stock_parts import StockPanel, amount_text, asked, place_option, place_text
from pos.ui.widgets.basics import label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.ui.widgets.picking import Option, PickField
from pos.ui.widgets.values import QuantityValue, TextValue
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.till import Till

LESS, MORE = "less", "more"


def reason_words() -> dict[str, str]:
    """Name each reason of an adjustment."""
    return {
        "waste": tr("waste"),
        "breakage": tr("breakage"),
        "own use": tr("own use"),
        "gift": tr("gift"),
        "theft": tr("theft"),
        "correction": tr("correction"),
        "received": tr("received"),
        "goods receipt": tr("received"),
        "sale": tr("sale"),
        "refund": tr("refund"),
        "count": tr("count"),
        "transfer": tr("transfer"),
    }


class AdjustPanel(StockPanel):
    """Everything is journalled with who and why."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._article = self.article_field("adjust-article", tr("Article"), key="F2")
        self._article.changed.connect(self._show)
        self._rows = Rows((tr("Where"), tr("There")), right=(1,))
        self.list_side.addWidget(self._article)
        self.list_side.addWidget(label(tr("Where it lies"), size=16, weight=600))
        self.list_side.addWidget(table(self._rows, "adjust-places", tr("where it lies")), 1)
        self._quantity = QuantityValue("adjust-quantity", tr("quantity"), placeholder="1")
        self._sign = Choice("adjust", ((LESS, tr("take away")), (MORE, tr("put there"))))
        self._sign.set_value(LESS)
        self._reasons = QButtonGroup(self)
        self._keys = list(reason_words())[:6]
        reasons = []
        for number, key in enumerate(self._keys, 1):
            made = KeyedButton(reason_words()[key], key=f"Alt+{number}", kind="line", name=f"adjust-reason-{number}")
            made.setCheckable(True)
            self._reasons.addButton(made, number - 1)
            reasons.append(made)
        self.capped += reasons
        self._note = TextValue("adjust-note", tr("note"), placeholder=tr("Note, if it helps"))
        self._place = self._place_field("adjust-place", tr("Where"))
        self._target = self._place_field("adjust-target", tr("To"))
        adjust = KeyedButton(tr("Correct the stock"), key="Ctrl+Return", kind="primary", name="adjust-book", size=17)
        carry = KeyedButton(tr("Carry there"), key="Ctrl+T", icon="swap", kind="line", name="adjust-carry")
        adjust.setMinimumHeight(56)
        adjust.clicked.connect(self.adjust)
        carry.clicked.connect(self.carry)
        self._told = label(kind="muted", name="adjust-told")
        self._told.setWordWrap(True)
        self.tools.addLayout(row(asked(tr("Quantity"), self._quantity), asked(tr("Where"), self._place)))
        self.tools.addWidget(self._sign)
        self.tools.addLayout(row(*reasons[:3], None))
        self.tools.addLayout(row(*reasons[3:], None))
        self.tools.addWidget(self._note)
        self.tools.addWidget(self.wrong)
        self.tools.addWidget(self._told)
        self.tools.addLayout(row(None, adjust))
        self.tools.addStretch(1)
        self.tools.addWidget(label(tr("Or carry it to another place"), size=16, weight=600))
        self.tools.addLayout(row(asked(tr("To"), self._target), carry))

    def _place_field(self, name: str, said: str) -> PickField:
        def options(text: str) -> list[Option]:
            places = ["", *stocking.places(self.till.shop)]
            shown = [place_option(place) for place in places]
            return [option for option in shown if text.casefold() in option.text.casefold()]

        made = PickField(name, said, options, place_option, new=True)
        self.host.watch(made)
        return made

    def enter(self) -> None:
        self._show()

    def scanned(self, code: str) -> bool:
        self.host.back()
        if (hit := self.hit_of(code)) is not None:
            self._article.set_value(hit.product.id)
            self._quantity.setFocus()
        return True

    def adjust(self) -> None:
        """Correct the level of the article in the place by the quantity, with the reason."""
        reason = self._keys[self._reasons.checkedId()] if self._reasons.checkedId() >= 0 else ""
        try:
            milli = self._milli()
            signed = milli if self._sign.value() == MORE else -milli
            stocking.adjust(
                self.till.shop,
                self._article.value(),
                signed,
                reason,
                note=self._note.value(),
                place=self._place.value(),
                cashier=self.till.cashier_id,
            )
        except UserError as error:
            self.tell(error)
            return
        self._done(tr("Corrected: {what}.", what=self._article.accessibleName().partition(": ")[2]))

    def carry(self) -> None:
        """Carry the quantity from one place to the other."""
        try:
            stocking.transfer(
                self.till.shop,
                {self._article.value(): self._milli()},
                self._place.value(),
                self._target.value(),
                note=self._note.value(),
                cashier=self.till.cashier_id,
            )
        except UserError as error:
            self.tell(error)
            return
        self._done(tr("Carried to {place}.", place=place_text(self._target.value())))

    def _milli(self) -> int:
        if not self._article.value():
            raise UserError("Choose or scan the article first.")
        milli = self._quantity.value()
        if not milli or milli < 0:
            self._quantity.bad()
            raise UserError("Enter a quantity above zero, then choose take away or put there.")
        return int(milli)

    def _done(self, told: str) -> None:
        self.wrong.clear()
        self._quantity.set_value(None)
        self._note.set_value("")
        self._show()
        self._told.setText(told)
        self.changed.emit()

    def _show(self) -> None:
        key = self._article.value()
        hit = cataloguing.article(self.till.shop, key) if key else None
        self._told.clear()
        rows = []
        if hit is not None:
            for place in ("", *stocking.places(self.till.shop)):
                milli = stocking.expected_in(self.till.shop, key, place)
                rows.append((place_text(place), amount_text(milli, hit.product.unit)))
        self._rows.show_rows(rows)
