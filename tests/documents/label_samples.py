"""Articles as shops have them, good and bad, and their labels."""

from __future__ import annotations

from pos.documents.label import Label, container_label, product_label, weighed_label
from pos.domain.label_codes import filled
from pos.domain.product import Pack, Product

DAY = "2026-11-24"
BREAD = Product(
    "b" * 32, "Miche au levain", 920, plu="101", barcodes=("7610000000011",), origin="Satigny", ess_made=True
)
JUICE = Product(
    "c" * 32,
    "Jus de pomme trouble du verger de Jussy",
    452,
    plu="401",
    barcodes=("7610000000028",),
    content_milli=75_000,
    content_unit="cl",
    member_price_minor=410,
    producer="Ferme du Lignon",
    origin="Genève",
)
LENTILS = Product("d" * 32, "Lentilles vertes", 540, plu="201", unit="kg", barcodes=("76104008",))
SOAP = Product(
    "e" * 32,
    "Savon œillet",
    790,
    "N",
    plu="77",
    barcodes=("AB-77/5",),
    packs=(Pack("7610000000035", 6000, "carton"), Pack("17610000000018", 12_000, price_minor=8000)),
)
FREE = Product("f" * 32, "Article divers", None, plu="999")
STRANGE = Product("0" * 32, "Œufs & 1'000 ^choses~ " * 7, 0, unit="stone", plu="12", barcodes=("Ä-naïve",))

GOODS = (BREAD, JUICE, LENTILS, SOAP, FREE, STRANGE)
WEIGHED = weighed_label(
    LENTILS, grams=486, total_minor=262, code=filled("23IIIIIPPPPPC", "201", 262, ""), on=DAY, best_before="2026-12-24"
)
JAR = container_label("Bocal 1 l", grams=486, code=filled("26IIIIITTTTTC", "7", 486, ""))


def all_labels() -> list[Label]:
    """Give a label of every kind for every article, a pack's, weighed goods and a jar."""
    made = [product_label(product, kind, on=DAY) for kind in ("shelf", "article") for product in GOODS]
    made += [product_label(SOAP, "shelf", on=DAY, pack=pack) for pack in SOAP.packs]
    return [*made, WEIGHED, JAR]
