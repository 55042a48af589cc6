"""The same lines on every paper: bytes, text, PNG and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from pos.documents.blocks import Barcode, Cut, Document, Picture, Qr, Text
from pos.documents.escpos import kick_bytes, to_escpos
from pos.documents.layout import COLUMNS
from pos.documents.pdf import to_pdf
from pos.documents.picture import height_of, to_image, to_png
from pos.documents.printable import clean
from pos.documents.receipt import receipt_document
from pos.documents.report import report_document
from pos.documents.test_page import test_page as printer_page
from pos.documents.text import to_text
from pos.domain.errors import UserError
from tests.documents.printed import read
from tests.documents.samples import SALE, SHOP, Z

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECEIPT = receipt_document(SALE, SHOP, cashier="Marie", duplicate=1)

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def png_of(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("document", [RECEIPT, report_document(Z, SHOP)])
def test_the_printer_gets_the_lines_that_the_text_shows(document: Document, columns: int, cache: Path) -> None:
    printed = read(to_escpos(document, columns=columns, cache=cache))

    text = to_text(clean(document, "cp858"), columns).splitlines()
    shown = [line for line in text if line and "[QR" not in line]
    assert [line.padded(columns) for line in printed.lines if line.text] == shown


def test_the_page_is_forced_once_and_holds_accents_and_the_euro(cache: Path) -> None:
    job = to_escpos(Document("", (Text("Café à 3.50 €"), Text("Crème, 茶"))), columns=42, cache=cache)

    assert job.count(b"\x1bt") == 1
    assert b"\x1bt\x13Caf\x82 \x85 3.50 \xd5\n" in job
    assert read(job).lines[1].text == "Crème, ?"


def test_only_differences_of_style_are_sent(cache: Path) -> None:
    same = Document("", tuple(Text(f"line {n}", "center", bold=True) for n in range(20)))

    assert read(to_escpos(same, columns=42, cache=cache)).style_changes == 2


def test_the_qr_code_is_the_printers_own_or_a_picture(cache: Path) -> None:
    native = read(to_escpos(RECEIPT, columns=42, cache=cache))
    drawn = read(to_escpos(RECEIPT, columns=42, native_qr=False, cache=cache))

    assert native.qr == [b"C1-AB-000123"]
    assert not native.pictures
    assert not drawn.qr
    assert len(drawn.pictures) == 1


def test_a_logo_is_at_most_200_dots_high_and_fits_the_paper(cache: Path) -> None:
    tall = read(to_escpos(Document("", (Picture(png_of(300, 1000)),)), columns=32, cache=cache))
    wide = read(to_escpos(Document("", (Picture(png_of(2000, 100)),)), columns=32, cache=cache))

    assert tall.pictures == [(64, 200)]
    assert wide.pictures == [(384, 19)]


def test_bar_codes_are_the_printers_own_and_nothing_is_said_on_stdout(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = Document("", (Barcode("7610000000011"), Barcode("C1-000123", "CODE128"), Picture(png_of(80, 80))))

    printed = read(to_escpos(codes, columns=42, cache=cache))

    assert printed.barcodes == [b"7610000000011", b"{BC1-000123"]
    assert capsys.readouterr().out == ""


def test_paper_is_cut_only_where_there_is_a_cutter(cache: Path) -> None:
    document = Document("", (Text("a"), Cut()))

    assert read(to_escpos(document, columns=42, cache=cache)).cuts == 1
    assert read(to_escpos(document, columns=42, cut=False, cache=cache)).cuts == 0


def test_the_test_page_prints_the_sample_in_every_page(cache: Path) -> None:
    printed = read(to_escpos(printer_page(SHOP, ("CP858", "CP1252", "CP850")), columns=48, cache=cache))

    assert printed.pages == ["cp858", "cp858", "cp1252", "cp850", "cp858"]
    samples = [line.text for line in printed.lines if line.text.startswith("CP")]
    assert ["€" in sample for sample in samples] == [True, True, False]
    assert ["œ" in sample for sample in samples] == [False, True, False]


def test_the_drawer_opens_on_either_pin() -> None:
    assert kick_bytes() == b"\x1bp\x00\x32\x32"
    assert kick_bytes(5) == b"\x1bp\x01\x32\x32"


@pytest.mark.parametrize("scale", [0.5, 1, 1.37, 2])
def test_the_qr_code_of_a_png_reads_back(scale: float, tmp_path: Path) -> None:
    to_png(RECEIPT, tmp_path / "receipt.png", 42, scale)

    assert "C1-AB-000123" in read_codes(tmp_path / "receipt.png")


@pytest.mark.parametrize("barcode", [Barcode("7610000000011"), Barcode("C1-AB-000123/x~", "CODE128")])
def test_the_bar_codes_of_a_png_read_back(barcode: Barcode, tmp_path: Path) -> None:
    to_png(Document("", (Text("above"), barcode, Qr("beside"))), tmp_path / "code.png")

    assert set(read_codes(tmp_path / "code.png")) == {barcode.code, "beside"}


def read_codes(path: Path) -> list[str]:
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
    view = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    return [code.text for code in zxingcpp.read_barcodes(view)]


def test_an_image_is_as_high_as_its_document() -> None:
    image = to_image(RECEIPT, 42)

    assert image.width() == 42 * 12 + 48
    assert image.height() == height_of(RECEIPT, 42, 42 * 12) + 48


def test_the_pdf_is_one_searchable_page_with_its_typography(tmp_path: Path) -> None:
    to_pdf(RECEIPT, tmp_path / "receipt.pdf")

    reader = PdfReader(tmp_path / "receipt.pdf")
    assert len(reader.pages) == 1
    assert round(float(reader.pages[0].mediabox.width) / 72 * 25.4) == 80
    # pypdf sees gaps inside words where a glyph's number is that of a space; other readers do not.
    text = "".join(reader.pages[0].extract_text().split())
    for expected in ("Épicerie de l’Œuvre", "Savon œillet", "26.73", "20.00 LEM", "at 0.9412 on 23.11.2026", "18.15"):
        assert expected.replace(" ", "") in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Receipt C1-AB-000123"


@pytest.mark.parametrize("write", [to_pdf, to_png])
def test_a_file_that_cannot_be_written_says_so(write: Callable[[Document, Path], None], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write(RECEIPT, tmp_path / "missing" / "receipt")
