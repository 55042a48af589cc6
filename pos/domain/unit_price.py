"""The unit price that a shelf label owes beside the price: per kg, l, m or their decimal parts.

Source: Ordonnance sur l'indication des prix (OIP, RS 942.211), art. 3, 5 and 6. What is sold by the kilogram
has its unit price as its price; what is sold by the piece owes one when its content is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.money import divide_half_up

if TYPE_CHECKING:
    from pos.domain.product import Product

FRANCS_2 = 200
FOOD_LIMIT_MINOR = 15_000
OTHER_LIMIT_MINOR = 75_000
_LIMITED = ("kg", "l")
_FOOD = "R"
"""Food is taxed at the reduced rate; alcohol is not, and its label then tells more than it must."""
_PACKED_GRAMS = (25, 125, 250, 2500)


class _Measure(NamedTuple):
    """A unit of content: the unit it is a part of, how many make it, and for how many the price is told."""

    whole: str
    in_whole: int
    told: str
    told_parts: int


_MEASURES = {
    "g": _Measure("kg", 1000, "100 g", 100),
    "kg": _Measure("kg", 1, "kg", 1),
    "ml": _Measure("l", 1000, "100 ml", 100),
    "cl": _Measure("l", 100, "l", 100),
    "l": _Measure("l", 1, "l", 1),
    "m": _Measure("m", 1, "m", 1),
}


class UnitPrice(NamedTuple):
    """A price in minor units for one `per`: kg, 100 g, l, 100 ml, m.

    `exempt` is the letter of OIP art. 5 al. 3 that frees the article from showing it, empty where it is owed.
    """

    minor: int
    per: str
    exempt: str = ""


def unit_price(product: Product, price_minor: int | None) -> UnitPrice | None:
    """Give the unit price of what is sold by the piece; None where nothing of it is measured.

    The shop's own unit of content decides between the whole and its tenth: 250 g is told per 100 g, 0.25 kg per kg.
    """
    measure = _MEASURES.get(product.content_unit)
    if (
        measure is None
        or product.content_milli <= 0
        or product.unit != "piece"
        or product.kind in ("service", "ticket")
    ):
        return None
    if price_minor is None or price_minor < 0:
        return None
    minor = divide_half_up(price_minor * measure.told_parts * 1000, product.content_milli)
    return UnitPrice(minor, measure.told, _exemption(product, measure, price_minor))


def _exemption(product: Product, measure: _Measure, price_minor: int) -> str:
    # 1, 2 or 5 of any decimal part of the whole: the figures alone tell.
    if str(product.content_milli).rstrip("0") in ("1", "2", "5"):
        return "b"
    if measure.whole == "kg" and product.content_milli in {grams * measure.in_whole for grams in _PACKED_GRAMS}:
        return "d"
    if product.kind == "kit":
        return "e"
    if price_minor <= FRANCS_2:
        return "g"
    limit = FOOD_LIMIT_MINOR if product.vat_code == _FOOD else OTHER_LIMIT_MINOR
    whole_minor = divide_half_up(price_minor * measure.in_whole * 1000, product.content_milli)
    if measure.whole in _LIMITED and whole_minor > limit:
        return "h"
    return ""
