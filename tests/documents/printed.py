"""Reads the bytes of a print job back: what a printer with one page of characters would show."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos.documents.layout import Line

_ALIGNS = ("left", "center", "right")
_PAGES = {19: "cp858", 16: "cp1252", 2: "cp850"}
_ARGUMENTS = {b"\x1bd": 1, b"\x1dV": 1, b"\x1dh": 1, b"\x1dw": 1, b"\x1dH": 1, b"\x1df": 1, b"\x1bJ": 1}


@dataclass
class Printed:
    """Lines in order, pages selected, codes and pictures printed, cuts."""

    lines: list[Line] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    qr: list[bytes] = field(default_factory=list)
    barcodes: list[bytes] = field(default_factory=list)
    pictures: list[tuple[int, int]] = field(default_factory=list)
    cuts: int = 0
    style_changes: int = 0


def read(job: bytes) -> Printed:
    """Interpret a job; an unknown command is an error."""
    made = Printed()
    style, text, at = Line(""), b"", 0
    while at < len(job):
        byte = job[at : at + 1]
        if byte == b"\n":
            made.lines.append(Line(text.decode(made.pages[-1]), style.align, style.bold, style.size))
            text, at = b"", at + 1
        elif byte in b"\x1b\x1d":
            assert not text, "a command in the middle of a line"
            style, at = _command(job, at, made, style)
        else:
            assert byte >= b" ", f"control character {byte!r}"
            text, at = text + byte, at + 1
    return made


def _command(job: bytes, at: int, made: Printed, style: Line) -> tuple[Line, int]:
    name, value = job[at : at + 2], job[at + 2] if at + 2 < len(job) else 0
    if name == b"\x1b@":
        return Line(""), at + 2
    if name in (b"\x1ba", b"\x1bE", b"\x1d!"):
        made.style_changes += 1
        return _style(name, value, style), at + 3
    if name == b"\x1bt":
        made.pages.append(_PAGES[value])
    elif name == b"\x1dV":
        made.cuts += 1
    elif name == b"\x1d(":
        end = at + 5 + job[at + 3] + 256 * job[at + 4]
        if job[at + 5 : at + 7] == b"1P":
            made.qr.append(job[at + 8 : end])
        return style, end
    elif name == b"\x1dk":
        end = at + 4 + job[at + 3]
        made.barcodes.append(job[at + 4 : end])
        return style, end
    elif name == b"\x1dv":
        wide, high = job[at + 4] + 256 * job[at + 5], job[at + 6] + 256 * job[at + 7]
        made.pictures.append((wide * 8, high))
        return style, at + 8 + wide * high
    else:
        assert name in _ARGUMENTS, f"unknown command {name!r}"
    return style, at + 3


def _style(name: bytes, value: int, old: Line) -> Line:
    if name == b"\x1ba":
        return Line("", _ALIGNS[value], old.bold, old.size)  # type: ignore[arg-type]
    if name == b"\x1bE":
        return Line("", old.align, bool(value), old.size)
    return Line("", old.align, old.bold, 2 if value else 1)
