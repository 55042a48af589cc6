"""Rows of a CSV file as it comes: any encoding, any separator, and a quote never closed costs one row, not the rest."""

from __future__ import annotations

import codecs
import io
import re
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.article_columns import key_of
from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

ENCODINGS = ("utf-8-sig", "cp1252", "utf-16-le", "utf-16-be", "latin-1", "mac_roman", "cp850")
SEPARATORS = (";", ",", "\t", "|")
LONGEST_RECORD = 200
"""Lines that one quoted cell may run over; a quote still open then was never meant to be."""
_TELL_EVERY = 500
_UNDEFINED_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_DONE, _OPEN, _BROKEN = range(3)
_KEPT_ZEROS = re.compile(r'="([^"]*)"')


class Record(NamedTuple):
    """One row: its number as a spreadsheet shows it, its cells, and why it cannot be read if it cannot."""

    number: int
    cells: Sequence[str]
    problem: UserError | None = None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except FileNotFoundError as error:
        raise UserError("There is no file at {path}. Check the name.", path=str(path)) from error
    except PermissionError as error:
        raise UserError(
            "{name} cannot be opened: another program holds it, or it is not yours to read. Nothing was changed."
            " Close it there, then try again.",
            name=path.name,
        ) from error
    except OSError as error:
        raise UserError("{name} cannot be read: {why}. Nothing more was changed.", name=path.name, why=error) from error


def is_binary(head: bytes) -> bool:
    """Tell whether bytes are no text in any encoding: many control characters, and no pattern of UTF-16."""
    if not head or _utf16(head):
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 26) for byte in head)
    return controls * 20 > len(head)


def guess_encoding(path: Path) -> str:
    """Guess the encoding: a mark at the start, zeros of UTF-16, valid UTF-8, else what Windows writes."""
    with told(path), path.open("rb") as file:
        head = file.read(4096)
        if marked := _utf16(head):
            return marked
        decoder = codecs.getincrementaldecoder("utf-8")()
        plain_windows, chunk = True, head
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(2**20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(0)
            while chunk := file.read(2**20):
                plain_windows = plain_windows and not any(byte in chunk for byte in _UNDEFINED_1252)
            return "cp1252" if plain_windows else "latin-1"
    return "utf-8-sig"


def _utf16(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    half = len(head) // 2
    if half < 4:
        return ""
    if head[1::2].count(0) * 10 > half * 7 and head[::2].count(0) * 10 < half:
        return "utf-16-le"
    if head[::2].count(0) * 10 > half * 7 and head[1::2].count(0) * 10 < half:
        return "utf-16-be"
    return ""


def guess_separator(path: Path, encoding: str) -> str:
    """Guess the separator: the one that makes headings, or splits the first lines into most columns alike."""
    with told(path), path.open(encoding=encoding, errors="replace", newline=None) as file:
        lines = [line.rstrip("\n") for line, _ in zip(file, range(30), strict=False)]
    if lines and (named := re.fullmatch(r"sep=(.)", lines[0].lstrip("\ufeff"))):
        return named[1]
    return max(SEPARATORS, key=lambda separator: _likeliness(lines, separator))


def _likeliness(lines: Sequence[str], separator: str) -> tuple[int, float]:
    """Say how likely a separator is: headings it makes known, then how many lines it splits alike, into how many."""
    readable = [record.cells for record in records(lines, separator) if record.problem is None]
    known = max((len({key_of(cell) for cell in cells} - {""}) for cells in readable), default=0)
    widths = [len(cells) for cells in readable if len(cells) > 1]
    if not widths:
        return 0, 0.0
    usual = max(set(widths), key=widths.count)
    # Where all rows are broken but the headings, only those tell; one known word may be chance.
    return known if known > 1 else 0, widths.count(usual) * (1 + min(usual, 40) / 100)


def rows(path: Path, encoding: str, separator: str, tell: Callable[[float], None]) -> Iterator[Record]:
    """Give the rows of a file."""
    with told(path), path.open("rb") as raw:
        size = max(1, path.stat().st_size)
        # What cannot be decoded becomes U+FFFD, which refuses its row and no other.
        text = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=None)
        lines = (line.rstrip("\n") for line in text)
        for record in records(lines, separator):
            if record.number % _TELL_EVERY == 0:
                tell(raw.tell() / size)
            yield record
        tell(1.0)


def records(lines: Iterable[str], separator: str) -> Iterator[Record]:
    """Split lines into rows; wrong quotes make a row with a problem, and reading goes on at the next line."""
    source, waiting = iter(lines), deque[str]()
    number = width = 0
    while True:
        line = waiting.popleft() if waiting else next(source, None)
        if line is None:
            return
        number += 1
        if number == 1:
            line = line.lstrip("\ufeff")
            if re.fullmatch(r"sep=.", line):
                yield Record(number, ())
                continue
        if '"' not in line:
            cells: Sequence[str] = line.split(separator) if line else ()
        else:
            cells, state = _scan(line, separator)
            if state == _OPEN:
                cells, state = _continued(line, separator, width, source, waiting)
            if state != _DONE:
                yield Record(number, (), _wrong_quotes(line, never_closed=state == _OPEN))
                continue
            cells = [match[1] if (match := _KEPT_ZEROS.fullmatch(cell)) else cell for cell in cells]
        width = width or (len(cells) if len(cells) > 1 else 0)
        yield Record(number, cells)


def _wrong_quotes(line: str, *, never_closed: bool) -> UserError:
    if never_closed:
        return UserError('A quote (") is opened in this row and never closed: «{text}».', text=line[:40])
    return UserError('The quotes (") of this row are wrong: «{text}».', text=line[:40])


def _continued(
    line: str, separator: str, width: int, source: Iterator[str], waiting: deque[str]
) -> tuple[Sequence[str], int]:
    """Go on reading a row whose quote is open at the end of its line; when it does not end well, put the lines back."""
    taken: list[str] = []
    while len(taken) < LONGEST_RECORD:
        following = waiting.popleft() if waiting else next(source, None)
        if following is None:
            break
        taken.append(following)
        if '"' in following:
            cells, state = _scan("\n".join((line, *taken)), separator)
            if state == _DONE:
                return cells, state
            if state == _BROKEN:
                break
        elif width and following.count(separator) == width - 1:
            break  # a whole row of its own would be swallowed
    waiting.extendleft(reversed(taken))
    return (), _OPEN


def _scan(text: str, separator: str) -> tuple[list[str], int]:
    """Split one row; a quote counts at the start of a cell only."""
    cells: list[str] = []
    at = 0
    while True:
        if text[at : at + 1] != '"':
            end = text.find(separator, at)
            cells.append(text[at:] if end < 0 else text[at:end])
            if end < 0:
                return cells, _DONE
            at = end + 1
            continue
        end = _closing_quote(text, at + 1)
        if end < 0:
            return cells, _OPEN
        cells.append(text[at + 1 : end].replace('""', '"'))
        rest = text[end + 1 :].lstrip(" ") if text[end + 1 : end + 2] == " " else text[end + 1 : end + 2]
        if not rest:
            return cells, _DONE
        if rest[0] != separator:
            return cells, _BROKEN
        at = text.index(separator, end + 1) + 1


def _closing_quote(text: str, at: int) -> int:
    while (end := text.find('"', at)) >= 0 and text[end + 1 : end + 2] == '"':
        at = end + 2
    return end
