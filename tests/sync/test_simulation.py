"""Many histories of tills, portal and wire; `tests.sync.simulation` says what can happen in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sync import simulation

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 30


@pytest.fixture(scope="module", autouse=True)
def _folder() -> Iterator[None]:
    yield
    simulation.clean_up()


@pytest.mark.parametrize("first", range(0, 300, CHUNK))
def test_no_history_breaks_an_invariant(first: int) -> None:
    for seed in range(first, first + CHUNK):
        simulation.run(seed)
