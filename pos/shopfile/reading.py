"""What the screens ask of past tickets, sessions and settings; reads only."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain import facts
from pos.domain.closing import CashMove, Report, Totals
from pos.domain.errors import UserError
from pos.domain.money import parse_amount
from pos.domain.product import Category
from pos.domain.shop import ShopProfile
from pos.domain.vat import OUTSIDE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pos.domain.sale import Sale

_report = msgspec.json.Decoder(Report)
_totals = msgspec.json.Decoder(Totals)
_moves = msgspec.json.Decoder(tuple[CashMove, ...])
_floats = msgspec.json.Decoder(tuple[tuple[str, int], ...])
_profile = msgspec.json.Decoder(ShopProfile)


@lru_cache(maxsize=16)
def decoded_profile(body: bytes) -> ShopProfile:
    """Read a profile's bytes; every sale needs the same one."""
    return _profile.decode(body)


class TicketRow(NamedTuple):
    """A past ticket as a list shows it; `tenders` are codes joined by a comma."""

    id: str
    receipt: str
    at: str
    total_minor: int
    is_refund: bool
    training: bool
    tenders: str
    recovered: bool = False
    """Brought back from the portal: this file lacked it."""


class Ticket(NamedTuple):
    """A past ticket whole, with the shop's profile it was printed with and what already came back."""

    sale: Sale
    profile: ShopProfile
    copies: int
    returned: dict[str, int]
    repaid_minor: dict[str, int]
    refunded_by_tender: dict[str, int]
    recovered: bool = False


class SessionRow(NamedTuple):
    """A cash session with its running totals."""

    id: str
    opened_at: str
    business_day: str
    first_seq: int
    floats: tuple[tuple[str, int], ...]
    moves: tuple[CashMove, ...]
    totals: Totals
    first_receipt: str
    last_receipt: str


_TICKET_ROWS = (
    "SELECT hex(s.id), s.receipt, s.at, s.total_minor, s.refunds IS NOT NULL, s.training,"
    " (SELECT group_concat(t.code, ',') FROM tender t WHERE t.sale = s.n), s.origin != '' FROM sale s WHERE "
)


def tickets(connection: Connection, *, day: str | None = None, text: str = "", limit: int = 200) -> list[TicketRow]:
    """Give past tickets, newest first: of a business day (ISO), matching a number, an amount or an article."""
    where, values = [], list[object]()
    if day is not None:
        where.append("s.business_day = ?")
        values.append(day)
    wanted = text.strip()
    if wanted:
        like = "%" + wanted.replace("%", "").replace("_", "") + "%"
        clause = "s.receipt LIKE ? OR s.n IN (SELECT l.sale FROM sale_line l WHERE l.name LIKE ?)"
        values += [like, like]
        with suppress(UserError):
            values.append(parse_amount(wanted))
            clause += " OR s.total_minor = ?"
        where.append(f"({clause})")
    # Own tickets in the order they were made; those brought back were recorded here later than they were made.
    own = _ticket_rows(connection, ["s.origin = ''", *where], values, "s.n", limit)
    back = _ticket_rows(connection, ["s.origin != ''", *where], values, "s.at", limit)
    return list(merge(own, back, key=_made_at, reverse=True))[:limit]


def _ticket_rows(
    connection: Connection, where: list[str], values: list[object], order: str, limit: int
) -> list[TicketRow]:
    query = f"{_TICKET_ROWS}{' AND '.join(where)} ORDER BY {order} DESC, s.n DESC LIMIT ?"
    rows = connection.exec_driver_sql(query, (*values, limit))
    return [TicketRow(i.lower(), r, at, t, bool(b), bool(x), c or "", bool(o)) for i, r, at, t, b, x, c, o in rows]


def _made_at(row: TicketRow) -> str:
    return row.at


def ticket(connection: Connection, sale_id: str) -> Ticket | None:
    """Give a past ticket by its id."""
    run, key = connection.exec_driver_sql, bytes.fromhex(sale_id)
    row = run(
        "SELECT e.payload, p.body, coalesce(r.copies, 0), s.origin FROM sale s JOIN entry e ON e.n = s.entry"
        " LEFT JOIN profile p ON p.version = CASE WHEN s.profile = 0 AND s.origin != ''"
        " THEN (SELECT max(version) FROM profile) ELSE s.profile END LEFT JOIN reprint r ON r.sale = s.id"
        " WHERE s.id = ?",
        (key,),
    ).one_or_none()
    if row is None:
        return None
    lines = run(
        "SELECT l.refunds, -sum(l.quantity_milli), -sum(l.total_minor) FROM sale s JOIN sale_line l ON l.sale = s.n"
        " WHERE s.refunds = ? AND l.refunds IS NOT NULL GROUP BY l.refunds",
        (key,),
    ).all()
    tenders = run(
        "SELECT t.code, -sum(t.value_minor) FROM sale s JOIN tender t ON t.sale = s.n WHERE s.refunds = ?"
        " GROUP BY t.code",
        (key,),
    ).all()
    profile = decoded_profile(row[1]) if row[1] is not None else ShopProfile()
    return Ticket(
        _sale_in(row[0], sale_id),
        profile,
        int(row[2]),
        {line: int(quantity) for line, quantity, _ in lines},
        {line: int(amount) for line, _, amount in lines},
        {code: int(value) for code, value in tenders},
        recovered=bool(row[3]),
    )


def _sale_in(payload: bytes, sale_id: str) -> Sale:
    fact = facts.decode(payload)
    if isinstance(fact, facts.SalesRecovered):
        return next(back.sale for back in fact.sales if back.sale.id == sale_id)
    assert isinstance(fact, facts.SaleCompleted | facts.RefundCompleted)
    return fact.sale


def ticket_by_receipt(connection: Connection, receipt: str) -> str | None:
    """Give the id of the ticket with a receipt number; after a disk image it may name two: the one made here."""
    query = "SELECT hex(id) FROM sale WHERE receipt = ? AND origin "
    for origin in ("= ''", "!= ''"):
        row = connection.exec_driver_sql(query + origin, (receipt.strip().upper(),)).first()
        if row is not None:
            return str(row[0]).lower()
    return None


def last_ticket(connection: Connection) -> TicketRow | None:
    """Give the newest ticket that was made here."""
    rows = _ticket_rows(connection, ["s.origin = ''"], [], "s.n", 1)
    return rows[0] if rows else None


def open_session(connection: Connection) -> SessionRow | None:
    """Give the session that is open, if one is."""
    row = connection.exec_driver_sql(
        "SELECT hex(id), opened_at, business_day, first_seq, floats, moves, totals, first_receipt, last_receipt"
        " FROM session WHERE z IS NULL ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    if row is None:
        return None
    key, opened_at, day, first_seq, floats, moves, totals, first, last = row
    return SessionRow(
        key.lower(), opened_at, day, first_seq, _floats.decode(floats), _moves.decode(moves), _totals.decode(totals),
        first, last,
    )  # fmt: skip


def reports(connection: Connection, limit: int = 60) -> list[Report]:
    """Give the Z reports, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT report FROM session WHERE z IS NOT NULL ORDER BY z DESC LIMIT ?", (limit,)
    )
    return [_report.decode(row.report) for row in rows]


def reports_of(connection: Connection, period: str) -> list[Report]:
    """Give the Z reports whose business day begins with a period (`2026-11` or `2026`), oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT report FROM session WHERE z IS NOT NULL AND business_day LIKE ? ORDER BY z", (period + "-%",)
    )
    return [_report.decode(row.report) for row in rows]


def report_numbered(connection: Connection, number: int) -> Report | None:
    """Give the Z report with a number."""
    row = connection.exec_driver_sql("SELECT report FROM session WHERE z = ?", (number,)).first()
    return _report.decode(row.report) if row is not None else None


def business_days(connection: Connection) -> list[str]:
    """Give the business days that have a Z, newest first."""
    rows = connection.exec_driver_sql("SELECT DISTINCT business_day FROM session WHERE z IS NOT NULL ORDER BY 1 DESC")
    return [row.business_day for row in rows]


def outside_vat(connection: Connection, first_receipt: str, last_receipt: str) -> int:
    """Give what the lines outside VAT of a run of own receipts come to: deposits, vouchers, donations."""
    return int(
        connection.exec_driver_sql(
            "SELECT coalesce(sum(l.total_minor), 0) FROM sale s JOIN sale_line l ON l.sale = s.n"
            " WHERE s.origin = '' AND s.receipt BETWEEN ? AND ? AND l.vat_code = ?",
            (first_receipt, last_receipt, OUTSIDE),
        ).scalar_one()
    )


def unclosed_periods(connection: Connection, day: str) -> list[str]:
    """Give the months and years that have a Z, ended before a business day and are not closed, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT substr(business_day, 1, 7) FROM session WHERE z IS NOT NULL AND business_day < ? ORDER BY 1",
        (day[:7],),
    )
    closed = {row.period for row in connection.exec_driver_sql("SELECT period FROM period")}
    months = [row[0] for row in rows]
    years = sorted({month[:4] for month in months if month[:4] < day[:4]})
    return [period for period in (*months, *years) if period not in closed]


def profile(connection: Connection) -> tuple[int, ShopProfile]:
    """Give the shop's profile and its version; 0 and an empty one before the guide."""
    row = connection.exec_driver_sql("SELECT version, body FROM profile ORDER BY version DESC LIMIT 1").one_or_none()
    return (0, ShopProfile()) if row is None else (row.version, decoded_profile(row.body))


def categories(connection: Connection) -> list[Category]:
    """Give the categories in the shop's order."""
    rows = connection.exec_driver_sql("SELECT key, name, rank, tone FROM category ORDER BY rank, key")
    return [Category(*row) for row in rows]


def counter(connection: Connection, key: str) -> int:
    """Give a counter that never resets."""
    row = connection.exec_driver_sql("SELECT value FROM counter WHERE key = ?", (key,)).one_or_none()
    return 0 if row is None else int(row[0])
