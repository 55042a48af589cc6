"""Labels: choose articles, say how many, what kind and on which paper, see it, print it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pos.documents.label_formats import ROLLS, SHEETS
from pos.domain.errors import UserError
from pos.services import labelling, searching, settings
from pos.services.labelling import LabelChoices, Wanted
from pos.ui import theme
from pos.ui.screens.labels_chosen import ChosenLabels, price_words
from pos.ui.screens.labels_parts import Chips, ContainerForm, PickList, Preview, PrinterForm
from pos.ui.widgets.basics import Field, Stepper, column, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance

    from pos.devices.contracts import PrinterSettings
    from pos.documents.label import Label, LabelKind
    from pos.domain.product import Product
    from pos.services.till import Till
    from pos.ui.tasks import TaskRunner

CHOSEN, PICKING, CONTAINER, PRINTER = range(4)
_CHOICES = "labels"
_PAUSE_MS = 60


class LabelOrder(NamedTuple):
    """What shall be printed, and where."""

    labels: Sequence[Label]
    output: str
    format: str
    dpi: int
    start: int
    product_ids: tuple[str, ...]


class LabelsPanel(QWidget):
    """Articles at the left, the paper at the right; nothing is printed that was not seen."""

    failed = Signal(object)
    pdf_asked = Signal(object)
    print_asked = Signal(object)
    printer_chosen = Signal(object)

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("labels-panel")
        self._till, self._tasks = till, tasks
        self._made: list[Label] = []
        self._printer: PrinterSettings | None = None
        self._note = ""
        self._picks: list[Callable[[], None]] = []
        self._kept = settings.local_setting(till.shop, _CHOICES, LabelChoices, LabelChoices())
        self._formats = {"sheet": self._kept.sheet, "labels": self._kept.roll, "receipts": ""}
        self._right = panel("surface")
        self._right.setLayout(self._make_right())
        left = column(self._make_search(), self._make_stack(), gap=10)
        left.setContentsMargins(12, 10, 12, 10)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(rule(vertical=True))
        whole.addWidget(self._right)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._show_paper)
        self._connect()
        self.dress()
        self._choices_changed()

    def _make_search(self) -> QWidget:
        self.search = Field("labels-search", tr("find an article"), placeholder=tr("Scan, or type name, code, PLU"))
        self._category = KeyedButton(tr("Category"), key="F3", name="labels-category")
        self._receipt = KeyedButton(tr("Goods receipt"), key="F4", name="labels-receipt")
        self._changed = KeyedButton(tr("Price changed"), key="F5", name="labels-price-changed")
        self._sources = QWidget()
        self._sources.setLayout(row(self.search, self._category, self._receipt, self._changed))
        return self._sources

    def _make_stack(self) -> QWidget:
        self.chosen = ChosenLabels(self._till)
        self.picks, self.containers, self.printer_form = PickList(), ContainerForm(), PrinterForm()
        self._stack = QStackedWidget()
        for page in (self.chosen, self.picks, self.containers, self.printer_form):
            self._stack.addWidget(page)
        return self._stack

    def _make_right(self) -> QHBoxLayout:
        kinds = (("shelf", tr("Shelf"), "1"), ("article", tr("Article"), "2"), ("weighed", tr("Weighed"), "3"))
        self.kinds = Chips("labels-kind", (*kinds, ("container", tr("Container"), "4")))
        outputs = (("sheet", tr("A4 sheets"), "5"), ("labels", tr("Label printer"), "6"))
        self.outputs = Chips("labels-output", (*outputs, ("receipts", tr("Receipt paper"), "7")))
        self._format = KeyedButton("", key="F8", name="labels-format", left=True)
        self.start = Stepper("labels-start", tr("first label on the sheet"), low=1, high=1, width=48)
        self._start_word = label(tr("from label"), size=14, kind="muted")
        self._set_up = KeyedButton(tr("Printer"), key="F7", name="labels-printer")
        self.preview = Preview()
        self._said = label(size=14, name="labels-said")
        self._said.setWordWrap(True)
        self._pdf = KeyedButton("PDF", key="Ctrl+P", icon="pdf", name="labels-pdf")
        self._print = KeyedButton(tr("Print"), key="Ctrl+Return", kind="primary", name="labels-print", size=17)
        self._print.setMinimumHeight(56)
        format_row = row(self._format, self._start_word, self.start, self._set_up)
        format_row.setStretch(0, 1)
        foot = row(self._pdf, self._print)
        foot.setStretch(1, 1)
        box = column(self.kinds, self.outputs, format_row, self.preview, self._said, foot)
        box.setStretch(3, 1)
        whole = row(box)
        whole.setContentsMargins(12, 10, 12, 10)
        return whole

    def _connect(self) -> None:
        self.kinds.set_value(self._kept.kind)
        self.outputs.set_value(self._kept.output)
        self.kinds.changed.connect(self._choices_changed)
        self.outputs.changed.connect(self._choices_changed)
        self.start.changed.connect(lambda _: self._pause.start())
        self.search.textChanged.connect(self._search_changed)
        self.search.returnPressed.connect(self.picks.take)
        self._category.clicked.connect(self._pick_category)
        self._receipt.clicked.connect(self._pick_receipt)
        self._changed.clicked.connect(self._take_changed)
        self._format.clicked.connect(self._pick_format)
        self._set_up.clicked.connect(self._open_printer)
        self.picks.picked.connect(lambda place: self._picks[place]())
        self.chosen.changed.connect(self._list_changed)
        self.chosen.failed.connect(self.failed)
        self.chosen.said.connect(self._note_down)
        self.containers.changed.connect(self._pause.start)
        self._pdf.clicked.connect(lambda: self._order(self.pdf_asked))
        self._print.clicked.connect(lambda: self._order(self.print_asked))
        self.printer_form.chosen.connect(self._use_printer)

    def enter(self) -> None:
        """Show the articles as they are now."""
        self.chosen.reread()
        self.go_to_search()

    def take_wanted(self, wanted: Sequence[Wanted]) -> None:
        """Label articles chosen elsewhere: ticked among the articles, or wished at a delivery."""
        if wanted and self.kind == "container":
            self.kinds.set_value("shelf")
            self._choices_changed()
        if wanted:
            self._take(lambda: wanted)

    def go_to_search(self) -> None:
        """Go to the search, or to the container's name."""
        field = self.containers.name if self.kind == "container" else self.search
        field.setFocus()
        field.selectAll()

    def back(self) -> bool:
        """Close what is open over the articles; False when nothing is."""
        if self._stack.currentIndex() not in (PICKING, PRINTER):
            return False
        self.search.clear()
        self._show_home()
        return True

    def scanned(self, code: str) -> bool:
        """Add the article that carries a code."""
        if self.kind == "container":
            return True
        try:
            found = searching.read_code(self._till.shop, code).products
        except UserError as error:
            self.failed.emit(error)
            return True
        if len(found) > 1:
            entries = [(hit.product.name, hit.product.plu) for hit in found]
            self._pick(tr("Which one?"), entries, [partial(self._add, hit.product) for hit in found])
        for hit in found if len(found) == 1 else ():
            pack = hit.product.pack_of(code.strip())
            self._add(hit.product, pack.code if pack is not None else "")
        return True

    @property
    def kind(self) -> LabelKind:
        """What kind of label is chosen."""
        return cast("LabelKind", self.kinds.value())

    def show_printer(self, printer: PrinterSettings, sentence: str) -> None:
        """Show which label printer there is, and how it is."""
        self._printer = printer
        self._set_up.setAccessibleDescription(sentence)
        self._note_down(sentence if self.outputs.value() == "labels" else "")

    def printed(self, said: str) -> None:
        """Say what became of the labels; what was chosen is kept for the next time."""
        settings.set_local_setting(self._till.shop, _CHOICES, self._kept)
        self._note_down(said)

    def dress(self) -> None:
        """Take on the sizes in force."""
        compact = theme.is_compact()
        self._right.setFixedWidth(440 if compact else 480)
        for button in (self._category, self._receipt, self._changed):
            button.show_cap(shown=not compact)
        self.chosen.dress()
        self._name_format()

    def _name_format(self) -> None:
        output = self.outputs.value()
        words = self._format_words(output, self._formats[output])
        self._format.say(words.removesuffix(" mm") if theme.is_compact() and output == "sheet" else words)

    def _choices_changed(self) -> None:
        """Fit the panel to the kind and the printer chosen."""
        output, kind = self.outputs.value(), self.kind
        formats = {"sheet": self._formats["sheet"], "labels": self._formats["labels"]}
        self._kept = LabelChoices(kind, output, formats["sheet"], formats["labels"], self._kept.dpi)  # type: ignore[arg-type]
        self._name_format()
        self._format.setEnabled(output != "receipts")
        for widget in (self.start, self._start_word):
            widget.setVisible(output == "sheet")
        self._set_up.setVisible(output == "labels")
        if output == "sheet":
            self.start.set_high(SHEETS[self._formats["sheet"]].places)
        self._pdf.setVisible(output == "sheet")
        self._sources.setVisible(kind != "container")
        self._show_home()
        self.chosen.show_weight(shown=kind == "weighed")

    def _show_home(self) -> None:
        self._stack.setCurrentIndex(CONTAINER if self.kind == "container" else CHOSEN)

    @staticmethod
    def _format_words(output: str, key: str) -> str:
        if output == "sheet":
            sheet = SHEETS[key]
            words = f"{sheet.columns} × {sheet.rows} · {sheet.width:g} × {sheet.height:g} mm"
            return tr("Strips {size}", size=words) if sheet.cut else words
        if output == "labels":
            return f"{ROLLS[key].width:g} × {ROLLS[key].height:g} mm"
        return tr("Strip of the receipt paper")

    def _pick(self, title: str, entries: Sequence[tuple[str, str]], acts: Sequence[Callable[[], None]]) -> None:
        self._picks = list(acts)
        self.picks.show_choices(title, entries)
        self._stack.setCurrentIndex(PICKING)
        if not self.search.hasFocus():
            self.picks.view.setFocus()

    def _search_changed(self, text: str) -> None:
        if not text.strip():
            self._picks = []
            if self._stack.currentIndex() == PICKING:
                self._show_home()
            return
        found = searching.find(self._till.shop, text)
        entries = [(hit.product.name, price_words(hit.product)) for hit in found]
        title = tr("Articles found") if found else tr("No article found.")
        self._pick(title, entries, [partial(self._add, hit.product) for hit in found])

    def _pick_category(self) -> None:
        self.picks.view.setFocus()
        known = self._till.categories()
        acts = [partial(self._take, partial(labelling.of_category, self._till.shop, one.key)) for one in known]
        self._pick(tr("Which category?"), [(one.name, "") for one in known], acts)

    def _pick_receipt(self) -> None:
        self.picks.view.setFocus()
        known = labelling.goods_receipts(self._till.shop)
        entries = [
            (
                one.supplier or tr("Goods receipt"),
                " · ".join(filter(None, (one.document, tr("{n} articles", n=one.lines)))),
            )
            for one in known
        ]
        acts = [
            partial(self._take, partial(labelling.from_receipt, self._till.shop, one.id, self.kind)) for one in known
        ]
        title = tr("Which goods receipt?") if known else tr("No goods receipt has lines yet.")
        self._pick(title, entries, acts)

    def _pick_format(self) -> None:
        self.picks.view.setFocus()
        output = self.outputs.value()
        keys = tuple(SHEETS) if output == "sheet" else tuple(ROLLS)
        entries = [(self._format_words(output, key), "A4" if output == "sheet" else tr("roll")) for key in keys]
        self._pick(tr("Which paper?"), entries, [partial(self._use_format, output, key) for key in keys])

    def _use_format(self, output: str, key: str) -> None:
        self._formats[output] = key
        self._choices_changed()

    def _take_changed(self) -> None:
        shop = self._till.shop
        self._tasks.run(lambda: labelling.price_changed(shop), done=self._took_changed, failed=self._could_not)

    def _took_changed(self, found: list[Wanted]) -> None:
        self._take(lambda: found)
        if not found:
            self._note_down(tr("Every label printed on this till shows the price of now."))

    def _could_not(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)

    def _take(self, read: Callable[[], Sequence[Wanted]]) -> None:
        self.search.clear()
        self._show_home()
        self.chosen.take(read)

    def _add(self, product: Product, code: str = "") -> None:
        self.search.clear()
        self._show_home()
        self.chosen.add(product, code=code)

    def _open_printer(self) -> None:
        if self._printer is not None:
            self.printer_form.show_printer(self._printer, self._kept.dpi)
        self._stack.setCurrentIndex(PRINTER)

    def _use_printer(self, printer: PrinterSettings, dpi: int) -> None:
        self._kept = msgspec.structs.replace(self._kept, dpi=dpi)
        settings.set_local_setting(self._till.shop, _CHOICES, self._kept)
        self._show_home()
        self.printer_chosen.emit(printer)
        self._pause.start()

    def _make(self) -> list[Label]:
        """Make the labels as chosen; raises `UserError` for what makes none."""
        if self.kind != "container":
            return labelling.labels(self._till.shop, self.chosen.wanted, self.kind)
        grams = self.containers.grams()
        if not grams:
            return []
        name, number = self.containers.name.text(), self.containers.number.value()
        return labelling.container_labels(self._till.shop, name, grams, number)

    def _show_paper(self) -> None:
        from pos.ui.screens.labels_preview import oddities, paper  # noqa: PLC0415  # Qt's painter, when first needed

        try:
            self._made = self._make()
        except UserError as error:
            self._made = []
            self._show_words(explain(error))
        else:
            odd = oddities(self._made, self._kept)
            self._show_words(" · ".join(filter(None, (self._note, *odd))))
        shown = self._made[: SHEETS[self._kept.sheet].places]
        image = paper(shown, self._kept, self.start.value()) if shown else None
        words = tr("{n} labels, the first one: {name}", n=len(self._made), name=shown[0].name) if shown else ""
        self.preview.show_image(image, words)
        self._allow(printing=bool(self._made))
        count = len(self._made)
        self._print.say(tr("Print {n}", n=count) if count else tr("Print"))

    def _list_changed(self) -> None:
        self._note = ""
        # What was just scanned can be printed at once; the paper is painted first then.
        self._allow(printing=bool(self.chosen.wanted))
        self._pause.start()

    def _allow(self, *, printing: bool) -> None:
        for button in (self._pdf, self._print):
            button.setEnabled(printing)

    def _note_down(self, said: str) -> None:
        """Say something until the list changes."""
        self._note = said
        self._pause.start()

    def _show_words(self, said: str) -> None:
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _order(self, asked: SignalInstance) -> None:
        self._show_paper()
        if not self._made:
            return
        output = self._kept.output
        ids = () if self.kind in ("container", "weighed") else self.chosen.product_ids
        order = LabelOrder(self._made, output, self._formats[output], self._kept.dpi, self.start.value(), ids)
        asked.emit(order)
