"""The first start: five questions, each answer kept when one goes back; or the demo shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.shop import ShopProfile, checked_profile
from pos.services.starting import Answers, NewPerson
from pos.ui import theme
from pos.ui.screens.forms import CurrencyForm, DeviceForm, ShopForm, VatForm
from pos.ui.widgets.basics import Field, column, empty, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.devices.contracts import PrinterSettings

SHOP, VAT, CURRENCIES, DEVICES, TEAM = range(5)
PEOPLE = 5


class TeamForm(QWidget):
    """Names with an optional PIN."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[Field, Field]] = []
        box = QVBoxLayout(self)
        box.setSpacing(8)
        for number in range(1, PEOPLE + 1):
            name = Field(f"person-{number}", tr("name of person {n}", n=number), width=280)
            pin = Field(f"pin-{number}", tr("PIN of person {n}", n=number), placeholder=tr("PIN, if wanted"), width=160)
            pin.setEchoMode(Field.EchoMode.Password)
            self._rows.append((name, pin))
            box.addLayout(row(name, pin, None))
        note = label(
            tr("The first person owns the shop. Names stay on this till: the journal knows people by number only."),
            size=15,
            kind="muted",
        )
        note.setWordWrap(True)
        box.addWidget(note)
        box.addStretch(1)

    def team(self) -> tuple[NewPerson, ...]:
        """Give the people; raises `UserError` when there is nobody or a PIN is none."""
        made = []
        for name, pin in self._rows:
            if not name.text().strip():
                continue
            digits = pin.text().strip()
            if digits and not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 8):
                pin.bad()
                raise UserError("A PIN is 4 to 8 digits.")
            made.append(NewPerson(name.text().strip(), digits))
        if not made:
            self._rows[0][0].bad()
            raise UserError("Who sells? Enter at least one name.")
        return tuple(made)


class Guide(QWidget):
    """Collects the answers; it writes nothing."""

    finished = Signal(object)
    """The `Answers`."""
    demo_asked = Signal()
    test_page_asked = Signal(object)

    def __init__(self, today: str = "") -> None:
        super().__init__()
        self.setObjectName("guide")
        self._today = today
        self._step = SHOP
        self._profile = ShopProfile()
        self._printer: PrinterSettings | None = None
        self.shop, self.vat, self.currencies = ShopForm(), VatForm(), CurrencyForm()
        self.devices, self.team = DeviceForm(), TeamForm()
        self.shop.show_profile(self._profile)
        self.vat.show_profile(self._profile)
        self.currencies.show_profile(self._profile)
        self.devices.test_asked.connect(self.test_page_asked)
        self._forms = QStackedWidget()
        for form in (self.shop, self.vat, self.currencies, self.devices, self.team):
            self._forms.addWidget(form)
        self._question = label(size=28, weight=600, name="guide-question")
        self._question.setWordWrap(True)
        self._wrong = label(size=16, kind="danger", name="guide-wrong")
        self._wrong.setWordWrap(True)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        self._build()
        self._show()

    def _build(self) -> None:
        aside = panel("surface")
        aside.setFixedWidth(260 if theme.is_compact() else 300)
        demo = KeyedButton(tr("Demo shop"), key="F4", name="guide-demo")
        demo.clicked.connect(self.demo_asked)
        left = QVBoxLayout(aside)
        left.setContentsMargins(20, 24, 20, 24)
        left.addWidget(label("Comptoir", size=20, weight=700))
        left.addWidget(label(tr("First start, about 5 minutes"), size=14, kind="muted"))
        left.addSpacing(16)
        left.addLayout(self._steps)
        left.addStretch(1)
        left.addWidget(label(tr("No data at hand?"), size=14, kind="muted"))
        left.addWidget(demo)
        area = QScrollArea()
        area.setWidget(self._forms)
        area.setWidgetResizable(True)
        area.setProperty("kind", "ground")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        middle = QVBoxLayout()
        middle.setContentsMargins(40, 24, 40, 8)
        middle.addWidget(self._question)
        middle.addWidget(area, 1)
        middle.addWidget(self._wrong)
        self._back = KeyedButton(tr("Back"), key="Escape", icon="back", name="guide-back")
        self._next = KeyedButton(tr("Continue"), key="Return", kind="primary", name="guide-next", size=18)
        self._next.setMinimumHeight(52)
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.go_on)
        foot = panel("surface")
        foot_row = row(self._back, None, self._next)
        foot_row.setContentsMargins(16, 10, 16, 10)
        foot.setLayout(foot_row)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(aside)
        upper.addWidget(rule(vertical=True))
        upper.addLayout(middle, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(rule())
        whole.addWidget(foot)

    def go_on(self) -> None:
        """Check this answer and ask the next question; after the last, finish."""
        try:
            self._take()
        except UserError as error:
            self._wrong.setText(explain(error))
            return
        self._wrong.clear()
        if self._step == TEAM:
            assert self._printer is not None
            self.finished.emit(Answers(self._profile, self._printer, self.team.team()))
            return
        self._step += 1
        self._show()

    def back(self) -> None:
        """Go back one question; what was answered stays."""
        self._wrong.clear()
        self._step = max(self._step - 1, SHOP)
        self._show()

    def scan_heard(self, code: str, pace_ms: float) -> None:
        """Show what the scanner sent."""
        if self._step == DEVICES:
            self.devices.scan_heard(code, pace_ms)

    def show_test_result(self, text: str) -> None:
        """Say how the printer's test went."""
        self.devices.tell(text)

    def _take(self) -> None:
        if self._step == SHOP:
            self._profile = self.shop.apply(self._profile)
        elif self._step == VAT:
            self._profile = self.vat.apply(self._profile)
            checked_profile(self._profile)
        elif self._step == CURRENCIES:
            self._profile = self.currencies.apply(self._profile, self._today)
        elif self._step == DEVICES:
            self._printer = self.devices.printer()
        else:
            self.team.team()

    def _show(self) -> None:
        names = (tr("Shop"), tr("VAT"), tr("Currencies"), tr("Devices"), tr("Team"))
        questions = (
            tr("What is your shop called?"),
            tr("Is it registered for VAT?"),
            tr("Which currencies do you take?"),
            tr("What is connected to this till?"),
            tr("Who sells?"),
        )
        self._question.setText(questions[self._step])
        self._forms.setCurrentIndex(self._step)
        empty(self._steps)
        for number, name in enumerate(names):
            done, now = number < self._step, number == self._step
            holder = QWidget()
            mark = label("✓" if done else str(number + 1), size=16, weight=600, kind="positive" if done else "")
            mark.setFixedWidth(28)
            state = tr("done") if done else tr("question {n} of 5", n=number + 1) if now else ""
            words = column(label(name, size=17, weight=600 if now else 400, kind="" if now or done else "muted"),
                           label(state, size=13, kind="muted"), gap=0)  # fmt: skip
            holder.setLayout(row(mark, words, None))
            self._steps.addWidget(holder)
        self._back.setEnabled(self._step > SHOP)
        last = self._step == TEAM
        self._next.say(tr("Finish: open the till") if last else tr("Continue: {next}", next=names[self._step + 1]))
        form = self._forms.currentWidget()
        first = form.findChild(Field) if form is not None else None
        if first is not None:
            first.setFocus()
