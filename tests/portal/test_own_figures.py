"""What a member reads of itself: figures, tills, anomalies, profile, sharing, export; never another member's."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pos.clock import SetClock
from pos.domain.errors import UserError
from pos.domain.quantity import ONE
from pos.domain.tender import CASH, NOTES_LEM, Given
from pos.services import refunding
from pos.shopfile.shopfile import open_shop
from sync.agent.courier import RefusedError
from sync.portal.gathered import Portal
from sync.portal.ingest.desk import desk_of
from sync.portal.members import export, health
from sync.portal.members.profile import (
    Holiday,
    Opening,
    PublicProfile,
    checked_openings,
    holidays_of,
    holidays_text,
    hours_text,
    openings_of,
)
from sync.portal.rebuilding import compare
from sync.portal.sales.figures import Day, median
from sync.portal.storage import tables
from tests.conftest import MORNING
from tests.portal.visitors import ADDRESS
from tests.services.counter import opened, sell
from tests.sync.test_courier import enrolled, sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile


NOW_MS = int(MORNING.timestamp() * 1000)


class Two:
    """Two members, each with a till, on one portal whose clock can be turned."""

    def __init__(self, url: str, here: ShopFile, there: ShopFile) -> None:
        self.now_ms = NOW_MS
        self.portal = Portal(url, address=ADDRESS, now_ms=lambda: self.now_ms)
        self.here, self.there = here, there
        self.goods, self.others = opened(here), opened(there)
        self.courier, self.other_courier = enrolled(here, self.portal), enrolled(there, self.portal, "Fil à Retordre")
        self.member, self.other = self._of("Le Grain"), self._of("Fil à Retordre")

    def _of(self, name: str) -> str:
        with self.portal.database.read() as connection:
            return str(connection.execute(select(tables.member.c.id).where(tables.member.c.name == name)).scalar_one())

    def sync(self) -> None:
        sync(self.courier)
        sync(self.other_courier)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[ShopFile]:
    made = open_shop(
        tmp_path / "other" / "shop.sqlite", tmp_path / "there", SetClock(MORNING), create=True, system_keys=False
    )
    yield made
    made.close()


@pytest.fixture
def two(database_url: str, shop: ShopFile, other: ShopFile) -> Iterator[Two]:
    made = Two(database_url, shop, other)
    yield made
    made.portal.close()


def in_lemans(minor: int) -> tuple[Given, ...]:
    return (Given(NOTES_LEM, minor),)


def test_a_day_is_told_with_its_median_and_lemans_stand_apart(two: Two) -> None:
    sell(two.here, (two.goods.soap, ONE))
    past = sell(two.here, (two.goods.milk, ONE), (two.goods.soap, ONE))
    sell(two.here, (two.goods.soap, 2 * ONE), given=(Given(NOTES_LEM, 1500), Given(CASH, 80)))
    sell(two.there, (two.others.soap, 9 * ONE))
    refunding.refund(two.here, past.id, {past.lines[-1].id: ONE})
    two.sync()

    today = two.portal.figures.today(two.member)

    assert today.tickets == 4
    assert today.total_minor == 790 + 230 + 50 + 790 + 1580 - 790
    assert today.median_minor == 1070
    assert [(paid.currency, paid.minor) for paid in today.apart] == [("LEM", 1500)]
    assert today.chf_minor == 790 + 1070 + 80 - 790
    week = two.portal.figures.week(two.member)
    assert [day.day for day in week] == [f"2026-11-{day}" for day in range(17, 24)]
    assert week[-1] == Day("2026-11-23", 4, today.total_minor)
    assert week[0].tickets == 0


def test_a_month_is_told_by_day_category_tender_and_rate(two: Two) -> None:
    sell(two.here, (two.goods.soap, ONE), (two.goods.cheese, 200))
    sell(two.here, (two.goods.soap, ONE), given=(Given(NOTES_LEM, 700), Given(CASH, 90)))
    sell(two.there, (two.others.soap, 9 * ONE))
    two.sync()

    month = two.portal.figures.month(two.member, "2026-11")

    assert month.total == ("2026-11", 2, 790 + 570 + 790)
    assert [day.key for day in month.days] == ["2026-11-23"]
    assert sum(each.total_minor for each in month.categories) == month.total.total_minor
    assert {(each.vat_code, each.total_minor) for each in month.rates} == {("N", 1580), ("R", 570)}
    assert [(each.code, each.value_minor) for each in month.in_chf] == [("cash.CHF", 790 + 570 + 90)]
    assert [(each.currency, each.minor) for each in month.apart] == [("LEM", 700)]
    assert two.portal.figures.months(two.member) == ["2026-11"]
    assert [each.total_minor for each in two.portal.figures.year(two.member, 2026)] == [month.total.total_minor]
    assert two.portal.figures.month(two.other, "2026-11").total.total_minor == 7110


def test_a_median_is_the_middle() -> None:
    assert [median(values) for values in ([], [5], [1, 4], [1, 2, 9])] == [None, 5, 2, 2]


def test_tills_tell_their_version_and_what_waits_and_fall_silent(two: Two) -> None:
    two.sync()
    [till] = two.portal.health.of(two.member)
    assert (till.state, till.behind, till.anomalies) == (health.CURRENT, 0, 0)
    assert till.app

    two.now_ms += health.QUIET_MS
    two.courier.connect()
    assert [each.state for each in two.portal.health.of(two.member)] == [health.CURRENT]
    assert [each.state for each in two.portal.health.of(two.other)] == [health.QUIET]
    sell(two.here, (two.goods.soap, ONE))
    two.courier.connect()
    assert two.portal.health.of(two.member)[0].behind > 0
    two.now_ms += health.LONG_MS
    everybody = two.portal.health.all()
    assert [each.name for each in everybody] == ["Fil à Retordre", "Le Grain"]
    assert {each.tills[0].state for each in everybody} == {health.SILENT}


def test_a_till_that_only_pulls_is_heard(two: Two) -> None:
    two.sync()
    two.now_ms += 50 * 60_000
    assert two.portal.health.of(two.member)[0].state == health.QUIET

    two.courier.pull()

    assert two.portal.health.of(two.member)[0].state == health.CURRENT


def test_the_desk_is_not_among_the_tills(two: Two) -> None:
    two.sync()
    two.portal.sharing.turn(two.member, on=True)

    assert desk_of(two.member) not in {till.id for till in two.portal.health.of(two.member)}
    assert len(two.portal.health.of(two.member)) == 1


def test_anomalies_are_seen_to_by_their_own_member_only(two: Two) -> None:
    cheese = two.goods.bread
    sell(two.here, (cheese, ONE))
    two.sync()
    [odd] = two.portal.anomalies.of(two.member)
    assert (odd.kind, odd.detail) == ("negative_stock", {"level_milli": -1000})

    assert two.portal.anomalies.of(two.other) == []
    assert not two.portal.anomalies.settle(two.other, odd.id, "p1", "À moi ?")
    assert two.portal.anomalies.count(two.member) == (1, 0)
    assert two.portal.anomalies.settle(two.member, odd.id, "p1", "  Recompté :\n 7 ")
    assert not two.portal.anomalies.settle(two.member, odd.id, "p2", "encore")
    assert two.portal.anomalies.count(two.member) == (0, 1)
    [seen] = two.portal.anomalies.of(two.member, resolved=True)
    assert (seen.note, seen.resolved_by) == ("Recompté : 7", "p1")


def test_consent_is_an_entry_and_its_data_are_months_that_are_over(two: Two) -> None:
    sell(two.here, (two.goods.soap, ONE))
    two.sync()
    assert two.portal.sharing.of(two.member) == (False, None)

    assert two.portal.sharing.turn(two.member, on=True)
    assert not two.portal.sharing.turn(two.member, on=True)
    assert two.portal.sharing.of(two.member).shares
    assert not two.portal.sharing.of(two.other).shares
    assert two.portal.statistics.shared(two.member).months == ()
    two.now_ms += 10 * 86_400_000
    [month] = two.portal.statistics.shared(two.member).months
    assert (month.month, month.tickets, month.turnover_minor) == ("2026-11", 1, 790)
    assert two.portal.statistics.shared(two.other).months == ()
    assert two.portal.sharing.turn(two.member, on=False)
    assert not two.portal.sharing.of(two.member).shares
    assert compare(two.portal).problems == ()


def test_a_profile_is_kept_in_stored_form(two: Two) -> None:
    profile = PublicProfile(
        email=" bonjour@grain.example ",
        web="grain.example",
        criteria=("gestion", "inconnu"),
        openings=(*openings_of(0, "14h-18h30, 9-12"), *openings_of(5, "8:00-17:00")),
        holidays=holidays_of("24.12.2026 au 3.1.2027 Pause d’hiver\n2026-08-01"),
    )

    made = two.portal.profiles.keep(two.member, profile)

    assert made == two.portal.profiles.of(two.member)
    assert (made.email, made.web, made.criteria) == ("bonjour@grain.example", "https://grain.example", ("gestion",))
    assert made.openings == (Opening(0, 540, 720), Opening(0, 840, 1110), Opening(5, 480, 1020))
    assert hours_text(made.openings, 0) == "9:00-12:00, 14:00-18:30"
    assert made.holidays == (
        Holiday("2026-08-01", "2026-08-01"),
        Holiday("2026-12-24", "2027-01-03", "Pause d’hiver"),
    )
    assert holidays_of(holidays_text(made.holidays)) == made.holidays
    assert two.portal.profiles.of(two.other) == PublicProfile()


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "pas une adresse"},
        {"phone": "appelez"},
        {"web": "javascript:alert(1)"},
        {"legal_form": "Secte"},
        {"leman_percent": 101},
        {"about": "x" * 2001},
        {"openings": (Opening(0, 600, 500),)},
        {"openings": (Opening(0, 500, 700), Opening(0, 600, 800))},
        {"holidays": (Holiday("2026-12-24", "2026-12-01"),)},
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(two: Two, wrong: dict[str, object]) -> None:
    with pytest.raises(UserError):
        two.portal.profiles.keep(two.member, PublicProfile(**wrong))  # type: ignore[arg-type]

    assert two.portal.profiles.of(two.member) == PublicProfile()


@pytest.mark.parametrize("text", ["9", "25-12", "9:75-12", "matin", "9-12-14"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        checked_openings(openings_of(0, text))


@pytest.mark.parametrize("text", ["Noël", "31.2.2026", "24.12.26"])
def test_holidays_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        holidays_of(text)


def test_an_export_holds_the_journal_verbatim_and_nothing_of_others(two: Two) -> None:
    sell(two.here, (two.goods.soap, ONE))
    sell(two.there, (two.others.soap, 9 * ONE))
    two.sync()
    two.portal.sharing.turn(two.member, on=True)

    pieces = list(two.portal.exports.all_of(two.member))

    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    e, line = tables.entry.c, tables.line.c
    with two.portal.database.read() as connection:
        incs = list(connection.execute(select(line.inc).where(line.member == two.member)).scalars())
        others = list(connection.execute(select(line.inc).where(line.member == two.other)).scalars())
        for inc in incs:
            rows = connection.execute(select(e.payload).where(e.inc == inc).order_by(e.seq)).scalars()
            assert archive.read(f"journal/{inc}.ndjson") == b"".join(row + b"\n" for row in rows)
    assert len(incs) == 2
    assert not [name for name in archive.namelist() for inc in others if inc in name]
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert two.other.encode() not in everything
    [sale] = list(csv.DictReader(io.StringIO(archive.read("ventes.csv").decode())))
    assert sale["total_minor"] == "790"
    assert len(list(csv.DictReader(io.StringIO(archive.read("articles.csv").decode())))) == 5
    assert {each["inc"] for each in json.loads(archive.read("lignes.json"))} == set(incs)


def test_a_large_export_comes_in_pieces(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    two.sync()
    monkeypatch.setattr(export, "CHUNK", 500)

    pieces = list(two.portal.exports.all_of(two.member))

    assert len(pieces) > 5
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).testzip() is None


def test_who_leaves_is_seen_no_more_and_heard_no_more_but_its_journal_stays(two: Two) -> None:
    sell(two.here, (two.goods.soap, ONE))
    two.sync()
    two.portal.sharing.turn(two.member, on=True)
    two.portal.profiles.keep(two.member, PublicProfile(email="bonjour@grain.example"))
    with two.portal.database.read() as connection:
        before = connection.execute(select(tables.entry.c.hash).order_by(tables.entry.c.hash)).scalars().all()

    with pytest.raises(UserError, match="name of the shop"):
        two.portal.leaving.leave(two.member, "Le Grain", "Le Pain")
    assert not two.portal.leaving.has_left(two.member)
    two.portal.leaving.leave(two.member, "Le Grain", " le  GRAIN ")

    assert two.portal.leaving.has_left(two.member)
    assert [shop.name for shop in two.portal.browsing.members()] == ["Fil à Retordre"]
    assert two.portal.browsing.member(two.member) is None
    assert two.portal.profiles.of(two.member) == PublicProfile()
    assert not two.portal.sharing.of(two.member).shares
    with pytest.raises(RefusedError, match="revoked"):
        two.courier.connect()
    two.other_courier.connect()
    with two.portal.database.read() as connection:
        after = connection.execute(select(tables.entry.c.hash)).scalars().all()
    assert set(before) < set(after)
    assert compare(two.portal).problems == ()
