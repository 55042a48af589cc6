"""Imported before all that is large: keeps Qt from reading the source of every module that is imported after it.

PySide6 looks there for its own name, to know where its optional features (snake_case, properties) may apply. We use
none of them; 350 sources read at a start take 70 ms, and stay in memory (measured, PySide6 6.11).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


def _may_use_qt(module: ModuleType) -> bool:
    return module.__name__.partition(".")[0] == "pos"


_features: Any = sys.modules.get("shibokensupport.feature")
if hasattr(_features, "_mod_uses_pyside"):
    _features._mod_uses_pyside = _may_use_qt  # nothing public turns it off
