"""Months come out once, a month late, protected; what comes later is counted in the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import exc, insert, select, update

from sync.portal.gathered import Portal
from sync.portal.statistics import auditing, rolling
from sync.portal.storage import tables
from sync.portal.storage.statistics_tables import counted, published, roll_day, roll_dirty
from tests.portal.ledger.network import Calendar
from tests.portal.ledger.takings import Rung, ticket
from tests.portal.statistics.shops import Sharing, article, category

if TYPE_CHECKING:
    from collections.abc import Iterator

BAKERS = ("Fournil", "Levain", "Mie", "Croûte", "Épi")
MENDERS = ("Vélo", "Prise", "Rustine", "Semelle", "Écran")


@pytest.fixture
def network(database_url: str) -> Iterator[Sharing]:
    calendar = Calendar("2026-08-01")
    portal = Portal(database_url, now_ms=calendar)
    yield Sharing(portal, calendar)
    portal.close()


def two_sectors(network: Sharing) -> None:
    for place, name in enumerate(BAKERS):
        network.add(name, "alimentation", "Genève")
        network.sell(name, "2026-08-10", 100_000 + 10_000 * place)
    for place, name in enumerate(MENDERS):
        network.add(name, "reparation", "1227 Carouge" if place < 4 else "Genève")
        network.sell(name, "2026-08-12", 50_000 + 5_000 * place)


def test_a_month_comes_out_a_month_after_its_end_and_once(network: Sharing) -> None:
    two_sectors(network)
    assert network.out("2026-09-30") == []
    [august] = network.out("2026-10-01")
    assert (august.month, august.published_on) == ("2026-08", "2026-10-01")
    assert network.out("2026-10-02") == []
    assert network.portal.statistics.months() == ["2026-08"]
    assert network.portal.statistics.month("2026-08") == august
    assert network.portal.statistics.next_day() == "2026-11-01"


def test_what_a_month_says(network: Sharing) -> None:
    two_sectors(network)
    network.add("Silencieux", "alimentation", "Genève", shares=False)
    network.sell("Silencieux", "2026-08-10", 9_000_000)
    [august] = network.out("2026-10-01")
    assert (august.network, august.members, august.active) == (11, 10, 10)
    assert august.sales_minor == 900_000  # 6000.00 + 3000.00
    assert {line.key: line.sales_minor for line in august.sectors} == {"alimentation": 600_000, "reparation": 300_000}
    assert {line.key: line.members for line in august.sectors} == {"alimentation": 5, "reparation": 5}
    assert (august.tickets, august.basket_mean_minor, august.basket_median_minor) == (10, 90_000, 85_000)
    # The only mender of Geneva would be known by subtraction: of both communes nothing but the sum of all is said.
    assert {line.key: line.sales_minor for line in august.communes} == {"Genève": None, "Carouge": None}
    assert {each.sector: (each.minor, each.members) for each in august.medians} == {
        "alimentation": (120_000, 5), "reparation": (60_000, 5),
    }  # fmt: skip
    assert august.public().medians == ()


def test_too_few_members_and_nothing_is_said(network: Sharing) -> None:
    for name in BAKERS[:3]:
        network.add(name, "alimentation", "Genève")
        network.sell(name, "2026-08-10", 100_000)
    [august] = network.out("2026-10-01")
    assert (august.members, august.sales_minor, august.sectors, august.medians) == (3, None, (), ())


def test_one_that_outweighs_all_others_keeps_the_month_closed(network: Sharing) -> None:
    for name in BAKERS:
        network.add(name, "alimentation", "Genève")
        network.sell(name, "2026-08-10", 10_000_000 if name == "Mie" else 10_000)
    [august] = network.out("2026-10-01")
    assert august.sales_minor is None


def test_a_sale_that_comes_late_counts_in_the_next_month(network: Sharing) -> None:
    two_sectors(network)
    [august] = network.out("2026-10-01")
    for name in (*BAKERS, *MENDERS):
        network.sell(name, "2026-09-05", 100_000)
    network.sell("Fournil", "2026-08-20", 40_000)
    [september] = network.out("2026-11-01")
    assert network.portal.statistics.month("2026-08") == august
    assert september.sales_minor == 1_040_000
    [october] = network.out("2026-12-01")
    assert october.sales_minor is None  # nothing was sold: nothing is told twice


def test_a_refund_larger_than_the_month_waits_until_it_can_be_counted(network: Sharing) -> None:
    two_sectors(network)
    sale = network.sell("Fournil", "2026-08-20", 300_000)
    network.out("2026-10-01")
    for month, minor in (("09", 200_000), ("10", 210_000)):
        for name in (*BAKERS, *MENDERS):
            network.sell(name, f"2026-{month}-05", minor)
    network.give_back("Fournil", sale, 300_000, "2026-09-06")
    [september] = network.out("2026-11-01")
    [october] = network.out("2026-12-01")
    # Nine members with 2000.00 each; Fournil's month is under nothing, and 1000.00 of it is left for October.
    assert (september.sales_minor, october.sales_minor) == (1_800_000, 2_000_000)


def test_a_month_that_would_tell_of_the_one_that_joined_stays_closed(network: Sharing) -> None:
    two_sectors(network)
    network.out("2026-10-01")
    network.add("Nouveau", "alimentation", "Genève")
    for place, name in enumerate(BAKERS):
        network.sell(name, "2026-09-10", 100_000 + 10_000 * place)
    for place, name in enumerate(MENDERS):
        network.sell(name, "2026-09-12", 50_000 + 5_000 * place)
    network.sell("Nouveau", "2026-09-12", 80_000)
    [september] = network.out("2026-11-01")
    # The ten sold what they sold in August: the difference would be what the eleventh sold.
    assert (september.members, september.sales_minor) == (11, None)


def test_who_stops_sharing_is_in_no_later_month_and_who_begins_brings_nothing_of_earlier_ones(network: Sharing) -> None:
    two_sectors(network)
    network.add("Nouveau", "alimentation", "Genève", shares=False)
    network.sell("Nouveau", "2026-08-10", 500_000)
    network.out("2026-10-01")
    for name in (*BAKERS, *MENDERS, "Nouveau"):
        network.sell(name, "2026-09-05", 100_000)
    network.share("Nouveau", on=True)
    network.share("Fournil", on=False)
    network.sell("Nouveau", "2026-08-11", 70_000)  # of a month in which it was not counted
    [september] = network.out("2026-11-01")
    assert (september.members, september.sales_minor) == (10, 1_000_000)


def test_published_and_counted_rows_cannot_be_changed(network: Sharing) -> None:
    two_sectors(network)
    network.out("2026-10-01")
    for table in (published, counted):
        with pytest.raises(exc.DatabaseError, match="append only"), network.portal.database.write() as connection:
            connection.execute(update(table).values(month="2026-07"))


def test_articles_say_what_is_local_and_made_by_the_network(network: Sharing) -> None:
    two_sectors(network)
    for name in BAKERS:
        shop = network.shops[name]
        shop.arrive(category("grocery", "Épicerie"), article(f"Pain {name}", local=True, ess_made=True))
        made = ticket(f"x{name}", [Rung(10_000), Rung(20_000), Rung(5_000)], "2026-08-11")
        lines = [
            msgspec.structs.replace(made.sale.lines[0], product_id=article(f"Pain {name}").product.id),
            made.sale.lines[1],
            msgspec.structs.replace(made.sale.lines[2], vat_code="D"),  # a voucher is no turnover
        ]
        shop.arrive(msgspec.structs.replace(made, sale=msgspec.structs.replace(made.sale, lines=tuple(lines))))
    [august] = network.out("2026-10-01")
    assert august.sales_minor == 1_050_000
    assert (august.origin_bp, august.ess_made_bp) == (480, 480)  # 500.00 of 10500.00
    assert august.local_bp == 10_000


def test_lemans_are_a_part_of_all_that_was_given(network: Sharing) -> None:
    two_sectors(network)
    for name in BAKERS:
        network.sell(name, "2026-08-11", 20_000, lem_minor=20_000)
    [august] = network.out("2026-10-01")
    assert (august.complementary_bp, august.complementary_members) == (1_000, 5)  # 1000.00 of 10000.00


def test_training_and_days_of_others_leave_no_trace(network: Sharing) -> None:
    two_sectors(network)
    network.shops["Mie"].arrive(ticket("t", [Rung(5_000)], "2026-08-10", training=True))
    network.portal.statistics.roll()
    with network.portal.database.read() as connection:
        r = roll_day.c
        mine = select(r.amount).where(r.member == network.shops["Mie"].id, r.measure == "sales")
        assert list(connection.execute(mine).scalars()) == [120_000]
        assert connection.execute(select(roll_dirty)).all() == []


def test_sums_are_the_same_made_day_by_day_or_all_at_once(network: Sharing) -> None:
    two_sectors(network)
    sale = network.sell("Mie", "2026-08-13", 7_700, lem_minor=1_000)
    network.portal.statistics.roll()
    network.give_back("Mie", sale, 700, "2026-08-14")
    network.portal.statistics.roll()
    query = select(roll_day).order_by(*roll_day.primary_key)
    with network.portal.database.write() as connection:
        here = connection.execute(query).all()
        rolling.mark_all(connection)
        connection.execute(roll_day.delete())
    network.portal.statistics.roll()
    with network.portal.database.read() as connection:
        assert connection.execute(query).all() == here
    assert any(row.amount < 0 for row in here)


def test_an_aisle_gathers_what_members_call_differently(network: Sharing) -> None:
    two_sectors(network)
    slug = network.portal.aisles.add("Pains")
    for name in BAKERS:
        network.portal.aisles.place(network.shops[name].id, "grocery", slug)
    [august] = network.out("2026-10-01")
    assert {line.key: (line.name, line.sales_minor) for line in august.aisles} == {
        "pains": ("Pains", 600_000), "grocery": ("grocery", 300_000),
    }  # fmt: skip


def test_buyers_that_are_members_are_a_figure_of_their_own(network: Sharing) -> None:
    two_sectors(network)
    with network.portal.database.write() as connection:
        s = tables.sale.c
        sold = connection.execute(select(s.member, s.id).order_by(s.member)).all()
        for place, (member, sale) in enumerate(sold):
            row = {"member": member, "sale": sale, "buyer": sold[(place + 1) % len(sold)].member}
            connection.execute(insert(tables.sale_buyer).values(row))
        rolling.mark_all(connection)
    [august] = network.out("2026-10-01")
    assert (august.network_minor, august.network_bp, august.buyers_bp) == (900_000, 10_000, 10_000)


def test_the_audit_sees_sums_and_months_that_were_touched(network: Sharing) -> None:
    two_sectors(network)
    network.out("2026-10-01")
    with network.portal.database.write() as connection:
        assert auditing.problems(connection) == []
        connection.execute(update(roll_day).where(roll_day.c.measure == "sales").values(amount=1))
        assert len(auditing.problems(connection)) == len(network.shops)
        row = connection.execute(select(published)).one()
        connection.execute(insert(published).values(month="2026-09", at_ms=0, sha256=row.sha256, body=row.body + b" "))
        assert "2026-09" in auditing.problems(connection)[-1]
