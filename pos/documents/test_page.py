"""The page that tells which characters, widths and codes a receipt printer knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.documents.blocks import Barcode, Block, CodePage, Cut, Document, Feed, Qr, Row, Rule, Text
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos.domain.shop import ShopProfile

SAMPLE = "€ œ é è à ç ï ô ù É Ç ä ö ü ß « » ’ ×"
_RULER = "1234567890" * 5
_WIDTHS = (32, 42, 48)


def test_page(shop: ShopProfile, codepages: Sequence[str]) -> Document:
    """Make the page: a sample of characters per code page, rulers, sizes, a QR code, a bar code.

    To find out how wide the paper is, print it with the most columns: what does not fit goes to the next line.
    """
    blocks: list[Block] = [Text(shop.name, "center", bold=True, size=2), Text(tr("Printer test"), "center"), Rule()]
    for codepage in codepages:
        blocks += _sample(codepage)
    blocks += [CodePage(codepages[0]), Rule(), Text(tr("The longest line that fits tells the number of columns:"))]
    blocks += [Text(_RULER[: width - 3] + f"{width:>3}") for width in _WIDTHS]
    blocks += [
        Rule(),
        Row(tr("Left"), tr("Right")),
        Row(tr("Bold"), "1'234.50", bold=True),
        Row(tr("Large"), "12.50", size=2),
        Feed(),
        Qr("COMPTOIR-TEST"),
        Barcode("7610000000011"),
        Text(tr("Both codes can be scanned; the paper is cut below."), "center"),
        Cut(),
    ]
    return Document(tr("Printer test"), tuple(blocks))


def _sample(codepage: str) -> Iterator[Block]:
    yield CodePage(codepage)
    yield Row(codepage, SAMPLE)


test_page.__test__ = False  # type: ignore[attr-defined]  # a page, not a test
