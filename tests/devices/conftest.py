"""The bench, and a till's device thread in front of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pos.app.demo_scale import DemoScale
from tests.devices.bench import Bench, run_bench
from tests.devices.counter import Counter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def emulator() -> str:
    """Give the emulator's command, or skip; where it must be there, its absence is a failure."""
    command = os.environ.get("EMUPOS", "")
    if not command:
        reason = os.environ.get("EMUPOS_ABSENT") or "EMUPOS does not name the printer emulator's command"
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(reason)
        pytest.skip(reason)
    return command


@pytest.fixture(scope="session")
def running_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with run_bench(emulator(), tmp_path_factory.mktemp("bench")) as bench:
        yield bench


@pytest.fixture(scope="session")
def running_scale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoScale]:
    if os.name != "posix":
        pytest.skip("the emulator makes serial lines by itself on POSIX only")
    running = DemoScale(emulator(), tmp_path_factory.mktemp("scale"))
    yield running
    running.close()


@pytest.fixture
def scale(running_scale: DemoScale) -> DemoScale:
    """The simulated scale, empty and without a tare."""
    running_scale.reset()
    return running_scale


@pytest.fixture
def bench(running_bench: Bench) -> Bench:
    """The simulated printer, well and with its drawer closed."""
    running_bench.reset()
    return running_bench


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A till's spool and device thread, ended after the test."""
    counter = Counter(tmp_path)
    yield counter
    counter.close()
