"""What a receipt printer can print: characters outside its page are replaced before layout.

Before, because `œ` becomes two letters: replaced later, they would push the amount off its column.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pos.documents.blocks import Block, CodePage, Cols, Document, Row, Rule, Text

_REPLACED = {
    "\u202f": "\u00a0",
    "\u2007": "\u00a0",
    "\u2009": " ",
    "\u200b": "",
    "\u2212": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2022": "*",
    "\u2026": "...",
    "\u2039": "<",
    "\u203a": ">",
    "\u0152": "OE",
    "\u0153": "oe",
    "\u00d7": "x",
    "\u00b7": "*",
    "\u20ac": "EUR",
    "\u2192": "->",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
}


def codec_of(codepage: str) -> str:
    """Give Python's name of a printer's page, like cp858 for CP858."""
    return codepage.lower()


def printable(text: str, codec: str) -> str:
    """Give the text in characters the codec has; a control character becomes a space."""
    return "".join(_character(char, codec) for char in unicodedata.normalize("NFC", text))


def clean(document: Document, codec: str) -> Document:
    """Give the document in characters the printer has; QR and bar codes are data and stay as they are."""
    made: list[Block] = []
    for block in document.blocks:
        if isinstance(block, CodePage):
            codec = codec_of(block.name)
        made.append(_cleaned(block, codec))
    return Document(document.title, tuple(made))


def _cleaned(block: Block, codec: str) -> Block:
    match block:
        case Text():
            return Text(printable(block.text, codec), block.align, block.bold, block.size)
        case Row():
            return Row(printable(block.left, codec), printable(block.right, codec), block.bold, block.size)
        case Cols():
            cells = tuple(printable(cell, codec) for cell in block.cells)
            return Cols(cells, block.widths, block.aligns, block.bold)
        case Rule():
            return Rule(printable(block.char, codec)[:1] or "-")
        case _:
            return block


@lru_cache(maxsize=2048)
def _character(char: str, codec: str) -> str:
    # A name from a file could hold ESC and switch the printer to anything.
    if unicodedata.category(char) == "Cc":
        return " "
    if _fits(char, codec):
        return char
    replaced = _REPLACED.get(char)
    if replaced is None:
        base = (mark for mark in unicodedata.normalize("NFKD", char) if not unicodedata.combining(mark))
        replaced = "".join(base)
    return "".join(mark if _fits(mark, codec) else "?" for mark in replaced)


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
