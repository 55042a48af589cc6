"""Change the chosen articles together: what, a preview old -> new, apply, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.money import parse_amount
from pos.services import bulk_changing, cataloguing, searching
from pos.services.bulk_changing import FieldChange, OnlineChange, PriceChange
from pos.ui import theme
from pos.ui.article_words import category_options, price_text, vat_options
from pos.ui.screens.forms import Choice
from pos.ui.widgets.basics import Field, Switch, column, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.ui.widgets.picking import Option, PickField, PickHost
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.domain.product import Product
    from pos.services.bulk_changing import Change, Outcome, Planned
    from pos.services.till import Till
    from pos.ui.tasks import TaskRunner

PRICE, VAT, CATEGORY, SUPPLIER, ONLINE = range(5)
_FIELDS = {VAT: "vat_code", CATEGORY: "category", SUPPLIER: "supplier"}


class BulkPanel(PickHost):
    """Beside the table in which several articles are ticked."""

    changed = Signal()
    """Articles were changed or put back."""
    left = Signal()
    all_asked = Signal()

    def __init__(self, till: Till, tasks: TaskRunner, chosen: Callable[[], list[int]]) -> None:
        content = panel("surface")
        super().__init__(content)
        self.setObjectName("article-bulk")
        self._till, self._tasks, self._chosen = till, tasks, chosen
        self._plan: list[Planned] = []
        self._busy = False
        self._count = label(size=18, weight=600, name="bulk-count")
        everything = KeyedButton(tr("All shown"), key="Ctrl+A", kind="line", name="bulk-all")
        everything.clicked.connect(self.all_asked)
        self._what = Choice(
            "bulk",
            (
                ("price", tr("Price")), ("vat", tr("VAT")), ("category", tr("Category")), ("supplier", tr("Supplier")),
                ("online", tr("Portal")),
            ),
        )  # fmt: skip
        self._inputs = QStackedWidget()
        for made in (self._price_input(), *self._pick_inputs(), self._online_input()):
            self._inputs.addWidget(made)
        self._inputs.setFixedHeight(108)
        self._rows = Rows((tr("Article"), tr("now"), tr("then")), right=(1, 2))
        self._said = label(size=14, name="bulk-said")
        self._said.setWordWrap(True)
        self._undo = KeyedButton(tr("Undo"), key="Ctrl+Z", icon="undo", name="bulk-undo")
        self._undo.clicked.connect(self.undo)
        self._apply = KeyedButton(tr("Preview"), key="Ctrl+Return", kind="primary", name="bulk-apply")
        self._apply.clicked.connect(self._go)
        close = KeyedButton(tr("Close"), shown=tr("Esc"), kind="line", name="bulk-close", shortcut=False)
        close.clicked.connect(self.left)
        box = QVBoxLayout(content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = column(row(self._count, None, everything, close), self._what, self._inputs, gap=theme.S)
        head.setContentsMargins(16, 8, 12, 8)
        foot = column(self._said, row(self._undo, None, self._apply), gap=4)
        foot.setContentsMargins(16, 6, 12, 8)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(table(self._rows, "bulk-preview", tr("preview of the change")), 1)
        box.addWidget(rule())
        box.addLayout(foot)
        self._what.changed.connect(self._input_chosen)
        self._what.set_value("price")

    def _price_input(self) -> QWidget:
        self._by = Choice("bulk-by", (("percent", "%"), ("amount", tr("CHF"))))
        self._by.set_value("percent")
        self._amount = Field("bulk-amount", tr("more or less"), placeholder="+5  −0.20", width=122)
        self._step = Choice("bulk-step", (("5", "0.05"), ("10", "0.10"), ("1", tr("exact"))))
        self._step.set_value("5")
        self._members = Switch("bulk-members", tr("member prices too"), on=True)
        for signal in (self._by.changed, self._amount.textEdited, self._step.changed, self._members.toggled):
            signal.connect(self._outdated)
        holder = QWidget()
        holder.setLayout(
            column(
                row(self._amount, self._by, None, label(tr("member price too"), kind="muted"), self._members),
                row(label(tr("rounded to"), kind="muted"), self._step, None),
                gap=theme.S,
            )
        )
        return holder

    def _pick_inputs(self) -> list[QWidget]:
        shop, day = self._till.shop, self._till.shop.clock.now().date().isoformat()
        rates = self._till.profile.vat_rates

        def some(options: Sequence[Option], text: str) -> list[Option]:
            return [option for option in options if cataloguing.matches(f"{option.text} {option.second}", text)]

        def suppliers(text: str) -> list[Option]:
            known = [Option(name, name) for name in cataloguing.suppliers(shop)]
            return some([Option("", tr("none")), *known], text)

        self._picks = {
            VAT: PickField(
                "bulk-vat",
                tr("VAT to take away"),
                lambda text: some(vat_options(day, rates), text),
            ),
            CATEGORY: PickField(
                "bulk-category",
                tr("Category"),
                lambda text: some(category_options(searching.categories(shop)), text),
            ),
            SUPPLIER: PickField("bulk-supplier", tr("Supplier"), suppliers, new=True),
        }
        made = []
        for pick in self._picks.values():
            pick.changed.connect(self._outdated)
            self.watch(pick)
            holder = QWidget()
            holder.setLayout(column(label(pick.said, size=13, kind="muted"), pick, None, gap=2))
            made.append(holder)
        return made

    def _online_input(self) -> QWidget:
        self._online = Choice("bulk-portal", (("on", tr("show on the portal")), ("off", tr("no longer show"))))
        self._online.set_value("on")
        self._online.changed.connect(self._outdated)
        holder = QWidget()
        holder.setLayout(column(self._online, None))
        return holder

    def enter(self) -> None:
        """Show how many are chosen, and whether the last change can be undone."""
        self.back()
        self._said.clear()
        self._outdated()
        self._show_undo()

    def chosen_changed(self) -> None:
        """Show how many articles are ticked now."""
        self._count.setText(tr("{n} articles chosen", n=len(self._chosen())))
        if not self._busy:
            self._outdated()

    def undo(self) -> None:
        """Put the last bulk change back."""
        who, shop = self._till.cashier_id, self._till.shop
        self._start(lambda: bulk_changing.undo(shop, cashier=who), tr("{n} articles are as they were."))

    def _go(self) -> None:
        if self._plan:
            plan, shop, who = self._plan, self._till.shop, self._till.cashier_id
            self._start(lambda: bulk_changing.apply(shop, plan, cashier=who), tr("{n} articles changed."))
            return
        try:
            self._plan = bulk_changing.preview(self._till.shop, self._chosen(), self._change())
        except UserError as error:
            self._say(explain(error), "danger")
            return
        self._show_plan()

    def _change(self) -> Change:
        what = self._inputs.currentIndex()
        if what == PRICE:
            try:
                number = parse_amount(self._amount.text().replace("%", ""))
            except UserError:
                self._amount.bad()
                raise
            step, members = int(self._step.value()), self._members.isChecked()
            if self._by.value() == "percent":
                return PriceChange(percent_bp=number, step_minor=step, members_too=members)
            return PriceChange(amount_minor=number, step_minor=step, members_too=members)
        if what == ONLINE:
            return OnlineChange(online=self._online.value() == "on")
        return FieldChange(_FIELDS[what], self._picks[what].value())

    def _show_plan(self) -> None:
        shown = [row for row in self._plan if row.counts or row.error is not None]
        self._rows.show_rows(
            [
                (row.old.name, self._value(row.old), self._value(row.new) if row.new else explain_short(row.error))
                for row in shown
            ]
        )
        changing = sum(row.counts for row in self._plan)
        wrong = sum(row.error is not None for row in self._plan)
        same = len(self._plan) - changing - wrong
        said = [tr("{n} change", n=changing)]
        said += [tr("{n} stay as they are", n=same)] if same else []
        said += [tr("{n} cannot and are left out", n=wrong)] if wrong else []
        self._say(", ".join(said) + ".", "danger" if wrong else "")
        if not changing:
            self._plan = []
        self._apply.say(tr("Change {n} articles", n=changing) if changing else tr("Preview"))

    def _value(self, product: Product) -> str:
        what = self._inputs.currentIndex()
        if what == PRICE:
            return price_text(product)
        if what == ONLINE:
            return tr("Web") if product.online else "–"
        key = str(getattr(product, _FIELDS[what]))
        return next((option.text for option in self._picks[what].options("") if option.key == key), key) or "–"

    def _start(self, work: Callable[[], Outcome], done_words: str) -> None:
        self._busy = True
        self._apply.setEnabled(False)
        self._undo.setEnabled(False)
        self._say(tr("Writing …"), "muted")

        def done(outcome: Outcome) -> None:
            self._finished()
            said = done_words.format(n=outcome.changed)
            if outcome.refused:
                names = ", ".join(outcome.refused[:5]) + (" …" if len(outcome.refused) > 5 else "")
                said += " " + tr("Changed elsewhere meanwhile and left alone: {names}.", names=names)
            self._say(said, "warning" if outcome.refused else "positive")
            self.changed.emit()

        def failed(error: Exception) -> None:
            self._finished()
            nothing = tr("Nothing was changed: the shop file could not be written.")
            self._say(explain(error) if isinstance(error, UserError) else nothing, "danger")

        self._tasks.run(work, done=done, failed=failed)

    def _finished(self) -> None:
        self._busy = False
        self._apply.setEnabled(True)
        self._outdated()
        self._show_undo()

    def _input_chosen(self) -> None:
        places = {"price": PRICE, "vat": VAT, "category": CATEGORY, "supplier": SUPPLIER, "online": ONLINE}
        self._inputs.setCurrentIndex(places[self._what.value()])
        self._outdated()

    def _outdated(self, *_: object) -> None:
        """A preview shows what would be done now, or nothing."""
        self._plan = []
        self._rows.show_rows(())
        self._apply.say(tr("Preview"))
        self._count.setText(tr("{n} articles chosen", n=len(self._chosen())))

    def _show_undo(self) -> None:
        undo = bulk_changing.last_undo(self._till.shop)
        self._undo.setEnabled(undo is not None)
        self._undo.say(tr("Undo ({n} articles)", n=len(undo.steps)) if undo is not None else tr("Undo"))

    def _say(self, text: str, kind: str) -> None:
        theme.set_kind(self._said, kind)
        self._said.setText(text)


def explain_short(error: UserError | None) -> str:
    """Say what is wrong behind the article's name, which stands before it."""
    return explain(error) if error is not None else ""
