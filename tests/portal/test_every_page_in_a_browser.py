"""Every page that the portal's routes give is judged by axe-core: a new one cannot be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from sync.portal.accounts.principal import ChamberRole
from sync.portal.agenda.happening import CHAMBER, Draft
from sync.portal.members.profile import openings_of
from sync.portal.orders import store
from sync.portal.web.application import create_application
from tests.portal.chromium import findings, visiting
from tests.portal.test_every_route import asked
from tests.portal.test_spaces_in_a_browser import INES, NADIA, Place, enter, place
from tests.portal.visitors import account

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["place"]
FILES = (
    "/form}", "/agenda.ics", "/csv", "/partage.json", "/donnees/export.zip", "/robots.txt", "/sitemap.xml",
    "/sitemaps/{name}", "/healthz", "/readyz", "/metrics", "/pieces/{proposal}", "{form}",
)  # fmt: skip
"""Ends of routes that give files, no pages."""
MACHINES = ("/v1", "/feeds", "/assets", "/images", "/dfc", "/vers/")
ELSEWHERE = {
    "/invitation/{token}", "/mot-de-passe/{token}",  # judged in `test_chromium_sign_in`
    "/commander",  # asks for a basket: judged in `test_ordering_in_a_browser`
    "/espace",  # leads to the only space there is
    "/statistiques/annee/{year}",  # nothing is published here: judged with the statistics
}  # fmt: skip
FAIR = Draft(
    "foire", "Foire d’hiver", "Trente stands.", "Salle du Marronnier", "Rue du Marché 3", "1205 Genève", "2099-12-12",
    "09:30", "", "18:00", "libre",
)  # fmt: skip


def ordered(place: Place, page: Page) -> str:
    """Order a soap as a visitor; give the page that follows it."""
    page.goto(f"/membres/{place.member}/{place.goods.soap.id}")
    page.get_by_role("button", name="Mettre au panier").click()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Prénom ou nom").fill("Camille")
    page.get_by_label("E-mail ou téléphone").fill("camille@exemple.example")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Envoyer la commande").click()
    assert "/commande/" in page.url
    return page.url[-32:]


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_any_page_of_any_route(browser: Browser, place: Place, dark: bool) -> None:
    portal = place.portal
    for role in (ChamberRole.ACCOUNTANT, ChamberRole.AUDITOR, ChamberRole.STATISTICIAN):
        account(portal, f"{role.value}@chambre.example", role)
    profiles = portal.profiles
    week = tuple(each for day in range(7) for each in openings_of(day, "0-24"))
    profiles.keep(place.member, replace(profiles.of(place.member), email="a@grain.example", openings=week))
    events = {owner: portal.agenda.keep(owner, "", FAIR) for owner in (place.member, CHAMBER)}
    with visiting(browser, place.server.address, dark=dark) as page:
        secret = ordered(place, page)
    with portal.database.read() as connection:
        (part,) = store.latest(connection, place.member, 1)
    (till,) = portal.health.all()[0].tills
    ids = {
        "{member}": place.member, "{product}": place.goods.soap.id, "{month}": "2026-11", "{secret}": secret,
        "{part}": part.id, "{till}": till.id, "{year}": "2026",
    }  # fmt: skip
    routes = sorted({each.path for each in asked(create_application(portal)) if each.method == "GET"} - ELSEWHERE)
    paths = [path for path in routes if not path.startswith(MACHINES) and not path.endswith(FILES)]
    assert len(paths) > 50
    unseen = set(paths)
    for email in ("", NADIA, INES):
        with visiting(browser, place.server.address, dark=dark) as page:
            if email:
                enter(page, email)
            for path in sorted(unseen):
                owner = CHAMBER if path.startswith("/chambre") else place.member
                address = "/".join({**ids, "{event}": events[owner]}.get(part, part) for part in path.split("/"))
                answer = page.goto(address)
                assert answer is not None
                if answer.status == 200 and "/entrer" not in page.url.removesuffix(path):
                    assert findings(page) == [], address
                    unseen.discard(path)
    assert unseen == set()
