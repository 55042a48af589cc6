"""Counts of offers that pages show, made once for each version of what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.catalogue import filtering, freshness, offers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from sync.portal.catalogue.filtering import About, Asked, Counted
    from sync.portal.catalogue.shelf import Shelf


class Counting:
    """Counts offers once for each version of what is counted."""

    def __init__(
        self,
        connection: Connection,
        shelf: Shelf,
        about: Mapping[str, About],
        pairs: tuple[tuple[str, str], ...] | None,
        now_ms: int,
    ) -> None:
        self._connection, self._shelf, self._about = connection, shelf, about
        self._pairs, self._now_ms = pairs, now_ms

    def of(self, asked: Asked, wanted: offers.Wanted) -> Counted:
        """Count what is asked for; what can be had is counted again whenever stock moved."""
        stock = freshness.version(self._connection, self._now_ms).stock if asked.available else ()
        key = (asked._replace(by="", page=1), wanted.words, stock)
        return self._shelf.counted(key, lambda: self._counted(asked, wanted))

    def _counted(self, asked: Asked, wanted: offers.Wanted) -> Counted:
        sifted = offers.Wanted(
            wanted.words,
            least_minor=wanted.least_minor,
            most_minor=wanted.most_minor,
            heard_since_ms=wanted.heard_since_ms,
        )
        is_all = sifted == offers.Wanted()
        tallies = self._shelf.tallies if is_all else offers.tallies(self._connection, sifted)
        return filtering.count(tallies, asked, self._pairs, self._about)
