"""A full disk stops no till: a sentence, nothing half recorded, and selling goes on when there is room again."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from pos.clock import SetClock
from pos.domain.errors import UserError
from pos.services import parking, selling
from pos.shopfile.backup import back_up, keep_backups
from pos.shopfile.shopfile import ShopFile, open_shop
from pos.shopfile.verify import verify
from tests.conftest import MORNING
from tests.services.counter import Stock, opened, sell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DISK = 4 << 20
MOST_SALES = 5000


def _mount(place: Path, size: int) -> bool:
    """Put a small file system of its own in a folder; False where this user may not."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.mount(b"tmpfs", str(place).encode(), b"tmpfs", 0, f"size={size}".encode()) == 0)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not _mount(place, DISK):
        pytest.skip("only root can mount a small disk")
    yield place
    ctypes.CDLL(None).umount2(str(place).encode(), 2)


def fill(disk: Path, leave: int) -> Path:
    """Take the free space but for some bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(max(shutil.disk_usage(disk).free - leave, 0)))
    return ballast


REFUSED = r"The disk (cannot take more|failed to read or write)"
"""SQLite tells a full disk from a failing one, but a limit on file sizes looks like the latter."""


def sell_until_refused(shop: ShopFile, goods: Stock) -> tuple[list[str], str]:
    """Sell bread until the disk has enough; give the receipts and the sentence."""
    receipts = []
    for _ in range(MOST_SALES):
        try:
            receipts.append(sell(shop, (goods.bread, 1000)).receipt)
        except UserError as error:
            return receipts, str(error)
    raise AssertionError("the disk never filled")


def check_selling_goes_on(shop: ShopFile, goods: Stock, make_room: Callable[[], object]) -> None:
    """Fill the disk, be refused, make room, and sell on without a gap."""
    receipts, sentence = sell_until_refused(shop, goods)
    head = shop.head

    assert re.match(REFUSED, sentence)
    assert "everything before it is safe" in sentence
    for _ in range(3):
        with pytest.raises(UserError, match=REFUSED):
            sell(shop, (goods.bread, 1000))
    assert shop.head == head
    with shop.read() as connection:
        kept = [row.receipt for row in connection.exec_driver_sql("SELECT receipt FROM sale ORDER BY n")]
    assert kept == receipts

    make_room()
    after = sell(shop, (goods.bread, 1000))
    basket = selling.ring_up(shop, selling.new_basket(shop), goods.milk)
    parking.keep_open(shop, basket)

    assert int(after.receipt[-6:]) == len(receipts) + 1
    assert verify(shop.path).ok


def test_a_full_disk_refuses_the_sale_and_keeps_every_earlier_one(disk: Path, tmp_path: Path) -> None:
    shop = open_shop(disk / "shop.comptoir", tmp_path / "machine", SetClock(MORNING), create=True, system_keys=False)
    goods = opened(shop)
    ballast = fill(disk, 400_000)

    check_selling_goes_on(shop, goods, ballast.unlink)
    shop.close()

    assert verify(disk / "shop.comptoir").ok


def test_a_till_stopped_on_a_full_disk_starts_again_with_every_sale(disk: Path, tmp_path: Path) -> None:
    shop = open_shop(disk / "shop.comptoir", tmp_path / "machine", SetClock(MORNING), create=True, system_keys=False)
    goods = opened(shop)
    ballast = fill(disk, 400_000)
    receipts, _ = sell_until_refused(shop, goods)
    shop.close()
    ballast.unlink()

    shop = open_shop(disk / "shop.comptoir", tmp_path / "machine", SetClock(MORNING), system_keys=False)
    after = sell(shop, (goods.bread, 1000))
    shop.close()

    assert int(after.receipt[-6:]) == len(receipts) + 1
    assert verify(disk / "shop.comptoir").ok


def test_a_backup_onto_a_full_disk_leaves_nothing_there(disk: Path, shop: ShopFile) -> None:
    opened(shop)
    fill(disk, 50_000)

    with pytest.raises(UserError, match="no room left"):
        back_up(shop.path, disk / "copy.comptoir", shop.clock, shop.sign)
    with pytest.raises(UserError, match="no room left"):
        keep_backups(shop, disk / "backups", shop.clock)

    assert [path.name for path in disk.rglob("*") if path.is_file()] == ["ballast"]


def test_a_limit_on_the_size_of_files_is_told_like_a_full_disk(shop: ShopFile) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    goods = opened(shop)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = shop.path.with_name(shop.path.name + "-wal")

    def lift() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 300_000, hard))
    try:
        check_selling_goes_on(shop, goods, lift)
    finally:
        lift()
