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
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.domain.stock import Movement
from pos.services import cataloguing, closing_day, settings
from pos.shopfile import search
from pos.shopfile.shopfile import open_shop
from sync.agent.courier import RefusedError
from sync.agent.transport import Answer, UnreachableError
from sync.portal.catalogue import service as catalogue
from sync.portal.gathered import Portal
from sync.portal.members import store as members
from sync.portal.storage import engine
from tests.conftest import MORNING
from tests.services.counter import PROFILE
from tests.sync import invariants
from tests.sync.invariants import Violation
from tests.sync.seat import Copy, Seat, TurnedClock
from tests.sync.steps import MEMBER, STEPS, enrol, sync_all
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

LENGTH = 40
MORNING_MS = int(MORNING.timestamp() * 1000)
ARTICLES = ("bread", "soap", "honey")
ROUNDS = 12


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

    def __init__(self, seed: int, folder: Path, *, steps: int = LENGTH) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.folder, self.steps = folder, steps
        self.healed = False
        self.seconds = 0
        self.hub_turned_ms = 0
        self.hub_was_turned = False
        self.diary: dict[str, None] = {}
        """Facts in the order in which they really happened, whoever knew of them."""
        self.sent: list[tuple[str, str, bytes, dict[str, str]]] = []
        self.sold: list[tuple[str, str, int, str]] = []
        """Tickets handed out: till, id, amount, receipt."""
        self.acknowledged: set[str] = set()
        self.orders: dict[str, str] = {}
        """Online orders and the last state seen of each."""
        self.twins = False
        """A whole machine was imaged and put back, or cloned: numbers may have been given twice."""
        self.counted = 0
        """Articles whose level was compared with the shelf after a count."""
        self.copies: list[tuple[Seat, Copy]] = []
        self.portal_copies: list[tuple[Path, frozenset[str], dict[str, str]]] = []
        self.log: list[str] = []
        self._made = 0
        self.portal_dies: tuple[int, bool] | None = None
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
        seat = Seat(name, self.folder / name, TurnedClock(MORNING), self.wire)
        seat.start()
        identity = seat.courier.identity()
        assert identity is not None
        seat.till, seat.diary = identity.till, self.diary
        seat.facts.update(seat.recorded())
        return seat

    def open_portal(self) -> None:
        """Start the portal on its database."""
        self.portal_dies = None
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
        if self.portal_dies is None or self.portal_dies[1] is not after:
            return
        self.portal_dies = (self.portal_dies[0] - 1, after)
        if self.portal_dies[0] <= 0:
            raise PortalDiedError

    def hub_ms(self) -> int:
        return MORNING_MS + self.seconds * 1000 + self.hub_turned_ms

    def trouble(self, method: str, path: str) -> str:
        """Say what happens to a request."""
        self._pass(1)
        if self.healed:
            return ""
        draw = self.chance.random()
        return "lost" if draw < 0.1 else "swallowed" if draw < 0.22 else "twice" if draw < 0.28 else ""

    def wire(self) -> BadWire:
        return BadWire(self)

    def place(self, name: str) -> Path:
        self._made += 1
        return self.folder / f"{name}{self._made}"

    # Steps

    def run(self) -> None:
        """Live through the history, then let everybody sync and look whether all is well."""
        kinds = list(STEPS)
        weights = [STEPS[step] for step in kinds]
        for _ in range(self.steps):
            self.step(self.chance.choice(self.seats), self.chance.choices(kinds, weights)[0])
        self.finish()

    def step(self, seat: Seat, step: Callable[[World, Seat], None]) -> None:
        """Do one thing; a till that dies on the way is started again."""
        self.log.append(f"{seat.name} {step.__name__}")
        self._pass(self.chance.choice((1, 30, 300)))
        with suppress(UnreachableError, UserError):
            try:
                step(self, seat)
            except RefusedError as error:
                self.refused(seat, error)
        self._note(seat)

    def _pass(self, seconds: int) -> None:
        self.seconds += seconds
        for each in self.seats:
            each.clock.pass_seconds(seconds)

    def refused(self, seat: Seat, error: RefusedError) -> None:
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
        portal = Portal(f"sqlite:///{folder_of(folder) / 'portal.db'}", now_ms=lambda: MORNING_MS)
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


def run(seed: int, *, steps: int = LENGTH) -> World:
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
