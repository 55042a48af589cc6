"""An order that somebody placed on the portal, as the shop's tills know it: a code, no name and no address."""

from __future__ import annotations

import enum

import msgspec


class OrderState(enum.StrEnum):
    """How one shop's part of an online order stands; the last four are ends, `shortage` waits for the buyer."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    READY = "ready"
    SHORTAGE = "shortage"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    EXPIRED = "expired"


OPEN = frozenset({OrderState.REQUESTED, OrderState.CONFIRMED, OrderState.READY, OrderState.SHORTAGE})
"""States in which goods are held for the buyer."""


class OrderedLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article as it was ordered: thousandths, and CHF minor units with VAT as the buyer accepted them."""

    product: str
    name: str
    quantity_milli: int
    unit_price_minor: int
    total_minor: int
    deposit_minor: int = 0
    """The deposit of the whole line, on top of `total_minor`."""
    missing_milli: int = 0
    """What the shop said it does not have; `total_minor` is still that of the whole quantity."""


class OnlineOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """One shop's part of an online order. Times are the portal's, milliseconds since 1970."""

    id: str
    code: str
    """What the buyer says or shows at the counter, like 7F2K-1."""
    state: OrderState
    lines: tuple[OrderedLine, ...]
    total_minor: int
    """CHF to pay at the counter, deposits included, as it stands now."""
    placed_ms: int
    pick_from_ms: int
    pick_until_ms: int
    expires_ms: int
    """When goods that nobody collected are free again."""
    place: str = ""


class Missing(msgspec.Struct, frozen=True):
    """What a shop does not have of an ordered article, thousandths."""

    product: str
    quantity_milli: int
