"""Beancount, the judge of the ledger's exports: under the GPL, so a program of the tests, in its own environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.setup import locks
from pos.setup.environment import Environment, environment_folder
from pos.wording import tr

if TYPE_CHECKING:
    from pathlib import Path


def provide_beancount(project: Path) -> Path:
    """Give the Python that has beancount, installing it if needed; a sentence when it cannot be had."""
    lock = locks.lock_file(project, locks.BEANCOUNT)
    environment = Environment(environment_folder(project, ".beancount"))
    if not environment.is_made_from(lock):
        print(tr("Setting up the bookkeeping program of the tests in {folder}.", folder=environment.folder), flush=True)
        environment.make(lock)
    if not environment.python.exists():
        raise UserError("The bookkeeping program of the tests is not in {folder}.", folder=environment.folder)
    return environment.python
