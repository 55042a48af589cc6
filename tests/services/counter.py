"""A small shop to sell in: three articles, an open day, and one call to sell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.currency import LEM, ChangePolicy, largest_payable
from pos.domain.drawer import Count
from pos.domain.product import Product
from pos.domain.shop import ShopProfile
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT, Given, Rules, cash_due
from pos.domain.vat import OUTSIDE, VatRegime
from pos.services import cataloguing, closing_day, selling, settings

if TYPE_CHECKING:
    from pos.domain.closing import Report
    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile

PROFILE = ShopProfile(
    name="Le Grain",
    uid="CHE-123.456.788",
    vat_regime=VatRegime.EFFECTIVE,
    rules=Rules(
        (CASH, CASH_EUR, CARD, TWINT, NOTES_LEM),
        eur_rate="0.9412",
        eur_rate_on="2026-11-23",
        lem_change=ChangePolicy.CASHIER,
    ),
)


class Stock(NamedTuple):
    """The articles of the small shop."""

    bread: Product
    cheese: Product
    soap: Product
    bottle: Product
    milk: Product


def stocked(shop: ShopFile) -> Stock:
    """Set the shop up with its articles; milk comes in a bottle with a deposit."""
    settings.change_profile(shop, PROFILE)
    new = shop.identities.new
    bottle = cataloguing.save_product(shop, Product(new(), "Consigne bouteille", 50, OUTSIDE, plu="690"))
    return Stock(
        cataloguing.save_product(shop, Product(new(), "Pain de seigle", 421, plu="101", stocked=True)),
        cataloguing.save_product(shop, Product(new(), "Tomme de chèvre", 2850, unit="kg", plu="201")),
        cataloguing.save_product(shop, Product(new(), "Savon au lait", 790, "N", barcodes=("7610000000011",))),
        bottle,
        cataloguing.save_product(shop, Product(new(), "Lait entier", 230, plu="301", deposit_id=bottle.id)),
    )


def opened(shop: ShopFile, chf: int = 20_000, lem: int = 0) -> Stock:
    """Set the shop up and open its day."""
    stock = stocked(shop)
    closing_day.open_session(shop, {"CHF": chf, "LEM": lem})
    return stock


def sell(shop: ShopFile, *articles: tuple[Product, int], given: tuple[Given, ...] | None = None) -> Sale:
    """Sell articles with their quantities in thousandths; in exact cash when nothing is given."""
    basket = selling.new_basket(shop)
    for product, milli in articles:
        basket = selling.ring_up(shop, basket, product, milli)
    if given is None:
        due = cash_due(basket.total_minor, (), PROFILE.rules)
        given = (Given(CASH, due),) if due > 0 else ()
    return selling.complete_sale(shop, basket, given)


def exact_counts(report: Report) -> list[Count]:
    """Count every drawer exactly as expected."""
    notes = largest_payable(report.expected("LEM"), LEM.notes)
    return [
        Count("CHF", ((5, report.expected("CHF") // 5),)),
        Count("EUR", ((1, report.expected("EUR")),)),
        Count("LEM", tuple((note, notes.count(note)) for note in LEM.notes)),
    ]
