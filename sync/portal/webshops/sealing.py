"""Keys of web shops as they are kept: sealed, and never shown again.

The seal is made of a secret of the portal and, where the machine has it, of COMPTOIR_WEBSHOP_KEY in its environment:
with that, a copy of the database alone opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.connectors.contract import ShutError
from sync.portal.storage.engine import secret_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.portal.storage.engine import Database

_NONCE_BYTES = 12


class Seal:
    """Seals and opens the keys of one portal."""

    def __init__(self, database: Database, environment: Mapping[str, str] = os.environ) -> None:
        said = f"{secret_of(database, 'webshop_key')}\n{environment.get('COMPTOIR_WEBSHOP_KEY', '')}"
        self._cipher = AESGCM(hashlib.sha256(said.encode()).digest())

    def closed(self, secret: str, shop: str) -> str:
        """Seal a secret of a web shop."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, secret.encode(), shop.encode())).decode()

    def opened(self, sealed: str, shop: str) -> str:
        """Open it again; raises when the machine's own key is another one now."""
        raw = base64.b64decode(sealed)
        try:
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], shop.encode()).decode()
        except InvalidTag as error:
            raise ShutError("The keys of this web shop cannot be opened any more. Connect it again.") from error
