"""A till bench at wire level: a simulated printer with its drawer, its faults and what it printed."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FRONT = "/devices/front"
FAULTS = ("paper-near-end", "paper-out", "cover-open", "offline")

_CONFIG = """\
schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: front
    type: printer
    profile: epson-tm-t20iii
    connections:
      - tcp: {{ host: 127.0.0.1, port: {raw} }}
    job_idle_timeout_ms: 500
    receipts_dir: {receipts}
"""


def free_port() -> int:
    """Give a TCP port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def eventually(condition: Callable[[], bool], *, within_s: float = 8) -> None:
    """Wait until the condition holds; fail when it does not in time."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)  # between two looks at what is waited for


class Bench:
    """Speaks to the simulator's control side."""

    def __init__(self, api_port: int, raw_port: int, log: Path) -> None:
        self._base = f"http://127.0.0.1:{api_port}/api/v1"
        self._log = log
        self.address = f"127.0.0.1:{raw_port}"
        self.raw_port = raw_port

    def ask(self, path: str, method: str = "GET") -> bytes:
        """Send a request to the control side."""
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=5) as response:
            answer: bytes = response.read()
            return answer

    def is_up(self) -> bool:
        try:
            self.ask("/health")
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            return False
        return True

    def break_with(self, fault: str) -> None:
        self.ask(f"{FRONT}/faults/{fault}", "PUT")

    def repair(self, fault: str) -> None:
        self.ask(f"{FRONT}/faults/{fault}", "DELETE")

    def reset(self) -> None:
        """No fault, the drawer closed."""
        for fault in FAULTS:
            self.repair(fault)
        self.ask(f"{FRONT}/drawer/close", "POST")

    def drawer(self) -> str:
        devices: list[dict[str, Any]] = json.loads(self.ask("/devices"))
        state: str = devices[0]["state"]["drawer"]
        return state

    def receipts(self) -> list[str]:
        """The texts of everything printed, the oldest first."""
        listed = json.loads(self.ask(f"{FRONT}/receipts"))
        return [self.ask(f"{FRONT}/receipts/{one['id']}/text").decode() for one in reversed(listed)]

    def count(self, words: str) -> int:
        """How many receipts hold these words."""
        return sum(words in receipt for receipt in self.receipts())

    def newest_picture(self) -> bytes:
        return self.ask(f"{FRONT}/receipts/latest/image")

    def events(self) -> str:
        """What the simulator reported so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def run_bench(command: str, folder: Path) -> Iterator[Bench]:
    """Start the simulator with its own ports and folder, and end it."""
    api_port, raw_port = free_port(), free_port()
    config, log_path = folder / "emupos.yaml", folder / "emupos.log"
    receipts = json.dumps(str(folder / "receipts"))
    config.write_text(_CONFIG.format(api=api_port, raw=raw_port, receipts=receipts), encoding="utf-8")
    with log_path.open("wb") as log:
        process = subprocess.Popen([command, "run", "--config", str(config)], stdout=log, stderr=subprocess.STDOUT)
        try:
            bench = Bench(api_port, raw_port, log_path)
            eventually(lambda: process.poll() is not None or bench.is_up(), within_s=40)
            assert process.poll() is None, bench.events()
            yield bench
        finally:
            process.terminate()
            process.wait(10)
