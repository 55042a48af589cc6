"""How people of a member change at the portal what visitors see of its articles."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PIL import Image
from sqlalchemy import select

from pos.domain.errors import UserError
from pos.domain.product import Category
from pos.domain.stock import Movement
from pos.services import cataloguing
from pos.shopfile.verify import verify
from sync.agent.courier import Courier
from sync.portal.catalogue import listing_store, pictures
from sync.portal.catalogue.browsing import Sheet
from sync.portal.catalogue.listing import HERE, OFF, REDIRECT, Wish
from sync.portal.gathered import Portal
from sync.portal.members import store as members
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from tests.portal.pictures import bomb, photo
from tests.portal.test_desk import at_till, only_member
from tests.services.counter import opened
from tests.sync.test_courier import enrolled, sync
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.shopfile.shopfile import ShopFile
    from sync.portal.catalogue.listing import Listing
    from tests.services.counter import Stock


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url)
    yield made
    made.close()


@pytest.fixture
def goods(shop: ShopFile, portal: Portal) -> Stock:
    made = opened(shop)
    cataloguing.receive_stock(shop, [Movement(made.bread.id, 7000)])
    sync(enrolled(shop, portal))
    return made


def listing(portal: Portal, product: str) -> Listing:
    found = portal.listings.one(only_member(portal), product)
    assert found is not None
    return found


def change(portal: Portal, product: str, **said: str) -> bool:
    now = listing(portal, product)
    wish = Wish(**{"state": now.state, "mode": HERE, **said})
    return portal.listings.change(only_member(portal), product, wish)


def test_an_article_goes_online_with_its_text_and_quota(goods: Stock, portal: Portal) -> None:
    member = only_member(portal)

    assert change(portal, goods.bread.id, quota="3", description="Au levain.\r\n\r\nCuit au bois.")
    now = listing(portal, goods.bread.id)

    assert (now.mode, now.product.web_quota_milli, now.level_milli) == (HERE, 3000, 7000)
    assert now.product.description == "Au levain.\n\nCuit au bois."
    assert isinstance(portal.browsing.article(member, goods.bread.id), Sheet)
    assert not change(portal, goods.bread.id, quota="3", description="Au levain.\n\nCuit au bois.")


def test_a_redirect_needs_an_address_and_keeps_it_while_offline(goods: Stock, portal: Portal) -> None:
    with pytest.raises(UserError, match="address"):
        change(portal, goods.soap.id, mode=REDIRECT)
    with pytest.raises(UserError, match="https"):
        change(portal, goods.soap.id, mode=REDIRECT, url="javascript:alert(1)")

    change(portal, goods.soap.id, mode=REDIRECT, url="https://savon.example/1")
    assert listing(portal, goods.soap.id).mode == REDIRECT
    change(portal, goods.soap.id, mode=OFF, url="https://savon.example/1")
    assert listing(portal, goods.soap.id).mode == OFF
    assert listing(portal, goods.soap.id).product.online_url == "https://savon.example/1"


@pytest.mark.parametrize(
    "wrong", [{"mode": "gratis"}, {"quota": "-1"}, {"quota": "beaucoup"}, {"description": "x" * 4001}]
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    goods: Stock, portal: Portal, wrong: dict[str, str]
) -> None:
    before = listing(portal, goods.bread.id)

    with pytest.raises(UserError):
        change(portal, goods.bread.id, **wrong)

    assert listing(portal, goods.bread.id) == before


def test_a_form_that_was_open_while_the_till_changed_the_article_undoes_nothing(
    shop: ShopFile, goods: Stock, portal: Portal
) -> None:
    old = listing(portal, goods.soap.id)
    courier = enrolled_again(shop, portal)
    cataloguing.save_product(shop, replace(goods.soap, price_minor=990))
    sync(courier)

    portal.listings.change(only_member(portal), goods.soap.id, Wish(old.state, HERE, description="Doux."))
    sync(courier)

    assert at_till(shop, goods.soap.id) == replace(goods.soap, price_minor=990, online=True, description="Doux.")
    assert portal.anomalies.of(only_member(portal)) == []


def enrolled_again(shop: ShopFile, portal: Portal) -> Courier:
    return Courier(shop, Wire(lambda: portal))


def test_another_members_article_is_not_there(goods: Stock, portal: Portal) -> None:
    mine, state = only_member(portal), listing(portal, goods.bread.id).state
    with portal.database.write() as connection:
        members.add_member(connection, "ab" * 16, "Autre", 0)

    assert portal.listings.one("ab" * 16, goods.bread.id) is None
    assert portal.listings.find("ab" * 16).total == 0
    with pytest.raises(UserError, match="not known"):
        portal.listings.change("ab" * 16, goods.bread.id, Wish(state, HERE))
    with pytest.raises(UserError, match="not known"):
        portal.listings.set_picture("ab" * 16, goods.bread.id, photo())
    now = portal.listings.one(mine, goods.bread.id)
    assert now is not None
    assert now.mode == OFF


def test_articles_are_found_by_words_and_by_how_they_stand(goods: Stock, portal: Portal) -> None:
    member = only_member(portal)
    change(portal, goods.soap.id)
    change(portal, goods.bread.id)
    portal.moderation.hide(member, goods.bread.id, "Photo manquante")

    def found(text: str = "", shown: str = listing_store.ALL) -> list[str]:
        return [each.product.name for each in portal.listings.find(member, text, shown).listings]

    assert found("savon") == ["Savon au lait"]
    assert found(shown=listing_store.ONLINE) == ["Savon au lait"]
    assert found(shown=listing_store.HIDDEN) == ["Pain de seigle"]
    assert set(found(shown=listing_store.OFFLINE)) == {"Tomme de chèvre", "Lait entier", "Consigne bouteille"}
    assert len(found()) == 5
    assert portal.listings.numbers(member) == {"tous": 5, "en-ligne": 1, "retires": 1}
    assert portal.listings.find(member, page=9).page == 1


def test_what_is_low_is_told_what_is_below_zero_first(shop: ShopFile, goods: Stock, portal: Portal) -> None:
    courier = enrolled_again(shop, portal)
    cataloguing.save_product(shop, replace(goods.bread, reorder_level_milli=7000))
    cataloguing.save_product(shop, replace(goods.cheese, stocked=True))
    cataloguing.receive_stock(shop, [Movement(goods.cheese.id, -500)])
    sync(courier)

    low = portal.listings.low(only_member(portal))

    assert [(each.product.name, each.level_milli, each.negative) for each in low] == [
        ("Tomme de chèvre", -500, True),
        ("Pain de seigle", 7000, False),
    ]


def test_an_uploaded_picture_is_cut_stripped_and_comes_down_to_the_till(
    shop: ShopFile, goods: Stock, portal: Portal
) -> None:
    member = only_member(portal)
    digest = portal.listings.set_picture(member, goods.bread.id, photo())
    courier = enrolled_again(shop, portal)
    sync(courier)

    assert at_till(shop, goods.bread.id).picture == digest
    with portal.database.read() as connection:
        kind, body = connection.execute(select(tables.picture.c.media_type, tables.picture.c.body)).one()
    with Image.open(io.BytesIO(body)) as image:
        assert (kind, image.format, image.size) == ("image/jpeg", "JPEG", (1120, 840))
        assert len(image.getexif()) == 0
        red, green, _ = image.convert("RGB").resize((1, 1), box=(550, 410, 570, 430)).tobytes()
    assert green > 140 > red
    assert b"Wilhelmine" not in body
    small = portal.pictures.card(member, digest)
    assert small is not None
    with Image.open(io.BytesIO(small[1])) as image:
        assert image.size == (560, 420)
    assert portal.pictures.card(member, digest) == small
    assert portal.pictures.card("ab" * 16, digest) is None
    assert compare(portal).problems == ()
    assert verify(shop.path).problems == ()

    assert portal.listings.drop_picture(member, goods.bread.id)
    assert listing(portal, goods.bread.id).product.picture == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "No picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"GIF89a" + b"\0" * 100, "no picture"),
        (photo()[:2000], "no picture"),
        (bomb(), "too many pixels"),
        (b"\xff\xd8\xff" + b"\0" * pictures.LARGEST_FILE, "too large"),
    ],
    ids=["empty", "svg", "gif", "torn", "bomb", "large"],
)
def test_what_is_no_picture_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(UserError, match=why):
        pictures.encoded(content)


def test_pictures_with_transparency_and_odd_shapes_are_4_to_3_on_white() -> None:
    made = pictures.encoded(photo(300, 900, "PNG", "RGBA"))

    with Image.open(io.BytesIO(made.body)) as image:
        assert image.size == (300, 225)
        assert min(image.convert("RGB").crop((0, 0, 4, 4)).tobytes()) > 240
    noisy = Image.effect_noise((2400, 1800), 200)
    target = io.BytesIO()
    noisy.save(target, "JPEG")
    assert len(pictures.encoded(target.getvalue()).body) <= pictures.LARGEST_KEPT


def test_a_hidden_listing_is_gone_for_visitors_until_it_is_shown_again(goods: Stock, portal: Portal) -> None:
    member = only_member(portal)
    change(portal, goods.bread.id)

    with pytest.raises(UserError, match="why"):
        portal.moderation.hide(member, goods.bread.id, "  ")
    with pytest.raises(UserError, match="not known"):
        portal.moderation.hide(member, "0" * 32, "Pourquoi")
    portal.moderation.hide(member, goods.bread.id, "Origine à préciser")

    assert not isinstance(portal.browsing.article(member, goods.bread.id), Sheet)
    assert portal.browsing.find().total == 0
    assert portal.browsing.members()[0].offers == 0
    assert listing(portal, goods.bread.id).hidden == "Origine à préciser"
    assert [each.name for each in portal.moderation.hidden()] == ["Pain de seigle"]
    assert portal.moderation.show(member, goods.bread.id)
    assert not portal.moderation.show(member, goods.bread.id)
    assert portal.browsing.find().total == 1


def test_aisles_bring_together_what_members_call_differently(shop: ShopFile, goods: Stock, portal: Portal) -> None:
    courier = enrolled_again(shop, portal)
    cataloguing.save_category(shop, Category("bread", "Boulange", 1, "bread"))
    cataloguing.save_product(shop, replace(goods.bread, category="bread", online=True))
    cataloguing.save_product(shop, replace(goods.soap, category="care", online=True))
    sync(courier)
    member = only_member(portal)

    slug = portal.aisles.add("Pains & tourtes")
    portal.aisles.place(member, "bread", slug)

    assert [(aisle.slug, aisle.name) for aisle in portal.browsing.aisles()] == [
        ("care", "care"),
        ("pains-tourtes", "Pains & tourtes"),
    ]
    assert [card.name for card in portal.browsing.find(aisle=slug).cards] == ["Pain de seigle"]
    assert [(each.name, each.aisle) for each in portal.aisles.placed()] == [("Boulange", slug), ("care", "")]
    with pytest.raises(UserError, match="no such aisle"):
        portal.aisles.place(member, "bread", "rien")
    with pytest.raises(UserError, match="name"):
        portal.aisles.add(" !? ")
    assert portal.aisles.remove(slug)
    assert "boulange" in [aisle.slug for aisle in portal.browsing.aisles()]
