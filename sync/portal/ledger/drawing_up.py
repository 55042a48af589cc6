"""The words of a statement: whose it is, and where each of its lines comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    from collections.abc import Sequence

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


def lines(connection: Connection, whose: str, moved: Sequence[store.Moved]) -> tuple[Line, ...]:
    """Give the lines of a statement in the order of their days: base, rate, and what each comes from."""
    of = store.lines_of(connection, [each.txn for each in moved])
    tickets = [each.reference for each in moved if each.kind in ("commission", "reversal")]
    at, orders = _times(connection, whose, tickets), _orders(connection, whose, sorted({
        line.sale for each in moved for line in of.get(each.txn, ())
    }))  # fmt: skip
    numbers = _numbers(connection, [each.reverses for each in moved if each.reverses])
    made = []
    for each in sorted(moved, key=lambda each: (each.day, each.number)):
        held = [line for line in of.get(each.txn, ()) if line.currency == each.currency]
        channel = held[0].channel if held else ""
        code = orders.get(held[0].sale, "") if held else ""
        made.append(
            Line(
                id=f"E-{each.number}", occurred_at=at.get(each.reference, each.day),
                source=_SOURCE.get(each.kind, "portail" if channel == "portal" else "caisse"),
                reference=each.reference[:40] if each.kind != "adjustment" else "",
                what=_WHAT.get(each.kind, What.ADJUSTMENT), amount_minor=each.amount_minor,
                text=f"Commande {code}" if code else each.words, channel=_CHANNEL.get(channel, ""),
                base_minor=sum(line.base_minor for line in held) if held else None, rate=_rate_words(held),
                pot_share_minor=sum(line.pot_minor for line in held),
                reverses=f"E-{numbers[each.reverses]}" if each.reverses in numbers else "",
            )
        )  # fmt: skip
    return tuple(made)


def texts(connection: Connection, month: str) -> tuple[str, ...]:
    """Give what is printed under a statement: the texts of LTVA art. 20a while the portal sells in its own name."""
    return PLATFORM_SALE if decided.is_central(connection, last_day(month)) else ()


def _rate_words(held: Sequence[posting.Line]) -> str:
    rates = {line.rate_bp for line in held}
    if len(rates) != 1:
        return ""
    bp = rates.pop()
    return f"{bp // 100},{bp % 100:02}\u00a0%"


def _times(connection: Connection, whose: str, receipts: Sequence[str]) -> dict[str, str]:
    s = tables.sale.c
    query = select(s.receipt, s.at).where(s.member == whose, among(connection, s.receipt, receipts))
    return {row.receipt: row.at for row in connection.execute(query)}


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
