"""The fields of a ticket: which event it lets in to, where, from when until when, and how many seats there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from pos.domain.errors import UserError
from pos.domain.product import Admission
from pos.domain.ticket import minutes_until, until_text
from pos.services import ticketing
from pos.ui.screens.article_fields import FormPart, asked, matching, shares
from pos.ui.widgets.basics import column, label
from pos.ui.widgets.picking import Option, PickField
from pos.ui.widgets.values import MomentValue, QuantityValue, TextValue
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.services.till import Till

_UNKNOWN = Admission(0, "", "", 0)


class EventFields(FormPart):
    """A new event, or one that other tickets let in to already: their hour and place are filled in."""

    def __init__(self, till: Till) -> None:
        super().__init__(till)
        self._was, self._fresh = _UNKNOWN, 0
        self._pick = PickField("article-event", tr("Event"), self._events)
        self._name = self.follow(TextValue("article-event-name", tr("name of the event")))
        self._place = self.follow(TextValue("article-event-place", tr("place")))
        self._opens = self.follow(MomentValue("article-event-opens", tr("doors open"), placeholder="28.11.2026 19:30"))
        self._until = self.follow(TextValue("article-event-until", tr("lets in until"), placeholder="23:00"))
        self.seats = self.follow(QuantityValue("article-event-seats", tr("seats"), none=0))
        self.seats.setPlaceholderText(tr("no"))
        self._asked_seats = QWidget()
        self._asked_seats.setLayout(asked(tr("Seats"), self.seats))
        self._note = label(size=13, kind="muted", name="article-event-note")
        self._note.setWordWrap(True)
        self.box.setContentsMargins(0, 0, 0, 0)
        for line in (
            shares((asked(tr("Event"), self._pick), 1), (asked(tr("Name of the event"), self._name), 1)),
            shares(
                (asked(tr("Doors open"), self._opens), 4),
                (asked(tr("Lets in until"), self._until), 3),
                (column(self._asked_seats), 2),
            ),
            asked(tr("Place"), self._place),
        ):
            self.box.addLayout(line)
        self.box.addWidget(self._note)
        self.picks.append(self._pick)
        self._pick.changed.connect(self._picked)
        self._pick.changed.connect(self.changed)

    def show_product(self, product: Product) -> None:
        self._was = product.admission or _UNKNOWN
        self._fresh = ticketing.new_event_number(self.till.shop)
        self._pick.set_value(self._was.event or "")
        self._fill(self._was)
        self.seats.set_value(0)

    def ask_seats(self, *, new: bool) -> None:
        """Ask for the seats of a ticket that is being made; afterwards they are its stock."""
        self._asked_seats.setVisible(new)
        self._note.setText(
            tr("One event may have several tickets: full price, reduced. Without a number of seats nothing is counted.")
            if new
            else tr("The seats are the stock of this ticket: count or correct them on the stock screen.")
        )

    def apply(self, product: Product) -> Product:
        name, opens = self._name.value(), self._opens.value()
        if not name:
            self._name.bad()
            raise UserError("The event needs a name: it is printed on the ticket.")
        if not opens:
            self._opens.bad()
            raise UserError("Write the day and hour of the event like 28.11.2026 19:30.")
        number = int(self._pick.value() or self._fresh)
        same = self._was.event == number
        made = Admission(
            number,
            name,
            opens,
            self._minutes(opens),
            self._place.value(),
            self._was.ticket_class if same else ticketing.next_class(self.till.shop, number),
        )
        return replace(product, admission=made)

    def _minutes(self, opens: str) -> int:
        until = self._until.value()
        if opens == self._was.opens_at and until == until_text(self._was):
            return self._was.minutes
        try:
            return minutes_until(opens, until)
        except UserError:
            self._until.bad()
            raise

    def _picked(self) -> None:
        """Fill in what the chosen event says; a new one keeps what is typed."""
        number = self._pick.value()
        if number and int(number) != self._was.event:
            known = ticketing.event_of(self.till.shop, int(number))
            if known is not None:
                self._fill(known)

    def _fill(self, event: Admission) -> None:
        self._name.set_value(event.event_name)
        self._place.set_value(event.place)
        self._opens.set_value(event.opens_at)
        self._until.set_value(until_text(event))

    def _events(self, text: str) -> list[Option]:
        known = [
            Option(str(event.number), event.name or str(event.number), "", f"{event.opens[8:10]}.{event.opens[5:7]}.")
            for event in ticketing.events(self.till.shop)
        ]
        return matching([Option("", tr("a new event")), *known], text)
