"""A till and a portal in one process, with a wire between them that can be cut anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from sync.agent.transport import Answer, UnreachableError
from sync.portal.ingest.service import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.portal.gathered import Portal


class Wire:
    """Carries requests to a portal; `trouble(method, path)` may say `lost`, `swallowed` (the reply) or `twice`."""

    def __init__(self, portal: Callable[[], Portal], trouble: Callable[[str, str], str] | None = None) -> None:
        self._portal = portal
        self._trouble = trouble or (lambda _method, _path: "")
        self.sent: list[tuple[str, str, bytes, dict[str, str]]] = []

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        what = self._trouble(method, path)
        if what == "lost":
            raise UnreachableError("offline")
        self.sent.append((method, path, body, dict(headers)))
        answer = self.deliver(method, path, body, headers)
        if what == "twice":
            answer = self.deliver(method, path, body, headers)
        if what == "swallowed":
            raise UnreachableError("timeout", timeout=True)
        return answer

    def deliver(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Hand a request over, now or long after it was sent."""
        parts = urlsplit(path)
        lower = {name.lower(): value for name, value in headers.items()}
        reply = self._portal().answer(method, parts.path, dict(parse_qsl(parts.query)), lower, body)
        return Answer(reply.status, encoded(reply.body), reply.retry_after_s)
