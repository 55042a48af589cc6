"""Tickets: 21 bytes and a signature; one bit changed is a forgery, and other keyboards read the same."""

from __future__ import annotations

import base64
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.errors import UserError
from pos.domain.product import Admission, Product, checked
from pos.domain.ticket import (
    PREFIX,
    Body,
    Known,
    Verdict,
    body_of,
    judge,
    looks_like_ticket,
    opened,
    read_body,
    sealed,
    shown_number,
    typed_number,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
BALL = Admission(7, "Bal", "2026-12-12T19:30", 360, "Salle", 3)
NUMBER = 0x83F2_91C0_AABB_CCDD
BODY = "01030000000783f291c0aabbccdd01c906f2016803"
"""Version, key, event, number, minutes since 1970 (2026-12-12 19:30), 360 minutes, class: as facts: counter §4 says."""


def text_of(body: bytes) -> str:
    return sealed(body, KEY.sign(body))


TEXT = text_of(body_of(BALL, NUMBER, PUBLIC, training=False))


def test_a_ticket_is_139_characters_of_the_qr_codes_small_alphabet() -> None:
    assert len(TEXT) == 139
    assert set(TEXT) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    raw = base64.b32decode(TEXT.removeprefix("T1:"))
    assert raw[:21].hex() == BODY
    KEY.public_key().verify(raw[21:], raw[:21])


def test_what_it_says_comes_back() -> None:
    body, verdict = opened(TEXT, [PUBLIC])

    assert verdict is Verdict.VALID
    assert body == Body(1, 3, 7, NUMBER, 29_951_730, 360, 3)
    assert (body.opens, body.closes) == (datetime(2026, 12, 12, 19, 30), datetime(2026, 12, 13, 1, 30))  # noqa: DTZ001
    assert body.id == "83f291c0aabbccdd"


@given(st.integers(0, 85 * 8 - 1))
@settings(max_examples=200, deadline=None)
def test_one_bit_changed_anywhere_is_believed_nowhere(bit: int) -> None:
    raw = bytearray(base64.b32decode(TEXT[len(PREFIX) :]))
    raw[bit // 8] ^= 1 << bit % 8

    _, verdict = opened(PREFIX + base64.b32encode(raw).decode(), [PUBLIC])

    # The second byte names the key: another till's name is not known here.
    assert verdict is (Verdict.UNKNOWN_TILL if bit // 8 == 1 else Verdict.FORGED)


def test_another_key_of_the_same_name_is_a_forgery_and_of_another_name_not_known() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = other.public_key().public_bytes_raw()
    mine, theirs = (body_of(BALL, NUMBER, key, training=False) for key in (PUBLIC, public))

    assert opened(sealed(mine, other.sign(mine)), [PUBLIC])[1] is Verdict.FORGED
    assert opened(sealed(theirs, other.sign(theirs)), [PUBLIC])[1] is Verdict.UNKNOWN_TILL
    assert opened(sealed(theirs, other.sign(theirs)), [PUBLIC, public])[1] is Verdict.VALID


def test_a_ticket_of_a_later_version_is_not_believed() -> None:
    body = bytearray(body_of(BALL, NUMBER, PUBLIC, training=False))
    body[0] = 2

    assert opened(text_of(bytes(body)), [PUBLIC])[1] is Verdict.FORGED


SWISS = str.maketrans("YZ:", "ZYÖ")
FRENCH = str.maketrans("1234567QAZWM:", "&é\"'(-èAQWZ?M")


@pytest.mark.parametrize("typed", [TEXT, TEXT.lower(), TEXT.translate(SWISS), TEXT.translate(FRENCH), f" {TEXT} "])
def test_scanners_set_for_other_keyboards_are_understood(typed: str) -> None:
    assert looks_like_ticket(typed)
    assert opened(typed, [PUBLIC])[1] is Verdict.VALID


@pytest.mark.parametrize("scan", ["", "T1:", "7610000000011", "T1:" + "A" * 135, "T1:" + "1" * 136, "T1:" + "Ö" * 136])
def test_what_is_no_ticket_says_nothing(scan: str) -> None:
    assert read_body(scan) is None
    assert opened(scan, [PUBLIC]) == (None, Verdict.FORGED)


def test_the_door_says_why_not() -> None:
    body, late = opened(TEXT, [PUBLIC])[0], opened(text_of(body_of(BALL, 1, PUBLIC, training=True)), [PUBLIC])[0]
    assert body is not None
    assert late is not None
    during = datetime(2026, 12, 12, 20, 0)  # noqa: DTZ001  # wall time of the place

    assert judge(body, 7, during, Known()) is Verdict.VALID
    assert judge(late, 7, during, Known()) is Verdict.PRACTISED
    assert judge(body, 8, during, Known()) is Verdict.WRONG_EVENT
    assert judge(body, 7, during, Known(1)) is Verdict.USED
    assert judge(body, 7, during, Known(1, revoked=True)) is Verdict.REFUNDED
    assert judge(body, 7, during.replace(hour=19, minute=29), Known()) is Verdict.EARLY
    assert judge(body, 7, during.replace(day=13, hour=1, minute=30), Known()) is Verdict.VALID
    assert judge(body, 7, during.replace(day=13, hour=1, minute=31), Known()) is Verdict.LATE


def test_a_number_is_typed_as_it_is_printed() -> None:
    assert shown_number("83f291c0aabbccdd") == "83F2 91C0 AABB CCDD"
    assert typed_number("83F2 91C0 AABB CCDD") == "83f291c0aabbccdd"
    assert typed_number("aabb-ccdd") == "aabbccdd"
    assert typed_number("BCCDD") is None
    assert typed_number(TEXT) is None


@pytest.mark.parametrize(
    "wrong",
    [
        Admission(0, "Bal", "2026-12-12T19:30", 60),
        Admission(2**32, "Bal", "2026-12-12T19:30", 60),
        Admission(1, "  ", "2026-12-12T19:30", 60),
        Admission(1, "Bal", "tomorrow", 60),
        Admission(1, "Bal", "1969-12-12T19:30", 60),
        Admission(1, "Bal", "2026-12-12T19:30", 0),
        Admission(1, "Bal", "2026-12-12T19:30", 65536),
        Admission(1, "Bal", "2026-12-12T19:30", 60, "", 256),
    ],
)
def test_an_article_whose_event_does_not_fit_a_ticket_is_refused(wrong: Admission) -> None:
    with pytest.raises(UserError):
        checked(Product("a", "Bal", 100, kind="ticket", admission=wrong))
