"""Carry the journal to the portal, and what is new back: one question at a time, safe to break off anywhere.

Nothing here decides that something was sent: the portal's head says what it lacks, and only its signed
acknowledgement counts (facts: sync §4.4, §4.8).
"""

from __future__ import annotations

import logging
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from pos.domain import facts
from pos.domain.chain import is_signed_by
from pos.domain.product import Category, Product
from pos.shopfile import outbox, pulled, recovered
from pos.shopfile.journal import incarnation_letters
from sync.agent.recovery import Recovery
from sync.agent.standing import standing
from sync.agent.transport import UnreachableError
from sync.protocol import framing, messages
from sync.protocol.messages import HOLDS_HEADER, Ack, BatchHeader, Enrolled, Hello, Problem, PullPage, Welcome
from sync.protocol.signing import KEY_HEADER, SIGNATURE_HEADER, ack_digest, enrol_digest, hello_digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.shopfile.outbox import Line
    from pos.shopfile.shopfile import ShopFile
    from sync.agent.transport import Answer, Transport

log = logging.getLogger(__name__)
T = TypeVar("T")
GROW_AFTER = 5
DIGEST_EVERY = 50
_encoder = msgspec.json.Encoder()


def batch_header(line: Line, entries: list[outbox.Sealed]) -> BatchHeader:
    """Give the header of a batch: the signature of its last entry covers all of it."""
    return BatchHeader(
        inc=line.inc.hex(),
        first=entries[0].seq,
        prev=entries[0].prev.hex(),
        n=len(entries),
        sig=entries[-1].sig.hex(),
        adopted={str(place): entry.adopted for place, entry in enumerate(entries) if entry.adopted},
    )


class RefusedError(Exception):
    """The portal answered, and said no; `kind` is its word for why."""

    def __init__(self, status: int, problem: Problem, retry_after_s: float | None) -> None:
        super().__init__(f"{status} {problem.type}")
        self.status, self.problem, self.kind, self.retry_after_s = status, problem, problem.type, retry_after_s


class Identity(NamedTuple):
    """Who this till is at the portal."""

    till: str
    till_name: str
    member_name: str
    hub_key: bytes


class Courier:
    """One till's errands; not for several threads at once.

    `give_way` is called before each piece of work, so that it waits while the counter commits.
    """

    def __init__(
        self, shop: ShopFile, transport: Transport, *, encoding: str = "gzip", give_way: Callable[[], object] = bool
    ) -> None:
        self.shop, self.transport, self.encoding = shop, transport, encoding
        self._give_way = give_way
        self.welcome: Welcome | None = None
        self.sent = 0
        """Entries acknowledged since this courier was made."""
        self._heads: dict[str, int] = {}
        self._limit = messages.MAX_ENTRIES
        self._successes = 0
        self._pulls = 0
        self._refetched = False
        self._recovery = Recovery(shop, self._history)

    # Who we are

    def identity(self) -> Identity | None:
        """Give who this till is at the portal, None before it was enrolled."""
        with self.shop.read() as connection:
            said = outbox.value(connection, "identity")
        if said is None:
            return None
        known = msgspec.json.decode(said, type=Enrolled)
        return Identity(known.till, known.till_name, known.member_name, bytes.fromhex(known.hub_key))

    def ask_code(self, shop_name: str, till_name: str, till_code: str) -> messages.CodeGiven:
        """Ask for the code that a person approves."""
        bare = messages.CodeAsked(
            pubkey=self.shop.public_key.hex(), shop_name=shop_name, till_name=till_name, till_code=till_code, sig=""
        )
        asked = msgspec.structs.replace(bare, sig=self.shop.sign(enrol_digest(bare)).hex())
        given = self._ask("POST", "/v1/device/code", _encoder.encode(asked), messages.CodeGiven)
        with self.shop.keep() as connection:
            outbox.set_value(connection, "device_code", given.device_code.encode())
        return given

    def redeem_code(self) -> bool:
        """Ask whether the code was approved; True once this till has its identity."""
        with self.shop.read() as connection:
            code = outbox.value(connection, "device_code")
        if code is None:
            return False
        body = _encoder.encode(messages.TokenAsked(device_code=code.decode()))
        try:
            enrolled = self._ask("POST", "/v1/device/token", body, Enrolled)
        except RefusedError as error:
            if error.kind == "authorization_pending":
                return False
            raise
        with self.shop.keep() as connection:
            outbox.set_value(connection, "identity", _encoder.encode(enrolled))
            outbox.set_value(connection, "device_code", None)
            outbox.set_value(connection, "cursor", None)
        return True

    # Hello

    def connect(self) -> Welcome:
        """Say where we stand, learn how far the portal holds us; a fork is met by a new incarnation."""
        hello, earlier = standing(self.shop)
        generation = hello.hub_gen
        welcome = self._say_hello(hello)
        self.welcome, self._heads = welcome, dict(welcome.heads)
        self.shop.hear(welcome.hub_time_ms)
        self._note_generation(generation, welcome)
        self._recovery.begin()
        if self._is_forked(welcome) or self._is_named_twice(welcome):
            self._roll_over(welcome)
            return self.connect()
        for line in earlier:
            if welcome.rivals.get(line.inc.hex(), line.send_to) < line.send_to:
                self._give_up(line, welcome.rivals[line.inc.hex()])
        return welcome

    def _say_hello(self, hello: Hello) -> Welcome:
        challenge = ""
        for _ in range(2):
            body = _encoder.encode(msgspec.structs.replace(hello, challenge=challenge))
            headers = {
                KEY_HEADER: self.shop.public_key.hex(),
                SIGNATURE_HEADER: self.shop.sign(hello_digest(body)).hex(),
            }
            try:
                return self._ask("POST", "/v1/hello", body, Welcome, headers)
            except RefusedError as error:
                if error.kind != "challenge" or challenge:
                    raise
                challenge = error.problem.challenge
        raise AssertionError

    def _note_generation(self, known: int, welcome: Welcome) -> None:
        if known != welcome.hub_gen:
            with self.shop.keep() as connection:
                outbox.set_value(connection, "hub_gen", str(welcome.hub_gen).encode())
                outbox.set_value(connection, "cursor", None)

    def _is_forked(self, welcome: Welcome) -> bool:
        with self.shop.read() as connection:
            here = outbox.hash_at(connection, self.shop.head.inc, welcome.head.seq)
        return welcome.forked or here is None or here.hex() != welcome.head.hash

    def _is_named_twice(self, welcome: Welcome) -> bool:
        """Receipt numbers carry three letters of the incarnation: an earlier one that we forgot may have the same."""
        own = self.shop.head.inc
        others = {incarnation_letters(bytes.fromhex(inc)) for inc in welcome.heads if inc != own.hex()}
        return incarnation_letters(own) in others

    def _roll_over(self, welcome: Welcome) -> None:
        forked = self._is_forked(welcome)
        carried = self.shop.roll_over(
            "the portal holds other entries of this till" if forked else "an earlier incarnation has the same letters",
            common_seq=welcome.common_seq if forked else self.shop.head.seq,
            known=[bytes.fromhex(inc) for inc in welcome.heads],
        )
        log.warning("new incarnation at the portal's word, %s entries carried over", carried)

    # Push

    def push(self) -> bool:
        """Send one batch; True while the portal lacks more."""
        assert self.welcome is not None
        self._give_way()
        with self.shop.read() as connection:
            for source in (outbox, recovered):
                for line in source.lines(connection):
                    held = self._heads.get(line.inc.hex(), 0)
                    if held < line.send_to:
                        entries = source.sealed_after(
                            connection, line, held, limit=self._limit, max_bytes=self.welcome.max_bytes
                        )
                        break
                else:
                    continue
                break
            else:
                return False
        if entries:
            self._send(line, entries)
        else:
            self._give_up(line, held)
        return True

    def _send(self, line: Line, entries: list[outbox.Sealed]) -> None:
        self._give_way()
        header = batch_header(line, entries)
        body = framing.compress(framing.join(header, [entry.payload for entry in entries]), self.encoding)
        headers = {"Content-Encoding": self.encoding} if self.encoding else {}
        try:
            ack = self._ask("POST", "/v1/push", body, Ack, headers)
        except UnreachableError as error:
            if error.timeout:
                self._shrink()
            raise
        except RefusedError as error:
            self._refused(line, error)
            return
        self._acknowledged(line, entries, ack)

    def _acknowledged(self, line: Line, entries: list[outbox.Sealed], ack: Ack) -> None:
        """Believe the portal's signed words only, and only about the very entries that lie here."""
        self._give_way()
        identity = self.identity()
        assert identity is not None
        source = recovered if line.recovered else outbox
        with self.shop.read() as connection:
            here = source.hash_at(connection, line.inc, ack.acked.seq)
        genuine = ack.inc == line.inc.hex() and is_signed_by(identity.hub_key, ack_digest(ack), bytes.fromhex(ack.sig))
        if not genuine or here is None or here.hex() != ack.acked.hash:
            raise UnreachableError("forged")
        if not line.recovered:
            outbox.keep_ack(self.shop, line.inc, ack.acked.seq, _encoder.encode(ack))
        self.sent += max(0, ack.acked.seq - self._heads.get(ack.inc, 0))
        self._heads[ack.inc] = ack.acked.seq
        self._heed_generation(ack.hub_gen)
        del entries
        self._successes += 1
        if self._successes >= GROW_AFTER:
            self._limit, self._successes = min(self._limit * 2, messages.MAX_ENTRIES), 0

    def _heed_generation(self, generation: int) -> None:
        """A portal that was put back to a backup has to be asked again what it holds."""
        if self.welcome is not None and generation != self.welcome.hub_gen:
            self.welcome = None

    def _refused(self, line: Line, error: RefusedError) -> None:
        if error.status == 409 and error.kind == "gap" and error.problem.head is not None:
            if error.problem.head.seq >= self._heads.get(line.inc.hex(), 0) and error.problem.head.seq > line.seq:
                raise error
            self._heads[line.inc.hex()] = error.problem.head.seq
        elif error.status == 409 and error.kind == "fork":
            if line.inc == self.shop.head.inc:
                self.welcome = None  # the next hello finds the common point and rolls over
            else:
                self._give_up(line, error.problem.common_seq or 0)
        elif error.status == 413 and self._limit > 1:
            self._shrink()
        elif line.inc != self.shop.head.inc and error.status in {401, 403, 413, 422}:
            # An earlier incarnation that the portal does not take any more: revoked, or unknown to it.
            self._give_up(line, self._heads.get(line.inc.hex(), 0))
        else:
            raise error

    def _give_up(self, line: Line, common_seq: int) -> None:
        """An earlier incarnation that the portal does not take: what it does not share is carried over instead."""
        if line.recovered:
            recovered.carry_over(self.shop, line.inc, common_seq)
            return
        self.shop.carry_over(line.inc, common_seq=common_seq)
        with self.shop.keep() as connection:
            outbox.set_value(connection, f"given_up:{line.inc.hex()}", str(common_seq).encode())

    def _shrink(self) -> None:
        self._limit, self._successes = max(1, self._limit // 2), 0

    # Pull

    def pull(self) -> bool:
        """Take one page of what others changed; True while there is more. Waits while a basket is being rung up."""
        assert self.welcome is not None
        with self.shop.read() as connection:
            cursor = (outbox.value(connection, "cursor") or b"").decode()
            if pulled.is_selling(connection):
                return False
            holds = ",".join(f"{inc}:{seq}" for inc, seq in outbox.shared_with_portal(connection))
        wants_digest = not cursor or self._pulls % DIGEST_EVERY == 0
        path = f"/v1/pull?cursor={cursor}" + ("&digest=1" if wants_digest else "")
        page = self._ask("GET", path, b"", PullPage, {**self._bearer(), HOLDS_HEADER: holds})
        self._pulls += 1
        products = [
            facts.PulledProduct(row.state, msgspec.json.decode(row.body, type=Product), row.valid_from)
            for row in page.products
        ]
        categories = [msgspec.json.decode(row, type=Category) for row in page.categories]
        levels = {row.product: row.level_milli for row in page.stock}
        with self.shop.together() if page.facts or page.orders else nullcontext():
            if products or categories:
                pulled.take_catalogue(self.shop, page.cursor, products, categories, page.through)
            if page.facts:
                pulled.take_facts(self.shop, page.cursor, page.facts)
            if page.orders:
                pulled.take_orders(self.shop, page.cursor, page.orders, page.through)
            if page.cursor != cursor or levels:
                pulled.keep_page(self.shop, page.cursor, levels, page.through, more=page.more)
        pulled.keep_keys(self.shop, page.keys)
        pulled.keep_tills(self.shop, [(till.name, till.seen_ms) for till in page.tills])
        if page.digest and not page.more:
            self._compare(page)
        self._heed_generation(page.hub_gen)
        return page.more

    def fetch(self, path: str, kind: type[T]) -> T:
        """Ask for something of the shop's that is only read."""
        return self._ask("GET", path, b"", kind, self._bearer())

    def _compare(self, page: PullPage) -> None:
        """What we hold must be what the portal holds, or everything is fetched again, once."""
        with self.shop.read() as connection:
            edited = outbox.unacknowledged_edits(connection, page.through)
            same = pulled.digest(connection) == page.digest
        if same or edited:
            self._refetched = self._refetched and not same
        elif not self._refetched:
            self._refetched = True
            with self.shop.keep() as connection:
                outbox.set_value(connection, "cursor", None)

    # History

    def recover(self) -> int:
        """Fetch all own entries that only the portal holds, after this file was restored; give how many."""
        found = 0
        while page := self.recover_page():
            found += page
        return found

    def recover_page(self) -> int:
        """Fetch a few of them: give how many, 0 when there are no more."""
        return 0 if self.welcome is None else self._recovery.fetch(self._heads)

    def _history(self, inc: str, first: int) -> messages.HistoryPage | None:
        try:
            return self._ask("GET", f"/v1/history?inc={inc}&from={first}", b"", messages.HistoryPage, self._bearer())
        except RefusedError as error:
            if error.status != 404:
                raise
            return None  # it is another till's there

    # What is odd

    def oddities(self) -> tuple[messages.AnomalyRow, ...]:
        """Give what the portal found odd about this member's tills."""
        return self._ask("GET", "/v1/anomalies", b"", messages.Anomalies, self._bearer()).rows

    def resolve(self, oddity: int) -> None:
        """Say that a person has seen to it."""
        body = _encoder.encode(messages.Resolve(id=oddity))
        self._ask("POST", "/v1/anomalies/resolve", body, messages.Anomalies, self._bearer())

    # The wire

    def _bearer(self) -> dict[str, str]:
        assert self.welcome is not None
        return {"Authorization": f"Bearer {self.welcome.token}"}

    def _ask(self, method: str, path: str, body: bytes, kind: type[T], headers: dict[str, str] | None = None) -> T:
        answer = self.transport.send(method, path, body, headers or {})
        if answer.status != 200:
            raise self._no(answer)
        try:
            return msgspec.json.decode(answer.body, type=kind)
        except msgspec.MsgspecError as error:
            raise UnreachableError("captive") from error

    def _no(self, answer: Answer) -> Exception:
        try:
            problem = msgspec.json.decode(answer.body, type=Problem)
        except msgspec.MsgspecError:
            return UnreachableError("captive")
        if problem.type in {"token", "challenge"} and answer.status == 401:
            self.welcome = None if problem.type == "token" else self.welcome
        return RefusedError(answer.status, problem, answer.retry_after_s)
