"""A PostgreSQL of the tests' own: Debian's binaries, a folder of its own, loopback, a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest


def find_binaries() -> Path | None:
    """Give the folder of initdb, None where there is no PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def require_binaries() -> Path:
    """Give the folder of initdb; skip without one, fail in CI."""
    found = find_binaries()
    if found is None:
        reason = "no PostgreSQL here: apt-get install postgresql"
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class PostgresServer:
    """Started for a test run, stopped and erased after it."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="comptoir-pg-"))
        self._data = self._folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._number = 0
        self._as_user = self._find_user()
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-U", "hub", "-E", "UTF8", "--no-sync")
        self.start()

    def _find_user(self) -> list[str]:
        """PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return []
        shutil.chown(self._folder, "postgres")
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def _run(self, tool: str, *words: str) -> None:
        command = [*self._as_user, str(self._binaries / tool), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, timeout=60)

    def start(self) -> None:
        """Start, with what a test needs."""
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-l", log, "-w", "start")

    def fresh(self) -> str:
        """Give the address of a new, empty database."""
        self._number += 1
        name = f"portal{self._number}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "hub", name)
        return f"postgresql+psycopg://hub@127.0.0.1:{self.port}/{name}"

    def close(self) -> None:
        """Stop and erase."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)
