"""From blocks to lines of a fixed number of columns; every output is made of the same lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from pos.documents.blocks import (
    Align,
    Barcode,
    Block,
    CodePage,
    Cols,
    Cut,
    Document,
    Feed,
    Picture,
    Qr,
    Row,
    Rule,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLUMNS = (32, 42, 48)
"""Widths of receipt printers: 58 mm paper, and 80 mm paper of two families."""

_FLEXIBLE_MIN = 6
_LARGE_ROW = re.compile(r"(.*\S) {2,}(\S+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; `text` is not padded for its alignment."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Literal[1, 2] = 1

    def padded(self, columns: int) -> str:
        """Give the line as plain text; a large one is spread over the whole width, as its letters are."""
        if self.size > 1 and (row := _LARGE_ROW.fullmatch(self.text)):
            gap = columns - width(row[1]) - width(row[2])
            return row[1] + " " * gap + row[2]
        free = max(columns - width(self.text), 0)
        left = {"left": 0, "center": free // 2, "right": free}[self.align]
        return (" " * left + self.text).rstrip()


Piece: TypeAlias = Line | Qr | Barcode | Picture | CodePage | Cut


def width(text: str) -> int:
    """Give the number of columns a text takes; Chinese and emoji take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def wrap(text: str, room: int) -> list[str]:
    """Break a text into lines of at most `room` columns; its leading spaces indent each of them."""
    plain = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    indent = " " * min(len(plain) - len(plain.lstrip(" ")), max(room - _FLEXIBLE_MIN, 0))
    lines: list[str] = []
    line = ""
    for word in plain.split(" "):
        if not word:
            continue
        if line and width(indent + line) + 1 + width(word) <= room:
            line += " " + word
            continue
        if line:
            lines.append(indent + line)
        *whole, line = _chopped(word, max(room - len(indent), 2))
        lines += [indent + part for part in whole]
    lines.append(indent + line if line else "")
    # No-break spaces did their work; a printer's page may lack them.
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


def layout(document: Document, columns: int) -> list[Piece]:
    """Give the lines, codes and pictures of a document from top to bottom."""
    pieces: list[Piece] = []
    for table, blocks in groupby(document.blocks, key=_table_of):
        if table is None:
            for block in blocks:
                pieces += _laid_out(block, columns)
        else:
            pieces += _table([block for block in blocks if isinstance(block, Cols)], columns)
    return pieces


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _chopped(word: str, room: int) -> list[str]:
    parts = [""]
    for char in word:
        if width(parts[-1]) + _cells(char) > room:
            parts.append("")
        parts[-1] += char
    return parts


def _table_of(block: Block) -> tuple[tuple[int, ...], str] | None:
    return (block.widths, block.aligns) if isinstance(block, Cols) else None


def _laid_out(block: Block, columns: int) -> Iterator[Piece]:
    match block:
        case Text():
            for text in wrap(block.text, columns // block.size):
                yield Line(text, block.align, block.bold, block.size)
        case Row():
            for text in _row(block.left, block.right, columns // block.size):
                yield Line(text, "left", block.bold, block.size)
        case Rule():
            yield Line((block.char or "-")[0] * columns)
        case Feed():
            yield from [Line("")] * block.n
        case Cols():
            yield from _table([block], columns)
        case _:
            yield block


def _row(left: str, right: str, room: int) -> list[str]:
    end = wrap(right, room)
    if width(end[0]) > room - _FLEXIBLE_MIN or len(end) > 1:
        # A right side as wide as the paper stands under its label.
        return [*wrap(left, room), *(" " * (room - width(text)) + text for text in end)]
    *above, last = wrap(left, room - width(end[0]) - 1)
    return [*above, last + " " * (room - width(last) - width(end[0])) + end[0]]


def _table(rows: Sequence[Cols], columns: int) -> Iterator[Line]:
    widths = list(rows[0].widths)
    for index, wanted in enumerate(widths):
        if wanted:
            widths[index] = max(wanted, *(width(row.cells[index]) for row in rows))
    flexible = columns - sum(widths) - (len(widths) - 1)
    stacked = flexible < _FLEXIBLE_MIN
    for row in rows:
        if stacked:
            label, *figures = row.cells
            yield from (Line(text, bold=row.bold) for text in wrap(label, columns))
            if any(figures):
                joined = " ".join(_cell(*cell) for cell in zip(figures, widths[1:], row.aligns[1:], strict=True))
                yield Line(_cell(joined.rstrip(), columns, "r"), bold=row.bold)
        else:
            yield from _table_row(row, [wanted or flexible for wanted in widths])


def _table_row(row: Cols, widths: Sequence[int]) -> Iterator[Line]:
    *above, last = wrap(row.cells[0], widths[0])
    yield from (Line(text, bold=row.bold) for text in above)
    cells = zip((last, *row.cells[1:]), widths, row.aligns, strict=True)
    yield Line(" ".join(_cell(*cell) for cell in cells).rstrip(), bold=row.bold)


def _cell(text: str, room: int, align: str) -> str:
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    space = " " * max(room - width(plain), 0)
    return space + plain if align == "r" else plain + space
