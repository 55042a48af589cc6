"""A change at the till is seen on the portal's first page, with the stock in words; the page needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.stock import Movement
from pos.services import cataloguing
from sync.agent.courier import Courier
from sync.agent.transport import HttpTransport
from sync.portal.catalogue.labels import NB, stock_words
from sync.portal.catalogue.offers import Offer
from sync.portal.catalogue.service import STALE_MS, available
from sync.portal.members.store import find_member
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile
    from sync.portal.serving import PortalThread


NOW = 10_000_000_000


def test_a_change_at_the_till_is_seen_on_the_page(shop: ShopFile, server: PortalThread) -> None:
    goods = opened(shop)
    cataloguing.save_product(shop, replace(goods.bread, online=True, name="Œufs & <pain>"))
    courier = Courier(shop, HttpTransport(server.address))
    server.portal.members.approve(courier.ask_code("Le Grain", "Caisse 1", "C1").user_code)
    courier.redeem_code()
    courier.connect()
    while courier.push():
        pass
    answer = requests.get(server.address + "/catalogue", timeout=10)
    before = answer.text
    assert "Œufs &amp; &lt;pain&gt;" in before
    assert goods.cheese.name not in before
    assert "<script" not in before
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    cataloguing.save_product(shop, replace(goods.bread, online=True, name="Pain noir", price_minor=777))
    sell(shop, (goods.bread, 1_000_000))
    courier.push()
    after = requests.get(server.address + "/catalogue", timeout=10).text
    assert "épuisé" not in requests.get(server.address, timeout=10).text
    assert "7.77" in after
    assert "Pain noir" in after
    assert "épuisé" in after
    assert requests.get(server.address + "/assets/portal.css", timeout=10).status_code == 200


@pytest.mark.parametrize(
    ("level", "held", "silent", "quota", "words"),
    [
        (10 * ONE, 0, 0, None, "en stock"),
        (3 * ONE, 0, 0, None, f"3{NB}restants"),
        (3 * ONE, 2 * ONE, 0, None, f"1{NB}restant"),
        (ONE, ONE, 0, None, "épuisé"),
        (-2 * ONE, 0, 0, None, "épuisé"),
        (ONE, 0, 600_000, None, "épuisé"),
        (10 * ONE, 0, 0, 3 * ONE, f"3{NB}restants"),
        (10 * ONE, 3 * ONE, 0, 3 * ONE, "épuisé"),
        (2 * ONE, 0, 0, 3 * ONE, f"2{NB}restants"),
        (10 * ONE, 0, STALE_MS + 1, None, "en stock, à confirmer par le membre"),
    ],
)
def test_stock_is_said_in_words(level: int, held: int, silent: int, quota: int | None, words: str) -> None:
    article = Product("", "Pain", 350, stocked=True, web_quota_milli=quota)

    assert stock_words(article, Offer("", "", "", b"", level, held, NOW - silent), NOW).words == words
    assert available(level, held, silent, quota) >= 0


def test_what_is_not_counted_is_simply_there() -> None:
    assert stock_words(Product("", "Coupe", 350), Offer("", "", "", b"", None, 0, 0), NOW).words == "disponible"


def test_orders_take_no_more_than_the_quota_left_to_the_portal(shop: ShopFile, server: PortalThread) -> None:
    goods = opened(shop)
    cataloguing.receive_stock(shop, [Movement(goods.bread.id, 10 * ONE)])
    cataloguing.save_product(shop, replace(goods.bread, online=True, web_quota_milli=3 * ONE))
    courier = Courier(shop, HttpTransport(server.address))
    server.portal.members.approve(courier.ask_code("Le Grain", "Caisse 1", "C1").user_code)
    courier.redeem_code()
    courier.connect()
    while courier.push():
        pass
    with server.portal.database.read() as connection:
        member = find_member(connection, "Le Grain")
    assert member is not None

    server.portal.orders.reserve(member, "0" * 32, {goods.bread.id: 2 * ONE})
    with pytest.raises(UserError):
        server.portal.orders.reserve(member, "1" * 32, {goods.bread.id: 2 * ONE})
    server.portal.orders.reserve(member, "2" * 32, {goods.bread.id: ONE})

    assert "épuisé" in requests.get(server.address + "/catalogue", timeout=10).text
