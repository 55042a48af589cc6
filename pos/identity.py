"""Identifiers made where the fact happens: UUIDv7, unique without asking anybody.

RFC 9562 §5.7. A clock that jumps back cannot reorder them: the time part never decreases.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.clock import Clock


class Identities:
    """Makes UUIDv7 as 32 hexadecimal digits."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last_ms = 0
        self._counter = 0

    def new(self) -> str:
        """Give an id that sorts after every earlier one of this till."""
        now_ms = max(int(self._clock.now().timestamp() * 1000), 0)
        if now_ms > self._last_ms:
            self._last_ms, self._counter = now_ms, int.from_bytes(os.urandom(1), "big")
        else:
            self._counter += 1
            if self._counter > 0xFFF:
                self._last_ms, self._counter = self._last_ms + 1, 0
        head = self._last_ms.to_bytes(6, "big") + (0x7000 | self._counter).to_bytes(2, "big")
        tail = bytearray(os.urandom(8))
        tail[0] = (tail[0] & 0x3F) | 0x80
        return (head + bytes(tail)).hex()
