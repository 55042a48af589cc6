"""A simulated counter scale on a serial line, with its control side."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.devices.bench import eventually, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONFIG = """\
schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: deli
    type: scale
    profile: toledo8217-15kg
    connections:
      - serial: {{ pty: true }}
"""
DELI = "/devices/deli"


class ScaleBench:
    """Puts weight on the simulated scale."""

    def __init__(self, api_port: int) -> None:
        self._base = f"http://127.0.0.1:{api_port}/api/v1"

    def ask(self, path: str, method: str = "GET", body: object = None) -> bytes:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, data=data, method=method, headers=headers)
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

    @property
    def port(self) -> str:
        """The serial device a till opens."""
        devices: list[dict[str, Any]] = json.loads(self.ask("/devices"))
        path: str = devices[0]["connections"][0]["device_path"]
        return path

    def put(self, grams: int, *, stable: bool = True) -> None:
        """Lay a weight on the scale."""
        self.ask(f"{DELI}/weight", "PUT", {"grams": grams, "stable": stable})

    def tare(self) -> None:
        """Press the scale's own tare key."""
        self.ask(f"{DELI}/tare", "POST")

    def reset(self) -> None:
        """Nothing on the scale and no tare."""
        self.put(0)
        self.ask(f"{DELI}/tare", "POST")
        self.ask(f"{DELI}/zero", "POST")


@contextmanager
def run_scale(command: str, folder: Path) -> Iterator[ScaleBench]:
    """Start the simulator with its own port and folder, and end it."""
    api_port = free_port()
    config, log_path = folder / "emupos.yaml", folder / "emupos.log"
    config.write_text(_CONFIG.format(api=api_port), encoding="utf-8")
    # It publishes the line's name in the folder for temporary files: one of its own, as benches run side by side.
    environment = {**os.environ, "TMPDIR": str(folder)}
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [command, "run", "--config", str(config)], stdout=log, stderr=subprocess.STDOUT, env=environment
        )
        try:
            bench = ScaleBench(api_port)
            eventually(lambda: process.poll() is not None or bench.is_up(), within_s=40)
            assert process.poll() is None, log_path.read_text(encoding="utf-8", errors="replace")
            yield bench
        finally:
            process.terminate()
            process.wait(10)
