"""A statement on paper: rendered, read by a code reader, and held against another maker of QR-bills."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader
from qrbill import QRBill
from stdnum import iban, iso11649

from pos.domain.errors import UserError
from sync.portal.ledger.payment_part import WORDS
from sync.portal.ledger.qr_bill import Bill, bill_of, checked, latin, payload
from sync.portal.ledger.statement import PLATFORM_SALE, Address, Member, What
from sync.portal.ledger.statement_pdf import day_words, money_words, object_words, to_pdf
from tests.portal.ledger.statements import CHAMBER, GRAINS, commission, october, statement

if TYPE_CHECKING:
    from PIL.Image import Image

LINK = "https://wallet.example/pay?to=0x4f1d2c3b&amount=1.92&ref=2026-000231&memo=Relev%C3%A9"


def pages(body: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]


def first_page(body: bytes, dots: int = 200) -> Image:
    document = pypdfium2.PdfDocument(body)
    try:
        image: Image = document[0].render(scale=dots / 72).to_pil()
        return image
    finally:
        document.close()


def codes(body: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(first_page(body))]


def bill() -> Bill:
    made = bill_of(october(), "Relevé 2026-000231")
    assert made is not None
    return made


def test_the_code_of_the_bill_reads_back_field_by_field() -> None:
    fields = codes(to_pdf(october()))[0].split("\r\n")

    assert fields == [
        "SPC", "0200", "1", "CH9300762011623852957",
        "S", "Chambre genevoise de l'ESS", "Rue des Artisans", "12", "1205", "Genève", "CH",
        "", "", "", "", "", "", "",
        "33.47", "CHF",
        "S", "Les Grains Libres, coopérative", "Rue des Tanneurs", "8", "1227", "Carouge", "CH",
        "SCOR", "RF402026000231", "Relevé 2026-000231, octobre 2026", "EPD",
    ]  # fmt: skip
    assert iban.is_valid(fields[3])
    assert iso11649.is_valid(fields[28])


def test_another_maker_of_qr_bills_writes_the_same_code() -> None:
    made = bill()
    creditor, debtor = made.creditor, made.debtor
    assert debtor is not None
    other = QRBill(
        account=made.iban,
        creditor=_party(creditor.name, creditor.address),
        amount="33.47",
        debtor=_party(debtor.name, debtor.address),
        reference_number=made.reference,
        additional_information=made.message,
    )

    assert payload(made).split("\r\n") == other.qr_data().replace("\r\n", "\n").split("\n")


def _party(name: str, address: Address) -> dict[str, str]:
    return {
        "name": name,
        "street": address.street,
        "house_num": address.house,
        "pcode": address.postcode,
        "city": address.town,
        "country": address.country,
    }


def test_the_swiss_cross_is_in_the_middle_of_the_code() -> None:
    dots = 300
    page = first_page(to_pdf(october()), dots).convert("L")
    at = [round(mm * dots / 25.4) for mm in (67 + 23, 297 - 105 + 17 + 23)]

    def grey(right_mm: float, down_mm: float) -> object:
        return page.getpixel((at[0] + round(right_mm * dots / 25.4), at[1] + round(down_mm * dots / 25.4)))

    arms = [grey(0, 0), grey(1.7, 0), grey(-1.7, 0), grey(0, 1.7), grey(0, -1.7)]
    corners = [grey(x, y) for x, y in itertools.product((-2, 2), repeat=2)]
    edge = [grey(3.3, 0), grey(-3.3, 0), grey(0, 3.3), grey(0, -3.3)]

    assert arms == [255] * 5
    assert corners == [0] * 4
    assert edge == [255] * 4


def test_the_symbol_is_46_millimetres_wide() -> None:
    found = zxingcpp.read_barcodes(first_page(to_pdf(october()), 300))[0].position

    assert (found.top_right.x - found.top_left.x) / 300 * 25.4 == pytest.approx(46, abs=0.4)
    assert found.top_left.x / 300 * 25.4 == pytest.approx(67, abs=0.3)
    assert found.top_left.y / 300 * 25.4 == pytest.approx(297 - 105 + 17, abs=0.3)


@pytest.mark.parametrize("opening", [0, -5_000])
def test_nothing_to_pay_is_carried_forward_without_a_bill(opening: int) -> None:
    body = to_pdf(statement(opening=opening))

    assert codes(body) == []
    assert "reporté au mois suivant" in pages(body)[-1]
    assert "Récépissé" not in pages(body)[-1]
    assert "payable au" not in pages(body)[0]


def test_a_complementary_currency_has_a_link_and_its_code_instead_of_a_bill() -> None:
    body = to_pdf(statement((commission(1),), currency="LEM"), LINK)

    assert codes(body) == [LINK]
    assert "Récépissé" not in "".join(pages(body))
    assert "Payer en lémans" in pages(body)[0]


def test_without_a_link_a_complementary_currency_has_no_code() -> None:
    assert codes(to_pdf(statement((commission(1),), currency="LEM"))) == []


def test_ten_thousand_lines_have_their_head_on_every_page_and_the_bill_on_the_first() -> None:
    body = to_pdf(statement(tuple(commission(number) for number in range(10_000))))

    texts = pages(body)

    assert all(f"page {number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert "Le détail des 10000 lignes suit en page 2." in texts[0]
    assert all("Pot commun" in text and "Montant" in text for text in texts[1:])
    assert sum(text.count("Commande 5A") for text in texts) == 10_000
    assert ["Section paiement" in text for text in texts] == [True] + [False] * (len(texts) - 1)
    assert codes(body)[0].split("\r\n")[18] == "19200.00"


@pytest.mark.parametrize(("rows", "texts"), [*((n, 1) for n in range(0, 40, 2)), *((0, n) for n in range(4, 40, 3))])
def test_no_line_runs_into_the_bill_nor_off_the_page(rows: int, texts: int) -> None:
    lines = tuple(commission(number) for number in range(rows))
    body = to_pdf(statement(lines, opening=1, texts=PLATFORM_SALE * texts))
    sheets = list(PdfReader(io.BytesIO(body)).pages)
    for sheet in sheets:
        found: list[tuple[str, float]] = []

        def note(text: str, _cm: Any, at: Any, _font: Any, _size: Any, found: list[Any] = found) -> None:
            found.append((text, at[5] / 72 * 25.4))

        sheet.extract_text(visitor_text=note)
        above = 105 if sheet is sheets[0] else 10
        last = [y for text, y in found if "Commande" in text or "LTVA" in text or "SHA-256" in text]
        assert min(last, default=297) > above + 5


def test_the_font_is_inside_and_the_document_says_what_it_is() -> None:
    reader = PdfReader(io.BytesIO(to_pdf(october())))
    root: Any = reader.trailer["/Root"]
    page: Any = reader.pages[0]
    fonts = page["/Resources"]["/Font"].get_object()

    assert reader.metadata is not None
    assert reader.metadata.title == "Relevé 2026-000231, octobre 2026, Les Grains Libres, coopérative"
    assert reader.metadata.author == "Chambre genevoise de l’ESS"
    assert root["/Lang"] == "fr-CH"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "Arimo" in descriptor["/FontName"]
        assert "/FontFile2" in descriptor


def test_the_same_statement_gives_the_same_file() -> None:
    assert to_pdf(october()) == to_pdf(october())


def test_a_member_without_an_address_finds_room_to_write_it() -> None:
    made = bill_of(replace(october(), member=Member("m", "Épicerie du Bout-du-Monde")), "x")
    assert made is not None

    assert made.debtor is None
    assert payload(made).split("\r\n")[20:27] == [""] * 7
    assert WORDS["fr"].payer_blank in pages(to_pdf(replace(october(), member=Member("m", "Épicerie"))))[0]


def test_an_address_without_its_place_is_left_to_the_payer() -> None:
    street_only = Member("m", "Épicerie", Address("Rue du Lac", "1", "", "Genève"))

    made = bill_of(replace(october(), member=street_only), "x")

    assert made is not None
    assert made.debtor is None


def test_long_names_and_messages_are_cut_to_what_a_bill_takes() -> None:
    long = Address("s" * 100, "1" * 20, "1" * 20, "t" * 40)

    made = bill_of(replace(october(), member=Member("m", "n" * 100, long)), "x" * 200)

    assert made is not None
    fields = payload(made).split("\r\n")
    assert [len(field) for field in fields[21:26]] == [70, 70, 16, 16, 35]
    assert len(fields[29]) == 140


def test_the_longest_names_run_into_no_other_part_of_the_bill() -> None:
    long = Address(" ".join(["Chemin"] * 10), "1234", "1227", "Plan-les-Ouates")
    issuer = replace(CHAMBER, name=" ".join(["Chambre"] * 8), address=long)
    member = Member("m", " ".join(["Boulangerie"] * 5), long)
    reader = PdfReader(io.BytesIO(to_pdf(replace(october(), issuer=issuer, member=member))))
    found: list[tuple[float, float]] = []

    def note(text: str, _cm: Any, at: Any, _font: Any, _size: Any) -> None:
        if "1227 Plan-les-Ouates" in text and at[5] / 72 * 25.4 < 105:
            found.append((at[4] / 72 * 25.4, at[5] / 72 * 25.4))

    reader.pages[0].extract_text(visitor_text=note)

    receipt = [y for x, y in found if x < 62]
    payment = [y for x, y in found if x > 62]
    assert (len(receipt), len(payment)) == (2, 2)
    assert min(receipt) > 105 - 68
    assert min(payment) > 15


@pytest.mark.parametrize("minor", [0, -1, 100_000_000_000])
def test_a_bill_is_for_an_amount_that_banks_take(minor: int) -> None:
    with pytest.raises(UserError, match="for an amount"):
        checked(replace(bill(), amount_minor=minor))


def test_a_bill_has_a_reference_with_right_check_digits() -> None:
    with pytest.raises(UserError, match="not a creditor reference"):
        checked(replace(bill(), reference="RF412026000231"))


def test_an_issuer_without_a_place_can_send_no_bill() -> None:
    with pytest.raises(UserError, match="not complete"):
        to_pdf(replace(october(), issuer=replace(CHAMBER, address=Address("", "", "", ""))))


def test_platform_sales_are_named_with_their_article() -> None:
    body = to_pdf(statement((commission(1),), texts=PLATFORM_SALE))

    assert "art. 20a LTVA" in " ".join(pages(body)[1].split())


@given(st.text(max_size=200))
def test_a_bill_has_only_the_characters_that_banks_take(text: str) -> None:
    made = bill_of(replace(october(), member=Member("m", text, GRAINS.address)), text)
    assert made is not None
    assert made.debtor is not None

    for letter in made.message + made.debtor.name:
        assert 0x20 <= ord(letter) <= 0x7E or 0xA1 <= ord(letter) <= 0x17F or letter in "ȘșȚț€"
    assert len(made.message) <= 140
    assert len(made.debtor.name) <= 70
    assert len(payload(made).split("\r\n")) == 31


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("L’épicerie – «œuf»", "L'épicerie - «œuf»"),
        ("a\u202fb\nc", "a b c"),
        ("e\u0301", "é"),
        ("Ωmega ﬁn", ".mega fin"),
        ("Phạm", "Pham"),
        ("\u200bx\u00ad", "x"),
    ],
)
def test_other_characters_are_written_as_near_as_they_can(text: str, made: str) -> None:
    assert latin(text) == made


def test_what_is_taken_back_is_named() -> None:
    line = replace(commission(1), what=What.REVERSAL, text="", reverses="1-47175")

    assert object_words(line) == "Contre-passation de 1-47175"
    assert object_words(replace(line, text="Remboursement 1-47175")) == "Remboursement 1-47175"


def test_amounts_and_days_are_written_as_here() -> None:
    assert money_words(-123_450) == "−1'234.50"
    assert day_words("2026-11-01") == "1er novembre 2026"
