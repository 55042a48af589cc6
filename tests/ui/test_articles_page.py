"""The articles screen: find, read on, edit, save, be told of other tills' changes, change many and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from pos.app.pages import MAKERS
from pos.domain import days
from pos.domain.product import Admission, Category, DatedPrice, Pack, Part, Product
from pos.services import bulk_changing, cataloguing, parking, selling
from pos.ui import theme
from pos.ui.models.article_rows import PAGE_ROWS, ArticleRows, Column
from pos.ui.screens.article_list import ARCHIVED
from pos.ui.screens.article_parts import ArticlePart, BulkGoodsPart, PortalPart, StockPart
from pos.ui.screens.article_price import PricePart
from pos.ui.screens.articles_page import BULK, FORM, INCOMPLETE, ArticlesPage
from pos.ui.tasks import TaskRunner
from pos.ui.widgets.picking import PickField
from tests.ui.conftest import BREAD_CODE, JUICE_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pos.domain.errors import UserError
    from pos.services.till import Till
    from pos.shopfile.search import Found

CONTROL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """Acts at the page as a person does, and waits for what is read in the background."""

    def __init__(self, page: ArticlesPage, qtbot: QtBot, till: Till) -> None:
        self.page, self.qtbot, self.till = page, qtbot, till
        self.failures: list[UserError] = []
        page.failed.connect(self.failures.append)

    def names(self) -> list[str]:
        rows = self.page.list.rows
        return [str(rows.index(row, Column.NAME).data()) for row in range(rows.rowCount())]

    def wait_names(self, *names: str) -> None:
        self.qtbot.waitUntil(lambda: self.names() == list(names), timeout=3000)

    def button(self, name: str) -> QAbstractButton:
        return next(found for found in self.page.findChildren(QAbstractButton, name) if found.isVisible())

    def click(self, name: str) -> None:
        QApplication.processEvents()
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def field(self, name: str) -> QLineEdit:
        return self.page.findChildren(QLineEdit, name)[0]

    def type(self, name: str, text: str) -> None:
        edit = self.field(name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QApplication.processEvents()

    def pick(self, name: str, text: str) -> None:
        """Open a field's choices, search, Enter."""
        self.page.findChildren(PickField, name)[0].click()
        search = next(field for field in self.page.findChildren(QLineEdit, "pick-search") if field.isVisible())
        QTest.keyClicks(search, text)
        QTest.keyClick(search, Qt.Key.Key_Return)
        QApplication.processEvents()

    def choose(self, name: str, column: Column = Column.NAME) -> None:
        """Make a cell of the article of that name current."""
        place = self.names().index(name)
        self.page.list.table.setCurrentIndex(self.page.list.rows.index(place, column))

    def said(self) -> str:
        return "\n".join(found.text() for found in self.page.findChildren(QLabel) if found.isVisible())

    def article(self, name: str) -> Product:
        found = next(f for f in self.till.find(name) if f.product.name == name)
        return found.product


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    """Give the worker of a page."""
    del qapp
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def hand(qtbot: QtBot, dressed: QApplication, till: Till, tasks: TaskRunner) -> Iterator[Hand]:
    """Give the page, shown in the usual size with its five articles."""
    del dressed
    page = ArticlesPage(till, tasks)
    page.resize(1366, 664)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()
    made = Hand(page, qtbot, till)
    made.wait_names("Article divers", "Consigne", "Jus de pomme", "Lentilles", "Miche au levain")
    yield made
    theme.set_compact(compact=False)


def test_the_table_shows_what_a_shopkeeper_looks_for(hand: Hand) -> None:
    rows = hand.page.list.rows
    shown = [[rows.index(row, column).data() for column in Column] for row in range(5)]

    assert shown[4] == ["101", "Miche au levain", "9.20", "2.6", "6", "–"]
    assert shown[3][2] == "5.40 /kg"
    assert shown[0][2] == "free"


def test_typing_finds_without_accents_and_clearing_shows_all(hand: Hand) -> None:
    hand.type("articles-search", "LEVÂ")
    hand.wait_names("Miche au levain")

    hand.field("articles-search").clear()
    hand.qtbot.waitUntil(lambda: len(hand.names()) == 5)


def test_a_head_sorts_and_turns_round_and_a_key_does_too(hand: Hand) -> None:
    hand.page.list.table.sort_asked.emit("price")
    hand.wait_names("Consigne", "Jus de pomme", "Lentilles", "Miche au levain", "Article divers")
    hand.page.list.table.sort_asked.emit("price")
    hand.wait_names("Miche au levain", "Lentilles", "Jus de pomme", "Consigne", "Article divers")

    hand.click("articles-sort")
    hand.qtbot.waitUntil(lambda: hand.button("articles-sort").text() == "by stock")


def test_the_category_filter_and_the_archive(hand: Hand) -> None:
    hand.pick("articles-category", "pain")
    hand.wait_names("Miche au levain")

    hand.page.list.category.set_value(ARCHIVED)
    hand.wait_names()
    assert "No article found." in hand.said()


def test_an_article_is_edited_and_saved(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    assert not hand.button("article-save").isEnabled()

    hand.type("article-price", "4.80")
    assert "Modified, not saved" in hand.said()
    hand.type("article-member-price", "4,5")
    hand.pick("article-category", "pain")
    hand.click("article-save")

    saved = hand.article("Jus de pomme")
    assert (saved.price_minor, saved.member_price_minor, saved.category) == (480, 450, "bread")
    assert saved.deposit_id is not None
    assert "Saved." in hand.said()
    assert "Modified, not saved" not in hand.said()


def test_esc_warns_before_what_is_typed_is_given_up(hand: Hand) -> None:
    left: list[int] = []
    hand.page.left.connect(lambda: left.append(1))
    hand.choose("Jus de pomme")
    hand.type("article-name", "Autre")

    hand.page.leave()
    assert "Not saved" in hand.said()
    assert hand.field("article-name").text() == "Autre"
    hand.page.leave()
    assert hand.field("article-name").text() == "Jus de pomme"
    assert left == []
    hand.page.leave()
    assert left == [1]


def test_another_article_does_not_push_what_is_typed_away(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    hand.type("article-name", "Autre")

    hand.choose("Lentilles")

    assert hand.field("article-name").text() == "Autre"
    current = hand.page.list.rows.found(hand.page.list.table.currentIndex().row())
    assert current is not None
    assert current.product.name == "Jus de pomme"


def test_a_refusal_says_why_and_keeps_what_was_typed(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    hand.type("article-price", "beaucoup")
    hand.click("article-save")

    assert "is not an amount" in hand.said()
    assert hand.field("article-price").text() == "beaucoup"
    assert hand.article("Jus de pomme").price_minor == 452


def test_a_change_of_another_till_is_told_and_what_is_typed_is_kept(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    hand.type("article-price", "4.80")
    juice = hand.article("Jus de pomme")
    cataloguing.save_product(hand.till.shop, replace(juice, origin="Jussy", price_minor=470))

    hand.click("article-save")

    assert "Changed on another till meanwhile" in hand.said()
    assert "Both changed price" in hand.said()
    assert hand.field("article-price").text() == "4.80"
    assert hand.article("Jus de pomme").price_minor == 470
    hand.click("article-save")
    saved = hand.article("Jus de pomme")
    assert (saved.price_minor, saved.origin) == (480, "Jussy")


def test_a_pulled_change_is_taken_in_at_once(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    cataloguing.save_product(hand.till.shop, replace(hand.article("Jus de pomme"), price_minor=470))

    hand.page.catalogue_changed()

    assert hand.field("article-price").text() == "4.70"
    assert hand.page.list.rows.index(2, Column.PRICE).data() == "4.70"


def test_a_new_article_is_made_and_shown_in_the_table(hand: Hand) -> None:
    QTest.keyClick(hand.page, Qt.Key.Key_N, CONTROL)
    hand.type("article-name", "Brioche")
    hand.type("article-price", "6.80")
    hand.page.scanned("7610000000035")
    hand.click("article-save")

    hand.wait_names("Article divers", "Brioche", "Consigne", "Jus de pomme", "Lentilles", "Miche au levain")
    assert hand.article("Brioche").barcodes == ("7610000000035",)
    assert hand.article("Brioche").category == "bread"


def test_a_new_article_that_was_not_saved_is_given_up_after_a_warning(hand: Hand) -> None:
    hand.click("articles-new")
    hand.type("article-name", "Brioche")
    hand.page.leave()
    assert "Not saved" in hand.said()
    hand.page.leave()

    assert hand.page.form.product_id == ""
    assert len(hand.till.find("Brioche")) == 0


def test_a_variant_has_its_family_and_codes_of_its_own(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    QTest.keyClick(hand.page, Qt.Key.Key_D, CONTROL)
    assert hand.field("article-plu").text() == hand.field("article-barcodes").text() == ""
    hand.type("article-variant", "bio")
    hand.type("article-name", "Jus de pomme bio")
    hand.click("article-save")

    made = hand.article("Jus de pomme bio")
    assert (made.family, made.variant, made.price_minor) == ("Jus de pomme", "bio", 452)
    assert hand.article("Jus de pomme").family == "Jus de pomme"


def test_archiving_says_in_how_many_baskets_it_still_sells(hand: Hand) -> None:
    bread = hand.article("Miche au levain")
    parking.park(hand.till.shop, selling.ring_up(hand.till.shop, selling.new_basket(hand.till.shop), bread, 1000))
    hand.choose("Miche au levain")
    hand.click("article-archive")

    assert "1 open or parked" in hand.said()
    hand.wait_names("Article divers", "Consigne", "Jus de pomme", "Lentilles")
    hand.page.list.category.set_value(ARCHIVED)
    hand.wait_names("Miche au levain")
    hand.click("article-archive")
    assert "Brought back" in hand.said()
    hand.wait_names()


def test_a_scan_opens_its_article_or_fills_its_code_in(hand: Hand) -> None:
    assert hand.page.scanned(BREAD_CODE)
    assert hand.field("article-name").text() == "Miche au levain"

    assert hand.page.scanned("7610000000035")
    assert hand.field("article-barcodes").text() == f"{BREAD_CODE} 7610000000035"
    assert hand.page.scanned(JUICE_CODE)
    assert "is also the code of Jus de pomme" in hand.said()
    assert hand.page.scanned("7610000000036")
    assert "misread" in hand.said()


def test_a_price_is_edited_in_its_cell(hand: Hand) -> None:
    hand.choose("Jus de pomme", Column.PRICE)
    hand.click("articles-edit")
    editor = hand.field("cell-edit")
    assert editor.text() == "4.52"
    editor.setText("4.95")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    hand.qtbot.waitUntil(lambda: hand.article("Jus de pomme").price_minor == 495)
    assert hand.field("article-price").text() == "4.95"


def test_a_name_is_edited_in_its_cell_and_nonsense_is_refused(hand: Hand) -> None:
    rows = hand.page.list.rows
    rows.setData(rows.index(2, Column.NAME), "Jus de poire")
    assert hand.article("Jus de poire").price_minor == 452

    rows.setData(rows.index(2, Column.PRICE), "cher")
    assert "is not an amount" in str(hand.failures[0])
    assert not rows.setData(rows.index(2, Column.PRICE), rows.index(2, Column.PRICE).data())


def test_several_are_changed_seen_before_and_undone(hand: Hand) -> None:
    hand.click("articles-several")
    hand.click("bulk-all")
    assert "5 articles chosen" in hand.said()
    hand.type("bulk-amount", "10")
    hand.click("bulk-apply")

    preview = hand.page.bulk.findChildren(QWidget, "bulk-preview")[0]
    model = preview.model()  # type: ignore[attr-defined]
    shown = {model.index(row, 0).data(): model.index(row, 2).data() for row in range(model.rowCount())}
    assert shown["Miche au levain"] == "10.10"
    assert "asked at the till" in shown["Article divers"]
    assert hand.article("Miche au levain").price_minor == 920

    hand.click("bulk-apply")
    hand.qtbot.waitUntil(lambda: "4 articles changed." in hand.said())
    assert hand.article("Miche au levain").price_minor == 1010
    hand.click("bulk-undo")
    hand.qtbot.waitUntil(lambda: "4 articles are as they were." in hand.said())
    assert hand.article("Miche au levain").price_minor == 920
    assert not hand.button("bulk-undo").isEnabled()


def test_undo_names_what_was_changed_since(hand: Hand) -> None:
    hand.click("articles-several")
    hand.click("bulk-all")
    hand.click("bulk-online")
    hand.click("bulk-apply")
    hand.click("bulk-apply")
    hand.qtbot.waitUntil(lambda: bulk_changing.last_undo(hand.till.shop) is not None)
    cataloguing.save_product(hand.till.shop, replace(hand.article("Lentilles"), price_minor=560))
    hand.qtbot.waitUntil(lambda: "articles changed." in hand.said())
    hand.click("bulk-undo")
    hand.qtbot.waitUntil(lambda: "left alone: Lentilles" in hand.said())

    assert hand.article("Lentilles").online
    assert not hand.article("Miche au levain").online


def test_space_ticks_rows_and_shift_ticks_what_is_passed(hand: Hand) -> None:
    hand.page.choose_several(on=True)
    table = hand.page.list.table
    table.clearSelection()
    table.setCurrentIndex(hand.page.list.rows.index(0, 0))
    table.clearSelection()
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert [found.product.name for found in hand.page.chosen()] == ["Article divers", "Jus de pomme"]

    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(table.chosen_numbers()) == 3
    hand.page.leave()
    assert hand.page._right.currentIndex() == FORM


def test_a_preview_is_forgotten_when_the_change_is(hand: Hand) -> None:
    hand.click("articles-several")
    hand.click("bulk-all")
    hand.type("bulk-amount", "10")
    hand.click("bulk-apply")
    assert hand.button("bulk-apply").text() == "Change 4 articles"

    hand.type("bulk-amount", "20")

    assert hand.button("bulk-apply").text() == "Preview"


def test_categories_are_made_renamed_and_moved(hand: Hand) -> None:
    hand.click("articles-categories")
    hand.click("category-new")
    hand.type("category-name", "Boissons")
    hand.click("tone-drinks")
    hand.click("category-save")
    made = [(c.key, c.name, c.tone) for c in hand.till.categories()]
    assert made == [("bread", "Pain", "bread"), ("boissons", "Boissons", "drinks")]

    hand.click("category-up")
    assert [c.name for c in hand.till.categories()] == ["Boissons", "Pain"]
    hand.type("category-name", "À boire")
    hand.click("category-save")
    assert [c.name for c in hand.till.categories()] == ["À boire", "Pain"]
    hand.click("category-new")
    hand.click("category-save")
    assert "needs a name" in hand.said()


def test_what_is_incomplete_is_listed_with_what_is_missing(hand: Hand) -> None:
    hand.page.choose_tab(INCOMPLETE)
    hand.wait_names("Article divers", "Jus de pomme", "Lentilles")
    hand.choose("Lentilles")

    assert "no category" in hand.said()


def test_a_picture_is_made_small_in_the_background_and_kept_on_saving(hand: Hand, tmp_path: Path) -> None:
    image = QImage(1600, 800, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(tmp_path / "a.png"))
    hand.choose("Jus de pomme")
    hand.page.form.choose_tab(4)

    hand.page.form.picture.choose(tmp_path / "a.png")
    assert "Making the picture small" in hand.said()
    hand.qtbot.waitUntil(lambda: "640 × 320" in hand.said())
    hand.click("article-save")

    kept = cataloguing.picture(hand.till.shop, hand.article("Jus de pomme").picture)
    assert kept is not None
    assert QImage.fromData(kept).width() == 640
    hand.page.form.picture.choose(tmp_path / "nothing.png")
    hand.qtbot.waitUntil(lambda: "cannot be read" in hand.said())
    hand.click("article-picture-remove")
    hand.click("article-save")
    assert hand.article("Jus de pomme").picture == ""


def test_packs_dated_prices_and_parts_are_entered_in_rows(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    hand.page.form.choose_tab(2)
    hand.click("packs-add")
    hand.type("packs-1-1", "7610000000042")
    hand.type("packs-1-2", "6")
    hand.page.form.choose_tab(1)
    hand.click("dated-add")
    hand.type("dated-1-1", "1.12.26")
    hand.type("dated-1-2", "4.90")
    hand.click("kind-kit")
    hand.click("parts-add")
    hand.pick("parts-1-1", "lentilles")
    hand.type("parts-1-2", "0.5")
    hand.click("article-save")

    saved = hand.article("Jus de pomme")
    assert saved.packs == (Pack("7610000000042", 6000),)
    assert saved.next_prices == (DatedPrice("2026-12-01", 490),)
    assert saved.parts == (Part(hand.article("Lentilles").id, 500),)
    hand.click("dated-1-remove")
    hand.click("article-save")
    assert hand.article("Jus de pomme").next_prices == ()


def test_a_price_for_later_does_not_begin_in_the_past(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    hand.page.form.choose_tab(1)
    hand.click("dated-add")
    hand.type("dated-1-1", "24.11.2026")
    hand.type("dated-1-2", "4.90")
    hand.click("article-save")

    assert "begins tomorrow" in hand.said()


FULL = Product(
    "0" * 32, "Tout", 900, vat_code="N", unit="kg", plu="9", barcodes=("1", "2"), category="bread", supplier="Ferme",
    supplier_ref="F-1", origin="Jussy", favourite=4, stocked=True, online=True, kind="kit", vat_eat_in="N",
    member_price_minor=850, next_prices=(DatedPrice("2026-12-01", 950, 900),), floor_minor=100,
    suggested_minor=(500, 1000), packs=(Pack("3", 6000, "Carton", 5000),), parts=(Part("1" * 32, 1500),),
    family="Tous", variant="L", content_milli=750, content_unit="ml", tare_milli=120, ess_made=True, local=True,
    producer="Nous", description="Bon.\nTrès bon.", reorder_level_milli=0, reorder_to_milli=12000,
    online_url="https://example.org/a", web_quota_milli=3000,
)  # fmt: skip


@pytest.mark.parametrize(
    "product",
    [
        FULL,
        Product("0" * 32, "Peu", None),
        Product("0" * 32, "Billet", 1500, kind="ticket", admission=Admission(1, "Bal", "2026-12-01T20:00", 240)),
        replace(FULL, kind="goods", parts=(), icon="loaf", archived=True, unit="hour", price_minor=None),
    ],
)
def test_what_is_shown_and_not_touched_is_given_back_as_it_was(
    dressed: QApplication, qtbot: QtBot, till: Till, product: Product
) -> None:
    made = replace(product, name="?")
    for part in (ArticlePart(till), PricePart(till), StockPart(till), BulkGoodsPart(till), PortalPart(till)):
        qtbot.addWidget(part)
        part.show_product(product)
        made = part.apply(made)

    assert made == product


@pytest.mark.parametrize(
    ("text", "day"),
    [("24.12.2026", "2026-12-24"), ("1.2.27", "2027-02-01"), ("2026-12-24", "2026-12-24"), ("1/2/2027", "2027-02-01")],
)
def test_days_are_read_as_people_write_them(text: str, day: str) -> None:
    assert days.day(text) == day


@pytest.mark.parametrize("text", ["", "demain", "31.2.2026", "1.2", "1.2.3.4"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Exception, match="is not a day"):
        days.day(text)


def test_only_the_pages_looked_at_are_read(qtbot: QtBot, till: Till) -> None:
    asked: list[Sequence[int]] = []

    def read(numbers: Sequence[int]) -> dict[int, Found]:
        asked.append(numbers)
        return {}

    model = ArticleRows(read, lambda _: pytest.fail("no article to word"))
    model.show_numbers(range(100_000))
    assert asked == []

    for row in (50_000, 50_001, 99_999, 50_002):
        model.index(row, 1).data()

    first = 50_000 // PAGE_ROWS * PAGE_ROWS
    assert asked == [range(first, first + PAGE_ROWS), range(99_968, 100_000)]


def test_another_tab_has_a_panel_of_its_own(hand: Hand) -> None:
    calls: list[str] = []
    panel = QPlainTextEdit()

    def scanned(code: str) -> bool:
        calls.append(code)
        return True

    number = hand.page.add_panel("Labels", panel, enter=lambda: calls.append("enter"), scanned=scanned)

    hand.click("articles-tab-3")

    assert number == 2
    assert panel.isVisible()
    assert hand.page.scanned("123")
    assert calls == ["enter", "123"]
    hand.click("articles-tab-1")
    assert not panel.isVisible()


def test_at_1024x600_the_form_is_a_page_over_the_list(hand: Hand) -> None:
    theme.set_compact(compact=True)
    hand.page.resize(1024, 500)
    hand.page.dress()
    QApplication.processEvents()
    assert hand.page.list.isVisible()
    assert not hand.page.form.isVisible()

    hand.choose("Jus de pomme")
    QTest.keyClick(hand.page.list.table, Qt.Key.Key_Return)
    assert hand.page.form.isVisible()
    assert not hand.page.list.isVisible()
    assert hand.button("articles-back").text() == "List"
    hand.page.leave()
    assert hand.page.list.isVisible()


@pytest.mark.parametrize(("width", "height", "compact"), [(1366, 664, False), (1024, 500, True)])
def test_it_fits(hand: Hand, width: int, height: int, compact: bool) -> None:
    theme.set_compact(compact=compact)
    hand.page.resize(width, height)
    hand.page.dress()
    for open_side in (hand.page.new_article, hand.page.show_categories, lambda: hand.page.choose_several(on=True)):
        open_side()
        QApplication.processEvents()
        assert hand.page.minimumSizeHint().width() <= width
        for child in hand.page.findChildren(QAbstractButton):
            if child.isVisible() and not child.visibleRegion().isEmpty():
                right = child.mapTo(hand.page, child.rect().topRight()).x()
                assert right <= width, child.objectName()
                assert min(child.width(), child.height()) >= theme.TARGET - 2, child.objectName()
        hand.page.form.show_nothing()
        hand.page.leave()


def test_every_widget_that_takes_the_focus_has_a_name(hand: Hand) -> None:
    hand.click("articles-several")
    assert hand.page._right.currentIndex() == BULK
    hand.page.form._stock._packs._add_empty()
    nameless = [
        type(widget).__name__ + " " + widget.objectName()
        for widget in hand.page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and (not widget.accessibleName() or not widget.objectName())
        and type(widget).__name__ not in ("QScrollBar",)
        and not widget.objectName().startswith("qt_")
    ]

    assert nameless == []


def test_the_page_stands_behind_the_menu() -> None:
    from pos.ui.menu import menu_pages  # noqa: PLC0415  # read once

    assert "articles" in MAKERS
    assert [page.key for page in menu_pages(has_portal=True) if page.name == "articles"] == ["Alt+A"]


def test_a_category_that_exists_is_not_made_twice(hand: Hand) -> None:
    cataloguing.save_category(hand.till.shop, Category("tea", "Thé", 2, "drinks"))
    hand.click("articles-categories")
    hand.click("category-new")
    hand.type("category-name", "the")
    hand.click("category-save")

    assert "There is a category the already." in hand.said()
