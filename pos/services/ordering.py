"""Orders placed on the portal: answer them, and hand them out as a sale.

What the machine can decide it does (an order whose goods are there is acknowledged between two sales); what it cannot
(a shortage by the figures, which may be wrong) is shown to a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain import facts
from pos.domain.basket import ring
from pos.domain.errors import UserError
from pos.domain.online_order import OPEN, Missing, OrderState
from pos.domain.order_standing import left_milli, shortage, wanted
from pos.services.settings import Preferences
from pos.shopfile import local, orders, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from pos.domain.basket import Basket, BasketLine
    from pos.domain.online_order import OnlineOrder, OrderedLine
    from pos.domain.product import Product
    from pos.domain.sale import Sale
    from pos.shopfile.journal import Journal
    from pos.shopfile.orders import OrderRow
    from pos.shopfile.search import Found
    from pos.shopfile.shopfile import ShopFile

ENDED = frozenset(OrderState) - OPEN
TO_PICK = frozenset({OrderState.REQUESTED, OrderState.CONFIRMED})
"""States in which the shop has something to do."""
_HOLDS = OPEN - {OrderState.REQUESTED}


class Answered(NamedTuple):
    """What became of new orders: kept by themselves, and left to a person (id to what seems to be missing)."""

    kept: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def open_orders(shop: ShopFile) -> list[OrderRow]:
    """Give the orders that are under way, the earliest slot first."""
    with shop.read() as connection:
        return orders.in_states(connection, OPEN)


def ended_orders(shop: ShopFile, limit: int = 50) -> list[OrderRow]:
    """Give orders that are over, the latest slot first."""
    with shop.read() as connection:
        return orders.latest(connection, ENDED, limit=limit)


def order(shop: ShopFile, order_id: str) -> OrderRow:
    """Give one order; raises `UserError` for one that this till never heard of."""
    with shop.read() as connection:
        return _known(connection, order_id)


def articles(shop: ShopFile, order_id: str) -> dict[str, Product]:
    """Give the articles of an order as they are now, by id; one that this till does not have is left out."""
    with shop.read() as connection:
        found = {line.product: _article(connection, line.product) for line in _known(connection, order_id).order.lines}
    return {product: hit.product for product, hit in found.items() if hit is not None}


def by_code(shop: ShopFile, code: str) -> OrderRow | None:
    """Give the order whose code was scanned or typed."""
    with shop.read() as connection:
        return orders.by_code(connection, code)


def to_pick(shop: ShopFile) -> int:
    """Count the orders that the shop has something to do for."""
    with shop.read() as connection:
        return orders.counted(connection, TO_PICK)


def possible_shortage(shop: ShopFile, order_id: str) -> dict[str, int]:
    """Give what an order wants above what this till believes to be there: article to thousandths."""
    with shop.read() as connection:
        row = _known(connection, order_id)
        before = [each for each in _in_turn(connection) if each.order.id != order_id and _comes_before(each, row)]
        return shortage(row.order, _free(connection, wanted(row.order), before))


def doubtful(shop: ShopFile) -> frozenset[str]:
    """Give the new orders (ids) that seem to lack goods: a person looks."""
    with shop.read() as connection:
        return frozenset(row.order.id for row in _judged(connection)[1])


def held(shop: ShopFile) -> dict[str, int]:
    """Give what lies in the shop for orders under way: article to thousandths."""
    with shop.read() as connection:
        return _held(orders.in_states(connection, OPEN))


def answer_new(shop: ShopFile, *, cashier: str = "") -> Answered:
    """Acknowledge the new orders whose goods are there, those placed first before the others.

    Call it between two sales. An order that another till of the shop acknowledged comes down as such and is left alone.
    """
    with shop.read() as connection:
        keep, asked = _judged(connection)
    if keep:
        with shop.write() as journal:
            keep, asked = _judged(journal.connection)
            for row in keep:
                _acknowledge(journal, row, cashier)
    return Answered(tuple(row.order.id for row in keep), tuple(row.order.id for row in asked))


def acknowledge(shop: ShopFile, order_id: str, *, cashier: str = "") -> None:
    """Say that a new order is kept: a person found the goods, whatever the figures say."""
    with shop.write() as journal:
        row = _answerable(journal.connection, order_id)
        if row.state is OrderState.REQUESTED:
            _acknowledge(journal, row, cashier)


def mark_ready(shop: ShopFile, order_id: str, *, cashier: str = "") -> None:
    """Say that the goods lie ready for the buyer."""
    with shop.write() as journal:
        row = _answerable(journal.connection, order_id)
        if row.state is OrderState.READY:
            return
        if row.state is OrderState.SHORTAGE:
            raise UserError(
                "Order {code} lacks goods: the buyer decides about the rest first. What is there can be handed out.",
                code=row.order.code,
            )
        if row.state is OrderState.REQUESTED:
            _acknowledge(journal, row, cashier)
        journal.append(facts.OrderReady(id=journal.new_id(), at=journal.stamp(), by=cashier, order=order_id))


def short(shop: ShopFile, order_id: str, missing: Mapping[str, int], *, cashier: str = "") -> None:
    """Say what the shop lacks of an order: article to thousandths, all that is missing of it."""
    with shop.write() as journal:
        row = _answerable(journal.connection, order_id)
        ordered: dict[str, int] = {}
        before: dict[str, int] = {}
        for line in row.order.lines:
            ordered[line.product] = ordered.get(line.product, 0) + line.quantity_milli
            before[line.product] = before.get(line.product, 0) + line.missing_milli
        said = tuple(Missing(product, milli) for product, milli in missing.items() if milli)
        if not said:
            raise UserError("Nothing is missing yet. Say how many are missing first.")
        if any(not 0 < each.quantity_milli <= ordered.get(each.product, 0) for each in said):
            raise UserError("More is missing than was ordered. Look at the numbers again.")
        if any(missing.get(product, 0) < milli for product, milli in before.items()):
            raise UserError(
                "The buyer was told that more is missing. What is there all the same is handed out at the counter:"
                " raise its quantity in the basket."
            )
        journal.append(
            facts.OrderShort(id=journal.new_id(), at=journal.stamp(), by=cashier, order=order_id, missing=said)
        )


def refuse(shop: ShopFile, order_id: str, reason: str = "", *, cashier: str = "") -> None:
    """Say that an order is not served at all, or that its buyer gave it up at the counter."""
    with shop.write() as journal:
        _answerable(journal.connection, order_id)
        journal.append(
            facts.OrderRefused(
                id=journal.new_id(), at=journal.stamp(), by=cashier, order=order_id, reason=reason.strip()
            )
        )


def collect(shop: ShopFile, order_id: str, basket: Basket) -> Basket:
    """Give the basket with the goods of an order at the prices its buyer accepted; paying it hands the order out.

    Name, VAT code and deposit are those of the article now; it is taken away. Nothing is recorded before the sale:
    giving the basket up leaves the order as it was.
    """
    with shop.read() as connection:
        row = _answerable(connection, order_id)
        if order_id in basket.orders:
            raise UserError("Order {code} is in the basket already.", code=row.order.code)
        if any(order_id in draft.basket.orders for draft in local.drafts(connection, "parked")):
            raise UserError("Order {code} waits in a parked basket. Take it up with F6.", code=row.order.code)
        lines = [_rung_up(shop, connection, row.order, line) for line in row.order.lines if left_milli(line)]
    if not lines:
        raise UserError("Nothing is left of order {code}: all of it is missing. Refuse it.", code=row.order.code)
    for line in lines:
        basket = basket.add(line)
    for line in basket.lines:
        if line.order == order_id:  # nothing is consumed on the spot on the portal
            basket = basket.line_eaten_here(line.id, on=False)
    return basket


def handed_out(journal: Journal, basket: Basket, sale: Sale) -> None:
    """Journal that the orders of a basket were handed out with its sale, in the sale's own transaction.

    Raises `UserError` for an order that was handed out meanwhile; in training nothing is.
    """
    if sale.training:
        return
    for order_id, code in basket.orders.items():
        row = orders.by_id(journal.connection, order_id)
        if row is not None and row.state is OrderState.COLLECTED:
            raise UserError(
                "Order {code} was collected already. Nothing was sold now. Remove its lines from the basket.", code=code
            )
        journal.append(
            facts.OrderCollected(id=journal.new_id(), at=journal.stamp(), by=sale.cashier, order=order_id, sale=sale.id)
        )


def over(row: OrderRow) -> UserError | None:
    """Say why nothing can be done for an order any more; None while something can."""
    said = {
        OrderState.COLLECTED: "Order {code} was collected already. Nothing is handed out twice.",
        OrderState.CANCELLED: "Order {code} was cancelled. Its goods are free again. Sell them as any others.",
        OrderState.EXPIRED: "The time of order {code} is over. Its goods are free again. Sell them as any others.",
        OrderState.REFUSED: "Order {code} was refused by the shop. Its goods are free again. Sell them as any others.",
    }
    text = said.get(row.state)
    return None if text is None else UserError(text, code=row.order.code)


def _judged(connection: Connection) -> tuple[list[OrderRow], list[OrderRow]]:
    """Give the new orders whose goods are there, and those that seem to lack some."""
    keep: list[OrderRow] = []
    asked: list[OrderRow] = []
    before = orders.in_states(connection, _HOLDS)
    for row in sorted(orders.in_states(connection, {OrderState.REQUESTED}), key=_placed):
        lacking = shortage(row.order, _free(connection, wanted(row.order), before))
        (asked if lacking else keep).append(row)
        before.append(row)
    return keep, asked


def _acknowledge(journal: Journal, row: OrderRow, cashier: str) -> None:
    journal.append(facts.OrderAcknowledged(id=journal.new_id(), at=journal.stamp(), by=cashier, order=row.order.id))


def _known(connection: Connection, order_id: str) -> OrderRow:
    row = orders.by_id(connection, order_id)
    if row is None:
        raise UserError("This order is not known at this till. Wait until the portal is reached, then try again.")
    return row


def _answerable(connection: Connection, order_id: str) -> OrderRow:
    """Give an order that is under way, or say why nothing can be done for it."""
    row = _known(connection, order_id)
    ended = over(row)
    if ended is not None:
        raise ended
    if local.setting(connection, "preferences", Preferences, Preferences()).training:
        raise UserError(
            "This is training: orders are real, their buyers wait. Nothing was done. Switch training off first."
        )
    return row


def _rung_up(shop: ShopFile, connection: Connection, whole: OnlineOrder, line: OrderedLine) -> BasketLine:
    found = _article(connection, line.product)
    if found is None:
        raise UserError(
            "{name} of order {code} is not among the articles of this till. Nothing was rung up.",
            name=line.name,
            code=whole.code,
        )
    product = found.product
    deposit = _article(connection, product.deposit_id) if product.deposit_id is not None else None
    made = ring(
        product, shop.identities.new(), left_milli(line), line.unit_price_minor, deposit.product if deposit else None
    )
    listed = product.price_minor if product.price_minor != line.unit_price_minor else None
    # The price agreed on is not made a member's afterwards.
    return msgspec.structs.replace(
        made, list_price_minor=listed, member_price_minor=None, order=whole.id, order_code=whole.code
    )


def _article(connection: Connection, product_id: str) -> Found | None:
    try:
        return search.by_id(connection, product_id)
    except ValueError:
        return None  # no id that a till ever made


def _placed(row: OrderRow) -> tuple[int, str]:
    return row.order.placed_ms, row.order.id


def _in_turn(connection: Connection) -> list[OrderRow]:
    return orders.in_states(connection, OPEN)


def _comes_before(one: OrderRow, other: OrderRow) -> bool:
    """Whether one order's goods are put aside first: it was answered, or placed earlier."""
    return one.state is not OrderState.REQUESTED or _placed(one) < _placed(other)


def _held(rows: Iterable[OrderRow]) -> dict[str, int]:
    made: dict[str, int] = {}
    for row in rows:
        for product, milli in wanted(row.order).items():
            made[product] = made.get(product, 0) + milli
    return made


def _free(connection: Connection, products: Iterable[str], before: Iterable[OrderRow]) -> dict[str, int]:
    """Give what is there of stocked articles and lies for no order before; others are not limited."""
    taken = _held(before)
    made: dict[str, int] = {}
    for product in products:
        found = _article(connection, product)
        if found is not None and found.product.stocked:
            made[product] = (found.stock_milli or 0) - taken.get(product, 0)
    return made
