"""The columns of an articles file in the language of the shop."""

from __future__ import annotations

from pos.wording import tr


def titles() -> dict[str, str]:
    """Give the heading of each column, in the order of an exported file."""
    return {
        "plu": tr("Till code"),
        "barcodes": tr("Barcode"),
        "name": tr("Name"),
        "price": tr("Price incl. VAT"),
        "member_price": tr("Member price"),
        "next_prices": tr("Prices from a day on"),
        "vat": tr("VAT code"),
        "vat_eat_in": tr("VAT code, eat in"),
        "unit": tr("Unit of sale"),
        "category": tr("Category"),
        "kind": tr("Kind of article"),
        "supplier": tr("Supplier"),
        "supplier_ref": tr("Supplier reference"),
        "producer": tr("Producer"),
        "origin": tr("Origin"),
        "content": tr("Content"),
        "deposit": tr("Linked deposit"),
        "packs": tr("Packs"),
        "parts": tr("Parts of the kit"),
        "event": tr("Event number"),
        "event_name": tr("Event"),
        "event_opens": tr("Doors open"),
        "event_minutes": tr("Minutes of admission"),
        "event_place": tr("Place of the event"),
        "event_class": tr("Ticket class"),
        "stocked": tr("Stock kept"),
        "stock": tr("Opening stock"),
        "cost": tr("Cost without VAT"),
        "reorder_level": tr("Reorder level"),
        "reorder_to": tr("Reorder to"),
        "favourite": tr("Favourite"),
        "floor": tr("Least price"),
        "suggested": tr("Suggested prices"),
        "tare": tr("Tare (kg)"),
        "family": tr("Family"),
        "variant": tr("Variant"),
        "local": tr("Local"),
        "ess_made": tr("ESS Made"),
        "online": tr("On the portal"),
        "online_url": tr("Address for the portal"),
        "web_quota": tr("Web quota"),
        "description": tr("Description"),
        "icon": tr("Icon"),
        "archived": tr("Archived"),
        "id": tr("Comptoir id"),
    }
