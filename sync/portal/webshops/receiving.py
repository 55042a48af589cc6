"""Take an order of a web shop: goods are held here, and the shop's tills see it like any other order.

The web shop sold it already, so it is never refused: what is not there is told to a person. Its id here follows from
its id there and is kept in the same transaction as what is held: however often it comes, it is one order. Who bought
it, and where it is sent, stays in the web shop.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import delete

from pos.domain.product import Product
from pos.domain.quantity import ONE, line_amount
from sync.connectors.contract import OrderTurn
from sync.portal.catalogue import offers
from sync.portal.ingest.projected import Anomaly
from sync.portal.ingest.store import add_anomalies, lock_member, touch
from sync.portal.orders import store as orders
from sync.portal.orders.pickup import Slot
from sync.portal.orders.reading import lacking
from sync.portal.orders.standing import Ordered
from sync.portal.storage import order_tables, tables
from sync.portal.storage.engine import insert_new
from sync.portal.webshops import store

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.connectors.contract import RemoteLine, RemoteOrder
    from sync.portal.webshops.store import Kept, Webshop

HELD_MS = 30 * 24 * 3_600_000
"""Goods of a web shop's order are sold: they are held until a till hands them out, or for 30 days."""
_CODE_LENGTH = 12
_products = msgspec.json.Decoder(Product)


class _Taken(NamedTuple):
    """An order as it is kept here."""

    id: str
    code: str
    lines: tuple[Ordered, ...]


def receive(connection: Connection, shop: Webshop, order: RemoteOrder, now_ms: int) -> bool:
    """Take an order in its turn; False when it changes nothing."""
    lock_member(connection, shop.member)
    known = store.order(connection, shop.id, order.remote)
    if order.turn is OrderTurn.CANCELLED:
        return known is not None and _cancel(connection, shop, order, known, now_ms)
    if known is None or known.turn == OrderTurn.CANCELLED:
        return order.lines is not None and _take(connection, shop, order, known, now_ms)
    return order.lines is not None and _change(connection, shop, order, known, now_ms)


def _take(connection: Connection, shop: Webshop, order: RemoteOrder, known: Kept | None, now_ms: int) -> bool:
    attempt = known.attempt + 1 if known is not None else 1
    lines = _ours(connection, shop, order)
    part = uuid.uuid5(uuid.UUID(hex=shop.id), f"{order.remote}:{attempt}").hex if lines else ""
    taken = _Taken(part, _code(connection, shop, order, part), lines)
    if lines:
        _keep(connection, shop, order, taken, now_ms)
    kept = store.Kept(part, taken.code, OrderTurn.OPEN, attempt, _digest(order))
    store.keep_order(connection, shop.id, order.remote, kept)
    return bool(lines)


def _keep(connection: Connection, shop: Webshop, order: RemoteOrder, taken: _Taken, now_ms: int) -> None:
    takes = _takes(taken.lines)
    if lacking(connection, shop.member, takes, now_ms):
        odd = Anomaly("order_oversold", taken.id, {"code": taken.code})
        add_anomalies(connection, shop.member, "", [odd], now_ms)
    slot = Slot(order.placed_ms, now_ms + HELD_MS, now_ms + HELD_MS)
    orders.hold(connection, shop.member, taken.id, takes, now_ms, slot.expires_ms)
    whole = orders.Whole(taken.id, "", "", taken.code, now_ms, "", "", "", "fr")
    orders.add_part(connection, shop.member, taken.id, whole, taken.code, f"{_host(shop)} · {order.number}", slot)
    orders.add_lines(connection, shop.member, taken.id, taken.lines)
    touch(connection, shop.member, [("order", taken.id)])


def _cancel(connection: Connection, shop: Webshop, order: RemoteOrder, known: Kept, now_ms: int) -> bool:
    if known.turn == OrderTurn.CANCELLED:
        return False
    store.turn_order(connection, shop.id, order.remote, turn=OrderTurn.CANCELLED.value)
    if not known.part or not orders.resolve(connection, shop.member, known.part, "void", now_ms):
        return False
    touch(connection, shop.member, [("order", known.part)])
    return True


def _change(connection: Connection, shop: Webshop, order: RemoteOrder, known: Kept, now_ms: int) -> bool:
    """Take other lines of an order that nobody has handed out yet."""
    digest = _digest(order)
    if digest == known.digest:
        return False
    store.turn_order(connection, shop.id, order.remote, digest=digest)
    if not known.part or orders.state(connection, shop.member, known.part) != "pending":
        return False
    before = store.held_in(connection, shop.member, [known.part])
    lines = _ours(connection, shop, order)
    if lines:
        _replace(connection, shop.member, known.part, lines)
    else:
        orders.resolve(connection, shop.member, known.part, "void", now_ms)
    # What is no longer in the order is free again, which its web shop has to be told.
    touch(connection, shop.member, [("order", known.part), *(("stock", product) for product in sorted(before))])
    return True


def _replace(connection: Connection, member: str, part: str, lines: tuple[Ordered, ...]) -> None:
    line, held = order_tables.order_line.c, tables.reservation_line.c
    connection.execute(delete(order_tables.order_line).where(line.member == member, line.part == part))
    connection.execute(delete(tables.reservation_line).where(held.member == member, held.order == part))
    orders.add_lines(connection, member, part, lines)
    rows = [
        {"member": member, "order": part, "product": product, "quantity_milli": milli}
        for product, milli in _takes(lines).items()
    ]
    insert_new(connection, tables.reservation_line, rows)


def _ours(connection: Connection, shop: Webshop, order: RemoteOrder) -> tuple[Ordered, ...]:
    """Give the lines whose articles are ours; what the web shop sells besides is its own affair."""
    pairs = [(store.linked_product(connection, shop.id, line.remote, line.sku), line) for line in order.lines or ()]
    found = offers.bodies(connection, [(shop.member, product) for product, _ in pairs if product is not None])
    articles = {key: _products.decode(body) for (_, key), body in found.items()}
    return tuple(
        _ordered(articles[product], line, order.currency)
        for product, line in pairs
        if product in articles and line.pieces > 0
    )


def _ordered(article: Product, line: RemoteLine, currency: str) -> Ordered:
    milli = line.pieces * ONE
    # What was paid in another currency is told at our own price: the two are never mixed.
    total = line.total_minor if currency == "CHF" else line_amount(article.price_minor or 0, milli)
    name = f"{article.name}, {article.variant}" if article.variant else article.name
    return Ordered(article.id, name, article.unit, milli, total // line.pieces, total, 0, {article.id: milli})


def _takes(lines: tuple[Ordered, ...]) -> dict[str, int]:
    made: dict[str, int] = {}
    for line in lines:
        for product, milli in line.takes.items():
            made[product] = made.get(product, 0) + milli
    return made


def _code(connection: Connection, shop: Webshop, order: RemoteOrder, part: str) -> str:
    """Give the web shop's own number behind a W, which the buyer knows; where it is taken, one of ours."""
    code = f"W{order.number}"
    if len(code) > _CODE_LENGTH or orders.is_code_taken(connection, [shop.member], [code]):
        return f"W-{part[-6:].upper()}"
    return code


def _host(shop: Webshop) -> str:
    return shop.url.partition("://")[2].partition("/")[0]


def _digest(order: RemoteOrder) -> str:
    return hashlib.sha256(msgspec.json.encode((order.currency, order.lines))).hexdigest()
