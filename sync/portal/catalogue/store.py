"""The SQL of articles and stock as tills and visitors read them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import select

from pos.domain.product import Product
from sync.portal.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection


_products = msgspec.json.Decoder(Product)


class Change(NamedTuple):
    """One thing that tills have to fetch."""

    change_seq: int
    kind: str
    key: str


class ProductRow(NamedTuple):
    """An article as it is now."""

    id: str
    state: str
    body: bytes
    valid_from: str


def changes(connection: Connection, member: str, after: int, limit: int) -> list[Change]:
    """Give what changed behind a number, in the order it was committed."""
    c = tables.change.c
    rows = connection.execute(
        select(c.change_seq, c.kind, c.key)
        .where(c.member == member, c.change_seq > after)
        .order_by(c.change_seq)
        .limit(limit)
    )
    return [Change(*row) for row in rows]


def products(connection: Connection, member: str, ids: list[str]) -> list[ProductRow]:
    """Give articles as they are now."""
    c = tables.product.c
    query = select(c.id, c.state, c.body, c.valid_from).where(c.member == member, c.id.in_(ids)).order_by(c.id)
    return [ProductRow(*row) for row in connection.execute(query)] if ids else []


def categories(connection: Connection, member: str, keys: list[str]) -> list[dict[str, object]]:
    """Give categories as they are now."""
    c = tables.category.c
    query = select(c.key, c.name, c.rank, c.tone).where(c.member == member, c.key.in_(keys)).order_by(c.key)
    return [dict(row) for row in connection.execute(query).mappings()] if keys else []


def levels(connection: Connection, member: str, ids: list[str]) -> dict[str, int]:
    """Give stock levels as they are now, thousandths."""
    c = tables.stock.c
    query = select(c.product, c.level_milli).where(c.member == member, c.product.in_(ids))
    return {row.product: row.level_milli for row in connection.execute(query)} if ids else {}


def quotas(connection: Connection, member: str, ids: list[str]) -> dict[str, int]:
    """Give what the shop leaves to the portal of articles that have such a quota, thousandths."""
    found = ((row.id, _products.decode(row.body).web_quota_milli) for row in products(connection, member, ids))
    return {product: quota for product, quota in found if quota is not None}


def digest(connection: Connection, member: str) -> str:
    """Give a fingerprint of all articles and their versions, to see whether a till holds the same."""
    c = tables.product.c
    made = hashlib.sha256()
    for row in connection.execute(select(c.id, c.state).where(c.member == member).order_by(c.id)):
        made.update(f"{row.id}:{row.state}\n".encode())
    return made.hexdigest()
