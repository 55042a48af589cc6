"""One till and one portal: everything arrives once, comes back, and survives restores and forks."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from pos.services import cataloguing, refunding
from pos.shopfile import outbox, search
from pos.shopfile.shopfile import ShopFile, open_shop
from sync.agent.courier import Courier, RefusedError
from sync.agent.transport import UnreachableError
from sync.portal.gathered import Portal
from sync.portal.storage import tables
from tests.services.counter import opened, sell
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.clock import SetClock


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    made = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    yield made
    made.close()


def enrolled(shop: ShopFile, portal: Portal, member: str = "Le Grain") -> Courier:
    courier = Courier(shop, Wire(lambda: portal))
    code = courier.ask_code(member, "Caisse 1", "C1").user_code
    assert not courier.redeem_code()
    portal.members.approve(code, member)
    assert courier.redeem_code()
    return courier


def sync(courier: Courier) -> None:
    courier.connect()
    while courier.push():
        if courier.welcome is None:
            courier.connect()
    while courier.pull():
        pass
    courier.recover()


def count(portal: Portal, table: object) -> int:
    with portal.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def stock_here(shop: ShopFile, product: str) -> int | None:
    with shop.read() as connection:
        found = search.by_id(connection, product)
    assert found is not None
    return found.stock_milli


def stock_there(portal: Portal, product: str) -> int:
    with portal.database.read() as connection:
        query = select(tables.stock.c.level_milli).where(tables.stock.c.product == product)
        return int(connection.execute(query).scalar_one())


def test_everything_arrives_once_and_nothing_waits(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    for _ in range(5):
        sell(shop, (goods.bread, 2000), (goods.cheese, 300))
    sync(courier)

    with shop.read() as connection:
        assert outbox.waiting(connection) == outbox.Waiting(0, 0, None)
    assert count(portal, tables.entry) == shop.head.seq
    assert count(portal, tables.sale) == 5
    assert count(portal, tables.waiting) == 0
    assert count(portal, tables.anomaly) <= 2
    assert stock_here(shop, goods.bread.id) == stock_there(portal, goods.bread.id)


def test_a_swallowed_reply_and_a_repeated_request_change_nothing(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sync(courier)
    sell(shop, (goods.bread, 1000))
    swallowing = Courier(shop, Wire(lambda: portal, lambda _m, path: "swallowed" if path == "/v1/push" else ""))
    swallowing.connect()
    with pytest.raises(UnreachableError):
        swallowing.push()
    doubling = Courier(shop, Wire(lambda: portal, lambda _m, _p: "twice"))
    sell(shop, (goods.bread, 1000))
    sync(doubling)

    assert count(portal, tables.sale) == 2
    assert stock_there(portal, goods.bread.id) == stock_here(shop, goods.bread.id)


def test_a_restored_till_rolls_over_and_counts_each_sale_once(
    shop: ShopFile, portal: Portal, tmp_path: Path, clock: SetClock
) -> None:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sell(shop, (goods.bread, 1000))
    sync(courier)
    shop.checkpoint()
    backup = tmp_path / "backup"
    shutil.copy(shop.path, backup)
    sell(shop, (goods.bread, 1000))
    sync(courier)
    sell(shop, (goods.bread, 1000))
    path, machine = shop.path, shop.machine
    shop.close()
    for extra in ("-wal", "-shm"):
        path.with_name(path.name + extra).unlink(missing_ok=True)
    shutil.copy(backup, path)
    back = open_shop(path, machine, clock, system_keys=False)
    assert back.fork_reason
    sell(back, (goods.bread, 1000))
    again = Courier(back, Wire(lambda: portal))
    sync(again)

    assert count(portal, tables.sale) == 3
    assert stock_there(portal, goods.bread.id) == stock_here(back, goods.bread.id)
    back.close()


def test_a_whole_machine_restored_is_found_out_at_the_portal(
    shop: ShopFile, portal: Portal, tmp_path: Path, clock: SetClock
) -> None:
    """I7: the only case in which a number names two sales, and then an anomaly names the number."""
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sync(courier)
    path, machine = shop.path, shop.machine
    shop.close()
    image = tmp_path / "image"
    shutil.copytree(path.parent, image / "shop")
    shutil.copytree(machine, image / "machine")
    live = open_shop(path, machine, clock, system_keys=False)
    lost = sell(live, (goods.bread, 1000))
    sync(Courier(live, Wire(lambda: portal)))
    live.close()
    shutil.rmtree(path.parent)
    shutil.rmtree(machine)
    shutil.copytree(image / "shop", path.parent)
    shutil.copytree(image / "machine", machine)
    back = open_shop(path, machine, clock, system_keys=False)
    assert back.head.inc == live.head.inc
    sold = sell(back, (goods.bread, 2000))
    assert sold.receipt == lost.receipt
    sync(Courier(back, Wire(lambda: portal)))

    assert back.fork_reason
    assert count(portal, tables.sale) == 2
    assert stock_there(portal, goods.bread.id) == stock_here(back, goods.bread.id)
    with back.read() as connection:
        recovered = connection.exec_driver_sql("SELECT count(*) FROM recovered").scalar_one()
    assert recovered > 0
    with portal.database.read() as connection:
        told = select(tables.anomaly.c.key).where(tables.anomaly.c.kind == "receipt_twice")
        assert list(connection.execute(told).scalars()) == [lost.receipt]
    assert [(row.receipt, row.recovered) for row in refunding.tickets(back)] == [
        (lost.receipt, False),
        (lost.receipt, True),
    ]
    back.close()


def test_two_tills_share_articles_and_stock(shop: ShopFile, portal: Portal, tmp_path: Path, clock: SetClock) -> None:
    goods = opened(shop)
    first = enrolled(shop, portal)
    sync(first)
    other = open_shop(tmp_path / "b" / "shop.sqlite", tmp_path / "mb", clock, create=True, system_keys=False)
    second = enrolled(other, portal)
    sync(second)
    with other.read() as connection:
        bread = search.by_id(connection, goods.bread.id)
    assert bread is not None
    assert bread.product == goods.bread
    assert stock_here(other, goods.bread.id) == stock_here(shop, goods.bread.id)

    sell(shop, (goods.bread, 1000))
    dearer = replace(goods.bread, price_minor=490)
    cataloguing.save_product(other, dearer)
    for _ in range(2):
        sync(first)
        sync(second)
    with shop.read() as connection:
        here = search.by_id(connection, goods.bread.id)
    assert here is not None
    assert here.product.price_minor == 490
    assert stock_here(other, goods.bread.id) == stock_here(shop, goods.bread.id) == stock_there(portal, goods.bread.id)
    other.close()


def test_edits_of_one_field_on_two_tills_are_told(
    shop: ShopFile, portal: Portal, tmp_path: Path, clock: SetClock
) -> None:
    goods = opened(shop)
    first = enrolled(shop, portal)
    sync(first)
    other = open_shop(tmp_path / "b" / "shop.sqlite", tmp_path / "mb", clock, create=True, system_keys=False)
    second = enrolled(other, portal)
    sync(second)
    cataloguing.save_product(shop, replace(goods.bread, price_minor=450, name="Pain noir"))
    cataloguing.save_product(other, replace(goods.bread, price_minor=470, origin="Genève"))
    for _ in range(3):
        sync(first)
        sync(second)
    with shop.read() as one, other.read() as two:
        here, there = search.by_id(one, goods.bread.id), search.by_id(two, goods.bread.id)
    assert here is not None
    assert there is not None
    assert here.product == there.product
    assert (here.product.price_minor, here.product.name, here.product.origin) == (470, "Pain noir", "Genève")
    with portal.database.read() as connection:
        kinds = list(connection.execute(select(tables.anomaly.c.kind)).scalars())
    assert kinds.count("conflict") == 1
    other.close()


def test_a_till_that_is_not_enrolled_is_told_so(shop: ShopFile, portal: Portal) -> None:
    with pytest.raises(RefusedError, match="unknown_till"):
        Courier(shop, Wire(lambda: portal)).connect()
