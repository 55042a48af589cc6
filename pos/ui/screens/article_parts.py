"""The parts of an article's form, one per tab; each shows its fields of an article and gives them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.product import CONTENT_UNITS, DatedPrice, Pack, Part
from pos.services import cataloguing, searching
from pos.ui import theme
from pos.ui.article_words import category_options, kind_words, price_text, unit_options, vat_options
from pos.ui.screens.forms import Choice
from pos.ui.widgets.basics import column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.lines_edit import Cell, LinesEdit
from pos.ui.widgets.picking import Option, PickField
from pos.ui.widgets.values import (
    AmountsValue,
    CodesValue,
    DayValue,
    LongTextValue,
    MoneyValue,
    NumberValue,
    QuantityValue,
    SwitchValue,
    TextValue,
)
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


class ArticlePart(FormPart):
    """Name, codes, category, how it is sold, prices, VAT, deposit, favourite, family."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        shop, day = till.shop, till.shop.clock.now().date().isoformat()
        name = self.bind("name", TextValue("article-name", tr("name")))
        self.plu = self.bind("plu", TextValue("article-plu", tr("till code"), width=112))
        category = self.bind(
            "category",
            PickField("article-category", tr("Category"), lambda text: _matching(category_options(
                searching.categories(shop)), text)),
        )  # fmt: skip
        self.codes = self.bind("barcodes", CodesValue("article-barcodes", tr("barcodes")))
        self._sold = self.follow(
            Choice("sold", (("piece", tr("by the piece")), ("weight", tr("by weight")), ("free", tr("free price"))))
        )
        self._unit = self.follow(PickField("article-unit", tr("Unit"), lambda text: _matching(self._units(), text)))
        self._price = self.follow(MoneyValue("article-price", tr("price, VAT included"), bold=True))
        member = self.bind("member_price_minor", MoneyValue("article-member-price", tr("member price")))
        vat = self.bind(
            "vat_code", PickField("article-vat", tr("VAT to take away"), lambda text: _matching(vat_options(day), text))
        )
        eat_in = self.bind(
            "vat_eat_in",
            PickField("article-vat-eat-in", tr("VAT eaten here"), lambda text: _matching(
                [Option("", tr("same")), *vat_options(day)], text)),
        )  # fmt: skip
        self._deposit = self.follow(self.pick_article("article-deposit", tr("Linked deposit")))
        favourite = self.bind("favourite", NumberValue("article-favourite", tr("place among the favourites")))
        favourite.setPlaceholderText(tr("no"))
        family = self.bind("family", TextValue("article-family", tr("family")))
        variant = self.bind("variant", TextValue("article-variant", tr("variant"), placeholder=tr("L, blue")))
        self.twins = label(size=13, kind="warning", name="article-twins")
        self.twins.setWordWrap(True)
        self.twins.hide()
        favourite.setFixedWidth(112)
        self._unit.setFixedWidth(112)
        self.archive = KeyedButton(tr("Archive"), key="Alt+Delete", kind="line", name="article-archive", shortcut=False)
        self.duplicate = KeyedButton(
            tr("New variant"), key="Ctrl+D", kind="line", name="article-duplicate", shortcut=False
        )
        self._price_label = label(tr("Price, VAT included"), size=13, kind="muted")
        price = column(self._price_label, self._price, gap=2)
        for line in (
            _shares((asked(tr("Name"), name), 1), (asked(tr("Till code"), self.plu), 0)),
            _shares((asked(tr("Category"), category), 1), (asked(tr("Barcodes, scan to fill in"), self.codes), 1)),
            self.twins,
            _shares((asked(tr("Sold"), self._sold), 1), (asked(tr("Unit"), self._unit), 0)),
            _shares((price, 1), (asked(tr("Member price"), member), 1), (asked(tr("VAT to take away"), vat), 1),
                    (asked(tr("Eaten here"), eat_in), 1)),
            _shares((asked(tr("Linked deposit"), self._deposit), 1), (asked(tr("Favourite, place"), favourite), 0),
                    (asked("", self.archive), 0)),
            _shares((asked(tr("Family of variants"), family), 3), (asked(tr("Variant"), variant), 2),
                    (asked("", self.duplicate), 0)),
        ):  # fmt: skip
            self.box.addWidget(line) if isinstance(line, QWidget) else self.box.addLayout(line)
        self.box.addStretch(1)
        self._sold.changed.connect(self._sold_changed)

    def show_product(self, product: Product) -> None:
        super().show_product(product)
        free = product.price_minor is None
        self._sold.set_value("free" if free else "weight" if product.weighed else "piece")
        self._unit.set_value(product.unit)
        self._price.set_value(product.price_minor)
        self._deposit.set_value(product.deposit_id)
        self._show_price()

    def apply(self, product: Product) -> Product:
        how, price = self._sold.value(), self._price.value()
        if how == "free":
            price = None
        elif price is None:
            self._price.bad()
            raise UserError("A price is missing. Choose «free price» when it is asked at the till.")
        return replace(
            super().apply(product), price_minor=price, unit=self._unit.value(), deposit_id=self._deposit.value() or None
        )

    def suggested(self) -> list[Any]:
        return [hit for hit in searching.find(self.till.shop, tr("deposit"), MOST_SHOWN) if hit.product.vat_code == "D"]

    def add_code(self, code: str) -> None:
        """Put a scanned code behind the others."""
        codes = self.codes.value()
        if code not in codes:
            self.codes.set_value((*codes, code))

    def show_twins(self, text: str) -> None:
        """Say which other articles carry the same codes."""
        self.twins.setText(text)
        self.twins.setVisible(bool(text))

    def _units(self) -> list[Option]:
        how = self._sold.value()
        weighed = ("kg", "100g", "l", "m")
        return [unit for unit in unit_options() if how == "free" or (unit.key in weighed) == (how == "weight")]

    def _sold_changed(self) -> None:
        units = [unit.key for unit in self._units()]
        if self._unit.value() not in units:
            self._unit.set_value("kg" if self._sold.value() == "weight" else "piece")
        self._show_price()

    def _show_price(self) -> None:
        free = self._sold.value() == "free"
        self._price.setEnabled(not free)
        self._price_label.setText(tr("asked at the till") if free else tr("Price, VAT included"))


class PricePart(FormPart):
    """Kind, limits of a free price, prices decided for later, parts of a kit."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._kind = self.follow(
            Choice("kind", [(kind, kind_words(kind)) for kind in ("goods", "service", "deposit", "kit", "ticket")])
        )
        floor = self.bind("floor_minor", MoneyValue("article-floor", tr("least price")))
        suggested = self.bind(
            "suggested_minor", AmountsValue("article-suggested", tr("suggested prices"), placeholder="5.00  10.00")
        )
        self._dated = self.follow(
            LinesEdit(
                "dated",
                tr("Price from a day on"),
                (
                    Cell(tr("from"), lambda name, said: DayValue(name, said, placeholder="24.12.2026")),
                    Cell(tr("price"), MoneyValue),
                    Cell(tr("member price"), MoneyValue),
                ),
            )
        )
        self._parts = self.follow(
            LinesEdit(
                "parts",
                tr("Article of the kit"),
                (Cell(tr("article"), self.pick_article, 3), Cell(tr("number"), QuantityValue)),
            )
        )
        self._kit = QWidget()
        self._kit.setLayout(column(label(tr("What one kit takes from the shelf"), size=15, weight=600), self._parts))
        self.box.addLayout(asked(tr("Kind"), self._kind))
        self.box.addLayout(
            _shares((asked(tr("Least price, when free"), floor), 1), (asked(tr("Suggested, when free"), suggested), 2))
        )
        self.box.addWidget(self._kit)
        self.box.addWidget(label(tr("Prices decided for later"), size=15, weight=600))
        self.box.addWidget(self._dated)
        self.box.addStretch(1)
        self._kind.changed.connect(lambda: self._kit.setVisible(self._kind.value() == "kit"))
        self.parts_made = self._parts.row_made

    def show_product(self, product: Product) -> None:
        super().show_product(product)
        self._was = product
        self._kind.set_value(product.kind)
        self._kind.setEnabled(product.kind != "ticket")
        self._kit.setVisible(product.kind == "kit")
        self._dated.set_rows([(p.valid_from, p.price_minor, p.member_price_minor) for p in product.next_prices])
        self._parts.set_rows([(part.product_id, part.quantity_milli) for part in product.parts])

    def apply(self, product: Product) -> Product:
        kind = self._kind.value()
        if kind == "ticket" and product.admission is None:
            raise UserError("A ticket needs its event: name, day, hour and how long it lets in.")
        today = self.till.shop.clock.now().date().isoformat()
        dated = []
        for day, price, member in self._dated.rows():
            if not day or price is None:
                raise UserError("A price decided for later needs its day and the price.")
            made = DatedPrice(day, price, member)
            if day <= today and made not in self._was.next_prices:
                raise UserError("A price decided for later begins tomorrow or later; change the price itself for now.")
            dated.append(made)
        parts = tuple(Part(article, quantity or 0) for article, quantity in self._parts.rows())
        return replace(super().apply(product), kind=kind, next_prices=tuple(dated), parts=parts)


class StockPart(FormPart):
    """Counted or not, supplier, packs, reordering, content, origin."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        stocked = self.bind("stocked", SwitchValue("article-stocked", tr("stock is kept")))
        supplier = self.bind(
            "supplier", PickField("article-supplier", tr("Supplier"), self._suppliers, new=True)
        )  # fmt: skip
        reference = self.bind("supplier_ref", TextValue("article-supplier-ref", tr("reference of the supplier")))
        level = self.bind("reorder_level_milli", QuantityValue("article-reorder-level", tr("reorder below")))
        fill = self.bind("reorder_to_milli", QuantityValue("article-reorder-to", tr("reorder up to")))
        content = self.bind("content_milli", QuantityValue("article-content", tr("content of one piece"), none=0))
        unit = self.bind(
            "content_unit",
            PickField("article-content-unit", tr("Unit of the content"), lambda text: _matching(
                [Option("", "–"), *(Option(unit, unit) for unit in CONTENT_UNITS)], text)),
        )  # fmt: skip
        origin = self.bind("origin", TextValue("article-origin", tr("origin")))
        producer = self.bind("producer", TextValue("article-producer", tr("producer")))
        made = self.bind("ess_made", SwitchValue("article-ess-made", tr("ESS Made")))
        local = self.bind("local", SwitchValue("article-local", tr("local")))
        self._packs = self.follow(
            LinesEdit(
                "packs",
                tr("Pack with a code"),
                (
                    Cell(tr("code"), TextValue, 3),
                    Cell(tr("pieces"), QuantityValue),
                    Cell(tr("name"), TextValue, 2),
                    Cell(tr("price"), MoneyValue, 2),
                ),
            )
        )
        lines = (
            _shares((asked(tr("Stock is kept"), row(stocked, None)), 0), (asked(tr("Supplier"), supplier), 2),
                    (asked(tr("Its reference"), reference), 1)),
            _shares((asked(tr("Reorder below"), level), 1), (asked(tr("up to"), fill), 1),
                    (asked(tr("One piece contains"), content), 1), (asked(tr("unit"), unit), 1)),
            _shares((asked(tr("Origin"), origin), 1), (asked(tr("Producer"), producer), 1)),
            row(label(tr("ESS Made"), size=15), made, 16, label(tr("Local"), size=15), local, None),
        )  # fmt: skip
        for line in lines:
            self.box.addLayout(line)
        self.box.addWidget(label(tr("Packs: a case of 6 counts as 6"), size=15, weight=600))
        self.box.addWidget(self._packs)
        self.box.addStretch(1)

    def show_product(self, product: Product) -> None:
        super().show_product(product)
        self._packs.set_rows([(p.code, p.quantity_milli, p.name, p.price_minor) for p in product.packs])

    def apply(self, product: Product) -> Product:
        packs = tuple(Pack(code, quantity or 0, name, price) for code, quantity, name, price in self._packs.rows())
        return replace(super().apply(product), packs=packs)

    def _suppliers(self, text: str) -> list[Option]:
        known = [Option(name, name) for name in cataloguing.suppliers(self.till.shop)]
        return _matching([Option("", tr("none")), *known], text)


class BulkGoodsPart(FormPart):
    """Sold loose: the usual container and the code typed at the scale."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        tare = self.bind("tare_milli", QuantityValue("article-tare", tr("usual container in kilograms"), none=0))
        tare.setPlaceholderText("0.120")
        self.plu = TextValue("article-bulk-plu", tr("till code"))
        note = label(tr("Customers weigh with the till code; the tare is proposed when it is weighed at the till."))
        note.setWordWrap(True)
        theme.set_kind(note, "muted")
        self.box.addLayout(_shares((asked(tr("Usual container, kg"), tare), 1), (asked(tr("Till code"), self.plu), 1)))
        self.box.addWidget(note)
        self.box.addStretch(1)


class PortalPart(FormPart):
    """Shown on the portal or not, sold there or elsewhere, quota, description; the picture is put in below."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        online = self.bind("online", SwitchValue("article-online", tr("shown on the portal")))
        self._mode = self.follow(Choice("mode", (("here", tr("sold there")), ("url", tr("sent to a page")))))
        self._url = self.follow(TextValue("article-url", tr("address of the page"), placeholder="https://"))
        quota = self.bind("web_quota_milli", QuantityValue("article-quota", tr("at most on the portal"), width=132))
        quota.setPlaceholderText(tr("all"))
        words = self.bind("description", LongTextValue("article-description", tr("description"), height=92))
        self._where = QWidget()
        self._where.setLayout(asked(tr("Address of the page"), self._url))
        self.box.addLayout(
            _shares((asked(tr("On the portal"), row(online, None)), 0), (asked(tr("How"), self._mode), 1))
        )
        self.box.addWidget(self._where)
        self.box.addLayout(asked(tr("Description"), words))
        self.box.addLayout(row(asked(tr("At most on the portal"), quota), None))
        self._mode.changed.connect(lambda: self._where.setVisible(self._mode.value() == "url"))

    def show_product(self, product: Product) -> None:
        super().show_product(product)
        self._mode.set_value("url" if product.online_url else "here")
        self._url.set_value(product.online_url)
        self._where.setVisible(bool(product.online_url))

    def apply(self, product: Product) -> Product:
        url = self._url.value() if self._mode.value() == "url" else ""
        if self._mode.value() == "url" and not url.startswith(("https://", "http://")):
            self._url.bad()
            raise UserError("The address for the portal begins with https://")
        return replace(super().apply(product), online_url=url)


def _matching(options: Sequence[Option], text: str) -> list[Option]:
    return [option for option in options if cataloguing.matches(f"{option.text} {option.second}", text)]


def _shares(*parts: tuple[QLayout, int]) -> QLayout:
    made = row(*(part for part, _ in parts))
    for place, (_, share) in enumerate(parts):
        made.setStretch(place, share)
    return made
