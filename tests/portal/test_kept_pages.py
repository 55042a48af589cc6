"""Pages are kept until something that they show changes, in each worker; browsers ask whether theirs still hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from msgspec.structs import replace

from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.shop import ShopProfile
from sync.portal.catalogue.service import FRESH_MS, STALE_MS
from sync.portal.members.profile import PublicProfile
from sync.portal.serving import PortalThread
from sync.portal.web.kept import KeptPages, Page
from tests.portal.market import BREAD, FOURNIL, GRAINS, HONEY, Market

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

from pos.domain import facts

ADDRESS = "http://portail.example"
ARTICLE = f"/membres/{FOURNIL}/{BREAD}"


class Workers:
    """Two portals that listen on one database; what tills and people do happens in a third."""

    def __init__(self, url: str) -> None:
        self.market = Market(url)
        self._servers = [PortalThread(url, now_ms=lambda: self.market.now_ms).__enter__() for _ in range(2)]

    def read(self, path: str) -> list[str]:
        """Give a page as each of them sends it."""
        return [requests.get(server.address + path, timeout=10).text for server in self._servers]

    def answer(self, path: str, **headers: str) -> requests.Response:
        """Give the answer of the first."""
        return requests.get(self._servers[0].address + path, headers=headers, timeout=10)

    def close(self) -> None:
        """Stop."""
        for server in self._servers:
            server.__exit__()
        self.market.close()


@pytest.fixture
def workers(database_url: str) -> Iterator[Workers]:
    made = Workers(database_url)
    yield made
    made.close()


BREAD_NOW = Product(BREAD, "Pain de campagne", 850, stocked=True)


@pytest.mark.parametrize(
    ("change", "path", "before", "after"),
    [
        (lambda m: m.receive(FOURNIL, {BREAD: -5 * ONE}), ARTICLE, "en stock", "épuisé"),
        (lambda m: m.receive(FOURNIL, {BREAD: -5 * ONE}), "/catalogue?q=pain", "en stock", "épuisé"),
        (lambda m: m.placed({(FOURNIL, BREAD): 5 * ONE}), ARTICLE, "en stock", "épuisé"),
        (lambda m: m.put(FOURNIL, replace(BREAD_NOW, price_minor=910), online=True), ARTICLE, "8.50", "9.10"),
        (lambda m: m.put(FOURNIL, BREAD_NOW), "/catalogue", "Pain de campagne", "6 articles"),
        (lambda m: m.portal.moderation.hide(FOURNIL, BREAD, "Photo"), ARTICLE, "Pain de campagne", "Ce qui est sûr"),
        (lambda m: m.portal.aisles.add("Fournil"), "/catalogue", "Pain de campagne", "Pain de campagne"),
        (
            lambda m: m.portal.profiles.keep(FOURNIL, PublicProfile(about="Au feu de bois.")),
            f"/membres/{FOURNIL}",
            "Fournil",
            "Au feu de bois.",
        ),
        (
            lambda m: m.tell(
                FOURNIL, facts.SettingsChanged, version=2, profile=ShopProfile(address=("1 a", "1201 Ici"))
            ),
            "/membres",
            "Genève",
            "Ici",
        ),
        (
            lambda m: m.portal.leaving.leave(FOURNIL, "Fournil de la Jonction", "Fournil de la Jonction"),
            "/membres",
            "Fournil",
            "Grains",
        ),
    ],
)
def test_a_change_is_on_the_next_page_of_every_worker(
    workers: Workers, change: Callable[[Market], object], path: str, before: str, after: str
) -> None:
    assert all(before in page for page in workers.read(path))
    first = workers.market.portal.browsing.version()

    change(workers.market)

    assert workers.market.portal.browsing.version() != first
    assert all(after in page for page in workers.read(path))


def test_a_moderated_or_departed_article_is_on_no_kept_page(workers: Workers) -> None:
    assert all("Pain de campagne" in page for page in workers.read("/catalogue"))
    workers.market.portal.moderation.hide(FOURNIL, BREAD, "Photo")
    assert not any("Pain de campagne" in page for page in workers.read("/catalogue"))
    workers.market.portal.moderation.show(FOURNIL, BREAD)
    assert all("Pain de campagne" in page for page in workers.read("/catalogue"))
    workers.market.portal.leaving.leave(FOURNIL, "Fournil de la Jonction", "Fournil de la Jonction")
    assert not any("Pain de campagne" in page for page in workers.read("/catalogue"))


def test_words_on_stock_grow_careful_while_a_till_is_silent(workers: Workers) -> None:
    workers.market.receive(GRAINS, {HONEY: -9 * ONE})
    path = f"/membres/{GRAINS}/{HONEY}"
    assert all("1\u00a0restant" in page for page in workers.read(path))

    workers.market.now_ms += FRESH_MS
    assert all("épuisé" in page for page in workers.read(path))

    workers.market.now_ms += STALE_MS
    assert all("à confirmer par le membre" in page for page in workers.read(path))


def test_what_sells_goes_to_the_front_of_kept_pages(workers: Workers) -> None:
    workers.read("/catalogue")
    first = workers.market.portal.browsing.find().cards[0].name
    with workers.market.portal.database.write() as connection:
        from sync.portal.ingest import store  # noqa: PLC0415
        from sync.portal.ingest.projected import Gathered  # noqa: PLC0415

        gathered = Gathered(connection)
        gathered.rung_up(HONEY)
        store.write_gathered(connection, GRAINS, "f" + GRAINS[1:], gathered, workers.market.now_ms)
    assert first != "Miel de printemps, 250 g"
    for page in workers.read("/catalogue"):
        assert page.index("Miel de printemps") < page.index(first)


@pytest.mark.parametrize(
    "path", ["/", "/catalogue", "/membres", f"/membres/{FOURNIL}", ARTICLE, "/ess-made", "/caisse"]
)
def test_who_has_a_page_is_told_that_it_still_holds(workers: Workers, path: str) -> None:
    whole = workers.answer(path)
    assert whole.headers["Cache-Control"] == "public, no-cache"
    assert whole.headers["Content-Encoding"] == "gzip"
    assert "Set-Cookie" not in whole.headers

    again = workers.answer(path, **{"If-None-Match": f'"other", {whole.headers["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == whole.headers["ETag"]

    plain = workers.answer(path, **{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.text == whole.text

    workers.market.put(FOURNIL, replace(BREAD_NOW, name="Pain noir", price_minor=333), online=True)
    after = workers.answer(path, **{"If-None-Match": whole.headers["ETag"]})
    assert after.status_code == (304 if after.headers["ETag"] == whole.headers["ETag"] else 200)
    if path == ARTICLE:
        assert "Pain noir" in after.text


def test_each_language_and_question_has_a_page_of_its_own(workers: Workers) -> None:
    french, german, searched = (
        workers.answer(path).text for path in ("/catalogue", "/de/catalogue", "/catalogue?q=miel")
    )

    assert 'lang="fr-CH"' in french
    assert 'lang="de-CH"' in german
    assert "Pain de campagne" not in searched
    assert workers.answer("/catalogue").text == french


def test_pages_with_a_basket_or_a_form_are_kept_by_nobody(workers: Workers) -> None:
    answer = workers.answer("/panier")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_only_so_many_bytes_are_kept_those_asked_for_last() -> None:
    kept, version = KeptPages(most_bytes=300), Market.__name__
    page = Page("t", b"x" * 60, b"y" * 40)
    for name in "abc":
        kept.keep(("fr", name), version, page)  # type: ignore[arg-type]
    assert kept.get(("fr", "a"), version) is page  # type: ignore[arg-type]

    kept.keep(("fr", "d"), version, page)  # type: ignore[arg-type]

    assert kept.get(("fr", "b"), version) is None  # type: ignore[arg-type]
    assert kept.get(("fr", "a"), version) is page  # type: ignore[arg-type]
    assert kept.get(("fr", "a"), "another") is None  # type: ignore[arg-type]
