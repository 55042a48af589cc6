"""Which payments settle which statements. Pure: what is open comes in, who paid what goes out, the rest says why not.

Only the creditor reference decides. An amount and a name may be those of another month: they are shown to the
accountant as a hint, never booked.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from stdnum import iso11649

from sync.portal.ledger.statement import creditor_reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sync.portal.ledger.bank import Credit


class OpenStatement(msgspec.Struct, frozen=True):
    """A statement that was sent; `remaining_minor` is what is still to be paid, 0 when it is paid."""

    number: str
    member: str
    member_name: str
    currency: str
    remaining_minor: int

    @property
    def reference(self) -> str:
        """The creditor reference that its bill asks for."""
        return creditor_reference(self.number)


class Fit(StrEnum):
    """How a payment compares with what was still to be paid."""

    EXACT = "exact"
    PARTIAL = "partial"
    OVER = "over"
    RETURNED = "returned"


class Why(StrEnum):
    """Why a payment belongs to no statement yet."""

    NO_REFERENCE = "no_reference"
    OTHER_REFERENCE = "other_reference"
    WRONG_REFERENCE = "wrong_reference"
    UNKNOWN_STATEMENT = "unknown_statement"
    OTHER_CURRENCY = "other_currency"
    COLLECTIVE = "collective"
    OTHER_ACCOUNT = "other_account"


class Matched(msgspec.Struct, frozen=True):
    """A payment of a statement; `remaining_minor` is after it, negative when too much was paid."""

    credit: Credit
    statement: OpenStatement
    fit: Fit
    remaining_minor: int


class Unmatched(msgspec.Struct, frozen=True):
    """A payment that a person has to look at; `perhaps` are numbers of statements with the same amount left."""

    credit: Credit
    why: Why
    perhaps: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """Everything of a file: every credit is in exactly one of the three."""

    matched: tuple[Matched, ...]
    unmatched: tuple[Unmatched, ...]
    known: tuple[Credit, ...]
    """Booked before: their bank reference was seen already."""


def match(
    credits_in: Iterable[Credit],
    statements: Iterable[OpenStatement],
    *,
    known: Collection[str] = (),
    iban: str = "",
) -> Outcome:
    """Give what each payment is for; `known` are keys booked before, `iban` is the chamber's own account."""
    by_reference = {each.reference: each for each in statements}
    left = {reference: each.remaining_minor for reference, each in by_reference.items()}
    seen = set(known)
    matched: list[Matched] = []
    unmatched: list[Unmatched] = []
    again: list[Credit] = []
    for credit in credits_in:
        # A booking that was taken in as a whole is not taken in again by its details.
        if credit.key in seen or credit.entry in seen:
            again.append(credit)
            continue
        seen.add(credit.key)
        statement = by_reference.get(credit.reference)
        why = _why_not(credit, statement, iban)
        if why is not None or statement is None:
            unmatched.append(Unmatched(credit, why or Why.UNKNOWN_STATEMENT, _perhaps(credit, by_reference, left)))
            continue
        before = left[credit.reference]
        left[credit.reference] = before - credit.amount_minor
        matched.append(Matched(credit, statement, _fit(credit, before), left[credit.reference]))
    return Outcome(tuple(matched), tuple(unmatched), tuple(again))


def _why_not(credit: Credit, statement: OpenStatement | None, iban: str) -> Why | None:
    reference = credit.reference
    reasons = (
        (bool(iban and credit.iban) and credit.iban != "".join(iban.split()), Why.OTHER_ACCOUNT),
        (credit.collective, Why.COLLECTIVE),
        (not reference, Why.NO_REFERENCE),
        (not reference.startswith("RF"), Why.OTHER_REFERENCE),
        (not iso11649.is_valid(reference), Why.WRONG_REFERENCE),
        (statement is None, Why.UNKNOWN_STATEMENT),
        (statement is not None and statement.currency != credit.currency, Why.OTHER_CURRENCY),
    )
    return next((why for holds, why in reasons if holds), None)


def _fit(credit: Credit, before_minor: int) -> Fit:
    if credit.amount_minor < 0:
        return Fit.RETURNED
    if credit.amount_minor == before_minor:
        return Fit.EXACT
    return Fit.PARTIAL if credit.amount_minor < before_minor else Fit.OVER


def _perhaps(credit: Credit, statements: dict[str, OpenStatement], left: dict[str, int]) -> tuple[str, ...]:
    return tuple(
        each.number
        for reference, each in statements.items()
        if credit.amount_minor > 0 and (left[reference], each.currency) == (credit.amount_minor, credit.currency)
    )
