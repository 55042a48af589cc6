"""Drupal Commerce's measured traps, one test each."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from sync.connectors.contract import Article, AwayError, OrderTurn, ShutError, StockChange
from sync.connectors.drupal_commerce import DrupalCommerce
from tests.connectors.double import LOST_REPLY
from tests.connectors.drupal_double import PASSWORD, USER, DrupalDouble

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def site(drupal: DrupalDouble) -> Iterator[DrupalCommerce]:
    made = DrupalCommerce(drupal.url, USER, PASSWORD)
    yield made
    made.close()


def article(number: int, sku: str = "", price: int = 750) -> Article:
    return Article(f"{number:032x}", sku or f"S{number}", f"Article {number}", "", price, "", True)


def test_more_than_fifty_articles_are_read_by_following_the_links_of_our_own_site(
    drupal: DrupalDouble, site: DrupalCommerce
) -> None:
    known = [drupal.put(f"S{number}", number) for number in range(120)]

    found = site.look(known)

    assert {seen.sku: seen.pieces for seen in found.values()} == {f"S{number}": number for number in range(120)}


def test_orders_of_several_pages_all_come_though_the_links_name_another_host(
    drupal: DrupalDouble, site: DrupalCommerce
) -> None:
    honey = drupal.put("H", 500)
    made = [drupal.buy({honey: 1}) for _ in range(120)]

    pulled = list(site.pull_orders(0))

    assert [order.remote for order in pulled] == made
    assert len(drupal.calls("GET", "commerce_order")) == 3


def test_an_article_is_a_variation_and_a_product_under_our_own_ids(drupal: DrupalDouble, site: DrupalCommerce) -> None:
    outcome = site.upsert_products([(article(1), "")])[0]

    assert outcome.remote == str(uuid.UUID(article(1).id))
    assert drupal.variations[outcome.remote]["price"] == {"number": "7.50", "currency_code": "CHF"}
    assert [product["variations"] for product in drupal.products.values()] == [[outcome.remote]]


@pytest.mark.parametrize("lost", [0, 1, 2, 3])
def test_a_creation_that_breaks_off_anywhere_is_completed_and_nothing_is_there_twice(
    drupal: DrupalDouble, site: DrupalCommerce, lost: int
) -> None:
    drupal.faults.extend([None] * lost + [LOST_REPLY])

    with pytest.raises(AwayError):
        site.upsert_products([(article(1), "")])
    outcome = site.upsert_products([(article(1), "")])[0]

    assert outcome.trouble == ""
    assert (len(drupal.variations), len(drupal.products)) == (1, 1)


def test_a_variation_without_its_product_gets_it_when_it_is_written_again(
    drupal: DrupalDouble, site: DrupalCommerce
) -> None:
    remote = site.upsert_products([(article(1), "")])[0].remote
    drupal.products.clear()

    outcome = site.upsert_products([(article(1, price=800), remote)])[0]

    assert outcome.trouble == ""
    assert [product["variations"] for product in drupal.products.values()] == [[remote]]
    assert drupal.variations[remote]["price"]["number"] == "8.00"


def test_a_code_that_is_taken_is_a_422_and_gives_the_article_that_has_it(
    drupal: DrupalDouble, site: DrupalCommerce
) -> None:
    known = drupal.put("S1", 3)

    outcome = site.upsert_products([(article(1), "")])[0]

    assert (outcome.remote, outcome.existing) == (known, True)
    assert drupal.products == {}


def test_another_refusal_names_the_field(
    drupal: DrupalDouble, site: DrupalCommerce, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = drupal.put("S1", 3)
    monkeypatch.setattr(drupal, "_varied", lambda _: [])

    outcome = site.upsert_products([(article(1), "")])[0]

    assert outcome.trouble == "422 /data/attributes/sku"
    assert list(drupal.variations) == [known]


def test_stock_is_sent_as_the_difference_to_what_was_seen(drupal: DrupalDouble, site: DrupalCommerce) -> None:
    known = drupal.put("S1", 10)

    for before, wanted in ((10, 14), (14, 3), (3, 3)):
        site.set_stock([StockChange(known, wanted, before)])

    assert drupal.variations[known]["pieces"] == 3
    assert [asked.body["data"]["attributes"] for asked in drupal.calls("PATCH")] == [
        {"field_stock": 4},
        {"field_stock": -11},
        {"field_stock": 0},
    ]


def test_a_plain_field_gets_levels() -> None:
    drupal = DrupalDouble(plain=True)
    known = drupal.put("S1", 10)
    site = DrupalCommerce(drupal.url, USER, PASSWORD, plain=True)

    site.set_stock([StockChange(known, 14, 10)])

    assert site.abilities.stock == "absolute"
    assert site.look([known])[known].pieces == 14
    site.close()
    drupal.close()


@pytest.mark.parametrize("plain", [True, False])
def test_a_field_of_the_other_kind_is_refused_before_anything_is_added(plain: bool) -> None:
    drupal = DrupalDouble(plain=plain)
    known = drupal.put("S1", 10)
    site = DrupalCommerce(drupal.url, USER, PASSWORD, plain=not plain)

    with pytest.raises(ShutError):
        site.look([known])

    site.close()
    drupal.close()


def test_a_site_that_only_reads_says_which_setting_it_is(drupal: DrupalDouble, site: DrupalCommerce) -> None:
    drupal.is_read_only = True
    known = drupal.put("S1", 10)

    with pytest.raises(ShutError, match="JSON:API"):
        site.set_stock([StockChange(known, 14, 10)])


def test_baskets_are_no_orders_and_a_cancelled_one_says_so(drupal: DrupalDouble, site: DrupalCommerce) -> None:
    honey = drupal.put("H", 10, "8.90")
    drupal.buy({honey: 1}, state="draft")
    drupal.buy({honey: 2})
    drupal.turn(drupal.buy({honey: 1}), "canceled")

    pulled = list(site.pull_orders(0))

    assert [order.turn for order in pulled] == [OrderTurn.OPEN, OrderTurn.CANCELLED]
    assert [(line.remote, line.pieces, line.total_minor) for line in pulled[0].lines or ()] == [(honey, 2, 1780)]
    assert pulled[0].currency == "CHF"


def test_orders_are_asked_for_by_seconds(drupal: DrupalDouble, site: DrupalCommerce) -> None:
    honey = drupal.put("H", 10)
    drupal.buy({honey: 1})
    since = drupal.now * 1000
    drupal.now += 1
    late = drupal.buy({honey: 1})

    assert [order.remote for order in site.pull_orders(since)] == [late]
