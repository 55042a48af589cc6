"""Articles in order, due prices, variants, archives, codes carried twice, categories and pictures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from pos.documents.article_picture import LARGEST_KEPT, shrink
from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.gaps import gaps
from pos.domain.merging import merge
from pos.domain.product import Category, DatedPrice, Pack, Part, Product
from pos.domain.stock import Movement
from pos.domain.tender import CASH, Given
from pos.services import cataloguing, closing_day, parking, selling
from pos.shopfile import catalogue
from pos.shopfile.catalogue import Shelf
from tests.services.counter import opened, sell, stocked

if TYPE_CHECKING:
    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile


def new(shop: ShopFile, name: str, price: int | None = 100, **fields: object) -> Product:
    return cataloguing.save_product(shop, Product(shop.identities.new(), name, price, **fields))  # type: ignore[arg-type]


def shown(shop: ShopFile, numbers: list[int]) -> list[str]:
    page = cataloguing.articles(shop, numbers)
    return [page[n].product.name for n in numbers]


def entries(shop: ShopFile, kind: str) -> int:
    with shop.read() as connection:
        query = "SELECT count(*) FROM entry WHERE type = ?"
        return int(connection.exec_driver_sql(query, (kind,)).scalar_one())


def now(shop: ShopFile, product: Product) -> Product:
    found = cataloguing.article(shop, product.id)
    assert found is not None
    return found.product


@pytest.fixture
def larder(shop: ShopFile) -> ShopFile:
    """Give a shop with five articles whose orders all differ."""
    new(shop, "Zèbre", 300, plu="9", category="a")
    egg = new(shop, "œuf", 100, plu="10", category="b", stocked=True)
    new(shop, "Pomme", 200, plu="101", category="a")
    new(shop, "élan", None, plu="", category="b")
    new(shop, "Vieux", 400, plu="7", archived=True)
    cataloguing.receive_stock(shop, [Movement(egg.id, 5000)])
    return shop


@pytest.mark.parametrize(
    ("order", "descending", "names"),
    [
        (catalogue.NAME, False, ["élan", "œuf", "Pomme", "Zèbre"]),
        (catalogue.NAME, True, ["Zèbre", "Pomme", "œuf", "élan"]),
        (catalogue.CODE, False, ["Zèbre", "œuf", "Pomme", "élan"]),
        (catalogue.CODE, True, ["Pomme", "œuf", "Zèbre", "élan"]),
        (catalogue.PRICE, False, ["œuf", "Pomme", "Zèbre", "élan"]),
        (catalogue.PRICE, True, ["Zèbre", "Pomme", "œuf", "élan"]),
        (catalogue.STOCK, False, ["œuf", "Zèbre", "Pomme", "élan"]),
    ],
)
def test_articles_come_in_the_order_asked(larder: ShopFile, order: str, descending: bool, names: list[str]) -> None:
    assert shown(larder, cataloguing.in_order(larder, Shelf(), order, descending=descending)) == names


def test_a_category_the_archive_and_a_search_narrow_the_table(larder: ShopFile) -> None:
    assert shown(larder, cataloguing.in_order(larder, Shelf("b"))) == ["élan", "œuf"]
    assert shown(larder, cataloguing.in_order(larder, Shelf(archived=True))) == ["Vieux"]
    assert shown(larder, cataloguing.in_order(larder, Shelf(archived=True), text="vie")) == ["Vieux"]
    assert shown(larder, cataloguing.in_order(larder, Shelf(), text="oeu")) == ["œuf"]
    assert shown(larder, cataloguing.in_order(larder, Shelf("a"), text="oeu")) == []


@pytest.mark.parametrize(
    ("fields", "stock", "missing"),
    [
        ({}, None, ()),
        ({"price_minor": None}, None, ()),
        ({"price_minor": 0}, None, ("price",)),
        ({"price_minor": None, "unit": "kg"}, None, ("price",)),
        ({"price_minor": None, "stocked": True}, None, ("price",)),
        ({"vat_code": ""}, None, ("vat",)),
        ({"plu": "", "barcodes": ()}, None, ("code",)),
        ({"category": "gone"}, None, ("category",)),
        ({"stocked": True}, -1, ("stock",)),
        ({"online": True}, None, ("portal",)),
        ({"online": True, "description": "x", "picture": "y"}, None, ()),
    ],
)
def test_what_an_article_lacks_is_named(fields: dict[str, object], stock: int | None, missing: tuple[str, ...]) -> None:
    product = replace(Product("1", "Pain", 100, plu="1", category="bread"), **fields)

    assert gaps(product, stock, {"bread"}) == missing


def test_the_incomplete_articles_are_listed(larder: ShopFile) -> None:
    cataloguing.save_category(larder, Category("a", "A", 1, "bread"))

    assert shown(larder, cataloguing.incomplete(larder, Shelf())) == ["élan", "œuf"]


def test_a_dated_price_begins_when_the_day_is_opened_and_only_once(shop: ShopFile, clock: SetClock) -> None:
    stock = stocked(shop)
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    later = (clock.now() + timedelta(days=9)).date().isoformat()
    dated = (DatedPrice(later, 500), DatedPrice(tomorrow, 450, 430))
    cataloguing.save_product(shop, replace(stock.bread, next_prices=dated))
    closing_day.open_session(shop, {"CHF": 0})
    assert now(shop, stock.bread).price_minor == 421

    clock.pass_seconds(86_400)
    assert cataloguing.apply_due_prices(shop, tomorrow) == (1, False)
    assert cataloguing.apply_due_prices(shop, tomorrow) == (0, False)

    after = now(shop, stock.bread)
    assert (after.price_minor, after.member_price_minor) == (450, 430)
    assert [price.price_minor for price in after.next_prices] == [500]


def test_the_opening_of_a_day_begins_its_prices(shop: ShopFile, clock: SetClock) -> None:
    stock = stocked(shop)
    today = clock.now().date().isoformat()
    cataloguing.save_product(shop, replace(stock.bread, next_prices=(DatedPrice(today, 450),)))

    closing_day.open_session(shop, {"CHF": 0})

    assert now(shop, stock.bread).price_minor == 450


def test_no_price_changes_while_a_basket_is_rung_up(shop: ShopFile, clock: SetClock) -> None:
    stock = opened(shop)
    today = clock.now().date().isoformat()
    cataloguing.save_product(shop, replace(stock.bread, next_prices=(DatedPrice(today, 450),)))
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.soap, 1000)
    parking.keep_open(shop, basket)

    assert cataloguing.apply_due_prices(shop, today) == (0, True)
    assert now(shop, stock.bread).price_minor == 421
    parking.discard(shop, basket.id)
    assert cataloguing.apply_due_prices(shop, today) == (1, False)


BASE = Product("1", "Pain", 400, next_prices=(DatedPrice("2026-12-01", 450), DatedPrice("2027-01-01", 470)))


def test_two_tills_that_begin_the_same_price_do_not_conflict() -> None:
    begun = replace(BASE, price_minor=450, next_prices=BASE.next_prices[1:])

    assert merge(BASE, begun, begun) == (begun, {})
    assert merge(BASE, replace(begun, name="Miche"), begun) == (replace(begun, name="Miche"), {})


def test_lists_and_parts_are_merged_as_one_field_each() -> None:
    with_pack = replace(BASE, packs=(Pack("761", 6000),))
    with_parts = replace(BASE, parts=(Part("2", 1000),))
    other_pack = replace(BASE, packs=(Pack("762", 12000),))

    assert merge(BASE, with_pack, with_parts) == (replace(with_pack, parts=with_parts.parts), {})
    assert merge(BASE, with_pack, replace(with_pack)) == (with_pack, {})
    merged = merge(BASE, with_pack, other_pack)
    assert merged.product.packs == other_pack.packs
    assert merged.conflicts == {"packs": (other_pack.packs, with_pack.packs)}


def test_a_variant_takes_its_family_along_and_has_codes_of_its_own(shop: ShopFile) -> None:
    shirt = new(shop, "T-shirt", 2500, plu="80", barcodes=("7610000000011",), category="home")

    draft = cataloguing.variant_of(shop, shirt)
    with pytest.raises(UserError, match="what tells it apart"):
        cataloguing.save_variant(shop, draft, shirt.id)
    made = cataloguing.save_variant(shop, replace(draft, name="T-shirt L", variant="L", plu="81"), shirt.id)

    assert (made.family, made.barcodes, made.price_minor, made.category) == ("T-shirt", (), 2500, "home")
    assert now(shop, shirt).family == "T-shirt"
    assert now(shop, shirt).plu == "80"
    assert made.id != shirt.id


def test_an_article_in_a_parked_basket_is_archived_and_still_sells_there(shop: ShopFile) -> None:
    stock = opened(shop)
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.bread, 2000)
    parking.park(shop, basket)

    assert cataloguing.set_archived(shop, stock.bread.id, archived=True) == 1
    assert cataloguing.set_archived(shop, stock.soap.id, archived=True) == 0
    assert now(shop, stock.bread).archived
    sold = selling.complete_sale(shop, parking.resume(shop, basket.id), sell_cash(840))
    assert sold.total_minor == 842

    cataloguing.set_archived(shop, stock.bread.id, archived=False)
    assert not now(shop, stock.bread).archived
    sell(shop, (now(shop, stock.bread), 1000))


def sell_cash(minor: int) -> tuple[Given, ...]:
    return (Given(CASH, minor),)


def test_archiving_what_is_archived_writes_nothing(shop: ShopFile) -> None:
    stock = stocked(shop)
    cataloguing.set_archived(shop, stock.bread.id, archived=True)
    before = entries(shop, "product.changed")

    cataloguing.set_archived(shop, stock.bread.id, archived=True)

    assert entries(shop, "product.changed") == before


def test_a_code_that_two_articles_carry_is_shown(shop: ShopFile) -> None:
    one = new(shop, "Lait", plu="5", barcodes=("036000291452",))
    two = new(shop, "Lait bio", plu="5", packs=(Pack("0036000291452", 6000),))

    assert [(c.code, c.name) for c in cataloguing.same_codes(shop, one)] == [
        ("0036000291452", "Lait bio"),
        ("5", "Lait bio"),
    ]
    assert {carrier.product_id for carrier in cataloguing.same_codes(shop, two)} == {one.id}


def test_categories_are_made_from_their_names_and_moved(shop: ShopFile) -> None:
    for name in ("Crèmerie & œufs", "Fruits", "Pain"):
        cataloguing.add_category(shop, name, "fresh")
    with pytest.raises(UserError, match="already"):
        cataloguing.add_category(shop, "fruits ", "bread")

    cataloguing.move_category(shop, "pain", -1)

    with shop.read() as connection:
        from pos.shopfile.reading import categories  # noqa: PLC0415  # read once

        assert [category.key for category in categories(connection)] == ["cremerie-oeufs", "pain", "fruits"]
    before = entries(shop, "category.changed")
    cataloguing.move_category(shop, "cremerie-oeufs", -1)
    assert entries(shop, "category.changed") == before


def photograph(width: int, height: int, kind: str = "PNG", alpha: int = 255) -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 30, 30, alpha))
    painter = QPainter(image)
    for x in range(0, width, 7):
        painter.setPen(QColor(x % 255, x * 7 % 255, x * 13 % 255, alpha))
        painter.drawLine(x, 0, width - x, height)
    painter.end()
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(target, kind)  # type: ignore[call-overload]
    return bytes(target.data().data())


@pytest.mark.parametrize(("width", "height"), [(3000, 1500), (300, 2000), (64, 64)])
def test_a_picture_is_made_small_enough(width: int, height: int) -> None:
    made = shrink(photograph(width, height))

    image = QImage.fromData(made.body)
    assert made.media_type == "image/jpeg"
    assert len(made.body) <= LARGEST_KEPT
    assert max(image.width(), image.height()) <= 640
    assert (image.width(), image.height()) == (made.width, made.height)
    assert abs(image.width() / image.height() - width / height) < 0.02


def test_what_is_transparent_becomes_white_and_a_small_jpeg_stays_as_it_is() -> None:
    clear = QImage.fromData(shrink(photograph(40, 40, alpha=0)).body)
    assert clear.pixelColor(20, 20).lightness() > 250
    small = photograph(100, 80, "JPEG")
    assert shrink(small).body == small


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UserError, match="no picture"):
        shrink(content)


def test_a_picture_is_kept_once_and_named_by_its_content(shop: ShopFile) -> None:
    stock = stocked(shop)
    chosen = shrink(photograph(200, 100))

    for product in (stock.bread, stock.soap):
        saved = cataloguing.save_product(shop, product, picture=chosen)
        assert saved.picture == chosen.sha256

    assert entries(shop, "picture.kept") == 1
    assert cataloguing.picture(shop, chosen.sha256) == chosen.body
    with shop.read() as connection:
        payload = connection.exec_driver_sql("SELECT payload FROM entry WHERE type = 'picture.kept'").scalar_one()
    fact = facts.decode(payload)
    assert isinstance(fact, facts.PictureKept)
    assert fact.body == chosen.body


def test_an_edit_of_an_older_version_is_refused_and_nothing_is_written(shop: ShopFile) -> None:
    stock = stocked(shop)
    cataloguing.save_product(shop, replace(stock.bread, name="Seigle"))
    chosen = shrink(photograph(20, 20))

    with pytest.raises(UserError, match="changed meanwhile"):
        cataloguing.save_product(shop, stock.bread, base=1, picture=chosen)

    assert now(shop, stock.bread).name == "Seigle"
    assert entries(shop, "picture.kept") == 0
