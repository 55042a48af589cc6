"""What visitors and crawlers are told on public pages, and what the chamber is told of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import pytest

from pos.domain.product import Product
from sync.portal.accounts.principal import ChamberRole
from sync.portal.ledger import decided
from tests.portal.ledger.statements import CHAMBER
from tests.portal.market import GRAINS, Market
from tests.portal.visitors import Browser, account

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url, address="https://portail.example")
    yield made
    made.close()


@pytest.fixture
def visitor(market: Market) -> Iterator[Browser]:
    with Browser(market.portal) as made:
        yield made


def canonical(visitor: Browser, path: str) -> str:
    (found,) = re.findall(r'<link rel="canonical" href="https://portail.example([^"]*)">', visitor.get(path).text)
    return str(found)


def test_each_page_of_a_long_list_is_an_address_of_its_own(market: Market, visitor: Browser) -> None:
    for number in range(30):
        market.put(GRAINS, Product(f"{number:032x}", f"Bol {number:02}", 100 + number), online=True)

    assert canonical(visitor, "/catalogue") == "/catalogue"
    assert canonical(visitor, "/catalogue?page=2") == "/catalogue?page=2"
    assert canonical(visitor, "/catalogue?page=9") == "/catalogue?page=2"
    assert canonical(visitor, "/de/catalogue?page=2") == "/de/catalogue?page=2"
    assert canonical(visitor, "/catalogue?tri=prix&page=2") == "/catalogue"
    assert canonical(visitor, f"/membres/{GRAINS}") == f"/membres/{GRAINS}"
    assert canonical(visitor, f"/membres/{GRAINS}?page=2") == f"/membres/{GRAINS}?page=2"


def test_the_administration_is_told_that_the_portal_does_not_say_who_runs_it(market: Market, visitor: Browser) -> None:
    admin = account(market.portal, "ines@chambre.example", ChamberRole.ADMIN)
    reviser = account(market.portal, "rolf@chambre.example", ChamberRole.AUDITOR)
    missing = "Le portail ne dit pas encore qui le tient."

    visitor.use(reviser)
    seen = visitor.get("/chambre")
    assert (seen.status_code, missing in seen.text) == (200, False)
    visitor.use(admin)
    told = visitor.get("/chambre").text
    assert missing in told
    path, _, place = re.findall(r'href="(/chambre/taux#\w+)"', told)[0].partition("#")
    assert f'aria-labelledby="{place}"><h2 id="{place}">Qui établit les relevés' in visitor.get(path).text

    market.portal.ledger.decide_rule(decided.ISSUER, msgspec.json.encode(CHAMBER).decode(), "Comité", "ines")

    seen = visitor.get("/chambre")
    assert (seen.status_code, missing in seen.text) == (200, False)
    assert CHAMBER.name in visitor.get("/conditions").text
