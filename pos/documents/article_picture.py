"""An article's picture made small enough to travel: at most 640 pixels and 60 kB, as JPEG or WebP."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

SIDE = 640
LARGEST_KEPT = 60_000
LARGEST_READ = 40_000_000
LARGEST_PIXELS = 100_000_000
_QUALITIES = (85, 75, 65, 55, 45, 35)
_KEPT_AS_IT_IS = {b"jpeg": "image/jpeg", b"webp": "image/webp"}


class ArticlePicture(NamedTuple):
    """A picture ready to be kept, named by its content."""

    sha256: str
    media_type: str
    body: bytes
    width: int
    height: int


def shrink(content: bytes) -> ArticlePicture:
    """Give a picture file scaled and encoded; raises `UserError` when it is none. For a background thread."""
    if len(content) > LARGEST_READ:
        raise UserError("This picture is too large. Choose one below 40 MB.")
    image, kind, scaled = _read(content)
    if not scaled and kind in _KEPT_AS_IT_IS and len(content) <= LARGEST_KEPT and not _says_where(content):
        return _named(content, _KEPT_AS_IT_IS[kind], image.width(), image.height())
    flat = _flattened(_within(image, SIDE))
    while True:
        for quality in _QUALITIES:
            body = _jpeg(flat, quality)
            if len(body) <= LARGEST_KEPT:
                return _named(body, "image/jpeg", flat.width(), flat.height())
        flat = _within(flat, max(flat.width(), flat.height()) * 3 // 4)


def _read(content: bytes) -> tuple[QImage, bytes, bool]:
    """Give the image as it is looked at, the kind of file, and whether it is larger than what is kept."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt  # noqa: PLC0415  # when a picture is chosen
    from PySide6.QtGui import QImageReader  # noqa: PLC0415  # same

    source = QBuffer()
    source.setData(QByteArray(content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    size, kind = reader.size(), bytes(reader.format().data())
    large = size.isValid() and max(size.width(), size.height()) > SIDE
    if large:
        if size.width() * size.height() > LARGEST_PIXELS:
            raise UserError("This picture is too large. Choose one below 100 million pixels.")
        # Read at twice the size wanted: JPEG decodes that much faster, and the last step smooths.
        reader.setScaledSize(size.scaled(QSize(2 * SIDE, 2 * SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserError("This file is no picture. Choose a PNG, JPEG or WebP file; the article keeps what it had.")
    return image, kind, large or max(image.width(), image.height()) > SIDE


def _within(image: QImage, side: int) -> QImage:
    from PySide6.QtCore import Qt  # noqa: PLC0415  # as above

    if max(image.width(), image.height()) <= side:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _flattened(image: QImage) -> QImage:
    """Put what is transparent on white: JPEG would make it black."""
    from PySide6.QtCore import Qt  # noqa: PLC0415  # as above
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415  # as above

    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def _jpeg(image: QImage, quality: int) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice  # noqa: PLC0415  # as above

    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(target, "JPEG", quality)  # type: ignore[call-overload]
    return bytes(target.data().data())


def _says_where(content: bytes) -> bool:
    """Tell whether a file carries a camera's notes: they may say where somebody lives, and are left out."""
    return b"Exif\0\0" in content[:65536] or b"EXIF" in content[:65536] or b"http://ns.adobe.com/xap" in content[:65536]


def _named(body: bytes, media_type: str, width: int, height: int) -> ArticlePicture:
    return ArticlePicture(hashlib.sha256(body).hexdigest(), media_type, body, width, height)
