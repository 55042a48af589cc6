"""What each currency allows: exponent, smallest coin, denominations, parity, change.

A complementary currency is a currency like the others: own drawer, own count, never added to CHF.
Source for the Léman: monnaie-leman.org (1 LEM = 1 CHF; notes 1, 5, 10, 20 and 3.14).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

import msgspec

from pos.domain.errors import UserError


class ChangePolicy(StrEnum):
    """In what the change on a note of this currency is given."""

    CHF = "chf"
    SAME = "same"
    NONE = "none"
    CASHIER = "cashier"


class Currency(msgspec.Struct, frozen=True):
    """One currency of the drawer; denominations in minor units, largest first."""

    code: str
    name: str
    step_minor: int
    notes: tuple[int, ...]
    coins: tuple[int, ...] = ()
    change: ChangePolicy = ChangePolicy.CHF
    limit_minor: int | None = None
    complementary: bool = False

    @property
    def denominations(self) -> tuple[int, ...]:
        """Every note and coin, largest first."""
        return tuple(sorted((*self.notes, *self.coins), reverse=True))


CHF = Currency("CHF", "Swiss franc", 5, (100000, 20000, 10000, 5000, 2000, 1000), (500, 200, 100, 50, 20, 10, 5))
EUR = Currency("EUR", "Euro", 1, (20000, 10000, 5000, 2000, 1000, 500), (200, 100, 50, 20, 10, 5, 2, 1))
LEM = Currency("LEM", "Léman", 1, (2000, 1000, 500, 314, 100), complementary=True)
CURRENCIES = {currency.code: currency for currency in (CHF, EUR, LEM)}


def currency(code: str) -> Currency:
    """Give a known currency, or say that the till does not take it."""
    if code not in CURRENCIES:
        raise UserError("This till does not take {code}.", code=code)
    return CURRENCIES[code]


def parse_rate(text: str) -> Decimal:
    """Read an exchange rate in CHF for one unit, between 0.01 and 100."""
    try:
        rate = Decimal(text.strip().replace(",", "."))
    except ArithmeticError:
        rate = Decimal(0)
    if not rate.is_finite() or not Decimal("0.01") <= rate <= 100:
        raise UserError("«{text}» is not an exchange rate. Write it like 0.9412.", text=text.strip()[:24])
    return rate


def to_chf(minor: int, rate: Decimal) -> int:
    """Fold an amount of another currency to CHF minor units at a stored rate."""
    return int((minor * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def from_chf(minor: int, rate: Decimal) -> int:
    """Give a CHF amount in another currency's minor units at a stored rate."""
    return int((minor / rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def break_down(minor: int, pieces: tuple[int, ...]) -> list[int]:
    """Give the notes and coins to hand over, from the largest down; CHF's set is canonical."""
    given: list[int] = []
    for piece in pieces:
        count, minor = divmod(minor, piece)
        given += [piece] * count
    return given


@lru_cache(maxsize=4096)
def largest_payable(minor: int, notes: tuple[int, ...]) -> tuple[int, ...]:
    """Give the notes whose sum comes closest under an amount, few notes first.

    Needed because 3.14 is no multiple of anything: 6.28 is two notes of 3.14, not 5 + 1.
    """
    smallest_first = sorted(notes)
    # Far above any change, the largest note is always right: search only the last 200 units.
    bulk = max(0, minor - 20_000) // smallest_first[-1]
    minor -= bulk * smallest_first[-1]
    best: dict[int, tuple[int, ...]] = {0: ()}
    frontier = [0]
    while frontier:
        reached: list[int] = []
        for total in frontier:
            for note in smallest_first:
                if total + note <= minor and total + note not in best:
                    best[total + note] = (*best[total], note)
                    reached.append(total + note)
        frontier = reached
    return tuple(sorted((*best[max(best)], *[smallest_first[-1]] * bulk), reverse=True))
