"""One market day at the real windows: scans, searches, Léman notes, a refund, a printer without paper, a Z."""

from __future__ import annotations

import json
import logging
import random
import time as real_time
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from pos.app import goods_scenes
from pos.app.counter import Counter
from pos.app.demo_printer import DemoPrinter
from pos.app.demo_scale import DemoScale, find_emulator
from pos.app.demo_shop import build_demo_shop
from pos.app.paths import places
from pos.app.till import application
from pos.clock import SetClock
from pos.devices.contracts import PrinterSettings
from pos.devices.scale import ScaleSettings
from pos.documents.pdf import to_pdf
from pos.documents.picture import to_png
from pos.domain.weighing import NO_SCALE, Reading, ScaleState
from pos.services import closing_day, settings, weighing
from pos.services.printing import PRINTER
from pos.services.syncing import CURRENT
from pos.shopfile import outbox
from pos.shopfile.backup import back_up
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from pos.ui import theme
from pos.ui.main_window import MainWindow
from pos.ui.widgets.count_table import DrawerCounts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pos.domain.sale import Sale
    from pos.services.syncing import PortalBeside, SyncMaker

log = logging.getLogger(__name__)
SIZES = ((1366, 768), (1024, 600))
PAUSE_MS, SCANNER_MS = 300.0, 3.0
"""Between two keys of a person, and of a scanner."""
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class MarketDay:
    """Plays the day with keys and clicks and keeps what it leaves in `out`."""

    def __init__(
        self,
        out: Path,
        scratch: Path,
        *,
        tickets: int = 64,
        make_sync: SyncMaker | None = None,
        open_portal: Callable[[Path], PortalBeside] | None = None,
    ) -> None:
        self.out, self.tickets = out, tickets
        self._make_sync = make_sync
        self.portal = open_portal(scratch) if open_portal is not None else None
        self.shots = out / "screens"
        self.papers = out / "receipts"
        for folder in (self.shots, self.papers):
            folder.mkdir(parents=True, exist_ok=True)
        self.where = places(str(scratch))
        self.clock = SetClock(datetime.now().astimezone().replace(hour=7, minute=35, second=0, microsecond=0))
        self.chance = random.Random(11)  # noqa: S311  # a demo, not a secret
        self.printer = DemoPrinter()
        self.scale = _scale(scratch)
        self.app = application(self.where)
        self.reading = NO_SCALE
        self.sales: list[Sale] = []
        self.order_codes: list[str] = []
        self.concert = ""
        """Id of the sale of the tickets."""
        self.tickets_refused = self.labels = self.first_entry = 0
        self._ms = 0.0

    def play(self) -> dict[str, Any]:
        """Play everything; give the summary that is also written to summary.json."""
        from pos.app.market_scenes import play_scenes  # noqa: PLC0415  # the scenes know this class

        build_demo_shop(self.where.shop, self.where.machine, self.clock)
        self.shop = open_shop(self.where.shop, self.where.machine, self.clock, system_keys=False)
        with self.shop.read() as connection:
            self.first_entry = int(connection.exec_driver_sql("SELECT max(n) FROM entry").scalar_one())
        settings.set_local_setting(
            self.shop, PRINTER, PrinterSettings(kind="network", address=self.printer.address, columns=48)
        )
        if self.scale is not None:
            weighing.keep_scale(self.shop, ScaleSettings("toledo8217", self.scale.port))
        self.window = MainWindow()
        self.window.resize(*SIZES[0])
        self.window.show()
        self.window.scans.now_ms = lambda: self._ms
        make_sync, portal = self._make_sync, self.portal
        quick = None if make_sync is None or portal is None else partial(make_sync, quick=True)
        self.counter = Counter(self.window, self.shop, self.where, poll_s=0.1, make_sync=quick)
        self.window.sale.sale_completed.connect(self.sales.append)
        self.counter.scale_told.connect(self._hear_scale)
        self.counter.start()
        self.settle()
        play_scenes(self)
        self.wait_for_portal()
        report = self.close_books()
        self.window.close()
        if self.portal is not None:
            self.portal.close()
        self.printer.close()
        if self.scale is not None:
            self.scale.close()
        return report

    def scan(self, code: str) -> None:
        """Scan a code: keys at a scanner's pace, whatever has the focus."""
        handle = self.window.windowHandle()
        self._ms += PAUSE_MS
        for char in code:
            self._ms += SCANNER_MS
            QTest.keyClick(handle, char)  # type: ignore[call-overload]  # the stubs forget characters
        QTest.keyClick(handle, Qt.Key.Key_Return)
        self.settle()

    def type(self, text: str) -> None:
        """Type at a person's pace into whatever has the focus."""
        handle = self.window.windowHandle()
        for char in text:
            self._ms += PAUSE_MS
            QTest.keyClick(handle, char)  # type: ignore[call-overload]  # the stubs forget characters
            self._ms += PAUSE_MS
            self.window.scans.silence()
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key."""
        self._ms += PAUSE_MS
        QTest.keyClick(self.window.windowHandle(), key, modifier)
        self.settle()

    def touch(self, name: str) -> None:
        """Touch the visible button of that name."""
        button = self.find(name)
        assert isinstance(button, QAbstractButton), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def touch_tile(self, place: int) -> None:
        """Touch a tile of the grid."""
        view = self.window.sale.choices.tiles
        box = view.visualRect(view.tiles.index(place))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, box.center() - QPoint(4, 4))
        self.settle()

    def count(self, counts: dict[str, dict[int, int]]) -> None:
        """Type the numbers of notes and coins into the count fields, drawer by drawer."""
        for table in [found for found in self.window.findChildren(DrawerCounts) if found.isVisible()]:
            for currency in set(counts) & set(table.currencies()):
                table.turn_to_drawer(currency)
                for piece, number in counts[currency].items():
                    field = table.findChild(QLineEdit, f"count-{currency}-{piece}")
                    assert field is not None
                    field.setFocus()
                    field.selectAll()
                    QTest.keyClicks(field, str(number))
            table.turn_to_drawer("CHF")
        self.settle()

    def shows(self, name: str) -> bool:
        """Tell whether a widget of that name is in sight."""
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    def find(self, name: str) -> QWidget:
        """Give the visible widget of that name."""
        found = [widget for widget in self.window.findChildren(QWidget, name) if widget.isVisible()]
        assert found, f"nothing visible is called {name}"
        return found[0]

    def pass_time(self, minutes: float) -> None:
        """Let the day go on, once the printer has nothing left to do."""
        self.wait_for_printer()
        self.clock.pass_seconds(minutes * 60)
        self.window.show_time(f"{self.clock.now():%H:%M}")

    def wait_for_printer(self, timeout_s: float = 5.0) -> None:
        """Wait until the spool is empty or the printer is in trouble."""
        until = real_time.monotonic() + timeout_s
        while real_time.monotonic() < until and self.printer.paper:
            if not self.counter.printing.spool.waiting("queued", "sending"):
                break
            QTest.qWait(5)
        self.settle()

    def wait_for_weight(self, grams: int, timeout_s: float = 5.0) -> None:
        """Wait until the till shows what lies on the scale."""
        until = real_time.monotonic() + timeout_s
        wanted = Reading(ScaleState.STABLE, grams)
        while real_time.monotonic() < until and self.reading[:2] != wanted[:2]:
            QTest.qWait(5)
        self.settle()

    def wait_for_portal(self, timeout_s: float = 60.0) -> None:
        """Wait until the portal has acknowledged everything."""
        sync = self.counter.sync
        if sync is None:
            return
        until = real_time.monotonic() + timeout_s
        sync.wake()
        while real_time.monotonic() < until:
            state = sync.state()
            with self.shop.read() as connection:
                left = outbox.waiting(connection).entries
            if state.state == CURRENT and not left:
                break
            QTest.qWait(50)
        self.settle()

    def _hear_scale(self, reading: Reading) -> None:
        self.reading = reading

    def settle(self) -> None:
        """Let the windows do what they were told."""
        for _ in range(3):
            self.app.processEvents()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Keep the window's picture in both sizes and both schemes."""
        shown = widget or self.window
        for dark in (False, True):
            if dark:
                self._dress(dark=True)
            for width, height in SIZES:
                shown.resize(width, height)
                self.settle()
                scheme = "dark" if dark else "light"
                shown.grab().save(str(self.shots / f"{name}-{width}x{height}-{scheme}.png"))
        self._dress(dark=False)
        shown.resize(*SIZES[0])
        self.settle()

    def _dress(self, *, dark: bool) -> None:
        theme.apply(self.app, dark=dark)
        self.window.top.dress()
        self.window.sale.dress()

    def put_away(self, *pages: str) -> None:
        """Let pages go that are not needed any more: a change of scheme dresses every widget there is."""
        self.settle()
        for name in pages:
            self.window.forget_page(name)
        self.settle()

    def keep_receipt(self, sale: Sale) -> None:
        """Keep a ticket's receipt as PDF and PNG."""
        document = self.counter.printing.document_of(sale.id)
        to_pdf(document, self.papers / f"{sale.receipt}.pdf")
        to_png(document, self.papers / f"{sale.receipt}.png")

    def close_books(self) -> dict[str, Any]:
        """Verify the shop file and write summary.json; give its content."""
        report = closing_day.past_reports(self.shop, 1)[0]
        document = self.counter.printing.report_document(report)
        to_pdf(document, self.out / f"Z{report.number}.pdf")
        to_png(document, self.out / f"Z{report.number}.png")
        self.shop.checkpoint()
        checked = verify(self.where.shop)
        totals = report.totals
        summary: dict[str, Any] = {
            "sales": totals.sales,
            "refunds": totals.refunds,
            "total_minor": totals.total_minor,
            "tenders": {total.code: total.minor for total in totals.tenders},
            "vat": {f"{total.rate_bp / 100:g}": total.tax_minor for total in totals.vat},
            "differences": {drawer.currency: drawer.difference_minor for drawer in report.drawers},
            "verify": {"ok": checked.ok, "entries": checked.entries},
            "printer": {"jobs": self.printer.jobs, "drawer_kicks": self.printer.drawer_kicks},
        }
        summary["goods"] = goods_scenes.figures(self)
        if self.portal is not None:
            with self.shop.read() as connection:
                sent = sum(line.acked_seq for line in outbox.lines(connection))
            summary["sync"] = {"sent": sent, **self.portal.figures()}
            summary["orders"] = self.portal.orders()
            self.portal.photograph(self.out / "portal")
        (self.out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
        (self.out / "demo.comptoir").unlink(missing_ok=True)
        for old in self.out.glob("demo.comptoir*"):
            old.unlink()
        back_up(self.where.shop, self.out / "demo.comptoir", self.clock)
        return summary


def _scale(scratch: Path) -> DemoScale | None:
    """Give an emulated scale where the emulator is installed; without one weights are typed."""
    command = find_emulator()
    if not command:
        return None
    folder = scratch / "scale"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return DemoScale(command, folder)
    except OSError as error:
        log.warning("no scale: %s", error)
        return None
