"""A small file outside the backup set that remembers how far this machine's journal went.

A shop file that stands behind its fence was restored from a backup: it must never continue its old
numbering, or one receipt number would name two sales (facts: sync §4.8).
"""

from __future__ import annotations

import hashlib
import logging
import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


class Mark(NamedTuple):
    """The head of the journal after a commit."""

    inc: bytes
    seq: int
    hash: bytes


class Fence:
    """Holds the last mark of one shop file on this machine."""

    def __init__(self, folder: Path, shop: Path) -> None:
        name = hashlib.sha256(str(shop.resolve()).encode()).hexdigest()[:24]
        self.path = folder / f"{name}.fence"
        self._descriptor: int | None = None

    def read(self) -> Mark | None:
        """Give the last mark, or None when there is none that can be read."""
        try:
            inc, seq, digest = self.path.read_text(encoding="ascii").split()
            return Mark(bytes.fromhex(inc), int(seq), bytes.fromhex(digest))
        except (OSError, ValueError):
            return None

    def write(self, mark: Mark) -> None:
        """Remember the head; not flushed, and a failure never stops a sale that is already on disk."""
        line = f"{mark.inc.hex()} {mark.seq:020d} {mark.hash.hex()}\n".encode()
        try:
            if self._descriptor is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, line)
        except OSError as error:
            log.info("fence not written: %s", error)

    def remove(self) -> None:
        """Forget: the next start opens a new incarnation."""
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
