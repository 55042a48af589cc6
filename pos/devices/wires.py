"""The five ways to a printer: network, file, serial line, USB, Windows queue.

The network and files are spoken to directly, the others through python-escpos.
python-escpos 3.1 empties the file it opens, and loses its socket and the count of bytes that left when a
network printer fails: a till must know whether anything was sent.
"""

from __future__ import annotations

import os
import select
import socket
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos.devices.contracts import LinkError
from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 4096
_SERIAL_CHUNK = 256
_GOODBYE_S = 0.3


def _lost(name: str, *, sent: int) -> LinkError:
    if sent:
        return LinkError("The printer {name} was lost while printing.", sent="maybe", name=name)
    return LinkError("The printer {name} does not answer.", sent="none", name=name)


def _chunks(data: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(data), size):
        yield start, data[start : start + size]


class NetworkWire:
    """A printer on the network, raw TCP."""

    can_read = True

    def __init__(self, host: str, port: int, timeout_s: float) -> None:
        self._name = f"{host}:{port}"
        try:
            self._socket = socket.create_connection((host, port), timeout=timeout_s)
        except (OSError, UnicodeError) as error:  # a name such as "a..b" is a UnicodeError
            raise _lost(self._name, sent=0) from error

    def write(self, data: bytes, stall_s: float) -> None:
        """Send all the bytes."""
        sent = 0
        try:
            self._socket.settimeout(stall_s)
            while sent < len(data):
                sent += self._socket.send(data[sent:])
        except OSError as error:
            raise _lost(self._name, sent=sent) from error

    def read(self, timeout_s: float) -> bytes:
        """Give the bytes that are there."""
        try:
            self._socket.settimeout(timeout_s)
            got = self._socket.recv(256)
        except (TimeoutError, BlockingIOError):
            return b""
        except OSError as error:
            raise _lost(self._name, sent=0) from error
        if not got:
            raise _lost(self._name, sent=0)
        return got

    def close(self) -> None:
        """Say goodbye, then hang up: hanging up on unread bytes would make the printer drop its job."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            deadline = time.monotonic() + _GOODBYE_S
            while (left_s := deadline - time.monotonic()) > 0:
                self._socket.settimeout(left_s)
                if not self._socket.recv(256):
                    break
        self._socket.close()


class FileWire:
    """A device file such as /dev/usb/lp0, or a plain file that grows."""

    can_read = False

    def __init__(self, path: Path) -> None:
        self._name = str(path)
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        if Path("/dev") not in path.parents:  # an unplugged printer must not become a plain file
            flags |= os.O_CREAT
        try:
            self._file = os.open(path, flags, 0o600)
        except OSError as error:
            raise _lost(self._name, sent=0) from error
        self._waits = os.name == "posix" and not stat.S_ISREG(os.fstat(self._file).st_mode)

    def write(self, data: bytes, stall_s: float) -> None:
        """Append all the bytes; a printer without paper stops taking them."""
        sent = 0
        try:
            while sent < len(data):
                if self._waits and not select.select([], [self._file], [], stall_s)[1]:
                    raise _lost(self._name, sent=sent)
                sent += os.write(self._file, data[sent : sent + _CHUNK])
        except OSError as error:
            raise _lost(self._name, sent=sent) from error

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002
        """A file never answers."""
        return b""

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):
            os.close(self._file)


class SerialWire:
    """A printer on a serial line, 8N1."""

    can_read = True

    def __init__(self, device: str, baud: int, timeout_s: float, cache: Path) -> None:
        self._name = device
        self._stuck = False
        escpos = _load_escpos(cache)
        printer = escpos.Serial(device, baud, timeout=timeout_s)
        try:
            printer.open()
        except (_device_not_found(), OSError) as error:
            raise _lost(self._name, sent=0) from error
        self._port: Any = printer.device

    def write(self, data: bytes, stall_s: float) -> None:
        """Send all the bytes and see them leave; the line may be slow, but never still."""
        sent = 0
        try:
            self._port.write_timeout = stall_s  # python-escpos leaves it endless
            for sent, chunk in _chunks(data, _SERIAL_CHUNK):  # noqa: B007
                self._port.write(chunk)
            sent = len(data)
            self._watch_leaving(stall_s)
        except OSError as error:
            self._stuck = True
            raise _lost(self._name, sent=sent) from error

    def _watch_leaving(self, stall_s: float) -> None:
        waiting, since = self._port.out_waiting, time.monotonic()
        while waiting:
            time.sleep(0.01)
            now_waiting = self._port.out_waiting
            if now_waiting < waiting:
                waiting, since = now_waiting, time.monotonic()
            elif time.monotonic() - since > stall_s:
                raise TimeoutError

    def read(self, timeout_s: float) -> bytes:
        """Give the bytes that are there."""
        try:
            self._port.timeout = timeout_s
            return bytes(self._port.read(1)) + bytes(self._port.read(self._port.in_waiting))
        except OSError as error:
            raise _lost(self._name, sent=0) from error

    def close(self) -> None:
        """Close the port, without waiting for bytes that will not leave."""
        with suppress(OSError):
            if self._stuck:
                self._port.reset_output_buffer()
            self._port.close()


class UsbWire:
    """A printer on USB, without a driver of the system."""

    can_read = True

    def __init__(self, vendor: int, product: int, timeout_s: float, cache: Path) -> None:
        import usb.core  # noqa: PLC0415 - only shops with such a printer
        import usb.util  # noqa: PLC0415

        self._name = f"{vendor:04x}:{product:04x}"
        self._timeout_error: type[Exception] = usb.core.USBTimeoutError
        self._release = usb.util.dispose_resources
        printer = _load_escpos(cache).Usb(vendor, product, timeout=int(timeout_s * 1000))
        try:
            printer.open()
        except usb.core.NoBackendError as error:
            raise UserError("This machine lacks libusb, which printing on USB needs.") from error
        except (_device_not_found(), OSError) as error:
            raise _lost(self._name, sent=0) from error
        self._device: Any = printer.device
        self._in, self._out = printer.in_ep, printer.out_ep
        with suppress(OSError):
            self._find_endpoints()

    def _find_endpoints(self) -> None:
        """Take the printer's own endpoints: python-escpos supposes those of Epson."""
        for interface in self._device.get_active_configuration():
            if interface.bInterfaceClass != 7:  # printers
                continue
            for endpoint in interface:
                if endpoint.bEndpointAddress & 0x80:
                    self._in = endpoint.bEndpointAddress
                else:
                    self._out = endpoint.bEndpointAddress
            return

    def write(self, data: bytes, stall_s: float) -> None:
        """Send all the bytes."""
        sent = 0
        try:
            while sent < len(data):
                sent += int(self._device.write(self._out, data[sent : sent + _CHUNK], _milliseconds(stall_s)))
        except self._timeout_error as error:
            raise _lost(self._name, sent=1) from error  # how much left is not told
        except OSError as error:
            raise _lost(self._name, sent=sent) from error

    def read(self, timeout_s: float) -> bytes:
        """Give the bytes that are there; some printers send empty packets first."""
        deadline = time.monotonic() + timeout_s
        try:
            while True:
                got = bytes(self._device.read(self._in, 64, _milliseconds(deadline - time.monotonic())))
                if got or time.monotonic() >= deadline:
                    return got
        except self._timeout_error:
            return b""
        except OSError as error:
            raise _lost(self._name, sent=0) from error

    def close(self) -> None:
        """Let the device go."""
        with suppress(OSError):
            self._release(self._device)


class WindowsWire:
    """A queue of Windows, which takes the bytes as they are; the spooler tells nothing true about the printer."""

    can_read = False

    def __init__(self, queue: str, cache: Path) -> None:
        self._name = queue
        escpos = _load_escpos(cache)
        if not escpos.Win32Raw.is_usable():
            raise UserError("Windows printer queues work on Windows only, with pywin32 installed.")
        import pywintypes  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415 - Windows only

        self._errors: type[Exception] = pywintypes.error
        self._printer = escpos.Win32Raw(queue)
        try:
            self._printer.open(job_name="Comptoir")
        except _device_not_found() as error:
            raise _lost(self._name, sent=0) from error

    def write(self, data: bytes, stall_s: float) -> None:  # noqa: ARG002
        """Give the whole job to the spooler."""
        try:
            self._printer._raw(data)
        except self._errors as error:
            raise _lost(self._name, sent=1) from error

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002
        """A queue never answers."""
        return b""

    def close(self) -> None:
        """End the spooler's document: it starts printing now."""
        with suppress(self._errors):
            self._printer.close()


def _milliseconds(seconds: float) -> int:
    return max(1, int(seconds * 1000))  # zero means for ever


def _device_not_found() -> type[Exception]:
    from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415 - only after _load_escpos

    found: type[Exception] = DeviceNotFoundError
    return found


def _load_escpos(cache: Path) -> Any:
    """Import python-escpos with its capabilities kept in `cache`.

    It also makes an empty temporary folder at each start, used or not: made in `cache` and removed there.
    """
    folder = cache / "escpos"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", str(folder))
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        import escpos.printer  # noqa: PLC0415 - slow, and only these printers need it
    finally:
        tempfile.tempdir = before
    for left in folder.glob("tmp*"):
        with suppress(OSError):
            left.rmdir()
    return escpos.printer
