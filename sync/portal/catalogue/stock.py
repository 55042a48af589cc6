"""Stock of a member as its tills' entries make it: the sum of movements, which the latest count corrects.

A count says what lay on the shelf at one moment, whatever the counting till had heard of by then. So the level is
what the latest count found, and what moved after it; movements that arrive late but happened before it were on the
shelf that was counted, and are cancelled by a `count_fix` (facts: sync §4.5). What came first is told by the journals
where they can (same journal, or what the count's `through` holds), else by the portal's time on both entries.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from pos.domain.stock import Movement, movements_of
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.domain import facts
    from sync.portal.ingest.projected import Gathered, Source

_encoder = msgspec.json.Encoder()
_through = msgspec.json.Decoder(dict[str, int])
HEARD_ERROR_MS, UNHEARD_ERROR_MS = 10_000, 120_000
"""Below this distance two entries' times do not say which came first: with the portal's time on them, and without."""
CORRECTIONS = ("count", "count_fix")


class Moment(NamedTuple):
    """Where and when something happened, in the portal's time, and by how much that may be wrong."""

    inc: str
    seq: int
    at_ms: int
    error_ms: int


def sold(into: Gathered, source: Source, fact: facts.SaleCompleted | facts.RefundCompleted) -> None:
    """Take what was sold from the shelf, put back what was returned."""
    _move(into, source, fact, movements_of(fact.sale), "refund" if fact.sale.is_refund else "sale")


def received(into: Gathered, source: Source, fact: facts.StockReceived) -> None:
    """Put received goods on the shelf."""
    _move(into, source, fact, fact.moves, "received")


def adjusted(into: Gathered, source: Source, fact: facts.StockAdjusted) -> None:
    """Correct levels by hand."""
    _move(into, source, fact, fact.moves, "adjusted")


def transferred(into: Gathered, source: Source, fact: facts.StockTransferred) -> None:
    """Carry goods from a place to another."""
    _move(into, source, fact, fact.moves, "transfer")


def counted(into: Gathered, source: Source, fact: facts.StockCounted) -> None:
    """Set the level to what was found and what moved since, unless a later count is known."""
    moment = _moment(source, fact.at)
    through = {**fact.through, source.inc: source.seq - 1}
    for position, line in enumerate(fact.lines):
        difference = line.counted_milli - line.expected_milli
        if difference:
            move = Movement(line.product_id, difference, fact.place)
            _put_move(into, source.member, fact.id, position, move, "count", moment)
        count = {
            "member": source.member,
            "product": line.product_id,
            "place": fact.place,
            "event": fact.id,
            "inc": moment.inc,
            "seq": moment.seq,
            "at_ms": moment.at_ms,
            "error_ms": moment.error_ms,
            "counted_milli": line.counted_milli,
            "through": _encoder.encode(through),
        }
        latest = _latest_count(into, source.member, line.product_id, fact.place)
        if latest is not None and _is_earlier(count, latest):
            missing = -difference
        else:
            into.put(tables.stock_count, **count)
            found = line.counted_milli + _moved_after(into, count)
            missing = found - _level(into, count)
        _correct(into, source.member, fact.id, position, Movement(line.product_id, missing, fact.place), moment)


def _moment(source: Source, at: facts.Stamp) -> Moment:
    """Nothing happened after it arrived: a clock that says so is wrong."""
    said = at.wall_ms if at.hub_ms is None else at.hub_ms
    error = UNHEARD_ERROR_MS if at.hub_ms is None else HEARD_ERROR_MS
    early = said - source.received_ms
    return Moment(source.inc, source.seq, min(said, source.received_ms), max(error, early))


def _move(into: Gathered, source: Source, fact: facts.AnyFact, moves: Iterable[Movement], reason: str) -> None:
    moment = _moment(source, fact.at)
    for position, move in enumerate(moves):
        if not move.quantity_milli:
            continue
        _put_move(into, source.member, fact.id, position, move, reason, moment)
        latest = _latest_count(into, source.member, move.product_id, move.place)
        if latest is not None and _was_seen(into, moment, latest):
            back = Movement(move.product_id, -move.quantity_milli, move.place)
            _correct(into, source.member, fact.id, position, back, moment)


def _put_move(
    into: Gathered, member: str, event: str, position: int, move: Movement, reason: str, moment: Moment
) -> None:
    into.insert(
        tables.stock_move,
        member=member,
        event=event,
        position=position,
        product=move.product_id,
        quantity_milli=move.quantity_milli,
        reason=reason,
        inc=moment.inc,
        seq=moment.seq,
        at_ms=moment.at_ms,
        place=move.place,
    )
    into.shelve(move.product_id, move.quantity_milli)


def _correct(into: Gathered, member: str, event: str, position: int, move: Movement, moment: Moment) -> None:
    """Write the movement that makes the level right; its id follows from what made it necessary."""
    if move.quantity_milli:
        fix = uuid.uuid5(uuid.UUID(hex=event), f"count_fix:{position}").hex
        _put_move(into, member, fix, 0, move, "count_fix", moment)


def _latest_count(into: Gathered, member: str, product: str, place: str) -> dict[str, Any] | None:
    fresh = into.puts[tables.stock_count].get((member, product, place))
    if fresh is not None:
        return fresh
    columns = tables.stock_count.c
    if into.counted is None:
        into.counted = set(into.connection.execute(select(columns.product).where(columns.member == member)).scalars())
    if product not in into.counted:
        return None
    query = select(tables.stock_count).where(
        columns.member == member, columns.product == product, columns.place == place
    )
    row = into.connection.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def _is_earlier(count: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether a count was taken before another."""
    if count["inc"] == other["inc"]:
        return bool(count["seq"] < other["seq"])
    if count["seq"] <= _through.decode(other["through"]).get(count["inc"], 0):
        return True
    if other["seq"] <= _through.decode(count["through"]).get(other["inc"], 0):
        return False
    return bool((count["at_ms"], count["event"]) < (other["at_ms"], other["event"]))


def _was_seen(into: Gathered, move: Moment, count: dict[str, Any]) -> bool:
    """Tell whether the shelf showed a movement when it was counted; what clocks cannot say is told to a person."""
    if move.inc == count["inc"]:
        return bool(move.seq < count["seq"])
    if move.seq <= _through.decode(count["through"]).get(move.inc, 0):
        return True
    apart = count["at_ms"] - move.at_ms
    if abs(apart) < max(move.error_ms, count["error_ms"]):
        into.odd("count", f"{count['event']}:{count['product']}", product=count["product"], apart_ms=apart)
    return bool(apart > 0)


def _moved_after(into: Gathered, count: dict[str, Any]) -> int:
    """Sum what is known to have moved after a count."""
    c = tables.stock_move.c
    since = c.at_ms > count["at_ms"] - count["error_ms"]
    query = select(c.inc, c.seq, c.at_ms, c.quantity_milli).where(
        c.member == count["member"],
        c.product == count["product"],
        c.place == count["place"],
        c.reason.not_in(CORRECTIONS),
        since | ((c.inc == count["inc"]) & (c.seq > count["seq"])),
    )
    rows = [tuple(row) for row in into.connection.execute(query)]
    rows += [
        (row["inc"], row["seq"], row["at_ms"], row["quantity_milli"])
        for row in into.rows[tables.stock_move]
        if (row["product"], row["place"]) == (count["product"], count["place"]) and row["reason"] not in CORRECTIONS
    ]
    return sum(
        milli for inc, seq, at_ms, milli in rows if not _was_seen(into, Moment(inc, seq, at_ms, HEARD_ERROR_MS), count)
    )


def _level(into: Gathered, count: dict[str, Any]) -> int:
    """Sum what moved in the place of a count, corrections included."""
    c = tables.stock_move.c
    query = select(func.coalesce(func.sum(c.quantity_milli), 0)).where(
        c.member == count["member"], c.product == count["product"], c.place == count["place"]
    )
    fresh: int = sum(
        row["quantity_milli"]
        for row in into.rows[tables.stock_move]
        if (row["product"], row["place"]) == (count["product"], count["place"])
    )
    return int(into.connection.execute(query).scalar_one()) + fresh
