"""The archive of a year holds everything, says when it was touched, and needs nothing but Python to be verified."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
import zipfile
from argparse import Namespace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pos.app import archive as room
from pos.domain.errors import UserError
from pos.services import closing_day
from pos.shopfile.archive import archive
from tests.services.counter import exact_counts, opened, sell

if TYPE_CHECKING:
    from pathlib import Path

    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile


def check(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier that lies in the archive, as an auditor would."""
    verifier = path.parent / "verifier.py"
    with zipfile.ZipFile(path) as made:
        verifier.write_bytes(made.read("verifier.py"))
    command = [sys.executable, *options, str(verifier), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def two_years(shop: ShopFile, clock: SetClock) -> ShopFile:
    """A shop that sold in two years and closed a day in each."""
    goods = opened(shop)
    for _ in range(3):
        sell(shop, (goods.bread, 1000), (goods.cheese, 250))
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)))
    clock.set(clock.now() + timedelta(days=60))
    closing_day.open_session(shop, {"CHF": 20000})
    sell(shop, (goods.bread, 1000))
    return shop


def table(path: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as made:
        return list(csv.DictReader(io.StringIO(made.read(name).decode("utf-8-sig")), delimiter=";"))


def test_a_year_is_archived_whole_and_verified_by_itself(two_years: ShopFile, tmp_path: Path) -> None:
    made = archive(two_years.path, tmp_path, two_years.clock, two_years.sign, year="2026")
    said = check(made.path)

    assert said.returncode == 0, said.stdout
    assert "Tout est en ordre" in said.stdout
    assert made.tickets == 3
    closings = table(made.path, "clotures.csv")
    total = sum(round(float(row["total"]) * 100) for row in table(made.path, "tickets.csv"))
    assert total == round(float(closings[0]["ventes"]) * 100)
    assert len(table(made.path, "lignes.csv")) == 6


def test_all_years_and_an_empty_one(two_years: ShopFile, tmp_path: Path) -> None:
    everything = archive(two_years.path, tmp_path, two_years.clock, None)
    nothing = archive(two_years.path, tmp_path, two_years.clock, two_years.sign, year="2019")

    assert everything.entries == two_years.head.seq
    assert (everything.tickets, nothing.tickets, nothing.entries) == (4, 0, 1)
    assert check(everything.path).returncode == check(nothing.path).returncode == 0


def test_without_cryptography_it_says_what_it_could_not_check(two_years: ShopFile, tmp_path: Path) -> None:
    made = archive(two_years.path, tmp_path, two_years.clock, two_years.sign)
    said = check(made.path, "-I", "-S")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "signatures n'ont pas été contrôlées" in said.stdout


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("journal.ndjson", b'"total_minor', b'"tutal_minor'),
        ("journal.ndjson", b'"seq": 3', b'"seq": 4'),
        ("tickets.csv", b"2026", b"2025"),
        ("cles.json", b"a", b"b"),
        ("clotures.csv", b"1;", b"2;"),
    ],
)
def test_a_changed_byte_is_told(two_years: ShopFile, tmp_path: Path, name: str, old: bytes, new: bytes) -> None:
    made = archive(two_years.path, tmp_path, two_years.clock, two_years.sign)
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(made.path) as before, zipfile.ZipFile(spoilt, "w") as after:
        for item in before.namelist():
            content = before.read(item)
            if item == name:
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(item, content)
    said = check(spoilt)
    assert said.returncode == 1
    assert "PROBLÈME" in said.stdout or "ne peut pas être lue" in said.stdout


def test_nothing_is_overwritten_and_bad_words_are_told(two_years: ShopFile, tmp_path: Path) -> None:
    archive(two_years.path, tmp_path / "a.zip", two_years.clock, None)
    for destination, year in ((tmp_path / "a.zip", ""), (tmp_path / "b.zip", "26"), (tmp_path / "no" / "c.zip", "")):
        with pytest.raises(UserError):
            archive(two_years.path, destination, two_years.clock, None, year=year)
    foreign = tmp_path / "foreign"
    foreign.write_text("receipt;item")
    with pytest.raises(UserError):
        archive(foreign, tmp_path / "d.zip", two_years.clock, None)
    assert not list(tmp_path.glob("*.part"))


def test_the_room_signs_with_the_key_of_this_machine(
    two_years: ShopFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(two_years.machine, tmp_path / "data" / "machine", dirs_exist_ok=True)
    words = Namespace(
        file=str(two_years.path), dest=str(tmp_path / "x.zip"), year=None, data_dir=str(tmp_path / "data")
    )
    assert room.run(words) == 0
    assert "not signed" not in capsys.readouterr().out
