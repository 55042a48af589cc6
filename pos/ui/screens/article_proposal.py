"""What a product file knows of a barcode, offered under the codes: taken over into empty fields, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from pos.ui import theme
from pos.ui.widgets.basics import label
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.lookup import Food


class Proposal(QFrame):
    """One proposal at a time; hidden while there is none."""

    accepted = Signal(object)
    """The article as the file knows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("article-proposal")
        self._food: Food | None = None
        self._said = label(size=14, name="article-proposal-said")
        self._said.setWordWrap(True)
        self._take = KeyedButton(tr("Fill in"), key="Alt+F", kind="line", name="article-proposal-take")
        self._take.clicked.connect(self._accept)
        away = KeyedButton("", icon="x", kind="quiet", name="article-proposal-away")
        away.setAccessibleName(tr("leave the proposal"))
        away.setFixedWidth(theme.TARGET)
        away.clicked.connect(lambda: self.offer(None))
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 2, 4, 2)
        box.setSpacing(theme.S)
        box.addWidget(self._said, 1)
        box.addWidget(self._take)
        box.addWidget(away)
        self.offer(None)

    @property
    def food(self) -> Food | None:
        """What is offered now."""
        return self._food

    def offer(self, food: Food | None) -> None:
        """Offer what is known of an article, or nothing."""
        self._food = food
        self.setVisible(food is not None)
        if food is not None:
            known = ", ".join(part for part in (food.name, food.brand, food.content) if part)
            self._said.setText(tr("Open Food Facts knows {code}: {what}", code=food.code, what=known))

    def _accept(self) -> None:
        food = self._food
        self.offer(None)
        if food is not None:
            self.accepted.emit(food)
