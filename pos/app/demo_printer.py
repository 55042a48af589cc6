"""A receipt printer that exists in memory only: it takes jobs on a local port and can run out of paper.

It speaks what the till asks of a real one: DLE EOT 1 to 4 (status), GS r 1 (all printed), GS I (name).
"""

from __future__ import annotations

import socketserver
import threading
from typing import Any

_ONLINE, _OFFLINE = 0x12, 0x1A
_PAPER, _NO_PAPER = 0x12, 0x7E


class DemoPrinter:
    """Listens on 127.0.0.1; `paper` may be taken away, `drawer_kicks` and `jobs` tell what came."""

    def __init__(self) -> None:
        self.paper = True
        self.drawer_kicks = 0
        self.jobs = 0
        printer = self

        class _Session(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                while data := self.request.recv(65536):
                    if reply := printer.take(data):
                        self.request.sendall(reply)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where the till finds it."""
        address: Any = self._server.server_address
        return f"{address[0]}:{address[1]}"

    def take(self, data: bytes) -> bytes:
        """Take bytes and give what a printer answers to the questions among them."""
        reply = bytearray()
        at = 0
        while at < len(data):
            three = data[at : at + 3]
            if three[:2] == b"\x10\x04" and len(three) == 3:
                reply.append(self._status(three[2]))
                at += 3
            elif three[:2] == b"\x1d\x72" and len(three) == 3:
                if self.paper:
                    reply.append(0x00)
                at += 3
            elif three[:2] == b"\x1d\x49" and len(three) == 3:
                reply += b"_DEMO\x00"
                at += 3
            elif three[:2] == b"\x1b\x70" or three == b"\x10\x14\x01":
                self.drawer_kicks += 1
                at += 5
            elif three[:2] == b"\x1d\x56":
                self.jobs += self.paper
                at += 3
            else:
                at += 1
        return bytes(reply)

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _status(self, question: int) -> int:
        if question == 4:
            return _PAPER if self.paper else _NO_PAPER
        if question == 2:
            return 0x12 if self.paper else 0x32
        return _ONLINE if self.paper or question == 3 else _OFFLINE
