"""How words are compared, at the till and on the portal: without marks, without case, œ as oe."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ß": "ss"})


def fold(text: str) -> str:
    """Give the text as it is compared: no marks, no case, œ as oe, æ as ae."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(c for c in spread if not unicodedata.combining(c))


def words_of(text: str, most: int = 8) -> list[str]:
    """Split into folded words, as indexes split them; never query syntax."""
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()[:most]
