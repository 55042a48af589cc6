"""Draws the receipt and the payment part of a QR-bill at the foot of an A4 sheet.

Measures, type sizes and words: SIX, Style Guide QR-bill and Implementation Guidelines 2.3. The part is 210 x 105 mm:
receipt 62 mm, payment part 148 mm, 5 mm free at every edge; symbol 46 mm with the Swiss cross of 7 mm in its middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import segno

from sync.portal.ledger.qr_bill import payload
from sync.portal.ledger.sheet import HEIGHT, MM_PER_POINT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sync.portal.ledger.qr_bill import Bill, Party
    from sync.portal.ledger.sheet import Sheet

PART_HEIGHT = 105
RECEIPT_WIDTH = 62
SYMBOL, CROSS = 46.0, 7.0
_EDGE = 5
_VALUE_LINES = 2
"""The longest name and street that a bill may have take two lines each; with more the parts would run into others."""
_LARGEST_VERSION = 25
_CROSS_UNITS = 19.8
"""The published cross is drawn on a square of 19.8 units: white to 1.4, black inside, arms 3.3 wide and 11 long."""


class Words(NamedTuple):
    """The headings that the guidelines prescribe, in one language."""

    receipt: str
    payment: str
    account: str
    reference: str
    message: str
    payer: str
    payer_blank: str
    currency: str
    amount: str
    acceptance: str
    detach: str


WORDS = {
    "fr": Words(
        "Récépissé", "Section paiement", "Compte / Payable à", "Référence", "Informations supplémentaires",
        "Payable par", "Payable par (nom/adresse)", "Monnaie", "Montant", "Point de dépôt",
        "À détacher avant le versement",
    ),
    "de": Words(
        "Empfangsschein", "Zahlteil", "Konto / Zahlbar an", "Referenz", "Zusätzliche Informationen",
        "Zahlbar durch", "Zahlbar durch (Name/Adresse)", "Währung", "Betrag", "Annahmestelle",
        "Vor der Einzahlung abzutrennen",
    ),
    "it": Words(
        "Ricevuta", "Sezione pagamento", "Conto / Pagabile a", "Riferimento", "Informazioni supplementari",
        "Pagabile da", "Pagabile da (nome/indirizzo)", "Valuta", "Importo", "Punto di accettazione",
        "Da staccare prima del versamento",
    ),
    "en": Words(
        "Receipt", "Payment part", "Account / Payable to", "Reference", "Additional information",
        "Payable by", "Payable by (name/address)", "Currency", "Amount", "Acceptance point",
        "Separate before paying in",
    ),
}  # fmt: skip


def draw(sheet: Sheet, bill: Bill, language: str = "fr") -> None:
    """Draw the whole part on the current page."""
    words, top = WORDS[language], HEIGHT - PART_HEIGHT
    _separate(sheet, words, top)
    _receipt(sheet, bill, words, top)
    _payment(sheet, bill, words, top)


def _separate(sheet: Sheet, words: Words, top: float) -> None:
    sheet.style(7)
    sheet.text((WIDTH - sheet.wide(words.detach)) / 2, top - 1.6, words.detach)
    sheet.set_draw_color(0)
    sheet.set_line_width(0.2)
    sheet.set_dash_pattern(dash=1, gap=1)
    sheet.line(0, top, WIDTH, top)
    sheet.line(RECEIPT_WIDTH, top, RECEIPT_WIDTH, HEIGHT)
    sheet.set_dash_pattern()
    _scissors(sheet, 8, top)


def _scissors(sheet: Sheet, x: float, y: float) -> None:
    """Draw scissors that cut along a line to the right: two rings, two blades."""
    for side in (-1, 1):
        sheet.circle(x, y + side * 1.1, 0.8)
        sheet.line(x + 0.7, y + side * 0.75, x + 4.6, y - side * 0.75)


def _receipt(sheet: Sheet, bill: Bill, words: Words, top: float) -> None:
    sheet.style(11, bold=True)
    sheet.text(_EDGE, top + 8.6, words.receipt)
    column = _Column(sheet, _EDGE, top + 12, 52, heading=6, value=8, line=9)
    column.block(words.account, [_spaced(bill.iban), *_lines(bill.creditor)])
    column.block(words.reference, [_spaced(bill.reference)])
    _payer(column, bill, words, (52, 20))
    _amount(sheet, bill, words, (_EDGE, top + 68), (6, 8), 14)
    sheet.style(6, bold=True)
    sheet.right(RECEIPT_WIDTH - _EDGE, top + 84, words.acceptance)


def _payment(sheet: Sheet, bill: Bill, words: Words, top: float) -> None:
    left = RECEIPT_WIDTH + _EDGE
    sheet.style(11, bold=True)
    sheet.text(left, top + 8.6, words.payment)
    symbol(sheet, payload(bill), left, top + 17, SYMBOL, error="m")
    _cross(sheet, left + (SYMBOL - CROSS) / 2, top + 17 + (SYMBOL - CROSS) / 2)
    _amount(sheet, bill, words, (left, top + 68), (8, 10), 22)
    column = _Column(sheet, left + 51, top + _EDGE, 87, heading=8, value=10, line=11)
    column.block(words.account, [_spaced(bill.iban), *_lines(bill.creditor)])
    column.block(words.reference, [_spaced(bill.reference)])
    if bill.message:
        column.block(words.message, [bill.message])
    _payer(column, bill, words, (65, 25))


class _Column:
    """Headings with their values under each other, a line free between them."""

    def __init__(
        self, sheet: Sheet, x: float, y: float, width: float, *, heading: float, value: float, line: float
    ) -> None:
        self.sheet, self.x, self.y, self._width = sheet, x, y, width
        self._heading, self._value, self._line = heading, value, line * MM_PER_POINT

    def block(self, heading: str, values: Iterable[str]) -> None:
        """Write a heading and the lines under it."""
        self.heading(heading)
        self.sheet.style(self._value)
        for value in values:
            for part in self.sheet.wrapped(value, self._width, _VALUE_LINES):
                self.y += self._line
                self.sheet.text(self.x, self.y, part)
        self.y += self._line

    def heading(self, words: str) -> None:
        """Write the small bold words."""
        self.sheet.style(self._heading, bold=True)
        self.y += self._line
        self.sheet.text(self.x, self.y, words)


def _payer(column: _Column, bill: Bill, words: Words, blank: tuple[float, float]) -> None:
    if bill.debtor is not None:
        column.block(words.payer, _lines(bill.debtor))
        return
    column.heading(words.payer_blank)
    _corners(column.sheet, column.x, column.y + 1, *blank)


def _amount(
    sheet: Sheet, bill: Bill, words: Words, at: tuple[float, float], sizes: tuple[float, float], apart: float
) -> None:
    (x, y), (heading, value) = at, sizes
    amount = f"{bill.amount_minor // 100:,}.{bill.amount_minor % 100:02}".replace(",", " ")
    line = (11 if value == 10 else 9) * MM_PER_POINT
    for number, (name, words_of) in enumerate(((words.currency, bill.currency), (words.amount, amount))):
        sheet.style(heading, bold=True)
        sheet.text(x + number * apart, y + line, name)
        sheet.style(value)
        sheet.text(x + number * apart, y + 2 * line, words_of)


def symbol(sheet: Sheet, text: str, x: float, y: float, size: float, *, error: str) -> None:
    """Draw a QR code without its free edge; dark modules of a row are one rectangle."""
    code = segno.make_qr(text, error=error, mode="byte", encoding="utf-8", boost_error=False)
    assert isinstance(code.version, int)
    assert code.version <= _LARGEST_VERSION
    module = size / len(code.matrix)
    sheet.set_fill_color(0)
    for row, bits in enumerate(code.matrix):
        for start, length in _runs(bits):
            sheet.rect(x + start * module, y + row * module, length * module, module, style="F")


def _runs(bits: Sequence[int]) -> Iterable[tuple[int, int]]:
    start = None
    for place, bit in enumerate([*bits, 0]):
        if bit and start is None:
            start = place
        elif not bit and start is not None:
            yield start, place - start
            start = None


def _cross(sheet: Sheet, x: float, y: float) -> None:
    unit = CROSS / _CROSS_UNITS
    middle = _CROSS_UNITS / 2
    pieces = ((255, 0, 0, 19.8, 19.8), (0, 1.4, 1.4, 17, 17))
    arms = ((255, middle - 1.65, middle - 5.5, 3.3, 11), (255, middle - 5.5, middle - 1.65, 11, 3.3))
    for grey, left, top, wide, high in (*pieces, *arms):
        sheet.set_fill_color(grey)
        sheet.rect(x + left * unit, y + top * unit, wide * unit, high * unit, style="F")


def _corners(sheet: Sheet, x: float, y: float, wide: float, high: float) -> None:
    """Draw the corners of a field that is filled in by hand: 0.75 pt, 3 mm long."""
    sheet.set_line_width(0.75 * MM_PER_POINT)
    for across, left in ((1, x), (-1, x + wide)):
        for down, top in ((1, y), (-1, y + high)):
            sheet.line(left, top, left + across * 3, top)
            sheet.line(left, top, left, top + down * 3)


def _lines(party: Party) -> list[str]:
    return [line for line in (party.name, *party.address.lines) if line]


def _spaced(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
