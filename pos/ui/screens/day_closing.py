"""Closing: count blind, see expected against counted, say why, keep the float, print the Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.domain.currency import CURRENCIES
from pos.domain.drawer import Count, DrawerDifference, checked_count
from pos.domain.errors import UserError
from pos.domain.tender import CASH, CASH_EUR, DECLARED, NOTES_LEM
from pos.services import closing_day
from pos.ui import theme
from pos.ui.texts import money, tender_name
from pos.ui.widgets.basics import AmountEdit, Field, column, empty, label, panel, row, rule
from pos.ui.widgets.count_table import DrawerCount
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.closing import Report
    from pos.services.till import Till

DRAWER_OF = {"CHF": CASH, "EUR": CASH_EUR, "LEM": NOTES_LEM}


class ClosingPanel(QWidget):
    """No expected figure is on the screen before the count is handed in."""

    closed = Signal(object)
    """The Z, once it is on disk."""
    failed = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._counts: dict[str, DrawerCount] = {}
        self._handed_in: list[DrawerDifference] = []
        self._recounted = False
        self._session = ""
        self._box = QHBoxLayout()
        self._box.setContentsMargins(12, 8, 12, 8)
        self._box.setSpacing(16)
        inside = QWidget()
        inside.setLayout(self._box)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self._blind = label(size=14, kind="positive", name="blind-note")
        self._sums = label(size=20, weight=600, name="counted-sums")
        left = QVBoxLayout()
        left.setContentsMargins(12, 8, 0, 8)
        left.addWidget(self._blind)
        left.addWidget(area, 1)
        left.addLayout(column(label(tr("Counted"), kind="muted"), self._sums, gap=0))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(left, 1)
        whole.addWidget(rule(vertical=True))
        self._side = self._make_side()
        whole.addWidget(self._side)

    def _make_side(self) -> QWidget:
        side = panel("surface")
        self._differences = Rows((tr("Means"), tr("Expected"), tr("Counted"), tr("Difference")), right=(1, 2, 3))
        self._table = table(self._differences, "differences", tr("expected and counted"))
        self._why = label(size=16, weight=600, name="why")
        self._reason = Field("difference-reason", tr("reason of the difference"), placeholder=tr("Why?"))
        self._quick = QWidget()
        quick = QHBoxLayout(self._quick)
        quick.setContentsMargins(0, 0, 0, 0)
        quick.setSpacing(6)
        for number, text in enumerate((tr("Wrong change"), tr("Forgotten entry"), tr("Unknown")), 1):
            made = KeyedButton(
                text, key=f"Alt+{number}", shown=str(number), kind="line", name=f"reason-{number}", size=14
            )
            made.clicked.connect(lambda _=False, text=text: self._reason.setText(text))
            quick.addWidget(made)
        self._kept_row = QHBoxLayout()
        self._kept: dict[str, AmountEdit] = {}
        self._wrong = label(kind="danger", name="closing-wrong")
        self._wrong.setWordWrap(True)
        self._recount = KeyedButton(tr("Count again"), key="F5", name="recount")
        self._recount.clicked.connect(self._count_again)
        self._go = KeyedButton("", key="Ctrl+Return", kind="primary", name="closing-go", size=17)
        self._go.setMinimumHeight(56)
        self._go.clicked.connect(self._confirm)
        box = QVBoxLayout(side)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        self._side_title = label(tr("Expected and counted"), size=18, weight=600)
        for widget in (self._side_title, self._table, self._why, self._quick, self._reason):
            box.addWidget(widget, 1 if widget is self._table else 0)
        box.addLayout(self._kept_row)
        box.addWidget(self._wrong)
        foot = row(self._recount, self._go)
        foot.setStretch(1, 1)
        box.addLayout(foot)
        return side

    def enter(self) -> None:
        """Start a blind count for this session, or go on with it."""
        session = self._till.session
        if session is None:
            return
        if session.id != self._session:
            self._session, self._handed_in, self._recounted = session.id, [], False
            self._make_counts()
        self._show()

    def set_counts(self, counts: dict[str, dict[int, int]]) -> None:
        """Show a count made elsewhere."""
        for code, numbers in counts.items():
            if code in self._counts:
                self._counts[code].set_numbers(numbers)
        self._show_sums()

    def expected(self, code: str) -> int:
        """Give what must be in a drawer; for who does not count blind."""
        return closing_day.read_x(self._till.shop).expected(code)

    def _make_counts(self) -> None:
        empty(self._box)
        self._counts = {}
        report = closing_day.read_x(self._till.shop)
        used = {code for code, minor in report.floats if minor} | {move.currency for move in report.moves}
        used |= {total.currency for total in report.totals.tenders if total.code in DRAWER_OF.values()}
        for code in CURRENCIES:
            if code != "CHF" and code not in used and code != "LEM":
                continue
            if code == "LEM" and "LEM" not in (*closing_day.drawers(self._till.shop), *used):
                continue
            currency = CURRENCIES[code]
            notes, coins = sorted(currency.notes, reverse=True), sorted(currency.coins, reverse=True)
            count = DrawerCount(code, notes, coins, lem=code == "LEM")
            count.changed.connect(self._show_sums)
            self._counts[code] = count
            self._box.addWidget(count)
        self._box.addStretch(1)

    def _show_sums(self) -> None:
        self._sums.setText("   ".join(f"{money(count.total_minor())} {code}" for code, count in self._counts.items()))

    def _show(self) -> None:
        self._show_sums()
        handed = bool(self._handed_in)
        self._side.setFixedWidth(430 if handed or not theme.is_compact() else 280)
        for count in self._counts.values():
            count.lock(locked=handed)
        self._blind.setText(
            tr("Counted blind; the count is handed in.")
            if handed
            else tr("Blind count: what is expected is shown once the count is handed in.")
        )
        for widget in (self._table, self._side_title):
            widget.setVisible(handed)
        off = [drawer for drawer in self._handed_in if drawer.difference_minor]
        for asked in (self._why, self._quick, self._reason):
            asked.setVisible(bool(off))
        self._why.setText(
            tr("Why {what}?", what=", ".join(f"{money(drawer.difference_minor)} {drawer.currency}" for drawer in off))
        )
        self._recount.setVisible(handed and not self._recounted)
        self._go.say(tr("Close, print the Z") if handed else tr("Hand in the count"))
        self._wrong.clear()
        self._show_kept()

    def _show_kept(self) -> None:
        empty(self._kept_row)
        self._kept = {}
        for drawer in self._handed_in:
            said = tr("stays in the drawer, {currency}", currency=drawer.currency)
            edit = AmountEdit(f"kept-{drawer.currency}", said, width=130)
            edit.set_minor(min(drawer.float_minor, drawer.counted_minor))
            self._kept[drawer.currency] = edit
            holder = QWidget()
            text = tr("stays for tomorrow, {currency}", currency=drawer.currency)
            holder.setLayout(column(label(text, size=13, kind="muted"), edit, gap=2))
            self._kept_row.addWidget(holder)
        self._kept_row.addStretch(1)

    def _confirm(self) -> None:
        try:
            if self._handed_in:
                self._close()
            else:
                self._hand_in()
        except UserError as error:
            self._wrong.setText(explain(error))

    def _hand_in(self) -> None:
        report = closing_day.read_x(self._till.shop)
        self._handed_in = closing_day.differences(report, self._count())
        self._differences.show_rows(self._figures(report))
        self._show()

    def _figures(self, report: Report) -> list[tuple[str, str, str, str]]:
        rows = [
            (
                f"{tender_name(DRAWER_OF[drawer.currency])} {drawer.currency}",
                money(drawer.expected_minor),
                money(drawer.counted_minor),
                money(drawer.difference_minor),
            )
            for drawer in self._handed_in
        ]
        rows += [
            (tender_name(total.code), money(total.minor), tr("declared"), money(0))
            for total in report.totals.tenders
            if total.code in DECLARED
        ]
        return rows

    def _count(self) -> list[Count]:
        return [checked_count(code, count.numbers()) for code, count in self._counts.items()]

    def _count_again(self) -> None:
        self._handed_in, self._recounted = [], True
        self._show()

    def _close(self) -> None:
        off = {drawer.currency for drawer in self._handed_in if drawer.difference_minor}
        reason = self._reason.text().strip()
        if off and not reason:
            raise UserError("Say why the drawer differs; «Unknown» is an answer too.")
        report = closing_day.close_session(
            self._till.shop,
            self._count(),
            kept={code: edit.minor() for code, edit in self._kept.items()},
            reasons=dict.fromkeys(off, reason),
            recounted=self._recounted,
            cashier=self._till.cashier_id,
        )
        self._handed_in, self._session = [], ""
        self._reason.clear()
        self.closed.emit(report)
