"""Online orders at the till: answered between sales, picked, handed out as a sale, and never twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.online_order import OrderState
from pos.domain.stock import Movement
from pos.domain.tender import CARD, CASH, Given
from pos.services import cataloguing, ordering, refunding, searching, selling
from pos.services import settings as shop_settings
from pos.services.till import Till
from pos.shopfile import search
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from tests.services.counter import opened
from tests.services.online import ordered, tell

if TYPE_CHECKING:
    from pathlib import Path

    from pos.clock import SetClock
    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile
    from tests.services.counter import Stock

S = OrderState


@pytest.fixture
def goods(shop: ShopFile) -> Stock:
    """Give an open shop with ten loaves of bread."""
    made = opened(shop)
    cataloguing.receive_stock(shop, [Movement(made.bread.id, 10_000)])
    return made


def state(shop: ShopFile, code: str) -> OrderState:
    return ordering.order(shop, f"id-{code}").state


def entries(shop: ShopFile, kind: str) -> int:
    with shop.read() as connection:
        query = "SELECT count(*) FROM entry WHERE type = ?"
        return int(connection.exec_driver_sql(query, (kind,)).scalar_one())


def level(shop: ShopFile, product: str) -> int:
    with shop.read() as connection:
        found = search.by_id(connection, product)
    assert found is not None
    return found.stock_milli or 0


def handed_out(shop: ShopFile, code: str, tender: str = CARD) -> Sale:
    basket = ordering.collect(shop, f"id-{code}", selling.new_basket(shop))
    return selling.complete_sale(shop, basket, [Given(tender, basket.total_minor)])


def test_an_order_told_twice_is_one_entry(shop: ShopFile, goods: Stock) -> None:
    order = ordered("A-1", (goods.bread, 2000))

    assert tell(shop, order) == 1
    assert tell(shop, order) == 0
    assert tell(shop, replace(order, state=S.CANCELLED)) == 1

    assert entries(shop, "orders.pulled") == 2
    assert state(shop, "A-1") is S.CANCELLED
    assert verify(shop.path).ok


def test_what_is_there_is_acknowledged_once_and_a_shortage_is_left_to_a_person(shop: ShopFile, goods: Stock) -> None:
    tell(
        shop,
        ordered("A-1", (goods.bread, 6000), placed_ms=1),
        ordered("B-1", (goods.bread, 6000), placed_ms=2),
        ordered("C-1", (goods.soap, 90_000), placed_ms=3),
    )

    answered = ordering.answer_new(shop)

    assert (answered.kept, answered.asked) == (("id-A-1", "id-C-1"), ("id-B-1",))
    assert [state(shop, code) for code in ("A-1", "B-1", "C-1")] == [S.CONFIRMED, S.REQUESTED, S.CONFIRMED]
    assert ordering.possible_shortage(shop, "id-B-1") == {goods.bread.id: 2000}
    assert ordering.possible_shortage(shop, "id-A-1") == {}
    assert ordering.answer_new(shop).kept == ()
    assert entries(shop, "order.acknowledged") == 2
    ordering.acknowledge(shop, "id-B-1")
    assert state(shop, "B-1") is S.CONFIRMED
    assert ordering.held(shop) == {goods.bread.id: 12_000, goods.soap.id: 90_000}


def test_what_another_till_acknowledged_is_not_acknowledged_again(shop: ShopFile, goods: Stock) -> None:
    tell(shop, ordered("A-1", (goods.bread, 1000), state=S.CONFIRMED))

    assert ordering.answer_new(shop) == ordering.Answered()
    assert entries(shop, "order.acknowledged") == 0


def test_an_older_word_of_the_portal_takes_no_answer_back(shop: ShopFile, goods: Stock) -> None:
    order = ordered("A-1", (goods.bread, 1000))
    tell(shop, order)
    before = {shop.head.inc.hex(): shop.head.seq}
    ordering.mark_ready(shop, "id-A-1")

    tell(shop, replace(order, state=S.CONFIRMED), through=before)
    assert state(shop, "A-1") is S.READY
    tell(shop, replace(order, state=S.REQUESTED), through=before)
    assert state(shop, "A-1") is S.READY
    tell(shop, replace(order, state=S.SHORTAGE))
    assert state(shop, "A-1") is S.SHORTAGE

    assert entries(shop, "order.acknowledged") == 1
    assert verify(shop.path).ok


def test_a_shortage_is_told_and_the_rest_is_handed_out(shop: ShopFile, goods: Stock) -> None:
    tell(shop, ordered("A-1", (goods.bread, 3000), (goods.soap, 1000)))
    with pytest.raises(UserError, match="More is missing"):
        ordering.short(shop, "id-A-1", {goods.bread.id: 4000})
    with pytest.raises(UserError, match="Nothing is missing"):
        ordering.short(shop, "id-A-1", {})

    ordering.short(shop, "id-A-1", {goods.bread.id: 2000})

    order = ordering.order(shop, "id-A-1").order
    assert (order.state, order.total_minor) == (S.SHORTAGE, 421 + 790)
    with pytest.raises(UserError, match="was told that more is missing"):
        ordering.short(shop, "id-A-1", {goods.bread.id: 1000})
    with pytest.raises(UserError, match="the buyer decides"):
        ordering.mark_ready(shop, "id-A-1")
    sale = handed_out(shop, "A-1")
    assert [(line.name, line.quantity_milli) for line in sale.lines] == [
        (goods.bread.name, 1000),
        (goods.soap.name, 1000),
    ]
    assert level(shop, goods.bread.id) == 9000


def test_the_rest_that_the_buyer_agreed_to_is_confirmed_again(shop: ShopFile, goods: Stock) -> None:
    order = ordered("A-1", (goods.bread, 3000))
    tell(shop, order)
    ordering.short(shop, "id-A-1", {goods.bread.id: 2000})
    agreed = replace(order.lines[0], missing_milli=2000)

    tell(shop, replace(order, state=S.CONFIRMED, lines=(agreed,), total_minor=421))

    assert state(shop, "A-1") is S.CONFIRMED
    assert handed_out(shop, "A-1").total_minor == 421


def test_the_agreed_price_stands_and_everything_else_is_the_article_now(shop: ShopFile, goods: Stock) -> None:
    tell(shop, ordered("A-1", (goods.milk, 2000)))
    cataloguing.save_product(shop, replace(goods.milk, price_minor=290, name="Lait frais", vat_code="N"))
    basket = replace(selling.new_basket(shop), eat_in=True, member=True)

    basket = ordering.collect(shop, "id-A-1", basket)

    (line,) = basket.lines
    assert (line.name, line.unit_price_minor, line.list_price_minor) == ("Lait frais", 230, 290)
    assert (line.vat_in_force, line.eat_in, line.deposit_minor) == ("N", False, 100)
    assert basket.orders == {"id-A-1": "A-1"}
    assert basket.serve_member(on=False).serve_member(on=True).total_minor == basket.total_minor == 560


def test_a_member_pays_what_was_agreed_and_more_of_the_same_is_a_line_of_its_own(shop: ShopFile, goods: Stock) -> None:
    bread = cataloguing.save_product(shop, replace(goods.bread, member_price_minor=300))
    tell(shop, ordered("A-1", (bread, 1000)))
    basket = ordering.collect(shop, "id-A-1", replace(selling.new_basket(shop), member=True))

    basket = selling.ring_up(shop, basket, goods.bread)

    assert [(line.unit_price_minor, line.order_code) for line in basket.lines] == [(421, "A-1"), (421, "")]
    plain = selling.ring_up(shop, basket.serve_member(on=False), bread)
    assert [line.quantity_milli for line in plain.lines] == [1000, 2000]


def test_what_was_handed_out_stays_so_whatever_the_journal_says_after(shop: ShopFile, goods: Stock) -> None:
    tell(shop, ordered("A-1", (goods.bread, 1000)))
    sale = handed_out(shop, "A-1")
    with shop.write() as journal:
        journal.append(facts.OrderReady(id=journal.new_id(), at=journal.stamp(), order="id-A-1"))
        journal.append(facts.OrderRefused(id=journal.new_id(), at=journal.stamp(), order="id-A-1"))

    row = ordering.order(shop, "id-A-1")
    assert (row.state, row.answer, row.sale) == (S.COLLECTED, S.COLLECTED, sale.id)


def test_the_sale_and_what_was_collected_are_one_transaction(
    shop: ShopFile, goods: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(shop, ordered("A-1", (goods.bread, 1000)))
    basket = ordering.collect(shop, "id-A-1", selling.new_basket(shop))
    seq = shop.head.seq

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ordering, "handed_out", dies)
        with pytest.raises(KeyboardInterrupt):
            selling.complete_sale(shop, basket, [Given(CASH, 420)])
    assert shop.head.seq == seq
    assert (entries(shop, "sale"), state(shop, "A-1")) == (0, S.REQUESTED)

    commits = shop.changes
    sale = selling.complete_sale(shop, basket, [Given(CASH, 420)])

    assert shop.changes == commits + 1
    row = ordering.order(shop, "id-A-1")
    assert (row.state, row.sale) == (S.COLLECTED, sale.id)
    with shop.read() as connection:
        kinds = connection.exec_driver_sql("SELECT type FROM entry WHERE seq > ? ORDER BY n", (seq,)).scalars().all()
    assert kinds == ["sale", "order.collected"]


def test_it_is_handed_out_once_whatever_basket_it_waits_in(shop: ShopFile, goods: Stock) -> None:
    order = ordered("A-1", (goods.bread, 1000))
    tell(shop, order)
    twice = ordering.collect(shop, "id-A-1", selling.new_basket(shop))
    with pytest.raises(UserError, match="in the basket already"):
        ordering.collect(shop, "id-A-1", twice)
    handed_out(shop, "A-1")

    with pytest.raises(UserError, match="collected already"):
        selling.complete_sale(shop, twice, [Given(CARD, twice.total_minor)])
    with pytest.raises(UserError, match="collected already"):
        ordering.collect(shop, "id-A-1", selling.new_basket(shop))
    tell(shop, replace(order, state=S.EXPIRED))

    assert (entries(shop, "sale"), state(shop, "A-1")) == (1, S.COLLECTED)
    assert verify(shop.path).ok


@pytest.mark.parametrize(
    ("ended", "words"), [(S.CANCELLED, "was cancelled"), (S.EXPIRED, "is over"), (S.REFUSED, "was refused")]
)
def test_what_is_over_says_so(shop: ShopFile, goods: Stock, ended: OrderState, words: str) -> None:
    tell(shop, ordered("A-1", (goods.bread, 1000), state=ended))

    for act in (
        lambda: ordering.collect(shop, "id-A-1", selling.new_basket(shop)),
        lambda: ordering.mark_ready(shop, "id-A-1"),
        lambda: ordering.refuse(shop, "id-A-1"),
    ):
        with pytest.raises(UserError, match=words):
            act()
    assert ordering.to_pick(shop) == 0


def test_a_basket_that_is_given_up_leaves_the_order_as_it_was(shop: ShopFile, goods: Stock) -> None:
    tell(shop, ordered("A-1", (goods.bread, 1000)))
    till = Till(shop)
    till.add(goods.soap)
    till.collect("id-A-1")
    till.keep()
    till.park()
    with pytest.raises(UserError, match="parked basket"):
        till.collect("id-A-1")
    till.discard(till.parked()[0].id)
    till.collect("id-A-1")
    till.remove(till.basket.lines[0].id)
    till.add(goods.bread)
    till.give(CARD, till.basket.total_minor)
    till.pay()

    assert state(shop, "A-1") is S.REQUESTED
    assert entries(shop, "order.collected") == 0


def test_a_basket_with_an_order_survives_a_restart(
    shop: ShopFile, goods: Stock, tmp_path: Path, clock: SetClock
) -> None:
    tell(shop, ordered("A-1", (goods.bread, 1000)))
    till = Till(shop)
    till.collect("id-A-1")
    till.keep()
    path, machine = shop.path, shop.machine
    shop.close()
    again = open_shop(path, machine, clock, system_keys=False)
    till = Till(again)
    till.give(CARD, till.basket.total_minor)
    till.pay()

    assert state(again, "A-1") is S.COLLECTED
    again.close()
    del tmp_path


def test_in_training_no_order_is_touched(shop: ShopFile, goods: Stock) -> None:
    tell(shop, ordered("A-1", (goods.bread, 1000)))
    basket = ordering.collect(shop, "id-A-1", selling.new_basket(shop))
    wishes = shop_settings.preferences(shop)
    shop_settings.set_preferences(shop, replace(wishes, training=True))

    selling.complete_sale(shop, basket, [Given(CARD, basket.total_minor)], training=True)
    for act in (
        lambda: ordering.collect(shop, "id-A-1", selling.new_basket(shop)),
        lambda: ordering.mark_ready(shop, "id-A-1"),
        lambda: ordering.refuse(shop, "id-A-1"),
        lambda: ordering.short(shop, "id-A-1", {goods.bread.id: 1000}),
    ):
        with pytest.raises(UserError, match="training"):
            act()

    assert state(shop, "A-1") is S.REQUESTED


def test_a_code_is_found_last_and_a_refund_is_as_for_any_sale(shop: ShopFile, goods: Stock) -> None:
    tell(shop, ordered("7F2K-1", (goods.bread, 2000)), ordered("101", (goods.bread, 1000)))

    assert searching.read_code(shop, "7f2k-1\r").order_id == "id-7F2K-1"
    assert searching.read_code(shop, "7F2K1").order_id == "id-7F2K-1"
    assert searching.read_code(shop, "101").products[0].product.id == goods.bread.id
    sale = handed_out(shop, "7F2K-1")
    back = refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert back.total_minor == -421
    assert level(shop, goods.bread.id) == 9000
    assert state(shop, "7F2K-1") is S.COLLECTED


def test_an_article_that_this_till_lacks_is_not_rung_up_as_something_else(shop: ShopFile, goods: Stock) -> None:
    order = ordered("A-1", (goods.bread, 1000))
    tell(shop, replace(order, lines=(replace(order.lines[0], product="f" * 32, name="Cidre"),)))

    with pytest.raises(UserError, match="Cidre of order A-1"):
        ordering.collect(shop, "id-A-1", selling.new_basket(shop))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["ack", "ready", "short", "refuse", "collect", *(f"told:{each}" for each in OrderState)]),
        max_size=8,
    ),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_whatever_is_said_in_whatever_order_the_table_follows_from_the_journal(
    tmp_path_factory: pytest.TempPathFactory, clock: SetClock, said: list[str], heard: list[bool]
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    shop = open_shop(folder / "shop.sqlite", folder / "machine", clock, create=True, system_keys=False)
    goods = opened(shop)
    order = ordered("A-1", (goods.bread, 2000))
    tell(shop, order)
    was_collected = False
    for word, knows in zip(said, heard, strict=False):
        try:
            match word.partition(":"):
                case ("told", _, told):
                    through = None if knows else {shop.head.inc.hex(): 1}
                    tell(shop, replace(order, state=OrderState(told)), through=through)
                    was_collected |= told == S.COLLECTED
                case ("ack", *_):
                    ordering.acknowledge(shop, order.id)
                case ("ready", *_):
                    ordering.mark_ready(shop, order.id)
                case ("short", *_):
                    ordering.short(shop, order.id, {goods.bread.id: 1000})
                case ("refuse", *_):
                    ordering.refuse(shop, order.id)
                case _:
                    was_collected = bool(handed_out(shop, "A-1"))
        except UserError:
            continue
        now = state(shop, "A-1")
        assert not was_collected or now is S.COLLECTED or entries(shop, "order.collected") == 0
        if entries(shop, "order.collected"):
            assert now is S.COLLECTED
    found = verify(shop.path)
    shop.close()

    assert found.ok, found.problems
