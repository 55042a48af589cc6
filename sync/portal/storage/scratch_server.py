"""A PostgreSQL of one's own for tests and measurements: Debian's binaries, a folder, loopback, a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

PATIENCE_S = 60


def find_binaries() -> Path | None:
    """Give the folder of initdb, None where there is no PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(named).parent if named else None


class ScratchServer:
    """Started when made, stopped and erased by `close`."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="comptoir-pg-"))
        self._data = self._folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._number = 0
        self._as_user: list[str] = []
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            shutil.chown(self._folder, "postgres")
            self._as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-U", "hub", "-E", "UTF8", "--no-sync")
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-l", str(self._folder / "log"), "-w", "start")

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

    def _run(self, tool: str, *words: str) -> None:
        command = [*self._as_user, str(self._binaries / tool), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, timeout=PATIENCE_S)  # noqa: S603
