"""Who the shop buys from, and what it has ordered."""

from __future__ import annotations

import msgspec


class Supplier(msgspec.Struct, frozen=True, omit_defaults=True):
    """A business the shop buys from, known by its name; people's names and addresses are kept apart, erasable."""

    name: str
    customer_number: str = ""
    """The shop's number with the supplier."""
    lead_days: int = 0
    note: str = ""
    archived: bool = False


class OrderedLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is ordered of one article, and the cost per unit expected (minor units, without VAT)."""

    product_id: str
    quantity_milli: int
    cost_minor: int | None = None


class PurchaseOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was ordered from a supplier; `number` is what both sides call it, `expected` an ISO date."""

    id: str
    number: str
    supplier: str
    lines: tuple[OrderedLine, ...]
    expected: str = ""
    note: str = ""
