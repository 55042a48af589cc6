"""The label printer: its status, its queue beside the receipt printer's, and what reaches the wire."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import pytest

from pos.devices.contracts import Paper, PrinterSettings, PrinterState
from pos.devices.device_thread import DeviceThread, state_of
from pos.devices.label_replies import status_in
from pos.documents.label import container_label
from pos.documents.label_formats import ROLLS
from pos.documents.zpl import to_zpl
from pos.domain.errors import UserError
from pos.services import settings
from pos.services.label_printing import LABEL_PRINTER, NO_PRINTER, LabelPrinting
from pos.shopfile.spool import ShopSpool

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pos.shopfile.shopfile import ShopFile

WELL = b"\x02030,0,0,0256,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
LABELS = [container_label("Bocal 1 l", grams=486, code="2600007004865")] * 2


def told(paper: str = "0", pause: str = "0", head: str = "0", ribbon: str = "0") -> bytes:
    """Give the two strings of `~HS` that tell something."""
    return f"\x02030,{paper},{pause},0256\x03\r\n\x02000,0,{head},{ribbon},1\x03\r\n".encode()


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (WELL, PrinterState.READY),
        (told(paper="1"), PrinterState.PAPER_OUT),
        (told(ribbon="1"), PrinterState.PAPER_OUT),
        (told(pause="1"), PrinterState.OFFLINE),
        (told(head="1"), PrinterState.COVER_OPEN),
    ],
)
def test_the_answer_is_read_field_by_field(answer: bytes, state: PrinterState) -> None:
    status = status_in(answer)

    assert status.known
    assert state_of(status)[0] is state
    assert status.can_print == (state is PrinterState.READY)


@pytest.mark.parametrize(
    "answer", [b"", b"\x12\x12\x12\x12", WELL[:20], b"\x02\x03\x02\x03", b"\x021,2\x03\x021,2\x03"]
)
def test_what_is_no_answer_tells_nothing(answer: bytes) -> None:
    status = status_in(answer)

    assert not status.known
    assert status.paper is Paper.PLENTY


class LabelPrinter:
    """Listens on a free port while entered; answers `~HS` as it is told, and dies at some words."""

    def __init__(self, answer: bytes = WELL, dies_at: bytes = b"") -> None:
        self.answer, self.dies_at, self.got = answer, dies_at, b""
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
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
                        if b"~HS" in chunk:
                            till.sendall(self.answer)
                        self.got += chunk.replace(b"~HS", b"")
                        if self.dies_at and self.dies_at in self.got:
                            break


class Heard:
    """What the device thread told."""

    def __init__(self) -> None:
        self.states: list[PrinterState] = []
        self.jobs: list[tuple[int, str]] = []

    def state(self, state: PrinterState, _sentence: str) -> None:
        self.states.append(state)

    def job(self, job: int, state: str, _note: str) -> None:
        self.jobs.append((job, state))


def run(printing: LabelPrinting, heard: Heard, cache: Path) -> DeviceThread:
    device = DeviceThread(
        printing.spool,
        printing.settings,
        cache=cache,
        on_state=heard.state,
        on_job=heard.job,
        poll_s=0.05,
        timeout_s=1,
    )
    printing.wake = device.wake
    device.start()
    return device


def test_labels_reach_the_printer_as_they_were_made(shop: ShopFile, tmp_path: Path, qtbot: QtBot) -> None:
    printing, heard = LabelPrinting(shop), Heard()
    with LabelPrinter() as printer:
        printing.use(PrinterSettings(kind="network", address=printer.address))
        device = run(printing, heard, tmp_path)
        job = printing.put(LABELS, "57x32", 203)
        qtbot.waitUntil(lambda: (job, "sent") in heard.jobs, timeout=5000)
        device.close()

    assert printer.got == to_zpl(LABELS, ROLLS["57x32"])
    assert heard.states == [PrinterState.READY]


def test_labels_wait_for_paper(shop: ShopFile, tmp_path: Path, qtbot: QtBot) -> None:
    printing, heard = LabelPrinting(shop), Heard()
    with LabelPrinter(told(paper="1")) as printer:
        printing.use(PrinterSettings(kind="network", address=printer.address))
        device = run(printing, heard, tmp_path)
        job = printing.put(LABELS, "57x32", 203)
        qtbot.waitUntil(lambda: PrinterState.PAPER_OUT in heard.states, timeout=5000)
        assert printer.got == b""
        printer.answer = WELL
        qtbot.waitUntil(lambda: (job, "sent") in heard.jobs, timeout=5000)
        device.close()

    assert printer.got.count(b"^XA") == 1


def test_labels_that_may_have_printed_are_printed_again_only_when_asked(
    shop: ShopFile, tmp_path: Path, qtbot: QtBot
) -> None:
    printing, heard = LabelPrinting(shop), Heard()
    with LabelPrinter(dies_at=b"^XZ") as printer:
        printing.use(PrinterSettings(kind="network", address=printer.address))
        device = run(printing, heard, tmp_path)
        job = printing.put(LABELS, "57x32", 203)
        qtbot.waitUntil(lambda: (job, "unknown") in heard.jobs, timeout=5000)
        assert printer.got.count(b"^XA") == 1
        printer.dies_at = b""
        printing.decide(printing.undecided()[0], again=True)
        qtbot.waitUntil(lambda: (job + 1, "sent") in heard.jobs, timeout=5000)
        device.close()

    assert printer.got.count(b"^XA") == 2
    assert printing.undecided() == []


def test_each_printer_takes_its_own_jobs(shop: ShopFile) -> None:
    receipts, labels = ShopSpool(shop), ShopSpool(shop, labels=True)
    label = labels.put("zpl", b"^XA^XZ", "labels", "")
    receipt = receipts.put("receipt", b"paper", "receipt", "s1")

    assert [job.id for job in labels.waiting("queued")] == [label]
    taken = receipts.take()
    assert taken is not None
    assert (taken.id, receipts.take()) == (receipt, None)
    assert labels.recover() == []
    assert receipts.waiting("unknown") == []
    assert [job.id for job in receipts.recover()] == [receipt]
    taken = labels.take()
    assert taken is not None
    assert taken.id == label


def test_without_a_label_printer_it_is_said(shop: ShopFile) -> None:
    printing = LabelPrinting(shop)

    assert printing.settings == NO_PRINTER
    with pytest.raises(UserError, match="No label printer"):
        printing.put(LABELS, "57x32", 203)
    assert printing.spool.waiting("queued") == []


def test_a_label_printer_is_kept_and_has_no_drawer(shop: ShopFile) -> None:
    kept = LabelPrinting(shop).use(PrinterSettings(kind="file", address="/dev/usb/lp1"))

    assert (kept.language, kept.drawer) == ("zpl", False)
    assert LabelPrinting(shop).settings == kept
    assert settings.local_setting(shop, LABEL_PRINTER, PrinterSettings, NO_PRINTER) == kept
