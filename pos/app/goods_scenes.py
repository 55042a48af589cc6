"""The scenes of the market day about goods: a delivery, a count while one sells, tickets and the door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pos.app.demo_shop import CONCERT
from pos.services import labelling, searching, ticketing
from pos.services.labelling import Wanted

if TYPE_CHECKING:
    from pos.app.market_day import MarketDay

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
JUICE, RYE = "7612345678900", "2000000001036"


def delivery(day: MarketDay) -> None:
    """Juice comes in: scanned bottle by bottle, with its cost and its date."""
    day.counter.open_page("stock")
    day.key(Qt.Key.Key_1, CTRL)
    for _ in range(3):
        day.scan(JUICE)
    day.key(Qt.Key.Key_K, CTRL)
    _fill(day, "receive-cost", "2.85")
    _fill(day, "receive-expires", "30.06.2027")
    day.shoot("50-stock-delivery")
    day.key(Qt.Key.Key_Return, CTRL)
    day.key(Qt.Key.Key_Escape)
    print_labels(day)


def print_labels(day: MarketDay) -> None:
    """A sheet of shelf labels for what came in and for the favourites."""
    wanted = [Wanted(hit.product.id) for hit in searching.favourites(day.shop) if hit.product.kind == "goods"]
    labelling.sheet_pdf(day.shop, wanted, "3x8", day.out / "labels.pdf")
    day.labels = len(wanted)


def count_begins(day: MarketDay) -> None:
    """The bread is counted, blind; a customer comes in the middle of it."""
    day.counter.open_page("stock")
    day.key(Qt.Key.Key_2, CTRL)
    day.touch("count-blind")
    day.scan(RYE)
    day.scan(RYE)
    day.shoot("51-stock-count")
    day.key(Qt.Key.Key_Escape)


def count_ends(day: MarketDay) -> None:
    """Back at the shelf: the count goes on where it was left, and is handed in."""
    day.counter.open_page("stock")
    day.key(Qt.Key.Key_2, CTRL)
    day.scan(RYE)
    day.key(Qt.Key.Key_Return, CTRL)
    day.shoot("52-stock-counted")
    day.key(Qt.Key.Key_4, CTRL)
    day.scan(RYE)
    day.shoot("53-stock-movements")
    day.key(Qt.Key.Key_Escape)


def look_at_articles(day: MarketDay) -> None:
    """The articles, one of them open."""
    day.counter.open_page("articles")
    day.scan(JUICE)
    day.shoot("54-articles")
    day.key(Qt.Key.Key_Escape)
    day.put_away("articles", "stock")


def tickets_sold(day: MarketDay) -> None:
    """Two tickets for this evening, typed by their till code."""
    day.type(CONCERT)
    day.key(Qt.Key.Key_Return)
    day.type(CONCERT)
    day.key(Qt.Key.Key_Return)
    day.key(Qt.Key.Key_Return)
    day.key(Qt.Key.Key_Return)
    day.keep_receipt(day.sales[-1])
    day.concert = day.sales[-1].id


def at_the_door(day: MarketDay) -> None:
    """A ticket lets in once; its copy does not."""
    if not day.concert:
        return
    code = ticketing.of_sale(day.shop, day.concert)[0].text
    day.counter.open_page("admission")
    day.scan(code)
    day.shoot("55-door-let-in")
    day.scan(code)
    day.tickets_refused += 1
    day.shoot("56-door-already-used")
    day.key(Qt.Key.Key_Escape)
    day.put_away("admission")


def figures(day: MarketDay) -> dict[str, Any]:
    """Count what the journal says of the day's goods; `tickets_refused` are the scans that were turned away."""
    with day.shop.read() as connection:

        def entries(kind: str) -> int:
            query = "SELECT count(*) FROM entry WHERE type = ? AND n > ?"
            return int(connection.exec_driver_sql(query, (kind, day.first_entry)).scalar_one())

        return {
            "receipts": entries("stock.received"),
            "counts": entries("stock.counted"),
            "labels": day.labels,
            "tickets_admitted": entries("ticket.admitted"),
            "tickets_refused": day.tickets_refused,
        }


def first_hit(day: MarketDay, text: str) -> str:
    """Give the id of the article that a search finds first."""
    return searching.find(day.shop, text, 1)[0].product.id


def _fill(day: MarketDay, name: str, text: str) -> None:
    field = day.find(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    day.type(text)
    field.clearFocus()
    day.settle()
