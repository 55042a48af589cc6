"""Articles, codes, prices, categories and the shop's profile as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.shopfile import tables
from pos.shopfile.search import index_product

if TYPE_CHECKING:
    from pos.domain.facts import CategoryChanged, ProductChanged, SettingsChanged
    from pos.shopfile.projections.row import Row

PRODUCT = tables.insert_sql(tables.product, "id", "version", "plu", "name", "category", "favourite", "archived", "body")
PRICE = tables.insert_sql(tables.price, "product", "valid_from", "price_minor", "n")
BARCODE = tables.insert_sql(tables.barcode, "code", "product", verb="INSERT OR IGNORE")
CATEGORY = tables.insert_sql(tables.category, "key", "name", "rank", "tone", verb="INSERT OR REPLACE")


def product_changed(row: Row, fact: ProductChanged) -> None:
    """Put an article as it is now; its price joins the dated prices."""
    product, run = fact.product, row.connection.exec_driver_sql
    key, body = bytes.fromhex(product.id), msgspec.json.encode(product)
    known = run("SELECT n, body FROM product WHERE id = ?", (key,)).one_or_none()
    fields = (product.plu, product.name, product.category, product.favourite, int(product.archived), body)
    if known is None:
        number = run(PRODUCT, (key, 1, *fields)).lastrowid
    else:
        number = known.n
        run(
            "UPDATE product SET version = version + 1, plu = ?, name = ?, category = ?, favourite = ?, archived = ?,"
            " body = ? WHERE n = ?",
            (*fields, number),
        )
        run("DELETE FROM barcode WHERE product = ?", (number,))
    if product.barcodes:
        run(BARCODE, [(code, number) for code in product.barcodes])
    index_product(row.connection, number, product)
    old = msgspec.json.decode(known.body).get("price_minor") if known is not None else None
    if known is None or old != product.price_minor:
        run(PRICE, (number, fact.valid_from, product.price_minor, row.n))


def category_changed(row: Row, fact: CategoryChanged) -> None:
    """Put a category as it is now."""
    known = fact.category
    row.connection.exec_driver_sql(CATEGORY, (known.key, known.name, known.rank, known.tone))


def settings_changed(row: Row, fact: SettingsChanged) -> None:
    """Keep this version of the shop's profile; receipts name the version they were printed with."""
    row.connection.exec_driver_sql(
        "INSERT INTO profile(version, body) VALUES (?, ?)", (fact.version, msgspec.json.encode(fact.profile))
    )
