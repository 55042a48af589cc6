"""Put locked packages into an environment, with uv when it is there and with pip otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, TextIO

from pos.domain.errors import UserError
from pos.setup import system_packages
from pos.setup.locks import pinned
from pos.wording import tr

if TYPE_CHECKING:
    from pathlib import Path

# Wheels only: building from source would run unlocked code and needs a compiler no shop has.
EXACT = ["--require-hashes", "--only-binary", ":all:"]
LAST_LINES_KEPT = 40


def find_uv() -> str | None:
    """Give the path of a uv that really runs; version managers leave commands that do not."""
    uv = shutil.which("uv")
    if uv is None:
        return None
    try:
        works = subprocess.run([uv, "--version"], capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return None
    return uv if works else None


def install_packages(python: Path, lock: Path, *options: str) -> None:
    """Install every package of the lock for this Python, its hash checked, showing progress; `options` are more."""
    uv = find_uv()
    if uv is not None:
        command = [uv, "pip", "install", "--python", str(python), *EXACT, *options, "-r", str(lock)]
        if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0:
            return
        print(tr("uv could not install the packages; trying with pip."), flush=True)
    _install_with_pip(python, lock, *options)


def install_from_source(python: Path, lock: Path) -> None:
    """Build and install packages of plain Python; what builds them is in the environment already, locked as well."""
    _provide_pip(python)
    built = ["--no-deps", "--no-build-isolation", "--require-hashes", "--no-binary", ":all:"]
    command = [str(python), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet"]
    done = subprocess.run(
        [*command, *built, "-r", str(lock)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise _explain_failure(done.stdout.splitlines()[-LAST_LINES_KEPT:])


def _install_with_pip(python: Path, lock: Path, *options: str) -> None:
    _provide_pip(python)
    command = [str(python), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *EXACT]
    # A person's own pip settings (mirror, proxy, certificates) stay in force, except where to install.
    settings = {key: value for key, value in os.environ.items() if key not in {"PIP_USER", "PIP_TARGET", "PIP_PREFIX"}}
    progress = PipProgress(sys.stdout, total=len(pinned(lock)))
    with subprocess.Popen(
        [*command, *options, "-r", str(lock)],
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        with progress:
            for line in pip.stdout:
                progress.read(line)
    if pip.returncode != 0:
        raise _explain_failure(progress.last_lines)


def _provide_pip(python: Path) -> None:
    if _runs(python, "pip", "--version") or _runs(python, "ensurepip", "--upgrade"):
        return
    raise UserError(
        "The till needs Python's venv module. Run this, then the same command again: {line}",
        line=system_packages.install_line([system_packages.venv_package()]),
    )


def _runs(python: Path, *module: str) -> bool:
    command = [str(python), "-I", "-m", *module]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def _explain_failure(lines: list[str]) -> UserError:
    said = "\n".join(lines)
    if "DO NOT MATCH THE HASHES" in said:
        return UserError(
            "A downloaded package is not the one expected, so nothing was installed. "
            "Try on another network, and tell us if it happens again."
        )
    if "No space left on device" in said:
        return UserError("The disk is full: about 700 MB are needed. Make room, then run the same command again.")
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    reason = (errors or [line.strip() for line in lines if line.strip()] or [tr("no reason given")])[0]
    return UserError(
        "The packages could not be installed ({reason}). Check the network, then run the same command again.",
        reason=reason[:300],
    )


class PipProgress:
    """Turns pip's talk into one moving line on a terminal, or one line per package in a log."""

    def __init__(self, out: TextIO, total: int) -> None:
        self.last_lines: list[str] = []
        self._out = out
        self._total = total
        self._seen = 0
        self._doing = tr("Looking for the packages")
        self._since = time.monotonic()
        self._moving = out.isatty()
        self._over = threading.Event()
        self._ticker = threading.Thread(target=self._tick, name="progress", daemon=True)

    def __enter__(self) -> PipProgress:
        if self._moving:
            self._ticker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._moving:
            self._ticker.join()
            self._out.write("\r\x1b[K")
        self._out.flush()

    def read(self, line: str) -> None:
        """Take in one line of pip's output."""
        line = line.rstrip()
        self.last_lines = [*self.last_lines[-LAST_LINES_KEPT:], line]
        words = line.split()
        if line.startswith("Collecting ") and len(words) > 1:
            self._seen += 1
            self._announce(words[1])
        elif line.startswith("  Downloading ") and "MB)" in line:
            size = line.rpartition("(")[2].rstrip(")")
            self._announce("{} ({})".format(self._doing.partition(" (")[0], size))
        elif line.startswith("Installing collected packages"):
            self._seen = self._total
            self._announce(tr("Unpacking"))

    def _announce(self, doing: str) -> None:
        self._doing = doing
        self._since = time.monotonic()
        if not self._moving:
            self._out.write(self._line() + "\n")
            self._out.flush()

    def _line(self) -> str:
        # Packages for other systems are in the lock too, so the count may stop a little short.
        return f"  {min(self._seen, self._total):>3}/{self._total}  {self._doing}"

    def _tick(self) -> None:
        while not self._over.wait(0.2):
            waited_s = int(time.monotonic() - self._since)
            self._out.write("\r\x1b[K" + self._line() + (f"  {waited_s} s" if waited_s >= 2 else ""))
            self._out.flush()
