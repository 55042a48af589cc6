"""What the stock screens share: two sides, the choice of an article, quantities in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.quantity import format_quantity
from pos.services import cataloguing, searching
from pos.ui import theme
from pos.ui.widgets.basics import label, panel, rule
from pos.ui.widgets.picking import Option, PickField, PickHost
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLayout

    from pos.services.till import Till
    from pos.shopfile.search import Found
    from pos.ui.widgets.keycap import KeyedButton

MOST_FOUND = 40
WIDE, NARROW = 486, 400


class StockPanel(QWidget):
    """One tab of the stock page: a list at the left, what is done with it at the right."""

    failed = Signal(object)
    changed = Signal()

    def __init__(self, till: Till) -> None:
        super().__init__()
        self.till = till
        self.side = panel("surface")
        within = panel("surface")
        self.tools = QVBoxLayout(within)
        self.tools.setContentsMargins(16, 10, 16, 4)
        self.tools.setSpacing(theme.S)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setWidget(within)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(16, 0, 16, 10)
        self.foot.setSpacing(4)
        whole = QVBoxLayout(self.side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(room, 1)
        whole.addLayout(self.foot)
        self.capped: list[KeyedButton] = []
        """Buttons whose key is left out where there is little room; F1 still tells it."""
        self.host = PickHost(self.side)
        self.list_side = QVBoxLayout()
        self.list_side.setContentsMargins(12, 10, 12, 10)
        self.list_side.setSpacing(theme.S)
        self.wrong = label(kind="danger", name=f"{type(self).__name__.lower()}-wrong")
        self.wrong.setWordWrap(True)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addLayout(self.list_side, 1)
        both.addWidget(rule(vertical=True))
        both.addWidget(self.host)

    def enter(self) -> None:
        """Show what is true now."""

    def scanned(self, code: str) -> bool:
        """Take a scan; False when it means nothing here."""
        del code
        return False

    def back(self) -> bool:
        """Close what is open; False when nothing is."""
        return self.host.back()

    def dress(self) -> None:
        """Take on the sizes in force."""
        self.host.setFixedWidth(NARROW if theme.is_compact() else WIDE)
        for button in self.capped:
            button.show_cap(shown=not theme.is_compact())

    def tell(self, error: UserError) -> None:
        """Say beside the fields what is wrong; nothing was changed."""
        self.wrong.setText(explain(error))

    def article_field(self, name: str, said: str, *, key: str = "") -> PickField:
        """Make a field that chooses an article by name, code or reference."""

        def options(text: str) -> Sequence[Option]:
            shop = self.till.shop
            found = searching.find(shop, text, MOST_FOUND) if text.strip() else searching.favourites(shop)
            return [Option(hit.product.id, hit.product.name, "", stock_text(hit)) for hit in found]

        def shown(product: str) -> Option:
            hit = cataloguing.article(self.till.shop, product) if product else None
            return Option(product, hit.product.name if hit else tr("choose or scan an article"))

        made = PickField(name, said, options, shown, key=key)
        self.host.watch(made)
        return made

    def hit_of(self, code: str) -> Found | None:
        """Give the one article of a scanned code, or say why there is none."""
        try:
            hits = searching.read_code(self.till.shop, code).products
        except UserError as error:
            self.tell(error)
            return None
        if len(hits) != 1:
            self.tell(UserError("The code {code} names several articles. Choose one by its name.", code=code))
            return None
        return hits[0]


def asked(said: str, answer: QWidget | QLayout) -> QLayout:
    """Lay a small question above its field."""
    from pos.ui.widgets.basics import column  # noqa: PLC0415  # one line

    return column(label(said, size=13, kind="muted"), answer, gap=2)


def stock_text(hit: Found) -> str:
    """Give an article's stock, empty when it is not kept."""
    if hit.stock_milli is None:
        return ""
    return amount_text(hit.stock_milli, hit.product.unit)


def amount_text(milli: int, unit: str = "piece", *, sign: bool = False) -> str:
    """Write a quantity with its unit; with `sign` a plus where it grows."""
    text = format_quantity(milli, unit, screen=True)
    short = "" if unit == "piece" else f" {unit}"
    return ("+" if sign and milli > 0 else "") + text + short


def place_text(place: str) -> str:
    """Name a place."""
    return place or tr("the shop")


def place_option(place: str) -> Option:
    """Show a place in a field."""
    return Option(place, place_text(place))


def supplier_option(name: str) -> Option:
    """Show a supplier in a field."""
    return Option(name, name or tr("no supplier named"))
