"""Roles offered, accepted, taken away: the chamber invites members, an owner invites staff."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from sync.portal.accounts import audit, letters, passwords, store
from sync.portal.accounts.principal import ChamberRole, MemberRole, Reason, TurnedDownError
from sync.portal.accounts.service import digest, folded, tidy
from sync.portal.members import store as members

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.accounts.letters import Post
    from sync.portal.accounts.principal import Person
    from sync.portal.accounts.service import Accounts, Caller
    from sync.portal.storage.engine import Database

VALID_MS = 7 * 24 * 3_600_000
CHAMBER = "Chambre"


class Offer(NamedTuple):
    """What an invitation offers, for the page that asks."""

    email: str
    place: str
    role: MemberRole | ChamberRole


class Inviting:
    """Invitations and roles of all shops and of the chamber. Who may: see `sync.portal.web.rules`."""

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        now_ms: Callable[[], int],
        *,
        address: str = "",
        post: Post = letters.kept_back,
    ) -> None:
        self._database, self._accounts, self._now_ms = database, accounts, now_ms
        self.address, self._post = address, post

    def invite(
        self, email: str, role: MemberRole | ChamberRole, *, member: str | None = None, by: Person | None = None
    ) -> str:
        """Offer a role in a shop or in the chamber; give the link, which also leaves by mail."""
        address = folded(email)
        if not address:
            raise TurnedDownError(Reason.NO_ADDRESS)
        assert isinstance(role, ChamberRole) is (member is None)
        token = secrets.token_urlsafe(32)
        link = f"{self.address}/invitation/{token}"
        with self._database.write() as connection:
            now = self._now_ms()
            place = self._place(connection, member)
            kept = store.Invitation(digest(token), address, role, member, now, now + VALID_MS, None)
            store.invite(connection, kept, by.id if by else None)
            actor = by.id if by else audit.OFFICE
            audit.note(connection, now, actor, "invited", kept.token_hash, role, member=member)
            self._post(connection, address, *letters.invitation(link, place, by.name if by else CHAMBER), now)
        return link

    def invite_new_member(self, name: str, email: str, by: Person) -> str:
        """Offer ownership of a shop that is new, or that nobody holds yet; give the link.

        Where somebody does, the chamber does not come in: only owners invite there.
        """
        said = tidy(name)
        with self._database.write() as connection:
            member = members.find_member(connection, said)
            if member is None:
                member, now = secrets.token_hex(16), self._now_ms()
                members.add_member(connection, member, said, now)
                audit.note(connection, now, by.id, "member added", member, member=member)
            elif store.holders(connection, member, MemberRole.OWNER):
                raise TurnedDownError(Reason.HAS_OWNER)
        return self.invite(email, MemberRole.OWNER, member=member, by=by)

    def is_known(self, email: str) -> bool:
        """Tell whether somebody has an account with this address."""
        with self._database.read() as connection:
            return store.by_email(connection, folded(email)) is not None

    def offer(self, token: str) -> Offer | None:
        """Give what an invitation offers; None when it is over."""
        with self._database.read() as connection:
            kept = self._open(connection, token)
            return None if kept is None else Offer(kept.email, self._place(connection, kept.member), _role(kept))

    def accept(self, token: str, name: str, password: str, caller: Caller) -> str:
        """Take a role with a new account, or with the one that this address has already; give a session's id."""
        with self._database.read() as connection:
            kept = self._open(connection, token)
            known = store.by_email(connection, kept.email) if kept else None
        if kept is None:
            raise TurnedDownError(Reason.LINK_OVER)
        if known is None:
            return self._open_account(kept, tidy(name), password, caller)
        session = self._accounts.sign_in(kept.email, password, caller)
        with self._database.write() as connection:
            self._take(connection, kept, known.id)
        return session

    def _open_account(self, kept: store.Invitation, name: str, password: str, caller: Caller) -> str:
        passwords.judge(password, name, kept.email)
        known = store.Known(secrets.token_hex(16), kept.email, name, passwords.hashed(password), None)
        with self._database.write() as connection:
            now = self._now_ms()
            self._take(connection, kept, known.id)
            if not store.add_person(connection, known, now):
                raise TurnedDownError(Reason.LINK_OVER)
            audit.note(connection, now, known.id, "account opened", known.id)
            return self._accounts.open(connection, known.id, caller, "invitation")

    def accept_as(self, person: Person, token: str) -> None:
        """Take a role with the account that is signed in; it must be the one that was invited."""
        with self._database.write() as connection:
            kept = self._open(connection, token)
            if kept is None:
                raise TurnedDownError(Reason.LINK_OVER)
            if kept.email != person.email:
                raise TurnedDownError(Reason.OTHER_PERSON)
            self._take(connection, kept, person.id)

    def withdraw(self, token_hash: str, member: str | None, by: Person) -> None:
        """Withdraw an invitation of a shop or of the chamber."""
        with self._database.write() as connection:
            if store.withdraw(connection, token_hash, member):
                now = self._now_ms()
                audit.note(connection, now, by.id, "invitation withdrawn", token_hash, member=member)

    def take_role(self, person: str, role: MemberRole | ChamberRole, member: str | None, by: Person) -> None:
        """Take a role away; the last owner of a shop and the last admin of the chamber stay."""
        with self._database.write() as connection:
            last = role in {MemberRole.OWNER, ChamberRole.ADMIN}
            if last and store.holders(connection, member, role) <= {person}:
                raise TurnedDownError(Reason.LAST_ONE)
            if not store.take_role(connection, person, member, role):
                raise TurnedDownError(Reason.NOT_THERE)
            audit.note(connection, self._now_ms(), by.id, "role taken", person, role, member=member)

    def colleagues(self, member: str | None) -> tuple[list[store.Colleague], list[store.Invitation]]:
        """Give who has a role in a shop or in the chamber, and who is invited."""
        with self._database.read() as connection:
            return (
                store.colleagues(connection, member),
                store.open_invitations(connection, member, self._now_ms()),
            )

    def members_and_owners(self) -> list[store.Held]:
        """Give all members, and by how many people each is held."""
        with self._database.read() as connection:
            return store.held(connection)

    def _open(self, connection: Connection, token: str) -> store.Invitation | None:
        kept = store.invitation(connection, digest(token))
        if kept is None or kept.used_ms is not None or kept.expires_ms <= self._now_ms():
            return None
        return kept

    def _take(self, connection: Connection, kept: store.Invitation, person: str) -> None:
        now = self._now_ms()
        if not store.use_invitation(connection, kept.token_hash, now):
            raise TurnedDownError(Reason.LINK_OVER)
        # Who owns the shop already is not made less by an invitation as staff.
        places = store.memberships(connection, person)
        owns = any(place.member == kept.member and place.role is MemberRole.OWNER for place in places)
        if not owns:
            store.give_role(connection, person, kept.member, kept.role, now)
        audit.note(connection, now, person, "role taken up", kept.token_hash, kept.role, member=kept.member)

    def _place(self, connection: Connection, member: str | None) -> str:
        return CHAMBER if member is None else members.name_of(connection, member)


def _role(kept: store.Invitation) -> MemberRole | ChamberRole:
    return ChamberRole(kept.role) if kept.member is None else MemberRole(kept.role)
