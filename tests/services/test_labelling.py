"""Labels of the shop's articles: own codes, goods receipts, prices that changed, sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from pos.domain import facts
from pos.domain.barcode import is_gtin
from pos.domain.errors import UserError
from pos.domain.label_codes import block_of, own_code
from pos.domain.product import DatedPrice, Pack, Product
from pos.domain.stock import Movement, ReceivedLine
from pos.services import cataloguing, labelling, searching, settings
from pos.services.labelling import MOST, Wanted
from pos.shopfile import search
from pos.shopfile.verify import verify
from tests.services.counter import stocked

if TYPE_CHECKING:
    from pathlib import Path

    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile


def article(shop: ShopFile, product_id: str) -> Product:
    with shop.read() as connection:
        found = search.by_id(connection, product_id)
    assert found is not None
    return found.product


def receive(shop: ShopFile, *lines: tuple[Product, int], supplier: str = "Ferme") -> str:
    """Journal a goods receipt and give its id."""
    with shop.write() as journal:
        fact = facts.StockReceived(
            id=journal.new_id(),
            at=journal.stamp(),
            reason="goods receipt",
            moves=tuple(Movement(product.id, milli) for product, milli in lines),
            supplier=supplier,
            document="BL 12",
            lines=tuple(ReceivedLine(product.id, milli) for product, milli in lines),
        )
        journal.append(fact)
    return fact.id


def test_an_issued_code_is_journalled_and_scans(shop: ShopFile) -> None:
    bread = stocked(shop).bread

    code = labelling.issue_code(shop, bread.id, cashier="u1")

    assert is_gtin(code)
    assert code == own_code(block_of(shop.head.inc), 1)
    assert [found.product.id for found in searching.read_code(shop, code).products] == [bread.id]
    with shop.read() as connection:
        payload = connection.exec_driver_sql("SELECT payload FROM entry ORDER BY n DESC LIMIT 1").scalar_one()
    fact = facts.decode(payload)
    assert isinstance(fact, facts.ProductChanged)
    assert (fact.by, fact.product.barcodes) == ("u1", (code,))
    assert verify(shop.path).ok


def test_codes_never_repeat_even_when_one_was_taken_off_its_article(shop: ShopFile) -> None:
    goods = stocked(shop)
    first = labelling.issue_code(shop, goods.bread.id)
    cataloguing.save_product(shop, replace(article(shop, goods.bread.id), barcodes=()))
    second = labelling.issue_code(shop, goods.cheese.id)
    cataloguing.save_product(shop, replace(article(shop, goods.cheese.id), archived=True))
    third = labelling.issue_code(shop, goods.soap.id)

    assert len({first, second, third}) == 3


def test_a_code_that_any_article_or_pack_carries_is_passed_over(shop: ShopFile) -> None:
    goods, block = stocked(shop), block_of(shop.head.inc)
    cataloguing.save_product(shop, replace(goods.bread, barcodes=(own_code(block, 7),), archived=True))
    cataloguing.save_product(shop, replace(goods.milk, packs=(Pack(own_code(block, 8), 6000),)))

    assert labelling.issue_code(shop, goods.soap.id) == own_code(block, 9)


def test_an_article_that_is_archived_or_unknown_gets_no_code(shop: ShopFile) -> None:
    goods = stocked(shop)
    cataloguing.save_product(shop, replace(goods.bread, archived=True))

    for product_id in (goods.bread.id, "0" * 32):
        with pytest.raises(UserError, match="not in the shop file"):
            labelling.issue_code(shop, product_id)


def test_missing_codes_are_given_to_what_has_none_and_is_not_weighed(shop: ShopFile) -> None:
    goods = stocked(shop)
    wanted = [goods.bread.id, goods.cheese.id, goods.soap.id, goods.bread.id]

    issued = labelling.issue_missing_codes(shop, wanted)

    assert [article(shop, product_id).barcodes for product_id in wanted[:3]] == [
        (issued[0],),
        (),
        goods.soap.barcodes,
    ]
    assert labelling.issue_missing_codes(shop, wanted) == []


def test_labels_come_in_order_as_often_as_wanted(shop: ShopFile) -> None:
    goods = stocked(shop)

    made = labelling.labels(shop, [Wanted(goods.soap.id, 2), Wanted(goods.bread.id)], "article")

    assert [(label.name, label.figure) for label in made] == [
        ("Savon au lait", "7.90"),
        ("Savon au lait", "7.90"),
        ("Pain de seigle", "4.21"),
    ]


def test_labels_for_a_later_day_show_its_price(shop: ShopFile) -> None:
    bread = stocked(shop).bread
    cataloguing.save_product(shop, replace(bread, next_prices=(DatedPrice("2026-11-24", 460),)))

    today, tomorrow = (labelling.labels(shop, [Wanted(bread.id)], "shelf", day=day)[0] for day in ("", "2026-11-24"))

    assert (today.figure, today.date) == ("4.21", "23.11.2026")
    assert (tomorrow.figure, tomorrow.date) == ("4.60", "24.11.2026")


def test_the_code_of_a_pack_makes_the_label_of_the_pack(shop: ShopFile) -> None:
    soap = stocked(shop).soap
    cataloguing.save_product(shop, replace(soap, packs=(Pack("7610000000035", 6000, "carton"),)))

    label = labelling.labels(shop, [Wanted(soap.id, code="7610000000035")], "shelf")[0]

    assert (label.name, label.figure, label.code) == ("Savon au lait, carton", "47.40", "7610000000035")


def test_weighed_goods_carry_their_price_and_the_code_reads_back_as_it(shop: ShopFile) -> None:
    cheese = stocked(shop).cheese

    label = labelling.labels(shop, [Wanted(cheese.id, grams=486, best_before="2026-12-01")], "weighed")[0]

    assert (label.figure, label.code) == ("13.85", "2300201013853")
    assert ("Best before", "01.12.2026") in label.facts


def test_a_price_too_long_for_its_code_is_replaced_by_the_weight(shop: ShopFile) -> None:
    cheese = stocked(shop).cheese
    cataloguing.save_product(shop, replace(cheese, price_minor=500_000))

    assert labelling.labels(shop, [Wanted(cheese.id, grams=486)], "weighed")[0].code.startswith("21002010048")


@pytest.mark.parametrize(
    ("change", "grams", "said"),
    [
        ({"unit": "piece"}, 486, "not sold by weight"),
        ({"unit": "l"}, 486, "not sold by weight"),
        ({"price_minor": None}, 486, "at a fixed price"),
        ({"plu": ""}, 486, "needs a PLU"),
        ({"plu": "123456"}, 486, "needs a PLU"),
        ({}, 0, "cannot hold"),
    ],
)
def test_what_cannot_be_labelled_by_weight_is_said(
    change: dict[str, object], grams: int, said: str, shop: ShopFile
) -> None:
    cheese = replace(stocked(shop).cheese, **change)
    cataloguing.save_product(shop, cheese)

    with pytest.raises(UserError, match=said):
        labelling.labels(shop, [Wanted(cheese.id, grams=grams)], "weighed")


def test_a_hundred_grams_are_priced_as_such(shop: ShopFile) -> None:
    cheese = replace(stocked(shop).cheese, unit="100g", price_minor=285)
    cataloguing.save_product(shop, cheese)

    assert labelling.labels(shop, [Wanted(cheese.id, grams=486)], "weighed")[0].figure == "13.85"


def test_the_label_of_weighed_goods_sells_at_its_price(shop: ShopFile) -> None:
    cheese = stocked(shop).cheese
    label = labelling.labels(shop, [Wanted(cheese.id, grams=486)], "weighed")[0]
    cataloguing.save_product(shop, replace(cheese, price_minor=9900))

    scanned = searching.read_code(shop, label.code)

    assert [found.product.id for found in scanned.products] == [cheese.id]
    assert scanned.price_minor == 1385


def test_the_shops_own_patterns_are_written(shop: ShopFile) -> None:
    cheese = stocked(shop).cheese
    profile = replace(settings.profile(shop), code_patterns=("20IIIIIIIIIIC", "28IIIIWWWWWWC", "27IIIITTTTTTC"))
    settings.change_profile(shop, profile)

    label = labelling.labels(shop, [Wanted(cheese.id, grams=486)], "weighed")[0]
    jar = labelling.container_labels(shop, "Fût", 123_456)[0]

    assert label.code.startswith("280201000486")
    assert searching.read_code(shop, label.code).grams == 486
    assert searching.read_code(shop, jar.code).tare_grams == 123_456


def test_container_stickers_hold_the_tare(shop: ShopFile) -> None:
    made = labelling.container_labels(shop, "  Bocal   1 l ", 486, 3)

    assert [label.code for label in made] == ["2600001004861"] * 3
    assert (made[0].name, made[0].figure) == ("Bocal 1 l", "486\u00a0g")
    assert searching.read_code(shop, made[0].code).tare_grams == 486
    with pytest.raises(UserError, match="cannot hold"):
        labelling.container_labels(shop, "Fût", 100_000)


def test_a_goods_receipt_wants_a_shelf_label_each_and_an_article_label_per_piece(shop: ShopFile) -> None:
    goods = stocked(shop)
    old = receive(shop, (goods.milk, 1000), supplier="")
    new = receive(shop, (goods.bread, 6000), (goods.cheese, 2500), (goods.bread, 1500))

    assert [(one.id, one.supplier, one.document, one.lines) for one in labelling.goods_receipts(shop)] == [
        (new, "Ferme", "BL 12", 3),
        (old, "", "BL 12", 1),
    ]
    assert labelling.from_receipt(shop, new, "article") == [Wanted(goods.bread.id, 8), Wanted(goods.cheese.id, 1)]
    assert labelling.from_receipt(shop, new, "shelf") == [Wanted(goods.bread.id), Wanted(goods.cheese.id)]


def test_what_is_archived_since_it_came_in_gets_no_label(shop: ShopFile) -> None:
    goods = stocked(shop)
    new = receive(shop, (goods.bread, 6000), (goods.milk, 1000))
    cataloguing.save_product(shop, replace(goods.bread, archived=True))

    assert labelling.from_receipt(shop, new, "shelf") == [Wanted(goods.milk.id)]


@pytest.mark.parametrize("change", [{"price_minor": 430}, {"member_price_minor": 400}, {"price_minor": None}])
def test_an_article_is_to_be_labelled_anew_when_its_price_changed(
    change: dict[str, int | None], shop: ShopFile
) -> None:
    goods = stocked(shop)
    assert labelling.price_changed(shop) == []
    labelling.note_printed(shop, [goods.bread.id, goods.soap.id])
    assert labelling.price_changed(shop) == []

    cataloguing.save_product(shop, replace(goods.bread, **change))
    cataloguing.save_product(shop, replace(goods.soap, name="Savon"))
    assert labelling.price_changed(shop) == [Wanted(goods.bread.id)]

    labelling.note_printed(shop, [goods.bread.id])
    assert labelling.price_changed(shop) == []


def test_a_price_that_went_back_is_on_the_shelf_already(shop: ShopFile) -> None:
    bread = stocked(shop).bread
    labelling.note_printed(shop, [bread.id])
    cataloguing.save_product(shop, replace(bread, price_minor=430))
    cataloguing.save_product(shop, bread)

    assert labelling.price_changed(shop) == []


def test_labels_printed_for_tomorrow_are_due_until_then(shop: ShopFile, clock: SetClock) -> None:
    bread = stocked(shop).bread
    cataloguing.save_product(shop, replace(bread, next_prices=(DatedPrice("2026-11-24", 460),)))
    labelling.note_printed(shop, [bread.id], day="2026-11-24")
    assert labelling.price_changed(shop) == [Wanted(bread.id)]

    cataloguing.save_product(shop, replace(bread, price_minor=460))
    assert labelling.price_changed(shop) == []


def test_oddities_are_counted_once_per_label(shop: ShopFile) -> None:
    goods = stocked(shop)
    cataloguing.save_product(shop, replace(goods.soap, price_minor=0))

    made = labelling.labels(shop, [Wanted(one.id, 5) for one in (goods.bread, goods.cheese, goods.soap)], "shelf")

    assert labelling.oddities(made) == ["1 without a bar code", "1 with the price 0.00"]


def test_a_sheet_is_written_and_remembered(shop: ShopFile, tmp_path: Path, qapp: object) -> None:
    bread = stocked(shop).bread

    pages = labelling.sheet_pdf(shop, [Wanted(bread.id, 25)], "3x8", tmp_path / "labels.pdf", 2)

    assert pages == len(PdfReader(tmp_path / "labels.pdf").pages) == 2
    cataloguing.save_product(shop, replace(bread, price_minor=430))
    assert labelling.price_changed(shop) == [Wanted(bread.id)]


@pytest.mark.parametrize(
    ("wanted", "format", "said"),
    [([], "3x8", "no label"), ([Wanted("0" * 32)], "3x8", "not in the shop"), ([], "9x9", "not a format")],
)
def test_a_sheet_that_cannot_be_made_is_said(
    wanted: list[Wanted], format: str, said: str, shop: ShopFile, tmp_path: Path, qapp: object
) -> None:
    with pytest.raises(UserError, match=said):
        labelling.sheet_pdf(shop, wanted, format, tmp_path / "labels.pdf")


def test_too_many_labels_are_refused_before_they_are_made(shop: ShopFile) -> None:
    bread = stocked(shop).bread

    with pytest.raises(UserError, match="in one go"):
        labelling.labels(shop, [Wanted(bread.id, MOST), Wanted(bread.id)], "shelf")
