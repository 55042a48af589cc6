"""A document painted as it would print: on the screen, in an image, in a PDF.

Everything is drawn in the units of one monospace font and scaled as a whole, so that columns stay columns
at any size. Needs a QGuiApplication.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColorConstants, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter

from pos.documents.blocks import Barcode, Picture, Qr
from pos.documents.layout import Line, layout, width
from pos.documents.symbols import QUIET, bars, qr_rows, qr_side
from pos.domain.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from pos.documents.blocks import Document
    from pos.documents.layout import Piece

FAMILIES = (
    "DejaVu Sans Mono",
    "Cascadia Mono",
    "Menlo",
    "Liberation Mono",
    "Noto Sans Mono",
    "Consolas",
    "Courier New",
)
"""Monospace fonts with œ and €, best first; else what the system calls its fixed font."""

_FONT_PX = 20
_LEADING = 1.24
_DOTS_PER_COLUMN = 12
_LOGO_DOTS = 200
_BAR_DOTS = 2
_BAR_HEIGHT_DOTS = 80
_MARGIN_COLUMNS = 2
_INK = QColorConstants.Black
_SEGMENT = re.compile(r"\S+(?: \S+)*")


@lru_cache(maxsize=8)
def paper_font(size: int = 1, *, bold: bool = False) -> QFont:
    """Give the font of the paper, in the units of the layout."""
    known = set(QFontDatabase.families())
    family = next((name for name in FAMILIES if name in known), None)
    font = QFont(family) if family else QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(_FONT_PX * size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)
    return font


def paint(painter: QPainter, document: Document, columns: int, width_px: int) -> int:
    """Paint the document from the painter's origin down, `width_px` wide; gives its height in pixels."""
    sheet = _Sheet(columns, width_px)
    return sheet.paint(painter, layout(document, columns))


def height_of(document: Document, columns: int, width_px: int) -> int:
    """Give the height the document takes when painted `width_px` wide."""
    return _Sheet(columns, width_px).height(layout(document, columns))


def to_image(document: Document, columns: int = 48, scale: float = 1) -> QImage:
    """Give the document on white paper with a margin; at scale 1 a column is 12 pixels, as on a printer."""
    margin = round(_MARGIN_COLUMNS * _DOTS_PER_COLUMN * scale)
    width_px = round(columns * _DOTS_PER_COLUMN * scale)
    height_px = height_of(document, columns, width_px)
    image = QImage(width_px + 2 * margin, height_px + 2 * margin, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(margin, margin)
    paint(painter, document, columns, width_px)
    painter.end()
    return image


def to_png(document: Document, path: Path, columns: int = 48, scale: float = 1) -> None:
    """Write the document as a PNG."""
    if not to_image(document, columns, scale).save(str(path), "PNG"):  # type: ignore[call-overload]
        raise UserError("The file {name} cannot be written here. Choose another folder.", name=path.name)


class _Sheet:
    """One strip of paper: a font, a width, and where the next piece goes."""

    def __init__(self, columns: int, width_px: int) -> None:
        metrics = QFontMetricsF(paper_font())
        self._cell = metrics.horizontalAdvance("0")
        self._line = metrics.height() * _LEADING / 1.17
        self._ascent = metrics.ascent()
        self._width = self._cell * columns
        self._columns = columns
        self._dot = self._cell / _DOTS_PER_COLUMN
        self._scale = width_px / self._width

    def height(self, pieces: list[Piece]) -> int:
        """Give the height in pixels of the target."""
        return math.ceil(sum(self._height(piece) for piece in pieces) * self._scale)

    def paint(self, painter: QPainter, pieces: list[Piece]) -> int:
        """Paint the pieces one under the other; gives the height in pixels."""
        painter.save()
        painter.scale(self._scale, self._scale)
        painter.setPen(_INK)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        y = 0.0
        for piece in pieces:
            self._paint(painter, piece, y)
            y += self._height(piece)
        painter.restore()
        return math.ceil(y * self._scale)

    def _height(self, piece: Piece) -> float:
        match piece:
            case Line():
                return self._line * piece.size
            case Qr():
                return qr_side(piece.data) * self._qr_module(piece)
            case Barcode():
                return _BAR_HEIGHT_DOTS * self._dot + 2 * self._line
            case Picture():
                return self._picture(piece)[1].height() + self._line / 2
            case _:
                return 0.0

    def _paint(self, painter: QPainter, piece: Piece, y: float) -> None:
        match piece:
            case Line():
                self._paint_line(painter, piece, y)
            case Qr():
                self._paint_qr(painter, piece, y)
            case Barcode():
                self._paint_bars(painter, piece, y)
            case Picture():
                image, box = self._picture(piece)
                painter.drawImage(box.translated(0, y), image)
            case _:
                pass

    def _paint_line(self, painter: QPainter, line: Line, y: float) -> None:
        painter.setFont(paper_font(line.size, bold=line.bold))
        cell = self._cell * line.size
        free = self._columns * self._cell - width(line.text) * cell
        left = {"left": 0.0, "center": free / 2, "right": free}[line.align]
        baseline = y + self._line * line.size - (self._line - self._ascent) * line.size / 2
        # Each run of words starts on its own column: a character of another font cannot push an amount.
        for run in _SEGMENT.finditer(line.text):
            painter.drawText(QPointF(left + width(line.text[: run.start()]) * cell, baseline), run.group())

    def _qr_module(self, piece: Qr) -> float:
        side = qr_side(piece.data)
        wanted = min(piece.size * self._dot, self._width / side)
        # Whole pixels: a reader dislikes modules of unequal width.
        return max(math.floor(wanted * self._scale + 0.01), 1) / self._scale

    def _paint_qr(self, painter: QPainter, piece: Qr, y: float) -> None:
        rows = qr_rows(piece.data)
        module = self._qr_module(piece)
        left = self._snapped((self._width - len(rows) * module) / 2)
        top = self._snapped(y) + QUIET * module
        for index, row in enumerate(rows):
            text = "".join("1" if black else "0" for black in row)
            self._fill_runs(painter, text, QRectF(left, top + index * module, module, module))

    def _paint_bars(self, painter: QPainter, piece: Barcode, y: float) -> None:
        modules = bars(piece)
        wanted = min(_BAR_DOTS * self._dot, self._width / (len(modules) + 20))
        module = max(math.floor(wanted * self._scale + 0.01), 1) / self._scale
        left = self._snapped((self._width - len(modules) * module) / 2)
        box = QRectF(left, self._snapped(y + self._line / 2), module, _BAR_HEIGHT_DOTS * self._dot)
        self._fill_runs(painter, modules, box)
        self._paint_line(painter, Line(piece.code, "center"), box.bottom())

    def _fill_runs(self, painter: QPainter, modules: str, first: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for run in re.finditer("1+", modules):
            left = first.left() + run.start() * first.width()
            length = (run.end() - run.start()) * first.width()
            painter.fillRect(QRectF(left, first.top(), length, first.height()), _INK)
        painter.restore()

    def _picture(self, piece: Picture) -> tuple[QImage, QRectF]:
        image = QImage.fromData(piece.png)
        if image.isNull():
            return image, QRectF()
        shrunk = min(1.0, _LOGO_DOTS / image.height(), self._columns * _DOTS_PER_COLUMN / image.width())
        wide, high = image.width() * shrunk * self._dot, image.height() * shrunk * self._dot
        return image, QRectF((self._width - wide) / 2, 0, wide, high)

    def _snapped(self, place: float) -> float:
        return round(place * self._scale) / self._scale
