"""A real browser for the portal's pages: Chromium driven by Playwright, and axe-core, the judge of accessibility."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
# As root, without a network of its own, and with nothing that calls home.
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP, PHONE = (1280, 900), (390, 844)


def missing(reason: str) -> None:
    """Skip a test for what this machine lacks; where everything has to be there, it fails."""
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def started() -> Iterator[Browser]:
    """Give a browser, closed when the block ends."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # its own driver is started by it

    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        missing("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(OPTIONS))
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, address: str, *, size: tuple[int, int] = DESKTOP, dark: bool = False, script: bool = True
) -> Iterator[Page]:
    """Give a page in a window of its own; what the browser complains about on the console fails the test."""
    context: BrowserContext = browser.new_context(
        base_url=address,
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        locale="fr-CH",
        timezone_id="Europe/Zurich",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    # A page that answers 404 says so on the console too; that is what it should.
    assert [line for line in complaints if "status of 4" not in line] == []


@cache
def _axe() -> str:
    folders = [folder for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    folders += [str(Path(__file__).resolve().parents[2] / ".node" / "node_modules")]
    for folder in folders:
        script = Path(folder) / "axe-core" / "axe.min.js"
        if script.is_file():
            return script.read_text(encoding="utf-8")
    missing("no axe-core here: npm install --prefix .node axe-core@4.14.1")
    raise AssertionError


def findings(page: Page) -> list[str]:
    """Give what axe-core has to say of a page, any level: «impact rule: where»."""
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(found => found.violations)")
    return [f"{each['impact']} {each['id']}: {node['target'][0]}" for each in found for node in each["nodes"]]


def is_too_wide(page: Page) -> bool:
    """Tell whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
