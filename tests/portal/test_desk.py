"""What is changed at the portal is journalled like what tills record: merged, pulled, rebuilt, verified."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select

from pos.domain import facts
from pos.domain.chain import is_signed_by
from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.domain.stock import CountedLine
from pos.services import cataloguing
from pos.shopfile import search
from pos.shopfile.verify import verify
from sync.portal.gathered import Portal
from sync.portal.ingest.desk import Draft, desk_of
from sync.portal.members import store as members
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.portal.storage.engine import restored
from tests.services.counter import opened
from tests.sync.test_courier import enrolled, sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.shopfile.shopfile import ShopFile


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url)
    yield made
    made.close()


def only_member(portal: Portal) -> str:
    with portal.database.read() as connection:
        return str(connection.execute(select(tables.member.c.id)).scalars().one())


def change(portal: Portal, member: str, product: str, **said: object) -> None:
    """Edit an article at the desk as it is now."""

    def make(draft: Draft) -> list[facts.AnyFact]:
        p = tables.product.c
        row = draft.connection.execute(select(p.state, p.body).where(p.member == member, p.id == product)).one()
        article = replace(msgspec.json.decode(row.body, type=Product), **said)
        return [
            facts.ProductChanged(
                id=draft.new_id(), at=draft.at, product=article, base=0, valid_from=draft.day, base_id=row.state
            )
        ]

    portal.desk.record(member, make)


def at_till(shop: ShopFile, product: str) -> Product:
    with shop.read() as connection:
        found = search.by_id(connection, product)
    assert found is not None
    return found.product


def desk_lines(portal: Portal, member: str) -> list[tuple[str, int]]:
    c = tables.line.c
    with portal.database.read() as connection:
        rows = connection.execute(select(c.inc, c.seq).where(c.till == desk_of(member)).order_by(c.last_ms))
        return [(row.inc, row.seq) for row in rows]


def test_a_till_takes_what_was_changed_at_the_portal_and_goes_on_editing(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sync(courier)
    member = only_member(portal)

    change(portal, member, goods.soap.id, online=True, description="Surgras.")
    sync(courier)
    assert at_till(shop, goods.soap.id) == replace(goods.soap, online=True, description="Surgras.")

    cataloguing.save_product(shop, replace(at_till(shop, goods.soap.id), price_minor=850))
    sync(courier)
    with portal.database.read() as connection:
        body = connection.execute(select(tables.product.c.body).where(tables.product.c.id == goods.soap.id)).scalar()
        assert connection.execute(select(tables.anomaly.c.kind)).scalars().all() == []
    assert body is not None
    there = msgspec.json.decode(body, type=Product)
    assert (there.price_minor, there.online, there.description) == (850, True, "Surgras.")
    assert compare(portal).problems == ()
    assert verify(shop.path).problems == ()


def test_the_same_field_changed_at_both_ends_is_told_and_other_fields_are_kept(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sync(courier)
    member = only_member(portal)

    cataloguing.save_product(shop, replace(goods.soap, description="Au lait.", price_minor=900))
    change(portal, member, goods.soap.id, description="Surgras.", online=True)
    sync(courier)
    sync(courier)

    here = at_till(shop, goods.soap.id)
    assert (here.description, here.price_minor, here.online) == ("Au lait.", 900, True)
    with portal.database.read() as connection:
        [odd] = connection.execute(select(tables.anomaly.c.kind, tables.anomaly.c.detail)).all()
    assert odd.kind == "conflict"
    assert msgspec.json.decode(odd.detail)["lost"] == "Surgras."
    assert compare(portal).problems == ()
    assert verify(shop.path).problems == ()


def test_a_picture_kept_at_the_portal_comes_down_to_the_till(shop: ShopFile, portal: Portal) -> None:
    opened(shop)
    courier = enrolled(shop, portal)
    sync(courier)
    body = b"\xff\xd8\xff fine"
    digest = hashlib.sha256(body).hexdigest()

    portal.desk.record(
        only_member(portal),
        lambda draft: [
            facts.PictureKept(id=draft.new_id(), at=draft.at, sha256=digest, media_type="image/jpeg", body=body)
        ],
    )
    sync(courier)

    with shop.read() as connection:
        held = connection.exec_driver_sql("SELECT body FROM picture WHERE sha256 = ?", (digest,)).scalar()
    assert held == body
    assert compare(portal).problems == ()
    assert verify(shop.path).problems == ()


def test_entries_of_the_desk_are_chained_and_signed_with_the_portals_key(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    sync(enrolled(shop, portal))
    member = only_member(portal)
    change(portal, member, goods.soap.id, online=True)
    change(portal, member, goods.soap.id, online=False)

    [(inc, seq)] = desk_lines(portal, member)
    assert seq == 3
    e = tables.entry.c
    with portal.database.read() as connection:
        rows = connection.execute(select(e.id, e.type, e.hash, e.sig).where(e.inc == inc).order_by(e.seq)).all()
    assert [row.type for row in rows] == ["open", "product.changed", "product.changed"]
    assert [row.sig is None for row in rows] == [True, False, False]
    assert all(uuid.UUID(hex=row.id).version == 7 for row in rows)
    assert is_signed_by(bytes.fromhex(portal.hub.public_key), bytes.fromhex(rows[-1].hash), bytes.fromhex(rows[-1].sig))


def test_the_desk_is_no_till(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    sync(enrolled(shop, portal))
    member = only_member(portal)
    with portal.database.read() as connection:
        before = members.tills(connection, member), members.keys(connection, member)

    change(portal, member, goods.soap.id, online=True)

    with portal.database.read() as connection:
        assert (members.tills(connection, member), members.keys(connection, member)) == before
        assert members.key(connection, portal.hub.public_key) is None
        assert desk_of(member) not in {till["id"] for till in before[0]}


def test_nothing_is_recorded_when_the_audit_fails_or_the_fact_is_refused(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    sync(enrolled(shop, portal))
    member = only_member(portal)

    def broken(_: object) -> None:
        raise OSError("full")

    def refused(_: Draft) -> list[facts.AnyFact]:
        raise UserError("No.")

    def consent(draft: Draft) -> list[facts.AnyFact]:
        return [facts.ConsentChanged(id=draft.new_id(), at=draft.at, statistics=True)]

    with pytest.raises(OSError, match="full"):
        portal.desk.record(member, consent, broken)
    with pytest.raises(UserError):
        portal.desk.record(member, refused)

    assert desk_lines(portal, member) == []
    with portal.database.read() as connection:
        assert connection.execute(select(tables.consent)).all() == []
    assert goods.soap.id


def test_after_a_backup_was_put_back_the_desk_opens_a_new_incarnation(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    courier = enrolled(shop, portal)
    sync(courier)
    member = only_member(portal)
    change(portal, member, goods.soap.id, online=True)

    restored(portal.database)
    change(portal, member, goods.soap.id, description="Surgras.")
    sync(courier)

    first, second = desk_lines(portal, member)
    assert first[0] != second[0]
    e = tables.entry.c
    with portal.database.read() as connection:
        payload = connection.execute(select(e.payload).where(e.inc == second[0], e.seq == 1)).scalar_one()
    opening = facts.decode(payload)
    assert isinstance(opening, facts.JournalOpened)
    assert opening.parent is not None
    assert (opening.parent.inc, opening.parent.seq) == first
    assert at_till(shop, goods.soap.id).description == "Surgras."
    assert compare(portal).problems == ()


def test_a_fact_that_cannot_take_effect_is_not_kept(shop: ShopFile, portal: Portal) -> None:
    goods = opened(shop)
    sync(enrolled(shop, portal))
    member = only_member(portal)
    line = CountedLine(goods.bread.id, 5000, 3000)

    with pytest.raises(RuntimeError, match="cannot be projected"):
        portal.desk.record(
            member, lambda draft: [facts.StockCounted(id="no id", at=draft.at, lines=(line,), through={})]
        )

    assert desk_lines(portal, member) == []
    with portal.database.read() as connection:
        assert connection.execute(select(tables.waiting)).all() == []
