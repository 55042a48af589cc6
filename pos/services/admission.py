"""The door: a ticket is judged and let in without a network; what others let in is known as far as it was heard."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.ticket import UNDO_MS, Known, Verdict, is_same, judge, opened, typed_number
from pos.shopfile import tickets

if TYPE_CHECKING:
    from pos.domain.ticket import Body
    from pos.shopfile.journal import Journal
    from pos.shopfile.shopfile import ShopFile
    from pos.shopfile.tickets import EventRow, Twice


class Scan(NamedTuple):
    """What became of a ticket at the door; `admission` can be taken back for a minute."""

    verdict: Verdict
    at_ms: int
    number: str = ""
    class_name: str = ""
    event_name: str = ""
    """Of the ticket; it may be for another event than the door's."""
    opens: datetime | None = None
    closes: datetime | None = None
    used_ms: int | None = None
    admission: str = ""


class Counts(NamedTuple):
    """Tickets of an event: sold, admitted, still to come, let in by hour («19:00» to number), and let in twice."""

    sold: int
    admitted: int
    left: int
    hours: tuple[tuple[str, int], ...]
    twice: tuple[Twice, ...] = ()


def events(shop: ShopFile) -> list[EventRow]:
    """Give the events of this shop, the latest first."""
    with shop.read() as connection:
        return tickets.events(connection)


def counts(shop: ShopFile, event: int) -> Counts:
    """Count the tickets of an event, and who came in each hour of the wall clock."""
    with shop.read() as connection:
        sold, admitted = tickets.sold(connection, event), tickets.admitted_at(connection, event)
        twice = tickets.let_in_twice(connection, event)
    zone = shop.clock.now().tzinfo
    hours: dict[str, int] = {}
    for at_ms in admitted:
        hour = datetime.fromtimestamp(at_ms / 1000, zone).strftime("%H:00")
        hours[hour] = hours.get(hour, 0) + 1
    return Counts(sold, len(admitted), sold - len(admitted), tuple(hours.items()), tuple(twice))


def admit(shop: ShopFile, code: str, event: int, *, cashier: str = "") -> Scan:
    """Judge a scanned or typed ticket and, when it is valid, journal that it was let in before saying so."""
    with shop.write() as journal:
        at = journal.stamp()
        text = _text_of(journal, code)
        if text is None:
            return Scan(Verdict.UNKNOWN_NUMBER, at.wall_ms)
        body, verdict = opened(text, tickets.keys(journal.connection))
        known = tickets.by_id(journal.connection, body.id) if body is not None else None
        if body is not None and known is not None and is_same(text, known.text):
            verdict = Verdict.VALID  # heard of through the portal, though the till that sold it may be gone since
        if body is None or verdict is not Verdict.VALID:
            return Scan(verdict, at.wall_ms, body.id if body else "")
        seen = Known(known.admitted_ms, known.revoked) if known else Known()
        verdict = judge(body, event, shop.clock.now(), seen)
        admission = ""
        if verdict is Verdict.VALID:
            admission = journal.new_id()
            journal.append(facts.TicketAdmitted(id=admission, at=at, by=cashier, ticket=body.id, event=body.event))
    return _named(shop, Scan(verdict, at.wall_ms, body.id, used_ms=seen.admitted_ms, admission=admission), body)


def undo(shop: ShopFile, admission: str, *, cashier: str = "") -> None:
    """Journal that somebody was let in by mistake; raises `UserError` after a minute."""
    with shop.write() as journal:
        at = journal.stamp()
        row = tickets.admission(journal.connection, admission)
        if row is None or row.undone:
            raise UserError("This admission was taken back already.")
        if at.wall_ms - row.at_ms > UNDO_MS:
            raise UserError("An admission is taken back within a minute. This one stays.")
        journal.append(
            facts.AdmissionUndone(id=journal.new_id(), at=at, by=cashier, admission=admission, ticket=row.ticket)
        )


def _text_of(journal: Journal, code: str) -> str | None:
    """Give what to read: the scan itself, or the text of the one ticket whose number was typed."""
    digits = typed_number(code)
    if digits is None:
        return code
    hits = tickets.by_end(journal.connection, digits)
    return hits[0].text if len(hits) == 1 else None


def _named(shop: ShopFile, scan: Scan, body: Body) -> Scan:
    with shop.read() as connection:
        event, article = tickets.names_of(connection, body.id, body.event, body.ticket_class)
    return scan._replace(class_name=article, event_name=event, opens=body.opens, closes=body.closes)
