"""The chamber's operator sees that things run, not what a member sold; nothing personal travels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import exc, select, text

from pos.services import people
from sync.agent.courier import Courier
from sync.portal.gathered import Portal
from sync.portal.storage import tables
from sync.portal.storage.engine import OPERATOR, OPERATOR_SEES
from tests.services.counter import opened, sell
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile
    from sync.portal.storage.scratch_server import ScratchServer

OPERATOR_MAY_NOT = [table.name for table in tables.metadata.sorted_tables if table.name not in OPERATOR_SEES]


def test_the_operator_cannot_read_sales_on_postgresql(postgres: ScratchServer) -> None:
    url = postgres.fresh()
    first = Portal(url)
    with first.database.engine.begin() as connection:
        connection.execute(text(f"DO $$ BEGIN CREATE ROLE {OPERATOR}; EXCEPTION WHEN duplicate_object THEN END $$"))
    first.close()
    portal = Portal(url)
    for name in OPERATOR_MAY_NOT:
        with portal.database.engine.connect() as connection:
            connection.execute(text(f"SET ROLE {OPERATOR}"))
            with pytest.raises(exc.ProgrammingError, match="permission denied"):
                connection.execute(text(f'SELECT * FROM "{name}"'))  # our own table names
    with portal.database.engine.connect() as connection:
        connection.execute(text(f"SET ROLE {OPERATOR}"))
        for name, columns in OPERATOR_SEES.items():
            connection.execute(text(f"SELECT {', '.join(columns)} FROM {name}"))  # same
        with pytest.raises(exc.ProgrammingError, match="permission denied"):
            connection.execute(text("SELECT detail FROM anomaly"))
    portal.close()


def test_no_name_and_no_pin_leaves_the_till(shop: ShopFile, tmp_path: Path) -> None:
    goods = opened(shop)
    person = people.add_person(shop, "Wilhelmine Mustermann", "4711", "owner")
    people.log_in(shop, person, "4711")
    sell(shop, (goods.bread, 1000))
    portal = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    courier = Courier(shop, Wire(lambda: portal), encoding="")
    portal.members.approve(courier.ask_code("Le Grain", "Caisse 1", "C1").user_code)
    assert courier.redeem_code()
    courier.connect()
    while courier.push():
        pass
    with portal.database.read() as connection:
        everything = b"\n".join(connection.execute(select(tables.entry.c.payload)).scalars())
    portal.close()
    assert person.id.encode() in everything
    assert not re.search(rb"Wilhelmine|Mustermann|4711", everything)
