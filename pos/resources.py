"""Where the files that come with the program lie."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""Icons, translations, demo shop."""
