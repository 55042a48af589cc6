"""Headings and cells of articles files are read as shops, suppliers and programs write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain import article_cells as cells
from pos.domain import article_lists
from pos.domain.article_cells import BROKEN, DATE, FORMULA, OddCell
from pos.domain.article_columns import COLUMNS, KEYS, guessed, heading_row, key_of, plain
from pos.domain.article_rows import guarded, unguarded
from pos.domain.errors import UserError
from pos.domain.product import Pack


@pytest.mark.parametrize(
    ("headings", "keys"),
    [
        (
            "id,title,description,link,image_link,availability,price,brand,gtin,mpn,product_type",
            "plu,name,description,,,online,price,producer,barcodes,supplier_ref,category",
        ),
        (
            "Désignation;Prix;Code-barres;Catégorie;Fournisseur;TVA;Unité;Stock".replace(";", ","),
            "name,price,barcodes,category,supplier,vat,unit,stock",
        ),
        (
            "N° d'article,Libellé,Prix TTC (CHF),EAN,Taux TVA,Réf. fournisseur,Contenance,Prix d’achat HT",
            "plu,name,price,barcodes,vat,supplier_ref,content,cost",
        ),
        (
            "Artikelnummer,Bezeichnung,Verkaufspreis,Strichcode,MwSt,Lieferant,Warengruppe,Bestand,Einheit,Herkunft",
            "plu,name,price,barcodes,vat,supplier,category,stock,unit,origin",
        ),
        ("EAN,EAN 2,Prix CHF,Prix,Prix HT,Couleur", "barcodes,barcodes,price,,,"),
    ],
)
def test_headings_are_recognised_in_every_language(headings: str, keys: str) -> None:
    assert guessed(headings.split(","), [], {}) == tuple(keys.split(","))


def test_every_name_of_a_column_leads_to_it_and_to_no_other() -> None:
    names = [name for column in COLUMNS for name in column.names.split("|")]

    assert len(names) == len(set(names))
    assert all(plain(name) == name for name in names)
    assert [key_of(column.names.split("|")[0].upper()) for column in COLUMNS] == list(KEYS)


def test_a_heading_in_the_shops_own_words_is_recognised() -> None:
    assert key_of("Prix du samedi", {"member_price": "Prix du samedi"}) == "member_price"


def test_a_column_of_gtins_needs_no_name() -> None:
    samples = [("7610000000011", "7610000000011"), ("7610000000028", "7610000000029")]

    assert guessed(("x", "y"), samples, {}) == ("barcodes", "")


def test_titles_above_the_headings_are_passed_over() -> None:
    rows = [("Catalogue 2026", ""), ("", ""), ("Désignation", "Prix"), ("Pain", "4.20")]

    assert heading_row(rows) == 2
    assert heading_row([("", ""), ("a", "b"), ("c", "d")]) == 1


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("9.20 CHF", 920),
        ("CHF 9.20", 920),
        ("9,20", 920),
        ("9.2", 920),
        ("Fr. 1'234.50", 123450),
        ("1’234,5", 123450),
        ("1 234,50", 123450),
        ("1\u202f234.50", 123450),
        ("1,234.50", 123450),
        ("1.234,50", 123450),
        ("5.-", 500),
        ("5.–", 500),
        ("-0.50", -50),
        ("0", 0),
        ("9.2000", 920),
        (".50", 50),
    ],
)
def test_a_price_is_read_as_it_is_written(text: str, minor: int) -> None:
    assert cells.price(text) == minor


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12.05.2026", "date"),
        ("2026-05-12", "date"),
        ("12. mai", "date"),
        ("mai 12", "not a price"),
        (OddCell("2026-05-12 00:00:00", DATE), "date"),
        ("=B2*1.1", "formula"),
        (OddCell("B2*1.1", FORMULA), "formula"),
        (OddCell("#REF!", BROKEN), "error of the spreadsheet"),
        ("9.20 €", "another currency"),
        ("EUR 9.20", "another currency"),
        ("1,234", "thousands or decimals"),
        ("1.234", "thousands or decimals"),
        ("9.2055", "more than two decimals"),
        ("1.2.3,4", "not a price"),
        ("12.34.5", "not a price"),
        ("abc", "not a price"),
        ("", "not a price"),
        ("-", "not a price"),
        ("9\x00", "cannot be read"),
        ("9" * 15, "too large"),
    ],
)
def test_what_is_no_price_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(UserError) as refused:
        cells.price(text)

    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("R", "R"),
        ("n", "N"),
        ("8.1", "N"),
        ("8,1 %", "N"),
        ("2.6%", "R"),
        ("0.081", "N"),
        ("0.026", "R"),
        ("3.8", "H"),
        ("7.7", "N"),
        ("0", "E"),
        ("réduit", "R"),
        ("Hors TVA", "D"),
    ],
)
def test_a_vat_code_is_read_from_codes_rates_and_words(text: str, code: str) -> None:
    assert cells.vat(text) == code


@pytest.mark.parametrize("text", ["20", "5.5 %", "x", "-8.1", "12.05.2026"])
def test_a_rate_that_switzerland_never_had_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        cells.vat(text)


def test_quantities_units_and_switches_are_read() -> None:
    assert [cells.milli(text) for text in ("2", "0,486", "1'000", "-3", "0")] == [2000, 486, 1_000_000, -3000, 0]
    assert [cells.unit(text) for text in ("pce", "Stück", "Kilo", "100 g", "LITRE", "h")] == [
        "piece", "piece", "kg", "100g", "l", "hour",
    ]  # fmt: skip
    assert [cells.yes(text) for text in ("oui", "x", "in_stock", "Nein", "0", "out of stock")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert [cells.content(text) for text in ("500 g", "75cl", "6 x 33 cl", "2 dl", "1,5 L")] == [
        (500_000, "g"), (75_000, "cl"), (198_000, "cl"), (20_000, "cl"), (1500, "l"),
    ]  # fmt: skip
    assert article_lists.packs("7610000000011*6=27.00 X1*0.5") == (
        Pack("7610000000011", 6000, "", 2700),
        Pack("X1", 500),
    )


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (cells.unit, "gramme"),
        (cells.yes, "peut-être"),
        (cells.content, "500"),
        (cells.kind, "truc"),
        (article_lists.packs, "six"),
        (cells.whole, "1.5"),
        (cells.milli, "1.2345"),
        (cells.codes, "7.61E+12"),
        (cells.text_of, "=HYPERLINK(1)"),
        (cells.text_of, "a\x00b"),
    ],
)
def test_other_cells_are_refused_too(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(UserError):
        read(text)


def test_codes_are_split_and_stored_in_one_form() -> None:
    assert cells.codes("7610000000011, 036000291452;A-1|A-1") == ("7610000000011", "0036000291452", "A-1")


@given(st.text())
def test_what_is_guarded_is_taken_back_and_starts_no_formula(text: str) -> None:
    written = guarded(text)

    assert unguarded(written) == text
    assert written[:1] not in ("=", "+", "-", "@", "\t")
