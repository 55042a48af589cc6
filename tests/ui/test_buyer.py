"""The cashier notes which member of the network buys: from the menu, by keys or by touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from pos.domain.errors import UserError
from pos.domain.network import Fellow, Network
from pos.services import network
from pos.ui.screens.buyer_question import AT_ONCE, BuyerQuestion
from tests.ui.conftest import BREAD_CODE
from tests.ui.test_selling_screen import cashier  # noqa: F401  # a fixture

if TYPE_CHECKING:
    from pos.services.till import Till
    from tests.ui.test_selling_screen import Cashier

GRAINS, VELO = Fellow("a" * 32, "Les Grains Libres"), Fellow("b" * 32, "Vélo Atelier")


def test_the_cashier_notes_a_buyer_from_the_menu_by_keys(cashier: Cashier, till: Till) -> None:  # noqa: F811
    network.keep(till.shop, Network(1, (GRAINS, VELO)))
    cashier.window.has_portal = True
    cashier.scan(BREAD_CODE)
    cashier.key(Qt.Key.Key_F10)
    cashier.key(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    cashier.click("entry-1")
    assert till.basket.buyer == VELO
    shown = cashier.window.sale.account.findChild(QLabel, "served")
    assert isinstance(shown, QLabel)
    assert VELO.name in shown.text()
    cashier.key(Qt.Key.Key_Return)
    cashier.key(Qt.Key.Key_Return)
    assert [sale.buyer for sale in cashier.sales] == [VELO]
    assert till.basket.buyer is None


def test_a_large_network_is_searched_and_a_name_nobody_has_is_said(cashier: Cashier, till: Till) -> None:  # noqa: F811
    many = tuple(Fellow(f"{place:032x}", f"Membre {place}") for place in range(AT_ONCE + 1))
    question = BuyerQuestion(cashier.window.sale)
    with pytest.raises(UserError, match="has not told"):
        question.ask()
    network.keep(till.shop, Network(1, many))
    question.ask()
    assert cashier.window.sale.right_side.currentWidget() is cashier.window.sale.ask
    cashier.window.sale.ask.field.setText("membre 12")
    cashier.key(Qt.Key.Key_Return)
    cashier.click("entry-0")
    assert till.basket.buyer == many[12]
    question.ask()  # it can be taken back
    QApplication.processEvents()
    cashier.click("entry-0")
    assert till.basket.buyer is None
