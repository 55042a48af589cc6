"""Articles counted while another till is off line: its late sales are on the shelf that was counted already."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pos.clock import SetClock
from pos.domain import facts
from pos.domain.stock import CountedLine, Movement
from pos.services import cataloguing
from pos.shopfile import outbox
from pos.shopfile.shopfile import ShopFile, open_shop
from sync.portal.gathered import Portal
from tests.services.counter import opened, sell
from tests.sync.seat import TurnedClock
from tests.sync.test_courier import enrolled, stock_here, stock_there, sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.domain.product import Product
    from sync.agent.courier import Courier


def counted(shop: ShopFile, product: str, milli: int) -> None:
    expected = stock_here(shop, product) or 0
    with shop.write() as journal:
        through = outbox.contained(journal.connection)
        assert through is not None
        line = CountedLine(product, milli, expected)
        journal.append(facts.StockCounted(id=journal.new_id(), at=journal.stamp(), lines=(line,), through=through))


class TwoTills(NamedTuple):
    """Two tills of one shop, in contact with its portal; ten loaves on the shelf."""

    shop: ShopFile
    other: ShopFile
    first: Courier
    second: Courier
    portal: Portal
    bread: Product

    def sync(self) -> None:
        for _ in range(2):
            sync(self.first)
            sync(self.second)

    def levels(self) -> tuple[int, int | None, int | None]:
        bread = self.bread.id
        return stock_there(self.portal, bread), stock_here(self.shop, bread), stock_here(self.other, bread)


@pytest.fixture
def tills(shop: ShopFile, tmp_path: Path, clock: SetClock) -> Iterator[TwoTills]:
    portal = Portal(f"sqlite:///{tmp_path / 'portal.db'}", now_ms=lambda: int(clock.now().timestamp() * 1000))
    goods = opened(shop)
    cataloguing.receive_stock(shop, [Movement(goods.bread.id, 10_000)])
    other = open_shop(
        tmp_path / "b" / "shop.sqlite",
        tmp_path / "mb",
        TurnedClock(clock.now()),
        create=True,
        system_keys=False,
    )
    made = TwoTills(shop, other, enrolled(shop, portal), enrolled(other, portal), portal, goods.bread)
    made.sync()
    yield made
    other.close()
    portal.close()


def passes(tills: TwoTills, seconds: int) -> None:
    for shop in (tills.shop, tills.other):
        assert isinstance(shop.clock, SetClock)
        shop.clock.pass_seconds(seconds)


def test_a_late_sale_is_taken_off_once_however_often_was_counted(tills: TwoTills) -> None:
    sell(tills.shop, (tills.bread, 1000))
    for _ in range(2):
        passes(tills, 600)
        counted(tills.other, tills.bread.id, 9_000)

    tills.sync()

    assert tills.levels() == (9_000, 9_000, 9_000)


@pytest.mark.parametrize("first_to_arrive", ["first", "second"])
def test_of_two_counts_on_tills_that_have_not_met_the_later_decides(tills: TwoTills, first_to_arrive: str) -> None:
    counted(tills.shop, tills.bread.id, 8_000)
    passes(tills, 600)
    counted(tills.other, tills.bread.id, 7_000)
    passes(tills, 600)
    sell(tills.shop, (tills.bread, 1000))

    sync(getattr(tills, first_to_arrive))
    tills.sync()

    assert tills.levels() == (6_000, 6_000, 6_000)


@pytest.mark.parametrize("years", [-10, 10])
def test_a_count_by_a_clock_that_is_years_off_cancels_no_sale_of_another_till(tills: TwoTills, years: int) -> None:
    clock = tills.other.clock
    assert isinstance(clock, TurnedClock)
    sell(tills.shop, (tills.bread, 2000))
    passes(tills, 600)
    clock.turn(timedelta(days=365 * years))
    counted(tills.other, tills.bread.id, 8_000)
    clock.turn(timedelta(0))
    passes(tills, 600)
    sell(tills.shop, (tills.bread, 1000))

    tills.sync()

    assert tills.levels() == (7_000, 7_000, 7_000)


def test_a_person_is_told_when_a_sale_and_a_count_were_too_close_to_say(tills: TwoTills) -> None:
    sell(tills.shop, (tills.bread, 1000))
    passes(tills, 3)
    counted(tills.other, tills.bread.id, 9_000)

    tills.sync()

    assert [odd.kind for odd in tills.second.oddities()] == ["count"]
    assert tills.levels() == (9_000, 9_000, 9_000)
