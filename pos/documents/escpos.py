"""A document as the bytes a receipt printer understands, made in memory and sent whole.

python-escpos 3.1 chooses a page per character (a euro sign switches to Greek) and forgets that a reset
returns the printer to its first page: the page is forced, once, and the text cleaned for it before layout.
"""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import redirect_stdout, suppress
from typing import TYPE_CHECKING, Any

from pos.documents.blocks import Barcode, CodePage, Cut, Document, Picture, Qr
from pos.documents.layout import Line, layout
from pos.documents.printable import clean, codec_of
from pos.documents.symbols import qr_png, qr_side

if TYPE_CHECKING:
    from pathlib import Path

    from pos.documents.layout import Piece

CODEPAGES = ("CP858", "CP1252", "CP850")
"""Pages that hold French; the first has the euro, the second also œ and typographic quotes."""

LOGO_HEIGHT = 200
"""Taller pictures than 960 dots print as a black block; no receipt needs more than an inch."""

_DOTS_PER_COLUMN = 12
_KICKS = {2: 0, 5: 1}
_PULSE = 0x32


def kick_bytes(pin: int = 2) -> bytes:
    """Give the pulse that opens the drawer on a printer's connector: pin 2 or 5, 100 ms on and off."""
    return bytes((0x1B, 0x70, _KICKS[pin], _PULSE, _PULSE))


def to_escpos(
    document: Document,
    *,
    columns: int,
    codepage: str = CODEPAGES[0],
    native_qr: bool = True,
    cut: bool = True,
    cache: Path | None = None,
) -> bytes:
    """Give the whole job; `cache` is a folder where python-escpos keeps its tables between two starts."""
    job = _Job(_dummy(cache), columns, native_qr=native_qr, cuts=cut)
    job.start(codepage)
    for piece in layout(clean(document, codec_of(codepage)), columns):
        job.add(piece)
    return job.output()


def _dummy(cache: Path | None) -> Any:
    """Make a printer in memory; a quarter of a second of import that no start of the till should pay."""
    if cache is None:
        from escpos.printer import Dummy  # noqa: PLC0415

        return Dummy()
    folder = cache / "escpos"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", str(folder))
    # The import makes an empty temporary folder, used or not: here, where it can be removed.
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        from escpos.printer import Dummy  # noqa: PLC0415
    finally:
        tempfile.tempdir = before
    for left in folder.glob("tmp*"):
        with suppress(OSError):
            left.rmdir()
    return Dummy()


class _Job:
    """Writes pieces to a printer in memory, sending a style only where it differs from the last."""

    def __init__(self, printer: Any, columns: int, *, native_qr: bool, cuts: bool) -> None:
        self._printer = printer
        self._dots = columns * _DOTS_PER_COLUMN
        self._native_qr = native_qr
        self._cuts = cuts
        self._style = Line("")

    def start(self, codepage: str) -> None:
        """Reset the printer and force its page."""
        self._printer.hw("INIT")
        self._page(codepage)

    def output(self) -> bytes:
        """Give everything written so far."""
        return bytes(self._printer.output)

    def add(self, piece: Piece) -> None:
        """Write one piece."""
        match piece:
            case Line():
                self._set(piece if piece.text else Line("", self._style.align, self._style.bold, piece.size))
                self._printer.textln(piece.text)
            case Qr():
                self._qr(piece)
            case Barcode():
                self._barcode(piece)
            case Picture():
                self._picture(piece.png, LOGO_HEIGHT)
            case CodePage():
                self._page(piece.name)
            case Cut():
                self._end()

    def _page(self, codepage: str) -> None:
        self._printer.magic.encoding = None
        self._printer.charcode(codepage)

    def _set(self, style: Line) -> None:
        old = self._style
        if style.align != old.align:
            self._printer.set(align=style.align)
        if style.bold != old.bold:
            self._printer.set(bold=style.bold)
        if style.size != old.size:
            self._printer.set(custom_size=True, width=style.size, height=style.size)
        self._style = style

    def _qr(self, piece: Qr) -> None:
        side = qr_side(piece.data)
        module = max(1, min(piece.size, self._dots // side))
        if not self._native_qr:
            self._picture(qr_png(piece.data, module), side * module)
            return
        from escpos.constants import QR_ECLEVEL_M  # noqa: PLC0415  # as above

        self._set(Line("", "center"))
        # The printer leaves no quiet zone of its own.
        self._printer.ln()
        self._printer.qr(piece.data, ec=QR_ECLEVEL_M, size=module, native=True)
        self._printer.ln()

    def _barcode(self, piece: Barcode) -> None:
        self._set(Line("", "center"))
        # The library tells the world on stdout which renderer it takes, and what its profile lacks.
        with redirect_stdout(io.StringIO()):
            self._printer.barcode(
                "{B" + piece.code if piece.kind == "CODE128" else piece.code,
                piece.kind,
                height=80,
                width=2,
                align_ct=False,
                function_type="B",
            )
        self._printer.ln()

    def _picture(self, png: bytes, height: int) -> None:
        from PIL import Image  # noqa: PLC0415  # as above

        self._set(Line("", "center"))
        with Image.open(io.BytesIO(png)) as opened:
            flat = Image.new("RGBA", opened.size, "white")
            flat.alpha_composite(opened.convert("RGBA"))
        flat.thumbnail((self._dots, height))
        with redirect_stdout(io.StringIO()):
            self._printer.image(flat.convert("L"))

    def _end(self) -> None:
        self._set(Line(""))
        if self._cuts:
            self._printer.cut(mode="PART")
        else:
            self._printer.print_and_feed(6)
