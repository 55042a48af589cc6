"""Receive, count, adjust, carry and look at stock; every change is an entry; negative stock is shown, not refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.money import divide_half_up
from pos.domain.quantity import ONE, check_quantity
from pos.domain.receiving import GoodsReceipt, expected, pieces_of
from pos.domain.stock import ADJUSTMENTS, CountedLine, Movement
from pos.services import searching
from pos.shopfile import goods, local, outbox, search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from pos.shopfile.search import Found
    from pos.shopfile.shopfile import ShopFile

RECEIPTS, COUNT = "goods receipts", "count"
SHOP, CYCLIC = "shop", "cyclic"
CYCLE = 30
"""Articles that a cyclic count asks for: those not counted for longest."""


class CountInProgress(msgspec.Struct, frozen=True, omit_defaults=True):
    """A count that is not handed in: article to thousandths found so far; `wanted` are the articles to count."""

    scope: str = ""
    place: str = ""
    blind: bool = False
    wanted: tuple[str, ...] = ()
    found: dict[str, int] = {}


class Valued(NamedTuple):
    """What one article's stock is worth at its last cost; `cost_minor` None: no cost is known."""

    product_id: str
    name: str
    unit: str
    level_milli: int
    cost_minor: int | None
    value_minor: int


class Expiring(NamedTuple):
    """A lot of which something is left, if the oldest is sold first."""

    product_id: str
    name: str
    unit: str
    left_milli: int
    lot: str
    expires: str
    supplier: str


# Goods receipts


def receipts_in_progress(shop: ShopFile) -> tuple[GoodsReceipt, ...]:
    """Give the deliveries that are not booked yet, the one worked on last first."""
    with shop.read() as connection:
        return _unfinished(connection)


def receipt_in_progress(shop: ShopFile) -> GoodsReceipt:
    """Give the goods receipt that was worked on last and left unfinished, or an empty one."""
    return next(iter(receipts_in_progress(shop)), GoodsReceipt())


def keep_receipt(shop: ShopFile, receipt: GoodsReceipt) -> GoodsReceipt:
    """Keep a receipt in progress: leaving the screen or a crash loses nothing. Give it with its key.

    One of which nothing is left is not kept.
    """
    if receipt.is_empty:
        if receipt.key:
            discard_receipt(shop, receipt)
        return receipt
    kept = receipt if receipt.key else msgspec.structs.replace(receipt, key=shop.identities.new())
    with shop.keep() as connection:
        local.set_setting(connection, RECEIPTS, (kept, *_others(connection, kept.key)))
    return kept


def discard_receipt(shop: ShopFile, receipt: GoodsReceipt) -> None:
    """Let go of a receipt in progress: nothing was booked of it."""
    with shop.keep() as connection:
        local.set_setting(connection, RECEIPTS, _others(connection, receipt.key))


def _unfinished(connection: Connection) -> tuple[GoodsReceipt, ...]:
    return local.setting(connection, RECEIPTS, tuple[GoodsReceipt, ...], ())


def _others(connection: Connection, key: str) -> tuple[GoodsReceipt, ...]:
    return tuple(each for each in _unfinished(connection) if each.key != key)


def receipt_for(shop: ShopFile, order: str) -> GoodsReceipt:
    """Begin a receipt against an order, with what is still to come, or go on with the one that was begun."""
    with shop.read() as connection:
        begun = next((each for each in _unfinished(connection) if each.order == order), None)
        if begun is not None:
            return begun
        known = goods.purchase(connection, order)
        if known is None:
            raise UserError("This order is not in the shop file.")
        came = goods.received_of(connection, order)
        found = {line.product_id: search.by_id(connection, line.product_id) for line in known.lines}
    names = {key: hit.product.name for key, hit in found.items() if hit is not None}
    return expected(known, names, came)


def scan_in(shop: ShopFile, receipt: GoodsReceipt, code: str) -> tuple[GoodsReceipt, Found]:
    """Count a scanned article, or the pieces of a scanned pack, into a receipt."""
    hit = _scanned(shop, code)
    return receipt.add(hit.product, pieces_of(hit.product, code)), hit


def receive(shop: ShopFile, receipt: GoodsReceipt, *, cashier: str = "") -> facts.StockReceived:
    """Book a goods receipt; its order is closed once nothing is to come any more."""
    moves, lines = receipt.booked()
    for line in lines:
        _check_day(line.expires)
        if line.cost_minor is not None and line.cost_minor < 0:
            raise UserError("A cost is not negative.")
    with shop.write() as journal:
        fact = facts.StockReceived(
            id=journal.new_id(),
            at=journal.stamp(),
            by=cashier,
            reason="received",
            moves=moves,
            supplier=receipt.supplier,
            order=receipt.order,
            document=receipt.document.strip()[:60],
            lines=lines,
        )
        journal.append(fact)
        order = goods.purchase(journal.connection, receipt.order) if receipt.order else None
        if order is not None:
            came = goods.received_of(journal.connection, order.id)
            if all(came.get(line.product_id, 0) >= line.quantity_milli for line in order.lines):
                closed = facts.PurchaseClosed(
                    id=journal.new_id(), at=journal.stamp(), by=cashier, order=order.id, reason="complete"
                )
                journal.append(closed)
        local.set_setting(journal.connection, RECEIPTS, _others(journal.connection, receipt.key))
    return fact


# Counts


def count_in_progress(shop: ShopFile) -> CountInProgress:
    """Give the count that was left unfinished, or an empty one."""
    with shop.read() as connection:
        return local.setting(connection, COUNT, CountInProgress, CountInProgress())


def keep_count(shop: ShopFile, count: CountInProgress) -> CountInProgress:
    """Keep a count in progress."""
    with shop.keep() as connection:
        local.set_setting(connection, COUNT, count)
    return count


def begin_count(shop: ShopFile, scope: str = "", *, place: str = "", blind: bool = False) -> CountInProgress:
    """Begin a count of the whole shop, of a category (its key), or of what was not counted for longest."""
    with shop.read() as connection:
        if not scope:
            wanted: list[str] = []
        elif scope == CYCLIC:
            when = goods.last_counted(connection)
            wanted = sorted(goods.stocked_ids(connection), key=lambda key: when.get(key, 0))[:CYCLE]
        else:
            wanted = goods.stocked_ids(connection, None if scope == SHOP else scope)
    return keep_count(shop, CountInProgress(scope, place, blind, tuple(wanted)))


def scan_count(shop: ShopFile, count: CountInProgress, code: str) -> tuple[CountInProgress, Found]:
    """Count a scanned article, or the pieces of a scanned pack, once more."""
    hit = _scanned(shop, code)
    found = count.found.get(hit.product.id, 0) + pieces_of(hit.product, code)
    return set_found(count, hit.product.id, found), hit


def set_found(count: CountInProgress, product_id: str, milli: int | None) -> CountInProgress:
    """Say how much of an article was found; None takes the answer back."""
    if milli is not None and check_quantity(milli) < 0:
        raise UserError("A count is not negative.")
    found = {key: value for key, value in count.found.items() if key != product_id}
    if milli is not None:
        found[product_id] = milli
    wanted = count.wanted if product_id in count.wanted else (*count.wanted, product_id)
    return msgspec.structs.replace(count, found=found, wanted=wanted)


def hand_in(shop: ShopFile, count: CountInProgress, *, cashier: str = "") -> list[CountedLine]:
    """Journal a count against what this till expects now; what was not counted stays as it is."""
    if not count.found:
        raise UserError("Nothing was counted yet.")
    lines = _count(shop, count.found, cashier, place=count.place, scope=count.scope, blind=count.blind)
    keep_count(shop, CountInProgress())
    return lines


def count(shop: ShopFile, counted: Mapping[str, int], *, cashier: str = "", place: str = "") -> list[CountedLine]:
    """Journal a count (article to thousandths) against what this till expects, and what that contained."""
    return _count(shop, counted, cashier, place=place)


def expected_in(shop: ShopFile, product_id: str, place: str = "") -> int:
    """Give what this till expects of an article in a place, thousandths."""
    with shop.read() as connection:
        return goods.level_in(connection, product_id, place)


def _count(
    shop: ShopFile, counted: Mapping[str, int], cashier: str, *, place: str, scope: str = "", blind: bool = False
) -> list[CountedLine]:
    with shop.write() as journal:
        lines = []
        for product_id, milli in counted.items():
            if check_quantity(milli) < 0:
                raise UserError("A count is not negative.")
            if search.by_id(journal.connection, product_id) is None:
                raise UserError("This article is not in the shop file.")
            lines.append(CountedLine(product_id, milli, goods.level_in(journal.connection, product_id, place)))
        fact = facts.StockCounted(
            id=journal.new_id(),
            at=journal.stamp(),
            by=cashier,
            lines=tuple(lines),
            through=outbox.contained(journal.connection) or {},
            place=place,
            scope=scope,
            blind=blind,
        )
        journal.append(fact)
    return lines


# Corrections and transfers


def adjust(
    shop: ShopFile, product_id: str, milli: int, reason: str, *, note: str = "", place: str = "", cashier: str = ""
) -> None:
    """Correct a level by a signed quantity, with one of the known reasons; waste and the like take away."""
    if reason not in ADJUSTMENTS:
        raise UserError("Say why the stock changes.")
    if not check_quantity(milli):
        raise UserError("A quantity of zero changes nothing.")
    with shop.write() as journal:
        if search.by_id(journal.connection, product_id) is None:
            raise UserError("This article is not in the shop file.")
        journal.append(
            facts.StockAdjusted(
                id=journal.new_id(),
                at=journal.stamp(),
                by=cashier,
                reason=reason,
                moves=(Movement(product_id, milli, place),),
                note=note.strip()[:200],
            )
        )


def transfer(
    shop: ShopFile, quantities: Mapping[str, int], source: str, target: str, *, note: str = "", cashier: str = ""
) -> None:
    """Carry goods (article to thousandths) from a place to another; the shop itself is the empty name."""
    source, target = source.strip()[:60], target.strip()[:60]
    if source == target:
        raise UserError("Goods are carried from one place to another: choose two.")
    if not quantities or any(check_quantity(milli) <= 0 for milli in quantities.values()):
        raise UserError("Say how much of which article is carried.")
    moves = []
    for product_id, milli in quantities.items():
        moves += [Movement(product_id, -milli, source), Movement(product_id, milli, target)]
    with shop.write() as journal:
        journal.append(
            facts.StockTransferred(
                id=journal.new_id(), at=journal.stamp(), by=cashier, moves=tuple(moves), note=note.strip()[:200]
            )
        )


def places(shop: ShopFile) -> list[str]:
    """Give the places besides the shop itself."""
    with shop.read() as connection:
        return goods.places(connection)


# Looking


def movements(shop: ShopFile, product_id: str, limit: int = 200) -> list[goods.MoveRow]:
    """Give the newest movements of an article."""
    with shop.read() as connection:
        return goods.movements(connection, product_id, limit)


def from_elsewhere(shop: ShopFile, product_id: str) -> int:
    """Give what other tills and the portal did to a level, thousandths."""
    with shop.read() as connection:
        return goods.from_elsewhere(connection, product_id)


def value(shop: ShopFile, until_ms: int | None = None) -> list[Valued]:
    """Give what is there and its worth at the last cost then known, now or as recorded until a moment (wall ms)."""
    with shop.read() as connection:
        levels = goods.levels_now(connection) if until_ms is None else goods.levels_at(connection, until_ms)
        known = goods.costs(connection, until_ms)
        made = []
        for product_id, milli in levels.items():
            hit = search.by_id(connection, product_id)
            if hit is None or not milli:
                continue
            cost = known.get(product_id)
            worth = 0 if cost is None else divide_half_up(cost * milli, ONE)
            made.append(Valued(product_id, hit.product.name, hit.product.unit, milli, cost, worth))
    return sorted(made, key=lambda line: line.name.casefold())


def expiring(shop: ShopFile, until_day: str) -> list[Expiring]:
    """Give lots that expire until a day (ISO) and of which something is left, if the oldest is sold first."""
    with shop.read() as connection:
        levels = goods.levels_now(connection)
        made = []
        later: dict[str, int] = {}
        for lot in reversed(goods.lots(connection, until_day)):
            if lot.product not in later:
                later[lot.product] = goods.received_since(connection, lot.product, until_day)
            left = min(lot.quantity_milli, max(0, levels.get(lot.product, 0) - later[lot.product]))
            later[lot.product] += lot.quantity_milli
            hit = search.by_id(connection, lot.product)
            if left and hit is not None:
                line = Expiring(
                    lot.product, hit.product.name, hit.product.unit, left, lot.lot, lot.expires, lot.supplier
                )
                made.append(line)
    return made[::-1]


def last_cost(shop: ShopFile, product_id: str) -> int | None:
    """Give the last known cost of a unit, minor units without VAT."""
    with shop.read() as connection:
        return goods.costs(connection).get(product_id)


def _scanned(shop: ShopFile, code: str) -> Found:
    hits = searching.read_code(shop, code).products
    if len(hits) != 1:
        raise UserError("The code {code} names several articles. Choose one by its name.", code=code)
    return hits[0]


def _check_day(day: str) -> None:
    if day:
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise UserError("«{text}» is not a day. Write it like 30.06.2027.", text=day[:24]) from error
