"""The web shop that the connectors are tested against (django-oscar with its API), in an environment of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.setup import installing, locks
from pos.setup.environment import Environment, environment_folder
from pos.wording import tr

if TYPE_CHECKING:
    from pathlib import Path

FROM_SOURCE = "django-haystack"
"""Its last wheel is for a Django of 2019; it is plain Python, built by the setuptools of the lock."""


def provide_oscar(project: Path) -> Path:
    """Give the Python that has the web shop, installing it if needed; a sentence when it cannot be had."""
    lock = locks.lock_file(project, locks.OSCAR)
    environment = Environment(environment_folder(project, ".oscar"))
    if not environment.is_made_from(lock):
        print(tr("Setting up the web shop of the tests in {folder}.", folder=environment.folder), flush=True)
        environment.make(lock, install=install)
    if not environment.python.exists():
        raise UserError("The web shop of the tests is not in {folder}.", folder=environment.folder)
    return environment.python


def install(python: Path, lock: Path) -> None:
    """Install the lock: all that are wheels first, then the one that is built with them."""
    wheels, source = split(lock.read_text(encoding="utf-8"))
    folder = python.parent.parent
    first, then = folder / "wheels.lock", folder / "source.lock"
    first.write_text(wheels, encoding="utf-8")
    then.write_text(source, encoding="utf-8")
    # Nothing else is looked for: one of the packages that these need comes only then.
    installing.install_packages(python, first, "--no-deps")
    installing.install_from_source(python, then)


def split(lock: str) -> tuple[str, str]:
    """Give the lock without the package that is built from source, and that package alone."""
    wheels: list[str] = []
    source: list[str] = []
    into = wheels
    for line in lock.splitlines(keepends=True):
        if line[:1].isalnum():
            into = source if line.startswith(FROM_SOURCE + "==") else wheels
        into.append(line)
    return "".join(wheels), "".join(source)
