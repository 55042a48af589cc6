"""The thread beside the till: it carries the journal to the portal whenever it can, and never stands in the way."""

from __future__ import annotations

import logging
import random
import sys
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.services import syncing
from pos.services.syncing import Oddity, SyncState
from pos.shopfile import outbox
from sync.agent.courier import Courier, RefusedError
from sync.agent.hearing import Hearing
from sync.agent.transport import HttpTransport, Transport, UnreachableError
from sync.protocol.messages import Ack, CodeGiven
from sync.protocol.signing import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.shopfile.shopfile import ShopFile

log = logging.getLogger(__name__)
FIRST_S, LONGEST_S = 1.0, 300.0
"""Back-off with full jitter between these (facts: sync §4.4)."""
START_WITHIN_S = 30.0
PULL_EVERY_S = 15.0
LOOK_EVERY_S = 1.0
REFUSED_S = 300.0
SWITCH_S = 0.0005
"""How long this thread may compute while the counter's waits: Python's own 5 ms are felt in a sale's commit."""


class Agent:
    """Implements `pos.services.syncing.Sync` with one thread of its own."""

    def __init__(
        self,
        shop: ShopFile,
        report: Callable[[SyncState], None],
        *,
        connect: Callable[[str], Transport] = HttpTransport,
        start_within_s: float = START_WITHIN_S,
        chance: random.Random | None = None,
    ) -> None:
        self._shop, self._report, self._connect = shop, report, connect
        self._start_within_s, self._chance = start_within_s, chance or random.Random()  # noqa: S311  # not a secret
        self._wanted, self._ended = threading.Event(), threading.Event()
        self._mutex = threading.Lock()
        self._joining: tuple[str, str, str, str] | None = None
        self._resolving: list[int] = []
        self._state = SyncState()
        self._oddities: list[Oddity] = []
        self._failures = 0
        self._hearing = Hearing(time.monotonic)
        self._courier: Courier | None = None
        self._address = ""
        self._code = CodeGiven(device_code="", user_code="", verification_uri="", expires_in=0, interval=5)
        self._thread = threading.Thread(target=self._live, name="portal", daemon=True)

    # What the till asks

    def start(self) -> None:
        """Begin; the first contact comes after a random delay, so that not all tills call at once."""
        sys.setswitchinterval(SWITCH_S)
        self._thread.start()

    def stop(self) -> None:
        """End within a moment; a batch under way is finished by the portal or sent again at the next start."""
        self._ended.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def wake(self) -> None:
        """Try now."""
        self._wanted.set()

    def state(self) -> SyncState:
        """Give how things stand."""
        with self._mutex:
            return self._state

    def join(self, address: str, shop_name: str, till_name: str, till_code: str) -> None:
        """Ask a portal for a code; the state shows it."""
        with self._mutex:
            self._joining = (address, shop_name, till_name, till_code)
        self._wanted.set()

    def leave(self) -> None:
        """Stop sending to the portal; the journal stays."""
        with self._shop.keep() as connection:
            for key in ("address", "identity", "device_code"):
                outbox.set_value(connection, key, None)
        self._courier = None
        self._wanted.set()

    def oddities(self) -> list[Oddity]:
        """Give what the portal found odd, as last heard."""
        with self._mutex:
            return list(self._oddities)

    def resolve(self, oddity: int) -> None:
        """Say that a person has seen to it; it leaves the list once the portal knows."""
        with self._mutex:
            self._resolving.append(oddity)
        self._wanted.set()

    # The thread

    def _live(self) -> None:
        self._sleep(self._chance.uniform(0, self._start_within_s))
        while not self._ended.is_set():
            try:
                pause = self._round()
            except UnreachableError as error:
                pause = self._fail(syncing.OFFLINE, error.reason)
            except RefusedError as error:
                pause = self._said_no(error)
            except UserError as error:
                pause = self._fail(syncing.ALARM, str(error))
            except Exception as error:
                # The agent never dies: selling does not need it, but the sales do.
                log.exception("the portal's agent stumbled")
                pause = self._fail(syncing.ALARM, type(error).__name__)
            if pause:
                self._sleep(pause)

    def _sleep(self, seconds: float) -> None:
        """Wait, unless somebody wants us now."""
        if self._wanted.wait(seconds):
            self._wanted.clear()

    def _round(self) -> float:
        """Do what there is to do; give how long to rest."""
        self._take_joining()
        courier = self._ready()
        if courier is None:
            self._tell(syncing.OFF)
            return 60.0
        if courier.identity() is None:
            return self._await_approval(courier)
        if courier.welcome is None:
            courier.connect()
        self._resolve_told(courier)
        self._push(courier)
        while courier.welcome is not None and courier.pull() and not self._ended.is_set():
            pass
        if courier.welcome is not None:
            while courier.recover_page() and not self._ended.is_set():
                self._push(courier)
            self._hear_oddities(courier)
            self._hearing.hear(courier, self._acknowledged())
        self._failures = 0
        self._tell(syncing.CURRENT)
        return self._watch(courier)

    def _take_joining(self) -> None:
        with self._mutex:
            joining, self._joining = self._joining, None
        if joining is None:
            return
        address, shop_name, till_name, till_code = joining
        courier = self._new_courier(address)
        self._code = courier.ask_code(shop_name, till_name, till_code)
        with self._shop.keep() as connection:
            outbox.set_value(connection, "address", address.encode())
            outbox.set_value(connection, "identity", None)
        self._courier, self._address = courier, address

    def _ready(self) -> Courier | None:
        with self._shop.read() as connection:
            address = (outbox.value(connection, "address") or b"").decode()
        if not address:
            self._courier = None
        elif self._courier is None or address != self._address:
            self._courier, self._address = self._new_courier(address), address
        return self._courier

    def _new_courier(self, address: str) -> Courier:
        return Courier(self._shop, self._connect(address), give_way=self._shop.give_way)

    def _await_approval(self, courier: Courier) -> float:
        with self._shop.read() as connection:
            asked = outbox.value(connection, "device_code") is not None
        if not asked:
            self._tell(syncing.OFF)
            return 60.0
        self._tell(syncing.ASKING)
        try:
            approved = courier.redeem_code()
        except RefusedError as error:
            if error.kind not in {"expired_token", "access_denied"}:
                raise
            with self._shop.keep() as connection:
                outbox.set_value(connection, "device_code", None)
            self._tell(syncing.REFUSED, error.kind)
            return REFUSED_S
        return 0.0 if approved else float(self._code.interval)

    def _push(self, courier: Courier) -> None:
        while not self._ended.is_set():
            if courier.welcome is None:
                courier.connect()
            if not courier.push():
                return
            self._tell(syncing.SENDING)

    def _watch(self, courier: Courier) -> float:
        """Rest until something is recorded, or it is time to look what is new."""
        del courier
        seen, until = self._shop.changes, time.monotonic() + PULL_EVERY_S
        while time.monotonic() < until and not self._ended.is_set():
            if self._wanted.wait(LOOK_EVERY_S):
                self._wanted.clear()
                return 0.0
            if self._shop.changes != seen:
                with self._shop.read() as connection:
                    if outbox.waiting(connection).entries:
                        return 0.0
                seen = self._shop.changes
        return 0.0

    def _resolve_told(self, courier: Courier) -> None:
        with self._mutex:
            told, self._resolving = self._resolving, []
        for oddity in told:
            courier.resolve(oddity)

    def _acknowledged(self) -> int:
        with self._shop.read() as connection:
            return sum(line.acked_seq for line in outbox.lines(connection))

    def _hear_oddities(self, courier: Courier) -> None:
        rows = courier.oddities()
        heard = [Oddity(row.id, row.kind, row.at_ms, msgspec.json.decode(row.detail)) for row in rows]
        with self._mutex:
            self._oddities = heard

    # What is told

    def _fail(self, state: str, reason: str) -> float:
        self._failures += 1
        if self._courier is not None and state != syncing.OFFLINE:
            self._courier.welcome = None
        pause = self._chance.uniform(0, min(LONGEST_S, FIRST_S * 2**self._failures))
        self._tell(state, reason, next_try_s=pause)
        return max(pause, 0.05)

    def _said_no(self, error: RefusedError) -> float:
        if error.kind == "token":
            return 0.05
        if error.status in {429, 503}:
            pause = error.retry_after_s or self._fail(syncing.OFFLINE, error.kind)
            self._tell(syncing.OFFLINE, error.kind, next_try_s=pause)
            return pause
        state = syncing.ALARM if error.status == 422 else syncing.REFUSED
        log.warning("the portal refused: %s %s %s", error.status, error.kind, error.problem.detail)
        if self._courier is not None:
            self._courier.welcome = None
        self._tell(state, error.kind, next_try_s=REFUSED_S)
        return REFUSED_S

    def _tell(self, state: str, reason: str = "", *, next_try_s: float = 0.0) -> None:
        with self._shop.read() as connection:
            waiting = outbox.waiting(connection)
            ack = outbox.value(connection, f"ack:{self._shop.head.inc.hex()}")
            address = (outbox.value(connection, "address") or b"").decode()
        acked = msgspec.json.decode(ack, type=Ack) if ack else None
        courier = self._courier
        identity = courier.identity() if courier is not None else None
        welcome = courier.welcome if courier is not None else None
        with self._mutex:
            before = self._state
            offline = state in {syncing.OFFLINE, syncing.ALARM, syncing.REFUSED}
            now_ms = int(self._shop.clock.now().timestamp() * 1000)
            self._state = SyncState(
                state=state,
                reason=reason,
                waiting=waiting.entries,
                waiting_sales=waiting.sales,
                since_ms=waiting.since_ms,
                offline_since_ms=(before.offline_since_ms or now_ms) if offline else None,
                acked_seq=acked.acked.seq if acked else 0,
                acked_ms=acked.hub_time_ms if acked else 0,
                next_try_s=next_try_s,
                address=address,
                till_name=identity.till_name if identity else "",
                member_name=identity.member_name if identity else "",
                code=self._code.user_code if state == syncing.ASKING else "",
                code_address=self._code.verification_uri,
                fingerprint=fingerprint(self._shop.public_key.hex()),
                anomalies=len(self._oddities) or (welcome.anomalies if welcome else 0),
                sent=courier.sent if courier is not None else 0,
            )
            told = self._state
        self._report(told)
