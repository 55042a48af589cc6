"""The spaces in a real browser: usable without a script, nothing for axe-core to find, nothing too wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pos.domain.quantity import ONE
from pos.services import cataloguing
from sync.agent.courier import Courier
from sync.agent.transport import HttpTransport
from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.serving import PortalThread
from tests.portal.chromium import DESKTOP, PHONE, findings, is_too_wide, visiting
from tests.portal.pictures import photo
from tests.portal.visitors import PASSWORD, account
from tests.services.counter import opened, sell
from tests.sync.test_courier import sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pos.shopfile.shopfile import ShopFile

NADIA, INES = "nadia@grain.example", "ines@chambre.example"


class Place:
    """A portal with one shop that sold, and two people."""

    def __init__(self, server: PortalThread, shop: ShopFile) -> None:
        self.server, self.portal = server, server.portal
        self.goods = opened(shop)
        cataloguing.save_product(shop, replace(self.goods.soap, online=True))
        sell(shop, (self.goods.bread, ONE), (self.goods.soap, ONE))
        courier = Courier(shop, HttpTransport(server.address))
        self.portal.members.approve(courier.ask_code("Le Grain", "Caisse 1", "C1").user_code, "Le Grain")
        courier.redeem_code()
        sync(courier)
        self.member = self.portal.browsing.members()[0].id
        self.space = f"/espace/{self.member}"
        account(self.portal, NADIA, MemberRole.OWNER, self.member)
        account(self.portal, INES, ChamberRole.ADMIN)
        self.portal.aisles.add("Soins")
        self.portal.moderation.hide(self.member, self.goods.bread.id, "Photo manquante")


@pytest.fixture
def place(tmp_path: Path, shop: ShopFile) -> Iterator[Place]:
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}") as running:
        yield Place(running, shop)


def enter(page: Page, email: str) -> None:
    page.goto("/entrer")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_load_state()


def pages(place: Place) -> dict[str, list[str]]:
    space = place.space
    return {
        NADIA: [
            space, f"{space}/articles", f"{space}/articles?q=zzz", f"{space}/articles/{place.goods.soap.id}",
            f"{space}/articles/{place.goods.bread.id}?fait=change", f"{space}/stock", f"{space}/ventes",
            f"{space}/ventes/2026-11", f"{space}/anomalies", f"{space}/anomalies?voir=reglees", f"{space}/profil",
            f"{space}/partage", f"{space}/boutique", f"{space}/donnees", f"/membres/{place.member}",
        ],
        INES: [
            "/chambre", "/chambre/moderation?q=savon", "/chambre/rayons", "/chambre/reperes", "/chambre/statistiques",
        ],
    }  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_in_the_spaces(browser: Browser, place: Place, size: tuple[int, int], dark: bool) -> None:
    for email, addresses in pages(place).items():
        with visiting(browser, place.server.address, size=size, dark=dark) as page:
            enter(page, email)
            for address in addresses:
                page.goto(address)
                assert findings(page) == [], address


def test_no_page_of_the_spaces_scrolls_sideways(browser: Browser, place: Place) -> None:
    for email, addresses in pages(place).items():
        with visiting(browser, place.server.address) as page:
            enter(page, email)
            for address in addresses:
                page.goto(address)
                for width in (320, 390, 640, 768, 1024):
                    page.set_viewport_size({"width": width, "height": 800})
                    assert not is_too_wide(page), (address, width)


def test_an_article_goes_online_without_a_script(browser: Browser, place: Place, tmp_path: Path) -> None:
    picture = tmp_path / "lait.jpg"
    picture.write_bytes(photo())
    with visiting(browser, place.server.address, script=False) as page:
        enter(page, NADIA)
        page.get_by_role("link", name="Articles et annonces").click()
        page.get_by_role("link", name="Lait entier").click()
        page.get_by_label("Ici, retiré et payé au comptoir").check()
        page.get_by_label("Texte").fill("Cru et frais.")
        page.get_by_role("button", name="Enregistrer").click()
        page.wait_for_load_state()
        page.get_by_label("Nouvelle image").set_input_files(picture)
        page.get_by_role("button", name="Ajouter l’image").click()
        page.wait_for_load_state()
        page.get_by_role("link", name="Voir en ligne").click()

        assert page.inner_text("h1") == "Lait entier"
        assert page.is_visible("text=Cru et frais.")
        shown = page.locator("main img").first
        assert shown.evaluate("image => image.complete && image.naturalWidth") > 0
