"""The demo's portal: a till is let in at once, people may sign in, and the next start finds everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests

from pos.shopfile import outbox
from sync.agent.courier import Courier
from sync.agent.enrolling import enrol
from sync.agent.transport import HttpTransport
from sync.portal.buyer import Buyer
from sync.portal.demonstration import DemoPortal
from tests.services.counter import opened, sell
from tests.sync.test_courier import sync

if TYPE_CHECKING:
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile


def test_the_till_is_in_and_its_owner_may_sign_in(shop: ShopFile, tmp_path: Path) -> None:
    bread = opened(shop).bread
    first = DemoPortal(tmp_path)
    enrol(shop, first.address, first.approve)
    sell(shop, (bread, 1000))
    sync(Courier(shop, HttpTransport(first.address)))
    people = first.sign_ins()
    assert [who for who, _, _ in people] == ["La Chambre", "Le Grain"]
    for _, email, password in people:
        visitor = Buyer(first.address)
        visitor.go("/entrer")
        visitor.send("/entrer", email=email, password=password)
        assert visitor.page.ok
        assert "/entrer" not in visitor.page.url
    first.close()

    again = DemoPortal(tmp_path)
    assert again.address == first.address
    enrol(shop, again.address, again.approve)
    assert again.sign_ins() == people
    sync(Courier(shop, HttpTransport(again.address)))
    assert again.figures()["received"] == shop.head.seq
    again.close()


def test_a_port_that_was_taken_meanwhile_is_no_trouble(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    first = DemoPortal(tmp_path)
    enrol(shop, first.address, first.approve)
    second = DemoPortal(tmp_path)
    try:
        assert second.address != first.address
        enrol(shop, second.address, second.approve)
        with shop.read() as connection:
            assert outbox.value(connection, "address") == second.address.encode()
        assert requests.get(second.address + "/", timeout=10).ok
    finally:
        second.close()
        first.close()
