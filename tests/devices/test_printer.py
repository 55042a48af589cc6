"""Links to printers: what they send, what they are told, and what they make of failures."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pos.devices.contracts import LinkError, Paper, PrinterSettings, PrinterStatus
from pos.devices.device_thread import state_of
from pos.devices.printer import check_address, open_link
from pos.domain.errors import UserError
from tests.devices.bench import eventually, free_port
from tests.devices.stub_printer import PtyPrinter, StubPrinter

if TYPE_CHECKING:
    from pathlib import Path

    from pos.devices.contracts import PrinterKind
    from tests.devices.bench import Bench


def network(address: str, *, drawer_open_high: bool = True) -> PrinterSettings:
    return PrinterSettings(kind="network", address=address, drawer_open_high=drawer_open_high)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("", PrinterStatus(drawer_open=False)),
        ("paper-near-end", PrinterStatus(paper=Paper.LOW, drawer_open=False)),
        ("paper-out", PrinterStatus(online=False, paper=Paper.OUT, drawer_open=False)),
        ("cover-open", PrinterStatus(online=False, cover_open=True, drawer_open=False)),
        ("offline", PrinterStatus(online=False, drawer_open=False)),
    ],
)
def test_the_printer_tells_how_it_is(bench: Bench, tmp_path: Path, fault: str, expected: PrinterStatus) -> None:
    if fault:
        bench.break_with(fault)

    with closing(open_link(network(bench.address), cache=tmp_path)) as link:
        assert link.status() == expected


def test_the_printer_tells_whether_the_drawer_is_open(bench: Bench, tmp_path: Path) -> None:
    with closing(open_link(network(bench.address), cache=tmp_path)) as link:
        link.send(b"\x1bp\x00\x32\x32")
        eventually(lambda: link.status().drawer_open is True)
    with closing(open_link(network(bench.address, drawer_open_high=False), cache=tmp_path)) as other_sensor:
        assert other_sensor.status().drawer_open is False


def test_a_printer_that_cannot_print_is_not_asked_its_name(bench: Bench, tmp_path: Path) -> None:
    with closing(open_link(network(bench.address), cache=tmp_path)) as link:
        assert link.identify() == "EPSON TM-T20III"
        bench.break_with("paper-out")
        assert link.identify() == ""


def test_a_mute_printer_is_waited_for_no_longer_than_said(tmp_path: Path) -> None:
    with StubPrinter() as printer:
        printer.is_mute = True
        link = open_link(network(printer.address), timeout_s=0.3, cache=tmp_path)
        started = time.monotonic()

        status = link.status()

        assert not status.known
        assert 0.2 < time.monotonic() - started < 1.5
        link.close()


def test_nothing_was_sent_to_a_printer_that_refuses(tmp_path: Path) -> None:
    with pytest.raises(LinkError, match="does not answer") as caught:
        open_link(network(f"127.0.0.1:{free_port()}"), timeout_s=0.5, cache=tmp_path)

    assert caught.value.sent == "none"


def test_a_printer_that_takes_no_more_bytes_may_have_got_some(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = open_link(network(f"127.0.0.1:{server.getsockname()[1]}"), timeout_s=0.3, cache=tmp_path)

        with pytest.raises(LinkError, match="lost while printing") as caught:
            link.send(bytes(64_000_000))

        assert caught.value.sent == "maybe"
        link.close()


def test_a_file_grows_with_each_job(tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    for job in (b"first", b"second"):
        with closing(open_link(PrinterSettings(kind="file", address=str(paper)), cache=tmp_path)) as link:
            assert not link.status().known
            link.send(job)

    assert paper.read_bytes() == b"firstsecond"


@pytest.mark.skipif(sys.platform == "win32", reason="device files are of Unix")
def test_an_unplugged_device_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(LinkError) as caught:
        open_link(PrinterSettings(kind="file", address="/dev/no-such-printer"), cache=tmp_path)

    assert caught.value.sent == "none"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_a_serial_printer_prints_and_answers(tmp_path: Path) -> None:
    with PtyPrinter() as printer:
        settings = PrinterSettings(kind="serial", address=f"{printer.device}@19200")
        with closing(open_link(settings, timeout_s=1, cache=tmp_path)) as link:
            assert link.status() == PrinterStatus(drawer_open=False)
            link.send(b"over the line\n" * 100)
            assert link.confirm(3) is True

        assert printer.got.count(b"over the line") == 100


@pytest.mark.skipif(sys.platform == "win32", reason="the port has another name")
def test_a_missing_serial_port_is_told(tmp_path: Path) -> None:
    with pytest.raises(LinkError, match="ttyNOPE"):
        open_link(PrinterSettings(kind="serial", address="/dev/ttyNOPE"), cache=tmp_path)


def test_a_usb_printer_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"does not answer|libusb"):
        open_link(PrinterSettings(kind="usb", address="04b8:0e15"), cache=tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its queues")
def test_a_windows_queue_elsewhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="on Windows only"):
        open_link(PrinterSettings(kind="windows", address="EPSON TM-T20"), cache=tmp_path)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("network", "192.168.1.50"),
        ("network", "printer.local:9101"),
        ("network", "[fe80::1]:9100"),
        ("network", "fe80::1"),
        ("usb", "04b8:0e15"),
        ("serial", "COM3"),
        ("serial", "/dev/ttyUSB0@9600"),
        ("none", ""),
    ],
)
def test_right_addresses_are_taken(kind: PrinterKind, address: str) -> None:
    check_address(PrinterSettings(kind=kind, address=address))


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("network", ""),
        ("network", ":9100"),
        ("network", "192.168.1.50:tcp"),
        ("network", "192.168.1.50:99999"),
        ("usb", "epson"),
        ("usb", "04b8"),
        ("serial", "@9600"),
        ("serial", "COM3@fast"),
        ("file", " "),
    ],
)
def test_wrong_addresses_are_refused(kind: PrinterKind, address: str) -> None:
    with pytest.raises(UserError):
        check_address(PrinterSettings(kind=kind, address=address))


def test_an_open_cover_is_told_before_the_paper() -> None:
    state, sentence = state_of(PrinterStatus(online=False, paper=Paper.OUT, cover_open=True))

    assert (state, sentence) == ("cover_open", "The cover of the printer is open.")


def test_the_network_printer_needs_no_heavy_library() -> None:
    words = "import sys; import pos.devices.device_thread, pos.devices.wires; print('escpos' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_python_escpos_leaves_no_temporary_folder(tmp_path: Path) -> None:
    words = (
        "import pathlib, sys; from pos.devices.wires import _load_escpos; _load_escpos(pathlib.Path(sys.argv[1]));"
        "import tempfile; assert tempfile.tempdir is None"
    )

    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ESCPOS_")}
    subprocess.run([sys.executable, "-c", words, str(tmp_path)], check=True, env=surroundings)

    assert [path.suffix for path in (tmp_path / "escpos").iterdir()] == [".pickle"]
