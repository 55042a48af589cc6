"""Orders at the portal: what is held, what it costs, how it stands, whatever arrives from tills and whenever."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from pos.domain import facts
from pos.domain.online_order import Missing, OrderState
from pos.domain.product import Product
from pos.domain.quantity import ONE
from sync.portal.orders import store
from sync.portal.orders.basket import Basket, Wish
from sync.portal.orders.placing import Changed, Placed, TooOften
from sync.portal.orders.standing import HALF_HOUR_MS, HOUR_MS
from sync.portal.storage import order_tables, tables
from tests.portal.market import (
    BEER,
    BOOK,
    BREAD,
    CAMILLE,
    FOURNIL,
    GIFT,
    GRAINS,
    HONEY,
    HOUR,
    LENTILS,
    Market,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY_MS = 24 * HOUR_MS
COLLECTED = OrderState.COLLECTED


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url)
    yield made
    made.close()


def test_an_order_over_two_members_is_held_at_both_and_named_by_one_code(market: Market) -> None:
    secret = market.placed({(GRAINS, HONEY): 2 * ONE, (FOURNIL, BREAD): ONE})

    first, second = market.parts(secret)
    assert (first.member, second.member) == (GRAINS, FOURNIL)
    assert first.code[:-1] == second.code[:-1]
    assert (first.code[-2:], second.code[-2:]) == ("-1", "-2")
    assert (market.held(GRAINS, HONEY), market.held(FOURNIL, BREAD)) == (2 * ONE, ONE)


def test_tills_are_told_names_prices_deposit_and_slot_but_nobodys_name(market: Market) -> None:
    secret = market.placed({(GRAINS, BEER): 3 * ONE, (GRAINS, LENTILS): 500})
    part = market.parts(secret)[0]

    with market.portal.database.read() as connection:
        order = store.rows(connection, GRAINS, [part.id])[0]

    beer, lentils = order.lines
    assert (beer.name, beer.unit_price_minor, beer.total_minor, beer.deposit_minor) == (
        "Bière au miel, 33 cl",
        370,
        1110,
        150,
    )
    assert (lentils.quantity_milli, lentils.total_minor) == (500, 450)
    assert order.total_minor == 1110 + 150 + 450
    assert order.place == "Rue des Tanneurs 8, 1227 Carouge"
    assert order.placed_ms < order.pick_from_ms < order.pick_until_ms < order.expires_ms
    assert "amille" not in repr(order)


def test_a_kit_holds_its_parts_and_is_limited_by_them(market: Market) -> None:
    done = market.placed({(GRAINS, GIFT): 9 * ONE})

    assert market.parts(done)[0].lines[0].quantity_milli == 5 * ONE
    assert market.held(GRAINS, HONEY) == 10 * ONE
    assert not market.portal.placing.read(Basket((Wish(GRAINS, HONEY, ONE, 890),))).shares


def test_two_lines_that_take_the_same_goods_are_counted_together(market: Market) -> None:
    done = market.order({(GRAINS, GIFT): 5 * ONE, (GRAINS, HONEY): ONE})

    assert isinstance(done, Changed)
    assert market.held(GRAINS, HONEY) == 0


def test_what_is_measured_is_ordered_in_steps_and_no_more_than_there_is(market: Market) -> None:
    reading = market.portal.placing.read(Basket((Wish(GRAINS, LENTILS, 230, 900),)))
    much = market.portal.placing.read(Basket((Wish(GRAINS, LENTILS, 9_000, 900),)))

    assert reading.shares[0].lines[0].quantity_milli == 300
    assert much.shares[0].lines[0].quantity_milli == 2_200
    assert much.shares[0].lines[0].is_lowered


def test_the_same_form_sent_again_is_the_same_order(market: Market) -> None:
    first = market.order({(GRAINS, HONEY): ONE}, form="f" * 32)
    again = market.order({(GRAINS, HONEY): ONE}, form="f" * 32)

    assert first == again
    assert isinstance(first, Placed)
    assert market.held(GRAINS, HONEY) == ONE


def test_a_form_that_ten_threads_send_at_once_is_one_order(market: Market) -> None:
    done: list[Placed | Changed | TooOften] = []
    together = threading.Barrier(10)
    # What is wanted can be had once: a second time it would be answered that nothing is left.
    basket = Basket((Wish(GRAINS, HONEY, 6 * ONE, 890), Wish(FOURNIL, BREAD, ONE, 850)))
    seal = market.portal.placing.read(basket).seal

    def send() -> None:
        together.wait(20)
        done.append(market.portal.placing.place(basket, CAMILLE, form="f" * 32, seal=seal))

    _all_at_once(send, 10)

    assert len(set(done)) == 1
    assert len(done) == 10
    assert market.held(GRAINS, HONEY) == 6 * ONE


def test_of_two_buyers_one_gets_the_last_piece(market: Market) -> None:
    market.receive(FOURNIL, {BREAD: -4 * ONE})
    done: list[Placed | Changed | TooOften] = []
    together = threading.Barrier(2)
    basket = Basket((Wish(FOURNIL, BREAD, ONE, 850),))
    seal = market.portal.placing.read(basket).seal

    def send() -> None:
        together.wait(20)
        form = threading.current_thread().name
        done.append(market.portal.placing.place(basket, CAMILLE, form=form, seal=seal))

    _all_at_once(send, 2)

    assert sorted(type(each).__name__ for each in done) == ["Changed", "Placed"]
    assert market.held(FOURNIL, BREAD) == ONE


def test_members_met_in_opposite_orders_do_not_wait_for_each_other(market: Market) -> None:
    done: list[Placed | Changed | TooOften] = []
    together = threading.Barrier(6)
    wishes = (Wish(GRAINS, BEER, ONE, 370), Wish(FOURNIL, BREAD, ONE, 850))
    market.receive(FOURNIL, {BREAD: 90 * ONE})

    def send() -> None:
        name = threading.current_thread().name
        basket = Basket(wishes if int(name) % 2 else tuple(reversed(wishes)))
        seal = market.portal.placing.read(basket).seal
        together.wait(20)
        done.append(market.portal.placing.place(basket, CAMILLE, form=name, seal=seal))

    _all_at_once(send, 6)

    assert [type(each) for each in done] == [Placed] * 6


def test_nothing_is_held_when_one_member_of_two_lacks_something(market: Market) -> None:
    basket = Basket((Wish(GRAINS, HONEY, ONE, 890), Wish(FOURNIL, BREAD, 2 * ONE, 850)))
    seal = market.portal.placing.read(basket).seal
    market.receive(FOURNIL, {BREAD: -4 * ONE})

    done = market.portal.placing.place(basket, CAMILLE, form="x" * 32, seal=seal)

    assert isinstance(done, Changed)
    assert done.reading.shares[1].lines[0].quantity_milli == ONE
    assert (market.held(GRAINS, HONEY), market.held(FOURNIL, BREAD)) == (0, 0)


def test_a_price_that_changed_while_the_buyer_read_is_shown_before_anything_is_sent(market: Market) -> None:
    basket = Basket((Wish(GRAINS, HONEY, ONE, 890),))
    seal = market.portal.placing.read(basket).seal
    market.put(GRAINS, Product(HONEY, "Miel de printemps, 250 g", 950, stocked=True), online=True)

    done = market.portal.placing.place(basket, CAMILLE, form="x" * 32, seal=seal)

    assert isinstance(done, Changed)
    line = done.reading.shares[0].lines[0]
    assert (line.price_minor, line.price_changed) == (950, True)


def test_withdrawn_sold_out_elsewhere_and_services_fall_out_of_the_basket(market: Market) -> None:
    market.put(GRAINS, Product(BEER, "Bière au miel, 33 cl", 370), online=False)
    market.receive(FOURNIL, {BREAD: -5 * ONE})
    pairs = [(GRAINS, BEER), (FOURNIL, BREAD), (FOURNIL, BOOK), (FOURNIL, HOUR), ("9" * 32, "8" * 32)]

    reading = market.portal.placing.read(Basket(tuple(Wish(*pair, ONE, 0) for pair in pairs)))

    assert reading.shares == ()
    assert [(gone.name, gone.sold_out) for gone in reading.gone] == [
        ("Bière au miel, 33 cl", False),
        ("Pain de campagne", True),
        ("Livre du levain", False),
        ("Atelier de levain", False),
        ("", False),
    ]


def _tell(market: Market, secret: str, kind: type[Any], **said: Any) -> None:
    part = market.parts(secret)[0]
    market.tell(part.member, kind, order=part.id, **said)


def test_an_order_goes_from_requested_to_collected(market: Market) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE})
    seen = market.states(secret)
    for kind, more in (
        (facts.OrderAcknowledged, {}),
        (facts.OrderReady, {}),
        (facts.OrderCollected, {"sale": "5" * 32}),
    ):
        _tell(market, secret, kind, **more)
        seen += market.states(secret)

    assert seen == [OrderState.REQUESTED, OrderState.CONFIRMED, OrderState.READY, COLLECTED]
    assert market.held(GRAINS, HONEY) == 0


def test_a_shortage_lowers_price_and_what_is_held_and_waits_for_the_buyer(market: Market) -> None:
    secret = market.placed({(FOURNIL, BREAD): 2 * ONE})
    _tell(market, secret, facts.OrderShort, missing=(Missing(BREAD, ONE),))

    with market.portal.database.read() as connection:
        order = store.rows(connection, FOURNIL, [market.parts(secret)[0].id])[0]
    assert (order.state, order.total_minor, order.lines[0].missing_milli) == (OrderState.SHORTAGE, 850, ONE)
    assert market.held(FOURNIL, BREAD) == ONE

    assert market.portal.following.keep_rest(secret, "1")
    assert market.states(secret) == [OrderState.CONFIRMED]
    assert not market.portal.following.keep_rest(secret, "1")


def test_another_shortage_asks_again(market: Market) -> None:
    secret = market.placed({(FOURNIL, BREAD): 3 * ONE})
    _tell(market, secret, facts.OrderShort, missing=(Missing(BREAD, ONE),))
    market.portal.following.keep_rest(secret, "1")
    _tell(market, secret, facts.OrderShort, missing=(Missing(BREAD, 2 * ONE),))

    assert market.states(secret) == [OrderState.SHORTAGE]
    assert market.held(FOURNIL, BREAD) == ONE


def test_without_an_answer_the_rest_is_kept_at_the_stated_hour(market: Market) -> None:
    secret = market.placed({(FOURNIL, BREAD): 2 * ONE})
    _tell(market, secret, facts.OrderShort, missing=(Missing(BREAD, ONE),))
    market.now_ms += HALF_HOUR_MS - 1
    assert market.portal.orders.keep_rests() == 0

    market.now_ms += 4 * HOUR_MS
    assert market.portal.orders.keep_rests() == 1
    assert market.portal.orders.keep_rests() == 0
    assert market.states(secret) == [OrderState.CONFIRMED]


def test_an_order_of_which_nothing_is_left_is_refused(market: Market) -> None:
    secret = market.placed({(FOURNIL, BREAD): 2 * ONE})
    _tell(market, secret, facts.OrderShort, missing=(Missing(BREAD, 2 * ONE),))

    assert market.states(secret) == [OrderState.REFUSED]
    assert market.held(FOURNIL, BREAD) == 0


def test_what_two_answers_of_one_batch_lack_together_counts(market: Market) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE, (GRAINS, LENTILS): 500})
    part = market.parts(secret)[0]
    stamp = facts.Stamp(market.now_ms, 60, 0, "boot", market.now_ms)
    lacks = [
        facts.OrderShort(id=f"{n:032x}", at=stamp, order=part.id, missing=(Missing(product, milli),))
        for n, (product, milli) in enumerate([(HONEY, ONE), (LENTILS, 500)])
    ]

    market.arrive(GRAINS, *lacks)

    assert market.states(secret) == [OrderState.REFUSED]
    assert (market.held(GRAINS, HONEY), market.held(GRAINS, LENTILS)) == (0, 0)


def test_a_buyer_cancels_until_the_order_is_ready(market: Market) -> None:
    first, second = (market.placed({(GRAINS, HONEY): ONE}) for _ in range(2))
    _tell(market, second, facts.OrderReady)

    assert market.portal.following.cancel(first, "1")
    assert not market.portal.following.cancel(first, "1")
    assert not market.portal.following.cancel(second, "1")
    assert not market.portal.following.cancel(second, "7")
    assert not market.portal.following.cancel("0" * 32, "1")
    assert market.states(first) == [OrderState.CANCELLED]
    assert market.states(second) == [OrderState.READY]
    assert market.held(GRAINS, HONEY) == ONE


def test_one_part_of_two_is_cancelled_alone(market: Market) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE, (FOURNIL, BREAD): ONE})

    assert market.portal.following.cancel(secret, "2")

    assert market.states(secret) == [OrderState.REQUESTED, OrderState.CANCELLED]


def test_what_nobody_collects_is_free_again_and_a_late_pick_up_still_counts(market: Market) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE})
    market.now_ms = market.parts(secret)[0].expires_ms
    assert market.portal.orders.expire() == 1
    assert market.states(secret) == [OrderState.EXPIRED]
    assert market.held(GRAINS, HONEY) == 0

    _tell(market, secret, facts.OrderCollected, sale="5" * 32)
    assert market.states(secret) == [COLLECTED]
    assert _odd(market) == set()


def test_odd_hand_outs_are_told_to_a_person(market: Market) -> None:
    cancelled, twice = (market.placed({(GRAINS, HONEY): ONE}) for _ in range(2))
    market.portal.following.cancel(cancelled, "1")
    _tell(market, cancelled, facts.OrderCollected, sale="5" * 32)
    for sale in ("6" * 32, "7" * 32):
        _tell(market, twice, facts.OrderCollected, sale=sale)
    market.tell(GRAINS, facts.OrderCollected, order="9" * 32, sale="8" * 32)

    assert market.states(cancelled) == [COLLECTED]
    assert _odd(market) == {"order_after_end", "order_twice", "order_unknown"}


def test_every_change_comes_down_to_the_tills(market: Market) -> None:
    secret = market.placed({(FOURNIL, BREAD): 2 * ONE})
    part = market.parts(secret)[0]
    numbers = [_change(market, part.id)]
    _tell(market, secret, facts.OrderShort, missing=(Missing(BREAD, ONE),))
    numbers.append(_change(market, part.id))
    market.portal.following.keep_rest(secret, "1")
    numbers.append(_change(market, part.id))
    market.portal.following.cancel(secret, "1")
    numbers.append(_change(market, part.id))

    assert numbers == sorted(set(numbers))


def test_the_contact_is_forgotten_30_days_after_the_end(market: Market) -> None:
    done, open_ = market.placed({(GRAINS, HONEY): ONE}), market.placed({(GRAINS, HONEY): ONE})
    _tell(market, done, facts.OrderCollected, sale="5" * 32)
    market.now_ms += 30 * DAY_MS
    assert market.portal.orders.erase_contacts() == 0

    market.now_ms += 1
    assert market.portal.orders.erase_contacts() == 1
    assert market.portal.orders.erase_contacts() == 0
    seen, still = market.portal.following.see(done), market.portal.following.see(open_)
    assert seen is not None
    assert still is not None
    assert (seen.whole.name, seen.whole.email) == ("", "")
    assert still.whole.email == CAMILLE.email
    with market.portal.database.read() as connection:
        letters = connection.execute(select(order_tables.mail.c.whole)).scalars().all()
    assert letters == [still.whole.id]


def test_a_member_sees_its_orders_without_their_buyers(market: Market) -> None:
    market.placed({(GRAINS, HONEY): ONE})
    market.now_ms += 1000
    last = market.placed({(GRAINS, BEER): ONE, (FOURNIL, BREAD): ONE})

    found = market.portal.orders.of_member(GRAINS)

    assert [order.lines[0].product for order in found] == [BEER, HONEY]
    assert found[0].code == market.parts(last)[0].code
    assert replace(found[0]).state is OrderState.REQUESTED


def _all_at_once(send: Any, number: int) -> None:
    threads = [threading.Thread(target=send, name=str(n)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def _odd(market: Market) -> set[str]:
    with market.portal.database.read() as connection:
        return set(connection.execute(select(tables.anomaly.c.kind)).scalars())


def _change(market: Market, order: str) -> int:
    c = tables.change.c
    with market.portal.database.read() as connection:
        return int(connection.execute(select(c.change_seq).where(c.key == order)).scalar_one())
