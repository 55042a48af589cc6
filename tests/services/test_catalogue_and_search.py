"""Articles are saved in one form and found as people type, whatever they type."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.product import Category, Product
from pos.domain.stock import Movement
from pos.services import cataloguing, searching, selling
from pos.shopfile import search
from tests.services.counter import opened, sell, stocked

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile


def add(shop: ShopFile, name: str, plu: str = "", **fields: object) -> Product:
    return cataloguing.save_product(shop, Product(shop.identities.new(), name, 100, plu=plu, **fields))  # type: ignore[arg-type]


def names(shop: ShopFile, text: str) -> list[str]:
    return [found.product.name for found in searching.find(shop, text)]


@pytest.fixture
def larder(shop: ShopFile) -> ShopFile:
    """A shop whose names have ligatures, accents and apostrophes."""
    for number, name in enumerate(("Œufs frais", "Crème brûlée", "Bœuf d’Hérens", "Pain de seigle", "Maïs")):
        add(shop, name, plu=str(101 + number), supplier="Ferme du Lac")
    return shop


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("oeuf", "Œufs frais"),
        ("œuf", "Œufs frais"),
        ("OEUFS", "Œufs frais"),
        ("creme", "Crème brûlée"),
        ("BRÛL", "Crème brûlée"),
        ("boeuf her", "Bœuf d’Hérens"),
        ("d'hér", "Bœuf d’Hérens"),
        ("seig pa", "Pain de seigle"),
        ("igl", "Pain de seigle"),
        ("mais", "Maïs"),
        ("104", "Pain de seigle"),
    ],
)
def test_an_article_is_found_as_people_type(larder: ShopFile, typed: str, name: str) -> None:
    assert names(larder, typed)[0] == name


def test_a_supplier_finds_its_articles_and_nonsense_finds_none(larder: ShopFile) -> None:
    assert len(names(larder, "ferme")) == 5
    assert names(larder, "xyzzy") == []
    assert names(larder, "  ") == []


SYNTAX = [
    '"',
    "*",
    "NEAR(",
    "a AND",
    "OR",
    "NOT x",
    "words:pain",
    "^pain",
    "pain*",
    "'; DROP TABLE entry;--",
    "\0",
    "-1",
]


@pytest.mark.parametrize("typed", [*SYNTAX, '"' * 200, "a" * 5000, "²", "½", "ﬁ", "字", "\ud800", "\0", "ß", "İ"])
def test_what_is_typed_is_never_query_syntax(larder: ShopFile, typed: str) -> None:
    searching.find(larder, typed)
    assert searching.exact(larder, typed) is None or typed.strip()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
@example("²*")
def test_any_text_can_be_searched(larder: ShopFile, typed: str) -> None:
    assert len(searching.find(larder, typed)) <= 30


def test_what_sold_most_comes_first_after_the_nightly_ranking(shop: ShopFile) -> None:
    stock = opened(shop)
    popular = add(shop, "Pain rare", "999")
    assert names(shop, "pain") == ["Pain de seigle", "Pain rare"]
    sell(shop, (popular, 1000))

    counted = searching.rank_by_popularity(shop, "2026-11-01")

    assert counted == len(stock) + 1
    assert names(shop, "pain") == ["Pain rare", "Pain de seigle"]


def test_an_article_is_read_by_its_code_in_any_form(shop: ShopFile) -> None:
    add(shop, "Riz", barcodes=("036000291452",))

    assert searching.read_code(shop, "036000291452\r").products[0].product.name == "Riz"
    assert searching.read_code(shop, "0036000291452").products[0].product.name == "Riz"


def test_a_plu_or_a_ticket_number_can_be_scanned_too(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.bread, 1000))

    assert searching.read_code(shop, "101").products[0].product == stock.bread
    assert searching.read_code(shop, sale.receipt.lower()).ticket_id == sale.id


def test_a_code_given_twice_shows_both(shop: ShopFile) -> None:
    add(shop, "Riz", barcodes=("7610000000011",))
    add(shop, "Riz complet", barcodes=("7610000000011",))

    assert len(searching.read_code(shop, "7610000000011").products) == 2
    assert searching.exact(shop, "7610000000011") is None


def test_an_unknown_or_misread_code_is_a_sentence(shop: ShopFile) -> None:
    stocked(shop)

    with pytest.raises(UserError, match="No article carries the code 7610000000028"):
        searching.read_code(shop, "7610000000028")
    with pytest.raises(UserError, match="No article carries the code 4711"):
        searching.read_code(shop, "4711")
    with pytest.raises(UserError, match="check digit is wrong"):
        searching.read_code(shop, "7610000000012")


def test_an_exact_plu_or_barcode_typed_is_the_article(shop: ShopFile) -> None:
    stock = stocked(shop)

    for typed, expected in ((" 101 ", stock.bread), ("7610000000011", stock.soap)):
        found = searching.exact(shop, typed)
        assert found is not None
        assert found.product == expected
    assert searching.exact(shop, "") is None


def test_a_changed_article_is_found_by_its_new_words_only(shop: ShopFile) -> None:
    bread = add(shop, "Pain", "101", barcodes=("7610000000011",))

    cataloguing.save_product(shop, replace(bread, name="Tresse", barcodes=()), base=1)

    assert names(shop, "pain") == []
    assert names(shop, "tresse") == ["Tresse"]
    with pytest.raises(UserError, match="No article"):
        searching.read_code(shop, "7610000000011")


def test_an_archived_article_is_found_no_more_but_its_past_stays(shop: ShopFile) -> None:
    stock = opened(shop)
    cataloguing.save_product(shop, replace(stock.bread, archived=True))

    assert names(shop, "seigle") == []
    assert searching.exact(shop, "101") is None
    with shop.read() as connection:
        kept = search.by_id(connection, stock.bread.id)
    assert kept is not None
    assert kept.product.archived


def test_an_article_changed_meanwhile_is_not_overwritten(shop: ShopFile) -> None:
    bread = add(shop, "Pain")
    cataloguing.save_product(shop, replace(bread, price_minor=200), base=1)

    with pytest.raises(UserError, match="was changed meanwhile"):
        cataloguing.save_product(shop, replace(bread, price_minor=300), base=1)


def test_prices_are_dated_and_only_written_when_they_change(shop: ShopFile) -> None:
    bread = add(shop, "Pain")
    cataloguing.save_product(shop, replace(bread, name="Pain bis"))
    cataloguing.save_product(shop, replace(bread, price_minor=200))

    with shop.read() as connection:
        prices = connection.exec_driver_sql("SELECT valid_from, price_minor FROM price ORDER BY n").all()
    assert [tuple(price) for price in prices] == [("2026-11-23", 100), ("2026-11-23", 200)]


def test_a_wrong_article_writes_nothing(shop: ShopFile) -> None:
    before = shop.head

    with pytest.raises(UserError, match="is negative"):
        cataloguing.save_product(shop, Product(shop.identities.new(), "Pain", -1))

    assert shop.head == before


def test_a_deposit_that_is_gone_is_simply_not_rung_up(shop: ShopFile) -> None:
    lonely = add(shop, "Lait", deposit_id="00" * 16)

    assert selling.ring_up(shop, selling.new_basket(shop), lonely).total_minor == 100


def test_categories_and_favourites_stand_in_the_shop_s_order(shop: ShopFile) -> None:
    cataloguing.save_category(shop, Category("bread", "Pains", 2, "amber"))
    cataloguing.save_category(shop, Category("dairy", "Laiterie", 1, "blue"))
    cataloguing.save_category(shop, Category("bread", "Pains et tresses", 2, "amber"))
    second = add(shop, "B", favourite=2, category="bread")
    first = add(shop, "A", favourite=1, category="bread")
    add(shop, "C", "1", category="bread")

    assert [category.name for category in searching.categories(shop)] == ["Laiterie", "Pains et tresses"]
    assert [found.product for found in searching.favourites(shop)] == [first, second]
    assert [found.product.name for found in searching.of_category(shop, "bread")] == ["A", "B", "C"]


def test_goods_received_are_on_the_shelf_and_shown_with_the_article(shop: ShopFile) -> None:
    bread = add(shop, "Pain", stocked=True)

    cataloguing.receive_stock(shop, [Movement(bread.id, 5000)])
    cataloguing.receive_stock(shop, [Movement(bread.id, 2000)])

    assert searching.find(shop, "pain")[0].stock_milli == 7000


def test_control_characters_a_scanner_sends_are_no_part_of_the_code(shop: ShopFile) -> None:
    stock = stocked(shop)

    assert searching.read_code(shop, "\x02\x1d7610000000011\x03").products[0].product == stock.soap


def test_a_search_sees_what_the_same_thread_is_writing_and_others_only_what_is_written(shop: ShopFile) -> None:
    opened(shop)
    heard: list[int] = []

    with shop.together():
        cataloguing.save_product(shop, Product(shop.identities.new(), "Zwieback", 300))
        mine = [hit.product.name for hit in searching.find(shop, "zwie")]
        other = threading.Thread(target=lambda: heard.append(len(searching.find(shop, "zwie"))))
        other.start()
        other.join()

    assert (mine, heard) == (["Zwieback"], [0])
    assert [hit.product.name for hit in searching.find(shop, "zwie")] == ["Zwieback"]


def test_an_archived_article_is_found_again_where_it_was(shop: ShopFile) -> None:
    stock = opened(shop)
    for archived in (True, False):
        cataloguing.set_archived(shop, stock.bread.id, archived=archived)
        hits = [hit.product.id for hit in searching.find(shop, stock.bread.name)]
        assert hits == ([] if archived else [stock.bread.id])
