"""How documents write amounts, times, rates, tenders."""

from __future__ import annotations

from datetime import datetime

from pos.domain.money import format_amount
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT
from pos.wording import tr

RULE = "-"
_NO_BREAK = "\u00a0"


def amount(minor: int, currency: str = "") -> str:
    """Write an amount, with its currency when it is not plain."""
    return f"{format_amount(minor)}{_NO_BREAK}{currency}" if currency else format_amount(minor)


def day_and_time(at: str) -> str:
    """Write an ISO 8601 time as dd.mm.yyyy hh:mm."""
    return datetime.fromisoformat(at).strftime("%d.%m.%Y %H:%M")


def day(at: str) -> str:
    """Write an ISO 8601 day as dd.mm.yyyy; what is no day stays as it is."""
    try:
        return datetime.fromisoformat(at).strftime("%d.%m.%Y")
    except ValueError:
        return at


def percent(rate_bp: int) -> str:
    """Write a rate: 2.6 % for 260."""
    whole, rest = divmod(rate_bp, 100)
    decimals = f"{rest:02d}".rstrip("0") or "0"
    return f"{whole}.{decimals}{_NO_BREAK}%"


def tender_name(code: str) -> str:
    """Name a means of payment."""
    names = {
        CASH: tr("Cash"),
        CASH_EUR: tr("Cash in euros"),
        CARD: tr("Card"),
        TWINT: "TWINT",
        NOTES_LEM: tr("Léman notes"),
    }
    return names.get(code, code)


def pieces_text(pieces: tuple[int, ...]) -> str:
    """Count notes: 2 x 5.00 + 1 x 3.14, largest first."""
    return " + ".join(
        f"{pieces.count(piece)}{_NO_BREAK}x{_NO_BREAK}{format_amount(piece)}"
        for piece in sorted(set(pieces), reverse=True)
    )
