"""What labels need of the shop file: own codes in use, goods receipts, and which prices are on the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_NOTE = "label:"
_PRICES = "coalesce(json_extract(CAST({body} AS TEXT), '$.{name}'), -1)"
_CHANGED = " OR ".join(
    f"{_PRICES.format(body='p.body', name=name)} <> {_PRICES.format(body='l.value', name=name)}"
    for name in ("price_minor", "member_price_minor")
)


class ShelfPrice(msgspec.Struct, frozen=True):
    """The prices that the last printed label of an article shows."""

    price_minor: int | None
    member_price_minor: int | None


class GoodsReceipt(NamedTuple):
    """A goods receipt as a list shows it; `lines` counts its articles."""

    id: str
    supplier: str
    document: str
    lines: int


def highest_code(connection: Connection, first: str, last: str) -> str | None:
    """Give the highest code of 13 figures in use between two, archived articles included."""
    query = "SELECT max(code) FROM barcode WHERE code BETWEEN ? AND ? AND length(code) = 13"
    found = connection.exec_driver_sql(query, (first, last)).scalar_one()
    return None if found is None else str(found)


def note_printed(connection: Connection, prices: Iterable[tuple[str, ShelfPrice]]) -> None:
    """Keep the prices (by article id) that stand on labels from now on; known on this machine only."""
    rows = [(_NOTE + product_id, msgspec.json.encode(shown)) for product_id, shown in prices]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO local(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", rows
        )


def outdated(connection: Connection, limit: int) -> list[str]:
    """Give the articles (ids, by name) whose labels were printed here with other prices than those of now."""
    rows = connection.exec_driver_sql(
        f"SELECT lower(hex(p.id)) FROM product p JOIN local l ON l.key = '{_NOTE}' || lower(hex(p.id))"  # noqa: S608
        f" WHERE p.archived = 0 AND ({_CHANGED}) ORDER BY p.name LIMIT ?",  # own names only
        (limit,),
    )
    return [str(row[0]) for row in rows]


def receipts(connection: Connection, limit: int) -> list[GoodsReceipt]:
    """Give the goods receipts, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT hex(r.entry), max(r.supplier), max(r.document), count(*) FROM received_line r"
        " WHERE r.entry IN (SELECT DISTINCT entry FROM received_line ORDER BY entry DESC LIMIT ?)"
        " GROUP BY r.entry ORDER BY r.entry DESC",
        (limit,),
    )
    return [GoodsReceipt(str(key).lower(), supplier, document, lines) for key, supplier, document, lines in rows]


def received(connection: Connection, receipt_id: str) -> list[tuple[str, int]]:
    """Give article and quantity (thousandths) of each line of a goods receipt."""
    rows = connection.exec_driver_sql(
        "SELECT lower(hex(product)), quantity_milli FROM received_line WHERE entry = ? ORDER BY position",
        (bytes.fromhex(receipt_id),),
    )
    return [(str(key), int(quantity)) for key, quantity in rows]
