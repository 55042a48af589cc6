"""Sales as a table: the CSV file of another till, read row by row; a bad row is told with its line, the others stay.

Columns: receipt, at, item, quantity, and where known unit_price and tender. The encoding (UTF-8, else Windows
Western), the separator (comma, semicolon or tab) and the form of the dates are recognised.
"""

from __future__ import annotations

import csv
import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError
from pos.domain.money import parse_amount
from pos.domain.quantity import parse_quantity
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT
from pos.wording import explain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NEEDED = ("receipt", "at", "item", "quantity")
OLDEST_YEAR, NEWEST_YEAR = 2011, 2099
"""Before 2011 this till knows no VAT rate."""
TENDERS = {
    "cash": CASH,
    "espèces": CASH,
    "especes": CASH,
    "bar": CASH,
    "contanti": CASH,
    "cash.chf": CASH,
    "card": CARD,
    "carte": CARD,
    "karte": CARD,
    "twint": TWINT,
    "lem": NOTES_LEM,
    "léman": NOTES_LEM,
    "leman": NOTES_LEM,
    "note.lem": NOTES_LEM,
    "eur": CASH_EUR,
    "euro": CASH_EUR,
    "cash.eur": CASH_EUR,
}
_SWISS_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)


class SoldRow(NamedTuple):
    """One article of one receipt as the file has it; price and tender are None where it has none."""

    line: int
    receipt: str
    at: datetime
    item: str
    quantity_milli: int
    price_minor: int | None
    tender: str | None


class Rejected(NamedTuple):
    """A line of the file that was not recorded, and why."""

    line: int
    reason: str


def read_sales(path: Path) -> tuple[list[SoldRow], list[Rejected]]:
    """Give the rows that can be recorded and those that cannot; raises `UserError` when the columns are not there."""
    header, body = _table(path)
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise UserError(
            "{name} has no column «{column}». The columns are receipt, at, item, quantity, unit_price and tender.",
            name=path.name,
            column=missing[0],
        )
    rows: list[SoldRow] = []
    rejected: list[Rejected] = []
    for line, text, separator in body:
        try:
            rows.append(_row(line, _fields(text, separator, header)))
        except UserError as error:
            rejected.append(Rejected(line, explain(error)))
    return rows, rejected


def read_prices(path: Path) -> dict[str, int]:
    """Give the price list: item to minor units; one bad price is reason enough to stop."""
    header, body = _table(path)
    column = next((name for name in ("price", "unit_price") if name in header), None)
    if column is None or "item" not in header:
        raise UserError("{name} is no price list: its columns are item and price.", name=path.name)
    prices: dict[str, int] = {}
    for line, text, separator in body:
        try:
            fields = _fields(text, separator, header)
            prices[_text(fields, "item")] = _price(_text(fields, column))
        except UserError as error:
            raise UserError(
                "Line {line} of {name}: {reason}", line=line, name=path.name, reason=explain(error)
            ) from error
    return prices


def parse_moment(text: str) -> datetime:
    """Read `2026-11-23T08:15[:30]`, with a blank for the T or an offset, or `23.11.2026 08:15[:30]`.

    Without an offset it is the time of this machine's zone.
    """
    plain = text.strip()
    swiss = _SWISS_DATE.fullmatch(plain)
    try:
        if swiss:
            day, month, year, hour, minute, second = (int(part or 0) for part in swiss.groups())
            moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # the zone follows below
        else:
            moment = datetime.fromisoformat(plain)
    except ValueError as error:
        raise UserError(
            "«{text}» is not a date and time. Write it like 2026-11-23 08:15 or 23.11.2026 08:15.", text=plain[:32]
        ) from error
    if not OLDEST_YEAR <= moment.year <= NEWEST_YEAR:
        raise UserError(
            "The year {year} cannot be replayed: from {oldest} to {newest}.",
            year=moment.year,
            oldest=OLDEST_YEAR,
            newest=NEWEST_YEAR,
        )
    return moment if moment.tzinfo is not None else moment.astimezone()


def _table(path: Path) -> tuple[list[str], Iterator[tuple[int, str, str]]]:
    """Give the column names and the lines that follow: number in the file, text, separator.

    Lines are split before fields: a quote that is never closed spoils its own line only.
    """
    lines = re.split(r"\r\n|\r|\n", _decoded(path))
    separator = max(",;\t", key=lines[0].count)
    header = [name.strip().casefold() for name in _cells(lines[0], separator)]
    body = ((n, text, separator) for n, text in enumerate(lines[1:], 2) if text.strip(separator + " "))
    return header, body


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserError("The file {name} cannot be read. Check its name and folder.", name=str(path)) from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _cells(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error as error:
        raise UserError("This line cannot be split into columns.") from error


def _fields(text: str, separator: str, header: Sequence[str]) -> dict[str, str]:
    cells = _cells(text, separator)
    if len(cells) > len(header):
        raise UserError("This line has more columns than the first one. Put texts that hold a separator in quotes.")
    return dict(zip(header, cells, strict=False))


def _text(fields: dict[str, str], column: str) -> str:
    value = fields.get(column, "").strip()
    if not value:
        raise UserError("The column «{column}» is empty.", column=column)
    if not value.isprintable():
        raise UserError("The column «{column}» holds control characters.", column=column)
    return value


def _price(text: str) -> int:
    price = parse_amount(text)
    if price < 0:
        raise UserError("A price is not negative. A return has a negative quantity.")
    return price


def _row(line: int, fields: dict[str, str]) -> SoldRow:
    price, tender = fields.get("unit_price", "").strip(), fields.get("tender", "").strip()
    if tender and tender.casefold() not in TENDERS:
        raise UserError(
            "«{tender}» is not a means of payment. They are cash, card, twint, lem and eur.", tender=tender[:24]
        )
    return SoldRow(
        line,
        _text(fields, "receipt"),
        parse_moment(_text(fields, "at")),
        " ".join(_text(fields, "item").split()),
        parse_quantity(_text(fields, "quantity")),
        _price(price) if price else None,
        TENDERS[tender.casefold()] if tender else None,
    )
