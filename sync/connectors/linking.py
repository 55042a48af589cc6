"""What an article of the till is called in web shops, and how it is recognised there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from pos.domain.quantity import ONE
from sync.connectors.contract import Article

if TYPE_CHECKING:
    from pos.domain.product import Product

KINDS = frozenset({"goods", "service", "ticket"})
"""What goes to web shops; a kit has no stock of its own, a deposit is no article."""
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})


def sku_of(product: Product) -> str:
    """Give the code by which both sides know an article: its barcode, else its PLU, else our id."""
    return product.barcodes[0] if product.barcodes else product.plu or product.id


def article_of(product: Product) -> Article:
    """Give an article as a web shop should have it."""
    code = product.barcodes[0] if product.barcodes else ""
    is_gtin = code.isascii() and code.isdigit() and len(code) in _GTIN_LENGTHS
    return Article(
        id=product.id,
        sku=sku_of(product),
        name=f"{product.name}, {product.variant}" if product.variant else product.name,
        description=product.description,
        price_minor=product.price_minor,
        gtin=code if is_gtin else "",
        stocked=product.stocked,
        external_url=product.online_url,
    )


def pieces_of(available_milli: int) -> int:
    """Give whole pieces of what may be sold; what is left of a piece is not sold from afar."""
    return max(0, available_milli // ONE)


def fingerprint(article: Article) -> str:
    """Tell two states of an article apart, in 32 digits."""
    return hashlib.sha256(msgspec.json.encode(article)).hexdigest()[:32]
