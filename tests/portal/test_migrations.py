"""A database of an earlier portal is brought up to date: what is kept stays, what is derived is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from pos.domain.stock import Movement
from pos.services import cataloguing
from sync.portal import rebuilding
from sync.portal.gathered import Portal
from sync.portal.storage import tables
from sync.portal.storage.engine import keep
from tests.services.counter import opened, sell
from tests.sync.test_courier import enrolled, stock_there, sync

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile


def test_projections_of_an_earlier_schema_are_made_anew_from_the_journal(shop: ShopFile, database_url: str) -> None:
    goods = opened(shop)
    cataloguing.receive_stock(shop, [Movement(goods.bread.id, 10_000)])
    sell(shop, (goods.bread, 1000))
    portal = Portal(database_url)
    courier = enrolled(shop, portal)
    sync(courier)
    with portal.database.write() as connection:
        # What the first schema had instead of today's table, and derived rows that no longer count.
        connection.exec_driver_sql("DROP TABLE stock_count")
        connection.exec_driver_sql("CREATE TABLE stock_count (member VARCHAR(32), event VARCHAR(32))")
        connection.exec_driver_sql("DELETE FROM sale_line")
        keep(connection, "schema", "1")
    portal.close()

    portal = Portal(database_url)

    assert rebuilding.compare(portal).ok
    assert stock_there(portal, goods.bread.id) == 9_000
    with portal.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.sale_line)).scalar_one() == 1
    sell(shop, (goods.bread, 1000))
    sync(enrolled(shop, portal))
    assert stock_there(portal, goods.bread.id) == 8_000
    portal.close()
