"""Suppliers, what should be ordered from them, and the orders written."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.purchase import OrderedLine, PurchaseOrder, Supplier
from pos.domain.quantity import format_quantity
from pos.shopfile import goods, reading, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.domain.product import Product
    from pos.shopfile.goods import ContactRow
    from pos.shopfile.shopfile import ShopFile


class Suggested(NamedTuple):
    """What to order of an article: its level, what is already on order, and how much brings it up again."""

    product: Product
    level_milli: int
    on_order_milli: int
    quantity_milli: int
    cost_minor: int | None


class OrderRow(NamedTuple):
    """An order with what came in so far."""

    order: PurchaseOrder
    open: bool
    ordered_milli: int
    received_milli: int


def suppliers(shop: ShopFile) -> list[Supplier]:
    """Give suppliers by name."""
    with shop.read() as connection:
        return goods.suppliers(connection)


def contact(shop: ShopFile, supplier: str) -> ContactRow:
    """Give who to talk to at a supplier."""
    with shop.read() as connection:
        return goods.contact(connection, supplier)


def save_supplier(shop: ShopFile, supplier: Supplier, known: ContactRow, *, cashier: str = "") -> Supplier:
    """Journal a supplier, and keep beside the journal who to talk to."""
    name = " ".join(supplier.name.split())[:80]
    if not name:
        raise UserError("A supplier needs a name.")
    if supplier.lead_days < 0:
        raise UserError("The days until a delivery are not negative.")
    good = msgspec.structs.replace(supplier, name=name)
    with shop.write() as journal:
        journal.append(facts.SupplierChanged(id=journal.new_id(), at=journal.stamp(), by=cashier, supplier=good))
        goods.set_contact(journal.connection, name, known)
    return good


def suggestions(shop: ShopFile) -> dict[str, list[Suggested]]:
    """Give per supplier what is at or under its reorder level, up to its upper level, in whole packs."""
    made: dict[str, list[Suggested]] = {}
    with shop.read() as connection:
        coming: dict[str, int] = {}
        for order, _ in goods.purchases(connection):
            came = goods.received_of(connection, order.id)
            for line in order.lines:
                rest = max(0, line.quantity_milli - came.get(line.product_id, 0))
                coming[line.product_id] = coming.get(line.product_id, 0) + rest
        known = goods.costs(connection)
        for product_id in goods.reorderable(connection):
            hit = search.by_id(connection, product_id)
            if hit is None or hit.product.reorder_level_milli is None:
                continue
            level, on_order = hit.stock_milli or 0, coming.get(product_id, 0)
            wanted = _missing(hit.product, level + on_order)
            if wanted:
                made.setdefault(hit.product.supplier, []).append(
                    Suggested(hit.product, level, on_order, wanted, known.get(product_id))
                )
    return made


def _missing(product: Product, level_milli: int) -> int:
    """Give how much brings a level up again, rounded up to the largest pack."""
    assert product.reorder_level_milli is not None
    if level_milli > product.reorder_level_milli:
        return 0
    up_to = product.reorder_to_milli if product.reorder_to_milli is not None else product.reorder_level_milli
    missing = max(up_to, product.reorder_level_milli) - level_milli
    pack = max((pack.quantity_milli for pack in product.packs), default=0)
    return -(-missing // pack) * pack if pack and missing > 0 else max(0, missing)


def order(
    shop: ShopFile,
    supplier: str,
    lines: Sequence[OrderedLine],
    *,
    expected: str = "",
    note: str = "",
    cashier: str = "",
) -> PurchaseOrder:
    """Write an order to a supplier and journal it; its number counts up per till and year."""
    kept = tuple(line for line in lines if line.quantity_milli)
    if not supplier.strip():
        raise UserError("An order goes to a supplier: choose one.")
    if not kept or any(line.quantity_milli < 0 for line in kept):
        raise UserError("An order needs at least one article, and no negative quantity.")
    with shop.write() as journal:
        _, profile = reading.profile(journal.connection)
        year = shop.clock.now().year
        prefix = f"BC-{profile.till_code}-{year}-"
        earlier = (known.number for known, _ in goods.purchases(journal.connection, only_open=False))
        last = max((int(number[len(prefix) :]) for number in earlier if number.startswith(prefix)), default=0)
        made = PurchaseOrder(
            journal.new_id(), f"{prefix}{last + 1:04d}", supplier.strip(), kept, expected, note.strip()[:200]
        )
        journal.append(facts.PurchaseOrdered(id=journal.new_id(), at=journal.stamp(), by=cashier, order=made))
    return made


def close(shop: ShopFile, order_id: str, *, reason: str = "", cashier: str = "") -> None:
    """Say that nothing more is expected of an order."""
    with shop.write() as journal:
        journal.append(
            facts.PurchaseClosed(
                id=journal.new_id(), at=journal.stamp(), by=cashier, order=order_id, reason=reason.strip()[:200]
            )
        )


def orders(shop: ShopFile, *, only_open: bool = True) -> list[OrderRow]:
    """Give orders, the newest first, with what came in so far."""
    made = []
    with shop.read() as connection:
        for known, is_open in goods.purchases(connection, only_open=only_open):
            came = goods.received_of(connection, known.id)
            ordered = sum(line.quantity_milli for line in known.lines)
            received = sum(min(came.get(line.product_id, 0), line.quantity_milli) for line in known.lines)
            if only_open and received >= ordered:
                # Two tills received the rest of it at the same time: neither saw that it was the last.
                continue
            made.append(OrderRow(known, is_open, ordered, received))
    return made


def as_csv(shop: ShopFile, known: PurchaseOrder) -> bytes:
    """Give an order as a table for the supplier: reference, GTIN, name, quantity, unit (UTF-8 with BOM, semicolons)."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(("reference", "gtin", "name", "quantity", "unit", "cost"))
    for line, product in _with_products(shop, known):
        cost = "" if line.cost_minor is None else f"{line.cost_minor / 100:.2f}"
        code = product.barcodes[0] if product.barcodes else ""
        quantity = format_quantity(line.quantity_milli, product.unit)
        table.writerow((_plain(product.supplier_ref), code, _plain(product.name), quantity, product.unit, cost))
    return text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """A cell that a spreadsheet takes for a formula gets an apostrophe."""
    return "'" + text if text[:1] in "=+-@" and text else text


def lines_of(shop: ShopFile, known: PurchaseOrder) -> list[tuple[OrderedLine, Product]]:
    """Give an order's lines with their articles; those no longer in the file are left out."""
    return _with_products(shop, known)


def _with_products(shop: ShopFile, known: PurchaseOrder) -> list[tuple[OrderedLine, Product]]:
    with shop.read() as connection:
        found = [(line, search.by_id(connection, line.product_id)) for line in known.lines]
    return [(line, hit.product) for line, hit in found if hit is not None]
