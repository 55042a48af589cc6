"""Read a table file whatever its ending says: what it is, how it is encoded and separated, its rows one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError
from pos.services import csv_reading, sheet_reading
from pos.services.csv_reading import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

CSV, XLSX = "csv", "xlsx"
MOST_BYTES = 300 * 2**20
MOST_COLUMNS = 256
MOST_ROWS = 1_000_000
__all__ = ["CSV", "MOST_COLUMNS", "XLSX", "Form", "Record", "form_of", "print_of", "rows"]


class Form(NamedTuple):
    """How a file is read; `encoding` and `separator` for CSV, `sheet` out of `sheets` for XLSX."""

    kind: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def form_of(path: Path) -> Form:
    """Guess how a file is read; raises `UserError` for what is no table, with what to do about it."""
    with csv_reading.told(path):
        if path.is_dir():
            raise UserError("{path} is a folder. Choose a file.", path=str(path))
        size = path.stat().st_size
        if size == 0:
            raise UserError("{name} is empty. Nothing was changed.", name=path.name)
        if size > MOST_BYTES:
            raise UserError("{name} is too large: at most 300 MB. Split it, then import the parts.", name=path.name)
        with path.open("rb") as file:
            head = file.read(4096)
            if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
                raise _ole(path.name, _directory(file, head))
    if path.name.startswith("~$"):
        raise UserError("{name} only says that a spreadsheet is open. Choose the file without ~$.", name=path.name)
    if head.startswith(b"PK"):
        sheets = sheet_reading.sheets(path)
        return Form(XLSX, sheet=sheets[0], sheets=sheets)
    _refuse_foreign(path.name, head)
    encoding = csv_reading.guess_encoding(path)
    return Form(CSV, encoding, csv_reading.guess_separator(path, encoding))


def rows(path: Path, form: Form, told: Callable[[float], None] = lambda _: None) -> Iterator[Record]:
    """Give the rows of a file, numbered as a spreadsheet shows them; `told` hears which share of it was read."""
    source = (
        sheet_reading.rows(path, form.sheet, told)
        if form.kind == XLSX
        else csv_reading.rows(path, form.encoding, form.separator, told)
    )
    for record in source:
        if record.number > MOST_ROWS:
            raise UserError("{name} has more than 1'000'000 rows. Split it, then import the parts.", name=path.name)
        yield record


def print_of(path: Path) -> tuple[int, int]:
    """Give what tells whether a file was changed since it was looked at: size and time of writing."""
    with csv_reading.told(path):
        about = path.stat()
    return about.st_size, about.st_mtime_ns


def _directory(file: IO[bytes], head: bytes) -> bytes:
    """Give the list of contents of an OLE file: its place is said at its start ([MS-CFB] 2.2)."""
    shift, first = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
    if shift not in (9, 12):
        return b""
    file.seek((first + 1) << shift)
    return file.read(8192)


def _ole(name: str, content: bytes) -> UserError:
    """Tell an old Excel file from a new one with a password: both come in the same wrapping."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UserError(
            "{name} is protected by a password. Nothing was changed. Save it without a password, then choose it again.",
            name=name,
        )
    return UserError(
        "{name} is an old Excel file (.xls). Nothing was changed. Open it, save it as .xlsx or CSV, then choose that.",
        name=name,
    )


def _refuse_foreign(name: str, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if re.match(rb"<(!doctype|html|table|\?xml)", start):
        raise UserError(
            "{name} is a web page or XML, not a table. Open it in a spreadsheet, save it as .xlsx or CSV.", name=name
        )
    if start.startswith(b"%pdf") or csv_reading.is_binary(head):
        raise UserError("{name} is not a table that can be read. Choose a CSV or .xlsx file.", name=name)
