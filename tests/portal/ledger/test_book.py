"""The ledger keeps its invariants on both databases (facts: portal §4.2)."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import exc, text

from pos.domain.errors import UserError
from sync.portal.gathered import Portal
from sync.portal.ingest.replaying import project_anew
from sync.portal.ledger import accounts, book, store
from sync.portal.ledger.posting import Leg, Posting, reversal
from sync.portal.ledger.rates import Channel, Rate, Settle, Tier
from sync.portal.rebuilding import compare
from sync.portal.storage.engine import PROJECT_ANEW, keep
from tests.portal.ledger.takings import Rung, Shop, handed_out, named, refund, ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.domain import facts

DAY, LATER = "2026-11-24", "2026-11-25"
NOON_MS = 1_795_518_000_000  # 24 November 2026, 12:00 in Geneva
FRESH = count(1)


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url, now_ms=lambda: NOON_MS)
    yield made
    made.close()


def shop(portal: Portal) -> Shop:
    return Shop(portal, f"Boutique {next(FRESH)}")


def decided(portal: Portal, **values: object) -> Rate:
    number = next(FRESH)
    words = {"valid_from": DAY, "name": "essai", "reference": "Comité du 24.11."}
    made = Rate(id=named("rate", number), **{**words, **values})  # type: ignore[arg-type]
    portal.ledger.decide(made, "")
    return made


# --- what commission is asked ------------------------------------------------------------------------------------


def test_nothing_is_asked_at_the_counter_and_five_percent_of_what_was_ordered(portal: Portal) -> None:
    grains = shop(portal)
    over_the_counter, ordered = ticket("1", [Rung(10_000)], DAY), ticket("2", [Rung(4_260)], DAY)
    grains.ordered(ordered)
    grains.arrive(over_the_counter, ordered, handed_out(ordered))
    assert grains.owes() == {"CHF": 213}
    assert portal.ledger.balance(accounts.POT) == -43
    assert portal.ledger.balance(accounts.COMMISSION) == -170
    assert portal.ledger.trial_balance() == {"CHF": 0}
    assert portal.ledger.problems() == []


def test_commission_is_owed_in_the_currency_that_was_paid(portal: Portal) -> None:
    grains = shop(portal)
    mixed = ticket("1", [Rung(3_000), Rung(7_000)], DAY, lem_minor=4_000)
    grains.ordered(mixed)
    grains.arrive(mixed, handed_out(mixed))
    assert grains.owes() == {"CHF": 300, "LEM": 200}
    assert portal.ledger.trial_balance() == {"CHF": 0, "LEM": 0}


@pytest.mark.parametrize(("settle", "owed"), [(Settle.CHF, {"CHF": 500}), (Settle.EXEMPT, {"CHF": 300})])
def test_a_decision_says_what_the_part_in_lemans_costs(portal: Portal, settle: Settle, owed: dict[str, int]) -> None:
    decided(portal, channel=Channel.PORTAL, rate_bp=500, settle=settle)
    grains = shop(portal)
    mixed = ticket("1", [Rung(10_000)], DAY, lem_minor=4_000)
    grains.ordered(mixed)
    grains.arrive(mixed, handed_out(mixed))
    assert grains.owes() == owed


def test_deposits_vouchers_donations_and_training_ask_for_nothing(portal: Portal) -> None:
    decided(portal, channel=Channel.COUNTER, rate_bp=1000)
    grains = shop(portal)
    grains.arrive(
        ticket("1", [Rung(1_000), Rung(5_000, vat_code="D")], DAY), ticket("2", [Rung(9_000)], DAY, training=True)
    )
    assert grains.owes() == {"CHF": 100}


def test_the_most_specific_decision_holds(portal: Portal) -> None:
    grains, fournil = shop(portal), shop(portal)
    decided(portal, channel=Channel.COUNTER, rate_bp=100)
    decided(portal, channel=Channel.COUNTER, category="books", rate_bp=1000)
    decided(portal, member=fournil.id, rate_bp=300)
    lines = [Rung(1_000), Rung(1_000, "books")]
    grains.arrive(ticket("1", lines, DAY))
    fournil.arrive(ticket("1", lines, DAY))
    assert grains.owes() == {"CHF": 110}
    assert fournil.owes() == {"CHF": 60}


def test_floor_cap_and_a_fixed_part(portal: Portal) -> None:
    decided(portal, channel=Channel.COUNTER, rate_bp=100, fixed_minor=20, floor_minor=50, cap_minor=400)
    small, middle, large = shop(portal), shop(portal), shop(portal)
    small.arrive(ticket("1", [Rung(1_000)], DAY))
    middle.arrive(ticket("1", [Rung(10_000)], DAY))
    large.arrive(ticket("1", [Rung(100_000)], DAY))
    assert [each.owes()["CHF"] for each in (small, middle, large)] == [50, 120, 400]
    assert portal.ledger.problems() == []


def test_tiers_are_marginal_over_the_month(portal: Portal) -> None:
    decided(portal, channel=Channel.COUNTER, rate_bp=500, tiers=(Tier(10_000, 200),))
    grains = shop(portal)
    grains.arrive(ticket("1", [Rung(8_000)], DAY))
    assert grains.owes() == {"CHF": 400}
    grains.arrive(ticket("2", [Rung(4_000)], DAY), ticket("3", [Rung(1_000)], DAY))
    assert grains.owes() == {"CHF": 500 + 60}


def test_a_rate_is_that_of_the_day_of_the_sale(portal: Portal) -> None:
    decided(portal, channel=Channel.COUNTER, rate_bp=100)
    decided(portal, channel=Channel.COUNTER, rate_bp=1000, valid_from=LATER)
    grains = shop(portal)
    # A clock that is ahead does not choose its rate.
    grains.arrive(ticket("1", [Rung(1_000)], DAY), ticket("2", [Rung(1_000)], "2036-11-24"))
    assert grains.owes() == {"CHF": 20}


def test_no_decision_is_taken_backwards(portal: Portal) -> None:
    with pytest.raises(UserError, match="from today on"):
        decided(portal, channel=Channel.COUNTER, rate_bp=100, valid_from="2026-11-23")


# --- refunds and orders that are heard of later ------------------------------------------------------------------


def test_refunds_in_parts_take_back_exactly_what_was_charged(portal: Portal) -> None:
    grains = shop(portal)
    ordered = ticket("1", [Rung(3_333)], DAY)
    grains.ordered(ordered)
    grains.arrive(ordered, handed_out(ordered))
    assert grains.owes() == {"CHF": 167}
    for part in range(3):
        grains.arrive(refund(f"r{part}", ordered, {0: 1_111}, LATER))
    assert grains.owes() == {}
    assert portal.ledger.balance(accounts.POT) == 0
    assert portal.ledger.problems() == []


def test_goods_given_back_twice_take_nothing_more_back(portal: Portal) -> None:
    grains = shop(portal)
    ordered = ticket("1", [Rung(2_000), Rung(2_000)], DAY)
    grains.ordered(ordered)
    grains.arrive(ordered, handed_out(ordered), refund("a", ordered, {0: 2_000}, DAY))
    grains.arrive(refund("b", ordered, {0: 2_000}, DAY))
    assert grains.owes() == {"CHF": 100}
    assert portal.ledger.problems() == []


def test_a_sale_that_turns_out_to_be_an_order_is_charged_anew(portal: Portal) -> None:
    decided(portal, channel=Channel.COUNTER, rate_bp=100)
    grains = shop(portal)
    ordered = ticket("1", [Rung(10_000)], DAY)
    grains.ordered(ordered)
    grains.arrive(ordered)
    assert grains.owes() == {"CHF": 100}
    grains.arrive(handed_out(ordered))
    assert grains.owes() == {"CHF": 500}
    assert portal.ledger.problems() == []


amounts = st.integers(1, 30_000)
rung = st.builds(Rung, amounts, st.sampled_from(["grocery", "books"]), st.sampled_from("RND"))
sales = st.lists(st.tuples(st.lists(rung, min_size=1, max_size=3), st.integers(0, 20_000), st.booleans()), max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sold=sales, parts=st.data())
def test_whatever_the_order_of_arrival_the_balances_are_the_same(
    portal: Portal, sold: list[tuple[list[Rung], int, bool]], parts: st.DataObject
) -> None:
    if not store_has(portal, Channel.COUNTER):
        decided(portal, channel=Channel.COUNTER, rate_bp=137, pot_bp=3_333, fixed_minor=3)
        decided(portal, channel=Channel.COUNTER, category="books", rate_bp=250, floor_minor=20, cap_minor=300)
        decided(portal, currency="LEM", rate_bp=90, settle=Settle.SAME)
    told: list[facts.AnyFact] = []
    orders = []
    for number, (lines, lem, is_order) in enumerate(sold):
        sale = ticket(str(number), lines, DAY, lem_minor=lem)
        told.append(sale)
        if is_order:
            orders.append(sale)
            told.append(handed_out(sale))
        for again in range(parts.draw(st.integers(0, 3))):
            back = {place: parts.draw(st.integers(0, line.minor)) for place, line in enumerate(lines)}
            told.append(refund(f"{number}r{again}", sale, back, DAY))
    seen = []
    for _ in range(2):
        one = shop(portal)
        one.ordered(*orders)
        left = parts.draw(st.permutations(told))
        while left:
            size = parts.draw(st.integers(1, len(left)))
            one.arrive(*left[:size])
            left = left[size:]
        with portal.database.read() as connection:
            seen.append([(row[0], row[2], row[3]) for row in store.balances(connection) if row[1] == one.id and row[3]])
    assert seen[0] == seen[1]
    assert not any(portal.ledger.trial_balance().values())
    assert portal.ledger.problems() == []


def store_has(portal: Portal, channel: Channel) -> bool:
    return portal.ledger.rates().may_take([channel])


# --- the book -----------------------------------------------------------------------------------------------------


def paid(key: str, minor: int = 500, *, other: int | None = None, currency: str = "CHF") -> Posting:
    return Posting(
        key, "payment", DAY, (Leg("bank", currency, minor), Leg("income:commission", currency, -(other or minor)))
    )


def test_a_posting_balances_or_is_not_made(portal: Portal) -> None:
    with pytest.raises(ValueError, match="does not balance"):
        portal.ledger.post(paid("a", 500, other=499), "")
    mixed = (Leg("bank", "CHF", 500), Leg("income:commission", "LEM", -500))
    with pytest.raises(ValueError, match="does not balance"):
        portal.ledger.post(Posting("b", "payment", DAY, mixed), "")
    assert portal.ledger.trial_balance() == {}


def test_what_is_posted_twice_is_posted_once_and_something_else_under_its_key_is_refused(portal: Portal) -> None:
    assert portal.ledger.post(paid("a"), "") == portal.ledger.post(paid("a"), "")
    assert portal.ledger.balance("bank") == 500
    with pytest.raises(book.ConflictError):
        portal.ledger.post(paid("a", 501), "")
    portal.ledger.post(reversal(paid("a"), "a back", LATER, words="trop"), "")
    assert portal.ledger.balance("bank") == 0


@pytest.mark.parametrize("table", ["ledger_txn", "ledger_entry", "commission_line", "rate"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET number = number", "DELETE FROM {}"])
def test_nothing_that_was_posted_is_changed(portal: Portal, table: str, verb: str) -> None:
    column = {"ledger_entry": "leg", "commission_line": "position"}.get(table, "number")
    grains = shop(portal)
    ordered = ticket("1", [Rung(4_260)], DAY)
    grains.ordered(ordered)
    grains.arrive(ordered, handed_out(ordered))
    with pytest.raises(exc.DBAPIError, match="append only"), portal.database.write() as connection:
        connection.execute(text(verb.format(table).replace("number", column)))


steps = st.lists(st.tuples(st.sampled_from("pbr"), st.integers(0, 3), st.integers(-400, 400)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_balances_are_the_sum_of_the_entries_whatever_is_posted(
    portal: Portal, steps: list[tuple[str, int, int]]
) -> None:
    run = next(FRESH)
    for kind, key, minor in steps:
        currency = "LEM" if kind == "b" else "CHF"
        posting = paid(f"{run}:{kind}:{key}", minor or 1, currency=currency)
        try:
            portal.ledger.post(posting if kind != "r" else reversal(posting, f"{run}:r:{key}", DAY, words=""), "")
        except book.ConflictError:
            assert kind in "pbr"
    assert portal.ledger.problems() == []
    assert not any(portal.ledger.trial_balance().values())


def test_the_check_of_the_book_sees_what_is_wrong(portal: Portal) -> None:
    portal.ledger.post(paid("a"), "")
    with portal.database.write() as connection:
        connection.execute(text("UPDATE ledger_balance SET amount_minor = amount_minor + 1 WHERE account = 'bank'"))
    assert portal.ledger.problems() == ["The balance of bank:CHF is not the sum of its entries."]
    assert [found.where for found in compare(portal).problems] == ["ledger"]


def test_a_rebuild_of_what_is_derived_posts_nothing_again(portal: Portal) -> None:
    grains = shop(portal)
    ordered = ticket("1", [Rung(4_260)], DAY)
    grains.ordered(ordered)
    grains.arrive(ordered, handed_out(ordered), refund("r", ordered, {0: 1_000}, DAY))
    before = portal.ledger.owed(grains.id)
    with portal.database.write() as connection:
        keep(connection, PROJECT_ANEW, "1")
    project_anew(portal.database)
    assert portal.ledger.owed(grains.id) == before
    assert portal.ledger.problems() == []
