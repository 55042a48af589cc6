"""The words of a statement: whose it is, and where each of its lines comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import select

from pos.domain.shop import ShopProfile
from sync.portal.ledger import decided, store
from sync.portal.ledger.months import last_day
from sync.portal.ledger.statement import PLATFORM_SALE, Address, Line, Member, What
from sync.portal.storage import order_tables, tables
from sync.portal.storage.engine import among
from sync.portal.storage.ledger_tables import ledger_txn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from sync.portal.ledger import posting

_PLACE = re.compile(r"^(?:CH[- ])?(\d{4})\s+(.+)$")
_STREET = re.compile(r"^(.*\D)\s+(\d+\s?[a-zA-Z]?(?:[-/]\d+\s?[a-zA-Z]?)?)$")
_WHAT = {
    "commission": What.COMMISSION, "reversal": What.REVERSAL, "contribution": What.CONTRIBUTION,
    "payment": What.PAYMENT, "writeoff": What.WRITE_OFF, "adjustment": What.ADJUSTMENT,
}  # fmt: skip
_SOURCE = {"payment": "banque", "contribution": "chambre", "writeoff": "chambre", "adjustment": "chambre"}
_CHANNEL = {"portal": "vente ici", "counter": "comptoir"}


class Ticket(NamedTuple):
    """A ticket's number, and when it was made (local time with offset)."""

    receipt: str
    at: str


def member(connection: Connection, whose: str) -> Member:
    """Give the member with the address its receipts bear."""
    name = connection.execute(select(tables.member.c.name).where(tables.member.c.id == whose)).scalar_one()
    body = connection.execute(
        select(tables.shop_profile.c.body).where(tables.shop_profile.c.member == whose)
    ).scalar_one_or_none()
    profile = msgspec.json.decode(body, type=ShopProfile) if body else ShopProfile()
    return Member(whose, name, address_of(profile.address))


def address_of(written: Sequence[str]) -> Address | None:
    """Read an address as shops write it, street first; None where no Swiss postcode and town are found."""
    for place, line in enumerate(written):
        if found := _PLACE.match(line.strip()):
            street = written[place - 1].strip() if place else ""
            numbered = _STREET.match(street)
            road, house = (numbered[1], numbered[2]) if numbered else (street, "")
            return Address(road[:70], house[:16], found[1], found[2].strip()[:35])
    return None


def lines(connection: Connection, whose: str, moved: Sequence[store.Moved], *, apart: bool = True) -> tuple[Line, ...]:
    """Give the lines of a statement in the order of their days: base, rate, and what each comes from.

    A posting of several tickets has a line for each, or one for all where they are not wanted `apart`.
    """
    of = store.lines_of(connection, [each.txn for each in moved])
    named = {line.refund or line.sale for held in of.values() for line in held}
    tickets = tickets_of(connection, whose, sorted(named))
    orders = _orders(connection, whose, sorted({line.sale for held in of.values() for line in held}))
    numbers = _numbers(connection, [each.reverses for each in moved if each.reverses])
    made = []
    for each in sorted(moved, key=lambda each: (each.day, each.number)):
        held = [line for line in of.get(each.txn, ()) if line.currency == each.currency]
        parts = _by_ticket(held) if apart else [held]
        reverses = f"E-{numbers[each.reverses]}" if each.reverses in numbers else ""
        for place, part in enumerate(parts, 1):
            name = f"E-{each.number}" if len(parts) == 1 else f"E-{each.number}.{place}"
            made.append(_line(each, name, part, tickets, orders, reverses))
    return tuple(made)


def _line(
    moved: store.Moved,
    name: str,
    held: Sequence[posting.Line],
    tickets: Mapping[str, Ticket],
    orders: Mapping[str, str],
    reverses: str,
) -> Line:
    sales = {line.sale for line in held}
    channel = held[0].channel if held else ""
    ticket = tickets.get(held[0].refund or held[0].sale) if len(sales) == 1 else None
    return Line(
        id=name, occurred_at=ticket.at if ticket else moved.day,
        source=_SOURCE.get(moved.kind, "portail" if channel == "portal" else "caisse"),
        reference=ticket.receipt if ticket else "" if held or moved.kind == "adjustment" else moved.reference[:40],
        what=_WHAT.get(moved.kind, What.ADJUSTMENT),
        amount_minor=sum(line.amount_minor + line.vat_minor for line in held) if held else moved.amount_minor,
        text=_words(moved, sorted(sales), orders), channel=_CHANNEL.get(channel, ""),
        base_minor=sum(line.base_minor for line in held) if held else None, rate=_rate_words(held),
        pot_share_minor=sum(line.pot_minor for line in held), reverses=reverses,
    )  # fmt: skip


def _by_ticket(held: Sequence[posting.Line]) -> list[list[posting.Line]]:
    found: dict[str, list[posting.Line]] = {}
    for line in held:
        found.setdefault(line.sale, []).append(line)
    return list(found.values()) or [[]]


def _words(moved: store.Moved, sales: Sequence[str], orders: Mapping[str, str]) -> str:
    codes = [orders[sale] for sale in sales if sale in orders]
    if len(sales) > 1:
        return f"{len(sales)} commandes" if len(codes) == len(sales) else f"{len(sales)} tickets"
    return f"Commande {codes[0]}" if codes else moved.words


def texts(connection: Connection, month: str) -> tuple[str, ...]:
    """Give what is printed under a statement: the texts of LTVA art. 20a while the portal sells in its own name."""
    return PLATFORM_SALE if decided.is_central(connection, last_day(month)) else ()


def _rate_words(held: Sequence[posting.Line]) -> str:
    rates = {line.rate_bp for line in held}
    if len(rates) != 1:
        return ""
    bp = rates.pop()
    return f"{bp // 100},{bp % 100:02}\u00a0%"


def tickets_of(connection: Connection, whose: str, sales: Sequence[str]) -> dict[str, Ticket]:
    """Give numbers and times of tickets by their ids."""
    s = tables.sale.c
    query = select(s.id, s.receipt, s.at).where(s.member == whose, among(connection, s.id, sales))
    return {row.id: Ticket(row.receipt, row.at) for row in connection.execute(query)}


def _orders(connection: Connection, whose: str, sales: Sequence[str]) -> dict[str, str]:
    f, part = tables.order_fact.c, order_tables.order_part
    query = (
        select(f.sale, part.c.code)
        .join(part, (part.c.member == f.member) & (part.c.id == f.order))
        .where(f.member == whose, among(connection, f.sale, sales))
    )
    return {row.sale: row.code for row in connection.execute(query)}


def _numbers(connection: Connection, txns: Sequence[str]) -> dict[str, int]:
    t = ledger_txn.c
    return {
        row.id: int(row.number)
        for row in connection.execute(select(t.id, t.number).where(among(connection, t.id, txns)))
    }
