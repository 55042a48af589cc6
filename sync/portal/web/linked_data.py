"""What a page says to search engines: schema.org's Product, Service and LocalBusiness as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from pos.domain.unit_price import unit_price
from sync.portal.wording import to

if TYPE_CHECKING:
    from sync.portal.catalogue.browsing import Sheet, Shop
    from sync.portal.members.profile import Opening, PublicProfile

SCHEMA = "https://schema.org"
_AVAILABILITY = {"in": "InStock", "few": "LimitedAvailability", "none": "OutOfStock"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS = {"kg": (1, "KGM"), "100 g": (100, "GRM"), "l": (1, "LTR"), "100 ml": (100, "MLT"), "m": (1, "MTR")}
"""How much and of what a unit price is for, by UN/CEFACT's common codes (Recommendation 20)."""


def linked(data: dict[str, Any]) -> Markup:
    """Give JSON-LD that cannot end its own element."""
    text = msgspec.json.encode(data).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704  # nothing of HTML is left


def product_data(sheet: Sheet, base: str) -> dict[str, Any]:
    """Give schema.org's Product, or Service, with its Offer."""
    product, card = sheet.product, sheet.card
    made: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Service" if product.kind == "service" else "Product",
        "name": f"{product.name}, {product.variant}" if product.variant else product.name,
        "url": base + to(card.path),
        "offers": _offer(sheet, base),
    }
    if product.description:
        made["description"] = product.description
    if sheet.category:
        made["category"] = sheet.category
    if card.picture:
        made["image"] = base + card.picture
    if product.kind == "service":
        made["provider"] = made["offers"]["seller"]
        return made
    made["sku"] = product.id
    if product.producer:
        made["brand"] = {"@type": "Brand", "name": product.producer}
    if product.origin:
        made["countryOfOrigin"] = product.origin
    if gtin := next((code for code in product.barcodes if not code.startswith("2")), ""):
        made["gtin"] = gtin
    return made


def shop_data(shop: Shop, said: PublicProfile, base: str) -> dict[str, Any]:
    """Give schema.org's LocalBusiness with what it says of itself."""
    made: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "LocalBusiness",
        "name": shop.name,
        "url": base + to(shop.path),
        "paymentAccepted": ", ".join(shop.tenders),
        "currenciesAccepted": "CHF, LEM" if shop.leman else "CHF",
    }
    if shop.address:
        *street, town = shop.address
        code = town.partition(" ")[0]
        made["address"] = {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(street),
            "addressLocality": shop.locality,
            "addressCountry": "CH",
        }
        if code.isdigit():
            made["address"]["postalCode"] = code
    texts = {"description": said.about, "telephone": said.phone, "email": said.email, "sameAs": said.web}
    made.update({name: text for name, text in texts.items() if text})
    if said.openings:
        made["openingHoursSpecification"] = [_opening(each) for each in said.openings]
        made["specialOpeningHoursSpecification"] = [
            {
                "@type": "OpeningHoursSpecification",
                "opens": "00:00",
                "closes": "00:00",  # equal hours: closed all day
                "validFrom": each.first,
                "validThrough": each.last,
            }
            for each in said.holidays
        ]
    return made


def _offer(sheet: Sheet, base: str) -> dict[str, Any]:
    product, card = sheet.product, sheet.card
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": base + to(card.path),
        "priceCurrency": "CHF",
        "availability": f"{SCHEMA}/{_AVAILABILITY[card.stock.state]}",
        "seller": {"@type": "LocalBusiness", "name": sheet.member.name, "url": base + to(sheet.member.path)},
    }
    if sheet.price_minor is None:
        if product.floor_minor is not None:
            least = {"@type": "PriceSpecification", "priceCurrency": "CHF", "minPrice": _francs(product.floor_minor)}
            offer["priceSpecification"] = least
        return offer
    offer["price"] = _francs(sheet.price_minor)
    told = unit_price(product, sheet.price_minor)
    if told is not None and told.per in _UNITS:
        value, code = _UNITS[told.per]
        offer["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "price": _francs(told.minor),
            "priceCurrency": "CHF",
            "valueAddedTaxIncluded": True,
            "referenceQuantity": {"@type": "QuantitativeValue", "value": value, "unitCode": code},
        }
    return offer


def _opening(each: Opening) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"{SCHEMA}/{_DAYS[each.weekday]}",
        "opens": f"{each.opens // 60:02}:{each.opens % 60:02}",
        # A day ends at 23:59 there: 24:00 is no time of day.
        "closes": f"{min(each.closes, 1439) // 60:02}:{min(each.closes, 1439) % 60:02}",
    }


def _francs(minor: int) -> str:
    return f"{minor / 100:.2f}"
