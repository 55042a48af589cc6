"""Spreadsheet files for tests, good and bad; LibreOffice writes some where it is installed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, sheets: Sequence[str] = ("Articles",)) -> Path:
    """Write rows into the last of the sheets."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for title in sheets:
        page = book.create_sheet(title)
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def with_part(path: Path, name: str, change: tuple[bytes, bytes]) -> None:
    """Change a part inside an XLSX file."""
    parts = {}
    with zipfile.ZipFile(path) as book:
        for inside in book.namelist():
            parts[inside] = book.read(inside)
    # Where lxml is there, openpyxl writes an empty element with it as two tags.
    parts[name] = parts[name].replace(b"<v></v>", b"<v />")
    assert change[0] in parts[name]
    parts[name] = parts[name].replace(*change)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for inside, content in parts.items():
            book.writestr(inside, content)


def bomb(path: Path, megabytes: int) -> Path:
    """Write an XLSX file whose sheet inflates to that size."""
    workbook(path, [["nom", "prix"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book, book.open("xl/media/zeros.bin", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(2**20))
    return path


def ole(stream: str) -> bytes:
    """Make the start of an OLE file whose list of contents holds one stream ([MS-CFB])."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    head[48:52] = (3).to_bytes(4, "little")
    return bytes(head) + bytes(512 * 3) + stream.encode("utf-16-le").ljust(512, b"\0")


def zipped(**parts: bytes) -> bytes:
    """Make a ZIP file of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()
