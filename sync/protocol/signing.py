"""What is signed on the wire, each kind with its own prefix so that no signature serves for another."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sync.protocol.messages import Ack, CodeAsked

KEY_HEADER = "Comptoir-Key"
SIGNATURE_HEADER = "Comptoir-Signature"
_encoder = msgspec.json.Encoder()


def hello_digest(body: bytes) -> bytes:
    """Give the 32 bytes that a till signs for a hello."""
    return hashlib.sha256(b"caisse/hello/1" + body).digest()


def enrol_digest(asked: CodeAsked) -> bytes:
    """Give the 32 bytes that a till signs to prove that the key it brings is its own."""
    return hashlib.sha256(b"caisse/enrol/1" + _encoder.encode(msgspec.structs.replace(asked, sig=""))).digest()


def ack_digest(ack: Ack) -> bytes:
    """Give the 32 bytes that the portal signs for an acknowledgement."""
    return hashlib.sha256(b"caisse/ack/1" + _encoder.encode(msgspec.structs.replace(ack, sig=""))).digest()


def fingerprint(pubkey: str) -> str:
    """Give what people compare of a key (hexadecimal): 64 bits of its hash, in four groups."""
    digest = hashlib.sha256(bytes.fromhex(pubkey)).hexdigest()[:16].upper()
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))
