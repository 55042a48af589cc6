"""Goods come in, are counted, corrected, carried and valued; whatever happens, a level is the sum of its movements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.product import Pack
from pos.domain.purchase import OrderedLine, Supplier
from pos.domain.quantity import ONE
from pos.domain.receiving import GoodsReceipt
from pos.services import cataloguing, purchasing, stocking
from pos.shopfile import goods
from pos.shopfile.goods import ContactRow
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pathlib import Path

    from pos.clock import SetClock
    from pos.domain.product import Product
    from pos.shopfile.shopfile import ShopFile

PLACES = ("", "cave", "marché")


def level(shop: ShopFile, product: Product, place: str = "") -> int:
    return stocking.expected_in(shop, product.id, place)


def total(shop: ShopFile, product: Product) -> int:
    with shop.read() as connection:
        return goods.levels_now(connection).get(product.id, 0)


def came(product: Product, milli: int, **more: object) -> GoodsReceipt:
    receipt = GoodsReceipt(supplier="Fournil").add(product, milli)
    line = receipt.line(product.id)
    assert line is not None
    return receipt.put(replace(line, **more))


moves = st.one_of(
    st.tuples(st.just("receive"), st.integers(1, 50)),
    st.tuples(st.just("count"), st.integers(0, 60), st.sampled_from(PLACES)),
    st.tuples(st.just("adjust"), st.integers(-20, 20).filter(bool), st.sampled_from(PLACES)),
    st.tuples(st.just("transfer"), st.integers(1, 20), st.sampled_from(PLACES), st.sampled_from(PLACES)),
    st.tuples(st.just("sell"), st.integers(1, 5)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(moves, max_size=12))
def test_a_level_is_the_sum_of_its_movements_in_every_place(
    steps: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory, clock: SetClock
) -> None:
    folder = tmp_path_factory.mktemp("goods")
    shop = open_shop(folder / "shop", folder / "machine", clock, create=True, system_keys=False)
    bread = opened(shop).bread
    wanted = dict.fromkeys(PLACES, 0)
    for kind, *said in steps:
        if kind == "receive":
            stocking.receive(shop, came(bread, said[0] * ONE))  # type: ignore[operator]
            wanted[""] += said[0] * ONE  # type: ignore[operator]
        elif kind == "count":
            stocking.count(shop, {bread.id: said[0] * ONE}, place=str(said[1]))  # type: ignore[operator]
            wanted[str(said[1])] = said[0] * ONE  # type: ignore[operator]
        elif kind == "adjust":
            stocking.adjust(shop, bread.id, said[0] * ONE, "waste", place=str(said[1]))  # type: ignore[operator]
            wanted[str(said[1])] += said[0] * ONE  # type: ignore[operator]
        elif kind == "transfer" and said[1] != said[2]:
            stocking.transfer(shop, {bread.id: said[0] * ONE}, str(said[1]), str(said[2]))  # type: ignore[operator]
            wanted[str(said[1])] -= said[0] * ONE  # type: ignore[operator]
            wanted[str(said[2])] += said[0] * ONE  # type: ignore[operator]
        elif kind == "sell":
            sell(shop, (bread, said[0] * ONE))  # type: ignore[operator]
            wanted[""] -= said[0] * ONE  # type: ignore[operator]

    assert {place: level(shop, bread, place) for place in PLACES} == wanted
    assert total(shop, bread) == sum(wanted.values())
    path = shop.path
    shop.close()
    assert verify(path).ok


def test_a_case_scanned_in_counts_its_pieces_and_a_crash_keeps_the_receipt(shop: ShopFile) -> None:
    bread = opened(shop).bread
    case = cataloguing.save_product(shop, replace(bread, packs=(Pack("7610000000028", 6 * ONE, "caisse de 6"),)))
    receipt, hit = stocking.scan_in(shop, stocking.receipt_in_progress(shop), "7610000000028")
    receipt, _ = stocking.scan_in(shop, receipt, case.barcodes[0] if case.barcodes else "7610000000028")
    stocking.keep_receipt(shop, receipt)

    left = stocking.receipt_in_progress(shop)
    assert hit.product.id == bread.id
    assert left.lines[0].received_milli >= 7 * ONE
    assert total(shop, bread) == 0
    stocking.receive(shop, left)
    assert total(shop, bread) == left.lines[0].received_milli
    assert stocking.receipt_in_progress(shop) == GoodsReceipt()
    with pytest.raises(UserError):
        stocking.receive(shop, GoodsReceipt())


def test_two_deliveries_at_once_do_not_mix(shop: ShopFile) -> None:
    goods_ = opened(shop)
    order = purchasing.order(shop, "Fournil", [OrderedLine(goods_.bread.id, 24 * ONE, 285)])
    baker = stocking.keep_receipt(shop, stocking.receipt_for(shop, order.id).add(goods_.bread, 18 * ONE))
    dairy = stocking.keep_receipt(shop, GoodsReceipt(supplier="Laiterie").add(goods_.cheese, 3 * ONE))
    assert stocking.receipts_in_progress(shop) == (dairy, baker)
    # Going on with the order finds what was begun, not the order anew.
    assert stocking.receipt_for(shop, order.id) == baker
    stocking.keep_receipt(shop, baker)
    assert stocking.receipt_in_progress(shop) == baker

    stocking.receive(shop, baker)
    assert (total(shop, goods_.bread), total(shop, goods_.cheese)) == (18 * ONE, 0)
    assert stocking.receipts_in_progress(shop) == (dairy,)
    stocking.discard_receipt(shop, dairy)
    assert stocking.receipt_in_progress(shop) == GoodsReceipt()
    assert total(shop, goods_.cheese) == 0


def test_what_was_scanned_before_its_order_was_chosen_counts(shop: ShopFile) -> None:
    goods_ = opened(shop)
    order = purchasing.order(shop, "Fournil", [OrderedLine(goods_.bread.id, 24 * ONE, 285)])
    scanned = stocking.keep_receipt(shop, GoodsReceipt(document="L-7").add(goods_.bread, 6 * ONE).add(goods_.soap, ONE))
    made = scanned.against(stocking.receipt_for(shop, order.id))
    assert (made.key, made.order, made.document, made.supplier) == (scanned.key, order.id, "L-7", "Fournil")
    bread, soap = made.line(goods_.bread.id), made.line(goods_.soap.id)
    assert bread is not None
    assert soap is not None
    assert (bread.received_milli, bread.ordered_milli) == (6 * ONE, 24 * ONE)
    assert (soap.received_milli, soap.ordered_milli) == (ONE, None)


def test_an_order_is_open_until_all_of_it_came(shop: ShopFile) -> None:
    goods_ = opened(shop)
    lines = [OrderedLine(goods_.bread.id, 24 * ONE, 285), OrderedLine(goods_.cheese.id, 2 * ONE)]
    order = purchasing.order(shop, "Fournil", lines)
    assert order.number.endswith("-0001")

    first = stocking.receipt_for(shop, order.id)
    assert [line.ordered_milli for line in first.lines] == [24 * ONE, 2 * ONE]
    stocking.receive(shop, first.add(goods_.bread, 18 * ONE))
    (row,) = purchasing.orders(shop)
    assert (row.ordered_milli, row.received_milli) == (26 * ONE, 18 * ONE)
    rest = stocking.receipt_for(shop, order.id)
    assert [line.ordered_milli for line in rest.lines] == [6 * ONE, 2 * ONE]
    stocking.receive(shop, rest.add(goods_.bread, 6 * ONE).add(goods_.cheese, 3 * ONE))

    assert purchasing.orders(shop) == []
    assert purchasing.order(shop, "Fournil", lines).number.endswith("-0002")
    table = purchasing.as_csv(shop, order).decode("utf-8-sig")
    assert goods_.bread.name in table


def test_what_is_low_is_suggested_up_to_its_level_less_what_comes_in_whole_packs(shop: ShopFile) -> None:
    bread = opened(shop).bread
    bread = cataloguing.save_product(
        shop,
        replace(
            bread,
            supplier="Fournil",
            reorder_level_milli=10 * ONE,
            reorder_to_milli=20 * ONE,
            packs=(Pack("7610000000028", 6 * ONE),),
        ),
    )
    stocking.count(shop, {bread.id: 9 * ONE})

    (suggested,) = purchasing.suggestions(shop)["Fournil"]
    assert suggested.quantity_milli == 12 * ONE
    purchasing.order(shop, "Fournil", [OrderedLine(bread.id, suggested.quantity_milli)])
    assert purchasing.suggestions(shop) == {}


def test_a_count_while_one_sells_takes_the_level_of_its_end(shop: ShopFile) -> None:
    goods_ = opened(shop)
    stocking.receive(shop, came(goods_.bread, 10 * ONE))
    count = stocking.begin_count(shop, stocking.SHOP, blind=True)
    assert goods_.bread.id in count.wanted
    sell(shop, (goods_.bread, 2 * ONE))
    count = stocking.keep_count(shop, stocking.set_found(count, goods_.bread.id, 7 * ONE))

    (line,) = stocking.hand_in(shop, stocking.count_in_progress(shop))

    assert (line.expected_milli, line.counted_milli) == (8 * ONE, 7 * ONE)
    assert total(shop, goods_.bread) == 7 * ONE
    assert stocking.count_in_progress(shop).found == {}
    with pytest.raises(UserError):
        stocking.hand_in(shop, count if not count.found else stocking.CountInProgress())


def test_a_cyclic_count_asks_for_what_was_not_counted_for_longest(shop: ShopFile, clock: SetClock) -> None:
    goods_ = opened(shop)
    stocking.count(shop, {goods_.bread.id: ONE})
    clock.pass_seconds(60)

    wanted = stocking.begin_count(shop, stocking.CYCLIC).wanted

    assert wanted.index(goods_.bread.id) == len(wanted) - 1


def test_every_movement_tells_who_when_why_and_its_ticket(shop: ShopFile) -> None:
    bread = opened(shop).bread
    stocking.receive(shop, came(bread, 10 * ONE, cost_minor=285), cashier="nadia")
    made = sell(shop, (bread, ONE))
    stocking.adjust(shop, bread.id, -ONE, "breakage", note="tombé", cashier="marc")

    rows = stocking.movements(shop, bread.id)

    assert [(row.quantity_milli, row.reason) for row in rows] == [
        (-ONE, "breakage"), (-ONE, "sale"), (10 * ONE, "received"),
    ]  # fmt: skip
    assert rows[0].note == "tombé"
    assert rows[0].by == "marc"
    assert (rows[1].receipt, rows[1].sale) == (made.receipt, made.id)
    assert rows[2].supplier == "Fournil"


def test_stock_is_worth_its_last_cost_now_and_at_an_earlier_moment(shop: ShopFile, clock: SetClock) -> None:
    bread = opened(shop).bread
    stocking.receive(shop, came(bread, 10 * ONE, cost_minor=200))
    then = int(clock.now().timestamp() * 1000)
    clock.pass_seconds(3600)
    stocking.receive(shop, came(bread, 2 * ONE, cost_minor=300))

    (now,) = [line for line in stocking.value(shop) if line.product_id == bread.id]
    (before,) = [line for line in stocking.value(shop, then) if line.product_id == bread.id]

    assert (now.level_milli, now.value_minor) == (12 * ONE, 3600)
    assert (before.level_milli, before.value_minor) == (10 * ONE, 2000)
    assert stocking.last_cost(shop, bread.id) == 300


def test_lots_expire_with_the_oldest_sold_first(shop: ShopFile) -> None:
    bread = opened(shop).bread
    stocking.receive(shop, came(bread, 5 * ONE, expires="2026-12-01", lot="A"))
    stocking.receive(shop, came(bread, 5 * ONE, expires="2026-12-10", lot="B"))
    stocking.receive(shop, came(bread, 5 * ONE))
    sell(shop, (bread, 7 * ONE))

    soon = stocking.expiring(shop, "2026-12-31")

    assert [(line.lot, line.left_milli) for line in soon] == [("B", 3 * ONE)]
    with pytest.raises(UserError):
        stocking.receive(shop, came(bread, ONE, expires="31.12.2026"))


def test_who_to_talk_to_stays_out_of_the_journal(shop: ShopFile) -> None:
    purchasing.save_supplier(
        shop, Supplier("Fournil", customer_number="4711"), ContactRow("Jeanne Muster", "jeanne@fournil.example")
    )

    assert purchasing.contact(shop, "Fournil").person == "Jeanne Muster"
    with shop.read() as connection:
        payloads = b"".join(connection.exec_driver_sql("SELECT payload FROM entry").scalars())
    assert b"Fournil" in payloads
    assert b"Muster" not in payloads
    purchasing.save_supplier(shop, Supplier("Fournil"), ContactRow())
    assert purchasing.contact(shop, "Fournil") == ContactRow()


@pytest.mark.parametrize("milli", [0, 10**12])
def test_absurd_quantities_are_refused_and_change_nothing(shop: ShopFile, milli: int, tmp_path: Path) -> None:
    bread = opened(shop).bread
    with pytest.raises(UserError):
        stocking.adjust(shop, bread.id, milli, "waste")
    with pytest.raises(UserError):
        stocking.transfer(shop, {bread.id: milli}, "", "cave")
    with pytest.raises(UserError):
        stocking.adjust(shop, bread.id, ONE, "because")

    assert stocking.movements(shop, bread.id) == []
