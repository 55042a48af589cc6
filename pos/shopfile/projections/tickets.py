"""Tickets sold, and whether they were let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.domain.facts import TicketAdmitted, TicketsIssued
    from pos.shopfile.projections.row import Row


def issued(row: Row, fact: TicketsIssued) -> None:
    """Put tickets that were sold; one may have been let in before its sale was heard of."""
    row.connection.exec_driver_sql(
        "INSERT INTO ticket(id, event, sale, line, text) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET sale = excluded.sale, line = excluded.line, text = excluded.text",
        [(ticket.id, ticket.event, fact.sale, ticket.line, ticket.text) for ticket in fact.tickets],
    )


def admitted(row: Row, fact: TicketAdmitted) -> None:
    """Note when a ticket was let in first."""
    row.connection.exec_driver_sql(
        "INSERT INTO ticket(id, event, sale, line, text, admitted_ms) VALUES (?, ?, '', '', '', ?)"
        " ON CONFLICT(id) DO UPDATE SET admitted_ms = coalesce(admitted_ms, excluded.admitted_ms)",
        (fact.ticket, fact.event, fact.at.wall_ms),
    )
