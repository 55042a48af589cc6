"""Count the shelf: the whole shop, a category, or what was not counted for longest; selling goes on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.money import divide_half_up
from pos.domain.quantity import ONE, format_quantity
from pos.services import cataloguing, searching, stocking, syncing
from pos.services.stocking import CYCLIC, SHOP, CountInProgress
from pos.ui.screens.stock_parts import StockPanel, amount_text, asked, place_option, place_text
from pos.ui.sync_words import moment
from pos.ui.texts import money
from pos.ui.widgets.basics import Field, label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.ui.widgets.picking import Option, PickField
from pos.ui.widgets.values import QuantityValue, SwitchValue
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.stock import CountedLine
    from pos.services.till import Till

SHOWN_AT_ONCE = 400


class CountPanel(StockPanel):
    """A count is kept while it lasts; handing it in corrects the stock by what was found."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._count = CountInProgress()
        self._current = ""
        self._filling = False
        self._names: dict[str, tuple[str, str]] = {}
        self._expected: dict[str, int] = {}
        self._rows = Rows((tr("Article"), tr("Expected"), tr("Found"), tr("Difference")), right=(1, 2, 3))
        self._view = table(self._rows, "count-lines", tr("articles to count"))
        self._view.selectionModel().currentRowChanged.connect(lambda now, _: self._choose_row(now.row()))
        self._search = Field("count-search", tr("article to count"), placeholder=tr("Scan an article or type its name"))
        self._search.returnPressed.connect(self._typed)
        self._scope = PickField("count-scope", tr("What to count"), self._scopes, key="F7")
        self._place = PickField("count-place", tr("Where"), self._places, place_option, new=True)
        self._blind = SwitchValue("count-blind", tr("hide what is expected"))
        self.host.watch(self._scope, self._place)
        self._scope.changed.connect(self._scope_chosen)
        self._place.changed.connect(self._place_chosen)
        self._blind.changed.connect(self._blind_chosen)
        self.list_side.addWidget(self._search)
        self.list_side.addWidget(self._view, 1)
        self._stale = label(kind="warning", name="count-stale")
        self._stale.setWordWrap(True)
        self.list_side.addWidget(self._stale)
        self._build_side()

    def _build_side(self) -> None:
        self._name = label(size=18, weight=600, name="count-name")
        self._name.setWordWrap(True)
        self._number = label(size=40, weight=600, name="count-number")
        self._found = QuantityValue("count-found", tr("found"))
        self._found.editingFinished.connect(self._found_typed)
        less = KeyedButton("−1", key="Ctrl+Down", shown="Ctrl ↓", kind="line", name="count-less")
        more = KeyedButton("+1", key="Ctrl+Up", shown="Ctrl ↑", kind="line", name="count-more")
        forget = KeyedButton(tr("Not counted"), key="Ctrl+Delete", kind="line", name="count-forget")
        less.clicked.connect(lambda: self._step(-ONE))
        more.clicked.connect(lambda: self._step(ONE))
        forget.clicked.connect(lambda: self._set(None))
        self._steps = (less, more, forget)
        self._summary = label(kind="muted", name="count-summary")
        self._summary.setWordWrap(True)
        self._hand_in = KeyedButton(
            tr("Hand in what was found"), key="Ctrl+Return", kind="primary", name="count-hand-in", size=17
        )
        self._hand_in.setMinimumHeight(56)
        self._hand_in.clicked.connect(self.hand_in)
        blind = label(tr("Hide what is expected"), size=15)
        self.tools.addLayout(row(asked(tr("What"), self._scope), asked(tr("Where"), self._place)))
        self.tools.addLayout(row(blind, self._blind, None))
        self.tools.addWidget(self._name)
        self.tools.addWidget(self._number)
        self.tools.addLayout(row(*self._steps, None))
        self.tools.addLayout(asked(tr("Found"), self._found))
        self.tools.addWidget(self.wrong)
        self.tools.addStretch(1)
        self.foot.addWidget(self._summary)
        self.foot.addWidget(self._hand_in)
        self.capped += self._steps

    def enter(self) -> None:
        self._count = stocking.count_in_progress(self.till.shop)
        self._read_names()
        self._show()
        self._warn()
        self._search.setFocus()

    def _warn(self) -> None:
        """Say whose sales are not known here: they would look as if they were missing on the shelf."""
        silent = syncing.silent_tills(self.till.shop)
        said = [
            tr(
                "{till} has not synchronised since {time}: what it sold since then will look missing.",
                till=till.name,
                time=moment(till.since_ms),
            )
            for till in silent
        ]
        self._stale.setText("\n".join(said))
        self._stale.setVisible(bool(said))

    def scanned(self, code: str) -> bool:
        self.host.back()
        try:
            count, hit = stocking.scan_count(self.till.shop, self._count, code)
        except UserError as error:
            self.tell(error)
            return True
        self._current = hit.product.id
        self._keep(count)
        return True

    def hand_in(self) -> None:
        """Hand the count in, and say what it found."""
        try:
            lines = stocking.hand_in(self.till.shop, self._count, cashier=self.till.cashier_id)
        except UserError as error:
            self.tell(error)
            return
        self._count, self._current = CountInProgress(), ""
        self._show()
        self._summary.setText(self._result(lines))
        self.changed.emit()

    def _result(self, lines: list[CountedLine]) -> str:
        differing = [line for line in lines if line.counted_milli != line.expected_milli]
        worth = 0
        for line in differing:
            cost = stocking.last_cost(self.till.shop, line.product_id)
            hit = cataloguing.article(self.till.shop, line.product_id)
            each = cost if cost is not None else (hit.product.price_minor or 0) if hit else 0
            worth += divide_half_up(each * (line.counted_milli - line.expected_milli), ONE)
        return tr(
            "Handed in: {n} articles, {differ} different, worth {value}.",
            n=len(lines),
            differ=len(differing),
            value=money(worth),
        )

    # What changes the count

    def _keep(self, count: CountInProgress) -> None:
        self._count = stocking.keep_count(self.till.shop, count)
        self.wrong.clear()
        self._read_names()
        self._show()

    def _typed(self) -> None:
        text = self._search.text().strip()
        if not text:
            return
        found = [hit] if (hit := searching.exact(self.till.shop, text)) else searching.find(self.till.shop, text, 1)
        if not found:
            self.tell(UserError("Nothing is called «{text}». Create the article first.", text=text[:40]))
            return
        self._search.clear()
        self._current = found[0].product.id
        if self._current not in self._count.wanted:
            self._keep(replace(self._count, wanted=(*self._count.wanted, self._current)))
        self._show()
        self._found.setFocus()

    def _step(self, milli: int) -> None:
        if self._current:
            self._set(max(0, self._count.found.get(self._current, 0) + milli))

    def _found_typed(self) -> None:
        if self._filling or not self._current:
            return
        try:
            self._set(self._found.value())
        except UserError as error:
            self.tell(error)

    def _set(self, milli: int | None) -> None:
        if not self._current or self._count.found.get(self._current) == milli:
            return
        try:
            self._keep(stocking.set_found(self._count, self._current, milli))
        except UserError as error:
            self.tell(error)

    def _scope_chosen(self) -> None:
        if self._filling:
            return
        begun = stocking.begin_count(
            self.till.shop, self._scope.value(), place=self._place.value(), blind=self._blind.value()
        )
        kept = {key: milli for key, milli in self._count.found.items() if key in begun.wanted or not begun.scope}
        self._current = ""
        self._keep(replace(begun, found=kept, wanted=tuple(dict.fromkeys((*begun.wanted, *kept)))))

    def _place_chosen(self) -> None:
        if not self._filling:
            self._keep(replace(self._count, place=self._place.value()))

    def _blind_chosen(self) -> None:
        if not self._filling:
            self._keep(replace(self._count, blind=self._blind.value()))

    # What is shown

    def _read_names(self) -> None:
        for key in self._count.wanted[:SHOWN_AT_ONCE]:
            if key not in self._names:
                hit = cataloguing.article(self.till.shop, key)
                self._names[key] = (hit.product.name, hit.product.unit) if hit else ("?", "piece")
        self._expected = {
            key: stocking.expected_in(self.till.shop, key, self._count.place)
            for key in self._count.wanted[:SHOWN_AT_ONCE]
        }

    def _choose_row(self, number: int) -> None:
        if not self._filling and 0 <= number < len(self._count.wanted):
            self._current = self._count.wanted[number]
            self._show_line()

    def _show(self) -> None:
        self._filling = True
        self._scope.set_value(self._count.scope)
        self._place.set_value(self._count.place)
        self._blind.set_value(self._count.blind)
        wanted = self._count.wanted[:SHOWN_AT_ONCE]
        self._rows.show_rows([self._row(key) for key in wanted])
        if self._current in wanted:
            self._view.selectRow(wanted.index(self._current))
        done = len(self._count.found)
        self._summary.setText(tr("{n} of {all} counted", n=done, all=len(self._count.wanted)) if wanted else "")
        self._hand_in.setEnabled(bool(done))
        self._filling = False
        self._show_line()

    def _row(self, key: str) -> tuple[str, str, str, str]:
        name, unit = self._names.get(key, ("?", "piece"))
        expected, found = self._expected.get(key, 0), self._count.found.get(key)
        shown = "" if self._count.blind else amount_text(expected, unit)
        if found is None:
            return name, shown, "–", ""
        difference = "" if self._count.blind else amount_text(found - expected, unit, sign=True)
        return name, shown, amount_text(found, unit), difference

    def _show_line(self) -> None:
        self._filling = True
        found = self._count.found.get(self._current)
        name, unit = self._names.get(self._current, (tr("Scan the first article, or choose what to count."), "piece"))
        self._name.setText(name)
        self._number.setText("–" if found is None else format_quantity(found, unit, screen=True))
        self._found.set_value(found)
        for widget in (*self._steps, self._found):
            widget.setEnabled(bool(self._current))
        self._filling = False

    def _scopes(self, text: str) -> list[Option]:
        options = [
            Option("", tr("single articles")),
            Option(SHOP, tr("the whole shop")),
            Option(CYCLIC, tr("not counted for longest")),
            *(Option(each.key, each.name, each.tone) for each in searching.categories(self.till.shop)),
        ]
        return [option for option in options if text.casefold() in option.text.casefold()]

    def _places(self, text: str) -> list[Option]:
        places = ["", *stocking.places(self.till.shop)]
        return [place_option(place) for place in places if text.casefold() in place_text(place).casefold()]
