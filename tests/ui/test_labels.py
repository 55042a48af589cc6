"""The labels' panel: articles are scanned, found, taken from a category; what is printed was seen before."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget

from pos.devices.contracts import PrinterSettings
from pos.documents.label_formats import SHEETS
from pos.domain import facts
from pos.domain.product import Pack, Product
from pos.domain.stock import Movement, ReceivedLine
from pos.services import cataloguing, labelling, settings
from pos.services.label_printing import NO_PRINTER
from pos.services.labelling import LabelChoices, Wanted
from pos.ui import theme
from pos.ui.screens.articles_page import ALL, ArticlesPage
from pos.ui.screens.labels_chosen import iso_day
from pos.ui.screens.labels_panel import LabelOrder, LabelsPanel
from pos.ui.screens.labels_parts import Preview, whole_grams
from pos.ui.tasks import TaskRunner
from pos.wording import read_sentences, speak
from tests.ui.conftest import BREAD_CODE, JUICE_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from pos.domain.errors import UserError
    from pos.services.till import Till

CTRL, ALT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


class Heard:
    """What the panel asked for."""

    def __init__(self, panel: LabelsPanel) -> None:
        self.pdf: list[LabelOrder] = []
        self.printed: list[LabelOrder] = []
        self.printers: list[PrinterSettings] = []
        self.errors: list[UserError] = []
        panel.pdf_asked.connect(self.pdf.append)
        panel.print_asked.connect(self.printed.append)
        panel.printer_chosen.connect(self.printers.append)
        panel.failed.connect(self.errors.append)


class LabelsPage(ArticlesPage):
    """The articles with the labels as their third tab, as the counter makes it."""

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        super().__init__(till, tasks)
        self.panel = panel = LabelsPanel(till, tasks)
        panel.show_printer(NO_PRINTER, "")
        self.number = self.add_panel(
            "Labels",
            panel,
            enter=panel.enter,
            scanned=panel.scanned,
            leave=panel.back,
            dress=panel.dress,
            find=panel.go_to_search,
        )


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, till: Till) -> Iterator[LabelsPage]:
    del dressed
    tasks = TaskRunner()
    made = LabelsPage(till, tasks)
    made.resize(1366, 640)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.enter()
    made.choose_tab(made.number)
    yield made
    tasks.close()


@pytest.fixture
def heard(page: LabelsPage) -> Heard:
    return Heard(page.panel)


def settled() -> None:
    QTest.qWait(90)


def key(page: QWidget, code: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is, and let the paper be painted."""
    QTest.keyClick(QApplication.focusWidget() or page, code, modifier)
    settled()


def click(page: QWidget, name: str) -> None:
    settled()
    found = next(found for found in page.findChildren(QAbstractButton, name) if found.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    settled()


def enter(page: QWidget, name: str, text: str) -> None:
    field = next(found for found in page.findChildren(QLineEdit, name) if found.isVisible())
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    settled()


def rows(page: QWidget, name: str = "labels-chosen") -> list[tuple[str, ...]]:
    model = page.findChildren(QTableView, name)[0].model()
    columns = range(model.columnCount())
    return [tuple(str(model.index(row, column).data()) for column in columns) for row in range(model.rowCount())]


def said(page: QWidget) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def shown(page: QWidget) -> str:
    return cast("Preview", page.findChildren(QWidget, "labels-preview")[0]).accessibleName()


def product(till: Till, name: str) -> Product:
    return next(found.product for found in till.find(name) if found.product.name == name)


def test_scanned_articles_are_listed_and_counted(page: LabelsPage) -> None:
    for code in (BREAD_CODE, JUICE_CODE, BREAD_CODE):
        assert page.scanned(code)
    settled()

    assert rows(page) == [
        ("Miche au levain", BREAD_CODE, "9.20", "2"),
        ("Jus de pomme", JUICE_CODE, "4.52", "1"),
    ]
    assert shown(page) == "3 labels, the first one: Miche au levain"


def test_an_unknown_code_is_told_and_changes_nothing(page: LabelsPage, heard: Heard) -> None:
    assert page.scanned("7610000000998")

    assert "No article carries" in str(heard.errors[0])
    assert rows(page) == []


def test_the_code_of_a_case_makes_a_label_of_the_case(page: LabelsPage, till: Till, heard: Heard) -> None:
    juice = product(till, "Jus de pomme")
    cataloguing.save_product(till.shop, replace(juice, packs=(Pack("7610000000035", 6000, "carton"),)))

    page.scanned("7610000000035")
    settled()
    key(page, Qt.Key.Key_P, CTRL)

    assert [(label.name, label.figure) for label in heard.pdf[0].labels] == [("Jus de pomme, carton", "27.12")]


def test_a_code_that_two_articles_carry_is_asked_about(page: LabelsPage, till: Till) -> None:
    cataloguing.save_product(till.shop, replace(product(till, "Lentilles"), barcodes=(BREAD_CODE,)))

    page.scanned(BREAD_CODE)
    assert "Which one?" in said(page)
    key(page, Qt.Key.Key_Return)

    assert len(rows(page)) == 1


def test_what_was_chosen_elsewhere_is_labelled_whatever_kind_was_printed_last(page: LabelsPage, till: Till) -> None:
    bread = product(till, "Miche au levain")
    key(page, Qt.Key.Key_4, ALT)
    page.panel.take_wanted([])
    assert page.panel.kind == "container"
    page.panel.take_wanted([Wanted(bread.id, 3)])
    settled()

    assert (page.panel.kind, rows(page)[0][0], rows(page)[0][-1]) == ("shelf", "Miche au levain", "3")
    assert page.panel.chosen.isVisible()


def test_an_article_is_typed_and_the_first_found_taken_by_enter(page: LabelsPage) -> None:
    enter(page, "labels-search", "lentil")
    assert rows(page, "labels-pick") == [("Lentilles", "5.40 /kg")]
    key(page, Qt.Key.Key_Return)

    assert rows(page) == [("Lentilles", "", "5.40 /kg", "1")]
    assert page.panel.search.text() == ""


def test_escape_closes_the_list_before_it_leaves_the_page(page: LabelsPage, qtbot: QtBot) -> None:
    enter(page, "labels-search", "zzz")
    assert "No article found." in said(page)
    page.leave()
    assert "No article found." not in said(page)

    with qtbot.waitSignal(page.left):
        page.leave()


def test_a_list_stays_open_when_the_window_changes_its_size(page: LabelsPage) -> None:
    key(page, Qt.Key.Key_F8)
    page.dress()

    assert "Which paper?" in said(page)


def test_a_category_is_taken_whole_and_only_once(page: LabelsPage) -> None:
    page.scanned(BREAD_CODE)
    page.scanned(BREAD_CODE)
    for _ in range(2):
        key(page, Qt.Key.Key_F3)
        assert rows(page, "labels-pick") == [("Pain", "")]
        key(page, Qt.Key.Key_Return)

    assert [row[-1] for row in rows(page)] == ["2"]


def test_a_goods_receipt_is_labelled_piece_by_piece(page: LabelsPage, till: Till) -> None:
    key(page, Qt.Key.Key_F4)
    assert "No goods receipt has lines yet." in said(page)
    bread = product(till, "Miche au levain")
    with till.shop.write() as journal:
        journal.append(
            facts.StockReceived(
                id=journal.new_id(),
                at=journal.stamp(),
                reason="goods receipt",
                moves=(Movement(bread.id, 5000),),
                supplier="Le Four",
                lines=(ReceivedLine(bread.id, 5000),),
            )
        )
    click(page, "labels-kind-article")
    key(page, Qt.Key.Key_F4)
    assert rows(page, "labels-pick") == [("Le Four", "1 articles")]
    key(page, Qt.Key.Key_Return)

    assert rows(page)[0][-1] == "5"


def test_articles_whose_price_changed_are_taken(page: LabelsPage, till: Till, qtbot: QtBot) -> None:
    bread = product(till, "Miche au levain")
    labelling.note_printed(till.shop, [bread.id])
    key(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "shows the price of now" in said(page))

    cataloguing.save_product(till.shop, replace(bread, price_minor=950))
    key(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: [row[0] for row in rows(page)] == ["Miche au levain"])
    assert rows(page)[0][2] == "9.50"


def test_numbers_are_changed_and_rows_removed(page: LabelsPage) -> None:
    page.scanned(BREAD_CODE)
    page.scanned(JUICE_CODE)
    click(page, "labels-number-more")
    assert [row[-1] for row in rows(page)] == ["1", "2"]
    enter(page, "labels-number", "12")
    assert [row[-1] for row in rows(page)] == ["1", "12"]

    page.panel.chosen.table.setFocus()
    key(page, Qt.Key.Key_Delete)
    assert [row[0] for row in rows(page)] == ["Miche au levain"]
    key(page, Qt.Key.Key_Delete, CTRL)
    assert rows(page) == []
    assert not page.findChildren(QAbstractButton, "labels-print")[0].isEnabled()


def test_the_order_says_paper_place_and_articles(page: LabelsPage, heard: Heard, till: Till) -> None:
    page.scanned(BREAD_CODE)
    key(page, Qt.Key.Key_2, ALT)
    key(page, Qt.Key.Key_F8)
    assert [row[0] for row in rows(page, "labels-pick")][2] == "4 × 10 · 48.5 × 25.4 mm"
    page.panel.picks.view.selectRow(2)
    key(page, Qt.Key.Key_Return)
    enter(page, "labels-start", "17")
    key(page, Qt.Key.Key_Return, CTRL)

    order = heard.printed[0]
    assert (order.output, order.format, order.start) == ("sheet", "4x10", 17)
    assert [(label.kind, label.name) for label in order.labels] == [("article", "Miche au levain")]
    assert order.product_ids == (product(till, "Miche au levain").id,)


def test_the_first_label_is_one_of_the_sheet(page: LabelsPage) -> None:
    enter(page, "labels-start", "99")

    assert page.panel.start.value() == SHEETS["3x8"].places


def test_the_paper_is_painted_where_the_sheet_is_free(page: LabelsPage) -> None:
    page.scanned(BREAD_CODE)
    settled()
    first = page.panel.preview.grab().toImage()
    page.panel.start.step(1)
    settled()

    assert page.panel.preview.grab().toImage() != first


def test_weighed_goods_are_labelled_with_weight_and_last_day(page: LabelsPage, heard: Heard, till: Till) -> None:
    key(page, Qt.Key.Key_3, ALT)
    page.panel.chosen.add(product(till, "Lentilles"))
    settled()
    assert "cannot hold this weight" in said(page)
    enter(page, "labels-grams", "486")
    enter(page, "labels-best-before", "24.12.2026")
    assert rows(page)[0][-1] == "1 × 486 g"
    key(page, Qt.Key.Key_Return, CTRL)

    label = heard.printed[0].labels[0]
    assert (label.figure, label.code) == ("2.62", "2300201002628")
    assert ("Best before", "24.12.2026") in label.facts
    assert heard.printed[0].product_ids == ()


def test_each_weight_of_an_article_has_its_row(page: LabelsPage, till: Till) -> None:
    key(page, Qt.Key.Key_3, ALT)
    for grams in ("486", "512"):
        page.panel.chosen.add(product(till, "Lentilles"))
        enter(page, "labels-grams", grams)

    assert [row[-1] for row in rows(page)] == ["1 × 486 g", "1 × 512 g"]


def test_a_container_is_named_and_weighed(page: LabelsPage, heard: Heard) -> None:
    key(page, Qt.Key.Key_4, ALT)
    enter(page, "container-name", "Bocal 1 l")
    assert not page.findChildren(QAbstractButton, "labels-print")[0].isEnabled()
    enter(page, "container-tare", "0.486 kg")
    click(page, "container-number-more")
    key(page, Qt.Key.Key_7, ALT)
    key(page, Qt.Key.Key_Return, CTRL)

    order = heard.printed[0]
    assert (order.output, [label.code for label in order.labels]) == ("receipts", ["2600001004861"] * 2)
    assert page.scanned(BREAD_CODE)
    assert page.panel.chosen.wanted == []


def test_a_tare_that_no_code_holds_is_said(page: LabelsPage, heard: Heard) -> None:
    key(page, Qt.Key.Key_4, ALT)
    enter(page, "container-tare", "123456")
    key(page, Qt.Key.Key_Return, CTRL)

    assert "cannot hold this weight" in said(page)
    assert heard.printed == []


def test_codes_are_given_to_what_has_none(page: LabelsPage, till: Till) -> None:
    page.panel.chosen.add(product(till, "Article divers"))
    page.panel.chosen.add(product(till, "Lentilles"))
    settled()
    assert "1 without a bar code" in said(page)
    key(page, Qt.Key.Key_K, CTRL)

    assert "1 codes were given." in said(page)
    assert rows(page)[0][1] == product(till, "Article divers").barcodes[0]
    assert not any(found.isVisible() for found in page.findChildren(QAbstractButton, "labels-issue"))


def test_odd_articles_are_labelled_and_said(page: LabelsPage, till: Till, heard: Heard) -> None:
    strange = Product(till.shop.identities.new(), "x " * 60, 0, plu="7", barcodes=("A" * 30,))
    cataloguing.save_product(till.shop, strange)
    page.panel.chosen.add(replace(strange, unit="stone"))
    settled()

    assert "1 with the price 0.00" in said(page)
    assert "too narrow for bars" in said(page)
    key(page, Qt.Key.Key_P, CTRL)
    assert len(heard.pdf[0].labels) == 1


def test_a_label_printer_is_chosen_in_the_panel(page: LabelsPage, heard: Heard, till: Till) -> None:
    key(page, Qt.Key.Key_6, ALT)
    click(page, "labels-printer")
    click(page, "label-printer-network")
    enter(page, "label-printer-address", "192.168.1.51:99999")
    click(page, "label-printer-keep")
    assert "is not a network address" in said(page)
    enter(page, "label-printer-address", "192.168.1.51")
    click(page, "label-printer-dpi-300")
    key(page, Qt.Key.Key_S, CTRL)

    assert heard.printers == [PrinterSettings(kind="network", address="192.168.1.51", language="zpl")]
    assert settings.local_setting(till.shop, "labels", LabelChoices, LabelChoices()).dpi == 300
    page.scanned(BREAD_CODE)
    key(page, Qt.Key.Key_Return, CTRL)
    assert (heard.printed[0].output, heard.printed[0].format, heard.printed[0].dpi) == ("labels", "57x32", 300)


def test_the_next_time_begins_as_the_last_one_ended(page: LabelsPage, till: Till, qtbot: QtBot) -> None:
    key(page, Qt.Key.Key_2, ALT)
    key(page, Qt.Key.Key_6, ALT)
    page.panel.printed("done")
    settled()
    assert "done" in said(page)

    again = LabelsPanel(till, TaskRunner())
    qtbot.addWidget(again)
    assert (again.kind, again.outputs.value()) == ("article", "labels")


def test_prices_are_read_again_when_the_page_opens(page: LabelsPage, till: Till) -> None:
    page.scanned(BREAD_CODE)
    cataloguing.save_product(till.shop, replace(product(till, "Miche au levain"), price_minor=950))
    page.choose_tab(ALL)
    page.choose_tab(page.number)

    assert rows(page)[0][2] == "9.50"


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("kind", ["1", "3", "4"])
def test_everything_has_a_name_and_is_large_enough_to_touch(
    page: LabelsPage, till: Till, kind: str, compact: bool
) -> None:
    theme.set_compact(compact=compact)
    try:
        page.resize(*((1024, 440) if compact else (1366, 640)))
        page.dress()
        page.scanned(BREAD_CODE)
        key(page, Qt.Key[f"Key_{kind}"], ALT)
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName(), widget
                assert widget.objectName(), widget
            if isinstance(widget, (QAbstractButton, QLineEdit)) and widget.isVisible() and widget.objectName():
                assert min(widget.width(), widget.height()) >= 46, widget.objectName()
                edges = widget.rect().translated(widget.mapTo(page, widget.rect().topLeft()))
                assert page.rect().contains(edges), widget.objectName()
                assert widget.visibleRegion().boundingRect() == widget.rect(), widget.objectName()
    finally:
        theme.set_compact(compact=False)


@pytest.mark.parametrize(
    ("text", "grams"),
    [("486", 486), ("486 g", 486), ("0,486 kg", 486), ("1.5kg", 1500), ("1'200", 1200), (".5 kg", 500)]
    + [(bad, 0) for bad in ("", "abc", "-5", "1.5", "1.23456 kg", "١٢", "1234567", "kg")],
)
def test_grams_are_read_as_typed(text: str, grams: int) -> None:
    assert whole_grams(text) == grams


@pytest.mark.parametrize(
    ("text", "day"),
    [("24.12.2026", "2026-12-24"), ("1.2.2027", "2027-02-01"), ("31.02.2026", ""), ("24.12.26", ""), ("soon", "")],
)
def test_days_are_read_as_typed(text: str, day: str) -> None:
    assert iso_day(text) == day


def test_wanted_labels_are_limited_to_what_a_stepper_holds(page: LabelsPage, till: Till) -> None:
    bread = product(till, "Miche au levain")
    page.panel.chosen.take(lambda: [Wanted(bread.id, 5000)])

    assert rows(page)[0][-1] == "999"


def test_the_search_of_the_tab_is_reached_by_its_key_and_when_the_page_opens(page: LabelsPage) -> None:
    for act in (page.go_to_search, page.enter):
        page.panel.start.setFocus()
        assert not page.panel.search.hasFocus()
        act()
        assert page.panel.search.hasFocus()


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_every_tab_and_action_of_the_articles_can_be_read_in_french(
    dressed: QApplication, till: Till, qtbot: QtBot, width: int
) -> None:
    del dressed
    french = read_sentences("fr")
    speak(lambda text: french.get(text, text))
    theme.set_compact(compact=width < theme.COMPACT_BELOW)
    tasks = TaskRunner()
    try:
        made = ArticlesPage(till, tasks)
        qtbot.addWidget(made)
        for title in ("Étiquettes", "Importation"):
            made.add_panel(title, QWidget())
        made.resize(width, 500)
        with qtbot.waitExposed(made):
            made.show()
        made.dress()
        made.enter()
        settled()
        for name in ("back", "tab-1", "tab-2", "tab-3", "tab-4", "several", "categories", "new"):
            button = next(found for found in made.findChildren(QAbstractButton, f"articles-{name}"))
            assert button.isVisible()
            assert button.width() >= button.sizeHint().width(), name
            assert button.accessibleName(), name
    finally:
        tasks.close()
        theme.set_compact(compact=False)
        speak(lambda text: text)
