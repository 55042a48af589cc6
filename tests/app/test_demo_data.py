"""The demo shop's files: articles, shop, week, prices of the replayed bakery."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from typing import Any

import pytest

from pos.domain.barcode import is_gtin, normalise
from pos.domain.currency import ChangePolicy, parse_rate
from pos.domain.drawer import checked_count
from pos.domain.money import parse_amount
from pos.domain.product import VAT_CODES, Category, Product, checked
from pos.domain.quantity import parse_quantity
from pos.domain.shop import ShopProfile, checked_profile
from pos.domain.tender import CURRENCY_OF, Rules
from pos.domain.vat import VatRegime
from pos.resources import RESOURCES

DEMO = RESOURCES / "demo"
HEADER = [
    *("plu", "name", "category", "unit", "price", "vat", "barcode"),
    *("supplier", "supplier_ref", "favourite", "stock", "icon", "deposit_plu", "origin"),
]
FAVOURITES = [
    *("101", "102", "103", "110", "114"),
    *("201", "204", "207", "212", "215"),
    *("301", "304", "306", "321", "327"),
    *("401", "503", "601", "690", "701"),
]
"""The four rows of tiles as designed."""

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """Read a table of the demo shop."""
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def document(name: str) -> dict[str, Any]:
    """Read a document of the demo shop."""
    content: dict[str, Any] = json.loads((DEMO / name).read_text(encoding="utf-8"))
    return content


def product_of(row: Row) -> Product:
    """Make the article of a row."""
    return Product(
        id=row["plu"],
        name=row["name"],
        price_minor=parse_amount(row["price"]) if row["price"] else None,
        vat_code=row["vat"],
        unit=row["unit"],
        plu=row["plu"],
        barcodes=tuple(row["barcode"].split()),
        category=row["category"],
        supplier=row["supplier"],
        supplier_ref=row["supplier_ref"],
        deposit_id=row["deposit_plu"] or None,
        icon=row["icon"],
        origin=row["origin"],
        favourite=int(row["favourite"]) if row["favourite"] else None,
        stocked=bool(row["stock"]),
    )


@pytest.fixture(scope="module")
def articles() -> list[Row]:
    return rows("articles.csv")


@pytest.fixture(scope="module")
def shop() -> dict[str, Any]:
    return document("shop.json")


@pytest.fixture(scope="module")
def week() -> dict[str, Any]:
    return document("week.json")


def test_the_shelves_are_full_and_the_columns_are_as_the_loader_reads_them(articles: list[Row]) -> None:
    assert len(articles) >= 280
    assert all(list(row) == HEADER for row in articles)


def test_every_article_is_one_the_till_accepts_as_written(articles: list[Row]) -> None:
    for row in articles:
        product = checked(product_of(row))

        assert product.name == row["name"]
        assert row["price"] == "" or re.fullmatch(r"-?\d+\.\d\d", row["price"]), row
        assert product.price_minor != 0, row


def test_no_two_articles_share_a_plu_a_name_or_a_barcode(articles: list[Row]) -> None:
    codes = [normalise(code) for row in articles for code in row["barcode"].split()]
    plus = [row["plu"] for row in articles]
    names = [row["name"].casefold() for row in articles]

    assert len(set(plus)) == len(plus)
    assert all(re.fullmatch(r"[1-9]\d{2,3}", plu) for plu in plus)
    assert len(set(names)) == len(names)
    assert len(set(codes)) == len(codes)


def test_every_barcode_has_its_right_check_digit(articles: list[Row]) -> None:
    codes = [code for row in articles for code in row["barcode"].split()]

    assert [code for code in codes if not is_gtin(code)] == []
    assert {len(code) for code in codes} == {8, 12, 13}
    assert len([row for row in articles if row["barcode"]]) >= 190


def test_what_is_weighed_has_no_barcode(articles: list[Row]) -> None:
    assert [row["name"] for row in articles if row["unit"] != "piece" and row["barcode"]] == []


def test_categories_and_vat_codes_are_known(articles: list[Row], shop: dict[str, Any]) -> None:
    categories = [Category(**category) for category in shop["categories"]]

    assert {row["category"] for row in articles} == {category.key for category in categories}
    assert len({category.rank for category in categories}) == len(categories)
    assert {row["vat"] for row in articles} <= set(VAT_CODES)


def test_every_deposit_named_is_a_charge_outside_vat(articles: list[Row]) -> None:
    by_plu = {row["plu"]: row for row in articles}
    named = {row["deposit_plu"] for row in articles if row["deposit_plu"]}

    assert named == {"691", "692"}
    assert all(by_plu[plu]["vat"] == "D" and Decimal(by_plu[plu]["price"]) > 0 for plu in named)


def test_a_returned_container_gives_back_what_its_deposit_cost(articles: list[Row]) -> None:
    price = {row["plu"]: parse_amount(row["price"]) for row in articles if row["price"]}

    assert price["690"] == -price["692"]
    assert price["693"] == -price["691"]


def test_the_favourites_are_the_twenty_tiles_in_their_order(articles: list[Row]) -> None:
    ranked = sorted((int(row["favourite"]), row["plu"]) for row in articles if row["favourite"])

    assert ranked == list(enumerate(FAVOURITES, 1))


def test_every_icon_is_drawn(articles: list[Row]) -> None:
    drawn = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}

    assert {row["icon"] for row in articles} - drawn == set()


def test_names_are_written_with_typographic_apostrophes_and_clean_spaces(articles: list[Row]) -> None:
    written = [row[column] for row in articles for column in ("name", "supplier", "origin")]

    assert [text for text in written if "'" in text or "oeu" in text.casefold() or text != text.strip()] == []


def test_stocks_are_quantities_and_pieces_are_whole(articles: list[Row]) -> None:
    for row in articles:
        if row["stock"] not in ("", "0"):
            assert parse_quantity(row["stock"]) > 0, row
        if row["unit"] == "piece" and row["stock"]:
            assert row["stock"].isdigit(), row


def test_exactly_one_article_asks_its_price_at_the_till(articles: list[Row]) -> None:
    assert [row["name"] for row in articles if not row["price"]] == ["Article divers"]


def test_the_shop_is_a_profile_the_till_accepts(shop: dict[str, Any]) -> None:
    rules = Rules(
        accepted=tuple(shop["accepted"]),
        eur_rate=shop["eur_rate"],
        lem_change=ChangePolicy(shop["lem_change"]),
        lem_limit_minor=shop["lem_limit_minor"],
    )
    profile = ShopProfile(
        name=shop["name"],
        address=tuple(shop["address"]),
        uid=shop["uid"],
        vat_regime=VatRegime(shop["vat_regime"]),
        till_code=shop["till_code"],
        till_name=shop["till_name"],
        language=shop["language"],
        footer=shop["footer"],
        rules=rules,
    )

    assert checked_profile(profile) == profile
    assert set(rules.accepted) == set(CURRENCY_OF)
    assert str(parse_rate(shop["eur_rate"])) == shop["eur_rate"]


def test_the_floats_add_up(shop: dict[str, Any]) -> None:
    totals = {
        code: checked_count(code, {int(piece): number for piece, number in pieces.items()}).total_minor
        for code, pieces in shop["floats"].items()
    }

    assert totals == {"CHF": 20_000, "LEM": 4_000, "EUR": 0}


def test_the_team_has_one_owner_and_pins_of_its_own(shop: dict[str, Any]) -> None:
    pins = [person["pin"] for person in shop["team"]]

    assert [person["name"] for person in shop["team"]] == ["Nadia", "Marc", "Zoé", "Ibrahim"]
    assert [person["role"] for person in shop["team"]] == ["owner", "cashier", "cashier", "cashier"]
    assert len(set(pins)) == len(pins)
    assert all(re.fullmatch(r"\d{4}", pin) for pin in pins)


def test_the_shop_opens_from_monday_to_saturday_and_somebody_comes_every_hour(week: dict[str, Any]) -> None:
    assert [day["weekday"] for day in week["days"]] == [0, 1, 2, 3, 4, 5]
    for day in week["days"]:
        assert 35 <= day["tickets"] <= 70
        assert re.fullmatch(r"\d\d:\d\d", day["opens"])
        assert re.fullmatch(r"\d\d:\d\d", day["closes"])
        assert all(week["hours"][str(hour)] > 0 for hour in range(int(day["opens"][:2]), int(day["closes"][:2])))


def test_the_week_sells_only_articles_with_a_price_that_are_not_returns(
    week: dict[str, Any], articles: list[Row]
) -> None:
    price = {row["plu"]: parse_amount(row["price"]) for row in articles if row["price"]}

    assert all(price[plu] > 0 and weight > 0 for plu, weight in week["popular"].items())


def test_the_weights_of_the_week_are_percentages(week: dict[str, Any]) -> None:
    assert sum(week["tenders"].values()) == 100
    assert set(week["tenders"]) == {"cash", "card", "twint", "lem", "eur"}
    assert sum(week["basket_sizes"].values()) == 100
    assert all(int(size) > 0 for size in week["basket_sizes"])


def test_every_item_of_the_replayed_bakery_has_one_price_and_non_sales_cost_nothing() -> None:
    listed = rows("bakery_prices.csv")
    prices = {row["item"]: parse_amount(row["price"]) for row in listed}

    assert len(prices) == len(listed) == 95
    assert {item for item, minor in prices.items() if minor == 0} == {"NONE", "Adjustment"}
    assert all(minor >= 0 and minor % 5 == 0 for minor in prices.values())
