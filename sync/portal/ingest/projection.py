"""Sales, payments, cash sessions and closings, as a till's entries make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from sync.portal.storage import tables

if TYPE_CHECKING:
    from pos.domain import facts
    from sync.portal.ingest.projected import Gathered, Source

_encoder = msgspec.json.Encoder()


def sale_completed(into: Gathered, source: Source, fact: facts.SaleCompleted | facts.RefundCompleted) -> None:
    """Put a ticket with its lines and what was given for it."""
    sale, member = fact.sale, source.member
    into.insert(
        tables.sale,
        member=member,
        id=sale.id,
        till=source.till,
        receipt=sale.receipt,
        at=sale.at,
        business_day=sale.business_day,
        total_minor=sale.total_minor,
        rounding_minor=sale.rounding_minor,
        training=sale.training,
        refunds=sale.refunds_sale,
        heard_ms=source.received_ms,
    )
    if sale.buyer is not None and sale.buyer.id != member:
        into.insert(tables.sale_buyer, member=member, sale=sale.id, buyer=sale.buyer.id[:32])
    for position, line in enumerate(sale.lines):
        into.insert(
            tables.sale_line,
            member=member,
            sale=sale.id,
            position=position,
            line=line.id,
            product=line.product_id,
            name=line.name,
            quantity_milli=line.quantity_milli,
            total_minor=line.total_minor,
            vat_code=line.vat_code,
            rate_bp=line.rate_bp,
            category=line.category,
            refunds=line.refunds,
        )
    given = [(tender.code, tender.currency, tender.minor, tender.value_minor) for tender in sale.tenders]
    given += [(change.code, change.currency, -change.minor, -change.value_minor) for change in sale.change]
    for position, (code, currency, minor, value) in enumerate(given):
        into.insert(
            tables.payment,
            member=member,
            sale=sale.id,
            position=position,
            code=code,
            currency=currency,
            minor=minor,
            value_minor=value,
        )
    if sale.refunds_sale is not None:
        _watch_double_refund(into, source, fact)


def _watch_double_refund(into: Gathered, source: Source, fact: facts.SaleCompleted | facts.RefundCompleted) -> None:
    """Two tills off line can give the same line back: both refunds are facts, and a person should know."""
    sale = fact.sale
    wanted = [line.refunds for line in sale.lines if line.refunds]
    if not wanted:
        return
    back, lines = tables.sale_line.alias("back"), tables.sale_line
    query = select(lines.c.line, lines.c.quantity_milli).where(
        lines.c.member == source.member, lines.c.sale == sale.refunds_sale, lines.c.line.in_(wanted)
    )
    sold = {row.line: row.quantity_milli for row in into.connection.execute(query)}
    earlier = into.connection.execute(
        select(back.c.refunds, back.c.quantity_milli, back.c.sale)
        .join(tables.sale, (tables.sale.c.member == back.c.member) & (tables.sale.c.id == back.c.sale))
        .where(back.c.member == source.member, tables.sale.c.refunds == sale.refunds_sale, back.c.sale != sale.id)
    ).all()
    returned: dict[str, int] = {}
    back_so_far = [(row.refunds, row.quantity_milli) for row in earlier]
    back_so_far += [
        (row["refunds"], row["quantity_milli"]) for row in into.rows[tables.sale_line] if row["refunds"] in wanted
    ]
    for line, quantity in back_so_far:
        returned[line] = returned.get(line, 0) - quantity
    for line in wanted:
        if line in sold and returned.get(line, 0) > sold[line]:
            into.odd(
                "double_refund", f"{sale.refunds_sale}:{line}", receipt=sale.receipt, refunds=sale.refunds_receipt or ""
            )


def session_opened(into: Gathered, source: Source, fact: facts.SessionOpened) -> None:
    """Put a cash session."""
    into.put(
        tables.session,
        member=source.member,
        id=fact.session,
        till=source.till,
        opened_at=fact.local_at,
        business_day=fact.business_day,
        closed_at=None,
    )


def session_closed(into: Gathered, source: Source, fact: facts.SessionClosed) -> None:
    """Close the session and keep its Z."""
    report = fact.report
    into.put(
        tables.session,
        member=source.member,
        id=fact.session,
        till=source.till,
        opened_at=report.opened_at,
        business_day=report.business_day,
        closed_at=report.at,
    )
    into.insert(
        tables.closing,
        member=source.member,
        id=fact.id,
        till=source.till,
        kind="day",
        period=report.business_day,
        number=report.number,
        total_minor=report.totals.total_minor,
        perpetual_minor=report.perpetual_sales_minor + report.perpetual_refunds_minor,
        body=_encoder.encode(report),
    )


def period_closed(into: Gathered, source: Source, fact: facts.PeriodClosed) -> None:
    """Keep a month or a year closed."""
    into.insert(
        tables.closing,
        member=source.member,
        id=fact.id,
        till=source.till,
        kind="month" if len(fact.period) == 7 else "year",
        period=fact.period,
        number=fact.last_z,
        total_minor=fact.totals.total_minor,
        perpetual_minor=fact.perpetual_sales_minor + fact.perpetual_refunds_minor,
        body=_encoder.encode(fact),
    )


def clock_jumped(into: Gathered, source: Source, fact: facts.ClockJumped) -> None:
    """Tell of a clock that was wrong; nothing else follows from it."""
    into.odd("clock", fact.id, jump_ms=fact.jump_ms, seq=source.seq)


def consent_changed(into: Gathered, source: Source, fact: facts.ConsentChanged) -> None:
    """Keep what the shop agreed to, and when."""
    into.insert(
        tables.consent,
        member=source.member,
        event=fact.id,
        statistics=fact.statistics,
        at_ms=source.received_ms,
    )
