"""The shop's logo, made ready for paper: small, opaque, black on white."""

from __future__ import annotations

import io

from pos.domain.errors import UserError

WIDTH, HEIGHT = 384, 200
"""Dots that fit the narrowest paper (58 mm) and leave room for the receipt."""
LARGEST_BYTES = 20_000_000


def logo_png(picture: bytes) -> bytes:
    """Give a picture file as a one-bit PNG of at most 384 x 200 dots; raises `UserError` when it is none."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # read when a logo is chosen, never while selling

    if len(picture) > LARGEST_BYTES:
        raise UserError("This picture is too large for a logo. Choose one below 20 MB.")
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            flat = Image.new("RGBA", opened.size, "white")
            flat.alpha_composite(opened.convert("RGBA"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UserError("This file is no picture. Choose a PNG or JPEG file; the logo stays as it was.") from error
    flat.thumbnail((WIDTH, HEIGHT))
    made = io.BytesIO()
    flat.convert("L").convert("1").save(made, "PNG", optimize=True)
    return made.getvalue()
