"""Bring articles in from a table file: look, dry run, then in small transactions between which one sells.

Run twice, the second time changes nothing: rows find their article by code, equal cells are no change, and opening
stock is given only to an article that has none yet.
"""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import facts
from pos.domain.article_columns import guessed, heading_row
from pos.domain.errors import UserError
from pos.domain.stock import Movement, ReceivedLine
from pos.services import cataloguing, table_reading
from pos.services.import_columns import titles
from pos.services.import_rows import Problem, Tally, Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pos.services.import_rows import Planned
    from pos.services.table_reading import Form, Record
    from pos.shopfile.journal import Journal
    from pos.shopfile.shopfile import ShopFile

OPENING = "opening stock"
AT_ONCE = 500
"""Rows that are read, looked up and written together at most."""
HOLD_MS = 30
"""So long the writer is held at most: a sale that is finished meanwhile waits no longer (half of a blink)."""
PAUSE_S = 0.004
"""Between two transactions, so that whoever waits for the writer has it: the lock itself is not fair."""
CHECKPOINT_EVERY = 2000
"""Changed articles after which the log is moved into the file: it is read by every search until then."""
LOOKED_AT = 60


class Preview(NamedTuple):
    """The start of a file, how it is read, and what its columns seem to be."""

    path: Path
    form: Form
    heading: int
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    mapping: tuple[str, ...]
    print: tuple[int, int]


class Wishes(NamedTuple):
    """What a person chose for a file."""

    mapping: tuple[str, ...]
    """The column of each heading; an empty one is left out."""
    empty_word: str = "-"
    """What empties a field; an empty cell changes nothing."""
    supplier: str = ""
    """The supplier of rows that name none."""


class Progress(NamedTuple):
    """How far it is: rows done, share of the file (0 to 1), and what came of them so far."""

    rows: int
    share: float
    added: int
    changed: int


def look(path: Path, form: Form | None = None) -> Preview:
    """Read the start of a file; raises `UserError` for what cannot be imported, with what to do about it."""
    stamp = table_reading.print_of(path)
    if form is None:
        form = table_reading.form_of(path)
        sheets = iter(form.sheets[1:])
        while not (readable := _first_rows(path, form)) and (sheet := next(sheets, None)):
            form = form._replace(sheet=sheet)
    else:
        readable = _first_rows(path, form)
    if not readable:
        raise UserError("{name} is empty. Nothing was changed.", name=path.name)
    place = heading_row([record.cells for record in readable[:12]])
    headings = _trimmed(readable[place].cells)
    if len(headings) > table_reading.MOST_COLUMNS:
        raise UserError(
            "{name} has {n} columns; at most {most} can be read. Save only those you need.",
            name=path.name,
            n=len(headings),
            most=table_reading.MOST_COLUMNS,
        )
    samples = tuple(tuple(record.cells) for record in readable[place + 1 :])
    mapping = guessed(headings, samples, titles())
    return Preview(path, form, readable[place].number, headings, samples, mapping, stamp)


def dry_run(
    shop: ShopFile,
    preview: Preview,
    wishes: Wishes,
    *,
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Tally:
    """Tell what an import would do, row by row, and write nothing."""
    tally = Tally()
    source = _Source(preview)
    with shop.read() as connection:
        walk = Walk(shop, connection, preview.headings, wishes, tally)
    while not tally.stopped and (chunk := source.chunk()):
        # A short look each time: the log of the shop file waits for readers.
        with shop.read() as connection:
            walk.use(connection)
            for record in chunk:
                if stop():
                    tally.stopped = True
                    break
                walk.plan(record)
        tell(Progress(tally.rows, source.share, tally.added, tally.changed))
    return tally


def run(
    shop: ShopFile,
    preview: Preview,
    wishes: Wishes,
    *,
    cashier: str = "",
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Tally:
    """Import a file; what was done when it is stopped, or when the file breaks off, stays and is told."""
    if table_reading.print_of(preview.path) != preview.print:
        raise UserError(
            "{name} was changed since it was looked at. Nothing was imported. Choose it again.", name=preview.path.name
        )
    tally = Tally()
    source = _Source(preview)
    with shop.read() as connection:
        walk = Walk(shop, connection, preview.headings, wishes, tally)
    written = _Written(shop, tally, walk, cashier)
    while not tally.stopped and not tally.broken_off and (chunk := source.chunk(tally)):
        done = 0
        while done < len(chunk) and not tally.stopped:
            with shop.read() as connection:
                walk.use(connection)
                planned, done = _plan_some(walk, chunk, done, stop)
            try:
                written.write(planned, stop)
            except UserError as error:
                tally.broken_off = error
                break
            tell(Progress(tally.rows, source.share, tally.added, tally.changed))
    return tally


def _plan_some(walk: Walk, chunk: Sequence[Record], done: int, stop: Callable[[], bool]) -> tuple[list[Planned], int]:
    """Plan rows until enough of them change something; give those, and how far the chunk is done."""
    planned: list[Planned] = []
    while done < len(chunk):
        if stop():
            walk.tally.stopped = True
            break
        made = walk.plan(chunk[done], count=False)
        done += 1
        if made is not None:
            planned.append(made)
    return planned, done


class _Source:
    """The rows behind the headings, read some at a time."""

    def __init__(self, preview: Preview) -> None:
        self.share = 0.0
        self._rows: Iterator[Record] = table_reading.rows(preview.path, preview.form, self._tell)
        for record in self._rows:
            if record.number >= preview.heading:
                break

    def _tell(self, share: float) -> None:
        self.share = share

    def chunk(self, tally: Tally | None = None) -> list[Record]:
        """Give the next rows; a file that breaks off is told in `tally`, or raised where nothing was done yet."""
        some: list[Record] = []
        try:
            some.extend(islice(self._rows, AT_ONCE))
        except UserError as error:
            if tally is None:
                raise
            tally.broken_off = error
        return some


class _Written:
    """Writes planned rows in transactions so short that selling does not wait."""

    def __init__(self, shop: ShopFile, tally: Tally, walk: Walk, cashier: str) -> None:
        self._shop, self._tally, self._walk, self._cashier = shop, tally, walk, cashier
        self._categories: set[str] = set()
        self._since_checkpoint = 0

    def write(self, planned: Sequence[Planned], stop: Callable[[], bool]) -> None:
        """Write all of them, some at a time; stops between two of them when asked to."""
        done = 0
        while done < len(planned) and not self._tally.stopped:
            done = self._write_some(planned, done, stop)
            time.sleep(PAUSE_S)
        if self._since_checkpoint >= CHECKPOINT_EVERY:
            self._since_checkpoint = 0
            self._shop.checkpoint()

    def _write_some(self, planned: Sequence[Planned], done: int, stop: Callable[[], bool]) -> int:
        clock = self._shop.clock
        counted: list[Planned] = []
        refused: list[tuple[Planned, UserError]] = []
        categories: list[str] = []
        with self._shop.write() as journal:
            until = clock.mono_ms() + HOLD_MS
            for plan in planned[done:]:
                if stop():
                    self._tally.stopped = True
                    break
                if plan.product.category not in self._categories:
                    categories.append(self._add_category(journal, plan.product.category))
                try:
                    product, base = plan.product, plan.version
                    cataloguing.add_product(self._shop, journal, product, base=base, cashier=self._cashier)
                    counted.append(plan)
                except UserError as error:
                    refused.append((plan, error))
                if clock.mono_ms() >= until:
                    break
            self._add_stock(journal, counted)
        # Counted and remembered only now: until the block ended nothing was on the disk.
        self._categories.update(categories)
        for plan in counted:
            self._tally.count(plan)
        for plan, why in refused:
            self._tally.refused += 1
            self._tally.list_problem(Problem(plan.row, "", plan.product.name, why))
        self._since_checkpoint += len(counted)
        return done + len(counted) + len(refused)

    def _add_category(self, journal: Journal, key: str) -> str:
        made = self._walk.names.made.get(key)
        if made is not None:
            fact = facts.CategoryChanged(id=journal.new_id(), at=journal.stamp(), by=self._cashier, category=made)
            journal.append(fact)
        return key

    def _add_stock(self, journal: Journal, plans: Sequence[Planned]) -> None:
        """Journal what the new articles begin with; below zero it is a correction, nothing came in."""
        came = [plan for plan in plans if plan.opening_milli > 0]
        if came:
            journal.append(
                facts.StockReceived(
                    id=journal.new_id(),
                    at=journal.stamp(),
                    by=self._cashier,
                    reason=OPENING,
                    moves=tuple(Movement(plan.product.id, plan.opening_milli) for plan in came),
                    lines=tuple(
                        ReceivedLine(plan.product.id, plan.opening_milli, plan.cost_minor)
                        for plan in came
                        if plan.cost_minor is not None
                    ),
                )
            )
        if below := [plan for plan in plans if plan.opening_milli < 0]:
            journal.append(
                facts.StockAdjusted(
                    id=journal.new_id(),
                    at=journal.stamp(),
                    by=self._cashier,
                    reason="correction",
                    moves=tuple(Movement(plan.product.id, plan.opening_milli) for plan in below),
                    note=OPENING,
                )
            )


def _first_rows(path: Path, form: Form) -> list[Record]:
    """Give the first rows that can be read; none when nothing stands in any of them."""
    first = islice(table_reading.rows(path, form), LOOKED_AT)
    readable = [record for record in first if record.problem is None]
    return readable if any(cell.strip() for record in readable for cell in record.cells) else []


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Give the headings without the empty ones behind the last."""
    last = max(place for place, cell in enumerate(cells, 1) if cell.strip())
    return tuple(cell.strip() for cell in cells[:last])
