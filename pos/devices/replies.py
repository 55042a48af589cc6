"""Questions a printer answers at once, and what its answers mean.

Source: Epson ESC/POS reference, DLE EOT, DLE DC4, GS r and GS I. A printer without paper takes bytes and
says nothing (they print later, after the refill): only these questions tell.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pos.devices.contracts import UNKNOWN_STATUS, Paper, PrinterStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.devices.contracts import Wire

_PAPER_AFTER_JOB = b"\x1dr\x01"
_FIXED_MASK, _FIXED_BITS = 0x93, 0x12  # an answer to DLE EOT is 0xx1xx10
_ANSWERS_AT_ONCE = 0x10  # set in answers to DLE EOT, clear in those to GS r
_LOOK_EVERY_S = 0.4
_NAME_MAX = 80


def ask_status(wire: Wire, *, timeout_s: float, drawer_open_high: bool) -> PrinterStatus:
    """Ask the four questions of DLE EOT; a printer that does not answer the first has no known status."""
    deadline = time.monotonic() + timeout_s
    printer = _ask_now(wire, 1, deadline)
    if printer is None:
        return UNKNOWN_STATUS
    cause = _ask_now(wire, 2, deadline) or 0
    error = _ask_now(wire, 3, deadline) or 0
    roll = _ask_now(wire, 4, deadline) or 0
    paper = Paper.OUT if roll & 0x60 or cause & 0x20 else Paper.LOW if roll & 0x0C else Paper.PLENTY
    return PrinterStatus(
        online=not (printer & 0x08 or cause & 0x40 or error & 0x2C),
        paper=paper,
        cover_open=bool(cause & 0x04),
        drawer_open=bool(printer & 0x04) == drawer_open_high,
    )


def await_print(wire: Wire, *, wait_s: float, look: Callable[[], PrinterStatus]) -> bool | None:
    """Wait until the printer has worked through all it was sent.

    GS r is answered in turn, after the job. While no answer comes, DLE EOT tells whether the job stopped:
    then it is False. None when the printer is well but never answers GS r.
    """
    _drop_old_answers(wire)
    deadline = time.monotonic() + wait_s
    while (left_s := deadline - time.monotonic()) > 0:
        wire.write(_PAPER_AFTER_JOB, left_s)  # at each round: an answer may come while looking
        answer = wire.read(min(left_s, _LOOK_EVERY_S))
        told = [byte for byte in answer if not byte & _ANSWERS_AT_ONCE]
        if told:
            return not told[-1] & 0x0C  # the roll ended with this job: its end may be missing
        if not answer and not look().can_print:
            return False
    return None


def ask_identity(wire: Wire, *, timeout_s: float) -> str:
    """Ask for the maker and the model (GS I 66 and 67), as "EPSON TM-T20III"; empty when not told."""
    deadline = time.monotonic() + timeout_s
    return " ".join(name for name in (_ask_name(wire, 66, deadline), _ask_name(wire, 67, deadline)) if name)


def kick_at_once(pin: int) -> bytes:
    """The drawer's pulse that is obeyed even by a printer without paper (DLE DC4).

    ESC p would wait in the printer's buffer and open the drawer at the refill.
    """
    return bytes((0x10, 0x14, 1, 1 if pin == 5 else 0, 1))


def _ask_now(wire: Wire, question: int, deadline: float) -> int | None:
    _drop_old_answers(wire)
    wire.write(bytes((0x10, 0x04, question)), max(deadline - time.monotonic(), 0.05))
    while (left_s := deadline - time.monotonic()) > 0:
        for byte in wire.read(left_s):
            if byte & _FIXED_MASK == _FIXED_BITS:
                return byte
    return None


def _ask_name(wire: Wire, number: int, deadline: float) -> str:
    _drop_old_answers(wire)
    wire.write(bytes((0x1D, 0x49, number)), max(deadline - time.monotonic(), 0.05))
    got = b""
    while b"\0" not in got and len(got) < _NAME_MAX and (left_s := deadline - time.monotonic()) > 0:
        got += wire.read(left_s)
    name = got[got.find(b"_") + 1 : got.find(b"\0")] if b"_" in got and b"\0" in got else b""
    return name.decode("ascii", "replace").strip()


def _drop_old_answers(wire: Wire) -> None:
    # Some printers report by themselves (GS a): a few rounds are enough, a chatty one is not waited for.
    for _ in range(8):
        if not wire.read(0):
            return
