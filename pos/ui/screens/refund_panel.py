"""Give lines of a ticket back: how many of each, to which tender, why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.quantity import ONE
from pos.domain.tender import CASH
from pos.services import refunding, ticketing
from pos.ui.admission_words import short_number
from pos.ui.texts import ICON_OF, money, quantity_text, tender_name
from pos.ui.widgets.basics import Field, Stepper, column, empty, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.sale import Sale, SaleLine
    from pos.services.till import Till
    from pos.shopfile.reading import Ticket


NAMED = 4
"""Numbers of event tickets that are told; more do not fit."""


class RefundPanel(QWidget):
    """What comes back of one ticket; the plan is worked out by the service at every change."""

    refunded = Signal(object)
    failed = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "surface")
        self._till = till
        self._ticket: Ticket | None = None
        self._wanted: dict[str, int] = {}
        self._prefer: str | None = None
        self._papers: tuple[str, ...] = ()
        self._steppers: dict[str, Stepper] = {}
        self._void = label(size=14, kind="warning", name="refund-void")
        """Which event tickets come back."""
        self._void.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lines.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setLayout(self._lines)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._paid = label(size=14, kind="muted", name="refund-paid")
        self._paid.setWordWrap(True)
        self._plan = label(size=15, weight=600, name="refund-plan")
        self._means = QButtonGroup(self)
        self._means_row = QHBoxLayout()
        self._means_row.setSpacing(8)
        self._reason = Field("refund-reason", tr("reason"), placeholder=tr("Reason"))
        quick = self._make_reasons()
        self._go = KeyedButton(
            tr("Refund"), key="Ctrl+Return", kind="primary", name="refund-go", icon="return", size=18
        )
        self._go.setMinimumHeight(56)
        self._go.clicked.connect(self._refund)
        head = row(label(tr("Refund"), size=18, weight=600), None,
                   label(tr("at the price paid"), size=14, kind="muted"))  # fmt: skip
        head.setContentsMargins(14, 12, 14, 8)
        bottom = panel("surface")
        inner = QVBoxLayout(bottom)
        inner.setContentsMargins(14, 8, 14, 12)
        inner.setSpacing(8)
        for part in (self._paid, self._means_row, self._plan, self._void, quick, self._reason, self._go):
            if isinstance(part, QWidget):
                inner.addWidget(part)
            else:
                inner.addLayout(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        whole.addWidget(bottom)

    def _make_reasons(self) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(6)
        for text in (tr("defective"), tr("wrong article"), tr("changed mind")):
            reason = KeyedButton(text, kind="line", name=f"reason-{text}", size=14)
            reason.clicked.connect(partial(self._reason.setText, text))
            made.addWidget(reason)
        made.addStretch(1)
        return made

    def show_ticket(self, ticket: Ticket | None) -> None:
        """Show what of a ticket may still come back."""
        self._ticket, self._wanted = ticket, {}
        self._papers, self._steppers = (), {}
        self._void.hide()
        self._reason.clear()
        empty(self._lines)
        if ticket is None:
            self._go.setEnabled(False)
            return
        left = refunding.still_returnable(ticket)
        for number, line in enumerate(line for line in ticket.sale.lines if line.deposit_of is None):
            self._lines.addWidget(self._line(line, number, left.get(line.id, 0)))
            self._lines.addWidget(rule())
        self._lines.addStretch(1)
        self._show_means(ticket)
        self._show_plan()

    def _line(self, line: SaleLine, number: int, left: int) -> QWidget:
        quantity, unit = quantity_text(line.quantity_milli, line.unit)
        bought = tr("bought {quantity}, paid {amount}", quantity=f"{quantity} {unit}".replace(" ×", ""),
                    amount=money(line.total_minor))  # fmt: skip
        if left < line.quantity_milli and line.quantity_milli > 0:
            bought += " · " + (tr("already back") if left == 0 else tr("{n} left", n=quantity_text(left, line.unit)[0]))
        name = label(line.name, size=15, weight=500)
        name.setMinimumWidth(40)
        holder = QWidget()
        texts = column(name, label(bought, size=14, kind="muted"), gap=0)
        whole = line.unit == "piece" and line.quantity_milli % ONE == 0
        choice: QWidget
        if left <= 0:
            choice = label("–", kind="muted")
        elif whole:
            stepper = Stepper(f"refund-{number}", tr("give back: {name}", name=line.name), high=left // ONE, width=44)
            stepper.more.setObjectName(f"refund-{number}-more")
            stepper.changed.connect(lambda value: self._want(line.id, value * ONE))
            self._steppers[line.id] = stepper
            choice = stepper
        else:
            button = KeyedButton(tr("All back"), kind="line", name=f"refund-{number}-more")
            button.setCheckable(True)
            button.toggled.connect(lambda on: self._want(line.id, left if on else 0))
            choice = button
        box = row(texts, None, choice, gap=12)
        box.setContentsMargins(14, 4, 14, 4)
        holder.setLayout(box)
        holder.setMinimumHeight(58)
        return holder

    def take_paper(self, number: str, line_id: str) -> None:
        """Take one event ticket back whose paper was scanned; scanned twice, it still counts once."""
        stepper = self._steppers.get(line_id)
        if stepper is None or number in self._papers:
            return
        self._papers = (*self._papers, number)
        stepper.step(1)

    def _want(self, line_id: str, quantity_milli: int) -> None:
        self._wanted[line_id] = quantity_milli
        if not quantity_milli:
            del self._wanted[line_id]
        self._show_plan()

    def _show_means(self, ticket: Ticket) -> None:
        empty(self._means_row)
        for old in self._means.buttons():
            self._means.removeButton(old)
        held = refunding.open_by_tender(ticket)
        paid = ", ".join(f"{money(value)} {tender_name(code)}" for code, value in held.items())
        self._paid.setText(tr("Still refundable: {paid}. Give back in:", paid=paid) if held else "")
        self._prefer = CASH if CASH in held else next(iter(held), None)
        for number, code in enumerate(held, 1):
            made = KeyedButton(tender_name(code), key=f"Alt+{number}", shown=str(number), kind="line",
                               icon=ICON_OF[code], name=f"refund-in-{code}", size=14)  # fmt: skip
            made.setCheckable(True)
            made.setChecked(code == self._prefer)
            made.clicked.connect(partial(self._choose, code))
            self._means.addButton(made)
            self._means_row.addWidget(made)
        self._means_row.addStretch(1)

    def _choose(self, code: str) -> None:
        self._prefer = code
        self._show_plan()

    def _show_plan(self) -> None:
        ticket = self._ticket
        assert ticket is not None
        problem = self._why_not(ticket)
        self._go.setEnabled(not problem)
        self._go.say(tr("Refund"))
        self._plan.setText(problem)
        self._show_void(ticket)
        if problem:
            return
        try:
            plan = refunding.plan(ticket, self._wanted, self._prefer)
        except UserError as error:
            self._plan.setText(explain(error))
            self._go.setEnabled(False)
            return
        parts = [f"{money(-part.minor)} {tender_name(part.code)}" for part in plan.settlement.tenders]
        self._plan.setText(" + ".join(parts))
        self._go.say(tr("Refund {amount}", amount=money(-sum(part.value_minor for part in plan.settlement.tenders))))

    def _show_void(self, ticket: Ticket) -> None:
        """Say which event tickets come back with this refund, and warn of those that were used."""
        void = ticketing.to_revoke(self._till.shop, ticket.sale.id, self._wanted, self._papers)
        self._void.setVisible(bool(void))
        if not void:
            return
        used = ticketing.let_in_already(void)
        named = used or void
        numbers = ", ".join(short_number(it.id) for it in named[:NAMED])
        if len(named) > NAMED:
            numbers += " …"
        if used:
            said = tr("Already let in at the door: {numbers}. Ask before you give money back.", numbers=numbers)
        else:
            said = tr("Void from then on: ticket {numbers}.", numbers=numbers)
            if not self._papers:
                said += " " + tr("Scan the ticket that comes back to choose that one.")
        self._void.setText(said)

    def _why_not(self, ticket: Ticket) -> str:
        if ticket.sale.is_refund:
            return tr("This ticket is itself a refund.")
        if ticket.sale.training:
            return tr("A training ticket was never paid.")
        if self._till.session is None:
            return tr("Open the day first.")
        if not refunding.still_returnable(ticket):
            return tr("Everything came back already.")
        return "" if self._wanted else tr("Choose what comes back.")

    def _refund(self) -> None:
        ticket = self._ticket
        if ticket is None:
            return
        try:
            made: Sale = self._till.refund(
                ticket.sale.id,
                dict(self._wanted),
                prefer=self._prefer,
                reason=self._reason.text(),
                tickets_back=self._papers,
            )
        except UserError as error:
            self.failed.emit(error)
            return
        self.refunded.emit(made)
