"""Pictures of the portal's pages as a browser shows them: a desk's width and a phone's, light and dark."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

import requests

from sync.portal.web.guarding import cookie_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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


def photograph(pages: Mapping[str, str], folder: Path, *, session: str = "") -> int:
    """Write a PNG of each page (name to address) in both widths and schemes; give how many, 0 without a browser.

    With a `session` the pages are seen as whoever it belongs to: a page of a space shows nothing to others.
    """
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
    with _seen_by(session, shots) as wanted, ThreadPoolExecutor(2) as workers:
        return sum(workers.map(lambda shot: _taken(browser, shot), wanted))


@contextmanager
def _seen_by(session: str, shots: list[_Shot]) -> Iterator[list[_Shot]]:
    """Give the shots through a door on loopback that carries the session: a browser's own switches know no cookies."""
    if not session or not shots:
        yield shots
        return
    address = "/".join(shots[0].address.split("/", 3)[:3])

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = requests.get(
                address + self.path, cookies={cookie_name("session", address): session}, timeout=PATIENCE_S
            )
            self.send_response(asked.status_code)
            self.send_header("Content-Type", asked.headers.get("Content-Type", ""))
            self.send_header("Content-Length", str(len(asked.content)))
            self.end_headers()
            self.wfile.write(asked.content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as door:
        threading.Thread(target=door.serve_forever, daemon=True).start()
        own = f"http://127.0.0.1:{door.server_address[1]}"
        try:
            yield [shot._replace(address=own + shot.address.removeprefix(address)) for shot in shots]
        finally:
            door.shutdown()


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
