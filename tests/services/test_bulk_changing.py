"""Many articles are changed at once, seen before, and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.services import bulk_changing, cataloguing
from pos.services.bulk_changing import FieldChange, OnlineChange, PriceChange
from pos.shopfile.catalogue import Shelf
from pos.shopfile.verify import verify
from tests.services.counter import stocked

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile
    from tests.services.counter import Stock


@pytest.mark.parametrize(
    ("change", "price", "becomes"),
    [
        (PriceChange(percent_bp=500), 460, 485),
        (PriceChange(percent_bp=500, step_minor=10), 460, 480),
        (PriceChange(percent_bp=500, step_minor=1), 461, 484),
        (PriceChange(percent_bp=-1000), 460, 415),
        (PriceChange(amount_minor=20), 460, 480),
        (PriceChange(amount_minor=-23), 460, 435),
        (PriceChange(amount_minor=2, step_minor=10), 445, 450),
    ],
)
def test_a_price_is_changed_and_rounded_once(change: PriceChange, price: int, becomes: int) -> None:
    assert change.of(Product("1", "Pain", price)).price_minor == becomes


@given(st.integers(1, 10**6), st.integers(-9900, 30_000), st.sampled_from([1, 5, 10]))
def test_a_rounded_price_is_the_nearest_step(price: int, percent_bp: int, step: int) -> None:
    try:
        new = PriceChange(percent_bp=percent_bp, step_minor=step).of(Product("1", "Pain", price)).price_minor
    except UserError:
        assert price * (10_000 + percent_bp) < 5_000 * step
        return
    assert new is not None
    assert new % step == 0
    assert abs(new * 10_000 - price * (10_000 + percent_bp)) <= 5_000 * step


def test_member_prices_follow_unless_they_shall_not() -> None:
    product = Product("1", "Pain", 1000, member_price_minor=900)

    assert PriceChange(percent_bp=1000).of(product).member_price_minor == 990
    assert PriceChange(percent_bp=1000, members_too=False).of(product).member_price_minor == 900


def all_of(shop: ShopFile) -> list[int]:
    return cataloguing.in_order(shop, Shelf())


def prices(shop: ShopFile) -> dict[str, int | None]:
    return {f.product.name: f.product.price_minor for f in cataloguing.articles(shop, all_of(shop)).values()}


@pytest.fixture
def stock(shop: ShopFile) -> Stock:
    """Give the small shop's articles, and one whose price is asked."""
    made = stocked(shop)
    cataloguing.save_product(shop, Product(shop.identities.new(), "Divers", None))
    return made


def test_a_preview_names_what_cannot_be_changed_and_writes_nothing(shop: ShopFile, stock: Stock) -> None:
    before = prices(shop)
    plan = bulk_changing.preview(shop, all_of(shop), PriceChange(amount_minor=-230))

    wrong = {row.old.name: str(row.error) for row in plan if row.error is not None}
    assert set(wrong) == {"Divers", "Lait entier", "Consigne bouteille"}
    assert "asked at the till" in wrong["Divers"]
    assert prices(shop) == before


def test_a_bulk_change_is_applied_and_undone(shop: ShopFile, stock: Stock) -> None:
    before = prices(shop)
    plan = bulk_changing.preview(shop, all_of(shop), PriceChange(percent_bp=1000))
    outcome = bulk_changing.apply(shop, plan)

    assert outcome == (5, ())
    assert prices(shop)["Savon au lait"] == 870
    undo = bulk_changing.last_undo(shop)
    assert undo is not None
    assert len(undo.steps) == 5

    assert bulk_changing.undo(shop) == (5, ())
    assert prices(shop) == before
    assert bulk_changing.last_undo(shop) is None
    with pytest.raises(UserError, match="no bulk change"):
        bulk_changing.undo(shop)
    shop.close()
    assert verify(shop.path).problems == ()


def test_undo_leaves_what_was_changed_since_and_names_it(shop: ShopFile, stock: Stock) -> None:
    bulk_changing.apply(shop, bulk_changing.preview(shop, all_of(shop), FieldChange("category", "home")))
    cataloguing.save_product(shop, replace(stock.soap, price_minor=999, category="home"))

    outcome = bulk_changing.undo(shop)

    assert outcome.refused == ("Savon au lait",)
    soap = cataloguing.article(shop, stock.soap.id)
    bread = cataloguing.article(shop, stock.bread.id)
    assert soap is not None
    assert bread is not None
    assert (soap.product.price_minor, soap.product.category) == (999, "home")
    assert bread.product.category == stock.bread.category


def test_undo_is_offered_until_every_article_was_changed_again(shop: ShopFile, stock: Stock) -> None:
    found = cataloguing.article(shop, stock.soap.id)
    assert found is not None
    bulk_changing.apply(shop, bulk_changing.preview(shop, [found.n], FieldChange("vat_code", "R")))
    assert bulk_changing.last_undo(shop) is not None

    cataloguing.save_product(shop, replace(stock.soap, price_minor=999))

    assert bulk_changing.last_undo(shop) is None


def test_what_changed_since_the_preview_is_left_alone_and_named(shop: ShopFile, stock: Stock) -> None:
    plan = bulk_changing.preview(shop, all_of(shop), FieldChange("supplier", "Ferme"))
    cataloguing.save_product(shop, replace(stock.bread, price_minor=450))

    outcome = bulk_changing.apply(shop, plan)

    assert outcome.refused == ("Pain de seigle",)
    assert outcome.changed == 5
    bread = cataloguing.article(shop, stock.bread.id)
    assert bread is not None
    assert (bread.product.supplier, bread.product.price_minor) == ("", 450)


def test_only_what_changes_is_written(shop: ShopFile, stock: Stock) -> None:
    plan = bulk_changing.preview(shop, all_of(shop), OnlineChange(online=False))

    assert bulk_changing.apply(shop, plan) == (0, ())
    assert bulk_changing.last_undo(shop) is None


def test_what_has_no_price_is_not_sold_on_the_portal(shop: ShopFile, stock: Stock) -> None:
    plan = bulk_changing.preview(shop, all_of(shop), OnlineChange(online=True))

    assert [row.old.name for row in plan if row.error] == ["Divers"]


def test_a_vat_code_that_does_not_exist_is_refused_for_each(shop: ShopFile, stock: Stock) -> None:
    plan = bulk_changing.preview(shop, all_of(shop), FieldChange("vat_code", "X"))

    assert all(row.error is not None and row.new is None for row in plan)


def test_too_many_at_a_time_are_refused(shop: ShopFile) -> None:
    with pytest.raises(UserError, match="At most"):
        bulk_changing.preview(shop, range(bulk_changing.AT_ONCE + 1), OnlineChange(online=True))


def test_all_or_nothing_when_writing_fails(shop: ShopFile, stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    before = prices(shop)
    plan = bulk_changing.preview(shop, all_of(shop), PriceChange(percent_bp=1000))
    real, calls = cataloguing.add_product, list[object]()

    def fails_at_third(*args: object, **kwargs: object) -> object:
        calls.append(args)
        if len(calls) == 3:
            raise UserError("The disk is full.")
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk_changing, "add_product", fails_at_third)
    with pytest.raises(UserError, match="full"):
        bulk_changing.apply(shop, plan)

    assert prices(shop) == before
