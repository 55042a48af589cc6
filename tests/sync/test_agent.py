"""The agent's thread: it joins, sends, survives trouble, tells how things stand, and stops at once."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from pos.services import syncing
from pos.shopfile import outbox
from sync.agent.agent import Agent
from sync.agent.transport import Answer, UnreachableError
from sync.portal.gathered import Portal
from tests.services.counter import opened, sell
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pos.services.syncing import SyncState
    from pos.shopfile.shopfile import ShopFile
    from sync.agent.transport import Transport

PATIENCE_S = 20.0


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    made = Portal(f"sqlite:///{tmp_path / 'portal.db'}", address="https://p")
    yield made
    made.close()


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < end, "the agent did not get there"
        time.sleep(0.01)


def agent_of(shop: ShopFile, transport: Transport, heard: list[SyncState]) -> Agent:
    return Agent(shop, heard.append, connect=lambda _: transport, start_within_s=0.0, chance=random.Random(1))


def all_there(shop: ShopFile) -> bool:
    with shop.read() as connection:
        return outbox.waiting(connection).entries == 0


def joined(agent: Agent, portal: Portal) -> None:
    agent.start()
    agent.join("https://p", "Le Grain", "Caisse 1", "C1")
    wait(lambda: agent.state().state == syncing.ASKING)
    assert len(agent.state().code) == 8
    portal.members.approve(agent.state().code)
    agent.wake()
    wait(lambda: agent.state().state == syncing.CURRENT)


def test_it_joins_and_sends_what_is_sold_by_itself(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    heard: list[SyncState] = []
    agent = agent_of(shop, Wire(lambda: portal), heard)
    joined(agent, portal)
    sell(shop, (goods.bread, 1000))
    wait(lambda: all_there(shop))
    agent.stop()

    assert agent.state().member_name == "Le Grain"
    assert agent.state().acked_seq == shop.head.seq
    assert {state.state for state in heard} >= {syncing.ASKING, syncing.SENDING, syncing.CURRENT}


def test_out_of_reach_is_said_with_what_waits_and_ends_by_itself(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    cut: list[bool] = []
    agent = agent_of(shop, Wire(lambda: portal, lambda _m, _p: "lost" if cut else ""), [])
    joined(agent, portal)
    cut.append(True)
    sell(shop, (goods.bread, 1000))
    sell(shop, (goods.bread, 1000))
    wait(lambda: agent.state().state == syncing.OFFLINE and agent.state().waiting_sales == 2)
    assert agent.state().offline_since_ms
    assert 0 <= agent.state().next_try_s <= 300
    cut.clear()
    agent.wake()
    wait(lambda: all_there(shop))
    agent.stop()


class CaptiveNetwork:
    """Answers everything with a page of its own."""

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return Answer(200, b"<html>Please log in</html>")


def test_the_page_of_a_captive_network_is_no_acknowledgement(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    agent = agent_of(shop, Wire(lambda: portal), [])
    joined(agent, portal)
    agent.stop()
    sent = shop.head.seq
    sell(shop, (goods.bread, 1000))
    captive = agent_of(shop, CaptiveNetwork(), [])
    captive.start()
    wait(lambda: captive.state().state == syncing.OFFLINE)
    captive.stop()

    assert captive.state().reason == "captive"
    assert captive.state().acked_seq == sent


class Broken:
    """A transport with a bug."""

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        raise RuntimeError("a bug")


def test_a_bug_in_the_agent_neither_kills_it_nor_loses_anything(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    agent = agent_of(shop, Wire(lambda: portal), [])
    joined(agent, portal)
    agent.stop()
    sell(shop, (goods.bread, 1000))
    broken = agent_of(shop, Broken(), [])
    broken.start()
    wait(lambda: broken.state().state == syncing.ALARM)
    broken.stop()
    again = agent_of(shop, Wire(lambda: portal), [])
    again.start()
    wait(lambda: all_there(shop))
    again.stop()


def test_it_stops_at_once_while_it_waits_for_its_next_try(shop: ShopFile) -> None:
    class Nowhere:
        def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            raise UnreachableError("offline")

    agent = agent_of(shop, Nowhere(), [])
    agent.start()
    agent.join("https://p", "Le Grain", "Caisse 1", "C1")
    wait(lambda: agent.state().state == syncing.OFFLINE)
    begun = time.monotonic()
    agent.stop()
    assert time.monotonic() - begun < 1.5
