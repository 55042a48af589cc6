"""Closings as double entry: every Z balances, the cash accounts hold what stayed in the drawers, files say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.domain.bookkeeping import by_transaction, trial_balance
from pos.domain.drawer import Count
from pos.domain.quantity import line_amount
from pos.domain.tender import CARD, CASH_EUR, Given, cash_due, notes
from pos.domain.vat import VatRegime
from pos.services import accounting, closing_day, refunding, selling
from pos.services import settings as shop_settings
from tests.domain.test_bookkeeping import banana, bexio, cresus, summed
from tests.services.counter import PROFILE, exact_counts, opened, sell, stocked

if TYPE_CHECKING:
    from pos.clock import SetClock
    from pos.domain.bookkeeping import Posting
    from pos.shopfile.shopfile import ShopFile


def balances(posted: list[Posting]) -> dict[str, int]:
    return {account: minor for account, minor in trial_balance(posted)["CHF"].items() if minor}


def own(posted: list[Posting], account: str) -> int:
    """Give an account's balance in its own currency."""
    mine = [each for each in posted if each.account == account]
    return sum(each.foreign_minor if each.foreign_currency else each.amount_minor for each in mine)


def test_the_sale_of_the_specification_is_booked_as_it_says(shop: ShopFile) -> None:
    """23.52 = 7.90 at 8.1 % + 14.62 at 2.6 % + 1.00 of deposits, paid 10.00 in lémans and 13.50 in cash."""
    stock = opened(shop, chf=0)
    basket = selling.new_basket(shop)
    for product, milli in ((stock.soap, 1000), (stock.cheese, 486), (stock.bottle, 2000)):
        basket = selling.ring_up(shop, basket, product, milli)
    lem = notes({1000: 1})
    rest = cash_due(basket.total_minor, (lem,), PROFILE.rules)
    sale = selling.complete_sale(shop, basket, [lem, Given("cash.CHF", rest)])
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)), kept={"CHF": rest, "LEM": 1000})

    posted = accounting.postings(shop, "2026-11")

    assert balances(posted) == {
        "till:note.LEM": 1000,
        "till:cash.CHF": rest,
        "till:sales:N": -790,
        "till:sales:R": -(sale.total_minor - 790 - 100),
        "till:outside": -100,
        **({"till:rounding": -sale.rounding_minor} if sale.rounding_minor else {}),
    }
    assert own(posted, "till:note.LEM") == 1000
    assert {each.vat for each in posted if each.account.startswith("till:sales")} == {"N810", "R260"}


def test_a_day_with_everything_balances_and_every_file_says_the_same(shop: ShopFile) -> None:
    stock = opened(shop, chf=20_000, lem=1_000)
    paid = sell(shop, (stock.soap, 2000))
    sell(shop, (stock.milk, 3000), given=(Given(CARD, 3 * 280),))
    sell(shop, (stock.soap, 1000), given=(Given(CASH_EUR, 2000),))
    refunding.refund(shop, paid.id, {paid.lines[0].id: 1000})
    closing_day.move_cash(shop, "CHF", -5_000, "banque")
    closing_day.move_cash(shop, "EUR", -500, "change")
    report = closing_day.read_x(shop)
    counts = [Count("CHF", ((5, report.expected("CHF") // 5 - 20),)), *exact_counts(report)[1:]]
    closed = closing_day.close_session(shop, counts, kept={"CHF": 10_000}, reasons={"CHF": "erreur"})

    posted = accounting.postings(shop, "2026-11-23")

    assert by_transaction(posted)
    for drawer in closed.drawers:
        assert own(posted, accounting.DRAWERS[drawer.currency]) == drawer.kept_minor
    assert balances(posted)["till:difference"] == 100
    # 5.00 taken out and 15.00 set aside, at 0.9412 each: 4.71 and 14.12.
    assert (own(posted, "till:transfer:EUR"), balances(posted)["till:transfer:EUR"]) == (2_000, 471 + 1_412)
    files = {program: accounting.file_of(shop, "2026-11-23", program) for program in accounting.FORMATS}
    assert [name for name, _ in files.values()] == [
        "C1-2026-11-23-Banana.txt", "C1-2026-11-23-Cresus.txt", "C1-2026-11-23-bexio.csv",
    ]  # fmt: skip
    found = summed([(r["AccountDebit"], r["AccountCredit"], r["Amount"]) for r in banana(files["Banana"][1])])
    assert found["1000"] == 10_000
    assert sum(found.values()) == 0
    assert summed([(r[1], r[2], r[5]) for r in cresus(files["Crésus"][1])]) == found
    rows = bexio(files["bexio"][1])
    assert summed([(r["Debit account"], r["Credit account"], r["Base amount"]) for r in rows]) == found


SALES = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3000), st.booleans()), max_size=3)
DAYS = st.lists(st.tuples(SALES, st.integers(-3, 3), st.booleans(), st.integers(0, 400)), min_size=1, max_size=3)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS)
def test_after_any_days_the_cash_account_holds_what_stayed_in_the_drawer(
    shop: ShopFile, days: list[tuple[list[tuple[int, int, bool]], int, bool, int]]
) -> None:
    stock = stocked(shop)
    for sales, wrong, stays, brought in days:
        kept = closing_day.proposed_floats(shop).get("CHF", 0)
        closing_day.open_session(shop, {"CHF": kept + 5 * brought})
        for pieces, grams, by_card in sales:
            given_ = (Given(CARD, pieces * 421 + line_amount(2850, grams)),) if by_card else None
            sell(shop, (stock.bread, pieces * 1000), (stock.cheese, grams), given=given_)
        report = closing_day.read_x(shop)
        pieces = max(0, report.expected("CHF") // 5 + wrong)
        counts = [Count("CHF", ((5, pieces),)), *exact_counts(report)[1:]]
        closing_day.close_session(shop, counts, kept={"CHF": 5 * pieces if stays else 0}, reasons={"CHF": "?"})

    posted = accounting.postings(shop, "2026-11")

    by_transaction(posted)
    assert own(posted, "till:cash.CHF") == closing_day.proposed_floats(shop)["CHF"]


def test_a_shop_that_is_not_registered_has_sales_without_vat_and_deposits_apart(shop: ShopFile) -> None:
    stock = opened(shop)
    shop_settings.change_profile(shop, replace(PROFILE, vat_regime=VatRegime.NONE))
    sell(shop, (stock.milk, 1000), given=(Given(CARD, 280),))
    basket = selling.ring_up(shop, selling.new_basket(shop), stock.milk, 1000)
    selling.complete_sale(shop, basket, [Given(CARD, 280)], training=True)
    sell(shop, (stock.milk, 1000), given=(Given(CARD, 280),))
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)), kept={"CHF": 20_000})

    assert balances(accounting.postings(shop, "2026-11")) == {
        "till:card": 560,
        "till:sales:E": -460,
        "till:outside": -100,
        "till:cash.CHF": 20_000,
        "till:transfer:CHF": -20_000,
    }


def test_months_and_days_with_a_z_are_offered_newest_first(shop: ShopFile, clock: SetClock) -> None:
    opened(shop)
    assert accounting.periods(shop) == []
    for days in (1, 7, 0):
        closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)))
        if days:
            clock.pass_seconds(days * 86_400)
            closing_day.open_session(shop, {})

    assert accounting.periods(shop) == ["2026-12", "2026-12-01", "2026-11", "2026-11-24", "2026-11-23"]
    assert [each.report.business_day for each in accounting.closings(shop, "2026-11")] == ["2026-11-23", "2026-11-24"]
    assert len(accounting.closings(shop, "2026-11-24")) == 1


def test_what_is_shown_is_what_is_written(shop: ShopFile) -> None:
    stock = opened(shop)
    sell(shop, (stock.soap, 1000), given=(Given(CARD, 790),))
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)), kept={"CHF": 20_000})

    shown = accounting.rows(accounting.postings(shop, "2026-11"))

    assert shown[0] == ("2026-11-23", "C1 Z 1", "Sales, VAT 8.1 %", "1025 / 3200", 790)
