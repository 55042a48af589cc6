"""Two doors off line can let one ticket in twice: both facts stand, and a person sees it once they meet."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pos.clock import SetClock
from pos.domain.ticket import Verdict
from pos.services import admission, ticketing
from pos.services.syncing import Oddity
from pos.shopfile.shopfile import open_shop
from pos.ui.sync_words import oddity_words
from sync.portal.gathered import Portal
from sync.portal.ingest.inbox import Waiting
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.portal.web.spaces.oddities import told
from tests.conftest import MORNING
from tests.services.ball import BALL, articles
from tests.services.counter import opened, sell
from tests.sync.test_courier import enrolled, sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile
    from sync.agent.courier import Courier


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[ShopFile]:
    made = open_shop(tmp_path / "b.shop", tmp_path / "there", SetClock(MORNING), create=True, system_keys=False)
    yield made
    made.close()


def odd(portal: Portal) -> set[str]:
    """Give the tickets that somebody should look at now."""
    c = tables.anomaly.c
    with portal.database.read() as connection:
        found = select(c.key).where(c.kind == "admitted_twice", c.resolved_ms.is_(None))
        return {key.split(":")[0] for key in connection.execute(found).scalars()}


def two_doors(shop: ShopFile, other: ShopFile, portal: Portal) -> tuple[Courier, Courier, list[str], list[str]]:
    """Join two tills and let both hear of three tickets; give their texts and numbers."""
    opened(shop)
    here, there = enrolled(shop, portal), enrolled(other, portal)
    sale = sell(shop, (articles(shop).full, 3000))
    for courier in (here, there):
        sync(courier)
    issued = ticketing.of_sale(shop, sale.id)
    return here, there, [ticket.text for ticket in issued], [ticket.id for ticket in issued]


def test_a_ticket_let_in_at_two_doors_off_line_is_told_at_the_portal_and_at_both_tills(
    shop: ShopFile, other: ShopFile, portal: Portal
) -> None:
    here, there, texts, numbers = two_doors(shop, other, portal)

    for door in (shop, other):
        assert admission.admit(door, texts[0], BALL).verdict is Verdict.VALID
    admission.admit(shop, texts[1], BALL)
    sync(here)
    assert odd(portal) == set()
    sync(there)
    sync(here)

    assert odd(portal) == {numbers[0]}
    for door in (shop, other):
        counts = admission.counts(door, BALL)
        assert (counts.admitted, [twice.ticket for twice in counts.twice]) == (2, [numbers[0]])
    assert compare(portal).ok


def test_it_is_said_in_plain_words(shop: ShopFile, other: ShopFile, portal: Portal) -> None:
    here, there, texts, numbers = two_doors(shop, other, portal)
    for door, courier in ((shop, here), (other, there)):
        admission.admit(door, texts[0], BALL)
        sync(courier)

    (row,) = here.oddities()
    detail = msgspec.json.decode(row.detail)
    said, todo = oddity_words(Oddity(row.id, row.kind, row.at_ms, detail))
    at_the_portal = told(Waiting(row.id, row.kind, "", "", row.at_ms, detail, None, "", ""), {})

    assert said.startswith(f"Ticket {numbers[0].upper()[-8:-4]} {numbers[0].upper()[-4:]} was let in twice: at ")
    assert "copy" in todo
    assert "est entré deux fois" in at_the_portal.title
    assert "Deux portes hors ligne" in at_the_portal.happened


def test_an_admission_taken_back_settles_it(shop: ShopFile, other: ShopFile, portal: Portal) -> None:
    here, there, texts, numbers = two_doors(shop, other, portal)
    first = admission.admit(shop, texts[0], BALL).admission
    admission.admit(other, texts[0], BALL)
    sync(here)
    sync(there)
    assert odd(portal) == {numbers[0]}

    admission.undo(shop, first)
    sync(here)

    assert odd(portal) == set()
    sync(there)
    assert admission.counts(other, BALL).twice == ()


steps = st.lists(
    st.tuples(st.sampled_from(("admit", "admit", "undo", "sync")), st.integers(0, 1), st.integers(0, 2)), max_size=24
)


@settings(max_examples=25, deadline=None)
@given(done=steps)
def test_whatever_the_doors_do_exactly_the_tickets_let_in_twice_are_told(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("doors")
    with ExitStack() as stack:
        portal = Portal(f"sqlite:///{folder / 'portal.db'}")
        stack.callback(portal.close)
        doors = []
        for name in ("a", "b"):
            shop = open_shop(folder / f"{name}.shop", folder / name, SetClock(MORNING), create=True, system_keys=False)
            stack.callback(shop.close)
            doors.append(shop)
        here, there, texts, numbers = two_doors(doors[0], doors[1], portal)
        standing: dict[str, tuple[int, int]] = {}
        for what, door, ticket in done:
            if what == "sync":
                sync((here, there)[door])
            elif what == "admit":
                made = admission.admit(doors[door], texts[ticket], BALL).admission
                if made:
                    standing[made] = (door, ticket)
            elif mine := [made for made, (at, which) in standing.items() if (at, which) == (door, ticket)]:
                admission.undo(doors[door], mine[0])
                del standing[mine[0]]
        for courier in (here, there, here):
            sync(courier)

        entered = [ticket for _, ticket in standing.values()]
        twice = {numbers[ticket] for ticket in entered if entered.count(ticket) > 1}
        assert odd(portal) == twice
        for shop in doors:
            assert {it.ticket for it in admission.counts(shop, BALL).twice} == twice
        assert compare(portal).ok
