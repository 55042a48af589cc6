"""The parts of an article's form, one per tab; each shows its fields of an article and gives them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from pos.domain.errors import UserError
from pos.domain.product import CONTENT_UNITS, Pack
from pos.services import cataloguing, searching
from pos.ui import theme
from pos.ui.article_words import category_options, unit_options, vat_options
from pos.ui.screens.article_fields import MOST_SHOWN, FormPart, asked, matching, shares
from pos.ui.screens.article_proposal import Proposal
from pos.ui.screens.forms import Choice
from pos.ui.widgets.basics import column, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.lines_edit import Cell, LinesEdit
from pos.ui.widgets.picking import Option, PickField
from pos.ui.widgets.values import (
    CodesValue,
    LongTextValue,
    MoneyValue,
    NumberValue,
    QuantityValue,
    SwitchValue,
    TextValue,
)
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.services.till import Till


class ArticlePart(FormPart):
    """Name, codes, category, how it is sold, prices, VAT, deposit, favourite, family."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        shop, day, rates = till.shop, till.shop.clock.now().date().isoformat(), till.profile.vat_rates
        self.name = self.bind("name", TextValue("article-name", tr("name")))
        self.plu = self.bind("plu", TextValue("article-plu", tr("till code"), width=112))
        category = self.bind(
            "category",
            PickField("article-category", tr("Category"), lambda text: matching(category_options(
                searching.categories(shop)), text)),
        )  # fmt: skip
        self.codes = self.bind("barcodes", CodesValue("article-barcodes", tr("barcodes")))
        self._sold = self.follow(
            Choice("sold", (("piece", tr("by the piece")), ("weight", tr("by weight")), ("free", tr("free price"))))
        )
        self._unit = self.follow(PickField("article-unit", tr("Unit"), lambda text: matching(self._units(), text)))
        self._price = self.follow(MoneyValue("article-price", tr("price, VAT included"), bold=True))
        member = self.bind("member_price_minor", MoneyValue("article-member-price", tr("member price")))
        vat = self.bind(
            "vat_code",
            PickField(
                "article-vat",
                tr("VAT to take away"),
                lambda text: matching(vat_options(day, rates), text),
            ),
        )
        eat_in = self.bind(
            "vat_eat_in",
            PickField("article-vat-eat-in", tr("VAT eaten here"), lambda text: matching(
                [Option("", tr("same")), *vat_options(day, rates)], text)),
        )  # fmt: skip
        self._deposit = self.follow(self.pick_article("article-deposit", tr("Linked deposit")))
        favourite = self.bind("favourite", NumberValue("article-favourite", tr("place among the favourites")))
        favourite.setPlaceholderText(tr("no"))
        family = self.bind("family", TextValue("article-family", tr("family")))
        variant = self.bind("variant", TextValue("article-variant", tr("variant"), placeholder=tr("L, blue")))
        self.twins = label(size=13, kind="warning", name="article-twins")
        self.twins.setWordWrap(True)
        self.twins.hide()
        self.proposal = Proposal()
        favourite.setFixedWidth(112)
        self._unit.setFixedWidth(112)
        self.archive = KeyedButton(tr("Archive"), key="Alt+Delete", kind="line", name="article-archive", shortcut=False)
        self.duplicate = KeyedButton(
            tr("New variant"), key="Ctrl+D", kind="line", name="article-duplicate", shortcut=False
        )
        self._price_label = label(tr("Price, VAT included"), size=13, kind="muted")
        price = column(self._price_label, self._price, gap=2)
        for line in (
            shares((asked(tr("Name"), self.name), 1), (asked(tr("Till code"), self.plu), 0)),
            shares((asked(tr("Category"), category), 1), (asked(tr("Barcodes, scan to fill in"), self.codes), 1)),
            self.twins,
            self.proposal,
            shares((asked(tr("Sold"), self._sold), 1), (asked(tr("Unit"), self._unit), 0)),
            shares((price, 1), (asked(tr("Member price"), member), 1), (asked(tr("VAT to take away"), vat), 1),
                    (asked(tr("Eaten here"), eat_in), 1)),
            shares((asked(tr("Linked deposit"), self._deposit), 1), (asked(tr("Favourite, place"), favourite), 0),
                    (asked("", self.archive), 0)),
            shares((asked(tr("Family of variants"), family), 3), (asked(tr("Variant"), variant), 2),
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
        self.content = self.bind("content_milli", QuantityValue("article-content", tr("content of one piece"), none=0))
        self.content_unit = self.bind(
            "content_unit",
            PickField("article-content-unit", tr("Unit of the content"), lambda text: matching(
                [Option("", "–"), *(Option(unit, unit) for unit in CONTENT_UNITS)], text)),
        )  # fmt: skip
        origin = self.bind("origin", TextValue("article-origin", tr("origin")))
        self.producer = self.bind("producer", TextValue("article-producer", tr("producer")))
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
            shares((asked(tr("Stock is kept"), row(stocked, None)), 0), (asked(tr("Supplier"), supplier), 2),
                    (asked(tr("Its reference"), reference), 1)),
            shares((asked(tr("Reorder below"), level), 1), (asked(tr("up to"), fill), 1),
                    (asked(tr("One piece contains"), self.content), 1), (asked(tr("unit"), self.content_unit), 1)),
            shares((asked(tr("Origin"), origin), 1), (asked(tr("Producer"), self.producer), 1)),
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
        return matching([Option("", tr("none")), *known], text)


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
        self.box.addLayout(shares((asked(tr("Usual container, kg"), tare), 1), (asked(tr("Till code"), self.plu), 1)))
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
            shares((asked(tr("On the portal"), row(online, None)), 0), (asked(tr("How"), self._mode), 1))
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
