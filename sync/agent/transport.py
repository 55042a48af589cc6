"""Carry a request to the portal and its answer back; what is not the portal's own answer counts as no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECT_S, READ_S = 5.0, 60.0
MEDIA = "application/x-comptoir+json"
"""What the portal calls its answers: a captive network's page, even one that calls itself JSON, is none."""


class Answer(NamedTuple):
    """Status, body, and how long to wait when the portal said so."""

    status: int
    body: bytes
    retry_after_s: float | None = None


class UnreachableError(Exception):
    """No answer of the portal: offline, captive network, TLS refused, timeout. The same request may be sent again."""

    def __init__(self, reason: str, *, timeout: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.timeout = reason, timeout


class Transport(Protocol):
    """Sends one request; raises `UnreachableError` when nothing of the portal came back."""

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send and wait for the answer."""


class HttpTransport:
    """HTTP(S) with `requests`: one connection kept open, no retries of its own, no redirects followed."""

    def __init__(self, address: str) -> None:
        import requests  # noqa: PLC0415  # the till starts without it

        self._address = address.rstrip("/")
        self._requests = requests
        self._session = requests.Session()

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send and wait for the answer."""
        try:
            answer = self._session.request(
                method,
                self._address + path,
                data=body,
                headers={"Content-Type": "application/x-ndjson", **headers},
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
        except self._requests.exceptions.Timeout as error:
            raise UnreachableError("timeout", timeout=True) from error
        except self._requests.exceptions.SSLError as error:
            raise UnreachableError("tls") from error
        except self._requests.exceptions.ProxyError as error:
            raise UnreachableError("proxy") from error
        except (self._requests.exceptions.RequestException, OSError, ValueError) as error:
            raise UnreachableError("offline") from error
        if not answer.headers.get("Content-Type", "").startswith(MEDIA):
            raise UnreachableError("captive" if answer.status_code < 500 else "offline")
        wait = answer.headers.get("Retry-After", "")
        return Answer(answer.status_code, answer.content, float(wait) if wait.isdigit() else None)

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()
