"""Tickets for fairs, balls and courses: what is sold at the till and read at the door."""

from __future__ import annotations

import msgspec


class IssuedTicket(msgspec.Struct, frozen=True, omit_defaults=True):
    """One ticket: its own id, the event it lets in to, the sale line it was paid with, the text of its QR code."""

    id: str
    event: int
    line: str
    text: str
