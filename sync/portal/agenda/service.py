"""Announce events, change them, call them off; and what is coming.

Tickets that a till puts online are an event by themselves until somebody says more of it. They stay articles: sold
here or on the member's own site, with a stock, at the price that the till asks.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from sync.portal.agenda import store
from sync.portal.agenda.happening import Draft, Happening, checked, of_tickets
from sync.portal.catalogue import freshness

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.catalogue.browsing import Browsing, Ticket
    from sync.portal.storage.engine import Database

    Audit = Callable[[Connection], object]

MOST_COMING, MOST_SHOWN = 200, 300


class Agenda:
    """The events of one portal."""

    def __init__(self, database: Database, browsing: Browsing, now_ms: Callable[[], int]) -> None:
        self._database, self._browsing, self._now_ms = database, browsing, now_ms

    def coming(self, member: str | None = None) -> list[Happening]:
        """Give what is not over, the next first; of one member, of the chamber (empty), or of all (None)."""
        now_ms = self._now_ms()
        with self._database.read() as connection:
            said = store.coming(connection, now_ms, member)
        known = {(each.member, each.tickets) for each in said}
        made = [each for each in self._sold(member) if (each.member, each.tickets) not in known]
        return sorted([*said, *(each for each in made if each.ends_ms > now_ms)], key=lambda it: (it.begins_ms, it.id))

    def one(self, identity: str) -> Happening | None:
        """Give an event, past or not."""
        member, _, number = identity.partition("-")
        if number:
            return next((each for each in self._sold(member) if str(each.tickets) == number), None)
        with self._database.read() as connection:
            return store.one(connection, identity)

    def of_member(self, member: str) -> list[Happening]:
        """Give what a member announced, the latest first; the chamber is no member (empty)."""
        with self._database.read() as connection:
            return store.of_member(connection, member, MOST_SHOWN)

    def own(self, member: str, identity: str) -> Happening | None:
        """Give an event that a member announced."""
        with self._database.read() as connection:
            found = store.one(connection, identity)
        return found if found is not None and found.member == member else None

    def sold(self, member: str) -> list[Happening]:
        """Give the events that a member's ticket articles let in to, the next first."""
        return sorted(self._sold(member), key=lambda it: it.begins_ms) if member else []

    def tickets(self, event: Happening) -> list[Ticket]:
        """Give the ticket articles of an event that are online."""
        if event.tickets is None or not event.member:
            return []
        found = self._browsing.tickets(event.member)
        return [each for each in found if each.article.admission and each.article.admission.event == event.tickets]

    def keep(self, member: str, identity: str, draft: Draft, audit: Audit | None = None) -> str:
        """Announce an event (no id), or change it; give its id. Raises `UserError`."""
        now_ms = self._now_ms()
        made = checked(draft, identity or secrets.token_hex(16), member, now_ms)
        with self._database.write() as connection:
            if identity:
                before = _own(connection, member, identity)
                made = made._replace(is_cancelled=before.is_cancelled, sequence=before.sequence + 1)
            elif store.number_coming(connection, member, now_ms) >= MOST_COMING:
                raise UserError("At most 200 coming events are announced at a time.")
            _write(connection, made, audit)
        return made.id

    def cancel(self, member: str, identity: str, audit: Audit | None = None, *, is_cancelled: bool = True) -> None:
        """Call an event off, or say that it takes place after all: it stays in the agenda and says so."""
        with self._database.write() as connection:
            before = _own(connection, member, identity)
            made = before._replace(is_cancelled=is_cancelled, sequence=before.sequence + 1, changed_ms=self._now_ms())
            _write(connection, made, audit)

    def _sold(self, member: str | None) -> list[Happening]:
        found: dict[str, Happening] = {}
        for ticket in self._browsing.tickets(member) if member != "" else []:
            event = of_tickets(ticket.member, ticket.article)
            if event is not None:
                found.setdefault(event.id, event)
        return list(found.values())


def _own(connection: Connection, member: str, identity: str) -> Happening:
    found = store.one(connection, identity)
    if found is None or found.member != member:
        raise UserError("This event is not there any more. Nothing was changed.")
    return found


def _write(connection: Connection, event: Happening, audit: Audit | None) -> None:
    store.keep(connection, event)
    freshness.offers_changed(connection, event.member)
    if audit is not None:
        audit(connection)
