"""What an article still lacks before it can be sold, found or shown on the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.product import VAT_CODES
from pos.domain.vat import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Collection

    from pos.domain.product import Product

PRICE, VAT, CODE, CATEGORY, STOCK, PORTAL = "price", "vat", "code", "category", "stock", "portal"


def gaps(product: Product, stock_milli: int | None, categories: Collection[str]) -> tuple[str, ...]:
    """Name what is missing; `categories` are the keys the shop has, `stock_milli` None where nothing was counted.

    A price that is asked at the till is no gap, unless the article is weighed, stocked or sold on the portal:
    nobody could know there what it costs.
    """
    asked = product.price_minor is None
    needs_price = product.weighed or product.stocked or (product.online and not product.online_url)
    found = {
        PRICE: product.price_minor == 0 or (asked and needs_price),
        VAT: product.vat_code not in VAT_CODES,
        CODE: not product.plu and not product.barcodes,
        CATEGORY: product.vat_code != OUTSIDE and product.category not in categories,
        STOCK: product.stocked and stock_milli is not None and stock_milli < 0,
        PORTAL: product.online and not (product.description and product.picture),
    }
    return tuple(name for name, missing in found.items() if missing)
