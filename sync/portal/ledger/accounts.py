"""The accounts of the ledger. A debit is positive: what is owed to the chamber, what it holds, what it spent."""

from __future__ import annotations

RECEIVABLE = "member:receivable"
"""What a member owes; one for each member and currency."""
COMMISSION = "income:commission"
POT = "fund:pot_commun"
ADVANCE = "advance:chamber"
SETUP = "portal:setup"
BANK = "bank"
COSTS = "expense:running"
WRITE_OFF = "expense:writeoff"
VAT = "vat:due"
"""Tax that the portal owes on what it sells in its own name (LTVA art. 20a)."""
EXCHANGE = "fx"
"""Through it a complementary currency becomes francs: two postings in one, each balanced in its currency."""

OF_A_MEMBER = frozenset({RECEIVABLE})
"""Accounts that are each member's own; for the others the member only tells whose entry it was."""


def full_name(account: str, member: str, currency: str) -> str:
    """Give an account's name as exports write it: «member:ID:receivable:CHF», «fund:pot_commun:CHF»."""
    if account in OF_A_MEMBER:
        head, _, tail = account.partition(":")
        return f"{head}:{member}:{tail}:{currency}"
    return f"{account}:{currency}"
