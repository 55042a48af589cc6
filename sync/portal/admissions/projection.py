"""Who was let in at which door, as the doors' entries make it; in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.storage import tables

if TYPE_CHECKING:
    from pos.domain import facts
    from sync.portal.ingest.projected import Gathered, Source


def admitted(into: Gathered, source: Source, fact: facts.TicketAdmitted) -> None:
    """Note that a door let a ticket in."""
    into.insert(
        tables.admission,
        member=source.member,
        id=fact.id,
        ticket=fact.ticket,
        event=fact.event,
        till=source.till,
        at_ms=fact.at.wall_ms,
    )


def undone(into: Gathered, source: Source, fact: facts.AdmissionUndone) -> None:
    """Note that an admission was taken back."""
    into.insert(tables.admission_undone, member=source.member, admission=fact.admission, ticket=fact.ticket)
