"""Ask for one page again and again over connections that stay open, as wrk does, and say how long answers took.

Run as a process of its own, so that it takes no time of the server's: `page_load.py ADDRESS SECONDS CONNECTIONS`.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from urllib.parse import urlsplit


def main(address: str, seconds: float, connections: int) -> None:
    """Write the number of requests in a second, and the times in milliseconds, as JSON."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    asking = [threading.Thread(target=_ask, args=(address, until, times)) for _ in range(connections)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    times.sort()
    p50, p99 = (times[len(times) * part // 100] * 1000 for part in (50, 99))
    sys.stdout.write(json.dumps([len(times) / seconds, p50, p99]))


def _ask(address: str, until: float, times: list[float]) -> None:
    parts = urlsplit(address)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    question = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    with socket.create_connection((parts.hostname or "", parts.port or 80)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (begun := time.perf_counter()) < until:
            connection.sendall(question)
            _read(connection)
            times.append(time.perf_counter() - begun)


def _read(connection: socket.socket) -> None:
    """Read one answer to its end; raises `OSError` for one that is not 200."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += connection.recv(65536)
    head, _, body = said.partition(b"\r\n\r\n")
    if b" 200 " not in head[:16]:
        raise OSError(head[:40])
    size = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    while len(body) < size:
        body += connection.recv(65536)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
