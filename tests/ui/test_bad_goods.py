"""What shops really bring: broken files, doubled codes, prices of zero, things archived while they are being sold."""

from __future__ import annotations

import csv
import itertools
import resource
import time
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pos.domain.tender import CASH, Given
from pos.services import cataloguing, parking, searching, selling
from pos.ui.screens.import_panel import COLUMNS, DRY_RUN, RESULT
from tests.ui.conftest import BREAD_CODE, JUICE_CODE
from tests.ui.test_articles_page import Hand, hand, tasks
from tests.ui.test_import_page import Articles, click, label, page, shown, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from pos.services.till import Till

__all__ = ["hand", "page", "tasks"]
MEGABYTES = 20
GOOD_EVERY = 50


def broken_file(folder: Path) -> tuple[Path, int, int]:
    """Write 20 MB of rows whose quotes are wrong, with a good one now and then; give it, good rows, bad rows."""
    path = folder / "gros.csv"
    words = "Bocal de légumes du jardin, récolte d’été, " * 4
    good = bad = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("PLU;Nom;Prix;Description\n")
        while file.tell() < MEGABYTES * 1_000_000:
            for _ in range(GOOD_EVERY):
                file.write(f'B{bad};"Bocal "{bad};4.50;{words}\n')
                bad += 1
            file.write(f"G{good};Bocal {good};4.50;{words}\n")
            good += 1
    return path, good, bad


def test_twenty_megabytes_of_wrong_quotes_are_tried_stopped_read_and_their_rows_saved(
    qtbot: QtBot, page: Articles, till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, good, bad = broken_file(tmp_path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gaps: list[float] = [time.monotonic()]
    beat = QTimer(page)
    beat.timeout.connect(lambda: gaps.append(time.monotonic()))
    page.panel.choose(str(path))
    wait_for(qtbot, page, COLUMNS)
    beat.start(20)
    click(page, "import-next")
    qtbot.waitUntil(lambda: "rows:" in label(page, "import-said"), timeout=30_000)
    click(page, "import-stop")
    wait_for(qtbot, page, DRY_RUN)
    assert "Stopped" in label(page, "import-about")
    click(page, "import-back")
    click(page, "import-next")
    wait_for(qtbot, page, DRY_RUN)
    beat.stop()

    assert (label(page, "import-added"), label(page, "import-refused")) == (f"{good:,}".replace(",", "’"),
                                                                           f"{bad:,}".replace(",", "’"))  # fmt: skip
    assert max(later - earlier for earlier, later in itertools.pairwise(gaps)) < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes"
    out = tmp_path / "errors.csv"
    monkeypatch.setattr(page.panel, "ask_save", lambda *_: str(out))
    click(page, "import-save-problems")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert rows[0]["Row"] == "2"
    assert "quotes" in rows[0]["Why"]
    assert len(rows) >= 20_000
    click(page, "import-next")
    wait_for(qtbot, page, RESULT)
    assert len(till.find("bocal")) > 0


def test_formulas_and_dates_in_the_price_column_are_refused_one_by_one_and_the_rest_comes_in(
    qtbot: QtBot, page: Articles, till: Till, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("PLU", "Nom", "Prix"), ("1", "Bon", 4.5), ("2", "Calculé", "=C2*2"), ("3", "Daté", date(2026, 5, 12)),
                ("4", "Écrit", "12.5.26"), ("5", "Aussi bon", "4,80")):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "prix.xlsx")
    page.panel.choose(str(tmp_path / "prix.xlsx"))
    wait_for(qtbot, page, COLUMNS)
    click(page, "import-next")
    wait_for(qtbot, page, DRY_RUN)
    click(page, "import-show-problems")

    told = [(row[0], row[3]) for row in shown(page, "import-problems")]
    assert [number for number, _ in told] == ["3", "4", "5"]
    assert "is a formula" in told[0][1]
    assert "is a date" in told[1][1]
    assert "is a date" in told[2][1]
    click(page, "import-next")
    wait_for(qtbot, page, RESULT)
    found = [found.product for found in till.find("bon")]
    assert [(product.plu, product.price_minor) for product in found] == [("1", 450), ("5", 480)]


def test_a_code_of_two_articles_is_told_in_the_form_and_in_the_file_and_both_are_offered(
    qtbot: QtBot, page: Articles, till: Till, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"PLU;Nom;Prix;EAN\n900;Jus neuf;3.00;{JUICE_CODE}\n901;Autre;2;{JUICE_CODE}\n", encoding="utf-8")
    page.panel.choose(str(path))
    wait_for(qtbot, page, COLUMNS)
    click(page, "import-next")
    wait_for(qtbot, page, DRY_RUN)
    click(page, "import-show-problems")

    (row,) = shown(page, "import-problems")
    assert row[0] == "3"
    assert row[3] == "Noted: Row 2 of the file is about the same article. This row was left out."


def test_a_doubled_code_is_saved_all_the_same_and_a_scan_offers_both(hand: Hand) -> None:
    hand.choose("Lentilles")
    hand.type("article-barcodes", BREAD_CODE)
    hand.field("article-barcodes").editingFinished.emit()
    assert f"{BREAD_CODE} is also the code of Miche au levain" in hand.said()
    hand.click("article-save")

    assert "Saved." in hand.said()
    assert {found.product.name for found in searching.read_code(hand.till.shop, BREAD_CODE).products} == {
        "Lentilles",
        "Miche au levain",
    }


def test_a_price_of_zero_is_kept_and_said(hand: Hand) -> None:
    hand.choose("Jus de pomme")
    hand.type("article-price", "0")
    hand.click("article-save")

    assert "The price is zero: the article is given away." in hand.said()
    assert hand.article("Jus de pomme").price_minor == 0
    hand.page.choose_tab(1)
    QApplication.processEvents()
    hand.qtbot.waitUntil(lambda: "Jus de pomme" in hand.names(), timeout=3000)


def test_an_article_archived_while_it_is_parked_is_told_and_sold_from_the_basket_it_is_in(hand: Hand) -> None:
    shop, bread = hand.till.shop, hand.article("Miche au levain")
    parking.park(shop, selling.ring_up(shop, selling.new_basket(shop), bread, 2000))
    hand.choose("Miche au levain")
    hand.click("article-archive")
    assert "It still sells in 1 open or parked baskets." in hand.said()

    (parked,) = parking.parked(shop)
    basket = parking.resume(shop, parked.basket.id)
    sale = selling.complete_sale(shop, basket, [Given(CASH, basket.total_minor)])

    assert (sale.lines[0].name, sale.total_minor) == ("Miche au levain", 1840)
    assert hand.till.find("miche") == []
    archived = cataloguing.article(shop, bread.id)
    assert archived is not None
    assert archived.stock_milli == 4000
