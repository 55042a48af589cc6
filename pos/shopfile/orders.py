"""Read the orders placed on the portal as this file holds them, and what the portal knows of our answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from pos.domain.online_order import OPEN, Missing, OnlineOrder, OrderState
from pos.domain.order_standing import spoken, with_missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row

_orders = msgspec.json.Decoder(OnlineOrder)
_missing = msgspec.json.Decoder(tuple[Missing, ...])
_COLUMNS = "SELECT id, state, answer, heard, missing, sale, body FROM online_order "


class OrderRow(NamedTuple):
    """An order as it stands here: state, missing goods and total are those in force, not those told."""

    order: OnlineOrder
    answer: OrderState | None
    """The last thing this till said of it."""
    sale: str
    """Id of the own ticket it was handed out with; empty elsewhere."""

    @property
    def state(self) -> OrderState:
        """How it stands."""
        return self.order.state


def in_states(connection: Connection, states: Iterable[OrderState], *, limit: int = 500) -> list[OrderRow]:
    """Give the orders in these states, the earliest slot first."""
    wanted = sorted(states)
    marks = ",".join("?" * len(wanted))
    rows = connection.exec_driver_sql(
        f"{_COLUMNS} WHERE state IN ({marks}) ORDER BY pick_from_ms, pick_until_ms, placed_ms, id LIMIT ?",
        (*wanted, limit),
    )
    return [_row(row) for row in rows]


def latest(connection: Connection, states: Iterable[OrderState], *, limit: int) -> list[OrderRow]:
    """Give the orders in these states, the latest slot first."""
    wanted = sorted(states)
    marks = ",".join("?" * len(wanted))
    rows = connection.exec_driver_sql(
        f"{_COLUMNS} WHERE state IN ({marks}) ORDER BY pick_from_ms DESC, placed_ms DESC, id LIMIT ?", (*wanted, limit)
    )
    return [_row(row) for row in rows]


def by_id(connection: Connection, order: str) -> OrderRow | None:
    """Give an order by its id."""
    row = connection.exec_driver_sql(_COLUMNS + "WHERE id = ?", (order,)).one_or_none()
    return None if row is None else _row(row)


def by_code(connection: Connection, code: str) -> OrderRow | None:
    """Give the order whose code was scanned or typed; where a code was given twice, the open one, then the latest."""
    if not (said := spoken(code)):
        return None
    query = _COLUMNS + "WHERE {where} ORDER BY placed_ms DESC LIMIT 20"
    rows = connection.exec_driver_sql(query.format(where="code = ?"), (code.strip().upper(),)).all()
    if not rows:
        rows = connection.exec_driver_sql(query.format(where="replace(upper(code), '-', '') = ?"), (said,)).all()
    found = [_row(row) for row in rows]
    return next((each for each in found if each.state in OPEN), found[0] if found else None)


def counted(connection: Connection, states: Iterable[OrderState]) -> int:
    """Count the orders in these states."""
    wanted = sorted(states)
    marks = ",".join("?" * len(wanted))
    row = connection.exec_driver_sql(f"SELECT count(*) FROM online_order WHERE state IN ({marks})", tuple(wanted))  # noqa: S608  # only marks
    return int(row.scalar_one())


def told(connection: Connection, ids: Sequence[str]) -> dict[str, OnlineOrder]:
    """Give those of these orders that are kept, exactly as the portal told them last."""
    made: dict[str, OnlineOrder] = {}
    for order in ids:
        row = connection.exec_driver_sql("SELECT body FROM online_order WHERE id = ?", (order,)).one_or_none()
        if row is not None:
            made[order] = _orders.decode(row.body)
    return made


def unheard(connection: Connection, ids: Sequence[str], through: dict[str, int]) -> list[str]:
    """Give those of these orders whose last answer the portal did not hold when it said `through`."""
    run = connection.exec_driver_sql
    incs = [(bytes.fromhex(inc), seq) for inc, seq in through.items()]
    made = []
    for order in ids:
        answer = run("SELECT answer_id FROM online_order WHERE id = ?", (order,)).scalar_one_or_none()
        held = "SELECT 1 FROM entry WHERE inc = ? AND id = ? AND seq <= ?"
        if answer and not any(run(held, (inc, bytes.fromhex(answer), seq)).first() for inc, seq in incs):
            made.append(order)
    return made


def _row(row: Row[Any]) -> OrderRow:
    order = msgspec.structs.replace(_orders.decode(row.body), state=OrderState(row.state))
    lacking = _missing.decode(row.missing)
    said = any(line.missing_milli for line in order.lines)
    if lacking and (not row.heard or (order.state is OrderState.SHORTAGE and not said)):
        order = with_missing(order, lacking)
    return OrderRow(order, OrderState(row.answer) if row.answer else None, row.sale)
