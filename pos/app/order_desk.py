"""Online orders at the counter: answered between sales, told without a sound, picked, printed, handed out."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pos.domain.errors import UserError
from pos.domain.order_standing import left_milli
from pos.services import order_picking, ordering
from pos.services.syncing import CURRENT, SENDING
from pos.ui.order_words import quantity_words, slot_words, waiting_words, where_words
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.app.counter import Counter
    from pos.documents.blocks import Document
    from pos.services.order_picking import PickLine
    from pos.services.ordering import Answered
    from pos.services.syncing import SyncState
    from pos.ui.screens.orders_page import OrdersPage

log = logging.getLogger(__name__)


class OrderDesk(QObject):
    """Lives as long as the counter; nothing it shows takes the focus or a key."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._counter = counter
        self._page: OrdersPage | None = None
        self._state: SyncState | None = None
        self._reached_ms = 0
        self._seen: set[str] = set()
        """Orders that somebody looked at since the start."""
        self._answering = self._ended = False
        counter.ending.connect(self._end)

    def start(self) -> None:
        """Show what waits since the till was closed."""
        self._counter.window.sale.order_scanned.connect(self.open)
        self.look()

    def look(self) -> None:
        """Answer what is new, unless a basket is being rung up, and show how many orders wait."""
        if self._ended:
            return
        till = self._counter.till
        self._show()
        if self._answering or till.basket.lines:
            return
        self._answering = True
        shop, cashier = till.shop, till.cashier_id
        self._counter.tasks.run(
            lambda: ordering.answer_new(shop, cashier=cashier), done=self._answered, failed=self._failed
        )

    def show_state(self, state: SyncState) -> None:
        """Show how the portal stands, and what may have come down."""
        self._state = state
        if state.state in {CURRENT, SENDING}:
            self._reached_ms = int(self._counter.shop.clock.now().timestamp() * 1000)
        self.look()
        if self._page is not None and not self._ended:
            self._page.show_state(state, self._told_ms())

    def make_page(self) -> OrdersPage:
        """Make the page of the orders, tied to the counter."""
        from pos.ui.screens.orders_page import OrdersPage  # noqa: PLC0415  # made when first needed

        counter = self._counter
        self._page = page = OrdersPage(counter.till)
        page.destroyed.connect(self._page_gone)
        page.failed.connect(counter.window.tell)
        page.changed.connect(self._changed)
        page.seen.connect(self._was_seen)
        page.collect_asked.connect(self.collect)
        page.slip_asked.connect(self.print_slip)
        page.ticket_asked.connect(counter.show_ticket)
        page.pick.print_asked.connect(self.print_pick_list)
        page.show_state(counter.sync.state() if counter.sync is not None else None, self._told_ms())
        return page

    def _page_gone(self) -> None:
        self._page = None

    def open(self, order_id: str) -> None:
        """Show an order."""
        self._counter.open_page("orders")
        assert self._page is not None
        self._page.open(order_id)

    def collect(self, order_id: str) -> None:
        """Put an order into the basket and go to the sale; paying hands it out."""
        window, till = self._counter.window, self._counter.till
        try:
            till.collect(order_id)
        except UserError as error:
            window.tell(error)
            return
        window.back_to_sale()
        window.sale.show_basket()

    def print_slip(self, order_id: str) -> None:
        """Print the slip that lies with an order's goods."""
        from pos.documents.pick_list import order_slip  # noqa: PLC0415  # when one is asked for

        shop = self._counter.shop
        row, articles = ordering.order(shop, order_id), ordering.articles(shop, order_id)
        lines = []
        for line in row.order.lines:
            article = articles.get(line.product)
            quantity = quantity_words(left_milli(line), article.unit if article is not None else "piece")
            if left_milli(line):
                lines.append((quantity.replace("×", "x"), line.name or (article.name if article else line.product)))
        slot = slot_words(order_picking.slot_of(shop, row), shop.clock.now().date())
        self._print(order_slip(row.order.code, slot, lines, row.order.total_minor), order_id)

    def print_pick_list(self, title: str, lines: Sequence[PickLine]) -> None:
        """Print what to take from the shelves."""
        from pos.documents.pick_list import PickRow, pick_list_document  # noqa: PLC0415  # when one is asked for

        rows = [
            PickRow(
                quantity_words(line.quantity_milli, line.unit).replace("×", "x"),
                line.name,
                where_words(line),
                ", ".join(line.codes),
            )
            for line in lines
        ]
        now = self._counter.shop.clock.now()
        self._print(pick_list_document(title, f"{now:%d.%m.%Y %H:%M}", rows), "pick list")

    def _print(self, document: Document, reference: str) -> None:
        window = self._counter.window
        if self._counter.printing.put("orders", document, reference):
            window.say(tr("Printing: {title}", title=document.title))
        else:
            window.tell(UserError("No printer is set up. Nothing was printed. Choose a printer in the settings."))

    def _end(self) -> None:
        self._ended = True

    def _answered(self, answered: Answered) -> None:
        self._answering = False
        if answered.kept and not self._ended:
            self._changed()
            if self._page is not None:
                self._page.show_state(self._state, self._told_ms())

    def _failed(self, error: Exception) -> None:
        self._answering = False
        log.warning("orders could not be answered: %s", error)

    def _changed(self) -> None:
        self._show()
        if self._counter.sync is not None:
            self._counter.sync.wake()

    def _was_seen(self) -> None:
        self._seen |= {row.order.id for row in ordering.open_orders(self._counter.shop)}
        self._show()

    def _show(self) -> None:
        """Show the count and the line of what nobody looked at yet."""
        window = self._counter.window
        rows = [row for row in ordering.open_orders(self._counter.shop) if row.state in ordering.TO_PICK]
        window.top.show_orders(len(rows), there=window.has_portal or bool(rows))
        if self._page is not None and window.stack.currentWidget() is self._page:
            self._seen |= {row.order.id for row in rows}
        new = [row for row in rows if row.order.id not in self._seen]
        doubtful = ordering.doubtful(self._counter.shop) if new else frozenset()
        asked = [row for row in new if row.order.id in doubtful]
        words = [waiting_words(len(new), row.order.code, asked=len(asked)) for row in (*asked, *new)]
        window.stand(next(iter(words), ""))

    def _told_ms(self) -> int:
        heard = self._counter.shop.heard
        return max(self._reached_ms, heard.wall_ms if heard is not None else 0)
