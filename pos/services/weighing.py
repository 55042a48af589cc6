"""What a label or a scale makes of an article's quantity, and which scale this till has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.devices.scale import ScaleSettings
from pos.domain.errors import UserError
from pos.domain.money import divide_half_up
from pos.domain.quantity import ONE, from_grams
from pos.services import settings

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.services.searching import Scanned
    from pos.shopfile.shopfile import ShopFile

SCALE = "scale"
"""Name of the scale's settings on this machine."""
BY_WEIGHT = ("kg", "100g")


class Measured(NamedTuple):
    """What a label says of an article: quantity in thousandths, unit price, and the label's own price if it has one."""

    quantity_milli: int
    unit_price_minor: int
    label_minor: int | None = None


def scale_settings(shop: ShopFile) -> ScaleSettings:
    """Give the scale of this till."""
    return settings.local_setting(shop, SCALE, ScaleSettings, ScaleSettings())


def keep_scale(shop: ShopFile, scale: ScaleSettings) -> None:
    """Weigh on another scale from now on."""
    settings.set_local_setting(shop, SCALE, scale)


def measured(product: Product, scanned: Scanned) -> Measured | None:
    """Give quantity and price of a labelled article, None when the label says neither.

    A price on the label is law: the quantity follows from it, for the stock, and never the other way round.
    """
    if scanned.price_minor is not None:
        return _by_price(product, scanned.price_minor, scanned.grams)
    if scanned.grams is None:
        return None
    if product.unit not in BY_WEIGHT:
        if scanned.lot or scanned.best_before or not scanned.code.startswith("2"):
            return None  # the maker's own weight on what is sold by the piece
        raise UserError("{name} is not sold by weight: its label cannot be right. Ring it up by hand.",
                        name=product.name)  # fmt: skip
    if not scanned.grams:
        raise UserError("The label of {name} says no weight. Weigh it again.", name=product.name)
    if product.price_minor is None:
        raise UserError("{name} has no fixed price: enter it.", name=product.name)
    return Measured(from_grams(scanned.grams, product.unit), product.price_minor)


def _by_price(product: Product, price_minor: int, grams: int | None) -> Measured:
    if not price_minor:
        raise UserError("The label of {name} says no price. Weigh it again.", name=product.name)
    each = product.price_minor
    if product.unit not in BY_WEIGHT or not each:
        return Measured(ONE, price_minor, price_minor)
    if grams:
        return Measured(from_grams(grams, product.unit), each, price_minor)
    return Measured(max(divide_half_up(price_minor * ONE, each), 1), each, price_minor)
