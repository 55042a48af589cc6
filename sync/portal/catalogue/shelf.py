"""What every page needs of the catalogue and what changes seldom: members, aisles, numbers."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from sync.portal.catalogue import freshness, offers

if TYPE_CHECKING:
    from sqlalchemy import Connection

ENOUGH = 5
"""With fewer hits by words, fragments are looked up too."""
MOST_NUMBERS = 2_000
MOST_ALIKE = 200


class Shelf:
    """The catalogue of one version; what it gives is shared by threads and changed by none."""

    def __init__(self, connection: Connection, of: tuple[object, ...]) -> None:
        self.of = of
        self.categories = offers.categories(connection)
        self._members = offers.profiled(connection)
        self._words: str | None = None
        self._numbers: dict[offers.Wanted, int] = {}

    @cached_property
    def members(self) -> list[tuple[str, str, bytes | None, int]]:
        """Give (id, name, profile, offers) of every member."""
        numbers: dict[str, int] = {}
        for member, _, _, number in self.categories:
            numbers[member] = numbers.get(member, 0) + number
        return [(member, name, body, numbers.get(member, 0)) for member, name, body in self._members]

    def number(self, connection: Connection, wanted: offers.Wanted) -> int:
        """Count the offers that are wanted."""
        if not wanted.words:
            return self._number_of(wanted)
        if wanted not in self._numbers:
            if len(self._numbers) >= MOST_NUMBERS:
                self._numbers.clear()
            self._numbers[wanted] = offers.count(connection, wanted)
        return self._numbers.get(wanted, 0)

    def _number_of(self, wanted: offers.Wanted) -> int:
        among = None if wanted.categories is None else set(wanted.categories)
        return sum(
            number
            for member, key, _, number in self.categories
            if wanted.member in {"", member} and (among is None or (member, key) in among)
        )

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
