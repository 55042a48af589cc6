"""Where everything stands on a label of any size, in millimetres; every output draws these same pieces.

A label too small for a bar code that scanners read has none: its figures are printed instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pos.documents.blocks import Barcode
from pos.documents.label import code_kind
from pos.documents.symbols import bars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.documents.blocks import Align
    from pos.documents.label import CodeKind, Label

LEAST_MODULE_MM = 0.249
"""Narrowest bar that is printed: two dots of a thermal printer of 203 dpi, three of 300, six of an office printer.

Tills want 80 % of 0.33 mm (GS1 General Specifications §5); the next whole dot of 203 dpi would be 114 %, and no code
of 13 figures would fit on a label of 40 mm. The largest module that fits is taken.
"""
_LARGEST_MODULE_MM = 0.38
_QUIET: dict[CodeKind, tuple[int, int]] = {"EAN13": (11, 7), "EAN8": (7, 7), "CODE128": (10, 10)}
"""White modules left and right of the bars."""
_LEADING = 1.16
_BOLD, _REGULAR = (0.40, 1.02, 0.78, 0.70), (0.34, 0.98, 0.70, 0.62)
"""Widths in em of narrow, wide, capital and other signs."""
_NARROW, _WIDE = "iIjlft.,:;'’|!()· \u00a0", "mwMW@%œŒæÆ…"
_SEPARATION_MM = 1.0
_STACKED_MM = 18
_THREE_LINES_MM = 45
_STANDS_OUT = 1.3
_FACTS = 0.62
_LEAST_EM = 1.5


class Size(NamedTuple):
    """What a label offers inside its margins, and the dot of its printer (mm): bars are whole dots wide."""

    width: float
    height: float
    dot: float


class Words(NamedTuple):
    """One line of text in a box; `size` is its em, `y` its top."""

    text: str
    x: float
    y: float
    width: float
    size: float
    bold: bool = False
    align: Align = "left"


class Bars(NamedTuple):
    """A bar code without its quiet zones; `module` is one bar's width."""

    code: str
    kind: CodeKind
    x: float
    y: float
    module: float
    height: float


class Frame(NamedTuple):
    """A thin frame, for a mark."""

    x: float
    y: float
    width: float
    height: float


Piece: TypeAlias = Words | Bars | Frame


def lay_out(label: Label, size: Size) -> list[Piece]:
    """Give the pieces of a label from its inner top left corner."""
    if label.kind != "shelf":
        return list(_stacked(label, size))
    beside = list(_shelf(label, size))
    if size.height < _STACKED_MM or (_has_bars(beside) and _figure_stands_out(label, beside)):
        return beside
    # Too narrow for bars beside the price: they may fit under it.
    stacked = list(_stacked(label, size))
    if _has_bars(stacked) or _figure_size(label, stacked) > _figure_size(label, beside):
        return stacked
    return beside


def carries_bars(label: Label, size: Size) -> bool:
    """Tell whether a label of this size shows its code as bars."""
    return _has_bars(lay_out(label, size))


def width_of(text: str, em: float, *, bold: bool = False) -> float:
    """Give about the width of a text in a common sans serif; a little more than less."""
    narrow, wide, large, other = _BOLD if bold else _REGULAR
    each = (
        narrow if char in _NARROW else wide if char in _WIDE else large if char.isupper() else other for char in text
    )
    return sum(each) * em


def wrapped(text: str, em: float, room: float, lines: int) -> list[str]:
    """Break a bold text into at most so many lines; what does not fit ends with an ellipsis."""
    made, line = list[str](), ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if line and width_of(joined, em, bold=True) > room:
            made.append(line)
            line = word
        else:
            line = joined
    made.append(line)
    kept = made[:lines]
    if len(made) > lines:
        kept[-1] += "…"
    return [_cut(line, em, room) for line in kept]


def _cut(text: str, em: float, room: float) -> str:
    if width_of(text, em, bold=True) <= room:
        return text
    short = text.rstrip("…")
    while short and width_of(short + "…", em, bold=True) > room:
        short = short[:-1]
    return short.rstrip() + "…"


def _has_bars(pieces: list[Piece]) -> bool:
    return any(isinstance(piece, Bars) for piece in pieces)


def _figure_stands_out(label: Label, pieces: list[Piece]) -> bool:
    """Tell whether the price is clearly larger than the name."""
    name = max(piece.size for piece in pieces if isinstance(piece, Words) and piece.y == 0)
    return _figure_size(label, pieces) > _STANDS_OUT * name


def _figure_size(label: Label, pieces: list[Piece]) -> float:
    return next(piece.size for piece in pieces if isinstance(piece, Words) and piece.text == label.figure)


def _between(low: float, value: float, high: float) -> float:
    return max(low, min(value, high))


def _head(label: Label, size: Size, em: float, lines: int) -> Iterator[Words | Frame]:
    """Give the mark, the name and the detail under it."""
    room = size.width
    if label.mark:
        small = em * 0.62
        wide = width_of(label.mark, small, bold=True) + small
        room -= wide + _SEPARATION_MM
        yield Frame(size.width - wide, 0.1, wide, small * 1.7)
        yield Words(label.mark, size.width - wide, small * 0.35, wide, small, bold=True, align="center")
    name = wrapped(label.name, em, room, lines)
    for place, text in enumerate(name):
        yield Words(text, 0, place * em * _LEADING, room, em, bold=True)
    if label.detail:
        yield Words(label.detail, 0, len(name) * em * _LEADING, size.width, _small(size))


def _bottom(pieces: list[Words | Frame]) -> float:
    return max(piece.y + piece.size * _LEADING for piece in pieces if isinstance(piece, Words))


def _small(size: Size) -> float:
    return _between(1.7, size.height * 0.08, 3.4)


def _shelf(label: Label, size: Size) -> Iterator[Piece]:
    """Name on top, the code small at the left, the price as large as it can be at the right."""
    em, small = _between(2.3, size.height * 0.125, 7), _small(size)
    head = list(_head(label, size, em, 3 if size.height > _THREE_LINES_MM else 2))
    yield from head
    top = _bottom(head) + 0.3
    note = _note(label)
    low = size.height - (small * _LEADING if note else 0)
    code = list(_code(label, Size(size.width * 0.5, low - top, size.dot), top, small, high=14))
    yield from code
    if note:
        yield Words(note, 0, size.height - small, size.width * (0.5 if code else 1), small)
    left, high = 0.0, low - top
    if code:
        right = max(_right_of(piece) for piece in code)
        left, high = max(right, width_of(note, small)) + _SEPARATION_MM, size.height - top
    yield from _price(label, left, top, Size(size.width - left, high, size.dot), small)


def _note(label: Label) -> str:
    return " · ".join(part for part in (label.plu and f"PLU {label.plu}", label.date) if part)


def _price(label: Label, left: float, top: float, room: Size, small: float) -> Iterator[Words]:
    """The figure, under it the unit price and the members' price, all at the right edge."""
    under = [(text, bold) for text, bold in ((label.unit_price, True), (label.member_price, False)) if text]
    line = _between(small, room.height * 0.16, 4.2)
    high = room.height - len(under) * line * _LEADING
    yield from _figure(label, left, top, Size(room.width, high, room.dot), small * 1.15)
    for place, (text, bold) in enumerate(under):
        yield Words(text, left, top + high + place * line * _LEADING, room.width, line, bold, "right")


def _figure(label: Label, left: float, top: float, room: Size, small: float) -> Iterator[Words]:
    em, widths = _figure_em(label, room, small), _figure_width(label)
    y = top + max((room.height - em * 1.1) / 2, 0)
    wide = min(widths * em, room.width)
    yield Words(label.figure, left + room.width - wide, y, wide, em, bold=True, align="right")
    if label.figure_label:
        yield Words(label.figure_label, left, y + (em - small) * 0.9, room.width - wide - 0.6, small, align="right")


def _figure_width(label: Label) -> float:
    return max(width_of(label.figure, 1, bold=True), 0.7)


def _figure_em(label: Label, room: Size, small: float) -> float:
    beside = width_of(label.figure_label, small) + 0.8 if label.figure_label else 0.0
    return _between(2.2, min(room.height / 1.15, (room.width - beside) / _figure_width(label)), 24)


def _stacked(label: Label, size: Size) -> Iterator[Piece]:
    """Name on top, facts and price in the middle, the code along the bottom."""
    em, small = _between(2.1, size.height * 0.115, 6), _small(size)
    lines = 3 if size.height > _THREE_LINES_MM else 2 if size.height > _STACKED_MM else 1
    head = list(_head(label, size, em, lines))
    yield from head
    top = _bottom(head) + 0.3
    share = 0.42 if label.facts or label.kind == "container" else 0.5
    high = (size.height - top) * share if label.code else 0.0
    below = Size(size.width, high, size.dot)
    yield from _code(label, below, size.height - high, small, high=16, centred=True)
    middle = size.height - top - high - 0.4
    yield from _middle(label, size.width, top, middle, small)


def _middle(label: Label, width: float, top: float, high: float, small: float) -> Iterator[Words]:
    told = [f"{name} {value}" for name, value in label.facts]
    told += [text for text in (label.unit_price, label.member_price) if text]
    if (label.kind == "shelf" or not label.code) and not told and (note := _note(label)):
        told = [note]
    line = min(small * 1.1, high / (len(told) * _LEADING)) if told else small
    wide = max((width_of(text, line) for text in told), default=0.0)
    if label.facts and wide > width * _FACTS:
        # What the law wants on weighed goods is rather small than cut off.
        line, wide = max(line * width * _FACTS / wide, _LEAST_EM), width * _FACTS
    left, under = (min(wide + 1.5, width * (_FACTS + 0.04)), 0.0) if told else (0.0, 0.0)
    beside, below = Size(width - left, high, 0), Size(width, high - len(told) * line * _LEADING, 0)
    if _figure_em(label, below, small) > _figure_em(label, beside, small):
        left, under, beside = 0.0, high - below.height, below
    for place, text in enumerate(told):
        yield Words(text, 0, top + place * line * _LEADING, left or width, line)
    yield from _figure(label, left, top + under, beside, small)


def _code(
    label: Label, room: Size, top: float, small: float, *, high: float, centred: bool = False
) -> Iterator[Words | Bars]:
    """The bars with their figures under them; the figures alone where bars do not fit."""
    kind = code_kind(label.code)
    if kind is None:
        if label.code:
            yield Words(label.code, 0, top + room.height - small * _LEADING, room.width, small)
        return
    count = len(bars(Barcode(label.code, kind)))
    before, after = _QUIET[kind]
    dots = int(min(_LARGEST_MODULE_MM, room.width / (before + count + after)) / room.dot + 1e-6)
    module, figures = dots * room.dot, small * 1.25
    tall = min(room.height - figures, high)
    if module < LEAST_MODULE_MM - 1e-6 or tall < 4:
        align: Align = "center" if centred else "left"
        yield Words(label.code, 0, top + room.height - figures, room.width, small, align=align)
        return
    x = before * module
    if centred:
        x = max(x, (room.width - count * module) / 2)
    y = top + room.height - figures - tall
    yield Bars(label.code, kind, x, y, module, tall)
    yield Words(label.code, x, y + tall + small * 0.2, count * module, small, align="center")


def _right_of(piece: Words | Bars) -> float:
    if isinstance(piece, Words):
        return piece.x + min(piece.width, width_of(piece.text, piece.size))
    return piece.x + (len(bars(Barcode(piece.code, piece.kind))) + _QUIET[piece.kind][1]) * piece.module
