"""Lines of a past ticket come back: at the price paid, to the tender used, never more than was sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pos.domain.drawer import checked_count
from pos.domain.errors import UserError
from pos.domain.pricing import Discount
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, Given, notes
from pos.services import closing_day, refunding, selling
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile


def test_a_refund_points_at_its_sale_and_counts_apart(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.soap, 2000), given=(Given(CARD, 1580),))

    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000}, reason=" cassé ")

    assert (back.refunds_sale, back.refunds_receipt, back.reason) == (sale.id, sale.receipt, "cassé")
    assert [(tender.code, tender.minor) for tender in back.tenders] == [(CARD, -790)]
    assert [(total.gross_minor, total.tax_minor) for total in back.vat] == [(-790, -59)]
    totals = closing_day.read_x(shop).totals
    assert (totals.sales, totals.refunds, totals.sales_minor, totals.refunds_minor) == (1, 1, 1580, -790)


def test_no_more_comes_back_than_is_left(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.soap, 2000))
    line = sale.lines[0].id
    refunding.refund(shop, sale.id, {line: 1000})

    past = refunding.ticket(shop, sale.id)
    assert refunding.still_returnable(past) == {line: 1000}
    with pytest.raises(UserError, match="no more can come back"):
        refunding.refund(shop, sale.id, {line: 2000})


def test_three_roundings_of_one_cash_sale_never_give_back_more_than_was_paid(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.bread, 3000))
    line = sale.lines[0].id
    assert (sale.total_minor, sale.tenders[0].minor) == (1263, 1265)

    parts = [refunding.refund(shop, sale.id, {line: 1000}) for _ in range(3)]

    assert [part.total_minor for part in parts] == [-421, -421, -421]
    assert sum(tender.minor for part in parts for tender in part.tenders) == -1265 + 5
    assert closing_day.read_x(shop).expected("CHF") == 20_000 + 5


def test_the_last_refund_pays_what_cash_is_left_when_earlier_ones_were_rounded_up(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.cheese, 276), (stock.cheese, 275), (stock.cheese, 275))
    assert (sale.total_minor, sale.tenders[0].minor) == (2355, 2355)
    first, second, third = (line.id for line in sale.lines)

    paid = [
        refunding.refund(shop, sale.id, {line: q}).tenders for line, q in ((second, 275), (third, 275), (first, 276))
    ]

    assert sum(tender.minor for tenders in paid for tender in tenders) == -2355


def test_a_mixed_payment_goes_back_to_what_was_used(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.soap, 3000), given=(notes({1000: 1}), Given(CARD, 1000), Given(CASH, 500)))
    past = refunding.ticket(shop, sale.id)

    assert refunding.open_by_tender(past) == {NOTES_LEM: 1000, CARD: 1000, CASH: 370}
    everything = refunding.plan(past, {sale.lines[0].id: 3000}, prefer=CARD)

    assert {tender.code: tender.minor for tender in everything.settlement.tenders} == {
        CARD: -1000,
        NOTES_LEM: -1000,
        CASH: -370,
    }


def test_euros_come_back_in_francs(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.soap, 1000), given=(Given(CASH_EUR, 1000),))

    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert [(tender.code, tender.minor) for tender in back.tenders] == [(CASH, -790)]


def test_a_deposit_comes_back_with_its_bottle(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.milk, 1000))

    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert back.total_minor == -280
    assert refunding.still_returnable(refunding.ticket(shop, sale.id)) == {}


def test_an_article_bought_while_another_was_brought_back_is_refunded_at_its_price(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.soap, 1000), (stock.bottle, -10_000))

    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert (sale.total_minor, back.total_minor, back.tenders[0].minor) == (290, -790, -790)


def test_a_refund_is_not_refunded_and_an_unknown_ticket_is_said(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.soap, 1000))
    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    with pytest.raises(UserError, match="A refund is not refunded"):
        refunding.refund(shop, back.id, {back.lines[0].id: 1000})
    assert refunding.still_returnable(refunding.ticket(shop, back.id)) == {}
    with pytest.raises(UserError, match="not in the shop file"):
        refunding.refund(shop, "00" * 16, {})
    with pytest.raises(UserError, match="not in the shop file"):
        refunding.ticket(shop, "00" * 16)


def test_an_article_given_for_nothing_comes_back_for_nothing(shop: ShopFile) -> None:
    stock = opened(shop)
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.soap).set_discount(Discount(percent_bp=10_000))
    sale = selling.complete_sale(shop, basket, [])

    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert (back.total_minor, back.tenders) == (0, ())


def test_what_was_paid_out_cannot_be_paid_in_by_a_refund(shop: ShopFile) -> None:
    stock = opened(shop)
    sale = sell(shop, (stock.bread, -1000))

    with pytest.raises(UserError, match="no more can come back"):
        refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})


def test_a_refund_needs_an_open_day(shop: ShopFile) -> None:
    stock = opened(shop, chf=0)
    sale = sell(shop, (stock.soap, 1000), given=(Given(CARD, 790),))
    closing_day.close_session(shop, [checked_count("CHF", {}), checked_count("LEM", {})])

    with pytest.raises(UserError, match="The day is not open yet"):
        refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})


def test_a_past_ticket_is_found_by_number_article_amount_or_day(shop: ShopFile, clock: SetClock) -> None:
    stock = opened(shop)
    bread = sell(shop, (stock.bread, 1000), given=(Given(CARD, 421),))
    clock.pass_seconds(60)
    soap = sell(shop, (stock.soap, 1000))

    def found(text: str) -> list[str]:
        return [row.id for row in refunding.tickets(shop, text=text)]

    assert [row.id for row in refunding.tickets(shop, day="2026-11-23")] == [soap.id, bread.id]
    assert refunding.tickets(shop, day="2026-11-22") == []
    assert found("seigle") == [bread.id]
    assert found(bread.receipt.lower()) == [bread.id]
    assert found("7.90") == found("7,9") == [soap.id]
    assert found("%_%") == [soap.id, bread.id]
    last = refunding.last_ticket(shop)
    assert last is not None
    assert (last.id, last.tenders, last.is_refund) == (soap.id, CASH, False)
