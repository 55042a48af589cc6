"""Find a past ticket and give lines of it back: at the price paid, to the tender used, never more than sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain import facts
from pos.domain.closing import refundable_by_tender
from pos.domain.errors import UserError
from pos.domain.sale import Sale, refund_lines, returnable, vat_of
from pos.domain.tender import CASH, Settlement, pay_out, refund_parts
from pos.services import ticketing
from pos.services.selling import perpetual
from pos.shopfile import reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.domain.sale import SaleLine
    from pos.shopfile.reading import Ticket, TicketRow
    from pos.shopfile.shopfile import ShopFile


class RefundPlan(NamedTuple):
    """What a refund would be: its lines, what is handed out, and what each tender can still give back."""

    lines: tuple[SaleLine, ...]
    total_minor: int
    settlement: Settlement
    open_by_tender: dict[str, int]


def tickets(shop: ShopFile, *, day: str | None = None, text: str = "", limit: int = 200) -> list[TicketRow]:
    """Give past tickets, newest first, of a business day or matching a number, an amount or an article."""
    with shop.read() as connection:
        return reading.tickets(connection, day=day, text=text, limit=limit)


def ticket(shop: ShopFile, sale_id: str) -> Ticket:
    """Give a past ticket whole."""
    with shop.read() as connection:
        found = reading.ticket(connection, sale_id)
    if found is None:
        raise UserError("This ticket is not in the shop file.")
    return found


def last_ticket(shop: ShopFile) -> TicketRow | None:
    """Give the newest ticket."""
    with shop.read() as connection:
        return reading.last_ticket(connection)


def still_returnable(past: Ticket) -> dict[str, int]:
    """Give what may still come back of a ticket: line id to thousandths."""
    return {} if past.sale.is_refund else returnable(past.sale, past.returned)


def open_by_tender(past: Ticket) -> dict[str, int]:
    """Give what each tender paid and did not get back yet, in CHF minor units; EUR cash counts as CHF cash."""
    return {code: value for code, value in _held(past).items() if value > 0}


def plan(past: Ticket, wanted: Mapping[str, int], prefer: str | None = None) -> RefundPlan:
    """Work out a refund of `wanted` (line id to thousandths), paid to `prefer` first where it can."""
    lines = refund_lines(past.sale, wanted, past.returned, past.repaid_minor)
    total = sum(line.total_minor for line in lines)
    if total < 0:
        parts = refund_parts(-total, _held(past), prefer or CASH)
        kept = -total - sum(value for _, value in parts)
        settlement = pay_out(total, parts, past.profile.rules, rounded_minor=kept)
    elif total == 0:
        settlement = Settlement((), (), 0)
    else:
        raise UserError("These lines were paid out, not in: there is nothing to give back.")
    return RefundPlan(lines, total, settlement, open_by_tender(past))


def refund(
    shop: ShopFile,
    sale_id: str,
    wanted: Mapping[str, int],
    *,
    prefer: str | None = None,
    reason: str = "",
    cashier: str = "",
    tickets_back: Sequence[str] = (),
) -> Sale:
    """Journal the refund, and which event tickets it makes void (`tickets_back`: numbers whose paper came back).

    What came back since the screen was shown is checked again inside the transaction.
    """
    with shop.write() as journal:
        session = reading.open_session(journal.connection)
        if session is None:
            raise UserError("The day is not open yet. Open it with the float, then refund.")
        past = reading.ticket(journal.connection, sale_id)
        if past is None:
            raise UserError("This ticket is not in the shop file.")
        if past.sale.training:
            raise UserError("A training ticket was never paid: there is nothing to give back.")
        made = plan(past, wanted, prefer)
        _, profile = reading.profile(journal.connection)
        sale = Sale(
            id=journal.new_id(),
            receipt=journal.next_receipt(profile.till_code),
            at=shop.clock.now().isoformat(timespec="seconds"),
            business_day=session.business_day,
            cashier=cashier,
            lines=made.lines,
            total_minor=made.total_minor,
            vat=() if not past.sale.vat else vat_of(made.lines),
            tenders=made.settlement.tenders,
            change=made.settlement.change,
            rounding_minor=made.settlement.rounding_minor,
            session=session.id,
            refunds_sale=past.sale.id,
            refunds_receipt=past.sale.receipt,
            reason=reason.strip(),
            place=past.sale.place,
        )
        sales, refunds = perpetual(journal, sale)
        journal.append(
            facts.RefundCompleted(
                id=sale.id,
                at=journal.stamp(),
                by=cashier,
                sale=sale,
                perpetual_sales_minor=sales,
                perpetual_refunds_minor=refunds,
            )
        )
        ticketing.revoke(journal, sale, tickets_back)
    return sale


def _held(past: Ticket) -> dict[str, int]:
    left = refundable_by_tender(past.sale)
    for code, value in past.refunded_by_tender.items():
        left[code] = left.get(code, 0) - value
    return left
