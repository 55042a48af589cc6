"""Create and change articles and categories; an article is archived, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.product import checked
from pos.shopfile import search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.domain.product import Category, Product
    from pos.domain.stock import Movement
    from pos.shopfile.journal import Journal
    from pos.shopfile.shopfile import ShopFile


def save_product(shop: ShopFile, product: Product, *, base: int = 0, cashier: str = "") -> Product:
    """Journal an article as it is from now on; `base` is the version that was edited (0 for a new one)."""
    with shop.write() as journal:
        return add_product(shop, journal, product, base=base, cashier=cashier)


def add_product(shop: ShopFile, journal: Journal, product: Product, *, base: int = 0, cashier: str = "") -> Product:
    """Journal an article inside a transaction that does more."""
    good = checked(product)
    found = search.by_id(journal.connection, good.id)
    if found is not None and base and found.version != base:
        raise UserError("{name} was changed meanwhile. Look at it again before you save.", name=good.name)
    journal.append(
        facts.ProductChanged(
            id=journal.new_id(),
            at=journal.stamp(),
            by=cashier,
            product=good,
            base=base,
            base_id=search.state_of(journal.connection, good.id),
            valid_from=shop.clock.now().date().isoformat(),
        )
    )
    return good


def save_category(shop: ShopFile, category: Category, *, cashier: str = "") -> None:
    """Journal a category as it is from now on."""
    with shop.write() as journal:
        journal.append(facts.CategoryChanged(id=journal.new_id(), at=journal.stamp(), by=cashier, category=category))


def receive_stock(
    shop: ShopFile, moves: Iterable[Movement], *, reason: str = "goods receipt", cashier: str = ""
) -> None:
    """Journal goods that came in."""
    with shop.write() as journal:
        journal.append(
            facts.StockReceived(id=journal.new_id(), at=journal.stamp(), by=cashier, reason=reason, moves=tuple(moves))
        )
