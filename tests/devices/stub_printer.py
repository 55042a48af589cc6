"""A small printer on a socket or a pty: answers status questions, can go mute or die at some words."""

from __future__ import annotations

import os
import select
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


def answers_to(got: bytes) -> bytes:
    """Give what a healthy printer answers to DLE EOT 1-4 and GS r."""
    found = []
    for index in range(len(got)):
        if got[index : index + 2] == b"\x10\x04" and index + 2 < len(got):
            found.append(WELL[got[index + 2]])
        elif got[index : index + 3] == b"\x1dr\x01":
            found.append(0)
    return bytes(found)


class StubPrinter:
    """Listens on a free TCP port while entered."""

    def __init__(self, dies_at: bytes = b"", chokes_at: bytes = b"") -> None:
        self.got = b""
        self.is_mute = False
        self._dies_at = dies_at
        self._chokes_at = chokes_at
        self._left = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                till, _ = self._server.accept()
                with till, suppress(OSError):
                    while chunk := till.recv(65536):
                        self.got += chunk
                        if self._dies_at and self._dies_at in self.got:
                            break
                        if self._chokes_at and self._chokes_at in self.got:
                            self._left.wait(20)  # the line stays open, and nothing is taken from it
                            break
                        if not self.is_mute:
                            till.sendall(answers_to(chunk))


class PtyPrinter:
    """A printer at the other end of a serial line, while entered."""

    def __init__(self) -> None:
        self.got = b""
        self._mine, self._line = os.openpty()
        self.device = os.ttyname(self._line)
        self._stop_read, self._stop_write = os.pipe()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        os.write(self._stop_write, b"x")
        self._thread.join(5)
        for descriptor in (self._mine, self._line, self._stop_read, self._stop_write):
            os.close(descriptor)

    def _serve(self) -> None:
        read: Callable[[int, int], bytes] = os.read
        while self._stop_read not in (ready := select.select([self._mine, self._stop_read], [], [])[0]):
            if self._mine in ready:
                chunk = read(self._mine, 4096)
                self.got += chunk
                os.write(self._mine, answers_to(chunk))
