"""A till that is killed at any instant has every sale it told of, and none in halves."""

from __future__ import annotations

import random
import sqlite3
import subprocess
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from pos.clock import SystemClock
from pos.devices.contracts import PrinterSettings
from pos.services import parking, refunding, selling
from pos.services.printing import Printing
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from tests.crash.child import end, heard, start
from tests.crash.seller import goods_of

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 32
EARLY_KILLS = 6
MOST_SALES = 25
TICKET_KILLS = 4
ORDER_KILLS = 6

HALVES = """
SELECT s.receipt FROM sale s
WHERE s.total_minor <> (SELECT coalesce(sum(l.total_minor), 0) FROM sale_line l WHERE l.sale = s.n)
   OR NOT EXISTS (SELECT 1 FROM tender t WHERE t.sale = s.n)
   OR NOT EXISTS (SELECT 1 FROM entry e WHERE e.n = s.entry AND e.type IN ('sale', 'refund'))
"""


def sold(shop: Path) -> dict[str, str]:
    """Give the receipts of a shop file with their totals."""
    with closing(sqlite3.connect(shop)) as connection:
        assert connection.execute(HALVES).fetchall() == []
        return {receipt: str(total) for receipt, total in connection.execute("SELECT receipt, total_minor FROM sale")}


def test_every_sale_told_of_survives_kill_9_at_random_moments(tmp_path: Path) -> None:
    """I10: what was told is on disk, and no sale is there in halves."""
    shop, machine = tmp_path / "shop.comptoir", tmp_path / "machine"
    chance = random.Random(20261123)
    told: dict[str, str] = {}

    for _ in range(KILLS):
        child = start(shop, machine)
        assert heard(child) == ["open", "-"]
        words = [heard(child) for _ in range(chance.randrange(MOST_SALES))]
        # Somewhere inside the next sale: a moment between nothing and a few milliseconds.
        for _ in range(chance.randrange(40_000)):
            pass
        words += end(child)
        told |= {line[1]: line[2] for line in words if line[0] == "ack"}

        kept = sold(shop)
        assert told.items() <= kept.items()

    numbers = sorted(int(receipt[-6:]) for receipt in kept)
    assert numbers == list(range(1, len(kept) + 1))
    # What was on disk but not told of yet when the kill came: at most one each time.
    assert len(kept) - len(told) <= KILLS
    found = verify(shop)
    assert found.problems == ()
    assert found.incarnations == 1


def test_a_till_killed_while_it_starts_can_be_started_again(tmp_path: Path) -> None:
    shop, machine = tmp_path / "shop.comptoir", tmp_path / "machine"
    chance = random.Random(7)

    for _ in range(EARLY_KILLS):
        child = start(shop, machine)
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0.2, 1.0))
        end(child)
    till = open_shop(shop, machine, SystemClock(), create=True, system_keys=False)
    till.close()

    assert verify(shop).ok


def test_a_till_killed_in_mid_sale_has_its_basket_back(tmp_path: Path) -> None:
    shop, machine = tmp_path / "shop.comptoir", tmp_path / "machine"
    child = start(shop, machine, "basket")
    assert heard(child) == ["open", "-"]
    said = heard(child)
    end(child)

    till = open_shop(shop, machine, SystemClock(), system_keys=False)
    basket = parking.in_progress(till)
    assert basket is not None
    again = selling.ring_up(till, basket, goods_of(till).soap)
    till.close()

    assert said == ["kept", "701"]
    assert basket.total_minor == 701
    assert [line.name for line in basket.lines] == ["Pain de seigle", "Lait entier"]
    assert again.total_minor == 701 + 790
    assert verify(shop).ok


def test_a_till_killed_before_the_paper_has_the_tickets_of_every_sale_and_offers_those_of_the_last(
    tmp_path: Path,
) -> None:
    shop, machine = tmp_path / "shop.comptoir", tmp_path / "machine"
    chance = random.Random(11)

    for _ in range(TICKET_KILLS):
        child = start(shop, machine, "tickets")
        assert heard(child) == ["open", "-"]
        for _ in range(chance.randrange(1, 9)):
            heard(child)
        end(child)
    with closing(sqlite3.connect(shop)) as connection:
        issued = connection.execute(
            "SELECT (SELECT count(*) FROM ticket t WHERE t.sale = lower(hex(s.id))) FROM sale s"
        ).fetchall()
    till = open_shop(shop, machine, SystemClock(), system_keys=False)
    printing = Printing(till, tmp_path)
    printing.use(PrinterSettings(kind="file", address=str(tmp_path / "paper")))
    last = refunding.last_ticket(till)

    assert {count for (count,) in issued} == {2}
    assert last is not None
    assert printing.unprinted(receipts=False) == last.id
    assert printing.tickets(last.id) == 2
    assert printing.unprinted(receipts=False) is None
    till.close()
    assert verify(shop).ok


def test_an_order_is_handed_out_with_its_sale_or_not_at_all(tmp_path: Path) -> None:
    shop, machine = tmp_path / "shop.comptoir", tmp_path / "machine"
    chance = random.Random(13)
    told: list[str] = []

    for _ in range(ORDER_KILLS):
        child = start(shop, machine, "orders")
        assert heard(child) == ["open", "-"]
        words = [heard(child) for _ in range(chance.randrange(1, 9))]
        for _ in range(chance.randrange(40_000)):
            pass
        words += end(child)
        told += [line[2] for line in words if line[0] == "ack"]
    with closing(sqlite3.connect(shop)) as connection:
        sales = {sale for (sale,) in connection.execute("SELECT lower(hex(id)) FROM sale")}
        collected = [sale for (sale,) in connection.execute("SELECT sale FROM online_order WHERE state = 'collected'")]

    assert set(told) <= sales
    assert sorted(collected) == sorted(sales)
    assert verify(shop).ok
