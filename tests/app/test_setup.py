"""The set-up: locks, the environment and its repair, progress, what the checks run with."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pos.domain.errors import UserError
from pos.setup import checks, emulator, environment, installing, locks, system_packages
from pos.setup.environment import INSTALLING, STAMP, Environment

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[2]
HASHED = re.compile(r"\S+==[\w.]+( ;[^-]*?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+")
LOCKS = (locks.RUNTIME, locks.TEST, locks.EMULATOR, locks.OSCAR, locks.BEANCOUNT)


def normal(requirement: str) -> str:
    """Give the package name of a requirement as indexes write it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hash(name: str) -> None:
    text = locks.lock_file(PROJECT, name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line[:1].isalnum()]

    assert packages
    assert [
        line
        for line in packages
        if not re.fullmatch(r"\S+==[\w.]+( ;[^-]*?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+", line)
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_name_no_host_no_folder_and_no_local_build(name: str) -> None:
    text = locks.lock_file(PROJECT, name).read_text(encoding="utf-8")

    assert re.findall(r"https?:|file:|--index|--find-links|--extra|pypi|/opt|/home|/root|/tmp|==[\w.]*\+", text) == []


def test_the_locks_cover_what_the_project_asks_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = locks.pinned(locks.lock_file(PROJECT, locks.RUNTIME))
    test = locks.pinned(locks.lock_file(PROJECT, locks.TEST))

    assert {normal(asked) for asked in project["project"]["dependencies"]} - set(runtime) == set()
    assert {normal(asked) for asked in project["dependency-groups"]["test"]} - set(test) == set()


def test_the_tests_run_on_the_very_packages_the_shop_gets() -> None:
    runtime = locks.pinned(locks.lock_file(PROJECT, locks.RUNTIME))
    test = locks.pinned(locks.lock_file(PROJECT, locks.TEST))

    assert runtime.items() - test.items() == set()


def test_every_package_the_till_imports_is_locked() -> None:
    locked = set(locks.pinned(locks.lock_file(PROJECT, locks.RUNTIME)))
    origins = metadata.packages_distributions()
    imported = {
        match
        for source in (PROJECT / "pos").rglob("*.py")
        for match in re.findall(r"^\s*(?:from|import) ([A-Za-z_]\w*)", source.read_text(encoding="utf-8"), re.MULTILINE)
    }
    foreign = {name for name in imported if name in origins and name not in sys.stdlib_module_names}

    assert "msgspec" in foreign
    assert {name for name in foreign if not {normal(origin) for origin in origins[name]} & locked} == set()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / locks.RUNTIME
    file.write_text("bread==1.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    return file


@pytest.fixture
def shop_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment to make; without pip in it, which takes seconds."""
    monkeypatch.setattr(installing, "find_uv", lambda: "uv")
    return Environment(tmp_path / ".venv")


class Installer:
    """Stands for the network: counts, leaves a file, or fails as told."""

    def __init__(self, failure: BaseException | None = None) -> None:
        self.calls = 0
        self.failure = failure

    def __call__(self, python: Path, lock: Path) -> None:
        self.calls += 1
        assert python.exists()
        (python.parent.parent / "bread.txt").write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
        if self.failure is not None:
            raise self.failure


def test_the_environment_is_made_once(shop_environment: Environment, lock: Path) -> None:
    install = Installer()

    assert shop_environment.make(lock, install=install)
    assert not shop_environment.make(lock, install=install)

    assert install.calls == 1
    assert shop_environment.is_made_from(lock)
    assert subprocess.run([str(shop_environment.python), "-c", "pass"], check=False).returncode == 0


def test_a_new_lock_is_installed_into_the_same_environment(shop_environment: Environment, lock: Path) -> None:
    shop_environment.make(lock, install=Installer())
    kept = shop_environment.folder / "kept.txt"
    kept.touch()
    lock.write_text("bread==2.0\n", encoding="utf-8")

    assert not shop_environment.is_made_from(lock)
    assert shop_environment.make(lock, install=Installer())

    assert shop_environment.is_made_from(lock)
    assert kept.exists()


def test_the_lock_of_the_tests_serves_the_till_too(shop_environment: Environment, lock: Path, tmp_path: Path) -> None:
    test_lock = tmp_path / locks.TEST
    test_lock.write_text("bread==1.0\npytest==9\n", encoding="utf-8")

    shop_environment.make(test_lock, also=[lock], install=Installer())

    assert shop_environment.is_made_from(lock)
    assert shop_environment.is_made_from(test_lock)


def test_a_set_up_that_was_killed_starts_again_from_nothing(shop_environment: Environment, lock: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        shop_environment.make(lock, install=Installer(KeyboardInterrupt()))
    half = shop_environment.folder / "half-unpacked.txt"
    half.touch()
    assert (shop_environment.folder / INSTALLING).exists()
    assert not shop_environment.is_made_from(lock)

    shop_environment.make(lock, install=Installer())

    assert not half.exists()
    assert not (shop_environment.folder / INSTALLING).exists()
    assert shop_environment.is_made_from(lock)


def test_without_network_what_was_installed_still_works(shop_environment: Environment, lock: Path) -> None:
    shop_environment.make(lock, install=Installer())
    old = lock.read_text(encoding="utf-8")
    lock.write_text("bread==2.0\n", encoding="utf-8")

    with pytest.raises(UserError):
        shop_environment.make(lock, install=Installer(UserError("No network.")))

    lock.write_text(old, encoding="utf-8")
    assert shop_environment.is_made_from(lock)


def test_a_python_that_went_away_is_replaced(shop_environment: Environment, lock: Path) -> None:
    shop_environment.make(lock, install=Installer())
    shop_environment.python.unlink()

    assert not shop_environment.is_made_from(lock)
    shop_environment.make(lock, install=Installer())

    assert shop_environment.is_made_from(lock)


def test_another_python_behind_the_same_name_calls_for_a_new_environment(
    shop_environment: Environment, lock: Path
) -> None:
    shop_environment.make(lock, install=Installer())
    stamp = shop_environment.folder / STAMP
    old_package = shop_environment.folder / "for-the-old-python.txt"
    old_package.touch()
    stamp.write_text(
        re.sub(r'"interpreter": ".*"', '"interpreter": "/usr/bin/python3.9"', stamp.read_text("utf-8")), "utf-8"
    )

    assert not shop_environment.is_made_from(lock)
    shop_environment.make(lock, install=Installer())

    assert not old_package.exists()


def test_a_damaged_stamp_only_means_installing_again(shop_environment: Environment, lock: Path) -> None:
    shop_environment.make(lock, install=Installer())
    (shop_environment.folder / STAMP).write_text("[", encoding="utf-8")

    assert shop_environment.make(lock, install=Installer())


def test_a_folder_that_is_not_an_environment_is_left_alone(shop_environment: Environment, lock: Path) -> None:
    shop_environment.folder.mkdir()
    precious = shop_environment.folder / "accounts.ods"
    precious.touch()

    with pytest.raises(UserError, match="left alone"):
        shop_environment.make(lock, install=Installer())

    assert precious.exists()


def test_a_link_to_a_broken_environment_is_not_followed_to_delete(
    shop_environment: Environment, lock: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "pyvenv.cfg").touch()
    shop_environment.folder.symlink_to(elsewhere)

    with pytest.raises(UserError, match="link"):
        shop_environment.make(lock, install=Installer())

    assert (elsewhere / "pyvenv.cfg").exists()


def test_the_environment_lives_beside_the_door(tmp_path: Path) -> None:
    assert environment.environment_folder(tmp_path) == tmp_path / ".venv"


def test_a_read_only_till_keeps_its_environment_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(sys, "platform", "linux")

    one = environment.environment_folder(tmp_path / "a", surroundings={"HOME": "/h", "XDG_DATA_HOME": "/data"})
    other = environment.environment_folder(tmp_path / "b", surroundings={"HOME": "/h"})

    assert one.parent == Path("/data/comptoir")
    assert other.parent == Path("/h/.local/share/comptoir")
    assert one.name != other.name


def test_a_missing_venv_module_gives_the_one_line_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_has_venv_module", lambda: False)
    monkeypatch.setattr(system_packages, "offer", lambda *_, **__: False)
    monkeypatch.setattr(system_packages, "package_manager", lambda: "apt")

    with pytest.raises(UserError, match=rf"apt-get install -y .*python3\.{sys.version_info.minor}-venv$"):
        environment._provide_venv_module()


def test_an_environment_that_cannot_get_pip_gives_the_line_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "find_uv", lambda: None)

    with pytest.raises(UserError, match="venv module"):
        installing.install_packages(make_python(tmp_path, ""), tmp_path / "any.lock")


def test_progress_is_one_line_per_package_in_a_log() -> None:
    log = io.StringIO()

    with installing.PipProgress(log, total=2) as progress:
        progress.read("Collecting bread==1.0 (from -r x (line 1))\n")
        progress.read("  Downloading bread-1.0-py3-none-any.whl (80.3 MB)\n")
        progress.read("  Downloading bread-1.0-py3-none-any.whl.metadata (2 kB)\n")
        progress.read("Installing collected packages: bread, butter\n")

    assert log.getvalue().splitlines() == ["    1/2  bread==1.0", "    1/2  bread==1.0 (80.3 MB)", "    2/2  Unpacking"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."], "not the one expected"),
        (["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"], "disk is full"),
        (["WARNING: Retrying", "ERROR: Could not find a version", "ERROR: No match"], "Could not find a version"),
        ([], "no reason given"),
    ],
)
def test_a_failed_installation_is_explained(said: list[str], sentence: str) -> None:
    assert sentence in str(installing._explain_failure(said))


def test_a_uv_that_does_not_run_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "uv"
    broken.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert installing.find_uv() is None


@pytest.mark.parametrize("asked", [["-n", "0"], ["-n3"], ["--pdb"], ["-x", "--numprocesses=1"]])
def test_parallel_tests_are_left_to_the_caller_who_decides(asked: list[str]) -> None:
    assert checks.workers(asked) == []


def test_tests_run_in_parallel_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    assert checks.workers(["-k", "coins"]) == ["-n", "2", "--dist", "loadfile"]


def make_python(folder: Path, version: str) -> Path:
    """A command that answers like a Python of this version, or does not run when the version is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "python"
    python.write_text(f"#!/bin/sh\necho {version}\n" if version else "#!/bin/sh\nexit 127\n", encoding="utf-8")
    python.chmod(0o755)
    return python


def test_the_first_recent_python_that_runs_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shim = make_python(tmp_path / "shim", "")
    old = make_python(tmp_path / "old", "3 11")
    recent = make_python(tmp_path / "recent", "3 14")
    monkeypatch.setattr(emulator, "candidate_pythons", lambda: iter([shim, tmp_path / "absent", old, recent]))

    assert emulator.find_recent_python() == recent


def test_without_a_recent_python_the_emulator_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: Callable[[], None] = lambda: None  # noqa: E731
    monkeypatch.setattr(emulator, "find_recent_python", nothing)
    monkeypatch.setattr(emulator, "_install_recent_python", nothing)

    with pytest.raises(UserError, match=r"Python 3\.13"):
        emulator.provide_emulator(tmp_path)
