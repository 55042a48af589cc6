"""The first two steps of an import: which file, and what its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from pos.services.csv_reading import ENCODINGS, SEPARATORS
from pos.services.import_columns import titles
from pos.services.importing import Wishes
from pos.services.table_reading import CSV
from pos.ui import theme
from pos.ui.widgets.basics import Field, Switch, card, column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.importing import Preview
    from pos.services.table_reading import Form

_NAMES = {
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "latin-1": "Latin-1",
    "mac_roman": "Mac",
    "cp850": "DOS 850",
}
_SAMPLES = 3


class ChooseStep(QWidget):
    """A field for the path with the system's file dialog beside it; exports and product data under it."""

    browse_asked = Signal()
    export_asked = Signal(str)
    facts_asked = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path = Field("import-path", tr("file to import"), placeholder="articles.csv")
        self.path.returnPressed.connect(self.chosen)
        browse = KeyedButton(tr("Choose a file"), key="F3", kind="line", name="import-browse")
        browse.clicked.connect(self.browse_asked)
        about = _said(tr("CSV or .xlsx. Nothing is changed before you have seen what would be."))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(12)
        whole.addLayout(column(label(tr("File with articles"), size=15, weight=500), row(self.path, browse), about))
        whole.addLayout(self._beside(), 1)
        whole.addStretch(1)

    def _beside(self) -> QHBoxLayout:
        as_csv = KeyedButton(tr("Export as CSV"), key="F7", kind="line", name="export-csv")
        as_xlsx = KeyedButton(tr("Export as XLSX"), key="F8", kind="line", name="export-xlsx")
        as_csv.clicked.connect(lambda: self.export_asked.emit("csv"))
        as_xlsx.clicked.connect(lambda: self.export_asked.emit("xlsx"))
        self.only_shown = Switch("export-only-shown", tr("export only the articles shown in the list"))
        self._shown = label(size=14)
        self._only = QWidget()
        self._only.setLayout(row(self.only_shown, self._shown, None))
        out = _card(
            label(tr("Export articles"), size=17, weight=600),
            _said(tr("The same columns as the import, both ways.")),
            self._only,
            row(as_csv, as_xlsx, None),
        )
        index = KeyedButton(tr("Index a file"), key="F5", kind="line", name="facts-index")
        index.clicked.connect(self.facts_asked)
        self._facts = _said("")
        self._facts.setObjectName("facts-about")
        facts = _card(
            label("Open Food Facts", size=17, weight=600),
            self._facts,
            _said(tr("Data: Open Food Facts, Open Database Licence (ODbL). Name it when you publish them.")),
            row(index, None),
        )
        return row(out, facts, gap=12)

    def show_shown(self, count: int) -> None:
        """Say how many articles the list beside shows; without any, all are exported."""
        self._shown.setText(tr("only those shown in the list: {n}", n=count))
        self._only.setVisible(count > 0)
        if not count:
            self.only_shown.setChecked(False)

    def show_facts(self, text: str) -> None:
        """Say what was indexed of Open Food Facts."""
        self._facts.setText(text)


class ColumnsStep(QWidget):
    """Left the headings with their first cells and what they are taken for; right what the chosen one may be."""

    form_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._mapping: list[str] = []
        self._keys: tuple[str, ...] = ()
        self._encoding = KeyedButton("", key="F3", kind="line", name="import-encoding")
        self._encoding.clicked.connect(self._next_encoding)
        self._separator = KeyedButton("", key="F4", kind="line", name="import-separator")
        self._separator.clicked.connect(self._next_separator)
        self.empty_word = Field("import-empty-word", tr("word that empties a field"), width=72)
        self.empty_word.setText("-")
        self.supplier = Field(
            "import-supplier",
            tr("supplier, where the file names none"),
            placeholder=tr("supplier, where the file names none"),
        )
        self._headings = Rows((tr("Heading"), tr("First rows"), tr("Goes to")))
        self.headings = table(self._headings, "import-headings", tr("columns of the file"), stretch=1)
        self.headings.selectionModel().currentRowChanged.connect(lambda now, _: self._choose_heading(now.row()))
        self._choices = Rows((tr("This column is"),))
        self.choices = table(self._choices, "import-choices", tr("what this column is"))
        self.choices.clicked.connect(lambda index: self.assign(index.row()))
        self.choices.activated.connect(lambda index: self.assign(index.row()))
        self.choices.setFixedWidth(250)
        options = row(
            self._encoding,
            self._separator,
            label(tr("Empties a field:"), size=14, kind="muted"),
            self.empty_word,
            self.supplier,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.addLayout(options)
        whole.addLayout(row(self.headings, self.choices, gap=12), 1)

    def show_preview(self, preview: Preview) -> None:
        """Show a file that was looked at, with the columns that were guessed."""
        self._preview, self._mapping = preview, list(preview.mapping)
        names = titles()
        self._keys = ("", *names)
        form = preview.form
        is_csv = form.kind == CSV
        self._encoding.setVisible(is_csv)
        if is_csv:
            self._encoding.say(tr("Encoding: {name}", name=_NAMES.get(form.encoding, form.encoding)))
            shown = {"\t": tr("tab")}.get(form.separator, form.separator)
            self._separator.say(tr("Separator: {sign}", sign=shown))
        else:
            self._separator.say(tr("Sheet: {name}", name=form.sheet[:20]))
            self._separator.setEnabled(len(form.sheets) > 1)
        self._choices.show_rows([(name,) for name in (tr("– leave it out –"), *names.values())])
        self._show_headings()
        self.headings.selectRow(0)

    def wishes(self) -> Wishes:
        """Give what was chosen."""
        return Wishes(tuple(self._mapping), self.empty_word.text().strip(), self.supplier.text().strip())

    def assign(self, choice: int) -> None:
        """Take the chosen heading for that column; the one that was it before is left out."""
        place = self.headings.currentIndex().row()
        key = self._keys[choice]
        if key and key != "barcodes" and key in self._mapping:
            self._mapping[self._mapping.index(key)] = ""
        self._mapping[place] = key
        self._show_headings()
        self.headings.selectRow(place)

    def _show_headings(self) -> None:
        preview = self._preview
        assert preview is not None
        names = titles()
        rows = []
        for place, heading in enumerate(preview.headings):
            cells = [cells[place].strip() for cells in preview.samples if place < len(cells) and cells[place].strip()]
            shown = " · ".join(cell.replace("\n", " ")[:40] for cell in cells[:_SAMPLES])
            goes_to = names.get(self._mapping[place], "–")
            rows.append((heading[:40] or tr("column {n}", n=place + 1), shown, goes_to))
        self._headings.show_rows(rows)

    def _choose_heading(self, place: int) -> None:
        if 0 <= place < len(self._mapping):
            self.choices.selectRow(self._keys.index(self._mapping[place]))

    def _next_encoding(self) -> None:
        form = self._form()
        self.form_changed.emit(form._replace(encoding=_after(ENCODINGS, form.encoding)))

    def _next_separator(self) -> None:
        form = self._form()
        if form.kind == CSV:
            self.form_changed.emit(form._replace(separator=_after(SEPARATORS, form.separator)))
        else:
            self.form_changed.emit(form._replace(sheet=_after(form.sheets, form.sheet)))

    def _form(self) -> Form:
        assert self._preview is not None
        return self._preview.form


def _after(choices: tuple[str, ...], now: str) -> str:
    return choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]


def _said(text: str) -> QLabel:
    made = label(text, size=14, kind="muted")
    made.setWordWrap(True)
    return made


def _card(*inside: QWidget | QLayout) -> QWidget:
    made = card()
    box = column(*inside, None)
    box.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
    made.setLayout(box)
    return made
