"""A member's catalogue as JSON-LD in the words of the Data Food Consortium, for platforms such as Open Food Network.

Source: the business ontology 1.16 (github.com/datafoodconsortium/ontology) and its measures. They know no Swiss franc,
so prices name the currency as the European Union's list of authorities does, which is theirs for countries as well.
A limit of stock below zero means «as many as wanted», as Open Food Network reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from pos.domain.quantity import ONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sync.portal.catalogue.browsing import Shop
    from sync.portal.feeds.reading import Item

MEDIA = "application/ld+json; charset=utf-8"
AUTHORITY = "http://publications.europa.eu/resource/authority"
ON_DEMAND = -1
SOLD = frozenset({"goods", "kit"})
_REFERENCES = (
    "hasAddress", "hasCountry", "hasPrice", "hasQuantity", "hasUnit", "isPriceOf", "managedBy", "manages",
    "offeredThrough", "offers", "references", "suppliedBy", "supplies",
)  # fmt: skip
_ONTOLOGY = "https://github.com/datafoodconsortium/ontology/releases/latest/download"
CONTEXT: dict[str, Any] = {
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dfc-b": f"{_ONTOLOGY}/DFC_BusinessOntology.owl#",
    "dfc-m": "https://github.com/datafoodconsortium/taxonomies/releases/latest/download/measures.rdf#",
    "rdfs:seeAlso": {"@type": "@id"},
    **{f"dfc-b:{name}": {"@type": "@id"} for name in _REFERENCES},
}
"""Said whole, not by its address: a reader needs nothing from elsewhere to understand the catalogue."""
_CONTENTS = {"g": "Gram", "kg": "Kilogram", "ml": "Millilitre", "cl": "Centilitre", "l": "Litre", "m": "Metre"}
_SOLD_BY = {"kg": ("Kilogram", 1), "100g": ("Gram", 100), "l": ("Litre", 1), "m": ("Metre", 1)}


def catalogue(shop: Shop, items: Iterable[Item], address: str) -> Iterator[bytes]:
    """Write a member with its whole catalogue; each part is made when it is asked for."""
    yield b'{"@context":' + _said(CONTEXT) + b',"@graph":['
    yield _said(enterprise(shop, address))
    for item in items:
        if told(item):
            yield b"".join(b",\n" + _said(node) for node in nodes(item, address))
    yield b"]}\n"


def document(*parts: dict[str, Any]) -> bytes:
    """Write some nodes as a document of their own."""
    return _said({"@context": CONTEXT, "@graph": parts})


def told(item: Item) -> bool:
    """Tell whether an offer has a place in such a catalogue: goods at a known price."""
    return item.article.price_minor is not None and item.article.kind in SOLD


def enterprise(shop: Shop, address: str) -> dict[str, Any]:
    """Say a member."""
    made: dict[str, Any] = {
        "@id": _enterprise(shop.id, address),
        "@type": "dfc-b:Enterprise",
        "dfc-b:name": shop.name,
        "rdfs:seeAlso": address + shop.path,
    }
    if shop.uid:
        made["dfc-b:VATnumber"] = shop.uid
    if shop.address:
        *street, town = shop.address
        code, _, city = town.partition(" ")
        place = {"dfc-b:postcode": code, "dfc-b:city": city} if code.isdigit() else {"dfc-b:city": town}
        made["dfc-b:hasAddress"] = {
            "@id": made["@id"] + "#address",
            "@type": "dfc-b:Address",
            "dfc-b:street": ", ".join(street),
            **place,
            "dfc-b:hasCountry": f"{AUTHORITY}/country/CHE",
        }
    return made


def nodes(item: Item, address: str) -> tuple[dict[str, Any], ...]:
    """Say an offer as the three things it is there: a line of the catalogue, the product it is about, its price."""
    article, owner = item.article, _enterprise(item.shop.id, address)
    here = f"{owner}/catalog_items/{item.id}"
    product, offer = f"{here}#product", f"{here}#offer"
    code = next((code for code in article.barcodes if not code.startswith("2")), "")
    limit = item.availability.left
    stock = float(ON_DEMAND if limit is None else limit)
    unit, amount = _quantity(item)
    supplied = {
        "@id": product,
        "@type": "dfc-b:SuppliedProduct",
        "dfc-b:name": f"{article.name}, {article.variant}" if article.variant else article.name,
        "dfc-b:suppliedBy": owner,
        "dfc-b:hasQuantity": {"@type": "dfc-b:QuantitativeValue", "dfc-b:hasUnit": unit, "dfc-b:value": amount},
        "rdfs:seeAlso": item.link,
    }
    if article.description:
        supplied["dfc-b:description"] = article.description
    if article.producer:
        supplied["dfc-b:brand"] = article.producer
    if item.picture:
        supplied["dfc-b:Image"] = item.picture
    assert article.price_minor is not None, "only what has a price is told"
    return (
        {
            "@id": here,
            "@type": "dfc-b:CatalogItem",
            "dfc-b:sku": code or item.id,
            "dfc-b:stockLimitation": stock,
            "dfc-b:references": product,
            "dfc-b:offeredThrough": offer,
            "dfc-b:managedBy": owner,
        },
        supplied,
        {
            "@id": offer,
            "@type": "dfc-b:Offer",
            "dfc-b:offers": here,
            "dfc-b:stockLimitation": stock,
            "dfc-b:hasPrice": {
                "@type": "dfc-b:Price",
                "dfc-b:value": article.price_minor / 100,
                "dfc-b:hasUnit": f"{AUTHORITY}/currency/CHF",
            },
        },
    )


def _quantity(item: Item) -> tuple[str, float]:
    """Give how much the price is for: what a piece contains where that is known, else the unit it is sold by."""
    article = item.article
    if article.unit in _SOLD_BY:
        unit, amount = _SOLD_BY[article.unit]
        return f"dfc-m:{unit}", float(amount)
    if article.content_milli and article.content_unit in _CONTENTS:
        return f"dfc-m:{_CONTENTS[article.content_unit]}", article.content_milli / ONE
    return "dfc-m:Piece", 1.0


def _enterprise(member: str, address: str) -> str:
    return f"{address}/dfc/enterprises/{member}"


def _said(node: dict[str, Any]) -> bytes:
    return msgspec.json.encode(node)
