"""Start the till: the window first, then the shop file, then devices and backups."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import pos.app.plain_imports  # noqa: F401  # first: it makes the others faster
from pos.app.look import read_look
from pos.app.paths import Places, places
from pos.clock import Clock, SystemClock
from pos.resources import RESOURCES
from pos.ui import theme
from pos.ui.main_window import MainWindow
from pos.wording import speak, tr

if TYPE_CHECKING:
    import argparse

    from pos.app.counter import Counter
    from pos.services.syncing import SyncMaker
    from pos.ui.screens.guide import Guide

log = logging.getLogger(__name__)
_STARTED = time.perf_counter()


def run(args: argparse.Namespace) -> int:
    """Open the till on a shop file and stay until its window is closed."""
    where = places(args.data_dir)
    app = application(where)
    shop = Path(args.shop) if args.shop else where.shop
    start = Start(app, where, shop, make_sync=args.make_sync)
    start.show()
    return int(app.exec())


def application(where: Places, *, language: str = "fr") -> QApplication:
    """Make the Qt application, dressed and translated; the last language and scheme are kept in a small file."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Comptoir")
    app.setQuitOnLastWindowClosed(False)
    dark, spoken = read_look(where)
    translate(app, spoken or language)
    theme.apply(app, dark=dark)
    return app


def translate(app: QApplication, language: str) -> None:
    """Speak a language: ours and Qt's own texts; English is the source and needs none."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    ours, qt = QTranslator(app), QTranslator(app)
    if ours.load(f"comptoir_{language}", str(RESOURCES / "translations")):
        app.installTranslator(ours)
        speak(lambda text: ours.translate("", text) or text)
    else:
        speak(lambda text: text)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(f"qtbase_{language}", folder):
        app.installTranslator(qt)
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.Switzerland))


class Start:
    """The order of the start: paint, open the file (or ask the five questions), then sell."""

    def __init__(
        self,
        app: QApplication,
        where: Places,
        shop: Path,
        clock: Clock | None = None,
        *,
        make_sync: SyncMaker | None = None,
    ) -> None:
        self._make_sync = make_sync
        self.app, self.where, self.shop = app, where, shop
        self.clock = clock or SystemClock()
        self.window = MainWindow(built=False)
        self.counter: Counter | None = None
        self.guide: Guide | None = None

    def show(self) -> None:
        """Show the window; everything heavy comes after its first paint."""
        self.window.show()
        self.app.processEvents()
        _tell_timing("first_paint")
        QTimer.singleShot(0, self.open)

    def bug(self, sentence: str) -> None:
        """Tell of a bug once; the sale is already in the shop file."""
        log.info("bug shown: %s", sentence)
        self.window.problem(
            tr("Something went wrong in this window."),
            tr("Everything recorded so far is safe in the shop file."),
            tr("Go on selling. If it happens again, close the till and open it again; the log tells the rest."),
        )

    def open(self) -> None:
        """Open the shop file; ask the five questions where there is none yet."""
        gc.disable()
        try:
            self._open()
        finally:
            gc.freeze()
            gc.enable()

    def _open(self) -> None:
        # Imported after the first paint: the database layer takes longer than the window.
        from pos.app.counter import Counter  # noqa: PLC0415
        from pos.app.log import catch_bugs, start_log  # noqa: PLC0415
        from pos.domain.errors import UserError  # noqa: PLC0415
        from pos.services import settings  # noqa: PLC0415
        from pos.shopfile.shopfile import open_shop  # noqa: PLC0415

        start_log(self.where.logs)
        catch_bugs(self.bug)
        if not self.window.built:
            self.window.build()
        if not self.shop.exists():
            self.ask()
            return
        try:
            shop = open_shop(self.shop, self.where.machine, self.clock, system_keys=use_system_keys())
        except UserError as error:
            self.window.tell(error)
            self.window.bottom.show_state("printer", "off", tr("no shop open"))
            return
        if not settings.is_set_up(shop):
            shop.close()
            self.ask()
            return
        self.counter = Counter(self.window, shop, self.where, make_sync=self._make_sync)
        self.counter.start()
        _tell_timing("ready")

    def ask(self) -> None:
        """Show the guide; its answers make the shop file."""
        from pos.ui.screens.guide import Guide  # noqa: PLC0415  # needed once in a till's life

        self.guide = Guide(self.clock.now().date().isoformat())
        self.guide.finished.connect(self.create)
        self.guide.demo_asked.connect(self.create_demo)
        self.guide.test_page_asked.connect(self._test_printer)
        self.guide.resize(self.window.size())
        self.window.scans.scanned.connect(self._scan_in_guide)
        self.window.top.hide()
        self.window.bottom.hide()
        self.window.stack.addWidget(self.guide)
        self.window.stack.setCurrentWidget(self.guide)

    def create(self, answers: object) -> None:
        """Make the shop file from the guide's answers and start selling."""
        from pos.services.starting import Answers, apply_answers  # noqa: PLC0415
        from pos.shopfile.shopfile import open_shop  # noqa: PLC0415

        assert isinstance(answers, Answers)
        shop = open_shop(self.shop, self.where.machine, self.clock, create=True, system_keys=use_system_keys())
        apply_answers(shop, answers)
        shop.close()
        self._leave_guide()

    def create_demo(self) -> None:
        """Make the demo shop instead and start selling in it."""
        from pos.app.demo_shop import build_demo_shop  # noqa: PLC0415

        build_demo_shop(self.shop, self.where.machine, self.clock)
        self._leave_guide()

    def _scan_in_guide(self, code: str) -> None:
        if self.guide is not None:
            self.guide.scan_heard(code, 0.0)

    def _test_printer(self, printer: object) -> None:
        """Print a test page before there is a shop file; what happened is said beside the button."""
        from pos.devices.contracts import PrinterSettings  # noqa: PLC0415  # only in the guide
        from pos.devices.printer import open_link  # noqa: PLC0415
        from pos.documents.escpos import to_escpos  # noqa: PLC0415
        from pos.documents.test_page import test_page  # noqa: PLC0415
        from pos.domain.errors import UserError  # noqa: PLC0415
        from pos.domain.shop import ShopProfile  # noqa: PLC0415
        from pos.wording import explain  # noqa: PLC0415

        assert isinstance(printer, PrinterSettings)
        assert self.guide is not None
        cache = self.where.machine / "cache"
        try:
            document = test_page(ShopProfile(name="Comptoir"), (printer.codepage,))
            link = open_link(printer, cache=cache)
            link.send(to_escpos(document, columns=printer.columns, codepage=printer.codepage, cache=cache))
            link.close()
        except UserError as error:
            self.guide.show_test_result(explain(error))
        else:
            self.guide.show_test_result(tr("Sent. Look at the paper."))

    def _leave_guide(self) -> None:
        if self.guide is not None:
            self.window.stack.removeWidget(self.guide)
            self.guide.deleteLater()
            self.guide = None
        self.window.top.show()
        self.window.bottom.show()
        self.open()


def use_system_keys() -> bool:
    """Tell whether the system's keystore is asked; tests and servers keep to files."""
    return os.environ.get("COMPTOIR_KEYS") != "file"


def _tell_timing(what: str) -> None:
    if os.environ.get("COMPTOIR_TIMING"):
        print(f"{what} {(time.perf_counter() - _STARTED) * 1000:.1f}", file=sys.stderr, flush=True)
