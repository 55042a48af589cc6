"""The SQL of goods: levels by place, movements with their reason, costs, lots, orders and suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain.purchase import PurchaseOrder, Supplier
from pos.domain.stock import CountedLine  # noqa: TC001  # msgspec reads the types at run time

if TYPE_CHECKING:
    from sqlalchemy import Connection

COUNTED_AT_ONCE = 20_000


class MoveRow(NamedTuple):
    """A movement as the journal tells it; `wall_ms` and `by` are those of its entry."""

    wall_ms: int
    by: str
    quantity_milli: int
    reason: str
    place: str
    kind: str
    receipt: str
    sale: str
    document: str
    supplier: str
    note: str


class LotRow(NamedTuple):
    """A line of a goods receipt with an expiry (ISO date)."""

    product: str
    quantity_milli: int
    lot: str
    expires: str
    supplier: str


class ContactRow(NamedTuple):
    """Who to talk to at a supplier; kept on this machine only."""

    person: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


def level_in(connection: Connection, product_id: str, place: str = "") -> int:
    """Give what lies in a place; the shop itself holds what no other place does, what others moved included."""
    run, key = connection.exec_driver_sql, bytes.fromhex(product_id)
    if place:
        row = run("SELECT quantity_milli FROM stock_place WHERE product = ? AND place = ?", (key, place))
        return int(row.scalar_one_or_none() or 0)
    query = (
        "SELECT coalesce((SELECT quantity_milli FROM stock_level WHERE product = ?1), 0)"
        " + coalesce((SELECT offset_milli FROM stock_remote WHERE product = ?1), 0)"
        " - coalesce((SELECT sum(quantity_milli) FROM stock_place WHERE product = ?1), 0)"
    )
    return int(run(query.replace("?1", "?"), (key, key, key)).scalar_one())


def lies_in(connection: Connection, product_id: str) -> list[tuple[str, int]]:
    """Give the other places that an article lies in beside the shop itself, each with how much, thousandths."""
    query = "SELECT place, quantity_milli FROM stock_place WHERE product = ? ORDER BY place"
    rows = connection.exec_driver_sql(query, (bytes.fromhex(product_id),))
    return [(row.place, int(row.quantity_milli)) for row in rows]


def places(connection: Connection) -> list[str]:
    """Give the places that goods were ever carried to, by name."""
    return list(connection.exec_driver_sql("SELECT DISTINCT place FROM stock_place ORDER BY 1").scalars())


def from_elsewhere(connection: Connection, product_id: str) -> int:
    """Give what other tills and the portal did to a level, as the portal last said."""
    query = "SELECT offset_milli FROM stock_remote WHERE product = ?"
    return int(connection.exec_driver_sql(query, (bytes.fromhex(product_id),)).scalar_one_or_none() or 0)


def movements(connection: Connection, product_id: str, limit: int = 200) -> list[MoveRow]:
    """Give the newest movements of an article, each with the entry behind it."""
    rows = connection.exec_driver_sql(
        "SELECT m.quantity_milli, m.reason, m.place, e.type, json_extract(CAST(e.payload AS TEXT), '$.at.wall_ms'),"
        " json_extract(CAST(e.payload AS TEXT), '$.by'), json_extract(CAST(e.payload AS TEXT), '$.sale.receipt'),"
        " json_extract(CAST(e.payload AS TEXT), '$.sale.id'), json_extract(CAST(e.payload AS TEXT), '$.document'),"
        " json_extract(CAST(e.payload AS TEXT), '$.supplier'), json_extract(CAST(e.payload AS TEXT), '$.note')"
        " FROM stock_move m JOIN entry e ON e.n = m.entry_n WHERE m.product = ? ORDER BY m.n DESC LIMIT ?",
        (bytes.fromhex(product_id), limit),
    )
    return [
        MoveRow(at, by or "", milli, reason, place, kind, *(word or "" for word in words))
        for milli, reason, place, kind, at, by, *words in rows
    ]


def levels_at(connection: Connection, wall_ms: int) -> dict[str, int]:
    """Sum the own movements recorded until a moment, per article."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(m.product)), sum(m.quantity_milli) FROM stock_move m JOIN entry e ON e.n = m.entry_n"
        " WHERE json_extract(CAST(e.payload AS TEXT), '$.at.wall_ms') <= ? GROUP BY m.product",
        (wall_ms,),
    )
    return {product: int(milli) for product, milli in rows}


def levels_now(connection: Connection) -> dict[str, int]:
    """Give every level, what others moved included."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(product)), sum(milli) FROM (SELECT product, quantity_milli AS milli FROM stock_level"
        " UNION ALL SELECT product, offset_milli FROM stock_remote) GROUP BY product"
    )
    return {product: int(milli) for product, milli in rows}


def costs(connection: Connection, until_ms: int | None = None) -> dict[str, int]:
    """Give the last known cost of a unit per article, in minor units without VAT."""
    query = (
        "SELECT lower(hex(r.product)), r.cost_minor FROM received_line r JOIN entry e ON e.n = r.entry_n"
        " WHERE r.cost_minor IS NOT NULL AND (? IS NULL OR json_extract(CAST(e.payload AS TEXT), '$.at.wall_ms') <= ?)"
        " ORDER BY r.entry_n, r.position"
    )
    return {product: int(cost) for product, cost in connection.exec_driver_sql(query, (until_ms, until_ms))}


def lots(connection: Connection, until_day: str) -> list[LotRow]:
    """Give received lots that expire until a day, the earliest first."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(product)), quantity_milli, lot, expires, supplier FROM received_line"
        " WHERE expires <> '' AND expires <= ? ORDER BY expires, entry_n, position",
        (until_day,),
    )
    return [LotRow(*row) for row in rows]


def received_since(connection: Connection, product_id: str, expires: str) -> int:
    """Sum what was received of an article that expires later than a day, or never: it is sold after."""
    query = (
        "SELECT coalesce(sum(quantity_milli), 0) FROM received_line WHERE product = ? AND (expires = '' OR expires > ?)"
    )
    return int(connection.exec_driver_sql(query, (bytes.fromhex(product_id), expires)).scalar_one())


def last_counted(connection: Connection) -> dict[str, int]:
    """Give when (wall ms) each article was counted last."""
    made: dict[str, int] = {}
    rows = connection.exec_driver_sql(
        "SELECT payload FROM entry WHERE type = 'stock.counted' ORDER BY n DESC LIMIT ?", (COUNTED_AT_ONCE,)
    )
    for (payload,) in rows:
        counted = msgspec.json.decode(payload, type=_Counted)
        for line in counted.lines:
            made.setdefault(line.product_id, counted.at.wall_ms)
    return made


class _At(msgspec.Struct):
    wall_ms: int


class _Counted(msgspec.Struct):
    at: _At
    lines: tuple[CountedLine, ...]


def stocked_ids(connection: Connection, category: str | None = None) -> list[str]:
    """Give the articles whose stock is kept, by name; of one category, or all."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(id)) FROM product WHERE archived = 0 AND json_extract(CAST(body AS TEXT), '$.stocked')"
        " AND (? IS NULL OR category = ?) ORDER BY name",
        (category, category),
    )
    return list(rows.scalars())


def reorderable(connection: Connection) -> list[str]:
    """Give the articles that have a reorder level."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(id)) FROM product WHERE archived = 0"
        " AND json_extract(CAST(body AS TEXT), '$.reorder_level_milli') IS NOT NULL ORDER BY supplier, name"
    )
    return list(rows.scalars())


def purchases(connection: Connection, *, only_open: bool = True) -> list[tuple[PurchaseOrder, bool]]:
    """Give orders with whether they are open, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT body, open FROM purchase WHERE open >= ? ORDER BY ordered_n DESC LIMIT 500", (int(only_open),)
    )
    return [(msgspec.json.decode(body, type=PurchaseOrder), bool(is_open)) for body, is_open in rows]


def purchase(connection: Connection, order: str) -> PurchaseOrder | None:
    """Give an order."""
    body = connection.exec_driver_sql("SELECT body FROM purchase WHERE id = ?", (order,)).scalar_one_or_none()
    return None if body is None else msgspec.json.decode(body, type=PurchaseOrder)


def received_of(connection: Connection, order: str) -> dict[str, int]:
    """Give what came in for an order, per article."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(product)), sum(quantity_milli) FROM received_line WHERE purchase = ? GROUP BY product",
        (order,),
    )
    return {product: int(milli) for product, milli in rows}


def suppliers(connection: Connection) -> list[Supplier]:
    """Give suppliers by name: those with a card of their own, and those that articles name."""
    rows = connection.exec_driver_sql("SELECT body FROM supplier ORDER BY name").scalars()
    known = {supplier.name: supplier for supplier in (msgspec.json.decode(body, type=Supplier) for body in rows)}
    named = connection.exec_driver_sql("SELECT DISTINCT supplier FROM product WHERE supplier <> '' AND archived = 0")
    for name in named.scalars():
        known.setdefault(name, Supplier(name))
    return sorted(known.values(), key=lambda supplier: supplier.name.casefold())


def contact(connection: Connection, supplier: str) -> ContactRow:
    """Give who to talk to at a supplier."""
    row = connection.exec_driver_sql(
        "SELECT person, email, phone, address FROM supplier_contact WHERE name = ?", (supplier,)
    ).one_or_none()
    return ContactRow() if row is None else ContactRow(*row)


def set_contact(connection: Connection, supplier: str, known: ContactRow) -> None:
    """Keep who to talk to at a supplier; empty erases."""
    run = connection.exec_driver_sql
    run("DELETE FROM supplier_contact WHERE name = ?", (supplier,))
    if any(known):
        run(
            "INSERT INTO supplier_contact(name, person, email, phone, address) VALUES (?, ?, ?, ?, ?)",
            (supplier, *known),
        )
