"""A logo is any picture, made small, opaque and black on white; what is no picture is refused in a sentence."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from pos.documents.blocks import Picture
from pos.documents.logo import HEIGHT, LARGEST_BYTES, WIDTH, logo_png
from pos.domain.errors import UserError
from pos.services import settings
from pos.services.printing import Printing
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGBA") -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, (200, 30, 30, 0) if mode == "RGBA" else (200, 30, 30)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(("size", "kind", "mode"), [((2000, 500), "PNG", "RGBA"), ((40, 900), "JPEG", "RGB")])
def test_a_picture_fits_the_narrowest_paper(size: tuple[int, int], kind: str, mode: str) -> None:
    with Image.open(io.BytesIO(logo_png(picture(size, kind, mode)))) as made:
        assert made.mode == "1"
        assert made.width <= WIDTH
        assert made.height <= HEIGHT
        assert abs(made.width / made.height - size[0] / size[1]) < 0.2


def test_what_is_transparent_stays_paper() -> None:
    with Image.open(io.BytesIO(logo_png(picture((100, 50))))) as made:
        assert made.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize("content", [b"", b"receipt;item", picture((30, 30))[:60], b"\x00" * (LARGEST_BYTES + 1)])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UserError):
        logo_png(content)


def test_receipts_carry_the_logo_that_is_chosen_until_it_is_taken_away(shop: ShopFile, tmp_path: Path) -> None:
    sale = sell(shop, (opened(shop).bread, 1000))
    printing = Printing(shop, tmp_path)

    made = settings.choose_logo(shop, picture((300, 100)))
    assert printing.document_of(sale.id).blocks[0] == Picture(made)

    with pytest.raises(UserError):
        settings.choose_logo(shop, b"no picture")
    assert settings.logo(shop) == made

    settings.choose_logo(shop, b"")
    assert not isinstance(printing.document_of(sale.id).blocks[0], Picture)
