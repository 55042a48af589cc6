"""Tickets sold, given back, and let in. The order in which two tills' facts arrive does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.domain.facts import AdmissionUndone, TicketAdmitted, TicketsIssued, TicketsRevoked
    from pos.shopfile.projections.row import Row

_UNSOLD = "INSERT OR IGNORE INTO ticket(id, event, sale, line, text) VALUES (?, ?, '', '', '')"


def issued(row: Row, fact: TicketsIssued) -> None:
    """Put tickets that were sold; one may have been let in before its sale was heard of."""
    row.connection.exec_driver_sql(
        "INSERT INTO ticket(id, event, sale, line, text, event_name, place, training) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET event = excluded.event, sale = excluded.sale, line = excluded.line,"
        " text = excluded.text, event_name = excluded.event_name, place = excluded.place,"
        " training = excluded.training",
        [
            (it.id, it.event, fact.sale, it.line, it.text, it.event_name, it.place, int(fact.training))
            for it in fact.tickets
        ],
    )


def revoked(row: Row, fact: TicketsRevoked) -> None:
    """Note that tickets came back."""
    for ticket in fact.tickets:
        row.connection.exec_driver_sql(_UNSOLD, (ticket, 0))
        row.connection.exec_driver_sql("UPDATE ticket SET revoked = 1 WHERE id = ?", (ticket,))


def admitted(row: Row, fact: TicketAdmitted) -> None:
    """Note that a ticket was let in."""
    row.connection.exec_driver_sql(_UNSOLD, (fact.ticket, fact.event))
    row.connection.exec_driver_sql(
        "INSERT OR IGNORE INTO admission(id, ticket, at_ms) VALUES (?, ?, ?)", (fact.id, fact.ticket, fact.at.wall_ms)
    )
    _first(row, fact.ticket)


def undone(row: Row, fact: AdmissionUndone) -> None:
    """Take an admission back; another door's admission of the same ticket stays."""
    row.connection.exec_driver_sql("UPDATE admission SET undone = 1 WHERE id = ?", (fact.admission,))
    _first(row, fact.ticket)


def _first(row: Row, ticket: str) -> None:
    row.connection.exec_driver_sql(
        "UPDATE ticket SET admitted_ms = (SELECT min(at_ms) FROM admission WHERE ticket = ? AND undone = 0)"
        " WHERE id = ?",
        (ticket, ticket),
    )
