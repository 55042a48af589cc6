"""The till's private signing key: in the system's keystore where there is one, else a file only its owner reads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pos.domain.chain import signed_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SERVICE = "comptoir-till"


class SigningKey:
    """An Ed25519 key; the private half never leaves this object."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    def sign(self, entry: bytes) -> bytes:
        """Sign an entry hash (32 bytes) and give the signature (64 bytes)."""
        return self._private.sign(signed_bytes(entry))

    def seal(self, body: bytes) -> bytes:
        """Sign the body of a ticket as it stands; any longer message has a word of its own before it."""
        assert len(body) < 32
        return self._private.sign(body)


class KeyRing:
    """Finds and makes keys by their public half.

    `folder` holds 0600 files where the system offers no keystore; `use_system` False keeps to files.
    """

    def __init__(self, folder: Path, *, use_system: bool = True) -> None:
        self._folder = folder
        self._use_system = use_system

    def create(self) -> SigningKey:
        """Make a key and keep it."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  # slow import

        key = Ed25519PrivateKey.generate()
        made = SigningKey(key)
        secret = key.private_bytes_raw().hex()
        if not (self._use_system and _store_in_system(made.public.hex(), secret)):
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._path(made.public)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secret)
                file.flush()
                os.fsync(file.fileno())
        return made

    def find(self, public: bytes) -> SigningKey | None:
        """Give the key with that public half, or None when this machine does not hold it."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  # slow import

        path = self._path(public)
        secret: str | None = None
        if path.exists():
            secret = path.read_text(encoding="ascii").strip()
        elif self._use_system:
            secret = _read_from_system(public.hex())
        if not secret:
            return None
        try:
            key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)))
        except ValueError:
            return None
        return key if key.public == public else None

    def _path(self, public: bytes) -> Path:
        return self._folder / f"{public.hex()[:16]}.key"


def _store_in_system(name: str, secret: str) -> bool:
    """Keep a secret in the keystore; False where there is none that works."""
    import keyring  # noqa: PLC0415  # slow import, needed once in a till's life
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        if keyring.get_keyring().priority < 1:
            return False
        keyring.set_password(SERVICE, name, secret)
        return keyring.get_password(SERVICE, name) == secret
    except (KeyringError, RuntimeError, OSError):
        return False


def _read_from_system(name: str) -> str | None:
    import keyring  # noqa: PLC0415  # slow import
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return keyring.get_password(SERVICE, name)
    except (KeyringError, RuntimeError, OSError):
        return None
