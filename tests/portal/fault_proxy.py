"""A proxy between till and portal that misbehaves on purpose: cuts, swallows, doubles, stalls."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Plan = "Callable[[int, str], str]"


class FaultProxy:
    """Forwards each request on a connection of its own; `plan(number, path)` names the fault, empty for none.

    `cut:N` passes N bytes of the request on, `short:N` N bytes of the answer (all but one for -1), `reset:N` the
    same with a broken connection, `swallow` none of it; `twice` delivers the request twice, `together` twice at the
    same time; `stall:S` brings the request late, `hold:S` the answer.
    """

    def __init__(self, port: int, plan: Callable[[int, str], str]) -> None:
        self._target, self._plan = ("127.0.0.1", port), plan
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests = 0
        self.seen: list[bytes] = []
        """Every request as it came, to be delivered again."""
        self._under_way: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            serving = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._under_way.append(serving)
            serving.start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            while request := _read_request(client):
                number, self.requests = self.requests, self.requests + 1
                self.seen.append(request)
                path = request.split(b" ", 2)[1].decode()
                if not self._carry(client, request, self._plan(number, path)):
                    return

    def _carry(self, client: socket.socket, request: bytes, fault: str) -> bool:
        kind, _, number = fault.partition(":")
        if kind == "stall":
            time.sleep(float(number))  # the fault itself: an answer that comes late
        if kind == "cut":
            with socket.create_connection(self._target) as portal:
                portal.sendall(request[: int(number)])
            return False
        answer = self._answer(request, kind)
        if kind == "hold":
            time.sleep(float(number))  # the fault itself, as above
        if kind in {"short", "reset"}:
            client.sendall(answer[: int(number)])
            if kind == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if kind == "swallow":
            return False
        client.sendall(answer)
        return True

    def _answer(self, request: bytes, kind: str) -> bytes:
        if kind == "twice":
            self.deliver(request)
        if kind == "together":
            other = threading.Thread(target=self.deliver, args=(request,), daemon=True)
            other.start()
            answer = self.deliver(request)
            other.join()
            return answer
        return self.deliver(request)

    def deliver(self, request: bytes) -> bytes:
        """Hand a request over, now or long after it came, and give the answer."""
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with socket.create_connection(self._target, timeout=30) as portal:
            portal.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            answer = b""
            while part := portal.recv(65536):
                answer += part
        return answer.replace(b"connection: close\r\n", b"", 1)

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def drain(self) -> None:
        """Wait until everything that is on its way has arrived; the client must have hung up."""
        for serving in list(self._under_way):
            serving.join(30)


def _read_request(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        part = client.recv(65536)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body
