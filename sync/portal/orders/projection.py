"""Online orders as the shop's tills answer them: seen, and handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.orders import store
from sync.portal.storage import tables

if TYPE_CHECKING:
    from pos.domain import facts
    from sync.portal.ingest.projected import Gathered, Source


def acknowledged(into: Gathered, source: Source, fact: facts.OrderAcknowledged) -> None:
    """Note that a till of the shop keeps the order."""
    into.put(tables.acknowledged, member=source.member, order=fact.order, event=fact.id)
    into.touch("order", fact.order)


def collected(into: Gathered, source: Source, fact: facts.OrderCollected) -> None:
    """Note that the order was handed out; its goods are free again, unless it was resolved before."""
    store.resolve(into.connection, source.member, fact.order, "posted", source.received_ms)
    into.insert(tables.collected, member=source.member, event=fact.id, order=fact.order, sale=fact.sale)
    into.touch("order", fact.order)
