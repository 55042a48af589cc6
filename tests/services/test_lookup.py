"""A barcode is looked up in the file of Open Food Facts that the shop downloaded; half a file changes nothing."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from pos.domain.errors import UserError
from pos.services import lookup

if TYPE_CHECKING:
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile

HONEY = "7610000000028"
HEADS = ("code", "url", "product_name", "generic_name", "quantity", "brands", "categories")
ROWS = (
    (HONEY, "http://x", 'Miel "doux"', "", "500 g", "La Ruche,Migros", "Épicerie, Miels"),
    ("0000012345670", "", "Barre", "", "40 g", "", ""),
    ("123", "", "Code trop court", "", "", "", ""),
    ("7610000000011", "", "", "", "", "Sans nom", ""),
)


def tabs(path: Path) -> Path:
    path.write_text("\n".join("\t".join(row) for row in (HEADS, *ROWS)) + "\n", encoding="utf-8")
    return path


def lines(path: Path) -> Path:
    rows = [json.dumps(dict(zip(HEADS, row, strict=True)) | {"nutriments": {"sugars": 80}}) for row in ROWS]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join([*rows, '{"code": 12, "product_name": ["x"]}', "{broken", '{"code": null}']))
    return path


@pytest.mark.parametrize("make", [tabs, lines])
def test_a_published_file_is_indexed_and_found_by_barcode(shop: ShopFile, tmp_path: Path, make: object) -> None:
    assert callable(make)
    shares: list[float] = []

    about = lookup.index(shop, make(tmp_path / "off"), tell=shares.append)

    honey = lookup.find(shop, HONEY)
    assert honey == lookup.Food(HONEY, 'Miel "doux"', "La Ruche", "500 g", "Épicerie, Miels")
    assert lookup.find(shop, "12345670") is not None
    assert lookup.find(shop, "0000012345670") is not None
    assert lookup.find(shop, "7610000000011") is None
    assert about == lookup.about(shop) == lookup.About("off", "2026-11-23", 2)
    assert shares


def test_without_a_file_nothing_is_known(shop: ShopFile) -> None:
    assert (lookup.find(shop, HONEY), lookup.about(shop)) == (None, None)


def test_a_newer_file_takes_the_place_of_the_old(shop: ShopFile, tmp_path: Path) -> None:
    lookup.index(shop, tabs(tmp_path / "old.csv"))
    (tmp_path / "new.csv").write_text("code\tproduct_name\n76123456\tThé\n", encoding="utf-8")
    lookup.index(shop, tmp_path / "new.csv")

    assert lookup.find(shop, HONEY) is None
    assert lookup.find(shop, "76123456") is not None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"nom;prix\nPain;4.20\n", "not an export of Open Food Facts"),
        (b"", "not an export of Open Food Facts"),
        (gzip.compress(b'{"code":"76123456","product_name":"x"}\n' * 9000)[:-40], "breaks off"),
        (b"\x1f\x8bno gzip at all", "breaks off"),
    ],
)
def test_another_or_broken_file_leaves_what_was_indexed(
    shop: ShopFile, tmp_path: Path, content: bytes, why: str
) -> None:
    lookup.index(shop, tabs(tmp_path / "good.csv"))
    (tmp_path / "bad.csv").write_bytes(content)

    with pytest.raises(UserError, match=why):
        lookup.index(shop, tmp_path / "bad.csv")

    assert lookup.find(shop, HONEY) is not None
    assert [path.name for path in shop.machine.glob("*.part")] == []


def test_an_indexing_that_is_stopped_leaves_what_was_indexed(shop: ShopFile, tmp_path: Path) -> None:
    lookup.index(shop, tabs(tmp_path / "good.csv"))

    with pytest.raises(UserError, match="stopped"):
        lookup.index(shop, lines(tmp_path / "new.gz"), stop=lambda: True)

    assert lookup.about(shop) == lookup.About("good.csv", "2026-11-23", 2)


def test_a_damaged_side_file_counts_as_none(shop: ShopFile, tmp_path: Path) -> None:
    lookup.index(shop, tabs(tmp_path / "good.csv"))
    (shop.machine / "food-facts.sqlite").write_bytes(b"no database at all" * 100)

    assert lookup.find(shop, HONEY) is None
    assert lookup.about(shop) is None
