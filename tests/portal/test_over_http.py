"""The real portal over HTTP, on SQLite and PostgreSQL, through a wire that fails at every possible request."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
import pytest
import requests
from sqlalchemy import func, select, text

from pos.domain.chain import is_signed_by
from pos.shopfile import outbox
from sync.agent import transport
from sync.agent.courier import Courier, RefusedError
from sync.agent.transport import HttpTransport, UnreachableError
from sync.portal.gathered import Portal
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.protocol.messages import Ack, Enrolled
from sync.protocol.signing import ack_digest
from tests.portal.fault_proxy import FaultProxy
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.shopfile.shopfile import ShopFile
    from sync.portal.serving import PortalThread
    from sync.portal.storage.scratch_server import ScratchServer

PROJECT = Path(__file__).parent.parent.parent
TRIES = 60
T = TypeVar("T")


def join(shop: ShopFile, address: str, portal: Portal) -> Courier:
    """Enrol a till over the wire, trying again whatever happens."""
    courier = Courier(shop, HttpTransport(address))
    given = again(lambda: courier.ask_code("Le Grain", "Caisse 1", "C1"))
    portal.members.approve(given.user_code, "Le Grain")
    assert again(courier.redeem_code)
    return courier


def again(act: Callable[[], T]) -> T:
    """Do something until the wire lets it through."""
    for _ in range(TRIES):
        try:
            return act()
        except UnreachableError:
            continue
    raise AssertionError("the wire never healed")


def deliver(courier: Courier) -> None:
    """Send and take everything, trying again whatever happens."""

    def once() -> None:
        if courier.welcome is None:
            courier.connect()
        while courier.push():
            if courier.welcome is None:
                courier.connect()
        while courier.pull():
            pass

    again(once)


def push_all(courier: Courier) -> None:
    while courier.push():
        pass


def number(portal: Portal, table: object) -> int:
    with portal.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def check(portal: Portal, shop: ShopFile, sales: int) -> None:
    """I1 to I5, I9: every sale once, nothing waits, the heads are one and the portal signed that; tables follow."""
    assert number(portal, tables.sale) == sales
    assert number(portal, tables.event) == number(portal, tables.entry)
    with shop.read() as connection:
        assert outbox.waiting(connection).entries == 0
        proof = outbox.value(connection, f"ack:{shop.head.inc.hex()}")
        said = outbox.value(connection, "identity")
    assert proof is not None
    assert said is not None
    ack = msgspec.json.decode(proof, type=Ack)
    hub_key = bytes.fromhex(msgspec.json.decode(said, type=Enrolled).hub_key)
    assert (ack.acked.seq, ack.acked.hash) == (shop.head.seq, shop.head.hash.hex())
    assert is_signed_by(hub_key, ack_digest(ack), bytes.fromhex(ack.sig))
    with portal.database.read() as connection:
        line = connection.execute(select(tables.line).where(tables.line.c.inc == shop.head.inc.hex())).one()
    assert (line.seq, line.hash) == (ack.acked.seq, ack.acked.hash)
    assert compare(portal).problems == ()


CUTS = ["cut:0", "cut:40", "cut:400", "cut:-1", "short:1", "short:30", "short:200", "short:-1", "reset:100"]
"""In the request line, the headers and the body of a request; in those of an answer; all but the last byte of both."""


@pytest.mark.parametrize("fault", ["swallow", "twice", "together", *CUTS])
def test_one_fault_at_every_request_changes_nothing(shop: ShopFile, server: PortalThread, fault: str) -> None:
    goods = opened(shop)
    portal = server.portal
    courier = join(shop, server.address, portal)
    sales = 0
    for place in range(12):
        sell(shop, (goods.bread, 1000), (goods.cheese, 200))
        sales += 1
        proxy = FaultProxy(server.port, lambda n, _path, place=place: fault if n == place else "")  # type: ignore[misc]
        courier.transport, courier.welcome = HttpTransport(proxy.address), None
        deliver(courier)
        proxy.close()
        if proxy.requests <= place:
            break
    else:
        raise AssertionError("more requests than faults: extend the range")
    check(portal, shop, sales)


def test_a_line_that_fails_every_second_time_delivers_everything_once(shop: ShopFile, server: PortalThread) -> None:
    goods = opened(shop)
    courier = join(shop, server.address, server.portal)
    for _ in range(30):
        sell(shop, (goods.bread, 1000))
    faults = ["swallow", "", "cut:100", "", "short:50", "twice", ""]
    proxy = FaultProxy(server.port, lambda n, _path: faults[n % len(faults)])
    courier.transport = HttpTransport(proxy.address)
    deliver(courier)
    proxy.close()
    check(server.portal, shop, 30)


@pytest.mark.parametrize("fault", ["stall:0.3", "hold:0.3"])
def test_what_comes_later_than_one_waits_changes_nothing(
    shop: ShopFile, server: PortalThread, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """I2, I4: each request in turn stalls; its repetition and newer ones overtake it, and then it arrives as well."""
    monkeypatch.setattr(transport, "READ_S", 0.15)
    goods = opened(shop)
    courier = join(shop, server.address, server.portal)
    deliver(courier)
    sales = 0
    for place in range(8):
        sell(shop, (goods.bread, 1000))
        proxy = FaultProxy(server.port, lambda n, _path, place=place: fault if n == place else "")  # type: ignore[misc]
        courier.transport, courier.welcome = HttpTransport(proxy.address), None
        deliver(courier)
        sell(shop, (goods.bread, 1000))
        deliver(courier)
        sales += 2
        courier.transport.close()
        proxy.drain()
        proxy.close()
        if proxy.requests <= place:
            break
    else:
        raise AssertionError("more requests than faults: extend the range")
    deliver_straight(courier, server)
    check(server.portal, shop, sales)


def deliver_straight(courier: Courier, server: PortalThread) -> None:
    """Sync once more without the proxy."""
    courier.transport, courier.welcome = HttpTransport(server.address), None
    deliver(courier)


def test_old_requests_that_arrive_after_newer_ones_change_nothing(shop: ShopFile, server: PortalThread) -> None:
    """I2, I4: every request of a day again, the newest first, and once more in their order."""
    goods = opened(shop)
    proxy = FaultProxy(server.port, lambda _n, _path: "")
    courier = join(shop, proxy.address, server.portal)
    for _ in range(6):
        sell(shop, (goods.bread, 1000))
        deliver(courier)
    check(server.portal, shop, 6)
    pushes = [request for request in proxy.seen if request.startswith(b"POST /v1/push")]
    before = (number(server.portal, tables.entry), number(server.portal, tables.stock_move))
    answers = [proxy.deliver(request) for request in (*reversed(pushes), *pushes)]
    proxy.close()

    assert len(pushes) >= 6
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)
    assert (number(server.portal, tables.entry), number(server.portal, tables.stock_move)) == before
    check(server.portal, shop, 6)


def test_bombs_oversize_and_garbage_are_refused_without_harm(shop: ShopFile, server: PortalThread) -> None:
    goods = opened(shop)
    courier = join(shop, server.address, server.portal)
    push = server.address + "/v1/push"
    bomb = gzip.compress(b"\n" * 50_000_000)
    assert requests.post(push, data=bomb, headers={"Content-Encoding": "gzip"}, timeout=20).status_code == 413
    assert requests.post(push, data=b"x" * 1_500_000, timeout=20).status_code == 413
    for body in (b"", b"{}", b"\xff\xfe", b'{"v":1}\n{}', b"[" * 10_000):
        assert requests.post(push, data=body, timeout=20).status_code in {400, 422}
    for path in ("/v1/pull", "/v1/pull?cursor=x", "/v1/history?inc=zz&from=1", "/v1/anomalies"):
        assert requests.get(server.address + path, timeout=20).status_code == 401
    sell(shop, (goods.bread, 1000))
    deliver(courier)
    check(server.portal, shop, 1)


def test_a_batch_signed_by_another_key_is_refused(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    courier = join(shop, server.address, server.portal)

    class Forger:
        def __init__(self, inner: HttpTransport) -> None:
            self._inner = inner

        def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> object:
            if path == "/v1/push":
                body = gzip.compress(
                    gzip.decompress(body).replace(b'"sig":"', b'"sig":"00', 1).replace(b"00", b"11", 1)
                )
            return self._inner.send(method, path, body, headers)

    courier.transport = Forger(HttpTransport(server.address))  # type: ignore[assignment]
    courier.connect()
    with pytest.raises(RefusedError):
        courier.push()
    assert number(server.portal, tables.entry) == 0


def test_a_revoked_till_is_heard_no_more_and_keeps_what_it_sent(shop: ShopFile, server: PortalThread) -> None:
    from sync.portal.members import store  # noqa: PLC0415  # one errand

    goods = opened(shop)
    courier = join(shop, server.address, server.portal)
    deliver(courier)
    identity = courier.identity()
    assert identity is not None
    with server.portal.database.write() as connection:
        store.revoke(connection, identity.till)
    sell(shop, (goods.bread, 1000))
    with pytest.raises(RefusedError, match="revoked"):
        courier.push()
    with pytest.raises(RefusedError, match="revoked"):
        courier.connect()
    assert number(server.portal, tables.sale) == 0
    again_in = join(shop, server.address, server.portal)
    deliver(again_in)
    check(server.portal, shop, 1)


def test_a_full_disk_at_the_portal_is_a_pause_and_no_loss(shop: ShopFile, tmp_path: Path) -> None:
    """I5: SQLite has no page left in mid-transaction."""
    from sync.portal.serving import PortalThread  # noqa: PLC0415  # SQLite only

    goods = opened(shop)
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}") as running:
        courier = join(shop, running.address, running.portal)
        deliver(courier)
        database = running.portal.database
        with database.engine.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()

        from sqlalchemy import event  # noqa: PLC0415  # here only

        def limited(dbapi: object, _record: object, _proxy: object) -> None:
            dbapi.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

        event.listen(database.engine, "checkout", limited)
        for _ in range(60):
            sell(shop, (goods.bread, 1000))
        courier.connect()
        with pytest.raises(RefusedError) as refused:
            push_all(courier)
        assert refused.value.status == 503
        event.remove(database.engine, "checkout", limited)
        database.engine.dispose()
        deliver(courier)
        check(running.portal, shop, 60)


FULL = (
    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$",
    "CREATE TRIGGER full_disk BEFORE INSERT ON sale_line FOR EACH ROW WHEN (NEW.position > 0)"
    " EXECUTE FUNCTION full_disk()",
)


def test_a_full_disk_of_postgresql_in_mid_transaction_is_a_pause_and_no_loss(
    shop: ShopFile, postgres: ScratchServer
) -> None:
    """I5: the server's own «disk full» (SQLSTATE 53100), raised behind the entries of a batch and before its head."""
    from sync.portal.serving import PortalThread  # noqa: PLC0415  # PostgreSQL only

    goods = opened(shop)
    with PortalThread(postgres.fresh()) as running:
        courier = join(shop, running.address, running.portal)
        deliver(courier)
        held = number(running.portal, tables.entry)
        with running.portal.database.write() as connection:
            for statement in FULL:
                connection.exec_driver_sql(statement)
        for _ in range(20):
            sell(shop, (goods.bread, 1000), (goods.soap, 1000))
        courier.connect()
        with pytest.raises(RefusedError) as refused:
            push_all(courier)
        assert refused.value.status == 503
        assert number(running.portal, tables.entry) == held
        assert number(running.portal, tables.sale) == 0
        with running.portal.database.write() as connection:
            connection.exec_driver_sql("DROP TRIGGER full_disk ON sale_line")
        deliver(courier)
        check(running.portal, shop, 20)


def start_portal(url: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(PROJECT / "main.py"), "portal", "--db", url, "--port", str(port)]
    command += ["--workers", str(workers)]
    environment = {**os.environ, "COMPTOIR_NO_SETUP": "1"}
    started = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
        except requests.RequestException:
            time.sleep(0.05)
        else:
            return started
    raise AssertionError("the portal did not start")


def free_port() -> int:
    import socket  # noqa: PLC0415  # here only

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("workers", [1, 2])
def test_a_portal_killed_in_mid_push_goes_on_where_it_was(
    shop: ShopFile, tmp_path: Path, workers: int, request: pytest.FixtureRequest
) -> None:
    """I5: one worker on SQLite, two on PostgreSQL; killed three times while batches arrive."""
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    if workers > 1:
        server: ScratchServer = request.getfixturevalue("postgres")
        url = server.fresh()
    goods = opened(shop)
    port = free_port()
    process = start_portal(url, port, workers)
    office = Portal(url)
    courier = join(shop, f"http://127.0.0.1:{port}", office)
    with shop.together():
        for _ in range(150):
            sell(shop, (goods.bread, 1000))
    for _ in range(3):
        courier.connect()
        for _ in range(4):
            courier._limit = 7  # it grows with success
            courier.push()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with pytest.raises(UnreachableError):
            courier.push()
        process = start_portal(url, port, workers)
    courier.welcome = None
    deliver(courier)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    check(office, shop, 150)
    office.close()


@pytest.mark.parametrize(
    "path", ["/", "/catalogue", "/de/membres", "/v1/catalog", "/sitemap.xml", "/healthz", "/feeds/merchant.tsv"]
)
def test_the_head_of_everything_that_is_read_can_be_asked_for(server: PortalThread, path: str) -> None:
    with requests.Session() as session:
        whole, head = (session.request(each, server.address + path, timeout=10) for each in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers["Content-Type"] == whole.headers["Content-Type"]
        assert head.headers.get("ETag") == whole.headers.get("ETag")
        # The connection is still good: no byte of a body was sent that the next answer would begin with.
        assert session.get(server.address + path, timeout=10).status_code == whole.status_code


def test_what_cannot_be_done_with_a_page_is_told_apart_from_what_is_not_there(server: PortalThread) -> None:
    wrong = requests.post(server.address + "/sitemap.xml", timeout=10)
    assert wrong.status_code in (403, 405)
    deleted = requests.delete(server.address + "/v1/catalog", timeout=10)
    assert (deleted.status_code, deleted.headers["Content-Type"]) == (405, "application/problem+json")
    assert "GET" in deleted.headers["Allow"]
    nowhere = requests.get(server.address + "/v1/nothing", timeout=10)
    assert (nowhere.status_code, nowhere.headers["Content-Type"]) == (404, "application/problem+json")
    assert (
        requests.get(server.address + "/v1/pull", timeout=10).headers["Content-Type"] == "application/x-comptoir+json"
    )
    assert requests.head(server.address + "/nulle-part", timeout=10).status_code == 404
