"""The bench, and a till's device thread in front of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.devices.bench import Bench, run_bench
from tests.devices.counter import Counter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def running_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    command = os.environ.get("EMUPOS", "")
    if not command:
        reason = os.environ.get("EMUPOS_ABSENT") or "EMUPOS does not name the printer emulator's command"
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(reason)
        pytest.skip(reason)
    with run_bench(command, tmp_path_factory.mktemp("bench")) as bench:
        yield bench


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
