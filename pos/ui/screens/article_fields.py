"""What the tabs of an article's form are made of: fields bound to an article's own, with their questions above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.services import cataloguing, searching
from pos.ui import theme
from pos.ui.article_words import price_text
from pos.ui.widgets.basics import column, label, row
from pos.ui.widgets.picking import Option, PickField
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLayout

    from pos.domain.product import Product
    from pos.services.till import Till
    from pos.ui.widgets.values import ValueWidget

MOST_SHOWN = 60


def asked(said: str, answer: QWidget | QLayout) -> QLayout:
    """Lay a small question above its field."""
    return column(label(said, size=13, kind="muted"), answer, gap=2)


class FormPart(QWidget):
    """Fields bound to those of an article by name."""

    changed = Signal()

    def __init__(self, till: Till) -> None:
        super().__init__()
        self.till = till
        self.picks: list[PickField] = []
        self._fields: dict[str, ValueWidget] = {}
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 8, 16, 8)
        self.box.setSpacing(theme.S)

    def bind(self, field: str, widget: Any) -> Any:
        """Tie a field of the form to one of the article."""
        self._fields[field] = widget
        return self.follow(widget)

    def follow(self, widget: Any) -> Any:
        """Tell when a field changes; its choices open in the form's sheet."""
        widget.changed.connect(self.changed)
        if isinstance(widget, PickField):
            self.picks.append(widget)
        return widget

    def show_product(self, product: Product) -> None:
        """Show an article's fields."""
        for name, widget in self._fields.items():
            widget.set_value(getattr(product, name))

    def apply(self, product: Product) -> Product:
        """Give the article with what is entered; raises `UserError` for what cannot be."""
        return replace(product, **{name: widget.value() for name, widget in self._fields.items()})

    def pick_article(self, name: str, said: str) -> PickField:
        """Make a field that chooses another article."""

        def options(text: str) -> Sequence[Option]:
            found = searching.find(self.till.shop, text, MOST_SHOWN) if text.strip() else self.suggested()
            none = [] if text.strip() else [Option("", tr("none"))]
            return [
                *none,
                *(Option(hit.product.id, hit.product.name, "", price_text(hit.product)) for hit in found),
            ]

        def shown(key: str) -> Option:
            hit = cataloguing.article(self.till.shop, key) if key else None
            return Option(key, f"{hit.product.name} {price_text(hit.product)}" if hit else "")

        return PickField(name, said, options, shown)

    def suggested(self) -> list[Any]:
        """Give the articles offered before anything is searched."""
        return searching.favourites(self.till.shop)


def matching(options: Sequence[Option], text: str) -> list[Option]:
    """Give the choices that hold every word typed."""
    return [option for option in options if cataloguing.matches(f"{option.text} {option.second}", text)]


def shares(*parts: tuple[QLayout, int]) -> QLayout:
    """Lay fields out in a row that they share."""
    made = row(*(part for part, _ in parts))
    for place, (_, share) in enumerate(parts):
        made.setStretch(place, share)
    return made
