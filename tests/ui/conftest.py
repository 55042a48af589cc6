"""A shop, a till and a window that tests may touch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pos.clock import SetClock
from pos.domain.product import Category, Product
from pos.domain.shop import ShopProfile
from pos.domain.stock import Movement
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT, Rules
from pos.domain.vat import VatRegime
from pos.services import cataloguing, closing_day, people, settings
from pos.services.till import Till
from pos.shopfile.shopfile import ShopFile, open_shop
from pos.ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

BREAD_CODE = "7610000000011"
JUICE_CODE = "7610000000028"


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that stands on a Tuesday afternoon."""
    return SetClock(datetime(2026, 11, 24, 14, 5, tzinfo=UTC))


@pytest.fixture
def small_shop(tmp_path: Path, clock: SetClock) -> Iterator[ShopFile]:
    """Give a shop with a handful of articles and an open day."""
    shop = open_shop(tmp_path / "a.shop", tmp_path / "machine", clock, create=True, system_keys=False)
    rules = Rules(accepted=(CASH, NOTES_LEM, CARD, TWINT, CASH_EUR), eur_rate="0.9412", lem_limit_minor=5000)
    settings.change_profile(
        shop, ShopProfile(name="Le Grain", uid="CHE-123.456.788", vat_regime=VatRegime.EFFECTIVE, rules=rules)
    )
    cataloguing.save_category(shop, Category("bread", "Pain", 1, "bread"))
    new = shop.identities.new
    bread = Product(
        new(), "Miche au levain", 920, plu="101", category="bread", barcodes=(BREAD_CODE,), favourite=1, stocked=True
    )
    deposit = Product(new(), "Consigne", 50, vat_code="D", plu="691")
    juice = Product(
        new(), "Jus de pomme", 452, plu="401", category="drinks", barcodes=(JUICE_CODE,), deposit_id=deposit.id
    )
    lentils = Product(new(), "Lentilles", 540, plu="201", unit="kg", category="bulk", favourite=2)
    free = Product(new(), "Article divers", None, plu="999", vat_code="N", favourite=3)
    for product in (bread, deposit, juice, lentils, free):
        cataloguing.save_product(shop, product)
    cataloguing.receive_stock(shop, [Movement(bread.id, 6000)])
    people.log_in(shop, people.add_person(shop, "Nadia", "1405", "owner"), "1405")
    closing_day.open_session(shop, {"CHF": 20000, "LEM": 4000})
    yield shop
    shop.close()


@pytest.fixture
def till(small_shop: ShopFile) -> Till:
    """Give the till of the small shop."""
    return Till(small_shop)


@pytest.fixture
def dressed(qtbot: QtBot, qapp: QApplication) -> QApplication:
    """Give the application in the light scheme."""
    del qtbot
    theme.apply(qapp, dark=False)
    return qapp
