"""Visit a web shop: take its orders, then bring it what changed here.

The portal calls this from time to time; what is remembered between visits is the caller's `Ledger`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from sync.connectors.contract import ShutError
from sync.connectors.outbox import Book, Delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sync.connectors.contract import Connector, RemoteOrder
    from sync.connectors.outbox import Waiting

OVERLAP_MS = 600_000
"""Orders are asked for from a little earlier than the last one seen: they become visible a little after their time."""
CHUNKS = 10
"""At most so many chunks in a visit, so that other shops have their turn."""
LARGEST_CHUNK = 100
_ODD_SHAPES = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class Ledger(Book, Protocol):
    """What is remembered of one web shop, with its orders."""

    def since_ms(self) -> int:
        """Give the last change among orders that were taken, on the shop's clock."""
        ...

    def receive(self, order: RemoteOrder) -> bool:
        """Take an order, once however often it comes; whether something changed."""
        ...

    def pulled(self, until_ms: int) -> None:
        """Remember how far orders were taken."""
        ...

    def to_acknowledge(self) -> Sequence[tuple[str, str]]:
        """Give orders that were taken and not marked there yet, with our code."""
        ...

    def acknowledged(self, remote: str) -> None:
        """Remember that an order is marked."""
        ...

    def queue(self) -> None:
        """Put what changed here since the last visit in the outbox."""
        ...

    def due(self, limit: int) -> Sequence[Waiting]:
        """Give what is to be delivered now."""
        ...


class Visit(NamedTuple):
    """What a visit did; `more` says that it stopped before the outbox was empty."""

    orders: int
    delivered: int
    more: bool


def visit(
    connector: Connector,
    ledger: Ledger,
    *,
    writes_articles: bool,
    is_over: Callable[[], bool] = lambda: False,
) -> Visit:
    """Visit once, until `is_over`; raises `AwayError` and `ShutError`, what was done until then stays done."""
    try:
        return _visit(connector, ledger, is_over, writes_articles=writes_articles)
    except _ODD_SHAPES as error:
        raise ShutError("The web shop answers in a way that is not understood.") from error


def pull(connector: Connector, ledger: Ledger) -> int:
    """Take orders; give how many were new or changed. Where it is to go on is kept when all are taken."""
    since, changed = ledger.since_ms(), 0
    latest = since
    for order in connector.pull_orders(max(0, since - OVERLAP_MS)):
        changed += ledger.receive(order)
        latest = max(latest, order.modified_ms)
    if latest > since:
        ledger.pulled(latest)
    return changed


def _visit(connector: Connector, ledger: Ledger, is_over: Callable[[], bool], *, writes_articles: bool) -> Visit:
    orders = pull(connector, ledger)
    if connector.abilities.acknowledges:
        for remote, code in ledger.to_acknowledge():
            connector.ack(remote, code)
            ledger.acknowledged(remote)
    ledger.queue()
    delivery = Delivery(connector, ledger, lambda: pull(connector, ledger), writes_articles=writes_articles)
    size = min(LARGEST_CHUNK, max(connector.abilities.batch_max, connector.abilities.page_max))
    delivered = 0
    for _ in range(CHUNKS):
        waiting = ledger.due(size)
        if not waiting or is_over():
            break
        delivered += delivery.deliver(waiting)
    return Visit(orders, delivered, more=bool(ledger.due(1)))
