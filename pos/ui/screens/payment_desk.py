"""Takes the payment step by step: a means, notes, a typed amount, Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from pos.domain.currency import ChangePolicy
from pos.domain.errors import UserError
from pos.domain.money import parse_amount
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT
from pos.ui.scan_filter import TAKES_TYPING
from pos.ui.screens.payment_panels import NOTE_KEYS, PaymentAccount, PaymentChoices, mean_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from pos.services.till import Till


class PaymentDesk(QObject):
    """Joins the two payment panels and the keys."""

    left = Signal()
    failed = Signal(object)
    finished = Signal(object)
    """The `Sale`, once it is on disk."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.account, self.choices = PaymentAccount(), PaymentChoices()
        self.choices.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choices.setProperty(TAKES_TYPING, True)  # noqa: FBT003  # Qt's own signature
        self._till: Till | None = None
        self._mode = CASH
        self._typed = ""
        self.choices.left.connect(self.left)
        self.choices.mean_chosen.connect(self.choose)
        self.choices.note_added.connect(self._add_note)
        self.choices.note_removed.connect(self._remove_note)
        self.choices.given.connect(self._give)
        self.choices.change_chosen.connect(self._choose_change)
        self.account.take_back.connect(self._take_back)
        self.account.confirmed.connect(self.confirm)

    def attach(self, till: Till) -> None:
        """Take the means this shop accepts."""
        self._till = till
        self.choices.attach(till)

    def start(self) -> None:
        """Begin, or go on with what was given before."""
        self._mode, self._typed = CASH, ""
        self.show_payment()

    def show_payment(self) -> None:
        """Show how far it is."""
        assert self._till is not None
        self.account.show_payment(self._till, self._mode, self._typed)
        self.choices.show_payment(self._till, self._mode, self._typed)

    @property
    def mode(self) -> str:
        """The means chosen."""
        return self._mode

    def choose(self, code: str) -> None:
        """Choose a means; it takes nothing yet."""
        assert self._till is not None
        if code in self._till.accepted:
            self._mode, self._typed = code, ""
            self.show_payment()
        self.choices.setFocus()

    def typed(self, char: str) -> None:
        """Take a character: a letter chooses a means, a digit is a note or part of an amount."""
        assert self._till is not None
        by_letter = {letter.casefold(): code for code, letter in mean_keys().items()}
        if (code := by_letter.get(char.casefold())) is not None:
            self.choose(code)
        elif self._mode == NOTES_LEM and NOTE_KEYS.get(char) in self._till.profile.rules.lem_notes:
            self._add_note(NOTE_KEYS[char])
        elif char.isdigit() or (char in ".," and "." not in self._typed):
            after = self._typed.partition(".")[2]
            if len(self._typed) < 10 and len(after) < 2:
                self._typed += "." if char in ".," else char
                self.show_payment()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Take a key; False when it means nothing here."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        elif key == Qt.Key.Key_Backspace and self._typed:
            self._typed = self._typed[:-1]
            self.show_payment()
        elif key == Qt.Key.Key_Delete:
            if self._typed:
                self._typed = ""
            elif self._till is not None and self._till.given:
                self._till.take_back(len(self._till.given) - 1)
            self.show_payment()
        elif event.text() and event.text().isprintable():
            self.typed(event.text())
        else:
            return False
        return True

    def confirm(self) -> None:
        """Enter: take the typed amount, or the rest by the chosen means, and finish when nothing is owed."""
        till = self._till
        assert till is not None
        if self._typed:
            self._try(self._take_typed)
        elif (till.given and till.cash_rest_minor <= 0) or till.basket.total_minor <= 0 or till.cash_rest_minor == 0:
            self._try(self._finish)
        else:
            self._try(self._take_rest)

    def _take_typed(self) -> None:
        assert self._till is not None
        minor = parse_amount(self._typed)
        self._typed = ""
        self._receive(minor)

    def _take_rest(self) -> None:
        till = self._till
        assert till is not None
        if self._mode in (CARD, TWINT):
            self._receive(till.rest_minor)
        elif self._mode == CASH_EUR:
            self._receive(till.euro_rest_minor)
        else:
            self._receive(till.cash_rest_minor)

    def _receive(self, minor: int) -> None:
        till = self._till
        assert till is not None
        till.give(CASH if self._mode == NOTES_LEM else self._mode, minor)
        if till.settlement() is not None:
            self._finish()
        else:
            self._mode = CASH
            self.show_payment()
            self.choices.setFocus()

    def _give(self, minor: int) -> None:
        self._typed = ""
        self._try(lambda: self._receive(minor))

    def _finish(self) -> None:
        assert self._till is not None
        self.finished.emit(self._till.pay())

    def _add_note(self, note: int) -> None:
        till = self._till
        assert till is not None
        self._mode = NOTES_LEM
        self._try(lambda: till.add_note(note))
        self.show_payment()
        self.choices.setFocus()

    def _remove_note(self, note: int) -> None:
        till = self._till
        assert till is not None
        self._try(lambda: till.remove_note(note))
        self.show_payment()

    def _take_back(self, index: int) -> None:
        assert self._till is not None
        self._till.take_back(index)
        self.show_payment()

    def _choose_change(self, policy: str) -> None:
        assert self._till is not None
        self._till.change_in = ChangePolicy(policy)
        self.show_payment()

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            self.show_payment()
            self.failed.emit(error)
