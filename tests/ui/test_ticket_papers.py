"""At the counter: tickets follow the receipt, are offered again after a crash, and go into PDFs without a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from pos.app.counter import Counter
from pos.app.paths import places
from pos.devices.contracts import PrinterSettings
from pos.domain.tender import CASH, Given
from pos.domain.ticket import Verdict
from pos.services import admission, selling, ticketing
from pos.services.printing import TICKET
from pos.ui.main_window import MainWindow
from pos.ui.screens.admission_page import AdmissionPage
from pos.ui.widgets.verdict import GO
from tests.services.ball import BALL, articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile


@pytest.fixture
def counter(
    qtbot: QtBot, dressed: QApplication, small_shop: ShopFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    """Give a counter that was not started yet, with a printer that is a file."""
    del dressed
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "documents"))
    window = MainWindow()
    qtbot.addWidget(window)
    made = Counter(window, small_shop, places(str(tmp_path / "till")), poll_s=0.05)
    made.use_printer(PrinterSettings(kind="file", address=str(tmp_path / "paper")))
    yield made
    made.devices.close()
    made.tasks.close()


def sold(shop: ShopFile, number: int) -> Sale:
    """Sell tickets to the ball."""
    article = articles(shop, "2026-11-24T14:00", 240).full
    basket = selling.ring_up(shop, selling.new_basket(shop), article, number * 1000)
    return selling.complete_sale(shop, basket, [Given(CASH, basket.total_minor)])


def shown(window: QWidget) -> str:
    """Give everything a window says."""
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_tickets_lost_in_a_crash_are_offered_at_the_next_start(counter: Counter, qtbot: QtBot) -> None:
    sale = sold(counter.shop, 2)
    counter.printing.receipt(sale)

    with qtbot.waitExposed(counter.window):
        counter.window.show()
    counter.start()
    assert "before the tickets of the last sale were printed" in shown(counter.window)
    print_them = [it for it in counter.window.findChildren(QAbstractButton) if it.text() == "Print them"]
    QTest.mouseClick(print_them[0], Qt.MouseButton.LeftButton)

    assert not counter.printing.unprinted_tickets(sale.id)
    assert "before the tickets" not in shown(counter.window)


def test_a_receipt_and_its_tickets_become_pdfs(counter: Counter, tmp_path: Path) -> None:
    sale = sold(counter.shop, 2)

    counter.pdf(sale.id)

    names = sorted(path.name[:7] for path in (tmp_path / "documents" / "Comptoir").iterdir())
    assert names == ["Receipt", "Ticket-", "Ticket-"]


def test_without_a_printer_the_till_says_where_the_tickets_are(counter: Counter) -> None:
    counter.use_printer(PrinterSettings())

    counter._sold(sold(counter.shop, 1))

    assert "the tickets of this sale are in its PDF" in counter.window.bottom.message.text()


def test_after_a_sale_its_tickets_are_queued_behind_the_receipt(counter: Counter) -> None:
    counter.devices.close()

    counter._sold(sold(counter.shop, 2))

    assert [job.kind for job in counter.printing.spool.waiting("queued")][-3:] == ["receipt", TICKET, TICKET]


def test_a_scanner_that_types_139_characters_lets_in_at_the_door(counter: Counter, qtbot: QtBot) -> None:
    sale = sold(counter.shop, 1)
    window, now = counter.window, [0.0]
    with qtbot.waitExposed(window):
        window.show()
    counter.start()
    window.scans.now_ms = lambda: now[0]
    counter.open_page("admission")
    page = window.page("admission")
    assert isinstance(page, AdmissionPage)

    for char in ticketing.of_sale(counter.shop, sale.id)[0].text:
        now[0] += 2
        QTest.keyClick(window.windowHandle(), char)  # type: ignore[call-overload]  # the stubs forget characters
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)

    assert page.verdict.tone == GO
    assert page.typed.text() == ""
    assert admission.counts(counter.shop, BALL).admitted == 1
    assert admission.admit(counter.shop, ticketing.of_sale(counter.shop, sale.id)[0].text, BALL).verdict is Verdict.USED
