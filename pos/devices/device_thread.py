"""The one thread that talks to the printer and its drawer.

Rules: the drawer before paper; nothing is sent to a printer that cannot print; what may have left is
`unknown` and never sent again by itself; a drawer never opens late.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pos.devices.contracts import LinkError, Paper, PrinterSettings, PrinterState, PrinterStatus
from pos.devices.printer import open_link
from pos.devices.replies import kick_at_once
from pos.domain.errors import UserError
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pos.devices.contracts import Job, JobState, Link, Spool

log = logging.getLogger(__name__)

DRAWER_JOB = "drawer"
DRAWER_TOO_LATE_MS = 10_000
_BACKOFF_FIRST_S = 0.25
_BACKOFF_MAX_S = 10.0
_IDLE_LOOK_S = 30.0
_CONFIRM_S = 6.0
_DRAWER_LOOK_S = 1.0  # a customer waits for change
_MUTE_S = 0.3  # a printer that never answers is not waited for
_BLOCKED = (PrinterState.PAPER_OUT, PrinterState.COVER_OPEN, PrinterState.OFFLINE)


def _system_now() -> datetime:
    return datetime.now(UTC)


def _mono_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class DeviceThread:
    """Empties the spool into the printer; every public method may be called from any thread and returns at once.

    `on_state` and `on_job` are called on this thread: the window must pass them on through a signal.
    """

    def __init__(
        self,
        spool: Spool,
        settings: PrinterSettings,
        *,
        cache: Path,
        on_state: Callable[[PrinterState, str], None],
        on_job: Callable[[int, str, str], None],
        poll_s: float = 2.0,
        timeout_s: float = 3.0,
        clock_ms: Callable[[], int] = _mono_ms,
        now: Callable[[], datetime] = _system_now,
    ) -> None:
        self._spool = spool
        self._settings = settings
        self._cache = cache
        self._on_state, self._on_job = on_state, on_job
        self._poll_s, self._timeout_s = poll_s, timeout_s
        self._clock_ms, self._now = clock_ms, now
        self._asked: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="devices", daemon=True)
        # Below: touched by the thread only.
        self._state: PrinterState | None = None
        self._backoff_s = 0.0
        self._looked_ms = 0
        self._answers: bool | None = None
        self._confirms = True
        self._first_seen_ms: dict[int, int] = {}
        self._told_jobs: dict[int, tuple[str, str]] = {}

    def start(self) -> None:
        """Start: jobs that were being sent when the till died are told as unknown, then the queue is emptied."""
        self._asked.put(self._recover)
        self._asked.put(self._look)
        self._thread.start()

    def wake(self) -> None:
        """Tell that a job was put in the spool."""
        self._asked.put(lambda: None)

    def configure(self, settings: PrinterSettings) -> None:
        """Use another printer from the next job on."""
        self._asked.put(lambda: self._use(settings))

    def check(self) -> None:
        """Read the printer's status now and tell it, even if it did not change."""

        def look_again() -> None:
            self._state = None
            self._look()

        self._asked.put(look_again)

    def identify(self, done: Callable[[str], None]) -> None:
        """Ask the printer for its maker and model; `done` gets them, or an empty string, on this thread."""
        self._asked.put(lambda: done(self._identity()))

    def close(self, wait_s: float = 5.0) -> None:
        """End the thread after the job being sent; what is queued stays queued."""
        self._closing = True
        self.wake()
        if self._thread.is_alive():
            self._thread.join(wait_s)

    # On the thread.

    def _run(self) -> None:
        pause_s = 0.0
        while not self._closing:
            try:
                self._obey(pause_s)
                pause_s = self._turn()
            except UserError as error:  # the shop file is busy, for one
                log.warning("devices: %s", error)
                pause_s = self._poll_s
            except Exception:  # a bug met with one receipt must not end printing for the day
                log.exception("devices: unexpected error")
                pause_s = self._poll_s

    def _obey(self, wait_s: float) -> None:
        """Wait for a request or for the time to pass; obey all that is asked."""
        try:
            ask: Callable[[], None] = self._asked.get(timeout=wait_s) if wait_s > 0 else self._asked.get_nowait()
            while not self._closing:
                ask()
                ask = self._asked.get_nowait()
        except queue.Empty:
            return

    def _turn(self) -> float:
        """Do one job, or look after the printer; give the seconds to wait before the next turn."""
        if self._closing:
            return 0
        waiting = self._spool.waiting("queued")
        for job in waiting:
            self._first_seen_ms.setdefault(job.id, self._clock_ms())
        if not waiting:
            return self._rest()
        # A blocked printer is looked at, not fed: its jobs stay queued. The drawer is tried all the same.
        if self._settings.kind != "none" and self._state in _BLOCKED and waiting_for_paper(waiting):
            self._look()
            if self._state in _BLOCKED:
                return self._backoff_s or self._poll_s
        taken = self._spool.take()
        if taken is not None:
            self._do(taken)
        return self._backoff_s or (self._poll_s if self._state in _BLOCKED else 0)

    def _rest(self) -> float:
        """Nothing to print: look from time to time, often while something is wrong."""
        if self._settings.kind == "none":
            return _IDLE_LOOK_S
        pace_s = self._poll_s if self._state in _BLOCKED else _IDLE_LOOK_S
        if self._clock_ms() - self._looked_ms >= pace_s * 1000:
            self._look()
        return self._backoff_s or (self._poll_s if self._state in _BLOCKED else _IDLE_LOOK_S)

    def _recover(self) -> None:
        for job in self._spool.recover():
            self._tell_job(job.id, "unknown", job.note)

    def _use(self, settings: PrinterSettings) -> None:
        self._settings = settings
        self._state = None
        self._backoff_s = 0.0
        self._answers, self._confirms = None, True
        self._look()

    def _identity(self) -> str:
        try:
            with closing(self._open()) as link:
                return link.identify()
        except UserError as error:
            log.info("devices: %s", error)
            return ""

    def _open(self) -> Link:
        return open_link(self._settings, self._timeout_s, cache=self._cache)

    def _look(self) -> None:
        """Read the status and tell it."""
        if self._settings.kind == "none":
            self._tell(PrinterState.NOT_CONFIGURED, tr("No printer is set up."))
            return
        try:
            with closing(self._open()) as link:
                self._tell_status(self._status(link))
        except UserError as error:
            self._unreachable(error)

    def _status(self, link: Link, *, within_s: float | None = None) -> PrinterStatus:
        """The status; a printer that has answered before and is mute now is off-line."""
        status = link.status(within_s if self._answers is not False else _MUTE_S)
        self._backoff_s = 0.0
        if status.known:
            self._answers = True
        elif self._answers:
            return status._replace(online=False)
        else:
            self._answers = False
        return status

    def _unreachable(self, error: UserError) -> None:
        self._backoff_s = min(max(self._backoff_s * 2, _BACKOFF_FIRST_S), _BACKOFF_MAX_S)
        self._tell(PrinterState.OFFLINE, explain(error))

    def _do(self, job: Job) -> None:
        if self._settings.kind == "none":
            self._settle(job, "failed", tr("No printer is set up."))
        elif job.kind == DRAWER_JOB and not self._settings.drawer:
            self._settle(job, "failed", tr("No drawer is set up."))
        elif job.kind == DRAWER_JOB and self._age_ms(job) > DRAWER_TOO_LATE_MS:
            self._settle(job, "failed", tr("The drawer was not opened: it was too late."))
        else:
            self._attempt(job)

    def _age_ms(self, job: Job) -> int:
        """The age by the shop's clock or by this thread's, the longer: a clock set back hides nothing."""
        seen_ms = self._clock_ms() - self._first_seen_ms.get(job.id, self._clock_ms())
        queued = datetime.fromisoformat(job.queued_at) if job.queued_at else None
        wall_ms = int((self._now() - queued).total_seconds() * 1000) if queued else 0
        return max(seen_ms, wall_ms)

    def _attempt(self, job: Job) -> None:
        """Send the job, and settle it by what is sure."""
        try:
            state, note = self._send(job)
        except LinkError as error:
            self._unreachable(error)
            state, note = ("unknown" if error.sent == "maybe" else "queued"), explain(error)
        except UserError as error:
            self._unreachable(error)
            state, note = "queued", explain(error)
        self._settle(job, state, note)

    def _send(self, job: Job) -> tuple[JobState, str]:
        """Open, look, send, confirm."""
        is_drawer = job.kind == DRAWER_JOB
        with closing(self._open()) as link:
            status = self._status(link, within_s=_DRAWER_LOOK_S if is_drawer else None)
            state, sentence = state_of(status)
            self._tell(state, sentence)
            if not is_drawer and not status.can_print:
                return "queued", sentence
            link.send(self._bytes_of(job, status))
            return self._outcome(link, job, status)

    def _bytes_of(self, job: Job, status: PrinterStatus) -> bytes:
        # A blocked printer keeps ESC p in its buffer and would open the drawer at the refill.
        blocked = job.kind == DRAWER_JOB and not status.can_print
        return kick_at_once(self._settings.drawer_pin) if blocked else job.payload

    def _outcome(self, link: Link, job: Job, before: PrinterStatus) -> tuple[JobState, str]:
        """How sending ended. From here on the bytes have left: whatever goes wrong is `unknown`."""
        if job.kind == DRAWER_JOB or not before.known:
            return "sent", ""
        try:
            printed = link.confirm(_CONFIRM_S) if self._confirms else None
            after = link.status()
        except UserError as error:
            self._unreachable(error)
            return "unknown", explain(error)
        if not after.known:
            after = after._replace(online=False)
        self._tell_status(after)
        if printed is False or (printed is None and not after.can_print):
            return "unknown", tr("The printer stopped while printing: look at the paper.")
        if printed is None:
            self._confirms = False  # it prints, and does not know the question
        return "sent", ""

    def _settle(self, job: Job, state: JobState, note: str) -> None:
        self._spool.settle(job.id, state, note)
        if state != "queued":
            self._first_seen_ms.pop(job.id, None)
        self._tell_job(job.id, state, note)

    def _tell_job(self, job_id: int, state: str, note: str) -> None:
        if self._told_jobs.get(job_id) == (state, note):
            return
        self._told_jobs[job_id] = (state, note)
        if state != "queued":
            self._told_jobs.pop(job_id)
        self._on_job(job_id, state, note)

    def _tell_status(self, status: PrinterStatus) -> None:
        self._tell(*state_of(status))

    def _tell(self, state: PrinterState, sentence: str) -> None:
        self._looked_ms = self._clock_ms()
        if state is self._state:
            return
        self._state = state
        self._on_state(state, sentence)


def waiting_for_paper(jobs: Sequence[Job]) -> bool:
    """Whether all these jobs need paper: none is for the drawer."""
    return all(job.kind != DRAWER_JOB for job in jobs)


def state_of(status: PrinterStatus) -> tuple[PrinterState, str]:
    """Give what the screen shows for a status, and its sentence."""
    if status.cover_open:
        return PrinterState.COVER_OPEN, tr("The cover of the printer is open.")
    if status.paper is Paper.OUT:
        return PrinterState.PAPER_OUT, tr("The printer is out of paper.")
    if not status.online:
        return PrinterState.OFFLINE, tr("The printer is off-line.")
    if status.paper is Paper.LOW:
        return PrinterState.PAPER_LOW, tr("The printer is almost out of paper.")
    return PrinterState.READY, tr("The printer is ready.")
