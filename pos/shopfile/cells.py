"""The journal's rows as they lie in the file: what SQL reads over, such as a changed length or another kind of NULL.

Format: https://www.sqlite.org/fileformat2.html §1.6 (b-tree pages), §2.1 (records).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

INTERIOR, LEAF = 0x05, 0x0D
LONGEST_HEADER = 100
_FILE_HEADER = 100
_INTEGER_SIZES = ((-(1 << 7), 1, 1), (-(1 << 15), 2, 2), (-(1 << 23), 3, 3), (-(1 << 31), 4, 4), (-(1 << 47), 5, 6))


class Cell(NamedTuple):
    """One row: its number, the bytes of its record in all, and the record's header (the kinds of its columns)."""

    rowid: int
    size: int
    header: bytes


def read_cells(path: Path, root: int) -> Iterator[Cell]:
    """Give every row of the table that starts at page `root`; pages that are no pages are passed over."""
    with path.open("rb") as file:
        start = file.read(_FILE_HEADER)
        page_size = int.from_bytes(start[16:18], "big")
        page_size = 65536 if page_size == 1 else page_size
        waiting, seen = [root], set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen or number < 1:
                continue
            seen.add(number)
            file.seek((number - 1) * page_size)
            page = file.read(page_size)
            first = _FILE_HEADER if number == 1 else 0
            try:
                if page[first] == INTERIOR:
                    waiting += _children(page, first)
                elif page[first] == LEAF:
                    yield from _leaf(page, first)
            except IndexError:
                continue


def record_layout(values: Sequence[int | bytes | str | None]) -> tuple[int, bytes]:
    """Give the size and the header of the one record SQLite writes for these columns."""
    kinds, length = b"", 0
    for value in values:
        kind, size = _kind(value)
        kinds += _varint(kind)
        length += size
    header = _varint(len(kinds) + 1) + kinds
    return len(header) + length, header


def _children(page: bytes, first: int) -> list[int]:
    count = int.from_bytes(page[first + 3 : first + 5], "big")
    pages = [int.from_bytes(page[first + 8 : first + 12], "big")]
    for index in range(count):
        place = _cell_place(page, first + 12, index)
        pages.append(int.from_bytes(page[place : place + 4], "big"))
    return pages


def _leaf(page: bytes, first: int) -> Iterator[Cell]:
    count = int.from_bytes(page[first + 3 : first + 5], "big")
    for index in range(count):
        try:
            size, place = _read_varint(page, _cell_place(page, first + 8, index))
            rowid, place = _read_varint(page, place)
            length, _ = _read_varint(page, place)
        except IndexError:
            continue
        yield Cell(rowid, size, page[place : place + min(length, LONGEST_HEADER)])


def _cell_place(page: bytes, table: int, index: int) -> int:
    return page[table + 2 * index] << 8 | page[table + 2 * index + 1]


def _kind(value: int | bytes | str | None) -> tuple[int, int]:
    """Give the serial type of a value and its length in the record's body."""
    if value is None:
        return 0, 0
    if isinstance(value, bytes):
        return 12 + 2 * len(value), len(value)
    if isinstance(value, str):
        length = len(value.encode())
        return 13 + 2 * length, length
    if value in (0, 1):
        return 8 + value, 0
    for low, kind, size in _INTEGER_SIZES:
        if low <= value < -low:
            return kind, size
    return 6, 8


def _varint(number: int) -> bytes:
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(number & 0x7F | 0x80)
    return bytes(reversed(parts))


def _read_varint(page: bytes, place: int) -> tuple[int, int]:
    number = 0
    for _ in range(8):
        byte = page[place]
        place += 1
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place
    return number << 8 | page[place], place + 1
