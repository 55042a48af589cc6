"""Weighing, labels, containers, packs, deposits, members and eating here at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from pos.devices.scale import ScaleSettings
from pos.domain.barcode import check_digit
from pos.domain.product import Pack, Product
from pos.domain.vat import OUTSIDE
from pos.domain.weighing import Reading, ScaleState
from pos.services import cataloguing, settings, weighing
from pos.services.till import Till
from pos.ui.main_window import MainWindow
from pos.ui.screens.settings_page import DEVICES, SHOP, SettingsPage
from tests.ui.conftest import BREAD_CODE
from tests.ui.test_selling_screen import ENTER, Cashier

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pos.shopfile.shopfile import ShopFile

T = TypeVar("T", bound=QWidget)
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CASE_CODE, BEER_CODE, JAR_CODE = "7610000000110", "7610000000127", "7610000000134"
WEIGHT_LABEL = "2100201004867"[:12] + check_digit("210020100486")
CONTAINER = "260000700126" + check_digit("260000700126")


def stable(grams: int) -> Reading:
    return Reading(ScaleState.STABLE, grams)


@pytest.fixture
def cashier(qtbot: QtBot, dressed: QApplication, small_shop: ShopFile) -> Cashier:
    """Somebody at a till that also sells beer by the case, coffee, tea by 100 g, soup at a free price."""
    del dressed
    new = small_shop.identities.new
    for product in (
        Product(new(), "Bière", 250, "N", barcodes=(BEER_CODE,), packs=(Pack(CASE_CODE, 6000, "carton de 6", 1250),)),
        Product(new(), "Bocal", 100, OUTSIDE, plu="692", barcodes=(JAR_CODE,), kind="deposit"),
        Product(new(), "Café", 380, plu="210", vat_eat_in="N", member_price_minor=330),
        Product(new(), "Thé vert", 320, unit="100g", plu="77", tare_milli=40),
        Product(new(), "Soupe solidaire", None, plu="55", floor_minor=300, suggested_minor=(500, 800)),
        Product(new(), "Heure de réparation", 4800, "N", plu="705", unit="hour"),
    ):
        cataloguing.save_product(small_shop, product)
    window = MainWindow()
    qtbot.addWidget(window)
    window.attach(Till(small_shop))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.sale.choices.search.setFocus()
    return Cashier(window)


def write(cashier: Cashier, text: str) -> None:
    """Type and press Enter."""
    for char in text:
        cashier.type(char)
    cashier.key(ENTER)


def till_of(cashier: Cashier) -> Till:
    till = cashier.window.till
    assert till is not None
    return till


def part(page: QWidget, kind: type[T], name: str) -> T:
    found = page.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def field(cashier: Cashier, name: str) -> QLineEdit:
    found = cashier.window.findChild(QLineEdit, name)
    assert found is not None
    return found


def shown(cashier: Cashier, name: str) -> str:
    found = cashier.window.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def subs(cashier: Cashier) -> list[str]:
    return [text for line in cashier.window.sale.account.lines.basket.lines for text, _ in line.subs]


def test_enter_takes_the_weight_of_the_scale_once_it_stands_still(cashier: Cashier) -> None:
    cashier.window.show_weight(Reading(ScaleState.MOTION))
    write(cashier, "201")
    cashier.key(ENTER)
    assert cashier.window.sale.right_side.currentWidget() is cashier.window.sale.weigh
    assert "still moving" in shown(cashier, "weigh-wrong")

    cashier.window.show_weight(stable(486))
    assert shown(cashier, "weigh-net") == "Net 0.486 kg = 2.62"
    cashier.key(ENTER)

    assert cashier.total() == "2.62"
    assert cashier.window.sale.right_side.currentWidget() is cashier.window.sale.choices


def test_a_typed_weight_works_whatever_the_scale_says(cashier: Cashier) -> None:
    cashier.window.show_weight(Reading(ScaleState.SILENT))
    write(cashier, "201")

    write(cashier, "0.486")

    assert cashier.total() == "2.62"


def test_scan_the_jar_then_weigh_takes_the_tare_off(cashier: Cashier) -> None:
    cashier.window.show_weight(stable(612))
    cashier.scan(CONTAINER)
    assert shown(cashier, "served") == "Container 126 g"
    write(cashier, "201")
    assert shown(cashier, "weigh-net") == "Net 0.486 kg = 2.62"
    cashier.key(ENTER)

    line = till_of(cashier).basket.lines[0]
    assert (line.quantity_milli, line.tare_milli, cashier.total()) == (486, 126, "2.62")
    assert any("0.126" in text for text in subs(cashier))


def test_esc_forgets_a_container_that_was_scanned(cashier: Cashier) -> None:
    cashier.scan(CONTAINER)
    cashier.key(Qt.Key.Key_Escape)

    assert (shown(cashier, "served"), till_of(cashier).tare_grams) == ("", None)


def test_a_jar_scanned_while_weighing_is_deducted_at_once(cashier: Cashier) -> None:
    cashier.window.show_weight(stable(612))
    write(cashier, "201")
    cashier.scan(CONTAINER)

    assert field(cashier, "weigh-tare").text() == "126"
    assert field(cashier, "weigh-field").text() == ""
    cashier.key(ENTER)
    assert cashier.total() == "2.62"


def test_the_usual_container_is_deducted_until_it_is_said_that_there_is_none(cashier: Cashier) -> None:
    write(cashier, "77")
    assert field(cashier, "weigh-tare").text() == "40"
    cashier.key(Qt.Key.Key_0, ALT)
    write(cashier, "125")

    assert cashier.total() == "4.00"
    assert cashier.window.sale.account.lines.basket.lines[0].quantity == "125"
    assert cashier.window.sale.account.lines.basket.lines[0].unit == " g"


def test_a_container_heavier_than_the_load_is_refused_in_the_sheet(cashier: Cashier) -> None:
    cashier.window.show_weight(stable(30))
    write(cashier, "77")
    cashier.key(ENTER)

    assert "container weighs more" in shown(cashier, "weigh-wrong")
    cashier.key(Qt.Key.Key_Escape)
    assert cashier.total() == "0.00"


def test_the_bottom_bar_says_how_the_scale_is_only_where_there_is_one(cashier: Cashier) -> None:
    assert shown(cashier, "scale-state") == ""
    cashier.window.show_weight(stable(486))
    assert shown(cashier, "scale-state") == "Scale 0.486 kg"
    cashier.window.show_weight(Reading(ScaleState.UNDER_ZERO))
    assert shown(cashier, "scale-state") == "Scale under zero"
    cashier.window.show_weight(Reading(ScaleState.NONE))
    assert shown(cashier, "scale-state") == ""


def test_a_weighed_label_is_one_scan(cashier: Cashier) -> None:
    cashier.scan(WEIGHT_LABEL)
    assert cashier.total() == "2.62"

    cashier.key(ENTER)
    cashier.key(ENTER)

    assert [sale.total_minor for sale in cashier.sales] == [262]
    assert cashier.actions == 3


def test_a_label_that_does_not_scan_is_typed(cashier: Cashier) -> None:
    write(cashier, WEIGHT_LABEL)

    assert cashier.total() == "2.62"
    assert cashier.window.sale.choices.search.text() == ""


def test_a_case_is_one_scan_and_plus_adds_a_case(cashier: Cashier) -> None:
    cashier.scan(CASE_CODE)
    cashier.key(Qt.Key.Key_Plus)

    line = cashier.window.sale.account.lines.basket.lines[0]
    assert (line.quantity, line.name, line.pieces) == ("2", "Bière, carton de 6", 2)
    assert subs(cashier) == ["12 pieces"]
    assert cashier.total() == "25.00"
    cashier.key(Qt.Key.Key_Minus)
    assert cashier.total() == "12.50"


def test_the_stepper_of_a_case_counts_cases(cashier: Cashier) -> None:
    cashier.scan(CASE_CODE)
    cashier.click("line-quantity-more")

    assert till_of(cashier).basket.lines[0].quantity_milli == 12_000


def test_a_jar_that_comes_back_is_one_scan_and_paid_out_with_two_enters(cashier: Cashier) -> None:
    cashier.scan(JAR_CODE)
    assert cashier.total() == "−1.00"

    cashier.key(ENTER)
    cashier.key(ENTER)

    assert [sale.total_minor for sale in cashier.sales] == [-100]
    assert cashier.actions == 3


def test_a_jar_is_sold_by_its_number(cashier: Cashier) -> None:
    write(cashier, "692")

    assert cashier.total() == "1.00"


def test_f7_gives_the_member_price_and_takes_it_back(cashier: Cashier) -> None:
    write(cashier, "210")
    cashier.key(Qt.Key.Key_F7)
    assert cashier.total() == "3.30"
    assert shown(cashier, "served") == "Member prices"
    assert subs(cashier) == ["member price, instead of 3.80"]

    cashier.key(Qt.Key.Key_F7)

    assert (cashier.total(), shown(cashier, "served")) == ("3.80", "")


def test_f8_switches_the_basket_and_shift_f8_the_line(cashier: Cashier) -> None:
    write(cashier, "210")
    cashier.key(Qt.Key.Key_F8)
    assert (shown(cashier, "served"), subs(cashier), cashier.total()) == ("Eaten here", ["eaten here"], "3.80")

    cashier.key(Qt.Key.Key_F8, SHIFT)

    assert subs(cashier) == ["taken away"]
    cashier.key(ENTER)
    cashier.key(ENTER)
    assert [line.vat_code for line in cashier.sales[0].lines] == ["R"]


def test_the_line_has_a_button_to_eat_here_only_where_the_vat_differs(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    assert not [w for w in cashier.window.findChildren(QWidget, "line-eat-in") if w.isVisible()]
    write(cashier, "210")
    cashier.click("line-eat-in")

    assert till_of(cashier).basket.lines[-1].vat_in_force == "N"


def test_shift_f5_asks_the_discount_of_the_whole_basket(cashier: Cashier) -> None:
    cashier.scan(BREAD_CODE)
    cashier.key(Qt.Key.Key_F5, SHIFT)
    cashier.window.sale.ask.field.setText("10%")
    cashier.key(ENTER)

    assert till_of(cashier).basket.discount is not None
    assert cashier.total() == "8.28"


def test_a_free_price_offers_its_prices_and_keeps_its_floor(cashier: Cashier) -> None:
    write(cashier, "55")
    cashier.window.sale.ask.field.setText("2.99")
    cashier.key(ENTER)
    assert "at least 3.00" in shown(cashier, "ask-wrong")

    cashier.click("ask-answer-1")

    assert cashier.total() == "8.00"


def test_hours_are_changed_as_on_a_clock(cashier: Cashier) -> None:
    write(cashier, "705")
    assert cashier.total() == "48.00"
    cashier.key(Qt.Key.Key_Asterisk)
    cashier.window.sale.ask.field.setText("1:30")
    cashier.key(ENTER)

    assert cashier.total() == "72.00"
    assert cashier.window.sale.account.lines.basket.lines[0].unit == " h"


def test_an_expired_code_warns_and_is_sold(cashier: Cashier) -> None:
    cashier.window.scanned(f"]C101{'0' + BEER_CODE}15260101")

    assert cashier.window.sale.notice.isVisible()
    assert cashier.total() == "2.50"


def test_a_shop_without_members_and_tables_has_no_buttons_for_them(cashier: Cashier) -> None:
    till = till_of(cashier)
    wishes = msgspec.structs.replace(till.preferences, members=False, eat_in=False)
    settings.set_preferences(till.shop, wishes)
    cashier.window.refresh()
    cashier.scan(BREAD_CODE)

    assert not cashier.window.sale.account.member.isVisible()
    assert not cashier.window.sale.account.eat_in.isVisible()


def test_the_scale_and_the_patterns_are_set_with_the_devices(qtbot: QtBot, dressed: QApplication, till: Till) -> None:
    del dressed
    page = SettingsPage(till)
    qtbot.addWidget(page)
    page.enter()
    page.choose_tab(DEVICES)
    told: list[ScaleSettings] = []
    page.scale_changed.connect(told.append)
    part(page, QPushButton, "scale-toledo8217").click()

    page.save()
    assert told == []
    part(page, QLineEdit, "scale-port").setText("/dev/ttyUSB1")
    part(page, QPlainTextEdit, "code-patterns").setPlainText("22IIIIIWWWWWC")
    page.save()

    wanted = ScaleSettings("toledo8217", "/dev/ttyUSB1")
    assert told == [wanted]
    assert weighing.scale_settings(till.shop) == wanted
    assert settings.profile(till.shop).code_patterns == ("22IIIIIWWWWWC",)


def test_a_scale_is_tested_before_it_is_kept_and_put_back_when_left(
    qtbot: QtBot, dressed: QApplication, till: Till
) -> None:
    del dressed
    page = SettingsPage(till)
    qtbot.addWidget(page)
    page.enter()
    page.choose_tab(DEVICES)
    told: list[ScaleSettings] = []
    page.scale_changed.connect(told.append)
    part(page, QPushButton, "scale-toledo8217").click()
    part(page, QLineEdit, "scale-port").setText("COM3")
    part(page, QPushButton, "scale-test").click()
    page.scale.show_reading(stable(486))

    assert part(page, QLabel, "scale-told").text() == "Scale 0.486 kg"
    page.leave()
    page.leave()
    assert told == [ScaleSettings("toledo8217", "COM3"), ScaleSettings()]
    assert weighing.scale_settings(till.shop) == ScaleSettings()


def test_a_wrong_pattern_is_refused_and_nothing_is_kept(qtbot: QtBot, dressed: QApplication, till: Till) -> None:
    del dressed
    page = SettingsPage(till)
    qtbot.addWidget(page)
    page.enter()
    page.choose_tab(DEVICES)
    part(page, QPlainTextEdit, "code-patterns").setPlainText("21XX")
    page.save()

    assert "is not a pattern" in part(page, QLabel, "settings-said").text()


def test_the_place_of_this_till_is_set_with_the_shop(qtbot: QtBot, dressed: QApplication, till: Till) -> None:
    del dressed
    page = SettingsPage(till)
    qtbot.addWidget(page)
    page.enter()
    page.choose_tab(SHOP)
    part(page, QLineEdit, "till-place").setText("  Marché de  Rive ")
    part(page, QPushButton, "offer-members").click()
    page.save()

    kept = settings.preferences(till.shop)
    assert (kept.place, kept.members, kept.eat_in) == ("Marché de Rive", False, True)
