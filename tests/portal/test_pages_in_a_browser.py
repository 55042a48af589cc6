"""The public pages as people meet them: a browser, a phone's width, dark, without script, and axe-core as the judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pos.domain.product import Category
from pos.domain.quantity import ONE
from pos.services import cataloguing, stocking
from sync.portal.serving import PortalThread
from tests.portal.chromium import DESKTOP, PHONE, findings, is_too_wide, visiting
from tests.portal.test_browsing import deliver, offer
from tests.services.counter import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from pos.shopfile.shopfile import ShopFile

NARROW = ((320, 640), PHONE, (640, 900), (768, 900), (1024, 768))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PortalThread]:
    """Give a portal that listens; the pages do not know which database is behind them."""
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}") as running:
        yield running


@pytest.fixture
def addresses(shop: ShopFile, server: PortalThread) -> list[str]:
    """Fill a catalogue with an article in each state there is; give the addresses of every kind of page."""
    opened(shop)
    cataloguing.save_category(shop, Category("miels", "Miels et confitures", 1, "honey"))
    honey = offer(shop, "Miel de printemps", 890, category="miels", origin="Jussy", ess_made=True, description="Doux.")
    few = offer(shop, "Confiture de coings", 650, category="miels")
    gone = offer(shop, "Pain de seigle", 480)
    away = offer(shop, "Réparation de vélo", 9000, online_url="https://atelier.example/velo")
    stocking.count(shop, {honey.id: 30 * ONE, few.id: 2 * ONE, gone.id: 0})
    past = offer(shop, "Savon d’hiver", 700)
    cataloguing.save_product(shop, replace(past, archived=True))
    member = deliver(shop, server)
    articles = [f"/membres/{member}/{each.id}" for each in (honey, few, gone, away, past)]
    return [
        "/", "/catalogue", "/catalogue?q=miel", "/catalogue?q=introuvable", "/membres", f"/membres/{member}", *articles,
        "/ess-made", "/conditions", "/caisse", "/nulle-part",
    ]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, server: PortalThread, addresses: list[str], size: tuple[int, int], dark: bool
) -> None:
    with visiting(browser, server.address, size=size, dark=dark) as page:
        for address in addresses:
            page.goto(address)
            assert findings(page) == [], address


def test_no_page_scrolls_sideways(browser: Browser, server: PortalThread, addresses: list[str]) -> None:
    with visiting(browser, server.address) as page:
        for address in addresses:
            page.goto(address)
            for width, height in NARROW:
                page.set_viewport_size({"width": width, "height": height})
                assert not is_too_wide(page), (address, width)


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_searches_reads_and_is_sent_on(
    browser: Browser, server: PortalThread, addresses: list[str], script: bool
) -> None:
    assert addresses
    with visiting(browser, server.address, script=script) as page:
        page.goto("/")
        page.get_by_role("searchbox").first.fill("coings")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Confiture de coings").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "Confiture de coings"
        assert "CHF 6.50" in page.locator("main").inner_text().replace("\u00a0", " ")
        page.goto("/catalogue?q=velo")
        page.get_by_role("link", name="Réparation de vélo").first.click()
        out = page.locator('a[href^="/vers/"]').first
        answer = page.request.get(out.get_attribute("href") or "", max_redirects=0)
        assert (answer.status, answer.headers["location"]) == (302, "https://atelier.example/velo")


def test_a_person_with_a_keyboard_alone_gets_to_the_text(
    browser: Browser, server: PortalThread, addresses: list[str]
) -> None:
    assert addresses
    with visiting(browser, server.address) as page:
        page.goto("/catalogue")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Aller au contenu"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#contenu"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
