"""HTTP calls to a web shop: one address, its keys, limits on time and size, and answers sorted by what to do next.

Nothing is tried again here: the outbox does, later. What is logged or said never holds an address with its query,
because keys may stand in it.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from requests.auth import HTTPBasicAuth

from pos.domain.errors import UserError
from sync.connectors.contract import AwayError, ShutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from requests.auth import AuthBase

CONNECT_S, SILENCE_S, WHOLE_S = 5.0, 20.0, 60.0
"""How long to wait for a connection, between two bytes, and for a whole answer."""
LARGEST_ANSWER = 20_000_000
LONGEST_PAUSE_MS = 3_600_000
_JUDGED_BY_CALLER = frozenset({400, 404, 409, 413, 422})
_ON_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
_WORDS = {
    401: UserError("The web shop does not accept these keys."),
    403: UserError("These keys may not do this in the web shop. They need to read and write articles and orders."),
    405: UserError("The web shop lets nobody write. In Drupal: allow all operations in the settings of JSON:API."),
}
_Item = TypeVar("_Item")


class Answer(NamedTuple):
    """An answer that the caller judges: 2xx, or a refusal of what was asked."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def is_good(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300


class Caller:
    """Calls to one web shop; `base` is where its interface begins."""

    def __init__(self, base: str, auth: AuthBase | None, *, media_type: str = "application/json") -> None:
        self._base = base.rstrip("/")
        parts = urlsplit(self._base)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._media_type = media_type
        self._session = requests.Session()
        self._session.auth = auth
        self._session.headers.update({"Accept": media_type, "User-Agent": "Comptoir"})
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Neither a proxy nor a .netrc of this machine: keys go to the shop alone.
        self._session.trust_env = False

    def get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Answer:
        """Read; a path that is an address is read from our shop all the same, wherever it points."""
        return self._call("GET", path, params, None)

    def send(self, method: str, path: str, body: object) -> Answer:
        """Write."""
        return self._call(method, path, (), body)

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()

    def _call(self, method: str, path: str, params: Sequence[tuple[str, str]], body: object) -> Answer:
        content = None if body is None else msgspec.json.encode(body)
        headers = {} if content is None else {"Content-Type": self._media_type}
        try:
            with self._session.request(
                method,
                self._address(path),
                params=list(params),
                data=content,
                headers=headers,
                timeout=(CONNECT_S, SILENCE_S),
                allow_redirects=False,
                stream=True,
            ) as response:
                return _judged(response, _content(response))
        except requests.RequestException as error:
            raise AwayError("The web shop does not answer.") from error

    def _address(self, path: str) -> str:
        if "://" not in path:
            return f"{self._base}/{path.lstrip('/')}"
        # A link of the shop's own pages: behind a proxy it may name another host, and our keys go to none.
        parts = urlsplit(path)
        return f"{self._origin}{parts.path}?{parts.query}" if parts.query else f"{self._origin}{parts.path}"


def by_password(account: str, secret: str) -> HTTPBasicAuth:
    """Give basic authentication; as bytes, because text would be sent in Latin-1 and shops read UTF-8."""
    return HTTPBasicAuth(account.encode(), secret.encode())


def checked_address(url: str, *, is_signed: bool = False) -> str:
    """Give the address without its end slash, or say what is wrong; keys that are sent as they are need https."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise UserError("The address of the web shop is like https://shop.example")
    if parts.scheme == "http" and not is_signed and parts.hostname not in _ON_THIS_MACHINE:
        raise UserError("The address of the web shop begins with https:// or its keys could be read on the way.")
    return url.strip().rstrip("/")


def refuse_private(url: str) -> None:
    """Refuse an address that leads into this network or this machine: whoever typed it may not reach that."""
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 443
    try:
        found = {ipaddress.ip_address(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, ValueError) as error:
        raise AwayError("The web shop does not answer at this address.") from error
    if not all(each.is_global for each in found):
        raise ShutError("This address is not one of the public network.")


def chunks(items: Sequence[_Item], most: int) -> Iterator[Sequence[_Item]]:
    """Cut what one call cannot take."""
    for start in range(0, len(items), most):
        yield items[start : start + most]


def _content(response: requests.Response) -> bytes:
    until = time.monotonic() + WHOLE_S
    made = bytearray()
    for chunk in response.iter_content(65_536):
        made += chunk
        if len(made) > LARGEST_ANSWER:
            raise ShutError("The web shop's answer is too large.")
        if time.monotonic() > until:
            raise AwayError("The web shop answers too slowly.")
    return bytes(made)


def _judged(response: requests.Response, content: bytes) -> Answer:
    status = response.status_code
    if 300 <= status < 400:
        raise ShutError("The web shop has moved to another address. Connect it again with the one it has now.")
    if status in _WORDS:
        raise ShutError(_WORDS[status].text)
    if status in {408, 429} or status >= 500:
        raise AwayError("The web shop is busy or being repaired.", after_ms=_pause_ms(response.headers))
    if not 200 <= status < 300 and status not in _JUDGED_BY_CALLER:
        raise ShutError("The web shop answers in a way that is not understood.")
    try:
        return Answer(status, msgspec.json.decode(content) if content else None, response.headers)
    except msgspec.DecodeError as error:
        if status in _JUDGED_BY_CALLER:
            raise ShutError("There is no such web shop at this address.") from error
        # A page for people: maintenance, or a wall in front of the shop.
        raise AwayError("The web shop answers with a page instead of figures.") from error


def _pause_ms(headers: Mapping[str, str]) -> int | None:
    """Read Retry-After, seconds or a date; at most an hour."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit() and len(said) < 9:
        return min(int(said) * 1000, LONGEST_PAUSE_MS)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0, min(int((until.timestamp() - time.time()) * 1000), LONGEST_PAUSE_MS))
