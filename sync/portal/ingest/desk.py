"""The portal's own desk: what people of a member change here is written into the member's journal.

An edit at the portal is an entry like those of tills: chained, signed (with the portal's key), kept before it takes
effect, and projected by the same code. So merging, conflicts, pulls, the rebuild and `portal-verify` know nothing of
desks. A member's desk is a line of the raw journal whose till is no till: it sells nothing, is never heard and is not
in the table of tills. After a backup was put back the desk opens a new incarnation, because entries that the backup
lacks may have been seen elsewhere under the same numbers.

Who sat at the desk stands in the audit of the portal and never in these bytes.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from pos.domain import facts
from pos.domain.chain import entry_hash
from sync.portal.ingest import store
from sync.portal.ingest.store import GENESIS, Held, Raw
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from sync.portal.ingest.service import Hub
    from sync.portal.storage.engine import Database

ZONE = ZoneInfo("Europe/Zurich")
REASON = "portal"


class Draft(NamedTuple):
    """What a fact is made from: the member's present state under its lock, and the time."""

    connection: Connection
    member: str
    now_ms: int

    @property
    def at(self) -> facts.Stamp:
        """The moment of recording, on the portal's clock."""
        return facts.Stamp(self.now_ms, _offset_min(self.now_ms), 0, "", self.now_ms)

    @property
    def day(self) -> str:
        """The business day, ISO."""
        return datetime.fromtimestamp(self.now_ms / 1000, ZONE).date().isoformat()

    def new_id(self) -> str:
        """Make an id (UUIDv7) for a fact."""
        chance = int(secrets.token_hex(10), 16)
        return f"{self.now_ms << 80 | 7 << 76 | (chance >> 62 & 0xFFF) << 64 | 2 << 62 | chance & (1 << 62) - 1:032x}"


class Desk:
    """Records what people of a member change at the portal."""

    def __init__(self, database: Database, hub: Hub) -> None:
        self._database, self._hub = database, hub

    def record(
        self,
        member: str,
        make: Callable[[Draft], Iterable[facts.AnyFact]],
        audit: Callable[[Connection], object] | None = None,
    ) -> int:
        """Journal what `make` gives, and let it take effect, all or nothing; give how many facts.

        `make` reads the present state through its draft and may raise `UserError`: nothing is recorded then.
        `audit` notes who did it, in the same transaction.
        """
        with self._database.write() as connection:
            store.lock_member(connection, member)
            now = self._hub.now_ms()
            made = list(make(Draft(connection, member, now)))
            if made:
                self._append(connection, member, made, now)
            if audit is not None:
                audit(connection)
        return len(made)

    def _append(self, connection: Connection, member: str, made: list[facts.AnyFact], now: int) -> None:
        line = self._line(connection, member)
        if not line.seq:
            made = [self._opening(connection, line, now), *made]
            store.add_line(connection, line, now)
        entries = _chained(line, made)
        sig = self._hub.signature(bytes.fromhex(entries[-1].hash))
        self._hub.append(connection, line, entries, sig, now)
        if why := store.waits(connection, line.inc, entries[0].seq):
            raise RuntimeError(f"the desk wrote what cannot be projected: {why}")

    def _line(self, connection: Connection, member: str) -> Held:
        key, generation = self._hub.public_key, self._hub.generation(connection)
        inc = hashlib.sha256(f"desk {key} {generation} {member}".encode()).hexdigest()[:32]
        return store.held(connection, inc) or Held(inc, desk_of(member), member, key, 0, GENESIS, None)

    def _opening(self, connection: Connection, line: Held, now: int) -> facts.JournalOpened:
        before = store.last_line(connection, line.till)
        draft = Draft(connection, line.member, now)
        return facts.JournalOpened(
            id=draft.new_id(),
            at=draft.at,
            parent=None if before is None else facts.Parent(before.inc, before.seq, before.hash),
            reason=REASON,
            pubkey=line.pubkey,
            app="",
            schema=tables.SCHEMA_VERSION,
        )


def desk_of(member: str) -> str:
    """Give what stands for a till on the lines that a member's desk writes; no till has this id."""
    return hashlib.sha256(f"desk {member}".encode()).hexdigest()[:32]


def _chained(line: Held, made: Iterable[facts.AnyFact]) -> list[Raw]:
    entries: list[Raw] = []
    inc, digest = bytes.fromhex(line.inc), bytes.fromhex(line.hash)
    for seq, fact in enumerate(made, line.seq + 1):
        payload = facts.encode(fact)
        digest = entry_hash(inc, seq, digest, payload)
        entries.append(Raw(seq, fact.id, facts.kind_of(fact), fact.v, payload, digest.hex(), None))
    return entries


def _offset_min(now_ms: int) -> int:
    offset = datetime.fromtimestamp(now_ms / 1000, ZONE).utcoffset()
    assert offset is not None
    return int(offset.total_seconds() // 60)
