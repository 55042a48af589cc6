"""Labels, containers, packs, kits, deposits, members, eating here and market stands, down to the shop file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec.structs import replace

from pos.domain.barcode import check_digit
from pos.domain.errors import UserError
from pos.domain.product import Pack, Part, Product
from pos.domain.tender import CARD, CASH
from pos.domain.vat import OUTSIDE
from pos.services import cataloguing, closing_day, refunding, searching, selling, settings
from pos.services.till import Asks, Till
from pos.shopfile import search
from pos.shopfile.verify import verify
from tests.services.counter import stocked

if TYPE_CHECKING:
    from pos.clock import SetClock
    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile

CASE_CODE, BEER_CODE, JAR_CODE, CHEESE_CODE = "7610000000110", "7610000000127", "7610000000134", "7610000000141"
WEIGHT_LABEL, PRICE_LABEL = "2100123004867", "2300123002621"
CONTAINER = "260000700126" + check_digit("260000700126")


class Goods(NamedTuple):
    """What is sold here."""

    lentils: Product
    beer: Product
    fruit: Product
    jar: Product
    coffee: Product
    cheese: Product
    soup: Product
    tea: Product


@pytest.fixture
def goods(shop: ShopFile) -> Goods:
    """A shop with its day open and one article of every kind."""
    stocked(shop)
    closing_day.open_session(shop, {"CHF": 20_000})
    new = shop.identities.new

    def keep(product: Product) -> Product:
        return cataloguing.save_product(shop, product)

    apple = keep(Product(new(), "Pomme", 480, unit="kg", stocked=True))
    pear = keep(Product(new(), "Poire en bocal", 650, stocked=True))
    return Goods(
        keep(Product(new(), "Lentilles", 540, unit="kg", plu="123", stocked=True, producer="Ferme de Sauverny")),
        keep(Product(new(), "Bière", 250, "N", barcodes=(BEER_CODE,), stocked=True,
                     packs=(Pack(CASE_CODE, 6000, "carton de 6", 1250), Pack("PALETTE", 96_000)))),
        keep(Product(new(), "Panier", 1500, kind="kit", parts=(Part(apple.id, 1500), Part(pear.id, 2000)))),
        keep(Product(new(), "Bocal", 100, OUTSIDE, barcodes=(JAR_CODE,), kind="deposit", stocked=True, plu="692")),
        keep(Product(new(), "Café", 380, vat_eat_in="N", member_price_minor=330, plu="210")),
        keep(Product(new(), "Tomme", 2850, unit="kg", barcodes=(CHEESE_CODE,), stocked=True)),
        keep(Product(new(), "Soupe solidaire", None, floor_minor=300, suggested_minor=(500, 800))),
        keep(Product(new(), "Thé", 320, unit="100g", plu="77", stocked=True, tare_milli=40)),
    )  # fmt: skip


@pytest.fixture
def till(shop: ShopFile, goods: Goods) -> Till:
    """A till in that shop."""
    assert goods
    return Till(shop)


def pay(till: Till) -> Sale:
    """Pay exactly by card."""
    till.give(CARD, till.basket.total_minor)
    return till.pay()


def level(shop: ShopFile, product_id: str) -> int:
    with shop.read() as connection:
        found = search.by_id(connection, product_id)
    assert found is not None
    return found.stock_milli or 0


def test_a_weight_label_derives_the_price(shop: ShopFile, till: Till, goods: Goods) -> None:
    till.scan(WEIGHT_LABEL)

    sale = pay(till)

    assert (sale.total_minor, sale.lines[0].quantity_milli, sale.lines[0].unit_price_minor) == (262, 486, 540)
    assert level(shop, goods.lentils.id) == -486


def test_a_price_label_is_law_and_derives_the_weight(shop: ShopFile, till: Till, goods: Goods) -> None:
    till.scan(PRICE_LABEL)

    sale = pay(till)

    assert (sale.total_minor, sale.lines[0].quantity_milli, sale.lines[0].labelled) == (262, 485, True)
    assert level(shop, goods.lentils.id) == -485


def test_a_price_label_that_no_weight_gives_exactly_is_still_law(shop: ShopFile, till: Till, goods: Goods) -> None:
    cataloguing.save_product(shop, replace(goods.lentils, price_minor=1990))

    till.scan(PRICE_LABEL)

    assert (till.basket.lines[0].quantity_milli, till.basket.total_minor) == (132, 262)


def test_an_own_full_code_wins_over_a_pattern(shop: ShopFile, till: Till) -> None:
    own = cataloguing.save_product(shop, Product(shop.identities.new(), "Sachet", 300, barcodes=(WEIGHT_LABEL,)))

    till.scan(WEIGHT_LABEL)

    assert [(line.product_id, line.total_minor) for line in till.basket.lines] == [(own.id, 300)]


def test_a_misread_label_is_refused_loudly_and_adds_nothing(till: Till) -> None:
    with pytest.raises(UserError, match="misread"):
        till.scan("2100123004860")
    assert till.basket.lines == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [("219999900486", "which this shop does not have"), ("210012300000", "says no weight"),
     ("230012300000", "says no price"), ("210021000486", "not sold by weight")],
)  # fmt: skip
def test_a_label_that_cannot_be_right_says_why(till: Till, body: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        till.scan(body + check_digit(body))
    assert till.basket.lines == ()


def test_a_price_label_on_what_is_sold_by_the_piece_is_one_piece(till: Till) -> None:
    body = "230021000350"

    till.scan(body + check_digit(body))

    line = till.basket.lines[0]
    assert (line.quantity_milli, line.total_minor, line.unit_price_minor) == (1000, 350, 350)


def test_the_shop_may_give_its_codes_another_meaning(shop: ShopFile, till: Till) -> None:
    settings.change_profile(shop, replace(settings.profile(shop), code_patterns=("21IIIIIPPPPPC",)))

    till.scan(WEIGHT_LABEL)

    assert till.basket.total_minor == 486


def test_a_code_with_lot_and_weight_is_sold_by_that_weight(till: Till) -> None:
    rung = till.scan(f"]C101{'0' + CHEESE_CODE}310300048610LOT42\x1d17261231")

    line = till.basket.lines[0]
    assert (line.quantity_milli, line.total_minor, line.lot, rung.warning) == (486, 1385, "LOT42", None)
    assert pay(till).lines[0].lot == "LOT42"


def test_a_code_with_a_price_is_law_and_its_weight_goes_from_the_shelf(till: Till) -> None:
    till.scan(f"]d201{'0' + CHEESE_CODE}310300125339220495")

    line = till.basket.lines[0]
    assert (line.quantity_milli, line.total_minor) == (1253, 495)


@pytest.mark.parametrize(("date", "warned"), [("261122", True), ("261123", False)])
def test_a_date_that_is_past_warns_and_sells_all_the_same(till: Till, date: str, warned: bool) -> None:
    rung = till.scan(f"]C101{'0' + BEER_CODE}15{date}")

    assert (rung.warning is not None) == warned
    assert till.basket.total_minor == 250
    if rung.warning is not None:
        assert "22.11.2026" in str(rung.warning)


def test_a_makers_weight_on_what_is_sold_by_the_piece_changes_nothing(till: Till) -> None:
    till.scan(f"]C101{'0' + BEER_CODE}3103000330")

    assert (till.basket.lines[0].quantity_milli, till.basket.total_minor) == (1000, 250)


def test_a_scanned_container_is_deducted_from_the_next_weighing_only(till: Till, goods: Goods) -> None:
    assert till.scan(CONTAINER).tare_grams == 126
    assert till.add(goods.lentils).asks is Asks.WEIGHT

    till.weigh(goods.lentils, 612, till.tare_grams or 0)

    line = pay(till).lines[0]
    assert (line.quantity_milli, line.tare_milli, line.total_minor) == (486, 126, 262)
    assert till.tare_grams is None


def test_per_100_g_is_priced_and_counted_by_the_gram(shop: ShopFile, till: Till, goods: Goods) -> None:
    till.weigh(goods.tea, 125, 40)

    line = pay(till).lines[0]
    assert (line.quantity_milli, line.total_minor, line.tare_milli) == (850, 272, 40)
    assert level(shop, goods.tea.id) == -850


def test_a_weighing_that_is_refused_adds_nothing(till: Till, goods: Goods) -> None:
    with pytest.raises(UserError, match="container weighs more"):
        till.weigh(goods.lentils, 100, 126)
    assert till.basket.lines == ()


def test_a_case_is_sold_whole_and_takes_its_pieces_from_the_shelf(shop: ShopFile, till: Till, goods: Goods) -> None:
    till.scan(CASE_CODE)
    till.scan(CASE_CODE)
    till.scan(BEER_CODE)

    sale = pay(till)

    assert [(line.quantity_milli, line.total_minor, line.pack) for line in sale.lines] == [
        (12_000, 2500, "carton de 6"),
        (1000, 250, ""),
    ]
    assert level(shop, goods.beer.id) == -13_000
    refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})
    assert level(shop, goods.beer.id) == -12_000


def test_a_pack_without_a_price_costs_its_pieces(till: Till) -> None:
    till.scan("PALETTE")

    assert (till.basket.lines[0].quantity_milli, till.basket.total_minor) == (96_000, 24_000)


def test_a_kit_takes_its_parts_and_gives_them_back(shop: ShopFile, till: Till, goods: Goods) -> None:
    apple, pear = (part.product_id for part in goods.fruit.parts)
    till.add(goods.fruit, 2000)
    sale = pay(till)
    # What it is made of today does not change what was sold yesterday.
    cataloguing.save_product(shop, replace(goods.fruit, parts=(Part(apple, 9000),)))
    assert (level(shop, apple), level(shop, pear), level(shop, goods.fruit.id)) == (-3000, -4000, 0)

    refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert (level(shop, apple), level(shop, pear)) == (-1500, -2000)


def test_jars_brought_back_are_paid_out_without_a_purchase(shop: ShopFile, till: Till, goods: Goods) -> None:
    till.scan(JAR_CODE)
    till.scan(JAR_CODE)
    assert till.basket.total_minor == -200

    sale = till.pay()

    assert (sale.total_minor, sale.vat, sale.lines[0].vat_code) == (-200, (), OUTSIDE)
    assert sum(change.minor for change in sale.change) - sum(t.minor for t in sale.tenders) == 200
    assert level(shop, goods.jar.id) == 2000


def test_a_jar_is_sold_by_hand(till: Till, goods: Goods) -> None:
    till.add(goods.jar)

    assert till.basket.total_minor == 100


def test_member_and_eaten_here_are_on_the_ticket(till: Till, goods: Goods) -> None:
    till.serve_member()
    till.eat_here()
    till.add(goods.coffee)

    sale = pay(till)

    line = sale.lines[0]
    assert (line.total_minor, line.list_price_minor, line.member) == (330, 380, True)
    assert (line.vat_code, line.eat_in, [total.rate_bp for total in sale.vat]) == ("N", True, [810])
    assert (till.basket.member, till.basket.eat_in) == (False, False)


def test_one_line_is_taken_away_while_the_rest_is_eaten_here(till: Till, goods: Goods) -> None:
    till.add(goods.coffee)
    till.eat_here()
    till.eat_here(till.basket.lines[0].id)

    assert pay(till).lines[0].vat_code == "R"


def test_a_free_price_under_its_floor_is_refused(till: Till, goods: Goods) -> None:
    assert till.add(goods.soup).asks is Asks.PRICE
    with pytest.raises(UserError, match=r"at least 3\.00"):
        till.add(goods.soup, price_minor=299)

    till.add(goods.soup, price_minor=300)
    assert till.basket.total_minor == 300


def test_a_market_stand_sells_from_its_own_place_and_refunds_go_back_there(
    shop: ShopFile, till: Till, goods: Goods
) -> None:
    settings.set_preferences(shop, replace(settings.preferences(shop), place="Plainpalais"))
    till.add(goods.beer, 3000)
    sale = pay(till)
    settings.set_preferences(shop, replace(settings.preferences(shop), place=""))

    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert (sale.place, back.place) == ("Plainpalais", "Plainpalais")
    with shop.read() as connection:
        rows = connection.exec_driver_sql("SELECT place, quantity_milli FROM stock_place").all()
    assert [tuple(row) for row in rows] == [("Plainpalais", -2000)]


def test_an_archived_article_is_not_sold_but_the_basket_it_was_in_is(shop: ShopFile, till: Till, goods: Goods) -> None:
    till.scan(CASE_CODE)
    till.park()
    parked = till.parked()[0].id
    cataloguing.save_product(shop, replace(goods.beer, archived=True))

    for code in (BEER_CODE, CASE_CODE):
        with pytest.raises(UserError, match="Bière is archived"):
            till.scan(code)
    assert searching.find(shop, "biere") == []
    assert searching.exact(shop, BEER_CODE) is None
    till.resume(parked)
    assert pay(till).total_minor == 1250


def test_an_article_with_two_owners_of_its_code_keeps_what_the_label_says(shop: ShopFile, till: Till) -> None:
    other = cataloguing.save_product(shop, Product(shop.identities.new(), "Lentilles bio", 600, unit="kg", plu="123"))

    rung = till.scan(WEIGHT_LABEL)
    assert len(rung.choice) == 2
    assert rung.scanned is not None
    till.take(rung.scanned, other)

    assert (till.basket.lines[0].quantity_milli, till.basket.total_minor) == (486, 292)


@pytest.mark.parametrize("typed", [CASE_CODE, "123", "ferme de sauv", "sauverny", "LENTIL", "entill"])
def test_what_is_known_of_an_article_finds_it(shop: ShopFile, goods: Goods, typed: str) -> None:
    wanted = goods.beer if typed == CASE_CODE else goods.lentils

    assert [found.product.id for found in searching.find(shop, typed)] == [wanted.id]


def test_origin_variant_and_family_are_found(shop: ShopFile, goods: Goods) -> None:
    assert goods
    shirt = Product(
        shop.identities.new(), "T-shirt L bleu", 2500, "N", family="T-shirt des Grottes", variant="L, bleu nuit",
        origin="Onex",
    )  # fmt: skip
    cataloguing.save_product(shop, shirt)

    for typed in ("grottes", "nuit", "onex"):
        assert [found.product.id for found in searching.find(shop, typed)] == [shirt.id]


def test_all_of_it_together_is_what_the_journal_says(shop: ShopFile, till: Till, goods: Goods, clock: SetClock) -> None:
    settings.set_preferences(shop, replace(settings.preferences(shop), place="Marché"))
    till.serve_member()
    till.eat_here()
    for code in (WEIGHT_LABEL, PRICE_LABEL, CASE_CODE, BEER_CODE, JAR_CODE):
        till.scan(code)
    till.add(goods.fruit)
    till.add(goods.coffee, 2000)
    till.weigh(goods.tea, 125, 40)
    sale = pay(till)
    clock.set(datetime.fromisoformat("2026-11-23T10:00:00+01:00"))
    refunding.refund(shop, sale.id, {line.id: line.quantity_milli for line in sale.lines if line.quantity_milli > 0})
    till.scan(JAR_CODE)
    till.pay()
    shop.close()

    found = verify(shop.path)

    assert found.problems == ()


def test_a_basket_of_returns_is_paid_out_in_cash_and_takes_nothing(till: Till) -> None:
    till.scan(JAR_CODE)

    with pytest.raises(UserError):
        till.give(CASH, 100)
    assert till.pay().total_minor == -100


def test_ringing_up_a_pack_by_number_is_that_many_packs(shop: ShopFile, goods: Goods) -> None:
    basket = selling.ring_up(shop, selling.new_basket(shop), goods.beer, 3000, pack=goods.beer.packs[0])

    assert (basket.lines[0].quantity_milli, basket.total_minor) == (18_000, 3750)
