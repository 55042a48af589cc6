"""Everything that must be green before a change goes in: format, lint, types and tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.setup import emulator, judges, system_libraries, system_packages
from pos.setup.environment import AS_IS
from pos.wording import explain, tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = ("main.py", "pos", "sync", "tests")
# More workers than this wait for each other's disk flushes.
WORKERS_MAX = 4
EMULATOR_COMMAND = "EMUPOS"
EMULATOR_ABSENT = "EMUPOS_ABSENT"


def run(arguments: argparse.Namespace) -> int:
    """Run every check, the tests last; 0 only when all of them pass."""
    strict = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    _provide_system_packages()
    surroundings, failed = _surroundings(strict=strict)
    for title, command in _commands(arguments.pytest_args):
        print(f"== {title}", flush=True)
        code = subprocess.run(command, cwd=PROJECT, env=surroundings, stdin=subprocess.DEVNULL, check=False).returncode
        if code != 0:
            failed.append(title)
    if failed:
        print(tr("Failed: {checks}", checks=", ".join(failed)), file=sys.stderr, flush=True)
    return 1 if failed else 0


def missing_tools() -> list[system_packages.Package]:
    """Give the system packages that the tests use and this machine lacks."""
    if not sys.platform.startswith("linux"):
        return []
    tools = {"Xvfb": system_packages.XVFB, "pdftotext": system_packages.POPPLER}
    packages = system_libraries.missing_packages()
    packages += [package for command, package in tools.items() if shutil.which(command) is None]
    if not any(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")):
        packages.append(system_packages.FONTS)
    return list(dict.fromkeys(packages))


def workers(pytest_args: Sequence[str]) -> list[str]:
    """Give pytest's options for working in parallel, unless the caller decides or debugs."""
    own = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-s", "--capture=no", "--collect-only", "--co")
    if any(argument.startswith(own[:3]) or argument in own for argument in pytest_args):
        return []
    number = min(os.cpu_count() or 1, WORKERS_MAX)
    # By file: a file's fixtures may hold a port or a large shop file.
    return ["-n", str(number), "--dist", "loadfile"] if number > 1 else []


def _provide_system_packages() -> None:
    packages = missing_tools()
    if packages:
        system_packages.offer(packages, why=tr("The tests need system packages that are missing."))


def _surroundings(*, strict: bool) -> tuple[Mapping[str, str], list[str]]:
    values = {**os.environ, "QT_QPA_PLATFORM": "offscreen", AS_IS: "1"}
    peers: tuple[tuple[str, str, str, Callable[[Path], Path]], ...] = (
        (tr("printer emulator"), EMULATOR_COMMAND, EMULATOR_ABSENT, emulator.provide_emulator),
        # Not every machine can install these (wheels for the usual ones, a package built from source): then skipped.
        *(("", judge.command, judge.absent, partial(judges.provide, judge)) for judge in judges.ALL),
    )
    absent = [title for title, command, reason, provide in peers if not _provided(values, command, reason, provide)]
    return values, [title for title in absent if title] if strict else []


def _provided(values: dict[str, str], command: str, reason: str, provide: Callable[[Path], Path]) -> bool:
    """Tell the tests where a peer is, or why it is not there."""
    try:
        values[command] = str(provide(PROJECT))
        values.pop(reason, None)
    except UserError as error:
        values.pop(command, None)
        values[reason] = explain(error)
        print(explain(error), tr("The tests that use it are skipped."), flush=True)
        return False
    return True


def _commands(pytest_args: Sequence[str]) -> list[tuple[str, list[str]]]:
    python = sys.executable
    sources = [name for name in SOURCES if (PROJECT / name).exists()]
    return [
        ("ruff format", [python, "-m", "ruff", "format", "--check", "--quiet", *sources]),
        ("ruff check", [python, "-m", "ruff", "check", *sources]),
        ("mypy", [python, "-m", "mypy"]),
        ("pytest", [python, "-m", "pytest", *workers(pytest_args), *pytest_args]),
    ]
