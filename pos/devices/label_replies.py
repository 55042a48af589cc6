"""What a label printer answers to `~HS`, its one question about everything.

Source: Zebra, ZPL II programming guide, ~HS: three strings between STX and ETX; the first tells «paper out» and
«pause» in its 2nd and 3rd field, the second «head up» and «ribbon out» in its 3rd and 4th.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from pos.devices.contracts import UNKNOWN_STATUS, Paper, PrinterStatus

if TYPE_CHECKING:
    from pos.devices.contracts import Wire

_QUESTION = b"~HS"
_STRINGS = re.compile(rb"\x02([^\x02\x03]*)\x03")
_ANSWER_MAX = 512


def ask_label_status(wire: Wire, *, timeout_s: float) -> PrinterStatus:
    """Ask once; a printer that does not answer, or not like this, has no known status."""
    deadline = time.monotonic() + timeout_s
    wire.write(_QUESTION, max(timeout_s, 0.05))
    got = b""
    while len(_STRINGS.findall(got)) < 2 and len(got) < _ANSWER_MAX and (left_s := deadline - time.monotonic()) > 0:
        got += wire.read(left_s)
    return status_in(got)


def status_in(answer: bytes) -> PrinterStatus:
    """Read the answer."""
    strings = [found.split(b",") for found in _STRINGS.findall(answer)]
    if len(strings) < 2 or len(strings[0]) < 3 or len(strings[1]) < 4:
        return UNKNOWN_STATUS
    (_, paper_out, paused, *_), (_, _, head_up, ribbon_out, *_) = strings[0], strings[1]
    return PrinterStatus(
        online=paused.strip() != b"1",
        paper=Paper.OUT if b"1" in (paper_out.strip(), ribbon_out.strip()) else Paper.PLENTY,
        cover_open=head_up.strip() == b"1",
    )
