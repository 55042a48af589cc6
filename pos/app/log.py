"""Named loggers into a rotating file, and a hook that records a bug once and lets selling go on."""

from __future__ import annotations

import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

log = logging.getLogger(__name__)


def start_log(folder: Path) -> Path:
    """Write the log to `folder` (1 MB, five files kept) and give its path; without a disk, log nowhere."""
    path = folder / "till.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=5, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    if sys.stderr is not None:
        faulthandler.enable()
    return path


def catch_bugs(tell: Callable[[str], None]) -> None:
    """Record every uncaught error; `tell` hears of each kind once, because one bad cell can fail 45 times a paint."""
    seen: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{kind.__name__} at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else kind.__name__
        if place in seen:
            return
        seen.add(place)
        log.error("bug: %s", place, exc_info=error)
        tell(f"{kind.__name__}: {error}")

    sys.excepthook = hook
