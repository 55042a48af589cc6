"""The catalogue filtered and sorted: what passes, what each filter would leave, addresses that keep it all."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest
import requests
from litestar.datastructures import MultiDict
from msgspec.structs import replace
from sqlalchemy import event

from pos.domain.product import Admission, Product
from pos.domain.quantity import ONE
from sync.portal.catalogue import filtering, narrowing
from sync.portal.catalogue.filtering import Asked
from sync.portal.catalogue.service import FRESH_MS, STALE_MS
from sync.portal.members.profile import PublicProfile, openings_of
from sync.portal.web import filters
from tests.portal.market import BREAD, FOURNIL, GRAINS, HONEY, LENTILS, Market

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.domain.product import Product as Article

BALL, SOAP, FREE = "f1" * 16, "f2" * 16, "f3" * 16


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    """Give a market whose articles differ in all that filters ask for."""
    made = Market(database_url, serves=True)
    ball = Admission(event=7, event_name="Bal", opens_at="2026-12-05T20:00", minutes=240)
    made.now_ms += 1000
    put(made, FOURNIL, Product(BALL, "Bal d’hiver", 2000, kind="ticket", stocked=True, admission=ball))
    made.now_ms += 1000
    put(made, GRAINS, Product(SOAP, "Savon au miel", 650, stocked=True, ess_made=True, local=True))
    made.now_ms += 1000
    put(made, GRAINS, Product(FREE, "Soupe à prix libre", None, floor_minor=300, ess_made=True))
    made.receive(FOURNIL, {BALL: 40 * ONE})
    made.portal.profiles.keep(GRAINS, PublicProfile(leman_percent=100))
    made.portal.profiles.keep(FOURNIL, PublicProfile(leman_percent=0))
    yield made
    made.close()


def put(market: Market, member: str, article: Article) -> None:
    market.put(member, article, online=True)


def found(market: Market, query: str) -> list[str]:
    """Give the names that a page lists, in its order."""
    text = page(market, query)
    return [html.unescape(name) for name in re.findall(r'<h2><a href="/membres/[^"]+">([^<]+)</a>', text)]


def page(market: Market, query: str) -> str:
    assert market._server is not None
    answer = requests.get(f"{market._server.address}/catalogue{query}", timeout=10)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?genre=services", {"Atelier de levain"}),
        ("?genre=rendez-vous", {"Bal d’hiver"}),
        ("?genre=services&genre=rendez-vous", {"Atelier de levain", "Bal d’hiver"}),
        (f"?membre={FOURNIL}&genre=articles", {"Pain de campagne", "Livre du levain"}),
        ("?ess=1", {"Savon au miel", "Soupe à prix libre"}),
        ("?region=1", {"Savon au miel"}),
        ("?q=miel&leman=100", {"Bière au miel, 33 cl", "Miel de printemps, 250 g", "Savon au miel"}),
        ("?leman=oui&genre=services", set()),
        ("?lieu=Gen%C3%A8ve&max=20", {"Pain de campagne", "Bal d’hiver"}),
        ("?min=8.50&max=9", {"Pain de campagne", "Lentilles vertes", "Miel de printemps, 250 g"}),
        ("?max=3.70", {"Bière au miel, 33 cl", "Soupe à prix libre"}),
        ("?q=miel&dispo=1", {"Bière au miel, 33 cl", "Miel de printemps, 250 g"}),
    ],
)
def test_a_filter_leaves_what_passes_it(market: Market, query: str, names: set[str]) -> None:
    listed = found(market, query)

    assert set(listed) == names
    assert len(listed) == len(names)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("prix", ["Soupe à prix libre", "Bière au miel, 33 cl", "Savon au miel"]),
        ("prix-bas", ["Atelier de levain", "Livre du levain", "Panier cadeau"]),
        ("nouveau", ["Soupe à prix libre", "Savon au miel", "Bal d’hiver"]),
    ],
)
def test_a_list_is_sorted_as_it_was_asked(market: Market, by: str, names: list[str]) -> None:
    assert found(market, f"?tri={by}")[:3] == names


def test_what_can_be_had_is_what_the_cards_say(market: Market) -> None:
    market.placed({(FOURNIL, BREAD): 4 * ONE})
    put(market, GRAINS, Product(HONEY, "Miel de printemps, 250 g", 890, stocked=True, web_quota_milli=2 * ONE))
    steps = (
        lambda: None,
        lambda: market.placed({(GRAINS, HONEY): 2 * ONE}),
        lambda: market.placed({(FOURNIL, BREAD): ONE}),
        lambda: market.receive(GRAINS, {LENTILS: -1500}),
        lambda: setattr(market, "now_ms", market.now_ms + FRESH_MS),
        lambda: setattr(market, "now_ms", market.now_ms + STALE_MS),
    )
    seen = set()
    for step in steps:
        step()
        everything = {card.name: card.stock.state for card in market.portal.browsing.find().cards}
        can_be_had = {name for name, state in everything.items() if state != "none"}
        assert {card.name for card in market.portal.browsing.search(Asked(available=True)).cards} == can_be_had
        assert market.portal.browsing.search(Asked(available=True)).total == len(can_be_had)
        seen.add(frozenset(can_be_had))
    assert len(seen) >= 4


def test_each_filter_says_what_it_would_leave(market: Market) -> None:
    numbers = market.portal.browsing.search(Asked(kinds=("articles",), ess_made=True)).numbers

    assert numbers["genre", "articles"] == 2
    assert ("genre", "services") not in numbers
    assert numbers["ess", "1"] == 2
    assert numbers["region", "1"] == 1
    assert numbers["membre", GRAINS] == 2
    beside_services = market.portal.browsing.search(Asked(kinds=("services",))).numbers
    assert beside_services["genre", "services"] == 1
    assert beside_services["genre", "articles"] == market.portal.browsing.search(Asked(kinds=("articles",))).total > 1
    assert ("ess", "1") not in beside_services
    for kind in filtering.KINDS:
        asked = Asked(kinds=(kind,), leman=filtering.LEMAN)
        beside = market.portal.browsing.search(Asked(leman=filtering.LEMAN)).numbers
        assert market.portal.browsing.search(asked).total == beside.get(("genre", kind), 0)


def test_a_page_of_a_filtered_list_leads_to_the_next_with_all_filters(market: Market) -> None:
    for number in range(30):
        put(market, GRAINS, Product(f"{number:032x}", f"Bol {number:02}", 100 + number, ess_made=True))

    first = page(market, "?q=bol&ess=1&leman=100&tri=prix-bas&dispo=1")

    link = html.unescape(re.findall(r'rel="next" href="([^"]+)"', first)[0])
    assert link == "/catalogue?q=bol&dispo=1&leman=100&ess=1&tri=prix-bas&page=2"
    assert found(market, link.removeprefix("/catalogue")) == [f"Bol {number:02}" for number in range(5, -1, -1)]
    assert '<link rel="canonical" href="' in first
    assert re.findall(r'rel="canonical" href="[^"]*/catalogue(\?[^"]*)?"', first) == [""]
    second = page(market, "?page=2")
    assert re.findall(r'rel="canonical" href="[^"]*/catalogue(\?[^"]*)?"', second) == ["?page=2"]


def test_a_chip_takes_its_filter_off_and_leaves_the_others(market: Market) -> None:
    text = page(market, f"?genre=articles&membre={GRAINS}&dispo=1&ess=1&min=3&max=90&tri=prix")

    chips = dict(
        (html.unescape(words).replace("\u00a0", " ").strip(), html.unescape(path))
        for path, words in re.findall(r'<a class="on" href="([^"]+)">([^<]+)<', text)
    )
    whole = f"/catalogue?genre=articles&membre={GRAINS}&dispo=1&ess=1&min=3&max=90&tri=prix"
    assert chips == {
        "Articles": whole.replace("genre=articles&", ""),
        "Les Grains Libres": whole.replace(f"membre={GRAINS}&", ""),
        "En stock maintenant": whole.replace("dispo=1&", ""),
        "ESS Made": whole.replace("ess=1&", ""),
        "dès CHF 3": whole.replace("min=3&", ""),
        "jusqu’à CHF 90": whole.replace("max=90&", ""),
    }
    assert 'href="/catalogue?tri=prix">Tout effacer' in text


def test_sorting_keeps_the_filters_and_filtering_keeps_the_order(market: Market) -> None:
    text = page(market, "?q=miel&dispo=1&leman=100&tri=prix")

    sorting, filtering_ = (
        re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
        for form in re.findall(r'<form (?:class="row"|action="/catalogue" aria-label).*?</form>', text, re.DOTALL)
    )
    assert sorting == [("q", "miel"), ("dispo", "1"), ("leman", "100")]
    assert filtering_ == [("q", "miel"), ("tri", "prix")]
    assert '<option value="prix" selected>' in text
    assert '<input type="checkbox" name="dispo" value="1" checked>' in text


def test_a_list_without_hits_says_what_is_there_without_filters(market: Market) -> None:
    text = page(market, "?q=miel&genre=services")

    assert "Rien ne passe tous ces filtres\u00a0: 3 articles sans eux." in html.unescape(text)
    assert 'href="/catalogue?q=miel">Retirer les filtres' in text


@pytest.mark.parametrize(
    "query",
    [
        "?membre=nobody&lieu=Nulle+part&genre=x&leman=x&tri=x&min=abc&max=-3&page=x",
        "?min=99999999999999&max=1%00",
        "?lieu=&genre=&membre=",
        "?dispo=2&ess=oui&min=1.2.3",
    ],
)
def test_what_is_no_filter_of_ours_is_passed_over(market: Market, query: str) -> None:
    listed = found(market, query)

    assert len(listed) in {0, 10}
    assert "Traceback" not in page(market, query)


def test_an_address_is_read_back_as_it_was_written() -> None:
    asked = Asked("pain bis", "pains", GRAINS, ("articles", "services"), ("Genève", "Lancy"), True, "100", True, True,
                  150, 123450, "nouveau", 3)  # fmt: skip

    query = filters.address(asked).partition("?")[2]

    pairs = [tuple(requests.compat.unquote_plus(part) for part in pair.split("=")) for pair in query.split("&")]
    assert filters.asked_of(MultiDict(pairs)) == asked  # type: ignore[arg-type]
    assert filters.address(Asked()) == "/catalogue"
    assert not Asked(by="prix", page=4, text="x", aisle="y").is_filtered


def test_since_when_an_article_is_online_survives_edits_and_begins_anew_after_a_break(market: Market) -> None:
    soap = Product(SOAP, "Savon au miel", 650, stocked=True)
    market.now_ms += 60_000
    put(market, GRAINS, replace(soap, price_minor=660))
    assert found(market, "?tri=nouveau")[0] == "Soupe à prix libre"

    market.put(GRAINS, soap)
    put(market, GRAINS, soap)

    assert found(market, "?tri=nouveau")[0] == "Savon au miel"


@pytest.mark.parametrize(
    ("by", "index"),
    [(narrowing.CHEAPEST, "ix_offer_least_minor"), (narrowing.NEWEST, "ix_offer_since_ms"), ("", "ix_offer_order")],
)
def test_sorted_pages_are_read_from_an_index(market: Market, by: str, index: str) -> None:
    database = market.portal.database
    if not database.is_sqlite:
        pytest.skip("SQLite tells its plan without a catalogue of thousands")
    said: list[tuple[str, Any]] = []
    event.listen(database.engine, "before_cursor_execute", lambda *it: said.append((it[2], it[3])))
    market.portal.browsing.search(Asked(available=True, by=by))
    query, values = next((sql, values) for sql, values in said if "page" in sql and "LIMIT" in sql)

    with database.read() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)]

    assert any(index in line for line in plan), plan


def test_lemans_are_told_alike_everywhere(market: Market) -> None:
    profiles = market.portal.profiles
    said = profiles.of(GRAINS)

    def pages(percent: int) -> tuple[str, str, str]:
        profiles.keep(GRAINS, replace(said, leman_percent=percent, openings=openings_of(2, "9-12:30")))
        paths = ("/membres", f"/membres/{GRAINS}", f"/membres/{GRAINS}/{HONEY}")
        made = (requests.get(market.portal.address + path, timeout=10).text for path in paths)
        members, member, article = (html.unescape(text).replace("\u00a0", " ") for text in made)
        return members, member, article

    members, member, article = pages(100)
    assert "accepté en lémans : 100 %" in members
    assert "mercredi 9:00-12:30" in members.lower()
    assert "accepté en lémans : 100 %" in member
    assert "en lémans aussi" in article
    assert HONEY in page(market, "?leman=100")
    members, member, article = pages(0)
    assert "accepté en lémans" not in member
    assert "en lémans aussi" not in article
    assert HONEY not in page(market, "?leman=100")
