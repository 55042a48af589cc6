"""The tables of the chamber's statistics: sums by day and member, what was counted of them, months that are out."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, String, Table

from sync.portal.storage.tables import Counting, Hash, Id, metadata

roll_day = Table(
    "roll_day",
    metadata,
    Column("day", String(10), nullable=False),
    Column("member", Id, nullable=False),
    Column("measure", String(12), nullable=False),
    Column("key", String(64), nullable=False),
    Column("amount", Counting, nullable=False),
    PrimaryKeyConstraint("day", "member", "measure", "key"),
    Index(None, "member", "day"),
)
"""What a member's business day comes to in every measure: made of its sales, and made again when they change."""
roll_dirty = Table(
    "roll_dirty",
    metadata,
    Column("member", Id, nullable=False),
    Column("day", String(10), nullable=False),
    PrimaryKeyConstraint("member", "day"),
)
"""Days whose sums are not what the sales say any more."""
roll_late = Table(
    "roll_late",
    metadata,
    Column("member", Id, nullable=False),
    Column("month", String(7), nullable=False),
    PrimaryKeyConstraint("member", "month"),
)
"""Months that changed after they were published: the difference is counted in the next one."""
counted = Table(
    "statistics_counted",
    metadata,
    Column("month", String(7), nullable=False),
    Column("member", Id, nullable=False),
    Column("of_month", String(7), nullable=False),
    Column("measure", String(12), nullable=False),
    Column("key", String(64), nullable=False),
    Column("amount", Counting, nullable=False),
    PrimaryKeyConstraint("month", "member", "of_month", "measure", "key"),
    Index(None, "member", "of_month"),
)
"""What a published month counted of each member, and of which month; never shown."""
published = Table(
    "statistics_month",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("at_ms", Counting, nullable=False),
    Column("sha256", Hash, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""The protected tables of a month as they were published."""

GUARDED = (counted, published)
"""Append-only by trigger."""
