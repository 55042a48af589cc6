"""The hash chain and signatures of the journal: what makes a change visible.

hash = SHA256("caisse/entry/1" | inc | seq as 8 bytes big endian | prev | SHA256(payload));
sig = Ed25519(key, "caisse/sig/1" | hash). `inc` is 16 bytes, hashes 32, signatures 64.
"""

from __future__ import annotations

import hashlib

GENESIS = bytes(32)
"""`prev` of the first entry of an incarnation."""


def entry_hash(inc: bytes, seq: int, prev: bytes, payload: bytes) -> bytes:
    """Give the hash of an entry over its exact stored bytes."""
    assert len(inc) == 16
    assert len(prev) == 32
    digest = hashlib.sha256(payload).digest()
    return hashlib.sha256(b"caisse/entry/1" + inc + seq.to_bytes(8, "big") + prev + digest).digest()


def signed_bytes(entry: bytes) -> bytes:
    """Give what the till's key signs for an entry hash."""
    return b"caisse/sig/1" + entry


def is_signed_by(public_key: bytes, entry: bytes, signature: bytes) -> bool:
    """Tell whether the signature over an entry hash was made by the key (32 raw bytes)."""
    # Imported here: the till shows its window before it needs to verify anything.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed_bytes(entry))
    except (InvalidSignature, ValueError):
        return False
    return True
