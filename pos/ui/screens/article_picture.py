"""The picture of an article: shown, chosen from a file, made small in the background, kept with the next save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from pos.domain.errors import UserError
from pos.services import cataloguing
from pos.ui.widgets.basics import column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import explain, tr

if TYPE_CHECKING:
    from pos.documents.article_picture import ArticlePicture
    from pos.services.till import Till
    from pos.ui.tasks import TaskRunner

SHOWN = 120


class PictureChoice(QWidget):
    """One picture, or none; what is chosen counts when the article is saved."""

    changed = Signal()

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        super().__init__()
        self._till, self._tasks = till, tasks
        self._asked = 0
        self.sha256 = ""
        self.chosen: ArticlePicture | None = None
        """What was chosen and is not saved yet."""
        self._image = QLabel()
        self._image.setObjectName("article-picture")
        self._image.setFixedSize(SHOWN, SHOWN)
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._image.setProperty("kind", "card")
        self._said = label(size=14, kind="muted", name="article-picture-said")
        self._said.setWordWrap(True)
        choose = KeyedButton(tr("Choose a picture"), icon="plus", kind="line", name="article-picture-choose")
        choose.clicked.connect(self._ask)
        self._away = KeyedButton(tr("Remove"), kind="line", name="article-picture-remove")
        self._away.clicked.connect(self._remove)
        self.setLayout(row(self._image, column(row(choose, self._away, None), self._said, None), gap=12))

    def show_picture(self, sha256: str) -> None:
        """Show the picture an article names."""
        self._asked += 1
        self.sha256, self.chosen = sha256, None
        body = cataloguing.picture(self._till.shop, sha256) if sha256 else None
        missing = bool(sha256) and body is None
        self._said.setText(tr("The picture is not on this till yet.") if missing else "")
        self._show(body)

    def choose(self, path: Path) -> None:
        """Read a picture file and make it small, in the background; a refusal is said and changes nothing."""
        self._asked += 1
        mine = self._asked
        self._said.setText(tr("Making the picture small …"))

        def work() -> ArticlePicture:
            from pos.documents.article_picture import shrink  # noqa: PLC0415  # when a picture is chosen

            return shrink(path.read_bytes())

        def done(made: ArticlePicture) -> None:
            if mine == self._asked:
                self.chosen, self.sha256 = made, made.sha256
                size = tr(
                    "{width} × {height}, {kb} kB", width=made.width, height=made.height, kb=len(made.body) // 1000
                )
                self._said.setText(size)
                self._show(made.body)
                self.changed.emit()

        def failed(error: Exception) -> None:
            if mine == self._asked:
                unread = tr("The file {name} cannot be read. Check its name and folder.", name=path.name)
                self._said.setText(explain(error) if isinstance(error, UserError) else unread)

        self._tasks.run(work, done=done, failed=failed)

    def _show(self, body: bytes | None) -> None:
        picture = QPixmap()
        if body:
            picture.loadFromData(body)
        self._away.setEnabled(bool(self.sha256))
        self._image.setPixmap(
            picture.scaled(SHOWN, SHOWN, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            if not picture.isNull()
            else QPixmap()
        )
        if picture.isNull():
            self._image.setText(tr("no picture"))

    def _remove(self) -> None:
        self.show_picture("")
        self.changed.emit()

    def _ask(self) -> None:
        kinds = "PNG, JPEG, WebP (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a picture"), "", kinds)
        if path:
            self.choose(Path(path))
