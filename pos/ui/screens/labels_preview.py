"""The paper of the labels' panel as a picture, and what a person should look at on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.documents.label_formats import roll_of, sheet_of
from pos.documents.label_layout import carries_bars
from pos.documents.label_picture import inner_size, page_image, roll_image
from pos.documents.label_strip import strip_document
from pos.documents.picture import to_image
from pos.documents.zpl import size_of
from pos.services import labelling
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from pos.documents.label import Label
    from pos.services.labelling import LabelChoices

_SHEET_DPI = 110
_STRIP_COLUMNS = 42


def paper(labels: Sequence[Label], choices: LabelChoices, start: int) -> QImage:
    """Give the first sheet, the first label of a roll, or the first strip."""
    match choices.output:
        case "sheet":
            return page_image(labels, sheet_of(choices.sheet), 0, start, _SHEET_DPI)
        case "labels":
            return roll_image(labels[0], roll_of(choices.roll), choices.dpi)
        case "receipts":
            return to_image(strip_document(labels[:1]), _STRIP_COLUMNS)


def oddities(labels: Sequence[Label], choices: LabelChoices) -> list[str]:
    """Say what is odd about the labels, and how many codes do not fit as bars."""
    said = labelling.oddities(labels)
    if choices.output == "receipts":
        return said
    size = inner_size(sheet_of(choices.sheet))
    if choices.output == "labels":
        size = size_of(roll_of(choices.roll), choices.dpi)
    narrow = sum(bool(label.code) and not carries_bars(label, size) for label in dict.fromkeys(labels))
    if narrow:
        said.append(tr("{n} too narrow for bars: their code is printed in figures", n=narrow))
    return said
