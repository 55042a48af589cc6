"""Does Qt start here? Tried in a child process, because a Qt that does not start takes its process with it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATIENCE_S = 90
_SCRIPT = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["comptoir"])
drawn = QLabel("1'234.50").grab()
assert not drawn.isNull()
print("platform", app.platformName())
"""


class Attempt(NamedTuple):
    """One start of Qt: on which platform, whether it worked, and what was said when it did not."""

    platform: str
    ok: bool
    detail: str


def has_display(surroundings: Mapping[str, str] | None = None) -> bool:
    """Say whether this session has a screen to show windows on."""
    if not sys.platform.startswith("linux"):
        return True
    values = os.environ if surroundings is None else surroundings
    return bool(values.get("WAYLAND_DISPLAY") or values.get("DISPLAY"))


def start_qt(python: Path, platform: str = "", surroundings: Mapping[str, str] | None = None) -> Attempt:
    """Start Qt once with this Python, on the named platform or on the session's own."""
    values = dict(os.environ if surroundings is None else surroundings)
    values.pop("QT_QPA_PLATFORM", None)
    if platform:
        values["QT_QPA_PLATFORM"] = platform
    shown = platform or "screen"
    command = [str(python), "-I", "-c", _SCRIPT]
    try:
        done = subprocess.run(
            command, env=values, capture_output=True, text=True, errors="replace", timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return Attempt(shown, ok=False, detail=f"no answer after {PATIENCE_S} s")
    except OSError as error:
        return Attempt(shown, ok=False, detail=str(error))
    if done.returncode == 0 and done.stdout.startswith("platform "):
        return Attempt(platform or done.stdout.split()[1], ok=True, detail="")
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    return Attempt(shown, ok=False, detail=said[-1] if said else f"stopped with code {done.returncode}")


def try_platforms(python: Path) -> list[Attempt]:
    """Start Qt without a screen, then on the real one if there is one."""
    attempts = [start_qt(python, "offscreen")]
    if has_display():
        attempts.append(start_qt(python))
    return attempts
