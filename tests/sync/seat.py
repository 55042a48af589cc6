"""A till at its machine, as the simulation treats it: switched off mid-sentence, restored, imaged, cloned."""

from __future__ import annotations

import copy
import shutil
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pos.clock import SetClock
from pos.shopfile.fence import Fence
from pos.shopfile.shopfile import open_shop
from sync.agent.courier import Courier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from pos.shopfile.shopfile import ShopFile
    from sync.agent.transport import Transport

FILES = ("shop.sqlite", "shop.sqlite-wal")


class TillDiedError(Exception):
    """The till's process ended in the middle of something."""


class TurnedClock(SetClock):
    """A clock whose wall hands somebody turns, while its monotonic time goes on."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.turned = timedelta(0)
        self.was_turned = False

    def turn(self, by: timedelta) -> None:
        """Set the hands this far off the true time."""
        self.turned, self.was_turned = by, True

    def now(self) -> datetime:
        return super().now() + self.turned

    def twin(self) -> TurnedClock:
        """Give the clock of a machine that was cloned."""
        return copy.copy(self)


class Copy(NamedTuple):
    """Files put aside, and which facts stood in them; `whole` when keys and fence are in the copy."""

    folder: Path
    facts: frozenset[str]
    whole: bool


class Seat:
    """One till: its file, its machine's folder, its courier. `facts` is what it said was recorded."""

    def __init__(self, name: str, folder: Path, clock: TurnedClock, wire: Callable[[], Transport]) -> None:
        self.name, self.folder, self.clock, self._wire = name, folder, clock, wire
        self.till = ""
        self.facts: set[str] = set()
        self.diary: dict[str, None] = {}
        """Facts of all seats in the order in which they really happened."""
        self.fooled = False
        """Its clock was turned while it had not heard the portal's since it was started: it cannot know the time."""
        self.shop: ShopFile
        self.courier: Courier
        self._acknowledged: set[str] = set()
        self._read_to = 0
        self._flushed = 0
        self._dies_at: tuple[int, bool] | None = None
        self._last_words = folder / "last-words"

    @property
    def path(self) -> Path:
        return self.folder / "shop" / "shop.sqlite"

    @property
    def machine(self) -> Path:
        return self.folder / "machine"

    # Open and close

    def start(self) -> None:
        """Open the file as a till does when it is started."""
        self.fooled = self.fooled or self.clock.was_turned
        self.shop = open_shop(self.path, self.machine, self.clock, system_keys=False)
        self.courier = Courier(self.shop, self._wire())
        self._read_to = 0
        self._flushed = self._log_size()
        self._watch()

    def stop(self) -> None:
        """Close in good order."""
        self.shop.close()

    def _watch(self) -> None:
        """Look at every commit of the writer: there the process may die, and there the log is flushed."""
        dialect, shop = self.shop._writer.dialect, self.shop
        commit, committed = dialect.do_commit, shop._committed

        def do_commit(connection: Any) -> None:
            try:
                self._count_down(after=False)
            except TillDiedError:
                connection.rollback()
                raise
            commit(connection)
            self._count_down(after=True)

        def flushed(journal: Any) -> None:
            self._flushed = self._log_size()
            committed(journal)

        dialect.do_commit = do_commit  # type: ignore[method-assign, assignment]
        shop._committed = flushed  # type: ignore[method-assign]

    def _log_size(self) -> int:
        log = self.folder / "shop" / FILES[1]
        return log.stat().st_size if log.exists() else 0

    # Dying

    @contextmanager
    def dying(self, commits: int, *, after: bool) -> Iterator[None]:
        """Let the process die at the n-th commit inside, just before or just after it."""
        self._dies_at = (commits, after)
        try:
            yield
        finally:
            self._dies_at = None

    def _count_down(self, *, after: bool) -> None:
        if self._dies_at is None or self._dies_at[1] is not after:
            return
        left = self._dies_at[0] - 1
        self._dies_at = (left, after)
        if left <= 0:
            self._dies_at = None
            self._grab(self._last_words)
            raise TillDiedError

    def die(self, *, torn: float | None = None) -> None:
        """End without closing, at the moment grabbed before if there is one, and start again.

        `torn` (0 to 1) is a power cut: that part of what was not flushed is kept, to the byte.
        """
        if not self._last_words.exists():
            self._grab(self._last_words)
        self.shop.close()
        self._put_back(self._last_words, whole=True)
        shutil.rmtree(self._last_words)
        if torn is not None:
            log = self.folder / "shop" / FILES[1]
            if (size := self._log_size()) > self._flushed:
                with log.open("r+b") as file:
                    file.truncate(self._flushed + int((size - self._flushed) * torn))
            self.clock.boot += "'"
        self.start()

    # Copies

    def copy(self, to: Path, *, whole: bool) -> Copy:
        """Put the file aside as a backup does, or with the machine's folder as a disk image does."""
        self._grab(to)
        return Copy(to, frozenset(self.facts), whole)

    def restore(self, kept: Copy, *, new_machine: bool = False) -> None:
        """Put a copy in place of the file; without an image, a new machine has neither keys nor fence."""
        self.shop.close()
        if new_machine:
            shutil.rmtree(self.machine)
            self.clock.boot += "+"
        self._put_back(kept.folder, whole=kept.whole)
        self.facts = set(kept.facts)
        self.start()

    def begin_anew(self) -> None:
        """Start with an empty file on a new machine."""
        self.shop.close()
        shutil.rmtree(self.machine)
        self.clock.boot += "+"
        for name in (*FILES, "shop.sqlite-shm"):
            (self.folder / "shop" / name).unlink(missing_ok=True)
        open_shop(self.path, self.machine, self.clock, create=True, system_keys=False).close()
        self.facts = set()
        self._acknowledged = set()
        self.start()

    def clone(self, name: str, folder: Path) -> Seat:
        """Make a second live till of this one, machine and all."""
        twin = Seat(name, folder, self.clock.twin(), self._wire)
        self._grab(folder / "copy")
        (folder / "shop").mkdir()
        twin._put_back(folder / "copy", whole=True)
        # A cloned disk has the file at the same path: the fence is found.
        for fence in (twin.machine / "fences").iterdir():
            fence.rename(Fence(twin.machine / "fences", twin.path).path)
        twin.diary = self.diary
        twin.till, twin.facts, twin._acknowledged = self.till, set(self.facts), set(self._acknowledged)
        twin.start()
        return twin

    def _grab(self, to: Path) -> None:
        to.mkdir(parents=True)
        for name in FILES:
            if (file := self.folder / "shop" / name).exists():
                shutil.copyfile(file, to / name)
        shutil.copytree(self.machine, to / "machine")

    def _put_back(self, source: Path, *, whole: bool) -> None:
        for name in (*FILES, "shop.sqlite-shm"):
            (self.folder / "shop" / name).unlink(missing_ok=True)
        for name in FILES:
            if (source / name).exists():
                shutil.copyfile(source / name, self.folder / "shop" / name)
        if whole:
            shutil.rmtree(self.machine, ignore_errors=True)
            shutil.copytree(source / "machine", self.machine)

    # What is recorded

    def recorded(self) -> list[str]:
        """Give the ids of facts recorded since last asked."""
        with self.shop.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT n, lower(hex(id)) AS id FROM entry WHERE n > ? AND type <> 'open' ORDER BY n", (self._read_to,)
            ).all()
        self.diary.update((row.id, None) for row in rows)
        if rows:
            self._read_to = rows[-1].n
        return [row.id for row in rows]

    def newly_acknowledged(self) -> set[str]:
        """Give the ids of facts that the portal said it holds, and did not say before."""
        with self.shop.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT lower(hex(e.id)) AS id FROM entry e JOIN sync s ON s.k = 'acked_seq:' || lower(hex(e.inc))"
                " WHERE e.seq <= CAST(s.val AS INTEGER)"
            )
            new = {row.id for row in rows} - self._acknowledged
        self._acknowledged |= new
        return new
