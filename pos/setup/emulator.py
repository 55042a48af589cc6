"""The till bench emulator used by the tests (printer, drawer), in its own environment: it needs a newer Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.setup import installing, locks, system_packages
from pos.setup.environment import Environment, environment_folder
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = (3, 13)
NEWEST_MINOR = 16
_VERSION = "import sys; print(sys.version_info[0], sys.version_info[1])"


def runs_version(python: Path) -> tuple[int, int] | None:
    """Give the version of a Python that really runs; version managers leave commands that do not."""
    try:
        done = subprocess.run(
            [str(python), "-I", "-c", _VERSION], capture_output=True, text=True, timeout=20, check=False
        )
        major, minor = done.stdout.split()
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return (int(major), int(minor)) if done.returncode == 0 else None


def candidate_pythons() -> Iterator[Path]:
    """Give every place where a recent Python may be, the likeliest first."""
    yield Path(getattr(sys, "_base_executable", "") or sys.executable)
    wanted = [f"python3.{minor}" for minor in range(OLDEST_PYTHON[1], NEWEST_MINOR + 1)]
    for name in [*wanted, "python3"]:
        found = shutil.which(name)
        if found:
            yield Path(found)
    for place in ("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"):
        yield from (Path(place) / name for name in wanted)
    for root in _pyenv_roots():
        yield from sorted((root / "versions").glob("3.*/bin/python"), reverse=True)
    uv = installing.find_uv()
    if uv is not None:
        asked = subprocess.run([uv, "python", "find", ">=3.13"], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            yield Path(asked.stdout.strip())


def find_recent_python() -> Path | None:
    """Give a Python recent enough for the emulator, if this machine has one."""
    tried: set[Path] = set()
    for python in candidate_pythons():
        if python in tried or not python.exists():
            continue
        tried.add(python)
        version = runs_version(python)
        if version is not None and version >= OLDEST_PYTHON:
            return python
    return None


def provide_emulator(project: Path) -> Path:
    """Give the emulator's command, installing it if needed; a sentence when it cannot be had."""
    lock = locks.lock_file(project, locks.EMULATOR)
    folder = environment_folder(project, ".emu")
    if not Environment(folder).is_made_from(lock):
        python = find_recent_python() or _install_recent_python()
        if python is None:
            raise UserError("The printer emulator needs Python 3.13 or newer, and none was found.")
        print(tr("Setting up the printer emulator in {folder}.", folder=folder), flush=True)
        Environment(folder, interpreter=python).make(lock)
    command = Environment(folder).python.with_name("emupos.exe" if sys.platform == "win32" else "emupos")
    if not command.exists():
        raise UserError("The printer emulator is not in {folder}.", folder=folder)
    return command


def _install_recent_python() -> Path | None:
    uv = installing.find_uv()
    if uv is not None and subprocess.run([uv, "python", "install", "3.13"], check=False).returncode == 0:
        return find_recent_python()
    if system_packages.package_manager() == "apt" and _apt_offers("python3.13-venv"):
        wanted = system_packages.Package("python3.13-venv", "python3.13", "python")
        if system_packages.offer([wanted], why=tr("The printer emulator needs Python 3.13.")):
            return find_recent_python()
    return None


def _apt_offers(package: str) -> bool:
    try:
        return bool(subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).stdout)
    except OSError:
        return False


def _pyenv_roots() -> list[Path]:
    roots = [Path(os.environ["PYENV_ROOT"])] if os.environ.get("PYENV_ROOT") else []
    roots.append(Path("~/.pyenv").expanduser())
    if os.name == "posix":
        import pwd  # noqa: PLC0415 - not on Windows

        # HOME may point to an empty folder, in a clean run, while the account has its versions.
        roots.append(Path(pwd.getpwuid(os.getuid()).pw_dir) / ".pyenv")
    shims = [
        Path(place) for place in os.environ.get("PATH", "").split(os.pathsep) if place.rstrip("/").endswith("shims")
    ]
    return list(dict.fromkeys([*roots, *(place.parent for place in shims)]))
