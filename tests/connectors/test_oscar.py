"""django-oscar 4.2 with its API 3.3, the real ones, over HTTP: articles, stock per partner, orders of real buyers."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

import pytest

from pos.domain.product import Product
from pos.domain.quantity import ONE
from sync.connectors.contract import Article, OrderTurn, ShutError, StockChange
from sync.connectors.oscar import Oscar
from sync.portal.orders import store as orders
from sync.portal.webshops.service import PAUSE_MS, Asked
from tests.connectors.oscar_shop import OscarShop
from tests.connectors.oscar_site.names import PASSWORD, STAFF
from tests.portal.market import GRAINS, HONEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.portal.market import Market

GRAINS_CODE, FOURNIL_CODE = "les-grains-libres", "fournil-de-la-jonction"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OscarShop]:
    running = OscarShop(tmp_path_factory.mktemp("oscar"))
    yield running
    running.close()


@pytest.fixture
def oscar(shop: OscarShop) -> Iterator[Oscar]:
    made = Oscar(shop.url, STAFF, PASSWORD, partner=GRAINS_CODE)
    yield made
    made.close()


def test_an_article_is_created_with_a_record_of_our_partner_and_changed_afterwards(
    shop: OscarShop, oscar: Oscar
) -> None:
    article = Article("0a" * 16, "2000000000015", "Miel", "Doux", 890, stocked=True)

    created = oscar.upsert_products([(article, "")])[0]
    again = oscar.upsert_products([(article, "")])[0]
    changed = oscar.upsert_products([(article._replace(name="Miel d’été", price_minor=950), created.remote)])[0]

    assert (created.trouble, again.existing, changed.trouble) == ("", True, "")
    assert created.remote == again.remote
    row = shop.read(f"admin/products/{created.remote}/")
    assert (row["title"], row["upc"], row["description"]) == ("Miel d’été", "2000000000015", "Doux")
    assert {number: (each["price"], each["num_in_stock"]) for number, each in shop.records(row["id"]).items()} == {
        "1": ("9.50", 0)
    }


def test_stock_is_that_of_our_partner_and_the_others_stays_as_it_is(shop: OscarShop, oscar: Oscar) -> None:
    product = shop.put("2000000000022", {GRAINS_CODE: 3, FOURNIL_CODE: 8})

    outcome = oscar.set_stock([StockChange(str(product), 7, 3)])[0]

    assert outcome.trouble == ""
    assert {number: row["num_in_stock"] for number, row in shop.records(product).items()} == {"1": 7, "2": 8}
    assert oscar.look([str(product)])[str(product)].pieces == 7


def test_an_article_that_only_another_partner_has_gets_a_record_of_ours_beside(shop: OscarShop, oscar: Oscar) -> None:
    product = shop.put("2000000000039", {FOURNIL_CODE: 8})
    article = Article("0b" * 16, "2000000000039", "Levain", "", 300, stocked=True)

    seen = oscar.find([article.sku])[0]
    oscar.upsert_products([(article, seen.remote)])
    oscar.set_stock([StockChange(seen.remote, 4, None)])

    assert (seen.remote, seen.pieces) == (str(product), None)
    assert {number: row["num_in_stock"] for number, row in shop.records(product).items()} == {"1": 4, "2": 8}


def test_articles_are_found_by_code_among_others_and_what_is_gone_is_left_out(shop: OscarShop, oscar: Oscar) -> None:
    product = shop.put("2000000000046", {GRAINS_CODE: 3})

    assert [seen.remote for seen in oscar.find(["2000000000046", "2999999999999"])] == [str(product)]
    assert list(oscar.look([str(product), "99999"])) == [str(product)]


def test_an_order_allocates_goods_and_the_level_that_is_set_leaves_them_to_it(shop: OscarShop, oscar: Oscar) -> None:
    product = shop.put("2000000000053", {GRAINS_CODE: 10})
    shop.buy({product: 2})

    seen = oscar.look([str(product)])[str(product)]
    oscar.set_stock([StockChange(str(product), 5, seen.pieces)])

    record = shop.records(product)["1"]
    assert seen.pieces == 8
    assert (record["num_in_stock"], record["num_allocated"]) == (7, 2)
    assert oscar.look([str(product)])[str(product)].pieces == 5


def test_an_order_comes_with_the_lines_of_our_partner_and_without_its_buyer(shop: OscarShop, oscar: Oscar) -> None:
    honey = shop.put("2000000000060", {GRAINS_CODE: 10}, "8.90")
    bread = shop.put("2000000000077", {FOURNIL_CODE: 10})
    number = shop.buy({honey: 3, bread: 1})

    order = next(each for each in oscar.pull_orders(0) if each.number == number)

    assert (order.turn, order.currency) == (OrderTurn.OPEN, "CHF")
    assert [(line.remote, line.sku, line.pieces, line.total_minor) for line in order.lines or ()] == [
        (str(honey), "2000000000060", 3, 2670)
    ]
    assert "amille" not in repr(order)


def test_orders_of_before_are_named_without_their_lines(shop: OscarShop, oscar: Oscar) -> None:
    product = shop.put("2000000000084", {GRAINS_CODE: 30})
    for _ in range(6):
        shop.buy({product: 1})
    everything = list(oscar.pull_orders(0))
    latest = max(order.placed_ms for order in everything)

    later = list(oscar.pull_orders(latest))

    # More than one page of five, each once.
    assert len({order.number for order in everything}) == len(everything) > 5
    assert {order.lines for order in later} == {None}


@pytest.mark.parametrize(("user", "password", "partner"), [(STAFF, "wrong", GRAINS_CODE), (STAFF, PASSWORD, "")])
def test_wrong_keys_and_an_unsaid_partner_are_sentences(
    shop: OscarShop, user: str, password: str, partner: str
) -> None:
    product = shop.put(f"20000000001{len(password):02d}", {GRAINS_CODE: 1})
    oscar = Oscar(shop.url, user, password, partner=partner)

    with pytest.raises(ShutError):
        oscar.look([str(product)])

    oscar.close()


def test_through_the_portal_stock_goes_there_and_orders_come_back(shop: OscarShop, market: Market) -> None:
    upc = f"2{uuid.uuid4().int % 10**12:012d}"
    honey = shop.put(upc, {GRAINS_CODE: 0})
    market.now_ms = int(time.time() * 1000)  # the shop has the clock of this machine
    market.put(GRAINS, Product(HONEY, "Miel", 890, barcodes=(upc,), stocked=True), online=True)
    asked = Asked("oscar", shop.url, STAFF, PASSWORD, {"partner": GRAINS_CODE})
    market.portal.webshops.connect(GRAINS, asked)
    market.portal.webshops.visit_due()
    sold_there = oscar_level(shop, honey)

    number = shop.buy({honey: 3})
    for _ in range(2):
        market.now_ms += PAUSE_MS
        market.arrive(GRAINS)
        market.portal.webshops.visit_due()

    assert sold_there == 10
    with market.portal.database.read() as connection:
        parts = orders.latest(connection, GRAINS, 10)
    assert [(part.code, part.lines[0].product, part.lines[0].quantity_milli) for part in parts] == [
        (f"W{number}", HONEY, 3 * ONE)
    ]
    assert market.held(GRAINS, HONEY) == 3 * ONE
    assert oscar_level(shop, honey) == 7


def oscar_level(shop: OscarShop, product: int) -> int:
    """Give what can be sold of our partner's record."""
    record = shop.records(product)["1"]
    return int(record["num_in_stock"]) - int(record["num_allocated"] or 0)
