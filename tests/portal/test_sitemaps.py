"""Search engines find every page, in files that stay under the limits of sitemaps.org."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sync.portal.web import sitemaps
from tests.portal.market import BREAD, FOURNIL, GRAINS, HONEY, LENTILS, Market

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url)
    yield made
    made.close()


def listed(text: str) -> list[str]:
    return re.findall(r"<loc>(.*?)</loc>", text)


def test_each_article_stands_in_one_file_and_nothing_hidden_in_any(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PAGES_OF_A_FILE", 2)
    offered = market.portal.browsing.offered()
    files = listed(sitemaps.index(market.portal))
    assert len(files) == 1 + -(-offered // 2)
    found = [each for number in range(1, len(files)) for each in listed(sitemaps.file(market.portal, number) or "")]
    french = [each for each in found if not re.search(r"/(de|it|en)/membres/", each)]
    assert len(set(found)) == len(found) == 4 * offered
    assert len(french) == offered
    assert sitemaps.file(market.portal, len(files)) is None

    market.portal.moderation.hide(GRAINS, HONEY, "Pas de l’ESS")
    after = "".join(sitemaps.file(market.portal, number) or "" for number in range(1, len(files) + 1))
    assert f"/{HONEY}<" not in after
    assert f"/{LENTILS}<" in after or f"/membres/{FOURNIL}/{BREAD}" in after


def test_the_first_file_has_what_is_no_article(market: Market) -> None:
    first = listed(sitemaps.file(market.portal, 0) or "")
    for path in ("/agenda", "/de/agenda", "/statistiques", "/en/statistiques", f"/membres/{GRAINS}"):
        assert f"{market.portal.address}{path}" in first


def test_a_full_file_stays_under_the_limits(market: Market) -> None:
    one = sitemaps._located("https://portail.example.ch", f"/membres/{GRAINS}/{HONEY}")
    assert len(one.encode()) * sitemaps.PAGES_OF_A_FILE < 50_000_000 / 4
    assert 4 * sitemaps.PAGES_OF_A_FILE <= 50_000
    assert sitemaps.file(market.portal, 99) is None
