"""WooCommerce's measured traps, one test each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from sync.connectors.contract import Article, AwayError, OrderTurn, RemoteLine, ShutError, StockChange
from sync.connectors.oauth import signed
from sync.connectors.woocommerce import OUR_ID, WooCommerce
from tests.connectors.double import BUSY, LOST_REPLY, Reply, basic
from tests.connectors.woo_double import KEY, SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.connectors.woo_double import WooDouble


@pytest.fixture
def shop(woo: WooDouble) -> Iterator[WooCommerce]:
    made = WooCommerce(woo.url, KEY, SECRET)
    yield made
    made.close()


def article(number: int, sku: str = "", price: int = 890, url: str = "") -> Article:
    return Article(f"{number:032x}", sku or f"S{number}", f"Article {number}", "", price, "", True, url)


def test_a_signature_is_that_of_the_published_example() -> None:
    # Parameters of the example in RFC 5849 §3.4.1; its base string was written by hand and signed with OpenSSL.
    params = [("b5", "=%3D"), ("a3", "a"), ("c@", ""), ("a2", "r b"), ("c2", ""), ("a3", "2 q")]
    params += [("oauth_consumer_key", "9djdj82h48djs9d2"), ("oauth_nonce", "7d8f3e4a")]

    made = signed("post", "http://example.com/request", params, "j49sk3j29djd")

    assert made == "alsrSE+X3fVGLbxJ2+C5/wsSARqvCTfLJWQZBFJNaCo="


def test_wrong_keys_are_a_sentence_without_the_keys(woo: WooDouble) -> None:
    shop = WooCommerce(woo.url, KEY, "another")

    with pytest.raises(ShutError) as caught:
        shop.find(["x"])

    assert KEY not in str(caught.value)


def test_articles_are_found_by_codes_over_several_pages(woo: WooDouble, shop: WooCommerce) -> None:
    for number in range(130):
        woo.put(f"S{number}", number)

    found = shop.find([f"S{number}" for number in range(0, 130)])

    assert {seen.sku: seen.pieces for seen in found} == {f"S{number}": number for number in range(130)}


def test_a_hundred_and_one_articles_are_sent_in_two_batches(woo: WooDouble, shop: WooCommerce) -> None:
    outcomes = shop.upsert_products([(article(number), "") for number in range(101)])

    assert [outcome.trouble for outcome in outcomes] == [""] * 101
    assert len(woo.products) == 101
    assert [len(asked.body["create"]) for asked in woo.calls("POST", "batch")] == [100, 1]


def test_a_site_that_takes_smaller_batches_gets_halves(woo: WooDouble, shop: WooCommerce) -> None:
    woo.batch_limit = 30

    outcomes = shop.upsert_products([(article(number), "") for number in range(70)])

    assert len({outcome.remote for outcome in outcomes}) == len(woo.products) == 70


def test_an_item_that_fails_in_a_batch_that_is_answered_200_is_told_alone(woo: WooDouble, shop: WooCommerce) -> None:
    kept = woo.put("A", 3)

    outcomes = shop.set_stock([StockChange(str(kept), 7, 3), StockChange("99", 5, 1)])

    assert [(outcome.key, bool(outcome.trouble)) for outcome in outcomes] == [(str(kept), False), ("99", True)]
    assert woo.products[kept]["stock_quantity"] == 7


def test_a_code_that_is_taken_gives_the_article_that_has_it(woo: WooDouble, shop: WooCommerce) -> None:
    known = woo.put("S1", 3)

    outcome = shop.upsert_products([(article(1), "")])[0]

    assert (outcome.remote, outcome.existing, outcome.trouble) == (str(known), True, "")


def test_a_creation_whose_answer_was_lost_is_found_and_not_made_again(woo: WooDouble, shop: WooCommerce) -> None:
    woo.faults.append(LOST_REPLY)

    with pytest.raises(AwayError):
        shop.upsert_products([(article(1), "")])
    outcome = shop.upsert_products([(article(1), "")])[0]

    assert list(woo.products) == [int(outcome.remote)]
    assert woo.products[int(outcome.remote)]["meta_data"] == [{"key": OUR_ID, "value": article(1).id}]


def test_a_new_article_has_its_price_and_no_stock_to_sell_yet(woo: WooDouble, shop: WooCommerce) -> None:
    outcome = shop.upsert_products([(article(1, price=890), "")])[0]

    row = woo.products[int(outcome.remote)]
    assert (row["type"], row["regular_price"], row["manage_stock"], row["stock_quantity"]) == (
        "simple",
        "8.90",
        True,
        0,
    )


def test_what_is_sold_elsewhere_is_external_and_keeps_no_stock_whatever_is_said(
    woo: WooDouble, shop: WooCommerce
) -> None:
    outcome = shop.upsert_products([(article(1, url="https://livres.example/42"), "")])[0]

    answered = shop.set_stock([StockChange(outcome.remote, 5, None)])[0]

    row = woo.products[int(outcome.remote)]
    assert (row["type"], row["external_url"]) == ("external", "https://livres.example/42")
    assert answered.trouble == ""
    assert shop.look([outcome.remote])[outcome.remote].pieces is None


def test_a_variation_is_reached_through_its_parent(woo: WooDouble, shop: WooCommerce) -> None:
    parent = woo.put("SHIRT", None, kind="variable")
    blue = woo.put("SHIRT-B", 4, parent=parent)
    remote = shop.find(["SHIRT-B"])[0].remote

    outcome = shop.set_stock([StockChange(remote, 9, 4)])[0]

    assert (remote, outcome.trouble) == (f"{parent}/{blue}", "")
    assert shop.look([remote])[remote].pieces == 9
    assert [line.remote for order in _bought(woo, shop, {blue: 1}) for line in order] == [remote]


def test_orders_come_from_all_pages_and_only_those_that_changed_since(woo: WooDouble, shop: WooCommerce) -> None:
    honey = woo.put("H", 1000)
    old = woo.buy({honey: 1})
    woo.now += 100
    since = woo.now * 1000
    woo.now += 1
    made = [woo.buy({honey: 1}) for _ in range(230)]

    pulled = [order.remote for order in shop.pull_orders(since)]

    assert pulled == [str(number) for number in made]
    assert str(old) not in pulled


def test_an_order_says_what_was_paid_with_vat_and_who_bought_stays_there(woo: WooDouble, shop: WooCommerce) -> None:
    honey = woo.put("H", 10, "8.90")
    woo.buy({honey: 2})

    order = next(shop.pull_orders(0))

    assert (order.turn, order.currency) == (OrderTurn.OPEN, "CHF")
    assert [(line.remote, line.sku, line.pieces, line.total_minor) for line in order.lines or ()] == [
        (str(honey), "H", 2, 1780)
    ]
    assert "amille" not in repr(order)


@pytest.mark.parametrize(
    ("status", "turn"),
    [("processing", "open"), ("on-hold", "open"), ("completed", "open"), ("cancelled", "cancelled"),
     ("refunded", "cancelled"), ("failed", "cancelled"), ("pending", None), ("checkout-draft", None)],
)  # fmt: skip
def test_an_order_counts_once_it_is_placed_and_until_it_is_cancelled(
    woo: WooDouble, shop: WooCommerce, status: str, turn: str | None
) -> None:
    woo.buy({woo.put("H", 10): 1}, status)

    assert [order.turn for order in shop.pull_orders(0)] == ([turn] if turn else [])


def test_an_order_is_marked_once_however_often_that_is_said(woo: WooDouble, shop: WooCommerce) -> None:
    order = woo.buy({woo.put("H", 10): 1})

    shop.ack(str(order), "W1")
    shop.ack(str(order), "W1")

    assert woo.orders[order]["meta_data"] == [{"key": "comptoir_order", "value": "W1"}]


def test_a_shop_that_is_busy_says_how_long_to_leave_it_alone(woo: WooDouble, shop: WooCommerce) -> None:
    woo.faults.append(BUSY)

    with pytest.raises(AwayError) as caught:
        shop.find(["x"])

    assert caught.value.after_ms == 120_000


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(200, b"<html>Coming soon</html>"), AwayError),
        (Reply(502), AwayError),
        (Reply(429, {}, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), AwayError),
        (Reply(301, None, {"Location": "https://elsewhere.example/"}), ShutError),
        (Reply(403, {}), ShutError),
        (Reply(404, {"code": "rest_no_route"}), ShutError),
        (Reply(404, b"<html>Not found</html>"), ShutError),
        (Reply(418, {}), ShutError),
    ],
)
def test_answers_that_are_no_answers_say_whether_to_wait_or_to_call_somebody(
    woo: WooDouble, shop: WooCommerce, monkeypatch: pytest.MonkeyPatch, reply: Reply, error: type[Exception]
) -> None:
    monkeypatch.setattr(woo, "answer", lambda _: reply)

    with pytest.raises(error):
        shop.find(["x"])

    assert len(woo.asked) == 1


def test_keys_are_signed_with_over_http_and_sent_over_https(woo: WooDouble, shop: WooCommerce) -> None:
    shop.find(["x"])

    asked = woo.asked[0]
    assert SECRET not in repr(asked)
    assert "authorization" not in asked.headers
    over_https = WooCommerce("https://shop.example", KEY, SECRET)
    prepared = over_https._caller._session.prepare_request(requests.Request("GET", "https://shop.example"))
    assert prepared.headers["Authorization"] == basic(KEY, SECRET)


def _bought(woo: WooDouble, shop: WooCommerce, pieces: dict[int, int]) -> list[tuple[RemoteLine, ...]]:
    woo.buy(pieces)
    return [order.lines or () for order in shop.pull_orders(0)]
