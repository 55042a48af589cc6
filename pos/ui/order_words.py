"""Online orders in words: when they are fetched, how they stand, what is in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos.clock import local_time
from pos.domain.online_order import OPEN, OrderState
from pos.domain.quantity import format_quantity, shown_unit
from pos.services import syncing
from pos.wording import tr

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.services.order_picking import PickLine, Slot
    from pos.services.syncing import SyncState
    from pos.shopfile.orders import OrderRow

SHAPES = {
    OrderState.REQUESTED: "low",
    OrderState.CONFIRMED: "todo",
    OrderState.READY: "ok",
    OrderState.SHORTAGE: "bad",
}
"""The dot of a state; those that are over have the empty one."""


def state_words(state: OrderState, *, doubtful: bool = False) -> str:
    """Say how an order stands, in a few words; a `doubtful` one seems to lack goods."""
    return {
        OrderState.REQUESTED: tr("New: a shortage?") if doubtful else tr("New"),
        OrderState.CONFIRMED: tr("To prepare"),
        OrderState.READY: tr("Ready"),
        OrderState.SHORTAGE: tr("Goods missing: the buyer decides"),
        OrderState.COLLECTED: tr("Collected"),
        OrderState.CANCELLED: tr("Cancelled by the buyer"),
        OrderState.REFUSED: tr("Refused by the shop"),
        OrderState.EXPIRED: tr("Not fetched in time"),
    }[state]


def shape_of(state: OrderState) -> str:
    """Give the dot of a state: `ok`, `low`, `bad`, `todo` or `off`."""
    return SHAPES.get(state, "off")


def slot_words(slot: Slot, today: date) -> str:
    """Say when an order is fetched: «Today, 16:00–18:00»."""
    day = date.fromisoformat(slot.day)
    named = {0: tr("Today"), 1: tr("Tomorrow"), -1: tr("Yesterday")}.get((day - today).days, f"{day:%d.%m.%Y}")
    return f"{named}, {slot.times}" if slot.times else named


def is_late(row: OrderRow, clock: Clock) -> bool:
    """Whether nobody fetched an order in its time."""
    return row.state in OPEN and row.order.pick_until_ms < clock.now().timestamp() * 1000


def placed_words(row: OrderRow, clock: Clock) -> str:
    """Say when an order was placed."""
    at = local_time(row.order.placed_ms, clock)
    return tr("placed on {day} at {time}", day=f"{at:%d.%m.%Y}", time=f"{at:%H:%M}")


def quantity_words(milli: int, unit: str) -> str:
    """Write how much of an article: «2 ×» or «0.500 kg»."""
    return f"{format_quantity(milli, unit, screen=True)} {shown_unit(unit) or '×'}"


def where_words(line: PickLine) -> str:
    """Say where an article lies: its category, and places other than the shop."""
    return " · ".join(part for part in (line.category, *line.places) if part)


def waiting_words(count: int, code: str, *, asked: int) -> str:
    """Say in the status line that orders are new; `asked` of them seem to lack goods."""
    if asked:
        return tr("{code}: a shortage? F11", code=code)
    if count == 1:
        return tr("New order {code}. F11", code=code)
    return tr("{n} orders to prepare. F11", n=count)


def freshness_words(state: SyncState | None, told_ms: int, clock: Clock) -> tuple[str, str]:
    """Say how old the orders shown are, and in which tone; `told_ms` is when the portal was reached last."""
    if state is None or not state.address:
        return tr("This till is not joined to a portal: orders come once it is."), "muted"
    if state.state in {syncing.CURRENT, syncing.SENDING}:
        return tr("Up to date with the portal"), "muted"
    if not told_ms:
        return tr("The portal is not reached. These are the orders it told last."), "warning"
    at, now = local_time(told_ms, clock), clock.now()
    time = f"{at:%H:%M}" if at.date() == now.date() else f"{at:%d.%m. %H:%M}"
    return tr("As of {time}; the portal is not reached.", time=time), "warning"
