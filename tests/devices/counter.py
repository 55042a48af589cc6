"""A spool in memory and a device thread on it, recording all that is told to the window."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pos.devices.contracts import PrinterSettings, PrinterState
from pos.devices.device_thread import DeviceThread
from tests.devices.bench import eventually

if TYPE_CHECKING:
    from pathlib import Path

KICK = b"\x1bp\x00\x32\x32"
CUT = b"\x1dV\x00"


class MemoryJob(NamedTuple):
    id: int
    kind: str
    payload: bytes
    queued_at: str
    state: str
    note: str


class MemorySpool:
    """The spool's contract, in memory."""

    def __init__(self) -> None:
        self._jobs: dict[int, MemoryJob] = {}
        self._lock = threading.Lock()

    def put(self, kind: str, payload: bytes, *, state: str = "queued", at: datetime | None = None) -> int:
        with self._lock:
            number = len(self._jobs) + 1
            queued_at = (at or datetime.now(UTC)).isoformat(timespec="seconds")
            self._jobs[number] = MemoryJob(number, kind, payload, queued_at, state, "")
            return number

    def take(self) -> MemoryJob | None:
        with self._lock:
            queued = [job for job in self._jobs.values() if job.state == "queued"]
            if not queued:
                return None
            job = min(queued, key=lambda job: (job.kind != "drawer", job.id))
            self._jobs[job.id] = job._replace(state="sending")
            return job

    def settle(self, job_id: int, state: str, note: str) -> None:
        with self._lock:
            self._jobs[job_id] = self._jobs[job_id]._replace(state=state, note=note)

    def recover(self) -> list[MemoryJob]:
        for job in self.waiting("sending"):
            self.settle(job.id, "unknown", job.note)
        return self.waiting("unknown")

    def waiting(self, *states: str) -> list[MemoryJob]:
        with self._lock:
            return [job for job in self._jobs.values() if job.state in states]

    def state_of(self, job_id: int) -> str:
        with self._lock:
            return self._jobs[job_id].state


class Counter:
    """What a test needs of a till: put jobs, see what is told."""

    def __init__(self, folder: Path) -> None:
        self.spool = MemorySpool()
        self.states: list[PrinterState] = []
        self.jobs: list[tuple[int, str, str]] = []
        self._folder = folder
        self.thread: DeviceThread | None = None

    def open(self, settings: PrinterSettings, *, timeout_s: float = 2) -> DeviceThread:
        self.thread = DeviceThread(
            self.spool,
            settings,
            cache=self._folder,
            on_state=lambda state, _: self.states.append(state),
            on_job=lambda job_id, state, note: self.jobs.append((job_id, state, note)),
            poll_s=0.1,
            timeout_s=timeout_s,
        )
        self.thread.start()
        return self.thread

    def open_network(self, address: str, *, timeout_s: float = 2) -> DeviceThread:
        return self.open(PrinterSettings(kind="network", address=address), timeout_s=timeout_s)

    def put(self, kind: str, payload: bytes) -> int:
        job_id = self.spool.put(kind, payload)
        if self.thread is not None:
            self.thread.wake()
        return job_id

    def put_receipt(self, words: str) -> int:
        return self.put("receipt", b"\x1b@" + words.encode("ascii") + b"\n" + CUT)

    def wait_job(self, job_id: int, state: str) -> None:
        eventually(lambda: self.spool.state_of(job_id) == state)

    def wait_state(self, state: PrinterState) -> None:
        eventually(lambda: self.states[-1:] == [state])

    def settled(self, job_id: int) -> list[str]:
        return [state for number, state, _ in self.jobs if number == job_id]

    def close(self) -> None:
        if self.thread is not None:
            self.thread.close()
