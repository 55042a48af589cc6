"""What the chamber decided about commission, and which decision holds for a line of a ticket.

A decision has a scope (channel, category, member, currency; empty: all) and holds from its day until the next decision
of the same scope. So there are no gaps and no overlaps, and nothing is changed backwards.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from pos.domain.currency import CURRENCIES
from pos.domain.errors import UserError
from pos.domain.vat import SWISS_RATES, VatRate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_BP = 5_000
"""No commission takes more than half."""


class Channel(StrEnum):
    """How a sale came about."""

    COUNTER = "counter"
    PORTAL = "portal"
    """Ordered on the portal, collected at the counter."""
    REDIRECT = "redirect"
    """Sold in the member's own shop; only a monthly contribution can be asked."""


class Settle(StrEnum):
    """In what the commission on a part paid in a complementary currency is owed."""

    SAME = "same"
    CHF = "chf"
    EXEMPT = "exempt"


class Tier(msgspec.Struct, frozen=True):
    """From this turnover of the calendar month on (CHF value, minor units) a marginal rate."""

    from_minor: int
    rate_bp: int


class Rate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A decision: percent (basis points) of the base, a fixed amount for each ticket, or both, within bounds.

    For the channel «redirect», `fixed_minor` is the monthly contribution to the pot commun.
    `ends`: from its day on this scope has no rate of its own any more; the wider one holds.
    """

    id: str
    valid_from: str
    name: str
    channel: str = ""
    category: str = ""
    member: str = ""
    currency: str = ""
    rate_bp: int = 0
    fixed_minor: int = 0
    floor_minor: int | None = None
    cap_minor: int | None = None
    tiers: tuple[Tier, ...] = ()
    pot_bp: int = 0
    """What part of the commission goes to the pot commun."""
    settle: Settle = Settle.SAME
    net_of_vat: bool = False
    exempt: bool = False
    ends: bool = False
    reason: str = ""
    decided_on: str = ""
    reference: str = ""
    number: int = 0

    @property
    def scope(self) -> tuple[str, str, str, str]:
        """What it is about."""
        return (self.channel, self.category, self.member, self.currency)

    @property
    def takes(self) -> bool:
        """Whether anything can come of it."""
        return not self.exempt and bool(self.rate_bp or self.fixed_minor or self.floor_minor or self.tiers)

    @property
    def width(self) -> int:
        """How specific it is: a member outweighs a category, a category a channel, a channel a currency."""
        return sum(weight for weight, part in zip((2, 4, 8, 1), self.scope, strict=True) if part)


class Rates:
    """All decisions, and the one that holds for something on a day."""

    def __init__(self, decisions: Iterable[Rate], legal: tuple[VatRate, ...] = SWISS_RATES) -> None:
        self.legal = legal
        """Rates of VAT, with the days on which they hold."""
        self.all: Sequence[Rate] = sorted(decisions, key=lambda rate: (rate.valid_from, rate.number))
        self._of_scope: dict[tuple[str, str, str, str], list[Rate]] = {}
        for rate in self.all:
            self._of_scope.setdefault(rate.scope, []).append(rate)
        self.any_net = any(rate.net_of_vat for rate in self.all)
        """Whether the tax in a line may matter."""
        self._chosen: dict[tuple[str, str, str, str, str], Rate | None] = {}
        self._asking: dict[tuple[str, str, str, str, str], Rate | None] = {}

    def standing(self, day: str) -> list[Rate]:
        """Give what holds on a day, the most specific first; scopes that were given up are left out."""
        found = [self._at(decisions, day) for decisions in self._of_scope.values()]
        return sorted((rate for rate in found if rate and not rate.ends), key=lambda rate: (-rate.width, rate.scope))

    def choose(self, channel: str, category: str, member: str, currency: str, day: str) -> Rate | None:
        """Give what holds: the most specific; where two are as specific, the newest decision."""
        asked = (channel, category, member, currency, day)
        if asked not in self._chosen:
            fitting = [rate for rate in self.standing(day) if _fits(rate, channel, category, member, currency)]
            self._chosen[asked] = max(
                fitting, key=lambda rate: (rate.width, rate.valid_from, rate.number), default=None
            )
        return self._chosen[asked]

    def asking(self, channel: str, category: str, member: str, currency: str, day: str) -> Rate | None:
        """Give what holds (`choose`), or nothing where nothing can come of it or this currency is exempt."""
        asked = (channel, category, member, currency, day)
        if asked not in self._asking:
            rate = self.choose(*asked)
            exempt = rate is not None and rate.settle is Settle.EXEMPT and is_complementary(currency)
            self._asking[asked] = rate if rate is not None and rate.takes and not exempt else None
        return self._asking[asked]

    def may_take(self, channels: Iterable[str]) -> bool:
        """Tell whether any decision ever taken could ask something of a sale of these channels."""
        asked = {"", *channels}
        return any(rate.takes for rate in self.all if rate.channel in asked)

    @staticmethod
    def _at(decisions: list[Rate], day: str) -> Rate | None:
        return next((rate for rate in reversed(decisions) if rate.valid_from <= day), None)


def is_complementary(code: str) -> bool:
    """Tell whether a currency is neither francs nor euros; what this portal does not know yet is neither."""
    known = CURRENCIES.get(code)
    return known.complementary if known else True


def _fits(rate: Rate, channel: str, category: str, member: str, currency: str) -> bool:
    asked = (channel, category, member, currency)
    return all(part in ("", wanted) for part, wanted in zip(rate.scope, asked, strict=True))


def checked(rate: Rate, today: str) -> Rate:
    """Give a decision that can be taken today, or say what is wrong with it."""
    try:
        date.fromisoformat(rate.valid_from)
    except ValueError:
        raise UserError("«{text}» is not a day. Write it like 2026-07-01.", text=rate.valid_from[:20]) from None
    if rate.valid_from < today:
        raise UserError(
            "A decision holds from today on at the earliest: what was charged before stays. Choose a later day."
        )
    bounds = [rate.floor_minor or 0, rate.fixed_minor, *(tier.from_minor for tier in rate.tiers)]
    shares = [rate.rate_bp, *(tier.rate_bp for tier in rate.tiers)]
    if min(bounds) < 0 or min(shares) < 0 or max(shares) > MOST_BP:
        raise UserError("A rate is between 0 and 50 %, and no amount is negative.")
    if rate.cap_minor is not None and rate.cap_minor < (rate.floor_minor or 0):
        raise UserError("The most that is asked is less than the least. Change one of the two.")
    if not 0 <= rate.pot_bp <= 10_000:  # all of it
        raise UserError("The part of the pot commun is between 0 and 100 %.")
    if list(rate.tiers) != sorted(rate.tiers, key=lambda tier: tier.from_minor):
        raise UserError("Write the steps of the turnover from the lowest to the highest.")
    if not rate.reference.strip():
        raise UserError("Say which decision this follows from: a meeting and its date.")
    return rate
