"""The columns that an article has in a table file, and the names under which other programs write them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.barcode import is_gtin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEVERAL = frozenset({"barcodes"})
"""Columns that a file may have more than once."""
NUMBERS = frozenset(
    [
        "price",
        "member_price",
        "floor",
        "cost",
        "stock",
        "reorder_level",
        "reorder_to",
        "web_quota",
        "tare",
        "favourite",
        "event",
        "event_minutes",
        "event_class",
    ]
)
"""Columns that a spreadsheet adds up."""


class Column(NamedTuple):
    """One column: its key, and the names it is recognised by (Google Merchant, French, English, German)."""

    key: str
    names: str


COLUMNS = (
    Column(
        "plu",
        "plu|code caisse|code article|code interne|code produit|numero d article|no d article|no article|n article"
        "|id|sku|offer id|item id|code|item number|article number|article no|product code"
        "|artikelnummer|artikelnr|artikel nr|art nr|kassencode",
    ),
    Column(
        "barcodes",
        "barcode|barcodes|code barres|codes barres|code barre|codebarre|ean|ean13|ean 13|ean8|gtin"
        "|gtin13|upc|gencod|code ean|ean code|strichcode|barcode 2|ean 2|ean2|code barres 2",
    ),
    Column(
        "name",
        "name|title|designation|libelle|nom|article|produit|nom du produit|nom de l article|intitule"
        "|product|product name|item|item name|bezeichnung|artikel|artikelbezeichnung|produkt"
        "|produktname|titre",
    ),
    Column(
        "price",
        "price|prix|prix ttc|prix de vente|prix vente|prix de vente ttc|prix tva incluse|prix public"
        "|pv ttc|pvc|tarif|selling price|sale price incl vat|retail price|unit price|price incl vat"
        "|price vat included|preis|verkaufspreis|vk|vk preis|preis inkl mwst|bruttopreis"
        "|prix unitaire",
    ),
    Column("member_price", "member price|prix membre|prix membres|prix adherent|prix cooperateur|mitgliederpreis"),
    Column("next_prices", "prices from a day on|dated prices|prix a venir|prix dates|prix des le|preise ab"),
    Column(
        "vat",
        "vat|vat code|vat rate|tva|code tva|taux tva|taux de tva|tax|tax rate|mwst|mwst satz|mwst code|steuersatz|ust",
    ),
    Column("vat_eat_in", "vat eat in|vat code eat in|tva sur place|code tva sur place|mwst vor ort"),
    Column("unit", "unit|unite|unite de vente|unit of sale|uom|einheit|verkaufseinheit|me"),
    Column(
        "category",
        "category|categorie|categories|rayon|famille de produits|groupe|groupe d articles"
        "|product type|google product category|department|kategorie|warengruppe|artikelgruppe|gruppe",
    ),
    Column("kind", "kind|kind of article|type|genre|sorte|genre d article|type d article|art|artikelart"),
    Column("supplier", "supplier|fournisseur|vendor|nom du fournisseur|supplier name|lieferant"),
    Column(
        "supplier_ref",
        "supplier reference|supplier ref|reference fournisseur|ref fournisseur|reference|ref|mpn"
        "|manufacturer part number|no fournisseur|code fournisseur|bestellnummer|lieferanten nr"
        "|lieferantenartikelnummer|referenz",
    ),
    Column("producer", "producer|brand|marque|producteur|fabricant|manufacturer|marke|hersteller|produzent"),
    Column("origin", "origin|origine|provenance|pays d origine|country of origin|herkunft|herkunftsland"),
    Column(
        "content",
        "content|contenu|contenance|poids net|quantite nette|net weight|net content|net quantity"
        "|unit pricing measure|inhalt|nettogewicht|fullmenge|grammage",
    ),
    Column("deposit", "deposit|consigne|consigne liee|linked deposit|pfand|depot"),
    Column("packs", "packs|cartons|conditionnements|emballages|lots|gebinde"),
    Column(
        "parts",
        "parts of the kit|parts|composition|composition du lot|contenu du panier|bestandteile|stuckliste",
    ),
    Column("event", "event number|numero d evenement|no d evenement|veranstaltungsnummer"),
    Column("event_name", "event|evenement|nom de l evenement|veranstaltung"),
    Column("event_opens", "doors open|ouverture des portes|portes|date et heure|einlass"),
    Column("event_minutes", "minutes of admission|minutes d entree|duree de l entree min|einlassdauer min"),
    Column("event_place", "place of the event|lieu|lieu de l evenement|ort"),
    Column("event_class", "ticket class|classe de billet|billettklasse"),
    Column("stocked", "stocked|stock kept|stock suivi|suivi du stock|stock tenu|track stock|lagergefuhrt"),
    Column(
        "stock",
        "stock|stock initial|opening stock|quantite en stock|stock actuel|en stock|quantity"
        "|quantity in stock|stock quantity|inventory|quantite|qte|lager|bestand|lagerbestand|menge",
    ),
    Column(
        "cost",
        "cost|cost price|cost without vat|purchase price|prix d achat|prix achat|prix achat ht"
        "|prix d achat ht|pa ht|cout|cost of goods sold|einkaufspreis|ek|ek preis",
    ),
    Column(
        "reorder_level",
        "reorder level|seuil de commande|seuil|stock minimum|stock min|min stock|meldebestand|mindestbestand",
    ),
    Column("reorder_to", "reorder to|commander jusqu a|stock maximum|stock max|max stock|auffullen bis"),
    Column("favourite", "favourite|favorite|favori|favoris|rang favori|favorit"),
    Column("floor", "least price|lowest price|prix plancher|prix minimum|mindestpreis"),
    Column("suggested", "suggested prices|prix suggeres|prix proposes|preisvorschlage"),
    Column("tare", "tare|tare kg|tara|tara kg"),
    Column("family", "family|variants of|famille|famille de variantes|item group id|familie"),
    Column("variant", "variant|variante"),
    Column("local", "local|regional|lokal"),
    Column("ess_made", "ess made"),
    Column("online", "online|on the portal|availability|en ligne|sur le portail|disponibilite|verfugbarkeit"),
    Column("online_url", "address for the portal|adresse pour le portail|adresse web|url de vente"),
    Column("web_quota", "web quota|quota web|quota en ligne|online kontingent"),
    Column("description", "description|descriptif|texte|beschreibung|beschrieb|text"),
    Column("icon", "icon|pictogramme|icone|symbol"),
    Column("archived", "archived|archive|archiviert"),
    Column("id", "comptoir id|identifiant comptoir"),
)
"""In the order of an exported file."""
KEYS = tuple(column.key for column in COLUMNS)
_KEY_OF = {name: column.key for column in COLUMNS for name in column.names.split("|")}
_CURRENCY = re.compile(r" (?:chf|fr|sfr|francs)$")


def plain(text: str) -> str:
    """Give a heading as it is compared: no marks, no case, no punctuation, nothing in parentheses."""
    spread = unicodedata.normalize(
        "NFKD", re.sub(r"\(.*?\)", " ", text.casefold().replace("n°", "no ")).replace("œ", "oe")
    )
    return " ".join("".join(c if c.isalnum() else " " for c in spread if not unicodedata.combining(c)).split())


def key_of(heading: str, titles: Mapping[str, str] = {}) -> str:  # only read
    """Give the column that a heading names, empty when none; `titles` are headings in the shop's language."""
    name = plain(heading)
    known = _KEY_OF.get(name) or _KEY_OF.get(_CURRENCY.sub("", name))
    return known or next((key for key, title in titles.items() if name and plain(title) == name), "")


def guessed(headings: Sequence[str], samples: Sequence[Sequence[str]], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Guess the column of each heading; a column without a known name whose cells are GTINs holds barcodes."""
    made: list[str] = []
    for place, heading in enumerate(headings):
        key = key_of(heading, titles)
        if not key:
            cells = [row[place].strip() for row in samples if place < len(row) and row[place].strip()]
            if len(cells) > 1 and all(is_gtin(cell) for cell in cells):
                key = "barcodes"
        made.append(key if key in SEVERAL or key not in made else "")
    return tuple(made)


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Give the place of the row that names the columns: titles and empty rows may stand before it."""
    scores = [len({key_of(cell) for cell in row} - {""}) for row in rows]
    best = max(scores, default=0)
    if best >= 2:
        return scores.index(best)
    return next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
