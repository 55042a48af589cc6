"""Articles, codes, prices, categories and the shop's profile as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.product import Product
from pos.shopfile import tables
from pos.shopfile.search import index_product, searched_words

if TYPE_CHECKING:
    from pos.domain.facts import CataloguePulled, CategoryChanged, PictureKept, ProductChanged, SettingsChanged
    from pos.domain.product import Category
    from pos.shopfile.projections.row import Row

PRODUCT = tables.insert_sql(
    tables.product,
    "id",
    "version",
    "state",
    "plu",
    "name",
    "category",
    "favourite",
    "archived",
    "supplier",
    "family",
    "body",
)
_products = msgspec.json.Decoder(Product)
PRICE = tables.insert_sql(tables.price, "product", "valid_from", "price_minor", "n")
BARCODE = tables.insert_sql(tables.barcode, "code", "product", verb="INSERT OR IGNORE")
CATEGORY = tables.insert_sql(tables.category, "key", "name", "rank", "tone", verb="INSERT OR REPLACE")


def product_changed(row: Row, fact: ProductChanged) -> None:
    """Put an article as it is now; its price joins the dated prices."""
    _put(row, fact.product, fact.id, fact.valid_from)


def pulled(row: Row, fact: CataloguePulled) -> None:
    """Put articles and categories as others changed them."""
    for change in fact.products:
        _put(row, change.product, change.state, change.valid_from)
    for category in fact.categories:
        _put_category(row, category)


def _put(row: Row, product: Product, state: str, valid_from: str) -> None:
    run = row.connection.exec_driver_sql
    key, body = bytes.fromhex(product.id), msgspec.json.encode(product)
    known = run("SELECT n, body FROM product WHERE id = ?", (key,)).one_or_none()
    fields = (
        bytes.fromhex(state),
        product.plu,
        product.name,
        product.category,
        product.favourite,
        int(product.archived),
        product.supplier,
        product.family,
        body,
    )
    if known is None:
        number = run(PRODUCT, (key, 1, *fields)).lastrowid
    else:
        number = known.n
        run(
            "UPDATE product SET version = version + 1, state = ?, plu = ?, name = ?, category = ?, favourite = ?,"
            " archived = ?, supplier = ?, family = ?, body = ? WHERE n = ?",
            (*fields, number),
        )
    old = _products.decode(known.body) if known is not None else None
    _put_codes(row, number, _codes(old) if old is not None else set(), _codes(product))
    # Putting an article into the index anew takes ten times as long as all the rest of it.
    if old is None or old.archived != product.archived or searched_words(old) != searched_words(product):
        index_product(row.connection, number, product)
    if old is None or old.price_minor != product.price_minor:
        run(PRICE, (number, valid_from, product.price_minor, row.n))


def _codes(product: Product) -> set[str]:
    return {*product.barcodes, *(pack.code for pack in product.packs)}


def _put_codes(row: Row, number: int, old: set[str], new: set[str]) -> None:
    # One by one, by code: what an article carries is found by its codes only, a search by article reads them all.
    run = row.connection.exec_driver_sql
    if gone := old - new:
        run("DELETE FROM barcode WHERE code = ? AND product = ?", [(code, number) for code in gone])
    if added := new - old:
        run(BARCODE, [(code, number) for code in added])


def category_changed(row: Row, fact: CategoryChanged) -> None:
    """Put a category as it is now."""
    _put_category(row, fact.category)


def _put_category(row: Row, known: Category) -> None:
    row.connection.exec_driver_sql(CATEGORY, (known.key, known.name, known.rank, known.tone))


def picture_kept(row: Row, fact: PictureKept) -> None:
    """Keep a picture under the name that articles give it."""
    row.connection.exec_driver_sql(
        "INSERT OR IGNORE INTO picture(sha256, media_type, body) VALUES (?, ?, ?)",
        (fact.sha256, fact.media_type, fact.body),
    )


def settings_changed(row: Row, fact: SettingsChanged) -> None:
    """Keep this version of the shop's profile; receipts name the version they were printed with."""
    row.connection.exec_driver_sql(
        "INSERT INTO profile(version, body) VALUES (?, ?)", (fact.version, msgspec.json.encode(fact.profile))
    )
