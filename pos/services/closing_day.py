"""The day: open with a float, move cash, read X, count blind, close with a Z."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.domain import facts
from pos.domain.closing import Report, Totals, add_totals
from pos.domain.currency import CURRENCIES
from pos.domain.drawer import DrawerDifference, checked_move
from pos.domain.errors import UserError
from pos.domain.money import format_amount
from pos.services import cataloguing
from pos.shopfile import local, reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.domain.drawer import Count
    from pos.shopfile.journal import Journal
    from pos.shopfile.reading import SessionRow
    from pos.shopfile.shopfile import ShopFile

FLOAT_SETTING = "kept_float"
"""What was left in each drawer at the last closing: the float proposed for the next opening."""


def current_session(shop: ShopFile) -> SessionRow | None:
    """Give the session that is open, if one is."""
    with shop.read() as connection:
        return reading.open_session(connection)


def drawers(shop: ShopFile) -> list[str]:
    """Give the currencies that have a drawer in this shop: CHF, and what else is taken in notes."""
    with shop.read() as connection:
        _, profile = reading.profile(connection)
    taken = {"cash.EUR": "EUR", "note.LEM": "LEM"}
    return ["CHF", *(taken[code] for code in taken if code in profile.rules.accepted)]


def proposed_floats(shop: ShopFile) -> dict[str, int]:
    """Give what the last closing left in each drawer, in minor units."""
    with shop.read() as connection:
        return local.setting(connection, FLOAT_SETTING, dict[str, int], {})


def open_session(shop: ShopFile, floats: Mapping[str, int], *, cashier: str = "") -> SessionRow:
    """Open the day with a float per currency (minor units); closes months and years that ended.

    Prices decided for this day or before begin now.
    """
    for code, minor in floats.items():
        if code not in CURRENCIES:
            raise UserError("This till does not take {code}.", code=code)
        if minor < 0:
            raise UserError("A float is not negative.")
    with shop.write() as journal:
        if reading.open_session(journal.connection) is not None:
            raise UserError("The day is already open.")
        now = shop.clock.now()
        day = now.date().isoformat()
        for period in reading.unclosed_periods(journal.connection, day):
            _close_period(journal, period, cashier)
        session = journal.new_id()
        journal.append(
            facts.SessionOpened(
                id=session,
                at=journal.stamp(),
                by=cashier,
                session=session,
                local_at=now.isoformat(timespec="seconds"),
                business_day=day,
                floats=tuple(sorted(floats.items())),
            )
        )
        opened = reading.open_session(journal.connection)
        assert opened is not None
    cataloguing.apply_due_prices(shop, day, cashier=cashier)
    return opened


def move_cash(shop: ShopFile, currency: str, minor: int, reason: str, *, cashier: str = "") -> None:
    """Put money into the drawer (positive minor units) or take it out, with the reason."""
    checked_move(minor, reason)
    with shop.write() as journal:
        session = _open(journal)
        left = _report(shop, journal, session, "X").expected(currency) + minor
        if left < 0:
            raise UserError(
                "There is only {amount} {currency} in the drawer.",
                amount=format_amount(left - minor),
                currency=currency,
            )
        journal.append(
            facts.CashMoved(
                id=journal.new_id(),
                at=journal.stamp(),
                by=cashier,
                session=session.id,
                currency=currency,
                minor=minor,
                reason=" ".join(reason.split())[:200],
            )
        )


def open_drawer(shop: ShopFile, reason: str, *, cashier: str = "") -> None:
    """Journal that the drawer is opened without a sale; the kick itself is a print job."""
    if not reason.strip():
        raise UserError("Say why the drawer is opened.")
    with shop.write() as journal:
        journal.append(facts.DrawerOpened(id=journal.new_id(), at=journal.stamp(), by=cashier, reason=reason.strip()))


def read_x(shop: ShopFile) -> Report:
    """Give the session's figures so far; changes nothing."""
    with shop.write() as journal:
        return _report(shop, journal, _open(journal), "X")


def close_session(
    shop: ShopFile,
    counts: Sequence[Count],
    *,
    kept: Mapping[str, int] | None = None,
    reasons: Mapping[str, str] | None = None,
    recounted: bool = False,
    cashier: str = "",
) -> Report:
    """Close the day with the drawers as counted and give the Z; `kept` stays in the drawer as the next float.

    Every drawer of the session must be counted; a difference is a fact, kept with its reason.
    """
    counted = {count.currency: count for count in counts}
    with shop.write() as journal:
        session = _open(journal)
        report = _report(shop, journal, session, "Z")
        needed = _session_currencies(report)
        missing = [code for code in needed if code not in counted]
        if missing:
            raise UserError("Count the {currency} drawer too, even when it is empty.", currency=missing[0])
        final = _closed(report, counted, kept or {}, reasons or {}, recounted=recounted)
        journal.append(
            facts.SessionClosed(id=journal.new_id(), at=journal.stamp(), by=cashier, session=session.id, report=final)
        )
        remaining = {drawer.currency: drawer.kept_minor for drawer in final.drawers}
        local.set_setting(journal.connection, FLOAT_SETTING, remaining)
    return final


def differences(report: Report, counts: Sequence[Count]) -> list[DrawerDifference]:
    """Give expected against counted per drawer, once the count is handed in."""
    floats = dict(report.floats)
    return [
        DrawerDifference(
            currency=count.currency,
            float_minor=floats.get(count.currency, 0),
            expected_minor=report.expected(count.currency),
            counted_minor=count.total_minor,
            counts=count.pieces,
        )
        for count in counts
    ]


def past_reports(shop: ShopFile, limit: int = 60) -> list[Report]:
    """Give the Z reports, newest first."""
    with shop.read() as connection:
        return reading.reports(connection, limit)


def _open(journal: Journal) -> SessionRow:
    session = reading.open_session(journal.connection)
    if session is None:
        raise UserError("The day is not open yet.")
    return session


def _report(shop: ShopFile, journal: Journal, session: SessionRow, kind: str) -> Report:
    _, profile = reading.profile(journal.connection)
    return Report(
        kind=kind,
        number=journal.counter("z") + 1,
        till=profile.till_code,
        opened_at=session.opened_at,
        at=shop.clock.now().isoformat(timespec="seconds"),
        business_day=session.business_day,
        totals=session.totals,
        floats=session.floats,
        moves=session.moves,
        first_receipt=session.first_receipt,
        last_receipt=session.last_receipt,
        first_seq=session.first_seq,
        last_seq=journal.head.seq,
        perpetual_sales_minor=journal.counter("perpetual_sales"),
        perpetual_refunds_minor=journal.counter("perpetual_refunds"),
        head_hash=journal.head.hash.hex(),
    )


def _session_currencies(report: Report) -> list[str]:
    used = {code for code, _ in report.floats} | {move.currency for move in report.moves}
    used |= {total.currency for total in report.totals.tenders if total.code in ("cash.EUR", "note.LEM")}
    return [code for code in CURRENCIES if code in used | {"CHF"}]


def _closed(
    report: Report,
    counted: Mapping[str, Count],
    kept: Mapping[str, int],
    reasons: Mapping[str, str],
    *,
    recounted: bool,
) -> Report:

    made = []
    for drawer in differences(report, list(counted.values())):
        stays = kept.get(drawer.currency, 0)
        if not 0 <= stays <= drawer.counted_minor:
            raise UserError(
                "At most {amount} {currency} can stay in the drawer: that is what was counted.",
                amount=format_amount(drawer.counted_minor),
                currency=drawer.currency,
            )
        why = reasons.get(drawer.currency, "").strip()
        made.append(replace(drawer, kept_minor=stays, reason=why, recounted=recounted))
    return replace(report, drawers=tuple(made))


def _close_period(journal: Journal, period: str, cashier: str) -> None:
    """Close a month or a year: the sum of its Z reports, bounded by entries (facts: sync §4.9)."""
    reports = reading.reports_of(journal.connection, period)
    assert reports
    journal.append(
        facts.PeriodClosed(
            id=journal.new_id(),
            at=journal.stamp(),
            by=cashier,
            period=period,
            first_seq=reports[0].first_seq,
            last_seq=reports[-1].last_seq,
            first_z=reports[0].number,
            last_z=reports[-1].number,
            totals=reduce(add_totals, (report.totals for report in reports), Totals()),
            perpetual_sales_minor=reports[-1].perpetual_sales_minor,
            perpetual_refunds_minor=reports[-1].perpetual_refunds_minor,
        )
    )
