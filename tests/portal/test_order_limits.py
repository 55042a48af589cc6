"""How many orders one visitor sends, and that nobody leaves while buyers wait."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.quantity import ONE
from sync.portal.buyer import Buyer, words
from sync.portal.gathered import Portal
from sync.portal.orders.contact import Contact
from sync.portal.orders.placing import DAY_MS, MOST_IN_A_DAY, MOST_IN_A_WINDOW, WINDOW_MS, Placed, TooOften
from sync.portal.storage import tables
from tests.portal.market import BEER, CAMILLE, FOURNIL, GRAINS, HONEY, Market

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "Les Grains Libres"


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url)
    yield made
    made.close()


def test_one_address_sends_five_orders_in_ten_minutes_whichever_worker_takes_them(
    market: Market, database_url: str
) -> None:
    other = Portal(database_url, address=market.portal.address, now_ms=lambda: market.now_ms)
    here, worker = market.portal, other
    try:
        sent = []
        for number in range(MOST_IN_A_WINDOW + 1):
            market.portal = worker if number % 2 else here
            sent.append(market.order({(GRAINS, BEER): ONE}, sender="198.51.100.7", contact=nobody(number)))
    finally:
        market.portal = here
        other.close()
    elsewhere = market.order({(GRAINS, BEER): ONE}, sender="198.51.100.8", contact=nobody(90))
    market.now_ms += WINDOW_MS
    later = market.order({(GRAINS, BEER): ONE}, sender="198.51.100.7", contact=nobody(91))

    assert [type(each) for each in sent] == [Placed] * MOST_IN_A_WINDOW + [TooOften]
    assert (type(elsewhere), type(later)) == (Placed, Placed)
    assert market.held(GRAINS, BEER) == (MOST_IN_A_WINDOW + 2) * ONE


def test_one_contact_sends_twenty_orders_a_day_from_wherever(market: Market) -> None:
    for number in range(MOST_IN_A_DAY):
        assert isinstance(market.order({(GRAINS, BEER): ONE}, sender=f"198.51.100.{number}"), Placed)

    too_many = market.order({(GRAINS, BEER): ONE}, sender="198.51.100.99")
    phone = market.order({(GRAINS, BEER): ONE}, sender="198.51.100.99", contact=Contact("Ada", phone="+41791234567"))
    market.now_ms += DAY_MS
    next_day = market.order({(GRAINS, BEER): ONE}, sender="198.51.100.98")

    assert (type(too_many), type(phone), type(next_day)) == (TooOften, Placed, Placed)


def test_the_same_form_again_is_answered_even_by_then_and_no_address_is_kept(market: Market) -> None:
    first = market.order({(GRAINS, BEER): ONE}, sender="198.51.100.7", form="f" * 32)
    for _ in range(MOST_IN_A_WINDOW):
        market.order({(GRAINS, BEER): ONE}, sender="198.51.100.7")

    assert market.order({(GRAINS, BEER): ONE}, sender="198.51.100.7", form="f" * 32) == first
    with market.portal.database.read() as connection:
        kept = str(connection.execute(select(tables.attempt)).all())
    assert "198.51.100" not in kept
    assert re.search("[0-9a-f]{64}", kept)


def test_who_orders_too_often_is_told_so_and_keeps_the_basket(database_url: str) -> None:
    market = Market(database_url, serves=True)
    try:
        buyer = Buyer(market.portal.address)
        for _ in range(MOST_IN_A_WINDOW):
            buyer.order((GRAINS, BEER, "1"))
        buyer.order((GRAINS, BEER, "1"), name="Camille Test")
        refused = buyer.page
        basket = words(buyer.go("/panier"))
    finally:
        market.close()

    assert refused.status_code == 429
    assert "Trop de commandes sont parties" in words(refused.text)
    assert "Camille Test" in refused.text
    assert "Bière au miel" in basket


def test_a_member_does_not_leave_while_buyers_wait(market: Market) -> None:
    market.portal.sharing.turn(GRAINS, on=True)
    secret = market.placed({(GRAINS, HONEY): ONE})
    market.placed({(GRAINS, BEER): ONE, (FOURNIL, "d1" * 16): ONE})

    with pytest.raises(UserError, match="Orders are still open: 2"):
        market.portal.leaving.leave(GRAINS, NAME, NAME)

    assert not market.portal.leaving.has_left(GRAINS)
    assert market.portal.sharing.of(GRAINS).shares
    part = market.parts(secret)[0]
    market.tell(GRAINS, facts.OrderReady, order=part.id)
    assert market.portal.leaving.waiting(GRAINS) == 2


def test_a_member_leaves_once_nobody_waits(market: Market) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE})
    assert market.portal.following.cancel(secret, "1")

    market.portal.leaving.leave(GRAINS, NAME, NAME)

    assert market.portal.leaving.has_left(GRAINS)


def nobody(number: int) -> Contact:
    """Give a contact of its own."""
    return CAMILLE._replace(email=f"buyer{number}@exemple.example")
