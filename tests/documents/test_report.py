"""The X and Z reports: everything the accountant looks for, and sums that agree."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from pos.documents.report import report_document
from pos.documents.text import to_text
from pos.domain.vat import VatRegime
from tests.documents.samples import SHOP, UNREGISTERED, X, Z


def shown(text: str, label: str) -> list[str]:
    return re.findall(rf"^ *{re.escape(label)} +(\S.*)$", text, re.MULTILINE)


def test_the_z_balances_turnover_rounding_and_means_of_payment() -> None:
    text = to_text(report_document(Z, SHOP))

    assert shown(text, "TOTAL CHF") == ["24.93"]
    assert shown(text, "Cash rounding") == ["-0.02"]
    assert shown(text, "To be received") == shown(text, "In all, in CHF") == ["24.91"]


def test_each_drawer_shows_what_was_expected_counted_and_taken_out() -> None:
    text = to_text(report_document(Z, SHOP))

    assert shown(text, "Expected") == ["165.50 CHF", "20.00 LEM", "10.00 EUR"]
    assert shown(text, "Counted, twice") == ["165.45 CHF"]
    assert shown(text, "Difference") == ["-0.05 CHF", "0.00 LEM", "0.00 EUR"]
    assert shown(text, "Taken out") == ["15.45 CHF", "20.00 LEM", "10.00 EUR"]
    assert "une pièce manque" in text
    assert re.search(r"^ +3 x +5\.00 +15\.00 CHF$", text, re.MULTILINE)


def test_foreign_tenders_show_their_own_amount_and_their_value() -> None:
    text = to_text(report_document(Z, SHOP))

    assert shown(text, "Cash in euros (1)") == ["10.00 EUR"]
    assert shown(text, "worth") == ["9.41 CHF", "20.00 CHF"]


@pytest.mark.parametrize(
    "expected",
    [
        "Z report 7",
        "Fleurs pour la vitrine",
        "+10.00 CHF",
        "12'302.46",
        "40 - 61",
        "01234567 89abcdef",
        "23.11.2026 18:45",
    ],
)
def test_the_z_shows_number_moves_perpetual_totals_and_the_head_of_the_journal(expected: str) -> None:
    assert expected in to_text(report_document(Z, SHOP))


def test_an_x_is_a_reading_and_has_no_number() -> None:
    text = to_text(report_document(X, SHOP))

    assert "X report\n" in text
    assert "Counted" not in text
    assert shown(text, "Expected") == ["165.50 CHF", "20.00 LEM"]


def test_a_shop_that_is_not_registered_reports_no_vat() -> None:
    assert not re.search(r"VAT|TVA|Tax|%", to_text(report_document(Z, UNREGISTERED)))


def test_under_the_net_rate_the_tax_due_is_shown() -> None:
    net_rate = replace(SHOP, vat_regime=VatRegime.NET_RATE, net_rate_bp=60)

    assert shown(to_text(report_document(Z, net_rate)), "Tax due at the net rate of 0.6 %") == ["0.14"]
