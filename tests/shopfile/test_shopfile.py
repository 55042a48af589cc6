"""The shop file keeps what it was given: append-only, one writer, one number per receipt, whatever happens to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy
from sqlalchemy import Column, Text

from pos.clock import SetClock
from pos.domain import facts
from pos.domain.errors import UserError
from pos.services import selling
from pos.shopfile import tables
from pos.shopfile.engine import writer_engine
from pos.shopfile.journal import incarnation_letters
from pos.shopfile.migrations import migrate
from pos.shopfile.shopfile import LONGEST_WAIT_S, ShopFile, check_header, open_shop
from pos.shopfile.verify import verify
from tests.conftest import MORNING
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pathlib import Path

    from alembic.operations import Operations


def again(shop: ShopFile, clock: SetClock | None = None) -> ShopFile:
    """Close a shop file and open it as the next start does."""
    shop.close()
    return open_shop(shop.path, machine_of(shop), clock or SetClock(MORNING), system_keys=False)


def machine_of(shop: ShopFile) -> Path:
    return shop.path.parent.parent / "machine"


def kinds(shop: ShopFile) -> list[str]:
    """Give the kinds of the journal's entries in order."""
    with shop.read() as connection:
        return [row.type for row in connection.exec_driver_sql("SELECT type FROM entry ORDER BY n")]


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET type = 'x'", "DELETE FROM entry", "DELETE FROM entry WHERE n = 1"]
)
def test_the_journal_cannot_be_changed_or_deleted(shop: ShopFile, statement: str) -> None:
    with pytest.raises(sqlalchemy.exc.IntegrityError, match="append only"), shop.write() as journal:
        journal.connection.exec_driver_sql(statement)


def test_a_reader_cannot_write(shop: ShopFile) -> None:
    with pytest.raises(UserError, match="cannot be written"), shop.read() as connection:
        connection.exec_driver_sql("DELETE FROM local")


def test_a_second_till_is_refused_and_the_first_sells_on(shop: ShopFile) -> None:
    goods = opened(shop)

    with pytest.raises(UserError, match="already open in another till"):
        open_shop(shop.path, machine_of(shop), SetClock(MORNING), system_keys=False)

    assert sell(shop, (goods.bread, 1000)).receipt.endswith("000001")


def test_a_closed_shop_file_can_be_opened_by_the_next(shop: ShopFile) -> None:
    opened(shop)

    again(shop).close()


def test_a_newer_file_is_refused_untouched(shop: ShopFile) -> None:
    shop.close()
    with closing(sqlite3.connect(shop.path)) as connection:
        connection.execute(f"PRAGMA user_version = {tables.SCHEMA_VERSION + 1}")
    before = shop.path.read_bytes()

    with pytest.raises(UserError, match="newer Comptoir"):
        open_shop(shop.path, machine_of(shop), SetClock(MORNING), system_keys=False)

    assert shop.path.read_bytes() == before
    assert check_header(shop.path) == tables.SCHEMA_VERSION + 1


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes(name TEXT)")
        connection.commit()


def foreign_text(path: Path) -> None:
    path.write_text("receipt;item;price\n" * 400, encoding="utf-8")


@pytest.mark.parametrize("make", [foreign_database, foreign_text])
@pytest.mark.parametrize("create", [True, False])
def test_a_foreign_file_is_refused_untouched(tmp_path: Path, make: object, create: bool) -> None:
    path = tmp_path / "foreign.db"
    assert callable(make)
    make(path)
    before = path.read_bytes()

    with pytest.raises(UserError, match="no shop file"):
        open_shop(path, tmp_path / "machine", SetClock(MORNING), create=create, system_keys=False)

    assert path.read_bytes() == before


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_told_and_not_made_worse(shop: ShopFile, keep: float) -> None:
    opened(shop)
    shop.close()
    whole = shop.path.read_bytes()
    shop.path.write_bytes(whole[: int(len(whole) * keep)])
    before = shop.path.read_bytes()

    with pytest.raises(UserError, match="damaged"):
        open_shop(shop.path, machine_of(shop), SetClock(MORNING), system_keys=False)

    assert shop.path.read_bytes() == before


def test_a_folder_or_nothing_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        open_shop(tmp_path, tmp_path / "machine", SetClock(MORNING), system_keys=False)
    with pytest.raises(UserError, match="There is no shop file"):
        open_shop(tmp_path / "none", tmp_path / "machine", SetClock(MORNING), system_keys=False)
    with pytest.raises(UserError, match="There is no shop file"):
        check_header(tmp_path / "none")


def test_a_file_or_folder_that_cannot_be_written_is_told(shop: ShopFile) -> None:
    shop.close()
    shop.path.chmod(0o400)
    if os.access(shop.path, os.W_OK):
        pytest.skip("this user writes everywhere")
    with pytest.raises(UserError, match="cannot be written"):
        open_shop(shop.path, machine_of(shop), SetClock(MORNING), system_keys=False)
    shop.path.chmod(0o600)
    shop.path.parent.chmod(0o500)

    with pytest.raises(UserError, match=r"cannot be written|no shop file at"):
        open_shop(shop.path, machine_of(shop), SetClock(MORNING), system_keys=False)

    shop.path.parent.chmod(0o700)


def test_receipts_are_gapless_across_restarts_and_failures(shop: ShopFile) -> None:
    goods = opened(shop)
    receipts = [sell(shop, (goods.bread, 1000)).receipt]

    def fail_after_a_sale() -> None:
        with shop.together():
            sell(shop, (goods.bread, 1000))
            raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(UserError, match="empty"):
            selling.complete_sale(shop, selling.new_basket(shop), [])
        with pytest.raises(ZeroDivisionError):
            fail_after_a_sale()
        shop = again(shop)
        receipts.append(sell(shop, (goods.bread, 1000)).receipt)
    shop.close()

    assert [receipt[-6:] for receipt in receipts] == ["000001", "000002", "000003", "000004"]
    assert len({receipt[:-6] for receipt in receipts}) == 1
    assert verify(shop.path).ok


def test_a_write_that_fails_leaves_the_head_and_every_table_as_they_were(shop: ShopFile) -> None:
    goods = opened(shop)
    sell(shop, (goods.bread, 1000))
    head, before = shop.head, kinds(shop)

    def fail() -> None:
        with shop.write() as journal:
            journal.append(facts.DrawerOpened(id=journal.new_id(), at=journal.stamp(), reason="look"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert shop.head == head
    assert kinds(shop) == before
    sell(shop, (goods.bread, 1000))
    assert verify(shop.path).ok


def test_a_restart_goes_on_with_the_same_incarnation(shop: ShopFile) -> None:
    goods = opened(shop)
    sell(shop, (goods.bread, 1000))
    head = shop.head

    reopened = again(shop)
    reopened.close()

    assert reopened.fork_reason is None
    assert reopened.head[:3] == head[:3]


def lose_the_fence(shop: ShopFile) -> None:
    next((machine_of(shop) / "fences").iterdir()).unlink()


def spoil_the_fence(shop: ShopFile) -> None:
    next((machine_of(shop) / "fences").iterdir()).write_bytes(b"\xff\x00")


def lose_the_key(shop: ShopFile) -> None:
    next((machine_of(shop) / "keys").iterdir()).unlink()


def change_the_fence(shop: ShopFile) -> None:
    fence = next((machine_of(shop) / "fences").iterdir())
    inc, seq, digest = fence.read_text(encoding="ascii").split()
    fence.write_text(f"{inc} {seq} {'0' * len(digest)}", encoding="ascii")


@pytest.mark.parametrize(
    ("lose", "reason"),
    [
        (lose_the_fence, "file is new to this machine"),
        (spoil_the_fence, "file is new to this machine"),
        (change_the_fence, "entries differ from this machine's last"),
        (lose_the_key, "key missing on this machine"),
    ],
)
def test_a_new_incarnation_is_opened_where_this_machine_cannot_be_sure(
    shop: ShopFile, lose: object, reason: str
) -> None:
    goods = opened(shop)
    old = sell(shop, (goods.bread, 1000))
    head = shop.head
    shop.close()
    assert callable(lose)
    lose(shop)

    reopened = again(shop)
    new = sell(reopened, (goods.bread, 1000))
    with reopened.read() as connection:
        payload = connection.exec_driver_sql("SELECT payload FROM entry WHERE seq = 1 ORDER BY n DESC").first()
    reopened.close()

    assert reopened.fork_reason == reason
    assert payload is not None
    opening = facts.decode(payload[0])
    assert isinstance(opening, facts.JournalOpened)
    assert opening.parent == facts.Parent(head.inc.hex(), head.seq, head.hash.hex())
    assert new.receipt[-6:] == "000001"
    assert new.receipt != old.receipt
    assert verify(shop.path).ok


def test_an_older_copy_of_the_file_never_gives_a_number_again(shop: ShopFile, tmp_path: Path) -> None:
    """I7: the fence beside the file knows better than the file."""
    goods = opened(shop)
    sell(shop, (goods.bread, 1000))
    shop.close()
    old = tmp_path / "old"
    shutil.copyfile(shop.path, old)
    given = set[str]()
    for _ in range(4):
        shutil.copyfile(old, shop.path)
        reopened = again(shop)
        numbers = {sell(reopened, (goods.bread, 1000)).receipt for _ in range(3)}
        reopened.close()
        assert not numbers & given
        given |= numbers
        assert verify(shop.path).ok


def test_incarnations_of_one_file_never_share_their_letters(shop: ShopFile, monkeypatch: pytest.MonkeyPatch) -> None:
    goods = opened(shop)
    sell(shop, (goods.bread, 1000))
    same = shop.head.inc[:2] + bytes(14)
    names = iter([same, same, bytes(16)])
    shop.close()
    lose_the_fence(shop)
    monkeypatch.setattr("pos.shopfile.incarnation.os.urandom", lambda size: next(names) if size == 16 else bytes(size))

    reopened = again(shop)
    monkeypatch.undo()
    receipt = sell(reopened, (goods.bread, 1000)).receipt
    reopened.close()

    assert incarnation_letters(reopened.head.inc) == "000"
    assert receipt == "C1-000-000001"


def test_a_clock_set_back_a_year_is_recorded_and_selling_goes_on(shop: ShopFile, clock: SetClock) -> None:
    goods = opened(shop)
    before = sell(shop, (goods.bread, 1000))
    clock.set(MORNING - timedelta(days=365))

    after = sell(shop, (goods.bread, 1000))
    shop.close()
    reopened = again(shop, SetClock(MORNING - timedelta(days=366)))
    last = sell(reopened, (goods.bread, 1000))
    reopened.close()

    assert after.at.startswith("2025")
    assert after.business_day == before.business_day
    assert [int(sale.receipt[-6:]) for sale in (before, after, last)] == [1, 2, 3]
    assert before.id < after.id
    assert verify(shop.path).ok


def test_a_jump_of_the_clock_gets_an_entry_with_its_length(shop: ShopFile) -> None:
    goods = opened(shop)

    class Turned(SetClock):
        """A clock whose wall time is set while its monotonic time stands."""

        def mono_ms(self) -> int:
            return 0

    turned = Turned(MORNING)
    shop = again(shop, turned)
    sell(shop, (goods.bread, 1000))
    turned.set(MORNING - timedelta(days=365))
    sell(shop, (goods.bread, 1000))
    sell(shop, (goods.bread, 1000))
    with shop.read() as connection:
        payload = connection.exec_driver_sql("SELECT payload FROM entry WHERE type = 'clock.jumped'").scalar_one()
    shop.close()

    jumped = facts.decode(payload)
    assert isinstance(jumped, facts.ClockJumped)
    assert jumped.jump_ms == -365 * 24 * 3600 * 1000
    assert verify(shop.path).ok


def test_what_is_done_together_is_on_disk_together_or_not_at_all(shop: ShopFile) -> None:
    goods = opened(shop)
    head = shop.head

    def fail() -> None:
        with shop.together():
            sell(shop, (goods.bread, 1000))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert shop.head == head
    with shop.together():
        first = sell(shop, (goods.bread, 1000))
        with pytest.raises(UserError):
            selling.complete_sale(shop, selling.new_basket(shop), [])
        second = sell(shop, (goods.bread, 1000))

    assert [first.receipt[-6:], second.receipt[-6:]] == ["000001", "000002"]
    assert verify(shop.path).ok


def test_an_older_file_is_brought_up_to_date_with_a_backup_first(shop: ShopFile, tmp_path: Path) -> None:
    goods = opened(shop)
    sell(shop, (goods.bread, 1000))
    shop.close()
    engine = writer_engine(shop.path)
    now = tables.SCHEMA_VERSION

    def add_note(op: Operations) -> None:
        op.add_column("person", Column("note", Text))

    def fail(op: Operations) -> None:
        op.add_column("person", Column("more", Text))
        raise ZeroDivisionError

    with engine.connect() as connection:
        copy = migrate(
            connection, shop.path, tmp_path / "before", SetClock(MORNING), steps={now + 1: add_note}, newest=now + 1
        )
        with pytest.raises(ZeroDivisionError):
            migrate(connection, shop.path, tmp_path / "again", SetClock(MORNING), steps={now + 2: fail}, newest=now + 2)
    engine.dispose()

    with closing(sqlite3.connect(shop.path)) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(person)")]
        assert raw.execute("PRAGMA user_version").fetchone()[0] == now + 1
        assert "note" in columns
        assert "more" not in columns
    assert copy.parent == tmp_path / "before"
    assert check_header(copy) == now
    assert verify(copy).ok


def test_another_thread_lets_a_commit_end_but_is_not_kept_for_ever(shop: ShopFile) -> None:
    order: list[str] = []

    def work() -> None:
        shop.give_way()
        order.append("other")

    with shop.write():
        other = threading.Thread(target=work)
        other.start()
        other.join(0.05)
        order.append("committed")
    other.join(5)
    assert order == ["committed", "other"]

    # The counter never rests, and the other thread goes on all the same.
    ended = threading.Event()

    def keep_on() -> None:
        while not ended.is_set():
            with shop.write():
                pass

    counter = threading.Thread(target=keep_on)
    counter.start()
    try:
        begun = time.monotonic()
        for _ in range(3):
            shop.give_way()
        assert time.monotonic() - begun < 30 * LONGEST_WAIT_S
    finally:
        ended.set()
        counter.join()
