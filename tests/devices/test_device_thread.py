"""The device thread against a simulated printer that answers, faults and prints as a real one."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pos.devices.contracts import PrinterSettings, PrinterState
from pos.devices.device_thread import DeviceThread
from pos.shopfile.spool import ShopSpool
from tests.devices.bench import eventually, free_port
from tests.devices.counter import KICK, Counter
from tests.devices.stub_printer import StubPrinter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile
    from tests.devices.bench import Bench


class Relay:
    """Stands between the till and the printer, and lets a test act when the job passes."""

    def __init__(self, port: int, before_job: Callable[[], bool]) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._port = port
        self._before_job = before_job
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                till, _ = self._server.accept()
                with till, socket.create_connection(("127.0.0.1", self._port)) as printer:
                    back = threading.Thread(target=self._pump_back, args=(printer, till))
                    back.start()
                    self._pump(till, printer)
                    with suppress(OSError):
                        printer.shutdown(socket.SHUT_WR)
                    back.join(3)

    def _pump(self, till: socket.socket, printer: socket.socket) -> None:
        with suppress(OSError):
            while got := till.recv(65536):
                if b"\x1b@" in got and not self._before_job():
                    till.shutdown(socket.SHUT_RDWR)
                    return
                printer.sendall(got)

    def _pump_back(self, printer: socket.socket, till: socket.socket) -> None:
        with suppress(OSError):
            while got := printer.recv(65536):
                till.sendall(got)
            till.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)


def test_a_receipt_is_printed_once(bench: Bench, counter: Counter) -> None:
    counter.open_network(bench.address)

    job = counter.put_receipt("printed once")

    counter.wait_job(job, "sent")
    eventually(lambda: bench.count("printed once") == 1)
    assert counter.states == [PrinterState.READY]
    assert counter.settled(job) == ["sent"]


def test_the_drawer_opens_before_the_paper_comes(bench: Bench, counter: Counter) -> None:
    receipt = counter.put_receipt("after the drawer")
    drawer = counter.put("drawer", KICK)

    counter.open_network(bench.address)

    counter.wait_job(receipt, "sent")
    assert bench.drawer() == "open"
    assert [number for number, _, _ in counter.jobs] == [drawer, receipt]


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("paper-out", PrinterState.PAPER_OUT),
        ("cover-open", PrinterState.COVER_OPEN),
        ("offline", PrinterState.OFFLINE),
    ],
)
def test_a_receipt_waits_for_a_printer_that_cannot_print_then_comes_once(
    bench: Bench, counter: Counter, fault: str, state: PrinterState
) -> None:
    bench.break_with(fault)
    counter.open_network(bench.address)
    job = counter.put_receipt(f"held by {fault}")
    counter.wait_state(state)
    assert counter.spool.state_of(job) in {"queued", "sending"}

    bench.repair(fault)

    counter.wait_job(job, "sent")
    counter.wait_state(PrinterState.READY)
    assert bench.count(f"held by {fault}") == 1


def test_paper_that_ended_since_the_last_look_is_seen_before_sending(bench: Bench, counter: Counter) -> None:
    counter.open_network(bench.address)
    counter.wait_state(PrinterState.READY)
    bench.break_with("paper-out")

    job = counter.put_receipt("the roll ended at rest")

    counter.wait_state(PrinterState.PAPER_OUT)
    counter.wait_job(job, "queued")
    bench.repair("paper-out")
    counter.wait_job(job, "sent")
    assert counter.settled(job) == ["queued", "sent"]
    assert bench.count("the roll ended at rest") == 1


def test_little_paper_is_told_and_prints(bench: Bench, counter: Counter) -> None:
    bench.break_with("paper-near-end")
    counter.open_network(bench.address)

    job = counter.put_receipt("almost the last")

    counter.wait_job(job, "sent")
    assert counter.states == [PrinterState.PAPER_LOW]


def test_the_drawer_opens_without_paper_and_not_again_at_the_refill(bench: Bench, counter: Counter) -> None:
    bench.break_with("paper-out")
    counter.open_network(bench.address)
    receipt = counter.put_receipt("waits for paper, not the drawer")
    counter.wait_state(PrinterState.PAPER_OUT)

    drawer = counter.put("drawer", KICK)

    counter.wait_job(drawer, "sent")
    eventually(lambda: bench.drawer() == "open")
    bench.ask("/devices/front/drawer/close", "POST")
    bench.repair("paper-out")
    counter.wait_job(receipt, "sent")
    assert bench.drawer() == "closed"


def test_a_receipt_stopped_by_the_end_of_the_paper_is_unknown_and_not_sent_again(
    bench: Bench, counter: Counter
) -> None:
    def paper_ends() -> bool:
        bench.break_with("paper-out")
        return True

    relay = Relay(bench.raw_port, before_job=paper_ends)
    try:
        counter.open_network(relay.address)
        job = counter.put_receipt("paper ended here")
        counter.wait_job(job, "unknown")
        counter.wait_state(PrinterState.PAPER_OUT)

        bench.repair("paper-out")

        counter.wait_state(PrinterState.READY)
        eventually(lambda: bench.count("paper ended here") == 1)  # what the printer held
        assert counter.settled(job) == ["unknown"]
    finally:
        counter.close()
        relay.close()


def test_a_line_cut_while_printing_leaves_the_receipt_unknown(bench: Bench, counter: Counter) -> None:
    relay = Relay(bench.raw_port, before_job=lambda: False)
    try:
        counter.open_network(relay.address)

        job = counter.put_receipt("cut on the way")

        counter.wait_job(job, "unknown")
        assert bench.count("cut on the way") == 0
    finally:
        counter.close()
        relay.close()


def test_another_printer_prints_what_waited_for_the_first(bench: Bench, counter: Counter) -> None:
    thread = counter.open_network(f"127.0.0.1:{free_port()}")
    job = counter.put_receipt("waited for the other printer")
    counter.wait_state(PrinterState.OFFLINE)

    thread.configure(PrinterSettings(kind="network", address=bench.address))

    counter.wait_job(job, "sent")
    assert bench.count("waited for the other printer") == 1


def test_a_refused_connection_is_tried_again_by_itself(counter: Counter) -> None:
    port = free_port()
    counter.open_network(f"127.0.0.1:{port}", timeout_s=0.3)
    job = counter.put_receipt("second chance")
    counter.wait_state(PrinterState.OFFLINE)

    got = b""
    with socket.create_server(("127.0.0.1", port)) as server:
        server.settimeout(8)
        while b"second chance" not in got:
            till, _ = server.accept()
            with till:
                till.settimeout(1)
                with suppress(TimeoutError):
                    while chunk := till.recv(4096):
                        got += chunk

    counter.wait_job(job, "sent")
    assert got.count(b"second chance") == 1


def test_a_printer_that_went_mute_gets_nothing_until_it_answers(counter: Counter) -> None:
    with StubPrinter() as printer:
        thread = counter.open_network(printer.address, timeout_s=0.3)
        counter.wait_state(PrinterState.READY)
        printer.is_mute = True
        thread.check()
        counter.wait_state(PrinterState.OFFLINE)
        job = counter.put_receipt("not into the void")
        thread.check()
        eventually(lambda: counter.states.count(PrinterState.OFFLINE) >= 2)
        assert b"void" not in printer.got

        printer.is_mute = False

        counter.wait_job(job, "sent")
        assert printer.got.count(b"void") == 1


def test_a_printer_that_never_answers_is_trusted(counter: Counter) -> None:
    with StubPrinter() as printer:
        printer.is_mute = True
        counter.open_network(printer.address, timeout_s=0.3)

        job = counter.put_receipt("to a simple printer")

        counter.wait_job(job, "sent")
        eventually(lambda: printer.got.count(b"simple printer") == 1)


def test_a_printer_that_stops_taking_the_job_leaves_it_unknown(counter: Counter) -> None:
    with StubPrinter(chokes_at=b"first words") as printer:
        counter.open_network(printer.address, timeout_s=0.3)

        job = counter.put("receipt", b"first words" + bytes(64_000_000))

        counter.wait_job(job, "unknown")
        counter.wait_state(PrinterState.OFFLINE)
        assert counter.settled(job) == ["unknown"]


def test_a_printer_that_ends_its_answers_after_the_job_leaves_it_unknown(counter: Counter) -> None:
    with StubPrinter(dies_at=b"last words") as printer:
        counter.open_network(printer.address, timeout_s=0.3)

        job = counter.put_receipt("last words")

        counter.wait_job(job, "unknown")
        assert counter.settled(job) == ["unknown"]


def test_jobs_that_were_being_sent_when_the_till_died_are_told_as_unknown(bench: Bench, counter: Counter) -> None:
    job = counter.spool.put("receipt", b"\x1b@was being sent\n", state="sending")

    counter.open_network(bench.address)

    eventually(lambda: counter.settled(job) == ["unknown"])
    after = counter.put_receipt("after the restart")
    counter.wait_job(after, "sent")
    assert bench.count("was being sent") == 0


def test_a_drawer_asked_for_long_ago_stays_closed(bench: Bench, counter: Counter) -> None:
    job = counter.spool.put("drawer", KICK, at=datetime.now(UTC) - timedelta(seconds=12))

    counter.open_network(bench.address)

    counter.wait_job(job, "failed")
    assert bench.drawer() == "closed"


def test_without_a_printer_receipts_fail_quietly(counter: Counter) -> None:
    counter.open(PrinterSettings())

    job = counter.put_receipt("for nobody")

    counter.wait_job(job, "failed")
    assert counter.states == [PrinterState.NOT_CONFIGURED]
    eventually(lambda: counter.jobs == [(job, "failed", "No printer is set up.")])


def test_without_a_drawer_no_pulse_is_sent(bench: Bench, counter: Counter) -> None:
    counter.open(PrinterSettings(kind="network", address=bench.address, drawer=False))

    job = counter.put("drawer", KICK)

    counter.wait_job(job, "failed")
    assert bench.drawer() == "closed"


def test_a_wrong_address_is_told_and_the_receipt_waits(counter: Counter) -> None:
    thread = counter.open(PrinterSettings(kind="usb", address="epson"))
    job = counter.put_receipt("after the right address")
    counter.wait_state(PrinterState.OFFLINE)

    thread.configure(PrinterSettings())

    counter.wait_job(job, "failed")


def test_check_tells_the_state_again(bench: Bench, counter: Counter) -> None:
    thread = counter.open_network(bench.address)
    counter.wait_state(PrinterState.READY)

    thread.check()

    eventually(lambda: counter.states == [PrinterState.READY, PrinterState.READY])


def test_the_printer_tells_its_name(bench: Bench, counter: Counter) -> None:
    thread = counter.open_network(bench.address)
    names: list[str] = []

    thread.identify(names.append)

    eventually(lambda: names == ["EPSON TM-T20III"])


def test_what_the_till_asks_is_known_to_the_printer(bench: Bench, counter: Counter) -> None:
    counter.open_network(bench.address)
    counter.wait_job(counter.put_receipt("known commands"), "sent")
    counter.wait_job(counter.put("drawer", KICK), "sent")

    assert "command.unknown" not in bench.events()


def test_the_spool_of_the_shop_file_is_emptied(bench: Bench, tmp_path: Path, shop: ShopFile, clock: SetClock) -> None:
    spool = ShopSpool(shop)
    settled: list[tuple[int, str]] = []
    receipt = spool.put("receipt", b"\x1b@from the shop file\n\x1dV\x00", "Ticket", "T-1")
    drawer = spool.put("drawer", KICK, "", "T-1")
    thread = DeviceThread(
        spool,
        PrinterSettings(kind="network", address=bench.address),
        cache=tmp_path,
        on_state=lambda _state, _sentence: None,
        on_job=lambda job_id, state, _: settled.append((job_id, state)),
        now=clock.now,
    )

    thread.start()
    eventually(lambda: len(settled) == 2)
    thread.close()

    assert settled == [(drawer, "sent"), (receipt, "sent")]
    assert spool.state_of("T-1") == "sent"
    assert bench.count("from the shop file") == 1
    assert bench.drawer() == "open"
