"""Write papers and tables among the person's documents, and say where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.app.paths import Places
    from pos.documents.blocks import Document
    from pos.ui.main_window import MainWindow


class Papers:
    """The folder «Comptoir» among the documents."""

    def __init__(self, window: MainWindow, where: Places) -> None:
        self._window, self._where = window, where

    def folder(self) -> Path:
        """Give the folder, made when it is missing."""
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(place or self._where.data) / "Comptoir"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def pdf(self, document: Document) -> None:
        """Write a document as PDF, as wide as a receipt."""
        from pos.documents.pdf import to_pdf  # noqa: PLC0415  # only when one is asked for

        self.write(f"{_plain(document.title)}.pdf", lambda path: to_pdf(document, path))

    def sheets(self, title: str, write: Callable[[Path], object]) -> None:
        """Let sheets of paper be written as PDF under a title."""
        self.write(f"{_plain(title)}.pdf", write)

    def table(self, name: str, body: bytes) -> None:
        """Write a table for a spreadsheet."""
        self.write(f"{_plain(name)}.csv", lambda path: path.write_bytes(body))

    def file(self, name: str, body: bytes) -> None:
        """Write a file that is ready, under a name with its ending."""
        stem, _, ending = name.rpartition(".")
        self.write(f"{_plain(stem)}.{_plain(ending)}", lambda path: path.write_bytes(body))

    def write(self, name: str, write: Callable[[Path], object]) -> None:
        """Let something be written under a name, and say where it is."""
        try:
            path = self.folder() / name
            write(path)
        except OSError:
            self._window.problem(tr("{name} could not be written among your documents.", name=name))
        else:
            self._window.say(tr("Written: {path}", path=str(path)))


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name)
