"""The tables of the shop file: the journal, what is projected from it, and what only this machine needs."""

from __future__ import annotations

from sqlalchemy import (
    BLOB,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    insert,
    text,
)
from sqlalchemy.dialects import sqlite

APPLICATION_ID = 0x54494C4C
"""«TILL» in the file's header (facts: sync §4.2)."""
SCHEMA_VERSION = 5

metadata = MetaData()

entry = Table(
    "entry",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("inc", BLOB, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", BLOB, nullable=False),
    Column("type", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("payload", BLOB, nullable=False),
    Column("prev", BLOB, nullable=False),
    Column("hash", BLOB, nullable=False),
    Column("sig", BLOB, nullable=False),
    Column("adopted", Text),
    UniqueConstraint("inc", "seq"),
    UniqueConstraint("inc", "id"),
)

Index("entry_first", entry.c.n, sqlite_where=entry.c.seq == 1)
Index("entry_adopted", entry.c.adopted, sqlite_where=entry.c.adopted.isnot(None))

# Projections: derived from the journal alone, dropped and rebuilt at will.
counter = Table("counter", metadata, Column("key", Text, primary_key=True), Column("value", Integer, nullable=False))
profile = Table("profile", metadata, Column("version", Integer, primary_key=True), Column("body", BLOB, nullable=False))
category = Table(
    "category",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("tone", Text, nullable=False),
)
product = Table(
    "product",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", BLOB, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("state", BLOB, nullable=False, server_default=text("x''")),
    Column("plu", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("favourite", Integer),
    Column("archived", Integer, nullable=False),
    Column("supplier", Text, nullable=False, server_default=text("''")),
    Column("family", Text, nullable=False, server_default=text("''")),
    Column("body", BLOB, nullable=False),
    Index("product_plu", "plu"),
    Index("product_name", "name"),
    Index("product_category", "category", "favourite"),
)
Index("product_favourite", product.c.favourite, sqlite_where=product.c.favourite.isnot(None))
barcode = Table(
    "barcode",
    metadata,
    Column("code", Text, nullable=False),
    Column("product", Integer, nullable=False),
    PrimaryKeyConstraint("code", "product"),
    sqlite_with_rowid=False,
)
price = Table(
    "price",
    metadata,
    Column("product", Integer, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("price_minor", Integer),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("product", "valid_from", "n"),
    sqlite_with_rowid=False,
)
sale = Table(
    "sale",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", BLOB, nullable=False, unique=True),
    Column("receipt", Text, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("business_day", Text, nullable=False),
    Column("total_minor", Integer, nullable=False),
    Column("cashier", Text, nullable=False),
    Column("training", Integer, nullable=False),
    Column("refunds", BLOB),
    Column("profile", Integer, nullable=False),
    Column("origin", Text, nullable=False, server_default=text("''")),
    Index("sale_day", "business_day"),
)
"""Tickets. `origin` is empty for those of this file's own entries, else "inc:seq": brought back from the portal."""
Index("sale_receipt", sale.c.receipt, unique=True, sqlite_where=sale.c.origin == "")
Index("sale_recovered", sale.c.receipt, sqlite_where=sale.c.origin != "")
Index("sale_refunds", sale.c.refunds, sqlite_where=sale.c.refunds.isnot(None))
sale_line = Table(
    "sale_line",
    metadata,
    Column("sale", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("line", Text, nullable=False),
    Column("product", BLOB),
    Column("name", Text, nullable=False),
    Column("quantity_milli", Integer, nullable=False),
    Column("total_minor", Integer, nullable=False),
    Column("vat_code", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("refunds", Text),
    PrimaryKeyConstraint("sale", "position"),
    sqlite_with_rowid=False,
)
tender = Table(
    "tender",
    metadata,
    Column("sale", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("minor", Integer, nullable=False),
    Column("value_minor", Integer, nullable=False),
    PrimaryKeyConstraint("sale", "code"),
    sqlite_with_rowid=False,
)
stock_move = Table(
    "stock_move",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("entry", BLOB, nullable=False),
    Column("product", BLOB, nullable=False),
    Column("quantity_milli", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("place", Text, nullable=False, server_default=text("''")),
    Column("entry_n", Integer, nullable=False, server_default=text("0")),
    Index("stock_move_entry", "entry"),
)
stock_level = Table(
    "stock_level",
    metadata,
    Column("product", BLOB, primary_key=True),
    Column("quantity_milli", Integer, nullable=False),
    sqlite_with_rowid=False,
)
stock_place = Table(
    "stock_place",
    metadata,
    Column("product", BLOB, nullable=False),
    Column("place", Text, nullable=False),
    Column("quantity_milli", Integer, nullable=False),
    PrimaryKeyConstraint("product", "place"),
    sqlite_with_rowid=False,
)
"""What of a level lies in another place than the shop itself."""
received_line = Table(
    "received_line",
    metadata,
    Column("entry", BLOB, nullable=False),
    Column("position", Integer, nullable=False),
    Column("entry_n", Integer, nullable=False),
    Column("product", BLOB, nullable=False),
    Column("quantity_milli", Integer, nullable=False),
    Column("cost_minor", Integer),
    Column("lot", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("supplier", Text, nullable=False),
    Column("purchase", Text, nullable=False),
    Column("document", Text, nullable=False),
    PrimaryKeyConstraint("entry", "position"),
    Index("received_line_product", "product"),
    Index("received_line_expires", "expires", sqlite_where=text("expires <> ''")),
    sqlite_with_rowid=False,
)
"""Goods receipts, line by line."""
purchase = Table(
    "purchase",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False),
    Column("supplier", Text, nullable=False),
    Column("open", Integer, nullable=False),
    Column("ordered_n", Integer, nullable=False),
    Column("body", BLOB, nullable=False),
)
supplier = Table("supplier", metadata, Column("name", Text, primary_key=True), Column("body", BLOB, nullable=False))
picture = Table(
    "picture",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("body", BLOB, nullable=False),
)
ticket = Table(
    "ticket",
    metadata,
    Column("id", Text, primary_key=True),
    Column("event", Integer, nullable=False),
    Column("sale", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("event_name", Text, nullable=False, server_default=text("''")),
    Column("place", Text, nullable=False, server_default=text("''")),
    Column("training", Integer, nullable=False, server_default=text("0")),
    Column("revoked", Integer, nullable=False, server_default=text("0")),
    Column("admitted_ms", Integer),
    Index("ticket_event", "event"),
    Index("ticket_sale", "sale"),
)
"""Tickets sold or let in; `sale` is empty for one that was let in before its sale was heard of.

`admitted_ms` is when it was let in first, of the admissions that were not taken back.
"""
admission = Table(
    "admission",
    metadata,
    Column("id", Text, primary_key=True),
    Column("ticket", Text, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("undone", Integer, nullable=False, server_default=text("0")),
    Index("admission_ticket", "ticket"),
)
"""Every time a door let somebody in."""
heard = Table(
    "heard",
    metadata,
    Column("id", Text, primary_key=True),
    Column("generation", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Facts of other tills that took effect here, and in which generation of the portal they were heard last."""
session = Table(
    "session",
    metadata,
    Column("id", BLOB, primary_key=True),
    Column("opened_at", Text, nullable=False),
    Column("business_day", Text, nullable=False),
    Column("first_seq", Integer, nullable=False),
    Column("floats", BLOB, nullable=False),
    Column("moves", BLOB, nullable=False),
    Column("totals", BLOB, nullable=False),
    Column("first_receipt", Text, nullable=False),
    Column("last_receipt", Text, nullable=False),
    Column("z", Integer),
    Column("report", BLOB),
    sqlite_with_rowid=False,
)
Index("session_z", session.c.z, unique=True, sqlite_where=session.c.z.isnot(None))
period = Table(
    "period",
    metadata,
    Column("period", Text, primary_key=True),
    Column("body", BLOB, nullable=False),
)
online_order = Table(
    "online_order",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("pick_from_ms", Integer, nullable=False),
    Column("pick_until_ms", Integer, nullable=False),
    Column("placed_ms", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("answer", Text, nullable=False, server_default=text("''")),
    Column("answer_id", Text, nullable=False, server_default=text("''")),
    Column("heard", Integer, nullable=False, server_default=text("1")),
    Column("missing", BLOB, nullable=False, server_default=text("x'5b5d'")),
    Column("sale", Text, nullable=False, server_default=text("''")),
    Column("body", BLOB, nullable=False),
    Index("online_order_code", "code"),
    Index("online_order_state", "state", "pick_from_ms"),
)
"""Orders placed on the portal. `body` is what it told last, `answer` what this till said after that or before.

`n` is the entry that changed the row last; `heard` is 0 while the portal does not know the answer, whose entry is
`answer_id`. `sale` is the own ticket that it was handed out with.
"""
reprint = Table("reprint", metadata, Column("sale", BLOB, primary_key=True), Column("copies", Integer, nullable=False))

PROJECTIONS = (
    counter, profile, category, product, barcode, price, sale, sale_line, tender, stock_move, stock_level,
    stock_place, received_line, purchase, supplier, picture, ticket, admission, heard, session, period, online_order,
    reprint,
)  # fmt: skip

# What belongs to this machine or to people, and is no business fact.
sync = Table("sync", metadata, Column("k", Text, primary_key=True), Column("val", BLOB))
stock_remote = Table(
    "stock_remote",
    metadata,
    Column("product", BLOB, primary_key=True),
    Column("offset_milli", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What others did to a level, as the portal last said: its absolute less the own movements it already held."""
recovered = Table(
    "recovered",
    metadata,
    Column("inc", BLOB, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("payload", BLOB, nullable=False),
    Column("prev", BLOB, nullable=False),
    Column("hash", BLOB, nullable=False),
    Column("sig", BLOB, nullable=False, server_default=text("x''")),
    Column("adopted", Text),
    PrimaryKeyConstraint("inc", "seq"),
    sqlite_with_rowid=False,
)
"""Own entries that a restored file lacked and the portal gave back, to be sent again should the portal lose them.

The portal keeps one signature per batch, on its last entry: `sig` is empty on the others.
"""
local = Table("local", metadata, Column("key", Text, primary_key=True), Column("value", BLOB, nullable=False))
person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("pin", Text, nullable=False),
    Column("active", Integer, nullable=False),
)
draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("body", BLOB, nullable=False),
    Column("changed_at", Text, nullable=False),
)
supplier_contact = Table(
    "supplier_contact",
    metadata,
    Column("name", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("address", Text, nullable=False),
)
"""Who to talk to at a supplier: personal data, erasable, on this machine only."""
print_job = Table(
    "print_job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("payload", BLOB, nullable=False),
    Column("document", BLOB, nullable=False),
    Column("note", Text, nullable=False),
    Column("queued_at", Text, nullable=False),
    Column("settled_at", Text),
    sqlite_autoincrement=True,
)
Index("print_job_open", print_job.c.state, sqlite_where=print_job.c.state.in_(("queued", "sending", "unknown")))
search_place = Table(
    "search_place",
    metadata,
    Column("product", Integer, primary_key=True),
    Column("place", Integer, nullable=False, unique=True),
)

TRIGGERS = (
    "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT,'append only'); END",
    "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT,'append only'); END",
)
SEARCH = (
    "CREATE VIRTUAL TABLE product_words USING fts5(words, product UNINDEXED,"
    " tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3 4')",
    'CREATE VIRTUAL TABLE product_fragments USING fts5(words, product UNINDEXED, tokenize="trigram")',
)


def insert_sql(table: Table, *columns: str, verb: str = "INSERT") -> str:
    """Compile an insert of these columns once; the driver then runs it at its own speed."""
    statement = insert(table).values({name: None for name in columns}).compile(dialect=sqlite.dialect())
    return str(statement).replace("INSERT", verb, 1)
