"""The lists of exact packages, with their hashes, that an environment is made from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RUNTIME = "requirements.lock"
TEST = "requirements-test.lock"
EMULATOR = "requirements-emulator.lock"
OSCAR = "requirements-oscar.lock"
BEANCOUNT = "requirements-beancount.lock"
EXTRUCT = "requirements-extruct.lock"


def lock_file(project: Path, name: str) -> Path:
    """Where the lock of this name lives in the project."""
    return project / "resources" / "packaging" / name


def fingerprint(lock: Path) -> str:
    """Tell two versions of a lock apart."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def pinned(lock: Path) -> dict[str, str]:
    """Give the version pinned for each package name, whatever the platform."""
    pins: dict[str, str] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum() and "==" in line:
            name, _, rest = line.partition("==")
            pins[name.strip().partition("[")[0]] = rest.split()[0]
    return pins
