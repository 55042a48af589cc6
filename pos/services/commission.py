"""The shop's own commission, kept as the portal told it last: there to be read without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.commission import Commission
from pos.services import settings

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile

KEY = "commission"
NONE = Commission(month="", told_ms=0, lines=(), totals={}, owed={})


def told(shop: ShopFile) -> Commission | None:
    """Give what the portal told last, None where it never did."""
    kept = settings.local_setting(shop, KEY, Commission, NONE)
    return kept if kept.told_ms else None


def keep(shop: ShopFile, heard: Commission) -> None:
    """Keep what the portal told; the same once more is not written."""
    before = told(shop)
    if before is None or (before.lines, before.owed, before.month) != (heard.lines, heard.owed, heard.month):
        settings.set_local_setting(shop, KEY, heard)


def this_month(shop: ShopFile) -> str:
    """Give the month of the shop's calendar, like 2026-11."""
    return shop.clock.now().date().isoformat()[:7]
