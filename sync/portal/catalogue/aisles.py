"""The chamber's aisles: one name for what members call differently, without touching what members keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, func, select

from pos.domain.errors import UserError
from pos.domain.folding import words_of
from sync.portal.catalogue import freshness
from sync.portal.storage import tables
from sync.portal.storage.engine import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.storage.engine import Database

    Audit = Callable[[Connection], object]

LONGEST = 60


class Placed(NamedTuple):
    """A category of a member with articles online, and the aisle it stands in (empty: one of its own name)."""

    member: str
    member_name: str
    category: str
    name: str
    offers: int
    aisle: str


class Aisles:
    """Read and keep the aisles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[tuple[str, str]]:
        """Give (slug, name) of every aisle, by name."""
        c = tables.aisle.c
        with self._database.read() as connection:
            return [(row.slug, row.name) for row in connection.execute(select(c.slug, c.name).order_by(c.name))]

    def placed(self) -> list[Placed]:
        """Give every category that has articles online, and where it stands."""
        p, c, m, of = tables.product.c, tables.category.c, tables.member.c, tables.aisle_of.c
        name = func.coalesce(func.max(c.name), p.category)
        query = (
            select(p.member, m.name, p.category, name, func.count(), func.coalesce(func.max(of.aisle), ""))
            .join(tables.member, m.id == p.member)
            .outerjoin(tables.category, and_(c.member == p.member, c.key == p.category))
            .outerjoin(tables.aisle_of, and_(of.member == p.member, of.category == p.category))
            .where(p.online.is_(True), p.archived.is_(False))
            .group_by(p.member, m.name, p.category)
            .order_by(name, m.name)
        )
        with self._database.read() as connection:
            return [Placed(*row) for row in connection.execute(query)]

    def add(self, name: str, audit: Audit | None = None) -> str:
        """Make an aisle, or name it anew; give its slug. Raises `UserError` for a name without words."""
        plain = " ".join(name.split())
        slug = "-".join(words_of(plain))[:LONGEST]
        if not slug or len(plain) > LONGEST:
            raise UserError("An aisle needs a name of at most 60 characters.")
        with self._database.write() as connection:
            put(connection, tables.aisle, [{"slug": slug, "name": plain}])
            freshness.offers_changed(connection)
            if audit is not None:
                audit(connection)
        return slug

    def remove(self, slug: str, audit: Audit | None = None) -> bool:
        """Take an aisle away: what stood in it stands again under its own name."""
        with self._database.write() as connection:
            connection.execute(delete(tables.aisle_of).where(tables.aisle_of.c.aisle == slug))
            done = connection.execute(delete(tables.aisle).where(tables.aisle.c.slug == slug))
            freshness.offers_changed(connection)
            if done.rowcount and audit is not None:
                audit(connection)
        return done.rowcount == 1

    def place(self, member: str, category: str, slug: str, audit: Audit | None = None) -> None:
        """Put a member's category into an aisle; an empty slug lets it stand under its own name."""
        c = tables.aisle_of.c
        with self._database.write() as connection:
            if slug and not connection.execute(select(tables.aisle.c.slug).where(tables.aisle.c.slug == slug)).first():
                raise UserError("There is no such aisle. Nothing was changed.")
            connection.execute(delete(tables.aisle_of).where(c.member == member, c.category == category))
            freshness.offers_changed(connection, member)
            if slug:
                put(connection, tables.aisle_of, [{"member": member, "category": category[:60], "aisle": slug}])
            if audit is not None:
                audit(connection)
