"""Lines of a fixed width: what wraps, what stays at the right edge, what a printer cannot print."""

from __future__ import annotations

import pytest

from pos.documents.blocks import Barcode, Cols, Cut, Document, Feed, Picture, Qr, Row, Rule, Text, from_json, to_json
from pos.documents.layout import COLUMNS, Line, layout, width, wrap
from pos.documents.printable import clean, printable
from pos.documents.receipt import receipt_document
from pos.documents.report import report_document
from pos.documents.test_page import test_page as printer_page
from pos.documents.text import to_text
from tests.documents.samples import REFUND, SALE, SHOP, X, Z


def lines_of(*blocks: Text | Row | Cols | Rule | Feed, columns: int = 32) -> list[str]:
    return [piece.text for piece in layout(Document("", blocks), columns) if isinstance(piece, Line)]


def test_a_long_label_wraps_and_its_amount_ends_at_the_right_edge() -> None:
    lines = lines_of(Row("Savon œillet et lavande de l’atelier du quartier", "7.90"))

    assert lines == ["Savon œillet et lavande de", "l’atelier du quartier       7.90"]


def test_a_large_row_counts_half_as_many_columns() -> None:
    assert lines_of(Row("TOTAL", "12.50", size=2)) == ["TOTAL      12.50"]


def test_an_indented_text_keeps_its_indent_on_every_line() -> None:
    assert lines_of(Text("  alpha beta gamma delta"), columns=16) == ["  alpha beta", "  gamma delta"]


def test_a_word_longer_than_the_paper_is_broken() -> None:
    assert lines_of(Text("x" * 70)) == ["x" * 32, "x" * 32, "x" * 6]


def test_a_no_break_space_holds_an_amount_and_its_currency_together() -> None:
    assert lines_of(Text("paid with 1'234.50\u00a0CHF"), columns=20) == ["paid with", "1'234.50 CHF"]


def test_a_table_column_grows_for_all_its_rows_to_hold_the_widest_figure() -> None:
    lines = lines_of(Cols(("A", "1.00", "x"), (0, 4, 1), "lrl"), Cols(("B", "1'234'567.00", "x"), (0, 4, 1), "lrl"))

    assert [line.index("x") for line in lines] == [31, 31]
    assert lines[0].endswith("1.00 x")
    assert lines[1].endswith("1'234'567.00 x")


def test_a_table_too_wide_for_the_paper_puts_its_figures_under_the_label() -> None:
    lines = lines_of(Cols(("A 2.6 %", "10'000'000.00", "9'746'588.69", "253'411.31"), (0, 8, 8, 6), "lrrr"))

    assert lines[0] == "A 2.6 %"
    assert all(width(line) <= 38 for line in lines)


def test_chinese_takes_two_columns() -> None:
    assert lines_of(Row("茶", "1.00"), columns=20) == ["茶" + " " * 14 + "1.00"]


def test_a_control_character_of_a_name_never_reaches_a_line() -> None:
    assert wrap("Caf\x1b@é\nnoir", 32) == ["Caf @é noir"]
    assert printable("Caf\x1b@é", "cp858") == "Caf @é"


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("document", [receipt_document(SALE, SHOP), report_document(Z, SHOP), report_document(X, SHOP)])
def test_no_line_is_wider_than_the_paper(document: Document, columns: int) -> None:
    for piece in layout(clean(document, "cp858"), columns):
        if isinstance(piece, Line):
            assert width(piece.text) <= columns // piece.size


@pytest.mark.parametrize(
    ("text", "codec", "printed"),
    [
        ("Œuvre d’été à 3 €", "cp858", "OEuvre d'été à 3 €"),
        ("Œuvre d’été à 3 €", "cp1252", "Œuvre d’été à 3 €"),
        ("3 €", "cp850", "3 EUR"),
        ("Łódź ę", "cp858", "Lódz e"),
        ("e\u0301", "cp858", "é"),
        ("茶", "cp858", "?"),
        ("−5…", "cp858", "-5..."),
    ],
)
def test_what_the_page_lacks_is_replaced_by_what_reads_alike(text: str, codec: str, printed: str) -> None:
    assert printable(text, codec) == printed


def test_replacing_before_layout_keeps_the_amount_on_its_column() -> None:
    document = Document("", (Row("Œufs de l’Œuvre", "4.20"),))

    lines = to_text(clean(document, "cp858"), 32).splitlines()

    assert lines == ["OEufs de l'OEuvre           4.20"]


@pytest.mark.parametrize(
    "document",
    [
        receipt_document(SALE, SHOP, duplicate=2, cashier="Marie"),
        receipt_document(REFUND, SHOP),
        report_document(Z, SHOP),
        printer_page(SHOP, ("CP858", "CP1252")),
        Document("codes", (Picture(b"\x89PNG"), Barcode("AB-1", "CODE128"), Qr("x"), Cut())),
    ],
)
def test_a_document_comes_back_from_its_json_the_same(document: Document) -> None:
    assert from_json(to_json(document)) == document
