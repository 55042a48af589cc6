"""Articles counted while another till is off line: its late sales are on the shelf that was counted already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import facts
from pos.domain.stock import CountedLine, Movement
from pos.services import cataloguing
from pos.shopfile import outbox
from pos.shopfile.shopfile import ShopFile, open_shop
from sync.portal.gathered import Portal
from tests.services.counter import opened, sell
from tests.sync.test_courier import enrolled, stock_here, stock_there, sync

if TYPE_CHECKING:
    from pathlib import Path

    from pos.clock import SetClock


def counted(shop: ShopFile, product: str, milli: int) -> None:
    expected = stock_here(shop, product) or 0
    with shop.write() as journal:
        through = outbox.contained(journal.connection)
        assert through is not None
        line = CountedLine(product, milli, expected)
        journal.append(facts.StockCounted(id=journal.new_id(), at=journal.stamp(), lines=(line,), through=through))


def test_a_late_sale_is_taken_off_once_however_often_was_counted(
    shop: ShopFile, tmp_path: Path, clock: SetClock
) -> None:
    portal = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    goods = opened(shop)
    cataloguing.receive_stock(shop, [Movement(goods.bread.id, 10_000)])
    other = open_shop(tmp_path / "b" / "shop.sqlite", tmp_path / "mb", clock, create=True, system_keys=False)
    first, second = enrolled(shop, portal), enrolled(other, portal)
    sync(first)
    sync(second)
    sell(shop, (goods.bread, 1000))
    for _ in range(2):
        clock.pass_seconds(600)
        counted(other, goods.bread.id, 9_000)
    sync(second)
    sync(first)
    sync(second)

    assert stock_there(portal, goods.bread.id) == 9_000
    assert stock_here(other, goods.bread.id) == stock_here(shop, goods.bread.id) == 9_000
    other.close()
    portal.close()
