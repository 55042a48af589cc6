"""What a simulated printer really prints of a document, judged against the document's own text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from pos.devices.contracts import PrinterSettings
from pos.documents.blocks import Barcode, Cols, Cut, Document, Feed, Qr, Row, Rule, Text
from pos.documents.escpos import kick_bytes, to_escpos
from pos.documents.label import Label
from pos.documents.label_strip import strip_document
from pos.documents.layout import Line, layout
from pos.documents.printable import clean, codec_of
from pos.documents.text import to_text
from tests.devices.bench import eventually

if TYPE_CHECKING:
    from pos.documents.layout import Piece
    from tests.devices.bench import Bench
    from tests.devices.counter import Counter

LINK = "https://till.example/r/9f3a"
CODE = "7610000000011"
SHOP_STREET = {"CP858": "Rue de l'OEuvre 3, 1205 Genève", "CP1252": "Rue de l’Œuvre 3, 1205 Genève"}
RECEIPT = Document(
    "Ticket A-12",
    (
        Text("Le Grain de sel", align="center", bold=True, size=2),
        Text("Rue de l’Œuvre 3, 1205 Genève", align="center"),
        Rule(),
        Cols(("2 × Pain d’épices", "2.6", "4.20", "8.40"), (0, 4, 8, 8), "lrrr"),
        Cols(("Confiture de cœurs de bœuf, très longue à nommer", "2.6", "6.50", "6.50"), (0, 4, 8, 8), "lrrr"),
        Rule("="),
        Row("Total CHF", "14.90", bold=True, size=2),
        Row("Reçu en € (à 0.9412)", "20.00"),
        Text("Merci, à bientôt – „grazie“ ß ü ñ «»"),
        Qr(LINK),
        Barcode(CODE),
        Feed(2),
        Cut(),
    ),
)


def text_of(piece: Piece) -> str:
    """The words of a line; large ones fill half as many columns on paper as on the screen."""
    return piece.text.strip() if isinstance(piece, Line) else ""


def words(lines: list[str]) -> list[list[str]]:
    return [line.split() for line in lines]


def printed_lines(text: str) -> list[str]:
    """The lines of words; the simulator shows a code as one line in brackets."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("[")]


@pytest.mark.parametrize("codepage", ["CP858", "CP1252"])
@pytest.mark.parametrize("native_qr", [True, False])
def test_the_paper_says_what_the_document_says(bench: Bench, counter: Counter, codepage: str, native_qr: bool) -> None:
    before = len(bench.receipts())
    counter.open(PrinterSettings(kind="network", address=bench.address, codepage=codepage, native_qr=native_qr))
    payload = to_escpos(RECEIPT, columns=48, codepage=codepage, native_qr=native_qr, cut=True)

    counter.wait_job(counter.put("receipt", payload), "sent")

    eventually(lambda: len(bench.receipts()) == before + 1)
    paper = bench.receipts()[-1]
    document = clean(RECEIPT, codec_of(codepage))
    assert printed_lines(paper) == [text for line in layout(document, 48) if (text := text_of(line))]
    assert words(printed_lines(paper)) == words(printed_lines(to_text(document, 48)))
    assert SHOP_STREET[codepage] in paper
    assert "Reçu en €" in paper
    assert {LINK, CODE} <= codes_in(bench.newest_picture())
    assert "codepage.unsupported" not in bench.events()
    assert "command.unknown" not in bench.events()


@pytest.mark.parametrize("code", [CODE, "76104008", "AB-77/5"])
def test_strips_of_labels_print_every_kind_of_code(bench: Bench, counter: Counter, code: str) -> None:
    label = Label("shelf", "Savon œillet", "7.90", "CHF", code=code)
    before = len(bench.receipts())
    counter.open(PrinterSettings(kind="network", address=bench.address))

    counter.wait_job(counter.put("labels", to_escpos(strip_document([label, label]), columns=42)), "sent")

    eventually(lambda: len(bench.receipts()) == before + 2)
    assert all("Savon oeillet" in paper and "7.90" in paper for paper in bench.receipts()[-2:])
    assert codes_in(bench.newest_picture()) == {code}
    assert "command.unknown" not in bench.events()


@pytest.mark.parametrize("pin", [2, 5])
def test_the_pulse_opens_the_drawer_on_its_pin(bench: Bench, counter: Counter, pin: int) -> None:
    counter.open(PrinterSettings(kind="network", address=bench.address, drawer_pin=pin))

    counter.wait_job(counter.put("drawer", kick_bytes(pin)), "sent")

    eventually(lambda: bench.drawer() == "open")
    assert f"drawer opened (pin {pin})" in bench.events()


def codes_in(picture: bytes) -> set[str]:
    with Image.open(io.BytesIO(picture)) as image:
        large = image.convert("L").resize((image.width * 2, image.height * 2))
    return {code.text for code in zxingcpp.read_barcodes(large)}
