"""Append entries to the journal: chained, signed, projected, all in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain import facts
from pos.domain.chain import GENESIS, entry_hash
from pos.shopfile import tables
from pos.shopfile.projections import project
from pos.shopfile.projections.row import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pos.clock import Clock, PortalTime
    from pos.identity import Identities
    from pos.shopfile.keys import SigningKey

CLOCK_JUMP_MS = 120_000
"""More than this between wall and monotonic clock is worth an entry (facts: sync §4.8)."""

ENTRY = tables.insert_sql(
    tables.entry, "inc", "seq", "id", "type", "v", "payload", "prev", "hash", "sig", "adopted"
)  # fmt: skip
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Head(NamedTuple):
    """Where the journal stands; `wall_ms` and `mono_ms` are those of its last entry in this run."""

    inc: bytes
    seq: int
    hash: bytes
    wall_ms: int = 0
    mono_ms: int = 0
    boot: str = ""


def incarnation_letters(inc: bytes) -> str:
    """Give the three letters of an incarnation that its receipt numbers carry (Crockford base 32)."""
    bits = int.from_bytes(inc[:2], "big") >> 1
    return "".join(_LETTERS[bits >> shift & 31] for shift in (10, 5, 0))


class Journal:
    """One open write transaction; whatever is appended is committed together or not at all."""

    def __init__(
        self,
        connection: Connection,
        head: Head,
        key: SigningKey,
        clock: Clock,
        identities: Identities,
        heard: PortalTime | None = None,
    ) -> None:
        self.connection = connection
        self.head = head
        self._key = key
        self._clock = clock
        self._identities = identities
        self._heard = heard
        self._counters: dict[str, int] | None = None
        """All of them (there are a handful), until something is appended."""

    @property
    def public_key(self) -> bytes:
        """The public half of the key that signs here."""
        return self._key.public

    def seal(self, body: bytes) -> bytes:
        """Sign the body of a ticket with the key that signs here."""
        return self._key.seal(body)

    def new_id(self) -> str:
        """Make an id for a new fact or row."""
        return self._identities.new()

    def stamp(self) -> facts.Stamp:
        """Give the time of recording."""
        now = self._clock.now()
        offset = now.utcoffset()
        assert offset is not None
        wall_ms = int(now.timestamp() * 1000)
        return facts.Stamp(
            wall_ms,
            int(offset.total_seconds() // 60),
            self._clock.mono_ms(),
            self._clock.boot,
            None if self._heard is None else self._heard.now(self._clock),
        )

    def append(self, fact: facts.AnyFact) -> None:
        """Write a fact behind the head and project it; a jump of the clock gets an entry of its own before."""
        jump_ms = self._jump(fact.at)
        if abs(jump_ms) > CLOCK_JUMP_MS and not isinstance(fact, facts.JournalOpened):
            self._write(facts.ClockJumped(id=self.new_id(), at=fact.at, jump_ms=jump_ms))
        self._write(fact)

    def adopt(self, payload: bytes, origin: str) -> None:
        """Carry an unsent entry of an earlier incarnation over the fork: same bytes, same id, counted once."""
        known = facts.header(payload)
        self._insert(known, payload, origin)

    def back_to(self, head: Head) -> None:
        """Stand where the journal stood before a part that was rolled back."""
        self.head, self._counters = head, None

    def counter(self, key: str) -> int:
        """Read a projected counter as this transaction sees it."""
        if self._counters is None:
            rows = self.connection.exec_driver_sql("SELECT key, value FROM counter")
            self._counters = {name: int(value) for name, value in rows.all()}
        return self._counters.get(key, 0)

    def next_receipt(self, till_code: str, *, training: bool = False) -> str:
        """Give the next receipt number of this incarnation; gapless, because it is counted in this transaction."""
        kind = "training" if training else "receipt"
        number = self.counter(f"{kind}:{self.head.inc.hex()}") + 1
        mark = "E" if training else ""
        return f"{till_code}-{incarnation_letters(self.head.inc)}-{mark}{number:06d}"

    def _jump(self, at: facts.Stamp) -> int:
        head = self.head
        if not head.wall_ms:
            return 0
        if head.boot != at.boot:
            # Another run: only a clock that went back can be told from time that passed.
            return min(at.wall_ms - head.wall_ms, 0)
        return (at.wall_ms - head.wall_ms) - (at.mono_ms - head.mono_ms)

    def _write(self, fact: facts.AnyFact) -> None:
        payload = facts.encode(fact)
        number = self._insert(facts.Header(fact.id, facts.kind_of(fact), fact.v), payload, None)
        head = self.head
        self.head = head._replace(wall_ms=fact.at.wall_ms, mono_ms=fact.at.mono_ms, boot=fact.at.boot)
        project(Row(self.connection, number, head.inc, head.seq), fact)

    def _insert(self, known: facts.Header, payload: bytes, adopted: str | None) -> int:
        inc, seq, prev = self.head.inc, self.head.seq + 1, self.head.hash
        digest = entry_hash(inc, seq, prev, payload)
        values = (
            inc, seq, bytes.fromhex(known.id), known.type, known.v, payload, prev, digest, self._key.sign(digest),
            adopted,
        )  # fmt: skip
        self._counters = None
        number = self.connection.exec_driver_sql(ENTRY, values).lastrowid
        self.head = self.head._replace(seq=seq, hash=digest)
        return int(number)


def fresh_head(inc: bytes) -> Head:
    """Give the head of an incarnation that has no entry yet."""
    return Head(inc, 0, GENESIS)
