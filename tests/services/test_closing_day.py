"""The day: floats, cash moves, X, blind counts, Z without gaps, months and years."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain.closing import Totals, add_sale
from pos.domain.drawer import checked_count
from pos.domain.errors import UserError
from pos.domain.money import round_cash
from pos.domain.quantity import line_amount
from pos.domain.tender import CARD, CASH, CASH_EUR, TWINT, Given, notes
from pos.services import closing_day, refunding
from pos.services import settings as settings_service
from tests.services.counter import PROFILE, exact_counts, opened, sell, stocked

if TYPE_CHECKING:
    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile

ZONE = timezone(timedelta(hours=1))


def on(day: str) -> datetime:
    return datetime.fromisoformat(day + "T09:00:00").replace(tzinfo=ZONE)


def periods(shop: ShopFile) -> list[str]:
    with shop.read() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT period FROM period ORDER BY rowid")]


def close_exactly(shop: ShopFile) -> None:
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)))


def test_an_x_is_the_sum_of_its_receipts_and_changes_nothing(shop: ShopFile) -> None:
    stock = opened(shop)
    tickets = [
        sell(shop, (stock.bread, 3000), (stock.soap, 1000), given=(notes({1000: 1, 314: 1}), Given(CASH, 1000))),
        sell(shop, (stock.cheese, 486), given=(Given(CASH_EUR, 2000),)),
        sell(shop, (stock.milk, 2000), given=(Given(TWINT, 200), Given(CARD, 360))),
    ]
    tickets.append(refunding.refund(shop, tickets[0].id, {tickets[0].lines[0].id: 1000}))
    before = shop.head

    report = closing_day.read_x(shop)

    expected = Totals()
    for ticket in tickets:
        expected = add_sale(expected, ticket)
    assert report.totals == expected
    assert report.totals.total_minor == sum(ticket.total_minor for ticket in tickets)
    assert report.totals.rounding_minor == sum(ticket.rounding_minor for ticket in tickets)
    assert sum(total.value_minor for total in report.totals.tenders) - report.totals.rounding_minor == sum(
        ticket.total_minor for ticket in tickets
    )
    assert {total.code: (total.currency, total.minor) for total in report.totals.tenders}[CASH_EUR] == ("EUR", 2000)
    assert (report.first_receipt, report.last_receipt) == (tickets[0].receipt, tickets[-1].receipt)
    assert shop.head == before


tickets_of_a_day = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 3000), st.sampled_from((CASH, CARD, CASH_EUR))), max_size=5
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tickets_of_a_day)
def test_any_day_adds_up_by_receipt_tender_and_rate(shop: ShopFile, sales: list[tuple[int, int, str]]) -> None:
    stock = stocked(shop)
    closing_day.open_session(shop, {"CHF": 0})
    tickets = []
    for pieces, grams, code in sales:
        owed = pieces * 421 + line_amount(2850, grams)
        amount = {CARD: owed, CASH: round_cash(owed) + 500, CASH_EUR: owed * 2}[code]
        tickets.append(sell(shop, (stock.bread, pieces * 1000), (stock.cheese, grams), given=(Given(code, amount),)))
    closing_day.move_cash(shop, "CHF", 50_000, "change from the bank")

    report = closing_day.read_x(shop)
    close_exactly(shop)

    assert report.totals.total_minor == sum(ticket.total_minor for ticket in tickets)
    assert sum(v.tax_minor for v in report.totals.vat) == sum(v.tax_minor for t in tickets for v in t.vat)
    received = sum(tender.value_minor for ticket in tickets for tender in ticket.tenders)
    handed_back = sum(change.value_minor for ticket in tickets for change in ticket.change)
    assert sum(total.value_minor for total in report.totals.tenders) == received - handed_back
    assert report.totals.rounding_minor == received - handed_back - report.totals.total_minor


def test_the_drawer_expects_what_cash_lemans_and_euros_left_in_it(shop: ShopFile) -> None:
    stock = opened(shop, chf=10_000, lem=500)
    sell(shop, (stock.soap, 1000), given=(notes({314: 2}), Given(CASH, 200)))
    sell(shop, (stock.soap, 1000), given=(Given(CASH_EUR, 1000),))
    closing_day.move_cash(shop, "CHF", -5000, "  to the   bank ")

    report = closing_day.read_x(shop)

    assert report.expected("LEM") == 500 + 628
    assert report.expected("EUR") == 1000
    assert report.expected("CHF") == 10_000 + (200 - 40) - 150 - 5000
    assert report.moves[0].reason == "to the bank"


def test_a_difference_is_kept_with_its_reason_and_the_rest_stays_as_float(shop: ShopFile) -> None:
    stock = opened(shop, chf=10_000)
    sell(shop, (stock.soap, 1000))

    z = closing_day.close_session(
        shop,
        [checked_count("CHF", {10_000: 1, 500: 1, 100: 2}), checked_count("LEM", {})],
        kept={"CHF": 10_000},
        reasons={"CHF": " too much change "},
        recounted=True,
    )

    chf = z.drawers[0]
    assert (chf.expected_minor, chf.counted_minor, chf.difference_minor) == (10_790, 10_700, -90)
    assert (chf.reason, chf.recounted, chf.kept_minor) == ("too much change", True, 10_000)
    assert closing_day.proposed_floats(shop) == {"CHF": 10_000, "LEM": 0}
    assert closing_day.current_session(shop) is None


def test_every_drawer_of_the_session_is_counted(shop: ShopFile) -> None:
    stock = opened(shop)
    sell(shop, (stock.soap, 1000), given=(Given(CASH_EUR, 1000),))

    with pytest.raises(UserError, match="Count the EUR drawer too"):
        closing_day.close_session(shop, [checked_count("CHF", {}), checked_count("LEM", {})])
    assert closing_day.current_session(shop) is not None


def test_no_more_stays_in_the_drawer_than_was_counted(shop: ShopFile) -> None:
    opened(shop)

    with pytest.raises(UserError, match=r"At most 1\.00 CHF can stay"):
        closing_day.close_session(shop, [checked_count("CHF", {100: 1}), checked_count("LEM", {})], kept={"CHF": 101})


def test_z_numbers_have_no_gap_and_totals_start_again_while_perpetual_ones_go_on(shop: ShopFile) -> None:
    stock = opened(shop, chf=0)
    for _ in range(3):
        sell(shop, (stock.soap, 1000))
        close_exactly(shop)
        closing_day.open_session(shop, {"CHF": 0})

    reports = closing_day.past_reports(shop)

    assert [report.number for report in reports] == [3, 2, 1]
    assert [report.totals.sales for report in reports] == [1, 1, 1]
    assert [report.perpetual_sales_minor for report in reports] == [2370, 1580, 790]
    assert [report.kind for report in reports] == ["Z", "Z", "Z"]
    assert all(later.first_seq > earlier.last_seq for later, earlier in pairwise(reports))


def test_the_first_opening_of_a_month_closes_the_month_and_of_a_year_both(shop: ShopFile, clock: SetClock) -> None:
    stock = stocked(shop)
    for day in ("2026-11-23", "2026-11-30", "2026-12-01", "2027-01-04", "2027-01-05"):
        clock.set(on(day))
        closing_day.open_session(shop, {"CHF": 0})
        sell(shop, (stock.soap, 1000))
        close_exactly(shop)

    assert periods(shop) == ["2026-11", "2026-12", "2026"]
    with shop.read() as connection:
        rows = connection.exec_driver_sql("SELECT period, body FROM period").all()
    bodies: dict[str, bytes] = {row.period: row.body for row in rows}
    assert b'"sales":2' in bodies["2026-11"]
    assert b'"sales":3' in bodies["2026"]
    assert b'"first_z":1,"last_z":3' in bodies["2026"]


def test_a_clock_set_back_a_year_closes_nothing_twice(shop: ShopFile, clock: SetClock) -> None:
    stock = opened(shop, chf=0)
    sell(shop, (stock.soap, 1000))
    close_exactly(shop)
    clock.set(on("2025-11-23"))
    closing_day.open_session(shop, {"CHF": 0})
    sale = sell(shop, (stock.soap, 1000))
    close_exactly(shop)
    clock.set(on("2027-02-01"))
    closing_day.open_session(shop, {"CHF": 0})

    assert sale.business_day == "2025-11-23"
    assert periods(shop) == ["2025-11", "2026-11", "2025", "2026"]


def test_a_day_is_opened_once_with_floats_that_exist(shop: ShopFile) -> None:
    opened(shop)

    with pytest.raises(UserError, match="already open"):
        closing_day.open_session(shop, {"CHF": 0})
    with pytest.raises(UserError, match="does not take XYZ"):
        closing_day.open_session(shop, {"XYZ": 0})
    with pytest.raises(UserError, match="not negative"):
        closing_day.open_session(shop, {"CHF": -1})


def test_a_closed_day_has_no_x_and_moves_no_cash(shop: ShopFile) -> None:
    stocked(shop)

    with pytest.raises(UserError, match="not open yet"):
        closing_day.read_x(shop)
    with pytest.raises(UserError, match="not open yet"):
        closing_day.move_cash(shop, "CHF", 100, "x")


def test_no_more_leaves_the_drawer_than_is_in_it(shop: ShopFile) -> None:
    opened(shop, chf=1000)

    with pytest.raises(UserError, match=r"only 10\.00 CHF in the drawer"):
        closing_day.move_cash(shop, "CHF", -1001, "bank")
    with pytest.raises(UserError, match="Say why"):
        closing_day.move_cash(shop, "CHF", -100, " ")


def test_opening_the_drawer_without_a_sale_needs_a_reason(shop: ShopFile) -> None:
    opened(shop)
    before = shop.head.seq

    with pytest.raises(UserError, match="Say why"):
        closing_day.open_drawer(shop, " ")
    closing_day.open_drawer(shop, "change for a customer")

    assert shop.head.seq == before + 1


def test_the_shop_has_a_drawer_per_currency_it_takes_in_cash(shop: ShopFile) -> None:
    assert closing_day.drawers(shop) == ["CHF", "LEM"]

    settings_service.change_profile(shop, PROFILE)

    assert closing_day.drawers(shop) == ["CHF", "EUR", "LEM"]


def test_counted_against_expected_is_told_before_closing(shop: ShopFile) -> None:
    opened(shop, chf=1000)

    (difference,) = closing_day.differences(closing_day.read_x(shop), [checked_count("CHF", {500: 1})])

    assert (difference.float_minor, difference.difference_minor) == (1000, -500)
