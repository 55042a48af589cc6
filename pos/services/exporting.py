"""Write articles into a CSV or XLSX file with the columns that the import takes: read back, it changes nothing."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from pos.domain.article_columns import KEYS, NUMBERS
from pos.domain.article_rows import FIELDS, guarded, milli_text
from pos.domain.errors import UserError
from pos.services.import_columns import titles
from pos.services.import_matching import Names
from pos.shopfile import matching
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from pos.domain.product import Product
    from pos.services.import_rows import Problem
    from pos.shopfile.matching import Match
    from pos.shopfile.shopfile import ShopFile

COLUMNS = tuple(key for key in KEYS if key != "cost")
"""All of the import's but the cost, which belongs to goods receipts."""
_TELL_EVERY = 500
_AT_ONCE = 1000


def export(
    shop: ShopFile,
    path: Path,
    only: Collection[int] | None = None,
    *,
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[int], None] = lambda _: None,
) -> int:
    """Write all articles, or those with the numbers `only` in the shop file; give how many.

    XLSX when the name says so, CSV otherwise. Stopped, it leaves no file; one that was there is replaced only once
    the new one is whole.
    """
    written = 0

    def counted() -> Iterator[Sequence[str]]:
        nonlocal written
        for row in _rows(shop, only):
            if stop():
                raise UserError("The export was stopped. Nothing was written.")
            written += 1
            if written % _TELL_EVERY == 0:
                tell(written)
            yield row

    names = titles()
    heads = [names[key] for key in COLUMNS]
    with _whole_file(path) as unfinished:
        if path.suffix.lower() == ".xlsx":
            _write_xlsx(unfinished, heads, counted())
        else:
            _write_csv(unfinished, heads, counted())
    tell(written)
    return written


def _rows(shop: ShopFile, only: Collection[int] | None) -> Iterator[Sequence[str]]:
    """Give the rows of the articles, in short looks: the log of the shop file waits for readers.

    What others name (deposits, parts of kits) comes before them, so that an import finds it.
    """
    waiting: dict[str, tuple[str, ...]] = {}
    after = 0
    while True:
        with shop.read() as connection:
            names = Names(connection)
            some = matching.page(connection, after, _AT_ONCE)
            wanted = [match for number, match in some if only is None or number in only]
            waiting.update((match.product.id, named) for match in wanted if (named := _named(match.product)))
            rows = [row_of(match, names) for match in wanted if match.product.id not in waiting]
        yield from rows
        if not some:
            break
        after = some[-1][0]
    for ids in _batched(_in_turn(waiting), _AT_ONCE):
        with shop.read() as connection:
            names = Names(connection)
            rows = [row_of(match, names) for it in ids if (match := matching.with_id(connection, it)) is not None]
        yield from rows


def _named(product: Product) -> tuple[str, ...]:
    """Give the articles that this one names."""
    deposit = (product.deposit_id,) if product.deposit_id is not None else ()
    return (*deposit, *(part.product_id for part in product.parts))


def _in_turn(waiting: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Give articles behind those that they name; of a ring each once."""
    left = dict(waiting)
    while left:
        ready = [key for key, named in left.items() if not any(other in left for other in named if other != key)]
        for key in ready or [next(iter(left))]:
            del left[key]
            yield key


def _batched(items: Iterator[str], size: int) -> Iterator[list[str]]:
    """Give the items some at a time."""
    while some := list(islice(items, size)):
        yield some


def count(shop: ShopFile) -> int:
    """Give how many articles there are to export, archived ones too."""
    with shop.read() as connection:
        return matching.count(connection)


def row_of(match: Match, names: Names) -> list[str]:
    """Give an article's texts, guarded against spreadsheets that compute."""
    product = match.product
    made = []
    for key in COLUMNS:
        if key == "id":
            text = product.id
        elif key == "stock":
            text = milli_text(match.stock_milli) if product.stocked else ""
        else:
            text = FIELDS[key].write(product, names)
        made.append(text if key in NUMBERS else guarded(text))
    return made


def save_problems(path: Path, problems: Iterable[Problem]) -> None:
    """Write what was wrong with an import as CSV: row, column, value, why."""
    heads = [tr("Row"), tr("Column"), tr("Value"), tr("Why"), tr("What became of it")]
    with _whole_file(path) as unfinished:
        _write_csv(
            unfinished,
            heads,
            (
                [
                    str(problem.row),
                    guarded(problem.column),
                    guarded(problem.value),
                    guarded(explain(problem.why)),
                    tr("noted") if problem.warning else tr("row refused"),
                ]
                for problem in problems
            ),
        )


def _write_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    # The mark at the start and the semicolons are what spreadsheets here open without asking.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(heads)
        writer.writerows(rows)


def _write_xlsx(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from openpyxl import Workbook  # noqa: PLC0415  # a tenth of a second, for this only
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(tr("Articles"))
    sheet.freeze_panes = "A2"
    sheet.append(list(heads))
    numeric = [key in NUMBERS for key in COLUMNS]

    def cell(text: str, *, number: bool) -> Any:
        if not text or number:
            return float(text) if text else None
        # A text stays a text: codes keep their zeros.
        made = WriteOnlyCell(sheet, text)
        made.data_type, made.number_format = "s", "@"
        return made

    for row in rows:
        sheet.append([cell(text, number=is_number) for text, is_number in zip(row, numeric, strict=True)])
    book.save(path)


@contextmanager
def _whole_file(path: Path) -> Iterator[Path]:
    """Write beside the file, and put it in its place when it is whole."""
    unfinished = path.with_name(path.name + ".part")
    try:
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        raise UserError(
            "{name} cannot be written: {why}. Close it in the spreadsheet or choose another folder, then try again.",
            name=path.name,
            why=error.strerror or str(error),
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
