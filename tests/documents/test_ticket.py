"""The paper of a ticket: its code is wide enough for a scanner and reads back from the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtGui import QImage

from pos.documents.blocks import Qr
from pos.documents.escpos import to_escpos
from pos.documents.layout import COLUMNS
from pos.documents.pdf import to_pdf
from pos.documents.picture import to_png
from pos.documents.symbols import qr_rows, qr_side
from pos.documents.text import to_text
from pos.documents.ticket import QR_DOTS, PrintedTicket, ticket_document
from pos.domain.product import Admission
from pos.domain.ticket import Verdict, body_of, opened, read_body, sealed
from tests.documents.printed import read
from tests.documents.samples import SHOP

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
SIGNED = body_of(
    Admission(7, "Bal de l'Escalade", "2026-12-12T19:30", 360, "Salle", 3), 2**63 + 9, PUBLIC, training=False
)
CODE = sealed(SIGNED, KEY.sign(SIGNED))
BODY = read_body(CODE)
assert BODY is not None
TICKET = PrintedTicket(
    BODY.id,
    CODE,
    "Bal de l'Escalade",
    "Salle communale",
    "Tarif réduit",
    BODY.opens,
    BODY.closes,
    1800,
    2,
    3,
    "C1-AB-000123",
)  # fmt: skip
MM_PER_DOT = 25.4 / 203


def read_codes(path: Path) -> list[str]:
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
    view = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    return [code.text for code in zxingcpp.read_barcodes(view)]


@pytest.mark.parametrize("columns", COLUMNS)
def test_the_code_reads_back_from_a_picture_and_is_believed(columns: int, tmp_path: Path) -> None:
    to_png(ticket_document(TICKET, SHOP), tmp_path / "ticket.png", columns)

    [seen] = read_codes(tmp_path / "ticket.png")

    assert opened(seen, [PUBLIC]) == (BODY, Verdict.VALID)


def test_the_code_is_at_least_33_mm_wide_and_fits_every_paper() -> None:
    assert len(qr_rows(CODE)) == 41
    assert 41 * QR_DOTS * MM_PER_DOT >= 33
    assert qr_side(CODE) * QR_DOTS <= min(COLUMNS) * 12


def test_a_receipt_printer_gets_one_code_of_that_size_and_one_cut() -> None:
    job = to_escpos(ticket_document(TICKET, SHOP), columns=48)

    printed = read(job)

    assert printed.qr == [CODE.encode()]
    assert job.count(b"\x1d(k\x03\x001C" + bytes([QR_DOTS])) == 1
    assert printed.cuts == 1


def test_the_paper_says_what_when_where_for_whom_and_how_much() -> None:
    text = to_text(ticket_document(TICKET, SHOP, duplicate=True), 48)

    for said in (
        "Bal de l'Escalade", "12.12.2026 19:30", "Salle communale", "Tarif réduit", "18.00 CHF", "19:30 - 01:30",
        "ticket 2 of 3", "C1-AB-000123", "8000 0000 0000 0009", "DUPLICATE",
    ):  # fmt: skip
        assert said in text
    assert "TRAINING" not in text
    assert "TRAINING - not valid" in to_text(ticket_document(TICKET._replace(training=True), SHOP), 48)


def test_it_becomes_a_pdf(tmp_path: Path) -> None:
    to_pdf(ticket_document(TICKET, SHOP), tmp_path / "ticket.pdf")

    assert (tmp_path / "ticket.pdf").read_bytes().startswith(b"%PDF")
    assert [block for block in ticket_document(TICKET, SHOP).blocks if isinstance(block, Qr)]
