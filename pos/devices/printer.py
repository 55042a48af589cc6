"""Opens the printer of the settings: one link per job, closed after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pos.devices.contracts import UNKNOWN_STATUS, PrinterSettings, PrinterStatus
from pos.devices.label_replies import ask_label_status
from pos.devices.replies import ask_identity, ask_status, await_print
from pos.domain.errors import UserError

if TYPE_CHECKING:
    from pos.devices.contracts import Link, Wire

RAW_PORT = 9100
_BAUD = 9600


class PrinterLink:
    """An open printer: jobs out, status in."""

    def __init__(self, wire: Wire, settings: PrinterSettings, timeout_s: float) -> None:
        self._wire = wire
        self._settings = settings
        self._timeout_s = timeout_s

    def send(self, data: bytes) -> None:
        """Send a whole job; `LinkError` tells whether some of it may have left."""
        self._wire.write(data, self._timeout_s)

    def status(self, timeout_s: float | None = None) -> PrinterStatus:
        """Ask the printer how it is; unknown when it cannot or does not answer in time."""
        if not self._wire.can_read:
            return UNKNOWN_STATUS
        patience_s = self._timeout_s if timeout_s is None else min(timeout_s, self._timeout_s)
        if self._settings.language == "zpl":
            return ask_label_status(self._wire, timeout_s=patience_s)
        return ask_status(self._wire, timeout_s=patience_s, drawer_open_high=self._settings.drawer_open_high)

    def confirm(self, wait_s: float) -> bool | None:
        """Wait until what was sent is printed: yes, no (it stopped), or None when the printer does not tell."""
        if not self._wire.can_read or self._settings.language == "zpl":
            return None
        return await_print(self._wire, wait_s=wait_s, look=self.status)

    def identify(self) -> str:
        """Give the maker and model; a printer that cannot print now is not asked, it would answer later."""
        status = self.status()
        if not (status.known and status.can_print) or self._settings.language == "zpl":
            return ""
        return ask_identity(self._wire, timeout_s=self._timeout_s)

    def close(self) -> None:
        """Let the printer go."""
        self._wire.close()


def open_link(settings: PrinterSettings, timeout_s: float = 3, *, cache: Path) -> Link:
    """Reach the printer; `LinkError` when it is not there, `UserError` when the settings cannot be right."""
    return PrinterLink(_open_wire(settings, timeout_s, cache), settings, timeout_s)


def check_address(settings: PrinterSettings) -> None:
    """Raise a sentence when the address is not one of its kind."""
    address = settings.address.strip()
    if settings.kind == "none":
        return
    if not address:
        raise UserError("The address of the printer is missing.")
    if settings.kind == "network":
        _host_and_port(address)
    elif settings.kind == "usb":
        _vendor_and_product(address)
    elif settings.kind == "serial":
        _device_and_baud(address)


def _open_wire(settings: PrinterSettings, timeout_s: float, cache: Path) -> Wire:
    from pos.devices import wires  # noqa: PLC0415 - sockets and files are not needed to show the settings

    check_address(settings)
    address = settings.address.strip()
    match settings.kind:
        case "network":
            return wires.NetworkWire(*_host_and_port(address), timeout_s)
        case "usb":
            return wires.UsbWire(*_vendor_and_product(address), timeout_s, cache)
        case "serial":
            return wires.SerialWire(*_device_and_baud(address), timeout_s, cache)
        case "file":
            return wires.FileWire(Path(address))
        case "windows":
            return wires.WindowsWire(address, cache)
        case "none":
            raise UserError("No printer is set up.")


def _host_and_port(address: str) -> tuple[str, int]:
    if address.startswith("["):  # [fe80::1]:9100
        host, _, port = address[1:].partition("]")
        port = port.removeprefix(":")
    elif address.count(":") > 1:
        host, port = address, ""
    else:
        host, _, port = address.partition(":")
    if not host or (port and not (port.isdecimal() and 0 < int(port) < 65536)):
        raise UserError("«{address}» is not a network address. It looks like 192.168.1.50:9100.", address=address)
    return host, int(port or RAW_PORT)


def _vendor_and_product(address: str) -> tuple[int, int]:
    vendor, _, product = address.partition(":")
    try:
        return int(vendor, 16), int(product, 16)
    except ValueError as error:
        raise UserError("«{address}» is not a USB number. It looks like 04b8:0e15.", address=address) from error


def _device_and_baud(address: str) -> tuple[str, int]:
    device, _, baud = address.partition("@")
    if not device or (baud and not baud.isdecimal()):
        raise UserError("«{address}» is not a serial port. It looks like /dev/ttyUSB0@9600.", address=address)
    return device, int(baud or _BAUD)
