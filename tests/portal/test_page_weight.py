"""What a page weighs without its pictures: its HTML with its styles and scripts, as they are sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import requests

from sync.portal import large_network
from sync.portal.serving import PortalThread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST = 60_000
LISTINGS = 1_000
MEMBER = f"{1:032x}"
PAGES = (
    "/",
    "/catalogue",
    "/catalogue?q=miel",
    f"/membres/{MEMBER}/{large_network.article_id(0, 3)}",
    f"/membres/{MEMBER}",
    "/membres",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("weight")
    with PortalThread(f"sqlite:///{folder / 'portal.db'}") as server:
        large_network.fill(server.portal, LISTINGS)
        yield server.address


def sent(address: str) -> tuple[int, str]:
    """Give the bytes of a body on the wire, and its text."""
    answer = requests.get(address, timeout=10, stream=True)
    assert answer.status_code == 200
    wire = len(answer.raw.read(decode_content=False))
    return wire, requests.get(address, timeout=10).text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_weighs_at_most_60_kilobytes_without_pictures(address: str, path: str) -> None:
    wire, text = sent(address + path)
    assert "Membre" in text
    files = set(re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', text))
    assert files
    whole = len(text.encode())

    for names in files:
        more, file = sent(address + "".join(names))
        wire, whole = wire + more, whole + len(file.encode())

    assert wire <= MOST, f"{wire} bytes sent, {whole} unpacked"
    assert whole <= 2 * MOST, f"{wire} bytes sent, {whole} unpacked"
