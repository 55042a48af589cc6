"""A ticket for an event as paper: what, when, where, for how much, and the code that the door reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.documents.blocks import Block, Cut, Document, Feed, Qr, Row, Rule, Text
from pos.documents.receipt import heading
from pos.documents.wordings import RULE, amount
from pos.domain.ticket import shown_number
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pos.domain.shop import ShopProfile

QR_DOTS = 7
"""Its 41 modules are then 36 mm wide, and with their margin they still fit on 58 mm paper."""


class PrintedTicket(NamedTuple):
    """What stands on one ticket; times are the wall clock's, `position` counts the tickets of one sale."""

    number: str
    text: str
    event_name: str
    place: str
    class_name: str
    opens: datetime
    closes: datetime
    price_minor: int
    position: int
    of: int
    receipt: str
    training: bool = False


def ticket_document(ticket: PrintedTicket, shop: ShopProfile, *, duplicate: bool = False) -> Document:
    """Make the paper; a duplicate carries the same code, which lets in once."""
    blocks: list[Block] = [*heading(shop), Feed()]
    if ticket.training:
        blocks += [Text(tr("TRAINING - not valid"), "center", bold=True, size=2), Feed()]
    if duplicate:
        blocks += [Text(tr("DUPLICATE"), "center", bold=True, size=2), Feed()]
    blocks += [
        Text(ticket.event_name, "center", bold=True, size=2),
        Feed(),
        Text(f"{ticket.opens:%d.%m.%Y  %H:%M}", "center", bold=True, size=2),
    ]
    if ticket.place:
        blocks.append(Text(ticket.place, "center"))
    blocks += [Rule(RULE), *_details(ticket), Rule(RULE), Feed()]
    blocks += [
        Qr(ticket.text, QR_DOTS),
        Text(shown_number(ticket.number), "center", bold=True),
        Text(tr("Valid once. Show this code at the door.") if not ticket.training else "", "center"),
        Cut(),
    ]
    return Document(tr("Ticket {number}", number=shown_number(ticket.number)[-9:]), tuple(blocks))


def _details(ticket: PrintedTicket) -> Iterator[Block]:
    yield Row(ticket.class_name, amount(ticket.price_minor, "CHF"), bold=True)
    yield Row(tr("Doors"), f"{ticket.opens:%H:%M} - {ticket.closes:%H:%M}")
    of = tr("ticket {n} of {all}", n=ticket.position, all=ticket.of) if ticket.of > 1 else tr("Ticket")
    yield Row(tr("Receipt {number}", number=ticket.receipt), of)
