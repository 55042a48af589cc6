"""Tells a scanner that types like a keyboard from a person, without Qt: characters and times in, verdicts out.

With a prefix programmed into the scanner (STX, or a key that the window gives as one control character)
there is no doubt, and typing is never held back. Without one, only speed tells: a scanner types a
character in 2 to 20 ms, a person hardly two in a row under 60 ms. Do not feed auto-repeated keys.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pos.domain.barcode import is_gtin

# Digits 1 to 9, then 0, as a scanner set for another keyboard makes the machine write them.
_DIGIT_ROWS = (
    "&é\"'(-è_çà",  # French AZERTY
    "&é\"'(§è!çà",  # Belgian and Apple AZERTY
    '+"*ç%&/()=',  # Swiss, shifted
    "!@#$%^&*()",  # US, shifted
)
_LAYOUTS = tuple(str.maketrans(row, "1234567890") for row in _DIGIT_ROWS)
_AIM = re.compile(r"^\][A-Za-z]\d(?=.)")  # the kind of barcode, which some scanners send first
_SILENCE_MS = 60
_STRAY_END_MS = 150
_PREFIX_PATIENCE_MS = 500
_DEDUPE_MS = 300

END_KEYS = frozenset("\r\n\t\x03")


class Verdict(NamedTuple):
    """What a character, or the silence after one, settled.

    `pending`: hold what was fed. `typed`: a person wrote `typed`, give it to the field that has the focus.
    `scan`: `text` was scanned, at `pace_ms` per character; nothing of it is given to a field. A scan may
    come with `typed`, a key pressed since.
    """

    kind: Literal["pending", "typed", "scan"]
    text: str = ""
    typed: str = ""
    pace_ms: float = 0.0


_PENDING = Verdict("pending")


def fix_layout(text: str) -> str:
    """Give the digits that a scanner meant when a wrong keyboard layout turned them into signs.

    Only when that makes a GTIN with its right check digit; other text is left as it is.
    """
    for layout in _LAYOUTS:
        digits = text.translate(layout)
        if digits != text and is_gtin(digits):
            return digits
    return text


class Wedge:
    """The detector; feed it every character with its time in milliseconds, and `tick` when `due_ms` comes."""

    def __init__(
        self,
        prefix: str = "",
        gap_ms: float = 35,
        min_length: int = 6,
        end_keys: frozenset[str] = END_KEYS,
    ) -> None:
        assert len(prefix) <= 1, "one character starts a scan"
        self._prefix = prefix
        self._gap_ms = gap_ms
        self._min_length = min_length
        self._end_keys = end_keys
        self._held = ""
        self._in_prefix = False
        self._first_ms = self._last_ms = 0.0
        self._scan: tuple[str, float] | None = None

    @property
    def due_ms(self) -> float | None:
        """When `tick` should be called if no other character comes; None when nothing is held."""
        if self._in_prefix:
            return self._last_ms + _PREFIX_PATIENCE_MS
        if not self._held:
            return None
        return self._last_ms + self._patience_ms()

    def feed(self, time_ms: float, char: str) -> Verdict:
        """Take a character and say what it settles."""
        if char in self._end_keys and not self._held and not self._in_prefix and self._follows_scan(time_ms):
            return _PENDING  # CR LF, or a CR later than the silence: not a person's Enter
        if self._prefix:
            return self._feed_prefixed(time_ms, char)
        return self._feed_timed(time_ms, char)

    def tick(self, time_ms: float) -> Verdict:
        """Say what silence settles."""
        due_ms = self.due_ms
        if due_ms is None or time_ms <= due_ms:
            return _PENDING
        if self._in_prefix:
            return self._give_up()
        return self._flush()

    def _feed_prefixed(self, time_ms: float, char: str) -> Verdict:
        if char == self._prefix:
            before, self._held, self._in_prefix = self._held, "", True
            self._first_ms = self._last_ms = time_ms
            return Verdict("typed", typed=before) if before else _PENDING
        if not self._in_prefix:
            return Verdict("typed", typed=char)
        if time_ms - self._last_ms > _PREFIX_PATIENCE_MS:
            given_up = self._give_up()
            return Verdict("typed", typed=given_up.typed + char)
        self._last_ms = time_ms
        if char not in self._end_keys:
            self._held += char
            return _PENDING
        self._in_prefix = False
        return self._flush() if self._held else _PENDING

    def _give_up(self) -> Verdict:
        held, self._held, self._in_prefix = self._held, "", False
        return Verdict("typed", typed=held) if held else _PENDING

    def _feed_timed(self, time_ms: float, char: str) -> Verdict:
        before = _PENDING
        if self._held and time_ms - self._last_ms > self._patience_ms():
            before = self._flush()
        if char in self._end_keys:
            return self._end(before, time_ms, char)
        if not self._held:
            self._first_ms = time_ms
        self._held += char
        self._last_ms = time_ms
        return before

    def _end(self, before: Verdict, time_ms: float, char: str) -> Verdict:
        done = self._flush() if self._held else before
        if done.kind != "typed" and self._follows_scan(time_ms):
            return done
        return done._replace(kind="scan" if done.kind == "scan" else "typed", typed=done.typed + char)

    def _patience_ms(self) -> float:
        """A long fast text is a scan already: a machine under load may delay its next character a little."""
        return self._gap_ms if len(self._held) < self._min_length else max(self._gap_ms, _SILENCE_MS)

    def _flush(self) -> Verdict:
        """Settle what is held: a scan when it is long, fast and not one key held down."""
        held, self._held = self._held, ""
        if not self._prefix and (len(held) < self._min_length or len(set(held)) == 1):
            return Verdict("typed", typed=held)
        text = fix_layout(_AIM.sub("", held))
        again = self._scan is not None and self._scan[0] == text and self._first_ms - self._scan[1] < _DEDUPE_MS
        self._scan = (text, self._last_ms)
        if again:
            return _PENDING  # the same label read twice in one gesture
        return Verdict("scan", text=text, pace_ms=(self._last_ms - self._first_ms) / max(len(held) - 1, 1))

    def _follows_scan(self, time_ms: float) -> bool:
        return self._scan is not None and time_ms - self._scan[1] <= _STRAY_END_MS
