"""Take what a till sends: check, store, project, acknowledge, in one transaction.

A well-signed entry that continues its chain is never refused for what it says: it is stored first, projected
second, and what is odd becomes an anomaly that a person sees (facts: sync §4.4).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import exc

from pos.domain import facts
from pos.domain.chain import entry_hash, is_signed_by, signed_bytes
from sync.portal.ingest import store
from sync.portal.ingest.projected import Anomaly, Gathered, Source
from sync.portal.ingest.projectors import project
from sync.portal.ingest.store import GENESIS, Held, Raw
from sync.portal.ledger.charging import charge
from sync.portal.members import store as members
from sync.portal.statistics import rolling
from sync.portal.storage.engine import said
from sync.protocol import framing, messages
from sync.protocol.messages import Ack, Hello, Mark, Problem, Welcome
from sync.protocol.signing import ack_digest, hello_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from sync.portal.storage.engine import Database

_encoder = msgspec.json.Encoder()
_hellos = msgspec.json.Decoder(Hello)
_KNOWN = frozenset(
    kind.__struct_config__.tag
    for kind in facts.AnyFact.__args__  # a union of structs
)
CHALLENGE_MS = 300_000
CANNOT = (msgspec.MsgspecError, ValueError, LookupError, TypeError, AssertionError, ArithmeticError)


class Reply(NamedTuple):
    """What is answered, whatever the server around it."""

    status: int
    body: msgspec.Struct
    retry_after_s: int | None = None


class RefusedError(Exception):
    """A request that is not taken; nothing was changed."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(problem.type)
        self.reply = Reply(status, problem)


def refused(status: int, kind: str, detail: str = "") -> RefusedError:
    """Make a refusal."""
    return RefusedError(status, Problem(type=kind, detail=detail))


class Hub:
    """The portal's ear: hello, push, history. One per process; every method is one transaction."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self.database = database
        self.now_ms = now_ms
        with database.read() as connection:
            secret, token_key = said(connection, "signing_key"), said(connection, "token_key")
        assert secret is not None
        assert token_key is not None
        self._token_key = bytes.fromhex(token_key)
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

        self._key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))

    @property
    def public_key(self) -> str:
        """The key that signs acknowledgements; tills pin it."""
        return self._key.public_key().public_bytes_raw().hex()

    def hello(self, body: bytes, pubkey: str, signature: str) -> Reply:
        """Answer a till that says where it stands."""
        try:
            hello = _hellos.decode(body)
        except msgspec.MsgspecError as error:
            raise refused(422, "malformed", str(error)) from error
        if not _signed(pubkey, hello_digest(body), signature):
            raise refused(401, "bad_signature")
        if not self._is_fresh(hello.challenge):
            now = self.now_ms()
            raise RefusedError(401, Problem(type="challenge", challenge=self.challenge(now), hub_time_ms=now))
        with self.database.write() as connection:
            key = members.key(connection, pubkey)
            if key is None:
                raise refused(401, "unknown_till", "This till is not enrolled here.")
            if key.revoked:
                raise refused(403, "revoked", "This till was taken out of the portal.")
            now = self.now_ms()
            members.seen(connection, key.till, now)
            members.told(connection, key.till, hello, now)
            members.vouch(connection, key, hello.lineage, now)
            return Reply(200, self._welcome(connection, hello, key, now))

    def _welcome(self, connection: Connection, hello: Hello, key: members.Key, now: int) -> Welcome:
        line = store.held(connection, hello.inc)
        seq, digest = (line.seq, line.hash) if line is not None else (0, GENESIS)
        common, differs = _common(connection, hello.inc, hello.marks, seq)
        rivals = {}
        heads = members.heads(connection, key.till)
        for earlier in hello.lineage:
            known = store.held(connection, earlier.inc)
            if known is not None and known.member == key.member:
                heads[earlier.inc] = known.seq
            shared, otherwise = _common(connection, earlier.inc, earlier.marks, known.seq if known else 0)
            if otherwise:
                rivals[earlier.inc] = shared
        about = members.about(connection, key.till)
        return Welcome(
            hub_gen=self.generation(connection),
            hub_time_ms=now,
            till=key.till,
            till_name=about.till_name,
            member_name=about.member_name,
            head=Mark(seq, digest),
            common_seq=common,
            forked=differs or seq > hello.head.seq,
            rivals=rivals,
            heads=heads,
            token=self.token(key.till, key.member, now),
            anomalies=about.anomalies,
        )

    def push(self, body: bytes, encoding: str) -> Reply:
        """Take a batch; the acknowledgement is given once everything is on disk."""
        if len(body) > 2 * messages.MAX_BATCH_BYTES:
            raise refused(413, "too_large")
        try:
            header, payloads = framing.split(framing.inflate(body, encoding))
        except framing.TooLargeError as error:
            raise refused(413, "too_large", str(error)) from error
        except framing.FramingError as error:
            raise refused(422, "malformed", str(error)) from error
        if header.n > messages.MAX_ENTRIES:
            raise refused(413, "too_large", f"at most {messages.MAX_ENTRIES} entries")
        entries = _chained(header, payloads)
        try:
            ack = self._take(header, entries)
        except exc.DBAPIError as error:
            if isinstance(error, exc.IntegrityError | exc.DataError):
                ack = self._take(header, entries, one_by_one=True)
            else:
                raise refused(503, "busy", "The portal cannot write now.") from error
        return Reply(200, ack)

    def _take(self, header: messages.BatchHeader, entries: list[Raw], *, one_by_one: bool = False) -> Ack:
        try:
            with self.database.write() as connection:
                return self._ingest(connection, header, entries, one_by_one=one_by_one)
        except _ForkError as fork:
            # Told in a transaction of its own: the batch itself changes nothing.
            with self.database.write() as connection:
                odd = Anomaly("fork", f"{header.inc}:{fork.at}", {"seq": fork.at, "receipts": fork.receipts})
                store.add_anomalies(connection, fork.line.member, fork.line.till, [odd], self.now_ms())
            raise RefusedError(
                409, Problem(type="fork", head=Mark(fork.line.seq, fork.line.hash), common_seq=fork.common)
            ) from None

    def _ingest(
        self, connection: Connection, header: messages.BatchHeader, entries: list[Raw], *, one_by_one: bool
    ) -> Ack:
        now = self.now_ms()
        line = self._line(connection, header, entries, now)
        store.lock_member(connection, line.member)
        # Read again under the lock: another worker may have moved the head meanwhile.
        line = store.held(connection, header.inc) or line
        last = entries[-1]
        if not _signed(line.pubkey, bytes.fromhex(last.hash), header.sig):
            raise refused(403, "bad_signature")
        if line.revoked_after is not None and last.seq > line.revoked_after:
            raise refused(403, "revoked", f"Entries behind {line.revoked_after} are not taken from this till.")
        if header.first > line.seq + 1:
            raise RefusedError(409, Problem(type="gap", head=Mark(line.seq, line.hash)))
        self._compare(connection, header, entries, line)
        fresh = [entry for entry in entries if entry.seq > line.seq]
        if fresh:
            line = self.append(connection, line, fresh, header.sig, now, one_by_one=one_by_one)
        members.seen(connection, line.till, now)
        return self._signed_ack(connection, line, now)

    def append(
        self, connection: Connection, line: Held, fresh: list[Raw], sig: str, now: int, *, one_by_one: bool = False
    ) -> Held:
        """Store checked entries that continue a line, let them take effect, move the head; under the member's lock."""
        store.add_entries(connection, line.inc, fresh, sig, now)
        source = Source(line.member, line.till, line.inc, 0, now)
        self._effects(connection, source, fresh, one_by_one=one_by_one)
        last = fresh[-1]
        store.move_head(connection, line.inc, last.seq, last.hash, now)
        return line._replace(seq=last.seq, hash=last.hash)

    def _line(self, connection: Connection, header: messages.BatchHeader, entries: list[Raw], now: int) -> Held:
        line = store.held(connection, header.inc)
        if line is not None:
            return line
        if header.first != 1:
            raise RefusedError(409, Problem(type="gap", head=Mark(0, GENESIS)))
        try:
            opened = facts.decode(entries[0].payload)
        except msgspec.MsgspecError as error:
            raise refused(422, "malformed", "the first entry opens no incarnation") from error
        if not isinstance(opened, facts.JournalOpened):
            raise refused(422, "malformed", "the first entry opens no incarnation")
        key = members.key(connection, opened.pubkey)
        if key is None or (key.revoked and members.bound(connection, header.inc) is None):
            raise refused(401, "unknown_till", "This till is not enrolled here.")
        bound = members.bound(connection, header.inc)
        line = Held(header.inc, key.till, key.member, opened.pubkey, 0, GENESIS, bound)
        store.add_line(connection, line, now)
        return line

    def _compare(self, connection: Connection, header: messages.BatchHeader, entries: list[Raw], line: Held) -> None:
        """What overlaps must be the same, byte for byte; else two journals claim the same numbers."""
        wanted = {header.first - 1: header.prev}
        wanted |= {entry.seq: entry.hash for entry in entries if entry.seq <= line.seq}
        here = store.hashes(connection, header.inc, wanted)
        differing = [seq for seq in sorted(wanted) if here.get(seq) != wanted[seq]]
        if not differing:
            return
        at = differing[0]
        receipts = sorted({receipt for entry in entries if (receipt := _receipt(entry.payload))})
        common = max((seq for seq in wanted if seq < at and here.get(seq) == wanted[seq]), default=0)
        raise _ForkError(line, at, common, receipts[:20])

    def _effects(self, connection: Connection, source: Source, fresh: list[Raw], *, one_by_one: bool) -> None:
        known = store.known_events(connection, source.member, [entry.id for entry in fresh])
        new: list[Raw] = []
        for entry in fresh:
            if entry.id not in known:
                known.add(entry.id)
                new.append(entry)
        store.add_events(connection, source.member, source.inc, new)
        if one_by_one:
            for entry in new:
                try:
                    with connection.begin_nested():
                        self._project(connection, source, [entry])
                except exc.DBAPIError as error:
                    self._hold(connection, source, entry, str(error.orig))
            return
        self._project(connection, source, new)

    def _project(self, connection: Connection, source: Source, entries: list[Raw]) -> None:
        gathered = Gathered(connection)
        for entry in entries:
            if entry.type not in _KNOWN:
                self._hold(connection, source, entry, f"unknown kind {entry.type}", told=False)
                continue
            gathered.begin()
            try:
                project(gathered, source._replace(seq=entry.seq), facts.decode(entry.payload))
            except CANNOT as error:
                gathered.take_back()
                self._hold(connection, source, entry, f"{type(error).__name__}: {error}")
        self.write(connection, source, gathered)

    def write(self, connection: Connection, source: Source, gathered: Gathered) -> None:
        """Write what was gathered, and post what it makes the member owe."""
        store.write_gathered(connection, source.member, source.till, gathered, source.received_ms)
        rolling.mark(connection, source.member, gathered)
        odd = charge(connection, source, gathered, self.now_ms())
        store.add_anomalies(connection, source.member, source.till, odd, source.received_ms)

    def _hold(self, connection: Connection, source: Source, entry: Raw, why: str, *, told: bool = True) -> None:
        store.add_waiting(connection, source.inc, entry.seq, why)
        if told:
            odd = Anomaly("projection", entry.id, {"type": entry.type, "seq": entry.seq, "why": why[:200]})
            store.add_anomalies(connection, source.member, source.till, [odd], source.received_ms)

    def project_waiting(self) -> int:
        """Project what an earlier portal could not; give how many entries found their place."""
        done = 0
        with self.database.write() as connection:
            for inc, seq in store.entries_waiting(connection):
                line = store.held(connection, inc)
                entry = store.raw(connection, inc, seq, 1)[0]
                if line is None or entry.type not in _KNOWN:
                    continue
                source = Source(line.member, line.till, inc, seq, self.now_ms())
                gathered = Gathered(connection)
                try:
                    project(gathered, source, facts.decode(entry.payload))
                except CANNOT:
                    continue
                self.write(connection, source, gathered)
                store.arrives_now(connection, line.member, inc, seq)
                store.not_waiting(connection, inc, seq)
                done += 1
        return done

    def history(self, token: str, inc: str, first: int) -> messages.HistoryPage:
        """Give a till its own entries back."""
        till, _ = self.who(token)
        with self.database.read() as connection:
            line = store.held(connection, inc)
            if line is None or line.till != till or first < 1:
                raise refused(404, "unknown_incarnation")
            before = store.hashes(connection, inc, [first - 1]).get(first - 1)
            if before is None:
                raise refused(404, "unknown_entry")
            rows = store.raw(connection, inc, first, messages.MAX_ENTRIES)
            signed = store.signatures(connection, inc, first, first + len(rows))
            return messages.HistoryPage(
                inc=inc,
                first=first,
                prev=before,
                payloads=tuple(row.payload.decode() for row in rows),
                head=Mark(line.seq, line.hash),
                sigs={str(place): signed[row.seq] for place, row in enumerate(rows) if row.seq in signed},
                adopted={str(place): row.adopted for place, row in enumerate(rows) if row.adopted},
            )

    def generation(self, connection: Connection) -> int:
        """Give the generation of this database: it goes up when a backup of it was put back in use."""
        return int(said(connection, "generation") or 1)

    def signature(self, entry: bytes) -> str:
        """Sign the hash of an entry that the portal itself wrote."""
        return self._key.sign(signed_bytes(entry)).hex()

    def challenge(self, now: int) -> str:
        """Give words that a till signs to prove that it holds its key now."""
        return self._sealed(f"c.{now}")

    def token(self, till: str, member: str, now: int) -> str:
        """Give a till the right to pull for an hour."""
        return self._sealed(f"t.{till}.{member}.{now + messages.TOKEN_MS}")

    def who(self, token: str) -> tuple[str, str]:
        """Give till and member of a token; raises `RefusedError` for one that is not ours or too old."""
        parts = token.split(".")
        if len(parts) != 5 or parts[0] != "t" or not self._is_ours(token) or int(parts[3]) < self.now_ms():
            raise refused(401, "token", "Say hello again.")
        return parts[1], parts[2]

    def _is_fresh(self, challenge: str) -> bool:
        parts = challenge.split(".")
        if len(parts) != 3 or parts[0] != "c" or not self._is_ours(challenge):
            return False
        return abs(self.now_ms() - int(parts[1])) <= CHALLENGE_MS

    def _sealed(self, words: str) -> str:
        return f"{words}.{hmac.new(self._token_key, words.encode(), hashlib.sha256).hexdigest()[:32]}"

    def _is_ours(self, sealed: str) -> bool:
        return hmac.compare_digest(self._sealed(sealed.rpartition(".")[0]).encode(), sealed.encode())

    def _signed_ack(self, connection: Connection, line: Held, now: int) -> Ack:
        generation = self.generation(connection)
        ack = Ack(inc=line.inc, acked=Mark(line.seq, line.hash), hub_gen=generation, hub_time_ms=now)
        return msgspec.structs.replace(ack, sig=self._key.sign(signed_bytes(ack_digest(ack))).hex())


class _ForkError(Exception):
    def __init__(self, line: Held, at: int, common: int, receipts: list[str]) -> None:
        super().__init__(at)
        self.line, self.at, self.common, self.receipts = line, at, common, receipts


def _common(connection: Connection, inc: str, marks: Sequence[Mark], held: int) -> tuple[int, bool]:
    """Give the last mark that both hold alike, and whether one is held otherwise."""
    met = [mark for mark in marks if mark.seq <= held]
    here = store.hashes(connection, inc, [mark.seq for mark in met])
    alike = [mark.seq for mark in met if here.get(mark.seq) == mark.hash]
    return max(alike, default=0), len(alike) < len(met)


def _signed(pubkey: str, digest: bytes, signature: str) -> bool:
    try:
        return is_signed_by(bytes.fromhex(pubkey), digest, bytes.fromhex(signature))
    except ValueError:
        return False


def _chained(header: messages.BatchHeader, payloads: list[bytes]) -> list[Raw]:
    """Give the entries with their hashes; raises `RefusedError` for a header or payload that is none."""
    try:
        inc, digest = bytes.fromhex(header.inc), bytes.fromhex(header.prev)
        assert len(inc) == 16
        assert len(digest) == 32
        made = []
        for place, payload in enumerate(payloads):
            seq = header.first + place
            digest = entry_hash(inc, seq, digest, payload)
            known = facts.header(payload)
            assert len(bytes.fromhex(known.id)) == 16
            origin = header.adopted.get(str(place))
            made.append(Raw(seq, known.id, known.type[:40], known.v, payload, digest.hex(), origin))
    except (ValueError, AssertionError, OverflowError, msgspec.MsgspecError) as error:
        raise refused(422, "malformed", str(error)) from error
    return made


def _receipt(payload: bytes) -> str:
    try:
        fact = facts.decode(payload)
    except msgspec.MsgspecError:
        return ""
    return fact.sale.receipt if isinstance(fact, facts.SaleCompleted | facts.RefundCompleted) else ""


def encoded(body: msgspec.Struct) -> bytes:
    """Give an answer as it is sent."""
    return _encoder.encode(body)
