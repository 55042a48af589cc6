"""The tables of the portal, the same on SQLite and PostgreSQL. Ids and hashes are hexadecimal, money minor units."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 7
metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)
Counting = BigInteger().with_variant(Integer, "sqlite")
Id = String(32)
Hash = String(64)

hub = Table("hub", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
"""What the portal knows of itself: generation, keys, schema."""

member = Table(
    "member",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("change_seq", Counting, nullable=False),
    Column("event_seq", Counting, nullable=False),
    Column("created_ms", Counting, nullable=False),
    Column("statistics", Boolean, nullable=False),
)
till = Table(
    "till",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String(16), nullable=False),
    Column("created_ms", Counting, nullable=False),
    Column("last_seen_ms", Counting, nullable=False),
)
till_key = Table(
    "till_key",
    metadata,
    Column("pubkey", Hash, primary_key=True),
    Column("till", Id, nullable=False),
    Column("member", Id, nullable=False),
    Column("enrolled_ms", Counting, nullable=False),
    Column("revoked", Boolean, nullable=False),
)
enrolment = Table(
    "enrolment",
    metadata,
    Column("user_code", String(8), primary_key=True),
    Column("device_hash", Hash, nullable=False, unique=True),
    Column("pubkey", Hash, nullable=False),
    Column("shop_name", Text, nullable=False),
    Column("till_name", Text, nullable=False),
    Column("till_code", String(16), nullable=False),
    Column("state", String(10), nullable=False),
    Column("till", Id),
    Column("created_ms", Counting, nullable=False),
    Column("expires_ms", Counting, nullable=False),
)

line = Table(
    "line",
    metadata,
    Column("inc", Id, primary_key=True),
    Column("till", Id, nullable=False),
    Column("member", Id, nullable=False),
    Column("pubkey", Hash, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("hash", Hash, nullable=False),
    Column("revoked_after", Counting),
    Column("last_ms", Counting, nullable=False),
)
"""One incarnation of a till's journal and how far it is held."""
entry = Table(
    "entry",
    metadata,
    Column("inc", Id, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("id", Id, nullable=False),
    Column("type", String(40), nullable=False),
    Column("v", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("hash", Hash, nullable=False),
    Column("sig", String(128)),
    Column("adopted", Text),
    Column("received_ms", Counting, nullable=False),
    PrimaryKeyConstraint("inc", "seq"),
)
"""The raw journal: append-only by trigger. `sig` stands on the last entry of each batch and covers those before."""
event = Table(
    "event",
    metadata,
    Column("member", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("inc", Id, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("arrival", Counting, nullable=False),
    PrimaryKeyConstraint("member", "id"),
    UniqueConstraint("inc", "seq"),
)
"""Each fact once, wherever it arrived first: what makes effects happen once."""
waiting = Table(
    "waiting",
    metadata,
    Column("inc", Id, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("inc", "seq"),
)
"""Entries held but not projected: of a kind this portal does not know yet, or that contradicts what it knows."""

sale = Table(
    "sale",
    metadata,
    Column("member", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("till", Id, nullable=False),
    Column("receipt", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("business_day", String(10), nullable=False),
    Column("total_minor", Counting, nullable=False),
    Column("rounding_minor", Counting, nullable=False),
    Column("training", Boolean, nullable=False),
    Column("refunds", Id),
    Column("heard_ms", Counting, nullable=False),
    PrimaryKeyConstraint("member", "id"),
    Index(None, "member", "business_day"),
    Index(None, "member", "receipt"),
)
Index("ix_sale_refunds", sale.c.member, sale.c.refunds, sqlite_where=sale.c.refunds.is_not(None),
      postgresql_where=sale.c.refunds.is_not(None))  # fmt: skip
sale_line = Table(
    "sale_line",
    metadata,
    Column("member", Id, nullable=False),
    Column("sale", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("line", String(64), nullable=False),
    Column("product", Id),
    Column("name", Text, nullable=False),
    Column("quantity_milli", Counting, nullable=False),
    Column("total_minor", Counting, nullable=False),
    Column("vat_code", String(4), nullable=False),
    Column("rate_bp", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("refunds", String(64)),
    PrimaryKeyConstraint("member", "sale", "position"),
)
payment = Table(
    "payment",
    metadata,
    Column("member", Id, nullable=False),
    Column("sale", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("code", String(24), nullable=False),
    Column("currency", String(8), nullable=False),
    Column("minor", Counting, nullable=False),
    Column("value_minor", Counting, nullable=False),
    PrimaryKeyConstraint("member", "sale", "position"),
)
"""What was given, and what was given back as negative rows."""
session = Table(
    "session",
    metadata,
    Column("member", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("till", Id, nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("business_day", String(10), nullable=False),
    Column("closed_at", String(40)),
    PrimaryKeyConstraint("member", "id"),
)
closing = Table(
    "closing",
    metadata,
    Column("member", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("till", Id, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("period", String(10), nullable=False),
    Column("number", Integer, nullable=False),
    Column("total_minor", Counting, nullable=False),
    Column("perpetual_minor", Counting, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("member", "id"),
)

product = Table(
    "product",
    metadata,
    Column("member", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("state", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("price_minor", Counting),
    Column("archived", Boolean, nullable=False),
    Column("online", Boolean, nullable=False),
    Column("valid_from", String(10), nullable=False),
    Column("category", String(60), nullable=False),
    Column("words", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("online_ms", Counting, nullable=False),
    PrimaryKeyConstraint("member", "id"),
)
"""Articles as they are now; `online_ms` is since when they are online without a break, 0 when they are not."""
product_word = Table(
    "product_word",
    metadata,
    Column("word", String(40, collation="C").with_variant(String(40), "sqlite"), nullable=False),
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("state", Id, nullable=False),
    PrimaryKeyConstraint("word", "member", "product", "state"),
)
"""Words of articles, by version: those of a version that is no longer the present one are passed over."""
popularity = Table(
    "popularity",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("sold", Counting, nullable=False),
    PrimaryKeyConstraint("member", "product"),
)
"""How often an article was rung up: what is found first."""
offer = Table(
    "offer",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("state", Id, nullable=False),
    Column("category", String(60), nullable=False),
    Column("sold", Counting, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("ess_made", Boolean, nullable=False),
    Column("local", Boolean, nullable=False),
    Column("least_minor", Counting, nullable=False),
    Column("needs_milli", Counting),
    Column("quota_milli", Counting),
    Column("since_ms", Counting, nullable=False),
    PrimaryKeyConstraint("member", "product"),
    Index("ix_offer_traits", "member", "category", "kind", "ess_made", "local", "product"),
    Index(None, "least_minor"),
    Index(None, "since_ms"),
)
"""Articles that are online, in the order in which they are shown: a page reads a few narrow rows of it.

`least_minor` is the price, or the least that a free one may be; `needs_milli` is what has to be left of it so that it
can be had, none where nobody counts."""
Index("ix_offer_order", offer.c.sold.desc(), offer.c.name, offer.c.member, offer.c.product)
Index("ix_offer_of_member", offer.c.member, offer.c.sold.desc(), offer.c.name, offer.c.product)
shop_profile = Table(
    "shop_profile",
    metadata,
    Column("member", Id, nullable=False),
    Column("event", Id, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("member"),
)
"""The shop as its till's settings said last: what its receipts and its page show."""
picture = Table(
    "picture",
    metadata,
    Column("member", Id, nullable=False),
    Column("sha256", Hash, nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("member", "sha256"),
)
product_state = Table(
    "product_state",
    metadata,
    Column("member", Id, nullable=False),
    Column("state", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("member", "state"),
)
"""Every version an article ever had anywhere: what an edit is compared with."""
price = Table(
    "price",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("state", Id, nullable=False),
    Column("valid_from", String(10), nullable=False),
    Column("price_minor", Counting),
    PrimaryKeyConstraint("member", "product", "state"),
)
category = Table(
    "category",
    metadata,
    Column("member", Id, nullable=False),
    Column("key", String(60), nullable=False),
    Column("name", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("tone", String(40), nullable=False),
    PrimaryKeyConstraint("member", "key"),
)
stock_move = Table(
    "stock_move",
    metadata,
    Column("member", Id, nullable=False),
    Column("event", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("product", Id, nullable=False),
    Column("quantity_milli", Counting, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("inc", Id, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("at_ms", Counting, nullable=False),
    Column("place", String(60), nullable=False),
    PrimaryKeyConstraint("member", "event", "position"),
    Index(None, "member", "product", "at_ms"),
)
stock = Table(
    "stock",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("level_milli", Counting, nullable=False),
    PrimaryKeyConstraint("member", "product"),
)
stock_count = Table(
    "stock_count",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("place", String(60), nullable=False),
    Column("event", Id, nullable=False),
    Column("inc", Id, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("at_ms", Counting, nullable=False),
    Column("error_ms", Counting, nullable=False),
    Column("counted_milli", Counting, nullable=False),
    Column("through", LargeBinary, nullable=False),
    PrimaryKeyConstraint("member", "product", "place"),
)
"""The latest count of an article in a place: the level is what it found and what moved since (facts: sync §4.5)."""
change = Table(
    "change",
    metadata,
    Column("member", Id, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("key", String(60), nullable=False),
    Column("change_seq", Counting, nullable=False),
    PrimaryKeyConstraint("member", "kind", "key"),
    UniqueConstraint("member", "change_seq"),
)
"""What tills have to fetch: the newest change of each thing, numbered without gaps under the member's lock."""
consent = Table(
    "consent",
    metadata,
    Column("member", Id, nullable=False),
    Column("event", Id, nullable=False),
    Column("statistics", Boolean, nullable=False),
    Column("at_ms", Counting, nullable=False),
    PrimaryKeyConstraint("member", "event"),
)
order_fact = Table(
    "order_fact",
    metadata,
    Column("member", Id, nullable=False),
    Column("event", Id, nullable=False),
    Column("order", Id, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("at_ms", Counting, nullable=False),
    Column("heard_ms", Counting, nullable=False),
    Column("sale", Id),
    Column("detail", Text, nullable=False),
    PrimaryKeyConstraint("member", "event"),
    Index(None, "member", "order"),
    Index(None, "member", "sale"),
)
"""What tills answered to an order: acknowledged, ready, short, refused, collected; each fact once, in any order."""
sale_buyer = Table(
    "sale_buyer",
    metadata,
    Column("member", Id, nullable=False),
    Column("sale", Id, nullable=False),
    Column("buyer", Id, nullable=False),
    PrimaryKeyConstraint("member", "sale"),
)
"""Sales whose buyer is another member, as the till was told."""
product_trait = Table(
    "product_trait",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("origin_known", Boolean, nullable=False),
    Column("local", Boolean, nullable=False),
    Column("ess_made", Boolean, nullable=False),
    PrimaryKeyConstraint("member", "product"),
)
"""What statistics ask of an article; `counts` is false for deposits, which are no turnover."""
admission = Table(
    "admission",
    metadata,
    Column("member", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("ticket", Id, nullable=False),
    Column("event", Counting, nullable=False),
    Column("till", Id, nullable=False),
    Column("at_ms", Counting, nullable=False),
    PrimaryKeyConstraint("member", "id"),
    Index(None, "member", "ticket"),
)
"""Tickets that doors let in, by the clock of the door."""
admission_undone = Table(
    "admission_undone",
    metadata,
    Column("member", Id, nullable=False),
    Column("admission", Id, nullable=False),
    Column("ticket", Id, nullable=False),
    PrimaryKeyConstraint("member", "admission"),
)

PROJECTIONS = (
    sale, sale_line, payment, session, closing, product, product_word, popularity, offer, shop_profile, picture,
    product_state, price, category, stock_move, stock, stock_count, consent, order_fact, sale_buyer, product_trait,
    admission, admission_undone,
)  # fmt: skip
"""Derived from the raw journal alone: dropped and rebuilt at will."""

reservation = Table(
    "reservation",
    metadata,
    Column("member", Id, nullable=False),
    Column("order", Id, nullable=False),
    Column("state", String(10), nullable=False),
    Column("created_ms", Counting, nullable=False),
    Column("expires_ms", Counting, nullable=False),
    Column("resolved_ms", Counting),
    PrimaryKeyConstraint("member", "order"),
    Index(None, "state", "expires_ms"),
)
"""Goods held for an order: pending, then exactly one of posted, void, expired."""
reservation_line = Table(
    "reservation_line",
    metadata,
    Column("member", Id, nullable=False),
    Column("order", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("quantity_milli", Counting, nullable=False),
    PrimaryKeyConstraint("member", "order", "product"),
)
outbound = Table(
    "outbound",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("day", String(10), nullable=False),
    Column("visits", Counting, nullable=False),
    PrimaryKeyConstraint("member", "product", "day"),
)
"""How often visitors were sent on to a member's own shop; counted without knowing who."""
till_state = Table(
    "till_state",
    metadata,
    Column("till", Id, primary_key=True),
    Column("app", String(40), nullable=False),
    Column("schema", Integer, nullable=False),
    Column("inc", Id, nullable=False),
    Column("seq", Counting, nullable=False),
    Column("told_ms", Counting, nullable=False),
)
"""What a till said of itself in its last hello: its version, and how far its journal went."""
member_profile = Table(
    "member_profile",
    metadata,
    Column("member", Id, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("changed_ms", Counting, nullable=False),
)
"""What a member says of itself to the public, written at the portal."""
departed = Table(
    "departed",
    metadata,
    Column("member", Id, primary_key=True),
    Column("left_ms", Counting, nullable=False),
)
"""Members who left: nothing of theirs is shown; their raw journal stays as long as the law wants it."""
moderation = Table(
    "moderation",
    metadata,
    Column("member", Id, nullable=False),
    Column("product", Id, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at_ms", Counting, nullable=False),
    PrimaryKeyConstraint("member", "product"),
)
"""Listings that the chamber took off the portal, and why; the member sees it."""
announced_rate = Table(
    "announced_rate",
    metadata,
    Column("code", String(4), nullable=False),
    Column("since", String(10), nullable=False),
    Column("rate_bp", Integer, nullable=False),
    PrimaryKeyConstraint("code", "since"),
)
lem_note = Table(
    "lem_note",
    metadata,
    Column("minor", Integer, primary_key=True, autoincrement=False),
)
aisle = Table(
    "aisle",
    metadata,
    Column("slug", String(60), primary_key=True),
    Column("name", Text, nullable=False),
)
aisle_of = Table(
    "aisle_of",
    metadata,
    Column("member", Id, nullable=False),
    Column("category", String(60), nullable=False),
    Column("aisle", String(60), nullable=False),
    PrimaryKeyConstraint("member", "category"),
)
"""In which aisle of the portal a member's category stands; without a row, in one of its own name."""
thumbnail = Table(
    "thumbnail",
    metadata,
    Column("member", Id, nullable=False),
    Column("sha256", Hash, nullable=False),
    Column("width", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("member", "sha256", "width"),
)
"""Pictures made smaller for cards; made again whenever they are missing."""
anomaly = Table(
    "anomaly",
    metadata,
    Column("id", Counting, primary_key=True, autoincrement=True),
    Column("member", Id, nullable=False),
    Column("till", Id, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", String(120), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at_ms", Counting, nullable=False),
    Column("resolved_ms", Counting),
    Column("resolved_by", Text),
    Column("note", Text),
    UniqueConstraint("member", "kind", "key"),
)
"""What a person should see: never a refusal, each told once."""

person = Table(
    "person",
    metadata,
    Column("id", Id, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text),
    Column("created_ms", Counting, nullable=False),
    Column("disabled_ms", Counting),
)
"""Who may sign in; the address is folded, the password an Argon2 hash."""
membership = Table(
    "membership",
    metadata,
    Column("person", Id, nullable=False),
    Column("member", Id, nullable=False),
    Column("role", String(16), nullable=False),
    Column("since_ms", Counting, nullable=False),
    PrimaryKeyConstraint("person", "member"),
    Index(None, "member"),
)
chamber_role = Table(
    "chamber_role",
    metadata,
    Column("person", Id, nullable=False),
    Column("role", String(16), nullable=False),
    Column("since_ms", Counting, nullable=False),
    PrimaryKeyConstraint("person", "role"),
)
invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", Hash, primary_key=True),
    Column("email", String(254), nullable=False),
    Column("role", String(16), nullable=False),
    Column("member", Id),
    Column("invited_by", Id),
    Column("created_ms", Counting, nullable=False),
    Column("expires_ms", Counting, nullable=False),
    Column("used_ms", Counting),
)
"""A role offered: of a member, or of the chamber where no member stands."""
password_link = Table(
    "password_link",
    metadata,
    Column("token_hash", Hash, primary_key=True),
    Column("person", Id),
    Column("expires_ms", Counting, nullable=False),
)
"""Sent to somebody who forgot the password; of nobody where the address is unknown, so that both take as long."""
web_session = Table(
    "web_session",
    metadata,
    Column("id_hash", Hash, primary_key=True),
    Column("person", Id, nullable=False),
    Column("created_ms", Counting, nullable=False),
    Column("seen_ms", Counting, nullable=False),
    Column("family", String(8), nullable=False),
    Column("agent", String(60), nullable=False),
    Column("revoked_ms", Counting),
    Index(None, "person"),
)
passkey = Table(
    "passkey",
    metadata,
    Column("credential", String(2048), primary_key=True),
    Column("person", Id, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", Counting, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_ms", Counting, nullable=False),
    Column("used_ms", Counting),
    Index(None, "person"),
)
challenge = Table(
    "challenge",
    metadata,
    Column("challenge", Hash, primary_key=True),
    Column("person", Id),
    Column("expires_ms", Counting, nullable=False),
)
"""What a passkey has to sign, once."""
attempt = Table(
    "attempt",
    metadata,
    Column("key_hash", Hash, primary_key=True),
    Column("since_ms", Counting, nullable=False),
    Column("number", Integer, nullable=False),
)
"""How often something was tried lately, by whom only as a keyed hash."""
audit = Table(
    "audit",
    metadata,
    Column("id", Counting, primary_key=True, autoincrement=True),
    Column("at_ms", Counting, nullable=False),
    Column("actor", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    Column("member", Id),
    Column("target", String(80), nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "member", "id"),
)
"""Who changed what at the portal: append-only by trigger. Ids and no names, which can be erased elsewhere."""

APPEND_ONLY = (entry, audit)
