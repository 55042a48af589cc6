"""One question in the choices panel: a quantity, a price, a discount. Esc goes back, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.ui import theme
from pos.ui.widgets.basics import Field, empty, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class AskSheet(QWidget):
    """A field with ready answers; `done` gets the text, a `UserError` it raises is shown here."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "ground")
        self.setObjectName("ask-sheet")
        self._done: Callable[[str], None] | None = None
        back = KeyedButton(tr("Back"), shown=tr("Esc"), icon="back", kind="line", name="ask-back", shortcut=False)
        back.clicked.connect(self.left)
        self._title = label(size=20, weight=600, name="ask-title")
        self._hint = label(size=16, kind="muted")
        self._hint.setWordWrap(True)
        self.field = Field("ask-field", tr("answer"))
        self.field.setFont(theme.font(28, 600))
        self.field.setFixedHeight(64)
        self._wrong = label(size=16, kind="danger", name="ask-wrong")
        self._wrong.setWordWrap(True)
        self._ready = QGridLayout()
        self._ready.setSpacing(8)
        self._ok = KeyedButton(
            tr("Continue"), shown=tr("Enter"), kind="primary", name="ask-ok", shortcut=False, size=18
        )
        self._ok.setMinimumHeight(64)
        self._ok.clicked.connect(self._answer)
        self.field.returnPressed.connect(self._answer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        whole.addLayout(row(back, self._title, None, gap=12))
        for widget in (self._hint, self.field, self._wrong):
            whole.addWidget(widget)
        whole.addLayout(self._ready)
        whole.addWidget(self._ok)
        whole.addStretch(1)

    def ask(
        self,
        title: str,
        hint: str,
        done: Callable[[str], None],
        *,
        value: str = "",
        answers: Sequence[tuple[str, str]] = (),
        secret: bool = False,
    ) -> None:
        """Put a question; `answers` are (shown, text) to touch instead of typing."""
        self._done = done
        self._title.setText(title)
        self._hint.setText(hint)
        self._wrong.clear()
        self.field.setAccessibleName(title)
        self.field.setEchoMode(Field.EchoMode.Password if secret else Field.EchoMode.Normal)
        self.field.setText(value)
        self.field.selectAll()
        empty(self._ready)
        for number, (shown, text) in enumerate(answers):
            button = KeyedButton(shown, kind="line", name=f"ask-answer-{number}", size=17)
            button.setMinimumHeight(56)
            button.clicked.connect(lambda _=False, text=text: self._answer_with(text))
            self._ready.addWidget(button, number // 4, number % 4)

    def _answer(self) -> None:
        self._answer_with(self.field.text())

    def _answer_with(self, text: str) -> None:
        if self._done is None:
            return
        try:
            self._done(text)
        except UserError as error:
            self._wrong.setText(explain(error))
            self.field.bad()
            self.field.setFocus()
            self.field.selectAll()
