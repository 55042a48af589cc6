"""Closing: count blind, see expected against counted, say why, keep the float, print the Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.currency import CURRENCIES
from pos.domain.drawer import Count, DrawerDifference, checked_count
from pos.domain.errors import UserError
from pos.domain.tender import CASH, CASH_EUR, DECLARED, NOTES_LEM
from pos.services import closing_day
from pos.ui import theme
from pos.ui.texts import money, sums, tender_name
from pos.ui.widgets.basics import AmountEdit, Field, card, column, empty, label, panel, row, rule
from pos.ui.widgets.count_table import DrawerCounts
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
        self._blind = label(size=14, kind="positive", name="blind-note")
        self._counts = DrawerCounts(self._blind)
        self._counts.changed.connect(self._show_sums)
        self._handed_in: list[DrawerDifference] = []
        self._recounted = False
        self._session = ""
        left = QVBoxLayout()
        left.setContentsMargins(12, 8, 12, 10)
        left.setSpacing(6)
        left.addWidget(self._counts, 1)
        left.addWidget(self._make_sums())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(left, 1)
        whole.addWidget(rule(vertical=True))
        self._side = self._make_side()
        whole.addWidget(self._side)

    def _make_sums(self) -> QWidget:
        """Make the strip under the counts: what is counted, then what is set aside of it."""
        self._sums = label(size=18, weight=600, name="counted-sums")
        self._aside = label(size=18, weight=600, name="set-aside")
        self._after = QWidget()
        self._after.setLayout(column(label(tr("To set aside"), size=14, kind="muted"), self._aside, gap=0))
        self._counted = QWidget()
        self._counted.setLayout(column(label(tr("Counted"), size=14, kind="muted"), self._sums, gap=0))
        strip = card()
        inside = row(self._counted, None, self._after, gap=16)
        inside.setContentsMargins(14, 6, 14, 6)
        strip.setLayout(inside)
        return strip

    def _make_kept(self) -> QWidget:
        self._kept: dict[str, AmountEdit] = {}
        self._kept_row = QHBoxLayout()
        self._kept_row.setContentsMargins(0, 0, 0, 0)
        self._kept_row.setSpacing(10)
        self._kept_box = QWidget()
        self._kept_box.setLayout(
            column(label(tr("Stays for tomorrow"), size=14, kind="muted"), row(self._kept_row, None), gap=2)
        )
        return self._kept_box

    def _make_side(self) -> QWidget:
        side = panel("surface")
        self._differences = Rows((tr("Means"), tr("Expected"), tr("Counted"), tr("Difference")), right=(1, 2, 3))
        self._table = table(self._differences, "differences", tr("expected and counted"))
        self._table.verticalHeader().setDefaultSectionSize(34)
        self._made_of = label(size=14, kind="muted", name="expected-made-of")
        self._made_of.setWordWrap(True)
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
        self._wrong = label(kind="danger", name="closing-wrong")
        self._wrong.setWordWrap(True)
        self._recount = KeyedButton(tr("Count again"), key="F5", name="recount")
        self._recount.clicked.connect(self._count_again)
        self._go = KeyedButton("", key="Ctrl+Return", kind="primary", name="closing-go", size=16)
        self._go.setMinimumHeight(52)
        self._go.clicked.connect(self._confirm)
        box = QVBoxLayout(side)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        self._side_title = label(tr("Expected and counted"), size=18, weight=600)
        for widget in (self._side_title, self._table, self._made_of, self._why, self._quick, self._reason):
            box.addWidget(widget, 1 if widget is self._table else 0)
        box.addWidget(self._make_kept())
        box.addWidget(self._wrong)
        foot = row(self._recount, self._go)
        foot.setStretch(1, 1)
        box.addLayout(foot)
        return side

    def dress(self) -> None:
        """Give up explanations before figures where the screen is small."""
        handed, small = bool(self._handed_in), theme.is_compact()
        self._side.setFixedWidth((490 if small else 520) if handed else 340)
        for explained in (self._made_of, self._side_title):
            explained.setVisible(handed and not small)
        self._counted.setVisible(not (small and handed))

    def enter(self) -> None:
        """Start a blind count for this session, or go on with it."""
        session = self._till.session
        if session is None:
            return
        if session.id != self._session:
            self._session, self._handed_in, self._recounted = session.id, [], False
            self._make_counts()
        self._show()
        if not self._handed_in:
            self._counts.start()

    def _make_counts(self) -> None:
        report = closing_day.read_x(self._till.shop)
        used = {code for code, minor in report.floats if minor} | {move.currency for move in report.moves}
        used |= {total.currency for total in report.totals.tenders if total.code in DRAWER_OF.values()}
        always = {"CHF"} | ({"LEM"} & set(closing_day.drawers(self._till.shop)))
        rules = self._till.profile.rules
        self._counts.show_drawers([rules.in_drawer(code) for code in CURRENCIES if code in used | always])

    def _show_sums(self) -> None:
        self._sums.setText(sums(self._counts.totals()))

    def _show(self) -> None:
        self._show_sums()
        handed = bool(self._handed_in)
        self._counts.lock(locked=handed)
        self._blind.setText(
            tr("Counted blind; the count is handed in.")
            if handed
            else tr("Blind count: what is expected is shown once the count is handed in.")
        )
        for widget in (self._table, self._kept_box, self._after):
            widget.setVisible(handed)
        self.dress()
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
        if handed:
            (self._reason if off else self._go).setFocus()

    def _show_kept(self) -> None:
        empty(self._kept_row)
        self._kept = {}
        for drawer in self._handed_in:
            said = tr("stays in the drawer, {currency}", currency=drawer.currency)
            edit = AmountEdit(f"kept-{drawer.currency}", said, width=92)
            edit.set_minor(min(drawer.float_minor, drawer.counted_minor))
            edit.textChanged.connect(self._show_aside)
            self._kept[drawer.currency] = edit
            unit = label(drawer.currency, size=14, kind="lem" if drawer.currency == "LEM" else "muted")
            holder = QWidget()
            holder.setLayout(row(edit, unit, gap=4))
            self._kept_row.addWidget(holder)
        self._show_aside()

    def _show_aside(self) -> None:
        kept = {code: edit.minor_so_far() for code, edit in self._kept.items()}
        self._aside.setText(
            sums({drawer.currency: drawer.counted_minor - kept[drawer.currency] for drawer in self._handed_in})
        )

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
        self._made_of.setText("\n".join(_made_of(report, drawer) for drawer in self._handed_in))
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
        rules = self._till.profile.rules
        return [checked_count(code, numbers, rules.in_drawer(code)) for code, numbers in self._counts.counts().items()]

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


def _made_of(report: Report, drawer: DrawerDifference) -> str:
    """Say in one line how the expected amount comes about."""
    moved = sum(move.minor for move in report.moves if move.currency == drawer.currency)
    taken = drawer.expected_minor - drawer.float_minor - moved
    parts = [tr("{amount} float", amount=money(drawer.float_minor)), tr("{amount} taken", amount=money(taken))]
    if moved > 0:
        parts.append(tr("{amount} put in", amount=money(moved)))
    elif moved < 0:
        parts.append(tr("{amount} taken out", amount=money(moved)))
    return f"{drawer.currency}: " + " + ".join(parts).replace("+ −", "− ")
