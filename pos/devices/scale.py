"""The counter's scale: Toledo 8217 on a serial line, asked a few times a second by a thread of its own.

Protocol (Mettler Toledo 8217): 9600 baud, 7 bits, even parity; `W` asks, the scale answers
`STX 01.250 CR` in kilograms (`N` before CR: net of a tare set on the scale) or `STX ? s CR`, where the bits
of s say why there is no weight. The till never waits for it.
"""

from __future__ import annotations

import logging
import queue
import re
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from pos.domain.errors import UserError
from pos.domain.weighing import NO_SCALE, Reading, ScaleState, grams_of

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

ScaleKind = Literal["none", "toledo8217"]
_CR, _ASK = b"\r", b"W"
# The status byte of an overload is the same as STX.
_FRAME = re.compile(rb"\x02(\?.|[^?\x02]+)\r$", re.DOTALL)
_MOTION, _OVER, _UNDER = 1, 2, 4
_WEIGHT = re.compile(rb"^(\d{1,4}\.\d{1,3})(N?)$")
_SEVEN_BITS = bytes(byte & 0x7F for byte in range(256))
_LONGEST_REPLY = 16
_ANSWER_S = 0.4
_RETRY_S = 2.0
_MUTE_AFTER = 3
"""Questions without an answer before the scale counts as silent: one may be lost on the line."""


class ScaleSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the scale is reached: `port` is a serial device such as `/dev/ttyUSB0` or `COM3`."""

    kind: ScaleKind = "none"
    port: str = ""


class ScaleLine(Protocol):
    """An open scale. Every call gives up after its time; a line that is lost raises `UserError`."""

    def read(self) -> Reading:
        """Ask for the weight."""

    def close(self) -> None:
        """Let the scale go; never raises."""


def check_scale(scale: ScaleSettings) -> ScaleSettings:
    """Give the settings back, or say what is missing."""
    if scale.kind != "none" and not scale.port.strip():
        raise UserError("Enter the port of the scale, like /dev/ttyUSB0 or COM3.")
    return scale


def read_reply(reply: bytes) -> Reading:
    """Read an answer without its STX and CR; what is no answer counts as silence."""
    reply = reply.translate(_SEVEN_BITS)
    if len(reply) == 2 and reply[:1] == b"?":
        bits = reply[1]
        for bit, state in (
            (_OVER, ScaleState.OVER_CAPACITY),
            (_UNDER, ScaleState.UNDER_ZERO),
            (_MOTION, ScaleState.MOTION),
        ):
            if bits & bit:
                return Reading(state)
        return Reading(ScaleState.SILENT)
    match = _WEIGHT.match(reply)
    if match is None:
        return Reading(ScaleState.SILENT)
    return Reading(ScaleState.STABLE, grams_of(match[1].decode("ascii")), own_tare=bool(match[2]))


class Toledo8217:
    """A Toledo 8217 on a serial port."""

    def __init__(self, port: str) -> None:
        import serial  # noqa: PLC0415  # only tills with a scale

        self._port_name = port
        formats = ((serial.SEVENBITS, serial.PARITY_EVEN), (serial.EIGHTBITS, serial.PARITY_NONE))
        errors = _line_errors()
        for bits, parity in formats:
            try:
                self._port: Any = serial.Serial(
                    port, 9600, bytesize=bits, parity=parity, timeout=_ANSWER_S, write_timeout=_ANSWER_S
                )
            except errors as error:
                # A line without parity (a pseudo-terminal, some adapters) refuses 7E1: the second format then serves.
                if isinstance(error, OSError) or (bits, parity) == formats[-1]:
                    raise self._lost() from error
            else:
                return

    def read(self) -> Reading:
        """Ask for the weight; silence within 0.4 s is a reading too."""
        try:
            self._port.reset_input_buffer()
            self._port.write(_ASK)
            reply = bytes(self._port.read_until(_CR, _LONGEST_REPLY))
        except OSError as error:
            raise self._lost() from error
        framed = _FRAME.search(reply.translate(_SEVEN_BITS))
        return read_reply(framed[1]) if framed else Reading(ScaleState.SILENT)

    def close(self) -> None:
        """Close the port."""
        try:
            self._port.close()
        except OSError as error:
            log.info("scale: %s", error)

    def _lost(self) -> UserError:
        return UserError("The scale on {port} does not answer. Look at its cable, or type the weight.",
                         port=self._port_name)  # fmt: skip


def _line_errors() -> tuple[type[Exception], ...]:
    """Give what opening a serial line raises; POSIX has an error of its own for formats, which is no OSError."""
    try:
        import termios  # noqa: PLC0415  # POSIX only
    except ImportError:
        return (OSError, ValueError)
    return (OSError, ValueError, termios.error)


def open_scale(scale: ScaleSettings) -> ScaleLine:
    """Open the scale of these settings."""
    return Toledo8217(check_scale(scale).port.strip())


class ScaleThread:
    """Asks the scale and tells what changed; every public method may be called from any thread, returns at once.

    `on_reading` is called on this thread: the window must pass it on through a signal.
    """

    def __init__(
        self,
        scale: ScaleSettings,
        on_reading: Callable[[Reading], None],
        *,
        pace_s: float = 0.2,
        retry_s: float = _RETRY_S,
        opener: Callable[[ScaleSettings], ScaleLine] = open_scale,
    ) -> None:
        self._scale = scale
        self._on_reading = on_reading
        self._pace_s, self._retry_s, self._opener = pace_s, retry_s, opener
        self._asked: queue.SimpleQueue[ScaleSettings | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="scale", daemon=True)
        self._told: Reading | None = None

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def configure(self, scale: ScaleSettings) -> None:
        """Weigh on another scale from now on; its first reading is told even if it is the same."""
        self._asked.put(scale)

    def close(self, wait_s: float = 2.0) -> None:
        """End the thread."""
        self._asked.put(None)
        if self._thread.is_alive():
            self._thread.join(wait_s)

    # On the thread.

    def _run(self) -> None:
        wanted: ScaleSettings | None = self._scale
        while wanted is not None:
            scale = wanted
            try:
                wanted = self._use(scale)
            except UserError as error:
                log.info("scale: %s", error)
                self._tell(Reading(ScaleState.SILENT))
                wanted = self._next(self._retry_s, scale)
            except Exception:  # a bug met with one answer must not end weighing for the day
                log.exception("scale: unexpected error")
                wanted = self._next(self._retry_s, scale)
            if wanted is not scale:
                self._told = None

    def _use(self, scale: ScaleSettings) -> ScaleSettings | None:
        """Ask one scale until another is wanted, or none."""
        if scale.kind == "none":
            self._tell(NO_SCALE)
            return self._asked.get()
        mute = 0
        with closing(self._opener(scale)) as line:
            while True:
                reading = line.read()
                mute = mute + 1 if reading.state is ScaleState.SILENT else 0
                if not 0 < mute < _MUTE_AFTER:
                    self._tell(reading)
                wanted = self._next(self._pace_s, scale)
                if wanted is not scale:
                    return wanted

    def _next(self, wait_s: float, scale: ScaleSettings) -> ScaleSettings | None:
        """Wait for the time to pass or for other settings; the same object means nothing was asked."""
        try:
            return self._asked.get(timeout=wait_s)
        except queue.Empty:
            return scale

    def _tell(self, reading: Reading) -> None:
        if reading != self._told:
            self._told = reading
            self._on_reading(reading)
