"""What a verification finds wrong: where, and a sentence about it."""

from __future__ import annotations

import msgspec

from pos.wording import tr

MOST = 200
"""More problems than this say nothing new; they are counted."""


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong; `where` is an entry (incarnation, number, receipt), a table or the file."""

    where: str
    sentence: str


class Findings:
    """Gathers problems in the order they are found."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._unlisted = 0

    def add(self, where: str, sentence: str) -> None:
        """Note a problem, once."""
        problem = Problem(where, sentence)
        if problem in self._problems[-MOST:]:
            return
        if len(self._problems) < MOST:
            self._problems.append(problem)
        else:
            self._unlisted += 1

    def __len__(self) -> int:
        return len(self._problems) + self._unlisted

    def problems(self) -> tuple[Problem, ...]:
        """Give what was found."""
        if not self._unlisted:
            return tuple(self._problems)
        more = Problem("file", tr("{n} more problems are not listed.", n=self._unlisted))
        return (*self._problems, more)
