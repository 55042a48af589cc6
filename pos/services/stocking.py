"""Count what is on the shelf; the difference to what the till expects is a movement of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.stock import CountedLine
from pos.shopfile import outbox, search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos.shopfile.shopfile import ShopFile


def count(shop: ShopFile, counted: Mapping[str, int], *, cashier: str = "") -> list[CountedLine]:
    """Journal a count (article to thousandths) against what this till expects, and what that contained."""
    with shop.write() as journal:
        lines = []
        for product_id, milli in counted.items():
            if milli < 0:
                raise UserError("A count is not negative.")
            found = search.by_id(journal.connection, product_id)
            if found is None:
                raise UserError("This article is not in the shop file.")
            lines.append(CountedLine(product_id, milli, found.stock_milli or 0))
        journal.append(
            facts.StockCounted(
                id=journal.new_id(),
                at=journal.stamp(),
                by=cashier,
                lines=tuple(lines),
                through=outbox.contained(journal.connection) or {},
            )
        )
    return lines
