"""What the stock is worth at a day, and what expires soon."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.services import stocking
from pos.ui.screens.stock_parts import StockPanel, amount_text, asked
from pos.ui.texts import date_of, money
from pos.ui.widgets.basics import label, row
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Rows, table
from pos.ui.widgets.values import DayValue
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.stocking import Expiring, Valued
    from pos.services.till import Till
    from pos.ui.tasks import TaskRunner

SOON_DAYS = 14


class ReportsPanel(StockPanel):
    """Worked out in the background; the till goes on."""

    def __init__(self, till: Till, tasks: TaskRunner) -> None:
        super().__init__(till)
        self._tasks = tasks
        self._rows = Rows((tr("Article"), tr("There"), tr("Cost"), tr("Worth")), right=(1, 2, 3))
        self._soon = Rows((tr("Article"), tr("Still there"), tr("Best before")), right=(1,))
        self._day = DayValue("reports-day", tr("day"), placeholder=tr("today"))
        show = KeyedButton(tr("Show"), key="Ctrl+Return", name="reports-show")
        show.clicked.connect(self.enter)
        self._total = label(size=24, weight=600, name="reports-total")
        self._without = label(kind="muted", name="reports-without")
        self._without.setWordWrap(True)
        self.list_side.addWidget(label(tr("Worth of the stock, at the last cost without VAT"), size=16, weight=600))
        self.list_side.addWidget(table(self._rows, "reports-value", tr("worth of the stock")), 1)
        self.tools.addLayout(row(asked(tr("At the end of"), self._day), show))
        self.tools.addWidget(self._total)
        self.tools.addWidget(self._without)
        self.tools.addWidget(self.wrong)
        self.tools.addWidget(label(tr("Expires within {n} days", n=SOON_DAYS), size=16, weight=600))
        self.tools.addWidget(table(self._soon, "reports-expiring", tr("what expires soon")), 1)

    def enter(self) -> None:
        shop, now = self.till.shop, self.till.shop.clock.now()
        try:
            day = self._day.value() if not self._day.blank() else ""
        except UserError as error:
            self.tell(error)
            return
        self.wrong.clear()
        until = None
        if day and day < now.date().isoformat():
            ends = datetime.fromisoformat(day).replace(tzinfo=now.tzinfo) + timedelta(days=1)
            until = int(ends.timestamp() * 1000)
        soon = (now.date() + timedelta(days=SOON_DAYS)).isoformat()
        self._tasks.run(
            lambda: (stocking.value(shop, until), stocking.expiring(shop, soon)), done=self._show, failed=self._failed
        )

    def _show(self, found: tuple[list[Valued], list[Expiring]]) -> None:
        valued, expiring = found
        self._rows.show_rows(
            [
                (
                    line.name,
                    amount_text(line.level_milli, line.unit),
                    "–" if line.cost_minor is None else money(line.cost_minor),
                    "–" if line.cost_minor is None else money(line.value_minor),
                )
                for line in valued
            ]
        )
        self._total.setText(tr("CHF {amount}", amount=money(sum(line.value_minor for line in valued))))
        unknown = sum(1 for line in valued if line.cost_minor is None)
        self._without.setText(tr("{n} articles have no known cost and are not counted.", n=unknown) if unknown else "")
        self._soon.show_rows(
            [
                (line.name + (f" · {line.lot}" if line.lot else ""), amount_text(line.left_milli, line.unit),
                 date_of(line.expires))
                for line in expiring
            ]
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.tell(error)
        else:
            raise error
