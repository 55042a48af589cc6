"""The X and Z reports as printed: the figures of a session, its drawers and the totals that never reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.documents.blocks import Block, Cols, Cut, Document, Feed, Row, Rule, Text
from pos.documents.receipt import heading, vat_table
from pos.documents.wordings import RULE, amount, day, day_and_time, percent, tender_name
from pos.domain.money import format_amount
from pos.domain.vat import VatRegime, net_rate_tax
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.domain.closing import Report, TenderTotal, Totals
    from pos.domain.drawer import DrawerDifference
    from pos.domain.shop import ShopProfile


def report_document(report: Report, shop: ShopProfile) -> Document:
    """Make the paper of an X (a reading) or a Z (the closing)."""
    title = tr("Z report {n}", n=report.number) if report.kind == "Z" else tr("X report")
    blocks: list[Block] = [*heading(shop), Feed(), Text(title, "center", bold=True, size=2)]
    if report.kind != "Z":
        blocks.append(Text(tr("A reading: the day stays open"), "center"))
    blocks += [Feed(), *_session(report), *_turnover(report.totals)]
    if shop.vat_regime is not VatRegime.NONE and report.totals.vat:
        blocks += _vat(report.totals, shop)
    blocks += [*_tenders(report.totals), *_moves(report), *_drawers(report), *_forever(report), Cut()]
    return Document(title, tuple(blocks))


def _section(title: str) -> Iterator[Block]:
    yield Rule(RULE)
    yield Text(title, bold=True)


def _session(report: Report) -> Iterator[Block]:
    yield Row(tr("Till"), report.till)
    yield Row(tr("Day"), day(report.business_day))
    yield Row(tr("Opened"), day_and_time(report.opened_at))
    yield Row(tr("Closed") if report.kind == "Z" else tr("Read"), day_and_time(report.at))
    if report.first_receipt:
        yield Row(tr("First receipt"), report.first_receipt)
        yield Row(tr("Last receipt"), report.last_receipt)
    else:
        yield Row(tr("Receipts"), tr("none"))


def _turnover(totals: Totals) -> Iterator[Block]:
    yield from _section(tr("Turnover"))
    yield Row(tr("Sales ({n})", n=totals.sales), format_amount(totals.sales_minor))
    yield Row(tr("Refunds ({n})", n=totals.refunds), format_amount(totals.refunds_minor))
    yield Row(tr("TOTAL CHF"), format_amount(totals.total_minor), bold=True, size=2)
    yield Row(tr("Cash rounding"), format_amount(totals.rounding_minor))
    yield Row(tr("To be received"), format_amount(totals.total_minor + totals.rounding_minor))
    yield Row(tr("Lines sold and returned"), str(totals.articles))
    yield Row(tr("Discounts granted, already deducted"), format_amount(totals.discounts_minor))


def _vat(totals: Totals, shop: ShopProfile) -> Iterator[Block]:
    yield Rule(RULE)
    yield from vat_table(totals.vat, lettered=False)
    yield Row(tr("Tax in all"), format_amount(sum(total.tax_minor for total in totals.vat)))
    if shop.vat_regime is VatRegime.NET_RATE:
        taxed = sum(total.gross_minor for total in totals.vat if total.rate_bp)
        due = net_rate_tax(taxed, shop.net_rate_bp)
        yield Row(tr("Tax due at the net rate of {rate}", rate=percent(shop.net_rate_bp)), format_amount(due))


def _tenders(totals: Totals) -> Iterator[Block]:
    yield from _section(tr("Means of payment, change deducted"))
    for total in totals.tenders:
        yield from _tender(total)
    yield Row(tr("In all, in CHF"), format_amount(sum(total.value_minor for total in totals.tenders)), bold=True)


def _tender(total: TenderTotal) -> Iterator[Block]:
    yield Row(f"{tender_name(total.code)} ({total.count})", amount(total.minor, total.currency))
    if total.currency != "CHF":
        yield Row("  " + tr("worth"), amount(total.value_minor, "CHF"))


def _moves(report: Report) -> Iterator[Block]:
    if not report.moves:
        return
    yield from _section(tr("Money in and out"))
    for move in report.moves:
        yield Row(move.reason, ("+" if move.minor > 0 else "") + amount(move.minor, move.currency))


def _drawers(report: Report) -> Iterator[Block]:
    for drawer in report.drawers:
        yield from _counted(drawer)
    if not report.drawers:
        yield from _section(tr("Drawer, not counted"))
        for code, minor in report.floats:
            yield Row(tr("Float"), amount(minor, code))
            yield Row(tr("Expected"), amount(report.expected(code), code))


def _counted(drawer: DrawerDifference) -> Iterator[Block]:
    code = drawer.currency
    yield from _section(tr("Drawer {currency}", currency=code))
    yield Row(tr("Float"), amount(drawer.float_minor, code))
    yield Row(tr("Sales, refunds, moves"), amount(drawer.expected_minor - drawer.float_minor, code))
    yield Row(tr("Expected"), amount(drawer.expected_minor, code))
    for piece, number in drawer.counts:
        cells = (f"  {number} x", format_amount(piece), amount(piece * number, code))
        yield Cols(cells, (0, 9, 14), "lrr")
    yield Row(tr("Counted, twice") if drawer.recounted else tr("Counted"), amount(drawer.counted_minor, code))
    yield Row(tr("Difference"), amount(drawer.difference_minor, code), bold=True)
    if drawer.reason:
        yield Text("  " + drawer.reason)
    yield Row(tr("Stays in the drawer"), amount(drawer.kept_minor, code))
    yield Row(tr("Taken out"), amount(drawer.counted_minor - drawer.kept_minor, code))


def _forever(report: Report) -> Iterator[Block]:
    yield from _section(tr("Since the till began"))
    yield Row(tr("Sales"), format_amount(report.perpetual_sales_minor))
    yield Row(tr("Refunds"), format_amount(report.perpetual_refunds_minor))
    yield Row(tr("Total"), format_amount(report.perpetual_sales_minor + report.perpetual_refunds_minor), bold=True)
    yield from _section(tr("Journal"))
    yield Row(tr("Entries"), f"{report.first_seq} - {report.last_seq}")
    yield Text(tr("Its fingerprint; keep this paper:"))
    yield Text(" ".join(report.head_hash[at : at + 8] for at in range(0, len(report.head_hash), 8)))
