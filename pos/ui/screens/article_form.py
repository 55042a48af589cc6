"""An article's form: five tabs, what is typed kept until it is saved or given up, and edits made elsewhere merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos.domain import article_cells
from pos.domain.barcode import normalise, read_scan
from pos.domain.errors import UserError
from pos.domain.merging import merge
from pos.services import cataloguing, lookup
from pos.ui import theme
from pos.ui.article_words import gap_words
from pos.ui.screens.article_parts import ArticlePart, BulkGoodsPart, PortalPart, StockPart
from pos.ui.screens.article_picture import PictureChoice
from pos.ui.screens.article_price import PricePart
from pos.ui.widgets.basics import label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.picking import PickField, PickHost
from pos.wording import explain, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from pos.domain.product import Product
    from pos.services.lookup import Food
    from pos.services.till import Till
    from pos.shopfile.search import Found
    from pos.ui.screens.article_fields import FormPart
    from pos.ui.tasks import TaskRunner

ARTICLE, PRICE, STOCK, BULK, PORTAL = range(5)


class ArticleForm(PickHost):
    """Shows one article, existing or new; `saved` tells its id."""

    saved = Signal(str)
    variant_asked = Signal()
    archive_asked = Signal()

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        content = panel("surface")
        super().__init__(content)
        self.setObjectName("article-form")
        self._till = till
        self._base: Product | None = None
        self._version = 0
        self._origin = ""
        """Id of the article that a new variant was made of."""
        self._kept: object = None
        self._warned = False
        self._looked_up: set[str] = set()
        """Codes that were looked up already: a proposal left is not made again."""
        self._article, self._price, self._stock = ArticlePart(till), PricePart(till), StockPart(till)
        self._bulk, self._portal = BulkGoodsPart(till), PortalPart(till)
        self._parts: tuple[FormPart, ...] = (self._article, self._price, self._stock, self._bulk, self._portal)
        self.picture = PictureChoice(till, tasks)
        self._portal.box.addWidget(self.picture)
        self._portal.box.addStretch(1)
        self._article.duplicate.clicked.connect(self.variant_asked)
        self._article.archive.clicked.connect(self.archive_asked)
        self._stack = QStackedWidget()
        for part in self._parts:
            part.changed.connect(self._touched)
            self.watch(*part.picks)
            self._stack.addWidget(_scrolled(part))
        self.picture.changed.connect(self._touched)
        self._price.parts_made.connect(lambda fields: self.watch(*(f for f in fields if isinstance(f, PickField))))
        self._article.codes.editingFinished.connect(self._codes_entered)
        self._article.proposal.accepted.connect(self._fill_in)
        self._article.plu.editingFinished.connect(self._show_twins)
        self._article.plu.textEdited.connect(self._bulk.plu.setText)
        self._bulk.plu.textEdited.connect(self._article.plu.setText)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_state)
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._make_tabs())
        whole.addWidget(rule())
        whole.addWidget(self._stack, 1)
        whole.addWidget(rule())
        whole.addWidget(self._make_foot())
        self.choose_tab(ARTICLE)

    def _make_tabs(self) -> QLayout:
        self._tabs = QButtonGroup(self)
        self._tabs.setExclusive(True)
        buttons = []
        for number, text in enumerate((tr("Article"), tr("Price and VAT"), tr("Stock"), tr("Loose"), tr("Portal")), 1):
            made = KeyedButton(text, key=f"Alt+{number}", kind="tab", name=f"article-tab-{number}", shown=str(number))
            made.setCheckable(True)
            self._tabs.addButton(made, number - 1)
            buttons.append(made)
        self._tabs.idClicked.connect(self.choose_tab)
        holder = row(*buttons, None, gap=2)
        holder.setContentsMargins(8, 4, 8, 4)
        return holder

    def _make_foot(self) -> QWidget:
        self._said = label(size=14, name="article-said")
        self._said.setWordWrap(True)
        self._mark = label(tr("Modified, not saved"), size=14, kind="tag", name="article-modified")
        self._mark.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._cancel = KeyedButton(tr("Cancel"), shown=tr("Esc"), name="article-cancel", shortcut=False)
        self._cancel.clicked.connect(self.give_up)
        self._save = KeyedButton(tr("Save"), key="Ctrl+S", kind="primary", name="article-save")
        self._save.clicked.connect(self.save)
        foot = panel("surface")
        box = QVBoxLayout(foot)
        box.setContentsMargins(16, 6, 12, 8)
        box.setSpacing(4)
        box.addWidget(self._said)
        box.addLayout(row(self._mark, None, self._cancel, self._save))
        return foot

    @property
    def product_id(self) -> str:
        """Id of the article shown, empty when none is."""
        return self._base.id if self._base is not None else ""

    @property
    def is_new(self) -> bool:
        """Whether the article shown was never saved."""
        return self._base is not None and self._version == 0

    @property
    def edited(self) -> Product | None:
        """The article as it was when the form was opened."""
        return self._base

    def choose_tab(self, number: int) -> None:
        """Show a tab."""
        self.back()
        self._tabs.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)

    def show_found(self, found: Found) -> None:
        """Show an article as it stands."""
        self._origin = ""
        self._show(found.product, found.version)
        categories = {category.key for category in self._till.categories()}
        from pos.domain.gaps import gaps  # noqa: PLC0415  # read with the first article

        missing = gaps(found.product, found.stock_milli, categories)
        self._say(tr("Still missing: {what}", what=gap_words(missing)) if missing else "", "muted")

    def show_new(self, product: Product, *, variant_of: str = "") -> None:
        """Show an article that is not saved yet."""
        self._origin = variant_of
        self._show(product, 0)
        self._say(tr("New article: nothing is saved yet."), "muted")
        self.choose_tab(ARTICLE)
        name = "article-variant" if variant_of else "article-name"
        field = self.findChild(QWidget, name)
        if field is not None:
            field.setFocus()

    def show_nothing(self) -> None:
        """Forget the article shown."""
        self._base, self._version, self._kept = None, 0, None

    def modified(self) -> bool:
        """Tell whether something typed is not saved."""
        return self._base is not None and (self.is_new or self._answers() != self._kept)

    def warn(self) -> None:
        """Say that what is typed would be lost."""
        self._warned = True
        self._say(tr("Not saved: Ctrl S saves, Esc again gives it up."), "danger")

    def give_up(self) -> bool:
        """Give up what was typed, after a warning; True when nothing of it is left."""
        if self.modified() and not self._warned and not (self.is_new and self._answers() == self._kept):
            self.warn()
            return False
        self.back()
        if self._base is not None and not self.is_new:
            current = cataloguing.article(self._till.shop, self._base.id)
            if current is not None:
                self.show_found(current)
                return True
        self.show_nothing()
        return True

    def save(self) -> None:
        """Save the article; a refusal says why, and what was typed stays."""
        base = self._base
        if base is None:
            return
        shop, who = self._till.shop, self._till.cashier_id
        try:
            wanted = self._entered(base)
            if self._origin:
                cataloguing.save_variant(shop, wanted, self._origin, cashier=who, picture=self.picture.chosen)
            else:
                seats = self._price.ticket.seats.value() if self.is_new and wanted.kind == "ticket" else 0
                wanted = replace(wanted, stocked=wanted.stocked or seats > 0)
                picture = self.picture.chosen
                cataloguing.save_product(
                    shop, wanted, base=self._version, cashier=who, picture=picture, opening_milli=seats
                )
        except UserError as error:
            if not self.merge_meanwhile():
                self._say(explain(error), "danger")
            return
        saved = cataloguing.article(shop, base.id)
        assert saved is not None
        self.show_found(saved)
        if saved.product.price_minor == 0:
            self._say(tr("Saved.") + " " + tr("The price is zero: the article is given away."), "warning")
        else:
            self._say(tr("Saved."), "positive")
        self.saved.emit(saved.product.id)

    def merge_meanwhile(self) -> bool:
        """Take in what another till changed meanwhile and keep what was typed; True when there was something."""
        base = self._base
        if base is None or self.is_new:
            return False
        current = cataloguing.article(self._till.shop, base.id)
        if current is None or current.version == self._version:
            return False
        if not self.modified():
            self.show_found(current)
            return True
        try:
            mine = self._entered(base)
        except UserError as error:
            self._say(explain(error), "danger")
            return True
        merged = merge(base, current.product, mine)
        chosen, kept_picture = self.picture.chosen, self.picture.sha256
        self._show(current.product, current.version)
        for part in self._parts:
            part.show_product(merged.product)
        if chosen is not None:
            self.picture.chosen, self.picture.sha256 = chosen, kept_picture
        both = ", ".join(field_words(field) for field in merged.conflicts)
        said = tr("Changed on another till meanwhile: its changes are shown here, what you typed is kept.")
        if both:
            said += " " + tr("Both changed {fields}: yours is shown; saving keeps it.", fields=both)
        self._say(said, "warning")
        self._show_state()
        return True

    def scanned(self, code: str) -> None:
        """Fill a scanned code in."""
        try:
            self._article.add_code(read_scan(code))
        except UserError as error:
            self._say(explain(error), "danger")
            return
        self.choose_tab(ARTICLE)
        self._codes_entered()
        self._say(tr("{code} filled in, not saved yet.", code=code), "muted")

    def tell(self, text: str) -> None:
        """Say something about the article."""
        self._say(text, "muted")

    def _show(self, product: Product, version: int) -> None:
        self._base, self._version, self._warned = product, version, False
        for part in self._parts:
            part.show_product(product)
        self._price.ticket.ask_seats(new=version == 0)
        self._article.proposal.offer(None)
        self._looked_up = set(product.barcodes)
        self._bulk.plu.setText(product.plu)
        self.picture.show_picture(product.picture)
        self._kept = self._answers()
        self._article.archive.say(tr("Bring back") if product.archived else tr("Archive"))
        for button in (self._article.duplicate, self._article.archive):
            button.setVisible(version > 0)
        self._show_twins()
        self._show_state()

    def _entered(self, base: Product) -> Product:
        made = base
        for part in self._parts:
            made = part.apply(made)
        return replace(made, picture=self.picture.sha256)

    def _answers(self) -> object:
        """Give all that the form says, None while some of it makes no sense."""
        if self._base is None:
            return None
        try:
            return self._entered(self._base)
        except UserError:
            return None

    def _touched(self) -> None:
        self._warned = False
        self._soon.start(0)

    def _show_state(self) -> None:
        modified = self.modified()
        self._mark.setVisible(modified)
        self._save.setEnabled(modified)
        self._cancel.setEnabled(modified)

    def _codes_entered(self) -> None:
        """Show who else carries the codes; of one that the shop does not know, what the product file says."""
        known = self._show_twins()
        for code in self._article.codes.value():
            if code in self._looked_up:
                continue
            self._looked_up.add(code)
            food = None if normalise(code) in known else lookup.find(self._till.shop, code)
            if food is not None and self._lacking(food):
                self._article.proposal.offer(food)

    def _lacking(self, food: Food) -> bool:
        """Tell whether a field is empty that the product file could fill in."""
        fields = ((food.name, self._article.name), (food.brand, self._stock.producer))
        content = article_content(food.content)
        return any(said and field.blank() for said, field in fields) or (
            content is not None and self._stock.content.blank()
        )

    def _fill_in(self, food: Food) -> None:
        """Fill what the product file says into the fields that are empty; what was typed stays."""
        for said, field in ((food.name, self._article.name), (food.brand, self._stock.producer)):
            if said and field.blank():
                field.set_value(said)
        content = article_content(food.content)
        if content is not None and self._stock.content.blank():
            self._stock.content.set_value(content[0])
            self._stock.content_unit.set_value(content[1])
        self._say(tr("Filled in from Open Food Facts where nothing was typed. Look at it, then save."), "muted")
        self._article.name.setFocus()

    def _show_twins(self) -> set[str]:
        """Say which other articles carry the same codes; give those codes."""
        base = self._base
        if base is None:
            return set()
        probe = replace(base, plu=self._article.plu.value(), barcodes=self._article.codes.value())
        twins = cataloguing.same_codes(self._till.shop, probe)
        self._article.show_twins(
            "\n".join(
                tr("{code} is also the code of {name}.", code=twin.code, name=twin.name)
                if not twin.archived
                else tr("{code} is also the code of {name}, archived.", code=twin.code, name=twin.name)
                for twin in twins[:4]
            )
        )
        return {twin.code for twin in twins}

    def _say(self, text: str, kind: str) -> None:
        theme.set_kind(self._said, kind)
        self._said.setText(text)
        self._said.setVisible(bool(text))


def article_content(text: str) -> tuple[int, str] | None:
    """Read the content that a product file tells, None where it says it in a way of its own."""
    try:
        return article_cells.content(text)
    except UserError:
        return None


def field_words(field: str) -> str:
    """Name a field of an article."""
    return {
        "name": tr("name"),
        "price_minor": tr("price"),
        "plu": tr("till code"),
        "barcodes": tr("barcodes"),
        "category": tr("category"),
        "vat_code": tr("VAT"),
        "unit": tr("unit"),
        "supplier": tr("supplier"),
        "next_prices": tr("prices decided for later"),
        "packs": tr("packs"),
        "member_price_minor": tr("member price"),
        "description": tr("description"),
        "picture": tr("picture"),
    }.get(field, field)


def _scrolled(part: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(part)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
