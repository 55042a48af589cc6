"""The table that tells when pages changed: the portal's own state, not derived from any journal."""

from __future__ import annotations

from sqlalchemy import Column, PrimaryKeyConstraint, Table

from sync.portal.storage.tables import Counting, Id, metadata

public_version = Table(
    "public_version",
    metadata,
    Column("member", Id, nullable=False),
    Column("catalogue", Counting, nullable=False),
    Column("stock", Counting, nullable=False),
    PrimaryKeyConstraint("member"),
)
"""How often what visitors see of a member changed: what it offers, and what of it is left; no member: all of them."""
