"""Make the pages behind the menu, each when it is first needed, and tie them to the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pos.app.counter import Counter
    from pos.ui.widgets.pages import Page


def _day(counter: Counter) -> Page:
    from pos.ui.screens.day_page import DayPage  # noqa: PLC0415  # made when first needed

    page = DayPage(counter.till)
    page.changed.connect(counter.day_changed)
    page.report_ready.connect(counter.print_report)
    page.drawer_asked.connect(counter.open_drawer)
    page.accounting_written.connect(counter.papers.file)
    page.failed.connect(counter.window.tell)
    return page


def _sales(counter: Counter) -> Page:
    from pos.ui.screens.sales_page import SalesPage  # noqa: PLC0415

    page = SalesPage(counter.till)
    page.refunded.connect(counter.refunded)
    page.duplicate_asked.connect(counter.duplicate)
    page.pdf_asked.connect(counter.pdf)
    page.failed.connect(counter.window.tell)
    return page


def _admission(counter: Counter) -> Page:
    from pos.ui.screens.admission_page import AdmissionPage  # noqa: PLC0415

    page = AdmissionPage(counter.till, counter.sync)
    page.failed.connect(counter.window.tell)
    if counter.sync is not None:
        page.admitted.connect(counter.sync.wake)
    return page


def _orders(counter: Counter) -> Page:
    return counter.orders.make_page()


def _portal(counter: Counter) -> Page:
    from pos.ui.screens.sync_page import SyncPage  # noqa: PLC0415

    assert counter.sync is not None
    return SyncPage(counter.till, counter.sync)


def _settings(counter: Counter) -> Page:
    from pos.ui.screens.settings_page import SettingsPage  # noqa: PLC0415

    page = SettingsPage(counter.till)
    page.changed.connect(counter.settings_changed)
    page.printer_changed.connect(counter.use_printer)
    page.scale_changed.connect(counter.scale.configure)
    counter.scale_told.connect(page.scale.show_reading)
    page.test_page_asked.connect(counter.test_page)
    page.drawer_test_asked.connect(lambda: counter.printing.kick("test"))
    page.failed.connect(counter.window.tell)
    counter.window.scans.heard.connect(lambda pace: page.scan_heard("", pace))
    return page


def _articles(counter: Counter) -> Page:
    from pos.ui.screens.articles_page import ArticlesPage  # noqa: PLC0415
    from pos.ui.screens.import_panel import ImportPanel  # noqa: PLC0415

    page = ArticlesPage(counter.till, counter.tasks)
    page.failed.connect(counter.window.tell)
    page.changed.connect(counter.catalogue_changed)
    importing = ImportPanel(counter.till, lambda: page.list.rows.numbers)
    importing.imported.connect(counter.catalogue_changed)
    counter.ending.connect(importing.stop)
    counter.labels.add_to(page)
    page.add_panel(tr("Import"), importing, enter=importing.enter, leave=importing.go_back)
    return page


def _stock(counter: Counter) -> Page:
    from pos.ui.screens.stock_page import StockPage  # noqa: PLC0415

    page = StockPage(counter.till, counter.tasks)
    page.changed.connect(counter.catalogue_changed)
    page.receive.labels_asked.connect(counter.labels.show_wanted)
    page.moves.ticket_asked.connect(counter.show_ticket)
    page.orders.pdf_asked.connect(counter.order_pdf)
    page.orders.csv_asked.connect(counter.order_csv)
    return page


MAKERS: Mapping[str, Callable[[Counter], Page]] = {
    "day": _day,
    "sales": _sales,
    "articles": _articles,
    "stock": _stock,
    "admission": _admission,
    "orders": _orders,
    "portal": _portal,
    "settings": _settings,
}
"""Name of a page in the menu to what makes it."""
