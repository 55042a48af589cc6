"""Where time comes from: the machine, or a clock that a test, a replay or the demo day turns."""

from __future__ import annotations

import itertools
import os
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Gives the wall time with offset, and a monotonic time that nobody can set."""

    @property
    def boot(self) -> str:
        """Name of the run of the monotonic clock."""

    def now(self) -> datetime:
        """Wall time, aware, in the shop's zone."""

    def mono_ms(self) -> int:
        """Milliseconds since the start of `boot`."""


class SystemClock:
    """The machine's clocks."""

    def __init__(self) -> None:
        self.boot = os.urandom(4).hex()

    def now(self) -> datetime:
        """Wall time in the machine's zone."""
        return datetime.now(UTC).astimezone()

    def mono_ms(self) -> int:
        """The machine's monotonic clock."""
        return time.monotonic_ns() // 1_000_000


_RUNS = itertools.count()


class SetClock:
    """A clock that stands where it is set; moving it forward moves both its times."""

    def __init__(self, at: datetime) -> None:
        assert at.tzinfo is not None
        self.boot = f"set{next(_RUNS)}"
        self._at = at
        self._start = at

    def now(self) -> datetime:
        """The time it was set to."""
        return self._at

    def mono_ms(self) -> int:
        """Milliseconds it was moved forward in all."""
        return int((self._at - self._start).total_seconds() * 1000)

    def set(self, at: datetime) -> None:
        """Move to a moment."""
        self._at = at

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass."""
        self._at += timedelta(seconds=seconds)
