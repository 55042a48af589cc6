"""Cases worked out by hand before the code was written; every one that applies must come out to the centime."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pos.domain.barcode import check_digit, format_uid, is_gtin, is_uid, normalise, read_scan
from pos.domain.basket import Basket, BasketLine
from pos.domain.chain import GENESIS, entry_hash, is_signed_by, signed_bytes
from pos.domain.currency import from_chf, parse_rate, to_chf
from pos.domain.errors import UserError
from pos.domain.money import parse_amount, round_cash, split
from pos.domain.pricing import Discount, share_discount
from pos.domain.quantity import line_amount
from pos.domain.sale import vat_of
from pos.domain.tender import CARD, CASH, CASH_EUR, Given, Rules, cash_due, euro_due, settle
from pos.domain.vat import OUTSIDE, VatRegime, net_rate_tax, tax_included, totals_by_rate

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def bp(percent: str) -> int:
    return int(Decimal(percent) * 100)


@pytest.mark.parametrize("case", VECTORS["vat_included"])
def test_tax_is_taken_out_of_the_gross_amount(case: dict[str, Any]) -> None:
    tax = tax_included(case["gross"], bp(case["rate"]))

    assert tax == case["tax"]
    assert case["gross"] - tax == case["net"]


@pytest.mark.parametrize("case", VECTORS["line_vs_total"])
def test_tax_is_taken_out_of_the_ticket_total_and_not_line_by_line(case: dict[str, Any]) -> None:
    rate = bp(case["rate"])

    (total,) = totals_by_rate([("X", rate, case["unit"])] * case["n"])

    assert total.tax_minor == case["per_total"]
    assert tax_included(case["unit"], rate) * case["n"] == case["per_line"]
    assert total.net_minor + total.tax_minor == case["unit"] * case["n"]


@pytest.mark.parametrize(("exact", "rounded"), VECTORS["round5"])
def test_cash_is_rounded_to_the_nearest_five_centimes(exact: int, rounded: int) -> None:
    assert round_cash(exact) == rounded


@pytest.mark.parametrize("case", VECTORS["settle"])
def test_a_total_settles_with_its_rounding(case: dict[str, Any]) -> None:
    given = [Given(CARD, case["noncash"])] if case["noncash"] else []

    assert cash_due(case["total"], given, Rules()) == case["cash_due"]
    if case["given"] > 0:
        given.append(Given(CASH, case["given"]))
    settled = settle(case["total"], given, Rules())

    assert sum(change.minor for change in settled.change) == case["change"]
    assert settled.rounding_minor == case["rounding"]
    if case["given"] < 0:
        assert [tender.minor for tender in settled.tenders] == [case["given"]]


def test_euro_cash_is_folded_at_the_stored_rate_and_changed_in_francs() -> None:
    case = VECTORS["eur_cash"]
    rate = parse_rate(case["rate_chf_per_eur"])
    rules = Rules(accepted=(CASH, CASH_EUR), eur_rate=str(rate), eur_rate_on="2026-11-23")

    settled = settle(case["total"], [Given(CASH_EUR, case["given_eur"])], rules)

    assert from_chf(case["total"], rate) == euro_due(case["total"], (), rules) == case["price_in_eur"]
    assert to_chf(case["given_eur"], rate) == settled.tenders[0].value_minor == case["given_in_chf"]
    assert (settled.tenders[0].rate, settled.tenders[0].rate_on) == (case["rate_chf_per_eur"], "2026-11-23")
    assert [(change.currency, change.minor) for change in settled.change] == [("CHF", case["change_chf"])]
    assert settled.rounding_minor == case["rounding"]


@pytest.mark.parametrize("case", VECTORS["weight_price"])
def test_a_weight_is_priced_and_rounded_once(case: dict[str, Any]) -> None:
    assert line_amount(parse_amount(case["per_kg"]), case["g"]) == case["price"]


def test_a_member_discount_is_shared_by_line_and_leaves_the_deposit_alone() -> None:
    case = VECTORS["member_discount"]
    codes = {"2.6": "R", "8.1": "N"}
    lines = [
        BasketLine(str(n), None, "x", 1000, "piece", amount, codes[rate])
        for n, (amount, rate) in enumerate(zip(case["lines"], case["rates"], strict=True))
    ]
    lines.append(BasketLine("d", None, "deposit", 1000, "piece", case["deposit_no_vat"], OUTSIDE))
    basket = Basket("b", tuple(lines)).set_discount(Discount(percent_bp=bp(case["percent"]), reason="member"))

    sold = basket.sale_lines("2026-11-23", VatRegime.EFFECTIVE)

    assert basket.discount_minor == case["discount"]
    assert basket.discount_shares == [*case["parts"], 0]
    assert [line.total_minor for line in sold] == [*case["net_lines"], case["deposit_no_vat"]]
    assert {total.rate_bp: total.tax_minor for total in vat_of(sold)} == {260: case["tax_2_6"], 810: case["tax_8_1"]}
    assert basket.total_minor == case["total"]
    assert share_discount(Discount(percent_bp=500), case["lines"]) == case["parts"]


def test_ten_francs_in_three_lose_no_centime() -> None:
    assert split(1000, [1, 1, 1]) == VECTORS["split_10_in_3"]


@pytest.mark.parametrize("case", VECTORS["tdfn"])
def test_the_net_rate_is_taken_on_the_turnover(case: dict[str, Any]) -> None:
    assert net_rate_tax(case["gross"], bp(case["net_rate"])) == case["tax"]


@pytest.mark.parametrize("uid", VECTORS["uid"]["valid"])
def test_a_right_business_number_is_written_in_one_form(uid: str) -> None:
    assert is_uid(uid)
    assert format_uid(uid.replace("-", "").replace(".", "") + " TVA") == uid


@pytest.mark.parametrize("uid", [*VECTORS["uid"]["invalid"], "", "CHE", "123.456.788", "CHE-100.000.05"])
def test_a_wrong_business_number_is_refused_with_an_example(uid: str) -> None:
    with pytest.raises(UserError, match="is not a valid UID"):
        format_uid(uid)


def test_a_business_number_whose_checksum_would_be_ten_does_not_exist() -> None:
    weighted = [n for n in range(10_000_000, 10_000_100) if _uid_remainder(f"{n:08d}") == 10]

    assert weighted
    assert not any(is_uid(f"CHE{n}{digit}") for n in weighted for digit in range(10))


def _uid_remainder(body: str) -> int:
    weights = (5, 4, 3, 2, 7, 6, 5, 4)
    return (11 - sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11) % 11


@pytest.mark.parametrize("code", [c for kind in ("ean13", "ean8", "upca") for c in VECTORS["barcodes"][kind]])
def test_a_right_barcode_is_read(code: str) -> None:
    assert is_gtin(code)
    assert check_digit(code[:-1]) == code[-1]
    assert read_scan(f" {code}\n") == normalise(code)


def test_a_upc_code_is_kept_as_the_ean_that_means_the_same() -> None:
    (upc,) = VECTORS["barcodes"]["upca"]

    assert normalise(upc) == "0" + upc
    assert is_gtin("0" + upc)


@pytest.mark.parametrize("code", VECTORS["barcodes"]["bad"])
def test_a_misread_barcode_asks_for_another_scan(code: str) -> None:
    with pytest.raises(UserError, match="Scan it again"):
        read_scan(code)


def test_the_chain_is_the_one_written_down() -> None:
    inc = bytes(range(16))
    first, second = b'{"no":1}', b'{"no":2}'

    one = entry_hash(inc, 1, GENESIS, first)
    two = entry_hash(inc, 2, one, second)

    by_hand = hashlib.sha256()
    by_hand.update(b"caisse/entry/1")
    by_hand.update(inc)
    by_hand.update(b"\0\0\0\0\0\0\0\1")
    by_hand.update(b"\0" * 32)
    by_hand.update(hashlib.sha256(first).digest())
    assert one == by_hand.digest()
    assert one.hex() == "f696fb0b74269a56361e77775ba3f1a26dae5e8fe5c32466183def8c7665c9bd"
    assert two.hex() == "fd28c8b8f4bd2ccf434fa9d107ffe578eff2df929df03a785e91facb8be13da1"


def test_a_signature_of_another_key_or_entry_is_seen() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  # slow import

    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, entry = key.public_key().public_bytes_raw(), hashlib.sha256(b"entry").digest()
    signature = key.sign(b"caisse/sig/1" + entry)

    assert signed_bytes(entry) == b"caisse/sig/1" + entry
    assert is_signed_by(public, entry, signature)
    assert not is_signed_by(public, hashlib.sha256(b"other").digest(), signature)
    assert not is_signed_by(bytes(31), entry, signature)
