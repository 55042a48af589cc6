"""The tables of members' own web shops: their own state, not derived from any journal."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint

from sync.portal.storage.tables import Counting, Hash, Id, metadata

webshop = Table(
    "webshop",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("url", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("writes_articles", Boolean, nullable=False),
    Column("connected_ms", Counting, nullable=False),
    Column("change_seq", Counting, nullable=False),
    Column("is_fresh", Boolean, nullable=False),
    Column("sweep_ms", Counting, nullable=False),
    Column("pulled_ms", Counting, nullable=False),
    Column("due_ms", Counting, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    UniqueConstraint("member", "url"),
    Index(None, "due_ms"),
)
"""A member's web shop: how it is reached (its secret sealed), and how far it was brought up to date."""
webshop_link = Table(
    "webshop_link",
    metadata,
    Column("webshop", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("remote", String(80), nullable=False),
    Column("sku", Text, nullable=False),
    Column("written", Hash, nullable=False),
    Column("pieces", Counting),
    Column("sent_ms", Counting),
    PrimaryKeyConstraint("webshop", "product"),
    UniqueConstraint("webshop", "remote"),
)
"""Which article there is ours, the fingerprint it was written with, and the stock that was read back last."""
webshop_outbox = Table(
    "webshop_outbox",
    metadata,
    Column("webshop", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("due_ms", Counting, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    PrimaryKeyConstraint("webshop", "product"),
    Index(None, "webshop", "due_ms"),
)
"""Articles whose state there may have to change, once each; `seq` is the change that put them here."""
webshop_order = Table(
    "webshop_order",
    metadata,
    Column("webshop", Id, nullable=False),
    Column("remote", String(80), nullable=False),
    Column("part", Id, nullable=False),
    Column("code", String(12), nullable=False),
    Column("turn", String(10), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("digest", Hash, nullable=False),
    Column("acknowledged_ms", Counting),
    PrimaryKeyConstraint("webshop", "remote"),
)
"""Orders of a web shop and the part that goods are held under here; no part: nothing in it is ours."""

ALL = (webshop, webshop_link, webshop_outbox, webshop_order)
