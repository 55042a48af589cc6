"""The pages behind the menu: the day, past sales and refunds, settings, and the five questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from pos.domain.drawer import checked_count
from pos.domain.facts import RecoveredSale, SalesRecovered
from pos.domain.tender import CASH, NOTES_LEM, Given, notes
from pos.services import closing_day, people, refunding, selling, settings
from pos.ui.screens.day_page import CASH_TAB, CLOSING, OPENING, DayPage
from pos.ui.screens.guide import Guide
from pos.ui.screens.sales_page import ALL, SalesPage
from pos.ui.screens.settings_page import CURRENCIES, SCREEN, TEAM, VAT, SettingsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pos.domain.closing import Report
    from pos.domain.sale import Sale
    from pos.services.starting import Answers
    from pos.services.till import Till


def button(page: QWidget, name: str) -> QAbstractButton:
    """Give the visible button of that name, once what was added has been laid out."""
    for _ in range(3):
        QApplication.processEvents()
    return next(found for found in page.findChildren(QAbstractButton, name) if found.isVisible())


def click(page: QWidget, name: str) -> None:
    """Touch the visible button of that name."""
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def field(page: QWidget, name: str) -> QLineEdit:
    """Give the visible field of that name."""
    return next(found for found in page.findChildren(QLineEdit, name) if found.isVisible())


def enter(page: QWidget, name: str, text: str) -> None:
    """Type over what a field holds, once the page is laid out."""
    QApplication.processEvents()
    edit = field(page, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def said(page: QWidget) -> str:
    """Give everything a page says in labels."""
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def sell(till: Till, *, lem: int = 0) -> Sale:
    """Sell two loaves, part in Léman notes, the rest in exact cash."""
    bread = till.tiles()[0].product
    basket = selling.ring_up(till.shop, selling.new_basket(till.shop), bread, 2000)
    given = [notes({lem: 1})] if lem else []
    rest = basket.total_minor - sum(item.minor for item in given)
    return selling.complete_sale(till.shop, basket, [*given, Given(CASH, rest)])


@pytest.fixture
def day(qtbot: QtBot, dressed: QApplication, till: Till) -> DayPage:
    """Give the day's page, shown."""
    del dressed
    page = DayPage(till)
    page.resize(1366, 700)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()
    return page


def test_cash_out_needs_a_reason_and_is_listed(day: DayPage, till: Till) -> None:
    day.choose_tab(CASH_TAB)
    enter(day, "cash-amount", "60")
    click(day, "cash-out")
    assert "why the money goes in or out" in said(day)

    enter(day, "cash-reason", "banque")
    click(day, "cash-out")

    assert closing_day.read_x(till.shop).expected("CHF") == 14000


def test_more_cash_than_is_there_cannot_be_taken_out(day: DayPage, till: Till) -> None:
    day.choose_tab(CASH_TAB)
    enter(day, "cash-amount", "1000")
    enter(day, "cash-reason", "banque")
    click(day, "cash-out")

    assert "only 200.00 CHF" in said(day)
    assert closing_day.read_x(till.shop).expected("CHF") == 20000


def test_no_expected_figure_is_shown_before_the_count_is_handed_in(day: DayPage, till: Till) -> None:
    sell(till, lem=1000)
    day.enter()
    day.choose_tab(CLOSING)
    assert "208.40" not in said(day)
    assert not day.findChildren(QWidget, "differences")[0].isVisible()

    click(day, "closing-go")

    assert day.findChildren(QWidget, "differences")[0].isVisible()


def test_close_with_a_difference_needs_a_reason_and_makes_the_z(day: DayPage, till: Till) -> None:
    sell(till, lem=1000)
    reports: list[Report] = []
    day.report_ready.connect(reports.append)
    day.enter()
    day.choose_tab(CLOSING)
    for piece, number in (("10000", "2"), ("200", "1")):
        enter(day, f"count-CHF-{piece}", number)
    enter(day, "count-LEM-2000", "2")
    enter(day, "count-LEM-1000", "1")
    click(day, "closing-go")
    click(day, "closing-go")
    assert reports == []
    click(day, "reason-1")
    click(day, "closing-go")

    drawers = {drawer.currency: drawer.difference_minor for drawer in reports[0].drawers}
    assert drawers == {"CHF": -640, "LEM": 0}
    assert reports[0].drawers[0].reason
    assert till.session is None


def test_one_recount_is_kept_as_such(day: DayPage, till: Till) -> None:
    reports: list[Report] = []
    day.report_ready.connect(reports.append)
    day.choose_tab(CLOSING)
    click(day, "closing-go")
    click(day, "recount")
    enter(day, "count-CHF-10000", "2")
    enter(day, "count-LEM-2000", "2")
    click(day, "closing-go")
    assert not [found for found in day.findChildren(QAbstractButton, "recount") if found.isVisible()]
    click(day, "closing-go")

    assert all(drawer.recounted for drawer in reports[0].drawers)
    assert all(drawer.difference_minor == 0 for drawer in reports[0].drawers)


def test_open_with_a_float_counted_by_coins(day: DayPage, till: Till) -> None:
    click(day, "day-tab-4")
    click(day, "closing-go")
    click(day, "reason-1")
    click(day, "closing-go")
    day.enter()
    assert day.current_tab() == OPENING
    enter(day, "count-CHF-5000", "3")
    enter(day, "count-CHF-5", "20")
    enter(day, "count-LEM-314", "2")
    click(day, "open-day")

    assert till.session is not None
    assert dict(till.session.floats) == {"CHF": 15100, "EUR": 0, "LEM": 628}


@pytest.fixture
def sales(qtbot: QtBot, dressed: QApplication, till: Till) -> SalesPage:
    """Give the page of past sales, shown."""
    del dressed
    page = SalesPage(till)
    page.resize(1366, 700)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()
    return page


def test_a_sale_is_found_by_number_amount_and_article(sales: SalesPage, till: Till, qtbot: QtBot) -> None:
    first = sell(till)
    sales.choose_tab(ALL)
    for text in (first.receipt[-6:], "18.40", "miche"):
        sales.search.setText(text)
        qtbot.waitUntil(lambda: [row.id for row in sales.model.tickets] == [first.id])
    sales.search.setText("rien de tel")
    qtbot.waitUntil(lambda: not sales.model.tickets)


def test_one_of_two_pieces_comes_back_at_the_price_paid(sales: SalesPage, till: Till) -> None:
    sale = sell(till)
    made: list[Sale] = []
    sales.refunded.connect(made.append)
    sales.open_ticket(sale.id)
    click(sales, "refund-0-more")
    assert "9.20" in button(sales, "refund-go").text()
    click(sales, "refund-go")

    assert made[0].total_minor == -920
    assert refunding.still_returnable(refunding.ticket(till.shop, sale.id)) == {sale.lines[0].id: 1000}


def test_a_refund_in_leman_notes_gives_the_rest_in_cash(sales: SalesPage, till: Till) -> None:
    sale = sell(till, lem=1000)
    made: list[Sale] = []
    sales.refunded.connect(made.append)
    sales.open_ticket(sale.id)
    click(sales, "refund-0-more")
    click(sales, f"refund-in-{NOTES_LEM}")
    click(sales, "refund-go")

    handed = {part.code: part.minor for part in made[0].tenders}
    assert handed[NOTES_LEM] < 0
    assert -sum(part.value_minor for part in made[0].tenders) == 920 + made[0].rounding_minor * -1


def test_a_scanned_receipt_opens_its_ticket(sales: SalesPage, till: Till) -> None:
    old, _new = sell(till), sell(till)

    assert sales.scanned(old.receipt)
    assert [row.id for row in sales.model.tickets] == [old.id]
    assert not sales.scanned("7610000000011")


def test_a_refund_needs_an_open_day(sales: SalesPage, till: Till) -> None:
    sale = sell(till)
    closing_day.close_session(till.shop, [checked_count(code, {}) for code in ("CHF", "LEM")])
    sales.enter()
    sales.open_ticket(sale.id)

    assert not button(sales, "refund-go").isEnabled()
    assert "Open the day first." in said(sales)


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, till: Till) -> SettingsPage:
    """Give the settings, shown."""
    del dressed
    made = SettingsPage(till)
    made.resize(1366, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    return made


def test_a_wrong_uid_is_refused_and_nothing_is_lost(page: SettingsPage, till: Till) -> None:
    page.choose_tab(VAT)
    enter(page, "vat-uid", "CHE-123.456.789")
    click(page, "settings-save")

    assert "not a valid UID" in said(page)
    assert field(page, "vat-uid").text() == "CHE-123.456.789"
    assert settings.profile(till.shop).uid == "CHE-123.456.788"


def test_leaving_with_unsaved_answers_warns_once(page: SettingsPage, qtbot: QtBot) -> None:
    page.enter()
    with qtbot.waitSignal(page.left, timeout=500):
        page.leave()
    enter(page, "shop-name-field", "Une autre enseigne")
    with qtbot.assertNotEmitted(page.left):
        page.leave()
    assert "Not saved yet" in said(page)
    with qtbot.waitSignal(page.left, timeout=500):
        page.leave()


def test_a_new_euro_rate_is_dated(page: SettingsPage, till: Till) -> None:
    page.choose_tab(CURRENCIES)
    enter(page, "eur-rate", "0.95")
    click(page, "settings-save")

    rules = settings.profile(till.shop).rules
    assert (rules.eur_rate, rules.eur_rate_on) == ("0.95", "2026-11-24")


def test_training_is_switched_on_and_kept(page: SettingsPage, till: Till) -> None:
    page.choose_tab(SCREEN)
    click(page, "training")
    click(page, "settings-save")

    assert settings.preferences(till.shop).training


def test_a_person_is_erased_only_after_a_second_touch(page: SettingsPage, till: Till) -> None:
    page.choose_tab(TEAM)
    click(page, "erase-Nadia")
    assert [person.name for person in people.everybody(till.shop)] == ["Nadia"]
    click(page, "erase-Nadia")

    assert people.everybody(till.shop) == []


def test_five_questions_end_in_answers(qtbot: QtBot, dressed: QApplication) -> None:
    del dressed
    guide = Guide("2026-11-24")
    qtbot.addWidget(guide)
    with qtbot.waitExposed(guide):
        guide.show()
    answers: list[Answers] = []
    guide.finished.connect(answers.append)
    click(guide, "guide-next")
    assert "needs a name" in said(guide)
    enter(guide, "shop-name-field", "Le Grain")
    click(guide, "guide-next")
    click(guide, "vat-effective")
    click(guide, "guide-next")
    assert "not a valid UID" in said(guide)
    enter(guide, "vat-uid", "CHE-116.281.710")
    click(guide, "guide-next")
    click(guide, "take-eur")
    enter(guide, "eur-rate", "0.94")
    click(guide, "guide-next")
    click(guide, "guide-next")
    click(guide, "guide-back")
    click(guide, "guide-next")
    enter(guide, "person-1", "Nadia")
    click(guide, "guide-next")

    profile = answers[0].profile
    assert (profile.name, profile.uid, profile.rules.eur_rate) == ("Le Grain", "CHE-116.281.710", "0.94")
    assert answers[0].team[0].name == "Nadia"


def test_a_ticket_that_came_back_is_marked_and_can_be_refunded(sales: SalesPage, till: Till) -> None:
    own = sell(till)
    lost = replace(own, id="0" * 31 + "9", receipt="C1-ZZZ-000001", at="2026-11-24T09:00:00+01:00")
    with till.shop.write() as journal:
        back = RecoveredSale("ab" * 16, 7, lost)
        journal.append(SalesRecovered(id=journal.new_id(), at=journal.stamp(), sales=(back,)))
    sales.enter()
    marks = [sales.model.index(row).data() for row in range(2)]
    sales.open_ticket(lost.id)

    assert "brought back" in marks[1]
    assert "brought back" not in marks[0]
    assert "Brought back from the portal" in said(sales)
    assert "C1-ZZZ-000001" in sales.paper.accessibleName()
    click(sales, "refund-0-more")
    click(sales, "refund-go")
    assert refunding.tickets(till.shop)[0].is_refund
    sales.open_ticket(own.id)
    assert "Brought back" not in said(sales)
