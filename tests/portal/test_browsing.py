"""What visitors find: words as at the till, aisles over several members, pages that say what is gone."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

import pytest
import requests
from msgspec.structs import replace
from sqlalchemy import select

from pos.domain import facts
from pos.domain.product import Category, Product
from pos.domain.quantity import ONE
from pos.services import cataloguing
from sync.agent.courier import Courier
from sync.agent.transport import HttpTransport
from sync.portal.storage import tables
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile
    from sync.portal.serving import PortalThread

NASTY = "</script><script>alert(1)</script>"


def offer(shop: ShopFile, name: str, price: int | None = 500, **more: object) -> Product:
    article = Product(shop.identities.new(), name, price, online=True, **more)  # type: ignore[arg-type]
    return cataloguing.save_product(shop, article)


def deliver(shop: ShopFile, server: PortalThread) -> str:
    """Send everything; give the member's id."""
    courier = Courier(shop, HttpTransport(server.address))
    if courier.identity() is None:
        server.portal.members.approve(courier.ask_code("Le Grain", "Caisse 1", "C1").user_code)
        courier.redeem_code()
    courier.connect()
    while courier.push():
        pass
    return server.portal.browsing.members()[0].id


def names(server: PortalThread, text: str) -> list[str]:
    return [card.name for card in server.portal.browsing.find(text).cards]


def test_words_are_found_as_at_the_till_what_sells_first(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    offer(shop, "Pain de seigle")
    loved = offer(shop, "Pain d’épices", producer="Œuvrière")
    offer(shop, "Savon au miel")
    sell(shop, (loved, ONE))
    deliver(shop, server)

    assert names(server, "pain") == ["Pain d’épices", "Pain de seigle"]
    assert names(server, "EPICES pai") == ["Pain d’épices"]
    assert names(server, "oeuv") == ["Pain d’épices"]
    assert names(server, "avon") == ["Savon au miel"]
    assert names(server, "%") == names(server, "")
    assert names(server, "introuvable") == []


def test_a_renamed_article_is_found_by_its_new_name_only(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    article = offer(shop, "Pain de seigle")
    deliver(shop, server)
    cataloguing.save_product(shop, replace(article, name="Tourte noire"))
    deliver(shop, server)

    assert names(server, "seigle") == []
    assert names(server, "tourte") == ["Tourte noire"]


def test_an_article_has_a_page_until_it_is_withdrawn(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    cataloguing.save_category(shop, Category("bread", "Pains & tourtes", 1, "bread"))
    article = offer(shop, "Pain " + NASTY, 950, category="bread", description="Au levain.\n\n" + NASTY, ess_made=True)
    member = deliver(shop, server)
    address = f"{server.address}/membres/{member}/{article.id}"

    page = requests.get(address, timeout=10)
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    assert data is not None
    linked = json.loads(data.group(1))
    assert linked["offers"]["price"] == "9.50"
    assert linked["name"] == "Pain " + NASTY
    assert page.text.count("<script") == 1
    assert "ESS Made" in page.text
    aisle = requests.get(f"{server.address}/catalogue?rayon=pains-tourtes", timeout=10).text
    assert f"/membres/{member}/{article.id}" in aisle
    assert f"/membres/{member}/{article.id}" in requests.get(f"{server.address}/sitemaps/1.xml", timeout=10).text

    cataloguing.save_product(shop, replace(article, online=False))
    deliver(shop, server)
    assert requests.get(address, timeout=10).status_code == 410
    assert requests.get(f"{server.address}/membres/{member}/{'0' * 32}", timeout=10).status_code == 404
    assert requests.get(f"{server.address}/membres/{'0' * 32}", timeout=10).status_code == 404


def test_a_visitor_is_sent_on_to_the_members_own_shop_and_counted(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    outside = offer(shop, "Livre", online_url="https://livres.example/42")
    inside = offer(shop, "Pain")
    member = deliver(shop, server)

    for _ in range(2):
        answer = requests.get(f"{server.address}/vers/{member}/{outside.id}", allow_redirects=False, timeout=10)
        assert answer.headers["Location"] == "https://livres.example/42"
        assert "Set-Cookie" not in answer.headers
    address = f"{server.address}/vers/{member}/{outside.id}"
    assert requests.head(address, allow_redirects=False, timeout=10).headers["Location"] == "https://livres.example/42"
    robot = {"User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"}
    assert requests.get(address, headers=robot, allow_redirects=False, timeout=10).status_code == 302
    refused = requests.get(f"{server.address}/vers/{member}/{inside.id}", allow_redirects=False, timeout=10)

    assert refused.status_code == 404
    with server.portal.database.read() as connection:
        rows = connection.execute(select(tables.outbound.c.product, tables.outbound.c.visits)).all()
    assert [tuple(row) for row in rows] == [(outside.id, 2)]
    assert server.portal.browsing.visits(member, outside.id) == (2, 2)
    assert server.portal.browsing.visits(member, inside.id) == (0, 0)


def test_pictures_are_served_under_the_name_of_their_bytes(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    body = b"\xff\xd8\xff fine"
    digest = hashlib.sha256(body).hexdigest()
    with shop.write() as journal:
        journal.append(
            facts.PictureKept(
                id=journal.new_id(), at=journal.stamp(), sha256=digest, media_type="image/jpeg", body=body
            )
        )
    article = offer(shop, "Pain", picture=digest)
    member = deliver(shop, server)

    page = requests.get(f"{server.address}/membres/{member}/{article.id}", timeout=10).text
    picture = requests.get(f"{server.address}/images/{member}/{digest}", timeout=10)
    assert f"/images/{member}/{digest}" in page
    assert picture.content == body
    assert "immutable" in picture.headers["Cache-Control"]
    assert requests.get(f"{server.address}/images/{member}/{'0' * 64}", timeout=10).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/catalogue?page=99999",
        "/catalogue?page=-1",
        "/catalogue?q=%00",
        "/catalogue?q=" + "x" * 5000,
        "/catalogue?rayon=%27",
    ],
)
def test_odd_questions_get_a_page_and_no_trace(server: PortalThread, path: str) -> None:
    answer = requests.get(server.address + path, timeout=10)

    assert answer.status_code == 200
    assert "Traceback" not in answer.text


def test_a_page_that_does_not_exist_says_what_is_safe(server: PortalThread) -> None:
    answer = requests.get(server.address + "/nulle/part/ici", timeout=10)

    assert answer.status_code == 404
    assert "Ce qui est sûr" in answer.text


def test_a_card_says_what_a_kilogram_or_a_litre_costs(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    offer(shop, "Miel", 890, content_milli=250 * ONE, content_unit="g")
    offer(shop, "Lentilles", 540, unit="kg")
    offer(shop, "Savon", 650)
    deliver(shop, server)
    told = {card.name: card.unit_price.replace("\u00a0", " ") for card in server.portal.browsing.find().cards}
    assert told == {"Miel": "3.56 / 100 g", "Lentilles": "le kg", "Savon": ""}
