"""What a receipt says, for each regime, and what it must not say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos.documents.receipt import receipt_document
from pos.documents.text import to_text
from pos.domain.sale import SaleLine, vat_of
from pos.domain.vat import VatRegime
from tests.documents.samples import REFUND, SALE, SHOP, UNREGISTERED

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_receipt_reads_as_agreed(columns: int) -> None:
    expected = (GOLDEN / f"receipt_{columns}.txt").read_text("utf-8")

    assert to_text(receipt_document(SALE, SHOP, cashier="Marie"), columns) == expected


@pytest.mark.parametrize("sale", [SALE, REFUND])
def test_a_shop_that_is_not_registered_shows_no_vat(sale: object) -> None:
    lines = tuple(replace(line, rate_bp=0) for line in SALE.lines)
    unregistered = replace(SALE if sale is SALE else REFUND, lines=lines, vat=vat_of(lines))

    text = to_text(receipt_document(unregistered, UNREGISTERED))

    assert not re.search(r"TVA|VAT|MWST|IVA|%(?! \()|Net|Gross|Tax|\d [A-D]$", text, re.MULTILINE)
    assert "CHE-123.456.788\n" in text


def test_the_net_rate_regime_shows_the_legal_rates() -> None:
    net_rate = replace(SHOP, vat_regime=VatRegime.NET_RATE, net_rate_bp=60)

    assert to_text(receipt_document(SALE, net_rate)) == to_text(receipt_document(SALE, SHOP))


@pytest.mark.parametrize(("language", "mention"), [("fr_CH", "TVA"), ("de", "MWST"), ("it_CH", "IVA"), ("en", "TVA")])
def test_the_vat_mention_is_in_the_language_of_the_shop(language: str, mention: str) -> None:
    text = to_text(receipt_document(SALE, replace(SHOP, language=language)))

    assert f"CHE-123.456.788 {mention}\n" in text


def test_a_deposit_has_a_line_without_a_letter() -> None:
    text = to_text(receipt_document(SALE, SHOP))

    assert re.search(r"^Consigne bouteille +1\.00$", text, re.MULTILINE)


def test_a_reprint_says_which_duplicate_it_is() -> None:
    assert "DUPLICATE" not in to_text(receipt_document(SALE, SHOP))
    assert "DUPLICATE 3" in to_text(receipt_document(SALE, SHOP, duplicate=3))


def test_a_refund_names_the_original_receipt_and_the_reason() -> None:
    text = to_text(receipt_document(REFUND, SHOP))

    assert "REFUND" in text
    assert "of receipt C1-AB-000123" in text
    assert "Reason: trop cuit" in text
    assert re.search(r"^-1 x Croissant au beurre +-1\.80 A$", text, re.MULTILINE)
    assert re.search(r"^Cash +-1\.80 CHF$", text, re.MULTILINE)


@pytest.mark.parametrize(("total", "asked"), [(40_000, False), (40_005, True)])
def test_above_400_francs_there_is_room_for_the_recipient(total: int, *, asked: bool) -> None:
    dear = SaleLine("v", "p", "Vélo", 1000, "piece", total, total, total, "N", 810)
    sale = replace(SALE, lines=(dear,), total_minor=total, vat=vat_of((dear,)))

    assert ("Recipient" in to_text(receipt_document(sale, SHOP))) is asked


def test_a_training_receipt_says_so_twice_and_cannot_be_scanned() -> None:
    text = to_text(receipt_document(replace(SALE, training=True), SHOP))

    assert text.count("TRAINING - not a receipt") == 2
    assert "[QR" not in text


def test_hours_and_changed_prices_are_spelled_out() -> None:
    work = SaleLine("h", "p", "Réparation", 1500, "hour", 8000, 12000, 12000, "N", 810, list_price_minor=9000)

    text = to_text(receipt_document(replace(SALE, lines=(work,)), SHOP))

    assert "  1.5 h x 80.00\n  instead of 90.00\n" in text
