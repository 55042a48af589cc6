"""German, Italian and English in a real browser: axe-core, widths, and a whole order in German without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pos.domain import facts
from pos.domain.quantity import ONE
from tests.portal.chromium import DESKTOP, PHONE, findings, is_too_wide, visiting
from tests.portal.market import BREAD, FOURNIL, GRAINS, HONEY, LENTILS, Market

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NARROW = (320, 390, 640, 768, 960, 1024, 1280)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """Give a portal that listens; the pages do not know which database is behind them."""
    made = Market(f"sqlite:///{tmp_path / 'portal.db'}", serves=True)
    yield made
    made.close()


def main(page: Page) -> str:
    return page.locator("main").inner_text().replace("\u00a0", " ")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["de", "it", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, market: Market, language: str, size: tuple[int, int]
) -> None:
    def judge(where: str) -> None:
        assert page.locator("html").get_attribute("lang") == f"{language}-CH", where
        assert findings(page) == [], where
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": size[1]})
            assert not is_too_wide(page), (where, width)
        page.set_viewport_size({"width": size[0], "height": size[1]})

    with visiting(browser, market.portal.address, size=size) as page:
        for path in ("", "/catalogue", "/membres", f"/membres/{FOURNIL}", "/ess-made", "/entrer", "/nulle-part"):
            page.goto(f"/{language}{path}")
            judge(path)
        for member, article in ((GRAINS, LENTILS), (FOURNIL, BREAD)):
            page.goto(f"/{language}/membres/{member}/{article}")
            judge("article")
            page.locator("form[action$='/panier/ajouter'] button").click()
        judge("basket")
        page.locator("#suite button").click()
        judge("check")


def test_an_order_is_sent_followed_and_cancelled_in_german_without_a_script(browser: Browser, market: Market) -> None:
    with visiting(browser, market.portal.address, script=False) as page:
        page.goto("/")
        page.locator("header").get_by_role("link", name="Deutsch").click()
        page.get_by_role("searchbox").fill("miel")
        page.get_by_role("button", name="Suchen").click()
        page.get_by_role("link", name="Miel de printemps").click()
        page.get_by_label("Menge").fill("2")
        page.get_by_role("button", name="In den Warenkorb").click()
        page.goto(f"/de/membres/{FOURNIL}/{BREAD}")
        page.get_by_role("button", name="In den Warenkorb").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Ihr Warenkorb"
        page.locator("section", has_text="Fournil").get_by_role("radio").nth(1).check()
        page.get_by_role("button", name="Weiter").click()
        assert "Morgen Mittwoch, 10–18 Uhr" in main(page)
        assert "Das Schweizer Recht sieht kein Widerrufsrecht vor" in main(page)

        page.get_by_label("Vor- oder Nachname").fill("Camille")
        page.get_by_label("E-Mail oder Mobilnummer").fill("camille@exemple")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Bestellung senden").click()
        assert "Diese E-Mail-Adresse ist nicht vollständig." in main(page)
        page.get_by_label("E-Mail oder Mobilnummer").fill("camille@exemple.example")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Bestellung senden").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Ihre Bestellung ist gesendet."
        assert page.url.startswith(f"{market.portal.address}/de/commande/")

        honey = market.parts(page.url[-32:])[0]
        market.tell(GRAINS, facts.OrderReady, order=honey.id)
        page.get_by_role("link", name="Aktualisieren").click()
        assert page.locator("section", has_text="Les Grains Libres").locator(".tag").first.inner_text() == "bereit"
        page.get_by_role("button", name="Bei Fournil de la Jonction stornieren").click()
        assert page.locator("section", has_text="Fournil").locator(".tag").first.inner_text() == "storniert"
        page.locator("header").get_by_role("link", name="Italiano").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Una parte della sua ordinazione è pronta."
    assert (market.held(GRAINS, HONEY), market.held(FOURNIL, BREAD)) == (2 * ONE, 0)
