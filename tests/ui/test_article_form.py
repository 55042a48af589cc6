"""The article's form: a ticket with its event, and what a product file proposes for a barcode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from pos.domain.tender import CASH, Given
from pos.domain.ticket import Verdict, minutes_until
from pos.services import admission, cataloguing, lookup, selling, ticketing
from pos.ui.widgets.picking import PickField
from tests.ui.test_articles_page import Hand, hand, tasks

if TYPE_CHECKING:
    from pathlib import Path

    from pos.services.till import Till

__all__ = ["hand", "tasks"]
MILK = "7610032065026"


def new_ticket(hand: Hand, name: str, price: str) -> None:
    hand.click("articles-new")
    hand.type("article-name", name)
    hand.type("article-price", price)
    hand.click("article-tab-2")
    hand.click("kind-ticket")


def write_event(hand: Hand, seats: str = "") -> None:
    hand.type("article-event-name", "Bal de l'Escalade")
    hand.type("article-event-opens", "24.11.2026 13h30")
    hand.type("article-event-until", "1:00")
    hand.type("article-event-place", "Salle communale")
    hand.type("article-event-seats", seats)


def test_a_ticket_is_made_sold_and_let_in(hand: Hand, till: Till) -> None:
    new_ticket(hand, "Bal, plein tarif", "25")
    write_event(hand, seats="120")
    hand.click("article-save")

    made = hand.article("Bal, plein tarif")
    found = cataloguing.article(till.shop, made.id)
    assert made.admission is not None
    assert (made.admission.event_name, made.admission.opens_at) == ("Bal de l'Escalade", "2026-11-24T13:30")
    assert (made.admission.minutes, made.admission.place) == (690, "Salle communale")
    assert made.stocked
    assert found is not None
    assert found.stock_milli == 120_000
    basket = selling.ring_up(till.shop, selling.new_basket(till.shop), made, 2000)
    sale = selling.complete_sale(till.shop, basket, [Given(CASH, basket.total_minor)])
    (paper, _) = ticketing.papers(till.shop, sale.id)
    assert (paper.body.opens.isoformat(), paper.name) == ("2026-11-24T13:30:00", "Bal, plein tarif")
    for verdict in (Verdict.VALID, Verdict.USED):
        assert admission.admit(till.shop, paper.ticket.text, made.admission.event).verdict is verdict


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("article-event-name", "", "The event needs a name"),
        ("article-event-opens", "", "Write the day and hour"),
        ("article-event-opens", "demain soir", "is not a day and hour"),
        ("article-event-until", "", "Write until when"),
        ("article-event-until", "25:00", "Write until when"),
        ("article-event-until", "24.11.2026 13:00", "at least one minute"),
        ("article-event-seats", "beaucoup", "beaucoup"),
    ],
)
def test_what_is_no_event_is_refused_and_nothing_typed_is_lost(hand: Hand, name: str, text: str, said: str) -> None:
    new_ticket(hand, "Bal", "25")
    write_event(hand)
    hand.field(name).clear()
    hand.type(name, text)
    hand.click("article-save")

    assert said in hand.said()
    assert hand.field("article-event-place").text() == "Salle communale"
    assert hand.field("article-name").text() == "Bal"


def test_a_second_price_joins_the_event_and_follows_its_hour(hand: Hand, till: Till) -> None:
    new_ticket(hand, "Plein tarif", "25")
    write_event(hand)
    hand.click("article-save")
    new_ticket(hand, "Tarif AVS", "15")
    hand.pick("article-event", "bal")
    assert hand.field("article-event-until").text() == "01:00"
    hand.type("article-event-opens", "24.11.2026 18:30")
    hand.click("article-save")

    full, reduced = hand.article("Plein tarif").admission, hand.article("Tarif AVS").admission
    assert full is not None
    assert reduced is not None
    assert full.event == reduced.event
    assert full.ticket_class != reduced.ticket_class
    assert full.opens_at == reduced.opens_at == "2026-11-24T18:30"
    assert [event.number for event in ticketing.events(till.shop)] == [full.event]


def food_file(till: Till, folder: Path) -> None:
    path = folder / "foods.csv"
    path.write_text(
        "code\tproduct_name\tbrands\tquantity\tcategories\n" + f"{MILK}\tLait entier\tCremo\t1 l\tLaits\n",
        encoding="utf-8",
    )
    lookup.index(till.shop, path)


def test_a_new_barcode_is_looked_up_and_fills_what_is_empty(hand: Hand, till: Till, tmp_path: Path) -> None:
    food_file(till, tmp_path)
    hand.click("articles-new")
    hand.type("article-name", "Lait de la ferme")
    hand.page.scanned(MILK)
    QApplication.processEvents()

    assert "Lait entier, Cremo, 1 l" in hand.said()
    assert hand.field("article-producer").text() == ""
    hand.click("article-proposal-take")

    assert hand.field("article-name").text() == "Lait de la ferme"
    assert hand.field("article-producer").text() == "Cremo"
    assert hand.field("article-content").text() == "1"
    assert hand.page.findChildren(PickField, "article-content-unit")[0].value() == "l"
    proposal = hand.page.findChild(QWidget, "article-proposal")
    assert proposal is not None
    assert not proposal.isVisible()


def test_a_proposal_left_is_not_made_again(hand: Hand, till: Till, tmp_path: Path) -> None:
    food_file(till, tmp_path)
    hand.click("articles-new")
    hand.page.scanned(MILK)
    hand.click("article-proposal-away")
    hand.field("article-barcodes").editingFinished.emit()
    QApplication.processEvents()

    assert "Lait entier" not in hand.said()
    assert hand.field("article-name").text() == ""


def test_a_code_of_the_shop_is_not_looked_up(hand: Hand, till: Till, tmp_path: Path) -> None:
    food_file(till, tmp_path)
    bread = hand.article("Miche au levain")
    cataloguing.save_product(till.shop, replace(bread, barcodes=(MILK,)))
    hand.click("articles-new")
    hand.type("article-barcodes", MILK)
    hand.field("article-barcodes").editingFinished.emit()
    QApplication.processEvents()

    assert "is also the code of Miche au levain" in hand.said()
    assert "Lait entier" not in hand.said()


@pytest.mark.parametrize(
    ("until", "minutes"), [("23:00", 210), ("23h", 210), ("1.30", 360), ("29.11.2026 19:30", 1440), ("19:30", 1440)]
)
def test_the_end_of_admission_is_an_hour_or_a_day(until: str, minutes: int) -> None:
    assert minutes_until("2026-11-28T19:30", until) == minutes
