"""Keep the list of what is online in step with articles and sales: the rows that pages are chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, select, update

from sync.portal.catalogue import freshness
from sync.portal.storage import tables
from sync.portal.storage.engine import among

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.ingest.projected import Gathered

_SEEN = (tables.product, tables.category, tables.shop_profile)


def follow(connection: Connection, member: str, gathered: Gathered) -> None:
    """Bring the list up to date with what a batch wrote of articles and of what sells."""
    changed = [product for _, product in gathered.puts.get(tables.product, ())]
    if changed:
        _list_anew(connection, member, changed)
    sold = sorted(set(gathered.sold).difference(changed))
    if sold:
        _rank_anew(connection, member, sold)
        freshness.stock_changed(connection, member)
    if any(gathered.puts.get(table) for table in _SEEN):
        freshness.offers_changed(connection, member)


def _list_anew(connection: Connection, member: str, products: list[str]) -> None:
    o, p, times = tables.offer.c, tables.product.c, tables.popularity.c
    connection.execute(delete(tables.offer).where(o.member == member, among(connection, o.product, products)))
    online = (
        select(p.member, p.id, p.state, p.category, func.coalesce(times.sold, 0), p.name)
        .outerjoin(tables.popularity, and_(times.member == p.member, times.product == p.id))
        .where(p.member == member, among(connection, p.id, products), p.online.is_(True), p.archived.is_(False))
    )
    connection.execute(
        tables.offer.insert().from_select(["member", "product", "state", "category", "sold", "name"], online)
    )


def _rank_anew(connection: Connection, member: str, products: list[str]) -> None:
    o, times = tables.offer.c, tables.popularity.c
    now = select(times.sold).where(times.member == o.member, times.product == o.product).scalar_subquery()
    connection.execute(
        update(tables.offer).where(o.member == member, among(connection, o.product, products)).values(sold=now)
    )
