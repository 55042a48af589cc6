"""A member leaves when it wants to, and may come back: meanwhile nothing of it is shown, its tills are not heard.

The raw journal stays: it is the member's book of sales and the law keeps it ten years (CO art. 958f). What a member
wrote for the public is erased at once, and its own web shop is left alone from then on: its keys are forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from pos.domain.errors import UserError
from pos.domain.folding import fold
from sync.portal.agenda import store as agenda
from sync.portal.catalogue import freshness
from sync.portal.ingest.store import lock_member
from sync.portal.members import store
from sync.portal.orders import store as orders
from sync.portal.storage import order_tables, tables
from sync.portal.webshops import store as webshops

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.members.consent import Sharing
    from sync.portal.storage.engine import Database


class Leaving:
    """Let a member go."""

    def __init__(self, database: Database, sharing: Sharing, now_ms: Callable[[], int]) -> None:
        self._database, self._sharing, self._now_ms = database, sharing, now_ms

    def has_left(self, member: str) -> bool:
        """Tell whether a member left."""
        with self._database.read() as connection:
            return store.has_left(connection, member)

    def waiting(self, member: str) -> int:
        """Count the orders whose buyers still wait: a member leaves once there are none."""
        with self._database.read() as connection:
            return orders.waiting(connection, member)

    def leave(self, member: str, name: str, typed: str, audit: Callable[[Connection], object] | None = None) -> None:
        """Take a member off the portal; `typed` must be its name. Raises `UserError` otherwise."""
        if fold(" ".join(typed.split())) != fold(name) or not typed.strip():
            raise UserError("This is not the name of the shop. Nothing was changed: type it as it stands above.")
        with self._database.read() as connection:
            _refuse_while_buyers_wait(connection, member)
        if self._sharing.of(member).shares:
            self._sharing.turn(member, on=False)
        with self._database.write() as connection:
            lock_member(connection, member)
            _refuse_while_buyers_wait(connection, member)
            store.depart(connection, member, self._now_ms())
            mine = tables.member_profile.c.member == member
            connection.execute(delete(tables.member_profile).where(mine))
            connection.execute(delete(order_tables.pickup).where(order_tables.pickup.c.member == member))
            agenda.erase(connection, member)
            webshops.remove_shops_of(connection, member)
            freshness.offers_changed(connection, member)
            if audit is not None:
                audit(connection)

    def come_back(self, member: str, audit: Callable[[Connection], object] | None = None) -> None:
        """Take a member in again: its articles are shown as they were; its tills are let in anew, one by one.

        Sharing stays off and its public words stay erased: only the member turns on and writes what is its own.
        """
        with self._database.write() as connection:
            if not store.has_left(connection, member):
                raise UserError("This shop has not left.")
            store.return_to(connection, member)
            freshness.offers_changed(connection, member)
            if audit is not None:
                audit(connection)


def _refuse_while_buyers_wait(connection: Connection, member: str) -> None:
    """A buyer who ordered is served or told: whoever leaves before would leave them waiting."""
    if number := orders.waiting(connection, member):
        raise UserError(
            "Orders are still open: {n}. Nothing was changed. Hand them out or refuse them at the till first; those "
            "that nobody collects end by themselves.",
            n=number,
        )
