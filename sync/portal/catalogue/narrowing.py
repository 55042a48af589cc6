"""The SQL of filters: what of the offers a visitor wants to see, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select, tuple_

from pos.domain.quantity import ONE
from sync.portal.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from sync.portal.catalogue.offers import Wanted

BEST, CHEAPEST, DEAREST, NEWEST = "", "prix", "prix-bas", "nouveau"
"""Orders, as addresses name them: what sells most first, by price, by since when it is online."""


def order(by: str, of: Any) -> list[ColumnElement[Any]]:
    """Give what a list is sorted by; `of` has the columns of `offer`."""
    first = {
        CHEAPEST: of.least_minor.asc(),
        DEAREST: of.least_minor.desc(),
        NEWEST: of.since_ms.desc(),
    }.get(by, of.sold.desc())
    return [first, of.name, of.member, of.product]


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Tell which offers pass the filters of kind, origin, price and availability."""
    o = tables.offer.c
    made: list[ColumnElement[bool]] = []
    if wanted.members is not None:
        made.append(o.member.in_(wanted.members))
    if wanted.kinds:
        made.append(o.kind.in_(wanted.kinds))
    if wanted.ess_made:
        made.append(o.ess_made.is_(True))
    if wanted.local:
        made.append(o.local.is_(True))
    if wanted.least_minor is not None:
        made.append(o.least_minor >= wanted.least_minor)
    if wanted.most_minor is not None:
        made.append(o.least_minor <= wanted.most_minor)
    if wanted.heard_since_ms is not None:
        made.append(_available(wanted.heard_since_ms))
    return made


def _available(heard_since_ms: int) -> ColumnElement[bool]:
    """Tell which offers can be had now, by the rule of `service.available`."""
    o, s = tables.offer.c, tables.stock.c
    on_shelf = select(s.product).where(
        s.member == o.member,
        s.product == o.product,
        s.level_milli >= o.needs_milli + _kept_back(o.member, heard_since_ms),
    )
    enough = or_(o.quota_milli.is_(None), o.quota_milli >= o.needs_milli)
    return or_(
        o.needs_milli.is_(None),
        and_(on_shelf.exists(), enough, tuple_(o.member, o.product).not_in(_spoken_for(heard_since_ms))),
    )


def _spoken_for(heard_since_ms: int) -> Any:
    """List the few articles of which too little is left beside what is held for orders."""
    r, line, s = tables.reservation.c, tables.reservation_line.c, tables.stock.c
    held_offer = tables.offer.alias("held_offer")
    f = held_offer.c
    held = func.sum(line.quantity_milli)
    left = s.level_milli - _kept_back(line.member, heard_since_ms)
    return (
        select(line.member, line.product)
        .select_from(tables.reservation_line)
        .join(tables.reservation, and_(r.member == line.member, r.order == line.order))
        .join(held_offer, and_(f.member == line.member, f.product == line.product))
        .join(tables.stock, and_(s.member == line.member, s.product == line.product))
        .where(r.state == "pending")
        .group_by(line.member, line.product, f.needs_milli, f.quota_milli, s.level_milli)
        .having(or_(left - held < f.needs_milli, f.quota_milli - held < f.needs_milli))
    )


def _kept_back(member: ColumnElement[Any], heard_since_ms: int) -> ColumnElement[int]:
    t = tables.till.c
    heard = select(t.member).group_by(t.member).having(func.min(t.last_seen_ms) > heard_since_ms)
    return case((member.in_(heard), 0), else_=ONE)
