"""Online orders as the shop's tills answer them: seen, ready, short, refused, handed out.

The answers are kept as they are; how an order stands follows from all of them (`orders.standing`). What they change at
once are the goods held for the order, in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from sync.portal.orders import standing, store
from sync.portal.orders.standing import Told
from sync.portal.storage import tables

if TYPE_CHECKING:
    from pos.domain import facts
    from sync.portal.ingest.projected import Gathered, Source
    from sync.portal.orders.standing import Part

    OrderFact = (
        facts.OrderAcknowledged | facts.OrderReady | facts.OrderShort | facts.OrderRefused | facts.OrderCollected
    )


def acknowledged(into: Gathered, source: Source, fact: facts.OrderAcknowledged) -> None:
    """Note that a till of the shop keeps the order."""
    _note(into, source, fact, standing.ACKNOWLEDGED)


def ready(into: Gathered, source: Source, fact: facts.OrderReady) -> None:
    """Note that the goods lie ready."""
    _note(into, source, fact, standing.READY)


def short(into: Gathered, source: Source, fact: facts.OrderShort) -> None:
    """Note what the shop lacks; less is held, and nothing for an order of which nothing is left."""
    missing: dict[str, int] = {}
    for each in fact.missing:
        missing[each.product] = max(missing.get(each.product, 0), each.quantity_milli)
    _note(into, source, fact, standing.SHORT, missing=missing)
    part = _part(into, source, fact.order)
    if part is None:
        return
    store.hold_less(into.connection, source.member, fact.order, standing.holds(part))
    if standing.nothing_left(part.lines, standing.missing_of(part.told)):
        store.resolve(into.connection, source.member, fact.order, "void", source.received_ms)


def refused(into: Gathered, source: Source, fact: facts.OrderRefused) -> None:
    """Note that the shop does not serve the order; its goods are free again."""
    _note(into, source, fact, standing.REFUSED, reason=fact.reason[:200])
    store.resolve(into.connection, source.member, fact.order, "void", source.received_ms)


def collected(into: Gathered, source: Source, fact: facts.OrderCollected) -> None:
    """Note that the order was handed out; its goods are free again, unless it was resolved before."""
    before = _part(into, source, fact.order)
    _note(into, source, fact, standing.COLLECTED, sale=fact.sale)
    store.resolve(into.connection, source.member, fact.order, "posted", source.received_ms)
    if before is None:
        into.odd("order_unknown", fact.order, sale=fact.sale)
    elif before.first(standing.COLLECTED) is not None:
        into.odd("order_twice", fact.order, code=before.code, sale=fact.sale)
    elif before.held == "void":
        into.odd("order_after_end", fact.order, code=before.code, sale=fact.sale)


def _note(into: Gathered, source: Source, fact: OrderFact, kind: str, **detail: Any) -> None:
    said = source.received_ms if fact.at.hub_ms is None else fact.at.hub_ms
    into.insert(
        tables.order_fact,
        member=source.member,
        event=fact.id,
        order=fact.order,
        kind=kind,
        at_ms=min(said, source.received_ms),
        heard_ms=source.received_ms,
        sale=detail.get("sale"),
        detail=msgspec.json.encode(detail).decode(),
    )
    into.touch("order", fact.order)


def _part(into: Gathered, source: Source, order: str) -> Part | None:
    """Give the order with what this batch gathered of it; None for one that this portal does not know."""
    found = store.parts(into.connection, source.member, [order])
    if not found:
        return None
    fresh = [row for row in into.rows[tables.order_fact] if row["order"] == order]
    details = [msgspec.json.decode(row["detail"]) for row in fresh]
    told = [
        Told(row["kind"], row["at_ms"], row["heard_ms"], detail.get("missing", {}))
        for row, detail in zip(fresh, details, strict=True)
    ]
    return found[0]._replace(told=(*found[0].told, *told))
