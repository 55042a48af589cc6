"""The SQL of a member's own articles, as its people look through them: online or not, hidden or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, delete, func, not_, select

from sync.portal.catalogue import freshness
from sync.portal.storage import tables
from sync.portal.storage.engine import put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

ALL, ONLINE, OFFLINE, HIDDEN = "tous", "en-ligne", "hors-ligne", "retires"
SHOWN = (ALL, ONLINE, OFFLINE, HIDDEN)


class Row(NamedTuple):
    """An article with what surrounds it; `hidden` is why the chamber took it off the portal."""

    id: str
    state: str
    body: bytes
    category: str
    level_milli: int | None
    hidden: str | None


def find(
    connection: Connection, member: str, words: Sequence[str], shown: str, limit: int, offset: int
) -> tuple[int, list[Row]]:
    """Give how many articles match, and one page of them, by name."""
    p, m = tables.product.c, tables.moderation.c
    where: list[ColumnElement[bool]] = [p.member == member, p.archived.is_(False)]
    where += [p.words.contains(word, autoescape=True) for word in words]
    hidden = select(m.product).where(m.member == member)
    where += {
        ONLINE: [p.online.is_(True), p.id.not_in(hidden)],
        OFFLINE: [p.online.is_(False)],
        HIDDEN: [p.id.in_(hidden)],
    }.get(shown, [])
    total = connection.execute(select(func.count()).select_from(tables.product).where(*where)).scalar_one()
    return int(total), _rows(connection, where, limit, offset)


def one(connection: Connection, member: str, product: str) -> Row | None:
    """Give one article of a member."""
    p = tables.product.c
    return next(iter(_rows(connection, [p.member == member, p.id == product], 1, 0)), None)


def _rows(connection: Connection, where: Sequence[ColumnElement[bool]], limit: int, offset: int) -> list[Row]:
    p, c, s, m = tables.product.c, tables.category.c, tables.stock.c, tables.moderation.c
    query = (
        select(p.id, p.state, p.body, func.coalesce(c.name, p.category), s.level_milli, m.reason)
        .outerjoin(tables.category, and_(c.member == p.member, c.key == p.category))
        .outerjoin(tables.stock, and_(s.member == p.member, s.product == p.id))
        .outerjoin(tables.moderation, and_(m.member == p.member, m.product == p.id))
        .where(*where)
        .order_by(p.name, p.id)
        .limit(limit)
        .offset(offset)
    )
    return [Row(*row) for row in connection.execute(query)]


def version(connection: Connection, member: str, product: str, state: str) -> bytes | None:
    """Give an article as one of its versions has it."""
    s = tables.product_state.c
    query = select(s.body).where(s.member == member, s.product == product, s.state == state)
    return connection.execute(query).scalar_one_or_none()


def shelf(connection: Connection, member: str) -> list[tuple[str, bytes, int]]:
    """Give (id, body, level) of every article that is not archived and has a level."""
    p, s = tables.product.c, tables.stock.c
    query = (
        select(p.id, p.body, s.level_milli)
        .join(tables.stock, and_(s.member == p.member, s.product == p.id))
        .where(p.member == member, not_(p.archived))
        .order_by(p.name, p.id)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def names(connection: Connection, member: str, products: Sequence[str]) -> dict[str, str]:
    """Give what articles of a member are called."""
    p = tables.product.c
    query = select(p.id, p.name).where(p.member == member, p.id.in_(products))
    return {row.id: row.name for row in connection.execute(query)} if products else {}


def numbers(connection: Connection, member: str) -> dict[str, int]:
    """Count a member's articles: all, online, hidden."""
    p, m = tables.product.c, tables.moderation.c
    mine = select(func.count()).select_from(tables.product).where(p.member == member, p.archived.is_(False))
    hidden = p.id.in_(select(m.product).where(m.member == member))
    return {
        ALL: int(connection.execute(mine).scalar_one()),
        ONLINE: int(connection.execute(mine.where(p.online.is_(True), not_(hidden))).scalar_one()),
        HIDDEN: int(connection.execute(mine.where(hidden)).scalar_one()),
    }


def hide(connection: Connection, member: str, product: str, reason: str, now_ms: int) -> None:
    """Take a listing off the portal, or say another reason."""
    row: dict[str, Any] = {"member": member, "product": product, "reason": reason, "at_ms": now_ms}
    put(connection, tables.moderation, [row])
    freshness.offers_changed(connection, member)


def show(connection: Connection, member: str, product: str) -> bool:
    """Let a listing be shown again; False when it was not hidden."""
    c = tables.moderation.c
    done = connection.execute(delete(tables.moderation).where(c.member == member, c.product == product))
    freshness.offers_changed(connection, member)
    return done.rowcount == 1


def hidden(connection: Connection) -> list[tuple[str, str, str, str, str, int]]:
    """Give (member, member's name, article, its name, reason, since) of all hidden listings, the latest first."""
    h, m, p = tables.moderation.c, tables.member.c, tables.product.c
    query = (
        select(h.member, m.name, h.product, func.coalesce(p.name, h.product), h.reason, h.at_ms)
        .join(tables.member, m.id == h.member)
        .outerjoin(tables.product, and_(p.member == h.member, p.id == h.product))
        .order_by(h.at_ms.desc(), h.product)
    )
    return [tuple(row) for row in connection.execute(query)]
