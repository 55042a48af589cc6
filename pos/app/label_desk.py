"""The labels at the counter: their panel, their printer with its thread, PDFs among the person's documents."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from pos.devices.device_thread import DeviceThread
from pos.domain.errors import UserError
from pos.services.label_printing import LabelPrinting
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pos.app.counter import Counter
    from pos.devices.contracts import PrinterSettings
    from pos.shopfile.spool import SpooledJob
    from pos.ui.screens.articles_page import ArticlesPage
    from pos.ui.screens.labels_panel import LabelOrder, LabelsPanel

log = logging.getLogger(__name__)


class LabelDesk(QObject):
    """Does what the labels' panel asks; lives as long as the counter."""

    _printer_told = Signal(object, str)
    _job_told = Signal(int, str, str)

    def __init__(self, counter: Counter, *, poll_s: float) -> None:
        super().__init__(counter)
        self._counter = counter
        self.printing = LabelPrinting(counter.shop)
        self.panel: LabelsPanel | None = None
        self._page: ArticlesPage | None = None
        self._tab = 0
        self._device: DeviceThread | None = None
        self._poll_s = poll_s
        self._told = ""
        self._printer_told.connect(self._show_printer)
        self._job_told.connect(self._job_settled)

    def start(self) -> None:
        """Send what waits since the till was closed; without a label printer no thread is needed."""
        if self.printing.configured:
            self._run()

    def close(self) -> None:
        """Let the printer go; what is queued stays queued."""
        if self._device is not None:
            self._device.close()

    def add_to(self, page: ArticlesPage) -> None:
        """Make the labels a tab of the articles; what is ticked there is labelled."""
        panel = self.make_panel()

        def enter() -> None:
            from pos.services import labelling  # noqa: PLC0415  # no start needs labels

            panel.enter()
            ticked = page.list.table.chosen_numbers() if page.list.table.several else []
            if len(ticked) > labelling.MOST:
                self._counter.window.tell(labelling.too_many())
            elif ticked:
                panel.take_wanted([labelling.Wanted(found.product.id) for found in page.chosen()])

        self._page = page
        self._tab = page.add_panel(
            tr("Labels"),
            panel,
            enter=enter,
            scanned=panel.scanned,
            leave=panel.back,
            dress=panel.dress,
            find=panel.go_to_search,
        )

    def show_wanted(self, wanted: Sequence[tuple[str, int]]) -> None:
        """Open the labels with articles (by id) on their list, each with its number."""
        from pos.services.labelling import Wanted  # noqa: PLC0415  # no start needs labels

        self._counter.open_page("articles")
        assert self._page is not None
        assert self.panel is not None
        self._page.choose_tab(self._tab)
        self.panel.take_wanted([Wanted(product_id, n) for product_id, n in wanted])

    def make_panel(self) -> LabelsPanel:
        """Make the panel, tied to the printers."""
        from pos.ui.screens.labels_panel import LabelsPanel  # noqa: PLC0415  # made when first needed

        counter = self._counter
        self.panel = panel = LabelsPanel(counter.till, counter.tasks)
        panel.failed.connect(counter.window.tell)
        panel.pdf_asked.connect(partial(self._guarded, self.write_pdf))
        panel.print_asked.connect(partial(self._guarded, self.print_labels))
        panel.printer_chosen.connect(self.use_printer)
        panel.show_printer(self.printing.settings, self._told)
        return panel

    def write_pdf(self, order: LabelOrder, *, opened: bool = False) -> Path:
        """Write sheets as PDF among the person's documents."""
        from pos.documents.label_formats import sheet_of  # noqa: PLC0415  # when one is asked for
        from pos.documents.label_picture import sheets_pdf  # noqa: PLC0415

        shop = self._counter.shop
        try:
            folder = self._counter.papers.folder()
        except OSError as error:
            raise UserError("{name} could not be written among your documents.", name=tr("Labels")) from error
        name = tr("labels")
        path = folder / f"{name}-{shop.clock.now():%Y-%m-%d-%H%M%S}.pdf"
        sheets_pdf(order.labels, sheet_of(order.format), path, order.start)
        said = tr("Written: {path}", path=str(path))
        if opened:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            said += " " + tr("Print it at its actual size (100 %), not fitted to the page.")
        self._noted(order, said)
        return path

    def print_labels(self, order: LabelOrder) -> None:
        """Send labels where they are wanted."""
        said = tr("{n} labels are on their way to the printer.", n=len(order.labels))
        if order.output == "sheet":
            self.write_pdf(order, opened=True)
        elif order.output == "labels":
            self.printing.put(order.labels, order.format, order.dpi)
            self._noted(order, said)
        else:
            if not self._counter.printing.labels(order.labels):
                raise UserError("No receipt printer is set up. Choose one in the settings, or print on sheets.")
            self._noted(order, said)

    def use_printer(self, printer: PrinterSettings) -> None:
        """Print labels on another printer from now on."""
        kept = self.printing.use(printer)
        if self._device is not None:
            self._device.configure(kept)
        elif self.printing.configured:
            self._run()
        if self.panel is not None:
            self.panel.show_printer(kept, self._told if self.printing.configured else "")

    def _guarded(self, act: object, order: LabelOrder) -> None:
        assert callable(act)
        try:
            act(order)
        except UserError as error:
            self._counter.window.tell(error)

    def _noted(self, order: LabelOrder, said: str) -> None:
        from pos.services import labelling  # noqa: PLC0415  # no start needs labels

        if order.product_ids:
            labelling.note_printed(self._counter.shop, order.product_ids)
        if self.panel is not None:
            self.panel.printed(said)

    def _run(self) -> None:
        self._device = DeviceThread(
            self.printing.spool,
            self.printing.settings,
            cache=self._counter.where.machine / "cache",
            on_state=self._printer_told.emit,
            on_job=self._job_told.emit,
            poll_s=self._poll_s,
            now=self._counter.shop.clock.now,
        )
        self.printing.wake = self._device.wake
        self._device.start()

    def _show_printer(self, _state: object, sentence: str) -> None:
        self._told = sentence
        if self.panel is not None:
            self.panel.show_printer(self.printing.settings, sentence)

    def _job_settled(self, job_id: int, state: str, note: str) -> None:
        log.info("label job %s %s %s", job_id, state, note)
        if state == "unknown":
            for job in self.printing.undecided():
                if job.id == job_id:
                    self._ask_unknown(job)

    def _ask_unknown(self, job: SpooledJob) -> None:
        def decide(*, again: bool) -> None:
            self.printing.decide(job, again=again)
            self._counter.window.put_notice_away()

        self._counter.window.problem(
            tr("{title} may or may not have been printed.", title=job.title),
            tr("Nothing is printed twice by itself."),
            tr("Look at the printer, then choose."),
            actions=(
                (tr("They are printed"), "", "check", lambda: decide(again=False)),
                (tr("Print again"), "", "printer", lambda: decide(again=True)),
            ),
        )
