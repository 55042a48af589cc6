"""Ordering in a real browser: every page of it judged by axe-core, on a phone, dark, and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pos.domain import facts
from pos.domain.online_order import Missing
from pos.domain.product import Product
from pos.domain.quantity import ONE
from tests.portal.chromium import DESKTOP, PHONE, findings, is_too_wide, visiting
from tests.portal.market import BEER, BREAD, FOURNIL, GRAINS, HONEY, LENTILS, Market

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NARROW = (320, 390, 640, 960)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """Give a portal that listens; the pages do not know which database is behind them."""
    made = Market(f"sqlite:///{tmp_path / 'portal.db'}", serves=True)
    yield made
    made.close()


def put_in(page: Page, member: str, article: str, quantity: str) -> None:
    page.goto(f"/membres/{member}/{article}")
    page.get_by_label("Quantité").fill(quantity)
    page.get_by_role("button", name="Mettre au panier").click()


def send(page: Page, contact: str = "camille@exemple.example") -> None:
    page.get_by_label("Prénom ou nom").fill("Camille")
    page.get_by_label("E-mail ou téléphone").fill(contact)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Envoyer la commande").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_orders_follows_keeps_the_rest_and_cancels(browser: Browser, market: Market, script: bool) -> None:
    with visiting(browser, market.portal.address, script=script) as page:
        put_in(page, GRAINS, HONEY, "2")
        put_in(page, FOURNIL, BREAD, "2")
        page.locator("section", has_text="Fournil").get_by_role("radio").nth(1).check()
        page.get_by_role("button", name="Continuer").click()
        assert "Demain mercredi, 10 h – 18 h" in page.locator("main").inner_text().replace("\u00a0", " ")
        send(page, "079 123 45 67")
        assert page.get_by_role("heading", level=1).inner_text() == "Votre commande est envoyée."

        bread = market.parts(page.url[-32:])[1]
        market.tell(FOURNIL, facts.OrderShort, order=bread.id, missing=(Missing(BREAD, ONE),))
        page.get_by_role("link", name="Actualiser").click()
        page.get_by_role("button", name="Garder le reste").click()
        assert "CHF 8.50 à payer sur place" in page.locator("main").inner_text().replace("\u00a0", " ")
        page.get_by_role("button", name="Annuler chez Les Grains Libres").click()
        assert page.locator("section", has_text="Les Grains Libres").locator(".tag").first.inner_text() == "annulée"
    assert (market.held(GRAINS, HONEY), market.held(FOURNIL, BREAD)) == (0, ONE)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_and_nothing_scrolls_sideways_while_ordering(
    browser: Browser, market: Market, size: tuple[int, int], dark: bool
) -> None:
    def judge(page: Page, where: str) -> None:
        assert findings(page) == [], where
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 900})
            assert not is_too_wide(page), (where, width)
        page.set_viewport_size({"width": size[0], "height": size[1]})

    with visiting(browser, market.portal.address, size=size, dark=dark) as page:
        page.goto("/panier")
        judge(page, "empty basket")
        for member, article, quantity in ((GRAINS, HONEY, "8"), (GRAINS, BEER, "1"), (FOURNIL, BREAD, "2")):
            put_in(page, member, article, quantity)
        put_in(page, GRAINS, LENTILS, "0,5")
        page.goto(f"/membres/{GRAINS}/{HONEY}")
        judge(page, "article")
        market.receive(GRAINS, {HONEY: -7 * ONE, LENTILS: -2250})
        market.put(GRAINS, Product(BEER, "Bière au miel, 33 cl", 410), online=True)
        page.goto("/panier?erreur=quantite")
        judge(page, "basket of which much changed")
        page.get_by_role("button", name="Continuer").click()
        judge(page, "check")
        send(page, "camille@exemple")
        judge(page, "check with an error")
        market.receive(GRAINS, {HONEY: -ONE})
        send(page)
        judge(page, "check after a change")
        send(page)
        judge(page, "sent")
        first, second = market.parts(page.url[-32:])
        market.tell(GRAINS, facts.OrderReady, order=first.id)
        market.tell(FOURNIL, facts.OrderShort, order=second.id, missing=(Missing(BREAD, ONE),))
        page.reload()
        judge(page, "ready and short")
        market.tell(GRAINS, facts.OrderCollected, order=first.id, sale="5" * 32)
        market.tell(FOURNIL, facts.OrderRefused, order=second.id, reason="Four en panne")
        page.reload()
        judge(page, "ended")
