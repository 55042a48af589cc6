"""The memory of a process that serves."""

from __future__ import annotations

import gc

OFTEN = 20_000
"""Python looks for cycles every 700 new objects; a batch of sales makes thousands that hold none."""


def settle() -> None:
    """Let what was loaded stay out of the collector's sight, and let it look less often. Once, before serving."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN, 20, 20)
