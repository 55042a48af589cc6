"""Picture files as people upload them, good and bad."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def photo(width: int = 1600, height: int = 1600, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """Give a picture whose middle is green and whose edges are red."""
    image = Image.new(mode, (width, height), (200, 30, 30) if mode == "RGB" else (200, 30, 30, 0))
    green = (20, 160, 60) if mode == "RGB" else (20, 160, 60, 255)
    image.paste(Image.new(mode, (width // 2, height // 2), green), (width // 4, height // 4))
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Wilhelmine"
    exif[0x0112] = 1
    image.save(target, kind, exif=exif.tobytes()) if kind == "JPEG" else image.save(target, kind)
    return target.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Give a small PNG that says it has billions of pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
