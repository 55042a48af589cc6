"""From the command to the window, and what the window weighs: beside an empty PySide6 window started the same way."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pos.app.benches.building import FIRST_DAY, copied
from pos.app.benches.figures import Figure, Rounds, against_floor, missing
from pos.app.benches.painting import window_environment
from pos.clock import SetClock
from pos.resources import RESOURCES

if TYPE_CHECKING:
    from pos.app.benches.building import Built

ROUNDS = 7
PATIENCE_S = 60
REST_S = 0.7
"""What a window does after its start (backup, tiles) belongs to its memory."""
FIGURES = (("start.first_paint", "ms", 1.5), ("start.ready", "ms", 3.0), ("memory.till", "MB", 2.0))
EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1366, 768)
window.show()
app.processEvents()
print("first_paint", file=sys.stderr, flush=True)
print("ready", file=sys.stderr, flush=True)
app.exec()
"""
DOOR = RESOURCES.parent / "main.py"


class Start(NamedTuple):
    """One start: milliseconds to each line it wrote, and its memory in megabytes."""

    first_paint: float
    ready: float
    memory: float


class NotStartedError(Exception):
    """The child ended or stayed silent; says what it wrote last."""


def started(source: Built, folder: Path) -> list[Figure]:
    """Start an empty window and the till on the large file, in turn."""
    copied(source, folder, "shop.comptoir", SetClock(FIRST_DAY.replace(year=2026))).close()
    empty = [sys.executable, "-c", EMPTY_WINDOW]
    till = [sys.executable, str(DOOR), "till", "--shop", str(folder / "shop.comptoir"), "--data-dir", str(folder)]
    floors, subjects = list[Start](), list[Start]()
    try:
        _start(till, folder)  # the first start of a copied file opens a new incarnation
        for _ in range(ROUNDS):
            floors.append(_start(empty, folder))
            subjects.append(_start(till, folder))
    except NotStartedError as error:
        return [missing(name, unit, budget, str(error)) for name, unit, budget in FIGURES]
    return [
        against_floor(name, unit, _rounds(subjects, place), _rounds(floors, place), budget)
        for place, (name, unit, budget) in enumerate(FIGURES)
    ]


def _rounds(starts: list[Start], place: int) -> Rounds:
    rounds = Rounds()
    rounds.add(start[place] for start in starts)
    return rounds


def _start(command: list[str], folder: Path) -> Start:
    environment = {**window_environment(), "COMPTOIR_TIMING": "1"}
    begun = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr is not None
    seen: dict[str, float] = {}
    last = "it said nothing"
    try:
        for line in child.stderr:
            word = line.split(maxsplit=1)[0] if line.strip() else ""
            last = line.strip() or last
            if word in Start._fields:
                seen[word] = (time.perf_counter() - begun) * 1000
            if "ready" in seen:
                break
        if "ready" not in seen or "first_paint" not in seen:
            raise NotStartedError(f"the till did not start: {last}")
        time.sleep(REST_S)
        return Start(seen["first_paint"], seen["ready"], _memory_mb(child.pid))
    finally:
        child.terminate()
        child.wait(PATIENCE_S)
        child.stderr.close()


def _memory_mb(pid: int) -> float:
    """Give the resident memory of a process."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) / 1024
    try:
        psutil = importlib.import_module("psutil")
    except ImportError as error:
        raise NotStartedError("memory is not measured on this system without psutil") from error
    return float(psutil.Process(pid).memory_info().rss) / 2**20
