"""Pieces of the labels' panel: chips with keys, the list one picks from, the preview, containers, the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QButtonGroup, QWidget

from pos.devices.contracts import PrinterSettings
from pos.domain.errors import UserError
from pos.ui import theme
from pos.ui.screens.forms import Choice, question
from pos.ui.widgets.basics import Field, Stepper, column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, shortcut, table
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

MOST_COPIES = 999


class Chips(QWidget):
    """A few answers of which one holds, each with its key on Alt."""

    changed = Signal()

    def __init__(self, name: str, answers: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values = [value for value, _, _ in answers]
        made = []
        for place, (value, text, digit) in enumerate(answers):
            chip = KeyedButton(text, key=f"Alt+{digit}", kind="chip", name=f"{name}-{value}", shown=digit)
            chip.setCheckable(True)
            self._group.addButton(chip, place)
            made.append(chip)
        self.setLayout(row(*made, gap=theme.XS))
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """Give the answer."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: str) -> None:
        """Show an answer."""
        self._group.button(self._values.index(value)).setChecked(True)


class PickList(QWidget):
    """Rows of which one is taken, by touch or Enter; Esc leaves it."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._title = label(size=16, weight=600, name="labels-pick-title")
        self.rows = Rows((tr("Name"), tr("Detail")), right=(1,))
        self.view = table(self.rows, "labels-pick", tr("choose"), stretch=0)
        self.view.clicked.connect(lambda index: self.picked.emit(index.row()))
        shortcut(self, "Return", self.take)
        shortcut(self, "Enter", self.take)
        self.setLayout(column(self._title, self.view))

    def show_choices(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Offer rows; the first one is taken by Enter."""
        self._title.setText(title)
        self.rows.show_rows(rows)
        if rows:
            self.view.selectRow(0)

    def take(self) -> None:
        """Take the row chosen."""
        if self.view.currentIndex().isValid():
            self.picked.emit(self.view.currentIndex().row())


class Preview(QWidget):
    """The paper as it will be, black on white in every scheme."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("labels-preview")
        self._image: QImage | None = None
        self.setMinimumHeight(90)

    def show_image(self, image: QImage | None, words: str) -> None:
        """Show a paper; `words` are read by screen readers."""
        self._image = image
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size().shrunkBy(self.contentsMargins()), _KEEP)
        box = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())
        smooth = self._image.scaled(size * self.devicePixelRatio(), _KEEP, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(box, smooth)
        painter.setPen(QColor(theme.tokens().line))
        painter.drawRect(box.adjusted(0, 0, -1, -1))


_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class ContainerForm(QWidget):
    """A container that was weighed empty: its name, its weight, how many of it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = Field("container-name", tr("name of the container"), placeholder=tr("Jar 1 l"))
        self.tare = Field("container-tare", tr("empty weight in grams"), placeholder="486", width=140)
        self.number = Stepper("container-number", tr("number of stickers"), low=1, high=MOST_COPIES)
        note = label(tr("The till takes this weight off when the sticker is scanned."), size=14, kind="muted")
        note.setWordWrap(True)
        self.setLayout(
            column(
                question(tr("Name"), self.name),
                row(question(tr("Empty weight in g"), self.tare), question(tr("Number"), self.number), None, gap=16),
                note,
                None,
                gap=12,
            )
        )
        self.name.textChanged.connect(self.changed)
        self.tare.textChanged.connect(self.changed)
        self.number.changed.connect(self.changed)

    def grams(self) -> int:
        """Give the weight typed, 0 as long as it is none."""
        return whole_grams(self.tare.text())


class PrinterForm(QWidget):
    """The label printer: how it is reached and how fine it prints."""

    chosen = Signal(object, int)
    """The `PrinterSettings`, and dots per inch."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = Choice(
            "label-printer",
            (
                ("none", tr("none")), ("network", tr("network")), ("usb", "USB"), ("serial", tr("serial")),
                ("file", tr("file")), ("windows", "Windows"),
            ),
        )  # fmt: skip
        self._address = Field("label-printer-address", tr("address of the printer"), placeholder="192.168.1.51:9100")
        self._dpi = Choice("label-printer-dpi", (("203", "203 dpi"), ("300", "300 dpi")))
        self._said = label(size=15, kind="danger", name="label-printer-said")
        self._said.setWordWrap(True)
        keep = KeyedButton(tr("Use this printer"), key="Ctrl+S", kind="primary", name="label-printer-keep")
        keep.clicked.connect(self._keep)
        self.setLayout(
            column(
                question(tr("Label printer that understands ZPL"), self._kind),
                question(tr("Address"), self._address),
                question(tr("Dots per inch"), self._dpi),
                self._said,
                row(None, keep),
                None,
                gap=12,
            )
        )

    def show_printer(self, printer: PrinterSettings, dpi: int) -> None:
        """Show what is set."""
        self._kind.set_value(printer.kind)
        self._address.setText(printer.address)
        self._dpi.set_value(str(dpi))
        self._said.clear()

    def _keep(self) -> None:
        from pos.devices.printer import check_address  # noqa: PLC0415  # only where a printer is set up

        kind = self._kind.value()
        made = msgspec.convert(
            {"kind": kind, "address": self._address.text().strip() if kind != "none" else "", "language": "zpl"},
            PrinterSettings,
        )
        try:
            check_address(made)
        except UserError as error:
            self._address.bad()
            self._said.setText(explain(error))
            return
        self.chosen.emit(made, int(self._dpi.value()))


class EditRow(QWidget):
    """What can be said of the article chosen: how many labels; of weighed goods the weight and the last good day."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = Stepper("labels-number", tr("number of labels"), low=1, high=MOST_COPIES)
        self.grams = Field("labels-grams", tr("net weight in grams"), placeholder="486", width=96)
        self.best_before = Field("labels-best-before", tr("best before"), placeholder="24.12.2026", width=128)
        self._weighed = QWidget()
        net, good = label(tr("Net g"), size=14, kind="muted"), label(tr("Good until"), size=14, kind="muted")
        self._weighed.setLayout(row(net, self.grams, good, self.best_before))
        self.setLayout(row(self.number, self._weighed, None))
        self.number.changed.connect(self.changed)
        self.grams.textEdited.connect(self.changed)
        self.best_before.textEdited.connect(self.changed)

    def show_weight(self, *, shown: bool) -> None:
        """Ask for the weight or not."""
        self._weighed.setVisible(shown)


def whole_grams(text: str) -> int:
    """Read grams as they are typed, `486` or `0.486 kg`; 0 for what is none."""
    plain = text.strip().lower().replace(",", ".").replace("'", "").replace("’", "")
    number, in_kilos = plain.removesuffix("kg").removesuffix("g").strip(), plain.endswith("kg")
    whole, _, rest = number.partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or len(rest) > 3 or len(whole) > 6:
        return 0
    if in_kilos:
        return int(whole or 0) * 1000 + int(rest.ljust(3, "0"))
    return 0 if rest.strip("0") else int(whole or 0)
