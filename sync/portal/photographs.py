"""Pictures of the portal's pages as a browser shows them: a desk's width and a phone's, light and dark."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"desktop": (1280, 1500), "phone": (390, 1800)}
PATIENCE_S = 60
_OPTIONS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
_DARK = "--blink-settings=preferredColorScheme=0"


class _Shot(NamedTuple):
    address: str
    width: int
    height: int
    dark: bool
    into: Path


def photograph(pages: Mapping[str, str], folder: Path) -> int:
    """Write a PNG of each page (name to address) in both widths and schemes; give how many, 0 without a browser."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    shots = [
        _Shot(address, width, height, dark, folder / f"{name}.{kind}{'-dark' if dark else ''}.png")
        for name, address in pages.items()
        for kind, (width, height) in SIZES.items()
        for dark in (False, True)
    ]
    with ThreadPoolExecutor(2) as workers:
        return sum(workers.map(lambda shot: _taken(browser, shot), shots))


def _taken(browser: str, shot: _Shot) -> bool:
    with tempfile.TemporaryDirectory(prefix="comptoir-browser-", ignore_cleanup_errors=True) as profile:
        command = [browser, *_OPTIONS, f"--user-data-dir={profile}", f"--window-size={shot.width},{shot.height}"]
        # Chromium refuses its sandbox to root.
        command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command += [_DARK] if shot.dark else []
        command += [f"--screenshot={shot.into}", shot.address]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)  # noqa: S603  # our own pages
        except (OSError, subprocess.TimeoutExpired):
            return False
    return shot.into.is_file()
