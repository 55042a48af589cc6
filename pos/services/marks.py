"""What the chamber announces to all tills, kept in the shop's settings when it is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.marks import with_marks
from pos.services import settings

if TYPE_CHECKING:
    from pos.domain.marks import Marks
    from pos.shopfile.shopfile import ShopFile

BY = "portal"


def keep(shop: ShopFile, heard: Marks) -> bool:
    """Take over what is new as an entry of the journal; tell whether there was something.

    A till that is not set up yet hears it again later. What cannot be raises `UserError` and changes nothing.
    """
    if not settings.is_set_up(shop):
        return False
    now = settings.profile(shop)
    changed = with_marks(now, heard)
    if changed == now:
        return False
    settings.change_profile(shop, changed, cashier=BY)
    return True
