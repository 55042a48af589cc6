"""Invariants of the portal that hold on SQLite and PostgreSQL alike (facts: sync §5)."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from sqlalchemy import delete, func, select, text

from pos.domain.stock import Movement
from pos.services import cataloguing, closing_day, refunding
from pos.shopfile.shopfile import open_shop
from sync.portal.gathered import Portal
from sync.portal.ingest.replaying import project_anew
from sync.portal.members import store as members
from sync.portal.orders import store as orders
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.portal.storage.engine import PROJECT_ANEW, keep
from tests.services.counter import exact_counts, opened, sell
from tests.sync.test_courier import enrolled, stock_there, sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile
    from tests.services.counter import Stock


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url)
    yield made
    made.close()


@pytest.fixture
def goods(shop: ShopFile, portal: Portal, tmp_path: Path, clock: SetClock) -> Stock:
    """Two tills of one shop that sold, gave back, received, counted, edited and closed."""
    made = opened(shop)
    first = enrolled(shop, portal)
    cataloguing.receive_stock(shop, [Movement(made.bread.id, 50_000)])
    sold = [sell(shop, (made.bread, 1000 * each), (made.milk, 1000)) for each in (1, 2, 3)]
    refunding.refund(shop, sold[2].id, {sold[2].lines[0].id: 1000})
    sync(first)
    other = open_shop(tmp_path / "b" / "shop.sqlite", tmp_path / "mb", clock, create=True, system_keys=False)
    second = enrolled(other, portal)
    sync(second)
    clock.pass_seconds(900)
    cataloguing.save_product(other, replace(made.bread, price_minor=490))
    cataloguing.save_product(shop, replace(made.bread, price_minor=450, name="Pain noir"))
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)))
    for courier in (first, second, first):
        sync(courier)
    other.close()
    return made


def dumped(portal: Portal) -> dict[str, list[tuple[object, ...]]]:
    with portal.database.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables.PROJECTIONS
        }


def test_every_read_model_emptied_and_replayed_is_the_same(portal: Portal, goods: Stock) -> None:
    """I9: on each database, row for row; I3: the level is the sum of the movements, before and after."""
    before = dumped(portal)
    assert {"sale", "sale_line", "payment", "session", "closing", "product", "price", "stock_move", "stock"} <= {
        name for name, rows in before.items() if rows
    }
    with portal.database.write() as connection:
        for table in tables.PROJECTIONS:
            connection.execute(delete(table))
        keep(connection, PROJECT_ANEW, "1")
    assert not any(dumped(portal).values())
    project_anew(portal.database)

    assert dumped(portal) == before
    assert compare(portal).problems == ()
    with portal.database.read() as connection:
        m = tables.stock_move.c
        moved = connection.execute(select(func.sum(m.quantity_milli)).where(m.product == goods.bread.id)).scalar_one()
    assert moved == stock_there(portal, goods.bread.id) == 45_000


@pytest.mark.parametrize("table", ["sale", "sale_line", "payment", "stock", "stock_move", "product", "closing"])
def test_a_read_model_that_does_not_follow_is_named(portal: Portal, goods: Stock, table: str) -> None:
    """I9: one row less, in any table."""
    assert goods
    with portal.database.write() as connection:
        first = connection.execute(select(*tables.metadata.tables[table].primary_key).limit(1)).one()
        key = [column == value for column, value in zip(tables.metadata.tables[table].primary_key, first, strict=True)]
        connection.execute(delete(tables.metadata.tables[table]).where(*key))

    assert [problem.where.split()[0] for problem in compare(portal).problems] == [table]


@pytest.mark.parametrize("column", ["payload", "hash", "sig", "id", "type", "v"])
def test_one_changed_byte_of_the_raw_journal_is_found(portal: Portal, goods: Stock, column: str) -> None:
    """I12: by somebody who takes the triggers away first."""
    assert goods
    e = tables.entry.c
    with portal.database.write() as connection:
        rows = connection.execute(select(e.inc, e.seq, e[column]).where(e[column].is_not(None)).order_by(e.inc, e.seq))
        inc, seq, value = rows.all()[1]
        drop = "DROP TRIGGER entry_no_update" if portal.database.is_sqlite else "ALTER TABLE entry DISABLE TRIGGER ALL"
        connection.exec_driver_sql(drop)
        query = text(f"UPDATE entry SET {column} = :value WHERE inc = :inc AND seq = :seq")
        connection.execute(query, {"value": changed(value), "inc": inc, "seq": seq})

    found = compare(portal).problems
    assert any(problem.where == f"{inc[:8]} {seq}" for problem in found)


def changed(value: object) -> object:
    """Give a value with its last byte another one."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("1" if value[-1] == "0" else "0")
    raw = bytes(value)  # type: ignore[call-overload]
    return raw[:-3] + bytes([raw[-3] ^ 1]) + raw[-2:]


def test_an_order_that_everybody_resolves_at_once_is_resolved_once(portal: Portal, goods: Stock) -> None:
    """I6: posted, voided and expired at the same time, by several: one of them does it, and nothing is held then."""
    with portal.database.read() as connection:
        member = members.find_member(connection, "Le Grain")
    assert member is not None
    for number in range(6):
        order = f"{number:032x}"
        portal.orders.reserve(member, order, {goods.bread.id: 2000}, ttl_ms=-1)
        done: list[str] = []
        together = threading.Barrier(6)

        def resolve(how: str, order: str, done: list[str], together: threading.Barrier) -> None:
            together.wait(20)
            if how == "expire":
                done.extend(["expire"] * portal.orders.expire())
            elif getattr(portal.orders, how)(member, order):
                done.append(how)

        threads = [
            threading.Thread(target=resolve, args=(how, order, done, together))
            for how in ("post", "void", "expire") * 2
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

        assert len(done) == 1
        with portal.database.read() as connection:
            state = orders.state(connection, member, order)
            held = orders.held(connection, member, [goods.bread.id])
        assert state == {"post": "posted", "void": "void", "expire": "expired"}[done[0]]
        assert not any(held.values())
