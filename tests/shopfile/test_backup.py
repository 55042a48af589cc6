"""Backups are whole, checked and vouched for; putting one back never gives a receipt number twice."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from argparse import Namespace
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pos.app import backup as room
from pos.clock import SetClock
from pos.domain.errors import UserError
from pos.services import parking, selling
from pos.shopfile import backup
from pos.shopfile.backup import automatic_backups, back_up, keep_backups, restore, surviving
from pos.shopfile.manifest import manifest_path, read_manifest
from pos.shopfile.shopfile import ShopFile, open_shop
from pos.shopfile.verify import verify
from tests.conftest import MORNING
from tests.services.counter import opened, sell
from tests.shopfile.bytes_of import change_byte, entry_spans

if TYPE_CHECKING:
    from pathlib import Path


def again(path: Path, machine: Path) -> ShopFile:
    """Open a shop file as the till does."""
    return open_shop(path, machine, SetClock(MORNING), system_keys=False)


def machine_of(shop: ShopFile) -> Path:
    return shop.path.parent.parent / "machine"


def test_a_backup_of_an_open_till_holds_its_newest_sale(shop: ShopFile, tmp_path: Path) -> None:
    goods = opened(shop)
    shop.checkpoint()
    sale = sell(shop, (goods.bread, 1000))

    made = back_up(shop.path, tmp_path / "copy.comptoir", shop.clock, shop.sign)

    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("SELECT receipt FROM sale").fetchall() == [(sale.receipt,)]
    assert verify(made.path).ok
    assert made.manifest.seq == shop.head.seq
    assert made.manifest.hash == shop.head.hash.hex()


def test_a_backup_is_one_file_and_its_signed_note(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    folder = tmp_path / "stick"
    folder.mkdir()

    made = back_up(shop.path, folder, shop.clock, shop.sign)

    assert sorted(file.name for file in folder.iterdir()) == [made.path.name, made.path.name + ".json"]
    note = read_manifest(made.path)
    assert note == made.manifest
    assert note.is_genuine()
    secret = next((machine_of(shop) / "keys").iterdir()).read_text(encoding="ascii")
    assert secret not in manifest_path(made.path).read_text(encoding="utf-8")
    assert bytes.fromhex(secret) not in made.path.read_bytes()


def test_a_backup_never_overwrites(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    there = tmp_path / "there"
    there.write_text("mine", encoding="utf-8")

    with pytest.raises(UserError, match="exists already"):
        back_up(shop.path, there, shop.clock)
    with pytest.raises(UserError, match="than the shop file itself"):
        back_up(shop.path, shop.path, shop.clock)
    with pytest.raises(UserError, match="There is no folder"):
        back_up(shop.path, tmp_path / "nowhere" / "copy", shop.clock)

    assert there.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no room left"),
        (OSError(errno.EROFS, "Read-only file system"), "cannot be written"),
        (sqlite3.OperationalError("database or disk is full"), "no room left"),
        (sqlite3.OperationalError("unable to open database file"), "cannot be written"),
        (sqlite3.DatabaseError("database disk image is malformed"), "damaged"),
        (OSError(errno.EIO, "Input/output error"), "failed"),
    ],
)
def test_what_the_disk_refuses_becomes_a_sentence_and_leaves_nothing(
    shop: ShopFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    opened(shop)
    folder = tmp_path / "stick"
    folder.mkdir()

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise error

    monkeypatch.setattr(backup, "copy_database", full)
    with pytest.raises(UserError, match=said):
        back_up(shop.path, folder, shop.clock)

    assert list(folder.iterdir()) == []


def test_a_read_only_folder_is_told(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    folder = tmp_path / "stick"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user writes everywhere")

    with pytest.raises(UserError, match="cannot be written"):
        back_up(shop.path, folder, shop.clock)


def test_a_damaged_shop_file_makes_no_backup(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    shop.close()
    span = entry_spans(shop.path)[3]
    place = span.stop - 100
    change_byte(shop.path, place, shop.path.read_bytes()[place] ^ 1)

    with pytest.raises(UserError, match="damaged at entry"):
        back_up(shop.path, tmp_path / "copy.comptoir", shop.clock)

    assert not list(tmp_path.glob("*copy*"))


def test_a_restored_shop_goes_on_under_other_numbers(shop: ShopFile, tmp_path: Path) -> None:
    goods = opened(shop)
    first = sell(shop, (goods.bread, 1000))
    made = back_up(shop.path, tmp_path / "copy.comptoir", shop.clock, shop.sign)
    lost = [sell(shop, (goods.bread, 1000)).receipt for _ in range(3)]
    shop.close()
    path, machine = shop.path, machine_of(shop)
    path.unlink()

    restored = restore(made.path, path, machine)
    reopened = again(path, machine)
    new = [sell(reopened, (goods.bread, 1000)).receipt for _ in range(3)]
    reopened.close()

    assert (restored.last_receipt, restored.last_sale_at, restored.vouched) == (first.receipt, first.at, True)
    assert reopened.fork_reason == "file is new to this machine"
    assert not {first.receipt, *lost} & set(new)
    assert [receipt[-6:] for receipt in new] == ["000001", "000002", "000003"]
    assert verify(path).ok


def test_a_copy_put_back_by_hand_goes_on_under_other_numbers_too(shop: ShopFile, tmp_path: Path) -> None:
    goods = opened(shop)
    made = back_up(shop.path, tmp_path / "copy.comptoir", shop.clock)
    lost = sell(shop, (goods.bread, 1000)).receipt
    shop.close()
    shutil.copyfile(made.path, shop.path)

    reopened = again(shop.path, machine_of(shop))
    new = sell(reopened, (goods.bread, 1000)).receipt
    reopened.close()

    assert reopened.fork_reason == "file is older than this machine's last entry"
    assert new != lost


def test_a_log_left_by_the_lost_file_is_not_played_into_the_restored_one(shop: ShopFile, tmp_path: Path) -> None:
    goods = opened(shop)
    made = back_up(shop.path, tmp_path / "copy.comptoir", shop.clock, shop.sign)
    sell(shop, (goods.bread, 1000))
    left = shop.path.with_name(shop.path.name + "-wal").read_bytes()
    shop.close()
    shop.path.unlink()
    log = shop.path.with_name(shop.path.name + "-wal")
    log.write_bytes(left)

    restore(made.path, shop.path, machine_of(shop))

    assert not log.exists()
    assert log.with_name(log.name + ".before-restore").read_bytes() == left
    assert verify(shop.path).sales == 0


def test_restoring_never_overwrites_a_shop_file(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    made = back_up(shop.path, tmp_path / "copy.comptoir", shop.clock)

    with pytest.raises(UserError, match=r"a shop file at .* already"):
        restore(made.path, shop.path, machine_of(shop))
    with pytest.raises(UserError, match="is a folder"):
        restore(made.path, tmp_path, machine_of(shop))
    with pytest.raises(UserError, match="no backup at"):
        restore(tmp_path / "none", tmp_path / "new", machine_of(shop))


def spoil_bytes(made: Path) -> None:
    place = made.stat().st_size - 7
    change_byte(made, place, made.read_bytes()[place] ^ 1)


def spoil_signature(made: Path) -> None:
    note = json.loads(manifest_path(made).read_text(encoding="utf-8"))
    manifest_path(made).write_text(json.dumps(note | {"made_at": "2020-01-01"}), encoding="utf-8")


def spoil_note(made: Path) -> None:
    manifest_path(made).write_text("{", encoding="utf-8")


def swap_head(made: Path) -> None:
    note = json.loads(manifest_path(made).read_text(encoding="utf-8"))
    manifest_path(made).write_text(json.dumps(note | {"hash": "00" * 32, "sig": ""}), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_bytes, "was changed since it was made"),
        (spoil_signature, "was changed since it was made"),
        (spoil_note, "cannot be read"),
        (swap_head, "belongs to another backup"),
    ],
)
def test_a_backup_that_is_not_as_made_is_refused(shop: ShopFile, tmp_path: Path, spoil: object, said: str) -> None:
    opened(shop)
    made = back_up(shop.path, tmp_path / "copy.comptoir", shop.clock, shop.sign)
    assert callable(spoil)
    spoil(made.path)

    with pytest.raises(UserError, match=said):
        restore(made.path, tmp_path / "new" / "shop.comptoir", machine_of(shop))

    assert not (tmp_path / "new" / "shop.comptoir").exists()


@pytest.mark.parametrize("content", [b"", b"receipt;item", b"SQLite format 3\x00" + bytes(4080)])
def test_a_foreign_file_is_not_restored(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "foreign"
    source.write_bytes(content)

    with pytest.raises(UserError):
        restore(source, tmp_path / "new.comptoir", tmp_path / "machine")

    assert not (tmp_path / "new.comptoir").exists()
    assert not list(tmp_path.glob(".*part*"))


def test_a_backup_without_its_note_is_restored_and_this_is_said(
    shop: ShopFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goods = opened(shop)
    sale = sell(shop, (goods.bread, 1000))
    made = back_up(shop.path, tmp_path / "copy.comptoir", shop.clock)
    manifest_path(made.path).unlink()
    new = tmp_path / "new.comptoir"

    assert room.restore(Namespace(backup=str(made.path), dest=str(new), data_dir=str(tmp_path))) == 0

    said = capsys.readouterr().out
    assert "There was no note beside the backup" in said
    assert sale.receipt in said
    assert verify(new).ok


def test_the_room_makes_a_signed_backup_with_the_key_of_this_machine(
    shop: ShopFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(shop)

    assert room.run(Namespace(file=str(shop.path), dest=str(tmp_path / "one"), data_dir=str(tmp_path))) == 0
    assert "not signed" not in capsys.readouterr().out
    assert room.run(Namespace(file=str(shop.path), dest=str(tmp_path / "two"), data_dir=str(tmp_path / "x"))) == 0
    assert "not signed" in capsys.readouterr().out


def test_automatic_backups_are_made_when_something_changed(shop: ShopFile, clock: SetClock, tmp_path: Path) -> None:
    goods = opened(shop)
    folder = tmp_path / "backups"

    first = keep_backups(shop, folder, clock)
    clock.pass_seconds(900)
    idle = keep_backups(shop, folder, clock)
    parking.keep_open(shop, selling.ring_up(shop, selling.new_basket(shop), goods.bread))
    second = keep_backups(shop, folder, clock)

    assert first is not None
    assert idle is None
    assert second is not None
    assert first.path.name == "shop-20261123-080000.comptoir"
    assert [path for _, path in automatic_backups(folder, "shop")] == [first.path, second.path]
    assert second.manifest.is_genuine()


def test_two_backups_in_one_second_both_stay(shop: ShopFile, clock: SetClock, tmp_path: Path) -> None:
    goods = opened(shop)
    keep_backups(shop, tmp_path / "backups", clock)
    sell(shop, (goods.bread, 1000))

    made = keep_backups(shop, tmp_path / "backups", clock)

    assert made is not None
    assert made.path.name == "shop-20261123-080000-2.comptoir"
    assert len(list(automatic_backups(tmp_path / "backups", "shop"))) == 2


def test_backups_thin_out_by_day_and_month() -> None:
    now = datetime(2026, 11, 23, 18, 0)  # noqa: DTZ001
    times = [now - timedelta(hours=3 * step) for step in range(8 * 400)]

    kept = surviving(times, now)

    recent = [at for at in kept if now - at <= timedelta(days=2)]
    daily = [at for at in kept if timedelta(days=2) < now - at <= timedelta(days=30)]
    monthly = [at for at in kept if now - at > timedelta(days=30)]
    assert len(recent) == 17
    assert [at.date() for at in daily] == [(now - timedelta(days=day)).date() for day in range(2, 31)]
    assert len(monthly) == 13
    assert len({(at.year, at.month) for at in monthly}) == 13
    assert all(at == max(other for other in times if other.date() == at.date()) for at in daily[1:])


def test_only_our_own_old_backups_are_let_go(shop: ShopFile, clock: SetClock, tmp_path: Path) -> None:
    opened(shop)
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [f"shop-20240{month}1{day}-120000.comptoir" for month in (3, 4) for day in (0, 1)]
    others = ["shop-holiday.comptoir", "other-20240310-120000.comptoir", "notes.txt", "shop-20240310-120000.txt"]
    for name in (*old, *others):
        (folder / name).touch()

    made = keep_backups(shop, folder, clock)

    assert made is not None
    left = {path.name for path in folder.iterdir()}
    assert left == {*others, old[1], old[3], made.path.name, made.path.name + ".json"}
