"""What every page needs of the catalogue and what changes seldom: members, aisles, numbers."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from sync.portal.catalogue import freshness, offers

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.catalogue.filtering import Counted

ENOUGH = 5
"""With fewer hits by words, fragments are looked up too."""
MOST_COUNTED = 1_000
MOST_ALIKE = 200


class Shelf:
    """The catalogue of one version; what it gives is shared by threads and changed by none."""

    def __init__(self, connection: Connection, of: tuple[object, ...]) -> None:
        self.of = of
        self.tallies = offers.tallies(connection, offers.Wanted())
        self.categories = offers.categories(connection, self.tallies)
        self.lemans = offers.leman_percents(connection)
        self._members = offers.profiled(connection)
        self._words: str | None = None
        self._counted: dict[object, Counted] = {}

    @cached_property
    def members(self) -> list[tuple[str, str, bytes | None, int]]:
        """Give (id, name, profile, offers) of every member."""
        numbers: dict[str, int] = {}
        for member, _, _, number in self.categories:
            numbers[member] = numbers.get(member, 0) + number
        return [(member, name, body, numbers.get(member, 0)) for member, name, body in self._members]

    def counted(self, key: object, count: Callable[[], Counted]) -> Counted:
        """Give what was counted under a key, counted at its first use."""
        found = self._counted.get(key)
        if found is None:
            if len(self._counted) >= MOST_COUNTED:
                self._counted.clear()
            found = self._counted[key] = count()
        return found

    def alike(self, connection: Connection, fragments: tuple[str, ...]) -> list[list[str]]:
        """Give for each fragment the words that have it somewhere."""
        if self._words is None:
            self._words = "\n".join(offers.words(connection))
        return [_having(self._words, fragment) for fragment in fragments]


class Shelves:
    """Keeps the shelf of the newest version."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None

    def now(self, connection: Connection, now_ms: int) -> Shelf:
        """Give the shelf as this view of the database has it."""
        wanted = freshness.version(connection, now_ms).catalogue
        shelf = self._shelf
        if shelf is not None and shelf.of == wanted:
            return shelf
        with self._lock:
            if self._shelf is None or self._shelf.of != wanted:
                self._shelf = Shelf(connection, wanted)
            return self._shelf


def _having(words: str, fragment: str) -> list[str]:
    made: list[str] = []
    at = words.find(fragment)
    while at >= 0 and len(made) < MOST_ALIKE:
        end = words.find("\n", at)
        end = len(words) if end < 0 else end
        made.append(words[words.rfind("\n", 0, at) + 1 : end])
        at = words.find(fragment, end)
    return made
