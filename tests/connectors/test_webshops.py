"""A member's web shop through the portal: stock goes there, orders come from there, keys stay where they are."""

from __future__ import annotations

import io
import logging
import time
from argparse import Namespace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.online_order import OrderState
from pos.domain.product import Product
from pos.domain.quantity import ONE
from sync.connectors.contract import ShutError
from sync.portal import office
from sync.portal.members import store as members
from sync.portal.orders import store as orders
from sync.portal.storage import tables, webshop_tables
from sync.portal.webshops import store
from sync.portal.webshops.ledger import SWEEP_MS
from sync.portal.webshops.sealing import Seal
from sync.portal.webshops.service import LEASE_MS, PAUSE_MS, Asked
from tests.connectors.double import BUSY
from tests.connectors.drupal_double import PASSWORD, USER
from tests.connectors.woo_double import KEY, SECRET
from tests.portal.market import BREAD, FOURNIL, GRAINS, HONEY, LENTILS

if TYPE_CHECKING:
    from pos.domain.online_order import OnlineOrder
    from tests.connectors.drupal_double import DrupalDouble
    from tests.connectors.woo_double import WooDouble
    from tests.portal.market import Market

EAN = "7612345678900"


def connected(market: Market, woo: WooDouble, *, all_articles: bool = False) -> str:
    woo.now = market.now_ms // 1000
    return market.portal.webshops.connect(
        GRAINS, Asked("woocommerce", woo.url, KEY, SECRET, {}, writes_articles=all_articles)
    )


def visit(market: Market, woo: WooDouble | DrupalDouble, wait_ms: int = PAUSE_MS) -> None:
    """Let time pass, tills be heard, and the portal go round."""
    market.now_ms += wait_ms
    woo.now = market.now_ms // 1000
    market.arrive(GRAINS)
    market.portal.webshops.visit_due()


def taken(market: Market) -> list[OnlineOrder]:
    """Give the orders of the web shop as tills are told them, with more than one line or one."""
    with market.portal.database.read() as connection:
        return [orders.rows(connection, GRAINS, [part.id])[0] for part in orders.latest(connection, GRAINS, 100)]


def honey_there(market: Market, woo: WooDouble, pieces: int = 0) -> int:
    """Let the web shop have the honey, known by its barcode on both sides."""
    market.put(GRAINS, Product(HONEY, "Miel de printemps, 250 g", 890, barcodes=(EAN,), stocked=True), online=True)
    return woo.put(EAN, pieces, "9.50")


def test_stock_goes_to_the_article_of_the_same_code_and_nothing_else_is_touched(market: Market, woo: WooDouble) -> None:
    honey, other = honey_there(market, woo), woo.put("own candle", 7)
    connected(market, woo)

    visit(market, woo)

    assert woo.products[honey]["stock_quantity"] == 10
    assert (woo.products[honey]["name"], woo.products[honey]["regular_price"]) == (EAN, "9.50")
    assert woo.products[other]["stock_quantity"] == 7
    assert len(woo.products) == 2


def test_a_movement_at_the_till_is_there_at_the_next_visit_and_costs_three_calls(
    market: Market, woo: WooDouble
) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    woo.asked.clear()

    market.receive(GRAINS, {HONEY: -3 * ONE})
    visit(market, woo)

    assert woo.products[honey]["stock_quantity"] == 7
    assert len(woo.calls("POST")) == 1
    assert len([asked for asked in woo.calls("GET") if "orders" not in asked.path]) == 2


def test_a_visit_without_news_asks_for_orders_and_no_more(market: Market, woo: WooDouble) -> None:
    honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    woo.asked.clear()

    visit(market, woo)

    assert [asked.path.rpartition("/")[2] for asked in woo.asked] == ["orders"]


def test_whole_articles_go_there_when_the_member_wants_it(market: Market, woo: WooDouble) -> None:
    connected(market, woo, all_articles=True)

    visit(market, woo)
    market.put(GRAINS, Product(HONEY, "Miel d’été, 250 g", 990, stocked=True), online=True)
    visit(market, woo)

    there = {row["name"]: row for row in woo.products.values()}
    assert set(there) == {"Miel d’été, 250 g", "Bière au miel, 33 cl", "Lentilles vertes"}
    assert there["Miel d’été, 250 g"]["regular_price"] == "9.90"
    assert there["Miel d’été, 250 g"]["stock_quantity"] == 10
    assert there["Lentilles vertes"]["stock_quantity"] == 2
    assert there["Bière au miel, 33 cl"]["manage_stock"] is False


def test_an_article_that_is_offered_no_more_can_no_longer_be_bought_there(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)

    market.put(GRAINS, Product(HONEY, "Miel de printemps, 250 g", 890, barcodes=(EAN,), stocked=True), online=False)
    visit(market, woo)

    assert woo.products[honey]["stock_quantity"] == 0


def test_an_order_there_is_an_order_here_and_its_goods_are_held(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    number = woo.buy({honey: 2})

    visit(market, woo)
    visit(market, woo)

    order = taken(market)[0]
    assert (order.code, order.state, order.total_minor) == (f"W{number}", OrderState.REQUESTED, 1900)
    assert [(line.product, line.name, line.quantity_milli) for line in order.lines] == [
        (HONEY, "Miel de printemps, 250 g", 2 * ONE)
    ]
    assert str(number) in order.place
    assert market.held(GRAINS, HONEY) == 2 * ONE
    assert woo.products[honey]["stock_quantity"] == 8
    assert len(taken(market)) == 1
    assert woo.orders[number]["meta_data"] == [{"key": "comptoir_order", "value": f"W{number}"}]
    assert "amille" not in _whole_database(market)


def test_an_order_of_before_the_web_shop_was_connected_is_none_of_ours(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo, 5)
    woo.now = market.now_ms // 1000 - 3600
    woo.buy({honey: 2})
    connected(market, woo)

    visit(market, woo)

    assert taken(market) == []
    assert woo.products[honey]["stock_quantity"] == 10


def test_an_order_that_is_cancelled_there_frees_its_goods_and_a_second_thought_holds_them_again(
    market: Market, woo: WooDouble
) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    number = woo.buy({honey: 2})
    visit(market, woo)

    woo.turn(number, "cancelled")
    visit(market, woo)
    freed = market.held(GRAINS, HONEY), woo.products[honey]["stock_quantity"]
    woo.turn(number, "processing")
    visit(market, woo)

    assert freed == (0, 10)
    assert market.held(GRAINS, HONEY) == 2 * ONE
    assert woo.products[honey]["stock_quantity"] == 8
    assert sorted(order.state for order in taken(market)) == [OrderState.CANCELLED, OrderState.REQUESTED]


def test_an_order_that_is_changed_there_holds_what_it_says_now(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    number = woo.buy({honey: 2})
    visit(market, woo)

    item = woo.orders[number]["line_items"][0]
    item |= {"quantity": 5, "total": "47.50", "total_tax": "0.00"}
    woo.turn(number, "processing")
    visit(market, woo)

    assert market.held(GRAINS, HONEY) == 5 * ONE
    assert taken(market)[0].total_minor == 4750
    assert woo.products[honey]["stock_quantity"] == 5


def test_an_order_handed_out_at_the_till_keeps_the_level_right(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    woo.buy({honey: 2})
    visit(market, woo)

    market.receive(GRAINS, {HONEY: -2 * ONE})
    market.tell(GRAINS, facts.OrderCollected, order=taken(market)[0].id, sale="5a" * 16)
    visit(market, woo)

    assert taken(market)[0].state is OrderState.COLLECTED
    assert market.held(GRAINS, HONEY) == 0
    assert woo.products[honey]["stock_quantity"] == 8


def test_an_order_of_more_than_there_is_is_taken_and_told(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo, 30)
    connected(market, woo)
    visit(market, woo)
    market.receive(GRAINS, {HONEY: -9 * ONE})
    woo.buy({honey: 4})

    visit(market, woo)

    assert market.held(GRAINS, HONEY) == 4 * ONE
    assert woo.products[honey]["stock_quantity"] == 0
    with market.portal.database.read() as connection:
        kinds = set(connection.execute(select(tables.anomaly.c.kind)).scalars())
    assert "order_oversold" in kinds


def test_lines_of_the_web_shops_own_articles_are_left_to_it(market: Market, woo: WooDouble) -> None:
    honey, candle = honey_there(market, woo), woo.put("own candle", 7)
    connected(market, woo)
    visit(market, woo)
    woo.buy({candle: 1})
    woo.buy({honey: 1, candle: 2})

    visit(market, woo)

    assert [[line.product for line in order.lines] for order in taken(market)] == [[HONEY]]


def test_an_amount_in_another_currency_is_never_taken_for_francs(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    woo.buy({honey: 2}, currency="EUR")

    visit(market, woo)

    assert taken(market)[0].total_minor == 2 * 890


def test_two_articles_of_the_till_with_one_code_do_not_fight_over_the_one_there(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    market.put(GRAINS, Product(LENTILS, "Lentilles", 900, barcodes=(EAN,), stocked=True), online=True)
    shop = connected(market, woo)

    visit(market, woo)
    visit(market, woo, SWEEP_MS)

    troubles = [stuck.trouble for stuck in market.portal.webshops.stuck(shop)]
    assert troubles.count("Another article of the till has the same code.") == 1
    assert woo.products[honey]["stock_quantity"] in (2, 10)


def test_what_keeps_no_stock_there_is_told_and_not_tried_without_end(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    woo.products[honey] |= {"type": "external", "manage_stock": False, "stock_quantity": None}
    shop = connected(market, woo)
    for _ in range(20):
        visit(market, woo)

    assert "The web shop did not take the stock." in [stuck.trouble for stuck in market.portal.webshops.stuck(shop)]
    assert len(woo.calls("POST", "batch")) < 7


def test_an_article_that_is_deleted_there_is_linked_again_when_it_is_back(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)
    del woo.products[honey]
    market.receive(GRAINS, {HONEY: ONE})
    visit(market, woo)

    back = woo.put(EAN, 0)
    visit(market, woo, SWEEP_MS)

    assert woo.products[back]["stock_quantity"] == 11


def test_stock_that_somebody_changed_there_is_put_right_within_the_hour(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)

    woo.products[honey]["stock_quantity"] = 99
    visit(market, woo, SWEEP_MS)

    assert woo.products[honey]["stock_quantity"] == 10


def test_while_tills_are_silent_a_piece_is_kept_back_there_too(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    visit(market, woo)

    market.now_ms += 600_000
    market.portal.webshops.visit_due()

    assert woo.products[honey]["stock_quantity"] == 9


def test_a_shop_that_is_busy_is_left_alone_as_long_as_it_says(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    connected(market, woo)
    woo.faults.append(BUSY)
    visit(market, woo)
    woo.asked.clear()

    visit(market, woo, 119_000)
    early = len(woo.asked)
    visit(market, woo, 2_000)

    assert early == 0
    assert woo.products[honey]["stock_quantity"] == 10


def test_wrong_keys_are_told_and_tried_again_rarely(
    market: Market, woo: WooDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    honey_there(market, woo)
    connected(market, woo)
    with monkeypatch.context() as changed:
        changed.setattr(woo, "_knows", lambda _: False)
        for _ in range(10):
            visit(market, woo)

    told = market.portal.webshops.standing()[0].shop.trouble
    assert told == "The web shop does not accept these keys."
    assert len(woo.asked) < 6


def test_one_shop_that_answers_nonsense_does_not_stop_the_others(
    market: Market, woo: WooDouble, drupal: DrupalDouble, caplog: pytest.LogCaptureFixture
) -> None:
    connected(market, woo)
    market.put(FOURNIL, Product(BREAD, "Pain", 850, plu="7", stocked=True), online=True)
    bread = drupal.put("7", 0)
    market.portal.webshops.connect(FOURNIL, Asked("drupal", drupal.url, USER, PASSWORD, {}))
    woo.orders[1] = {"id": 1, "status": "processing", "date_modified_gmt": "2999-01-01T00:00:00"}
    drupal.now = market.now_ms // 1000

    with caplog.at_level(logging.WARNING):
        visit(market, woo)

    assert drupal.variations[bread]["pieces"] == 5
    troubles = {each.shop.kind: each.shop.trouble for each in market.portal.webshops.standing()}
    assert troubles == {"woocommerce": "The web shop answers in a way that is not understood.", "drupal": ""}
    assert SECRET not in caplog.text
    assert KEY not in caplog.text


def test_two_processes_do_not_visit_the_same_shop_at_once(market: Market, woo: WooDouble) -> None:
    shop = connected(market, woo)

    with market.portal.database.write() as connection:
        first = store.take_shop(connection, shop, market.now_ms, market.now_ms + LEASE_MS)
        second = store.take_shop(connection, shop, market.now_ms, market.now_ms + LEASE_MS)

    assert (first, second) == (True, False)


def test_keys_are_kept_sealed_and_nothing_shows_or_logs_them(
    market: Market, woo: WooDouble, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        shop = connected(market, woo)
        woo.faults.append(BUSY)
        visit(market, woo)

    assert SECRET not in _whole_database(market)
    assert SECRET not in caplog.text
    assert SECRET not in repr(market.portal.webshops.standing())
    assert SECRET not in repr(Asked("woocommerce", woo.url, KEY, SECRET, {}))
    sealed = market.portal.webshops.standing()[0].shop.sealed
    assert Seal(market.portal.database, {}).opened(sealed, shop) == SECRET
    with pytest.raises(ShutError):
        Seal(market.portal.database, {"COMPTOIR_WEBSHOP_KEY": "other"}).opened(sealed, shop)


def test_a_member_that_leaves_has_its_web_shop_left_alone(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    shop = connected(market, woo)
    visit(market, woo)
    sealed = market.portal.webshops.standing()[0].shop.sealed
    name = next(each.name for each in market.portal.reading.members() if each.id == GRAINS)
    market.portal.leaving.leave(GRAINS, name, name)
    woo.products[honey]["stock_quantity"] = 40

    visit(market, woo, 2 * 3_600_000)

    assert woo.products[honey]["stock_quantity"] == 40
    assert market.portal.webshops.standing() == []
    assert sealed not in _whole_database(market)
    assert shop not in _whole_database(market)


def test_who_left_is_not_visited_even_where_its_web_shop_is_still_known(market: Market, woo: WooDouble) -> None:
    connected(market, woo)
    with market.portal.database.write() as connection:
        members.depart(connection, GRAINS, market.now_ms)
        assert store.due_shop(connection, market.now_ms + 10**9) is None


def test_a_shop_that_does_not_answer_is_not_connected(market: Market, woo: WooDouble) -> None:
    with pytest.raises(ShutError):
        market.portal.webshops.connect(GRAINS, Asked("woocommerce", woo.url, KEY, "wrong", {}))

    assert market.portal.webshops.standing() == []


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("drupal", "http://shop.example"),
        ("oscar", "http://shop.example"),
        ("woocommerce", "ftp://shop.example"),
        ("woocommerce", "https://user:pass@shop.example"),
        ("shopify", "https://shop.example"),
    ],
)
def test_an_address_over_which_keys_could_be_read_is_refused(market: Market, kind: str, url: str) -> None:
    with pytest.raises(UserError):
        market.portal.webshops.connect(GRAINS, Asked(kind, url, "user", "secret", {}))


def test_connecting_again_replaces_the_keys_and_keeps_links_and_orders(market: Market, woo: WooDouble) -> None:
    honey = honey_there(market, woo)
    first = connected(market, woo)
    visit(market, woo)
    woo.buy({honey: 1})
    visit(market, woo)

    again = connected(market, woo, all_articles=True)
    visit(market, woo)

    standing = market.portal.webshops.standing()
    assert [(each.shop.id, each.shop.writes_articles, each.orders) for each in standing] == [(first, True, 1)]
    assert again == first
    assert len(taken(market)) == 1


def test_the_office_connects_lists_and_disconnects_without_the_secret_on_its_command_line(
    market: Market, woo: WooDouble, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    honey_there(market, woo)
    monkeypatch.setattr("sys.stdin", io.StringIO(SECRET + "\n"))
    said = {"member": "Les Grains Libres", "shop": woo.url, "user": KEY, "articles": "stock"}
    more = {"partner": None, "stock_field": None, "stock": None, "address": "", "host": "127.0.0.1", "port": 1}
    url = market.portal.database.engine.url.render_as_string(hide_password=False)

    office.run(Namespace(action="connect", db=url, what="woocommerce", **said, **more))
    # The office has the machine's own clock, which goes on while the market's stands still.
    market.now_ms = max(market.now_ms, int(time.time() * 1000))
    visit(market, woo)
    office.run(Namespace(action="shops", db=url, what=None, **more))
    shop = market.portal.webshops.standing()[0].shop.id
    office.run(Namespace(action="shops", db=url, what=shop, **more))
    office.run(Namespace(action="disconnect", db=url, what=shop, **more))

    out = capsys.readouterr().out
    assert "Les Grains Libres · woocommerce" in out
    assert "1 articles linked" in out
    assert "Lentilles vertes: The web shop has no article with this code." in out
    assert SECRET not in out
    assert market.portal.webshops.standing() == []
    with market.portal.database.read() as connection:
        for table in webshop_tables.ALL:
            assert connection.execute(select(table)).first() is None


def _whole_database(market: Market) -> str:
    with market.portal.database.read() as connection:
        return "\n".join(
            repr(row) for table in tables.metadata.sorted_tables for row in connection.execute(select(table))
        )
