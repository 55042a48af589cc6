"""Settings: shop, VAT, currencies, devices, team, screen; each tab is saved by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pos.devices.contracts import PrinterSettings
from pos.domain.errors import UserError
from pos.services import people, settings, weighing
from pos.services.printing import PRINTER
from pos.ui.screens.forms import CurrencyForm, DeviceForm, ShopForm, VatForm, question
from pos.ui.screens.scale_form import CodesForm, ScaleForm
from pos.ui.widgets.basics import Field, Switch, column, empty, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Page
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.domain.shop import ShopProfile
    from pos.services.till import Till
    from pos.shopfile.local import Person

SHOP, VAT, CURRENCIES, DEVICES, TEAM, SCREEN = range(6)


class SettingsPage(Page):
    """Says «Saved» in words, or why not."""

    changed = Signal()
    printer_changed = Signal(object)
    scale_changed = Signal(object)
    """The `ScaleSettings` to weigh with."""
    test_page_asked = Signal(object)
    drawer_test_asked = Signal()
    failed = Signal(object)

    def __init__(self, till: Till) -> None:
        tabs = (tr("Shop"), tr("VAT"), tr("Currencies"), tr("Devices"), tr("Team"), tr("Screen"))
        super().__init__("settings", tr("Settings"), tabs)
        self._till = till
        self.shop, self.vat, self.currencies, self.devices = ShopForm(), VatForm(), CurrencyForm(), DeviceForm()
        self.scale, self.codes = ScaleForm(), CodesForm()
        self.team, self.look = TeamPanel(till), ScreenForm()
        self._receipts = Switch("print-receipts", tr("print receipts by itself"), on=True)
        self._kicks = Switch("kick-drawer", tr("open the drawer for cash"), on=True)
        self._prefix = Field("scan-prefix", tr("prefix of the scanner"), placeholder=tr("none"), width=100)
        drawer = KeyedButton(tr("Test the drawer"), icon="cash", name="drawer-test")
        drawer.clicked.connect(self.drawer_test_asked)
        more = QWidget()
        more.setLayout(
            column(
                row(label(tr("Print receipts by itself")), self._receipts, None),
                row(label(tr("Open the drawer for cash")), self._kicks, drawer, None),
                question(tr("Prefix character of the scanner, if it sends one"), row(self._prefix, None)),
            )
        )
        devices = QWidget()
        devices.setLayout(column(self.devices, self.scale, self.codes, more, None))
        self.logo = LogoChoice(till)
        shop = QWidget()
        self.counter = CounterForm()
        shop.setLayout(column(self.shop, self.logo, self.counter, None, gap=12))
        self._stack = QStackedWidget()
        for form in (shop, self.vat, self.currencies, devices, self.team, self.look):
            self._stack.addWidget(_scrolled(form))
        self._warned = False
        self._kept: object = None
        self._said = label(size=16, name="settings-said")
        self._said.setWordWrap(True)
        self._save = KeyedButton(tr("Save"), key="Ctrl+S", kind="primary", name="settings-save", icon="check", size=18)
        self._save.setMinimumHeight(56)
        self._save.setMinimumWidth(200)
        self._save.clicked.connect(self.save)
        foot = panel("surface")
        foot_row = row(self._said, None, self._save)
        foot_row.setContentsMargins(16, 10, 12, 10)
        foot.setLayout(foot_row)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        self.body.addWidget(foot)
        self.tab_chosen.connect(self._show_tab)
        self.devices.test_asked.connect(self.test_page_asked)
        self.scale.test_asked.connect(self.scale_changed)
        self.team.changed.connect(self.changed)
        self.team.failed.connect(self.failed)

    def enter(self) -> None:
        """Show what is set."""
        self._till.refresh()
        profile, wishes = self._till.profile, self._till.preferences
        for form in (self.shop, self.vat, self.currencies, self.codes):
            form.show_profile(profile)
        self.counter.show_preferences(wishes)
        self.scale.show_scale(weighing.scale_settings(self._till.shop))
        printer = settings.local_setting(self._till.shop, PRINTER, PrinterSettings, PrinterSettings())
        self.devices.show_printer(printer)
        self._receipts.setChecked(wishes.print_receipts)
        self._kicks.setChecked(wishes.open_drawer)
        self._prefix.setText(wishes.scan_prefix)
        self.look.show_preferences(wishes)
        self._warned, self._kept = False, self._answers()
        self.logo.show_logo()
        self.team.show_team()
        self.choose_tab(max(self.current_tab(), SHOP))

    def leave(self) -> None:
        """Go back to the sale; answers that are not saved are said once before they are given up."""
        if self._warned or self._answers() == self._kept:
            # A scale that was only tested is put back.
            self.scale_changed.emit(weighing.scale_settings(self._till.shop))
            super().leave()
            return
        self._warned = True
        self._said.setText(tr("Not saved yet: Ctrl S saves; Esc once more leaves without saving."))

    def _answers(self) -> object:
        """Give all that the forms say now, None while some of it makes no sense."""
        try:
            return self._profile(), self.devices.printer(), self.scale.scale(), self.look.apply(self._wishes())
        except UserError:
            return None

    def scan_heard(self, code: str, pace_ms: float) -> None:
        """Show what the scanner sent."""
        self.devices.scan_heard(code, pace_ms)

    def scanned(self, code: str) -> bool:
        """Show a scan in the scanner's test."""
        if self.current_tab() == DEVICES and self.isVisible():
            self.devices.scan_heard(code, 0)
            return True
        return False

    def save(self) -> None:
        """Save this tab; a refusal says why, and nothing is lost."""
        try:
            self._save_tab()
        except UserError as error:
            self._said.setText(explain(error))
            return
        self._till.refresh()
        self._warned, self._kept = False, self._answers()
        self._said.setText(tr("Saved."))
        self.changed.emit()

    def _save_tab(self) -> None:
        till, tab = self._till, self.current_tab()
        till.refresh()  # what the portal announced meanwhile stays
        if tab in (SHOP, VAT, CURRENCIES):
            settings.change_profile(till.shop, self._profile(), cashier=till.cashier_id)
            if tab == SHOP:
                settings.set_preferences(till.shop, self.counter.apply(till.preferences))
        elif tab == DEVICES:
            printer, scale = self.devices.printer(), self.scale.scale()
            settings.change_profile(till.shop, self.codes.apply(till.profile), cashier=till.cashier_id)
            weighing.keep_scale(till.shop, scale)
            self.scale_changed.emit(scale)
            settings.set_preferences(till.shop, self._wishes())
            settings.set_local_setting(till.shop, PRINTER, printer)
            self.printer_changed.emit(printer)
        elif tab == SCREEN:
            settings.set_preferences(till.shop, self.look.apply(till.preferences))

    def _profile(self) -> ShopProfile:
        profile = self.vat.apply(self.shop.apply(self._till.profile))
        profile = self.codes.apply(profile)
        return self.currencies.apply(profile, self._till.shop.clock.now().date().isoformat())

    def _wishes(self) -> settings.Preferences:
        return msgspec.structs.replace(
            self.counter.apply(self._till.preferences),
            print_receipts=self._receipts.isChecked(),
            open_drawer=self._kicks.isChecked(),
            scan_prefix=self._prefix.text()[:1],
        )

    def _show_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._said.clear()
        self._save.setVisible(number != TEAM)


class CounterForm(QWidget):
    """How this till sells: where its goods come from, and which buttons the shop needs."""

    def __init__(self) -> None:
        super().__init__()
        self._place = Field("till-place", tr("where this till sells from"), placeholder=tr("the shop"), width=260)
        self._members = Switch("offer-members", tr("button for member prices"), on=True)
        self._eat_in = Switch("offer-eat-in", tr("button for eating here"), on=True)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        said = tr("This till takes its goods from (empty: the shop; at a market, the name of its place)")
        box.addLayout(question(said, row(self._place, None)))
        box.addLayout(row(label(tr("Button for member prices")), self._members, None))
        box.addLayout(row(label(tr("Button for eaten here or taken away")), self._eat_in, None))

    def show_preferences(self, wishes: settings.Preferences) -> None:
        """Show what is set."""
        self._place.setText(wishes.place)
        self._members.setChecked(wishes.members)
        self._eat_in.setChecked(wishes.eat_in)

    def apply(self, wishes: settings.Preferences) -> settings.Preferences:
        """Give the preferences with these answers."""
        return msgspec.structs.replace(
            wishes,
            place=" ".join(self._place.text().split())[:40],
            members=self._members.isChecked(),
            eat_in=self._eat_in.isChecked(),
        )


class LogoChoice(QWidget):
    """The picture at the head of receipts, kept as soon as it is chosen."""

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._picture = QLabel()
        self._picture.setObjectName("logo-picture")
        self._picture.setFixedHeight(64)
        self._said = label(size=15, kind="muted", name="logo-said")
        choose = KeyedButton(tr("Choose a logo"), name="logo-choose")
        choose.clicked.connect(self._ask)
        self._remove = KeyedButton(tr("Remove"), name="logo-remove")
        self._remove.clicked.connect(lambda: self.choose(b""))
        box = column(
            label(tr("Logo at the head of receipts, on this till"), size=15, weight=500),
            row(self._picture, choose, self._remove, self._said, None),
            gap=4,
        )
        box.setContentsMargins(9, 0, 9, 0)
        self.setLayout(box)

    def show_logo(self) -> None:
        """Show what is printed."""
        made = settings.logo(self._till.shop)
        picture = QPixmap()
        picture.loadFromData(made)
        self._picture.setVisible(bool(made))
        self._remove.setVisible(bool(made))
        if made:
            self._picture.setPixmap(picture.scaledToHeight(64, Qt.TransformationMode.SmoothTransformation))

    def choose(self, picture: bytes) -> None:
        """Take a picture file's content, or none; a refusal says why."""
        try:
            settings.choose_logo(self._till.shop, picture)
        except UserError as error:
            self._said.setText(explain(error))
            return
        self._said.clear()
        self.show_logo()

    def _ask(self) -> None:
        title = tr("Choose a logo")
        path, _ = QFileDialog.getOpenFileName(self, title, "", "PNG, JPEG (*.png *.jpg *.jpeg *.bmp *.gif *.webp)")
        if path:
            try:
                self.choose(Path(path).read_bytes())
            except OSError:
                name = Path(path).name
                self._said.setText(tr("The file {name} cannot be read. Check its name and folder.", name=name))


class TeamPanel(QWidget):
    """Who may sell: add with a PIN, erase for good."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._name = Field("new-person", tr("name"), placeholder=tr("Name"), width=260)
        self._pin = Field("new-pin", tr("PIN"), placeholder=tr("PIN, if wanted"), width=160)
        self._pin.setEchoMode(Field.EchoMode.Password)
        add = KeyedButton(tr("Add"), icon="plus", name="add-person")
        add.clicked.connect(self._add)
        self._rows = QVBoxLayout()
        self._asked: str | None = None
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addLayout(row(self._name, self._pin, add, None))
        box.addLayout(self._rows)
        box.addStretch(1)

    def show_team(self) -> None:
        """Show everybody."""
        empty(self._rows)
        for person in people.everybody(self._till.shop):
            self._rows.addWidget(self._row(person))

    def _row(self, person: Person) -> QWidget:
        asked = self._asked == person.id
        text = tr("Erase for good? Past receipts keep only a number.") if asked else tr("Erase")
        erase = KeyedButton(text, kind="danger" if asked else "line", name=f"erase-{person.name}")
        erase.clicked.connect(partial(self._erase, person))
        state = tr("with PIN") if person.pin else tr("without PIN")
        role = tr("owner") if person.role == "owner" else tr("cashier")
        holder = QWidget()
        words = column(label(person.name, size=17, weight=600), label(f"{role}, {state}", kind="muted"), gap=0)
        holder.setLayout(row(words, None, erase))
        return holder

    def _add(self) -> None:
        try:
            people.add_person(self._till.shop, self._name.text(), self._pin.text().strip())
        except UserError as error:
            self._name.bad()
            self.failed.emit(error)
            return
        self._name.clear()
        self._pin.clear()
        self.show_team()
        self.changed.emit()

    def _erase(self, person: Person) -> None:
        if self._asked != person.id:
            self._asked = person.id
            self.show_team()
            return
        self._asked = None
        people.erase_person(self._till.shop, person.id)
        if self._till.cashier is not None and self._till.cashier.id == person.id:
            self._till.cashier = None
        self.show_team()
        self.changed.emit()


class ScreenForm(QWidget):
    """Light or dark, and training."""

    def __init__(self) -> None:
        super().__init__()
        self._dark = Switch("dark", tr("dark screen"))
        self._training = Switch("training", tr("training"))
        note = label(
            tr("In training nothing is really sold: tickets are marked, counted nowhere, and move no stock."),
            kind="muted",
        )
        note.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addLayout(row(label(tr("Dark screen"), size=17), self._dark, None))
        box.addLayout(row(label(tr("Training"), size=17), self._training, None))
        box.addWidget(note)
        box.addStretch(1)

    def show_preferences(self, wishes: settings.Preferences) -> None:
        """Show what is set."""
        self._dark.setChecked(wishes.dark)
        self._training.setChecked(wishes.training)

    def apply(self, wishes: settings.Preferences) -> settings.Preferences:
        """Give the preferences with these answers."""
        return msgspec.structs.replace(wishes, dark=self._dark.isChecked(), training=self._training.isChecked())


def _scrolled(form: QWidget) -> QScrollArea:
    holder = QWidget()
    holder.setLayout(row(16, form, None))
    form.setMaximumWidth(980)
    form.setMinimumWidth(640)
    area = QScrollArea()
    area.setWidget(holder)
    area.setWidgetResizable(True)
    area.setProperty("kind", "ground")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    return area
