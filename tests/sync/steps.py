"""What can happen to a till, to the portal, to the wire: each takes the world and the till it happens to."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.purchase import PurchaseOrder, Supplier
from pos.domain.receiving import ComingLine, GoodsReceipt
from pos.domain.stock import CountedLine, Movement
from pos.domain.ticket import IssuedTicket
from pos.services import cataloguing, closing_day, ordering, refunding, settings, stocking
from pos.shopfile import outbox, search
from sync.agent.courier import RefusedError
from sync.agent.transport import UnreachableError
from sync.portal.storage.engine import restored
from tests.services.counter import PROFILE, sell
from tests.sync import invariants
from tests.sync.invariants import Violation
from tests.sync.seat import TillDiedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.seat import Copy, Seat
    from tests.sync.simulation import World

DECADE = timedelta(days=3652)
MEMBER = "Le Grain"
MOST_SEATS = 4
MOST_REQUESTS = 200


def sale(world: World, seat: Seat) -> None:
    chance = world.chance
    wanted = chance.sample(world.articles, chance.choice((1, 1, 2)))
    with seat.shop.read() as connection:
        found = [search.by_id(connection, article) for article in wanted]
    lines = [(each.product, 1000 * chance.randint(1, 3)) for each in found if each is not None]
    made = sell(seat.shop, *lines)
    world.sold.append((seat.name, made.id, made.total_minor, made.receipt))


def refund(world: World, seat: Seat) -> None:
    with seat.shop.read() as connection:
        sales = connection.exec_driver_sql("SELECT lower(hex(id)) FROM sale WHERE refunds IS NULL ORDER BY n")
        ids = list(sales.scalars())
    if not ids:
        return
    past = refunding.ticket(seat.shop, world.chance.choice(ids))
    still = [(line, milli) for line, milli in refunding.still_returnable(past).items() if milli > 0]
    if still:
        line, milli = world.chance.choice(still)
        made = refunding.refund(seat.shop, past.sale.id, {line: world.chance.choice((1000, milli))})
        world.sold.append((seat.name, made.id, made.total_minor, made.receipt))


def receive(world: World, seat: Seat) -> None:
    chance = world.chance
    product, milli = chance.choice(world.articles), 1000 * chance.randint(1, 20)
    if chance.random() < 0.5:
        line = ComingLine(product, "", milli, cost_minor=chance.choice((None, 250)), lot=chance.choice(("", "L7")))
        stocking.receive(seat.shop, GoodsReceipt("Moulin", lines=(line,)))
    else:
        cataloguing.receive_stock(seat.shop, [Movement(product, milli)])


def count(world: World, seat: Seat) -> None:
    product = world.chance.choice(world.articles)
    with seat.shop.write() as journal:
        found = search.by_id(journal.connection, product)
        assert found is not None
        line = CountedLine(product, 1000 * world.chance.randint(0, 30), found.stock_milli or 0)
        through = outbox.contained(journal.connection)
        if through is not None:
            at = journal.stamp()
            journal.append(facts.StockCounted(id=journal.new_id(), at=at, lines=(line,), through=through))


def edit(world: World, seat: Seat) -> None:
    chance = world.chance
    with seat.shop.read() as connection:
        found = search.by_id(connection, chance.choice(world.articles))
    assert found is not None
    changes: dict[str, Any] = chance.choice(
        (
            {"price_minor": chance.randint(1, 40) * 25},
            {"name": f"Article {chance.randint(1, 9)}"},
            {"origin": chance.choice(("Genève", "Vaud"))},
        )
    )
    cataloguing.save_product(seat.shop, replace(found.product, **changes))


def share(world: World, seat: Seat) -> None:
    """Record something that concerns every till: a supplier, an order to it, a picture, tickets and admissions."""
    chance = world.chance
    with seat.shop.write() as journal:
        run = journal.connection.exec_driver_sql
        sold = list(run("SELECT id FROM ticket WHERE text <> '' ORDER BY id").scalars())
        let_in = run("SELECT id, ticket FROM admission WHERE undone = 0 ORDER BY id").all()
        name = chance.choice(("Moulin", "Ferme"))
        order = PurchaseOrder(chance.choice(("p1", "p2")), f"B{chance.randint(1, 99)}", name, ())
        kinds: list[tuple[type, dict[str, Any]]] = [
            (facts.SupplierChanged, {"supplier": Supplier(name, note=str(chance.random()))}),
            (facts.PurchaseOrdered, {"order": order}),
            (facts.PurchaseClosed, {"order": order.id}),
            (facts.PictureKept, {"sha256": str(chance.randint(1, 3)), "media_type": "image/png", "body": b"png"}),
        ]
        tickets = tuple(IssuedTicket(journal.new_id()[16:], 7, "line", "T1:", "Bal") for _ in range(2))
        kinds += [(facts.TicketsIssued, {"sale": journal.new_id(), "tickets": tickets})] * 2
        if sold:
            kinds += [(facts.TicketAdmitted, {"ticket": chance.choice(sold), "event": 7})] * 3
            kinds.append((facts.TicketsRevoked, {"refund": journal.new_id(), "tickets": (chance.choice(sold),)}))
        if let_in:
            admission, ticket = chance.choice(let_in)
            kinds.append((facts.AdmissionUndone, {"admission": admission, "ticket": ticket}))
        kind, said = chance.choice(kinds)
        journal.append(kind(id=journal.new_id(), at=journal.stamp(), **said))


def connect(world: World, seat: Seat) -> None:
    _identified(world, seat)
    seat.courier.connect()


def push(world: World, seat: Seat) -> None:
    _connected(world, seat)
    seat.courier._limit = world.chance.choice((1, 2, 3, 200))
    seat.courier.push()


def pull(world: World, seat: Seat) -> None:
    _connected(world, seat)
    seat.courier.pull()


def sync_all(world: World, seat: Seat) -> None:
    """Do what the agent does in one round, from the first word."""
    _identified(world, seat)
    courier = seat.courier
    courier.connect()
    if world.healed:
        courier._limit = 200
    for _ in range(MOST_REQUESTS):
        if not courier.push():
            break
        if courier.welcome is None:
            courier.connect()
    else:
        raise Violation("I1", f"till {seat.name} sends for ever")
    while courier.pull():
        pass
    courier.recover()


def _identified(world: World, seat: Seat) -> None:
    if seat.courier.identity() is None:
        enrol(world, seat)


def _connected(world: World, seat: Seat) -> None:
    _identified(world, seat)
    if seat.courier.welcome is None:
        seat.courier.connect()


def enrol(world: World, seat: Seat) -> None:
    """Let a till's new key speak for it; the office does not lose its phone line."""
    healed, world.healed = world.healed, True
    try:
        code = seat.courier.ask_code(MEMBER, seat.name, "C1").user_code
        world.portal.members.approve(code, MEMBER, replaces=seat.till)
        assert seat.courier.redeem_code()
    finally:
        world.healed = healed


def till_dies(world: World, seat: Seat) -> None:
    chance = world.chance
    under_way = chance.choice((sale, sale, refund, count, edit, push, sync_all, sync_all, connect, pull))
    torn = chance.choice((None, 0.0, chance.random()))
    try:
        with seat.dying(chance.randint(1, 4), after=chance.random() < 0.5), suppress(UnreachableError, UserError):
            try:
                under_way(world, seat)
            except RefusedError as error:
                world.refused(seat, error)
        seat.facts.update(seat.recorded())
    except TillDiedError:
        world.log.append(f"  in {under_way.__name__}")
    seat.die(torn=torn)
    world.restarted(seat)


def portal_dies(world: World, seat: Seat) -> None:
    world.portal_dies = (world.chance.randint(1, 3), world.chance.random() < 0.5)
    try:
        sync_all(world, seat)
    finally:
        world.portal_dies = None


def back_up(world: World, seat: Seat) -> None:
    world.copies.append((seat, seat.copy(world.place("backup"), whole=False)))


def image(world: World, seat: Seat) -> None:
    world.copies.append((seat, seat.copy(world.place("image"), whole=True)))


def _chosen(world: World, seat: Seat, *, whole: bool) -> Copy | None:
    mine = [copy for of, copy in world.copies if of is seat and copy.whole is whole]
    return world.chance.choice(mine) if mine else None


def restore(world: World, seat: Seat) -> None:
    if (copy := _chosen(world, seat, whole=False)) is not None:
        seat.restore(copy)


def restore_elsewhere(world: World, seat: Seat) -> None:
    if (copy := _chosen(world, seat, whole=False)) is not None:
        seat.restore(copy, new_machine=True)
        enrol(world, seat)


def begin_anew(world: World, seat: Seat) -> None:
    """The machine is gone, and nobody kept a copy: a new one begins with an empty file in its place."""
    seat.begin_anew()
    settings.change_profile(seat.shop, replace(PROFILE, till_code="CN"))
    closing_day.open_session(seat.shop, {"CHF": 20_000, "LEM": 0})
    enrol(world, seat)
    healed, world.healed = world.healed, True
    try:
        sync_all(world, seat)
    finally:
        world.healed = healed


def restore_image(world: World, seat: Seat) -> None:
    if (copy := _chosen(world, seat, whole=True)) is not None:
        world.twins = True
        seat.restore(copy)


def clone(world: World, seat: Seat) -> None:
    if len(world.seats) < MOST_SEATS:
        world.twins = True
        folder = world.place("twin")
        folder.mkdir()
        world.seats.append(seat.clone(folder.name, folder))


def copy_portal(world: World, seat: Seat) -> None:
    to = world.place("portal")
    to.mkdir()
    for name in ("portal.db", "portal.db-wal"):
        if (file := world.folder / name).exists():
            shutil.copyfile(file, to / name)
    world.portal_copies.append((to, frozenset(invariants.events(world)), dict(world.orders)))


def restore_portal(world: World, seat: Seat) -> None:
    if not world.portal_copies:
        return
    copy, held, orders = world.chance.choice(world.portal_copies)
    world.portal.close()
    for name in ("portal.db", "portal.db-wal", "portal.db-shm"):
        (world.folder / name).unlink(missing_ok=True)
        if (copy / name).exists():
            shutil.copyfile(copy / name, world.folder / name)
    world.open_portal()
    restored(world.portal.database)
    # What only the portal held is gone; what lies on a till comes again.
    world.acknowledged &= held
    world.orders = dict(orders)


def turn_clock(world: World, seat: Seat) -> None:
    heard = seat.shop.heard
    seat.fooled = seat.fooled or heard is None or heard.boot != seat.clock.boot
    seat.clock.turn(world.chance.choice((-DECADE, timedelta(0), DECADE)))


def turn_hub_clock(world: World, seat: Seat) -> None:
    world.hub_was_turned = True
    world.hub_turned_ms = world.chance.choice((0, 0, int(DECADE.total_seconds() * 1000)))


def late_duplicate(world: World, seat: Seat) -> None:
    if world.sent:
        world.wire().deliver(*world.chance.choice(world.sent))


def reserve(world: World, seat: Seat) -> None:
    order = f"{len(world.orders) + 1:032x}"
    lines = {world.chance.choice(world.articles): 1000}
    world.portal.orders.reserve(world.member, order, lines, ttl_ms=world.chance.choice((60_000, 10**9)))


def resolve_order(world: World, seat: Seat) -> None:
    if world.orders:
        world.portal.orders.void(world.member, world.chance.choice(sorted(world.orders)))


def expire_orders(world: World, seat: Seat) -> None:
    world.portal.orders.expire()


def collect(world: World, seat: Seat) -> None:
    answer_order(world, seat)
    with seat.shop.read() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM online_order ORDER BY id")
        known = list(rows.scalars())
    if known:
        with seat.shop.together():
            sale(world, seat)
            ticket = world.sold.pop()
            with seat.shop.write() as journal:
                journal.append(
                    facts.OrderCollected(
                        id=journal.new_id(), at=journal.stamp(), order=world.chance.choice(known), sale=ticket[1]
                    )
                )
        world.sold.append(ticket)


def answer_order(world: World, seat: Seat) -> None:
    """Say what a shop says of an order: kept, ready, short, refused. Drawn aside: what follows is drawn as before."""
    chance = random.Random(f"{world.seed} {len(world.log)}")
    known = ordering.open_orders(seat.shop)
    if known:
        order = chance.choice(known).order
        ordering.answer_new(seat.shop)
        if chance.random() < 0.3:
            ordering.short(seat.shop, order.id, {order.lines[0].product: order.lines[0].quantity_milli})
        elif chance.random() < 0.2:
            ordering.refuse(seat.shop, order.id)
        else:
            ordering.mark_ready(seat.shop, order.id)


STEPS: dict[Callable[[World, Seat], None], float] = {
    sale: 24,
    refund: 5,
    receive: 4,
    count: 4,
    edit: 6,
    share: 4,
    connect: 5,
    push: 14,
    pull: 7,
    sync_all: 4,
    till_dies: 6,
    portal_dies: 4,
    back_up: 4,
    restore: 2,
    restore_elsewhere: 1.5,
    begin_anew: 0.7,
    image: 1.5,
    restore_image: 1,
    clone: 0.7,
    copy_portal: 2.5,
    restore_portal: 1.2,
    turn_clock: 2,
    turn_hub_clock: 0.7,
    late_duplicate: 4,
    reserve: 4,
    resolve_order: 2,
    expire_orders: 1,
    collect: 3,
}
