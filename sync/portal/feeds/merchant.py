"""Product feeds with the columns of Google Merchant Center, as TSV and as RSS 2.0; a till's import reads the same.

Source: support.google.com/merchants/answer/7052112 (English attribute names, id of at most 50 characters).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from sync.portal.feeds.reading import francs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sync.portal.feeds.reading import Item

COLUMNS = (
    "id", "title", "description", "link", "image_link", "availability", "price", "brand", "gtin", "condition",
    "product_type", "unit_pricing_measure", "item_group_id",
)  # fmt: skip
MOST_TITLE, MOST_TEXT = 150, 5000
TSV, RSS = "text/tab-separated-values; charset=utf-8", "application/rss+xml; charset=utf-8"
_UNFIT = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_STATES = {"in_stock": "in_stock", "few": "in_stock", "on_request": "in_stock", "out_of_stock": "out_of_stock"}


def cells(item: Item) -> dict[str, str] | None:
    """Give an offer's cells; None for what has no fixed price or no content of its own, which a feed cannot say."""
    article = item.article
    if article.price_minor is None or article.kind == "deposit":
        return None
    content = ""
    if article.content_unit and article.content_milli:
        content = f"{article.content_milli / 1000:g} {article.content_unit}"
    return {
        "id": item.id,
        "title": _line(f"{article.name}, {article.variant}" if article.variant else article.name)[:MOST_TITLE],
        "description": _line(article.description or article.name)[:MOST_TEXT],
        "link": item.link,
        "image_link": item.picture,
        "availability": _STATES[item.availability.state],
        "price": f"{francs(article.price_minor)} CHF",
        "brand": _line(article.producer or item.shop.name),
        "gtin": next((code for code in article.barcodes if not code.startswith("2")), ""),
        "condition": "new",
        "product_type": _line(item.category),
        "unit_pricing_measure": content,
        "item_group_id": _line(article.family),
    }


def tsv(items: Iterable[Item]) -> Iterator[bytes]:
    """Write the feed as tab-separated lines."""
    yield ("\t".join(COLUMNS) + "\n").encode()
    for item in items:
        if (row := cells(item)) is not None:
            yield ("\t".join(row[column] for column in COLUMNS) + "\n").encode()


def rss(items: Iterable[Item], title: str, address: str) -> Iterator[bytes]:
    """Write the feed as RSS 2.0 with the attributes in Google's namespace."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
        f"<title>{escape(title)}</title><link>{escape(address)}</link><description>{escape(title)}</description>\n"
    ).encode()
    for item in items:
        if (row := cells(item)) is not None:
            body = "".join(f"<g:{column}>{escape(text)}</g:{column}>" for column, text in row.items() if text)
            yield f"<item>{body}</item>\n".encode()
    yield b"</channel></rss>\n"


def atom(items: Iterable[Item], title: str, address: str, path: str, updated: str) -> str:
    """Write news as an Atom feed (RFC 4287)."""
    from sync.portal.feeds.reading import moment  # noqa: PLC0415  # beside `francs`

    entries = "".join(
        f"<entry><id>{escape(item.link)}</id><title>{escape(_line(item.article.name))}</title>"
        f"<link href={quoteattr(item.link)}/><updated>{moment(item.changed_ms)}</updated>"
        f"<author><name>{escape(_line(item.shop.name))}</name></author>"
        f"<summary>{escape(_line(item.article.description or item.article.name))}</summary></entry>\n"
        for item in items
        if item.changed_ms
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr-CH">'
        f"<id>{escape(address + path)}</id><title>{escape(title)}</title><updated>{updated}</updated>"
        f'<link rel="self" href={quoteattr(address + path)}/><link href={quoteattr(address)}/>\n{entries}</feed>\n'
    )


def _line(text: str) -> str:
    """Give a text as one line without what XML 1.0 or a table cannot hold."""
    return " ".join(_UNFIT.sub(" ", text).split())
