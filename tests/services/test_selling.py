"""Ring up, pay, park: what is sold is on disk, what is refused changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pos.domain import facts
from pos.domain.basket import Basket
from pos.domain.drawer import checked_count
from pos.domain.errors import UserError
from pos.domain.pricing import Discount
from pos.domain.product import Product
from pos.domain.shop import ShopProfile
from pos.domain.tender import CARD, CASH, NOTES_LEM, Given, notes
from pos.services import closing_day, parking, refunding, selling, settings
from pos.services.till import Till
from pos.shopfile import reading
from tests.services.counter import opened, sell, stocked

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile


def test_a_sale_is_on_disk_with_its_number_lines_and_vat(shop: ShopFile) -> None:
    stock = opened(shop)

    sale = sell(shop, (stock.bread, 2000), (stock.soap, 1000), given=(Given(CARD, 1632),))

    past = refunding.ticket(shop, sale.id)
    assert past.sale == sale
    assert sale.receipt.endswith("-000001")
    assert [(line.name, line.total_minor, line.rate_bp) for line in sale.lines] == [
        ("Pain de seigle", 842, 260),
        ("Savon au lait", 790, 810),
    ]
    assert [(total.rate_bp, total.tax_minor) for total in sale.vat] == [(810, 59), (260, 21)]
    assert past.profile.name == "Le Grain"


def test_receipt_numbers_have_no_gap_even_after_a_refusal(shop: ShopFile) -> None:
    stock = opened(shop)
    sell(shop, (stock.bread, 1000))
    with pytest.raises(UserError, match="still to be paid"):
        sell(shop, (stock.bread, 1000), given=())

    assert sell(shop, (stock.bread, 1000)).receipt.endswith("-000002")


def test_a_refused_sale_writes_nothing(shop: ShopFile) -> None:
    stock = opened(shop)
    before = shop.head

    with pytest.raises(UserError, match="no more than the rest"):
        sell(shop, (stock.bread, 1000), given=(Given(CARD, 9999),))

    assert shop.head == before


def test_a_sale_needs_an_open_day_and_an_article(shop: ShopFile) -> None:
    stock = stocked(shop)

    with pytest.raises(UserError, match="The day is not open yet"):
        sell(shop, (stock.bread, 1000))
    with pytest.raises(UserError, match="The basket is empty"):
        selling.complete_sale(shop, Basket("b"), [])


def test_an_article_with_a_deposit_brings_it_along(shop: ShopFile) -> None:
    stock = opened(shop)

    sale = sell(shop, (stock.milk, 2000))

    assert [(line.name, line.total_minor, line.vat_code) for line in sale.lines] == [
        ("Lait entier", 460, "R"),
        ("Consigne bouteille", 100, "D"),
    ]


def test_a_price_is_asked_where_there_is_none_and_never_negative(shop: ShopFile) -> None:
    opened(shop)
    free = Product(shop.identities.new(), "Divers", None)

    with pytest.raises(UserError, match="has no fixed price"):
        selling.ring_up(shop, Basket("b"), free)
    with pytest.raises(UserError, match="A price is not negative"):
        selling.ring_up(shop, Basket("b"), free, price_minor=-1)
    assert selling.ring_up(shop, Basket("b"), free, price_minor=0).total_minor == 0


def test_goods_sold_leave_the_shelf(shop: ShopFile) -> None:
    stock = opened(shop)

    sell(shop, (stock.bread, 3000))
    sell(shop, (stock.bread, -1000))

    with shop.read() as connection:
        level = connection.exec_driver_sql("SELECT quantity_milli FROM stock_level").scalar_one()
    assert level == -2000


def test_a_ticket_of_returns_pays_out(shop: ShopFile) -> None:
    stock = opened(shop)

    sale = sell(shop, (stock.bread, -1000))

    assert (sale.total_minor, sale.tenders[0].minor, sale.rounding_minor) == (-421, -420, 1)


def test_perpetual_totals_never_reset_and_training_adds_nothing(shop: ShopFile) -> None:
    stock = opened(shop)
    sell(shop, (stock.soap, 1000))
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.soap)
    trained = selling.complete_sale(shop, basket, [Given(CARD, 790)], training=True)

    with shop.read() as connection:
        assert reading.counter(connection, "perpetual_sales") == 790
        assert reading.counter(connection, "perpetual_refunds") == 0
    assert "-E000001" in trained.receipt
    assert closing_day.read_x(shop).totals.sales == 1
    with pytest.raises(UserError, match="training ticket"):
        refunding.refund(shop, trained.id, {trained.lines[0].id: 1000})


def test_without_vat_no_rate_is_frozen(shop: ShopFile) -> None:
    stock = opened(shop)
    settings.change_profile(shop, ShopProfile(name="Association"))

    sale = sell(shop, (stock.bread, 1000))

    assert sale.vat == ()
    assert sale.lines[0].rate_bp == 0


def test_the_open_basket_comes_back_and_leaves_with_its_sale(shop: ShopFile) -> None:
    stock = opened(shop)
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.bread)
    parking.keep_open(shop, basket)
    assert parking.in_progress(shop) == basket

    selling.complete_sale(shop, basket, [Given(CASH, 500)])

    assert parking.in_progress(shop) is None


def test_there_is_one_open_basket_and_an_empty_one_is_forgotten(shop: ShopFile) -> None:
    stock = opened(shop)
    first = selling.ring_up(shop, selling.new_basket(shop), stock.bread)
    second = selling.ring_up(shop, selling.new_basket(shop), stock.soap)
    parking.keep_open(shop, first)
    parking.keep_open(shop, second)
    assert parking.in_progress(shop) == second

    parking.keep_open(shop, second.without_line(second.lines[0].id))

    assert parking.in_progress(shop) is None


def test_a_parked_basket_waits_over_the_closing_and_comes_back_whole(shop: ShopFile) -> None:
    stock = opened(shop, chf=0)
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.bread).set_discount(Discount(percent_bp=500))
    parking.park(shop, basket)
    closing_day.close_session(shop, [checked_count("CHF", {}), checked_count("LEM", {})])

    (draft,) = parking.parked(shop)

    assert draft.basket == basket
    assert parking.resume(shop, basket.id) == basket
    assert parking.parked(shop) == []
    assert parking.in_progress(shop) == basket


def test_what_is_not_parked_cannot_be_resumed(shop: ShopFile) -> None:
    stock = opened(shop)
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.bread)
    parking.park(shop, basket)
    parking.discard(shop, basket.id)

    with pytest.raises(UserError, match="no longer parked"):
        parking.resume(shop, basket.id)
    with pytest.raises(UserError, match="nothing to park"):
        parking.park(shop, Basket("empty"))


def test_the_till_rings_up_takes_a_part_in_lemans_and_the_rest_in_cash(shop: ShopFile) -> None:
    stock = opened(shop)
    till = Till(shop)
    till.scan("7610000000011")
    till.add(stock.bread, 2000)
    till.add_note(1000)
    assert (till.rest_minor, till.cash_rest_minor, till.settlement()) == (632, 630, None)

    till.give(CASH, 1000)
    sale = till.pay()

    assert [(tender.code, tender.minor) for tender in sale.tenders] == [(NOTES_LEM, 1000), (CASH, 1000)]
    assert [(change.currency, change.minor) for change in sale.change] == [("CHF", 370)]
    assert till.basket.lines == ()
    assert till.given == ()


def test_an_unknown_code_is_told_and_the_next_scan_works(shop: ShopFile) -> None:
    opened(shop)
    till = Till(shop)

    with pytest.raises(UserError, match="No article carries the code 7610000000028"):
        till.scan("7610000000028")
    till.scan("7610000000011")

    assert till.basket.total_minor == 790


def test_undo_takes_the_last_change_back_and_the_basket_survives_a_crash(shop: ShopFile) -> None:
    stock = opened(shop)
    till = Till(shop)
    till.add(stock.bread)
    till.add(stock.soap)
    till.undo()
    till.keep()

    again = Till(shop)

    assert [line.name for line in again.basket.lines] == ["Pain de seigle"]
    assert not again.undo()


def test_a_limit_on_lemans_is_kept_by_the_till(shop: ShopFile) -> None:
    stock = opened(shop)
    profile = settings.profile(shop)
    limited = replace(profile.rules, lem_limit_minor=500)
    settings.change_profile(shop, replace(profile, rules=limited))

    with pytest.raises(UserError, match=r"at most 5\.00 LEM"):
        sell(shop, (stock.soap, 1000), given=(notes({1000: 1}),))


def test_several_sales_together_are_one_transaction(shop: ShopFile) -> None:
    stock = opened(shop)
    before = shop.head.seq

    with shop.together():
        first = sell(shop, (stock.bread, 1000))
        with pytest.raises(UserError, match="still to be paid"):
            sell(shop, (stock.bread, 1000), given=())
        second = sell(shop, (stock.milk, 1000))
        assert closing_day.read_x(shop).totals.sales == 2

    assert (first.receipt[-1], second.receipt[-1]) == ("1", "2")
    assert shop.head.seq == before + 2
    assert refunding.ticket(shop, second.id).sale == second


def test_what_fails_together_leaves_nothing(shop: ShopFile) -> None:
    stock = opened(shop)
    before = shop.head

    def two_sales_and_a_failure() -> None:
        with shop.together():
            sell(shop, (stock.bread, 1000))
            sell(shop, (stock.bread, 1000), given=())

    with pytest.raises(UserError, match="still to be paid"):
        two_sales_and_a_failure()

    assert shop.head == before
    assert refunding.last_ticket(shop) is None
    assert sell(shop, (stock.bread, 1000)).receipt.endswith("-000001")


def test_a_part_that_fails_after_writing_leaves_no_gap_in_the_numbers(shop: ShopFile) -> None:
    stock = opened(shop)
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.bread)

    def sell_and_fail() -> None:
        with shop.write() as journal:
            twin = replace(first, id=journal.new_id(), receipt=journal.next_receipt("C1"))
            journal.append(
                facts.SaleCompleted(
                    id=twin.id, at=journal.stamp(), sale=twin, perpetual_sales_minor=0, perpetual_refunds_minor=0
                )
            )
            assert journal.next_receipt("C1") > twin.receipt
            raise UserError("Something else went wrong.")

    with shop.together():
        first = selling.complete_sale(shop, basket, [Given(CASH, 500)])
        with pytest.raises(UserError, match="went wrong"):
            sell_and_fail()
        second = sell(shop, (stock.bread, 1000))

    assert (first.receipt[-6:], second.receipt[-6:]) == ("000001", "000002")
    with shop.read() as connection:
        entries = connection.exec_driver_sql("SELECT seq, prev, hash FROM entry ORDER BY n").all()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.prev for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
