"""What search engines and other platforms find on the portal, read by programs that are not ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import requests
from msgspec.structs import replace

from pos.domain.product import Admission, Category, Part
from pos.domain.quantity import ONE
from pos.services import cataloguing, settings, stocking
from sync.portal.feeds.consortium import CONTEXT
from sync.portal.members.profile import Holiday, PublicProfile, openings_of
from tests.portal.crawler import found_in, triples
from tests.portal.test_browsing import NASTY, deliver, offer
from tests.services.counter import opened

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.shopfile.shopfile import ShopFile
    from sync.portal.serving import PortalThread

DFC = CONTEXT["dfc-b"]
MEASURES = CONTEXT["dfc-m"]
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Street:
    """A shop with something of each kind on line, a profile, and its portal."""

    def __init__(self, shop: ShopFile, server: PortalThread) -> None:
        opened(shop)
        self.shop, self.server = shop, server
        known = settings.profile(shop)
        settings.change_profile(shop, replace(known, address=("Rue du Lac 5", "1207 Genève"), uid="CHE-109.322.551"))
        cataloguing.save_category(shop, Category("jars", "Bocaux & miels", 1, "jar"))
        self.honey = offer(
            shop, "Miel", 890, variant="de forêt", content_milli=250 * ONE, content_unit="g", origin="Suisse",
            producer="Rucher de Jussy", barcodes=("2000000000015", "7612345678900"), category="jars",
            description=f"Doux & clair </script><b>{NASTY}", stocked=True,
        )  # fmt: skip
        self.flour = offer(shop, "Farine", 320, unit="kg")
        self.soup = offer(shop, "Soupe solidaire", None, floor_minor=300)
        self.repair = offer(shop, "Réparation", 9000, kind="service", unit="hour")
        self.gone = offer(shop, "Pain", 480, stocked=True)
        stocking.count(shop, {self.honey.id: 2 * ONE, self.gone.id: 0})
        self.member = deliver(shop, server)
        week = openings_of(0, "9-12, 14-24")
        server.portal.profiles.keep(
            self.member,
            PublicProfile(
                about="Une épicerie à nous. " * 12, phone="+41 22 300 00 00", email="bonjour@epicerie.example",
                openings=week, holidays=(Holiday("2026-12-24", "2027-01-03", "Fêtes"),),
            ),
        )  # fmt: skip

    def read(self, path: str) -> dict[str, list[dict[str, Any]]]:
        """Have a page read by extruct."""
        address = self.server.address + path
        answer = requests.get(address, timeout=20)
        assert answer.status_code == 200
        return found_in(answer.content.decode(), address)

    def article(self, product: Product) -> dict[str, Any]:
        """Have an article's page read; give its only JSON-LD."""
        (made,) = self.read(f"/membres/{self.member}/{product.id}")["json-ld"]
        return made


@pytest.fixture
def street(shop: ShopFile, server: PortalThread) -> Street:
    return Street(shop, server)


def test_extruct_reads_products_services_and_free_prices(street: Street) -> None:
    honey, base = street.article(street.honey), street.server.address
    assert (honey["@type"], honey["name"], honey["gtin"]) == ("Product", "Miel, de forêt", "7612345678900")
    assert (honey["brand"]["name"], honey["category"]) == ("Rucher de Jussy", "Bocaux & miels")
    assert honey["description"].startswith("Doux & clair </script><b>")
    offered = honey["offers"]
    assert (offered["price"], offered["priceCurrency"]) == ("8.90", "CHF")
    assert offered["availability"] == "https://schema.org/LimitedAvailability"
    assert offered["seller"]["url"] == f"{base}/membres/{street.member}"
    per = offered["priceSpecification"]
    assert (per["@type"], per["price"], per["referenceQuantity"]["value"]) == ("UnitPriceSpecification", "3.56", 100)
    assert street.article(street.gone)["offers"]["availability"] == "https://schema.org/OutOfStock"
    repair = street.article(street.repair)
    assert (repair["@type"], repair["provider"]["@type"]) == ("Service", "LocalBusiness")
    soup = street.article(street.soup)["offers"]
    assert "price" not in soup
    assert soup["priceSpecification"]["minPrice"] == "3.00"


def test_a_service_says_how_to_make_an_appointment(street: Street) -> None:
    address = f"{street.server.address}/membres/{street.member}/{street.repair.id}"
    page = requests.get(address, timeout=20).text
    assert "Prendre rendez-vous" in page
    assert 'href="tel:+41223000000"' in page
    assert 'href="mailto:bonjour@epicerie.example"' in page


def test_extruct_reads_a_members_business(street: Street) -> None:
    found = street.read(f"/membres/{street.member}")
    (shop,) = found["json-ld"]
    assert shop["@type"] == "LocalBusiness"
    assert (shop["telephone"], shop["email"]) == ("+41 22 300 00 00", "bonjour@epicerie.example")
    assert [(each["opens"], each["closes"]) for each in shop["openingHoursSpecification"]] == [
        ("09:00", "12:00"), ("14:00", "23:59"),
    ]  # fmt: skip
    (closed,) = shop["specialOpeningHoursSpecification"]
    assert (closed["validFrom"], closed["validThrough"], closed["opens"]) == ("2026-12-24", "2027-01-03", "00:00")
    assert shop["address"]["addressCountry"] == "CH"
    address = shop["address"]
    assert [address["streetAddress"], address["postalCode"], address["addressLocality"]] == [
        "Rue du Lac 5", "1207", "Genève",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["", "/de"])
def test_extruct_reads_what_is_shown_of_a_shared_link(street: Street, language: str) -> None:
    for path, kind in (
        ("/", "website"),
        (f"/membres/{street.member}", "business.business"),
        (f"/membres/{street.member}/{street.honey.id}", "product"),
    ):
        (graph,) = street.read(language + path)["opengraph"]
        said = dict(graph["properties"])
        assert said["og:type"] == kind
        assert said["og:url"].rstrip("/") == (street.server.address + language + path).rstrip("/")
        assert said["og:locale"] == ("de_CH" if language else "fr_CH")
        assert said["og:title"]
        assert 20 < len(said["og:description"]) <= 160


def test_extruct_reads_an_event_with_its_tickets(street: Street) -> None:
    doors = Admission(event=7, event_name="Bal folk", opens_at="2099-11-27T20:00", minutes=300, place="Le Hangar")
    offer(street.shop, "Bal folk, plein tarif", 2000, kind="ticket", stocked=True, admission=doors)
    deliver(street.shop, street.server)
    (event,) = street.server.portal.agenda.coming(street.member)
    (made,) = street.read(event.path)["json-ld"]
    assert made["@type"].endswith("Event")
    assert (made["name"], made["location"]["name"]) == ("Bal folk", "Le Hangar")
    assert made["startDate"].startswith("2099-11-27T20:00")
    (ticket,) = made["offers"]
    assert (ticket["price"], ticket["priceCurrency"]) == ("20.00", "CHF")


def test_a_catalogue_in_the_words_of_the_food_consortium(street: Street) -> None:
    owner = f"{street.server.address}/dfc/enterprises/{street.member}"
    answer = requests.get(f"{owner}/catalog_items", timeout=20)
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    said = triples(answer.content)

    def of(subject: str, name: str) -> str:
        (value,) = {c for a, b, c in said if (a, b) == (subject, DFC + name)}
        return value

    lines = {a for a, b, c in said if (b, c) == (TYPE, f"{DFC}CatalogItem")}
    assert lines == {f"{owner}/catalog_items/{each.id}" for each in (street.honey, street.flour, street.gone)}
    honey = f"{owner}/catalog_items/{street.honey.id}"
    assert (of(honey, "sku"), of(honey, "managedBy"), float(of(honey, "stockLimitation"))) == (
        "7612345678900", owner, 2,
    )  # fmt: skip
    product, offered = of(honey, "references"), of(honey, "offeredThrough")
    assert of(product, "name") == "Miel, de forêt"
    quantity, price = of(product, "hasQuantity"), of(offered, "hasPrice")
    assert (of(quantity, "hasUnit"), float(of(quantity, "value"))) == (f"{MEASURES}Gram", 250)
    assert float(of(price, "value")) == 8.9
    assert of(price, "hasUnit").endswith("/authority/currency/CHF")
    flour = f"{owner}/catalog_items/{street.flour.id}"
    assert float(of(flour, "stockLimitation")) < 0
    assert of(of(of(flour, "references"), "hasQuantity"), "hasUnit") == f"{MEASURES}Kilogram"
    assert (of(of(owner, "hasAddress"), "postcode"), of(owner, "VATnumber")) == ("1207", "CHE-109.322.551")
    assert of(of(owner, "hasAddress"), "hasCountry").endswith("/authority/country/CHE")


def test_every_address_that_a_catalogue_names_answers(street: Street) -> None:
    base = f"{street.server.address}/dfc/enterprises"
    whole = requests.get(f"{base}/{street.member}/catalog_items", timeout=20)
    own = {a.partition("#")[0] for triple in triples(whole.content) for a in triple if a.startswith(base)}
    assert len(own) == 4
    for address in own:
        one = requests.get(address, timeout=20)
        assert one.status_code == 200
        said = _named(triples(one.content))
        assert said
        assert said <= triples(whole.content)
    (member,) = {a for a, b, c in triples(requests.get(base, timeout=20).content) if c == f"{DFC}Enterprise"}
    assert member == f"{base}/{street.member}"
    for path in ("f" * 32, f"{'f' * 32}/catalog_items", f"{street.member}/catalog_items/{street.soup.id}"):
        assert requests.get(f"{base}/{path}", timeout=20).status_code == 404


def _named(said: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Leave out what is said of or with things without a name: a reader names them anew each time."""
    return {each for each in said if not any(re.fullmatch("N[0-9a-f]{32}", part) for part in each)}


def test_a_kit_is_there_as_long_as_its_parts_are(street: Street) -> None:
    kit = offer(street.shop, "Panier", 2000, kind="kit", parts=(Part(street.honey.id, 2 * ONE),))
    loose = offer(street.shop, "Assortiment", 500, kind="kit", parts=(Part(street.flour.id, ONE),))
    deliver(street.shop, street.server)
    assert street.article(kit)["offers"]["availability"] == "https://schema.org/LimitedAvailability"

    stocking.count(street.shop, {street.honey.id: ONE})
    deliver(street.shop, street.server)

    assert street.article(kit)["offers"]["availability"] == "https://schema.org/OutOfStock"
    assert street.article(loose)["offers"]["availability"] == "https://schema.org/InStock"
    path = f"{street.server.address}/v1/catalog/{street.member}/"
    states = [requests.get(path + each.id, timeout=20).json()["availability"]["state"] for each in (kit, loose)]
    assert states == ["out_of_stock", "in_stock"]
