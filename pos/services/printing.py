"""Send paper and the drawer's kick to the spool; what may have printed waits for a person's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.devices.contracts import PrinterSettings
from pos.documents.blocks import Document, from_json, to_json
from pos.documents.receipt import receipt_document
from pos.documents.report import report_document
from pos.documents.test_page import test_page
from pos.documents.ticket import PrintedTicket, ticket_document
from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.tender import IN_DRAWER
from pos.services import closing_day, people, refunding, settings, ticketing
from pos.shopfile.spool import ShopSpool, SpooledJob
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pos.documents.label import Label
    from pos.domain.closing import Report
    from pos.domain.sale import Sale
    from pos.services.ticketing import Paper
    from pos.shopfile.shopfile import ShopFile

PAGES = ("CP858", "CP1252", "CP850")
"""Code pages that the test page shows, so that a person sees which one the printer knows."""
PRINTER = "printer"
"""Name of the printer's settings on this machine."""
TICKET = "ticket"
"""Kind of a print job: one ticket for an event, whose number is its reference."""


class PrintQueue:
    """The spool as the device thread sees it: a document becomes bytes only when the printer is ready for it."""

    def __init__(self, spool: ShopSpool, settings: Callable[[], PrinterSettings], cache: Path) -> None:
        self._spool, self._settings, self._cache = spool, settings, cache

    def take(self) -> SpooledJob | None:
        """Give the next job with its bytes; one that cannot be made fails and the next is taken."""
        while (job := self._spool.take()) is not None:
            if job.payload or not job.document:
                return job
            # Imported here, on the device thread: python-escpos takes 200 ms that no cashier waits for.
            from pos.documents.escpos import to_escpos  # noqa: PLC0415

            now = self._settings()
            payload = to_escpos(
                from_json(job.document),
                columns=now.columns,
                codepage=now.codepage,
                native_qr=now.native_qr,
                cut=now.cut,
                cache=self._cache,
            )
            self._spool.hold(job.id, payload)
            return job._replace(payload=payload)
        return None

    def settle(self, job_id: int, state: str, note: str) -> None:
        """Say how sending went."""
        self._spool.settle(job_id, state, note)

    def recover(self) -> list[SpooledJob]:
        """At start: what was being sent is unknown now."""
        return self._spool.recover()

    def waiting(self, *states: str) -> list[SpooledJob]:
        """Give the jobs in these states, oldest first."""
        return self._spool.waiting(*states)


class Printing:
    """Everything that leaves on paper."""

    def __init__(self, shop: ShopFile, cache: Path) -> None:
        self._shop = shop
        self.spool = ShopSpool(shop)
        self.settings = settings.local_setting(shop, PRINTER, PrinterSettings, PrinterSettings())
        self.queue = PrintQueue(self.spool, lambda: self.settings, cache)
        self.wake: Callable[[], None] = lambda: None
        """Set by who runs the device thread."""

    @property
    def configured(self) -> bool:
        """Whether there is a printer."""
        return self.settings.kind != "none"

    def use(self, printer: PrinterSettings) -> None:
        """Print elsewhere from now on."""
        settings.set_local_setting(self._shop, PRINTER, printer)
        self.settings = printer

    def after_sale(self, sale: Sale, *, receipt: bool, drawer: bool) -> bool:
        """Open the drawer when notes or coins changed hands, then print; True when a receipt was queued.

        Tickets of events are always printed, behind the receipt: nobody comes in without.
        """
        handled = {tender.code for tender in sale.tenders} | {change.code for change in sale.change}
        if drawer and not sale.training and not handled.isdisjoint(IN_DRAWER):
            self.kick(sale.id)
        printed = self.receipt(sale) if receipt else False
        self.tickets(sale.id)
        return printed

    def kick(self, reference: str) -> bool:
        """Queue the drawer's kick; False without a drawer."""
        if not self.configured or not self.settings.drawer:
            return False
        from pos.documents.escpos import kick_bytes  # noqa: PLC0415  # keeps the start free of it

        self.spool.put("drawer", kick_bytes(self.settings.drawer_pin), tr("Drawer"), reference)
        self.wake()
        return True

    def receipt(self, sale: Sale) -> bool:
        """Queue a sale's receipt; False without a printer."""
        document = receipt_document(
            sale, settings.profile(self._shop), cashier=self._name(sale.cashier), logo=settings.logo(self._shop)
        )
        return self._put("receipt", document, sale.id)

    def tickets(self, sale_id: str) -> int:
        """Queue the tickets of a sale, one paper each; give how many. One that was queued before is a duplicate.

        Tickets that came back or were let in already are not printed again.
        """
        papers = ticketing.papers(self._shop, sale_id) if self.configured else []
        again = [paper for paper in papers if paper.ticket.admitted_ms is None]
        for paper in again:
            known = self.spool.state_of(paper.ticket.id, TICKET) is not None
            self._put(TICKET, self._ticket_document(paper, duplicate=known), paper.ticket.id)
        return len(again)

    def ticket_documents(self, sale_id: str) -> list[Document]:
        """Give the tickets of a sale as paper."""
        return [self._ticket_document(paper) for paper in ticketing.papers(self._shop, sale_id)]

    def reprint(self, sale_id: str, *, cashier: str = "") -> bool:
        """Journal that a duplicate was asked for, and queue it, marked with its number; its tickets follow."""
        past = refunding.ticket(self._shop, sale_id)
        self._journal_copy(sale_id, past.copies + 1, cashier)
        printed = self._put("receipt", self.document_of(sale_id, duplicate=past.copies + 1), sale_id)
        self.tickets(sale_id)
        return printed

    def document_of(self, sale_id: str, *, duplicate: int = 0) -> Document:
        """Give a past ticket's receipt, with the shop as it was then."""
        past = refunding.ticket(self._shop, sale_id)
        return receipt_document(
            past.sale,
            past.profile,
            duplicate=duplicate,
            cashier=self._name(past.sale.cashier),
            logo=settings.logo(self._shop),
        )

    def report(self, report: Report) -> bool:
        """Queue an X or a Z."""
        return self._put("report", self.report_document(report), f"{report.kind}{report.number}")

    def report_document(self, report: Report) -> Document:
        """Give an X or a Z as paper."""
        return report_document(report, settings.profile(self._shop))

    def test_page(self, printer: PrinterSettings) -> bool:
        """Use a printer and queue its test page."""
        self.use(printer)
        return self._put("test", test_page(settings.profile(self._shop), (printer.codepage, *PAGES)), "test")

    def labels(self, labels: Sequence[Label]) -> bool:
        """Queue labels as strips; False without a printer."""
        from pos.documents.label_strip import strip_document  # noqa: PLC0415  # no receipt needs it

        return self._put("labels", strip_document(labels), "labels")

    def put(self, kind: str, document: Document, reference: str) -> bool:
        """Queue any other paper; False without a printer."""
        return self._put(kind, document, reference)

    def undecided(self) -> list[SpooledJob]:
        """Give the jobs that may or may not have printed."""
        return self.spool.waiting("unknown")

    def decide(self, job: SpooledJob, *, again: bool) -> None:
        """Journal a person's decision: print again (as a duplicate), or leave it."""
        with self._shop.write() as journal:
            journal.append(
                facts.PrintResolved(
                    id=journal.new_id(),
                    at=journal.stamp(),
                    reference=job.reference,
                    decision="again" if again else "leave",
                )
            )
        self.spool.settle(job.id, "failed", "decided by the cashier")
        if not again:
            return
        if job.kind == "receipt":
            past = refunding.ticket(self._shop, job.reference)
            self._journal_copy(job.reference, past.copies + 1)
            self._put("receipt", self.document_of(job.reference, duplicate=past.copies + 1), job.reference)
        elif job.kind == TICKET:
            self._ticket_again(job)
        else:
            self.spool.put(job.kind, b"", job.title, job.reference, job.document)
            self.wake()

    def unprinted(self, *, receipts: bool = True) -> str | None:
        """Give the newest sale's id when the till died between recording it and queueing its papers.

        `receipts` False: only its tickets are missed, the shop prints no receipts by itself. Only within the open
        day: nobody waits for a receipt of yesterday.
        """
        last, session = refunding.last_ticket(self._shop), closing_day.current_session(self._shop)
        if last is None or session is None or last.at < session.opened_at or not self.configured:
            return None
        missed = receipts and self.spool.state_of(last.id) is None
        return last.id if missed or self.unprinted_tickets(last.id) else None

    def unprinted_tickets(self, sale_id: str) -> bool:
        """Tell whether a ticket of a sale was never queued."""
        papers = ticketing.papers(self._shop, sale_id)
        return any(self.spool.state_of(paper.ticket.id, TICKET) is None for paper in papers)

    def _journal_copy(self, sale_id: str, copy: int, cashier: str = "") -> None:
        with self._shop.write() as journal:
            journal.append(
                facts.ReceiptReprinted(id=journal.new_id(), at=journal.stamp(), by=cashier, sale=sale_id, copy=copy)
            )

    def _ticket_again(self, job: SpooledJob) -> None:
        document = from_json(job.document)
        sale = ticketing.sale_of(self._shop, job.reference)
        for paper in ticketing.papers(self._shop, sale):
            if paper.ticket.id == job.reference:
                document = self._ticket_document(paper, duplicate=True)
        self._put(TICKET, document, job.reference)

    def _ticket_document(self, paper: Paper, *, duplicate: bool = False) -> Document:
        ticket = paper.ticket
        printed = PrintedTicket(
            ticket.id,
            ticket.text,
            ticket.event_name,
            ticket.place,
            paper.name,
            paper.body.opens,
            paper.body.closes,
            paper.price_minor,
            paper.position,
            paper.of,
            paper.receipt,
            ticket.training,
        )
        return ticket_document(printed, settings.profile(self._shop), duplicate=duplicate)

    def _put(self, kind: str, document: Document, reference: str) -> bool:
        if not self.configured:
            return False
        self.spool.put(kind, b"", document.title, reference, to_json(document))
        self.wake()
        return True

    def _name(self, person_id: str) -> str:
        return next((person.name for person in people.everybody(self._shop) if person.id == person_id), "")


def require_printer(printing: Printing) -> None:
    """Say that there is no printer, where somebody asks for paper."""
    if not printing.configured:
        raise UserError("No printer is set up. The sale is recorded. Choose a printer in the settings, or make a PDF.")
