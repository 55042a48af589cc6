"""A web shop that is not there: a real HTTP server on loopback whose answers get lost, come twice or late at will."""

from __future__ import annotations

import base64
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOST_REQUEST, LOST_REPLY, TWICE, LATE, BUSY = "lost_request", "lost_reply", "twice", "late", "busy"
FAULTS = (LOST_REQUEST, LOST_REPLY, TWICE, LATE, BUSY)


class Asked(NamedTuple):
    """A request as it arrived."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: Any

    def value(self, name: str, default: str = "") -> str:
        """Give a parameter of the query."""
        return dict(self.query).get(name, default)


class Reply(NamedTuple):
    """An answer."""

    status: int
    body: object = None
    headers: Mapping[str, str] = MappingProxyType({})


class Double:
    """The server; `answer` is what the shop does. Faults are taken one for each request."""

    def __init__(self) -> None:
        self.faults: deque[str | None] = deque()
        self.asked: list[Asked] = []
        self.on_write: Callable[[], None] | None = None
        self._late: list[Asked] = []
        self._turn = threading.Lock()
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

            def handle_one_request(self) -> None:
                """Answer, unless a fault hits."""
                try:
                    super().handle_one_request()
                except (ConnectionError, TimeoutError):
                    self.close_connection = True

            def _serve(self) -> None:
                reply = double.served(self._read())
                if reply is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                raw = isinstance(reply.body, bytes)
                body = reply.body if raw else b"" if reply.body is None else msgspec.json.encode(reply.body)
                assert isinstance(body, bytes)
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def _read(self) -> Asked:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                parts = urlsplit(self.path)
                query = parse_qsl(parts.query, keep_blank_values=True)
                headers = {name.lower(): value for name, value in self.headers.items()}
                return Asked(self.command, parts.path, query, headers, msgspec.json.decode(body) if body else None)

            do_GET = do_POST = do_PUT = do_PATCH = _serve  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def served(self, asked: Asked) -> Reply | None:
        """Answer a request, or lose it; None for no answer."""
        with self._turn:
            fault = self.faults.popleft() if self.faults else None
            self.asked.append(asked)
            if fault == LOST_REQUEST:
                return None
            if fault == BUSY:
                return Reply(503, b"<html>maintenance</html>", {"Retry-After": "120"})
            if fault == LATE:
                self._late.append(asked)
                return None
            reply = self.answer(asked)
            if fault == TWICE:
                reply = self.answer(asked)
            return None if fault == LOST_REPLY else reply

    def let_late_in(self) -> None:
        """Let what was held up on the way arrive at last."""
        with self._turn:
            late, self._late = self._late, []
            for asked in late:
                self.answer(asked)

    def answer(self, asked: Asked) -> Reply:
        """Do what is asked."""
        raise NotImplementedError

    def calls(self, method: str, part: str = "") -> list[Asked]:
        """Give the requests of a method whose path has a part."""
        return [asked for asked in self.asked if asked.method == method and part in asked.path]


def basic(user: str, password: str) -> str:
    """Give the header of a basic authentication."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
