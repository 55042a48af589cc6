"""What the till asks of a printer: its settings, its status, its state on the screen, and who queues jobs."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import msgspec

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

PrinterKind = Literal["none", "network", "usb", "serial", "file", "windows"]
PrinterLanguage = Literal["escpos", "zpl"]
JobState = Literal["queued", "sent", "failed", "unknown"]


class PrinterSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How one printer is reached and what it can do.

    `address` depends on the kind: "192.168.1.50:9100", "04b8:0e15", "/dev/ttyUSB0@9600", "/dev/usb/lp0"
    or the name of a Windows queue. `drawer_open_high`: the sensor of the drawer gives a high level when
    open; drawers differ.
    """

    kind: PrinterKind = "none"
    address: str = ""
    columns: int = 48
    codepage: str = "CP858"
    native_qr: bool = True
    cut: bool = True
    drawer: bool = True
    drawer_pin: int = 2
    drawer_open_high: bool = True
    language: PrinterLanguage = "escpos"
    """Of receipt printers, or of label printers: how it is asked for its status."""


class Paper(StrEnum):
    """How much paper the printer has, as its sensors tell."""

    PLENTY = "plenty"
    LOW = "low"
    OUT = "out"


class PrinterStatus(NamedTuple):
    """What the printer answered; when not `known`, it said nothing and the rest is a guess."""

    online: bool = True
    paper: Paper = Paper.PLENTY
    cover_open: bool = False
    drawer_open: bool | None = None
    known: bool = True

    @property
    def can_print(self) -> bool:
        """Whether a job sent now would be printed now."""
        return self.online and self.paper is not Paper.OUT and not self.cover_open


UNKNOWN_STATUS = PrinterStatus(known=False)


class PrinterState(StrEnum):
    """What the screen shows about the printer."""

    READY = "ready"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    NOT_CONFIGURED = "not_configured"


class LinkError(UserError):
    """The printer cannot be reached or was lost; `sent` tells whether some of the bytes may have left."""

    def __init__(self, text: str, /, *, sent: Literal["none", "maybe"], **values: object) -> None:
        super().__init__(text, **values)
        self.sent = sent


class Wire(Protocol):
    """Bytes to and from one printer. Every call gives up after its time; errors are `LinkError`."""

    can_read: bool

    def write(self, data: bytes, stall_s: float) -> None:
        """Send all the bytes; give up when none is accepted for `stall_s`."""

    def read(self, timeout_s: float) -> bytes:
        """Give the bytes that are there, waiting for the first; empty when none came."""

    def close(self) -> None:
        """Let the printer go; never raises."""


class Link(Protocol):
    """An open printer."""

    def send(self, data: bytes) -> None:
        """Send a whole job."""

    def status(self, timeout_s: float | None = None) -> PrinterStatus:
        """Ask the printer how it is; unknown when it cannot or does not answer in time."""

    def confirm(self, wait_s: float) -> bool | None:
        """Wait until what was sent is printed: yes, no (it stopped), or None when the printer does not tell."""

    def identify(self) -> str:
        """Give the maker and model, or nothing when the printer does not tell."""

    def close(self) -> None:
        """Let the printer go."""


class Job(Protocol):
    """One row of the spool, as far as a device is concerned."""

    @property
    def id(self) -> int:
        """Number of the job."""

    @property
    def kind(self) -> str:
        """`drawer`, or the kind of paper."""

    @property
    def payload(self) -> bytes:
        """The bytes to send."""

    @property
    def queued_at(self) -> str:
        """When it was queued, ISO 8601 with offset."""

    @property
    def note(self) -> str:
        """What was said of it when it was last settled."""


class Spool(Protocol):
    """The queue of jobs; safe from any thread."""

    def take(self) -> Job | None:
        """Give the next job, the drawer's first, marked as being sent."""

    def settle(self, job_id: int, state: str, note: str) -> None:
        """Say how sending went."""

    def recover(self) -> Sequence[Job]:
        """At start: what was being sent when the till died is unknown now."""

    def waiting(self, *states: str) -> Sequence[Job]:
        """Give the jobs in these states, oldest first."""
