"""The chamber takes listings off the portal, says why, and lets them be shown again; the till's article stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError
from sync.portal.catalogue import listing_store as store

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.storage.engine import Database

    Audit = Callable[[Connection], object]

LONGEST = 300


class Hidden(NamedTuple):
    """A listing that the chamber took off the portal."""

    member: str
    member_name: str
    product: str
    name: str
    reason: str
    at_ms: int


class Moderation:
    """Hide and show listings."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def hidden(self) -> list[Hidden]:
        """Give what is hidden now, the latest first."""
        with self._database.read() as connection:
            return [Hidden(*row) for row in store.hidden(connection)]

    def hide(self, member: str, product: str, reason: str, audit: Audit | None = None) -> None:
        """Take a listing off the portal; the member sees the reason. Raises `UserError` without one."""
        plain = " ".join(reason.split())
        if not plain or len(plain) > LONGEST:
            raise UserError("Say why in at most 300 characters: the member reads it.")
        with self._database.write() as connection:
            if store.one(connection, member, product) is None:
                raise UserError("This article is not known at the portal. Nothing was changed.")
            store.hide(connection, member, product, plain, self._now_ms())
            if audit is not None:
                audit(connection)

    def show(self, member: str, product: str, audit: Audit | None = None) -> bool:
        """Let a listing be shown again; False when it was not hidden."""
        with self._database.write() as connection:
            done = store.show(connection, member, product)
            if done and audit is not None:
                audit(connection)
        return done
