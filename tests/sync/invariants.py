"""What must hold after a history, whatever happened in it (facts: sync §5)."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any
from unittest import mock

from sqlalchemy import func, select

from pos.domain import facts
from pos.domain.stock import movements_of
from pos.shopfile import orders as kept_orders
from pos.shopfile import outbox, pulled, tickets
from pos.shopfile.verify import verify
from sync.portal import rebuilding
from sync.portal.catalogue import store as catalogue
from sync.portal.gathered import Portal
from sync.portal.members import store as members
from sync.portal.orders import store as orders
from sync.portal.storage import tables

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Select

    from tests.sync.seat import Seat
    from tests.sync.simulation import World


MOVING = ("sale", "refund", "stock.received", "stock.counted")
VERIFIED_EVERY = 10
"""A till's file is rebuilt from zero after one history in so many: it takes longer than the history."""


class Violation(AssertionError):  # noqa: N818  # it is what is found, not what went wrong
    """An invariant that does not hold, or several; `names` are all of them."""

    def __init__(self, name: str, what: str, *others: Violation) -> None:
        super().__init__("; ".join([f"{name}: {what}", *(str(other) for other in others)]))
        self.name, self.what = name, what
        self.names = {name, *(other.name for other in others)}


def check(world: World) -> None:
    """Check everything that must hold once all is quiet, and tell everything that does not."""
    wanted = [
        everything_arrived,
        each_fact_counts_once,
        each_fact_has_its_effect,
        stock_is_the_sum_of_movements,
        projections_follow_from_the_journal,
        orders_resolve_once,
        tills_see_the_orders,
        receipts_name_one_sale,
        tills_see_what_the_portal_sees,
        tills_heard_of_each_other,
        totals_are_what_the_tills_said,
        the_latest_count_decides,
    ]
    if world.seed % VERIFIED_EVERY == 0:
        wanted.append(files_follow_from_their_journals)
    found: list[Violation] = []
    for invariant in wanted:
        try:
            invariant(world)
        except Violation as violation:
            found.append(violation)
    if found:
        first, *others = found
        raise Violation(first.name, first.what, *others)


def _pairs(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    return {row[0]: row[1] for row in connection.execute(query)}


def events(world: World) -> set[str]:
    """Give the ids of the facts that took effect at the portal."""
    with world.portal.database.read() as connection:
        return set(connection.execute(select(tables.event.c.id)).scalars())


def cursor(seat: Seat) -> bytes | None:
    """Give where a till stands in what the portal has to tell."""
    with seat.shop.read() as connection:
        return outbox.value(connection, "cursor")


def given_back(seat: Seat) -> set[str]:
    """Give the ids of the facts that the portal gave a restored till back."""
    with seat.shop.read() as connection:
        rows = connection.exec_driver_sql("SELECT json_extract(payload, '$.id') FROM recovered")
        return set(rows.scalars())


def everything_arrived(world: World) -> None:
    """I1: what stands on a till's disk, or was acknowledged and not lost with the portal, is at the portal."""
    held = events(world)
    for seat in world.seats:
        if lacking := seat.facts - held:
            raise Violation("I1", f"{len(lacking)} facts of till {seat.name} never arrived")
        if lacking := given_back(seat) - held:
            raise Violation("I1", f"{len(lacking)} facts that till {seat.name} was given back are not sent again")
    if lacking := world.acknowledged - held:
        raise Violation("I1", f"{len(lacking)} acknowledged facts are gone")


def each_fact_counts_once(world: World) -> None:
    """I2: every distinct entry took effect once, wherever it came from and however often: what the facts moved."""
    e, m, s, v = tables.entry.c, tables.stock_move.c, tables.stock.c, tables.event.c
    with world.portal.database.read() as connection:
        effective = list(connection.execute(select(v.id)).scalars())
        payloads = _pairs(connection, select(e.id, e.payload).where(e.type.in_(("sale", "refund", "stock.received"))))
        others = select(m.product, func.sum(m.quantity_milli)).where(m.event.not_in(payloads)).group_by(m.product)
        shelf = Counter(_pairs(connection, others))
        levels = _pairs(connection, select(s.product, s.level_milli))
    if len(effective) != len(set(effective)):
        raise Violation("I2", "a fact took effect twice")
    for payload in payloads.values():
        fact = facts.decode(payload)
        assert isinstance(fact, facts.SaleCompleted | facts.RefundCompleted | facts.StockReceived)
        for move in fact.moves if isinstance(fact, facts.StockReceived) else movements_of(fact.sale):
            shelf[move.product_id] += move.quantity_milli
    if wrong := {product for product, level in levels.items() if level != shelf[product]}:
        raise Violation("I2", f"stock of {sorted(wrong)} is not what distinct facts moved")


def each_fact_has_its_effect(world: World) -> None:
    """I5: log and effects moved together: no entry is held without effect, none has one without being held."""
    with world.portal.database.read() as connection:
        ids = set(connection.execute(select(tables.entry.c.id)).scalars())
        effective = set(connection.execute(select(tables.event.c.id)).scalars())
        waiting = connection.execute(select(func.count()).select_from(tables.waiting)).scalar_one()
    if ids != effective:
        raise Violation("I5", f"{len(ids ^ effective)} entries are held without effect, or the reverse")
    if waiting:
        raise Violation("I5", "an entry could not be projected")


def stock_is_the_sum_of_movements(world: World) -> None:
    """I3: the level is the sum of the movements of distinct facts."""
    s, m = tables.stock.c, tables.stock_move.c
    with world.portal.database.read() as connection:
        moved = _pairs(connection, select(m.product, func.sum(m.quantity_milli)).group_by(m.product))
        levels = _pairs(connection, select(s.product, s.level_milli))
    if {key: value for key, value in moved.items() if value} != {key: v for key, v in levels.items() if v}:
        raise Violation("I3", f"stock {levels} is not the sum of movements {moved}")


def projections_follow_from_the_journal(world: World) -> None:
    """I4, I9: chains and signatures hold, heads stand at the end, every table is what a rebuild gives."""

    def prepared(_: str) -> Portal:
        path = world.folder / "rebuilt.db"
        shutil.copyfile(_empty_portal(world), path)
        return Portal(f"sqlite:///{path}")

    with mock.patch.object(rebuilding, "Portal", prepared):
        found = rebuilding.compare(world.portal)
    if not found.ok:
        first = found.problems[0]
        table = first.where.split()[0]
        raise Violation("I9" if table in tables.metadata.tables else "I4", f"{first.where}: {first.what}")


def _empty_portal(world: World) -> Path:
    path = world.folder.parent / "empty.db"
    if not path.exists():
        Portal(f"sqlite:///{path}").close()
    return path


def files_follow_from_their_journals(world: World) -> None:
    """I9, I11: a till's tables are what a rebuild gives, and its figures agree, whatever was restored."""
    for seat in world.seats:
        found = verify(seat.path)
        if not found.ok:
            raise Violation("I9", f"till {seat.name}: {found.problems[0]}")


def check_orders(world: World) -> None:
    """I6 on the way: an order that is resolved stays as it was resolved."""
    r = tables.reservation.c
    with world.portal.database.read() as connection:
        now = _pairs(connection, select(r.order, r.state))
    for order, state in world.orders.items():
        if state != "pending" and now.get(order) != state:
            raise Violation("I6", f"an order was {state}, then {now.get(order)}")
    world.orders = now


def orders_resolve_once(world: World) -> None:
    """I6: nothing negative is held, and nothing for an order that is resolved."""
    with world.portal.database.read() as connection:
        held = orders.held(connection, world.member, world.articles)
    if any(milli < 0 for milli in held.values()):
        raise Violation("I6", f"less than nothing is held: {held}")


def tills_see_the_orders(world: World) -> None:
    """I8: every till keeps the orders as the portal tells them, and what was handed out stays so."""
    with world.portal.database.read() as connection:
        ids = sorted(world.orders)
        there = {order.id: order for order in orders.rows(connection, world.member, ids)}
    for seat in world.seats:
        with seat.shop.read() as connection:
            told = kept_orders.told(connection, ids)
            rows = connection.exec_driver_sql("SELECT id, state FROM online_order WHERE answer = 'collected'").all()
        if told != there:
            raise Violation("I8", f"till {seat.name} keeps other orders than the portal tells: {told} not {there}")
        if any(row.state != "collected" for row in rows):
            raise Violation("I6", f"till {seat.name} forgot what it handed out")


def receipts_name_one_sale(world: World) -> None:
    """I7: no number names two tickets; after a disk image or a clone it may, and then the portal says so."""
    printed = Counter(receipt for *_, receipt in world.sold)
    c, a = tables.sale.c, tables.anomaly.c
    with world.portal.database.read() as connection:
        there = select(c.receipt, func.count()).group_by(c.receipt).having(func.count() > 1)
        twice: dict[str, int] = _pairs(connection, there)
        told = " ".join(connection.execute(select(a.detail).where(a.kind == "receipt_twice")).scalars())
    both = {receipt for receipt, tickets in printed.items() if tickets > 1} | set(twice)
    if both and not world.twins:
        raise Violation("I7", f"{sorted(both)} name two tickets each")
    if untold := sorted(receipt for receipt in twice if receipt not in told):
        raise Violation("I7", f"nobody is told that {untold} name two tickets each")


def tills_see_what_the_portal_sees(world: World) -> None:
    """I8: stock and articles are the same everywhere."""
    with world.portal.database.read() as connection:
        levels = catalogue.levels(connection, world.member, world.articles)
        digest = catalogue.digest(connection, world.member)
    for seat in world.seats:
        with seat.shop.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT lower(hex(p.id)) AS id, coalesce(s.quantity_milli, 0) + coalesce(r.offset_milli, 0) AS milli"
                " FROM product p LEFT JOIN stock_level s ON s.product = p.id"
                " LEFT JOIN stock_remote r ON r.product = p.id"
            )
            here = {row.id: row.milli for row in rows}
            same = pulled.digest(connection) == digest
        if here != levels:
            raise Violation("I8", f"till {seat.name} sees {here}, the portal {levels}")
        if not same:
            raise Violation("I8", f"till {seat.name} has other articles than the portal")


SHARED_TABLES = {
    "supplier": "name, body",
    "purchase": "id, number, supplier, open, body",
    "picture": "sha256, media_type, body",
    "ticket": "id, event, sale, line, text, event_name, place, training, revoked, admitted_ms",
    "admission": "id, ticket, at_ms, undone",
    "received_line": "entry, position, product, quantity_milli, cost_minor, lot, expires, supplier, purchase, document",
}


def tills_heard_of_each_other(world: World) -> None:
    """I8: suppliers, orders to them, pictures, tickets and admissions are the same at every till."""
    e = tables.entry.c
    with world.portal.database.read() as connection:
        shared = connection.execute(select(e.id, e.type, e.payload).where(e.type.in_(facts.SHARED)))
        # A goods receipt that says nothing of its lines only moves stock: nobody needs to hear of it.
        there = {row.id for row in shared if row.type != "stock.received" or b'"lines":[{' in bytes(row.payload)}
        keys = members.keys(connection, world.member)
    seen: dict[str, list[tuple[Any, ...]]] = {}
    for seat in world.seats:
        with seat.shop.read() as connection:
            run = connection.exec_driver_sql
            for table, columns in SHARED_TABLES.items():
                rows = [tuple(row) for row in run(f"SELECT {columns} FROM {table} ORDER BY 1")]  # ours
                if seen.setdefault(table, rows) != rows:
                    raise Violation("I8", f"till {seat.name} has another {table} table: {rows} not {seen[table]}")
            known = set(run("SELECT id FROM heard UNION SELECT lower(hex(id)) FROM entry").scalars())
            if lacking := there - known:
                raise Violation("I8", f"till {seat.name} never heard of {len(lacking)} shared facts")
            if set(keys) - {key.hex() for key in tickets.keys(connection)}:
                raise Violation("I8", f"till {seat.name} does not know every key")
            twice = run("SELECT payload FROM entry WHERE type = 'heard' AND adopted IS NULL").scalars()
            told = Counter(
                facts.header(payload.encode()).id
                for body in twice
                for payload in _heard_of(body)
                if facts.header(payload.encode()).type not in facts.IN_ORDER
            )
            if told and max(told.values()) > 1:
                raise Violation("I8", f"till {seat.name} heard a fact twice")


def _heard_of(body: bytes) -> tuple[str, ...]:
    fact = facts.decode(body)
    assert isinstance(fact, facts.Heard)
    return fact.payloads


def totals_are_what_the_tills_said(world: World) -> None:
    """I15: amounts are those of the tickets handed out, whatever clocks did."""
    c = tables.sale.c
    with world.portal.database.read() as connection:
        totals = _pairs(connection, select(c.id, c.total_minor))
    for _, ticket, total, _ in world.sold:
        if totals.get(ticket, total) != total:
            raise Violation("I15", f"a ticket over {total} became {totals[ticket]}")


def the_latest_count_decides(world: World) -> None:
    """I15: a level is what was found last and what moved since, as it really happened, whatever clocks showed.

    Not asked where nobody can know: a whole machine doubled, a till started anew with a clock that somebody turned,
    the portal's own clock turned; nor of articles where the portal says that two times are too close.
    """
    if world.twins or world.hub_was_turned or any(seat.fooled for seat in world.seats):
        return
    a, e, s = tables.anomaly.c, tables.entry.c, tables.stock.c
    with world.portal.database.read() as connection:
        payloads = _pairs(connection, select(e.id, e.payload).where(e.type.in_(MOVING)))
        doubtful = set(connection.execute(select(a.key).where(a.kind == "count")).scalars())
        levels = _pairs(connection, select(s.product, s.level_milli))
    doubtful = {key.partition(":")[2] for key in doubtful}
    shelf: Counter[str] = Counter()
    was_counted = set()
    for event in [*(event for event in payloads if event not in world.diary), *world.diary]:
        if event not in payloads:
            continue  # lost with a disk before anybody heard of it
        fact = facts.decode(payloads[event])
        if isinstance(fact, facts.StockCounted):
            shelf.update({line.product_id: line.counted_milli - shelf[line.product_id] for line in fact.lines})
            was_counted |= {line.product_id for line in fact.lines}
        elif isinstance(fact, facts.StockReceived):
            shelf.update({move.product_id: move.quantity_milli for move in fact.moves})
        elif isinstance(fact, facts.SaleCompleted | facts.RefundCompleted):
            for move in movements_of(fact.sale):
                shelf[move.product_id] += move.quantity_milli
    world.counted = len(was_counted - doubtful)
    for product in set(levels) - doubtful:
        if levels[product] != shelf[product]:
            raise Violation("I15", f"the shelf holds {shelf[product]} of {product}, the portal says {levels[product]}")
