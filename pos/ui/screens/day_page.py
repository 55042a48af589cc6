"""The day: open with a float, cash in and out, X, close with a blind count and a Z, give it to the accountant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.currency import CHF, Currency
from pos.domain.errors import UserError
from pos.services import closing_day
from pos.ui import theme
from pos.ui.screens.day_accounting import AccountingPanel
from pos.ui.screens.day_closing import ClosingPanel
from pos.ui.screens.day_commission import CommissionPanel
from pos.ui.texts import money, sums, tender_name, time_of
from pos.ui.widgets.basics import AmountEdit, Field, column, label, panel, row, rule
from pos.ui.widgets.count_table import DrawerCounts
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Page, Rows, table
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.closing import Report
    from pos.services.till import Till

OPENING, CASH_TAB, X_TAB, CLOSING, ACCOUNTING, COMMISSION = range(6)
ALWAYS = (ACCOUNTING, COMMISSION)


class DayPage(Page):
    """Six tabs; what makes sense now is shown first."""

    changed = Signal()
    report_ready = Signal(object)
    """An X or a Z to print."""
    failed = Signal(object)
    drawer_asked = Signal(str)
    accounting_written = Signal(str, object)
    """A file for the accountant: its name and content."""

    def __init__(self, till: Till) -> None:
        tabs = (
            tr("Opening"),
            tr("Cash in and out"),
            tr("X reading"),
            tr("Closing"),
            tr("Accountant"),
            tr("Commission"),
        )
        super().__init__("day", tr("Day"), tabs)
        self._till = till
        self._state = label(size=14, kind="muted", name="day-state")
        self.add_action(self._state)
        self.opening = OpeningPanel(till)
        self.cash = CashPanel(till)
        self.reading = ReadingPanel(till)
        self.closing = ClosingPanel(till)
        self.accounting = AccountingPanel(till)
        self.commission = CommissionPanel(till)
        self._stack = QStackedWidget()
        for tab in self._tabs():
            self._stack.addWidget(tab)
        self.body.addWidget(self._stack)
        self.tab_chosen.connect(self._show_tab)
        self.opening.opened.connect(self._opened)
        self.cash.moved.connect(self._moved)
        self.cash.drawer_asked.connect(self.drawer_asked)
        self.reading.printed.connect(self.report_ready)
        self.closing.closed.connect(self._closed)
        self.accounting.written.connect(self.accounting_written)
        for tab in (self.opening, self.cash, self.closing, self.accounting):
            tab.failed.connect(self.failed)

    def _tabs(
        self,
    ) -> tuple[OpeningPanel, CashPanel, ReadingPanel, ClosingPanel, AccountingPanel, CommissionPanel]:
        return (self.opening, self.cash, self.reading, self.closing, self.accounting, self.commission)

    def dress(self) -> None:
        """Leave the state to the bar above where the tabs need the room."""
        self.closing.dress()
        self._state.setVisible(not theme.is_compact())

    def enter(self) -> None:
        """Show what is true now."""
        self._till.refresh()
        self.dress()
        session = self._till.session
        self.enable_tab(OPENING, enabled=session is None)
        for number in (CASH_TAB, X_TAB, CLOSING):
            self.enable_tab(number, enabled=session is not None)
        if session is None:
            self._state.setText(tr("The day is not open"))
            self.choose_tab(OPENING)
        else:
            sold = session.totals.sales
            self._state.setText(tr("Open since {time} · {n} sales", time=time_of(session.opened_at), n=sold))
            self.choose_tab(self.current_tab() if self.current_tab() in (CASH_TAB, X_TAB, CLOSING) else X_TAB)

    def _show_tab(self, number: int) -> None:
        if number not in ALWAYS and (number == OPENING) != (self._till.session is None):
            return
        self._tabs()[number].enter()
        self._stack.setCurrentIndex(number)

    def _opened(self) -> None:
        self.enter()
        self.changed.emit()
        self.leave()

    def _moved(self) -> None:
        self._till.refresh()
        self.changed.emit()

    def _closed(self, report: Report) -> None:
        self._till.refresh()
        self.enable_tab(OPENING, enabled=True)
        for number in (CASH_TAB, X_TAB):
            self.enable_tab(number, enabled=False)
        self._state.setText(tr("Closed with Z {n}", n=report.number))
        self.report_ready.emit(report)
        self.changed.emit()


class OpeningPanel(QWidget):
    """The float, counted by note and coin in each currency."""

    opened = Signal()
    failed = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._counts = DrawerCounts()
        self._counts.changed.connect(self._show_sums)
        self._sums = label(size=20, weight=600, name="float-sums")
        self._open = KeyedButton(
            tr("Open the day"), key="Ctrl+Return", kind="primary", name="open-day", icon="check", size=18
        )
        self._open.setMinimumHeight(56)
        self._open.clicked.connect(self._open_now)
        foot = panel("surface")
        foot_row = row(column(label(tr("Float in the drawers"), kind="muted"), self._sums, gap=0), None, self._open)
        foot_row.setContentsMargins(16, 10, 12, 10)
        foot.setLayout(foot_row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = column(self._counts)
        middle.setContentsMargins(12, 10, 12, 10)
        whole.addLayout(middle, 1)
        whole.addWidget(rule())
        whole.addWidget(foot)

    def enter(self) -> None:
        """Propose what the last closing left in each drawer."""
        drawers = closing_day.drawers(self._till.shop)
        rules = self._till.profile.rules
        if self._counts.currencies() != drawers:
            self._counts.show_drawers([rules.in_drawer(code) for code in drawers])
        proposed = closing_day.proposed_floats(self._till.shop)
        self._counts.set_counts({code: _as_pieces(proposed.get(code, 0), rules.in_drawer(code)) for code in drawers})
        self._show_sums()

    def _show_sums(self) -> None:
        self._sums.setText(sums(self._counts.totals()))

    def _open_now(self) -> None:
        try:
            closing_day.open_session(self._till.shop, self._counts.totals(), cashier=self._till.cashier_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self._till.refresh()
        self.opened.emit()


def _as_pieces(minor: int, currency: Currency) -> dict[int, int]:
    """Spread an amount over denominations, small change first worth having: largest down."""
    made: dict[int, int] = {}
    for piece in currency.denominations:
        if currency is CHF and piece > 2000:
            continue
        made[piece], minor = divmod(minor, piece)
    return made


class CashPanel(QWidget):
    """Money put in or taken out, with the reason."""

    moved = Signal()
    failed = Signal(object)
    drawer_asked = Signal(str)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._amount = AmountEdit("cash-amount", tr("amount"), width=180)
        self._reason = Field("cash-reason", tr("reason"), placeholder=tr("Why?"))
        self._currencies = QButtonGroup(self)
        self._currency_row = QHBoxLayout()
        self._currency_row.setSpacing(8)
        self._wrong = label(kind="danger", name="cash-wrong")
        into = KeyedButton(tr("Put in"), icon="plus", name="cash-in", key="Alt+E", size=17)
        out = KeyedButton(tr("Take out"), icon="minus", name="cash-out", key="Alt+S", size=17)
        drawer = KeyedButton(tr("Only open the drawer"), icon="cash", kind="line", name="cash-drawer")
        for button in (into, out):
            button.setMinimumHeight(56)
        into.clicked.connect(lambda: self._move(1))
        out.clicked.connect(lambda: self._move(-1))
        drawer.clicked.connect(lambda: self.drawer_asked.emit(self._reason.text().strip() or tr("check")))
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for number, reason in enumerate((tr("bank"), tr("change"), tr("supplier"), tr("expenses")), 1):
            made = KeyedButton(reason, key=f"Alt+{number}", kind="line", name=f"cash-quick-{number}")
            made.clicked.connect(lambda _=False, reason=reason: self._reason.setText(reason))
            quick.addWidget(made)
        quick.addStretch(1)
        self._moves = Rows((tr("Currency"), tr("Reason"), tr("Amount")), right=(2,))
        left = panel("surface")
        form = QVBoxLayout(left)
        form.setContentsMargins(16, 16, 16, 16)
        form.setSpacing(12)
        form.addWidget(label(tr("Cash in or out"), size=18, weight=600))
        form.addLayout(self._currency_row)
        form.addLayout(row(self._amount, None))
        form.addWidget(self._reason)
        form.addLayout(quick)
        form.addWidget(self._wrong)
        form.addLayout(row(into, out, drawer, None))
        form.addStretch(1)
        right = QVBoxLayout()
        right.setContentsMargins(12, 12, 12, 12)
        right.addWidget(label(tr("Moves of this session"), size=16, weight=600))
        right.addWidget(table(self._moves, "cash-moves", tr("moves of this session"), stretch=1), 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(left, 1)
        whole.addLayout(right, 1)

    def enter(self) -> None:
        """Show the session's moves."""
        if not self._currencies.buttons():
            for number, code in enumerate(closing_day.drawers(self._till.shop)):
                made = KeyedButton(code, kind="line", name=f"cash-currency-{code}")
                made.setCheckable(True)
                made.setChecked(number == 0)
                self._currencies.addButton(made)
                self._currency_row.addWidget(made)
            self._currency_row.addStretch(1)
        session = self._till.session
        moves = session.moves if session is not None else ()
        self._moves.show_rows([(move.currency, move.reason, money(move.minor)) for move in reversed(moves)])
        self._amount.setFocus()

    def _move(self, sign: int) -> None:
        chosen = self._currencies.checkedButton()
        code = chosen.text() if chosen is not None else "CHF"
        try:
            minor = self._amount.minor()
            if minor < 0:
                self._amount.bad()
                raise UserError("Enter the amount without a sign, then choose in or out.")  # noqa: TRY301  # one place
            closing_day.move_cash(
                self._till.shop, code, sign * minor, self._reason.text(), cashier=self._till.cashier_id
            )
        except UserError as error:
            self._wrong.setText(explain(error))
            return
        self._wrong.clear()
        self._amount.clear()
        self._reason.clear()
        self.moved.emit()
        self.enter()


class ReadingPanel(QWidget):
    """The session's figures so far; reading changes nothing."""

    printed = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._report: Report | None = None
        self._figures = Rows((tr("X reading"), ""), right=(1,))
        self._tenders = Rows((tr("Means"), tr("Number"), tr("Amount"), tr("Worth in CHF")), right=(1, 2, 3))
        self._print = KeyedButton(
            tr("Print X"), key="Ctrl+Return", icon="printer", kind="primary", name="print-x", size=17
        )
        self._print.setMinimumHeight(56)
        self._print.clicked.connect(lambda: self.printed.emit(self._report))
        body = QHBoxLayout()
        body.setContentsMargins(12, 12, 12, 12)
        body.setSpacing(16)
        body.addWidget(table(self._figures, "x-figures", tr("figures of the session")), 1)
        body.addWidget(table(self._tenders, "x-tenders", tr("means of payment")), 1)
        foot = panel("surface")
        foot_row = row(label(tr("A reading changes nothing."), kind="muted"), None, self._print)
        foot_row.setContentsMargins(16, 10, 12, 10)
        foot.setLayout(foot_row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(body, 1)
        whole.addWidget(rule())
        whole.addWidget(foot)

    def enter(self) -> None:
        """Read the figures."""
        report = closing_day.read_x(self._till.shop)
        self._report = report
        totals = report.totals
        rows = [
            (tr("Sales"), f"{totals.sales}   {money(totals.sales_minor)}"),
            (tr("Refunds"), f"{totals.refunds}   {money(totals.refunds_minor)}"),
            (tr("Turnover"), money(totals.total_minor)),
            (tr("Discounts given"), money(totals.discounts_minor)),
            (tr("Cash rounding"), money(totals.rounding_minor)),
        ]
        rows += [
            (
                tr("VAT {rate} % of {gross}", rate=f"{vat.rate_bp / 100:g}", gross=money(vat.gross_minor)),
                money(vat.tax_minor),
            )
            for vat in totals.vat
        ]
        self._figures.show_rows(rows)
        tenders = []
        for total in totals.tenders:
            own = f"{money(total.minor)} {total.currency}"
            tenders.append((tender_name(total.code), str(total.count), own, money(total.value_minor)))
        self._tenders.show_rows(tenders)
