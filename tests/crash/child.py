"""Start the till that a test kills, and read what it tells."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(shop: Path, machine: Path, *words: str) -> subprocess.Popen[str]:
    """Start a seller on a shop file."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crash.seller", str(shop), str(machine), *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def heard(child: subprocess.Popen[str]) -> list[str]:
    """Give the next line of a seller as words; empty when it is gone."""
    assert child.stdout is not None
    line = child.stdout.readline()
    return line.split() if line.endswith("\n") else []


def end(child: subprocess.Popen[str]) -> list[list[str]]:
    """Kill a seller as a power switch would, and give what it told until then."""
    child.kill()
    told = []
    while words := heard(child):
        told.append(words)
    child.wait()
    assert child.stdout is not None
    assert child.stdin is not None
    child.stdout.close()
    child.stdin.close()
    return told
