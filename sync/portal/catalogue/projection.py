"""Articles, dated prices and stock of a member, as the entries of its tills make them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from pos.domain.product import Product
from pos.domain.stock import Movement, movements_of
from sync.portal.catalogue.merging import merge
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.domain import facts
    from sync.portal.ingest.projected import Gathered, Source

_encoder = msgspec.json.Encoder()
_products = msgspec.json.Decoder(Product)
_through = msgspec.json.Decoder(dict[str, int])
CLOCK_ERROR_MS = 120_000
"""Below this distance two tills' clocks do not say which came first."""


def product_changed(into: Gathered, source: Source, fact: facts.ProductChanged) -> None:
    """Apply an edit to what the article is now; the same field changed twice is told to a person."""
    member, edited = source.member, fact.product
    current = _current(into, member, edited.id)
    _keep_state(into, member, fact.id, edited)
    state, result = fact.id, edited
    if current is not None and current[0] != fact.base_id:
        base = _state(into, member, fact.base_id)
        merged = merge(base, current[1], edited)
        result = merged.product
        if result != edited:
            state = uuid.uuid5(uuid.UUID(hex=current[0]), fact.id).hex
            _keep_state(into, member, state, result)
        for field, (kept, lost) in merged.conflicts.items():
            into.odd(
                "conflict", f"{fact.id}:{field}", product=edited.id, name=edited.name, field=field, kept=kept, lost=lost
            )
    into.put(
        tables.product,
        member=member,
        id=edited.id,
        state=state,
        name=result.name,
        price_minor=result.price_minor,
        archived=result.archived,
        online=result.online,
        valid_from=fact.valid_from,
        body=_encoder.encode(result),
    )
    if current is None or current[1].price_minor != result.price_minor:
        into.put(
            tables.price,
            member=member,
            product=edited.id,
            state=state,
            valid_from=fact.valid_from,
            price_minor=result.price_minor,
        )
    into.touch("product", edited.id)


def _current(into: Gathered, member: str, product: str) -> tuple[str, Product] | None:
    row = into.puts[tables.product].get((member, product))
    if row is None:
        columns = tables.product.c
        found = into.connection.execute(
            select(columns.state, columns.body).where(columns.member == member, columns.id == product)
        ).one_or_none()
        return None if found is None else (found.state, _products.decode(found.body))
    return row["state"], _products.decode(row["body"])


def _state(into: Gathered, member: str, state: str) -> Product | None:
    row = into.puts[tables.product_state].get((member, state))
    if row is not None:
        return _products.decode(row["body"])
    columns = tables.product_state.c
    body = into.connection.execute(
        select(columns.body).where(columns.member == member, columns.state == state)
    ).scalar_one_or_none()
    return None if body is None else _products.decode(body)


def _keep_state(into: Gathered, member: str, state: str, product: Product) -> None:
    into.put(tables.product_state, member=member, state=state, product=product.id, body=_encoder.encode(product))


def category_changed(into: Gathered, source: Source, fact: facts.CategoryChanged) -> None:
    """Put a category."""
    known = fact.category
    into.put(tables.category, member=source.member, key=known.key, name=known.name, rank=known.rank, tone=known.tone)
    into.touch("category", known.key)


def sold(into: Gathered, source: Source, fact: facts.SaleCompleted | facts.RefundCompleted) -> None:
    """Take what was sold from the shelf, put back what was returned."""
    _move(into, source, fact, movements_of(fact.sale), "refund" if fact.sale.is_refund else "sale")


def received(into: Gathered, source: Source, fact: facts.StockReceived) -> None:
    """Put received goods on the shelf."""
    _move(into, source, fact, fact.moves, "received")


def counted(into: Gathered, source: Source, fact: facts.StockCounted) -> None:
    """Move by counted less expected, and remember what the expectation contained."""
    differences = [Movement(line.product_id, line.counted_milli - line.expected_milli) for line in fact.lines]
    _move(into, source, fact, differences, "count")
    for line in fact.lines:
        through = {**fact.through, source.inc: source.seq - 1}
        row = {
            "member": source.member,
            "event": fact.id,
            "product": line.product_id,
            "inc": source.inc,
            "seq": source.seq,
            "at_ms": fact.at.wall_ms,
            "through": _encoder.encode(through),
        }
        into.put(tables.stock_count, **row)
        _cancel_what_the_count_saw(into, source.member, row)


def _move(into: Gathered, source: Source, fact: facts.AnyFact, moves: Iterable[Movement], reason: str) -> None:
    for position, move in enumerate(moves):
        if not move.quantity_milli:
            continue
        row = {
            "member": source.member,
            "event": fact.id,
            "position": position,
            "product": move.product_id,
            "quantity_milli": move.quantity_milli,
            "reason": reason,
            "inc": source.inc,
            "seq": source.seq,
            "at_ms": fact.at.wall_ms,
        }
        into.insert(tables.stock_move, **row)
        into.shelve(move.product_id, move.quantity_milli)
        if reason != "count":
            for count in _counts(into, source.member, move.product_id):
                _cancel_if_seen(into, row, count)


def _counts(into: Gathered, member: str, product: str) -> list[dict[str, Any]]:
    columns = tables.stock_count.c
    if into.counted is None:
        counted = select(columns.product).where(columns.member == member).distinct()
        into.counted = set(into.connection.execute(counted).scalars())
    fresh = [row for row in into.puts[tables.stock_count].values() if row["product"] == product]
    if product not in into.counted:
        return fresh
    rows = into.connection.execute(
        select(tables.stock_count).where(columns.member == member, columns.product == product)
    ).mappings()
    return [*(dict(row) for row in rows), *fresh]


def _cancel_what_the_count_saw(into: Gathered, member: str, count: dict[str, Any]) -> None:
    """Movements that arrived before the count, happened before it, and were not in what the till expected."""
    columns = tables.stock_move.c
    rows = into.connection.execute(
        select(tables.stock_move).where(columns.member == member, columns.product == count["product"])
    ).mappings()
    fresh = [row for row in into.rows[tables.stock_move] if row["product"] == count["product"]]
    for row in [*(dict(row) for row in rows), *fresh]:
        if row["reason"] not in {"count", "count_fix"}:
            _cancel_if_seen(into, row, count)


def _cancel_if_seen(into: Gathered, move: dict[str, Any], count: dict[str, Any]) -> None:
    """A movement of another till that the shelf showed at the count is in the count's difference already.

    Its cancelling movement has an id made from it alone, so that it exists once whatever arrives when: a second
    count expected what the first one found.
    """
    through = _through.decode(count["through"])
    if move["inc"] == count["inc"] or move["seq"] <= through.get(move["inc"], 0):
        return
    apart = count["at_ms"] - move["at_ms"]
    if apart <= 0:
        return
    if apart < CLOCK_ERROR_MS:
        into.odd("count", f"{count['event']}:{move['event']}", product=move["product"], apart_ms=apart)
    fix = uuid.uuid5(uuid.UUID(hex=move["event"]), f"count_fix:{move['position']}").hex
    if any(row["event"] == fix for row in into.rows[tables.stock_move]) or _is_fixed(into, move["member"], fix):
        return
    into.insert(
        tables.stock_move,
        member=move["member"],
        event=fix,
        position=0,
        product=move["product"],
        quantity_milli=-move["quantity_milli"],
        reason="count_fix",
        inc=count["inc"],
        seq=count["seq"],
        at_ms=count["at_ms"],
    )
    into.shelve(move["product"], -move["quantity_milli"])


def _is_fixed(into: Gathered, member: str, fix: str) -> bool:
    columns = tables.stock_move.c
    query = select(columns.event).where(columns.member == member, columns.event == fix)
    return into.connection.execute(query).first() is not None
