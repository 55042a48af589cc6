"""A purchase order as it is sent to a supplier: sheets of A4, the head of the table on each, no row broken.

Needs a QGuiApplication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColorConstants, QFont, QFontDatabase, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from pos.documents.label_picture import FAMILIES
from pos.documents.wordings import amount, day
from pos.domain.errors import UserError
from pos.domain.money import format_amount
from pos.domain.quantity import format_quantity, line_amount
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pos.domain.product import Product
    from pos.domain.purchase import OrderedLine, PurchaseOrder
    from pos.domain.shop import ShopProfile

_DPI = 600
_TENTH = _DPI / 254
WIDTH, HEIGHT, MARGIN = 2100, 2970, 200
"""A4, and what is left white; every length here is in tenths of a millimetre."""
_ADDRESS_LEFT, _ADDRESS_TOP, _BODY_TOP = 1180, 450, 920
"""Where the window of a Swiss C5 envelope shows the address (SN 010130), and what comes under it."""
_FOOT = 120
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_WRAPPED = Qt.TextFlag.TextWordWrap
_COLUMNS = ((540, _LEFT), (320, _LEFT), (300, _LEFT), (200, _RIGHT), (150, _RIGHT), (190, _RIGHT))
_GAP, _PADDING, _THIN = 20, 12, 2
_PLAIN, _LARGE, _SHOP, _TITLE = 32, 37, 46, 60


class Letter(NamedTuple):
    """Everything an order says on paper; `address` is where it goes, by lines."""

    order: PurchaseOrder
    lines: Sequence[tuple[OrderedLine, Product]]
    shop: ShopProfile
    written: str
    customer_number: str = ""
    address: tuple[str, ...] = ()


def write_order(letter: Letter, path: Path) -> int:
    """Write the order as a PDF; give the number of pages. Raises `UserError` when the file cannot be written."""
    # How many pages there are is known once they were laid out: the first time nothing is kept.
    pages = _paint(letter, QBuffer(), 0)
    made = QBuffer()
    _paint(letter, made, pages)
    try:
        path.write_bytes(made.data().data())
    except OSError as error:
        raise UserError("The file {name} cannot be written here. Choose another folder.", name=path.name) from error
    return pages


def _paint(letter: Letter, into: QBuffer, pages: int) -> int:
    into.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(into)
    writer.setResolution(_DPI)
    writer.setTitle(tr("Order {number}", number=letter.order.number))
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    painter.scale(_TENTH, _TENTH)
    sheet = _Sheet(painter, writer, pages)
    sheet.begin(letter)
    for cells in _rows(letter):
        sheet.row(cells)
    sheet.end(letter)
    painter.end()
    return sheet.number


def _rows(letter: Letter) -> Iterator[tuple[str, ...]]:
    for line, product in letter.lines:
        unit = "" if product.unit == "piece" else " " + product.unit
        cost, total = ("", "") if line.cost_minor is None else _worth(line)
        code = product.barcodes[0] if product.barcodes else product.plu
        name = f"{product.name}, {product.variant}" if product.variant else product.name
        quantity = format_quantity(line.quantity_milli, product.unit) + unit
        yield name, product.supplier_ref, code, quantity, cost, total


def _worth(line: OrderedLine) -> tuple[str, str]:
    cost = line.cost_minor or 0
    return format_amount(cost), format_amount(line_amount(cost, line.quantity_milli))


class _Sheet:
    """The page being written."""

    def __init__(self, painter: QPainter, writer: QPdfWriter, pages: int) -> None:
        self._painter, self._writer, self._pages = painter, writer, pages
        self.number = 1
        self._at: float = MARGIN
        known = set(QFontDatabase.families())
        self._family = next((family for family in FAMILIES if family in known), "")

    def begin(self, letter: Letter) -> None:
        """Write who orders what of whom, until when."""
        shop, order = letter.shop, letter.order
        self._text(shop.name, MARGIN, MARGIN, 900, size=_SHOP, bold=True)
        self._text("\n".join((*shop.address, shop.uid)).strip(), MARGIN, MARGIN + 70, 900)
        self._text("\n".join((order.supplier, *letter.address)), _ADDRESS_LEFT, _ADDRESS_TOP, 720, size=_LARGE)
        title = tr("Order {number}", number=order.number)
        self._text(title, MARGIN, _BODY_TOP - 120, 1200, size=_TITLE, bold=True)
        told = [(tr("Written on"), letter.written), (tr("Wanted by"), day(order.expected) if order.expected else "")]
        told.append((tr("Our customer number"), letter.customer_number))
        said = "   ".join(f"{name} {value}" for name, value in told if value)
        self._text(said, MARGIN, _BODY_TOP - 30, WIDTH - 2 * MARGIN)
        self._at = _BODY_TOP + 50
        self._head()

    def row(self, cells: Sequence[str]) -> None:
        """Write a row of the table, on a new page when it does not fit whole."""
        high = self._height(cells)
        if self._at + high > HEIGHT - MARGIN - _FOOT:
            self._turn()
            self._head()
        self._cells(cells)
        self._at += high

    def end(self, letter: Letter) -> None:
        """Write the total and the note, together."""
        lines = [line for line, _ in letter.lines]
        known = bool(lines) and all(line.cost_minor is not None for line in lines)
        total = sum(line_amount(line.cost_minor or 0, line.quantity_milli) for line in lines)
        wide = WIDTH - 2 * MARGIN
        note_high = self._box(letter.order.note, MARGIN, 0, wide, _LEFT).height() if letter.order.note else 0
        if self._at + 140 + note_high > HEIGHT - MARGIN - _FOOT:
            self._turn()
        if known:
            said, worth = tr("Total expected, without VAT"), amount(total, "CHF")
            self._text(said, MARGIN, self._at + 30, 1100, size=_LARGE, bold=True)
            self._text(worth, MARGIN + 1100, self._at + 30, wide - 1100, size=_LARGE, bold=True, side=_RIGHT)
            self._at += 100
        if letter.order.note:
            self._text(letter.order.note, MARGIN, self._at + 30, wide)
        self._foot()

    def _turn(self) -> None:
        self._foot()
        self._writer.newPage()
        self.number += 1
        self._at = MARGIN

    def _head(self) -> None:
        heads = (tr("Article"), tr("Your reference"), tr("Code"), tr("Quantity"), tr("Cost"), tr("Amount"))
        self._cells(heads, bold=True)
        self._at += self._height(heads)
        self._rule(self._at)
        self._at += _PADDING

    def _foot(self) -> None:
        self._rule(HEIGHT - MARGIN - 60)
        said = tr("Page {n} of {pages}", n=self.number, pages=self._pages)
        self._text(said, MARGIN, HEIGHT - MARGIN - 40, WIDTH - 2 * MARGIN, side=_RIGHT)

    def _rule(self, at: float) -> None:
        self._painter.setPen(QPen(QColorConstants.Black, _THIN))
        self._painter.drawLine(QPointF(MARGIN, at), QPointF(WIDTH - MARGIN, at))

    def _cells(self, cells: Sequence[str], *, bold: bool = False) -> None:
        left = MARGIN
        for cell, (wide, side) in zip(cells, _COLUMNS, strict=True):
            self._text(cell, left, self._at + _PADDING, _inside(wide, side), bold=bold, side=side)
            left += wide

    def _height(self, cells: Sequence[str]) -> float:
        boxes = [
            self._box(cell, 0, 0, _inside(wide, side), side) for cell, (wide, side) in zip(cells, _COLUMNS, strict=True)
        ]
        return max(box.height() for box in boxes) + 2 * _PADDING

    def _box(self, text: str, left: float, top: float, wide: float, side: Qt.AlignmentFlag) -> QRectF:
        self._painter.setFont(self._font(_PLAIN, bold=False))
        return self._painter.boundingRect(QRectF(left, top, wide, HEIGHT), side | _WRAPPED, text)

    def _font(self, size: int, *, bold: bool) -> QFont:
        font = QFont(self._family)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setPixelSize(size)
        font.setBold(bold)
        return font

    def _text(
        self, text: str, left: float, top: float, wide: float, *, size: int = _PLAIN, bold: bool = False,
        side: Qt.AlignmentFlag = _LEFT,
    ) -> None:  # fmt: skip
        self._painter.setPen(QColorConstants.Black)
        self._painter.setFont(self._font(size, bold=bold))
        self._painter.drawText(QRectF(left, top, wide, HEIGHT - top), side | _WRAPPED, text)


def _inside(wide: int, side: Qt.AlignmentFlag) -> int:
    """Words keep a gap to the next column; figures stand at the edge."""
    return wide - _GAP if side is _LEFT else wide
