"""What only the portal still has comes back to a new or restored till, is shown and refunded, and sent again."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

import pytest
from sqlalchemy import select, text

from pos.domain.errors import UserError
from pos.services import closing_day, refunding, settings
from pos.services.printing import Printing
from pos.shopfile import outbox, reading, recovered
from pos.shopfile.journal import incarnation_letters
from pos.shopfile.shopfile import ShopFile, open_shop
from pos.shopfile.verify import verify
from sync.agent.courier import Courier
from sync.agent.transport import Answer, UnreachableError
from sync.portal.gathered import Portal
from sync.portal.members import store as members
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.portal.storage.engine import restored
from tests.services.counter import PROFILE, Stock, opened, sell
from tests.sync.test_courier import count, enrolled, stock_here, stock_there, sync
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pos.clock import SetClock
    from pos.domain.sale import Sale


class Scene(NamedTuple):
    """A till that sold and sent, and is gone; its member's portal; a new machine that took its place."""

    goods: Stock
    sold: list[Sale]
    old_inc: str
    new: ShopFile
    courier: Courier


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    made = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    yield made
    made.close()


@pytest.fixture
def spare(tmp_path: Path, clock: SetClock) -> Iterator[ShopFile]:
    """A new machine with an empty file."""
    made = open_shop(tmp_path / "new" / "shop.sqlite", tmp_path / "new machine", clock, create=True, system_keys=False)
    yield made
    made.close()


def replaced(spare: ShopFile, portal: Portal, till: str) -> Courier:
    """Set a new machine up in the place of a till whose machine is dead."""
    settings.change_profile(spare, PROFILE)
    closing_day.open_session(spare, {"CHF": 10_000, "LEM": 0})
    courier = Courier(spare, Wire(lambda: portal))
    code = courier.ask_code("Le Grain", "Caisse 1", "C1").user_code
    portal.members.approve(code, "Le Grain", replaces=till)
    assert courier.redeem_code()
    return courier


@pytest.fixture
def scene(shop: ShopFile, spare: ShopFile, portal: Portal) -> Scene:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sync(courier)
    sold = [sell(shop, (goods.bread, 2000), (goods.soap, 1000)) for _ in range(3)]
    sold.append(refunding.refund(shop, sold[0].id, {sold[0].lines[0].id: 1000}))
    sync(courier)
    identity = courier.identity()
    assert identity is not None
    old = shop.head.inc.hex()
    shop.close()
    return Scene(goods, sold, old, spare, replaced(spare, portal, identity.till))


def shown(shop: ShopFile) -> list[tuple[str, bool]]:
    return [(row.receipt, row.recovered) for row in refunding.tickets(shop)]


def whole(portal: Portal, *shops: ShopFile) -> None:
    """Everything is at the portal once, its heads are the tills' heads, and every table follows from a journal."""
    assert compare(portal).problems == ()
    assert count(portal, tables.event) == count(portal, tables.entry)
    for shop in shops:
        with portal.database.read() as connection:
            head = select(tables.line.c.seq, tables.line.c.hash).where(tables.line.c.inc == shop.head.inc.hex())
            assert tuple(connection.execute(head).one()) == (shop.head.seq, shop.head.hash.hex())
        assert verify(shop.path).problems == ()


def test_tickets_of_a_dead_machine_stand_in_the_list_and_count_no_more(scene: Scene, portal: Portal) -> None:
    """I8: stock is the portal's; I11: no total of the new machine holds what the old one counted."""
    sync(scene.courier)
    sync(scene.courier)

    assert shown(scene.new) == [(sale.receipt, True) for sale in reversed(scene.sold)]
    past = refunding.ticket(scene.new, scene.sold[1].id)
    assert past.sale == scene.sold[1]
    assert past.recovered
    assert past.profile.name == "Le Grain"
    totals = closing_day.read_x(scene.new).totals
    assert (totals.sales, totals.refunds, totals.total_minor) == (0, 0, 0)
    with scene.new.read() as connection:
        assert reading.counter(connection, "perpetual_sales") == reading.counter(connection, "perpetual_refunds") == 0
        assert reading.last_ticket(connection) is None
        assert connection.exec_driver_sql("SELECT count(*) FROM stock_move").scalar_one() == 0
    assert stock_here(scene.new, scene.goods.bread.id) == stock_there(portal, scene.goods.bread.id) == -5000
    assert count(portal, tables.sale) == 4
    whole(portal, scene.new)


def test_a_duplicate_of_a_ticket_that_came_back_can_be_printed(scene: Scene, tmp_path: Path) -> None:
    sync(scene.courier)
    printing = Printing(scene.new, tmp_path)

    printing.reprint(scene.sold[1].id)

    assert refunding.ticket(scene.new, scene.sold[1].id).copies == 1
    assert scene.sold[1].receipt in str(printing.document_of(scene.sold[1].id, duplicate=1))
    assert verify(scene.new.path).ok


def test_a_ticket_that_came_back_is_refunded_once(scene: Scene, portal: Portal) -> None:
    """I2: what was refunded before the machine died cannot come back a second time, what is left can."""
    sync(scene.courier)
    first, line = scene.sold[0], scene.sold[0].lines[0].id
    left = refunding.still_returnable(refunding.ticket(scene.new, first.id))
    with pytest.raises(UserError, match="no more can come back"):
        refunding.refund(scene.new, first.id, {line: 2000})
    before = stock_here(scene.new, scene.goods.bread.id)
    assert before is not None

    back = refunding.refund(scene.new, first.id, {line: 1000})

    assert left == {line: 1000, first.lines[1].id: 1000}
    assert (back.refunds_sale, back.refunds_receipt) == (first.id, first.receipt)
    assert stock_here(scene.new, scene.goods.bread.id) == before + 1000
    with pytest.raises(UserError, match="no more can come back"):
        refunding.refund(scene.new, first.id, {line: 1000})
    sync(scene.courier)
    assert stock_there(portal, scene.goods.bread.id) == before + 1000
    with portal.database.read() as connection:
        kinds = set(connection.execute(select(tables.anomaly.c.kind)).scalars())
    assert "double_refund" not in kinds
    whole(portal, scene.new)


def test_a_new_machine_never_gives_a_number_of_the_old_one_again(
    shop: ShopFile, portal: Portal, tmp_path: Path, clock: SetClock
) -> None:
    """I7: chance gave the new incarnation the three letters of one that the new machine never heard of."""
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sold = sell(shop, (goods.bread, 1000))
    sync(courier)
    identity = courier.identity()
    assert identity is not None
    same = shop.head.inc[:2] + bytes(14)
    with mock.patch("pos.shopfile.incarnation.os", mock.Mock(urandom=lambda _: same)):
        new = open_shop(tmp_path / "new" / "s", tmp_path / "new machine", clock, create=True, system_keys=False)
    assert incarnation_letters(new.head.inc) == incarnation_letters(shop.head.inc)
    names = iter([same, shop.head.inc[:2] + bytes(13) + b"1", b"another one, yes"])
    second = replaced(new, portal, identity.till)
    with mock.patch("pos.shopfile.incarnation.os", mock.Mock(urandom=lambda _: next(names))):
        sync(second)
    sync(second)

    again = sell(new, (goods.bread, 1000))
    assert again.receipt != sold.receipt
    assert incarnation_letters(new.head.inc) != incarnation_letters(shop.head.inc)
    sync(second)
    with portal.database.read() as connection:
        receipts = list(connection.execute(select(tables.sale.c.receipt)).scalars())
    assert sorted(receipts) == sorted([sold.receipt, again.receipt])
    whole(portal, new)
    new.close()


def test_a_restored_backup_learns_what_was_sold_and_refunded_after_it(
    shop: ShopFile, portal: Portal, tmp_path: Path, clock: SetClock
) -> None:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    first = sell(shop, (goods.soap, 2000))
    sync(courier)
    shop.checkpoint()
    backup = tmp_path / "backup"
    shutil.copy(shop.path, backup)
    clock.pass_seconds(60)
    sell(shop, (goods.bread, 1000))
    refunding.refund(shop, first.id, {first.lines[0].id: 2000})
    sync(courier)
    path, machine, receipts = shop.path, shop.machine, [row.receipt for row in refunding.tickets(shop)]
    shop.close()
    shutil.copy(backup, path)
    back = open_shop(path, machine, clock, system_keys=False)
    assert back.fork_reason
    again = Courier(back, Wire(lambda: portal))
    sync(again)
    sync(again)

    assert [receipt for receipt, _ in shown(back)] == receipts
    assert [lost for _, lost in shown(back)] == [True, True, False]
    assert refunding.still_returnable(refunding.ticket(back, first.id)) == {}
    with pytest.raises(UserError, match="no more can come back"):
        refunding.refund(back, first.id, {first.lines[0].id: 1000})
    assert closing_day.read_x(back).totals.sales == 1
    whole(portal, back)
    back.close()


def test_many_tickets_come_back_in_pages_and_the_file_can_be_rebuilt(
    shop: ShopFile, spare: ShopFile, portal: Portal
) -> None:
    """I9: tickets that came back follow from the journal alone, in entries of at most a hundred."""
    goods = opened(shop)
    courier = enrolled(shop, portal)
    with shop.together():
        for _ in range(260):
            sell(shop, (goods.bread, 1000))
    sync(courier)
    identity = courier.identity()
    assert identity is not None
    second = replaced(spare, portal, identity.till)
    sync(second)
    sync(second)

    with spare.read() as connection:
        sizes = connection.exec_driver_sql(
            "SELECT json_array_length(payload, '$.sales') FROM entry WHERE type = 'sales.recovered' ORDER BY n"
        )
        counts = list(sizes.scalars())
        longest = connection.exec_driver_sql("SELECT max(length(payload)) FROM entry").scalar_one()
        how = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + recovered.INCARNATIONS).all()
    assert not [row for row in how if "SCAN recovered" in row[3]]
    assert sum(counts) == 260
    assert max(counts) <= recovered.PER_ENTRY
    assert longest < 2 * recovered.ENTRY_BYTES
    assert len(refunding.tickets(spare, limit=1000)) == 260
    assert count(portal, tables.sale) == 260
    whole(portal, spare)


# A portal that was put back to a backup


def put_back(portal: Portal, copy: Path, tmp_path: Path) -> Portal:
    """Put a copy of the portal's database in its place."""
    portal.close()
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"portal.db{ending}").unlink(missing_ok=True)
    shutil.copyfile(copy, tmp_path / "portal.db")
    again = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    restored(again.database)
    return again


def copied(portal: Portal, tmp_path: Path) -> Path:
    with portal.database.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return shutil.copyfile(tmp_path / "portal.db", tmp_path / "portal before")


class Lost(NamedTuple):
    """A portal that lost what only a new machine was given back of a dead one."""

    goods: Stock
    sold: list[Sale]
    old_inc: str
    old_seq: int
    before_seq: int
    new: ShopFile
    portal: Portal
    till: str


@pytest.fixture
def lost(shop: ShopFile, spare: ShopFile, tmp_path: Path) -> Iterator[Lost]:
    portal = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sold = [sell(shop, (goods.bread, 1000))]
    sync(courier)
    copy, before = copied(portal, tmp_path), shop.head.seq
    for place in range(12):
        sold.append(sell(shop, (goods.bread, 1000), (goods.soap, 1000)))
        if place % 3 == 2:
            sync(courier)
    identity = courier.identity()
    assert identity is not None
    inc, seq = shop.head.inc.hex(), shop.head.seq
    shop.close()
    second = replaced(spare, portal, identity.till)
    sync(second)
    sync(second)
    assert len(shown(spare)) == 13
    portal = put_back(portal, copy, tmp_path)
    assert count(portal, tables.sale) == 1
    yield Lost(goods, sold, inc, seq, before, spare, portal, identity.till)
    portal.close()


def come_back(lost: Lost, *, revoked: bool = False) -> Courier:
    """Meet the portal again: it forgot this machine, so a person lets it in once more."""
    courier = Courier(lost.new, Wire(lambda: lost.portal))
    if revoked:
        with lost.portal.database.write() as connection:
            members.revoke(connection, lost.till)
    code = courier.ask_code("Le Grain", "Caisse 1", "C1").user_code
    lost.portal.members.approve(code, "Le Grain", replaces=lost.till)
    assert courier.redeem_code()
    for _ in range(3):
        sync(courier)
    return courier


def all_there(lost: Lost) -> None:
    with lost.portal.database.read() as connection:
        receipts = list(connection.execute(select(tables.sale.c.receipt)).scalars())
    assert sorted(receipts) == sorted(sale.receipt for sale in lost.sold)
    assert stock_here(lost.new, lost.goods.bread.id) == stock_there(lost.portal, lost.goods.bread.id) == -13_000
    whole(lost.portal, lost.new)


def test_a_restored_portal_is_given_again_what_only_a_new_machine_still_has(lost: Lost) -> None:
    """I1, I2: sold, sent, died, brought back, lost by the portal: everything is there once, as it was signed."""
    lost.sold.append(sell(lost.new, (lost.goods.soap, 1000)))
    lost.sold.append(refunding.refund(lost.new, lost.sold[-2].id, {lost.sold[-2].lines[1].id: 1000}))

    come_back(lost)

    all_there(lost)
    with lost.portal.database.read() as connection:
        line = connection.execute(select(tables.line).where(tables.line.c.inc == lost.old_inc)).one()
        e = tables.entry.c
        signed = connection.execute(select(e.seq, e.sig).where(e.inc == lost.old_inc, e.sig.is_not(None))).all()
    assert line.seq == lost.old_seq
    assert (lost.old_seq, lost.before_seq) == (max(row.seq for row in signed), min(row.seq for row in signed))
    with lost.new.read() as connection:
        assert outbox.waiting(connection).entries == 0


def test_what_came_back_is_sent_again_once_only(lost: Lost) -> None:
    come_back(lost)
    wire = Wire(lambda: lost.portal)
    sync(Courier(lost.new, wire))

    assert not [path for _, path, _, _ in wire.sent if path.startswith(("/v1/push", "/v1/history"))]


def test_batches_end_where_the_dead_machine_signed(lost: Lost) -> None:
    """I4: a till that may send only little at a time still sends up to the next signature it was given."""
    courier = Courier(lost.new, Wire(lambda: lost.portal))
    code = courier.ask_code("Le Grain", "Caisse 1", "C1").user_code
    lost.portal.members.approve(code, "Le Grain", replaces=lost.till)
    assert courier.redeem_code()
    courier.connect()
    courier._limit = 1
    while courier.push():
        courier._limit = 1
    sync(courier)
    sync(courier)

    all_there(lost)
    with lost.portal.database.read() as connection:
        e = tables.entry.c
        mine = connection.execute(select(e.seq).where(e.inc == lost.old_inc, e.sig.is_not(None))).scalars().all()
        carried = connection.execute(select(e.seq).where(e.adopted.is_not(None))).all()
    assert len(mine) == 1 + 4
    assert carried == []


def test_a_new_place_at_the_portal_gets_what_the_old_one_lost_once(lost: Lost) -> None:
    """I2: the person made a new till of it instead of replacing the old one; it sends, and does not send again."""
    courier = Courier(lost.new, Wire(lambda: lost.portal))
    code = courier.ask_code("Le Grain", "Caisse 1", "C1").user_code
    assert lost.portal.members.approve(code, "Le Grain") != lost.till
    assert courier.redeem_code()
    for _ in range(3):
        sync(courier)
    wire = Wire(lambda: lost.portal)
    sync(Courier(lost.new, wire))

    all_there(lost)
    assert not [path for _, path, _, _ in wire.sent if path.startswith("/v1/push")]


def test_what_a_portal_refuses_of_a_dead_machine_is_carried_over(lost: Lost) -> None:
    """I1, I2: its keys were revoked meanwhile, so its own signature does not count; the new machine's does."""
    come_back(lost, revoked=True)

    all_there(lost)
    with lost.portal.database.read() as connection:
        e = tables.entry.c
        origins = connection.execute(select(e.adopted).where(e.inc == lost.new.head.inc.hex())).scalars()
        carried = [origin for origin in origins if origin]
    assert {origin.partition(":")[0] for origin in carried} == {lost.old_inc}
    assert len(carried) == lost.old_seq - lost.before_seq


def test_what_came_back_without_signatures_is_carried_over(lost: Lost) -> None:
    """A file of before schema 4, or an older portal, kept none."""
    with lost.new.keep() as connection:
        connection.exec_driver_sql("UPDATE recovered SET sig = x''")
    come_back(lost)

    all_there(lost)


# What is not believed


class Forging(Wire):
    """A wire that changes what the portal says of the past."""

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        answer = super().send(method, path, body, headers)
        if path.startswith("/v1/history"):
            return answer._replace(body=answer.body.replace(b"Savon", b"Sapin"))
        return answer


def test_a_changed_history_is_not_believed(scene: Scene, portal: Portal) -> None:
    """I12: one changed word in what comes back, and nothing of it is kept."""
    courier = Courier(scene.new, Forging(lambda: portal))
    with pytest.raises(UnreachableError, match="forged"):
        sync(courier)

    assert shown(scene.new) == []
    with scene.new.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM recovered").scalar_one() == 0


@pytest.mark.parametrize("column", ["payload", "prev", "hash", "sig"])
def test_one_changed_byte_of_what_came_back_is_found(scene: Scene, column: str) -> None:
    """I12: what was kept to be sent again is verified like the journal."""
    sync(scene.courier)
    path = scene.new.path
    scene.new.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        rows = raw.execute(f"SELECT inc, seq, {column} FROM recovered WHERE length({column}) > 0").fetchall()
        inc, seq, value = rows[len(rows) // 2]
        changed = value[:9] + bytes([value[9] ^ 1]) + value[10:]
        raw.execute(f"UPDATE recovered SET {column} = ? WHERE inc = ? AND seq = ?", (changed, inc, seq))

    found = verify(path)
    assert found.problems[0].where.startswith("table recovered")


def test_a_missing_entry_of_what_came_back_is_found(scene: Scene) -> None:
    sync(scene.courier)
    path = scene.new.path
    scene.new.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM recovered WHERE seq = (SELECT max(seq) - 1 FROM recovered)")

    assert not verify(path).ok


# An older file


def to_schema_3(path: Path) -> None:
    """Make a file what it was before tickets could come back."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(
            "DROP INDEX sale_receipt; DROP INDEX sale_recovered; DROP INDEX sale_day; DROP INDEX sale_refunds;"
            " ALTER TABLE sale DROP COLUMN origin; ALTER TABLE sale RENAME TO s;"
            " CREATE TABLE sale (n INTEGER NOT NULL PRIMARY KEY, id BLOB NOT NULL UNIQUE, receipt TEXT NOT NULL UNIQUE,"
            " entry INTEGER NOT NULL, at TEXT NOT NULL, business_day TEXT NOT NULL, total_minor INTEGER NOT NULL,"
            " cashier TEXT NOT NULL, training INTEGER NOT NULL, refunds BLOB, profile INTEGER NOT NULL);"
            " INSERT INTO sale SELECT * FROM s; DROP TABLE s; CREATE INDEX sale_day ON sale (business_day);"
            " CREATE INDEX sale_refunds ON sale (refunds) WHERE refunds IS NOT NULL;"
            " ALTER TABLE recovered DROP COLUMN sig; ALTER TABLE recovered DROP COLUMN adopted;"
            " DROP TABLE online_order; PRAGMA user_version=3;"
        )


def test_a_file_of_schema_3_keeps_its_tickets_and_takes_back_others(
    shop: ShopFile, clock: SetClock, tmp_path: Path
) -> None:
    goods = opened(shop)
    sold = sell(shop, (goods.bread, 1000))
    path, machine = shop.path, shop.machine
    shop.close()
    with closing(sqlite3.connect(path)) as raw:
        layout = raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name IN ('sale', 'recovered') ORDER BY sql")
        newest = [" ".join(row[0].replace("\t", "").split()) for row in layout if row[0]]
    to_schema_3(path)
    again = open_shop(path, machine, clock, system_keys=False)
    assert shown(again) == [(sold.receipt, False)]
    sell(again, (goods.bread, 1000))
    again.close()

    assert verify(path).ok
    with closing(sqlite3.connect(path)) as raw:
        columns = {
            name: [row[1:4] for row in raw.execute(f"PRAGMA table_info({name})")] for name in ("sale", "recovered")
        }
        indexes = [row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'sale'") if row[0]]
    fresh = open_shop(tmp_path / "f" / "s", tmp_path / "fm", clock, create=True, system_keys=False)
    with fresh.read() as connection:
        for name, known in columns.items():
            assert known == [tuple(row)[1:4] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
    fresh.close()
    assert sorted(sql for sql in indexes if "INDEX" in sql) == sorted(sql for sql in newest if "INDEX" in sql)
