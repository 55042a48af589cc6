"""Import of articles in four steps: file, columns, dry run, result; it goes on in the background while one sells."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.services import exporting, importing, lookup
from pos.ui import theme
from pos.ui.screens.import_outcome import OutcomeView
from pos.ui.screens.import_steps import ChooseStep, ColumnsStep
from pos.ui.tasks import TaskRunner
from pos.ui.texts import date_of
from pos.ui.widgets.basics import label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.services.import_rows import Tally
    from pos.services.importing import Preview, Progress
    from pos.services.table_reading import Form
    from pos.services.till import Till

T = TypeVar("T")
FILE, COLUMNS, DRY_RUN, RESULT = range(4)


class ImportPanel(QWidget):
    """To be put into a page; `go_back` is for its Esc, `stop` for the end of the till."""

    imported = Signal()
    """Articles changed."""
    _told = Signal(float, str)

    def __init__(self, till: Till, shown: Callable[[], Sequence[int]] = tuple) -> None:
        """Make it; `shown` gives the numbers of the articles that a list beside it shows."""
        super().__init__()
        self._till, self._shown = till, shown
        self._tasks = TaskRunner(self)
        self._stopping = threading.Event()
        self._running = False
        self._preview: Preview | None = None
        self._told.connect(self._show_progress)
        self.file, self.columns = ChooseStep(), ColumnsStep()
        self.dry_run, self.result = OutcomeView(), OutcomeView()
        self._stack = QStackedWidget()
        for step in (self.file, self.columns, self.dry_run, self.result):
            self._stack.addWidget(step)
        self.file.browse_asked.connect(self._browse)
        self.file.chosen.connect(self.go_on)
        self.file.export_asked.connect(self.export)
        self.file.facts_asked.connect(self._index_facts)
        self.columns.form_changed.connect(self._read_as)
        for view in (self.dry_run, self.result):
            view.save_asked.connect(self._save_problems)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_head())
        whole.addWidget(self._stack, 1)
        whole.addWidget(rule())
        whole.addWidget(self._make_foot())
        self._show_step(FILE)

    def _make_head(self) -> QWidget:
        self._steps: list[QLabel] = []
        words = (tr("1 File"), tr("2 Columns"), tr("3 Dry run"), tr("4 Result"))
        self._steps = [label(word, size=15, kind="muted", name=f"import-step-{n}") for n, word in enumerate(words, 1)]
        self._file_name = label(size=15, kind="muted", name="import-file-name")
        head = panel("sunken")
        box = row(*self._steps, None, self._file_name, gap=theme.XL)
        box.setContentsMargins(16, 8, 16, 8)
        head.setLayout(box)
        return head

    def _make_foot(self) -> QWidget:
        self._said = label(size=15, name="import-said")
        self._said.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setObjectName("import-progress")
        self._bar.setAccessibleName(tr("how far it is"))
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(180, 12)
        self._cancel = KeyedButton(tr("Stop"), key="F12", kind="danger", name="import-stop")
        self._cancel.clicked.connect(self._stopping.set)
        self._back = KeyedButton(tr("Back"), key="Alt+Left", shown="Alt ←", kind="line", name="import-back")
        self._back.clicked.connect(self.go_back)
        self._next = KeyedButton("", key="Ctrl+Return", kind="primary", name="import-next", size=17)
        self._next.setMinimumWidth(200)
        self._next.clicked.connect(self.go_on)
        foot = panel("surface")
        box = row(self._said, self._bar, self._cancel, self._back, self._next)
        box.setStretch(0, 1)
        box.setContentsMargins(16, 8, 12, 8)
        foot.setLayout(box)
        return foot

    @property
    def step(self) -> int:
        """The step shown: FILE, COLUMNS, DRY_RUN or RESULT."""
        return self._stack.currentIndex()

    @property
    def running(self) -> bool:
        """Whether something is read or written in the background."""
        return self._running

    def enter(self) -> None:
        """Show what is true now."""
        self._mark_step()
        if not self._running:
            self.file.show_facts(self._facts_words())
        self.file.show_shown(len(self._shown()))
        if self.step == FILE:
            self.file.path.setFocus()

    def stop(self) -> None:
        """Stop what runs and wait for it: what was done stays."""
        self._stopping.set()
        self._tasks.close()

    def go_back(self) -> bool:
        """Go one step back; False when there is none, or when something runs (which goes on)."""
        if self._running or self.step == FILE:
            return False
        self._show_step(FILE if self.step == RESULT else self.step - 1)
        return True

    def go_on(self) -> None:
        """Do what the large button says."""
        if self._running:
            return
        self._say("")
        if self.step == FILE:
            self._look(Path(self.file.path.text().strip()).expanduser(), None)
        elif self.step == COLUMNS:
            self._try_out()
        elif self.step == DRY_RUN:
            self._import()
        else:
            self.file.path.clear()
            self._show_step(FILE)

    def choose(self, path: str) -> None:
        """Take a file as if it had been chosen."""
        self.file.path.setText(path)
        self.go_on()

    def ask_open(self, title: str, kinds: str) -> str:
        """Ask for a file with the system's dialog; empty when none was chosen."""
        return QFileDialog.getOpenFileName(self, title, "", kinds)[0]

    def ask_save(self, title: str, name: str, kinds: str) -> str:
        """Ask where to save with the system's dialog; empty when nowhere."""
        return QFileDialog.getSaveFileName(self, title, name, kinds)[0]

    def export(self, suffix: str) -> None:
        """Ask for a place and write all articles, or those shown in the list, as `csv` or `xlsx`."""
        if self._running:
            return
        name = self.ask_save(tr("Export articles"), f"articles.{suffix}", f"{suffix.upper()} (*.{suffix})")
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(name).with_suffix(f".{suffix}")
        shop, stop = self._till.shop, self._stopping.is_set
        only = frozenset(self._shown()) if self.file.only_shown.isChecked() else None
        whole = len(only) if only is not None else max(1, exporting.count(shop))

        def tell(written: int) -> None:
            self._told.emit(written / max(1, whole), tr("{n} articles", n=written))

        self._start(
            lambda: exporting.export(shop, path, only, stop=stop, tell=tell),
            lambda n: self._say(tr("{n} articles written to {name}.", n=n, name=path.name)),
        )

    def _browse(self) -> None:
        kinds = tr("Tables") + " (*.csv *.txt *.tsv *.xlsx)"
        if not self._running and (name := self.ask_open(tr("Choose a file"), kinds)):
            self.choose(name)

    def _look(self, path: Path, form: Form | None) -> None:
        if not path.name:
            self.file.path.bad()
            self._say(tr("Choose a file first."), kind="danger")
            return
        self._start(lambda: importing.look(path, form), self._looked)

    def _looked(self, preview: Preview) -> None:
        self._preview = preview
        self._file_name.setText(preview.path.name)
        self.columns.show_preview(preview)
        self._show_step(COLUMNS)
        self.columns.headings.setFocus()
        known = sum(bool(key) for key in preview.mapping)
        self._say(tr("{known} of {n} columns recognised.", known=known, n=len(preview.headings)))

    def _read_as(self, form: Form) -> None:
        if self._preview is not None and not self._running:
            self._look(self._preview.path, form)

    def _try_out(self) -> None:
        wishes, preview = self.columns.wishes(), self._preview
        assert preview is not None
        if not any(wishes.mapping):
            self._say(tr("Say of at least one column what it is."), kind="danger")
            return
        shop, stop = self._till.shop, self._stopping.is_set
        self._start(
            lambda: importing.dry_run(shop, preview, wishes, stop=stop, tell=self._tell_progress), self._tried_out
        )

    def _tried_out(self, tally: Tally) -> None:
        self.dry_run.show_tally(tally, done=False)
        self._show_step(DRY_RUN)
        self._next.setEnabled(bool(tally.added or tally.changed) and not tally.stopped)
        if not (tally.added or tally.changed):
            self._say(tr("Nothing would change."))

    def _import(self) -> None:
        wishes, preview = self.columns.wishes(), self._preview
        assert preview is not None
        shop, stop, cashier = self._till.shop, self._stopping.is_set, self._till.cashier_id
        self._start(
            lambda: importing.run(shop, preview, wishes, cashier=cashier, stop=stop, tell=self._tell_progress),
            self._done,
        )

    def _done(self, tally: Tally) -> None:
        self.result.show_tally(tally, done=True)
        self._show_step(RESULT)
        self.imported.emit()

    def _save_problems(self) -> None:
        view = self.dry_run if self.step == DRY_RUN else self.result
        tally = view.tally
        if tally is None or self._running:
            return
        name = self.ask_save(tr("Save as CSV"), "import.csv", "CSV (*.csv)")
        if not name:
            return
        try:
            exporting.save_problems(Path(name), tally.problems)
        except UserError as error:
            self._say(explain(error), kind="danger")
            return
        self._say(tr("Saved: {name}", name=Path(name).name))

    def _index_facts(self) -> None:
        if self._running:
            return
        kinds = "Open Food Facts (*.csv *.csv.gz *.tsv *.jsonl *.jsonl.gz)"
        name = self.ask_open(tr("Choose a file"), kinds)
        if not name:
            return
        shop, path, stop = self._till.shop, Path(name), self._stopping.is_set
        self._start(
            lambda: lookup.index(
                shop, path, stop=stop, tell=lambda share: self._told.emit(share, f"{int(share * 100)} %")
            ),
            lambda _: self.file.show_facts(self._facts_words()),
        )

    def _facts_words(self) -> str:
        about = lookup.about(self._till.shop)
        if about is None:
            return tr(
                "No file yet. Download the CSV or JSONL export once; barcodes are then looked up without a network."
            )
        return tr(
            "{n} articles of {name}, indexed on {day}.", n=about.articles, name=about.source, day=date_of(about.made_on)
        )

    def _tell_progress(self, progress: Progress) -> None:
        """Hear from the worker's thread; the signal crosses to the window's."""
        self._told.emit(
            progress.share,
            tr("{n} rows: {added} new, {changed} changed", n=progress.rows, added=progress.added,
               changed=progress.changed),
        )  # fmt: skip

    def _show_progress(self, share: float, words: str) -> None:
        if self._running:
            self._bar.setValue(int(share * 1000))
            self._say(words)

    def _start(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._stopping.clear()
        self._say("")
        self._set_running(running=True)

        def finished(result: T) -> None:
            self._set_running(running=False)
            self._say("")
            done(result)

        self._tasks.run(work, done=finished, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._set_running(running=False)
        if not isinstance(error, UserError):
            raise error
        self._say(explain(error), kind="danger")

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self._bar.setValue(0)
        self._bar.setVisible(running)
        self._cancel.setVisible(running)
        self._stack.setEnabled(not running)
        self._show_buttons()

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._mark_step()
        if step == FILE:
            self._preview = None
            self._file_name.clear()
            self.enter()
        self._set_running(running=False)

    def _mark_step(self) -> None:
        for number, name in enumerate(self._steps):
            theme.set_kind(name, "" if number == self.step else "muted")
            name.setFont(theme.font(15, 600 if number == self.step else 400))

    def _show_buttons(self) -> None:
        words = (tr("Look at it"), tr("Dry run"), tr("Import"), tr("Another file"))
        self._next.say(words[self.step])
        self._next.setEnabled(not self._running)
        self._back.setVisible(self.step in (COLUMNS, DRY_RUN) and not self._running)

    def _say(self, text: str, *, kind: str = "") -> None:
        self._said.setText(text)
        theme.set_kind(self._said, kind)
