"""A counter scale that exists as an emulator only (emupos): a serial line that answers as a Toledo 8217 does.

Used by the demo where the emulator is installed, and by the tests of the scale.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

from pos.resources import RESOURCES

if TYPE_CHECKING:
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
PATIENCE_S = 40.0


def find_emulator() -> str:
    """Give the emulator's command, empty where there is none; it makes serial lines on POSIX only."""
    if os.name != "posix":
        return ""
    beside = RESOURCES.parent / ".emu" / "bin" / "emupos"
    return os.environ.get("EMUPOS", "") or (str(beside) if beside.is_file() else "")


class DemoScale:
    """Runs from when it is made until `close`."""

    def __init__(self, command: str, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            api = int(free.getsockname()[1])
        self._base = f"http://127.0.0.1:{api}/api/v1"
        config, log = folder / "emupos.yaml", folder / "emupos.log"
        config.write_text(_CONFIG.format(api=api), encoding="utf-8")
        # It publishes the line's name in the folder for temporary files: one of its own, as several run side by side.
        environment = {**os.environ, "TMPDIR": str(folder)}
        with log.open("wb") as lines:
            self._process = subprocess.Popen(  # noqa: S603  # the emulator that was found
                [command, "run", "--config", str(config)], stdout=lines, stderr=subprocess.STDOUT, env=environment
            )
        until = time.monotonic() + PATIENCE_S
        while not self._is_up():
            if self._process.poll() is not None or time.monotonic() > until:
                self.close()
                raise OSError(log.read_text(encoding="utf-8", errors="replace")[-500:])
            time.sleep(0.05)

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

    def ask(self, path: str, method: str = "GET", body: object = None) -> bytes:
        """Send a request to the emulator's control side."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, data=data, method=method, headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310  # our own loopback
            answer: bytes = response.read()
            return answer

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)

    def _is_up(self) -> bool:
        try:
            self.ask("/health")
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            return False
        return True
