"""The catalogue for machines: feeds that a till imports again, news, and a described interface that only reads."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from pos.domain.article_columns import key_of
from pos.domain.quantity import ONE
from pos.services import cataloguing, stocking
from sync.portal.feeds import reading
from sync.portal.serving import PortalThread
from tests.portal.test_browsing import NASTY, deliver, offer
from tests.services.counter import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.domain.product import Product
    from pos.shopfile.shopfile import ShopFile

G = "{http://base.google.com/ns/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


class Street:
    """A shop with something of each kind on line, and its portal."""

    def __init__(self, shop: ShopFile, server: PortalThread) -> None:
        opened(shop)
        self.shop, self.server = shop, server
        self.honey = offer(
            shop, "Miel\tde\nprintemps", 890, content_milli=250 * ONE, content_unit="g", origin="Jussy", ess_made=True,
            barcodes=("7612345678900", "2000000000015"), description="Doux & clair", stocked=True,
        )  # fmt: skip
        self.nasty = offer(shop, f"Pain {NASTY}", 480, stocked=True)
        self.free = offer(shop, "Soupe solidaire", None, floor_minor=300)
        self.away = offer(shop, "Vélo réparé", 9000, online_url="https://atelier.example/velo")
        stocking.count(shop, {self.honey.id: 2 * ONE, self.nasty.id: 0})
        self.member = deliver(shop, server)

    def get(self, path: str, **headers: str) -> requests.Response:
        """Ask the portal."""
        return requests.get(self.server.address + path, headers=headers, timeout=20)

    def change(self, product: Product) -> None:
        """Change an article at the till, and send it."""
        cataloguing.save_product(self.shop, product)
        deliver(self.shop, self.server)


@pytest.fixture
def street(shop: ShopFile, server: PortalThread) -> Street:
    return Street(shop, server)


def rows_of(street: Street, path: str) -> dict[str, dict[str, str]]:
    text = street.get(path).content.decode()
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)}


@pytest.mark.parametrize("whole", [True, False])
def test_the_table_has_merchant_columns_that_a_till_reads_again(street: Street, whole: bool) -> None:
    rows = rows_of(street, "/feeds/merchant.tsv" if whole else f"/feeds/{street.member}/merchant.tsv")
    assert set(rows) == {street.honey.id, street.nasty.id, street.away.id}
    honey = rows[street.honey.id]
    assert (honey["title"], honey["price"], honey["gtin"]) == ("Miel de printemps", "8.90 CHF", "7612345678900")
    assert (honey["unit_pricing_measure"], honey["availability"]) == ("250 g", "in_stock")
    assert rows[street.nasty.id]["availability"] == "out_of_stock"
    assert honey["link"] == f"{street.server.address}/membres/{street.member}/{street.honey.id}"
    known = {column: key_of(column) for column in honey}
    assert {known[name] for name in ("title", "price", "gtin", "brand", "description", "unit_pricing_measure")} == {
        "name", "price", "barcodes", "producer", "description", "content",
    }  # fmt: skip


def test_the_rss_holds_what_people_typed_as_text(street: Street) -> None:
    answer = street.get("/feeds/merchant.xml")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    items = ElementTree.fromstring(answer.content).findall("channel/item")
    titles = {item.findtext(f"{G}id"): item.findtext(f"{G}title") for item in items}
    assert titles[street.nasty.id] == f"Pain {NASTY}"
    assert len(items) == 3


def test_news_tell_what_changed_last(street: Street) -> None:
    street.change(replace(street.honey, price_minor=990))
    for path in ("/feeds/nouveautes.atom", f"/feeds/{street.member}/nouveautes.atom"):
        feed = ElementTree.fromstring(street.get(path).content)
        assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "Miel de printemps"
        assert len(feed.findall(f"{ATOM}entry")) == 4
        assert feed.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}entry/{ATOM}updated")


def test_a_feed_of_a_stranger_or_of_nothing(street: Street) -> None:
    for name in ("merchant.tsv", "merchant.xml", "nouveautes.atom"):
        assert street.get(f"/feeds/{'f' * 32}/{name}").status_code == 404
    for product in (street.honey, street.nasty, street.free, street.away):
        cataloguing.save_product(street.shop, replace(product, online=False))
    deliver(street.shop, street.server)
    assert rows_of(street, "/feeds/merchant.tsv") == {}
    assert ElementTree.fromstring(street.get("/feeds/nouveautes.atom").content).findall(f"{ATOM}entry") == []


def test_every_offer_comes_once_whatever_the_page(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor, seen = "", []
    for _ in range(9):
        page = street.get(f"/v1/catalog?limit=1&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert sorted(seen) == sorted({each.id for each in (street.honey, street.nasty, street.free, street.away)})
    monkeypatch.setattr(reading, "PAGE", 1)
    assert len(rows_of(street, "/feeds/merchant.tsv")) == 3


def test_an_offer_says_price_unit_price_and_stock(street: Street) -> None:
    honey = street.get(f"/v1/catalog/{street.member}/{street.honey.id}").json()
    assert honey["price"] == {"minor": 890, "currency": "CHF"}
    assert honey["unit_price"] == {"minor": 356, "per": "100 g"}
    assert (honey["availability"]["state"], honey["availability"]["left"]) == ("few", 2)
    assert honey["barcodes"] == ["7612345678900"]
    free = street.get(f"/v1/catalog/{street.member}/{street.free.id}").json()
    assert (free["price"], free["least"]) == (None, {"minor": 300, "currency": "CHF"})
    away = street.get(f"/v1/catalog/{street.member}/{street.away.id}").json()
    assert away["mode"] == "redirect"
    assert "atelier.example" not in str(away)


def test_what_changed_since_and_what_did_not(street: Street) -> None:
    before = street.get(f"/v1/catalog/{street.member}/{street.honey.id}")
    tag = before.headers["ETag"]
    path = f"/v1/catalog/{street.member}/{street.honey.id}"
    assert street.get(path, **{"If-None-Match": tag}).status_code == 304
    street.change(replace(street.honey, price_minor=990))
    after = street.get(path, **{"If-None-Match": tag})
    assert (after.status_code, after.json()["price"]["minor"]) == (200, 990)
    changed = after.json()["changed"]
    later = street.get(f"/v1/catalog?updated_since={changed}").json()["items"]
    assert street.honey.id in [item["id"] for item in later]
    assert street.get("/v1/catalog?updated_since=2100-01-01T00:00:00Z").json()["items"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/catalog?limit=0", 400),
        ("/v1/catalog?limit=many", 400),
        ("/v1/catalog?cursor=abc", 400),
        ("/v1/catalog?updated_since=yesterday", 400),
        ("/v1/catalog?updated_since=2026-01-01", 400),
        ("/v1/catalog?updated_since=2026-13-01T00:00:00Z", 400),
        (f"/v1/catalog/{'f' * 32}/{'f' * 32}", 404),
        ("/v1/catalog/x/y", 400),
        (f"/v1/members/{'f' * 32}", 404),
        ("/v1/catalog/nowhere", 404),
    ],
)
def test_bad_questions_get_a_problem(street: Street, path: str, status: int) -> None:
    answer = street.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    said = answer.json()
    assert said["status"] == status
    assert said["title"]


@pytest.fixture
def one_server(tmp_path: Path) -> Iterator[PortalThread]:
    """Give a portal on SQLite: the description does not depend on the database."""
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}") as running:
        yield running


def test_the_interface_is_as_it_is_described(shop: ShopFile, one_server: PortalThread) -> None:
    street = Street(shop, one_server)
    described = street.get("/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/v1/catalog", "/v1/catalog/{member}/{article}", "/v1/members", "/v1/members/{member}",
    }  # fmt: skip
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        judge(found.ok(), one_server.address)  # type: ignore[union-attr]  # what cannot be read fails here


def judge(operation: Any, address: str) -> None:
    """Ask what the description allows and what it does not, and compare each answer with what it promises."""

    @given(case=operation.as_strategy())
    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def asked(case: Any) -> None:
        case.call_and_validate(base_url=address)

    asked()
