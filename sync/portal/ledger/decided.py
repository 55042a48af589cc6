"""What was decided about the ledger, and holds on a day. Every decision is kept for ever, with where it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from sync.portal.ledger import store
from sync.portal.ledger.rates import Channel, Rate, Rates, checked
from sync.portal.members import marks

if TYPE_CHECKING:
    from sqlalchemy import Connection

CENTRAL, REPAYMENT, RUNNING_COSTS = "central_sale", "repayment_bp", "running_costs"
ISSUER, PAY_LINK = "issuer", "pay_link"
DEFAULTS = {CENTRAL: "0", REPAYMENT: "8000", RUNNING_COSTS: "0", ISSUER: "{}", PAY_LINK: ""}
"""Until something else is decided: members sell in their own name, 80 % of what is left repays the advance."""
TO_CONFIRM = "À confirmer par le comité"
SELLING_POT_BP = 2_000


def first_rates(day: str) -> tuple[Rate, ...]:
    """Give what holds in a new portal: nothing at the counter, 5 % of what is ordered here, 20 % of that to the pot."""
    return (
        Rate("0" * 31 + "1", day, "Comptoir", Channel.COUNTER, decided_on=day, reference=TO_CONFIRM),
        Rate(
            "0" * 31 + "2", day, "Vendu sur le portail", Channel.PORTAL, rate_bp=500, pot_bp=SELLING_POT_BP,
            decided_on=day, reference=TO_CONFIRM,
        ),
        Rate(
            "0" * 31 + "3", day, "Contribution des boutiques propres", Channel.REDIRECT, fixed_minor=1_000,
            pot_bp=10_000, decided_on=day, reference=TO_CONFIRM,
        ),
    )  # fmt: skip


def begin(connection: Connection, day: str, now_ms: int) -> None:
    """Take the first decisions where none was taken yet."""
    if next(store.decisions(connection), None) is None:
        for rate in first_rates(day):
            store.add_decision(connection, rate, now_ms, "")


def rates(connection: Connection) -> Rates:
    """Give every decision on rates."""
    return Rates(store.decisions(connection), marks.rates(connection))


def decide(connection: Connection, rate: Rate, today: str, now_ms: int, by: str) -> None:
    """Keep a decision on a rate; raises `UserError` for one that cannot be taken."""
    store.add_decision(connection, checked(rate, today), now_ms, by)


def rule(connection: Connection, key: str, day: str) -> str:
    """Give what holds about something on a day."""
    held = [value for since, value, _ in store.rules(connection, key) if since <= day]
    return held[-1] if held else DEFAULTS[key]


def decide_rule(
    connection: Connection, key: str, value: str, day: str, reference: str, *, today: str, now_ms: int, by: str
) -> None:
    """Decide about something from a day on; raises `UserError` for a day that is past, or without a reference."""
    if key not in DEFAULTS:
        raise ValueError(key)
    if day < today:
        raise UserError(
            "A decision holds from today on at the earliest: what was charged before stays. Choose a later day."
        )
    if not reference.strip():
        raise UserError("Say which decision this follows from: a meeting and its date.")
    store.add_rule(connection, key, value, day, reference.strip()[:200], now_ms, by)


def is_central(connection: Connection, day: str) -> bool:
    """Tell whether the portal sells in its own name (LTVA art. 20a); to be confirmed by the accountant."""
    return rule(connection, CENTRAL, day) == "1"
