"""Amounts as whole minor units: split without losing a centime, round cash, read and write.

Two currencies are never added; a price in another currency is folded to CHF only through a stored
rate (`pos.domain.currency`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT_MINOR = 9_999_999_999
"""No amount at a counter is larger: 99'999'999.99."""

_PLAIN = re.compile(r"^([+-]?)(\d*)(?:[.,](\d{1,2}))?$")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of one currency."""

    minor: int
    currency: str = "CHF"

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise TypeError(f"{self.currency} and {other.currency} are never added")


def divide_half_up(numerator: int, denominator: int) -> int:
    """Divide and round half away from zero; the one division of money besides `split`."""
    assert denominator > 0
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return quotient if numerator >= 0 else -quotient


def split(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Share a total by weights with the largest remainder; the parts always add up to the total.

    Weights are >= 0 and not all zero unless the total is zero. Equal remainders go to the first.
    """
    whole = sum(weights)
    if whole == 0:
        if total_minor == 0:
            return [0] * len(weights)
        raise ValueError("nothing to share by")
    if len(weights) == 1:
        return [total_minor]
    size = abs(total_minor)
    parts = [size * weight // whole for weight in weights]
    missing = size - sum(parts)
    if missing:
        remainders = [size * weight % whole for weight in weights]
        # Sorting keeps the order of equals, also from the largest down.
        for index in sorted(range(len(parts)), key=remainders.__getitem__, reverse=True)[:missing]:
            parts[index] += 1
    return parts if total_minor >= 0 else [-part for part in parts]


def round_cash(minor: int, step_minor: int = 5) -> int:
    """Round to the smallest coin, nearest; CHF has no coin under 5 centimes."""
    sign = -1 if minor < 0 else 1
    return sign * ((abs(minor) + step_minor // 2) // step_minor * step_minor)


def check_limit(minor: int) -> int:
    """Give the amount back, or say that no till takes such an amount."""
    if abs(minor) > LIMIT_MINOR:
        raise UserError("This amount is too large: at most {limit} fits on a ticket.", limit=format_amount(LIMIT_MINOR))
    return minor


def parse_amount(text: str) -> int:
    """Read an amount as people write it (`1'234.50`, `12,5`, `-3`) into minor units."""
    plain = text.strip().replace("−", "-")
    for separator in ("'", "’", " ", "\u00a0", "\u202f"):
        plain = plain.replace(separator, "")
    match = _PLAIN.match(plain)
    if not match or not (match[2] or match[3]) or len(match[2]) > 20:
        raise UserError("«{text}» is not an amount. Write it like 12.50.", text=text.strip()[:24])
    minor = int(match[2] or 0) * 100 + int((match[3] or "").ljust(2, "0") or 0)
    return check_limit(-minor if match[1] == "-" else minor)


def format_amount(minor: int, *, screen: bool = False) -> str:
    """Write minor units as `1'234.50`; on the screen with a true minus and apostrophe."""
    sign = ("−" if screen else "-") if minor < 0 else ""
    whole, cents = divmod(abs(minor), 100)
    text = f"{whole:,}".replace(",", "’" if screen else "'")
    return f"{sign}{text}.{cents:02d}"
