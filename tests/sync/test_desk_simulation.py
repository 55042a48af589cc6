"""Histories in which people edit articles at the portal too, while tills edit, die, restore, and wires break."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select

from pos.domain import facts
from pos.domain.product import Product
from sync.portal.ingest.desk import Draft, desk_of
from sync.portal.storage import tables
from tests.sync import simulation, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sync.seat import Seat
    from tests.sync.simulation import World

CHUNK = 20


def edit_at_the_desk(world: World, seat: Seat) -> None:
    """Change what the shop may change at the portal; the form may have been open since an earlier version."""
    del seat
    chance, article = world.chance, world.chance.choice(world.articles)
    changes: dict[str, Any] = chance.choice(
        (
            {"online": chance.random() < 0.5},
            {"description": f"Text {chance.randint(1, 9)}"},
            {"origin": "Valais"},
        )
    )

    def make(draft: Draft) -> list[facts.AnyFact]:
        s = tables.product_state.c
        query = select(s.state, s.body).where(s.member == world.member, s.product == article).order_by(s.state)
        rows = draft.connection.execute(query).all()
        state, body = chance.choice(rows)
        product = replace(msgspec.json.decode(body, type=Product), **changes)
        return [
            facts.ProductChanged(
                id=draft.new_id(), at=draft.at, product=product, base=0, valid_from=draft.day, base_id=state
            )
        ]

    world.portal.desk.record(world.member, make)


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(steps.STEPS, edit_at_the_desk, 10)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
    simulation.clean_up()


@pytest.mark.parametrize("first", range(0, 60, CHUNK))
def test_no_history_with_a_desk_breaks_an_invariant(first: int) -> None:
    simulation.run_all(range(first, first + CHUNK))


def test_the_desk_is_really_used() -> None:
    seen: list[int] = []

    class Looking(simulation.World):
        def finish(self) -> None:
            super().finish()
            with self.portal.database.read() as connection:
                query = select(tables.line.c.seq).where(tables.line.c.till == desk_of(self.member))
                seen.extend(connection.execute(query).scalars())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "World", Looking)
        simulation.run(3)

    assert max(seen) > 2
