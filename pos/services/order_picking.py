"""What to take from the shelves for online orders: all lines of a day or a slot, summed by article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.clock import local_time
from pos.domain.order_standing import left_milli
from pos.services import ordering
from pos.shopfile import goods, orders, reading, search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from pos.shopfile.orders import OrderRow
    from pos.shopfile.shopfile import ShopFile


class Slot(NamedTuple):
    """When orders are fetched: a local day (ISO) and the times of it («16:00–18:00»)."""

    day: str
    times: str


class PickLine(NamedTuple):
    """How much of an article to take, thousandths, where it lies, and for which orders (codes)."""

    name: str
    unit: str
    quantity_milli: int
    category: str
    places: tuple[str, ...]
    codes: tuple[str, ...]


def slot_of(shop: ShopFile, row: OrderRow) -> Slot:
    """Give when an order is fetched, in the shop's zone."""
    begin = local_time(row.order.pick_from_ms, shop.clock)
    end = local_time(row.order.pick_until_ms, shop.clock)
    until = f"{end:%H:%M}" if end.date() == begin.date() else f"{end:%d.%m. %H:%M}"
    return Slot(begin.date().isoformat(), f"{begin:%H:%M}–{until}")


def rows_to_pick(shop: ShopFile, day: str = "", times: str = "") -> list[OrderRow]:
    """Give the orders whose goods are still on the shelves, of a day (ISO) or a slot of it; empty: all."""
    with shop.read() as connection:
        rows = orders.in_states(connection, ordering.TO_PICK)
    return [row for row in rows if _is_in(slot_of(shop, row), day, times)]


def slots(shop: ShopFile) -> list[Slot]:
    """Give the slots for which something is to be picked, the earliest first."""
    return list(dict.fromkeys(slot_of(shop, row) for row in rows_to_pick(shop)))


def pick_list(shop: ShopFile, rows: Iterable[OrderRow]) -> list[PickLine]:
    """Sum the lines of orders by article, in the order of the shop's categories."""
    taken: dict[str, tuple[str, int, list[str]]] = {}
    for row in rows:
        for line in row.order.lines:
            if milli := left_milli(line):
                name, before, codes = taken.get(line.product, (line.name, 0, []))
                taken[line.product] = (name, before + milli, [*codes, row.order.code])
    with shop.read() as connection:
        ranks = {each.key: (each.rank, each.name) for each in reading.categories(connection)}
        made = [
            _line(connection, product, *known, categories={key: name for key, (_, name) in ranks.items()})
            for product, known in taken.items()
        ]
    by_name = {name: rank for rank, name in ranks.values()}
    return sorted(made, key=lambda line: (by_name.get(line.category, 10_000), line.category, line.name.casefold()))


def _line(
    connection: Connection, product: str, name: str, milli: int, codes: list[str], *, categories: dict[str, str]
) -> PickLine:
    try:
        found = search.by_id(connection, product)
    except ValueError:
        found = None
    if found is None:
        return PickLine(name, "piece", milli, "", (), tuple(dict.fromkeys(codes)))
    article = found.product
    category = categories.get(article.category, article.category)
    places = tuple(place for place, there in goods.lies_in(connection, product) if there > 0)
    return PickLine(article.name, article.unit, milli, category, places, tuple(dict.fromkeys(codes)))


def _is_in(slot: Slot, day: str, times: str) -> bool:
    return day in ("", slot.day) and times in ("", slot.times)
