"""The unit price on labels: OIP art. 5 and 6."""

from __future__ import annotations

from typing import Any

import pytest

from pos.domain.product import Product
from pos.domain.unit_price import UnitPrice, unit_price


def article(content_milli: int, content_unit: str, **more: Any) -> Product:
    return Product("a" * 32, "Confiture", 650, content_milli=content_milli, content_unit=content_unit, **more)


@pytest.mark.parametrize(
    ("milli", "unit", "price", "expected"),
    [
        (350_000, "g", 650, (186, "100 g", "")),
        (350, "kg", 650, (1857, "kg", "")),
        (750_000, "ml", 1290, (172, "100 ml", "")),
        (75_000, "cl", 1290, (1720, "l", "")),
        (750, "l", 1290, (1720, "l", "")),
        (3000, "m", 1000, (333, "m", "")),
        (500_000, "g", 650, (130, "100 g", "b")),
        (500, "kg", 650, (1300, "kg", "b")),
        (20_000, "cl", 650, (3250, "l", "b")),
        (1000, "l", 650, (650, "l", "b")),
        (2000, "m", 650, (325, "m", "b")),
        (10_000, "kg", 6500, (650, "kg", "b")),
        (25_000, "g", 650, (2600, "100 g", "d")),
        (125_000, "g", 650, (520, "100 g", "d")),
        (250_000, "g", 650, (260, "100 g", "d")),
        (250, "kg", 650, (2600, "kg", "d")),
        (2500, "kg", 650, (260, "kg", "d")),
        (250_000, "ml", 650, (260, "100 ml", "")),
        (350_000, "g", 200, (57, "100 g", "g")),
        (350_000, "g", 201, (57, "100 g", "")),
        (350_000, "g", 0, (0, "100 g", "g")),
        (30_000, "g", 450, (1500, "100 g", "")),
        (30_000, "g", 451, (1503, "100 g", "h")),
        (30_000, "ml", 451, (1503, "100 ml", "h")),
        (30, "m", 451, (15033, "m", "")),
    ],
)
def test_the_unit_price_and_the_letter_that_frees_from_it(
    milli: int, unit: str, price: int, expected: tuple[int, str, str]
) -> None:
    assert unit_price(article(milli, unit), price) == UnitPrice(*expected)


@pytest.mark.parametrize(
    "product",
    [
        article(0, "g"),
        article(-350_000, "g"),
        article(350_000, ""),
        article(350_000, "stone"),
        article(350_000, "g", unit="kg"),
        article(350_000, "g", unit="100g"),
        article(350_000, "g", kind="service"),
    ],
)
def test_what_is_not_measured_has_none(product: Product) -> None:
    assert unit_price(product, 650) is None


@pytest.mark.parametrize("price", [None, -100])
def test_without_a_price_there_is_no_unit_price(price: int | None) -> None:
    assert unit_price(article(350_000, "g"), price) is None


def test_what_is_no_food_is_freed_above_750_francs_only() -> None:
    spice, oil = article(30_000, "g"), article(30_000, "g", vat_code="N")

    assert [unit_price(product, 500).exempt for product in (spice, oil)] == ["h", ""]  # type: ignore[union-attr]
    assert unit_price(oil, 2251).exempt == "h"  # type: ignore[union-attr]


def test_packs_of_several_goods_are_freed() -> None:
    assert unit_price(article(350_000, "g", kind="kit"), 650).exempt == "e"  # type: ignore[union-attr]
