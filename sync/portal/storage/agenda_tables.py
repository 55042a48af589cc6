"""The table of the agenda: the portal's own state, not derived from any journal."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from sync.portal.storage.tables import Counting, Id, metadata

agenda_event = Table(
    "agenda_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("venue", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("town", Text, nullable=False),
    Column("begins", String(16), nullable=False),
    Column("ends", String(16), nullable=False),
    Column("begins_ms", Counting, nullable=False),
    Column("ends_ms", Counting, nullable=False),
    Column("entry", String(16), nullable=False),
    Column("tickets", Counting),
    Column("price", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed_ms", Counting, nullable=False),
    Index(None, "member", "ends_ms"),
    Index(None, "ends_ms"),
)
"""Events as members and the chamber (no member) announce them, in wall time of Geneva; `tickets` is the number that
the till's ticket articles give the event, `sequence` how often it was changed (RFC 5545)."""
