"""A portal can be watched, copied and stopped by those who run it, and tells nobody else more than it should."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
from sqlalchemy import select

from pos.domain.errors import UserError
from sync.portal.gathered import Portal
from sync.portal.operation import wellness
from sync.portal.operation.copying import back_up
from sync.portal.storage import tables
from tests.portal.test_over_http import free_port, join, push_all
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.shopfile.shopfile import ShopFile
    from sync.portal.serving import PortalThread
    from sync.portal.storage.scratch_server import ScratchServer

PROJECT = Path(__file__).resolve().parents[2]


@contextmanager
def portal_process(url: str, log: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run the portal as its own process, its log in a file."""
    port = free_port()
    command = [sys.executable, str(PROJECT / "main.py"), "portal", "--db", url, "--port", str(port), *words]
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            command, env={**os.environ, "COMPTOIR_NO_SETUP": "1"}, stdout=subprocess.DEVNULL, stderr=lines
        )
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until:
                try:
                    requests.get(address + "/healthz", timeout=1)
                    break
                except requests.RequestException:
                    time.sleep(0.05)
            yield process, address
        finally:
            process.kill()
            process.wait()


def logged(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_each_request_has_a_line_and_a_number_but_no_secret(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with portal_process(f"sqlite:///{tmp_path / 'p.db'}", log) as (_, address):
        given = requests.get(address + "/membres/geheim123", headers={"X-Request-Id": "abcdef-12345"}, timeout=5)
        made = requests.get(address + "/catalogue?q=geheim456", timeout=5)
        lost = requests.get(address + "/geheim789", headers={"X-Request-Id": "no good"}, timeout=5)
    assert given.headers["X-Request-Id"] == "abcdef-12345"
    assert len(made.headers["X-Request-Id"]) == len(lost.headers["X-Request-Id"]) == 16
    assert "geheim" not in log.read_text(encoding="utf-8")
    lines = {str(line.get("request")): line for line in logged(log)}
    assert lines["abcdef-12345"]["route"] == "/membres/{member}"
    assert (lines["abcdef-12345"]["status"], lines["abcdef-12345"]["method"]) == (404, "GET")
    assert lines[made.headers["X-Request-Id"]]["status"] == 200


def test_measurements_are_for_this_machine_alone(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    courier = join(shop, server.address, server.portal)
    courier.connect()
    push_all(courier)
    told = requests.get(server.address + "/metrics", timeout=5)
    assert told.status_code == 200
    figures = dict(line.rsplit(" ", 1) for line in told.text.splitlines() if not line.startswith("#"))
    assert figures["comptoir_tills"] == "1.0"
    assert float(figures["comptoir_entries"]) == shop.head.seq
    assert float(figures['comptoir_requests_total{method="POST",route="/v1/push",status="200"}']) >= 1
    for proxied in ({"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}):
        assert requests.get(server.address + "/metrics", headers=proxied, timeout=5).status_code == 404


def test_workers_put_their_measurements_together(tmp_path: Path, postgres: ScratchServer) -> None:
    with portal_process(postgres.fresh(), tmp_path / "log", "--workers", "2") as (process, address):
        for _ in range(40):
            requests.get(address + "/ess-made", timeout=5)
        lines = requests.get(address + "/metrics", timeout=5).text.splitlines()
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    counted = [line for line in lines if line.startswith("comptoir_requests_total{") and "/ess-made" in line]
    assert sum(float(line.rsplit(" ", 1)[1]) for line in counted) == 40


def test_ready_means_the_database_answers_and_has_room(server: PortalThread, monkeypatch: pytest.MonkeyPatch) -> None:
    assert requests.get(server.address + "/readyz", timeout=5).text == "ready"
    with monkeypatch.context() as here:
        here.setattr(tables, "SCHEMA_VERSION", 999)
        answer = requests.get(server.address + "/readyz", timeout=5)
        assert answer.status_code == 503
        assert answer.text.startswith("schema")
    if server.portal.database.is_sqlite:
        monkeypatch.setattr(wellness, "LEAST_FREE_BYTES", 10**18)
        answer = requests.get(server.address + "/readyz", timeout=5)
        assert (answer.status_code, answer.text[:5]) == (503, "disk:")
    monkeypatch.setattr(wellness, "said", None)
    assert requests.get(server.address + "/readyz", timeout=5).text == "database: TypeError"
    assert requests.get(server.address + "/healthz", timeout=5).text == "ok"


def test_what_is_under_way_is_answered_before_a_portal_stops(tmp_path: Path) -> None:
    with portal_process(f"sqlite:///{tmp_path / 'p.db'}", tmp_path / "log") as (process, address):
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=20) as line:
            line.sendall(b"POST /v1/device/token HTTP/1.1\r\nHost: x\r\nContent-Length: 19\r\n\r\n")
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            line.sendall(b'{"device_code":"x"}')
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 400")
        assert b"expired_token" in answer
        assert process.wait(20) in {0, -signal.SIGTERM}


def test_a_copy_made_while_tills_send_is_whole(shop: ShopFile, tmp_path: Path) -> None:
    from sync.portal.serving import PortalThread  # noqa: PLC0415  # SQLite only

    goods = opened(shop)
    copy = tmp_path / "copies" / "portal.db"
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}") as running:
        courier = join(shop, running.address, running.portal)
        for _ in range(3):
            sell(shop, (goods.bread, 1000))
            courier.connect()
            push_all(courier)
            size = back_up(running.portal.database, copy)
    assert size == copy.stat().st_size
    again = Portal(f"sqlite:///{copy}")
    with again.database.read() as connection:
        assert len(list(connection.execute(select(tables.entry.c.seq)))) == shop.head.seq
    again.close()


def test_a_copy_that_fails_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    copy = tmp_path / "copy.db"
    back_up(portal.database, copy)
    before = copy.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="An earlier copy there is untouched"):
        back_up(portal.database, copy)
    assert copy.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []
    portal.close()


def test_a_postgresql_is_copied_by_its_own_tool(postgres: ScratchServer, tmp_path: Path) -> None:
    portal = Portal(postgres.fresh())
    with pytest.raises(UserError, match="pg_dump"):
        back_up(portal.database, tmp_path / "copy.db")
    portal.close()
