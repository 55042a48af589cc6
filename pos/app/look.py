"""What the first paint needs before the shop file is open, kept in a small file of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.app.paths import Places


def read_look(where: Places) -> tuple[bool, str]:
    """Give what the first paint needs before the shop file is open: dark or not, and the language."""
    try:
        dark, language = (where.machine / "look").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return False, ""
    return dark == "dark", language


def keep_look(where: Places, *, dark: bool, language: str) -> None:
    """Remember the scheme and the language for the next start."""
    where.machine.mkdir(parents=True, exist_ok=True)
    (where.machine / "look").write_text(f"{'dark' if dark else 'light'} {language}", encoding="ascii")
