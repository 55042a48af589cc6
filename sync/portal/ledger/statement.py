"""A member's monthly statement in one currency: opening, every line, closing. Once issued it never changes.

Amounts are the member's receivable: positive is owed to the chamber, negative is paid or given back. Two currencies
are never on one statement. The content hash is over canonical JSON (keys sorted, no blanks, UTF-8), so that anybody
can check it; fields left at their default are not in it, so that a later field does not change an old hash.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from enum import StrEnum

import msgspec
from stdnum import iban as iban_rules
from stdnum.iso7064 import mod_97_10

from pos.domain.article_rows import guarded
from pos.domain.errors import UserError

_NUMBER = re.compile(r"^(\d{4})-(\d{4,10})$")
_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_QR_IID = range(30_000, 32_000)
"""Bank numbers of QR-IBANs, which take no creditor reference (SIX, Implementation Guidelines QR-bill)."""

PLATFORM_SALE = (
    "Livraisons réputées effectuées par la plateforme (art. 20a LTVA) : le membre livre à la plateforme, qui livre à "
    "l’acheteur. La livraison du membre à la plateforme est exonérée (art. 23 al. 2 ch. 13 LTVA, décompte ch. 220).",
    "Les montants dus au membre pour ces ventes sont calculés hors TVA. À confirmer par la fiduciaire.",
)
"""Printed while the chamber sells in its own name: LTVA (RS 641.20) art. 20a."""


class What(StrEnum):
    """Why a line is there."""

    COMMISSION = "commission"
    CONTRIBUTION = "contribution"
    REVERSAL = "reversal"
    PAYMENT = "payment"
    REPAYMENT = "repayment"
    CONVERSION = "conversion"
    WRITE_OFF = "write_off"
    ADJUSTMENT = "adjustment"


WORDS = {
    What.COMMISSION: "Commission",
    What.CONTRIBUTION: "Contribution au pot commun",
    What.REVERSAL: "Contre-passation",
    What.PAYMENT: "Paiement reçu",
    What.REPAYMENT: "Remboursement",
    What.CONVERSION: "Conversion en francs",
    What.WRITE_OFF: "Abandon de créance",
    What.ADJUSTMENT: "Ajustement",
}
"""How a kind of line is read."""
COLUMNS = (
    "Date", "Origine", "Canal", "Pièce", "Genre", "Objet", "Base", "Taux", "Dont pot commun", "Montant", "Monnaie",
    "Ligne", "Contre-passe",
)  # fmt: skip


class Address(msgspec.Struct, frozen=True, omit_defaults=True):
    """Structured, as QR-bills must have it since 21 November 2025; country as two letters."""

    street: str
    house: str
    postcode: str
    town: str
    country: str = "CH"

    @property
    def lines(self) -> tuple[str, str]:
        """As on an envelope within Switzerland; the country leads the postcode abroad."""
        place = (
            f"{self.postcode} {self.town}" if self.country == "CH" else f"{self.country}-{self.postcode} {self.town}"
        )
        return f"{self.street} {self.house}".strip(), place

    @property
    def complete(self) -> bool:
        """Whether a bill may name it: postcode, town and country are required, the street is not."""
        return bool(self.postcode.strip() and self.town.strip() and len(self.country) == 2)


class Issuer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The chamber as it stood when the statement was issued."""

    name: str
    address: Address
    iban: str
    email: str
    uid: str


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose statement it is; without an address the bill leaves room to write one."""

    id: str
    name: str
    address: Address | None = None


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One posting on the member's receivable, as the ledger froze it."""

    id: str
    occurred_at: str
    """Local time with offset, ISO 8601."""
    source: str
    """«caisse 2», «portail», «banque»: as it is to be read."""
    reference: str
    """Ticket number or order code."""
    what: What
    amount_minor: int
    text: str = ""
    channel: str = ""
    base_minor: int | None = None
    rate: str = ""
    """As it is to be read: «5,00 %»."""
    pot_share_minor: int = 0
    reverses: str = ""
    """The id or number of the line that this one takes back."""


class Subtotal(msgspec.Struct, frozen=True):
    """What the lines of one kind add up to."""

    what: What
    count: int
    amount_minor: int


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """The whole document; `checked` gives it back or raises `UserError`."""

    number: str
    """Gapless per year: 2026-000123."""
    issuer: Issuer
    member: Member
    month: str
    currency: str
    issued_on: str
    due_on: str
    opening_minor: int
    closing_minor: int
    lines: tuple[Line, ...] = ()
    previous: str = ""
    """Number of the statement whose closing is the opening here."""
    texts: tuple[str, ...] = ()

    @property
    def due_minor(self) -> int:
        """What is to be paid; a balance of zero or in the member's favour is carried forward."""
        return max(0, self.closing_minor)

    @property
    def subtotals(self) -> tuple[Subtotal, ...]:
        """The kinds that occur, in their fixed order."""
        sums: dict[What, tuple[int, int]] = {}
        for line in self.lines:
            count, amount = sums.get(line.what, (0, 0))
            sums[line.what] = (count + 1, amount + line.amount_minor)
        return tuple(Subtotal(what, *sums[what]) for what in What if what in sums)

    @property
    def pot_share_minor(self) -> int:
        """What of the commissions goes to the pot commun."""
        return sum(line.pot_share_minor for line in self.lines)

    @property
    def reference(self) -> str:
        """The creditor reference of the number (ISO 11649), without blanks."""
        return creditor_reference(self.number)

    @property
    def content_sha256(self) -> str:
        """Hash of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(canonical(self)).hexdigest()


def checked(statement: Statement) -> Statement:
    """Give a statement back that is whole and adds up, else say what is wrong."""
    if not _NUMBER.match(statement.number) or not _MONTH.match(statement.month):
        raise UserError("The statement {number} has no valid number or month.", number=statement.number)
    if (
        not _DAY.match(statement.issued_on)
        or not _DAY.match(statement.due_on)
        or statement.due_on < statement.issued_on
    ):
        raise UserError("The statement {number} is due before it is issued.", number=statement.number)
    check_account(statement.issuer.iban)
    ids = [line.id for line in statement.lines]
    if len(set(ids)) != len(ids):
        raise UserError("A line stands twice on the statement {number}.", number=statement.number)
    if statement.opening_minor + sum(line.amount_minor for line in statement.lines) != statement.closing_minor:
        raise UserError("The lines of the statement {number} do not add up to its closing.", number=statement.number)
    return statement


def check_account(iban: str) -> str:
    """Give an account number without blanks, Swiss or of Liechtenstein, that takes a creditor reference."""
    plain = iban_rules.compact(iban)
    if plain[:2] not in ("CH", "LI") or not iban_rules.is_valid(plain):
        raise UserError("«{iban}» is not a Swiss account number (IBAN). Check it in the chamber's settings.", iban=iban)
    if int(plain[4:9]) in _QR_IID:
        raise UserError("«{iban}» is a QR-IBAN. Statements need the ordinary IBAN of the same account.", iban=iban)
    return str(plain)


def creditor_reference(number: str) -> str:
    """Give RF + check digits + the digits of the number: 2026-000231 is RF402026000231."""
    digits = number.replace("-", "")
    return f"RF{mod_97_10.calc_check_digits(digits + 'RF')}{digits}"


def canonical(statement: Statement) -> bytes:
    """Give the bytes that are hashed: JSON with sorted keys and no blanks."""
    return msgspec.json.encode(statement, order="sorted")


def to_json(statement: Statement) -> bytes:
    """Give the file for programs: the statement in canonical form, with its hash and what is to be paid beside it."""
    about = {"sha256": statement.content_sha256, "due_minor": statement.due_minor, "reference": statement.reference}
    return msgspec.json.encode({"statement": msgspec.Raw(canonical(statement)), **about})


def from_json(body: bytes) -> Statement:
    """Read a file of `to_json`; one that was altered is refused."""
    try:
        file = msgspec.json.decode(body, type=_File)
        statement = msgspec.json.decode(file.statement, type=Statement)
    except msgspec.DecodeError as error:
        raise UserError("This file is not a statement.") from error
    if hashlib.sha256(file.statement).hexdigest() != file.sha256:
        raise UserError("The statement {number} was altered: its hash is another.", number=statement.number)
    return checked(statement)


def to_csv(statement: Statement) -> bytes:
    """Give the file for spreadsheets: opening, lines, closing; amounts as 12.50, dates as ISO, no formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    opening = f"Solde du relevé {statement.previous}" if statement.previous else "Solde initial"
    writer.writerow(_sum_row(statement, opening, statement.opening_minor))
    for line in statement.lines:
        cells = (line.occurred_at, line.source, line.channel, line.reference, WORDS[line.what], line.text)
        base = "" if line.base_minor is None else plain(line.base_minor)
        amounts = (base, guarded(line.rate), plain(line.pot_share_minor), plain(line.amount_minor))
        ends = (statement.currency, guarded(line.id), guarded(line.reverses))
        writer.writerow([*(guarded(cell) for cell in cells), *amounts, *ends])
    writer.writerow(_sum_row(statement, f"Solde du relevé {statement.number}", statement.closing_minor))
    return text.getvalue().encode("utf-8-sig")


def plain(minor: int) -> str:
    """Write an amount as programs read it: -1234.50."""
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"


def _sum_row(statement: Statement, words: str, minor: int) -> list[str]:
    return ["", "", "", "", "", words, "", "", "", plain(minor), statement.currency, "", ""]


class _File(msgspec.Struct):
    statement: msgspec.Raw
    sha256: str
