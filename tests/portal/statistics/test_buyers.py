"""A sale notes which member of the network bought: at the counter, on the receipt, in the portal's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pos.documents.receipt import receipt_document
from pos.documents.text import to_text
from pos.domain.network import Fellow, Network
from pos.domain.quantity import ONE
from pos.domain.tender import CARD, Given
from pos.services import network, parking, refunding, selling
from pos.services.till import Till
from sync.agent.hearing import OTHERS_EVERY_S, Hearing
from sync.portal.serving import PortalThread
from sync.portal.storage import tables
from sync.portal.storage.statistics_tables import roll_day
from tests.portal.ledger.takings import Shop, named
from tests.portal.test_over_http import deliver, join
from tests.services.counter import PROFILE, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.domain.product import Product
    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile

GRAINS, VELO = Fellow("a" * 32, "Les Grains Libres"), Fellow(named("member", "Vélo Atelier"), "Vélo Atelier")


@pytest.fixture
def server(database_url: str) -> Iterator[PortalThread]:
    with PortalThread(database_url) as running:
        yield running


def sold(shop: ShopFile, buyer: Fellow | None, bread: Product | None = None) -> Sale:
    basket = selling.ring_up(shop, selling.new_basket(shop).sold_to(buyer), bread or opened(shop).bread, ONE)
    return selling.complete_sale(shop, basket, [Given(CARD, basket.total_minor)])


def test_the_buyer_stands_on_the_sale_the_receipt_and_not_on_a_refund(shop: ShopFile) -> None:
    sale = sold(shop, GRAINS)
    past = refunding.ticket(shop, sale.id)
    assert past.sale.buyer == GRAINS
    assert "Les Grains Libres" in to_text(receipt_document(past.sale, PROFILE))
    back = refunding.refund(shop, sale.id, refunding.still_returnable(past), reason="Abîmé")
    assert back.buyer is None


def test_a_buyer_is_kept_with_a_parked_basket_and_undone(shop: ShopFile) -> None:
    stock, counter = opened(shop), Till(shop)
    counter.add(stock.bread)
    counter.sell_to(VELO)
    counter.undo()
    assert counter.basket.buyer is None
    counter.sell_to(VELO)
    counter.park()
    assert counter.basket.buyer is None
    [draft] = parking.parked(shop)
    counter.resume(draft.id)
    assert counter.basket.buyer == VELO


def test_members_are_found_by_parts_of_their_name_without_accents(shop: ShopFile) -> None:
    network.keep(shop, Network(1, (GRAINS, VELO)))
    assert [network.fellows(shop, words) for words in ("velo", "LIBRES grains", "x", "")] == [
        [VELO], [GRAINS], [], [GRAINS, VELO],
    ]  # fmt: skip


def test_the_till_hears_who_else_is_a_member_and_asks_again_after_an_hour(shop: ShopFile, server: PortalThread) -> None:
    opened(shop)
    courier = join(shop, server.address, server.portal)
    deliver(courier)
    Shop(server.portal, VELO.name)
    now = [0.0]
    hearing = Hearing(lambda: now[0])
    hearing.hear(courier, 1)
    assert network.fellows(shop) == [VELO]
    Shop(server.portal, "Au bon pain")
    now[0] = OTHERS_EVERY_S - 1
    hearing.hear(courier, 2)
    assert network.fellows(shop) == [VELO]
    now[0] = OTHERS_EVERY_S + 1
    hearing.hear(courier, 3)
    assert [each.name for each in network.fellows(shop)] == ["Au bon pain", VELO.name]


def test_the_portal_counts_sales_to_members_and_takes_refunds_off(shop: ShopFile, server: PortalThread) -> None:
    Shop(server.portal, VELO.name)
    bread = opened(shop).bread
    known = sold(shop, VELO, bread)
    courier = join(shop, server.address, server.portal)
    deliver(courier)
    server.portal.statistics.roll()
    member = next(each.id for each in server.portal.browsing.members() if each.id != VELO.id)
    assert network_of(server, member) == {VELO.id: known.total_minor}

    past = refunding.ticket(shop, known.id)
    refunding.refund(shop, known.id, refunding.still_returnable(past), reason="Abîmé")
    unknown = sold(shop, GRAINS, bread)
    deliver(courier)
    server.portal.statistics.roll()
    assert network_of(server, member) == {}  # given back; and nobody is called GRAINS at this portal
    with server.portal.database.read() as connection:
        assert (
            connection.execute(
                select(tables.sale_buyer.c.buyer).where(tables.sale_buyer.c.sale == unknown.id)
            ).scalar_one()
            == GRAINS.id
        )


def network_of(server: PortalThread, member: str) -> dict[str, int]:
    r = roll_day.c
    query = select(r.key, r.amount).where(r.member == member, r.measure == "network")
    with server.portal.database.read() as connection:
        return {row.key: row.amount for row in connection.execute(query)}
