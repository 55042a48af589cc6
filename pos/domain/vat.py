"""Swiss VAT: dated rates, tax out of a gross amount, per rate on the ticket total.

Sources: LTVA (RS 641.20) art. 25 rates, art. 26 receipts, art. 27 no VAT shown when not registered,
art. 37 net tax rates (TDFN).
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.domain.money import divide_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OUTSIDE = "D"
"""Code of what is no consideration (LTVA art. 18 al. 2): deposits, vouchers, donations."""
ANNOUNCEABLE = ("N", "R", "H")
MOST_BP = 2500


class VatRegime(StrEnum):
    """How the shop stands towards VAT."""

    NONE = "none"
    EFFECTIVE = "effective"
    NET_RATE = "tdfn"


class VatRate(msgspec.Struct, frozen=True):
    """One legal rate, valid from a day (ISO date) until the day before `until`."""

    code: str
    rate_bp: int
    since: str
    until: str | None = None


SWISS_RATES = (
    VatRate("N", 800, "2011-01-01", "2018-01-01"),
    VatRate("H", 380, "2011-01-01", "2018-01-01"),
    VatRate("R", 250, "2011-01-01", "2024-01-01"),
    VatRate("N", 770, "2018-01-01", "2024-01-01"),
    VatRate("H", 370, "2018-01-01", "2024-01-01"),
    VatRate("N", 810, "2024-01-01"),
    VatRate("R", 260, "2024-01-01"),
    VatRate("H", 380, "2024-01-01"),
    VatRate("E", 0, "1995-01-01"),
    VatRate(OUTSIDE, 0, "1995-01-01"),
)


@lru_cache(maxsize=64)
def rates_with(announced: tuple[VatRate, ...]) -> tuple[VatRate, ...]:
    """Give the legal rates this program knows, continued by those announced; each ends where the next begins."""
    made = list(SWISS_RATES)
    for new in sorted(announced, key=lambda rate: rate.since):
        place = next(n for n, rate in enumerate(made) if rate.code == new.code and rate.until is None)
        made[place] = msgspec.structs.replace(made[place], until=new.since)
        made.append(new)
    return tuple(made)


class VatTotal(msgspec.Struct, frozen=True):
    """What one rate gathers on a ticket or a closing; gross = net + tax."""

    code: str
    rate_bp: int
    gross_minor: int
    tax_minor: int

    @property
    def net_minor(self) -> int:
        """The consideration without its tax."""
        return self.gross_minor - self.tax_minor


def rate_on(code: str, day: str, rates: Sequence[VatRate] = SWISS_RATES) -> int:
    """Give the rate in basis points that a code had on a day of supply (ISO date)."""
    for rate in rates:
        if rate.code == code and rate.since <= day and (rate.until is None or day < rate.until):
            return rate.rate_bp
    raise UserError("There is no VAT rate for the code {code} on {day}. Check the settings.", code=code, day=day)


def tax_included(gross_minor: int, rate_bp: int) -> int:
    """Tax contained in a gross amount, rounded half away from zero."""
    return divide_half_up(gross_minor * rate_bp, 10_000 + rate_bp)


def totals_by_rate(amounts: Iterable[tuple[str, int, int]]) -> tuple[VatTotal, ...]:
    """Gather (code, rate_bp, gross_minor) lines into one total per rate, highest rate first.

    The tax is taken out of the total of each rate, never line by line, and what is outside VAT is left out.
    """
    gross: dict[tuple[str, int], int] = {}
    for code, rate_bp, amount in amounts:
        if code != OUTSIDE:
            gross[code, rate_bp] = gross.get((code, rate_bp), 0) + amount
    return tuple(
        VatTotal(code, rate_bp, amount, tax_included(amount, rate_bp))
        for (code, rate_bp), amount in sorted(gross.items(), key=lambda item: (-item[0][1], item[0][0]))
    )


def net_rate_tax(gross_minor: int, net_rate_bp: int) -> int:
    """Tax due under the net-rate method: turnover including VAT times the rate of the activity."""
    return divide_half_up(gross_minor * net_rate_bp, 10_000)
