"""Where time comes from: the machine, or a clock that a test, a replay or the demo day turns."""

from __future__ import annotations

import itertools
import os
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """Gives the wall time with offset, and a monotonic time that nobody can set."""

    @property
    def boot(self) -> str:
        """Name of the run of the monotonic clock."""

    def now(self) -> datetime:
        """Wall time, aware, in the shop's zone."""

    def mono_ms(self) -> int:
        """Milliseconds since the start of `boot`."""


class PortalTime(NamedTuple):
    """What the portal's clock said, and what this machine's clocks showed then; tills agree on no other time."""

    hub_ms: int
    wall_ms: int
    mono_ms: int
    boot: str

    def now(self, clock: Clock) -> int:
        """Give the portal's time now, as well as this machine can tell.

        In the same run hands that somebody turned do not matter. In a later one the wall clock has to be believed,
        but it is never earlier than what was heard.
        """
        if clock.boot == self.boot:
            return self.hub_ms + max(0, clock.mono_ms() - self.mono_ms)
        return self.hub_ms + max(0, int(clock.now().timestamp() * 1000) - self.wall_ms)


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


def local_time(wall_ms: int, clock: Clock) -> datetime:
    """Give a moment in the shop's zone; the machine's own zone knows summer time, a clock's offset does not."""
    now = clock.now()
    machine = now.astimezone(UTC).astimezone()
    at = datetime.fromtimestamp(wall_ms / 1000, UTC)
    return at.astimezone() if machine.utcoffset() == now.utcoffset() else at.astimezone(now.tzinfo)


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
