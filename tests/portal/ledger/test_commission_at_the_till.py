"""What a till shows of its commission is the ledger's, to the centime, and stays there without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.domain.quantity import ONE
from pos.domain.stock import Movement
from pos.domain.tender import CARD, Given
from pos.services import cataloguing, commission, ordering, selling
from sync.agent.hearing import Hearing
from sync.agent.transport import UnreachableError
from sync.portal.gathered import Portal
from sync.portal.ledger.rates import Channel
from sync.portal.ledger.telling import told
from sync.portal.orders import pickup
from sync.portal.serving import PortalThread
from sync.protocol.messages import Problem
from tests.portal.ledger.takings import Rung, Shop, handed_out, refund, ticket
from tests.portal.ledger.test_book import DAY, FRESH, decided
from tests.portal.test_over_http import deliver, join
from tests.services.counter import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile
    from sync.agent.courier import Courier

NOON_MS = 1_795_518_000_000


@pytest.fixture
def server(database_url: str, clock: SetClock) -> Iterator[PortalThread]:
    """Give a portal on the till's day."""
    with PortalThread(database_url, now_ms=lambda: int(clock.now().timestamp() * 1000)) as running:
        yield running


def ordered_and_handed_out(shop: ShopFile, server: PortalThread) -> tuple[int, Hearing, Courier]:
    """Sell an order of the portal and let the till hear of it; give the total, and the way."""
    goods = opened(shop)
    bread = cataloguing.save_product(shop, replace(goods.bread, online=True))
    cataloguing.receive_stock(shop, [Movement(bread.id, 10 * ONE)])
    courier = join(shop, server.address, server.portal)
    deliver(courier)
    member = server.portal.browsing.members()[0].id
    from sync.portal.orders.basket import Basket, Wish  # noqa: PLC0415
    from tests.portal.market import CAMILLE, open_on_weekdays  # noqa: PLC0415

    with server.portal.database.write() as connection:
        pickup.save(connection, member, open_on_weekdays("Comptoir"), NOON_MS)
    basket = Basket((Wish(member, bread.id, 2 * ONE, 0),))
    server.portal.placing.place(basket, CAMILLE, form="f" * 32, seal=server.portal.placing.read(basket).seal)
    deliver(courier)
    ordering.answer_new(shop)
    (order,) = ordering.open_orders(shop)
    rung = ordering.collect(shop, order.order.id, selling.new_basket(shop))
    sale = selling.complete_sale(shop, rung, [Given(CARD, rung.total_minor)])
    deliver(courier)
    hearing = Hearing(lambda: 0.0)
    hearing.hear(courier, 1)
    return sale.total_minor, hearing, courier


def test_the_till_hears_its_commission(shop: ShopFile, server: PortalThread) -> None:
    total, _, _ = ordered_and_handed_out(shop, server)
    heard = commission.told(shop)
    assert heard is not None
    assert heard.totals == {"CHF": round(total * 0.05)}
    assert heard.owed == server.portal.ledger.owed(server.portal.browsing.members()[0].id)


def test_it_is_asked_after_something_was_sent_and_once_a_minute(shop: ShopFile, server: PortalThread) -> None:
    _, _, courier = ordered_and_handed_out(shop, server)
    now = [0.0]
    hearing = Hearing(lambda: now[0])
    assert [hearing.hear(courier, 5), hearing.hear(courier, 5), hearing.hear(courier, 6)] == [True, False, True]
    now[0] = 61.0
    assert hearing.hear(courier, 6)


def test_an_older_portal_or_none_leaves_what_was_heard(shop: ShopFile, server: PortalThread) -> None:
    _, _, courier = ordered_and_handed_out(shop, server)
    before = commission.told(shop)

    class Old:
        def send(self, *_: object) -> object:
            from sync.agent.transport import Answer  # noqa: PLC0415
            from sync.portal.ingest.service import encoded  # noqa: PLC0415

            return Answer(404, encoded(Problem(type="not_found")), None)

    class Gone:
        def send(self, *_: object) -> object:
            raise UnreachableError("no network")

    courier.transport = Old()  # type: ignore[assignment]
    assert Hearing(lambda: 0.0).hear(courier, 1)
    courier.transport = Gone()  # type: ignore[assignment]
    with pytest.raises(UnreachableError):
        Hearing(lambda: 0.0).hear(courier, 1)
    assert commission.told(shop) == before


sold = st.lists(st.tuples(st.integers(1, 30_000), st.integers(0, 9_000), st.integers(0, 30_000)), max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sold=sold)
def test_what_is_told_is_the_ledgers_month_to_the_centime(tmp_path: Path, sold: list[tuple[int, int, int]]) -> None:
    portal = Portal(f"sqlite:///{tmp_path / 'p.db'}", now_ms=lambda: NOON_MS)
    try:
        if not portal.ledger.rates().may_take([Channel.COUNTER]):
            decided(portal, channel=Channel.COUNTER, rate_bp=137)
        one = Shop(portal, f"Boutique {next(FRESH)}")
        for number, (minor, lem, back) in enumerate(sold):
            sale = ticket(f"{one.id[:6]}{number}", [Rung(minor)], DAY, lem_minor=lem)
            if number % 2:
                one.ordered(sale)
            one.arrive(sale, *([handed_out(sale)] if number % 2 else []))
            one.arrive(refund(f"{one.id[:6]}r{number}", sale, {0: min(minor, back)}, DAY))
        heard = told(portal.ledger, one.id, DAY[:7])
        assert {code: minor for code, minor in heard.totals.items() if minor} == one.owes()
        assert heard.owed == one.owes()
        for code, minor in heard.totals.items():
            assert sum(line.amount_minor for line in heard.lines if line.currency == code) == minor
    finally:
        portal.close()
