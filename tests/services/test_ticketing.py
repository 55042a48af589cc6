"""Tickets are sold, printed, given back and let in; the journal says so before anybody hears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pos.devices.contracts import PrinterSettings
from pos.documents.blocks import Qr, Text, from_json
from pos.domain.errors import UserError
from pos.domain.tender import CASH, Given
from pos.domain.ticket import Verdict, read_body
from pos.services import admission, refunding, selling, ticketing
from pos.services.printing import TICKET, Printing
from pos.shopfile import tables
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from tests.services.ball import BALL, FAIR, articles
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pathlib import Path

    from pos.clock import SetClock
    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile

QUIET = PrinterSettings(kind="network", address="192.0.2.1:9100")


def texts(shop: ShopFile, sale: Sale) -> list[str]:
    """Give the QR texts of a sale's tickets."""
    return [ticket.text for ticket in ticketing.of_sale(shop, sale.id)]


def door(shop: ShopFile, text: str, event: int = BALL) -> Verdict:
    """Scan a ticket and give what the door says."""
    return admission.admit(shop, text, event).verdict


def test_every_unit_gets_its_ticket_among_other_articles(shop: ShopFile) -> None:
    goods, ball = opened(shop), articles(shop)

    sale = sell(shop, (ball.full, 2000), (goods.bread, 3000), (ball.reduced, 1000), (ball.fair, 1000))

    issued = ticketing.of_sale(shop, sale.id)
    said = [read_body(ticket.text) for ticket in issued]
    assert [(body.event, body.ticket_class) for body in said if body] == [(BALL, 1), (BALL, 1), (BALL, 2), (FAIR, 0)]
    assert [ticket.line for ticket in issued] == [sale.lines[n].id for n in (0, 0, 2, 3)]
    assert len({ticket.id for ticket in issued}) == 4
    assert [paper.price_minor for paper in ticketing.papers(shop, sale.id)] == [2500, 2500, 1800, 500]


def test_a_sale_without_tickets_issues_none(shop: ShopFile) -> None:
    goods = opened(shop)

    sale = sell(shop, (goods.bread, 1000))

    assert ticketing.of_sale(shop, sale.id) == []
    with shop.read() as connection:
        kinds = [row.type for row in connection.exec_driver_sql("SELECT type FROM entry ORDER BY n DESC LIMIT 1")]
    assert kinds == ["sale"]


def test_part_of_a_ticket_or_one_taken_back_outside_its_sale_is_refused_and_nothing_is_sold(shop: ShopFile) -> None:
    opened(shop)
    ball = articles(shop)

    with pytest.raises(UserError, match="sold whole"):
        sell(shop, (ball.full, 1500))
    basket = selling.ring_up(shop, selling.new_basket(shop), ball.full)
    with pytest.raises(UserError, match="its own sale"):
        selling.complete_sale(shop, basket.set_quantity(basket.lines[0].id, -1000), ())

    assert refunding.last_ticket(shop) is None


def test_a_ticket_lets_in_once_and_the_door_knows_when(shop: ShopFile, clock: SetClock) -> None:
    opened(shop)
    text = texts(shop, sell(shop, (articles(shop).full, 1000)))[0]

    first = admission.admit(shop, text, BALL)
    clock.pass_seconds(600)
    second = admission.admit(shop, text, BALL)

    assert (first.verdict, first.class_name, first.event_name) == (
        Verdict.VALID,
        "Bal, plein tarif",
        "Bal de l'Escalade",
    )
    assert (second.verdict, second.used_ms) == (Verdict.USED, first.at_ms)
    with shop.read() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM entry WHERE type = 'ticket.admitted'").scalar_one()
    assert rows == 1


def test_the_door_refuses_what_is_not_for_it(shop: ShopFile, clock: SetClock) -> None:
    opened(shop)
    ball = articles(shop)
    full, fair = texts(shop, sell(shop, (ball.full, 1000), (ball.fair, 1000)))
    forged = full[:60] + ("A" if full[60] != "A" else "B") + full[61:]

    assert door(shop, fair) is Verdict.WRONG_EVENT
    assert door(shop, fair, FAIR) is Verdict.EARLY
    assert door(shop, forged) is Verdict.FORGED
    assert door(shop, "a coupon") is Verdict.FORGED
    assert door(shop, "0123456789abcdef") is Verdict.UNKNOWN_NUMBER
    clock.pass_seconds(3 * 3600)
    assert door(shop, full) is Verdict.LATE
    assert admission.counts(shop, BALL).admitted == 0


def test_a_ticket_of_a_till_that_was_never_heard_of_is_not_let_in(
    shop: ShopFile, tmp_path: Path, clock: SetClock
) -> None:
    opened(shop)
    articles(shop)
    other = open_shop(tmp_path / "other.shop", tmp_path / "other", clock, create=True, system_keys=False)
    while other.public_key[0] == shop.public_key[0]:
        other.close()
        other = open_shop(tmp_path / "more.shop", tmp_path / "more", clock, create=True, system_keys=False)
    opened(other)
    text = texts(other, sell(other, (articles(other).full, 1000)))[0]

    assert door(shop, text) is Verdict.UNKNOWN_TILL
    with shop.keep() as connection:
        said = f'["{other.public_key.hex()}"]'.encode()
        connection.exec_driver_sql("INSERT INTO sync(k, val) VALUES ('keys', ?)", (said,))
    assert door(shop, text) is Verdict.VALID
    other.close()


def test_the_number_under_the_code_does_when_the_scanner_does_not(shop: ShopFile) -> None:
    opened(shop)
    sale = sell(shop, (articles(shop).full, 2000))
    one, other = ticketing.of_sale(shop, sale.id)

    assert door(shop, one.id.upper()) is Verdict.VALID
    assert door(shop, f"{other.id[8:12]} {other.id[12:]}") is Verdict.VALID
    assert door(shop, one.text) is Verdict.USED


def test_tickets_made_in_training_are_marked_and_let_nobody_in(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    basket = selling.ring_up(shop, selling.new_basket(shop), articles(shop).full)
    sale = selling.complete_sale(shop, basket, (Given(CASH, 2500),), training=True)
    printing = Printing(shop, tmp_path)

    [document] = printing.ticket_documents(sale.id)

    assert "TRAINING - not valid" in [block.text for block in document.blocks if isinstance(block, Text)]
    assert door(shop, texts(shop, sale)[0]) is Verdict.PRACTISED
    assert admission.counts(shop, BALL).sold == 0


def test_a_refund_makes_its_ticket_void_and_leaves_the_others(shop: ShopFile) -> None:
    opened(shop)
    sale = sell(shop, (articles(shop).full, 3000))
    first, second, third = ticketing.of_sale(shop, sale.id)
    line = sale.lines[0].id

    refunding.refund(shop, sale.id, {line: 1000}, tickets_back=[first.id])
    refunding.refund(shop, sale.id, {line: 1000})

    assert [door(shop, ticket.text) for ticket in (first, second, third)] == [
        Verdict.REFUNDED, Verdict.VALID, Verdict.REFUNDED,
    ]  # fmt: skip
    assert admission.counts(shop, BALL)[:3] == (1, 1, 0)
    assert [paper.ticket.id for paper in ticketing.papers(shop, sale.id)] == [second.id]


def test_a_refund_warns_of_a_ticket_that_was_let_in_and_prefers_one_that_was_not(shop: ShopFile) -> None:
    opened(shop)
    sale = sell(shop, (articles(shop).full, 2000))
    first, second = ticketing.of_sale(shop, sale.id)
    line = sale.lines[0].id
    door(shop, second.text)

    one, both = ticketing.to_revoke(shop, sale.id, {line: 1000}), ticketing.to_revoke(shop, sale.id, {line: 2000})

    assert [ticket.id for ticket in one] == [first.id]
    assert [ticket.id for ticket in ticketing.let_in_already(both)] == [second.id]


def test_a_wrong_admission_is_taken_back_within_a_minute(shop: ShopFile, clock: SetClock) -> None:
    opened(shop)
    text = texts(shop, sell(shop, (articles(shop).full, 1000)))[0]
    first = admission.admit(shop, text, BALL)
    clock.pass_seconds(60)
    admission.undo(shop, first.admission)
    with pytest.raises(UserError, match="taken back already"):
        admission.undo(shop, first.admission)

    again = admission.admit(shop, text, BALL)
    clock.pass_seconds(61)

    assert again.verdict is Verdict.VALID
    with pytest.raises(UserError, match="within a minute"):
        admission.undo(shop, again.admission)
    assert admission.counts(shop, BALL)[:3] == (1, 1, 0)


def test_people_are_counted_by_the_hour_of_the_wall_clock(shop: ShopFile, clock: SetClock) -> None:
    opened(shop)
    sold = texts(shop, sell(shop, (articles(shop).full, 4000)))
    for text in sold[:2]:
        door(shop, text)
    clock.pass_seconds(3600)
    door(shop, sold[2])

    assert admission.counts(shop, BALL)[:4] == (4, 3, 1, (("08:00", 2), ("09:00", 1)))


def test_events_are_those_of_the_articles_and_of_the_tickets(shop: ShopFile) -> None:
    opened(shop)
    articles(shop)

    assert [(event.number, event.name) for event in admission.events(shop)] == [
        (FAIR, "Foire de printemps"), (BALL, "Bal de l'Escalade"),
    ]  # fmt: skip


def test_papers_come_after_the_receipt_one_each_and_a_second_time_as_duplicates(shop: ShopFile, tmp_path: Path) -> None:
    goods = opened(shop)
    sale = sell(shop, (articles(shop).full, 2000), (goods.bread, 1000))
    printing = Printing(shop, tmp_path)
    printing.use(QUIET)

    printing.after_sale(sale, receipt=True, drawer=False)
    door(shop, texts(shop, sale)[0])
    printing.reprint(sale.id)

    jobs = printing.spool.waiting("queued")
    assert [job.kind for job in jobs] == ["receipt", TICKET, TICKET, "receipt", TICKET]
    papers = [from_json(job.document) for job in jobs if job.kind == TICKET]
    codes = [block.data for paper in papers for block in paper.blocks if isinstance(block, Qr)]
    assert codes == [*texts(shop, sale), texts(shop, sale)[1]]
    marked = [any(isinstance(it, Text) and it.text == "DUPLICATE" for it in paper.blocks) for paper in papers]
    assert marked == [False, False, True]


def test_tickets_are_printed_even_where_receipts_are_not(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    printing = Printing(shop, tmp_path)
    printing.use(QUIET)

    assert not printing.after_sale(sell(shop, (articles(shop).full, 1000)), receipt=False, drawer=False)

    assert [job.kind for job in printing.spool.waiting("queued")] == [TICKET]


def test_a_till_that_died_before_the_tickets_were_queued_offers_them(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    printing = Printing(shop, tmp_path)
    printing.use(QUIET)
    sale = sell(shop, (articles(shop).full, 2000))

    assert printing.unprinted(receipts=False) == sale.id
    printing.receipt(sale)
    assert printing.unprinted(receipts=True) == sale.id
    assert printing.tickets(sale.id) == 2
    assert printing.unprinted(receipts=True) is None


def test_a_ticket_that_may_have_printed_comes_again_as_a_duplicate(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    printing = Printing(shop, tmp_path)
    printing.use(QUIET)
    sale = sell(shop, (articles(shop).full, 1000))
    printing.tickets(sale.id)
    job = printing.spool.take()
    assert job is not None
    printing.spool.settle(job.id, "unknown", "cable")

    printing.decide(printing.undecided()[0], again=True)

    [again] = printing.spool.waiting("queued")
    words = [block.text for block in from_json(again.document).blocks if isinstance(block, Text)]
    assert (again.kind, again.reference) == (TICKET, job.reference)
    assert "DUPLICATE" in words


def test_the_tables_follow_from_the_journal(shop: ShopFile) -> None:
    opened(shop)
    sale = sell(shop, (articles(shop).full, 3000))
    sold = texts(shop, sale)
    admission.undo(shop, admission.admit(shop, sold[0], BALL).admission)
    door(shop, sold[1])
    refunding.refund(shop, sale.id, {sale.lines[0].id: 1000})

    assert verify(shop.path).problems == ()
    with shop.keep() as connection:
        connection.exec_driver_sql("UPDATE ticket SET admitted_ms = NULL")
    assert [problem.where for problem in verify(shop.path).problems] == [f"table {tables.ticket.name}"]
