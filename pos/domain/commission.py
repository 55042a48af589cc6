"""What the chamber's ledger asks of the shop this month, ticket by ticket, as the portal tells it."""

from __future__ import annotations

import msgspec


class CommissionLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The commission of one ticket in one currency, minor units; negative where a refund took it back.

    Without a receipt: what the month's steps of turnover changed once it was closed.
    """

    day: str
    receipt: str
    channel: str
    currency: str
    base_minor: int
    rate_bp: int | None
    """Basis points; None where several rates held on one ticket."""
    amount_minor: int
    pot_minor: int = 0
    """What of it goes to the common pot."""


class Commission(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the shop's commission as the ledger stood at `told_ms` (portal time)."""

    month: str
    told_ms: int
    lines: tuple[CommissionLine, ...]
    totals: dict[str, int]
    """Currency to minor units: the sum of the lines, never added across currencies."""
    owed: dict[str, int]
    """Currency to what the shop owes the chamber in all, payments deducted."""
