"""A label as a strip of the receipt printer, cut off after each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.documents.blocks import Barcode, Block, Cut, Document, Feed, Row, Text
from pos.documents.label import code_kind
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos.documents.label import Label

_LONGEST_CODE = 14
"""Longer ones do not fit on 58 mm paper as bars."""


def strip_document(labels: Sequence[Label]) -> Document:
    """Make one paper of all labels, a cut between them."""
    return Document(tr("Labels"), tuple(block for label in labels for block in _strip(label)))


def _strip(label: Label) -> Iterator[Block]:
    yield Text(label.name, bold=True)
    for text in (label.mark, label.detail):
        if text:
            yield Text(text)
    yield Row(label.figure_label, label.figure, bold=True, size=2)
    for text in (label.unit_price, label.member_price):
        if text:
            yield Text(text, "right")
    for name, value in label.facts:
        yield Row(name, value)
    kind = code_kind(label.code)
    if kind is not None and len(label.code) <= _LONGEST_CODE:
        yield Barcode(label.code, kind)
    elif label.code:
        yield Text(label.code, "center")
    if note := " · ".join(part for part in (label.plu and f"PLU {label.plu}", label.date) if part):
        yield Text(note)
    yield Feed()
    yield Cut()
