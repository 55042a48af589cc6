"""What the chamber says to all tills: rates of VAT that are coming, notes of the complementary currency that go round.

A till knows the law of the day it was made. What came after is announced here, dated, and becomes part of the shop's
settings: so each change is an entry of the journal, and each sale carries the rate it was made with.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from pos.domain.currency import LEM
from pos.domain.errors import UserError
from pos.domain.vat import ANNOUNCEABLE, MOST_BP, SWISS_RATES, VatRate, rates_with

if TYPE_CHECKING:
    from pos.domain.shop import ShopProfile

MOST_NOTES = 12
MOST_NOTE_MINOR = 100_000


class Marks(msgspec.Struct, frozen=True):
    """Announced rates, each valid from a day on, by day and code; Léman notes in minor units, largest first."""

    rates: tuple[VatRate, ...] = ()
    lem_notes: tuple[int, ...] = LEM.notes


def checked_marks(marks: Marks) -> Marks:
    """Give them back, or say what cannot be."""
    latest = {code: max(rate.since for rate in SWISS_RATES if rate.code == code) for code in ANNOUNCEABLE}
    for rate in marks.rates:
        if rate.code not in ANNOUNCEABLE or not 0 <= rate.rate_bp <= MOST_BP or rate.until is not None:
            raise UserError("An announced VAT rate is one of N, R and H, between 0 and 25 %.")
        if rate.since <= latest[rate.code]:
            raise UserError("There is a VAT rate from a later day already: {day}.", day=latest[rate.code])
    starts = sorted((rate.code, rate.since) for rate in marks.rates)
    if any(one == other for one, other in pairwise(starts)):
        raise UserError("Two VAT rates begin on one day.")
    notes = tuple(sorted(set(marks.lem_notes), reverse=True))
    if not notes or len(notes) > MOST_NOTES or not all(0 < note <= MOST_NOTE_MINOR for note in notes):
        raise UserError("There are 1 to {most} notes, each up to 1000.", most=MOST_NOTES)
    return Marks(tuple(sorted(marks.rates, key=lambda rate: (rate.since, rate.code))), notes)


def with_marks(profile: ShopProfile, marks: Marks) -> ShopProfile:
    """Give a shop's settings with what was announced; raises `UserError` where that cannot be."""
    good = checked_marks(marks)
    rates_with(good.rates)
    rules = msgspec.structs.replace(profile.rules, lem_notes=good.lem_notes)
    return msgspec.structs.replace(profile, announced_rates=good.rates, rules=rules)
