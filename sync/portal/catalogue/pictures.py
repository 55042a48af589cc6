"""Pictures that people upload: read with care, cut to 4:3, stripped of everything but the picture, encoded anew.

What the file says beside its pixels (place, camera, comments) never reaches the journal. One size is journalled, 1120
pixels wide, because tills hear it too; the one for cards is made from it when first asked for.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from pos.domain.errors import UserError
from sync.portal.catalogue import offers
from sync.portal.storage import tables
from sync.portal.storage.engine import put

if TYPE_CHECKING:
    from PIL.Image import Image

    from sync.portal.storage.engine import Database

WIDTH, HEIGHT = 1120, 840
CARD_WIDTH = 560
LARGEST_FILE = 10_000_000
LARGEST_PIXELS = 40_000_000
LARGEST_KEPT = 180_000
"""An entry travels in a batch with others: a picture must leave room (protocol: 512 kB raw, base 64)."""
_QUALITIES = (82, 74, 66, 58, 48, 38)
_FORMATS = ("JPEG", "PNG", "WEBP")


class Picture(NamedTuple):
    """A picture named by the SHA-256 of its bytes."""

    sha256: str
    media_type: str
    body: bytes


def encoded(content: bytes) -> Picture:
    """Give an uploaded picture as it is kept: 4:3 JPEG, at most 1120 pixels wide; raises `UserError`."""
    if not content:
        raise UserError("No picture was chosen. The article keeps what it had.")
    if len(content) > LARGEST_FILE:
        raise UserError("This picture is too large. Choose one below 10 MB; the article keeps what it had.")
    cut = _cut(_read(content))
    for quality in _QUALITIES:
        body = _jpeg(cut, quality)
        if len(body) <= LARGEST_KEPT:
            return Picture(hashlib.sha256(body).hexdigest(), "image/jpeg", body)
    body = _jpeg(_within(cut, WIDTH // 2), _QUALITIES[-1])
    return Picture(hashlib.sha256(body).hexdigest(), "image/jpeg", body)


class Pictures:
    """Pictures in the size for cards, kept once made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def card(self, member: str, sha256: str) -> tuple[str, bytes] | None:
        """Give (media type, bytes) of a picture at most 560 pixels wide."""
        c = tables.thumbnail.c
        with self._database.read() as connection:
            here = c.member.not_in(select(tables.departed.c.member))
            query = select(c.body).where(c.member == member, c.sha256 == sha256, c.width == CARD_WIDTH, here)
            made = connection.execute(query).scalar_one_or_none()
            whole = None if made is not None else offers.picture(connection, member, sha256)
        if made is not None:
            return "image/jpeg", made
        if whole is None:
            return None
        try:
            small = _jpeg(_within(_read(whole[1]), CARD_WIDTH), _QUALITIES[0])
        except UserError:
            return whole  # kept by a till before pictures were read here; shown as it is
        if len(small) >= len(whole[1]):
            return whole
        row = {"member": member, "sha256": sha256, "width": CARD_WIDTH, "body": small}
        with self._database.write() as connection:
            put(connection, tables.thumbnail, [row])
        return "image/jpeg", small


def _read(content: bytes) -> Image:
    from PIL import Image, ImageOps  # noqa: PLC0415  # when a picture is uploaded or first shown small

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            _check_size(opened)
            if opened.format == "JPEG":
                opened.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
            return _flat(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UserError(
            "This file is no picture. Choose a PNG, JPEG or WebP file; the article keeps what it had."
        ) from error


def _check_size(opened: Image) -> None:
    """The size stands in the file's head: a bomb is refused before a pixel is unpacked."""
    if opened.width * opened.height > LARGEST_PIXELS:
        raise _too_many()


def _too_many() -> UserError:
    return UserError("This picture has too many pixels. Choose one below 40 million; the article keeps what it had.")


def _flat(image: Image) -> Image:
    """Put what is transparent on white: JPEG would make it black."""
    from PIL import Image  # noqa: PLC0415  # as above

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        whole = image.convert("RGBA")
        ground = Image.new("RGB", whole.size, "white")
        ground.paste(whole, mask=whole.getchannel("A"))
        return ground
    return image.convert("RGB")


def _cut(image: Image) -> Image:
    """Cut the middle out at 4:3, and make it smaller where it is larger than what is kept."""
    from PIL import ImageOps  # noqa: PLC0415  # as above

    width = min(WIDTH, image.width, image.height * 4 // 3)
    return ImageOps.fit(image, (max(width, 4), max(width * 3 // 4, 3)))


def _within(image: Image, width: int) -> Image:
    if image.width <= width:
        return image
    return image.resize((width, max(1, image.height * width // image.width)))


def _jpeg(image: Image, quality: int) -> bytes:
    target = io.BytesIO()
    # Nothing of the source travels along: no Exif, no colour profile, no comment.
    image.info.clear()
    image.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()
