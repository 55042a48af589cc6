"""The door: what main.py says and opens, and what it says when it cannot."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import types

PROJECT = Path(__file__).resolve().parents[2]
DOOR = PROJECT / "main.py"
COMMANDS = (
    "till",
    "demo",
    "test",
    "doctor",
    "verify",
    "backup",
    "restore",
    "replay",
    "bench",
    "portal",
    "archive",
    "portal-verify",
)


def knock(
    *words: str, folder: Path = PROJECT, python_options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run main.py with the tests' own Python."""
    surroundings = {**os.environ, "COMPTOIR_NO_SETUP": "1"}
    command = [sys.executable, *python_options, str(folder / "main.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, timeout=60, check=False)


@pytest.fixture
def door() -> types.ModuleType:
    """The door as a module."""
    spec = importlib.util.spec_from_file_location("the_door", DOOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the door with its own rooms, to see what goes in and comes out."""
    (tmp_path / "main.py").write_bytes(DOOR.read_bytes())
    for name in ("__init__.py", "wording.py", "resources.py", "domain/__init__.py", "domain/errors.py"):
        copy = tmp_path / "pos" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((PROJECT / "pos" / name).read_bytes())
    (tmp_path / "pos/setup").mkdir()
    for source in (PROJECT / "pos/setup").glob("*.py"):
        (tmp_path / "pos/setup" / source.name).write_bytes(source.read_bytes())
    (tmp_path / "pos/app").mkdir()
    (tmp_path / "pos/app/__init__.py").touch()
    return tmp_path


def furnish(house: Path, room: str, source: str) -> None:
    (house / "pos/app" / f"{room}.py").write_text(source, encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    said = knock(command, "--help")

    assert said.returncode == 0
    assert said.stdout.startswith(f"usage: main.py {command}")


def test_the_general_help_names_every_command(door: types.ModuleType) -> None:
    said = knock("--help")

    assert said.returncode == 0
    assert set(COMMANDS) == set(door.ROOMS)
    assert all(f"    {command}" in said.stdout for command in COMMANDS)


def test_an_unknown_command_gets_one_sentence() -> None:
    said = knock("sell-everything")

    assert said.returncode == 2
    assert "sell-everything" in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_missing_argument_gets_one_sentence_that_names_it() -> None:
    said = knock("replay", "sales.csv")

    assert said.returncode == 2
    assert "--shop" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {"command": "till", "shop": None, "data_dir": None}),
        (["--shop", "a.shop"], {"command": "till", "shop": "a.shop"}),
        (["till", "--data-dir", "d"], {"command": "till", "data_dir": "d"}),
        (["demo"], {"headless": False, "out": "demo-out", "data_dir": None}),
        (["demo", "--headless", "--out", "o"], {"headless": True, "out": "o"}),
        (["doctor", "--shop", "s"], {"shop": "s"}),
        (["verify", "f", "--json"], {"file": "f", "json": True}),
        (["backup", "f", "d"], {"file": "f", "dest": "d"}),
        (["restore", "b", "d"], {"backup": "b", "dest": "d"}),
        (["replay", "c", "--shop", "s", "--prices", "p", "--json", "j"], {"csv": "c", "prices": "p", "json": "j"}),
        (["bench", "--sales", "10"], {"sales": 10, "products": 100_000, "json": None}),
        (["test", "-k", "coins", "-x", "tests/app"], {"pytest_args": ["-k", "coins", "-x", "tests/app"]}),
        (["test", "--", "--lf"], {"pytest_args": ["--lf"]}),
    ],
)
def test_the_command_line_is_read(door: types.ModuleType, words: list[str], expected: dict[str, object]) -> None:
    read = vars(door.read_arguments(words))

    assert {key: read[key] for key in expected} == expected


@pytest.mark.parametrize("number", ["0", "-5", "many"])
def test_an_absurd_size_of_bench_is_refused(number: str) -> None:
    said = knock("bench", f"--sales={number}")

    assert said.returncode == 2
    assert "--sales" in said.stderr


def test_a_room_gets_its_arguments_and_gives_the_exit_code(house: Path) -> None:
    furnish(house, "verify", "def run(arguments):\n    print(arguments.file, arguments.json)\n    return 7\n")

    said = knock("verify", "my.shop", "--json", folder=house)

    assert (said.returncode, said.stdout, said.stderr) == (7, "my.shop True\n", "")


def test_restore_opens_its_own_part_of_the_backup_room(house: Path) -> None:
    furnish(house, "backup", "def restore(arguments):\n    print(arguments.backup, arguments.dest)\n    return 0\n")

    assert knock("restore", "old", "new", folder=house).stdout == "old new\n"


def test_an_error_meant_for_people_is_one_sentence_on_the_error_output(house: Path) -> None:
    furnish(
        house,
        "verify",
        "from pos.domain.errors import UserError\n"
        "def run(arguments):\n    raise UserError('{file} is not a shop file.', file=arguments.file)\n",
    )

    said = knock("verify", "cat.jpg", folder=house)

    assert (said.returncode, said.stdout, said.stderr) == (2, "", "cat.jpg is not a shop file.\n")


def test_a_bug_is_not_hidden_as_a_sentence(house: Path) -> None:
    furnish(house, "verify", "import no_such_module\n")

    said = knock("verify", "f", folder=house)

    assert said.returncode == 1
    assert said.stderr.splitlines()[-1] == "ModuleNotFoundError: No module named 'no_such_module'"


def test_old_pythons_can_read_the_door() -> None:
    ast.parse(DOOR.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(
    door: types.ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "OLDEST_PYTHON", (99, 1))

    code = door.main()

    assert code == 2
    assert "Comptoir needs Python 3.11" in capsys.readouterr().err


def test_the_door_and_the_set_up_use_only_the_standard_library(house: Path) -> None:
    furnish(
        house,
        "verify",
        "import sys\n"
        "def run(arguments):\n"
        "    tops = {name.partition('.')[0] for name in sys.modules}\n"
        "    print(sorted(tops - set(sys.stdlib_module_names) - {'pos', '__main__'}))\n"
        "    print(sorted(name for name in sys.modules if name.startswith('pos.domain.')))\n"
        "    return 0\n",
    )

    # -S leaves installed packages, and what they load at start, out of sight.
    said = knock("verify", "f", folder=house, python_options=("-S", "-I"))

    assert said.stdout.splitlines() == ["[]", "['pos.domain.errors']"], said.stderr
