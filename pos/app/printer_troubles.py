"""What is told of the printer: its state, a job nobody knows the end of, a receipt lost in a crash."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pos.devices.contracts import PrinterState
from pos.wording import tr

if TYPE_CHECKING:
    from pos.app.counter import Counter
    from pos.services.printing import Printing
    from pos.services.till import Till
    from pos.shopfile.spool import SpooledJob
    from pos.ui.main_window import MainWindow

log = logging.getLogger(__name__)
_DOTS = {
    PrinterState.READY: "ok",
    PrinterState.PAPER_LOW: "low",
    PrinterState.PAPER_OUT: "bad",
    PrinterState.COVER_OPEN: "bad",
    PrinterState.OFFLINE: "bad",
    PrinterState.NOT_CONFIGURED: "off",
}


class PrinterTroubles:
    """Tells in the window; selling goes on."""

    def __init__(self, window: MainWindow, till: Till, printing: Printing, counter: Counter) -> None:
        self._window, self._till, self._printing, self._counter = window, till, printing, counter
        self._troubled_since = ""

    def show_state(self, state: PrinterState, sentence: str) -> None:
        """Show how the printer is; what stops it is told until it is solved."""
        window, waiting = self._window, len(self._printing.spool.waiting("queued"))
        words = {
            PrinterState.READY: tr("Printer ready"),
            PrinterState.PAPER_LOW: tr("Printer: little paper left"),
            PrinterState.PAPER_OUT: tr("Printer out of paper"),
            PrinterState.COVER_OPEN: tr("Printer cover open"),
            PrinterState.OFFLINE: tr("Printer off-line"),
            PrinterState.NOT_CONFIGURED: tr("no printer"),
        }[state]
        if waiting and _DOTS[state] == "bad":
            words += " · " + tr("{n} waiting", n=waiting)
        window.bottom.show_state("printer", _DOTS[state], words)
        if _DOTS[state] != "bad":
            if self._troubled_since:
                self._troubled_since = ""
                window.put_notice_away()
            return
        self._troubled_since = self._troubled_since or f"{self._till.shop.clock.now():%H:%M}"
        todo = {
            PrinterState.PAPER_OUT: tr("Put a new roll in and close the cover: printing goes on by itself."),
            PrinterState.COVER_OPEN: tr("Close the cover: printing goes on by itself."),
        }.get(state, tr("Check its cable and its switch: printing goes on by itself."))
        safe = tr("Every sale is recorded. Receipts wait for their turn.")
        last = self._till.last_ticket()
        actions = [(tr("Try again"), "", "printer", self._counter.devices.check)]
        if last is not None:
            actions.append((tr("PDF"), "", "pdf", lambda: self._counter.pdf(last.id)))
        window.problem(sentence, safe, todo, since=tr("since {time}", time=self._troubled_since), actions=actions)

    def job_settled(self, job_id: int, state: str, note: str) -> None:
        """Ask a person about a job that may or may not have come out."""
        log.info("job %s %s %s", job_id, state, note)
        if state == "unknown":
            for job in self._printing.undecided():
                if job.id == job_id:
                    self._ask_unknown(job)

    def _ask_unknown(self, job: SpooledJob) -> None:
        def decide(*, again: bool) -> None:
            self._printing.decide(job, again=again)
            self._window.put_notice_away()

        self._window.problem(
            tr("{title} may or may not have been printed.", title=job.title),
            tr("It is recorded. Nothing is printed twice by itself."),
            tr("Look at the printer, then choose."),
            actions=(
                (tr("It is printed"), "", "check", lambda: decide(again=False)),
                (tr("Print again, as a duplicate"), "", "printer", lambda: decide(again=True)),
            ),
        )

    def offer_lost(self, sale_id: str) -> None:
        """Offer the receipt that was not printed when the till stopped."""

        def reprint() -> None:
            self._counter.duplicate(sale_id)
            self._window.put_notice_away()

        def print_tickets() -> None:
            self._printing.tickets(sale_id)
            self._window.put_notice_away()

        if self._printing.unprinted_tickets(sale_id) and self._printing.spool.state_of(sale_id) is not None:
            self._window.problem(
                tr("The till stopped before the tickets of the last sale were printed."),
                tr("They are sold and recorded."),
                tr("Print them now for the customer."),
                actions=((tr("Print them"), "", "printer", print_tickets),),
            )
            return
        self._window.problem(
            tr("The till stopped before the last receipt was printed."),
            tr("The sale is recorded."),
            tr("Print it now if the customer wants it; it is marked as a duplicate."),
            actions=((tr("Print it"), "", "printer", reprint),),
        )
