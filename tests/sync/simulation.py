"""One seed, one history: real tills, a real portal and a bad wire between them, until all is quiet again.

Everything that decides is drawn from the seed, ids and keys too; clocks are set. The tills' files and the portal's
database lie in memory where the system offers that (/dev/shm): power cuts are simulated, not suffered.

`python3 -m tests.sync.simulation 10000` runs that many seeds and names the first that fails.
"""

from __future__ import annotations

import os
import random
import secrets
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.domain.stock import CountedLine, Movement
from pos.services import cataloguing, closing_day, refunding, settings
from pos.shopfile import outbox, search
from pos.shopfile.shopfile import open_shop
from sync.agent.courier import RefusedError
from sync.agent.transport import Answer, UnreachableError
from sync.portal.catalogue import service as catalogue
from sync.portal.gathered import Portal
from sync.portal.members import store as members
from sync.portal.storage import engine
from sync.portal.storage.engine import restored
from tests.conftest import MORNING
from tests.services.counter import PROFILE, sell
from tests.sync import invariants
from tests.sync.invariants import Violation
from tests.sync.seat import Copy, Seat, TillDiedError, TurnedClock
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

STEPS = 40
DECADE = timedelta(days=3652)
MEMBER = "Le Grain"
ARTICLES = ("bread", "soap", "honey")
MOST_SEATS = 4
ROUNDS = 12
MOST_REQUESTS = 200


class PortalDiedError(Exception):
    """The portal's process ended in the middle of something."""


class BadWire(Wire):
    """A wire that loses, swallows and doubles; on its other end a portal that may die."""

    def __init__(self, world: World) -> None:
        super().__init__(lambda: world.portal, world.trouble)
        self._world = world
        self.sent = world.sent

    def deliver(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            return super().deliver(method, path, body, headers)
        except PortalDiedError:
            self._world.portal.close()
            self._world.open_portal()
            raise UnreachableError("offline") from None


class World:
    """Two tills or more, a portal, and what happens to them."""

    def __init__(self, seed: int, folder: Path, *, steps: int = STEPS) -> None:
        self.chance = random.Random(seed)
        self.folder, self.steps = folder, steps
        self.healed = False
        self.seconds = 0
        self.hub_turned_ms = 0
        self.sent: list[tuple[str, str, bytes, dict[str, str]]] = []
        self.sold: list[tuple[str, str, int, str]] = []
        """Tickets handed out: till, id, amount, receipt."""
        self.acknowledged: set[str] = set()
        self.orders: dict[str, str] = {}
        """Online orders and the last state seen of each."""
        self.twins = False
        """A whole machine was imaged and put back, or cloned: numbers may have been given twice."""
        self.copies: list[tuple[Seat, Copy]] = []
        self.portal_copies: list[tuple[Path, frozenset[str], dict[str, str]]] = []
        self.log: list[str] = []
        self._made = 0
        self._portal_dies: tuple[int, bool] | None = None
        shutil.copytree(template(), folder)
        self.open_portal()
        self.seats = [self._seat("A"), self._seat("B")]
        with self.seats[0].shop.read() as connection:
            self.articles = [product for product, _ in search.names(connection)]
        with self.portal.database.read() as connection:
            member = members.find_member(connection, MEMBER)
        assert member is not None
        self.member = member

    # Building

    def _seat(self, name: str) -> Seat:
        seat = Seat(name, self.folder / name, TurnedClock(MORNING), lambda: BadWire(self))
        seat.start()
        identity = seat.courier.identity()
        assert identity is not None
        seat.till = identity.till
        seat.facts.update(seat.recorded())
        return seat

    def open_portal(self) -> None:
        """Start the portal on its database."""
        self._portal_dies = None
        self.portal = Portal(f"sqlite:///{self.folder / 'portal.db'}", now_ms=self.hub_ms)
        write = self.portal.database.write

        @contextmanager
        def dying() -> Iterator[Connection]:
            with write() as connection:
                yield connection
                self._count_down(after=False)
            self._count_down(after=True)

        self.portal.database.write = dying  # type: ignore[method-assign]

    def _count_down(self, *, after: bool) -> None:
        if self._portal_dies is None or self._portal_dies[1] is not after:
            return
        self._portal_dies = (self._portal_dies[0] - 1, after)
        if self._portal_dies[0] <= 0:
            raise PortalDiedError

    def hub_ms(self) -> int:
        return int(MORNING.timestamp() * 1000) + self.seconds * 1000 + self.hub_turned_ms

    def trouble(self, method: str, path: str) -> str:
        """Say what happens to a request."""
        self.seconds += 1
        if self.healed:
            return ""
        draw = self.chance.random()
        return "lost" if draw < 0.1 else "swallowed" if draw < 0.22 else "twice" if draw < 0.28 else ""

    def place(self, name: str) -> Path:
        self._made += 1
        return self.folder / f"{name}{self._made}"

    # Steps

    def run(self) -> None:
        """Live through the history, then let everybody sync and look whether all is well."""
        steps = list(_STEPS)
        weights = [_STEPS[step] for step in steps]
        for _ in range(self.steps):
            self.step(self.chance.choice(self.seats), self.chance.choices(steps, weights)[0])
        self.finish()

    def step(self, seat: Seat, step: Callable[[World, Seat], None]) -> None:
        """Do one thing; a till that dies on the way is started again."""
        self.log.append(f"{seat.name} {step.__name__}")
        self.seconds += self.chance.choice((1, 30, 300))
        for each in self.seats:
            each.clock.pass_seconds(self.chance.choice((1, 30, 300)))
        with suppress(UnreachableError, UserError):
            try:
                step(self, seat)
            except RefusedError as error:
                self._refused(seat, error)
        self._note(seat)

    def _refused(self, seat: Seat, error: RefusedError) -> None:
        if error.kind == "unknown_till":
            enrol(self, seat)
        elif error.kind not in {"token", "challenge"}:
            raise error

    def _note(self, seat: Seat) -> None:
        seat.facts.update(seat.recorded())
        self.acknowledged |= seat.newly_acknowledged()
        invariants.check_orders(self)

    def restarted(self, seat: Seat) -> None:
        """After a crash: what was said to be recorded is there (I10)."""
        there = set(seat.recorded())
        if lost := seat.facts - there:
            raise Violation("I10", f"{seat.name} lost {len(lost)} facts in a crash")
        seat.facts = there

    # The end

    def finish(self) -> None:
        """Heal the wire, sync until nothing moves any more, check."""
        self.healed = True
        before = None
        for _ in range(ROUNDS):
            for seat in self.seats:
                self.step(seat, sync_all)
            now = [(tuple(seat.shop.head), invariants.cursor(seat)) for seat in self.seats]
            if now == before:
                break
            before = now
        else:
            raise Violation("quiet", f"still not quiet after {ROUNDS} rounds")
        invariants.check(self)

    def close(self) -> None:
        """Let go of everything."""
        for seat in self.seats:
            seat.stop()
        self.portal.close()


# What can happen. Each takes the world and the till it happens to.


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
    moves = [Movement(world.chance.choice(world.articles), 1000 * world.chance.randint(1, 20))]
    cataloguing.receive_stock(seat.shop, moves)


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
                world._refused(seat, error)
        seat.facts.update(seat.recorded())
    except TillDiedError:
        world.log.append(f"  in {under_way.__name__}")
    seat.die(torn=torn)
    world.restarted(seat)


def portal_dies(world: World, seat: Seat) -> None:
    world._portal_dies = (world.chance.randint(1, 3), world.chance.random() < 0.5)
    try:
        sync_all(world, seat)
    finally:
        world._portal_dies = None


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
    seat.clock.turned = world.chance.choice((-DECADE, timedelta(0), DECADE))


def turn_hub_clock(world: World, seat: Seat) -> None:
    world.hub_turned_ms = world.chance.choice((0, 0, int(DECADE.total_seconds() * 1000)))


def late_duplicate(world: World, seat: Seat) -> None:
    if world.sent:
        BadWire(world).deliver(*world.chance.choice(world.sent))


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
    with seat.shop.read() as connection:
        rows = connection.exec_driver_sql("SELECT substr(k, 7) FROM sync WHERE k LIKE 'order:%' ORDER BY k")
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


_STEPS: dict[Callable[[World, Seat], None], float] = {
    sale: 24,
    refund: 5,
    receive: 4,
    count: 4,
    edit: 6,
    connect: 5,
    push: 14,
    pull: 7,
    sync_all: 4,
    till_dies: 6,
    portal_dies: 4,
    back_up: 4,
    restore: 2,
    restore_elsewhere: 1.5,
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


# Running


@cache
def base() -> Path:
    """Give this process's own folder, in memory where the system offers that."""
    memory = Path("/dev/shm")  # a folder of our own is made in it
    return Path(tempfile.mkdtemp(prefix="comptoir-sim-", dir=memory if os.access(memory, os.W_OK) else None))


@cache
def template() -> Path:
    """Make a portal and two tills of one shop that know each other; each history starts from a copy."""
    folder = base() / "world"
    made = base() / "template"
    with drawn_from(random.Random(0)):
        portal = Portal(f"sqlite:///{folder_of(folder) / 'portal.db'}")
        for name in ("A", "B"):
            seat = Seat(name, folder / name, TurnedClock(MORNING), lambda: Wire(lambda: portal))
            shop = open_shop(seat.path, seat.machine, seat.clock, create=True, system_keys=False)
            settings.change_profile(shop, replace(PROFILE, till_code=f"C{name}"))
            if name == "A":
                for article in ARTICLES:
                    product = Product(shop.identities.new(), article, 400, stocked=True, online=True)
                    cataloguing.save_product(shop, product)
                    cataloguing.receive_stock(shop, [Movement(product.id, 50_000)])
            closing_day.open_session(shop, {"CHF": 20_000, "LEM": 0})
            shop.close()
            seat.start()
            code = seat.courier.ask_code(MEMBER, name, f"C{name}").user_code
            portal.members.approve(code, MEMBER)
            assert seat.courier.redeem_code()
            seat.courier.connect()
            while seat.courier.push():
                pass
            while seat.courier.pull():
                pass
            seat.stop()
        portal.close()
    folder.rename(made)
    return made


def folder_of(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def drawn_from(chance: random.Random) -> Iterator[None]:
    """Draw ids, keys and codes from the seed as well, so that a history can be lived again."""

    def key() -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))

    with (
        mock.patch.object(os, "urandom", chance.randbytes),
        mock.patch.object(secrets, "token_hex", lambda size: chance.randbytes(size).hex()),
        mock.patch.object(secrets, "token_urlsafe", lambda size: chance.randbytes(size).hex()),
        mock.patch.object(secrets, "choice", chance.choice),
        mock.patch.object(secrets, "randbelow", chance.randrange),
        mock.patch.object(Ed25519PrivateKey, "generate", key),
        mock.patch.object(catalogue, "PAGE", 4),
        # One engine per path: its compiled statements serve every history.
        mock.patch.object(engine, "_sqlite", _engine_of),
        mock.patch.object(tempfile, "tempdir", str(base())),
    ):
        yield


_engine_of = cache(engine._sqlite)


def run(seed: int, *, steps: int = STEPS) -> World:
    """Live one history; raises `Violation` when an invariant does not hold at its end or on the way."""
    template()
    folder = base() / "world"
    with drawn_from(random.Random(~seed)):
        world = World(seed, folder, steps=steps)
        try:
            world.run()
        except BaseException as error:
            error.add_note(f"seed {seed}, after: {', '.join(world.log[-12:])}")
            raise
        finally:
            world.close()
            shutil.rmtree(folder)
    return world


def run_all(seeds: Iterable[int]) -> None:
    """Live one history after the other."""
    for seed in seeds:
        run(seed)


def clean_up() -> None:
    """Remove this process's folder."""
    shutil.rmtree(base(), ignore_errors=True)
    base.cache_clear()
    template.cache_clear()


def main(seeds: int, first: int = 0) -> int:
    """Run many seeds and print the rate; stops at the first that fails."""
    began = time.perf_counter()
    try:
        for seed in range(first, first + seeds):
            try:
                run(seed)
            except Exception as error:
                sys.stdout.write(f"seed {seed}: {error!r}\n")
                raise
            if seed % 100 == 99:
                rate = (seed + 1 - first) / (time.perf_counter() - began)
                sys.stdout.write(f"{seed + 1 - first} seeds, {rate:.1f} per second\n")
                sys.stdout.flush()
    finally:
        clean_up()
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:3])))
