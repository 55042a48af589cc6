"""Tickets for events: issued with their sale, printed behind its receipt, void once they came back with a refund."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.money import split
from pos.domain.quantity import ONE
from pos.domain.ticket import (
    Body,
    IssuedTicket,
    body_of,
    read_body,
    sealed,
)
from pos.shopfile import reading, tickets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.domain.product import Admission, Product
    from pos.domain.sale import Sale, SaleLine
    from pos.shopfile.journal import Journal
    from pos.shopfile.shopfile import ShopFile
    from pos.shopfile.tickets import EventRow, TicketEntry


class Paper(NamedTuple):
    """One ticket as it is printed; `price_minor` is what was paid for it, `position` counts within its sale."""

    ticket: TicketEntry
    body: Body
    name: str
    price_minor: int
    position: int
    of: int
    receipt: str


def events(shop: ShopFile) -> list[EventRow]:
    """Give the events of this shop, the latest first."""
    with shop.read() as connection:
        return tickets.events(connection)


def event_of(shop: ShopFile, event: int) -> Admission | None:
    """Give an event as its first ticket article has it; None when no article lets in to it."""
    with shop.read() as connection:
        found = tickets.of_event(connection, event)
    return found[0].admission if found else None


def new_event_number(shop: ShopFile) -> int:
    """Give a number for a new event: by chance, so that two tills off line do not give the same."""
    return int(shop.identities.new()[-7:], 16) + 1


def next_class(shop: ShopFile, event: int) -> int:
    """Give the class of another ticket for an event: full price, reduced."""
    with shop.read() as connection:
        known = {product.admission.ticket_class for product in tickets.of_event(connection, event) if product.admission}
    return next((number for number in range(1, 256) if number not in known), 0)


def issue(journal: Journal, sale: Sale) -> tuple[IssuedTicket, ...]:
    """Journal one ticket for each unit of the ticket articles of a sale, in the sale's own transaction.

    Raises `UserError` for part of a ticket, or one that comes back outside its own sale.
    """
    ids = [bytes.fromhex(line.product_id) for line in sale.lines if line.product_id is not None]
    known = tickets.articles(journal.connection, ids) if ids else {}
    if not known:
        return ()
    units = [(line, known[line.product_id]) for line in sale.lines if line.product_id in known]
    count = sum(_whole(line) for line, _ in units)
    numbers = iter(sorted(int(journal.new_id()[16:], 16) for _ in range(count)))
    made = tuple(
        _issued(journal, line, article, next(numbers), training=sale.training)
        for line, article in units
        for _ in range(_whole(line))
    )
    journal.append(
        facts.TicketsIssued(
            id=journal.new_id(),
            at=journal.stamp(),
            by=sale.cashier,
            sale=sale.id,
            tickets=made,
            training=sale.training,
        )
    )
    return made


def revoke(journal: Journal, refund: Sale, chosen: Sequence[str] = ()) -> tuple[str, ...]:
    """Journal which tickets a refund makes void: those `chosen` (their paper came back) before all others."""
    wanted = {line.refunds: -line.quantity_milli for line in refund.lines if line.refunds is not None}
    sold = tickets.of_sale(journal.connection, refund.refunds_sale or "")
    void = tuple(ticket.id for ticket in _void(sold, wanted, chosen))
    if void:
        journal.append(
            facts.TicketsRevoked(
                id=journal.new_id(), at=journal.stamp(), by=refund.cashier, refund=refund.id, tickets=void
            )
        )
    return void


def to_revoke(shop: ShopFile, sale_id: str, wanted: Mapping[str, int], chosen: Sequence[str] = ()) -> list[TicketEntry]:
    """Give the tickets that a refund of `wanted` (line id to thousandths) would make void."""
    return _void(of_sale(shop, sale_id), wanted, chosen)


def let_in_already(void: Sequence[TicketEntry]) -> list[TicketEntry]:
    """Give those of them that somebody was already let in with."""
    return [ticket for ticket in void if ticket.admitted_ms is not None]


def of_sale(shop: ShopFile, sale_id: str) -> list[TicketEntry]:
    """Give the tickets of a sale in the order they were issued."""
    with shop.read() as connection:
        return tickets.of_sale(connection, sale_id)


def found(shop: ShopFile, code: str) -> TicketEntry | None:
    """Give the ticket that was scanned, when this shop file knows its sale; nothing is judged or let in."""
    body = read_body(code)
    if body is None:
        return None
    with shop.read() as connection:
        ticket = tickets.by_id(connection, body.id)
    return ticket if ticket is not None and ticket.sale else None


def sale_of(shop: ShopFile, ticket_id: str) -> str:
    """Give the id of the sale of a ticket; empty when it was not heard of."""
    with shop.read() as connection:
        known = tickets.by_id(connection, ticket_id)
    return known.sale if known is not None else ""


def papers(shop: ShopFile, sale_id: str) -> list[Paper]:
    """Give the tickets of a sale as they are printed; those that came back are left out."""
    with shop.read() as connection:
        sold = tickets.of_sale(connection, sale_id)
        past = reading.ticket(connection, sale_id) if sold else None
    if past is None:
        return []
    prices = _prices(past.sale, sold)
    names = {line.id: line.name for line in past.sale.lines}
    made = []
    for position, ticket in enumerate(sold, 1):
        body = read_body(ticket.text)
        assert body is not None
        if not ticket.revoked:
            made.append(
                Paper(ticket, body, names[ticket.line], prices[ticket.id], position, len(sold), past.sale.receipt)
            )
    return made


def _issued(journal: Journal, line: SaleLine, article: Product, number: int, *, training: bool) -> IssuedTicket:
    admission = article.admission
    assert admission is not None
    body = body_of(admission, number, journal.public_key, training=training)
    return IssuedTicket(
        f"{number:016x}",
        admission.event,
        line.id,
        sealed(body, journal.seal(body)),
        admission.event_name,
        admission.place,
    )


def _whole(line: SaleLine) -> int:
    if line.quantity_milli < 0:
        raise UserError(
            "{name}: a ticket comes back through its own sale. Open the menu, Sales, and refund it there.",
            name=line.name,
        )
    if line.quantity_milli % ONE:
        raise UserError("{name}: tickets are sold whole. Change the quantity.", name=line.name)
    return line.quantity_milli // ONE


def _void(sold: Sequence[TicketEntry], wanted: Mapping[str, int], chosen: Sequence[str]) -> list[TicketEntry]:
    made: list[TicketEntry] = []
    for line, milli in wanted.items():
        left = [ticket for ticket in sold if ticket.line == line and not ticket.revoked]
        # The paper that came back first; then what nobody used yet, the last one issued before the others.
        left.sort(key=lambda it: (it.id not in chosen, it.admitted_ms is not None, -int(it.id, 16)))
        made += left[: milli // ONE]
    return made


def _prices(sale: Sale, sold: Sequence[TicketEntry]) -> dict[str, int]:
    made: dict[str, int] = {}
    for line in sale.lines:
        mine = [ticket.id for ticket in sold if ticket.line == line.id]
        if mine:
            made.update(zip(mine, split(line.total_minor, [1] * len(mine)), strict=True))
    return made
