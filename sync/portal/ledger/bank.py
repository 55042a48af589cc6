"""What the bank says was paid in: camt.053 and camt.054, and to which statements it belongs.

Versions 001.04 and 001.08 as Swiss banks send them (ISO 20022, Swiss Payment Standards). Only booked entries count; a
collective booking without its details is named and waits for the camt.054 that has them. Pure: a file is bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MAX_BYTES = 20_000_000
MAX_CREDITS = 100_000
_NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.(053|054)\.001\.(\d{2})\}Document")
_VERSIONS = ("04", "08")
_AMOUNT = re.compile(r"^\d{1,15}(?:\.(\d{1,5}))?$", re.ASCII)
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)
_BLANKS = re.compile(r"\s+")
_NOT_PROVIDED = "NOTPROVIDED"


class Credit(msgspec.Struct, frozen=True):
    """One payment in; a payment that was taken back is negative and `reversal`."""

    key: str
    """The bank's own reference: the same payment has it in every file."""
    booked_on: str
    amount_minor: int
    currency: str
    reference: str = ""
    """Structured reference without blanks, of whatever kind."""
    debtor: str = ""
    end_to_end: str = ""
    message: str = ""
    iban: str = ""
    """The account it came to."""
    reversal: bool = False
    collective: bool = False
    """Several payments in one booking, whose details are not in this file."""
    entry: str = ""
    """The bank's reference of the booking that this payment is a part of; empty when it is the whole."""


class BankFile(msgspec.Struct, frozen=True):
    """A file as read: its credits, and how many entries were left out."""

    kind: str
    """camt.053 or camt.054."""
    message_id: str
    credits: tuple[Credit, ...]
    debits: int = 0
    pending: int = 0


def read_file(body: bytes) -> BankFile:
    """Read a file of the bank; raises `UserError` for anything that is none."""
    if len(body) > MAX_BYTES:
        raise UserError("This file is too large: {n} MB at most.", n=MAX_BYTES // 1_000_000)
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UserError("This file is no camt.053 or camt.054 file of a bank.") from error
    named = _NAMESPACE.fullmatch(root.tag)
    if named is None:
        raise UserError("This file is no camt.053 or camt.054 file of a bank.")
    if named[2] not in _VERSIONS:
        raise UserError(
            "This file has version {version}; 001.04 and 001.08 are read. Ask the bank for one of them.",
            version=f"001.{named[2]}",
        )
    return _Reader(root, f"camt.{named[1]}").read()


class _Reader:
    """Walks one file; the namespace is left out of the paths."""

    def __init__(self, root: Element, kind: str) -> None:
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        self._root, self._kind = root, kind
        self._credits: list[Credit] = []
        self._debits = self._pending = 0

    def read(self) -> BankFile:
        for report in (*self._root.iter("Stmt"), *self._root.iter("Ntfctn")):
            iban = _text(report, "Acct/Id/IBAN")
            for entry in report.findall("Ntry"):
                self._entry(entry, iban)
        seen: set[str] = set()
        for credit in self._credits:
            if credit.key in seen:
                raise UserError("The bank's reference {key} stands twice in this file.", key=credit.key)
            seen.add(credit.key)
        message = _text(self._root, ".//GrpHdr/MsgId")
        return BankFile(self._kind, message, tuple(self._credits), self._debits, self._pending)

    def _entry(self, entry: Element, iban: str) -> None:
        if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) not in ("BOOK", ""):
            self._pending += 1
            return
        reversal = _text(entry, "RvslInd").lower() in ("true", "1")
        # A credit, or a credit that was taken back; the return of a debit is no payment of a member.
        if (_text(entry, "CdtDbtInd") == "CRDT") == reversal:
            self._debits += 1
            return
        self._credits += _credits_of(entry, iban, reversal=reversal)
        if len(self._credits) > MAX_CREDITS:
            raise UserError("This file has more than {n} payments. Ask the bank for shorter ones.", n=MAX_CREDITS)


def _credits_of(entry: Element, iban: str, *, reversal: bool) -> Iterator[Credit]:
    """Give the payments of an entry: its details, or itself when it has none."""
    minor, currency = _amount(entry.find("Amt"))
    booked = (_text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt"))[:10]
    if not _DAY.match(booked):
        raise UserError("A booking has no date.")
    own = _text(entry, "AcctSvcrRef")
    details = entry.findall("NtryDtls/TxDtls")
    sign = -1 if reversal else 1
    if not details:
        many = _text(entry, "NtryDtls/Btch/NbOfTxs") not in ("", "1")
        yield Credit(
            _key(own, "", 0, 1, reversal=reversal),
            booked,
            sign * minor,
            currency,
            message=_text(entry, "AddtlNtryInf"),
            iban=iban,
            reversal=reversal,
            collective=many,
        )
        return
    parts = [_detail_amount(detail, minor, currency, len(details)) for detail in details]
    if any(part[1] == currency for part in parts) and sum(part[0] for part in parts) != minor:
        raise UserError("The details of the booking {key} do not add up to its amount.", key=own or booked)
    for place, (detail, (part, money)) in enumerate(zip(details, parts, strict=True)):
        transaction = _text(detail, "Refs/AcctSvcrRef")
        end_to_end = _text(detail, "Refs/EndToEndId")
        key = _key(own, transaction, place, len(details), reversal=reversal)
        yield Credit(
            key,
            booked,
            sign * part,
            money,
            reference=_BLANKS.sub("", _text(detail, "RmtInf/Strd/CdtrRefInf/Ref")).upper(),
            debtor=_text(detail, "RltdPties/Dbtr/Pty/Nm")
            or _text(detail, "RltdPties/Dbtr/Nm")
            or _text(detail, "RltdPties/UltmtDbtr/Pty/Nm")
            or _text(detail, "RltdPties/UltmtDbtr/Nm"),
            end_to_end="" if end_to_end == _NOT_PROVIDED else end_to_end,
            message=_message(detail),
            iban=iban,
            reversal=reversal,
            entry="" if reversal or key == own else own,
        )


def _key(own: str, transaction: str, place: int, count: int, *, reversal: bool) -> str:
    """Give what names a payment in every file: the bank's reference of it, or its place in the booking.

    Some banks take a payment back under the reference that it had.
    """
    if not own and not transaction:
        raise UserError("A booking has no reference of the bank. It could be counted twice, so nothing was read.")
    back = "~back" if reversal else ""
    if transaction and transaction != own:
        return transaction + back
    return (own if count == 1 else f"{own}#{place}") + back


def _detail_amount(detail: Element, whole_minor: int, currency: str, count: int) -> tuple[int, str]:
    """Give a payment's amount in the account's currency, as the entry has it."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        found = detail.find(path)
        if found is not None and found.get("Ccy") == currency:
            return _amount(found)
    if count == 1:
        return whole_minor, currency
    raise UserError("The details of a booking do not say what each payment is.")


def _amount(element: Element | None) -> tuple[int, str]:
    text = (element.text or "").strip() if element is not None else ""
    matched = _AMOUNT.match(text)
    currency = element.get("Ccy", "") if element is not None else ""
    if matched is None or len(currency) != 3 or (matched[1] or "").rstrip("0")[2:]:
        raise UserError("«{text}» is not an amount of a bank.", text=f"{text} {currency}".strip()[:40])
    whole, _, cents = text.partition(".")
    return int(whole) * 100 + int((cents + "00")[:2]), currency


def _message(detail: Element) -> str:
    texts = [*detail.findall("RmtInf/Ustrd"), *detail.findall("RmtInf/Strd/AddtlRmtInf")]
    return " ".join(" ".join((text.text or "").split()) for text in texts)[:300]


def _text(element: Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())
