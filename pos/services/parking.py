"""Baskets that are not sales yet: the open one comes back after a crash, parked ones wait for days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.shopfile import local

if TYPE_CHECKING:
    from pos.domain.basket import Basket
    from pos.shopfile.local import Draft
    from pos.shopfile.shopfile import ShopFile


def keep_open(shop: ShopFile, basket: Basket) -> None:
    """Remember the basket in progress, or forget it when it is empty."""
    with shop.keep() as connection:
        if basket.lines:
            local.save_draft(connection, basket, "open", _now(shop))
        else:
            local.drop_draft(connection, basket.id)


def in_progress(shop: ShopFile) -> Basket | None:
    """Give the basket that was open when the till stopped, if there was one."""
    with shop.read() as connection:
        found = local.drafts(connection, "open")
    return found[-1].basket if found else None


def park(shop: ShopFile, basket: Basket) -> None:
    """Set a basket aside for a customer who comes back."""
    if not basket.lines:
        raise UserError("The basket is empty: there is nothing to park.")
    with shop.keep() as connection:
        local.save_draft(connection, basket, "parked", _now(shop))


def parked(shop: ShopFile) -> list[Draft]:
    """Give the parked baskets, oldest first."""
    with shop.read() as connection:
        return local.drafts(connection, "parked")


def resume(shop: ShopFile, basket_id: str) -> Basket:
    """Take a parked basket up again."""
    for draft in parked(shop):
        if draft.id == basket_id:
            with shop.keep() as connection:
                local.save_draft(connection, draft.basket, "open", _now(shop))
            return draft.basket
    raise UserError("This basket is no longer parked.")


def discard(shop: ShopFile, basket_id: str) -> None:
    """Give a parked basket up."""
    with shop.keep() as connection:
        local.drop_draft(connection, basket_id)


def _now(shop: ShopFile) -> str:
    return shop.clock.now().isoformat(timespec="milliseconds")
