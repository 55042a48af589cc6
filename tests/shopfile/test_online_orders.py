"""The table of online orders: an older file gets it, and what an older till kept of orders is told again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.domain.online_order import OrderState
from pos.shopfile import orders, outbox
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from tests.services.counter import opened, sell
from tests.services.online import ordered, tell

if TYPE_CHECKING:
    from pathlib import Path

    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile


def layout(path: Path) -> list[tuple[object, ...]]:
    """Give the columns of the table, and its indexes."""
    with closing(sqlite3.connect(path)) as raw:
        columns = [row[1:] for row in raw.execute("PRAGMA table_info(online_order)")]
        query = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'online_order' AND sql IS NOT NULL"
        return [*columns, *raw.execute(query + " ORDER BY 1")]


def test_a_file_of_schema_4_gets_the_table_and_hears_its_orders_again(
    shop: ShopFile, clock: SetClock, tmp_path: Path
) -> None:
    goods = opened(shop)
    sell(shop, (goods.bread, 1000))
    with shop.keep() as connection:
        outbox.set_value(connection, "order:00ff", b"{}")
        outbox.set_value(connection, "cursor", b"1.7")
        outbox.set_value(connection, "hub_gen", b"1")
    path, machine = shop.path, shop.machine
    shop.close()
    newest = layout(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("DROP TABLE online_order; PRAGMA user_version=4;")

    again = open_shop(path, machine, clock, system_keys=False)

    with again.read() as connection:
        kept = connection.exec_driver_sql("SELECT k FROM sync WHERE k IN ('cursor', 'hub_gen', 'order:00ff')")
        assert list(kept.scalars()) == ["hub_gen"]
    assert tell(again, ordered("A-1", (goods.bread, 1000))) == 1
    again.close()
    assert layout(path) == newest
    assert len(newest) == 13 + 2
    assert verify(path).ok


def test_a_changed_row_is_found_by_the_rebuild(shop: ShopFile) -> None:
    goods = opened(shop)
    tell(shop, ordered("A-1", (goods.bread, 1000)))
    assert verify(shop.path).ok

    with shop.keep() as connection:
        connection.exec_driver_sql("UPDATE online_order SET state = 'collected'")

    (problem,) = verify(shop.path).problems
    assert problem.where == "table online_order"


def test_a_code_given_twice_names_the_open_order_then_the_latest(shop: ShopFile) -> None:
    goods = opened(shop)
    lines = (goods.bread, 1000)
    older = ordered("A-1", lines, placed_ms=1)
    newer = ordered("B-1", lines, placed_ms=2, state=OrderState.CANCELLED)
    both = [replace(order, code="7F2K-1") for order in (older, newer)]

    tell(shop, *both)
    with shop.read() as connection:
        found = orders.by_code(connection, "7f2k1")
    assert found is not None
    assert found.order.id == older.id
    tell(shop, replace(both[0], state=OrderState.EXPIRED))
    with shop.read() as connection:
        found = orders.by_code(connection, "7F2K-1")
        assert orders.by_code(connection, " - ") is None

    assert found is not None
    assert found.order.id == newer.id
