"""Tickets for fairs, balls and courses: what is sold at the till and read at the door, without a network.

A QR code holds `T1:` and, in base 32, 21 bytes that say what the ticket is and the till's Ed25519 signature of
them (facts: counter §4). No journal entry is signed as those 21 bytes are: what it signs is longer and begins with a
word. Times are minutes of the wall clock at the place of the event, counted from 1970: no zone has to be known.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain.days import moment
from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pos.domain.product import Admission

PREFIX = "T1:"
PRACTISED = 0x80
"""Added to the version of a ticket that was made in training: no door lets it in."""
UNDO_MS = 60_000
"""How long a wrong admission can be taken back."""
_VERSION = 1
_BODY = struct.Struct(">BBIQIHB")
_SIGNATURE = 64
_LETTERS = 136
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # wall time of the place, on purpose
_HOUR = re.compile(r"(\d{1,2})\s*[:hH.]\s*(\d{2})?")
_LOOKS = re.compile(r"[Tt][1&].{20,}")
_NUMBER = re.compile(r"[0-9A-F]{8,16}")
# What a scanner set for US keys makes a machine write: German and Swiss, French and Belgian keyboards.
_KEYBOARDS = (str.maketrans("YZ", "ZY"), str.maketrans("AQZW?É\"'(-§È", "QAWZM2345667"))


class IssuedTicket(msgspec.Struct, frozen=True, omit_defaults=True):
    """One ticket: its number (16 hex digits), its event, the sale line it was paid with, the text of its QR code."""

    id: str
    event: int
    line: str
    text: str
    event_name: str = ""
    place: str = ""


class Verdict(StrEnum):
    """What the door says of a ticket."""

    VALID = "valid"
    USED = "used"
    WRONG_EVENT = "wrong event"
    EARLY = "early"
    LATE = "late"
    REFUNDED = "refunded"
    PRACTISED = "practised"
    FORGED = "forged"
    UNKNOWN_TILL = "unknown till"
    UNKNOWN_NUMBER = "unknown number"


class Body(NamedTuple):
    """What a ticket says of itself; `number` is unique, `key` the first byte of the key that signed it."""

    version: int
    key: int
    event: int
    number: int
    valid_from: int
    minutes: int
    ticket_class: int

    @property
    def id(self) -> str:
        """The number as it is kept and printed: 16 hex digits."""
        return f"{self.number:016x}"

    @property
    def opens(self) -> datetime:
        """When the doors open, in wall time."""
        return _EPOCH + timedelta(minutes=self.valid_from)

    @property
    def closes(self) -> datetime:
        """When nobody is let in any more, in wall time."""
        return _EPOCH + timedelta(minutes=self.valid_from + self.minutes)


class Known(NamedTuple):
    """What a shop file knows of a ticket."""

    admitted_ms: int | None = None
    revoked: bool = False


def checked_admission(admission: Admission) -> Admission:
    """Give what a ticket article lets in to, or say what is wrong with it."""
    if not 0 < admission.event < 2**32 or not admission.event_name.strip():
        raise UserError("An event needs a number from 1 on and a name.")
    if not 0 < admission.minutes < 2**16:
        raise UserError("A ticket lets in for at least one minute and at most 45 days.")
    if not 0 <= admission.ticket_class < 256:
        raise UserError("The class of a ticket is a number from 0 to 255.")
    opens_at(admission)
    return admission


def opens_at(admission: Admission) -> datetime:
    """Give when the doors open, in wall time of the place."""
    try:
        opens = datetime.fromisoformat(admission.opens_at).replace(tzinfo=None)
    except ValueError:
        opens = _EPOCH
    if opens <= _EPOCH:
        raise UserError("Write the day and hour of the event like 2026-11-28T19:30.")
    return opens


def minutes_until(opens: str, until: str) -> int:
    """Give for how many minutes a ticket lets in, from the doors (local ISO time) `until` an hour or a day and hour.

    An hour not later than that of the doors is one of the next day.
    """
    start = datetime.fromisoformat(opens).replace(tzinfo=None)
    if hour := _HOUR.fullmatch(until.strip()):
        try:
            end = start.replace(hour=int(hour[1]), minute=int(hour[2] or 0), second=0)
        except ValueError as error:
            raise UserError("Write until when the ticket lets in, like 23:00.") from error
        end += timedelta(days=end <= start)
    elif until.strip():
        end = datetime.fromisoformat(moment(until)).replace(tzinfo=None)
    else:
        raise UserError("Write until when the ticket lets in, like 23:00.")
    minutes = int((end - start).total_seconds() // 60)
    if not 0 < minutes < 2**16:
        raise UserError("A ticket lets in for at least one minute and at most 45 days.")
    return minutes


def until_text(admission: Admission) -> str:
    """Write until when a ticket lets in, as `minutes_until` reads it; empty for an event without an hour."""
    try:
        opens = datetime.fromisoformat(admission.opens_at).replace(tzinfo=None)
    except ValueError:
        return ""
    closes = opens + timedelta(minutes=admission.minutes)
    return f"{closes:%H:%M}" if closes - opens <= timedelta(days=1) else f"{closes:%d.%m.%Y %H:%M}"


def body_of(admission: Admission, number: int, key: bytes, *, training: bool) -> bytes:
    """Make the 21 bytes that are signed; `key` is the public key of the till."""
    checked_admission(admission)
    since = opens_at(admission) - _EPOCH
    return _BODY.pack(
        _VERSION | (PRACTISED if training else 0),
        key[0],
        admission.event,
        number,
        int(since.total_seconds() // 60),
        admission.minutes,
        admission.ticket_class,
    )


def sealed(body: bytes, signature: bytes) -> str:
    """Give the text of the QR code: 139 characters that fit its alphanumeric mode."""
    assert len(body) == _BODY.size
    assert len(signature) == _SIGNATURE
    return PREFIX + base64.b32encode(body + signature).decode("ascii")


def looks_like_ticket(code: str) -> bool:
    """Tell whether a scan is meant to be a ticket, readable or not."""
    return _LOOKS.fullmatch(code.strip()) is not None


def typed_number(code: str) -> str | None:
    """Give the ticket's number, or its last digits (8 at least), as somebody typed it from the paper."""
    plain = re.sub(r"[\s\-.·]", "", code).upper()
    return plain.lower() if _NUMBER.fullmatch(plain) else None


def shown_number(ticket_id: str) -> str:
    """Write a ticket's number in groups of four, as it is printed and typed."""
    return " ".join(ticket_id.upper()[at : at + 4] for at in range(0, len(ticket_id), 4))


def read_body(text: str) -> Body | None:
    """Give what a ticket says, without judging who signed it; None for what cannot be read."""
    raw = _unpacked(text.strip().upper())
    return Body(*_BODY.unpack(raw[: _BODY.size])) if raw is not None else None


def opened(text: str, keys: Iterable[bytes]) -> tuple[Body | None, Verdict]:
    """Read a ticket and check its signature against the public keys known here.

    Gives (what it says, VALID), or with FORGED or UNKNOWN_TILL why it cannot be believed.
    """
    known = tuple(keys)
    first: Body | None = None
    for raw in _readings(text):
        body = Body(*_BODY.unpack(raw[: _BODY.size]))
        first = first or body
        signers = [key for key in known if key[0] == body.key]
        if any(_is_signed(key, raw[: _BODY.size], raw[_BODY.size :]) for key in signers):
            good = body.version & ~PRACTISED == _VERSION
            return body, Verdict.VALID if good else Verdict.FORGED
    if first is not None and not any(key[0] == first.key for key in known):
        return first, Verdict.UNKNOWN_TILL
    return first, Verdict.FORGED


def is_same(scanned: str, issued: str) -> bool:
    """Tell whether a scan is, to the last bit, the ticket that was issued."""
    return bool(issued) and next(_readings(scanned), None) == _unpacked(issued)


def judge(body: Body, event: int, now: datetime, known: Known) -> Verdict:
    """Say whether a ticket with a good signature lets in to an event now (wall time of the place)."""
    minute = now.replace(tzinfo=None)
    if body.version & PRACTISED:
        return Verdict.PRACTISED
    if body.event != event:
        return Verdict.WRONG_EVENT
    if known.revoked:
        return Verdict.REFUNDED
    if known.admitted_ms is not None:
        return Verdict.USED
    if minute < body.opens:
        return Verdict.EARLY
    return Verdict.LATE if minute > body.closes else Verdict.VALID


def _readings(text: str) -> Iterator[bytes]:
    """Give what the characters may mean, the likeliest first: as they are, or typed on another keyboard."""
    plain = "".join(text.split()).upper()
    for candidate in (plain, *(plain.translate(keyboard) for keyboard in _KEYBOARDS)):
        if (raw := _unpacked(candidate)) is not None:
            yield raw


def _unpacked(plain: str) -> bytes | None:
    if len(plain) != len(PREFIX) + _LETTERS or not plain.startswith("T"):
        return None
    try:
        return base64.b32decode(plain[len(PREFIX) :])
    except (binascii.Error, ValueError):
        return None


def _is_signed(key: bytes, body: bytes, signature: bytes) -> bool:
    # Imported here: only a door verifies, and the till shows its window before it needs to.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True
