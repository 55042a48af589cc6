"""The tables of the chamber's ledger: its own state, append-only, never derived anew.

Amounts are minor units of their currency, signed: a debit is positive.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint

from sync.portal.storage.tables import Counting, Hash, Id, metadata

ledger_txn = Table(
    "ledger_txn",
    metadata,
    Column("number", Counting, primary_key=True, autoincrement=True),
    Column("id", Id, nullable=False, unique=True),
    Column("key", String(160), nullable=False),
    Column("body_hash", Hash, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("member", Id, nullable=False),
    Column("day", String(10), nullable=False),
    Column("posted_ms", Counting, nullable=False),
    Column("reverses", Id),
    Column("reference", String(80), nullable=False),
    Column("words", Text, nullable=False),
    Column("by", String(40), nullable=False),
    Index(None, "member", "day"),
    Index(None, "kind", "day"),
)
"""One posting as a whole; its id is made of its key, so that what is posted twice meets itself."""
ledger_entry = Table(
    "ledger_entry",
    metadata,
    Column("txn", Id, nullable=False),
    Column("leg", Integer, nullable=False),
    Column("account", String(40), nullable=False),
    Column("member", Id, nullable=False),
    Column("currency", String(8), nullable=False),
    Column("amount_minor", Counting, nullable=False),
    PrimaryKeyConstraint("txn", "leg"),
    Index(None, "account", "member", "currency"),
)
"""A leg of a posting. The legs of one posting sum to zero in each currency."""
ledger_balance = Table(
    "ledger_balance",
    metadata,
    Column("account", String(40), nullable=False),
    Column("member", Id, nullable=False),
    Column("currency", String(8), nullable=False),
    Column("amount_minor", Counting, nullable=False),
    PrimaryKeyConstraint("account", "member", "currency"),
)
"""The sum of the entries, kept beside them; a row for each member, so that none waits for another."""
commission_line = Table(
    "commission_line",
    metadata,
    Column("txn", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("member", Id, nullable=False),
    Column("sale", Id, nullable=False),
    Column("line", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("category", Text, nullable=False),
    Column("paid_in", String(8), nullable=False),
    Column("currency", String(8), nullable=False),
    Column("rate", Id, nullable=False),
    Column("rate_bp", Integer, nullable=False),
    Column("base_minor", Counting, nullable=False),
    Column("amount_minor", Counting, nullable=False),
    Column("pot_minor", Counting, nullable=False),
    Column("vat_minor", Counting, nullable=False),
    Column("exact_e4", Counting, nullable=False),
    Column("bounded_e4", Counting, nullable=False),
    Column("refund", Id),
    PrimaryKeyConstraint("txn", "position"),
    Index(None, "member", "sale"),
    Index(None, "member", "rate", "day"),
)
"""The commission of one line of a ticket, frozen with its rate; negative where it was given back."""
rate = Table(
    "rate",
    metadata,
    Column("number", Counting, primary_key=True, autoincrement=True),
    Column("id", Id, nullable=False, unique=True),
    Column("channel", String(8), nullable=False),
    Column("category", String(60), nullable=False),
    Column("member", Id, nullable=False),
    Column("currency", String(8), nullable=False),
    Column("valid_from", String(10), nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_ms", Counting, nullable=False),
    Column("by", String(40), nullable=False),
)
"""Decisions on commission. Each holds until the next one of the same scope: no gap and no overlap is possible."""
ledger_rule = Table(
    "ledger_rule",
    metadata,
    Column("number", Counting, primary_key=True, autoincrement=True),
    Column("key", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("valid_from", String(10), nullable=False),
    Column("reference", Text, nullable=False),
    Column("recorded_ms", Counting, nullable=False),
    Column("by", String(40), nullable=False),
)
"""What else was decided: repayment, running costs, central sale, who issues statements. Each holds until the next."""
statement = Table(
    "statement",
    metadata,
    Column("id", Id, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("member", Id, nullable=False),
    Column("currency", String(8), nullable=False),
    Column("month", String(7), nullable=False),
    Column("opening_minor", Counting, nullable=False),
    Column("closing_minor", Counting, nullable=False),
    Column("closed_ms", Counting, nullable=False),
    Column("content_hash", Hash, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("year", "number"),
    UniqueConstraint("member", "currency", "month"),
)
"""A month of a member, closed for good; numbers of a year have no gap."""
statement_entry = Table(
    "statement_entry",
    metadata,
    Column("txn", Id, nullable=False),
    Column("leg", Integer, nullable=False),
    Column("statement", Id, nullable=False),
    PrimaryKeyConstraint("txn", "leg"),
    Index(None, "statement"),
)
"""On which statement an entry stands: on one at most."""
proposal = Table(
    "proposal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("member", Id, nullable=False),
    Column("currency", String(8), nullable=False),
    Column("amount_minor", Counting, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("document_name", Text, nullable=False),
    Column("document_type", String(40), nullable=False),
    Column("document", LargeBinary),
    Column("by", String(40), nullable=False),
    Column("at_ms", Counting, nullable=False),
)
"""Money to be spent or given up: posted once two people signed."""
proposal_answer = Table(
    "proposal_answer",
    metadata,
    Column("proposal", Id, nullable=False),
    Column("by", String(40), nullable=False),
    Column("answer", String(8), nullable=False),
    Column("at_ms", Counting, nullable=False),
    PrimaryKeyConstraint("proposal", "by"),
)
"""Who signed, or refused."""
bank_credit = Table(
    "bank_credit",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("currency", String(8), nullable=False),
    Column("amount_minor", Counting, nullable=False),
    Column("reference", String(40), nullable=False),
    Column("payer", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("file_hash", Hash, nullable=False),
    Column("imported_ms", Counting, nullable=False),
    Column("txn", Id),
    Column("note", Text, nullable=False),
)
"""What a bank's file said came in; without a posting until it is known from whom."""

GUARDED = (
    ledger_txn, ledger_entry, commission_line, rate, ledger_rule, statement, statement_entry, proposal, proposal_answer,
)  # fmt: skip
"""Append-only by trigger."""
