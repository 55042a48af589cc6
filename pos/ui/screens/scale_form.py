"""Settings of weighing and labels: the scale with its test, and what the shop's own codes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from pos.devices.scale import ScaleSettings, check_scale
from pos.domain.errors import UserError
from pos.domain.patterns import DEFAULT_PATTERNS, checked_patterns
from pos.domain.weighing import ScaleState
from pos.ui import theme
from pos.ui.screens.forms import Choice, question
from pos.ui.texts import scale_words
from pos.ui.widgets.basics import Field, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.shop import ShopProfile
    from pos.domain.weighing import Reading


class ScaleForm(QWidget):
    """The scale of this till."""

    test_asked = Signal(object)
    """The `ScaleSettings` to weigh with from now on, to see whether it answers."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = Choice("scale", (("none", tr("none")), ("toledo8217", tr("Toledo 8217 (Mettler Ariva, Viva)"))))
        self._port = Field("scale-port", tr("port of the scale"), placeholder="/dev/ttyUSB0, COM3", width=340)
        self._test = KeyedButton(tr("Test the scale"), name="scale-test")
        self._told = label(size=15, kind="muted", name="scale-told")
        self._told.setWordWrap(True)
        self._more = QWidget()
        self._more.setLayout(row(question(tr("Serial port"), row(self._port, self._test, None)), None))
        box = QVBoxLayout(self)
        box.setSpacing(6)
        box.addLayout(question(tr("Scale"), self._kind))
        box.addWidget(self._more)
        box.addWidget(self._told)
        self._testing = False
        self._kind.changed.connect(self._show)
        self._test.clicked.connect(self._ask_test)
        self._show()

    def show_scale(self, scale: ScaleSettings) -> None:
        """Show what is set."""
        self._kind.set_value(scale.kind)
        self._port.setText(scale.port)
        self._told.clear()
        self._testing = False
        self._show()

    def scale(self) -> ScaleSettings:
        """Give the scale; raises `UserError` without a port."""
        kind = self._kind.value()
        port = self._port.text().strip() if kind != "none" else ""
        try:
            return check_scale(msgspec.convert({"kind": kind, "port": port}, ScaleSettings))
        except UserError:
            self._port.bad()
            raise

    def show_reading(self, reading: Reading) -> None:
        """Show what the scale answers to the test."""
        if self._testing and reading.state is not ScaleState.NONE:
            self._told.setText(scale_words(reading)[1])

    def _ask_test(self) -> None:
        try:
            scale = self.scale()
        except UserError as error:
            self._told.setText(explain(error))
            return
        self._testing = True
        self._told.setText(tr("Asking the scale …"))
        self.test_asked.emit(scale)

    def _show(self) -> None:
        self._more.setVisible(self._kind.value() != "none")


class CodesForm(QWidget):
    """The patterns of codes 20 to 29, one per line."""

    def __init__(self) -> None:
        super().__init__()
        self._patterns = QPlainTextEdit()
        self._patterns.setObjectName("code-patterns")
        self._patterns.setAccessibleName(tr("patterns of the shop's own codes"))
        self._patterns.setFont(theme.monospace(16))
        self._patterns.setFixedHeight(128)
        self._patterns.setFixedWidth(260)
        self._patterns.setTabChangesFocus(True)
        usual = KeyedButton(tr("The usual ones"), name="code-patterns-usual")
        usual.clicked.connect(lambda: self._patterns.setPlainText("\n".join(DEFAULT_PATTERNS)))
        note = label(
            tr("I: number of the article, W: grams, P: price, T: grams of a container, C: check digit. One per line."),
            size=14,
            kind="muted",
        )
        note.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setSpacing(6)
        box.addLayout(question(tr("Codes 20 to 29 of this shop's labels"), note, row(self._patterns, usual, None)))

    def show_profile(self, profile: ShopProfile) -> None:
        """Show what is set."""
        self._patterns.setPlainText("\n".join(profile.code_patterns))

    def apply(self, profile: ShopProfile) -> ShopProfile:
        """Give the profile with these patterns; raises `UserError` for one that cannot be read."""
        lines = tuple(self._patterns.toPlainText().splitlines())
        return msgspec.structs.replace(profile, code_patterns=checked_patterns(lines))
