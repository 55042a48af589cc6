"""The doctor says in one line each what this machine lacks, and fails for problems only."""

from __future__ import annotations

import socket
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pos.app import doctor
from pos.app.doctor import ATTENTION, OK, PROBLEM
from pos.app.paths import Places, places
from pos.devices.contracts import PrinterSettings
from pos.services import settings
from pos.services.printing import PRINTER
from pos.shopfile.backup import keep_backups
from tests.conftest import MORNING
from tests.services.counter import opened

if TYPE_CHECKING:
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_folder_of_ones_own_holds_everything(tmp_path: Path) -> None:
    found = places(str(tmp_path))

    assert found == Places(tmp_path, tmp_path / "machine", tmp_path / "backups", tmp_path / "logs")
    assert found.shop == tmp_path / "shop.comptoir"


def test_the_standard_folders_keep_the_machine_apart_from_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)

    found = places()

    assert tmp_path in found.shop.parents
    assert found.machine not in (found.data, found.backups)


def test_every_check_has_its_line(
    shop: ShopFile, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pos.app.doctor.smoke.has_display", lambda: False)
    opened(shop)

    code = doctor.run(Namespace(shop=str(shop.path), data_dir=str(tmp_path)))

    said = capsys.readouterr().out
    assert code == 0
    for subject in (
        "Python", "Qt", "Display", "Fonts", "Printer", "Drawer", "Disk flush", "Disk space", "Clock", "SQLite",
        "Shop file", "Backups",
    ):  # fmt: skip
        assert f"\n{subject} " in "\n" + said
    assert "open in a till now" in said


def test_a_machine_without_a_shop_yet_has_no_problem(tmp_path: Path) -> None:
    assert doctor.shop_file(tmp_path / "none")[0] == ATTENTION
    assert doctor.printer_settings(tmp_path / "none") == PrinterSettings()
    assert doctor.backups(tmp_path, tmp_path / "none", MORNING)[0] == ATTENTION


def test_a_damaged_or_foreign_shop_file_is_a_problem(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    shop.close()
    shop.path.write_bytes(shop.path.read_bytes()[:-9000])
    foreign = tmp_path / "foreign"
    foreign.write_text("receipt;item\n", encoding="utf-8")

    assert doctor.shop_file(shop.path)[0] == PROBLEM
    assert doctor.shop_file(foreign)[0] == PROBLEM


def test_a_closed_sound_file_is_well_and_left_alone(shop: ShopFile) -> None:
    opened(shop)
    shop.close()
    before = sorted(path.name for path in shop.path.parent.iterdir())

    word, sentence = doctor.shop_file(shop.path)

    assert word == OK
    assert "open in a till" not in sentence
    assert sorted(path.name for path in shop.path.parent.iterdir()) == before


@pytest.mark.parametrize(("days", "word"), [(0, OK), (2, OK), (4, ATTENTION)])
def test_an_old_backup_is_mentioned(shop: ShopFile, tmp_path: Path, days: int, word: str) -> None:
    opened(shop)
    keep_backups(shop, tmp_path / "backups", shop.clock)

    assert doctor.backups(tmp_path / "backups", shop.path, MORNING + timedelta(days=days))[0] == word


@pytest.mark.parametrize(
    ("now", "word"),
    [
        (MORNING, OK),
        (datetime(2026, 11, 23, tzinfo=UTC), ATTENTION),
        (MORNING.replace(year=2001), PROBLEM),
        (MORNING.replace(year=2399), PROBLEM),
    ],
)
def test_a_clock_that_cannot_be_right_is_told(now: datetime, word: str) -> None:
    assert doctor.clock(now)[0] == word


def test_an_old_sqlite_is_mentioned_but_no_problem() -> None:
    assert doctor.sqlite_version((3, 45, 1))[0] == ATTENTION
    assert doctor.sqlite_version((3, 51, 3))[0] == OK


def test_the_disk_is_timed_and_measured(tmp_path: Path) -> None:
    word, sentence = doctor.flush_time(tmp_path)

    assert word in (OK, ATTENTION)
    assert "ms" in sentence
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert doctor.flush_time(tmp_path / "file")[0] == PROBLEM
    assert doctor.free_space(tmp_path / "nowhere")[0] == PROBLEM


def test_a_printer_that_does_not_answer_is_a_problem(shop: ShopFile, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        settings.set_local_setting(shop, PRINTER, PrinterSettings(kind="network", address=address))
        found = doctor.printer_settings(shop.path)

        printer, _ = doctor.printer(found, tmp_path)

    assert found.address == address
    assert printer[0] == PROBLEM
    assert address in printer[1]


def test_a_printer_that_only_listens_is_reached(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.touch()

    printer, drawer = doctor.printer(PrinterSettings(kind="file", address=str(paper)), tmp_path)

    assert printer[0] == OK
    assert drawer[0] == OK
    assert paper.read_bytes() == b""
