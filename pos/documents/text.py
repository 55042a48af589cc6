"""A document as plain text, for the screen, e-mail and tests."""

from __future__ import annotations

from pos.documents.blocks import Barcode, Document, Qr
from pos.documents.layout import Line, layout


def to_text(document: Document, columns: int = 48) -> str:
    """Give the lines as they stand on the paper; a code shows its content."""
    lines: list[str] = []
    for piece in layout(document, columns):
        match piece:
            case Line():
                lines.append(piece.padded(columns))
            case Qr():
                lines.append(Line(f"[QR {piece.data}]", "center").padded(columns))
            case Barcode():
                lines.append(Line(f"[{piece.code}]", "center").padded(columns))
            case _:
                continue
    return "\n".join(lines) + "\n"
