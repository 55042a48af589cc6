"""Programs that judge or stand beside ours in the tests, each in an environment of its own with its own lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError
from pos.setup import installing, locks
from pos.setup.environment import Environment, environment_folder
from pos.wording import tr

if TYPE_CHECKING:
    from pathlib import Path


class Judge(NamedTuple):
    """A program of the tests: its lock, its folder in the project, and what has no wheel and is built from source."""

    lock: str
    folder: str
    variable: str
    from_source: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The variable by which the tests are told the Python that has it."""
        return f"{self.variable}_PYTHON"

    @property
    def absent(self) -> str:
        """The variable by which the tests are told why there is none."""
        return f"{self.variable}_ABSENT"


BEANCOUNT = Judge(locks.BEANCOUNT, ".beancount", "BEANCOUNT")
"""Of the ledger's exports. Under the GPL: a program, never a library of ours. Wheels for the usual machines only."""
OSCAR = Judge(locks.OSCAR, ".oscar", "OSCAR", ("django-haystack",))
"""A web shop (django-oscar with its API) that the connectors sell through."""
EXTRUCT = Judge(locks.EXTRUCT, ".extruct", "EXTRUCT", ("jstyleson",))
"""Of what search engines find in the pages: JSON-LD and OpenGraph, read as crawlers read them."""
ALL = (BEANCOUNT, OSCAR, EXTRUCT)


def provide(judge: Judge, project: Path) -> Path:
    """Give the Python that has it, installing it if needed; a sentence when it cannot be had."""
    lock = locks.lock_file(project, judge.lock)
    environment = Environment(environment_folder(project, judge.folder))
    if not environment.is_made_from(lock):
        print(tr("Setting up a program of the tests in {folder}.", folder=environment.folder), flush=True)
        if judge.from_source:
            environment.make(lock, install=lambda python, lock: install(python, lock, judge.from_source))
        else:
            environment.make(lock)
    if not environment.python.exists():
        raise UserError("A program of the tests is not in {folder}.", folder=environment.folder)
    return environment.python


def install(python: Path, lock: Path, from_source: tuple[str, ...]) -> None:
    """Install the lock: all that are wheels first, then those that are built with them."""
    wheels, source = split(lock.read_text(encoding="utf-8"), from_source)
    folder = python.parent.parent
    first, then = folder / "wheels.lock", folder / "source.lock"
    first.write_text(wheels, encoding="utf-8")
    then.write_text(source, encoding="utf-8")
    # Nothing else is looked for: one of the packages that these need comes only then.
    installing.install_packages(python, first, "--no-deps")
    installing.install_from_source(python, then)


def split(lock: str, from_source: tuple[str, ...]) -> tuple[str, str]:
    """Give the lock without the packages that are built from source, and those alone."""
    wheels: list[str] = []
    source: list[str] = []
    into = wheels
    for line in lock.splitlines(keepends=True):
        if line[:1].isalnum():
            into = source if line.partition("==")[0] in from_source else wheels
        into.append(line)
    return "".join(wheels), "".join(source)
