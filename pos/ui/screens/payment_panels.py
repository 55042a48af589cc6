"""Taking the payment: at the left what is owed and given, at the right how it can be paid."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.currency import ChangePolicy
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT, likely_cash
from pos.ui import theme
from pos.ui.icons import pixmap
from pos.ui.screens.account_panel import PayButton
from pos.ui.texts import ICON_OF, mean_name, money, shown_lines, tender_name
from pos.ui.widgets.basics import card, column, empty, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.payment_tiles import GiveTile, MeanTile, NoteButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.domain.tender import Given
    from pos.services.till import Till

NOTE_KEYS = {"1": 100, "5": 500, "0": 1000, "2": 2000, "3": 314}
"""Digit to Léman note in minor units, once the Léman panel is open."""


def mean_keys() -> dict[str, str]:
    """Give the letter of each means; letters follow the translation."""
    return {CASH: tr("E"), NOTES_LEM: tr("L"), CARD: tr("C"), TWINT: tr("T"), CASH_EUR: tr("U")}


def given_text(given: Given) -> str:
    """Say what was given: «1 × 20, 2 × 3.14 LEM», «30.00 EUR»."""
    if given.notes:
        counts = Counter(given.notes)
        return ", ".join(f"{counts[note]} × {note / 100:g}" for note in sorted(counts, reverse=True)) + " LEM"
    return f"{money(given.minor)} EUR" if given.code == CASH_EUR else ""


class PaymentAccount(QWidget):
    """The lines small, the rounding, what is due, what was given, what remains."""

    take_back = Signal(int)
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "surface")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._lines.setContentsMargins(20, 8, 16, 8)
        small = QWidget()
        small.setLayout(self._lines)
        small.setMinimumHeight(0)
        self._rounding_name = label(size=16, kind="muted")
        self._rounding = label(size=16, kind="muted", name="rounding")
        rounding = QWidget()
        rounding.setLayout(row(self._rounding_name, None, self._rounding))
        rounding.layout().setContentsMargins(20, 8, 16, 8)  # type: ignore[union-attr]  # set on the line above
        self._rounding_row = rounding
        self._due_how = label(size=14, kind="muted")
        self._due = label(size=40, weight=700, name="due")
        due = panel("sunken")
        due_row = row(None, self._due)
        due_row.insertLayout(0, column(label(tr("To pay"), size=17, weight=600), self._due_how, gap=0))
        due_row.setContentsMargins(20, 6, 16, 6)
        due.setLayout(due_row)
        self._ledger = QVBoxLayout()
        self._ledger.setSpacing(0)
        bottom = self._make_bottom()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(small)
        whole.addStretch(1)
        for widget in (rule(), rounding, rule(), due, rule()):
            whole.addWidget(widget)
        whole.addLayout(self._ledger)
        whole.addLayout(bottom)

    def _make_bottom(self) -> QVBoxLayout:
        self._rest_name = label(size=17, weight=600)
        self._rest_how = label(size=14, kind="muted")
        self._currency = label("CHF", size=20, weight=600, kind="muted")
        self._rest = label(size=64, weight=700, name="rest")
        self.pay = PayButton("confirm")
        self.pay.clicked.connect(self.confirmed)
        rest = row(None, self._currency, self._rest, gap=10)
        rest.insertLayout(0, column(None, self._rest_name, self._rest_how, gap=0))
        bottom = QVBoxLayout()
        bottom.setContentsMargins(12, 8, 12, 12)
        bottom.setSpacing(8)
        bottom.addLayout(rest)
        bottom.addWidget(self.pay)
        return bottom

    def show_payment(self, till: Till, mode: str, typed: str) -> None:
        """Show how far the payment is; `mode` is the means chosen, `typed` the amount being typed."""
        total = till.basket.total_minor
        cash = mode in (CASH, NOTES_LEM) and till.rest_minor != till.cash_rest_minor
        rounded = till.cash_rest_minor - till.rest_minor if cash else 0
        self._show_lines(till)
        self._rounding_row.setVisible(bool(rounded))
        self._rounding_name.setText(tr("Total {total}, cash rounded to 0.05", total=money(total)))
        self._rounding.setText(money(rounded))
        self._due.setText(money(total + rounded))
        self._due.setFont(theme.font(32 if theme.is_compact() else 40, 700))
        self._due_how.setText(tr("in cash, VAT included") if rounded else tr("VAT included"))
        self._show_ledger(till.given)
        self._show_rest(till, mode)
        self._say_enter(till, mode, typed)

    def _show_lines(self, till: Till) -> None:
        empty(self._lines)
        rows = []
        for line in shown_lines(till.basket):
            rows.append((f"{line.quantity}{line.unit}", line.name, line.amount))
            rows += [("", text, amount) for text, amount in line.subs if amount]
        room = 5 if theme.is_compact() else 9
        hidden = len(rows) - room
        if hidden > 0:
            rows = [("", tr("… {n} lines before", n=hidden + 1), ""), *rows[hidden + 1 :]]
        for quantity, name, amount in rows:
            left = label(quantity, size=16, kind="muted")
            left.setFixedWidth(70)
            left.setAlignment(Qt.AlignmentFlag.AlignRight)
            middle = label(name, size=16, kind="muted")
            middle.setMinimumWidth(10)
            holder = QWidget()
            line_row = row(left, middle, None, label(amount, size=16, kind="muted"), gap=12)
            line_row.setStretch(1, 100)
            holder.setLayout(line_row)
            holder.setFixedHeight(24)
            self._lines.addWidget(holder)

    def _show_ledger(self, given: tuple[Given, ...]) -> None:
        empty(self._ledger)
        for index, item in enumerate(given):
            lem = item.code == NOTES_LEM
            mark = label()
            mark.setPixmap(pixmap(ICON_OF[item.code], theme.tokens().lem if lem else theme.tokens().text, 22))
            back = KeyedButton(
                tr("Take back") if not theme.is_compact() else "", icon="x", kind="quiet", name=f"take-back-{index}"
            )
            back.setAccessibleName(tr("take back {what}", what=tender_name(item.code)))
            back.clicked.connect(lambda _=False, index=index: self.take_back.emit(index))
            holder = QWidget()
            amount = label(money(-item.minor), size=18, weight=600)
            line = row(
                mark, label(tender_name(item.code), size=17), label(given_text(item), size=16, kind="muted"), None,
                amount, back, gap=10,
            )  # fmt: skip
            line.setContentsMargins(20, 0, 4, 0)
            holder.setLayout(line)
            self._ledger.addWidget(holder)
            self._ledger.addWidget(rule())

    def _show_rest(self, till: Till, mode: str) -> None:
        rest = till.cash_rest_minor if mode in (CASH, NOTES_LEM) else till.rest_minor
        currency = "CHF"
        if mode == CASH_EUR and rest > 0:
            rest, currency = till.euro_rest_minor, "EUR"
        settled = till.given and till.cash_rest_minor <= 0
        self._rest_name.setText(tr("To give back") if settled and rest < 0 else tr("Still to pay"))
        self._currency.setText(currency)
        self._rest.setText(money(abs(rest) if settled else rest))
        size = 48 if theme.is_compact() else 64
        self._rest.setFont(theme.font(size - 16 if abs(rest) >= 1_000_000 else size, 700))
        other = till.rest_minor != till.cash_rest_minor and not settled and mode in (CASH, NOTES_LEM)
        self._rest_how.setText(tr("by card or TWINT: {amount}", amount=money(till.rest_minor)) if other else "")

    def _say_enter(self, till: Till, mode: str, typed: str) -> None:
        if till.basket.total_minor <= 0:
            amount = money(abs(till.cash_rest_minor))
            self.pay.say(tr("Pay out {amount}", amount=amount), "", tr("in cash"))
        elif till.given and till.cash_rest_minor <= 0:
            back = till.settlement()
            change = sum(part.value_minor for part in back.change) if back else 0
            text = tr("give back {amount}", amount=money(change)) if change else tr("nothing to give back")
            self.pay.say(tr("Finish the sale"), "", text)
        elif typed:
            unit = "EUR " if mode == CASH_EUR else ""
            self.pay.say(tr("Received {amount}", amount=unit + typed), "", tender_name(_taker(mode)))
        elif mode in (CARD, TWINT):
            text = tr("{means}: {amount} accepted", means=tender_name(mode), amount=money(till.rest_minor))
            self.pay.say(text, "", tr("once the terminal says so"))
        elif mode == CASH_EUR:
            text = tr("Received {amount}, exact", amount=f"{money(till.euro_rest_minor)} EUR")
            self.pay.say(text, "", tr("cash in euros, nothing to give back"))
        else:
            text = tr("Received {amount}, exact", amount=money(till.cash_rest_minor))
            self.pay.say(text, "", tr("cash, nothing to give back"))


class PaymentChoices(QWidget):
    """The means, the Léman notes, the likely amounts."""

    left = Signal()
    mean_chosen = Signal(str)
    note_added = Signal(int)
    note_removed = Signal(int)
    given = Signal(int)
    """An amount received, in minor units of the currency in hand."""
    change_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "ground")
        back = KeyedButton(
            tr("Back to the basket"), shown=tr("Esc"), icon="back", kind="line", name="payment-back", shortcut=False
        )
        back.clicked.connect(self.left)
        self.setAccessibleName(tr("payment"))
        self._hint = label(tr("A scan still adds to this sale"), size=14, kind="muted")
        self._means_box = QGridLayout()
        self._means_box.setSpacing(8)
        self._means: dict[str, MeanTile] = {}
        self._notes: dict[int, NoteButton] = {}
        self._lem = self._make_lem_panel()
        self._cash_title = label(size=16, weight=600)
        self._tiles = [GiveTile(f"give-{number}") for number in range(8)]
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, tile in enumerate(self._tiles):
            grid.addWidget(tile, number // 4, number % 4)
            tile.clicked.connect(lambda _=False, tile=tile: self._touched(tile))
        self._cash = card()
        inside = QVBoxLayout(self._cash)
        inside.setContentsMargins(12, 10, 12, 12)
        inside.addWidget(self._cash_title)
        inside.addLayout(grid, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(10)
        whole.addLayout(row(back, label(tr("Payment"), size=20, weight=600), None, self._hint, gap=12))
        whole.addLayout(self._means_box)
        whole.addWidget(self._lem)
        whole.addWidget(self._cash, 1)
        self._typed_tile = self._tiles[7]

    def attach(self, till: Till) -> None:
        """Make a tile for each means this shop takes."""
        for tile in self._means.values():
            tile.hide()
            tile.deleteLater()
        self._means.clear()
        keys = mean_keys()
        order = [code for code in (CASH, NOTES_LEM, CARD, TWINT, CASH_EUR) if code in till.accepted]
        for code in order:
            tile = MeanTile(f"mean-{code}", mean_name(code), ICON_OF[code], keys[code], lem=code == NOTES_LEM)
            tile.clicked.connect(lambda _=False, code=code: self.mean_chosen.emit(code))
            self._means[code] = tile
        self._place_means()
        self._make_notes(till.profile.rules.lem_notes)

    def _make_notes(self, wanted: Sequence[int]) -> None:
        if set(self._notes) == set(wanted):
            return
        empty(self._notes_box)
        self._notes.clear()
        keys = {note: digit for digit, note in NOTE_KEYS.items()}
        for note in sorted(wanted, key=lambda note: (note % 100 != 0, note)):
            # A note that came after this program has no digit of its own: it is touched.
            key = f"{mean_keys()[NOTES_LEM]} {keys[note]}" if note in keys else ""
            button = NoteButton(note, key)
            button.added.connect(self.note_added)
            button.removed.connect(self.note_removed)
            self._notes[note] = button
            self._notes_box.addWidget(button)

    def _place_means(self) -> None:
        columns = 5 if len(self._means) == 5 and not theme.is_compact() else 4
        for number, tile in enumerate(self._means.values()):
            self._means_box.addWidget(tile, number // columns, number % columns)

    def show_payment(self, till: Till, mode: str, typed: str) -> None:
        """Show each means with its own amount, and what the chosen one needs."""
        if self._hint.isVisibleTo(self) == theme.is_compact():
            self._place_means()
        self._hint.setVisible(not theme.is_compact())
        counts = till.notes()
        lem_taken = sum(note * number for note, number in counts.items())
        settled = bool(till.given) and till.cash_rest_minor <= 0
        for code, tile in self._means.items():
            tile.setChecked(code == mode)
            if code == NOTES_LEM and lem_taken:
                tile.say(money(lem_taken), "LEM")
            elif code == CASH:
                rounded = till.cash_rest_minor != till.rest_minor
                tile.say(money(max(till.cash_rest_minor, 0)), tr("rounded") if rounded else "")
            elif code == CASH_EUR:
                tile.say(money(max(till.euro_rest_minor, 0)), "EUR")
            else:
                tile.say(money(max(till.rest_minor, 0)), "LEM" if code == NOTES_LEM else "")
        self._show_lem(till, mode, lem_taken, settled=settled)
        for note, button in self._notes.items():
            button.show_count(counts[note])
        self._show_amounts(till, mode, typed, settled=settled)

    def _show_lem(self, till: Till, mode: str, taken: int, *, settled: bool) -> None:
        self._lem.setVisible(NOTES_LEM in self._means and (mode == NOTES_LEM or taken > 0))
        limit = till.profile.rules.lem_limit_minor
        text = ""
        if limit is not None:
            text = tr("at most {limit} LEM per sale, {rest} left", limit=money(limit), rest=money(limit - taken))
        self._limit.setText(text)
        over = settled and taken > 0 and till.profile.rules.lem_change is ChangePolicy.CASHIER
        self._change_row.setVisible(over and till.rest_minor < 0)
        self._in_chf.setChecked(till.change_in is not ChangePolicy.SAME)
        self._in_lem.setChecked(till.change_in is ChangePolicy.SAME)

    def _show_amounts(self, till: Till, mode: str, typed: str, *, settled: bool) -> None:
        self._cash.setVisible(not settled and till.basket.total_minor > 0)
        if mode == CASH_EUR:
            self._cash_title.setText(tr("Euros received, change in francs"))
            due = till.euro_rest_minor
        elif mode in (CARD, TWINT):
            self._cash_title.setText(tr("On the terminal"))
            due = till.rest_minor
        else:
            self._cash_title.setText(tr("Cash received"))
            due = till.cash_rest_minor
        unit = " EUR" if mode == CASH_EUR else ""
        likely = [] if mode in (CARD, TWINT) else likely_cash(due)
        self._tiles[0].say(due, money(due) + unit, tr("exact"), "" if typed or due <= 0 else tr("Enter"))
        for number, tile in enumerate(self._tiles[1:7]):
            amount = likely[number] if number < len(likely) else None
            words = "" if amount is None or mode == CASH_EUR else tr("gives back {amount}", amount=money(amount - due))
            tile.say(amount, "" if amount is None else money(amount) + unit, words)
        other = typed + unit if typed else tr("Other")
        self._typed_tile.say(None, other, tr("type the amount"), tr("Enter") if typed else "0–9")
        theme.set_kind(self._typed_tile, "selected" if typed else "")

    def _touched(self, tile: GiveTile) -> None:
        if tile.minor is not None:
            self.given.emit(tile.minor)

    def _make_lem_panel(self) -> QFrame:
        made = card()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(12, 10, 12, 12)
        self._limit = label(size=14, kind="muted")
        inside.addLayout(row(label(tr("Léman notes received"), size=16, weight=600), None, self._limit))
        self._notes_box = QHBoxLayout()
        self._notes_box.setSpacing(8)
        inside.addLayout(self._notes_box)
        self._in_chf = KeyedButton(tr("Change in francs"), kind="line", name="change-chf")
        self._in_lem = KeyedButton(tr("Change in Léman notes"), kind="line", name="change-lem")
        for button_, policy in ((self._in_chf, ChangePolicy.CHF), (self._in_lem, ChangePolicy.SAME)):
            button_.setCheckable(True)
            button_.clicked.connect(lambda _=False, policy=policy: self.change_chosen.emit(policy.value))
        self._change_row = QWidget()
        self._change_row.setLayout(row(self._in_chf, self._in_lem, None))
        inside.addWidget(self._change_row)
        return made


def _taker(mode: str) -> str:
    return CASH if mode == NOTES_LEM else mode
