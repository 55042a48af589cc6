"""What an import would do, or did: five figures, the changes old to new, and every row that was refused or is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos.services.import_columns import titles
from pos.ui import theme
from pos.ui.widgets.basics import card, column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.wording import explain, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame, QLabel

    from pos.services.import_rows import Problem, Sample, Tally

CHANGES, PROBLEMS = range(2)


class OutcomeView(QWidget):
    """Two lists behind two keys; the list of problems can be saved."""

    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tally: Tally | None = None
        self._figures = {name: label(size=22, weight=700, name=f"import-{name}") for name in _FIGURES}
        self._words = {name: label(size=14, kind="muted") for name in _FIGURES}
        figures = row(*(_figure(self._figures[name], self._words[name]) for name in _FIGURES), gap=8)
        self._about = label(size=15, name="import-about")
        self._about.setWordWrap(True)
        self._tabs = [
            KeyedButton("", key="F3", kind="line", name="import-show-changes"),
            KeyedButton("", key="F4", kind="line", name="import-show-problems"),
        ]
        for number, tab in enumerate(self._tabs):
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, number=number: self.show_list(number))
        self._save = KeyedButton(tr("Save as CSV"), key="F7", kind="line", name="import-save-problems")
        self._save.clicked.connect(self.save_asked)
        self._changes = Rows((tr("Row"), tr("Article"), tr("Column"), tr("Before"), tr("After")), right=(0,))
        self._problems = Rows((tr("Row"), tr("Column"), tr("Value"), tr("Why")), right=(0,))
        self._stack = QStackedWidget()
        self._stack.addWidget(table(self._changes, "import-changes", tr("changes"), stretch=1))
        self._stack.addWidget(table(self._problems, "import-problems", tr("rows refused or odd"), stretch=3))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.addLayout(figures)
        whole.addWidget(self._about)
        whole.addLayout(row(*self._tabs, None, self._save))
        whole.addWidget(self._stack, 1)

    def show_tally(self, tally: Tally, *, done: bool) -> None:
        """Show what would be, or what was done."""
        self.tally = tally
        for name, figure in self._figures.items():
            figure.setText(f"{getattr(tally, name):,}".replace(",", "’"))
            self._words[name].setText(_words(name, done=done))
        theme.set_kind(self._figures["refused"], "danger" if tally.refused else "")
        self._about.setText(_about(tally, done=done))
        self._about.setVisible(bool(self._about.text()))
        names = titles()
        self._changes.show_rows([_change_row(sample, names) for sample in tally.samples])
        self._problems.show_rows([_problem_row(problem) for problem in tally.problems])
        count = len(tally.problems) + tally.more_problems
        self._tabs[CHANGES].say(tr("Changes, the first {n}", n=len(tally.samples)))
        self._tabs[PROBLEMS].say(tr("Refused or odd: {n}", n=count))
        self._save.setEnabled(bool(tally.problems))
        self.show_list(PROBLEMS if tally.refused and (done or not tally.samples) else CHANGES)

    def show_list(self, number: int) -> None:
        """Show the changes or the problems."""
        self._stack.setCurrentIndex(number)
        for place, tab in enumerate(self._tabs):
            tab.setChecked(place == number)


_FIGURES = ("added", "changed", "kept", "refused", "doubles")


def _words(name: str, *, done: bool) -> str:
    if done:
        words = {"added": tr("added"), "changed": tr("changed"), "kept": tr("as they were")}
    else:
        words = {"added": tr("would be added"), "changed": tr("would change"), "kept": tr("stay as they are")}
    return {**words, "refused": tr("rows refused"), "doubles": tr("doubles left out")}[name]


def _about(tally: Tally, *, done: bool) -> str:
    told = []
    if tally.broken_off is not None:
        told.append(tr("The import broke off. What was done stays; run it again for the rest."))
        told.append(explain(tally.broken_off))
    elif tally.stopped and done:
        told.append(tr("Stopped. What was done stays; run it again for the rest."))
    elif tally.stopped:
        told.append(tr("Stopped: these figures are of the rows that were read."))
    if tally.new_categories:
        names = ", ".join(list(tally.new_categories)[:12]) + ("…" if len(tally.new_categories) > 12 else "")
        new = tr("New categories: {names}.", names=names)
        told.append(new)
    if tally.opened:
        told.append(tr("Articles whose stock begins with this file: {n}.", n=tally.opened))
    return " ".join(told)


def _change_row(sample: Sample, names: dict[str, str]) -> tuple[str, ...]:
    what = names.get(sample.key, sample.key) if sample.key else tr("new article")
    return str(sample.row), sample.name, what, _short(sample.old), _short(sample.new)


def _problem_row(problem: Problem) -> tuple[str, ...]:
    why = explain(problem.why)
    return str(problem.row), problem.column[:24], _short(problem.value), tr("Noted: ") + why if problem.warning else why


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 28 else line[:27] + "…"


def _figure(figure: QLabel, words: QLabel) -> QFrame:
    made = card()
    box = column(figure, words, gap=0)
    box.setContentsMargins(theme.M, theme.XS, theme.M, theme.XS)
    made.setLayout(box)
    return made
