"""What a Swiss QR-bill says: the lines of its code, its creditor reference, the characters that it may have.

Source: SIX, Swiss Implementation Guidelines for the QR-bill, version 2.3 (structured addresses only).
"""

from __future__ import annotations

import unicodedata

import msgspec
from stdnum import iso11649

from pos.domain.errors import UserError
from sync.portal.ledger.statement import Address, Statement, check_account

CURRENCIES = ("CHF", "EUR")
"""The only ones that a QR-bill may carry."""
LIMIT_MINOR = 99_999_999_999
NAME, STREET, HOUSE, POSTCODE, TOWN, MESSAGE = 70, 70, 16, 16, 35, 140
"""How many characters each field may have."""
_REPLACED = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "…": "..."}
)
_MORE_LETTERS = "ȘșȚț€"


class Party(msgspec.Struct, frozen=True):
    """Who pays or is paid."""

    name: str
    address: Address


class Bill(msgspec.Struct, frozen=True):
    """A QR-bill with a creditor reference; without a debtor the payer writes its name on the paper."""

    iban: str
    creditor: Party
    amount_minor: int
    currency: str
    reference: str
    message: str
    debtor: Party | None = None


def bill_of(statement: Statement, message: str) -> Bill | None:
    """Give the bill of what is to be paid; nothing to pay and other currencies give none."""
    if not statement.due_minor or statement.currency not in CURRENCIES:
        return None
    member = statement.member
    known = member.address is not None and member.address.complete
    debtor = _party(member.name, member.address) if known and member.address is not None else None
    return checked(
        Bill(
            check_account(statement.issuer.iban),
            _party(statement.issuer.name, statement.issuer.address),
            statement.due_minor,
            statement.currency,
            statement.reference,
            latin(message)[:MESSAGE],
            debtor,
        )
    )


def checked(bill: Bill) -> Bill:
    """Give a bill back that banks take, else say what is missing."""
    if not 0 < bill.amount_minor <= LIMIT_MINOR:
        raise UserError("A QR-bill is for an amount between 0.01 and 999'999'999.99.")
    if not bill.creditor.name or not bill.creditor.address.complete:
        raise UserError("The chamber's address is not complete. Enter name, postcode and town in its settings.")
    if not iso11649.is_valid(bill.reference):
        raise UserError("«{reference}» is not a creditor reference.", reference=bill.reference)
    return bill


def payload(bill: Bill) -> str:
    """Give the text of the code: its fields, one a line."""
    lines = ["SPC", "0200", "1", bill.iban, *_address(bill.creditor)]
    lines += [""] * 7
    lines += [f"{bill.amount_minor // 100}.{bill.amount_minor % 100:02}", bill.currency]
    lines += _address(bill.debtor) if bill.debtor is not None else [""] * 7
    lines += ["SCOR", bill.reference, bill.message, "EPD"]
    return "\r\n".join(lines)


def latin(text: str) -> str:
    """Give a text with the characters that a QR-bill may have, one blank between words.

    They are the printable ones of Latin-1 and Latin Extended-A, four Romanian letters and the euro sign. A letter of
    another kind loses its marks, or becomes a point.
    """
    composed = unicodedata.normalize("NFC", text).translate(_REPLACED)
    return " ".join("".join(_allowed(letter) for letter in composed).split())


def _allowed(letter: str) -> str:
    code = ord(letter)
    if 0x20 <= code <= 0x7E or 0xA1 <= code <= 0x17F or letter in _MORE_LETTERS:
        return "" if code == 0xAD else letter
    if letter.isspace():
        return " "
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if 0x20 <= ord(part) <= 0x7E)
    return bare or ("" if unicodedata.combining(letter) or not letter.isprintable() else ".")


def _party(name: str, address: Address) -> Party:
    return Party(
        latin(name)[:NAME].strip(),
        Address(
            latin(address.street)[:STREET].strip(),
            latin(address.house)[:HOUSE].strip(),
            latin(address.postcode)[:POSTCODE].strip(),
            latin(address.town)[:TOWN].strip(),
            address.country.upper(),
        ),
    )


def _address(party: Party) -> list[str]:
    address = party.address
    return ["S", party.name, address.street, address.house, address.postcode, address.town, address.country]
