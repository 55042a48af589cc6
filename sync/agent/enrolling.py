"""Enrol a till at a portal at once, for a demo where one person runs both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.services import settings
from pos.shopfile import outbox
from sync.agent.courier import Courier
from sync.agent.transport import HttpTransport

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.shopfile.shopfile import ShopFile


def enrol(shop: ShopFile, address: str, approve: Callable[[str, str], None]) -> None:
    """Let a till in that is not in yet; one that is finds the portal at its address of today."""
    courier = Courier(shop, HttpTransport(address))
    if courier.identity() is None:
        profile = settings.profile(shop)
        given = courier.ask_code(profile.name, profile.till_name or profile.till_code, profile.till_code)
        approve(given.user_code, profile.name)
        courier.redeem_code()
    with shop.keep() as connection:
        outbox.set_value(connection, "address", address.encode())
