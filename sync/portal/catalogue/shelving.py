"""Keep the list of what is online in step with articles and sales: the rows that pages are chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, select, update

from pos.domain.product import Product
from pos.domain.quantity import ONE
from sync.portal.catalogue import freshness
from sync.portal.storage import tables
from sync.portal.storage.engine import among, insert_new

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from sync.portal.ingest.projected import Gathered

_products = msgspec.json.Decoder(Product)
_SEEN = (tables.product, tables.category, tables.shop_profile)


def follow(connection: Connection, member: str, gathered: Gathered) -> None:
    """Bring the list up to date with what a batch wrote of articles and of what sells."""
    puts = gathered.puts.get(tables.product, {})
    changed = [product for _, product in puts]
    if changed:
        _list_anew(connection, member, changed, puts.values())
    sold = sorted(set(gathered.sold).difference(changed))
    if sold:
        _rank_anew(connection, member, sold)
        freshness.stock_changed(connection, member)
    if any(gathered.puts.get(table) for table in _SEEN):
        freshness.offers_changed(connection, member)


def _list_anew(connection: Connection, member: str, products: list[str], rows: Collection[dict[str, Any]]) -> None:
    o, times = tables.offer.c, tables.popularity.c
    connection.execute(delete(tables.offer).where(o.member == member, among(connection, o.product, products)))
    query = select(times.product, times.sold).where(times.member == member, among(connection, times.product, products))
    sold = {row.product: row.sold for row in connection.execute(query)}
    insert_new(connection, tables.offer, [_listed(row, sold.get(row["id"], 0)) for row in rows if row["online_ms"]])


def _listed(row: dict[str, Any], sold: int) -> dict[str, Any]:
    """Give the row of an article that is online: what it is found, chosen and put in order by."""
    article = _products.decode(row["body"])
    price = article.price_minor if article.price_minor is not None else article.floor_minor
    counted = article.stocked and article.kind != "service"
    return {
        "member": row["member"],
        "product": row["id"],
        "state": row["state"],
        "category": row["category"],
        "sold": sold,
        "name": row["name"],
        "kind": article.kind,
        "ess_made": article.ess_made,
        "local": article.local,
        "least_minor": price or 0,
        "needs_milli": (1 if article.weighed else ONE) if counted else None,
        "quota_milli": article.web_quota_milli,
        "since_ms": row["online_ms"],
    }


def _rank_anew(connection: Connection, member: str, products: list[str]) -> None:
    o, times = tables.offer.c, tables.popularity.c
    now = select(times.sold).where(times.member == o.member, times.product == o.product).scalar_subquery()
    connection.execute(
        update(tables.offer).where(o.member == member, among(connection, o.product, products)).values(sold=now)
    )
