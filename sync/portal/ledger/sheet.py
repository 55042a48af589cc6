"""Sheets of A4 paper as PDF: the font inside, text placed by millimetres. Same content, same bytes.

The font is Arimo, the design of Liberation Sans 2, which the Swiss QR-bill's style guide asks for by name beside
Arial, Helvetica and Frutiger.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from fpdf import FPDF, ViewerPreferences
from fpdf.fonts import TTFFont

if TYPE_CHECKING:
    from datetime import datetime

WIDTH, HEIGHT = 210, 297
FAMILY = "arimo"
MM_PER_POINT = 25.4 / 72


class Sheet(FPDF):
    """A document whose pages are laid out by millimetres from the top left; `y` is the line that letters stand on."""

    def __init__(self, title: str, *, author: str, subject: str, language: str, made: datetime) -> None:
        super().__init__(unit="mm", format="A4")
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.c_margin = 0
        self._widths: dict[tuple[float, bool], dict[str, float]] = {}
        self._letters: dict[str, float] = {}
        regular, bold = _fonts()
        self.add_font(FAMILY, "", regular)
        self.add_font(FAMILY, "B", bold)
        self.set_title(title)
        self.set_author(author)
        self.set_subject(subject)
        self.set_lang(language)
        self.set_creator("Comptoir")
        self.set_creation_date(made)
        # Readers, and those who have pages read to them, hear the title and not the name of the file.
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def style(self, points: float, *, bold: bool = False, grey: int = 0) -> None:
        """Set how the next words are written."""
        self.set_font(FAMILY, "B" if bold else "", points)
        self.set_text_color(grey)
        self._letters = self._widths.setdefault((points, bold), {})

    def wide(self, words: str) -> float:
        """Give how wide words are in the current style; every letter is measured once."""
        letters = self._letters
        for letter in words:
            if letter not in letters:
                letters[letter] = self.get_string_width(letter)
        return sum(letters[letter] for letter in words)

    def right(self, x: float, y: float, words: str) -> None:
        """Write words that end at `x`."""
        self.text(x - self.wide(words), y, words)

    def cut(self, words: str, width: float) -> str:
        """Give words that fit a width in the current style; what is left out shows as dots."""
        if self.wide(words) <= width:
            return words
        while words and self.wide(words + "…") > width:
            words = words[:-1]
        return words.rstrip() + "…"

    def wrapped(self, words: str, width: float, most: int | None = None) -> list[str]:
        """Give words as lines that fit a width in the current style, at most so many."""
        lines = [""]
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.wide(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        if most is not None:
            lines = [*lines[: most - 1], *filter(None, [" ".join(lines[most - 1 :])])]
        return [self.cut(line, width) for line in lines]

    def whole(self) -> bytes:
        """Give the finished file."""
        return bytes(self.output())

    def release(self) -> None:
        """Close the files of the font; they stay open as long as glyphs may be asked for."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


@cache
def _fonts() -> tuple[Path, Path]:
    """Give regular and bold of the variable font as files of their own: made once, for making takes half a second."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # only when a document is made
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="comptoir-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    source = files("fontpkg_arimo") / "files" / "Arimo[wght].ttf"
    made = []
    for weight in (400, 700):
        path = folder / f"{weight}.ttf"
        with source.open("rb") as file:
            font = TTFont(file, recalcTimestamp=False)
            instantiateVariableFont(font, {"wght": weight}, inplace=True).save(path)
        made.append(path)
    return made[0], made[1]
