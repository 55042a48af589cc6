"""A document as a few kinds of blocks: immutable, already worded, and kept as JSON beside what it tells."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Align: TypeAlias = Literal["left", "center", "right"]


class Text(msgspec.Struct, frozen=True, omit_defaults=True, tag="text"):
    """A paragraph; size 2 is twice as wide and high. Leading spaces indent every line of it."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Literal[1, 2] = 1


class Row(msgspec.Struct, frozen=True, omit_defaults=True, tag="row"):
    """A label that may wrap and an amount at the right edge of its last line."""

    left: str
    right: str
    bold: bool = False
    size: Literal[1, 2] = 1


class Cols(msgspec.Struct, frozen=True, omit_defaults=True, tag="cols"):
    """One line of a table; rows that follow each other with the same widths form one table.

    A width is a number of columns, 0 takes what is left (the first cell only); a column grows to hold
    its widest figure. `aligns` has one letter per cell, l or r.
    """

    cells: tuple[str, ...]
    widths: tuple[int, ...]
    aligns: str
    bold: bool = False


class Rule(msgspec.Struct, frozen=True, omit_defaults=True, tag="rule"):
    """A line across the paper, made of one character."""

    char: str = "-"


class Qr(msgspec.Struct, frozen=True, omit_defaults=True, tag="qr"):
    """A QR code; `size` is one module in printer dots (203 dpi)."""

    data: str
    size: int = 5


class Barcode(msgspec.Struct, frozen=True, omit_defaults=True, tag="barcode"):
    """A bar code with its characters under it."""

    code: str
    kind: Literal["EAN13", "EAN8", "CODE128"] = "EAN13"


class Picture(msgspec.Struct, frozen=True, omit_defaults=True, tag="picture"):
    """A PNG, centred; base64 in the JSON."""

    png: bytes


class Feed(msgspec.Struct, frozen=True, omit_defaults=True, tag="feed"):
    """Empty lines."""

    n: int = 1


class CodePage(msgspec.Struct, frozen=True, omit_defaults=True, tag="codepage"):
    """From here on, print with this page of characters; only receipt printers have pages."""

    name: str


class Cut(msgspec.Struct, frozen=True, omit_defaults=True, tag="cut"):
    """Where the paper is cut."""


Block: TypeAlias = Text | Row | Cols | Rule | Qr | Barcode | Picture | Feed | CodePage | Cut


class Document(msgspec.Struct, frozen=True):
    """Anything the till prints, shows or keeps."""

    title: str
    blocks: tuple[Block, ...]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Document)


def to_json(document: Document) -> bytes:
    """Give the document as UTF-8 JSON."""
    return _encoder.encode(document)


def from_json(payload: bytes) -> Document:
    """Read a document back; raises `msgspec.ValidationError` for anything else."""
    return _decoder.decode(payload)
