"""Closings for the accountant: each Z as double entry, by day or month, in the files of bookkeeping programs.

A Z becomes: what each means of payment brought against sales by VAT rate, deposits and vouchers, and cash rounding;
each cash movement; differences at the count; what was set aside of the drawers. After it the cash accounts hold what
stayed in the drawers. Everything is in francs, an amount in another currency beside its value (facts: counter §6.1).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.bookkeeping import Posting, entries
from pos.domain.bookkeeping_files import to_banana, to_bexio, to_cresus
from pos.domain.currency import to_chf
from pos.shopfile import reading
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pos.domain.closing import Report, TenderTotal
    from pos.shopfile.shopfile import ShopFile

BOOKS = "CHF"
DRAWERS = {"CHF": "till:cash.CHF", "EUR": "till:cash.EUR", "LEM": "till:note.LEM"}
FORMATS: dict[str, tuple[str, Callable[[Iterable[Posting]], bytes]]] = {
    "Banana": ("txt", to_banana),
    "Crésus": ("txt", to_cresus),
    "bexio": ("csv", to_bexio),
}
"""Program to the ending of its file and what writes it."""
_SALES = "NRHE"


class Closed(NamedTuple):
    """A Z with what it does not say itself: the one before it, its lines outside VAT, CHF for one EUR."""

    report: Report
    before: Report | None
    outside_minor: int
    eur_rate: Decimal


def periods(shop: ShopFile) -> list[str]:
    """Give months and days that have a Z, each month before its days, newest first (2026-11, 2026-11-24)."""
    with shop.read() as connection:
        days = reading.business_days(connection)
    made: list[str] = []
    for day in days:
        made += [day] if day[:7] in made else [day[:7], day]
    return made


def closings(shop: ShopFile, period: str) -> list[Closed]:
    """Give the Zs of a month (2026-11) or a day (2026-11-24), oldest first."""
    made: list[Closed] = []
    with shop.read() as connection:
        _, profile = reading.profile(connection)
        rate = Decimal(profile.rules.eur_rate or 1)
        for report in reading.reports_of(connection, period[:7]):
            if not report.business_day.startswith(period):
                continue
            before = reading.report_numbered(connection, report.number - 1)
            outside = reading.outside_vat(connection, report.first_receipt, report.last_receipt)
            made.append(Closed(report, before, outside, rate))
    return made


def postings(shop: ShopFile, period: str) -> list[Posting]:
    """Give a period as double entry."""
    return [posting for closed in closings(shop, period) for posting in postings_of(closed)]


def file_of(shop: ShopFile, period: str, program: str) -> tuple[str, bytes]:
    """Give the name and the content of a period's file for a program."""
    ending, write = FORMATS[program]
    with shop.read() as connection:
        till = reading.profile(connection)[1].till_code
    return f"{till}-{period}-{program.replace('é', 'e')}.{ending}", write(postings(shop, period))


def rows(posted: Sequence[Posting]) -> list[tuple[str, str, str, str, int]]:
    """Give day, document, text, the two accounts and the amount, as they will be imported."""
    from pos.domain.accounts_chart import number_of  # noqa: PLC0415  # shown only here

    return [
        (
            entry.day,
            entry.reference,
            entry.text,
            f"{number_of(entry.debit)} / {number_of(entry.credit)}",
            entry.amount_minor,
        )
        for entry in entries(posted)
    ]


def postings_of(closed: Closed) -> list[Posting]:
    """Give a Z as transactions that balance in francs."""
    made = [*_Sold(closed).legs()]
    for number, (account, other, minor, currency, text) in enumerate(_moved(closed), 1):
        made += _pair(closed, f"{_name(closed.report)}/{number}", (account, other), minor, currency, text)
    return made


class _Sold:
    """The sales of a Z: one transaction."""

    def __init__(self, closed: Closed) -> None:
        self._closed, self._report = closed, closed.report

    def legs(self) -> Iterator[Posting]:
        totals = self._report.totals
        for total in totals.tenders:
            yield from self._tender(total)
        taxed = 0
        for vat in totals.vat:
            taxed += vat.gross_minor
            code = vat.code if vat.code in _SALES else "E"
            text = tr("Sales, VAT {rate} %", rate=f"{vat.rate_bp / 100:g}") if vat.rate_bp else tr("Sales without VAT")
            yield from self._leg(f"till:sales:{code}", -vat.gross_minor, text, f"{code}{vat.rate_bp}")
        outside = self._closed.outside_minor
        # A shop that is not registered has sales without any rate.
        yield from self._leg("till:sales:E", -(totals.total_minor - taxed - outside), tr("Sales without VAT"))
        yield from self._leg("till:outside", -outside, tr("Deposits and vouchers"))
        yield from self._leg("till:rounding", -totals.rounding_minor, tr("Cash rounding"))

    def _tender(self, total: TenderTotal) -> Iterator[Posting]:
        foreign = (0, "") if total.currency == BOOKS else (total.minor, total.currency)
        yield from self._leg(f"till:{total.code}", total.value_minor, total.code, "", foreign)

    def _leg(
        self, account: str, minor: int, text: str, vat: str = "", foreign: tuple[int, str] = (0, "")
    ) -> Iterator[Posting]:
        if minor:
            name, day = _name(self._report), self._report.business_day
            yield Posting(name, day, account, minor, BOOKS, text, _document(self._report), vat, *foreign)


def _moved(closed: Closed) -> Iterator[tuple[str, str, int, str, str]]:
    """Give what went into drawers besides sales: account, the other one, amount in its currency, currency, why."""
    report, before = closed.report, closed.before
    kept = {drawer.currency: drawer.kept_minor for drawer in before.drawers} if before is not None else {}
    for currency, account in DRAWERS.items():
        opened = sum(minor for code, minor in report.floats if code == currency) - kept.get(currency, 0)
        yield account, f"till:transfer:{currency}", opened, currency, tr("Float")
    for move in report.moves:
        yield DRAWERS[move.currency], f"till:transfer:{move.currency}", move.minor, move.currency, move.reason
    for drawer in report.drawers:
        account = DRAWERS[drawer.currency]
        why = drawer.reason or tr("Difference at the count")
        yield account, "till:difference", drawer.difference_minor, drawer.currency, why
        aside = drawer.kept_minor - drawer.counted_minor
        yield account, f"till:transfer:{drawer.currency}", aside, drawer.currency, tr("Set aside at closing")


def _pair(
    closed: Closed, txn: str, accounts: tuple[str, str], minor: int, currency: str, text: str
) -> Iterator[Posting]:
    worth = to_chf(minor, closed.eur_rate) if currency == "EUR" else minor
    if not worth:
        return
    for account, sign in zip(accounts, (1, -1), strict=True):
        foreign = (sign * minor, currency) if currency != BOOKS and account != "till:difference" else (0, "")
        day, document = closed.report.business_day, _document(closed.report)
        yield Posting(txn, day, account, sign * worth, BOOKS, text, document, "", *foreign)


def _name(report: Report) -> str:
    return f"{report.till}-Z{report.number}"


def _document(report: Report) -> str:
    return f"{report.till} Z {report.number}"
