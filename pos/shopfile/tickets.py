"""Read tickets, admissions and events, and the keys that tickets are believed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain.product import Product
from pos.shopfile import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

KEYS = "keys"
"""Where the public keys of the shop's other tills are kept, as the portal said them: a list in hexadecimal."""
_TICKET_ARTICLE = b'"kind":"ticket"'
_product = msgspec.json.Decoder(Product)
_keys = msgspec.json.Decoder(tuple[str, ...])


class TicketEntry(NamedTuple):
    """One ticket as this shop file knows it; `sale` is empty for one whose sale was not heard of."""

    id: str
    event: int
    sale: str
    line: str
    text: str
    event_name: str
    place: str
    training: bool
    revoked: bool
    admitted_ms: int | None


class EventRow(NamedTuple):
    """An event as the door chooses it; `opens` is local ISO time, empty when only its tickets are known."""

    number: int
    name: str
    opens: str = ""
    place: str = ""


class AdmissionRow(NamedTuple):
    """When a door let a ticket in (wall ms), and whether that was taken back."""

    ticket: str
    at_ms: int
    undone: bool


class Twice(NamedTuple):
    """A ticket that was let in several times, and when first and last (wall ms)."""

    ticket: str
    first_ms: int
    last_ms: int


_TICKET = (
    "SELECT id, event, sale, line, text, event_name, place, training, revoked, admitted_ms FROM ticket WHERE {where}"
    " ORDER BY id"
)


def of_sale(connection: Connection, sale: str) -> list[TicketEntry]:
    """Give the tickets of a sale in the order they were issued."""
    return _tickets(connection, "sale = ?", sale)


def by_id(connection: Connection, ticket: str) -> TicketEntry | None:
    """Give a ticket by its number."""
    found = _tickets(connection, "id = ?", ticket)
    return found[0] if found else None


def by_end(connection: Connection, digits: str) -> list[TicketEntry]:
    """Give the tickets whose number ends with these digits."""
    return _tickets(connection, "id LIKE ? AND text <> ''", "%" + digits)


def articles(connection: Connection, ids: Sequence[bytes]) -> dict[str, Product]:
    """Give those of these articles that are tickets, by id; one look for a whole sale."""
    marks = ",".join("?" * len(ids))
    rows = connection.exec_driver_sql(
        f"SELECT body FROM product WHERE id IN ({marks}) AND instr(body, ?) > 0",  # noqa: S608  # only marks
        (*ids, _TICKET_ARTICLE),
    )
    found = [_product.decode(row.body) for row in rows]
    return {product.id: product for product in found if product.admission is not None}


def of_event(connection: Connection, event: int) -> list[Product]:
    """Give the articles that let in to an event, archived ones last."""
    rows = connection.exec_driver_sql(
        "SELECT body FROM product WHERE instr(body, ?) > 0 ORDER BY archived, n", (_TICKET_ARTICLE,)
    )
    found = [_product.decode(row.body) for row in rows]
    return [product for product in found if product.admission is not None and product.admission.event == event]


def events(connection: Connection) -> list[EventRow]:
    """Give the events that articles or tickets name, the latest first."""
    made: dict[int, EventRow] = {}
    rows = connection.exec_driver_sql(
        "SELECT event, max(event_name) AS event_name, max(place) AS place FROM ticket"
        " WHERE training = 0 AND event > 0 GROUP BY event"
    )
    for row in rows:
        made[row.event] = EventRow(row.event, row.event_name, "", row.place)
    sold = connection.exec_driver_sql("SELECT body FROM product WHERE instr(body, ?) > 0", (_TICKET_ARTICLE,))
    for row in sold:
        product = _product.decode(row.body)
        if (it := product.admission) is not None and not (product.archived and it.event not in made):
            made[it.event] = EventRow(it.event, it.event_name, it.opens_at, it.place)
    return sorted(made.values(), key=lambda event: (event.opens, event.number), reverse=True)


def names_of(connection: Connection, ticket: str, event: int, ticket_class: int) -> tuple[str, str]:
    """Give the names of an event and of the article that a ticket was sold as; empty where neither was heard of."""
    known = by_id(connection, ticket)
    rows = connection.exec_driver_sql(
        "SELECT body FROM product WHERE instr(body, ?) > 0 ORDER BY archived DESC", (_TICKET_ARTICLE,)
    )
    event_name, article = known.event_name if known is not None else "", ""
    for row in rows:
        product = _product.decode(row.body)
        it = product.admission
        if it is not None and it.event == event:
            event_name = event_name or it.event_name
            article = product.name if it.ticket_class == ticket_class else article
    return event_name, article


def admitted_at(connection: Connection, event: int) -> list[int]:
    """Give when each ticket of an event was let in first (wall ms)."""
    rows = connection.exec_driver_sql(
        "SELECT admitted_ms FROM ticket WHERE event = ? AND admitted_ms IS NOT NULL ORDER BY 1", (event,)
    )
    return [int(row.admitted_ms) for row in rows]


def let_in_twice(connection: Connection, event: int) -> list[Twice]:
    """Give the tickets of an event that several doors let in, as far as it was heard; the last one first."""
    rows = connection.exec_driver_sql(
        "SELECT a.ticket, min(a.at_ms), max(a.at_ms) FROM admission a JOIN ticket t ON t.id = a.ticket"
        " WHERE t.event = ? AND a.undone = 0 GROUP BY a.ticket HAVING count(*) > 1 ORDER BY 3 DESC, 1",
        (event,),
    )
    return [Twice(ticket, int(first), int(last)) for ticket, first, last in rows]


def sold(connection: Connection, event: int) -> int:
    """Count the tickets of an event that are in people's hands, or were let in."""
    row = connection.exec_driver_sql(
        "SELECT count(*) FROM ticket WHERE event = ? AND training = 0 AND (revoked = 0 OR admitted_ms IS NOT NULL)",
        (event,),
    )
    return int(row.scalar_one())


def admission(connection: Connection, admission_id: str) -> AdmissionRow | None:
    """Give an admission by its id."""
    row = connection.exec_driver_sql(
        "SELECT ticket, at_ms, undone FROM admission WHERE id = ?", (admission_id,)
    ).one_or_none()
    return AdmissionRow(row.ticket, int(row.at_ms), bool(row.undone)) if row is not None else None


def keys(connection: Connection) -> list[bytes]:
    """Give the public keys that tickets are believed by: this file's own, and those of the shop's other tills."""
    own = [line.public_key for line in outbox.lines(connection)]
    said = outbox.value(connection, KEYS)
    others = [bytes.fromhex(key) for key in _keys.decode(said)] if said else []
    return list(dict.fromkeys([*own, *others]))


def _tickets(connection: Connection, where: str, value: str) -> list[TicketEntry]:
    rows = connection.exec_driver_sql(_TICKET.format(where=where), (value,))
    return [
        TicketEntry(*tuple(row)[:7], bool(row.training), bool(row.revoked), row.admitted_ms)  # type: ignore[call-arg]
        for row in rows
    ]
