"""Two tills of a shop hear of each other's suppliers, orders, pictures, tickets and admissions: once, and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from pos.clock import SetClock
from pos.domain import facts
from pos.domain.purchase import OrderedLine, PurchaseOrder, Supplier
from pos.domain.quantity import ONE
from pos.domain.ticket import Verdict
from pos.services import admission, purchasing, refunding, stocking, syncing, ticketing
from pos.shopfile import pulled
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from sync.agent.courier import Courier
from sync.portal.gathered import Portal
from sync.portal.rebuilding import compare
from sync.portal.storage.engine import restored
from sync.protocol.messages import MAX_FACTS, PullPage
from tests.conftest import MORNING
from tests.services.ball import BALL, articles
from tests.services.counter import opened, sell
from tests.sync.test_courier import enrolled, stock_here, stock_there, sync
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from pos.shopfile.shopfile import ShopFile
    from sync.agent.transport import Answer

TABLES = ("supplier", "purchase", "picture", "ticket", "admission")


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[ShopFile]:
    made = open_shop(tmp_path / "other" / "shop.sqlite", tmp_path / "there", SetClock(MORNING), create=True,
                     system_keys=False)  # fmt: skip
    yield made
    made.close()


def record(shop: ShopFile, kind: type[Any], **said: object) -> str:
    """Journal a fact of a kind and give its id."""
    with shop.write() as journal:
        fact = kind(id=journal.new_id(), at=journal.stamp(), **said)
        journal.append(fact)
    return str(fact.id)


def supplier(shop: ShopFile, note: str) -> str:
    return record(shop, facts.SupplierChanged, supplier=Supplier("Moulin", note=note))


def shown(shop: ShopFile, table: str) -> list[tuple[Any, ...]]:
    """Give a table as both tills should have it."""
    columns = "id, supplier, open, body" if table == "purchase" else "*"
    with shop.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY 1")]


def heard(shop: ShopFile) -> list[tuple[str, ...]]:
    """Give what each entry of the kind says, by fact id."""
    with shop.read() as connection:
        rows = connection.exec_driver_sql("SELECT payload FROM entry WHERE type = 'heard' ORDER BY n").scalars()
        told = [facts.decode(row) for row in rows]
    return [
        tuple(facts.header(payload.encode()).id for payload in fact.payloads)
        for fact in told
        if isinstance(fact, facts.Heard)
    ]


def notes(shop: ShopFile) -> list[str]:
    return [msgspec.json.decode(row[1])["note"] for row in shown(shop, "supplier")]


class Listening(Wire):
    """A wire that keeps the pages that came down it."""

    def __init__(self, portal: Portal) -> None:
        super().__init__(lambda: portal)
        self.pages: list[PullPage] = []

    def send(self, method: str, path: str, body: bytes, headers: Any) -> Answer:
        answer = super().send(method, path, body, headers)
        if path.startswith("/v1/pull"):
            self.pages.append(msgspec.json.decode(answer.body, type=PullPage))
        return answer


def test_the_other_till_hears_everything_once_and_both_files_follow_from_their_journals(
    shop: ShopFile, other: ShopFile, portal: Portal
) -> None:
    opened(shop)
    here, there = enrolled(shop, portal), enrolled(other, portal)
    order = PurchaseOrder("b1", "2026-1", "Moulin", ())
    told = [supplier(shop, "a"), record(shop, facts.PurchaseOrdered, order=order)]
    told.append(record(shop, facts.PictureKept, sha256="ab", media_type="image/png", body=b"\x89PNG"))
    sale = sell(shop, (articles(shop).full, 2000))
    one = ticketing.of_sale(shop, sale.id)[0]
    told.append(admission.admit(shop, one.text, BALL).admission)
    told.append(record(shop, facts.PurchaseClosed, order="b1"))

    for _ in range(3):
        sync(here)
        sync(there)

    for table in TABLES:
        assert shown(shop, table) == shown(other, table) != []
    [entry] = heard(other)
    assert set(told) < set(entry)
    assert len(entry) == len(set(entry)) == len(told) + 1
    assert compare(portal).problems == ()
    for file in (shop, other):
        assert verify(file.path).problems == ()


def test_the_last_one_at_the_portal_stands_at_both_tills(shop: ShopFile, other: ShopFile, portal: Portal) -> None:
    here, there = enrolled(shop, portal), enrolled(other, portal)
    supplier(shop, "from here")
    supplier(other, "from there")

    sync(here)
    sync(there)
    sync(here)

    assert notes(shop) == notes(other) == ["from there"]


def test_tickets_are_let_in_once_at_two_doors(shop: ShopFile, other: ShopFile, portal: Portal) -> None:
    opened(shop)
    here, there = enrolled(shop, portal), enrolled(other, portal)
    sale = sell(shop, (articles(shop).full, 3000))
    first, second, third = (ticket.text for ticket in ticketing.of_sale(shop, sale.id))
    sync(here)
    sync(there)

    assert admission.admit(other, first, BALL).verdict is Verdict.VALID
    admission.undo(other, admission.admit(other, second, BALL).admission)
    number = ticketing.of_sale(shop, sale.id)[2].id
    refunding.refund(shop, sale.id, {sale.lines[0].id: 1000}, tickets_back=[number])
    sync(there)
    sync(here)
    sync(there)

    assert admission.admit(shop, first, BALL).verdict is Verdict.USED
    assert admission.admit(shop, second, BALL).verdict is Verdict.VALID
    assert admission.admit(other, third, BALL).verdict is Verdict.REFUNDED
    assert admission.counts(other, BALL)[:2] == (2, 1)


def test_a_door_believes_the_other_tills_key_before_it_heard_of_the_sale(
    shop: ShopFile, other: ShopFile, portal: Portal
) -> None:
    opened(shop)
    enrolled(shop, portal)
    sync(enrolled(other, portal))

    sale = sell(shop, (articles(shop).full, 1000))

    assert admission.admit(other, ticketing.of_sale(shop, sale.id)[0].text, BALL).verdict is Verdict.VALID


def test_a_ticket_that_was_heard_of_is_good_even_when_its_till_is_gone(
    shop: ShopFile, other: ShopFile, portal: Portal
) -> None:
    opened(shop)
    here, there = enrolled(shop, portal), enrolled(other, portal)
    sale = sell(shop, (articles(shop).full, 1000))
    sync(here)
    sync(there)
    with other.keep() as connection:
        connection.exec_driver_sql("DELETE FROM sync WHERE k = 'keys'")

    [ticket] = ticketing.of_sale(shop, sale.id)
    forged = ticket.text[:-1] + ("A" if ticket.text[-1] != "A" else "B")

    assert admission.admit(other, forged, BALL).verdict is not Verdict.VALID
    assert admission.admit(other, ticket.text, BALL).verdict is Verdict.VALID


def test_own_tickets_do_not_come_back_down(shop: ShopFile, portal: Portal) -> None:
    opened(shop)
    enrolled(shop, portal)
    wire = Listening(portal)
    courier = Courier(shop, wire)
    edited = supplier(shop, "a")
    sell(shop, (articles(shop).full, 2000))

    sync(courier)
    sync(courier)

    assert [facts.header(text.encode()).id for page in wire.pages for text in page.facts] == [edited]
    assert heard(shop) == [(edited,)]


def test_pages_are_small_and_a_large_picture_travels_alone(shop: ShopFile, other: ShopFile, portal: Portal) -> None:
    opened(shop)
    sold = sell(shop, (articles(shop).full, 120_000))
    for ticket in ticketing.of_sale(shop, sold.id):
        admission.admit(shop, ticket.text, BALL)
    large = record(shop, facts.PictureKept, sha256="cd", media_type="image/png", body=b"x" * 400_000)
    sync(enrolled(shop, portal))
    enrolled(other, portal)
    wire = Listening(portal)

    sync(Courier(other, wire))

    told = [page.facts for page in wire.pages if page.facts]
    assert [len(page) for page in told] == [MAX_FACTS, MAX_FACTS, 21, 1]
    assert facts.header(told[-1][0].encode()).id == large
    assert shown(shop, "picture") == shown(other, "picture") != []
    assert admission.counts(other, BALL) == admission.counts(shop, BALL)


def test_a_till_that_dies_while_it_takes_a_page_takes_it_whole_the_next_time(
    shop: ShopFile, other: ShopFile, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    supplier(shop, "a")
    sync(enrolled(shop, portal))
    there = enrolled(other, portal)
    there.connect()

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pulled, "keep_page", die)
        with pytest.raises(KeyboardInterrupt):
            there.pull()
    assert heard(other) == []
    assert notes(other) == []
    sync(there)

    assert notes(other) == ["a"]
    assert len(heard(other)) == 1


def test_asked_from_the_start_again_nothing_is_heard_twice_but_what_a_restored_portal_may_order_otherwise(
    shop: ShopFile, other: ShopFile, portal: Portal
) -> None:
    edited = supplier(shop, "a")
    record(shop, facts.PictureKept, sha256="ab", media_type="image/png", body=b"\x89PNG")
    sync(enrolled(shop, portal))
    there = enrolled(other, portal)
    sync(there)

    with other.keep() as connection:
        connection.exec_driver_sql("DELETE FROM sync WHERE k = 'cursor'")
    sync(there)
    assert len(heard(other)) == 1
    restored(portal.database)
    sync(there)

    assert heard(other)[1:] == [(edited,)]


def test_goods_that_came_in_are_not_heard_a_second_time(shop: ShopFile, other: ShopFile, portal: Portal) -> None:
    from pos.domain.stock import Movement  # noqa: PLC0415  # one test moves stock
    from pos.services import cataloguing  # noqa: PLC0415

    goods = opened(shop)
    cataloguing.receive_stock(shop, [Movement(goods.bread.id, 5000)])
    supplier(shop, "a")
    sync(enrolled(shop, portal))
    sync(enrolled(other, portal))

    assert stock_here(other, goods.bread.id) == stock_there(portal, goods.bread.id) == 5000
    assert len(heard(other)[0]) == 1


def test_a_kind_that_this_version_does_not_share_is_not_kept(shop: ShopFile) -> None:
    with shop.write() as journal:
        stamp = msgspec.json.encode(journal.stamp()).decode()
    later = f'{{"type":"later","id":"{"a" * 32}","at":{stamp},"by":"","v":1}}'
    money = f'{{"type":"till.stopped","id":"{"b" * 32}","at":{stamp},"by":"","v":1}}'
    broken = f'{{"type":"ticket.admitted","id":"{"c" * 32}","at":{stamp},"by":"","v":1}}'

    assert pulled.take_facts(shop, "1.1", [later, money, broken]) == 0
    assert heard(shop) == []


def test_an_older_portal_that_tells_no_facts_is_understood() -> None:
    page = msgspec.json.decode(b'{"hub_gen":1,"cursor":"1.2","more":false}', type=PullPage)

    assert (page.facts, page.keys) == ((), ())


def test_a_till_that_is_not_heard_is_told_to_the_others(
    shop: ShopFile, other: ShopFile, database_url: str, clock: SetClock
) -> None:
    now = [1_790_000_000_000]
    portal = Portal(database_url, now_ms=lambda: now[0])

    def pass_by(minutes: int) -> None:
        now[0] += minutes * 60_000
        clock.pass_seconds(minutes * 60)

    try:
        opened(shop)
        mine = enrolled(shop, portal)
        sync(mine)
        assert syncing.silent_tills(shop) == []
        theirs = enrolled(other, portal)
        sync(theirs)
        pass_by(2)
        sync(mine)
        assert syncing.silent_tills(shop) == []
        # It rests, but it asks: that is being heard.
        pass_by(4)
        sync(theirs)
        pass_by(4)
        sync(mine)
        assert syncing.silent_tills(shop) == []
        pass_by(2)
        sync(mine)
        (silent,) = syncing.silent_tills(shop)
        assert int(clock.now().timestamp() * 1000) - silent.since_ms == 6 * 60_000
        # Heard again, and then this till itself loses the portal.
        sync(theirs)
        pass_by(2)
        sync(mine)
        assert syncing.silent_tills(shop) == []
        pass_by(7)
        (unknown,) = syncing.silent_tills(shop)
        assert int(clock.now().timestamp() * 1000) - unknown.since_ms == 7 * 60_000
    finally:
        portal.close()


@pytest.mark.parametrize("turns", ["AB", "BA", "ABAB", "AxBx"])
def test_two_tills_receive_parts_of_one_order(shop: ShopFile, other: ShopFile, portal: Portal, turns: str) -> None:
    """A and B receive and synchronise in turn; x: both receive while neither has heard of the other's part."""
    bread = opened(shop).bread
    here, there = enrolled(shop, portal), enrolled(other, portal)
    sync(here)
    order = purchasing.order(shop, "Fournil", [OrderedLine(bread.id, 24 * ONE, 285)])
    for each in (here, there):
        sync(each)
    parts = {"A": (shop, here), "B": (other, there)}
    each_time = 24 * ONE // len(turns.replace("x", ""))
    for turn in turns.replace("x", ""):
        till, courier = parts[turn]
        stocking.receive(till, stocking.receipt_for(till, order.id).add(bread, each_time))
        if "x" not in turns:
            sync(courier)
            for _, listening in parts.values():
                sync(listening)
            came = [
                sum(row.received_milli for row in purchasing.orders(file, only_open=False))
                for file, _ in parts.values()
            ]
            assert came[0] == came[1] > 0
    for _ in range(2):
        for _, courier in parts.values():
            sync(courier)

    for till, _ in parts.values():
        assert [row.received_milli for row in purchasing.orders(till, only_open=False)] == [24 * ONE]
        assert purchasing.orders(till) == []
        assert stock_here(till, bread.id) == 24 * ONE == stock_there(portal, bread.id)
        path = till.path
        till.close()
        assert verify(path).ok
    assert compare(portal).ok
