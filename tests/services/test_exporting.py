"""What is exported comes back as no change at all, through CSV and through spreadsheets, for every article."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pos.clock import SystemClock
from pos.domain.article_cells import readable
from pos.domain.article_rows import file_text
from pos.domain.errors import UserError
from pos.domain.product import (
    CONTENT_UNITS,
    UNITS,
    VAT_CODES,
    Admission,
    Category,
    DatedPrice,
    Pack,
    Part,
    Product,
    checked,
)
from pos.domain.stock import Movement
from pos.services import cataloguing, exporting, importing, searching
from pos.services.importing import Wishes
from pos.shopfile import matching, search
from pos.shopfile.shopfile import open_shop
from tests.services.counter import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.services.import_rows import Tally
    from pos.shopfile.shopfile import ShopFile

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=24)
legible = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff"), max_size=24)
"""What a file can hold; another shop reads it from there."""
odd = st.sampled_from(
    ["=1+1", "-", "'-", "'=x", "@a", "+41", "12.05.2026", "TRUE", 'a;b"c', "a\nb", "\ta", "0012", "#REF!"]
)
amounts = st.none() | st.integers(0, 9_999_999_999)
codes = st.sampled_from(["7610000000011", "7610000000028", "7610000000012", "A-1", "-5", "0012", "7.61E+12", "id"])


@st.composite
def products(draw: st.DrawFn, words: st.SearchStrategy[str] = words) -> Product:
    """Any article that the shop can hold; several may carry the same codes and names."""
    names, texts = words.filter(lambda text: bool(" ".join(text.split()))), words | odd
    kind = draw(st.sampled_from(("goods", "service", "deposit", "kit", "ticket")))
    vat = draw(st.sampled_from(VAT_CODES))
    price = st.none() | st.integers(-9999 if vat == "D" else 0, 9_999_999_999)
    barcodes = draw(st.lists(codes, max_size=2, unique=True))
    packs = [
        Pack(code, draw(st.integers(1, 10**9)), draw(texts), draw(amounts))
        for code in draw(st.lists(st.sampled_from(["P-1", "P 2", 'P"3*2', "P=4×1", "7610000000035"]), unique=True))
    ]
    dated = [
        DatedPrice(day, draw(st.integers(0, 99_999)), draw(amounts))
        for day in draw(st.lists(st.sampled_from(["2026-12-24", "2027-01-01", "2020-02-29"]), max_size=2))
    ]
    event = Admission(
        draw(st.integers(1, 2**32 - 1)),
        draw(names | odd),
        draw(st.sampled_from(["2026-11-28T20:00", "2026-11-28", "2026-11-28 20:00:30"])),
        draw(st.integers(1, 2**16 - 1)),
        draw(texts),
        draw(st.integers(0, 255)),
    )
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
            admission=event if kind == "ticket" else None,
            next_prices=tuple(dated),
            icon=draw(texts),
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


@contextmanager
def shop_in(folder: Path) -> Iterator[ShopFile]:
    """Open a new shop."""
    folder.mkdir()
    shop = open_shop(folder / "a.shop", folder / "machine", SystemClock(), create=True, system_keys=False)
    try:
        yield shop
    finally:
        shop.close()


def all_of(shop: ShopFile) -> list[Product]:
    with shop.read() as connection:
        return [match.product for _, match in matching.page(connection, 0, 10_000)]


def bodies(shop: ShopFile) -> list[bytes]:
    with shop.read() as connection:
        return [msgspec.json.encode(match.product) for _, match in matching.page(connection, 0, 10_000)]


def tied(made: list[Product], ties: list[tuple[int, int]]) -> list[Product]:
    """Let later articles carry the deposit and be made of earlier ones; some are told before what they name."""
    out = list(made)
    for number, (other, quantity) in enumerate(ties[: len(made)]):
        if other < number:
            parts = (Part(made[other].id, quantity), Part(made[0].id, 250)) if made[number].kind == "kit" else ()
            out[number] = msgspec.structs.replace(made[number], deposit_id=made[other].id, parts=parts)
    return out[::-1]


ties = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 10**9)), min_size=6, max_size=6)
several = st.lists(products(), min_size=1, max_size=6, unique_by=lambda product: product.id)
several_legible = st.lists(products(legible), min_size=1, max_size=6, unique_by=lambda product: product.id)
CATEGORIES = (("bread", "Pain"), ("bulk", "bread"), ("=x", "=Brot"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(made=several, ties=ties, moved=st.booleans())
def test_export_then_import_changes_nothing(
    shop: ShopFile, tmp_path: Path, made: list[Product], ties: list[tuple[int, int]], moved: bool
) -> None:
    for key, name in CATEGORIES:
        cataloguing.save_category(shop, Category(key, name, 1, "bread"))
    for number, product in enumerate(tied(made, ties)):
        cataloguing.save_product(shop, product)
        if moved:
            cataloguing.receive_stock(shop, [Movement(product.id, -1500 if number else 3250)])
    before = bodies(shop)

    for suffix in ("csv", "xlsx"):
        count = exporting.export(shop, tmp_path / f"out.{suffix}")
        tally = back(shop, tmp_path / f"out.{suffix}")

        assert [str(problem.why) for problem in tally.problems if not problem.warning] == []
        assert (tally.added, tally.changed, tally.kept) == (0, 0, count)
    assert bodies(shop) == before


def as_a_file_keeps(product: Product, names: dict[str, str]) -> Product:
    """Give the article as a table can hold it: texts without edges and control signs, readable codes, its category."""
    plain = {
        field: file_text(getattr(product, field)).strip()
        for field in ("supplier", "supplier_ref", "producer", "origin", "description", "family", "variant", "icon")
    }
    event = product.admission
    return msgspec.structs.replace(
        product,
        **plain,
        name=" ".join(file_text(product.name).split()),
        plu=product.plu.strip(),
        category=names.get(product.category, product.category),
        barcodes=tuple(code for code in product.barcodes if readable(code)),
        packs=tuple(msgspec.structs.replace(pack, name=file_text(pack.name)) for pack in product.packs),
        content_milli=product.content_milli if product.content_unit else 0,
        admission=event
        and msgspec.structs.replace(
            event, event_name=file_text(event.event_name).strip(), place=file_text(event.place).strip()
        ),
    )


@settings(max_examples=30, deadline=None)
@given(made=several_legible, ties=ties, suffix=st.sampled_from(("csv", "xlsx")))
def test_an_export_makes_the_same_catalogue_in_an_empty_shop_and_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, made: list[Product], ties: list[tuple[int, int]], suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("shops")
    path = folder / f"out.{suffix}"
    with shop_in(folder / "a") as shop:
        for key, name in CATEGORIES:
            cataloguing.save_category(shop, Category(key, name, 1, "bread"))
        for product in tied(made, ties):
            # What a spreadsheet has shortened is refused on purpose.
            kept = tuple(code for code in product.barcodes if "E+" not in code)
            cataloguing.save_product(shop, msgspec.structs.replace(product, barcodes=kept))
        exporting.export(shop, path)
        names = {category.key: file_text(category.name) for category in searching.categories(shop)}
        wanted = {product.id: as_a_file_keeps(product, names) for product in all_of(shop)}

    with shop_in(folder / "b") as empty:
        first, second = back(empty, path), back(empty, path)
        names = {category.key: category.name for category in searching.categories(empty)}
        got = {product.id: as_a_file_keeps(product, names) for product in all_of(empty)}

    assert [str(problem.why) for problem in first.problems if not problem.warning] == []
    assert [str(problem.why) for problem in second.problems if not problem.warning] == []
    assert first.added == len(made)
    for product_id, product in wanted.items():
        fields = msgspec.structs.asdict(product)
        assert {name: getattr(got[product_id], name) for name in fields} == fields
    assert (second.added, second.changed, second.refused, second.kept) == (0, 0, 0, len(made))


def test_an_export_fills_an_empty_shop_with_the_same_articles(shop: ShopFile, tmp_path: Path) -> None:
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
