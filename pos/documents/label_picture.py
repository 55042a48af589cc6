"""Labels painted: sheets of A4 as PDF with real text, and the same sheets or single labels as pictures.

Needs a QGuiApplication.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColorConstants,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from pos.documents.blocks import Barcode
from pos.documents.label_formats import A4, ROLL_MARGIN
from pos.documents.label_layout import Bars, Frame, Size, Words, lay_out
from pos.documents.symbols import bars
from pos.documents.zpl import MM_PER_INCH, size_of
from pos.domain.errors import UserError
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pos.documents.label import Label
    from pos.documents.label_formats import Roll, Sheet
    from pos.documents.label_layout import Piece

PDF_DPI = 600
_BARS_DPI = 300
"""Bars are whole dots of 300 dpi: as sharp on office printers of 300, 600 and 1200."""
FAMILIES = ("Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Liberation Sans", "Arial")
_INK = QColorConstants.Black
_CUT = QColorConstants.LightGray
_BASELINE = 0.88
_THIN_MM = 0.2
_WHOLE = 0.02
_SMALLEST = 0.6


def inner_size(sheet: Sheet) -> Size:
    """Give what a label of a sheet offers for printing."""
    across, down = sheet.margins
    return Size(sheet.width - 2 * across, sheet.height - 2 * down, MM_PER_INCH / _BARS_DPI)


def pages_of(count: int, sheet: Sheet, start: int = 1) -> int:
    """Give how many sheets so many labels take from label `start` of the first one."""
    if not 1 <= start <= sheet.places:
        raise UserError("This sheet has {n} labels: start at 1 to {n}.", n=sheet.places)
    return -(-(start - 1 + count) // sheet.places)


def sheets_pdf(labels: Sequence[Label], sheet: Sheet, path: Path, start: int = 1) -> int:
    """Write the labels as PDF, the first at label `start`; give the number of sheets."""
    if not labels:
        raise UserError("There is no label to print. Choose articles first.")
    pages = pages_of(len(labels), sheet, start)
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setResolution(PDF_DPI)
    writer.setTitle(tr("Labels"))
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        _paint_page(painter, labels, sheet, page * sheet.places - (start - 1), PDF_DPI)
    painter.end()
    try:
        path.write_bytes(made.data().data())
    except OSError as error:
        raise UserError("The file {name} cannot be written here. Choose another folder.", name=path.name) from error
    return pages


def page_image(labels: Sequence[Label], sheet: Sheet, page: int = 0, start: int = 1, dpi: int = 150) -> QImage:
    """Give one of the sheets as a picture."""
    image = _paper(*A4, dpi)
    painter = QPainter(image)
    _paint_page(painter, labels, sheet, page * sheet.places - (start - 1), dpi)
    painter.end()
    return image


def roll_image(label: Label, roll: Roll, dpi: int = 203) -> QImage:
    """Give a label of a roll as a picture."""
    image = _paper(roll.width, roll.height, dpi)
    painter = QPainter(image)
    scale = dpi / MM_PER_INCH
    painter.translate(ROLL_MARGIN * scale, ROLL_MARGIN * scale)
    paint_pieces(painter, lay_out(label, size_of(roll, dpi)), scale)
    painter.end()
    return image


def paint_pieces(painter: QPainter, pieces: Sequence[Piece], scale: float) -> None:
    """Paint pieces from the painter's origin, `scale` pixels for a millimetre."""
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for piece in pieces:
        match piece:
            case Words():
                _paint_words(painter, piece, scale)
            case Bars():
                _paint_bars(painter, piece, scale)
            case Frame():
                painter.setPen(QPen(_INK, _THIN_MM * scale))
                box = QRectF(piece.x * scale, piece.y * scale, piece.width * scale, piece.height * scale)
                painter.drawRoundedRect(box, 0.6 * scale, 0.6 * scale)


def _paper(width_mm: float, height_mm: float, dpi: int) -> QImage:
    scale = dpi / MM_PER_INCH
    image = QImage(round(width_mm * scale), round(height_mm * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def _paint_page(painter: QPainter, labels: Sequence[Label], sheet: Sheet, first: int, dpi: int) -> None:
    """Paint one sheet; `first` is the label at its first place, negative while places stay empty."""
    scale, size = dpi / MM_PER_INCH, inner_size(sheet)
    across, down = sheet.margins
    laid: dict[Label, list[Piece]] = {}
    for place in range(sheet.places):
        left, top = sheet.corner(place)
        if sheet.cut:
            painter.setPen(QPen(_CUT, 0.1 * scale))
            painter.drawRect(QRectF(left * scale, top * scale, sheet.width * scale, sheet.height * scale))
        if not 0 <= first + place < len(labels):
            continue
        label = labels[first + place]
        if label not in laid:
            laid[label] = lay_out(label, size)
        painter.save()
        # Whole pixels: bars keep their widths wherever the label lies.
        painter.translate(round((left + across) * scale), round((top + down) * scale))
        paint_pieces(painter, laid[label], scale)
        painter.restore()


@lru_cache(maxsize=1)
def _family() -> str:
    known = set(QFontDatabase.families())
    return next((name for name in FAMILIES if name in known), "")


def _font(pixels: float, *, bold: bool) -> QFont:
    font = QFont(_family()) if _family() else QFont()
    font.setPixelSize(max(round(pixels), 1))
    font.setBold(bold)
    font.setFeature(QFont.Tag("liga"), 0)  # who searches a PDF types two letters, not «ﬁ»
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _paint_words(painter: QPainter, words: Words, scale: float) -> None:
    font, room = _font(words.size * scale, bold=words.bold), words.width * scale
    text, metrics = words.text, QFontMetricsF(font)
    wide = metrics.horizontalAdvance(text)
    if wide > room > 0:
        font = _font(math.floor(words.size * scale * max(room / wide, _SMALLEST)), bold=words.bold)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(text) > room * 1.03:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(text)
    free = max(room - wide, 0)
    left = words.x * scale + {"left": 0.0, "center": free / 2, "right": free}[words.align]
    painter.setFont(font)
    painter.setPen(_INK)
    painter.drawText(QPointF(left, (words.y + words.size * _BASELINE) * scale), text)


def _paint_bars(painter: QPainter, piece: Bars, scale: float) -> None:
    """Paint bars on whole pixels where the module is one; else (a preview) as fine as the picture allows."""
    module, left, top, high = piece.module * scale, piece.x * scale, piece.y * scale, piece.height * scale
    exact = abs(module - round(module)) < _WHOLE
    if exact:
        module, left, top, high = round(module), round(left), round(top), round(high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=not exact)
    for run in re.finditer("1+", bars(Barcode(piece.code, piece.kind))):
        painter.fillRect(QRectF(left + run.start() * module, top, (run.end() - run.start()) * module, high), _INK)
    painter.restore()
