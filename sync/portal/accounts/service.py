"""Sign in and out, who a session belongs to, and what people change about themselves."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from sync.portal.accounts import audit, letters, passwords, store
from sync.portal.accounts.principal import Person, Reason, TurnedDownError
from sync.portal.storage.engine import secret_of
from sync.portal.wording import to

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.accounts.letters import Post
    from sync.portal.storage.engine import Database

HOUR_MS = 3_600_000
IDLE_MS, LONGEST_MS = 12 * HOUR_MS, 14 * 24 * HOUR_MS
SEEN_EVERY_MS = 60_000
PAUSE_MS = 600_000
LINK_MS = HOUR_MS
MOST_TRIES = 5
"""For an address of a person from one connection; then a pause."""
MOST_FROM_ONE_CONNECTION, MOST_FOR_ONE_PERSON = 30, 60
MOST_LINKS = 3


class Caller(NamedTuple):
    """Where somebody comes from: an address, which is not kept, and what is shown in the list of sessions."""

    address: str
    family: str = ""
    agent: str = ""


class Accounts:
    """The portal's people."""

    def __init__(
        self, database: Database, now_ms: Callable[[], int], *, address: str = "", post: Post = letters.kept_back
    ) -> None:
        self._database, self._now_ms, self.address, self._post = database, now_ms, address, post
        self._key = bytes.fromhex(secret_of(database, "attempt_key"))

    # In and out

    def sign_in(self, email: str, password: str, caller: Caller, *, instead_of: str = "") -> str:
        """Open a session and give its id; it takes the place of the browser's earlier one."""
        address = folded(email)
        left = self._try("sign-in", address, caller)
        with self._database.read() as connection:
            known = store.by_email(connection, address)
        fit = passwords.fits(known.password if known else None, password)
        if not fit or known is None or known.disabled_ms is not None:
            raise TurnedDownError(Reason.WRONG, left)
        assert known.password is not None
        renewed = passwords.hashed(password) if passwords.is_outdated(known.password) else ""
        with self._database.write() as connection:
            now = self._now_ms()
            store.forget_tries(connection, self._hashed("sign-in", address, caller.address), now - PAUSE_MS)
            if renewed:
                store.set_person(connection, known.id, password=renewed)
            return self.open(connection, known.id, caller, "password", instead_of=instead_of)

    def open(self, connection: Connection, person: str, caller: Caller, how: str, *, instead_of: str = "") -> str:
        """Open a session of somebody who proved to be that person; give its id."""
        now = self._now_ms()
        token = secrets.token_urlsafe(32)
        store.forget_sessions(connection, now - 2 * LONGEST_MS)
        if instead_of:
            store.end_sessions(connection, person, now, only=digest(instead_of))
        kept = store.Session(digest(token), person, now, now, caller.family[:8], caller.agent[:60])
        store.open_session(connection, kept)
        audit.note(connection, now, person, "signed in", person, how)
        return token

    def whose(self, token: str) -> Person | None:
        """Give who a session belongs to; None for one that is over."""
        if not token:
            return None
        now = self._now_ms()
        with self._database.read() as connection:
            session = store.session(connection, digest(token))
            if session is None or session.seen_ms <= now - IDLE_MS or session.created_ms <= now - LONGEST_MS:
                return None
            known = store.by_id(connection, session.person)
            if known is None or known.disabled_ms is not None:
                return None
            places = store.memberships(connection, known.id)
            chamber = store.chamber_roles(connection, known.id)
        if session.seen_ms <= now - SEEN_EVERY_MS:
            with self._database.write() as connection:
                store.saw(connection, session.id_hash, now)
        return Person(known.id, known.email, known.name, session.id_hash, places, chamber)

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._database.write() as connection:
            session = store.session(connection, digest(token))
            if session is not None:
                now = self._now_ms()
                store.end_sessions(connection, session.person, now, only=session.id_hash)
                audit.note(connection, now, session.person, "signed out", session.person)

    def confirm(self, person: Person, password: str, caller: Caller) -> None:
        """See that it is still the same person before something grave; turn down a wrong password."""
        left = self._try("confirm", person.email, caller)
        with self._database.read() as connection:
            known = store.by_id(connection, person.id)
        if known is None or not passwords.fits(known.password, password):
            self._note(person.id, "confirmation refused", person.id)
            raise TurnedDownError(Reason.WRONG, left)

    def count(self, what: str, person: Person, caller: Caller, *, most: int) -> None:
        """Count something that a person may not try without end; turn down when it is too many."""
        self._try(what, person.email, caller, most=most)

    # What people change about themselves

    def rename(self, person: Person, name: str) -> None:
        """Change somebody's own name."""
        said = tidy(name)
        with self._database.write() as connection:
            store.set_person(connection, person.id, name=said)
            audit.note(connection, self._now_ms(), person.id, "renamed", person.id)

    def change_password(self, person: Person, old: str, new: str, caller: Caller) -> None:
        """Change somebody's own password; every other session ends."""
        self.confirm(person, old, caller)
        passwords.judge(new, person.name, person.email)
        made = passwords.hashed(new)
        with self._database.write() as connection:
            now = self._now_ms()
            store.set_person(connection, person.id, password=made)
            store.drop_links(connection, person.id, now)
            ended = store.end_sessions(connection, person.id, now, but=person.session)
            audit.note(connection, now, person.id, "password changed", person.id, f"sessions ended: {ended}")

    def sessions(self, person: Person) -> list[store.Session]:
        """Give somebody's own sessions that still hold."""
        now = self._now_ms()
        with self._database.read() as connection:
            return store.sessions(connection, person.id, now - IDLE_MS, now - LONGEST_MS)

    def end_session(self, person: Person, id_hash: str) -> None:
        """End one of somebody's own sessions."""
        with self._database.write() as connection:
            now = self._now_ms()
            if store.end_sessions(connection, person.id, now, only=id_hash):
                audit.note(connection, now, person.id, "session ended", person.id)

    def set_disabled(self, email: str, *, disabled: bool) -> None:
        """Keep somebody out of the portal, all sessions ended at once, or let the person in again."""
        with self._database.write() as connection:
            known = store.by_email(connection, folded(email))
            if known is None:
                raise TurnedDownError(Reason.NOT_THERE)
            now = self._now_ms()
            store.set_person(connection, known.id, disabled_ms=now if disabled else None)
            store.end_sessions(connection, known.id, now)
            audit.note(connection, now, audit.OFFICE, "shut out" if disabled else "let in again", known.id)

    # A forgotten password

    def forgot(self, email: str, caller: Caller) -> None:
        """Send a link to a new password, if there is such a person; nobody learns whether there is.

        Somebody unknown costs the same hash and the same rows.
        """
        address = folded(email)
        self._try("forgot", address, caller, most=MOST_LINKS)
        token = secrets.token_urlsafe(32)
        passwords.fits(None, token)
        with self._database.write() as connection:
            now = self._now_ms()
            known = store.by_email(connection, address)
            if known is not None and known.disabled_ms is None:
                store.add_link(connection, digest(token), known.id, now + LINK_MS)
                audit.note(connection, now, known.id, "password link sent", known.id)
                self._post(
                    connection, known.email, *letters.new_password(self.address + to(f"/mot-de-passe/{token}")), now
                )
            else:
                store.add_link(connection, digest(token), None, now + LINK_MS)

    def password_link(self, email: str) -> str:
        """Give the link to a new password to who works at the portal's machine, where no mail leaves."""
        token = secrets.token_urlsafe(32)
        with self._database.write() as connection:
            known = store.by_email(connection, folded(email))
            if known is None:
                raise TurnedDownError(Reason.NOT_THERE)
            now = self._now_ms()
            store.add_link(connection, digest(token), known.id, now + LINK_MS)
            audit.note(connection, now, audit.OFFICE, "password link made", known.id)
        return f"{self.address}/mot-de-passe/{token}"

    def link_holds(self, token: str) -> bool:
        """Tell whether a link to a new password still holds."""
        with self._database.read() as connection:
            return store.link(connection, digest(token), self._now_ms()) is not None

    def reset(self, token: str, new: str) -> None:
        """Choose a new password by a link: every session ends, and passkeys go.

        Who can read somebody's letters is that person. Who set up passkeys before may have been somebody else.
        """
        with self._database.read() as connection:
            person = store.link(connection, digest(token), self._now_ms())
            known = store.by_id(connection, person) if person else None
        if known is None:
            raise TurnedDownError(Reason.LINK_OVER)
        passwords.judge(new, known.name, known.email)
        made = passwords.hashed(new)
        with self._database.write() as connection:
            now = self._now_ms()
            if store.link(connection, digest(token), now) is None:
                raise TurnedDownError(Reason.LINK_OVER)
            store.set_person(connection, known.id, password=made)
            store.drop_links(connection, known.id, now)
            store.drop_passkeys(connection, known.id)
            store.end_sessions(connection, known.id, now)
            audit.note(connection, now, known.id, "password reset", known.id)

    # Counting tries

    def _try(self, what: str, address: str, caller: Caller, *, most: int = MOST_TRIES) -> int:
        """Count a try, and give how many are left; turn down when it is too many."""
        limits = (
            (self._hashed(what, address, caller.address), most),
            (self._hashed(what, "any", caller.address), MOST_FROM_ONE_CONNECTION),
            (self._hashed(what, address, "any"), MOST_FOR_ONE_PERSON),
        )
        with self._database.write() as connection:
            now = self._now_ms()
            left = min(most - store.tries(connection, key, now, PAUSE_MS) for key, most in limits)
        if left < 0:
            raise TurnedDownError(Reason.PAUSED)
        return left

    def _hashed(self, *parts: str) -> str:
        return hmac.new(self._key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()

    def _note(self, actor: str, action: str, target: str) -> None:
        with self._database.write() as connection:
            audit.note(connection, self._now_ms(), actor, action, target)


def digest(token: str) -> str:
    """Give what is kept of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def folded(email: str) -> str:
    """Give an e-mail address as it is compared; empty for what is none."""
    said = unicodedata.normalize("NFKC", email).strip().casefold()
    name, at, host = said.rpartition("@")
    clean = said.isprintable() and not any(letter in " ,;<>\"'()[]\\" for letter in said)
    return said if name and at and "." in host.strip(".") and clean and len(said) <= 254 else ""


def tidy(name: str) -> str:
    """Give a person's name on one line; turn down an empty one."""
    said = " ".join(letter for letter in "".join(c if c.isprintable() else " " for c in name).split())[:80]
    if not said:
        raise TurnedDownError(Reason.NO_NAME)
    return said
