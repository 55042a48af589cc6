"""From the portal to the counter and back over HTTP: reserved, kept, picked, handed out; two tills, both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.online_order import OrderState
from pos.domain.stock import Movement
from pos.domain.tender import CARD, Given
from pos.services import cataloguing, closing_day, ordering, selling
from pos.services.till import Till
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from sync.portal.members import store as members
from sync.portal.orders import store as portal_orders
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from tests.portal.test_over_http import deliver, join
from tests.services.counter import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.clock import SetClock
    from pos.domain.product import Product
    from pos.shopfile.shopfile import ShopFile
    from sync.portal.gathered import Portal
    from sync.portal.serving import PortalThread

ORDER = "0" * 26 + "7f2ka1"


class Seat:
    """A till of the shop and its way to the portal."""

    def __init__(self, shop: ShopFile, server: PortalThread) -> None:
        self.shop, self.courier = shop, join(shop, server.address, server.portal)

    def sync(self) -> None:
        """Send and take everything."""
        deliver(self.courier)

    def state(self, order: str = ORDER) -> OrderState:
        """Give how an order stands here."""
        return ordering.order(self.shop, order).state


class Street:
    """Two tills, an article with ten pieces, a portal."""

    def __init__(self, first: Seat, second: Seat, portal: Portal, bread: Product) -> None:
        self.first, self.second, self.portal, self.bread = first, second, portal, bread
        with portal.database.read() as connection:
            member = members.find_member(connection, "Le Grain")
        assert member is not None
        self.member = member

    def reserve(self, pieces: int, order: str = ORDER) -> None:
        """Order bread on the portal."""
        self.portal.orders.reserve(self.member, order, {self.bread.id: pieces * 1000})

    def held_at_the_portal(self) -> int:
        """Give how much bread the portal holds for orders."""
        with self.portal.database.read() as connection:
            return portal_orders.held(connection, self.member, [self.bread.id]).get(self.bread.id, 0)

    def heard(self, kind: type[facts.AnyFact]) -> list[facts.AnyFact]:
        """Give what the portal heard of a kind."""
        e = tables.entry.c
        with self.portal.database.read() as connection:
            payloads = list(connection.execute(select(e.payload).where(e.type.like("order.%"))).scalars())
        return [fact for fact in map(facts.decode, payloads) if isinstance(fact, kind)]


@pytest.fixture
def street(shop: ShopFile, server: PortalThread, tmp_path: Path, clock: SetClock) -> Iterator[Street]:
    goods = opened(shop)
    bread = cataloguing.save_product(shop, replace(goods.bread, online=True))
    cataloguing.receive_stock(shop, [Movement(bread.id, 10_000)])
    other = open_shop(tmp_path / "b" / "shop.sqlite", tmp_path / "mb", clock, create=True, system_keys=False)
    first, second = Seat(shop, server), Seat(other, server)
    first.sync()
    second.sync()
    closing_day.open_session(other, {"CHF": 20_000})
    yield Street(first, second, server.portal, bread)
    other.close()


def test_an_order_is_kept_handed_out_and_known_at_the_other_till(street: Street) -> None:
    first, second = street.first, street.second
    street.reserve(2)
    first.sync()
    assert ordering.answer_new(first.shop).kept == (ORDER,)
    first.sync()
    assert len(street.heard(facts.OrderAcknowledged)) == 1
    first.sync()
    assert first.state() is S.CONFIRMED

    ordering.mark_ready(first.shop, ORDER)
    basket = ordering.collect(first.shop, ORDER, selling.new_basket(first.shop))
    given = [Given(CARD, basket.total_minor)] if basket.total_minor else []
    sale = selling.complete_sale(first.shop, basket, given)
    for seat in (first, second, first):
        seat.sync()

    assert [(line.product_id, line.quantity_milli) for line in sale.lines] == [(street.bread.id, 2000)]
    (collected,) = street.heard(facts.OrderCollected)
    assert isinstance(collected, facts.OrderCollected)
    assert (collected.order, collected.sale) == (ORDER, sale.id)
    assert street.held_at_the_portal() == 0
    assert (first.state(), second.state()) == (S.COLLECTED, S.COLLECTED)
    with pytest.raises(UserError, match="collected already"):
        Till(second.shop).collect(ORDER)
    assert verify(first.shop.path).ok
    assert verify(second.shop.path).ok
    assert compare(street.portal).problems == ()


def test_a_cancelled_order_ends_at_the_till_and_an_offline_counter_wins(street: Street) -> None:
    first, second = street.first, street.second
    other = "f" * 32
    street.reserve(2)
    street.reserve(3, other)
    first.sync()
    second.sync()
    ordering.mark_ready(first.shop, ORDER)
    assert street.portal.orders.void(street.member, ORDER)
    assert street.portal.orders.void(street.member, other)
    # The buyer stands at the second till, which has not heard of it.
    basket = ordering.collect(second.shop, other, selling.new_basket(second.shop))
    selling.complete_sale(second.shop, basket, [Given(CARD, basket.total_minor)] if basket.total_minor else [])

    for seat in (first, second, first):
        seat.sync()

    assert first.state() is S.CANCELLED
    with pytest.raises(UserError, match="was cancelled"):
        ordering.collect(first.shop, ORDER, selling.new_basket(first.shop))
    assert second.state(other) is S.COLLECTED
    assert compare(street.portal).problems == ()
    assert verify(second.shop.path).ok


def test_orders_are_journalled_once_however_often_they_come_down(street: Street) -> None:
    street.reserve(1)
    for _ in range(3):
        street.first.sync()
        street.first.courier.welcome = None

    with street.first.shop.read() as connection:
        query = "SELECT count(*) FROM entry WHERE type = 'orders.pulled'"
        assert connection.exec_driver_sql(query).scalar_one() == 1


def test_nothing_comes_down_while_a_basket_is_rung_up(street: Street) -> None:
    till = Till(street.first.shop)
    till.add(street.bread)
    till.keep()
    street.reserve(1)
    street.first.sync()
    assert ordering.to_pick(street.first.shop) == 0

    till.remove(till.basket.lines[0].id)
    till.keep()
    street.first.sync()

    assert ordering.to_pick(street.first.shop) == 1


S = OrderState
