"""Whether the figures of the journal agree: each ticket in itself, and the numbers and totals from ticket to ticket."""

from __future__ import annotations

from pos.domain import facts
from pos.domain.sale import Sale, vat_of
from pos.shopfile.journal import incarnation_letters
from pos.wording import tr


class Figures:
    """Follows receipt numbers, Z numbers and perpetual totals through the journal."""

    def __init__(self) -> None:
        self.sales = 0
        self._numbers: dict[tuple[bytes, bool], int] = {}
        self._known = set[str]()
        self._totals: tuple[int, int] | None = (0, 0)
        self._z: int | None = 0
        self._lost = False

    def lose_track(self) -> None:
        """After a damaged entry: the next number and total of each kind are believed, and followed from there."""
        self._numbers.clear()
        self._totals = self._z = None
        self._lost = True

    def take(self, inc: bytes, fact: facts.AnyFact) -> list[str]:
        """Take the next entry and give what is wrong with its figures."""
        if isinstance(fact, facts.SaleCompleted | facts.RefundCompleted):
            return self._ticket(inc, fact)
        if isinstance(fact, facts.SessionClosed):
            return self._closing(fact)
        if isinstance(fact, facts.SalesRecovered):
            self._known.update(back.sale.id for back in fact.sales)
            return [wrong for back in fact.sales for wrong in sale_problems(back.sale)]
        return []

    def _ticket(self, inc: bytes, fact: facts.SaleCompleted | facts.RefundCompleted) -> list[str]:
        sale = fact.sale
        self.sales += not sale.is_refund and not sale.training
        wrong = sale_problems(sale)
        if sale.is_refund != isinstance(fact, facts.RefundCompleted):
            wrong.append(tr("A refund names the ticket it refunds, a sale names none: here it is the other way round."))
        if sale.refunds_sale is not None and sale.refunds_sale not in self._known and not self._lost:
            wrong.append(tr("It refunds a ticket that is not in this journal."))
        self._known.add(sale.id)
        wrong += self._number(inc, sale)
        if self._totals is not None and not sale.training:
            sales, refunds = self._totals
            more = sale.total_minor
            self._totals = (sales, refunds + more) if sale.is_refund else (sales + more, refunds)
        return wrong + self._perpetual(fact.perpetual_sales_minor, fact.perpetual_refunds_minor)

    def _number(self, inc: bytes, sale: Sale) -> list[str]:
        key = (inc, sale.training)
        last = self._numbers.get(key, None if self._lost else 0)
        given = _receipt_number(inc, sale)
        if given is None:
            self._numbers[key] = (last or 0) + 1
            return [tr("Its receipt number {receipt} is not one of this incarnation.", receipt=sale.receipt)]
        self._numbers[key] = given
        if last is None or given == last + 1:
            return []
        return [
            tr(
                "Its receipt number {receipt} breaks the row: {due} was due.",
                receipt=sale.receipt,
                due=f"{last + 1:06d}",
            )
        ]

    def _perpetual(self, *given: int) -> list[str]:
        expected, self._totals = self._totals, (given[0], given[1])
        if expected is None or given == expected:
            return []
        return [tr("Its perpetual totals do not continue those before it.")]

    def _closing(self, fact: facts.SessionClosed) -> list[str]:
        report = fact.report
        wrong = self._perpetual(report.perpetual_sales_minor, report.perpetual_refunds_minor)
        last, self._z = self._z, report.number
        if last is not None and report.number != last + 1:
            wrong.append(tr("It is the Z number {number}: {due} was due.", number=report.number, due=last + 1))
        return wrong


def sale_problems(sale: Sale) -> list[str]:
    """Give what does not add up within one ticket."""
    wrong = []
    if sum(line.total_minor for line in sale.lines) != sale.total_minor:
        wrong.append(tr("Its lines do not add up to its total."))
    taken = sum(tender.value_minor for tender in sale.tenders) - sum(change.value_minor for change in sale.change)
    if taken - sale.rounding_minor != sale.total_minor:
        wrong.append(tr("Its payments, less change and rounding, do not add up to its total."))
    if sale.vat and sale.vat != vat_of(sale.lines):
        wrong.append(tr("Its VAT is not that of its lines."))
    return wrong


def _receipt_number(inc: bytes, sale: Sale) -> int | None:
    """Read the number of a receipt, or None when it does not carry the letters of its incarnation."""
    parts = sale.receipt.rsplit("-", 2)
    mark = "E" if sale.training else ""
    if len(parts) != 3 or parts[1] != incarnation_letters(inc) or not parts[2].startswith(mark):
        return None
    digits = parts[2][len(mark) :]
    return int(digits) if len(digits) >= 6 and digits.isascii() and digits.isdigit() else None
