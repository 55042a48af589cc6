"""The shop's questions as forms, shared by the first-run guide and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from pos.devices.contracts import PrinterSettings
from pos.domain.barcode import is_uid
from pos.domain.currency import ChangePolicy, parse_rate
from pos.domain.errors import UserError
from pos.domain.money import parse_amount
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT, written_notes
from pos.domain.vat import VatRate, VatRegime
from pos.ui.texts import date_of
from pos.ui.widgets.basics import AmountEdit, Field, Switch, card, column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLayout

    from pos.domain.shop import ShopProfile


class Choice(QWidget):
    """A few answers of which one holds."""

    changed = Signal()

    def __init__(self, name: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        buttons = []
        for key, text in answers:
            made = KeyedButton(text, kind="line", name=f"{name}-{key}")
            made.setCheckable(True)
            self._group.addButton(made, len(self._keys))
            self._keys.append(key)
            buttons.append(made)
        self.setLayout(row(*buttons, None))
        self._group.idClicked.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """Give the key of the answer."""
        return self._keys[max(self._group.checkedId(), 0)]

    def set_value(self, key: str) -> None:
        """Show an answer."""
        self._group.button(self._keys.index(key) if key in self._keys else 0).setChecked(True)


def question(said: str, *answers: QWidget | QLayout) -> QLayout:
    """Lay a question out above its answer."""
    return column(label(said, size=15, weight=500), *answers, gap=4)


class ShopForm(QWidget):
    """Name, address, till."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Field("shop-name-field", tr("name of the shop"), placeholder="Le Grain des Grottes")
        self._address = QPlainTextEdit()
        self._address.setObjectName("shop-address")
        self._address.setAccessibleName(tr("address"))
        self._address.setFixedHeight(96)
        self._address.setTabChangesFocus(True)
        self._code = Field("till-code", tr("code of this till"), width=120)
        self._till = Field("till-name-field", tr("name of this till"), placeholder=tr("Till 1"))
        self._footer = Field("shop-footer", tr("last line of the receipt"), placeholder=tr("Thank you, see you soon!"))
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addLayout(question(tr("Name, as printed on receipts"), self._name))
        box.addLayout(question(tr("Address: street, postcode and place"), self._address))
        till = row(question(tr("Code in receipt numbers"), self._code), question(tr("Name of this till"), self._till))
        box.addLayout(till)
        box.addLayout(question(tr("Last line of the receipt"), self._footer))
        box.addStretch(1)

    def show_profile(self, profile: ShopProfile) -> None:
        """Show what is set."""
        self._name.setText(profile.name)
        self._address.setPlainText("\n".join(profile.address))
        self._code.setText(profile.till_code)
        self._till.setText(profile.till_name)
        self._footer.setText(profile.footer)

    def apply(self, profile: ShopProfile) -> ShopProfile:
        """Give the profile with these answers; raises `UserError` for a missing name."""
        if not self._name.text().strip():
            self._name.bad()
            raise UserError("The shop needs a name: it is printed on every receipt.")
        return msgspec.structs.replace(
            profile,
            name=self._name.text().strip(),
            address=tuple(line.strip() for line in self._address.toPlainText().splitlines() if line.strip()),
            till_code=self._code.text().strip() or "C1",
            till_name=self._till.text().strip(),
            footer=self._footer.text().strip(),
        )


class VatForm(QWidget):
    """Registered or not, how, and the number."""

    def __init__(self) -> None:
        super().__init__()
        self._regime = Choice(
            "vat",
            (
                (VatRegime.NONE, tr("not registered")),
                (VatRegime.EFFECTIVE, tr("effective")),
                (VatRegime.NET_RATE, tr("net tax rate")),
            ),
        )
        self._uid = Field("vat-uid", tr("UID"), placeholder="CHE-123.456.788", width=260)
        self._state = label(size=14, kind="muted", name="uid-state")
        self._rate = Field("vat-net-rate", tr("net tax rate in percent"), placeholder="0.6", width=120)
        self._note = label(size=15, kind="muted")
        self._note.setWordWrap(True)
        self._announced = label(size=15, name="vat-announced")
        self._announced.setWordWrap(True)
        self._announced.hide()
        self._rate_box = QWidget()
        self._rate_box.setLayout(question(tr("Net tax rate granted, in %"), row(self._rate, None)))
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(self._regime)
        box.addWidget(self._note)
        box.addLayout(question(tr("UID of the business"), row(self._uid, self._state, None)))
        box.addWidget(self._rate_box)
        box.addWidget(self._announced)
        box.addStretch(1)
        self._regime.changed.connect(self._show)
        self._uid.textChanged.connect(self._show)
        self._show()

    def show_profile(self, profile: ShopProfile) -> None:
        """Show what is set."""
        self._announced.setText(_announced(profile.announced_rates))
        self._announced.setVisible(bool(profile.announced_rates))
        self._regime.set_value(profile.vat_regime)
        self._uid.setText(profile.uid)
        self._rate.setText(f"{profile.net_rate_bp / 100:g}" if profile.net_rate_bp else "")
        self._show()

    def apply(self, profile: ShopProfile) -> ShopProfile:
        """Give the profile with these answers; a registered shop needs a valid UID."""
        regime = VatRegime(self._regime.value())
        uid = self._uid.text().strip()
        if (uid or regime is not VatRegime.NONE) and not is_uid(uid):
            self._uid.bad()
            raise UserError("«{text}» is not a valid UID. It looks like CHE-123.456.788.", text=uid[:24])
        rate = 0
        if regime is VatRegime.NET_RATE:
            try:
                rate = parse_amount(self._rate.text())
            except UserError:
                self._rate.bad()
                raise
        return msgspec.structs.replace(profile, vat_regime=regime, uid=uid, net_rate_bp=rate)

    def _show(self) -> None:
        regime = self._regime.value()
        self._rate_box.setVisible(regime == VatRegime.NET_RATE)
        notes = {
            VatRegime.NONE: tr("Receipts show no VAT at all: who shows it owes it (LTVA art. 27)."),
            VatRegime.EFFECTIVE: tr("Receipts show the legal rates, as the articles say; Z reports add them up."),
            VatRegime.NET_RATE: tr("Receipts show the legal rates; what is due is the turnover times your net rate."),
        }
        self._note.setText(notes[VatRegime(regime)])
        uid = self._uid.text().strip()
        self._state.setText("" if not uid else tr("valid number") if is_uid(uid) else tr("not a valid number yet"))


def _announced(rates: Sequence[VatRate]) -> str:
    words = {"N": tr("normal"), "R": tr("reduced"), "H": tr("lodging")}
    said = [
        tr(
            "{rate} % ({which}) from {day}",
            rate=f"{rate.rate_bp / 100:g}",
            which=words[rate.code],
            day=date_of(rate.since),
        )
        for rate in rates
    ]
    return tr("Announced by the chamber: {rates}. The till changes by itself on that day.", rates=", ".join(said))


class CurrencyForm(QWidget):
    """What is taken: francs always, Léman notes, euros, card, TWINT."""

    def __init__(self) -> None:
        super().__init__()
        self._lem = Switch("take-lem", tr("Léman notes"))
        self._limit = AmountEdit("lem-limit", tr("at most per sale in LEM"), width=120)
        self._limit.setPlaceholderText(tr("no limit"))
        self._change = Choice(
            "lem-change",
            (
                (ChangePolicy.CHF, tr("in francs")),
                (ChangePolicy.SAME, tr("in Léman notes")),
                (ChangePolicy.CASHIER, tr("the cashier chooses")),
                (ChangePolicy.NONE, tr("none")),
            ),
        )
        self._eur = Switch("take-eur", tr("euros in cash"))
        self._rate = Field("eur-rate", tr("francs for one euro"), placeholder="0.9412", width=120)
        self._rate_on = label(size=14, kind="muted")
        self._card, self._twint = Switch("take-card", tr("card"), on=True), Switch("take-twint", tr("TWINT"), on=True)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(self._card_of(tr("Swiss francs, CHF"), tr("rounded to 0.05 in cash only"), label(tr("always"))))
        self._notes = label(size=14, kind="muted", name="lem-notes")
        lem = self._card_of(tr("Léman notes"), self._notes, self._lem)
        lem_box = lem.layout()
        assert isinstance(lem_box, QVBoxLayout)
        details = row(label(tr("at most per sale"), kind="muted"), self._limit, None)
        lem_box.addLayout(details)
        lem_box.addLayout(row(label(tr("change"), kind="muted"), self._change))
        box.addWidget(lem)
        eur = self._card_of(tr("Euros in cash"), tr("rate of the day, change in francs"), self._eur)
        eur_box = eur.layout()
        assert isinstance(eur_box, QVBoxLayout)
        euro, franc = label(tr("1 EUR ="), kind="muted"), label("CHF", kind="muted")
        eur_box.addLayout(row(euro, self._rate, franc, self._rate_on, None))
        box.addWidget(eur)
        box.addWidget(self._card_of(tr("Card"), tr("on its own terminal; the cashier confirms"), self._card))
        box.addWidget(self._card_of(tr("TWINT"), tr("on its own QR code; the cashier confirms"), self._twint))
        box.addStretch(1)

    def show_profile(self, profile: ShopProfile) -> None:
        """Show what is set."""
        rules = profile.rules
        kinds = written_notes(rules.lem_notes, " · ")
        self._notes.setText(tr("{notes}, counted apart in the drawer", notes=kinds))
        for switch, code in ((self._lem, NOTES_LEM), (self._eur, CASH_EUR), (self._card, CARD), (self._twint, TWINT)):
            switch.setChecked(code in rules.accepted)
        self._limit.setText("" if rules.lem_limit_minor is None else f"{rules.lem_limit_minor / 100:.2f}")
        self._change.set_value(rules.lem_change)
        self._rate.setText(rules.eur_rate or "")
        self._rate_on.setText(tr("entered on {day}", day=rules.eur_rate_on) if rules.eur_rate_on else "")

    def apply(self, profile: ShopProfile, today: str) -> ShopProfile:
        """Give the profile with these answers; `today` (ISO) dates a rate that changed."""
        rules = profile.rules
        taken = [CASH]
        for switch, code in ((self._lem, NOTES_LEM), (self._card, CARD), (self._twint, TWINT), (self._eur, CASH_EUR)):
            taken += [code] if switch.isChecked() else []
        rate, dated = rules.eur_rate, rules.eur_rate_on
        if self._eur.isChecked():
            try:
                typed = str(parse_rate(self._rate.text()))
            except UserError:
                self._rate.bad()
                raise
            if typed != rate:
                rate, dated = typed, today
        limit = self._limit.minor() if self._limit.text().strip() else None
        changed = msgspec.structs.replace(
            rules,
            accepted=tuple(taken),
            eur_rate=rate,
            eur_rate_on=dated,
            lem_limit_minor=limit,
            lem_change=ChangePolicy(self._change.value()),
        )
        return msgspec.structs.replace(profile, rules=changed)

    @staticmethod
    def _card_of(title: str, note: str | QLabel, answer: QWidget) -> QWidget:
        made = card()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(16, 8, 12, 8)
        said = note if isinstance(note, QLabel) else label(note, size=14, kind="muted")
        words = column(label(title, size=17, weight=600), said, gap=0)
        inside.addLayout(row(words, None, answer))
        return made


class DeviceForm(QWidget):
    """The printer with its test, and the scanner's."""

    test_asked = Signal(object)
    """The `PrinterSettings` to print a test page with."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = Choice(
            "printer",
            (
                ("none", tr("none")), ("network", tr("network")), ("usb", "USB"), ("serial", tr("serial")),
                ("file", tr("file")), ("windows", "Windows"),
            ),
        )  # fmt: skip
        self._address = Field("printer-address", tr("address of the printer"), width=340)
        self._columns = Choice("columns", (("48", "48"), ("42", "42"), ("32", "32")))
        self._page = Choice("codepage", (("CP858", "858"), ("CP1252", "1252"), ("CP850", "850")))
        self._drawer = Switch("printer-drawer", tr("cash drawer on the printer"), on=True)
        self._test = KeyedButton(tr("Print a test page"), icon="printer", name="printer-test")
        self._told = label(size=14, kind="muted", name="printer-told")
        self._told.setWordWrap(True)
        self._scan = Field("scan-test", tr("scan here"), placeholder=tr("Scan any article here"), width=340)
        self._heard = label(size=14, kind="muted", name="scan-heard")
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addLayout(question(tr("Receipt printer"), self._kind))
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.addLayout(question(tr("Address"), row(self._address, None)))
        widths = row(question(tr("Characters per line"), self._columns), question(tr("Code page"), self._page), None)
        more.addLayout(widths)
        more.addLayout(row(label(tr("Cash drawer on the printer")), self._drawer, self._test, None))
        box.addWidget(self._more)
        box.addWidget(self._told)
        scanner = tr("Scanner: it works like a keyboard, whatever has the focus")
        box.addLayout(question(scanner, row(self._scan, self._heard, None)))
        box.addStretch(1)
        self._kind.changed.connect(self._show)
        self._test.clicked.connect(self._ask_test)
        self._show()

    def show_printer(self, printer: PrinterSettings) -> None:
        """Show what is set."""
        self._kind.set_value(printer.kind)
        self._address.setText(printer.address)
        self._columns.set_value(str(printer.columns))
        self._page.set_value(printer.codepage)
        self._drawer.setChecked(printer.drawer)
        self._show()

    def printer(self) -> PrinterSettings:
        """Give the printer; raises `UserError` for an address that cannot be one."""
        from pos.devices.printer import check_address  # noqa: PLC0415  # only where a printer is set up

        kind = self._kind.value()
        made = msgspec.convert(
            {
                "kind": kind,
                "address": self._address.text().strip() if kind != "none" else "",
                "columns": int(self._columns.value()),
                "codepage": self._page.value(),
                "drawer": self._drawer.isChecked(),
            },
            PrinterSettings,
        )
        if kind != "none":
            try:
                check_address(made)
            except UserError:
                self._address.bad()
                raise
        return made

    def tell(self, text: str) -> None:
        """Say how the test went."""
        self._told.setText(text)

    def scan_heard(self, code: str, pace_ms: float) -> None:
        """Show what the scanner sent, and how fast."""
        if code:
            self._scan.setText(code)
        if pace_ms:
            self._heard.setText(tr("{ms} ms per character", ms=f"{pace_ms:.0f}"))

    def _ask_test(self) -> None:
        try:
            self.test_asked.emit(self.printer())
        except UserError as error:
            self._told.setText(str(error))

    def _show(self) -> None:
        hints = {
            "network": "192.168.1.50:9100", "usb": "04b8:0e15", "serial": "/dev/ttyUSB0@9600", "file": "/dev/usb/lp0",
            "windows": tr("name of the queue"),
        }  # fmt: skip
        self._more.setVisible(self._kind.value() != "none")
        self._address.setPlaceholderText(hints.get(self._kind.value(), ""))
