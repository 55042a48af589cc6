"""A till killed in the middle of selling and sending: what it told is at the portal, once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from pos.clock import SystemClock
from pos.shopfile.shopfile import open_shop
from sync.agent.courier import Courier
from sync.agent.transport import HttpTransport
from sync.portal.rebuilding import compare
from sync.portal.serving import PortalThread
from sync.portal.storage import tables
from tests.services.counter import opened

if TYPE_CHECKING:
    import pytest

PROJECT = Path(__file__).parent.parent.parent
KILLS = 8


def test_a_till_killed_while_it_sells_and_sends_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I1, I2, I10: kill -9 at any instant of selling and sending."""
    chance = random.Random(3)
    shop_path, machine = tmp_path / "shop" / "shop", tmp_path / "machine"
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}") as server:
        shop = open_shop(shop_path, machine, SystemClock(), create=True, system_keys=False)
        opened(shop)
        courier = Courier(shop, HttpTransport(server.address))
        server.portal.members.approve(courier.ask_code("Le Grain", "Caisse 1", "C1").user_code)
        assert courier.redeem_code()
        shop.close()
        told: list[str] = []
        for _ in range(KILLS):
            command = [sys.executable, "-m", "tests.portal.selling_child", str(shop_path), str(machine), server.address]
            child = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
            assert child.stdout is not None
            told.append(child.stdout.readline().strip())
            time.sleep(chance.uniform(0.02, 0.4))  # the kill falls at any instant of selling and sending
            child.kill()
            told += [line.strip() for line in child.stdout if line.endswith("\n")]
            child.wait()
            child.stdout.close()
        back = open_shop(shop_path, machine, SystemClock(), system_keys=False)
        last = Courier(back, HttpTransport(server.address))
        last.connect()
        while last.push():
            pass
        with server.portal.database.read() as connection:
            there = list(connection.execute(select(tables.sale.c.receipt)).scalars())
        with back.read() as connection:
            here = [row.receipt for row in connection.exec_driver_sql("SELECT receipt FROM sale")]
        assert sorted(there) == sorted(here)
        assert len(set(there)) == len(there)
        assert set(told) <= set(there)
        assert compare(server.portal).problems == ()
        back.close()
