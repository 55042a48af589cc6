"""Postings as the files that bookkeeping programs import: Banana, Crésus, bexio.

Columns as each publishes them: Banana (banana.ch/doc/en/node/9947), tabs and English names; Crésus (support.cresus.ch,
«Importer des données»), tabs without a head, Windows-1252; bexio, semicolons with debit and credit account. The books
are in francs: another currency stands at its value, a complementary one at parity, its own amount beside it.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from pos.domain.accounts_chart import number_of
from pos.domain.article_rows import guarded
from pos.domain.bookkeeping import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pos.domain.bookkeeping import Entry, Posting

BOOKS = "CHF"
BANANA_COLUMNS = (
    "Date", "Doc", "Description", "AccountDebit", "AccountCredit", "Amount", "VatCode", "AmountCurrency",
    "ExchangeCurrency", "ExchangeRate", "ExternalReference",
)  # fmt: skip
BEXIO_COLUMNS = (
    "Date", "Reference", "Description", "Debit account", "Credit account", "Amount", "Currency", "Exchange rate",
    "Base amount", "Tax code",
)  # fmt: skip
_BEXIO_TAX = {"N": "UN", "R": "UR", "H": "US"}
"""Names of the sales taxes as bexio ships them: UN81, UR26, US38."""
_TEXT, _DOCUMENT = 200, 32


def to_banana(postings: Iterable[Posting]) -> bytes:
    """Give the file for Banana; `ExternalReference` keeps it from importing the same twice."""
    rows: list[Sequence[str]] = [BANANA_COLUMNS]
    places: dict[str, int] = {}
    for entry in entries(postings):
        places[entry.txn] = places.get(entry.txn, 0) + 1
        foreign, code, rate = _foreign(entry)
        rows.append(
            (
                entry.day,
                _plain(entry.reference, _DOCUMENT),
                _plain(entry.text),
                number_of(entry.debit),
                number_of(entry.credit),
                _decimal(entry.amount_minor),
                f"V{_percent(entry.vat)}" if _percent(entry.vat) else "",
                foreign,
                code,
                rate,
                f"{_plain(entry.txn, 80)}/{places[entry.txn]}",
            )
        )
    return "".join("\t".join(row) + "\r\n" for row in rows).encode()


def to_cresus(postings: Iterable[Posting]) -> bytes:
    """Give the file for Crésus: date, debit, credit, document, text, amount; characters it lacks become «?»."""
    rows = []
    for entry in entries(postings):
        year, month, day = entry.day.split("-")
        foreign, code, _ = _foreign(entry)
        text = f"{_plain(entry.text, _TEXT - 24)} ({code} {foreign})" if code else _plain(entry.text)
        numbers = (number_of(entry.debit), number_of(entry.credit))
        about = (_plain(entry.reference, _DOCUMENT), text)
        rows.append((f"{day}.{month}.{year}", *numbers, *about, _decimal(entry.amount_minor)))
    return "".join("\t".join(row) + "\r\n" for row in rows).encode("cp1252", errors="replace")


def to_bexio(postings: Iterable[Posting]) -> bytes:
    """Give the file for bexio and for importers that ask for the same columns."""
    rows: list[Sequence[str]] = [BEXIO_COLUMNS]
    for entry in entries(postings):
        foreign, code, rate = _foreign(entry)
        base = _decimal(entry.amount_minor)
        tax = _BEXIO_TAX.get(entry.vat[:1], "")
        rows.append(
            (
                entry.day,
                guarded(_plain(entry.reference, _DOCUMENT)),
                guarded(_plain(entry.text)),
                number_of(entry.debit),
                number_of(entry.credit),
                foreign or base,
                code or BOOKS,
                rate or "1",
                base,
                f"{tax}{_percent(entry.vat)}" if tax else "",
            )
        )
    return table(rows, ";").encode("utf-8-sig")


def table(rows: Iterable[Sequence[str]], separator: str) -> str:
    """Give rows as CSV text, each line ended as the format wants it."""
    written: list[str] = []
    writer = csv.writer(_Lines(written), delimiter=separator)
    writer.writerows(rows)
    return "".join(written)


class _Lines:
    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _foreign(entry: Entry) -> tuple[str, str, str]:
    """Give amount, currency and value of one unit where the entry is not in francs."""
    if entry.foreign_currency:
        rate = entry.amount_minor / entry.foreign_minor if entry.foreign_minor else 1
        return _decimal(entry.foreign_minor), entry.foreign_currency, f"{rate:.6f}".rstrip("0").rstrip(".")
    if entry.currency != BOOKS:
        return _decimal(entry.amount_minor), entry.currency, "1"
    return "", "", ""


def _percent(vat: str) -> str:
    """Give «81» for the rate of 8.1 %, «» for none."""
    rate_bp = int(vat[1:] or 0)
    return f"{rate_bp // 10}" if rate_bp else ""


def _plain(text: str, longest: int = _TEXT) -> str:
    """Give a text without what would break a line or a column."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:longest]


def _decimal(minor: int) -> str:
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"
