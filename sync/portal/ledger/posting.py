"""What is posted: legs of accounts, and the commission lines they come from. Pure structures."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import msgspec

_encoder = msgspec.json.Encoder()


class Leg(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one account gains (debit, positive) or gives (credit, negative), minor units of a currency."""

    account: str
    currency: str
    amount_minor: int
    member: str = ""


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The commission of one line of a ticket in one currency, frozen. `exact_e4`: rate times base, unrounded."""

    sale: str
    line: str
    day: str
    channel: str
    mode: str
    kind: str
    category: str
    paid_in: str
    currency: str
    rate: str
    rate_bp: int
    base_minor: int
    amount_minor: int
    pot_minor: int
    vat_minor: int
    exact_e4: int
    bounded_e4: int
    refund: str | None = None


class Posting(msgspec.Struct, frozen=True):
    """A posting to be made. `key` names it for ever; `day` is the day of what it follows from (ISO date)."""

    key: str
    kind: str
    day: str
    legs: tuple[Leg, ...]
    member: str = ""
    reverses: str | None = None
    reference: str = ""
    words: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def id(self) -> str:
        """The id: made of the key, 32 hexadecimal digits."""
        return named(self.key)

    @property
    def body_hash(self) -> str:
        """What the posting says, as a SHA-256."""
        return hashlib.sha256(_encoder.encode(self)).hexdigest()


@lru_cache(maxsize=4096)
def named(key: str) -> str:
    """Give the id that a key makes."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def reversal(original: Posting, key: str, day: str, *, words: str) -> Posting:
    """Give the posting that takes another one back; the original stays."""
    legs = tuple(Leg(leg.account, leg.currency, -leg.amount_minor, leg.member) for leg in original.legs)
    return Posting(
        key, "reversal", day, legs, original.member, reverses=original.id, reference=original.reference, words=words
    )
