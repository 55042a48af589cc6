"""The outbox: letters wait here until a mail server took them, each sent once, tried again when it did not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, func, insert, select, update

from sync.portal.catalogue import offers
from sync.portal.catalogue.browsing import shop_of
from sync.portal.mail.letters import letter
from sync.portal.orders import pickup
from sync.portal.storage import order_tables
from sync.portal.wording import speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from sync.portal.orders.standing import Part
    from sync.portal.orders.store import Whole

LEASE_MS = 300_000
"""A sender that died with a letter in its hands gives it back after this time."""
_PAUSES_MS = tuple(minutes * 60_000 for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))
"""Pauses after each attempt, about three days in all; mail servers on the way may be down over a weekend."""


class Waiting(NamedTuple):
    """A letter to send."""

    id: int
    address: str
    subject: str
    body: str
    made_ms: int
    attempts: int


def write(connection: Connection, kind: str, whole: Whole, parts: Sequence[Part], page: str, now_ms: int) -> None:
    """Put a letter about parts of an order in the outbox; a buyer without e-mail follows the order by its page."""
    if not whole.email:
        return
    with speaking(whole.language):
        shops = {row[0]: shop_of(*row) for row in offers.profiles(connection, [part.member for part in parts])}
        emails = {member: pickup.load(connection, member).email for member in shops}
        made = letter(kind, whole, [(part, shops[part.member]) for part in parts], emails, page, now_ms)
    _put(connection, whole.email, made.subject, made.body, now_ms, whole=whole.id, kind=kind)


def post(connection: Connection, to: str, subject: str, text: str, now_ms: int, /) -> None:
    """Put any other letter in the outbox, in the transaction of what it tells of."""
    _put(connection, to, subject, text, now_ms)


def due(connection: Connection, now_ms: int) -> int | None:
    """Give the letter that is to be sent next."""
    m = order_tables.mail.c
    query = select(m.id).where(m.sent_ms.is_(None), m.failed_ms.is_(None), m.due_ms <= now_ms)
    return connection.execute(query.order_by(m.due_ms, m.id).limit(1)).scalar_one_or_none()


def take(connection: Connection, mail: int, now_ms: int) -> Waiting | None:
    """Take a letter in hand, so that no other sender does; None when one was faster."""
    m = order_tables.mail.c
    done = connection.execute(
        update(order_tables.mail)
        .where(m.id == mail, m.sent_ms.is_(None), m.failed_ms.is_(None), m.due_ms <= now_ms)
        .values(due_ms=now_ms + LEASE_MS, attempts=m.attempts + 1)
    )
    if done.rowcount != 1:
        return None
    row = connection.execute(select(*(m[name] for name in Waiting._fields)).where(m.id == mail)).one()
    return Waiting(*row)


def sent(connection: Connection, mail: int, now_ms: int) -> None:
    """A mail server took the letter: it is not sent again, and what it said is forgotten."""
    _note(connection, mail, sent_ms=now_ms, trouble="", body="")


def old(connection: Connection, before_ms: int) -> list[int]:
    """Give letters of some age that belong to no order; those of orders go with the buyer's contact."""
    m = order_tables.mail.c
    return list(connection.execute(select(m.id).where(m.whole == "", m.made_ms < before_ms)).scalars())


def forget(connection: Connection, letters: Sequence[int]) -> None:
    """Drop letters."""
    connection.execute(delete(order_tables.mail).where(order_tables.mail.c.id.in_(letters)))


def put_off(connection: Connection, mail: Waiting, trouble: str, now_ms: int) -> None:
    """Try again later, or give up after three days."""
    if mail.attempts > len(_PAUSES_MS):
        given_up(connection, mail, trouble, now_ms)
    else:
        _note(connection, mail.id, due_ms=now_ms + _PAUSES_MS[mail.attempts - 1], trouble=trouble[:200])


def given_up(connection: Connection, mail: Waiting, trouble: str, now_ms: int) -> None:
    """A mail server refused the letter for good."""
    _note(connection, mail.id, failed_ms=now_ms, trouble=trouble[:200])


def standing(connection: Connection) -> dict[str, int]:
    """Count the letters: waiting, sent, failed."""
    m = order_tables.mail.c
    query = select(
        func.count().filter(and_(m.sent_ms.is_(None), m.failed_ms.is_(None))),
        func.count().filter(m.sent_ms.is_not(None)),
        func.count().filter(m.failed_ms.is_not(None)),
    ).select_from(order_tables.mail)
    return dict(zip(("waiting", "sent", "failed"), connection.execute(query).one(), strict=True))


def _put(
    connection: Connection, to: str, subject: str, body: str, now_ms: int, *, whole: str = "", kind: str = ""
) -> None:
    said = {"whole": whole, "kind": kind, "address": to, "subject": subject, "body": body, "trouble": ""}
    times = {"made_ms": now_ms, "due_ms": now_ms, "attempts": 0}
    connection.execute(insert(order_tables.mail).values(**said, **times))


def _note(connection: Connection, mail: int, **values: object) -> None:
    connection.execute(update(order_tables.mail).where(order_tables.mail.c.id == mail).values(**values))
