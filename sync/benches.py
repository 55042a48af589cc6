"""Measure the way to the portal: a backlog end to end beside raw inserts of the same rows, and what selling feels.

Called by `main.py bench`; gives rows as plain dictionaries, so that the till's bench needs not know what they are.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from pos.clock import SystemClock
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.stock import Movement
from pos.domain.tender import CARD, Given
from pos.services import cataloguing, closing_day, selling
from pos.shopfile import outbox
from pos.shopfile.shopfile import open_shop
from sync import page_benches, statistics_benches
from sync.agent.agent import SWITCH_S
from sync.agent.courier import Courier, RefusedError, batch_header
from sync.agent.transport import Answer, HttpTransport, UnreachableError
from sync.portal.gathered import Portal
from sync.portal.ingest.service import encoded
from sync.portal.ledger import statement, statement_pdf
from sync.portal.ledger.rates import Channel, Rate
from sync.portal.ledger.sheet import Sheet
from sync.portal.storage import tables
from sync.portal.storage.engine import Database
from sync.portal.storage.scratch_server import ScratchServer, find_binaries
from sync.protocol import framing
from sync.protocol.messages import MAX_BATCH_BYTES, MAX_ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pos.shopfile.shopfile import ShopFile

SALES = 10_000
BATCH = 200
TILLS = 200
ROUNDS = 3
LINES = 10_000
COMMITS, SENDING_ROUNDS = 200, 7
RAW = (tables.entry, tables.event, tables.sale, tables.sale_line, tables.payment, tables.stock_move)
DOOR = Path(__file__).resolve().parent.parent / "main.py"


def measured(sales: int = SALES) -> Iterator[dict[str, Any]]:
    """Give the rows, one after the other."""
    with tempfile.TemporaryDirectory(prefix="comptoir-bench-") as name:
        folder = Path(name)
        shop = _backlog(folder, sales)
        try:
            yield _ingest("portal.ingest.sqlite", shop, sales, lambda n: f"sqlite:///{folder / f'{n}.db'}")
            yield _on_postgresql(shop, sales)
            yield _posting("ledger.posting.sqlite", shop, sales, lambda n: f"sqlite:///{folder / f'{n}.db'}")
            yield _wire_bytes(shop, sales)
            yield _commit_while_sending(shop)
            yield _many_tills(folder)
            yield _statement()
        finally:
            shop.close()
    yield from page_benches.measured()
    yield from statistics_benches.measured()


def _backlog(folder: Path, sales: int) -> ShopFile:
    shop = open_shop(folder / "shop" / "shop", folder / "machine", SystemClock(), create=True, system_keys=False)
    with shop.together():
        closing_day.open_session(shop, {"CHF": 20000})
        for _ in range(sales):
            _sell(shop, _articles(shop))
    return shop


def _articles(shop: ShopFile, cache: dict[int, list[Product]] = {}) -> list[Product]:  # noqa: B006  # one per shop
    if id(shop) not in cache:
        made = [Product(shop.identities.new(), f"Article {n}", 450 + n, stocked=True) for n in range(50)]
        for product in made:
            cataloguing.save_product(shop, product)
        cataloguing.receive_stock(shop, [Movement(product.id, 100_000 * ONE) for product in made])
        cache[id(shop)] = made
    return cache[id(shop)]


def _sell(shop: ShopFile, articles: list[Product]) -> None:
    basket = selling.new_basket(shop)
    for place in range(3):
        basket = selling.ring_up(shop, basket, articles[(shop.head.seq + 7 * place) % len(articles)], ONE)
    selling.complete_sale(shop, basket, [Given(CARD, basket.total_minor)])


def _on_postgresql(shop: ShopFile, sales: int) -> dict[str, Any]:
    binaries = find_binaries()
    if binaries is None:
        return _row("portal.ingest.postgresql", "sales/s", None, None, None, 0.5, reason="no PostgreSQL here")
    server = ScratchServer(binaries)
    try:
        return _ingest("portal.ingest.postgresql", shop, sales, lambda _: server.fresh())
    finally:
        server.close()


def _ingest(name: str, shop: ShopFile, sales: int, fresh: Any) -> dict[str, Any]:
    subject, floor = [], []
    for number in range(ROUNDS):
        url = fresh(2 * number)
        subject.append(sales / _deliver(shop, url))
        floor.append(sales / _raw_inserts(url, fresh(2 * number + 1)))
    rate, least = statistics.median(subject), statistics.median(floor)
    return _row(name, "sales/s", round(rate), None, round(least), 0.5, ratio=rate / least, larger=True)


def _posting(name: str, shop: ShopFile, sales: int, fresh: Any) -> dict[str, Any]:
    """Compare a portal that charges every sale with one that charges none, in turn."""
    charging, free = [], []
    for number in range(ROUNDS):
        charging.append(sales / _deliver(shop, fresh(f"on{number}"), charges=True))
        free.append(sales / _deliver(shop, fresh(f"off{number}")))
    rate, least = statistics.median(charging), statistics.median(free)
    return _row(name, "sales/s", round(rate), None, round(least), 0.7, ratio=rate / least, larger=True)


def _deliver(shop: ShopFile, url: str, *, charges: bool = False) -> float:
    """Enrol at a portal process of its own, and time the whole backlog; `charges` takes 1 % of every sale."""
    office = Portal(url)
    if charges:
        rate = Rate("b" * 32, office.ledger.today, "Bench", Channel.COUNTER, rate_bp=100, pot_bp=2_000, reference="-")
        office.ledger.decide(rate, "")
    process, address = _start(url)
    try:
        courier = Courier(shop, HttpTransport(address), encoding="zstd")
        office.members.approve(courier.ask_code("Bench", "Caisse 1", "C1").user_code, "Bench")
        courier.redeem_code()
        begun = time.perf_counter()
        courier.connect()
        _push_all(courier)
        return time.perf_counter() - begun
    finally:
        office.close()
        process.kill()
        process.wait()


def _start(url: str, *before: str) -> tuple[subprocess.Popen[bytes], str]:
    import socket  # noqa: PLC0415  # here only

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*before, sys.executable, str(DOOR), "portal", "--db", url, "--port", str(port)]
    environment = {**os.environ, "COMPTOIR_NO_SETUP": "1"}
    # What it logs of each request is not what is measured here.
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address + "/healthz", timeout=1):  # noqa: S310  # our own loopback
                return process, address
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the portal did not start")


def _raw_inserts(source: str, target: str) -> float:
    """Insert the rows that the portal made into the same tables of an empty database, batch by batch."""
    made, empty = Database(source), Database(target)
    rows: dict[str, list[Mapping[str, Any]]] = {}
    with made.read() as connection:
        for table in RAW:
            rows[table.name] = [dict(row) for row in connection.execute(select(table)).mappings()]
    begun = time.perf_counter()
    batches = -(-len(rows["entry"]) // BATCH)
    for number in range(batches):
        with empty.write() as connection:
            for table in RAW:
                share = -(-len(rows[table.name]) // batches)
                part = rows[table.name][number * share : (number + 1) * share]
                if part:
                    connection.execute(table.insert(), part)
    spent = time.perf_counter() - begun
    made.close()
    empty.close()
    return spent


def _wire_bytes(shop: ShopFile, sales: int) -> dict[str, Any]:
    """Give what a sale weighs on the wire, compressed as the agent does it and header included."""
    with shop.read() as connection:
        line = outbox.lines(connection)[-1]
        seq = sent = 0
        while entries := outbox.sealed_after(connection, line, seq, limit=MAX_ENTRIES, max_bytes=MAX_BATCH_BYTES):
            header = batch_header(line, entries)
            sent += len(framing.compress(framing.join(header, [entry.payload for entry in entries]), "gzip"))
            seq = entries[-1].seq
    each = round(sent / sales)
    return {**_row("wire.bytes_per_sale", "bytes", each, each, None, 500.0), "ok": each <= 500}


def _many_tills(folder: Path) -> dict[str, Any]:
    """Let 200 tills with a few sales each push at once; the time is that of each till until all is acknowledged."""
    url = f"sqlite:///{folder / 'many.db'}"
    office = Portal(url)
    process, address = _start(url)
    shops, couriers = [], []
    try:
        for number in range(TILLS):
            place = folder / f"till{number}"
            shop = open_shop(place / "shop", place / "machine", SystemClock(), create=True, system_keys=False)
            with shop.together():
                closing_day.open_session(shop, {"CHF": 20000})
                for _ in range(3):
                    _sell(shop, _articles(shop))
            courier = Courier(shop, HttpTransport(address))
            # The code is asked of the portal itself: from one address only thirty a minute are given.
            courier.transport = _Inside(office)
            office.members.approve(courier.ask_code(f"Shop {number}", "Caisse 1", "C1").user_code, f"Shop {number}")
            courier.redeem_code()
            courier.transport = HttpTransport(address)
            shops.append(shop)
            couriers.append(courier)
        with ThreadPoolExecutor(TILLS) as together:
            spent = sorted(together.map(_deliver_patiently, couriers))
        wrong = sum(1 for value in spent if value == float("inf"))
    finally:
        for shop in shops:
            shop.close()
        office.close()
        process.kill()
        process.wait()
    p50, p99 = round(spent[TILLS // 2]), round(spent[int(TILLS * 0.99)] if not wrong else 0)
    row = _row("portal.tills200", "ms", p50, p99, None, 60_000.0)
    return {**row, "ok": not wrong, "reason": f"{wrong} tills did not get through" if wrong else ""}


class _Inside:
    """Reaches a portal in this process."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        lower = {name.lower(): value for name, value in headers.items()}
        reply = self._portal.answer(method, path, {}, lower, body)
        return Answer(reply.status, encoded(reply.body))


def _deliver_patiently(courier: Courier) -> float:
    """Give the milliseconds until everything is acknowledged; a busy portal is asked again, as the agent does."""
    begun = time.perf_counter()
    for attempt in range(40):
        try:
            if courier.welcome is None:
                courier.connect()
            _push_all(courier)
            return (time.perf_counter() - begun) * 1000
        except (UnreachableError, RefusedError):
            time.sleep(random.uniform(0, min(5.0, 0.2 * 2**attempt)))  # noqa: S311  # jitter
    return float("inf")


def _commit_while_sending(shop: ShopFile) -> dict[str, Any]:
    """Commit sales while the agent uploads a backlog; the floor is the same till left alone, in turn.

    The portal stands for another machine: it has the processor when the till leaves it, and its own disk (memory).
    """
    articles = _articles(shop)
    memory = Path("/dev/shm")  # noqa: S108  # a folder of its own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        url = f"sqlite:///{Path(name) / 'sending.db'}"
        office = Portal(url)
        process, address = _start(url, "nice", "-n", "19")
        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_S)
        try:
            courier = Courier(shop, HttpTransport(address), encoding="zstd", give_way=shop.give_way)
            office.members.approve(courier.ask_code("Bench", "Caisse 1", "C1").user_code, "Bench")
            courier.redeem_code()
            courier.connect()
            idle, busy = zip(*(_idle_and_busy(shop, articles, courier) for _ in range(SENDING_ROUNDS)), strict=True)
        finally:
            sys.setswitchinterval(before)
            office.close()
            process.kill()
            process.wait()
    p50, p99 = (statistics.median(times[place] for times in busy) for place in (COMMITS // 2, COMMITS * 99 // 100))
    least = statistics.median(times[COMMITS * 99 // 100] for times in idle)
    return _row("sale.commit.sending", "ms", round(p50, 2), round(p99, 2), round(least, 2), 2.0, ratio=p99 / least)


def _statement() -> dict[str, Any]:
    """Make the PDF of a statement of 10,000 lines; the floor is as many words put on as many sheets, nothing else."""
    made = _long_statement()
    statement_pdf.to_pdf(_long_statement(1))  # the font is made once
    subject, floor = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        statement_pdf.to_pdf(made)
        subject.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        _bare_words(made)
        floor.append((time.perf_counter() - begun) * 1000)
    spent, least = statistics.median(subject), statistics.median(floor)
    return _row("statement.lines10000", "ms", round(spent), None, round(least), 2.0, ratio=spent / least)


def _long_statement(lines: int = LINES) -> statement.Statement:
    place = statement.Address("Rue des Artisans", "12", "1205", "Genève")
    issuer = statement.Issuer(
        "Chambre", place, "CH93 0076 2011 6238 5295 7", "comptes@chambre.example", "CHE-100.000.029"
    )
    rows = tuple(
        statement.Line(
            f"E-{number}", f"2026-10-{1 + number % 31:02}T10:15:00+02:00", "portail", f"1-{40_000 + number}",
            statement.What.COMMISSION, 192, text=f"Commande {number}", base_minor=3840, rate="5,00 %",
        )
        for number in range(lines)
    )  # fmt: skip
    return statement.Statement(
        "2026-000001", issuer, statement.Member("m", "Membre", place), "2026-10", "CHF", "2026-11-02", "2026-11-30",
        0, 192 * lines, rows,
    )  # fmt: skip


def _bare_words(made: statement.Statement) -> None:
    """Write the words of every line on sheets of 46 lines, unmeasured."""
    sheet = Sheet("", author="", subject="", language="fr-CH", made=datetime(2026, 11, 2, tzinfo=UTC))
    for place, line in enumerate(made.lines):
        if place % 46 == 0:
            sheet.add_page()
            sheet.style(8.5)
        words = (line.occurred_at[:10], line.source, line.reference, line.text, "38.40", line.rate, "0.38", "1.92")
        for column, each in enumerate(words):
            sheet.text(18 + 22 * column, 20 + 5.6 * (place % 46), each)
    sheet.whole()
    sheet.release()


def _idle_and_busy(shop: ShopFile, articles: list[Product], courier: Courier) -> tuple[list[float], list[float]]:
    """Give the times of commits, sorted, without the agent and beside it."""
    idle = sorted(_commit_ms(shop, articles) for _ in range(COMMITS))
    enough = threading.Event()
    sending = threading.Thread(target=_push_until, args=(courier, enough))
    sending.start()
    busy = sorted(_commit_ms(shop, articles) for _ in range(COMMITS))
    assert sending.is_alive(), "the backlog was too short to be felt"
    enough.set()
    sending.join()
    return idle, busy


def _push_until(courier: Courier, enough: threading.Event) -> None:
    while not enough.is_set() and courier.push():
        pass


def _push_all(courier: Courier) -> None:
    while courier.push():
        pass


def _commit_ms(shop: ShopFile, articles: list[Product]) -> float:
    begun = time.perf_counter()
    _sell(shop, articles)
    return (time.perf_counter() - begun) * 1000


def _row(
    name: str,
    unit: str,
    p50: float | None,
    p99: float | None,
    floor: float | None,
    budget: float,
    *,
    ratio: float | None = None,
    larger: bool = False,
    reason: str = "",
) -> dict[str, Any]:
    ok = ratio is not None and (ratio >= budget if larger else ratio <= budget)
    shown = None if ratio is None else round(ratio, 2)
    return {
        "name": name, "unit": unit, "p50": p50, "p99": p99, "floor": floor, "ratio": shown, "budget": budget, "ok": ok,
        "reason": reason,
    }  # fmt: skip
