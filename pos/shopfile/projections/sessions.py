"""Cash sessions: floats, moves and running totals, so that closing costs the same after a million sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.closing import CashMove, Totals, add_sale
from pos.shopfile import tables
from pos.shopfile.projections.row import Row, bump

if TYPE_CHECKING:
    from pos.domain.facts import CashMoved, PeriodClosed, RefundCompleted, SaleCompleted, SessionClosed, SessionOpened

SESSION = tables.insert_sql(
    tables.session,
    "id", "opened_at", "business_day", "first_seq", "floats", "moves", "totals", "first_receipt", "last_receipt",
)  # fmt: skip
_totals = msgspec.json.Decoder(Totals)
_moves = msgspec.json.Decoder(tuple[CashMove, ...])
_encode = msgspec.json.encode


def opened(row: Row, fact: SessionOpened) -> None:
    """Start a session with its floats."""
    key = bytes.fromhex(fact.session)
    values = (key, fact.local_at, fact.business_day, row.seq, _encode(fact.floats), b"[]", _encode(Totals()), "", "")
    row.connection.exec_driver_sql(SESSION, values)


def sale_completed(row: Row, fact: SaleCompleted | RefundCompleted) -> None:
    """Add a ticket to its session's totals."""
    sale = fact.sale
    if sale.training or not sale.session:
        return
    key, run = bytes.fromhex(sale.session), row.connection.exec_driver_sql
    body = run("SELECT totals FROM session WHERE id = ?", (key,)).scalar_one()
    totals = add_sale(_totals.decode(body), sale)
    run(
        "UPDATE session SET totals = ?, last_receipt = ?,"
        " first_receipt = CASE first_receipt WHEN '' THEN ? ELSE first_receipt END WHERE id = ?",
        (_encode(totals), sale.receipt, sale.receipt, key),
    )


def cash_moved(row: Row, fact: CashMoved) -> None:
    """Add a cash movement to its session."""
    key, run = bytes.fromhex(fact.session), row.connection.exec_driver_sql
    moves = _moves.decode(run("SELECT moves FROM session WHERE id = ?", (key,)).scalar_one())
    moves = (*moves, CashMove(fact.currency, fact.minor, fact.reason))
    run("UPDATE session SET moves = ? WHERE id = ?", (_encode(moves), key))


def closed(row: Row, fact: SessionClosed) -> None:
    """Close the session with its Z."""
    row.connection.exec_driver_sql(
        "UPDATE session SET z = ?, report = ? WHERE id = ?",
        (fact.report.number, _encode(fact.report), bytes.fromhex(fact.session)),
    )
    bump(row, "z")


def period_closed(row: Row, fact: PeriodClosed) -> None:
    """Keep a closed month or year."""
    row.connection.exec_driver_sql("INSERT INTO period(period, body) VALUES (?, ?)", (fact.period, _encode(fact)))
