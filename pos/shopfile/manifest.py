"""The note beside a backup: what is in it and whose it is, signed by the till. The key itself is never in a backup."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from pos.domain.chain import is_signed_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHUNK = 1 << 20


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: the head of its journal, its bytes' SHA-256, and the till's signature (empty: unsigned)."""

    inc: str
    seq: int
    hash: str
    entries: int
    sha256: str
    made_at: str
    pubkey: str
    sig: str = ""

    def signed(self, sign: Callable[[bytes], bytes]) -> Manifest:
        """Give the same manifest with a signature."""
        return msgspec.structs.replace(self, sig=sign(self.digest()).hex())

    def digest(self) -> bytes:
        """Give the 32 bytes that are signed."""
        bare = msgspec.json.encode(msgspec.structs.replace(self, sig=""))
        return hashlib.sha256(b"caisse/backup/1" + bare).digest()

    def is_genuine(self) -> bool:
        """Tell whether the signature is that of the key it names."""
        try:
            return is_signed_by(bytes.fromhex(self.pubkey), self.digest(), bytes.fromhex(self.sig))
        except ValueError:
            return False


def manifest_path(backup: Path) -> Path:
    """Give where the manifest of a backup lies."""
    return backup.with_name(backup.name + ".json")


def read_manifest(backup: Path) -> Manifest | None:
    """Give the manifest beside a backup, None when there is none; `msgspec.MsgspecError` when it cannot be read."""
    path = manifest_path(backup)
    return msgspec.json.decode(path.read_bytes(), type=Manifest) if path.exists() else None


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()
