"""Whatever happens to orders and in whatever order it is heard, goods are held for open orders and for nothing else."""

from __future__ import annotations

import uuid
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain import facts
from pos.domain.online_order import OPEN, Missing, OrderState
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.stock import Movement
from sync.portal import rounds
from sync.portal.orders import standing, store
from sync.portal.orders.placing import Placed
from sync.portal.orders.standing import HOUR_MS, Part
from sync.portal.rebuilding import compare
from tests.portal.market import FOURNIL, Market
from tests.services.counter import opened
from tests.sync.test_courier import enrolled, sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.shopfile.shopfile import ShopFile

SHELF = 6 * ONE


class Step(NamedTuple):
    """Something that happens: to which order, and by how much."""

    what: str
    order: int
    number: int


DEEDS = ("place", "cancel", "keep", "later", "round", "arrive", "twice")
SAID = ("acknowledge", "ready", "short", "refuse", "collect")
steps = st.lists(
    st.builds(Step, st.sampled_from(DEEDS + SAID + ("arrive", "place")), st.integers(0, 3), st.integers(1, 3)),
    min_size=4,
    max_size=25,
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def market(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    if request.param == "sqlite":
        made = Market(f"sqlite:///{tmp_path_factory.mktemp('market') / 'portal.db'}")
    else:
        made = Market(request.getfixturevalue("postgres").fresh())
    yield made
    made.close()


class History:
    """One article, the orders for it, and what tills said that the portal did not hear yet."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.article = uuid.uuid4().hex
        market.put(FOURNIL, Product(self.article, "Tourte", 700, stocked=True), online=True)
        market.receive(FOURNIL, {self.article: SHELF})
        self.secrets: list[str] = []
        self.on_the_way: list[facts.AnyFact] = []
        self.heard: list[facts.AnyFact] = []
        self.ended: dict[str, OrderState] = {}
        self.resolved: dict[str, str] = {}

    def take(self, step: Step) -> None:
        """Let it happen."""
        market = self.market
        if step.what == "place":
            done = market.order({(FOURNIL, self.article): step.number * ONE})
            self.secrets += [done.secret] if isinstance(done, Placed) else []
        elif step.what == "later":
            market.now_ms += step.number * step.number * 4 * HOUR_MS
            market.receive(FOURNIL, {})  # the till is heard: nothing is kept back for its silence
        elif step.what == "round":
            rounds.go_round(market.portal)
        elif step.what in ("arrive", "twice"):
            self._arrive(step)
        elif self.secrets:
            secret = self.secrets[step.order % len(self.secrets)]
            if step.what == "cancel":
                market.portal.following.cancel(secret, "1")
            elif step.what == "keep":
                market.portal.following.keep_rest(secret, "1")
            else:
                self.on_the_way.append(self._said(step, market.parts(secret)[0].id))

    def _arrive(self, step: Step) -> None:
        waiting = self.on_the_way if step.what == "arrive" else self.heard
        if waiting:
            fact = waiting[step.order % len(waiting)]
            self.market.arrive(FOURNIL, fact)
            if step.what == "arrive":
                self.on_the_way.remove(fact)
                self.heard.append(fact)

    def _said(self, step: Step, order: str) -> facts.AnyFact:
        stamp = facts.Stamp(self.market.now_ms, 60, 0, "boot", self.market.now_ms)
        known: dict[str, tuple[type[Any], dict[str, Any]]] = {
            "acknowledge": (facts.OrderAcknowledged, {}),
            "ready": (facts.OrderReady, {}),
            "short": (facts.OrderShort, {"missing": (Missing(self.article, step.number * ONE),)}),
            "refuse": (facts.OrderRefused, {}),
            "collect": (facts.OrderCollected, {"sale": uuid.uuid4().hex}),
        }
        kind, more = known[step.what]
        return kind(id=uuid.uuid4().hex, at=stamp, order=order, **more)  # type: ignore[no-any-return]

    def check(self) -> None:
        """What must hold at any time."""
        parts = [self.market.parts(secret)[0] for secret in self.secrets]
        states = {part.id: standing.state_of(part) for part in parts}
        wanted = sum(standing.holds(part).get(self.article, 0) for part in parts if states[part.id] in OPEN)
        held = self.market.held(FOURNIL, self.article)
        assert held == wanted
        assert held <= SHELF
        for part in parts:
            self._check(part, states[part.id])

    def _check(self, part: Part, state: OrderState) -> None:
        assert (part.held == "pending") is (state in OPEN)
        assert self.resolved.get(part.id, part.held) == part.held
        if part.held != "pending":
            self.resolved[part.id] = part.held
        before = self.ended.get(part.id)
        assert before in (None, state) or state is OrderState.COLLECTED
        if state not in OPEN:
            self.ended[part.id] = state
        handed = any(isinstance(fact, facts.OrderCollected) and fact.order == part.id for fact in self.heard)
        assert handed is (state is OrderState.COLLECTED)
        for told in list(permutations(part.told))[:24]:
            assert standing.state_of(part._replace(told=told)) is state
        with self.market.portal.database.read() as connection:
            down = store.rows(connection, FOURNIL, [part.id])[0]
        assert down.total_minor == 700 * standing.holds(part)[self.article] // ONE


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=steps)
def test_goods_are_held_for_open_orders_and_each_is_resolved_once(market: Market, history: list[Step]) -> None:
    told = History(market)
    told.take(Step("place", 0, 2))
    for step in history:
        told.take(step)
        told.check()
    while told.on_the_way:
        told.take(Step("arrive", len(told.on_the_way) - 1, 1))
        told.check()


def test_what_tills_answered_is_rebuilt_from_their_journals(shop: ShopFile, database_url: str) -> None:
    from sync.portal.gathered import Portal  # noqa: PLC0415  # this test only

    goods = opened(shop)
    portal = Portal(database_url)
    courier = enrolled(shop, portal)
    with shop.write() as journal:
        journal.append(
            facts.StockReceived(
                id=journal.new_id(), at=journal.stamp(), reason="delivery", moves=(Movement(goods.bread.id, SHELF),)
            )
        )
    sync(courier)
    with portal.database.read() as connection:
        member = next(iter(portal.browsing.members())).id
        assert store.rows(connection, member, ["0" * 32]) == []
    for number in range(4):
        portal.orders.reserve(member, f"{number:032x}", {goods.bread.id: ONE})
    said: list[tuple[type[Any], dict[str, Any]]] = [
        (facts.OrderAcknowledged, {}),
        (facts.OrderReady, {}),
        (facts.OrderShort, {"missing": (Missing(goods.bread.id, ONE),)}),
        (facts.OrderRefused, {"reason": "fermé"}),
        (facts.OrderCollected, {"sale": "5" * 32}),
    ]
    with shop.write() as journal:
        for number, (kind, more) in enumerate(said):
            order = f"{number % 4:032x}"
            journal.append(kind(id=journal.new_id(), at=journal.stamp(), order=order, **more))
    sync(courier)

    with portal.database.read() as connection:
        states = [order.state for order in store.rows(connection, member, [f"{n:032x}" for n in range(4)])]
    assert states == [OrderState.COLLECTED, OrderState.READY, OrderState.REFUSED, OrderState.REFUSED]
    found = compare(portal)
    assert found.ok, found.problems
    portal.close()
