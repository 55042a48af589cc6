"""When orders can be collected, in the time of Geneva, and for how long they are kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pos.domain.errors import UserError
from sync.portal.members.profile import Opening, PublicProfile
from sync.portal.orders import pickup
from sync.portal.orders.pickup import ZONE, Hours, Pickup, slots
from tests.portal.market import BREAD, FOURNIL, Market, open_on_weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator


WEEKDAYS = open_on_weekdays("Fournil")


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url)
    yield made
    made.close()


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


def said(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, ZONE).strftime("%a %d %H:%M")


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-24T09:10", "Tue 24 11:30"),
        ("2026-11-24T08:00", "Tue 24 10:00"),
        ("2026-11-24T15:30", "Tue 24 17:30"),
        ("2026-11-24T15:31", "Wed 25 10:00"),
        ("2026-11-27T17:00", "Mon 30 10:00"),
        ("2026-11-28T12:00", "Mon 30 10:00"),
    ],
)
def test_an_order_can_be_collected_once_it_can_be_ready(now: str, first: str) -> None:
    assert said(slots(WEEKDAYS, ms(now))[0].from_ms) == first


def test_goods_are_kept_until_the_end_of_the_second_opening_day_after() -> None:
    friday, monday = slots(replace(WEEKDAYS, closed=("2026-12-01",)), ms("2026-11-27T09:00"))[:2]

    assert (said(friday.until_ms), said(friday.expires_ms)) == ("Fri 27 18:00", "Wed 02 18:00")
    assert (said(monday.until_ms), said(monday.expires_ms)) == ("Mon 30 18:00", "Thu 03 18:00")


def test_two_openings_a_day_are_two_slots_and_one_day_of_keeping() -> None:
    split = Pickup(
        email="a@b.example",
        weekly=(Hours(1, 480, 720), Hours(1, 840, 1110), Hours(2, 480, 720)),
        lead_minutes=0,
        days_kept=1,
    )

    found = slots(split, ms("2026-11-24T07:00"))

    assert [said(slot.from_ms) for slot in found[:3]] == ["Tue 24 08:00", "Tue 24 14:00", "Wed 25 08:00"]
    assert [said(slot.expires_ms) for slot in found[:3]] == ["Wed 25 12:00", "Wed 25 12:00", "Tue 01 18:30"]


def test_days_without_keeping_end_with_the_slots_own_day() -> None:
    slot = slots(replace(WEEKDAYS, days_kept=0), ms("2026-11-24T09:00"))[0]

    assert slot.expires_ms == slot.until_ms


def test_hours_are_those_of_the_wall_when_clocks_are_turned() -> None:
    sundays = Pickup(email="a@b.example", weekly=(Hours(6, 60, 240),), lead_minutes=0, days_kept=0)

    spring, autumn = (slots(sundays, ms(f"{day}T00:10"))[0] for day in ("2027-03-28", "2026-10-25"))

    assert [said(moment) for moment in spring[:2]] == ["Sun 28 01:00", "Sun 28 04:00"]
    assert spring.until_ms - spring.from_ms == 2 * 3_600_000
    assert [said(moment) for moment in autumn[:2]] == ["Sun 25 01:00", "Sun 25 04:00"]
    assert autumn.until_ms - autumn.from_ms == 4 * 3_600_000


def test_a_shop_that_is_closed_for_weeks_has_no_slot() -> None:
    assert slots(replace(WEEKDAYS, weekly=()), ms("2026-11-24T09:00")) == []


def test_without_an_e_mail_there_is_no_slot() -> None:
    assert slots(replace(WEEKDAYS, email=""), ms("2026-11-24T09:00")) == []


def test_settings_are_kept_and_of_who_said_nothing_nothing_is_invented(market: Market) -> None:
    weekly = WEEKDAYS.weekly
    wanted = Pickup(" Rue du  Puits 3 ", "pain@fournil.example", tuple(reversed(weekly)), 30, 1, ("2026-12-24",))
    with market.portal.database.write() as connection:
        pickup.save(connection, FOURNIL, wanted, market.now_ms)
    with market.portal.database.read() as connection:
        kept, other = pickup.load(connection, FOURNIL), pickup.load(connection, "9" * 32)

    assert kept == Pickup("Rue du Puits 3", "pain@fournil.example", weekly, 30, 1, ("2026-12-24",))
    assert (other, other.takes_orders) == (Pickup(), False)


def test_what_the_pick_up_lacks_is_read_in_the_public_profile(market: Market) -> None:
    with market.portal.database.write() as connection:
        pickup.save(connection, FOURNIL, Pickup(place="Cour"), market.now_ms)
    market.portal.profiles.keep(FOURNIL, PublicProfile(email="a@b.example", openings=(Opening(1, 480, 720),)))

    found = market.portal.profiles.pickup(FOURNIL)

    assert found == Pickup("Cour", "a@b.example", (Hours(1, 480, 720),))


def test_hours_taken_out_of_the_profile_are_taken_out_of_the_pick_up(market: Market) -> None:
    said = PublicProfile(email="a@b.example", openings=(Opening(1, 480, 720),))
    before = market.portal.profiles.pickup(FOURNIL)
    market.portal.profiles.keep(FOURNIL, said, orders=before)
    assert market.portal.placing.article(FOURNIL, BREAD) is not None

    market.portal.profiles.keep(FOURNIL, PublicProfile(email="a@b.example"), orders=before)

    assert not market.portal.profiles.pickup(FOURNIL).takes_orders
    assert market.portal.placing.article(FOURNIL, BREAD) is None


@pytest.mark.parametrize(
    "bad",
    [
        Pickup(weekly=(Hours(7, 0, 60),)),
        Pickup(weekly=(Hours(0, 60, 60),)),
        Pickup(weekly=(Hours(0, 0, 1500),)),
        Pickup(weekly=(Hours(0, 0, 120), Hours(0, 60, 180))),
        Pickup(lead_minutes=-1),
        Pickup(days_kept=31),
        Pickup(closed=("24.12.2026",)),
        Pickup(email="pain"),
    ],
)
def test_hours_that_are_none_are_refused(market: Market, bad: Pickup) -> None:
    with market.portal.database.write() as connection, pytest.raises(UserError):
        pickup.save(connection, FOURNIL, bad, market.now_ms)
