"""The portal's clock: the only one that all tills share."""

from __future__ import annotations

import time


class HubClock:
    """Milliseconds since 1970, never going back within a process."""

    def __init__(self) -> None:
        self._last = 0

    def now_ms(self) -> int:
        """Give the time of the portal."""
        self._last = max(self._last, time.time_ns() // 1_000_000)
        return self._last
