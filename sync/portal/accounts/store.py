"""The SQL of people, roles, sessions, links, passkeys and attempts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select, update

from sync.portal.accounts.principal import ChamberRole, MemberRole, Membership
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_new, insert_once, put

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection


class Known(NamedTuple):
    """A person as kept."""

    id: str
    email: str
    name: str
    password: str | None
    disabled_ms: int | None


class Invitation(NamedTuple):
    """A role that waits for somebody."""

    token_hash: str
    email: str
    role: str
    member: str | None
    created_ms: int
    expires_ms: int
    used_ms: int | None


class Session(NamedTuple):
    """A browser that is signed in."""

    id_hash: str
    person: str
    created_ms: int
    seen_ms: int
    family: str
    agent: str


class Colleague(NamedTuple):
    """Somebody with a role."""

    id: str
    name: str
    email: str
    role: str
    since_ms: int


class Held(NamedTuple):
    """A member, and how many people own it."""

    id: str
    name: str
    owners: int


class Passkey(NamedTuple):
    """A key that signs in a person; the credential's name is base64url."""

    credential: str
    person: str
    public_key: bytes
    sign_count: int
    name: str
    created_ms: int
    used_ms: int | None


# People


def by_email(connection: Connection, email: str) -> Known | None:
    """Give the person of a folded address."""
    return _known(connection, tables.person.c.email == email)


def by_id(connection: Connection, person: str) -> Known | None:
    """Give a person."""
    return _known(connection, tables.person.c.id == person)


def _known(connection: Connection, which: Any) -> Known | None:
    c = tables.person.c
    row = connection.execute(select(*(c[name] for name in Known._fields)).where(which)).one_or_none()
    return None if row is None else Known(*row)


def add_person(connection: Connection, person: Known, now_ms: int) -> bool:
    """Add a person; False when the address is somebody's already, be it since a moment."""
    insert_once(connection, tables.person, [{**person._asdict(), "created_ms": now_ms}])
    return by_id(connection, person.id) is not None


def set_person(connection: Connection, person: str, **values: object) -> None:
    """Change what is kept of a person."""
    connection.execute(update(tables.person).where(tables.person.c.id == person).values(**values))


# Roles


def memberships(connection: Connection, person: str) -> tuple[Membership, ...]:
    """Give a person's places in shops, by the shops' names."""
    m, c = tables.member.c, tables.membership.c
    query = select(c.member, m.name, c.role).join(tables.member, m.id == c.member).where(c.person == person)
    rows = connection.execute(query.order_by(m.name, m.id))
    return tuple(Membership(row.member, row.name, MemberRole(row.role)) for row in rows)


def chamber_roles(connection: Connection, person: str) -> frozenset[ChamberRole]:
    """Give a person's roles in the chamber."""
    c = tables.chamber_role.c
    return frozenset(map(ChamberRole, connection.execute(select(c.role).where(c.person == person)).scalars()))


def give_role(connection: Connection, person: str, member: str | None, role: str, now_ms: int) -> None:
    """Give a role in a shop, in place of an earlier one, or a further one in the chamber."""
    if member is None:
        insert_once(connection, tables.chamber_role, [{"person": person, "role": role, "since_ms": now_ms}])
    else:
        put(connection, tables.membership, [{"person": person, "member": member, "role": role, "since_ms": now_ms}])


def take_role(connection: Connection, person: str, member: str | None, role: str) -> bool:
    """Take a role away; False when it was not there."""
    m, c = tables.membership.c, tables.chamber_role.c
    if member is None:
        query = delete(tables.chamber_role).where(c.person == person, c.role == role)
    else:
        query = delete(tables.membership).where(m.person == person, m.member == member, m.role == role)
    return connection.execute(query).rowcount == 1


def colleagues(connection: Connection, member: str | None) -> list[Colleague]:
    """Give who has a role in a shop, or in the chamber."""
    table = tables.chamber_role if member is None else tables.membership
    p, c = tables.person.c, table.c
    query = select(p.id, p.name, p.email, c.role, c.since_ms).join(tables.person, p.id == c.person)
    if member is not None:
        query = query.where(c.member == member)
    return [Colleague(*row) for row in connection.execute(query.order_by(p.name, p.id, c.role))]


def holders(connection: Connection, member: str | None, role: str) -> set[str]:
    """Give who has a role and may sign in; in a transaction that writes, nobody can change them meanwhile."""
    table = tables.chamber_role if member is None else tables.membership
    p, c = tables.person.c, table.c
    query = select(c.person).join(tables.person, p.id == c.person).where(c.role == role, p.disabled_ms.is_(None))
    if member is not None:
        query = query.where(c.member == member)
    return set(connection.execute(query.with_for_update()).scalars())


def held(connection: Connection) -> list[Held]:
    """Give all members by name, and how many owners each has."""
    m, c = tables.member.c, tables.membership.c
    owners = select(func.count()).where(c.member == m.id, c.role == MemberRole.OWNER.value).scalar_subquery()
    return [Held(*row) for row in connection.execute(select(m.id, m.name, owners).order_by(m.name, m.id))]


# Invitations and links


def invite(connection: Connection, invitation: Invitation, invited_by: str | None) -> None:
    """Keep an invitation; an earlier one of the same address for the same role is over."""
    c = tables.invitation.c
    same = (c.email == invitation.email, c.role == invitation.role, c.member.is_not_distinct_from(invitation.member))
    connection.execute(delete(tables.invitation).where(*same, c.used_ms.is_(None)))
    insert_new(connection, tables.invitation, [{**invitation._asdict(), "invited_by": invited_by}])


def invitation(connection: Connection, token_hash: str) -> Invitation | None:
    """Give an invitation."""
    c = tables.invitation.c
    query = select(*(c[name] for name in Invitation._fields)).where(c.token_hash == token_hash)
    row = connection.execute(query).one_or_none()
    return None if row is None else Invitation(*row)


def use_invitation(connection: Connection, token_hash: str, now_ms: int) -> bool:
    """Use an invitation; False when it was used or ran out meanwhile."""
    c = tables.invitation.c
    query = update(tables.invitation).where(c.token_hash == token_hash, c.used_ms.is_(None), c.expires_ms > now_ms)
    return connection.execute(query.values(used_ms=now_ms)).rowcount == 1


def open_invitations(connection: Connection, member: str | None, now_ms: int) -> list[Invitation]:
    """Give the invitations of a shop or of the chamber that wait for an answer."""
    c = tables.invitation.c
    query = select(*(c[name] for name in Invitation._fields)).where(
        c.member.is_not_distinct_from(member), c.used_ms.is_(None), c.expires_ms > now_ms
    )
    return [Invitation(*row) for row in connection.execute(query.order_by(c.created_ms.desc(), c.token_hash))]


def withdraw(connection: Connection, token_hash: str, member: str | None) -> bool:
    """Withdraw an invitation of a shop or of the chamber."""
    c = tables.invitation.c
    mine = (c.token_hash == token_hash, c.member.is_not_distinct_from(member), c.used_ms.is_(None))
    return connection.execute(delete(tables.invitation).where(*mine)).rowcount == 1


def add_link(connection: Connection, token_hash: str, person: str | None, expires_ms: int) -> None:
    """Keep a link to a new password."""
    row = {"token_hash": token_hash, "person": person, "expires_ms": expires_ms}
    insert_new(connection, tables.password_link, [row])


def link(connection: Connection, token_hash: str, now_ms: int) -> str | None:
    """Give whose password a link may change."""
    c = tables.password_link.c
    query = select(c.person).where(c.token_hash == token_hash, c.expires_ms > now_ms)
    return connection.execute(query).scalar_one_or_none()


def drop_links(connection: Connection, person: str, now_ms: int) -> None:
    """A new password was chosen: every link to one is over, and so are those that ran out."""
    c = tables.password_link.c
    connection.execute(delete(tables.password_link).where(c.person == person))
    _clear(connection, c.token_hash, c.expires_ms <= now_ms)


# Sessions


def open_session(connection: Connection, session: Session) -> None:
    """Keep a session."""
    insert_new(connection, tables.web_session, [session._asdict()])


def session(connection: Connection, id_hash: str) -> Session | None:
    """Give a session that was not revoked."""
    c = tables.web_session.c
    query = select(*(c[name] for name in Session._fields)).where(c.id_hash == id_hash, c.revoked_ms.is_(None))
    row = connection.execute(query).one_or_none()
    return None if row is None else Session(*row)


def saw(connection: Connection, id_hash: str, now_ms: int) -> None:
    """Note that a session was used."""
    connection.execute(update(tables.web_session).where(tables.web_session.c.id_hash == id_hash).values(seen_ms=now_ms))


def sessions(connection: Connection, person: str, seen_since_ms: int, created_since_ms: int) -> list[Session]:
    """Give the sessions of a person that still hold, the last used first."""
    c = tables.web_session.c
    query = select(*(c[name] for name in Session._fields)).where(
        c.person == person, c.revoked_ms.is_(None), c.seen_ms > seen_since_ms, c.created_ms > created_since_ms
    )
    return [Session(*row) for row in connection.execute(query.order_by(c.seen_ms.desc(), c.id_hash))]


def end_sessions(connection: Connection, person: str, now_ms: int, *, only: str = "", but: str = "") -> int:
    """Revoke the sessions of a person: one, all but one, or all; give how many."""
    c = tables.web_session.c
    query = update(tables.web_session).where(c.person == person, c.revoked_ms.is_(None), c.id_hash != but)
    if only:
        query = query.where(c.id_hash == only)
    return int(connection.execute(query.values(revoked_ms=now_ms)).rowcount)


def forget_sessions(connection: Connection, created_before_ms: int) -> None:
    """Drop sessions that ended long ago."""
    c = tables.web_session.c
    _clear(connection, c.id_hash, c.created_ms < created_before_ms)


# Passkeys


def passkeys(connection: Connection, person: str) -> list[Passkey]:
    """Give the passkeys of a person."""
    c = tables.passkey.c
    query = select(*(c[name] for name in Passkey._fields)).where(c.person == person)
    return [Passkey(*row) for row in connection.execute(query.order_by(c.created_ms, c.credential))]


def passkey(connection: Connection, credential: str) -> Passkey | None:
    """Give a passkey."""
    c = tables.passkey.c
    query = select(*(c[name] for name in Passkey._fields)).where(c.credential == credential)
    row = connection.execute(query).one_or_none()
    return None if row is None else Passkey(*row)


def add_passkey(connection: Connection, key: Passkey) -> None:
    """Keep a passkey."""
    insert_new(connection, tables.passkey, [key._asdict()])


def used_passkey(connection: Connection, credential: str, sign_count: int, now_ms: int) -> None:
    """Note that a passkey was used."""
    mine = update(tables.passkey).where(tables.passkey.c.credential == credential)
    connection.execute(mine.values(sign_count=sign_count, used_ms=now_ms))


def drop_passkeys(connection: Connection, person: str, credential: str = "") -> int:
    """Drop one passkey of a person, or all; give how many."""
    c = tables.passkey.c
    query = delete(tables.passkey).where(c.person == person)
    return int(connection.execute(query.where(c.credential == credential) if credential else query).rowcount)


def add_challenge(connection: Connection, challenge: str, person: str | None, now_ms: int, lasts_ms: int) -> None:
    """Keep a challenge, and drop those that ran out."""
    _clear(connection, tables.challenge.c.challenge, tables.challenge.c.expires_ms <= now_ms)
    row = {"challenge": challenge, "person": person, "expires_ms": now_ms + lasts_ms}
    insert_new(connection, tables.challenge, [row])


def challenges(connection: Connection) -> int:
    """Count the challenges that wait for an answer."""
    return int(connection.execute(select(func.count()).select_from(tables.challenge)).scalar_one())


def use_challenge(connection: Connection, challenge: str, person: str | None, now_ms: int) -> bool:
    """Use a challenge; False when it is not known, ran out, or was given to somebody else."""
    c = tables.challenge.c
    mine = (c.challenge == challenge, c.person.is_not_distinct_from(person), c.expires_ms > now_ms)
    return connection.execute(delete(tables.challenge).where(*mine)).rowcount == 1


# Attempts


def tries(connection: Connection, key_hash: str, now_ms: int, window_ms: int) -> int:
    """Count a try, and give how many there were in this window with it; two at once never count as one."""
    c = tables.attempt.c
    insert_once(connection, tables.attempt, [{"key_hash": key_hash, "since_ms": now_ms, "number": 0}])
    mine = update(tables.attempt).where(c.key_hash == key_hash)
    connection.execute(mine.where(c.since_ms <= now_ms - window_ms).values(since_ms=now_ms, number=0))
    connection.execute(mine.values(number=c.number + 1))
    return int(connection.execute(select(c.number).where(c.key_hash == key_hash)).scalar_one())


def forget_tries(connection: Connection, key_hash: str, before_ms: int) -> None:
    """Forget the tries of a key, and those that are older than a window."""
    c = tables.attempt.c
    connection.execute(delete(tables.attempt).where(c.key_hash == key_hash))
    _clear(connection, c.key_hash, c.since_ms <= before_ms)


def _clear(connection: Connection, key: Column[str], old: ColumnElement[bool]) -> None:
    """Drop what is old, but for rows that somebody else works on: two who tidy up must not wait for each other."""
    mine = select(key).where(old).with_for_update(skip_locked=True)
    connection.execute(delete(key.table).where(key.in_(mine)))
