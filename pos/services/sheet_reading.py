"""Rows of an XLSX file, one by one: the values that the spreadsheet computed, never formulas; no bomb is inflated."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from pos.domain.article_cells import BROKEN, DATE, FORMULA, OddCell
from pos.domain.errors import UserError
from pos.services.csv_reading import Record, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

MOST_INFLATED = 500 * 2**20
MOST_SHARED = 150 * 2**20
"""The texts shared by all sheets are kept in memory whole."""
_TELL_EVERY = 500
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_UNREADABLE = (BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError, ParseError)
"""What openpyxl raises for files that are not what they should be."""


def sheets(path: Path) -> tuple[str, ...]:
    """Give the names of the sheets; raises `UserError` for another kind of file, a bomb or a password."""
    with _open(path) as (book, _):
        names = tuple(sheet.title for sheet in book.worksheets)
    if not names:
        raise UserError("{name} has no sheet with a table.", name=path.name)
    return names


def rows(path: Path, sheet: str, tell: Callable[[float], None]) -> Iterator[Record]:
    """Give the rows of a sheet; what is not computed is an `OddCell`."""
    with _open(path) as (book, formulas):
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        expected = max(1, page.max_row or 1)
        # The size a file claims may be wrong: rows are read as they are.
        page.reset_dimensions()
        values = page.iter_rows(values_only=True)
        if formulas is None:
            pairs: Iterable[tuple[Any, Any]] = ((row, ()) for row in values)
        else:
            beside = formulas[page.title]
            beside.reset_dimensions()
            pairs = zip(values, beside.iter_rows(values_only=True), strict=False)
        for number, (row, written) in enumerate(pairs, 1):
            if number % _TELL_EVERY == 0:
                tell(min(1.0, number / expected))
            yield Record(number, _cells(row, written))
        tell(1.0)


@contextmanager
def _open(path: Path) -> Iterator[tuple[Any, Any]]:
    """Open a workbook's values, and its formulas beside them when it has any."""
    with told(path), path.open("rb") as file:
        opened: list[Any] = []
        try:
            has_formulas = _checked(path, file)
            from openpyxl import load_workbook  # noqa: PLC0415  # a tenth of a second, for this only

            # It warns of decorations that it does not read.
            warnings.filterwarnings("ignore", module=r"openpyxl\.")
            opened.append(load_workbook(file, read_only=True, data_only=True, keep_links=False))
            if has_formulas:
                opened.append(load_workbook(file, read_only=True, keep_links=False))
            yield opened[0], opened[-1] if has_formulas else None
        except (*_UNREADABLE, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise UserError(
                "{name} is damaged or is no spreadsheet. Open it, save it again as .xlsx or CSV, then choose that.",
                name=path.name,
            ) from error
        finally:
            for book in opened:
                book.close()


def _checked(path: Path, file: IO[bytes]) -> bool:
    """Refuse what is no safe XLSX file; tell whether it holds formulas."""
    with ZipFile(file) as parts:
        names = {part.filename: part for part in parts.infolist()}
        if "mimetype" in names and b"opendocument" in parts.read("mimetype")[:200]:
            raise UserError(
                "{name} is an OpenDocument file. Save it as .xlsx or CSV, then choose that.", name=path.name
            )
        if any(part.flag_bits & 1 for part in names.values()):
            raise UserError(
                "{name} is protected by a password. Nothing was changed."
                " Save it without a password, then choose it again.",
                name=path.name,
            )
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise UserError("{name} is not a table that can be read. Choose a CSV or .xlsx file.", name=path.name)
        shared = sum(part.file_size for name, part in names.items() if "sharedStrings" in name)
        if sum(part.file_size for part in names.values()) > MOST_INFLATED or shared > MOST_SHARED:
            raise UserError(
                "{name} would take too much room when opened (over 500 MB). Nothing was changed."
                " Save only the columns you need as CSV.",
                name=path.name,
            )
        pages = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(_mentions(parts, name, b"<f") for name in pages)


def _mentions(parts: ZipFile, name: str, mark: bytes) -> bool:
    with parts.open(name) as part:
        before = b""
        while chunk := part.read(2**20):
            if mark + b">" in before + chunk or mark + b" " in before + chunk or mark + b"/" in before + chunk:
                return True
            before = chunk[-3:]
    return False


def _cells(row: tuple[Any, ...], written: tuple[Any, ...]) -> tuple[str, ...]:
    cells = [_cell(value) for value in row]
    for place, formula in enumerate(written[: len(cells)]):
        if row[place] is None and formula is not None:
            cells[place] = OddCell(formula if isinstance(formula, str) else "=…", FORMULA)
    return tuple(cells)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return OddCell(value, BROKEN) if value in _ERRORS else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # 9.200000000000001 is how a computer keeps 9.20.
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    if isinstance(value, datetime | date | time | timedelta):
        return OddCell(str(value), DATE)
    return str(value)
