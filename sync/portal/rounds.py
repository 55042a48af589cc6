"""What the portal does by its clock, in each process: orders that are overdue, letters, forgetting.

Threads of their own: a mail server, a web shop or a year's figures that take their time must not hold up the rest.

Every errand is safe to run in several processes at once: each change is made under the member's lock, or on the
condition that nobody else made it.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from sqlalchemy import exc

from pos.domain.online_order import OrderState
from sync.portal.mail import outbox
from sync.portal.mail.letters import AFTER
from sync.portal.orders import store
from sync.portal.orders.placing import follow_page, secret_of
from sync.portal.orders.service import ERASED_AFTER_MS
from sync.portal.orders.standing import KEPT, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.gathered import Portal
    from sync.portal.orders.standing import Part

log = logging.getLogger(__name__)
PAUSE_S = 2.0


class Rounds:
    """The threads that go round while the portal serves."""

    def __init__(self, portal: Portal, *, pause_s: float = PAUSE_S) -> None:
        self._portal, self._pause_s = portal, pause_s
        self._stop = threading.Event()
        errands: dict[str, Callable[[], object]] = {
            "rounds": self._go_round,
            "post": self._send,
            "webshops": self._visit,
            "statistics": self._sum_up,
        }
        self._threads = [
            threading.Thread(target=self._run, args=(errand,), name=name, daemon=True)
            for name, errand in errands.items()
        ]

    def start(self) -> None:
        """Begin to go round."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the errand, or the letter, under way."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _go_round(self) -> None:
        go_round(self._portal)

    def _send(self) -> None:
        self._portal.sender.send_waiting(self._stop.is_set)

    def _visit(self) -> None:
        self._portal.webshops.visit_due(self._stop.is_set)

    def _sum_up(self) -> None:
        self._portal.statistics.publish_due(self._stop.is_set)

    def _run(self, errand: Callable[[], object]) -> None:
        while not self._stop.is_set():
            try:
                errand()
            except exc.SQLAlchemyError as error:
                # The database was busy or is away for a moment; everything is tried again at the next round.
                # Its name alone: the statement would tell who ordered what.
                log.warning("a round was not finished: %s", type(error).__name__)
            self._stop.wait(self._pause_s)


def go_round(portal: Portal) -> None:
    """Do every errand once, but for sending what is written."""
    portal.orders.expire()
    portal.orders.keep_rests()
    tell_buyers(portal)
    portal.orders.erase_contacts()
    forget_letters(portal)


def forget_letters(portal: Portal) -> None:
    """Drop letters that belong to no order 30 days after they were written."""
    with portal.database.read() as connection:
        old = outbox.old(connection, portal.hub.now_ms() - ERASED_AFTER_MS)
    if old:
        with portal.database.write() as connection:
            outbox.forget(connection, old)


def tell_buyers(portal: Portal) -> int:
    """Write to the buyers of parts whose state changed since they were written last; give how many."""
    with portal.database.read() as connection:
        changed = [(part, told) for part, told in store.unsettled(connection) if state_of(part).value != told]
    return sum(_tell(portal, part, told) for part, told in changed)


def _tell(portal: Portal, part: Part, told: str) -> bool:
    state = state_of(part)
    with portal.database.write() as connection:
        if not store.tell(connection, part, told, state.value):
            return False
        whole = store.by_id(connection, part.whole)
        kind = AFTER.get(state)
        # Whoever chose to keep the rest saw the page that says so.
        chose = told == OrderState.SHORTAGE and state is OrderState.CONFIRMED and part.deed(KEPT) is not None
        if whole is None or kind is None or chose:
            return False
        page = follow_page(portal.address, secret_of(connection, whole.id), whole.language)
        outbox.write(connection, kind, whole, [part], page, portal.hub.now_ms())
    return True
