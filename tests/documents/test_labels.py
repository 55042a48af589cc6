"""Labels: what they say, where it stands, sheets of A4 that read back, strips of receipt paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from msgspec.structs import replace
from pypdf import PdfReader

from pos.documents.blocks import Barcode, Cut
from pos.documents.escpos import to_escpos
from pos.documents.label import Label, LabelKind, code_kind, product_label
from pos.documents.label_formats import A4, EDGE, ROLLS, SHEETS, roll_of, sheet_of
from pos.documents.label_layout import LEAST_MODULE_MM, Bars, Frame, Size, Words, lay_out, width_of, wrapped
from pos.documents.label_picture import inner_size, page_image, pages_of, roll_image, sheets_pdf
from pos.documents.label_strip import strip_document
from pos.documents.symbols import bars
from pos.documents.text import to_text
from pos.documents.zpl import size_of
from pos.domain.errors import UserError
from pos.domain.product import Pack
from tests.documents.label_samples import (
    BREAD,
    DAY,
    FREE,
    GOODS,
    JAR,
    JUICE,
    LENTILS,
    SOAP,
    STRANGE,
    WEIGHED,
    all_labels,
)
from tests.documents.printed import read

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

pytestmark = pytest.mark.usefixtures("qapp")
PRINT_DPI = 300
SIZES = [inner_size(sheet) for sheet in SHEETS.values()] + [
    size_of(roll, dpi) for roll in ROLLS.values() for dpi in (203, 300)
]


def codes_in(image: QImage) -> set[str]:
    gray = image.convertToFormat(image.Format.Format_Grayscale8)
    view = memoryview(gray.constBits()).cast("B", (gray.height(), gray.bytesPerLine()))
    return {found.text for found in zxingcpp.read_barcodes(view)}


def shelf(product: object = BREAD, kind: LabelKind = "shelf") -> Label:
    return product_label(product, kind, on=DAY)  # type: ignore[arg-type]


def test_a_shelf_label_says_what_the_customer_must_read() -> None:
    label = shelf(JUICE)

    assert (label.figure, label.figure_label, label.unit_price) == ("4.52", "CHF", "6.03 / l")
    assert label.member_price == "Members 4.10"
    assert label.detail == "75\u00a0cl · Ferme du Lignon · Genève"
    assert (label.code, label.plu, label.date, label.mark) == ("7610000000028", "401", "24.11.2026", "")
    assert shelf(BREAD).mark == "ESS Made"


def test_only_shelf_labels_are_dated() -> None:
    assert shelf(BREAD, "article").date == ""


def test_what_is_weighed_has_its_unit_beside_the_price() -> None:
    assert [shelf(replace(LENTILS, unit=unit)).figure_label for unit in ("kg", "100g", "hour", "stone")] == [
        "CHF/kg",
        "CHF/100 g",
        "CHF/h",
        "CHF/stone",
    ]
    assert shelf(LENTILS).unit_price == ""


def test_a_free_price_is_said_in_words() -> None:
    assert (shelf(FREE).figure, shelf(FREE).figure_label) == ("free price", "")


def test_an_exempt_article_shows_no_unit_price() -> None:
    assert shelf(replace(JUICE, content_milli=50_000)).unit_price == ""


def test_a_pack_has_its_own_code_and_price() -> None:
    carton, dozen = (product_label(SOAP, "shelf", on=DAY, pack=pack) for pack in SOAP.packs)

    assert (carton.name, carton.figure, carton.code) == ("Savon œillet, carton", "47.40", "7610000000035")
    assert (dozen.name, dozen.figure, dozen.code) == ("Savon œillet, 12 pieces", "80.00", "17610000000018")


def test_the_unit_price_of_a_case_is_that_of_all_it_contains() -> None:
    case = Pack("7610000000035", 6000, price_minor=2400)

    made = product_label(replace(JUICE, content_milli=50_000), "shelf", on=DAY, pack=case)

    assert made.unit_price == "8.00 / l"


def test_a_case_without_a_price_costs_what_the_till_asks_for_its_pieces() -> None:
    third = product_label(SOAP, "shelf", on=DAY, pack=Pack("7610000000035", 1335))

    assert third.figure == "10.55"


def test_weighed_goods_say_weight_unit_price_and_days() -> None:
    assert dict(WEIGHED.facts) == {
        "Net weight": "0.486\u00a0kg",
        "Unit price": "5.40 CHF/kg",
        "Packed on": "24.11.2026",
        "Best before": "24.12.2026",
    }
    assert (WEIGHED.figure, WEIGHED.code) == ("2.62", "2300201002628")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("7610000000011", "EAN13"),
        ("76104008", "EAN8"),
        ("17610000000018", "CODE128"),
        ("7610000000012", "CODE128"),
        ("AB-77/5", "CODE128"),
        ("", None),
        ("Ä-naïve", None),
        ("a\x1db", None),
        ("x" * 41, None),
    ],
)
def test_the_symbol_that_carries_a_code(code: str, kind: str | None) -> None:
    assert code_kind(code) == kind


def test_figures_take_half_the_bars_of_letters() -> None:
    assert len(bars(Barcode("17610000000018", "CODE128"))) == 11 * 9 + 13
    assert len(bars(Barcode("1761000000001A", "CODE128"))) == 11 * 16 + 13


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_leaves_the_label_and_nothing_is_printed_over_the_bars(size: Size) -> None:
    for label in all_labels():
        pieces = lay_out(label, size)
        code = [piece for piece in pieces if isinstance(piece, Bars)]
        for piece in pieces:
            if isinstance(piece, Bars):
                assert piece.module >= LEAST_MODULE_MM
                assert abs(piece.module / size.dot - round(piece.module / size.dot)) < 1e-6
                wide = len(bars(Barcode(piece.code, piece.kind))) * piece.module
                assert 7 * piece.module <= piece.x <= size.width - wide - 7 * piece.module + 1e-6
                assert piece.y + piece.height <= size.height
            else:
                assert piece.x >= 0
                assert piece.x + piece.width <= size.width + 1e-6
                high = piece.height if isinstance(piece, Frame) else piece.size
                assert -1e-6 <= piece.y <= piece.y + high <= size.height + 0.2
        for bar in code:
            low, top = bar.y + bar.height, bar.y
            right = bar.x + len(bars(Barcode(bar.code, bar.kind))) * bar.module
            for words in pieces:
                beside = isinstance(words, Words) and (words.x >= right or words.x + words.width <= bar.x)
                over = isinstance(words, Words) and words.y < low - 0.2 and words.y + words.size > top + 0.2
                assert not over or beside, (label.name, words)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_price_is_the_largest_thing_on_a_label(size: Size) -> None:
    for product in (BREAD, JUICE, LENTILS):
        words = [piece for piece in lay_out(shelf(product), size) if isinstance(piece, Words)]
        assert max(words, key=lambda piece: piece.size).text == shelf(product).figure


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_weighed_goods_must_say_is_never_cut(size: Size) -> None:
    words = [piece for piece in lay_out(WEIGHED, size) if isinstance(piece, Words)]

    for name, value in WEIGHED.facts:
        (line,) = [piece for piece in words if piece.text == f"{name} {value}"]
        assert width_of(line.text, line.size) <= line.width + 1e-6


def test_a_name_of_120_signs_is_cut_with_an_ellipsis() -> None:
    lines = wrapped("Confiture d’abricot " * 6, 4, 60, 2)

    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width_of(line, 4, bold=True) <= 60 for line in lines)
    assert wrapped("x" * 120, 4, 60, 2)[0].endswith("x…")


@pytest.mark.parametrize("key", SHEETS)
def test_a_sheet_lies_within_a4_and_keeps_off_the_edge(key: str) -> None:
    sheet = SHEETS[key]
    across, down = sheet.margins
    for place in range(sheet.places):
        left, top = sheet.corner(place)
        assert left >= 0
        assert top >= 0
        assert left + sheet.width <= A4[0] + 1e-6
        assert top + sheet.height <= A4[1]
        assert left + across >= EDGE - 1e-6
        assert top + down >= EDGE - 1e-6
    left, top = sheet.corner(sheet.places - 1)
    assert abs(A4[0] - left - sheet.width - sheet.left) < 0.3
    assert abs(A4[1] - top - sheet.height - sheet.top) < 1.1


@pytest.mark.parametrize(
    ("count", "start", "pages"), [(1, 1, 1), (24, 1, 1), (25, 1, 2), (1, 24, 1), (2, 24, 2), (48, 2, 3)]
)
def test_how_many_sheets_the_labels_take(count: int, start: int, pages: int) -> None:
    assert pages_of(count, SHEETS["3x8"], start) == pages


@pytest.mark.parametrize("start", [0, 25, -1])
def test_a_sheet_starts_on_one_of_its_labels(start: int) -> None:
    with pytest.raises(UserError, match="start at 1 to 24"):
        pages_of(1, SHEETS["3x8"], start)


def test_the_first_label_stands_where_the_sheet_is_not_used_yet() -> None:
    sheet = SHEETS["3x8"]
    dots = 60 / 25.4
    page = page_image([shelf()], sheet, start=6, dpi=60)
    inked = set()
    for place in range(sheet.places):
        left, top = sheet.corner(place)
        box = page.copy(round(left * dots), round(top * dots), round(70 * dots) - 1, round(37 * dots) - 1)
        if any(box.pixelColor(x, y).lightness() < 128 for x in range(box.width()) for y in range(box.height())):
            inked.add(place)

    assert inked == {5}


def test_the_second_sheet_goes_on_where_the_first_ends() -> None:
    sheet = SHEETS["2x4"]
    labels = [shelf(replace(BREAD, barcodes=(f"CODE-{number}",))) for number in range(9)]

    first, second = (codes_in(page_image(labels, sheet, page, 6, PRINT_DPI)) for page in (0, 1))

    assert first == {"CODE-0", "CODE-1", "CODE-2"}
    assert second == {f"CODE-{number}" for number in range(3, 9)}


@pytest.mark.parametrize("key", SHEETS)
def test_the_codes_on_a_printed_sheet_read_back(key: str) -> None:
    sheet, size = SHEETS[key], inner_size(SHEETS[key])
    labels = [label for label in all_labels() if code_kind(label.code)][: sheet.places]
    expected = {piece.code for label in labels for piece in lay_out(label, size) if isinstance(piece, Bars)}

    assert codes_in(page_image(labels, sheet, dpi=PRINT_DPI)) == expected
    assert {"7610000000011", "76104008"} <= expected


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("key", ROLLS)
def test_the_codes_on_a_roll_read_back(key: str, dpi: int) -> None:
    for label in (shelf(BREAD, "article"), JAR, shelf(LENTILS)):
        assert codes_in(roll_image(label, roll_of(key), dpi)) == {label.code}


def test_a_pdf_of_several_sheets_is_searchable_and_of_its_size(tmp_path: Path) -> None:
    labels = [shelf(product) for product in (*GOODS[:-1], replace(STRANGE, name="Confiture fine"))] * 9

    pages = sheets_pdf(labels, sheet_of("3x8"), tmp_path / "labels.pdf", 24)

    reader = PdfReader(tmp_path / "labels.pdf")
    assert pages == len(reader.pages) == 4
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)
    first, second = ("".join(page.extract_text().split()) for page in reader.pages[:2])
    assert "Micheaulevain" in first
    assert "Jusdepomme" not in first
    for text in (
        "9.20",
        "6.03/l",
        "Members4.10",
        "Savonœillet",
        "7610000000028",
        "ESSMade",
        "24.11.2026",
        "freeprice",
        "Confiturefine",
    ):
        assert text in second
    assert reader.metadata is not None
    assert reader.metadata.title == "Labels"


def test_bars_of_a_pdf_are_drawn_not_pictured(tmp_path: Path) -> None:
    sheets_pdf([shelf()], sheet_of("2x4"), tmp_path / "labels.pdf")

    page = PdfReader(tmp_path / "labels.pdf").pages[0]
    assert list(page.images) == []
    rectangles = page.get_contents().get_data().count(b" re")  # type: ignore[union-attr]
    assert rectangles >= bars(Barcode(BREAD.barcodes[0])).replace("11", "1").count("01")


def test_no_labels_are_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no label to print"):
        sheets_pdf([], sheet_of("3x8"), tmp_path / "labels.pdf")
    assert not (tmp_path / "labels.pdf").exists()


def test_a_pdf_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        sheets_pdf([shelf()], sheet_of("3x8"), tmp_path / "missing" / "labels.pdf")


@pytest.mark.parametrize("known", [sheet_of, roll_of])
def test_an_unknown_format_is_said(known: object) -> None:
    assert callable(known)
    with pytest.raises(UserError, match="not a format"):
        known("9x9")


def test_strips_are_cut_one_by_one_and_print_their_codes(tmp_path: Path) -> None:
    document = strip_document([shelf(), shelf(LENTILS), shelf(SOAP), shelf(STRANGE), JAR])

    printed = read(to_escpos(document, columns=32, cache=tmp_path))
    assert printed.barcodes == [b"7610000000011", b"76104008", b"{BAB-77/5", b"2600007004865"]
    assert printed.cuts == sum(isinstance(block, Cut) for block in document.blocks) == 5
    text = to_text(document, 32)
    assert "Ä-naïve" in text
    assert "CHF                         9.20" in text.splitlines()
