"""Enrol a till: it shows a code, a person of the member approves it (RFC 8628), its key is bound to the till."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, select, update

from pos.domain.chain import is_signed_by
from pos.domain.errors import UserError
from pos.domain.network import Fellow, Network
from sync.portal.accounts import audit
from sync.portal.ingest.service import Reply, refused
from sync.portal.members import store
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_once
from sync.protocol.messages import CodeAsked, CodeGiven, Enrolled, TokenAsked
from sync.protocol.signing import enrol_digest, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.ingest.service import Hub
    from sync.portal.storage.engine import Database

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""RFC 8628 §6.1: consonants only, so that no word comes out and nothing is misread; 20^8 codes."""
CODE_MS = 900_000
INTERVAL_S = 5
MOST_OPEN = 500


class Asked(NamedTuple):
    """A till that waits for a person."""

    user_code: str
    shop_name: str
    till_name: str
    till_code: str
    created_ms: int
    expires_ms: int = 0
    fingerprint: str = ""


class Enrolling:
    """Codes asked, approved, redeemed."""

    def __init__(self, database: Database, hub: Hub, now_ms: Callable[[], int], *, address: str = "") -> None:
        self._database, self._hub, self._now_ms, self.address = database, hub, now_ms, address

    def others_of(self, member: str) -> Network:
        """Give who else is a member, by name: what a till may note as the buyer of a sale."""
        m = tables.member.c
        query = select(m.id, m.name).where(m.id != member, m.id.not_in(select(tables.departed.c.member)))
        with self._database.read() as connection:
            found = tuple(Fellow(row.id, row.name) for row in connection.execute(query.order_by(m.name, m.id)))
        return Network(self._now_ms(), found)

    def ask(self, asked: CodeAsked) -> CodeGiven:
        """Give a till the code it shows."""
        try:
            own = is_signed_by(bytes.fromhex(asked.pubkey), enrol_digest(asked), bytes.fromhex(asked.sig))
        except ValueError:
            own = False
        if not own:
            raise refused(403, "bad_signature")
        now = self._now_ms()
        device, code = secrets.token_urlsafe(32), "".join(secrets.choice(_LETTERS) for _ in range(8))
        c = tables.enrolment.c
        with self._database.write() as connection:
            connection.execute(delete(tables.enrolment).where(c.expires_ms < now - CODE_MS))
            waiting = connection.execute(
                select(func.count()).select_from(tables.enrolment).where(c.state == "asked")
            ).scalar_one()
            if waiting >= MOST_OPEN:
                raise refused(429, "too_many_codes")
            insert_once(
                connection,
                tables.enrolment,
                [
                    {
                        "user_code": code,
                        "device_hash": _hashed(device),
                        "pubkey": asked.pubkey,
                        "shop_name": asked.shop_name[:120],
                        "till_name": asked.till_name[:60],
                        "till_code": asked.till_code[:16],
                        "state": "asked",
                        "till": None,
                        "created_ms": now,
                        "expires_ms": now + CODE_MS,
                    }
                ],
            )
        return CodeGiven(
            device_code=device,
            user_code=code,
            verification_uri=f"{self.address}/caisse",
            expires_in=CODE_MS // 1000,
            interval=INTERVAL_S,
        )

    def redeem(self, asked: TokenAsked) -> Reply:
        """Tell a till whether its code was approved, and who it is then (RFC 8628 §3.5)."""
        c = tables.enrolment.c
        with self._database.read() as connection:
            row = connection.execute(
                select(c.state, c.till, c.expires_ms).where(c.device_hash == _hashed(asked.device_code))
            ).one_or_none()
            if row is None or (row.state == "asked" and row.expires_ms < self._now_ms()):
                raise refused(400, "expired_token")
            if row.state == "denied":
                raise refused(400, "access_denied")
            if row.state != "approved":
                raise refused(400, "authorization_pending")
            about = store.about(connection, row.till)
            generation = self._hub.generation(connection)
        return Reply(
            200,
            Enrolled(
                till=row.till,
                till_name=about.till_name,
                member_name=about.member_name,
                hub_key=self._hub.public_key,
                hub_gen=generation,
            ),
        )

    def waiting(self) -> list[Asked]:
        """Give the tills that wait for a person."""
        c = tables.enrolment.c
        with self._database.read() as connection:
            rows = connection.execute(
                select(c.user_code, c.shop_name, c.till_name, c.till_code, c.created_ms)
                .where(c.state == "asked", c.expires_ms >= self._now_ms())
                .order_by(c.created_ms)
            )
            return [Asked(*row) for row in rows]

    def asked(self, code: str) -> Asked | None:
        """Give the till that shows a code, None when no till waits with it."""
        c = tables.enrolment.c
        columns = (c.user_code, c.shop_name, c.till_name, c.till_code, c.created_ms, c.expires_ms, c.pubkey)
        query = select(*columns).where(c.user_code == _typed(code), c.state == "asked")
        with self._database.read() as connection:
            row = connection.execute(query.where(c.expires_ms >= self._now_ms())).one_or_none()
        return None if row is None else Asked(*row[:-1], fingerprint(row.pubkey))

    def approve(self, code: str, member: str = "", *, replaces: str = "", by: str = audit.OFFICE) -> str:
        """Let a waiting till in as a till of `member` (name or id; made when it is new); give the till's id.

        `replaces` names a till whose machine is dead: the new key speaks for it from now on.
        """
        typed = _typed(code)
        now = self._now_ms()
        c = tables.enrolment.c
        with self._database.write() as connection:
            row = connection.execute(
                select(tables.enrolment).where(c.user_code == typed, c.state == "asked", c.expires_ms >= now)
            ).one_or_none()
            if row is None:
                raise UserError(
                    "No till waits with the code {code}. Codes live 15 minutes: ask for a new one.", code=typed
                )
            name = member or row.shop_name
            owner = store.find_member(connection, name)
            if owner is None:
                owner = secrets.token_hex(16)
                store.add_member(connection, owner, name, now)
            known = store.key(connection, row.pubkey)
            if replaces:
                if replaces not in {till["id"] for till in store.tills(connection, owner)}:
                    raise UserError("{member} has no till {till}.", member=name, till=replaces)
                till = replaces
            elif known is not None and known.member == owner:
                till = known.till
            else:
                till = secrets.token_hex(16)
                store.add_till(connection, till, owner, row.till_name or row.till_code, row.till_code, now)
            if known is not None and known.member != owner:
                raise UserError("This till belongs to another member. Take it out there first.")
            if known is not None:
                store.allow_again(connection, row.pubkey)
            store.bind(connection, row.pubkey, till, owner, now)
            connection.execute(update(tables.enrolment).where(c.user_code == typed).values(state="approved", till=till))
            what = "till replaced" if replaces else "till approved"
            audit.note(connection, now, by, what, till, fingerprint(row.pubkey), member=owner)
        return till

    def deny(self, code: str, *, by: str = audit.OFFICE, member: str | None = None) -> None:
        """Refuse a waiting till."""
        c = tables.enrolment.c
        mine = (c.user_code == _typed(code), c.state == "asked")
        with self._database.write() as connection:
            key = connection.execute(select(c.pubkey).where(*mine)).scalar_one_or_none()
            if key is not None:
                connection.execute(update(tables.enrolment).where(*mine).values(state="denied"))
                now = self._now_ms()
                audit.note(connection, now, by, "till denied", fingerprint(key), member=member)

    def revoke(self, till: str, *, member: str | None = None, by: str = audit.OFFICE) -> bool:
        """Take nothing from a till behind what is held of it now; False when the member has no such till."""
        with self._database.write() as connection:
            owner = store.owner_of(connection, till)
            if owner is None or member not in {None, owner}:
                return False
            store.revoke(connection, till)
            held = ", ".join(f"{inc}:{seq}" for inc, seq in sorted(store.heads(connection, till).items()))
            audit.note(connection, self._now_ms(), by, "till revoked", till, held, member=owner)
        return True

    def tills(self, member: str) -> list[store.Standing]:
        """Give how the tills of a member stand."""
        with self._database.read() as connection:
            return store.standings(connection, member)


def _typed(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _hashed(device_code: str) -> str:
    return hashlib.sha256(device_code.encode()).hexdigest()
