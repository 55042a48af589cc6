"""A document as a PDF of one page as long as it needs: real text, the font inside, typography kept."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from pos.documents.picture import height_of, paint
from pos.domain.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from pos.documents.blocks import Document

_DPI = 600
_MARGIN_MM = 4
_MM_PER_INCH = 25.4
_COLUMNS = 42


def to_pdf(document: Document, path: Path, width_mm: int = 80, columns: int = _COLUMNS) -> None:
    """Write the document as a PDF `width_mm` wide."""
    dots = _DPI / _MM_PER_INCH
    width_px = round((width_mm - 2 * _MARGIN_MM) * dots)
    height_mm = math.ceil(height_of(document, columns, width_px) / dots) + 2 * _MARGIN_MM
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setResolution(_DPI)
    writer.setTitle(document.title)
    size = QPageSize(QSizeF(width_mm, height_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    painter.translate(_MARGIN_MM * dots, _MARGIN_MM * dots)
    paint(painter, document, columns, width_px)
    painter.end()
    try:
        path.write_bytes(made.data().data())
    except OSError as error:
        raise UserError("The file {name} cannot be written here. Choose another folder.", name=path.name) from error
