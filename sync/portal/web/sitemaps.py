"""Where all pages are, for search engines: an index of files, each far under the limits of sitemaps.org 0.9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.web.languages import alternates
from sync.portal.wording import LANGUAGES, path_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.portal.gathered import Portal

PAGES_OF_A_FILE = 2_500
"""In four languages with their alternates about 8 MB; the limits are 50,000 addresses and 50 MB."""
FIXED = ("/", "/catalogue", "/membres", "/agenda", "/ess-made", "/statistiques", "/programmes", "/conditions")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index(portal: Portal) -> str:
    """Give the addresses of the files: the first of what is not an article, then those of articles."""
    files = 1 - -portal.browsing.offered() // PAGES_OF_A_FILE
    rows = "".join(f"<sitemap><loc>{portal.address}/sitemaps/{number}.xml</loc></sitemap>" for number in range(files))
    return f"{_HEAD}<sitemapindex {_SCHEMA}>{rows}</sitemapindex>"


def file(portal: Portal, number: int) -> str | None:
    """Give a file, None for one that there is not."""
    paths = _first(portal) if number == 0 else portal.browsing.paths(number - 1, PAGES_OF_A_FILE)
    if not paths:
        return None
    rows = "".join(_located(portal.address, path) for path in paths)
    return f'{_HEAD}<urlset {_SCHEMA} xmlns:xhtml="http://www.w3.org/1999/xhtml">{rows}</urlset>'


def _first(portal: Portal) -> list[str]:
    members: Iterable[str] = (shop.path for shop in portal.browsing.members())
    events = (f"/agenda/{event.id}" for event in portal.agenda.coming() if not event.is_cancelled)
    years = sorted({month[:4] for month in portal.statistics.months()})
    return [*FIXED, *members, *events, *(f"/statistiques/annee/{year}" for year in years)]


def _located(base: str, path: str) -> str:
    """Give a page's address in each language, each with all of them beside it."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in alternates(base, path)
    )
    return "".join(f"<url><loc>{base}{path_in(code, path)}</loc>{links}</url>" for code in LANGUAGES)
