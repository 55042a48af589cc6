"""The shop's own commission this month, ticket by ticket, as the chamber's ledger has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.services import commission
from pos.ui.texts import date_of, money, sums
from pos.ui.widgets.basics import column, label, rule
from pos.ui.widgets.pages import Rows, table
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.commission import Commission, CommissionLine
    from pos.services.till import Till


class CommissionPanel(QWidget):
    """Sums by currency above, every ticket below; what was told last stays readable without a network."""

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._sum = label(size=22, weight=700, name="commission-sum")
        self._said = label(kind="muted", name="commission-said")
        self._said.setWordWrap(True)
        self._rows = Rows(
            (tr("Date"), tr("Receipt"), tr("How it was sold"), tr("Base"), tr("Rate"), tr("Commission"),
             tr("Common pot")),
            right=(3, 4, 5, 6),
        )  # fmt: skip
        self._table = table(self._rows, "commission-rows", tr("commission of each ticket"), stretch=2)
        head = column(self._sum, self._said)
        head.setContentsMargins(16, 12, 16, 10)
        body = column(self._table)
        body.setContentsMargins(12, 10, 12, 10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addLayout(body, 1)

    def enter(self) -> None:
        """Show what the portal told last."""
        told = commission.told(self._till.shop)
        if told is None:
            self._rows.show_rows(())
            self._sum.setText(tr("No commission"))
            self._said.setText(tr("The portal has told nothing yet. Once this till is joined, its commission is here."))
        else:
            self._show(told)
        self._table.setFocus()

    def _show(self, told: Commission) -> None:
        self._rows.show_rows([_row(line) for line in told.lines])
        totals = {code: minor for code, minor in told.totals.items() if minor}
        self._sum.setText(sums(totals) if totals else tr("No commission this month"))
        owed = {code: minor for code, minor in told.owed.items() if minor}
        month = f"{told.month[5:]}.{told.month[:4]}"
        if owed:
            words = tr("{month}, from the chamber's ledger. In all you owe {owed}, payments deducted.",
                       month=month, owed=sums(owed))  # fmt: skip
        else:
            words = tr("{month}, from the chamber's ledger. You owe nothing.", month=month)
        self._said.setText(words)


def _row(line: CommissionLine) -> tuple[str, ...]:
    channels = {
        "counter": tr("At the counter"), "portal": tr("Ordered on the portal"), "": tr("Steps of the month"),
    }  # fmt: skip
    rate = "" if line.rate_bp is None else f"{line.rate_bp / 100:.2f} %"
    amount = money(line.amount_minor) if line.currency == "CHF" else f"{money(line.amount_minor)} {line.currency}"
    return (
        date_of(line.day), line.receipt, channels.get(line.channel, line.channel),
        money(line.base_minor) if line.receipt else "", rate, amount, money(line.pot_minor) if line.pot_minor else "",
    )  # fmt: skip
