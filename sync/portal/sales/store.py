"""The SQL of a member's own sales. Every query names one member; training is left out, refunds are negative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, func, select

from sync.portal.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection


class Sum(NamedTuple):
    """Tickets and CHF minor units under one heading (a day, a month)."""

    key: str
    tickets: int
    total_minor: int


class Sold(NamedTuple):
    """What a category brought, CHF minor units."""

    category: str
    lines: int
    total_minor: int


class Paid(NamedTuple):
    """What was given by one tender, in its own currency, and its CHF value."""

    code: str
    currency: str
    minor: int
    value_minor: int


class Taxed(NamedTuple):
    """What was sold at one rate of VAT, tax included, CHF minor units."""

    vat_code: str
    rate_bp: int
    total_minor: int


def by_day(connection: Connection, member: str, first: str, last: str) -> list[Sum]:
    """Give sums per business day, both ends included; days without a ticket are left out."""
    s = tables.sale.c
    query = _sums(s.business_day).where(*_within(member, first, last)).group_by(s.business_day)
    return [Sum(row[0], int(row[1]), int(row[2])) for row in connection.execute(query.order_by(s.business_day))]


def by_month(connection: Connection, member: str, first: str, last: str) -> list[Sum]:
    """Give sums per month («2026-11») between two business days."""
    month = func.substr(tables.sale.c.business_day, 1, 7)
    query = _sums(month).where(*_within(member, first, last)).group_by(month).order_by(month)
    return [Sum(row[0], int(row[1]), int(row[2])) for row in connection.execute(query)]


def by_category(connection: Connection, member: str, first: str, last: str) -> list[Sold]:
    """Give what each category brought, the most first; by the name it has now."""
    s, line, c = tables.sale.c, tables.sale_line.c, tables.category.c
    name = func.coalesce(c.name, line.category)
    total = func.sum(line.total_minor)
    query = (
        select(name, func.count(), total)
        .select_from(tables.sale_line)
        .join(tables.sale, and_(s.member == line.member, s.id == line.sale))
        .outerjoin(tables.category, and_(c.member == line.member, c.key == line.category))
        .where(*_within(member, first, last))
        .group_by(name)
        .order_by(total.desc(), name)
    )
    return [Sold(row[0], int(row[1]), int(row[2])) for row in connection.execute(query)]


def by_tender(connection: Connection, member: str, first: str, last: str) -> list[Paid]:
    """Give what each tender brought, change deducted, each in its own currency."""
    s, p = tables.sale.c, tables.payment.c
    query = (
        select(p.code, p.currency, func.sum(p.minor), func.sum(p.value_minor))
        .join(tables.sale, and_(s.member == p.member, s.id == p.sale))
        .where(*_within(member, first, last))
        .group_by(p.code, p.currency)
        .order_by(p.currency, p.code)
    )
    return [Paid(row[0], row[1], int(row[2]), int(row[3])) for row in connection.execute(query)]


def by_rate(connection: Connection, member: str, first: str, last: str) -> list[Taxed]:
    """Give what was sold at each rate of VAT."""
    s, line = tables.sale.c, tables.sale_line.c
    query = (
        select(line.vat_code, line.rate_bp, func.sum(line.total_minor))
        .join(tables.sale, and_(s.member == line.member, s.id == line.sale))
        .where(*_within(member, first, last))
        .group_by(line.vat_code, line.rate_bp)
        .order_by(line.rate_bp.desc(), line.vat_code)
    )
    return [Taxed(row[0], int(row[1]), int(row[2])) for row in connection.execute(query)]


def totals(connection: Connection, member: str, day: str) -> list[int]:
    """Give the totals of one day's sales, refunds left out, the smallest first."""
    s = tables.sale.c
    query = select(s.total_minor).where(*_within(member, day, day), s.refunds.is_(None)).order_by(s.total_minor)
    return [int(total) for total in connection.execute(query).scalars()]


def months(connection: Connection, member: str) -> list[str]:
    """Give the months in which something was sold, the latest first."""
    month = func.substr(tables.sale.c.business_day, 1, 7)
    query = select(month).where(tables.sale.c.member == member, tables.sale.c.training.is_(False)).distinct()
    return sorted(connection.execute(query).scalars(), reverse=True)


def _sums(key: ColumnElement[str]) -> Any:
    return select(key, func.count(), func.coalesce(func.sum(tables.sale.c.total_minor), 0))


def _within(member: str, first: str, last: str) -> list[ColumnElement[bool]]:
    s = tables.sale.c
    return [s.member == member, s.training.is_(False), s.business_day >= first, s.business_day <= last]
