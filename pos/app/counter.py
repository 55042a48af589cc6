"""A shop file that is open at a window: selling, printing, backups, the clock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pos.app.label_desk import LabelDesk
from pos.app.look import keep_look, read_look
from pos.app.order_desk import OrderDesk
from pos.app.pages import MAKERS
from pos.app.papers import Papers
from pos.app.printer_troubles import PrinterTroubles
from pos.devices.device_thread import DeviceThread
from pos.devices.scale import ScaleThread
from pos.domain import facts
from pos.domain.errors import UserError
from pos.services import cataloguing, closing_day, purchasing, searching, weighing
from pos.services.printing import Printing, require_printer
from pos.services.syncing import CURRENT
from pos.services.till import Till
from pos.shopfile.backup import keep_backups
from pos.ui import theme
from pos.ui.tasks import TaskRunner
from pos.ui.texts import money
from pos.wording import tr

if TYPE_CHECKING:
    from pos.app.paths import Places
    from pos.devices.contracts import PrinterSettings
    from pos.domain.closing import Report
    from pos.domain.purchase import PurchaseOrder
    from pos.domain.sale import Sale
    from pos.services.cataloguing import DuePrices
    from pos.services.syncing import SyncMaker, SyncState
    from pos.shopfile.shopfile import ShopFile
    from pos.ui.main_window import MainWindow

log = logging.getLogger(__name__)
BACKUP_EVERY_MS = 15 * 60 * 1000
IDLE_MS = 20_000
"""So long without a sale, nobody waits: the log is moved into the file."""


class Counter(QObject):
    """Introduces the window to the services and the devices; lives as long as the shop file is open."""

    _printer_told = Signal(object, str)
    _job_told = Signal(int, str, str)

    _sync_told = Signal(object)
    ending = Signal()
    """The shop file is about to be closed: what works in the background on it stops now."""
    scale_told = Signal(object)
    """A `Reading` of the scale."""

    def __init__(
        self,
        window: MainWindow,
        shop: ShopFile,
        where: Places,
        *,
        poll_s: float = 2.0,
        make_sync: SyncMaker | None = None,
    ) -> None:
        super().__init__(window)
        self.window, self.shop, self.where = window, shop, where
        self.till = Till(shop)
        self.papers = Papers(window, where)
        self.printing = Printing(shop, where.machine / "cache")
        self.tasks = TaskRunner(self)
        self.devices = DeviceThread(
            self.printing.queue,
            self.printing.settings,
            cache=where.machine / "cache",
            on_state=self._printer_told.emit,
            on_job=self._job_told.emit,
            poll_s=poll_s,
            now=shop.clock.now,
        )
        self.scale = ScaleThread(weighing.scale_settings(shop), self.scale_told.emit)
        self.scale_told.connect(window.show_weight)
        self.printing.wake = self.devices.wake
        self.troubles = PrinterTroubles(window, self.till, self.printing, self)
        self._printer_told.connect(self.troubles.show_state)
        self._job_told.connect(self.troubles.job_settled)
        self.sync = make_sync(shop, self._sync_told.emit) if make_sync is not None else None
        self._sync_told.connect(self._show_sync)
        self.labels = LabelDesk(self, poll_s=poll_s)
        self.orders = OrderDesk(self)
        self._backed_up = 0
        self._priced_for = ""
        self._timers: list[QTimer] = []
        self._idle = self._timer(IDLE_MS, self._when_idle, once=True)

    def start(self) -> None:
        """Begin: journal the start, show the shop, wake the devices."""
        with self.shop.write() as journal:
            from sqlite3 import sqlite_version  # noqa: PLC0415  # named once

            from pos.shopfile.incarnation import APP_VERSION  # noqa: PLC0415

            journal.append(
                facts.TillStarted(id=journal.new_id(), at=journal.stamp(), app=APP_VERSION, sqlite=sqlite_version)
            )
        window = self.window
        window.sale.sale_completed.connect(self._sold)
        window.sale.receipt_asked.connect(self._receipt_asked)
        window.sale.ticket_scanned.connect(self.show_ticket)
        window.page_asked.connect(self.open_page)
        window.drawer_asked.connect(self._ask_drawer)
        window.reprint_asked.connect(self._reprint_last)
        window.closing.connect(self.close)
        if not self.printing.configured:
            window.bottom.show_state("printer", "off", tr("no printer"))
        window.has_portal = self.sync is not None
        window.attach(self.till)
        self._dress()
        self.orders.start()
        self._tick()
        self._timer(1000, self._tick)
        self._timer(BACKUP_EVERY_MS, self.back_up)
        self.devices.start()
        self.labels.start()
        self.scale.start()
        if self.sync is not None:
            self.sync.start()
        self.tasks.run(self.shop.check_large, done=lambda _: None, failed=self._backup_failed)
        self._begin_prices()
        if self.shop.fork_reason is not None:
            window.problem(
                tr("This shop file was restored or copied."),
                tr("Its sales are all there; new receipts get a new series of numbers, so that none is used twice."),
                tr("If sales made after the backup are missing, keep the old disk: they were only there."),
            )
        elif (lost := self.printing.unprinted(receipts=self.till.preferences.print_receipts)) is not None:
            self.troubles.offer_lost(lost)

    def close(self) -> None:
        """Stop in order: devices, a last backup, the file."""
        self.ending.emit()
        for timer in self._timers:
            timer.stop()
        self.till.keep()
        if self.sync is not None:
            self.sync.stop()
        self.devices.close()
        self.labels.close()
        self.scale.close()
        self.tasks.close()
        with self.shop.write() as journal:
            journal.append(facts.TillStopped(id=journal.new_id(), at=journal.stamp()))
        try:
            keep_backups(self.shop, self.where.backups, self.shop.clock)
        except UserError as error:
            log.warning("no backup at closing: %s", error)
        self.shop.close()

    def open_page(self, name: str) -> None:
        """Show a page behind the menu; each is made when it is first needed."""
        if self.window.page(name) is None:
            self.window.add_page(name, MAKERS[name](self))
        self.window.open_page(name)

    def back_up(self) -> None:
        """Back the file up in the background when anything changed."""
        if self.shop.changes == self._backed_up:
            return
        self._backed_up = self.shop.changes
        self.tasks.run(
            lambda: keep_backups(self.shop, self.where.backups, self.shop.clock),
            done=lambda _: None,
            failed=self._backup_failed,
        )

    def _sold(self, sale: Sale) -> None:
        wishes = self.till.preferences
        printed = self.printing.after_sale(sale, receipt=wishes.print_receipts, drawer=wishes.open_drawer)
        self.window.sale.change.show_receipt("print" if printed else "none")
        self.window.bottom.show_last(sale.receipt, money(sale.total_minor))
        if not self.printing.configured and self.printing.unprinted_tickets(sale.id):
            self.window.say(tr("No printer is set up: the tickets of this sale are in its PDF ({key}).", key="Ctrl+P"))
        self._idle.start()
        self.orders.look()

    def refunded(self, sale: Sale) -> None:
        """Do after a refund what is done after a sale."""
        self._sold(sale)
        self.window.say(tr("Refund {receipt} recorded.", receipt=sale.receipt))

    def _receipt_asked(self, what: str, sale: Sale | None) -> None:
        if sale is None:
            return
        if what == "print":
            self.duplicate(sale.id)
        elif what == "pdf":
            self.pdf(sale.id)
        self.window.sale.change.show_receipt(what)

    def _reprint_last(self) -> None:
        if (last := self.till.last_ticket()) is not None:
            self.duplicate(last.id)

    def duplicate(self, sale_id: str) -> None:
        """Print a ticket again, marked as a duplicate."""
        try:
            require_printer(self.printing)
            self.printing.reprint(sale_id, cashier=self.till.cashier_id)
        except UserError as error:
            self.window.tell(error)

    def pdf(self, sale_id: str) -> None:
        """Write a receipt as PDF among the person's documents."""
        # The tickets first, so that what is told at the end is the receipt.
        for document in (*self.printing.ticket_documents(sale_id), self.printing.document_of(sale_id)):
            self.papers.pdf(document)

    def order_pdf(self, order: PurchaseOrder) -> None:
        """Write a purchase order as PDF."""
        from pos.documents.purchase_order import Letter, write_order  # noqa: PLC0415  # only when one is asked for

        written = f"{self.shop.clock.now():%d.%m.%Y}"
        letter = Letter(order, purchasing.lines_of(self.shop, order), self.till.profile, written)
        supplier = next((each for each in purchasing.suppliers(self.shop) if each.name == order.supplier), None)
        known = purchasing.contact(self.shop, order.supplier)
        address = tuple(line for line in (known.person, *known.address.splitlines()) if line.strip())
        letter = letter._replace(address=address, customer_number=supplier.customer_number if supplier else "")
        self.papers.sheets(tr("Order {number}", number=order.number), lambda path: write_order(letter, path))

    def order_csv(self, order: PurchaseOrder) -> None:
        """Write a purchase order as a table."""
        self.papers.table(order.number, purchasing.as_csv(self.shop, order))

    def catalogue_changed(self) -> None:
        """Show articles and levels as they are now."""
        self.window.sale.choices.reload()

    def show_ticket(self, sale_id: str) -> None:
        """Open a past ticket."""
        self.open_page("sales")
        page = self.window.page("sales")
        from pos.ui.screens.sales_page import SalesPage  # noqa: PLC0415  # its type

        assert isinstance(page, SalesPage)
        page.open_ticket(sale_id)

    def _ask_drawer(self) -> None:
        sale = self.window.sale
        ready = [(text, text) for text in (tr("change"), tr("check"), tr("mistake"))]

        def answered(reason: str) -> None:
            self.open_drawer(reason)
            sale.back()

        sale.ask.ask(tr("Open the drawer"), tr("Why? It is kept in the journal."), answered, answers=ready)
        sale.right_side.setCurrentWidget(sale.ask)
        sale.ask.field.setFocus()

    def open_drawer(self, reason: str) -> None:
        """Open the drawer without a sale; the reason is journalled."""
        closing_day.open_drawer(self.shop, reason, cashier=self.till.cashier_id)
        if not self.printing.kick("no sale"):
            self.window.say(tr("No drawer is connected; the opening is in the journal."))

    def print_report(self, report: Report) -> None:
        """Print an X or a Z."""
        if not self.printing.report(report):
            self.window.say(tr("No printer is set up: the report is kept in the shop file."))

    def day_changed(self) -> None:
        """Show the session as it is now; after a Z, back up and rank the articles."""
        self.window.refresh()
        if self.till.session is None:
            self._backed_up = -1
            self.back_up()
            since = self.shop.clock.now().date().replace(day=1).isoformat()
            self.tasks.run(
                lambda: searching.rank_by_popularity(self.shop, since), done=lambda _: None, failed=self._failed
            )

    def settings_changed(self) -> None:
        """Use the settings as they are now."""
        self.window.refresh()
        wishes = self.till.preferences
        self.window.scans.configure(wishes.scan_prefix, wishes.scan_gap_ms)
        self._dress()

    def use_printer(self, printer: PrinterSettings) -> None:
        """Use another printer."""
        self.printing.use(printer)
        self.devices.configure(printer)

    def test_page(self, printer: PrinterSettings) -> None:
        """Print a test page on a printer that is not chosen yet."""
        self.devices.configure(printer)
        if not self.printing.test_page(printer):
            self.window.say(tr("Choose a printer first."))

    def _dress(self) -> None:
        dark = self.till.preferences.dark
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if theme.tokens() is not (theme.DARK if dark else theme.LIGHT):
            theme.apply(app, dark=dark)
            self.window.top.dress()
            self.window.sale.dress()
        language = self.till.profile.language
        if read_look(self.where) != (dark, language):
            keep_look(self.where, dark=dark, language=language)

    def _show_sync(self, state: SyncState) -> None:
        """Show the light, and refresh what the portal may have changed between two sales."""
        from pos.ui.screens.admission_page import AdmissionPage  # noqa: PLC0415  # after the start
        from pos.ui.screens.articles_page import ArticlesPage  # noqa: PLC0415  # same
        from pos.ui.screens.sync_page import SyncPage  # noqa: PLC0415  # same
        from pos.ui.sync_words import dot_of, state_words  # noqa: PLC0415  # same

        words, _ = state_words(state)
        if state.waiting:
            words += " · " + tr("{n} waiting", n=state.waiting)
        self.window.bottom.show_state("portal", dot_of(state), words if state.address else "")
        for page in (self.window.page("portal"), self.window.page("admission")):
            if isinstance(page, SyncPage | AdmissionPage):
                page.show_state(state)
        self.orders.show_state(state)
        articles = self.window.page("articles")
        if state.state == CURRENT and isinstance(articles, ArticlesPage):
            articles.catalogue_changed()
        if state.state == CURRENT and not self.till.basket.lines:
            self.window.sale.choices.reload()

    def _tick(self) -> None:
        self.window.show_time(f"{self.shop.clock.now():%H:%M}")

    def _when_idle(self) -> None:
        self.tasks.run(self.shop.checkpoint, done=lambda _: None, failed=self._failed)
        self._begin_prices()

    def _begin_prices(self) -> None:
        """Begin the prices decided for this business day, once a day; while a basket is open they wait."""
        session = self.till.session
        day = session.business_day if session is not None else self.shop.clock.now().date().isoformat()
        if day == self._priced_for:
            return
        cashier = self.till.cashier_id

        def done(due: DuePrices) -> None:
            self._priced_for = "" if due.waits else day
            if due.changed:
                self.window.sale.choices.reload()

        self.tasks.run(
            lambda: cataloguing.apply_due_prices(self.shop, day, cashier=cashier), done=done, failed=self._failed
        )

    def _backup_failed(self, error: Exception) -> None:
        log.warning("backup failed: %s", error)
        if isinstance(error, UserError):
            self.window.tell(error)

    def _failed(self, error: Exception) -> None:
        log.warning("in the background: %s", error)

    def _timer(self, every_ms: int, act: object, *, once: bool = False) -> QTimer:
        made = QTimer(self)
        made.setInterval(every_ms)
        made.setSingleShot(once)
        made.timeout.connect(act)
        if not once:
            made.start()
        self._timers.append(made)
        return made
