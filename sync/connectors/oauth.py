"""OAuth 1.0a with one leg (RFC 5849, HMAC-SHA256), which WooCommerce asks for where there is no https."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from requests.auth import AuthBase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from requests import PreparedRequest


class OneLegged(AuthBase):
    """Signs method, address and query; in the query, because many hosts drop the Authorization header."""

    def __init__(self, key: str, secret: str) -> None:
        self._key, self._secret = key, secret

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Add the signature to a request."""
        parts = urlsplit(request.url or "")
        params = [
            *parse_qsl(parts.query, keep_blank_values=True),
            ("oauth_consumer_key", self._key),
            ("oauth_nonce", secrets.token_hex(16)),
            ("oauth_signature_method", "HMAC-SHA256"),
            ("oauth_timestamp", str(int(time.time()))),
        ]
        place = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        signature = signed(request.method or "GET", place, params, self._secret)
        query = _joined([*params, ("oauth_signature", signature)])
        request.url = f"{place}?{query}"
        return request


def signed(method: str, place: str, params: Iterable[tuple[str, str]], secret: str) -> str:
    """Give the signature of a request without a token."""
    pairs = sorted((_encoded(name), _encoded(value)) for name, value in params)
    said = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join((method.upper(), _encoded(place), _encoded(said)))
    made = hmac.new(f"{_encoded(secret)}&".encode(), base.encode(), hashlib.sha256)
    return base64.b64encode(made.digest()).decode()


def _joined(params: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in params)


def _encoded(text: str) -> str:
    return quote(text, safe="-._~")
