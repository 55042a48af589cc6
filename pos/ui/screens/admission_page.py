"""The door: every scan is a ticket, and the answer is as large as the screen. It needs no network."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QTableView, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.ticket import UNDO_MS, Verdict
from pos.services import admission, settings
from pos.ui import theme
from pos.ui.admission_words import portal_words, said, short_number, twice_words
from pos.ui.widgets.basics import Field, card, column, empty, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Page, Rows, table
from pos.ui.widgets.verdict import GO, IDLE, STOP, HourBars, VerdictView
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.admission import Scan
    from pos.services.syncing import Sync, SyncState
    from pos.services.till import Till
    from pos.shopfile.tickets import EventRow

CHOSEN = "admission_event"
"""Name of this machine's setting: the number of the event at its door."""
SHOWN_EVENTS = 9
LAST = 10
_MARKS = {GO: "✓", STOP: "✕"}


class AdmissionPage(Page):
    """Choose the event once, then scan; a wrong admission can be taken back for a minute."""

    failed = Signal(object)
    admitted = Signal()
    """Somebody was let in, or that was taken back: the other doors should hear of it."""

    def __init__(self, till: Till, sync: Sync | None = None) -> None:
        super().__init__("admission", tr("Door"))
        self._till, self._sync = till, sync
        self._event = settings.local_setting(till.shop, CHOSEN, int, 0)
        self._scans: list[Scan] = []
        self._undoable = ""
        self._undo = KeyedButton(tr("Take back"), key="Ctrl+Z", icon="undo", kind="line", name="admission-undo")
        self._undo.clicked.connect(self._take_back)
        self.add_action(self._undo)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(lambda: self._can_undo(""))
        self.verdict = VerdictView("admission-verdict")
        self.typed = Field(
            "admission-number", tr("number of a ticket"), placeholder=tr("Scan, or type the number under the code")
        )
        self.typed.returnPressed.connect(self._enter_typed)
        self._portal = label(size=15, kind="warning", name="admission-portal")
        self._portal.setWordWrap(True)
        self._twice = label(size=15, kind="danger", name="admission-twice")
        self._twice.setWordWrap(True)
        self.body.addWidget(self._make_events())
        self.body.addWidget(rule())
        self.body.addLayout(self._make_middle(), 1)
        self._can_undo("")

    def _make_events(self) -> QWidget:
        self._choices = QButtonGroup(self)
        self._choices.setExclusive(True)
        self._events_row = QHBoxLayout()
        self._events_row.setContentsMargins(12, 6, 12, 6)
        self._events_row.setSpacing(theme.S)
        made = panel("surface")
        made.setLayout(self._events_row)
        return made

    def _make_middle(self) -> QHBoxLayout:
        left = column(self.verdict, self.typed, self._portal, gap=10)
        left.setStretch(0, 1)
        left.setContentsMargins(12, 12, 12, 12)
        side = panel("surface")
        side.setLayout(self._make_side())
        self._side = side
        made = QHBoxLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(0)
        made.addLayout(left, 1)
        made.addWidget(rule(vertical=True))
        made.addWidget(side)
        return made

    def _make_side(self) -> QVBoxLayout:
        self._sold, self._in, self._left = (
            label(size=26, weight=700, name=f"admission-{name}") for name in ("sold", "in", "left")
        )
        numbers = row(
            _figure(self._in, tr("let in")), _figure(self._left, tr("to come")), _figure(self._sold, tr("sold"))
        )
        self._bars = HourBars("admission-hours")
        self._rows = Rows((tr("Time"), tr("Last scans"), tr("Ticket")))
        self._last: QTableView = table(self._rows, "admission-last", tr("last ten scans"), stretch=1)
        self._last.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self._last.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._last.setWordWrap(False)
        box = column(numbers, self._bars, self._twice, self._last, gap=8)
        box.setStretch(3, 1)
        box.setContentsMargins(12, 10, 12, 8)
        return box

    def enter(self) -> None:
        """Show the events and counts as they are now; the door stays at the event it was at."""
        self.dress()
        self._show_events()
        self.show_state(self._sync.state() if self._sync is not None else None)
        self._wait()
        self.typed.setFocus()

    def dress(self) -> None:
        """Take on the sizes in force."""
        compact = theme.is_compact()
        self._side.setFixedWidth(360 if compact else 430)
        self._bars.setFixedHeight(72 if compact else 96)
        self._last.verticalHeader().setDefaultSectionSize(26 if compact else 32)

    def scanned(self, code: str) -> bool:
        """Judge a scan: at the door everything is meant to be a ticket."""
        self._judge(code)
        return True

    def show_state(self, state: SyncState | None) -> None:
        """Show how far the other doors are heard; called whenever the agent tells."""
        words = portal_words(state)
        self._portal.setText(words)
        self._portal.setVisible(bool(words))
        if self.isVisible():
            self._count()

    def choose(self, event: int) -> None:
        """Let in to this event from now on; kept for the next start."""
        self._event = event
        settings.set_local_setting(self._till.shop, CHOSEN, event)
        for button in self._choices.buttons():
            button.setChecked(button.property("event") == event)
        self._count()
        self._wait()

    def _choose(self, event: int) -> None:
        self.choose(event)
        self.typed.setFocus()

    def _show_events(self) -> None:
        now = self._till.shop.clock.now().replace(tzinfo=None)
        found = sorted(admission.events(self._till.shop), key=lambda event: _distance(event, now))
        if found and self._event not in {event.number for event in found}:
            self._event = found[0].number
        for old in self._choices.buttons():
            self._choices.removeButton(old)
        empty(self._events_row)
        if not found:
            self._events_row.addWidget(
                label(tr("No event yet. Make an article of the kind «ticket», with its day and hour."), size=16)
            )
        for number, event in enumerate(found[:SHOWN_EVENTS], 1):
            made = KeyedButton(
                _event_text(event), key=f"Alt+{number}", shown=str(number), kind="chip", name=f"event-{number}"
            )
            made.setCheckable(True)
            made.setChecked(event.number == self._event)
            made.setProperty("event", event.number)
            made.clicked.connect(partial(self._choose, event.number))
            self._choices.addButton(made)
            self._events_row.addWidget(made)
        self._events_row.addStretch(1)
        self._count()

    def _judge(self, code: str) -> None:
        shop = self._till.shop
        try:
            scan = admission.admit(shop, code, self._event, cashier=self._till.cashier_id)
        except UserError as error:
            self.verdict.show_verdict(STOP, tr("Not recorded: not let in"), ())
            self.failed.emit(error)
            return
        shown = said(scan, shop.clock.now())
        self.verdict.show_verdict(*shown)
        self._scans = [scan, *self._scans][:LAST]
        if scan.verdict is Verdict.VALID:
            self._can_undo(scan.admission)
            self.admitted.emit()
        self._count()

    def _enter_typed(self) -> None:
        text = self.typed.text().strip()
        self.typed.clear()
        if text:
            self._judge(text)

    def _can_undo(self, admission_id: str) -> None:
        self._undoable = admission_id
        self._undo.setEnabled(bool(admission_id))
        if admission_id:
            self._minute.start(UNDO_MS)

    def _take_back(self) -> None:
        undoable = self._undoable
        self._can_undo("")
        try:
            admission.undo(self._till.shop, undoable, cashier=self._till.cashier_id)
        except UserError as error:
            self.failed.emit(error)
            return
        number = next((scan.number for scan in self._scans if scan.admission == undoable), "")
        self._scans = [scan for scan in self._scans if scan.admission != undoable]
        self.verdict.show_verdict(
            IDLE, tr("Taken back"), (tr("Ticket {number} lets in again.", number=short_number(number)),)
        )
        self.admitted.emit()
        self._count()
        self.typed.setFocus()

    def _wait(self) -> None:
        self.verdict.show_verdict(IDLE, tr("Scan a ticket"), ())

    def _count(self) -> None:
        counts = admission.counts(self._till.shop, self._event)
        for shown, number in ((self._sold, counts.sold), (self._in, counts.admitted), (self._left, counts.left)):
            shown.setText(str(number))
        words = ", ".join(f"{hour} {number}" for hour, number in counts.hours)
        self._bars.show_hours(counts.hours, tr("let in by hour: {hours}", hours=words))
        now = self._till.shop.clock.now()
        words = twice_words(counts.twice, now)
        self._twice.setText(words)
        self._twice.setVisible(bool(words))
        self._rows.show_rows([_listed(scan, now) for scan in self._scans])


def _listed(scan: Scan, now: datetime) -> tuple[str, str, str]:
    shown = said(scan, now)
    at = datetime.fromtimestamp(scan.at_ms / 1000, now.tzinfo)
    return (f"{at:%H:%M}", f"{_MARKS.get(shown.tone, '!')} {shown.words}", short_number(scan.number)[-4:])


def _event_text(event: EventRow) -> str:
    day = f"{event.opens[8:10]}.{event.opens[5:7]}. {event.opens[11:16]}" if event.opens else ""
    return f"{event.name or event.number} {day}".strip()


def _distance(event: EventRow, now: datetime) -> tuple[bool, float]:
    """Say how far an event is from now; one whose hour is not known comes last."""
    try:
        opens = datetime.fromisoformat(event.opens).replace(tzinfo=None)
    except ValueError:
        return True, -event.number
    return False, abs((opens - now).total_seconds())


def _figure(number: QLabel, text: str) -> QWidget:
    made = card()
    number.setAccessibleDescription(text)
    box = column(number, label(text, size=14, kind="muted"), gap=0)
    box.setContentsMargins(12, 6, 12, 6)
    made.setLayout(box)
    return made
