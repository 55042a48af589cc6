"""A member's orders at the portal: listed, opened, with who ordered them while they are open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pos.domain import facts
from pos.domain.online_order import Missing
from pos.domain.quantity import ONE
from sync.portal.accounts import audit
from sync.portal.accounts.principal import MemberRole
from sync.portal.buyer import words
from sync.portal.orders import overview
from sync.portal.orders.contact import Contact
from sync.portal.orders.placing import Placed
from tests.portal.market import BEER, BREAD, FOURNIL, GRAINS, HONEY, Market
from tests.portal.visitors import ADDRESS, Browser, account

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url, address=ADDRESS)
    yield made
    made.close()


@pytest.fixture
def staff(market: Market) -> Browser:
    return _at(market, GRAINS, "lior@grain.example")


def _at(market: Market, member: str, email: str) -> Browser:
    browser = Browser(market.portal)
    browser.use(account(market.portal, email, MemberRole.STAFF, member))
    return browser


def _looks(market: Market) -> list[str]:
    with market.portal.database.read() as connection:
        return [each.target for each in audit.done(connection, member=GRAINS) if each.action == "buyer.seen"]


def test_an_order_is_read_with_its_lines_and_its_buyer_and_the_look_is_noted(market: Market, staff: Browser) -> None:
    part = market.parts(market.placed({(GRAINS, HONEY): 2 * ONE, (GRAINS, BEER): ONE}))[0]
    assert _looks(market) == []

    listed = words(staff.get(f"/espace/{GRAINS}/commandes").text)
    page = staff.get(f"/espace/{GRAINS}/commandes/{part.id}").text
    said = words(page)

    assert "1 commande ouverte" in listed
    assert part.code in listed
    assert "Miel de printemps, 250 g 2 8.90 17.80" in said
    assert "Consigne, rendue au retour 0.50" in said
    assert "À payer au comptoir 22.00" in said
    assert "Aujourd’hui, 11 h 30 – 18 h" in said
    assert "Rue des Tanneurs 8, 1227 Carouge" in said
    assert "Qui a commandé Camille camille@exemple.example" in said
    assert 'href="mailto:camille@exemple.example"' in page
    assert "cela se fait à la caisse" in said
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert _looks(market) == [part.id]


def test_what_the_till_said_is_told_and_a_buyer_with_a_telephone_is_called(market: Market, staff: Browser) -> None:
    sent = market.order({(GRAINS, HONEY): 2 * ONE}, contact=Contact("Ada", phone="+41791234567"))
    assert isinstance(sent, Placed)
    part = market.parts(sent.secret)[0]
    market.tell(GRAINS, facts.OrderShort, order=part.id, missing=(Missing(HONEY, ONE),))

    page = staff.get(f"/espace/{GRAINS}/commandes/{part.id}").text
    said = words(page)

    assert "il manque quelque chose" in said
    assert re.search(r"Il manque quelque chose 9 h 10, à la caisse 1 × Miel de printemps", said)
    assert 'href="tel:+41791234567"' in page
    assert "appelez-la" in said


def test_who_ordered_is_not_shown_once_the_order_is_over(market: Market, staff: Browser) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE})
    part = market.parts(secret)[0]
    market.portal.following.cancel(secret, "1")

    page = staff.get(f"/espace/{GRAINS}/commandes/{part.id}").text
    open_ones, over = (staff.get(f"/espace/{GRAINS}/commandes{which}").text for which in ("", "?voir=terminees"))

    assert "Camille" not in page
    assert "camille@" not in page
    assert "Annulée" in words(page)
    assert "par qui a commandé" in words(page)
    assert _looks(market) == []
    assert "Aucune commande n’attend." in words(open_ones)
    assert part.code in over


def test_an_order_of_another_member_is_not_there(market: Market, staff: Browser) -> None:
    parts = {part.member: part for part in market.parts(market.placed({(GRAINS, HONEY): ONE, (FOURNIL, BREAD): ONE}))}
    theirs = parts[FOURNIL].id

    assert staff.get(f"/espace/{GRAINS}/commandes/{theirs}").status_code == 404
    assert staff.get(f"/espace/{FOURNIL}/commandes/{theirs}").status_code == 404
    assert staff.get(f"/espace/{GRAINS}/commandes/{'f' * 32}").status_code == 404
    assert parts[FOURNIL].code not in staff.get(f"/espace/{GRAINS}/commandes").text
    assert "camille" not in staff.get(f"/espace/{GRAINS}/commandes").text


def test_many_orders_come_in_pages(market: Market, staff: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "PAGE", 2)
    codes = {market.parts(market.placed({(GRAINS, BEER): ONE}))[0].code for _ in range(5)}

    pages = [staff.get(f"/espace/{GRAINS}/commandes?page={page}").text for page in (1, 2, 3, 9)]
    seen = [{code for code in codes if code in page} for page in pages]

    assert [len(each) for each in seen] == [2, 2, 1, 1]
    assert set().union(*seen[:3]) == codes
    assert "Page 2 sur 3" in words(pages[1])


def test_the_first_page_leads_to_each_open_order(market: Market, staff: Browser) -> None:
    part = market.parts(market.placed({(GRAINS, HONEY): ONE}))[0]

    page = staff.get(f"/espace/{GRAINS}").text

    assert f'href="/espace/{GRAINS}/commandes/{part.id}"' in page
    assert f'href="/espace/{GRAINS}/commandes"' in page
