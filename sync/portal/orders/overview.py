"""A member's orders as its people see them at the portal: open or over, and one of them with who ordered it.

Name and contact never go to a till; here they are shown while the order is open, and each look is noted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.online_order import OPEN
from sync.portal.orders import store
from sync.portal.orders.contact import Contact
from sync.portal.orders.standing import state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.orders.standing import Part
    from sync.portal.storage.engine import Database

PAGE = 25


class OrderList(NamedTuple):
    """One page of orders; `numbers` counts those that are open and those that are over."""

    parts: tuple[Part, ...]
    page: int
    pages: int
    numbers: tuple[int, int]


class OrderSheet(NamedTuple):
    """An order; `buyer` is None once it is over, and for what a shop of the member's own sold."""

    part: Part
    from_portal: bool
    buyer: Contact | None


class Overview:
    """Read a member's orders."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, member: str, number: int, *, over: bool) -> OrderList:
        """Give a page of orders: open ones by their pick-up, those that are over the last ended first."""
        with self._database.read() as connection:
            numbers = store.numbers(connection, member)
            pages = max(1, -(-numbers[over] // PAGE))
            page = min(max(number, 1), pages)
            parts = store.listed(connection, member, PAGE, (page - 1) * PAGE, over=over)
        return OrderList(tuple(parts), page, pages, numbers)

    def one(self, member: str, part: str, audit: Callable[[Connection], object]) -> OrderSheet | None:
        """Give an order of this member; that its buyer was looked at is noted by `audit`."""
        with self._database.read() as connection:
            found = next(iter(store.parts(connection, member, [part])), None)
            whole = store.by_id(connection, found.whole) if found is not None else None
        if found is None:
            return None
        if whole is None or state_of(found) not in OPEN:
            return OrderSheet(found, whole is not None, None)
        with self._database.write() as connection:
            audit(connection)
        return OrderSheet(found, from_portal=True, buyer=Contact(whole.name, whole.email, whole.phone))
