"""Invariants that a single scene shows best, and whether each is held by some test (facts: sync §5)."""

from __future__ import annotations

import ast
import hashlib
import re
import sqlite3
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import select

from pos.domain.errors import UserError
from pos.services import closing_day, refunding
from pos.shopfile import outbox
from pos.shopfile.backup import back_up
from pos.shopfile.shopfile import ShopFile, open_shop
from pos.shopfile.tables import SCHEMA_VERSION
from pos.shopfile.verify import verify
from sync.agent.courier import Courier, batch_header
from sync.agent.transport import Answer, UnreachableError
from sync.portal.gathered import Portal
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.protocol import framing
from sync.protocol.messages import Problem
from tests.services.counter import exact_counts, opened, sell
from tests.sync.seat import TurnedClock
from tests.sync.test_agent import agent_of, joined
from tests.sync.test_courier import count, enrolled, sync
from tests.sync.test_recovered import to_schema_3
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pos.clock import SetClock

PROVEN = [f"I{number}" for number in range(1, 16)]
"""I16, the statistics' cells, is not among them: there are no statistics yet."""
DECADE = timedelta(days=3652)
PATIENCE_S = 4.0
"""Less than SQLite would wait for a lock (5 s): a sale here takes milliseconds."""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    made = Portal(f"sqlite:///{tmp_path / 'portal.db'}", address="https://p")
    yield made
    made.close()


def named_by() -> dict[str, list[str]]:
    """Give the tests that name each invariant, in their name or their docstring."""
    named: dict[str, list[str]] = {name: [] for name in PROVEN}
    for path in sorted(Path(__file__).parent.parent.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                said = f"{node.name.replace('_', ' ')} {ast.get_docstring(node) or ''}"
                for name in set(re.findall(r"\bI\d+\b", said)) & named.keys():
                    named[name].append(f"{path.name}::{node.name}")
    return named


@pytest.mark.parametrize("name", PROVEN)
def test_every_invariant_is_named_by_a_test(name: str) -> None:
    assert named_by()[name]


# I13


class Hanging:
    """A portal that takes a request and never answers, until the test lets it go."""

    def __init__(self) -> None:
        self.asked, self.over = threading.Event(), threading.Event()

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.asked.set()
        self.over.wait(60)
        raise UnreachableError("timeout", timeout=True)


def test_selling_never_waits_for_network_reader_backup_or_checkpoint(
    shop: ShopFile, portal: Portal, tmp_path: Path
) -> None:
    """I13: sales are on disk while the portal hangs in mid-answer, a list is being read and a backup is taken."""
    goods = opened(shop)
    agent = agent_of(shop, Wire(lambda: portal), [])
    joined(agent, portal)
    agent.stop()
    hanging = Hanging()
    stuck = agent_of(shop, hanging, [])
    stuck.start()
    assert hanging.asked.wait(20)
    sold: list[str] = []

    def counter() -> None:
        sold.extend(sell(shop, (goods.bread, 1000)).receipt for _ in range(10))

    with shop.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
        selling = threading.Thread(target=counter)
        selling.start()
        back_up(shop.path, tmp_path / "copy.comptoir", shop.clock, shop.sign)
        selling.join(20)
        alive, unanswered = selling.is_alive(), not hanging.over.is_set()
        began = time.monotonic()
        shop.checkpoint()  # it cannot move everything, somebody reads
        last = sell(shop, (goods.bread, 1000)).receipt
        took_s = time.monotonic() - began
    hanging.over.set()
    stuck.stop()

    assert not alive
    assert took_s < PATIENCE_S
    assert unanswered
    with shop.read() as connection:
        kept = connection.exec_driver_sql("SELECT receipt FROM sale ORDER BY n").scalars()
        assert list(kept) == [*sold, last]
    assert len(sold) == 10


# I14


def waiting_bytes(shop: ShopFile) -> list[tuple[object, ...]]:
    """Give what the portal lacks, byte for byte."""
    with shop.read() as connection:
        assert outbox.waiting(connection).sales == 3
        rows = connection.exec_driver_sql("SELECT inc, seq, payload, hash, sig FROM entry ORDER BY n").all()
    return [tuple(row) for row in rows]


@pytest.fixture
def unsent(shop: ShopFile, portal: Portal) -> tuple[ShopFile, list[tuple[object, ...]]]:
    """A till that sold while the portal was away, and is closed."""
    goods = opened(shop)
    sync(enrolled(shop, portal))
    for _ in range(3):
        sell(shop, (goods.bread, 1000))
    before = waiting_bytes(shop)
    shop.close()
    return shop, before


def test_an_upgrade_keeps_what_was_not_sent_and_sends_it(
    unsent: tuple[ShopFile, list[tuple[object, ...]]], portal: Portal, clock: SetClock
) -> None:
    """I14: a file of the schema before, with three sales that the portal lacks."""
    shop, before = unsent
    to_schema_3(shop.path)
    newer = open_shop(shop.path, shop.machine, clock, system_keys=False)

    assert newer.fork_reason is None
    assert waiting_bytes(newer) == before
    sync(Courier(newer, Wire(lambda: portal)))
    assert count(portal, tables.sale) == 3
    assert compare(portal).problems == ()
    assert verify(newer.path).problems == ()
    newer.close()


def test_a_refused_downgrade_leaves_what_was_not_sent_as_it_is(
    unsent: tuple[ShopFile, list[tuple[object, ...]]], portal: Portal, clock: SetClock
) -> None:
    """I14: an older Comptoir refuses the file of a newer one, and changes not one byte of it."""
    shop, before = unsent
    with closing(sqlite3.connect(shop.path)) as raw:
        raw.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    digest = hashlib.sha256(shop.path.read_bytes()).digest()
    with pytest.raises(UserError, match="newer Comptoir"):
        open_shop(shop.path, shop.machine, clock, system_keys=False)
    assert hashlib.sha256(shop.path.read_bytes()).digest() == digest
    with closing(sqlite3.connect(shop.path)) as raw:
        raw.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    again = open_shop(shop.path, shop.machine, clock, system_keys=False)

    assert waiting_bytes(again) == before
    sync(Courier(again, Wire(lambda: portal)))
    assert count(portal, tables.sale) == 3
    again.close()


# I15


def test_clocks_that_jump_ten_years_change_no_total_no_number_and_no_bound(portal: Portal, tmp_path: Path) -> None:
    """I15, I11: a day sold across 1916, 2026 and 2036 closes over the same entries, counts once, in its order."""
    from tests.conftest import MORNING  # noqa: PLC0415  # one clock

    clock = TurnedClock(MORNING)
    shop = open_shop(tmp_path / "t" / "s", tmp_path / "tm", clock, create=True, system_keys=False)
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sold = []
    for turned in (timedelta(0), DECADE, -DECADE, timedelta(0)):
        clock.turned = turned
        clock.pass_seconds(5)
        sold.append(sell(shop, (goods.soap, 1000)))
        sync(courier)
        sync(Courier(shop, Wire(lambda: portal, lambda _m, _p: "twice")))
    clock.turned = -DECADE
    back = refunding.refund(shop, sold[1].id, {sold[1].lines[0].id: 1000})
    report = closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)))
    sync(courier)

    assert [int(sale.receipt[-6:]) for sale in (*sold, back)] == [1, 2, 3, 4, 5]
    assert (report.totals.sales, report.totals.sales_minor) == (4, 4 * 790)
    assert (report.totals.refunds, report.totals.refunds_minor) == (1, -790)
    assert report.perpetual_sales_minor == 4 * 790
    assert (report.first_receipt, report.last_receipt) == (sold[0].receipt, back.receipt)
    assert count(portal, tables.sale) == 5
    with portal.database.read() as connection:
        closing_row = connection.execute(select(tables.closing.c.total_minor)).scalar_one()
        kinds = list(connection.execute(select(tables.anomaly.c.kind)).scalars())
    assert closing_row == 3 * 790
    assert "clock" in kinds
    assert compare(portal).problems == ()
    assert verify(shop.path).problems == ()
    shop.close()


# I4


def pushed(courier: Courier, line: outbox.Line, entries: list[outbox.Sealed]) -> Answer:
    """Send entries as they are, whatever the portal holds."""
    header = batch_header(line, entries)
    body = framing.join(header, [entry.payload for entry in entries])
    return courier.transport.send("POST", "/v1/push", body, {})


def test_a_gap_and_another_hash_are_never_acknowledged(shop: ShopFile, portal: Portal) -> None:
    """I4: what does not continue the chain is answered 409 and changes nothing."""
    goods = opened(shop)
    courier = enrolled(shop, portal)
    courier.connect()
    courier._limit = 2
    courier.push()
    with shop.read() as connection:
        line = outbox.lines(connection)[0]
        entries = outbox.sealed_after(connection, line, 0, limit=100, max_bytes=10**6)
    held = count(portal, tables.entry)
    sell(shop, (goods.bread, 1000))
    other = entries[1]._replace(payload=entries[1].payload.replace(b'"C1"', b'"C9"', 1))
    assert other != entries[1]
    refusals = [
        pushed(courier, line, entries[held + 1 :]),
        pushed(courier, line, entries[held + 2 : held + 4]),
        pushed(courier, line, [entries[0], other]),
        pushed(courier, line, [entries[0], other, *entries[2:4]]),
        pushed(courier, line, [entries[held]._replace(prev=bytes(32))]),
    ]

    problems = [msgspec.json.decode(answer.body, type=Problem) for answer in refusals]
    assert [(answer.status, problem.type) for answer, problem in zip(refusals, problems, strict=True)] == [
        (409, "gap"),
        (409, "gap"),
        (403, "bad_signature"),
        (403, "bad_signature"),
        (403, "bad_signature"),
    ]
    assert problems[0].head is not None
    assert problems[0].head.seq == held == 2
    assert count(portal, tables.entry) == held
    with portal.database.read() as connection:
        head = connection.execute(select(tables.line.c.seq, tables.line.c.hash)).one()
    assert tuple(head) == (held, entries[held - 1].hash.hex())
