"""Packages of the operating system: the one line that installs them, and running it when allowed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

OS_RELEASE = Path("/etc/os-release")
COMMANDS = {
    "apt": ["apt-get", "install", "-y", "--no-install-recommends"],
    "dnf": ["dnf", "install", "-y"],
    "pacman": ["pacman", "-S", "--needed", "--noconfirm"],
}
# Debian 13 and Ubuntu 24.04 renamed libraries built with a 64-bit clock.
RENAMED_T64 = frozenset({"libglib2.0-0"})


class Package(NamedTuple):
    """One thing to install, under the name each family of systems gives it."""

    apt: str
    dnf: str
    pacman: str


XVFB = Package("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb")
POPPLER = Package("poppler-utils", "poppler-utils", "poppler")
FONTS = Package("fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu")


def venv_package() -> Package:
    """What brings Python's venv module where the system keeps it apart."""
    return Package(f"python3.{sys.version_info.minor}-venv", "python3", "python")


def package_manager() -> str | None:
    """Give apt, dnf or pacman, whichever this system has."""
    for manager, command in COMMANDS.items():
        if shutil.which(command[0]) is not None:
            return manager
    return None


def has_t64_names(os_release: Path = OS_RELEASE) -> bool:
    """Say whether this Debian or Ubuntu is recent enough to use the new library names."""
    try:
        lines = os_release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    fields = {key: value.strip("\"'") for key, _, value in (line.partition("=") for line in lines)}
    if fields.get("ID") not in {"debian", "ubuntu"}:
        newer = {"trixie", "forky", "sid", "noble", "plucky", "questing", "resolute"}
        return fields.get("UBUNTU_CODENAME", fields.get("DEBIAN_CODENAME", fields.get("VERSION_CODENAME"))) in newer
    version = fields.get("VERSION_ID", "9999").partition(".")[0]
    return version.isdigit() and int(version) >= (13 if fields["ID"] == "debian" else 24)


def names(packages: Sequence[Package], manager: str, os_release: Path = OS_RELEASE) -> list[str]:
    """Give each package's name for this manager, once, in order."""
    found = dict.fromkeys(getattr(package, manager) for package in packages)
    found.pop("", None)
    if manager == "apt" and has_t64_names(os_release):
        return [name + "t64" if name in RENAMED_T64 else name for name in found]
    return list(found)


def install_line(packages: Sequence[Package]) -> str:
    """Give the one line a person can paste to install these packages."""
    manager = package_manager()
    if manager is None:
        return " ".join(names(packages, "apt"))
    return shlex.join([*_as_root(), *COMMANDS[manager], *names(packages, manager)])


def offer(packages: Sequence[Package], why: str) -> bool:
    """Install the packages when root or after a yes, else print the line; say whether they were installed."""
    manager = package_manager()
    line = install_line(packages)
    if manager is None or not sys.platform.startswith("linux"):
        print(tr("{why} Missing system packages: {line}", why=why, line=line), flush=True)
        return False
    if not _is_root() and not _accepted(why, line):
        return False
    print(tr("{why} Installing: {line}", why=why, line=line), flush=True)
    wanted = names(packages, manager)
    if _run([*_as_root(), *COMMANDS[manager], *wanted]):
        return True
    # A fresh machine has no package lists, an old one has stale ones.
    refresh = {"apt": ["apt-get", "update", "-q"], "dnf": ["dnf", "makecache"], "pacman": ["pacman", "-Sy"]}[manager]
    if _run([*_as_root(), *refresh]) and _run([*_as_root(), *COMMANDS[manager], *wanted]):
        return True
    print(tr("The system packages could not be installed. By hand: {line}", line=line), flush=True)
    return False


def _accepted(why: str, line: str) -> bool:
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty() and _as_root()):
        print(tr("{why} Please run: {line}", why=why, line=line), flush=True)
        return False
    print(tr("{why} This installs what is missing:", why=why))
    print("    " + line)
    try:
        return input(tr("Run it now? [y/N] ")).strip().lower() in {"y", "yes", "o", "oui"}
    except EOFError:
        return False


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _as_root() -> list[str]:
    return [] if _is_root() or shutil.which("sudo") is None else ["sudo"]


def _run(command: list[str]) -> bool:
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        print("  ", error)
        return False
    if done.returncode != 0:
        for text in (done.stderr or done.stdout).strip().splitlines()[-3:]:
            print("  ", text)
    return done.returncode == 0
