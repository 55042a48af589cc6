"""A till without windows that a test can kill: it sells in a loop and tells each receipt once it is on disk.

Called as: python -m tests.crash.seller SHOP MACHINE [SALES], or with `basket` to be killed in mid-sale, or with
`tickets` to be killed between a sale of two tickets and their paper, or with `orders` to be killed while it hands
online orders out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pos.clock import SystemClock
from pos.domain.errors import UserError
from pos.domain.tender import CARD, CASH, Given, cash_due
from pos.services import closing_day, ordering, parking, refunding, searching, selling, settings
from pos.shopfile.shopfile import ShopFile, open_shop
from tests.services.ball import articles
from tests.services.counter import PROFILE, Stock, opened
from tests.services.online import ordered
from tests.services.online import tell as tell_order


def tell(*words: str) -> None:
    """Say something to the parent at once."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def goods_of(shop: ShopFile) -> Stock:
    """Give the articles of the small shop; make it at the first start."""
    if not settings.is_set_up(shop):
        return opened(shop)
    found = [searching.exact(shop, plu) for plu in ("101", "201", "690", "301")]
    if not all(found) or closing_day.current_session(shop) is None:
        raise SystemExit("the shop was set up in part")
    bread, cheese, bottle, milk = (item.product for item in found if item is not None)
    soap = searching.read_code(shop, "7610000000011").products[0].product
    return Stock(bread, cheese, soap, bottle, milk)


def sell_on(shop: ShopFile, goods: Stock, sales: int) -> None:
    """Sell, refund now and then, check point now and then; refusals are told and selling goes on."""
    for number in range(sales):
        try:
            basket = selling.new_basket(shop)
            for product in (goods.bread, goods.milk, goods.soap)[: number % 3 + 1]:
                basket = selling.ring_up(shop, basket, product)
                parking.keep_open(shop, basket)
            cash = Given(CASH, cash_due(basket.total_minor, (), PROFILE.rules))
            given = cash if number % 2 else Given(CARD, basket.total_minor)
            sale = selling.complete_sale(shop, basket, [given])
            tell("ack", sale.receipt, str(sale.total_minor))
            if number % 7 == 6:
                back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})
                tell("ack", back.receipt, str(back.total_minor))
            if number % 5 == 4:
                shop.checkpoint()
        except UserError as error:
            tell("refused", str(error))
            sys.stdin.readline()


def sell_tickets(shop: ShopFile) -> None:
    """Sell two tickets at a time until killed; nothing of them is ever printed."""
    product = articles(shop).full
    while True:
        basket = selling.ring_up(shop, selling.new_basket(shop), product, 2000)
        sale = selling.complete_sale(shop, basket, [Given(CARD, basket.total_minor)])
        tell("ack", sale.receipt, sale.id)


def hand_out_orders(shop: ShopFile, goods: Stock) -> None:
    """Let online orders come down and hand each out until killed."""
    while True:
        code = shop.identities.new()
        tell_order(shop, ordered(code, (goods.bread, 1000)))
        ordering.answer_new(shop)
        basket = ordering.collect(shop, f"id-{code}", selling.new_basket(shop))
        sale = selling.complete_sale(shop, basket, [Given(CARD, basket.total_minor)])
        tell("ack", sale.receipt, sale.id)


def main() -> None:
    """Open the shop file and sell until killed."""
    shop = open_shop(Path(sys.argv[1]), Path(sys.argv[2]), SystemClock(), create=True, system_keys=False)
    goods = goods_of(shop)
    tell("open", shop.fork_reason or "-")
    if sys.argv[3:] == ["tickets"]:
        sell_tickets(shop)
    if sys.argv[3:] == ["orders"]:
        hand_out_orders(shop, goods)
    if sys.argv[3:] == ["basket"]:
        basket = selling.new_basket(shop)
        for product in (goods.bread, goods.milk):
            basket = selling.ring_up(shop, basket, product)
            parking.keep_open(shop, basket)
        tell("kept", str(basket.total_minor))
        sys.stdin.readline()
    sell_on(shop, goods, int(sys.argv[3]) if sys.argv[3:] else sys.maxsize)
    shop.close()
    tell("closed")


if __name__ == "__main__":
    main()
