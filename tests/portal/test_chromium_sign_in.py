"""The door and the spaces in a real browser: without scripts by password, with them by passkey; axe-core judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.agent.courier import Courier
from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.serving import PortalThread
from tests.portal.chromium import DESKTOP, PHONE, findings, is_too_wide, visiting
from tests.portal.visitors import GRAIN, HERE, PASSWORD, account, person, shops
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pos.shopfile.shopfile import ShopFile

NADIA = "nadia@grain.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PortalThread]:
    """Give a portal under a name: passkeys are bound to names, not to numbers."""
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}", name="localhost") as running:
        shops(running.portal)
        account(running.portal, NADIA, MemberRole.OWNER, GRAIN)
        yield running


def enter(page: Page) -> None:
    page.goto("/entrer")
    page.fill("#email", NADIA)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_selector("text=Se déconnecter")


def test_without_scripts_people_sign_in_by_password_and_out(browser: Browser, server: PortalThread) -> None:
    with visiting(browser, server.address, script=False) as page:
        enter(page)
        assert page.inner_text(".who strong") == "Le Grain"
        page.goto("/compte")
        assert not page.is_visible("text=Ajouter une clé d’accès")
        page.get_by_role("button", name="Se déconnecter").click()
        page.goto("/compte")
        assert "/entrer" in page.url
        assert not page.is_visible("text=Se connecter par clé d’accès")


def test_a_passkey_is_added_signs_in_and_is_removed(browser: Browser, server: PortalThread) -> None:
    with visiting(browser, server.address) as page:
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        enter(page)
        page.goto("/compte")
        page.fill("#key-name", "Ordinateur de la boutique")
        page.fill("#key-old", PASSWORD)
        page.click("text=Ajouter une clé d’accès")
        page.wait_for_url("**/compte?fait=cle")
        assert page.is_visible("text=Ordinateur de la boutique")
        page.get_by_role("button", name="Se déconnecter").click()

        page.goto("/entrer?vers=/compte")
        page.click("text=Se connecter par clé d’accès")
        page.wait_for_url("**/compte")
        page.get_by_role("button", name="Retirer").click()
        page.wait_for_url("**/compte?fait=sans-cle")
        page.get_by_role("button", name="Se déconnecter").click()
        # The machine still has the key, the portal does not know it any more.
        page.goto("/entrer")
        page.click("text=Se connecter par clé d’accès")
        page.wait_for_selector("text=Clé d’accès refusée")
    with server.portal.database.read() as connection:
        noted = [row[0] for row in connection.exec_driver_sql("SELECT action || ':' || detail FROM audit ORDER BY id")]
    assert noted[-4:] == ["signed out:", "signed in:passkey", "passkey removed:", "signed out:"]


def test_a_challenge_is_given_to_the_portals_own_page_only(browser: Browser, server: PortalThread) -> None:
    with visiting(browser, server.address) as page:
        enter(page)
        asked = page.evaluate(
            """async () => {
              const token = document.querySelector('[name=_csrf_token]').value;
              const path = '/compte/cles/demande';
              const ask = await fetch(path, {method: 'POST', headers: {'x-csrftoken': token}});
              return [ask.status, (await ask.json()).challenge, (await fetch(path, {method: 'POST'})).status];
            }"""
        )

    assert asked[0] == 200
    assert len(asked[1]) > 40
    assert asked[2] == 403


@pytest.fixture
def addresses(shop: ShopFile, server: PortalThread) -> list[str]:
    """Fill a shop and the chamber; give the addresses of every page of the door and of the spaces."""
    portal = server.portal
    nadia = person(portal, portal.accounts.sign_in(NADIA, PASSWORD, HERE))
    admin = portal.inviting.invite(NADIA, ChamberRole.ADMIN).rpartition("/")[2]
    portal.inviting.accept_as(nadia, admin)
    waiting = portal.inviting.invite("lea@grain.example", MemberRole.STAFF, member=GRAIN, by=nadia)
    courier = Courier(shop, Wire(lambda: portal))
    till = portal.members.approve(courier.ask_code("Le Grain", "Caisse 1", "C1").user_code, GRAIN)
    code = courier.ask_code("Le Grain", "Caisse 3, réserve", "C3").user_code
    space = f"/espace/{GRAIN}"
    return [
        "/entrer", "/mot-de-passe/oublie", "/mot-de-passe/perdu", "/invitation/perdue", f"/caisse?code={code}",
        waiting.removeprefix(server.address), portal.accounts.password_link(NADIA).removeprefix(server.address),
        "/espace?choisir=1", space, f"{space}/caisses", f"{space}/caisses?code={code}",
        f"{space}/caisses?code=BCDFGHJK",
        f"{space}/caisses/{till}/revoquer", f"{space}/equipe", "/chambre", "/chambre/personnes", "/compte",
        "/compte?fait=nom",
    ]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, server: PortalThread, addresses: list[str], size: tuple[int, int], dark: bool
) -> None:
    with visiting(browser, server.address, size=size, dark=dark) as page:
        page.goto("/entrer")
        page.fill("#email", NADIA)
        page.fill("#password", "ce n’est pas lui")
        page.get_by_role("button", name="Se connecter", exact=True).click()
        assert page.is_visible("text=Connexion refusée")
        assert findings(page) == []
        for address in addresses[:7]:
            page.goto(address)
            assert findings(page) == [], address
        enter(page)
        for address in addresses[7:]:
            page.goto(address)
            assert findings(page) == [], address


def test_no_page_scrolls_sideways(browser: Browser, server: PortalThread, addresses: list[str]) -> None:
    with visiting(browser, server.address) as page:
        enter(page)
        for address in addresses:
            page.goto(address)
            for width in (320, 390, 640, 768, 1024):
                page.set_viewport_size({"width": width, "height": 800})
                assert not is_too_wide(page), (address, width)
