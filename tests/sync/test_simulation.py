"""Many histories of tills, portal and wire, and whether they notice a guard that is missing.

`tests.sync.simulation` says what can happen, `tests.sync.invariants` what must hold, `tests.sync.mutants` what is
taken away: every guard is missed by some drawn history.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from tests.sync import simulation
from tests.sync.invariants import Violation
from tests.sync.mutants import MUTANTS, without

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 30
TRIES = 60
CAUGHT_AT = {
    "hash_at_seq": 5,
    "effects_by_id": 5,
    "new_inc_on_rollback": 3,
    "atomic_project": 5,
    "through_seq": 0,
    "ask_head": 5,
    "post_once": 32,
    "keep_after_ack": 0,
    "hub_gen": 55,
    "adopt_rivals": 5,
    "fence": 3,
    "count_decides": 0,
    "send_again": 154,
    "hear_in_order": 90,
    "hear_once": 0,
    "own_by_till": 66,
}
"""The first seed that notices; when histories are drawn otherwise one day, one of the next will."""


@pytest.fixture(scope="module", autouse=True)
def _folder() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
    simulation.clean_up()


@pytest.mark.parametrize("first", range(0, 300, CHUNK))
def test_no_history_breaks_an_invariant(first: int) -> None:
    """I1 to I11 and I15, each as `tests.sync.invariants` says: I1, I2, I3, I4, I5, I6, I7, I8, I9, I10, I11, I15."""
    simulation.run_all(range(first, first + CHUNK))


@pytest.mark.parametrize("guard", CAUGHT_AT)
def test_a_missing_guard_is_noticed(guard: str) -> None:
    """Each guard is missed by name: what is reported is an invariant that it is there for."""
    first = CAUGHT_AT[guard]

    with without(guard), pytest.raises(Violation) as found:
        simulation.run_all(range(first, first + TRIES))

    assert found.value.names & MUTANTS[guard].breaks


def test_every_guard_has_its_history() -> None:
    assert set(MUTANTS) == set(CAUGHT_AT)


def test_the_same_seed_is_the_same_history() -> None:
    first, second = simulation.run(11), simulation.run(11)

    assert first.sold == second.sold
    assert first.log == second.log
