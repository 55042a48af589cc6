"""The tables of what people do around orders at the portal: their own state, not derived from any journal."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint

from sync.portal.storage.tables import Counting, Hash, Id, metadata

buyer_order = Table(
    "buyer_order",
    metadata,
    Column("id", Id, primary_key=True),
    Column("secret_hash", Hash, nullable=False, unique=True),
    Column("form_hash", Hash, nullable=False, unique=True),
    Column("code", String(8), nullable=False),
    Column("placed_ms", Counting, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("erased_ms", Counting),
    Index(None, "erased_ms", "placed_ms"),
)
"""What somebody ordered, over one or several members, and how to reach this person until that is erased.

The secret of the follow page is not kept, only its hash; `form_hash` makes a form sent twice one order.
"""
order_part = Table(
    "order_part",
    metadata,
    Column("member", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("whole", Id, nullable=False),
    Column("code", String(12), nullable=False),
    Column("place", Text, nullable=False),
    Column("pick_from_ms", Counting, nullable=False),
    Column("pick_until_ms", Counting, nullable=False),
    Column("expires_ms", Counting, nullable=False),
    Column("told", String(10), nullable=False),
    PrimaryKeyConstraint("member", "id"),
    UniqueConstraint("member", "code"),
    Index(None, "whole"),
    Index(None, "told"),
)
"""One member's part of an order; its id is that of its reservation, `told` the state that the buyer was written of."""
order_line = Table(
    "order_line",
    metadata,
    Column("member", Id, nullable=False),
    Column("part", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("product", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("quantity_milli", Counting, nullable=False),
    Column("unit_price_minor", Counting, nullable=False),
    Column("total_minor", Counting, nullable=False),
    Column("deposit_minor", Counting, nullable=False),
    Column("takes", Text, nullable=False),
    PrimaryKeyConstraint("member", "part", "position"),
)
"""An article as it was ordered; `takes` is what the whole line holds of the shelf, a kit its parts (JSON)."""
order_event = Table(
    "order_event",
    metadata,
    Column("member", Id, nullable=False),
    Column("part", Id, nullable=False),
    Column("what", String(10), nullable=False),
    Column("at_ms", Counting, nullable=False),
    Column("by", String(8), nullable=False),
    Column("detail", Text, nullable=False),
    PrimaryKeyConstraint("member", "part", "what"),
)
"""What the buyer or the portal's clock did: cancelled, or kept the rest (with what was missing then)."""
pickup = Table(
    "pickup",
    metadata,
    Column("member", Id, primary_key=True),
    Column("body", Text, nullable=False),
    Column("changed_ms", Counting, nullable=False),
)
"""When and where a member hands orders out (JSON of `orders.pickup.Pickup`); what it lacks is in the public profile."""
mail = Table(
    "mail",
    metadata,
    Column("id", Counting, primary_key=True, autoincrement=True),
    Column("whole", Id, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made_ms", Counting, nullable=False),
    Column("due_ms", Counting, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_ms", Counting),
    Column("failed_ms", Counting),
    Column("trouble", Text, nullable=False),
    Index(None, "sent_ms", "failed_ms", "due_ms"),
    Index(None, "whole"),
)
"""The outbox: what buyers are written, sent once; emptied of what is personal together with the contact."""
