"""Price, unit price and stock of an article in words, as cards and pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.money import format_amount
from pos.domain.quantity import ONE
from pos.domain.unit_price import unit_price
from sync.portal.catalogue.service import STALE_MS, available
from sync.portal.wording import say, say_number, sentence

if TYPE_CHECKING:
    from pos.domain.product import Product
    from sync.portal.catalogue import offers

NB = "\u00a0"
_UNITS = {
    "kg": sentence("le kg"),
    "100g": sentence("les 100 g"),
    "l": sentence("le litre"),
    "m": sentence("le mètre"),
    "hour": sentence("l’heure"),
}


class Stock(NamedTuple):
    """Availability: `state` is in, few or none; the words carry the meaning."""

    state: str
    words: str


def price_text(article: Product) -> str:
    """Give a price in CHF, VAT included, or say that it is free."""
    if article.price_minor is None:
        least = article.floor_minor
        if not least:
            return say("prix libre")
        return say("prix libre, dès {amount}", amount=f"CHF{NB}{format_amount(least, screen=True)}")
    return f"CHF{NB}{format_amount(article.price_minor, screen=True)}"


def per_unit(article: Product) -> str:
    """Say what the price is for, or beside it what a kilogram or litre of it costs (OIP art. 5), empty for neither."""
    if article.unit in _UNITS:
        return say(_UNITS[article.unit])
    told = unit_price(article, article.price_minor)
    return "" if told is None else f"{format_amount(told.minor, screen=True)}{NB}/{NB}{told.per}"


def is_counted(article: Product, offer: offers.Offer) -> bool:
    """Tell whether what is left of an article is known: its own stock, or that of a kit's parts."""
    return offer.level_milli is not None if article.parts else article.stocked


def stock_words(article: Product, offer: offers.Offer, now_ms: int) -> Stock:
    """Say stock as a visitor understands it; what is left counts in pieces, kilograms or places."""
    if article.kind == "service":
        return Stock("in", say("sur rendez-vous"))
    if not is_counted(article, offer):
        return Stock("in", say("disponible"))
    silent = now_ms - offer.heard_ms
    # What never moved is not there: its level is zero.
    free = available(offer.level_milli or 0, offer.held_milli, silent, article.web_quota_milli)
    if free < ONE and not (article.weighed and free > 0):
        return Stock("none", say("complet") if article.kind == "ticket" else say("épuisé"))
    if article.weighed:
        state, words = ("few", say("bientôt épuisé")) if free < ONE else ("in", say("en stock, au poids"))
    elif article.kind == "ticket":
        state, words = "few" if free < 5 * ONE else "in", say_number("{n}\u00a0place", "{n}\u00a0places", free // ONE)
    elif free < 5 * ONE:
        state, words = "few", say_number("{n}\u00a0restant", "{n}\u00a0restants", free // ONE)
    else:
        state, words = "in", say("en stock")
    return Stock(state, words if silent < STALE_MS else say("{words}, à confirmer par le membre", words=words))
