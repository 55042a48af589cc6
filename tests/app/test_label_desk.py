"""Labels at the counter: PDFs among the documents, jobs on their way, what is told of the printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDesktopServices

from pos.app.label_desk import LabelDesk
from pos.app.pages import MAKERS
from pos.app.papers import Papers
from pos.app.paths import places
from pos.devices.contracts import PrinterSettings
from pos.documents.label_formats import ROLLS
from pos.documents.zpl import to_zpl
from pos.domain.errors import UserError
from pos.services import cataloguing, labelling
from pos.services.labelling import Wanted
from pos.services.printing import Printing
from pos.services.till import Till
from pos.ui.screens.articles_page import ArticlesPage
from pos.ui.screens.labels_panel import LabelOrder
from pos.ui.screens.stock_page import StockPage
from pos.ui.tasks import TaskRunner
from tests.devices.test_label_printer import LabelPrinter
from tests.services.counter import stocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from pos.shopfile.shopfile import ShopFile


class Window:
    """What the desk says to people."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.problems: list[tuple[str, dict[str, Callable[[], None]]]] = []

    def tell(self, error: UserError) -> None:
        self.errors.append(str(error))

    def problem(self, title: str, _safe: str = "", _todo: str = "", *, actions: Any = ()) -> None:
        self.problems.append((title, {action[0]: action[3] for action in actions}))

    def put_notice_away(self) -> None:
        self.problems = []


class Desk(QObject):
    """A counter with no more than the labels need."""

    ending = Signal()

    def __init__(self, shop: ShopFile, folder: Path) -> None:
        super().__init__()
        self.shop, self.till, self.tasks, self.window = shop, Till(shop), TaskRunner(self), Window()
        self.opened: list[str] = []
        self.where = places(str(folder))
        self.papers = Papers(cast("Any", self.window), self.where)
        self.printing = Printing(shop, folder / "cache")
        self.labels = LabelDesk(cast("Any", self), poll_s=0.05)
        self.pages: dict[str, Any] = {}

    def open_page(self, name: str) -> None:
        if name not in self.pages:
            self.pages[name] = MAKERS[name](cast("Any", self))
        self.pages[name].enter()

    def catalogue_changed(self, *_: object) -> None:
        """Nothing is shown here."""

    show_ticket = order_pdf = order_csv = catalogue_changed


@pytest.fixture
def desk(shop: ShopFile, tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    (tmp_path / "documents").mkdir()
    monkeypatch.setattr(Papers, "folder", lambda _: tmp_path / "documents")
    made = Desk(shop, tmp_path)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: made.opened.append(url.toLocalFile()))
    yield made
    made.labels.close()
    made.tasks.close()


def order(desk: Desk, output: str = "sheet", format: str = "3x8") -> LabelOrder:
    bread = stocked(desk.shop).bread
    made = labelling.labels(desk.shop, [Wanted(bread.id, 30)], "shelf")
    return LabelOrder(made, output, format, 203, 2, (bread.id,))


def test_labels_are_a_tab_of_the_articles_for_what_is_ticked_there(desk: Desk, qtbot: QtBot) -> None:
    goods = stocked(desk.shop)
    page = ArticlesPage(desk.till, desk.tasks)
    qtbot.addWidget(page)
    desk.labels.add_to(page)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()
    qtbot.waitUntil(lambda: len(page.list.rows.numbers) == len(goods))
    page.choose_several(on=True)
    page.list.table.choose_all()
    page.choose_tab(2)

    panel = desk.labels.panel
    assert panel is not None
    assert goods.bread.id in panel.chosen.product_ids
    assert len(panel.chosen.product_ids) == len(goods)


def test_one_article_is_ticked_as_well_as_many(desk: Desk, qtbot: QtBot) -> None:
    goods = stocked(desk.shop)
    page = ArticlesPage(desk.till, desk.tasks)
    qtbot.addWidget(page)
    desk.labels.add_to(page)
    page.enter()
    qtbot.waitUntil(lambda: len(page.list.rows.numbers) == len(goods))
    panel = desk.labels.panel
    assert panel is not None
    page.list.table.selectRow(0)
    page.choose_tab(2)
    assert panel.chosen.wanted == []

    page.choose_tab(0)
    page.choose_several(on=True)
    page.choose_tab(2)

    assert panel.chosen.product_ids == tuple(found.product.id for found in page.chosen())
    assert len(panel.chosen.product_ids) == 1


def test_more_articles_than_are_printed_in_one_go_are_not_read(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked(desk.shop)
    page = ArticlesPage(desk.till, desk.tasks)
    qtbot.addWidget(page)
    desk.labels.add_to(page)
    page.enter()
    qtbot.waitUntil(lambda: len(page.list.rows.numbers) == 5)
    monkeypatch.setattr(labelling, "MOST", 4)
    page.choose_several(on=True)
    page.list.table.choose_all()
    page.choose_tab(2)

    assert desk.labels.panel is not None
    assert desk.labels.panel.chosen.wanted == []
    assert desk.window.errors == ["At most 4 labels are printed in one go. Print them in parts."]


def test_labels_wished_at_a_delivery_are_on_the_list_of_their_tab(desk: Desk, qtbot: QtBot) -> None:
    goods = stocked(desk.shop)
    desk.open_page("stock")
    delivery = desk.pages["stock"]
    assert isinstance(delivery, StockPage)

    delivery.receive.labels_asked.emit([(goods.bread.id, 3), (goods.soap.id, 2)])

    articles, panel = desk.pages["articles"], desk.labels.panel
    for page in (delivery, articles):
        qtbot.addWidget(page)
    assert panel is not None
    assert articles.current_tab() == 2
    assert panel.chosen.wanted == [Wanted(goods.bread.id, 3), Wanted(goods.soap.id, 2)]


def test_sheets_are_written_among_the_documents_and_remembered(desk: Desk) -> None:
    wanted = order(desk)

    path = desk.labels.write_pdf(wanted)

    assert len(PdfReader(path).pages) == 2
    assert path.name == "labels-2026-11-23-080000.pdf"
    with desk.shop.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM local WHERE key LIKE 'label:%'").scalar_one() == 1
    bread = labelling.products(desk.shop, wanted.product_ids)[0]
    cataloguing.save_product(desk.shop, replace(bread, price_minor=500))
    assert labelling.price_changed(desk.shop) == [Wanted(bread.id)]


def test_sheets_that_are_printed_open_in_the_systems_viewer(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.labels.make_panel()
    qtbot.addWidget(panel)

    panel.print_asked.emit(order(desk))

    assert [Path(path).name for path in desk.opened] == ["labels-2026-11-23-080000.pdf"]
    panel.pdf_asked.emit(order(desk))
    assert len(desk.opened) == 1
    qtbot.waitUntil(lambda: "Written: " in panel._said.text())  # what is read on the screen


def test_a_folder_that_cannot_be_made_is_told(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> Path:
        raise PermissionError(13, "no", "/documents/Comptoir")

    monkeypatch.setattr(Papers, "folder", refuse)
    panel = desk.labels.make_panel()
    qtbot.addWidget(panel)
    panel.pdf_asked.emit(order(desk))

    assert desk.window.errors == ["Labels could not be written among your documents."]
    assert labelling.price_changed(desk.shop) == []


def test_strips_go_to_the_receipt_printers_queue(desk: Desk) -> None:
    with pytest.raises(UserError, match="No receipt printer"):
        desk.labels.print_labels(order(desk, "receipts", ""))
    desk.printing.use(PrinterSettings(kind="file", address="/dev/null"))

    desk.labels.print_labels(order(desk, "receipts", ""))

    job = desk.printing.queue.take()
    assert job is not None
    assert job.kind == "labels"
    assert job.payload.count(b"Pain de seigle") == 30


def test_labels_go_to_a_label_printer_that_is_set_up_while_the_till_runs(desk: Desk, qtbot: QtBot) -> None:
    wanted = order(desk, "labels", "57x32")
    panel = desk.labels.make_panel()
    qtbot.addWidget(panel)
    desk.labels.start()
    panel.print_asked.emit(wanted)
    assert "No label printer" in desk.window.errors[0]

    with LabelPrinter() as printer:
        panel.printer_chosen.emit(PrinterSettings(kind="network", address=printer.address))
        panel.print_asked.emit(wanted)
        qtbot.waitUntil(lambda: printer.got == to_zpl(wanted.labels, ROLLS["57x32"]), timeout=5000)
        desk.labels.close()
    assert printer.got.count(b"^PQ30") == 1


def test_labels_that_may_have_printed_are_asked_about(desk: Desk, qtbot: QtBot) -> None:
    with LabelPrinter(dies_at=b"^XZ") as printer:
        desk.labels.use_printer(PrinterSettings(kind="network", address=printer.address))
        desk.labels.print_labels(order(desk, "labels", "57x32"))
        qtbot.waitUntil(lambda: bool(desk.window.problems), timeout=5000)
        title, actions = desk.window.problems[0]
        assert title == "30 labels may or may not have been printed."
        actions["They are printed"]()
        desk.labels.close()

    assert desk.window.problems == []
    assert desk.labels.printing.spool.waiting("unknown", "queued") == []
