"""One till per shop file: the second is refused with a sentence."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


class ShopLock:
    """An advisory lock beside the shop file; the system lets go of it when the process dies."""

    def __init__(self, shop: Path) -> None:
        self._descriptor = os.open(shop.with_name(shop.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise UserError(
                "This shop is already open in another till window. Nothing was changed. Use that window, or close it."
            ) from error

    def release(self) -> None:
        """Let another till have the file; a second time does nothing: the number may be another file's by then."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
