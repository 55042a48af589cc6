"""What is exported comes back as no change at all, through CSV and through spreadsheets, for every article."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pos.domain.errors import UserError
from pos.domain.product import CONTENT_UNITS, UNITS, VAT_CODES, Admission, Category, Pack, Part, Product, checked
from pos.domain.stock import Movement
from pos.services import cataloguing, exporting, importing, searching
from pos.services.importing import Wishes
from pos.shopfile import matching, search
from tests.services.counter import opened

if TYPE_CHECKING:
    from pathlib import Path

    from pos.services.import_rows import Tally
    from pos.shopfile.shopfile import ShopFile

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=24)
names = words.filter(lambda text: bool(" ".join(text.split())))
odd = st.sampled_from(
    ["=1+1", "-", "'-", "'=x", "@a", "+41", "12.05.2026", "TRUE", 'a;b"c', "a\nb", "\ta", "0012", "#REF!"]
)
texts = words | odd
amounts = st.none() | st.integers(0, 9_999_999_999)
codes = st.sampled_from(["7610000000011", "7610000000028", "7610000000012", "A-1", "-5", "0012", "7.61E+12", "id"])


@st.composite
def products(draw: st.DrawFn) -> Product:
    """Any article that the shop can hold; several may carry the same codes and names."""
    kind = draw(st.sampled_from(("goods", "service", "deposit", "kit", "ticket")))
    vat = draw(st.sampled_from(VAT_CODES))
    price = st.none() | st.integers(-9999 if vat == "D" else 0, 9_999_999_999)
    barcodes = draw(st.lists(codes, max_size=2, unique=True))
    packs = [Pack("P-1", draw(st.integers(1, 10**9)), draw(texts), draw(amounts))] if draw(st.booleans()) else []
    return checked(
        Product(
            id=draw(st.uuids()).hex,
            name=draw(names | odd),
            price_minor=draw(price),
            vat_code=vat,
            vat_eat_in=draw(st.sampled_from(("", *VAT_CODES))),
            unit=draw(st.sampled_from(UNITS)),
            plu=draw(st.sampled_from(["", "", "101", "0012", "=5", "-"])),
            barcodes=tuple(barcodes),
            packs=tuple(packs),
            category=draw(st.sampled_from(["bread", "bulk", "grocery", "=x", "gone"])),
            kind=kind,
            admission=Admission(1, "Bal", "2026-11-28T20:00", 60) if kind == "ticket" else None,
            parts=(Part("0" * 32, 1000),) if kind == "kit" else (),
            supplier=draw(texts),
            supplier_ref=draw(texts),
            producer=draw(texts),
            origin=draw(texts),
            description=draw(texts),
            family=draw(texts),
            variant=draw(texts),
            favourite=draw(st.none() | st.integers(0, 999)),
            stocked=draw(st.booleans()),
            archived=draw(st.booleans()),
            online=draw(st.booleans()),
            local=draw(st.booleans()),
            ess_made=draw(st.booleans()),
            member_price_minor=draw(amounts),
            floor_minor=draw(amounts),
            suggested_minor=tuple(draw(st.lists(st.integers(0, 99_999), max_size=3))),
            content_milli=draw(st.integers(0, 10**9)),
            content_unit=draw(st.sampled_from(("", *CONTENT_UNITS))),
            tare_milli=draw(st.integers(0, 10**6)),
            reorder_level_milli=draw(st.none() | st.integers(0, 10**9)),
            reorder_to_milli=draw(st.none() | st.integers(0, 10**9)),
            web_quota_milli=draw(st.none() | st.integers(0, 10**9)),
            online_url=draw(st.sampled_from(["", "https://example.org/?a=1;b"])),
        )
    )


def back(shop: ShopFile, path: Path) -> Tally:
    preview = importing.look(path)
    assert "" not in preview.mapping
    return importing.run(shop, preview, Wishes(preview.mapping))


def bodies(shop: ShopFile) -> list[bytes]:
    with shop.read() as connection:
        return [msgspec.json.encode(match.product) for _, match in matching.page(connection, 0, 10_000)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(made=st.lists(products(), min_size=1, max_size=6, unique_by=lambda product: product.id), moved=st.booleans())
def test_export_then_import_changes_nothing(shop: ShopFile, tmp_path: Path, made: list[Product], moved: bool) -> None:
    for key, name in (("bread", "Pain"), ("bulk", "bread"), ("=x", "=Pain")):
        cataloguing.save_category(shop, Category(key, name, 1, "bread"))
    for number, product in enumerate(made):
        deposit = made[0].id if number else None
        cataloguing.save_product(shop, msgspec.structs.replace(product, deposit_id=deposit))
        if moved:
            cataloguing.receive_stock(shop, [Movement(product.id, -1500 if number else 3250)])
    before = bodies(shop)

    for suffix in ("csv", "xlsx"):
        count = exporting.export(shop, tmp_path / f"out.{suffix}")
        tally = back(shop, tmp_path / f"out.{suffix}")

        assert [str(problem.why) for problem in tally.problems if not problem.warning] == []
        assert (tally.added, tally.changed, tally.kept) == (0, 0, count)
    assert bodies(shop) == before


def test_an_export_fills_an_empty_shop_with_the_same_articles(shop: ShopFile, tmp_path: Path) -> None:
    from pos.clock import SystemClock  # noqa: PLC0415
    from pos.shopfile.shopfile import open_shop  # noqa: PLC0415

    stock = opened(shop)
    cataloguing.save_category(shop, Category("fresh", "Frais", 1, "fresh"))
    cataloguing.save_product(shop, msgspec.structs.replace(stock.cheese, category="fresh", origin="Genève"))
    cataloguing.receive_stock(shop, [Movement(stock.bread.id, 6500)])
    exporting.export(shop, tmp_path / "out.csv")
    other = open_shop(tmp_path / "b.shop", tmp_path / "b", SystemClock(), create=True, system_keys=False)
    try:
        tally = back(other, tmp_path / "out.csv")
        milk, bread, cheese = (searching.exact(other, plu) for plu in ("301", "101", "201"))
    finally:
        other.close()

    assert (tally.added, tally.refused) == (5, 0)
    assert milk is not None
    assert bread is not None
    assert cheese is not None
    assert milk.product.deposit_id is not None
    assert bread.stock_milli == 6500
    assert (cheese.product.unit, cheese.product.origin, cheese.product.price_minor) == ("kg", "Genève", 2850)


def test_a_csv_is_what_spreadsheets_here_open_and_computes_nothing(shop: ShopFile, tmp_path: Path) -> None:
    cataloguing.save_product(shop, Product(shop.identities.new(), '=HYPERLINK("x")', -50, "D", supplier="@evil"))
    exporting.export(shop, tmp_path / "out.csv")

    raw = (tmp_path / "out.csv").read_bytes()
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file, delimiter=";")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert (row["Name"], row["Supplier"], row["Price incl. VAT"]) == ('\'=HYPERLINK("x")', "'@evil", "-0.50")


def test_a_spreadsheet_has_numbers_to_add_up_and_codes_as_text(shop: ShopFile, tmp_path: Path) -> None:
    product = Product(
        shop.identities.new(), "=Pain", 920, plu="0012", barcodes=("7610000000011",), origin="#REF!", stocked=True
    )
    cataloguing.save_product(shop, product)
    exporting.export(shop, tmp_path / "out.xlsx")

    page = load_workbook(tmp_path / "out.xlsx").active
    assert page is not None
    heads, cells = ([cell for cell in row] for row in page.iter_rows())
    found = {head.value: cell for head, cell in zip(heads, cells, strict=True)}
    assert (found["Price incl. VAT"].value, found["Price incl. VAT"].data_type) == (9.2, "n")
    assert (found["Till code"].value, found["Barcode"].value) == ("0012", "7610000000011")
    assert (found["Till code"].number_format, found["Origin"].data_type) == ("@", "s")
    assert (found["Name"].value, found["Name"].data_type) == ("'=Pain", "s")


def test_only_the_wanted_articles_are_written(shop: ShopFile, tmp_path: Path) -> None:
    stock = opened(shop)
    with shop.read() as connection:
        wanted = {found.n for product in (stock.bread, stock.milk) if (found := search.by_id(connection, product.id))}

    assert exporting.export(shop, tmp_path / "out.csv", wanted) == 2
    assert "Savon" not in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert exporting.count(shop) == 5


def test_a_stopped_export_leaves_the_file_that_was_there(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    (tmp_path / "out.csv").write_text("before", encoding="utf-8")

    with pytest.raises(UserError, match="stopped"):
        exporting.export(shop, tmp_path / "out.csv", stop=lambda: True)

    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_place_that_cannot_be_written_is_told(shop: ShopFile, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        exporting.export(shop, tmp_path / "nowhere" / "out.csv")
